#include "core/trace_hash.hpp"

#include <list>

#include <doctest/doctest.h>

#include "schema/actions.hpp"

namespace sivo::core {
namespace {

TEST_CASE("the hash of outputs depends on kind, content and order") {
  Hangup a;
  a.channel = "a";
  Hangup b;
  b.channel = "b";
  const std::list<schema::Record> both = {schema::Record(a), schema::Record(b)};
  CHECK(hash_of(both) == hash_of(both));
  CHECK(hash_of(both) != hash_of({schema::Record(b), schema::Record(a)}));
  CHECK(hash_of({schema::Record(a)}) != hash_of({schema::Record(b)}));
  CHECK(hash_of({schema::Record(Hold{})}) != hash_of({schema::Record(Resume{})}));
  CHECK(hash_of({}) != hash_of(both));
}

}  // namespace
}  // namespace sivo::core
