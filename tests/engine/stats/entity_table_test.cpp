#include "engine/stats/entity_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

Id id_of(uint8_t number) {
  Id id;
  id.bytes[15] = number;
  return id;
}

}  // namespace

TEST_CASE("things are found by their id until they are erased") {
  EntityTable<int> table(1);
  table.put(id_of(1), 10);
  table.put(id_of(2), 20);
  CHECK(*table.find(id_of(1)) == 10);
  CHECK(table.find(id_of(3)) == nullptr);
  CHECK(table.find(Id{}) == nullptr);
  CHECK_THROWS_AS(table.put(id_of(2), 21), AssertFailure);
  table.erase(id_of(1));
  CHECK(table.find(id_of(1)) == nullptr);
  CHECK(*table.find(id_of(2)) == 20);
  CHECK_THROWS_AS(table.erase(id_of(1)), AssertFailure);
}

TEST_CASE("a visitor may erase what it is shown") {
  EntityTable<uint8_t> table(1);
  for (uint8_t i = 1; i <= 9; ++i) table.put(id_of(i), i);
  table.for_each([&](uint8_t number) {
    if (number % 2 == 0) table.erase(id_of(number));
  });
  std::vector<uint8_t> left;
  table.for_each([&](uint8_t number) { left.push_back(number); });
  std::sort(left.begin(), left.end());
  CHECK(left == std::vector<uint8_t>{1, 3, 5, 7, 9});
}

}  // namespace sivo::stats
