#include "base/id_map.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

#include "base/prng.hpp"

namespace {

using namespace sivo;

Id small_id(uint64_t number) {
  Id id;
  for (size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

TEST_CASE("an id is found under the value it was put in with, once") {
  IdMap map;
  CHECK_FALSE(map.find(small_id(1)));
  CHECK(map.insert(small_id(1), 10));
  CHECK_FALSE(map.insert(small_id(1), 11));
  CHECK(map.find(small_id(1)) == 10U);
  CHECK(map.contains(small_id(1)));
  CHECK(map.size() == 1);
}

TEST_CASE("an erased id is gone and may come back") {
  IdMap map;
  CHECK_FALSE(map.erase(small_id(1)));
  CHECK(map.insert(small_id(1), 10));
  CHECK(map.erase(small_id(1)));
  CHECK_FALSE(map.erase(small_id(1)));
  CHECK(map.empty());
  CHECK(map.insert(small_id(1), 12));
  map.clear();
  CHECK_FALSE(map.find(small_id(1)));
}

TEST_CASE("the nil id is never there and no key") {
  IdMap map;
  CHECK_THROWS_AS(static_cast<void>(map.insert(Id{}, 1)), AssertFailure);
  CHECK(map.insert(small_id(1), 1));
  CHECK_FALSE(map.find(Id{}));
  CHECK_FALSE(map.erase(Id{}));
}

TEST_CASE("random operations on few ids agree with std::map under any seed") {
  for (const uint64_t seed : {0U, 1U, 2U, 3U}) {
    CAPTURE(seed);
    Xoshiro256 random(seed);
    IdMap map(seed * 977);
    std::map<Id, uint32_t> reference;
    for (int step = 0; step < 1'200; ++step) {
      const Id id = small_id(1 + random.below(400));
      const auto value = static_cast<uint32_t>(random.next());
      if (random.below(2) == 0) {
        REQUIRE(map.insert(id, value) == reference.emplace(id, value).second);
      } else {
        REQUIRE(map.erase(id) == (reference.erase(id) == 1));
      }
      REQUIRE(map.size() == reference.size());
      const Id other = small_id(1 + random.below(400));
      const auto expected = reference.find(other);
      REQUIRE(map.contains(other) == (expected != reference.end()));
      if (expected != reference.end()) REQUIRE(map.find(other) == expected->second);
    }
    std::map<Id, uint32_t> seen;
    map.for_each([&](const Id& id, uint32_t value) { seen.emplace(id, value); });
    CHECK(seen == reference);
  }
}

TEST_CASE("coming and going does not grow the table") {
  IdMap map;
  for (uint64_t i = 1; i <= 3'000; ++i) {
    CHECK(map.insert(small_id(i), 0));
    if (i > 10) CHECK(map.erase(small_id(i - 10)));
  }
  CHECK(map.cell_count() == 16);
}

TEST_CASE("ids of one generator spread over the table") {
  IdMap map;
  IdGenerator generator(41);
  std::vector<Id> ids;
  for (uint32_t i = 0; i < 5'000; ++i) {
    ids.push_back(generator.next(kSecond + i * 10));
    CHECK(map.insert(ids.back(), i));
  }
  for (uint32_t i = 0; i < 5'000; ++i) CHECK(map.find(ids[i]) == i);
  CHECK(map.cell_count() == 8'192);
}

}  // namespace
