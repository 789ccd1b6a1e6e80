#include "engine/stats/interval.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

Micros utc(std::string_view text) { return parse_time(text).value(); }
schedule::Zone zone(std::string_view name) { return schedule::Zone::find(name).value(); }

LocalDay day_in(std::string_view zone_name, std::string_view moment) {
  return local_day(zone(zone_name), utc(moment));
}
uint32_t cells_of(const LocalDay& day) { return cells_in(day, {day.begin, day.end}).end; }

Interval interval_in(std::string_view zone_name, Span span, std::string_view moment) {
  return interval_at(zone(zone_name), span, utc(moment));
}
Interval between(std::string_view from, std::string_view until) { return {utc(from), utc(until)}; }

// The intervals of a day, one after the other, must tile it.
int count_intervals(const schedule::Zone& where, Span span, const LocalDay& day) {
  int count = 0;
  for (Micros at = day.begin; at < day.end; ++count) {
    const Interval next = interval_at(where, span, at);
    REQUIRE(next.from == at);
    REQUIRE(next.until > at);
    REQUIRE(interval_at(where, span, next.until - 1) == next);
    at = next.until;
  }
  return count;
}

}  // namespace

TEST_CASE("a day runs from local midnight to local midnight") {
  const LocalDay day = day_in("Europe/Madrid", "2026-07-15T22:30:00Z");
  CHECK(day.number == schedule::days_of({2026, 7, 16}));
  CHECK(day.begin == utc("2026-07-15T22:00:00Z"));
  CHECK(day.end == utc("2026-07-16T22:00:00Z"));
  CHECK(cells_of(day) == 96);
  CHECK(day_in("Europe/Madrid", "2026-07-15T22:00:00Z").number == day.number);
  CHECK(day_in("Europe/Madrid", "2026-07-15T21:59:59.999999Z").number == day.number - 1);
}

TEST_CASE("a day on which the clock is changed has 92 or 100 cells") {
  const LocalDay spring = day_in("Europe/Madrid", "2026-03-29T12:00:00Z");
  CHECK(spring.end - spring.begin == 23 * kHour);
  CHECK(cells_of(spring) == 92);
  const LocalDay autumn = day_in("Europe/Madrid", "2026-10-25T12:00:00Z");
  CHECK(autumn.end - autumn.begin == 25 * kHour);
  CHECK(cells_of(autumn) == 100);
  CHECK(cell_of(autumn, autumn.end - 1) == 99);
  CHECK(cell_interval(autumn, 99) == Interval{autumn.end - kCellUs, autumn.end});
}

TEST_CASE("the repeated hour is two hours of the report") {
  CHECK(interval_in("Europe/Madrid", Span::kHour, "2026-10-25T00:30:00Z") ==
        between("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"));
  CHECK(interval_in("Europe/Madrid", Span::kHour, "2026-10-25T01:30:00Z") ==
        between("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"));
}

TEST_CASE("intervals tile every day, also where the clock is changed") {
  struct Row {
    const char* zone;
    const char* moment;
    int quarters;
    int half_hours;
    int hours;
  };
  const Row rows[] = {
      {"UTC", "2026-01-01T12:00:00Z", 96, 48, 24},
      {"Europe/Madrid", "2026-03-29T12:00:00Z", 92, 46, 23},
      {"Europe/Madrid", "2026-10-25T12:00:00Z", 100, 50, 25},
      {"Asia/Kathmandu", "2026-03-29T12:00:00Z", 96, 48, 24},
      {"Asia/Kathmandu", "2045-12-31T23:30:00Z", 96, 48, 24},
      // The clock goes on by half an hour at 2:00 and back at 2:00.
      {"Australia/Lord_Howe", "2024-10-06T03:00:00Z", 94, 47, 24},
      {"Australia/Lord_Howe", "2024-04-07T03:00:00Z", 98, 49, 25},
      // From 2:45 to 3:45 and back: quarters of the hour stand alone.
      {"Pacific/Chatham", "2024-09-29T00:00:00Z", 92, 47, 24},
      {"Pacific/Chatham", "2024-04-07T00:00:00Z", 100, 51, 26},
      // Two hours at once.
      {"Antarctica/Troll", "2024-10-27T12:00:00Z", 104, 52, 26},
      // No midnight: the day begins at 1:00.
      {"Africa/Cairo", "2024-04-26T12:00:00Z", 92, 46, 23},
      // The clock goes back from midnight, or from 1:00 to midnight.
      {"Africa/Cairo", "2024-10-31T12:00:00Z", 100, 50, 25},
      {"America/Havana", "2024-11-03T12:00:00Z", 100, 50, 25},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.zone), " ", std::string(row.moment));
    const schedule::Zone where = zone(row.zone);
    const LocalDay day = local_day(where, utc(row.moment));
    CHECK(count_intervals(where, Span::kQuarter, day) == row.quarters);
    CHECK(count_intervals(where, Span::kHalfHour, day) == row.half_hours);
    CHECK(count_intervals(where, Span::kHour, day) == row.hours);
    CHECK(count_intervals(where, Span::kDay, day) == 1);
    CHECK(cells_of(day) == static_cast<uint32_t>(row.quarters));
  }
}

