#include "engine/schedule/zone.hpp"

#include <doctest/doctest.h>

#include "base/prng.hpp"

namespace sivo::schedule {
namespace {

Micros utc(std::string_view text) { return parse_time(text).value(); }
Zone zone(std::string_view name) { return Zone::find(name).value(); }

LocalTime local(CivilDate date, int hour, int minute) {
  return {days_of(date), hour * kHour + minute * kMinute};
}

}  // namespace

TEST_CASE("zones of the database are known, other names are not") {
  for (const char* name : {"Europe/Madrid", "America/New_York", "UTC", "Asia/Kolkata"}) {
    CHECK(is_known_zone(name));
  }
  for (const char* name :
       {"", "Europe/Nowhere", "europe/madrid", "../etc/passwd", "Europe/Madrid "}) {
    CHECK_FALSE(is_known_zone(name));
  }
  CHECK(zone("Europe/Madrid").name() == "Europe/Madrid");
}

TEST_CASE("an unknown zone's error does not repeat the name") {
  const auto found = Zone::find("Secret/Name");
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().status == Status::kInvalid);
  CHECK(found.error().message.find("Secret") == std::string::npos);
}

TEST_CASE("Madrid is one hour ahead of UTC in winter and two in summer") {
  const Zone madrid = zone("Europe/Madrid");
  CHECK(madrid.to_local(utc("2026-01-15T11:30:00Z")) == local({2026, 1, 15}, 12, 30));
  CHECK(to_local(madrid, utc("2026-07-15T22:30:00Z")) == local({2026, 7, 16}, 0, 30));
}

TEST_CASE("local time before 1970 and parts of a second are rounded down") {
  CHECK(zone("UTC").to_local(-1) == LocalTime{-1, kDay - 1});
  CHECK(zone("UTC").to_local(1) == LocalTime{0, 1});
}

TEST_CASE("a skipped local time is the moment after the gap") {
  const Zone madrid = zone("Europe/Madrid");
  const Micros gap = utc("2026-03-29T01:00:00Z");  // 02:00 becomes 03:00
  CHECK(madrid.to_moment(local({2026, 3, 29}, 1, 59)) == gap - kMinute);
  CHECK(madrid.to_moment(local({2026, 3, 29}, 2, 0)) == gap);
  CHECK(madrid.to_moment(local({2026, 3, 29}, 2, 30)) == gap);
  CHECK(madrid.to_moment(local({2026, 3, 29}, 3, 0)) == gap);
  CHECK(madrid.to_moment(local({2026, 3, 29}, 3, 1)) == gap + kMinute);
}

TEST_CASE("a repeated local time is its first pass") {
  const Zone madrid = zone("Europe/Madrid");
  CHECK(madrid.to_moment(local({2026, 10, 25}, 2, 30)) == utc("2026-10-25T00:30:00Z"));
  CHECK(madrid.to_local(utc("2026-10-25T00:30:00Z")) ==
        madrid.to_local(utc("2026-10-25T01:30:00Z")));
  CHECK(madrid.to_moment(local({2026, 10, 25}, 3, 0)) == utc("2026-10-25T02:00:00Z"));
}

TEST_CASE("summer time goes on after 2037, where the database's tables end") {
  const Zone madrid = zone("Europe/Madrid");
  CHECK(madrid.to_local(utc("2037-11-15T11:00:00Z")) == local({2037, 11, 15}, 12, 0));
  CHECK(madrid.to_local(utc("2038-01-15T11:00:00Z")) == local({2038, 1, 15}, 12, 0));
  CHECK(madrid.to_local(utc("2038-07-15T11:00:00Z")) == local({2038, 7, 15}, 13, 0));
  // The last Sunday of March 2040 is the 25th, of October the 28th.
  CHECK(madrid.to_local(utc("2040-03-25T00:59:00Z")) == local({2040, 3, 25}, 1, 59));
  CHECK(madrid.to_local(utc("2040-03-25T01:00:00Z")) == local({2040, 3, 25}, 3, 0));
  CHECK(madrid.to_local(utc("2040-10-28T01:00:00Z")) == local({2040, 10, 28}, 2, 0));
  CHECK(zone("Asia/Kolkata").to_local(utc("2050-07-01T00:00:00Z")) == local({2050, 7, 1}, 5, 30));
}

TEST_CASE("an offset holds from its begin to its end, and moments come back from local time") {
  Xoshiro256 random(7);
  for (const char* name :
       {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran"}) {
    const Zone place = zone(name);
    for (int i = 0; i < 500; ++i) {
      const Micros moment = static_cast<Micros>(random.below(4'000'000'000)) * kSecond;
      const ZoneOffset offset = place.offset_at(moment);
      REQUIRE(offset.begin <= moment);
      REQUIRE(moment < offset.end);
      REQUIRE(place.offset_at(offset.end - 1).offset_us == offset.offset_us);
      const Micros back = place.to_moment(place.to_local(moment));
      REQUIRE(back <= moment);  // the first pass
      REQUIRE(place.to_local(back) == place.to_local(moment));
    }
  }
}

TEST_CASE("days, dates and weekdays agree") {
  CHECK(days_of({1970, 1, 1}) == 0);
  CHECK(weekday_of(0) == 3);
  CHECK(weekday_of(-4) == 6);
  CHECK(weekday_of(days_of({2026, 11, 21})) == 5);
  for (int32_t days = -1000; days < 40000; days += 37) REQUIRE(days_of(civil_date(days)) == days);
  CHECK(civil_date(days_of({2024, 2, 29})) == CivilDate{2024, 2, 29});
}

}  // namespace sivo::schedule
