#include "engine/stats/cell_store.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace sivo::stats {
namespace {

struct Cells {
  CellStore<int> store;
  std::vector<int> dropped;

  int& at(Days& days, int32_t number, uint32_t place) {
    return store.cell(days, {number, place}, [this](int& cell) { dropped.push_back(cell); });
  }
};

}  // namespace

TEST_CASE("a cell is made when it is first counted in") {
  Cells cells;
  Days days;
  CHECK(cells.store.find(days, {100, 3}) == nullptr);
  cells.at(days, 100, 3) += 5;
  cells.at(days, 100, 3) += 5;
  cells.at(days, 100, kWholeDay) = 1;
  REQUIRE(cells.store.find(days, {100, 3}) != nullptr);
  CHECK(*cells.store.find(days, {100, 3}) == 10);
  CHECK(cells.store.find(days, {100, 4}) == nullptr);
  CHECK(cells.store.find(days, {101, 3}) == nullptr);
  CHECK(cells.store.cell_count() == 2);
}

TEST_CASE("a day gives its place to the one kDaysKept later") {
  for (const int32_t first : {20'000, -1, -20'001}) {
    Cells cells;
    Days days;
    cells.at(days, first, 0) = 1;
    cells.at(days, first + 1, 0) = 2;
    CHECK(cells.dropped.empty());
    cells.at(days, first + kDaysKept, 1) = 3;
    CHECK(cells.dropped == std::vector<int>{1});
    CHECK(cells.store.find(days, {first, 0}) == nullptr);
    CHECK(*cells.store.find(days, {first + 1, 0}) == 2);
    CHECK(cells.store.cell_count() == 2);
  }
}

TEST_CASE("clearing gives back every cell of the owner and no other") {
  Cells cells;
  Days one;
  Days other;
  cells.at(one, 7, 0) = 1;
  cells.at(one, 8, kWholeDay) = 2;
  cells.at(other, 7, 0) = 3;
  cells.store.clear(one, [&](int& cell) { cells.dropped.push_back(cell); });
  CHECK(cells.dropped.size() == 2);
  CHECK(cells.store.find(one, {7, 0}) == nullptr);
  CHECK(*cells.store.find(other, {7, 0}) == 3);
  CHECK(cells.store.cell_count() == 1);
}

}  // namespace sivo::stats