TEST_CASE("with an offset of 45 minutes cells and hours begin on the local clock") {
  const LocalDay day = day_in("Asia/Kathmandu", "2026-05-05T06:00:00Z");
  CHECK(day.begin == utc("2026-05-04T18:15:00Z"));
  CHECK(interval_in("Asia/Kathmandu", Span::kHour, "2026-05-05T06:00:00Z") ==
        between("2026-05-05T05:15:00Z", "2026-05-05T06:15:00Z"));
  CHECK(interval_in("Asia/Kathmandu", Span::kHalfHour, "2026-05-05T06:00:00Z") ==
        between("2026-05-05T05:45:00Z", "2026-05-05T06:15:00Z"));
  CHECK(cell_of(day, utc("2026-05-04T18:29:59.999999Z")) == 0);
  CHECK(cell_of(day, utc("2026-05-04T18:30:00Z")) == 1);
}

TEST_CASE("a clock that goes back over midnight does not go back to the day before") {
  // 2010-11-07 00:01 became 2010-11-06 23:01.
  const LocalDay day = day_in("America/Goose_Bay", "2010-11-07T03:30:00Z");
  CHECK(day.number == schedule::days_of({2010, 11, 7}));
  CHECK(day.begin == utc("2010-11-07T03:00:00Z"));
  CHECK(day_in("America/Goose_Bay", "2010-11-07T02:59:00Z").end == day.begin);
}

TEST_CASE("a date that was skipped is no day") {
  const LocalDay before = day_in("Pacific/Apia", "2011-12-30T09:00:00Z");
  const LocalDay after = day_in("Pacific/Apia", "2011-12-30T10:00:00Z");
  CHECK(before.end == after.begin);
  CHECK(after.number == before.number + 2);
}

TEST_CASE("days next to each other and to the ends of time have no gap") {
  for (const char* name : {"Europe/Madrid", "America/St_Johns", "Africa/Monrovia", "Asia/Manila"}) {
    INFO(std::string(name));
    const schedule::Zone where = zone(name);
    LocalDay day = local_day(where, utc("1971-12-01T00:00:00Z"));
    for (int i = 0; i < 800; ++i) {
      const LocalDay next = local_day(where, day.end);
      REQUIRE(next.begin == day.end);
      REQUIRE(next.number > day.number);
      day = next;
    }
    CHECK(local_day(where, kNever).holds(kMomentMax));
    CHECK(local_day(where, INT64_MIN).holds(kMomentMin));
  }
}

TEST_CASE("what exceeds the longest day belongs to its last cell") {
  const LocalDay day{0, 0, 30 * kHour};
  CHECK(cell_of(day, 28 * kHour - 1) == kCellsOfDayMax - 1);
  CHECK(cell_of(day, 30 * kHour - 1) == kCellsOfDayMax - 1);
  CHECK(cell_interval(day, kCellsOfDayMax - 1) == Interval{28 * kHour - kCellUs, 30 * kHour});
  CHECK(cells_in(day, {0, 30 * kHour}).end == kCellsOfDayMax);
  CHECK_THROWS_AS(cell_of(day, 30 * kHour), AssertFailure);
  CHECK_THROWS_AS(cell_of(day, -1), AssertFailure);
}

TEST_CASE("an interval has the cells that begin in it") {
  const LocalDay day{0, 0, kDay};
  const auto range = [&](Micros from, Micros until) {
    const CellRange cells = cells_in(day, {from, until});
    return std::pair(cells.first, cells.end);
  };
  CHECK(range(0, kCellUs) == std::pair(0U, 1U));
  CHECK(range(1, kCellUs) == std::pair(1U, 1U));
  CHECK(range(kHour, 2 * kHour) == std::pair(4U, 8U));
  CHECK(range(-kHour, kCellUs + 1) == std::pair(0U, 2U));
  CHECK(range(kDay - kCellUs, 2 * kDay) == std::pair(95U, 96U));
  CHECK(range(kDay, 2 * kDay) == std::pair(96U, 96U));
  CHECK(range(-2 * kDay, -kDay) == std::pair(0U, 0U));
}

TEST_CASE("overlaps are never negative") {
  CHECK(overlap_us({0, 10}, {5, 20}) == 5);
  CHECK(overlap_us({5, 20}, {0, 10}) == 5);
  CHECK(overlap_us({0, 10}, {10, 20}) == 0);
  CHECK(overlap_us({0, 10}, {15, 20}) == 0);
}

}  // namespace sivo::stats
