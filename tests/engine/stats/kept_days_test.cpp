#include "engine/stats/kept_days.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace sivo::stats {
namespace {

LocalDay day(int32_t number) { return {number, number * kDay, (number + 1) * kDay}; }

std::vector<Place> places_in(const KeptDays& days, const Interval& interval) {
  std::vector<Place> places;
  days.for_each_place_in(interval, [&](const Place& place) { places.push_back(place); });
  return places;
}

}  // namespace

TEST_CASE("nothing is kept before a day began") {
  const KeptDays days;
  CHECK_FALSE(days.newest().has_value());
  CHECK_FALSE(days.keeps(0));
  CHECK_FALSE(days.keeps(INT32_MIN));
  CHECK(days.find(0) == nullptr);
  CHECK(places_in(days, {INT64_MIN, INT64_MAX}).empty());
}

TEST_CASE("the latest day and the one before are kept, in whatever order they begin") {
  for (const bool is_forward : {true, false}) {
    KeptDays days;
    for (const int32_t number : {-1, 0, 1}) days.begin(day(is_forward ? number : -number));
    CHECK(days.newest() == 1);
    CHECK(days.keeps(1));
    CHECK(days.keeps(0));
    CHECK_FALSE(days.keeps(-1));
    CHECK(days.find(-1) == nullptr);
    REQUIRE(days.find(0) != nullptr);
    CHECK(days.find(0)->number == 0);
    CHECK(days.find(kDay)->number == 1);
  }
}

TEST_CASE("a day that is kept but never began has no places") {
  KeptDays days;
  days.begin(day(1));
  days.begin(day(4));
  CHECK(days.keeps(3));
  CHECK(days.find(3 * kDay) == nullptr);
  CHECK(days.find(kDay) == nullptr);
  CHECK(places_in(days, {0, 9 * kDay}) == std::vector<Place>{{4, kWholeDay}});
}

TEST_CASE("an interval is made of whole days where it holds them, else of cells") {
  KeptDays days;
  days.begin(day(2));
  days.begin(day(3));
  CHECK(places_in(days, {2 * kDay, 4 * kDay}) ==
        std::vector<Place>{{2, kWholeDay}, {3, kWholeDay}});
  CHECK(places_in(days, {2 * kDay, 3 * kDay}) == std::vector<Place>{{2, kWholeDay}});
  CHECK(places_in(days, {2 * kDay + kHour, 2 * kDay + kHour + 2 * kCellUs}) ==
        std::vector<Place>{{2, 4}, {2, 5}});
  CHECK(places_in(days, {3 * kDay - kCellUs, 3 * kDay + kCellUs}) ==
        std::vector<Place>{{2, 95}, {3, 0}});
  CHECK(places_in(days, {2 * kDay + 1, 3 * kDay}).size() == 95);
}

TEST_CASE("every place of the kept days is walked once") {
  KeptDays days;
  days.begin(day(2));
  days.begin(day(3));
  size_t cells = 0;
  size_t whole_days = 0;
  days.for_each_place(
      [&](const Place& place) { ++(place.cell == kWholeDay ? whole_days : cells); });
  CHECK(whole_days == 2);
  CHECK(cells == 2 * kCellsOfDayMax);
}

}  // namespace sivo::stats
