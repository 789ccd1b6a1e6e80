#include "store/meta.hpp"

#include <doctest/doctest.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("named values keep numbers and bytes, and ours are out of reach") {
  TwoTenants two;
  two.must_begin();
  CHECK(two.store.set_meta("clock", 42).ok());
  CHECK(two.store.set_meta_bytes("seed", std::string_view("\0x", 2)).ok());
  CHECK(two.store.set_meta("store.schema", 1).error().status == Status::kInvalid);
  CHECK(two.store.set_meta("", 1).error().path == "key");
  CHECK(two.store.set_meta(std::string(65, 'a'), 1).error().path == "key");
  CHECK(two.store.set_meta(std::string(64, 'a'), 1).ok());
  two.must_commit();
  CHECK(**two.store.meta("clock") == 42);
  CHECK(**two.store.meta_bytes("seed") == std::string("\0x", 2));
  CHECK_FALSE(two.store.meta("nothing")->has_value());
  CHECK(two.store.meta("seed").error().status == Status::kInvalid);
  two.must_begin();
  CHECK(two.store.erase_meta("clock").ok());
  two.must_commit();
  CHECK_FALSE(two.store.meta("clock")->has_value());
}
