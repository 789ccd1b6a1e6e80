#include "store/state_hash.hpp"

#include <doctest/doctest.h>

#include <array>

#include "schema/live.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("the same changes give the same hash in memory and in a file, under any key") {
  const Folder folder;
  OpenOptions other = options_for(folder.file("a.sivo"));
  other.seals = toy_seals("another key");
  TwoTenants memory, file(other);
  CHECK(*memory.store.state_hash() == *file.store.state_hash());
}

TEST_CASE("one field of one live row changes the hash, and back again restores it") {
  TwoTenants two;
  LiveQueue live;
  live.id = two.world.id();
  live.tenant_id = two.a;
  const auto put = [&](int64_t sequence) {
    live.sequence = sequence;
    two.must_begin();
    REQUIRE(two.store.put(live).ok());
    two.must_commit();
    return *two.store.state_hash();
  };
  const Digest empty = *two.store.state_hash();
  const Digest one = put(1), two_hash = put(2);
  CHECK(one != empty);
  CHECK(one != two_hash);
  CHECK(put(1) == one);
}

TEST_CASE("named values count unless they are named as volatile") {
  TwoTenants two;
  const std::array<std::string_view, 1> skipped{"now"};
  const Digest before = *two.store.state_hash(skipped);
  two.must_begin();
  REQUIRE(two.store.set_meta("now", 5).ok());
  two.must_commit();
  CHECK(*two.store.state_hash(skipped) == before);
  CHECK(*two.store.state_hash() != before);
}

TEST_CASE("content over many chunks hashes the same twice and differs by its last row") {
  TwoTenants two;
  LiveCall call;
  call.tenant_id = two.a;
  call.variables = std::string(1000, 'v');
  two.must_begin();
  for (int i = 0; i < 200; ++i) {
    call.id = two.world.id();
    REQUIRE(two.store.put(call).ok());
  }
  two.must_commit();
  const Digest first = *two.store.state_hash();
  CHECK(*two.store.state_hash() == first);
  two.must_begin();
  REQUIRE(two.store.erase<LiveCall>(two.scope_a(), call.id).ok());
  two.must_commit();
  CHECK(*two.store.state_hash() != first);
}
