#include "base/time.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

#include "base/prng.hpp"

namespace {

using namespace sivo;

TEST_CASE("the epoch, both ends and the days around leap days are written right") {
  CHECK(format_time(0) == "1970-01-01T00:00:00.000Z");
  CHECK(format_time(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(format_time(kTimeMin) == "0001-01-01T00:00:00.000Z");
  CHECK(format_time(kTimeMax) == "9999-12-31T23:59:59.999Z");
  CHECK(format_time(951'782'400 * kSecond) == "2000-02-29T00:00:00.000Z");
  CHECK(format_time(4'107'542'399 * kSecond) == "2100-02-28T23:59:59.000Z");
  CHECK(format_time(4'107'542'400 * kSecond) == "2100-03-01T00:00:00.000Z");
}

TEST_CASE("what cannot be written is written as the nearest that can") {
  CHECK(format_time(kNever) == format_time(kTimeMax));
  CHECK(format_time(INT64_MIN) == format_time(kTimeMin));
}

TEST_CASE("every day from 1896 to 2104 follows the one before it") {
  int64_t year = 1896;
  int month = 1;
  int day = 1;
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  constexpr Micros kStart = -2'335'219'200 * kSecond;
  constexpr int kDayCount = 76'336;
  int wrong = 0;
  for (int i = 0; i < kDayCount; ++i) {
    const bool is_near_month_end = day == 1 || day >= 28;
    if (is_near_month_end) {
      const std::string text = format_time(kStart + i * kDay);
      const bool is_right = text.substr(0, 4) == std::to_string(year) &&
                            std::stoi(text.substr(5, 2)) == month &&
                            std::stoi(text.substr(8, 2)) == day;
      wrong += is_right ? 0 : 1;
    }
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const int last = month == 2 && is_leap ? 29 : kDays[static_cast<size_t>(month - 1)];
    if (++day <= last) continue;
    day = 1;
    if (++month <= 12) continue;
    month = 1;
    ++year;
  }
  CHECK(wrong == 0);
}

TEST_CASE("offsets, fractions and the allowed spellings are read") {
  constexpr Micros kNoon = 1'795'262'400 * kSecond;  // 2026-11-21T12:00:00Z
  CHECK(parse_time("2026-11-21T12:00:00Z") == kNoon);
  CHECK(parse_time("2026-11-21t12:00:00z") == kNoon);
  CHECK(parse_time("2026-11-21 12:00:00Z") == kNoon);
  CHECK(parse_time("2026-11-21T13:00:00+01:00") == kNoon);
  CHECK(parse_time("2026-11-21T06:30:00-05:30") == kNoon);
  CHECK(parse_time("2026-11-21T12:00:00-00:00") == kNoon);
  CHECK(parse_time("2026-11-22T11:59:00+23:59") == kNoon);
  CHECK(parse_time("2026-11-21T12:00:00.5Z") == kNoon + 500'000);
  CHECK(parse_time("2026-11-21T12:00:00.000001Z") == kNoon + 1);
  CHECK(parse_time("2026-11-21T12:00:00.123456789Z") == kNoon + 123'456);
  CHECK(parse_time("0001-01-01T00:00:00Z") == kTimeMin);
  CHECK(parse_time("0000-12-31T23:00:00-01:00") == kTimeMin);
  CHECK(parse_time("9999-12-31T23:59:59.999999Z") == kTimeMax);
}

TEST_CASE("second 60 ends a UTC day and is the next midnight") {
  const auto midnight = parse_time("2017-01-01T00:00:00Z");
  CHECK(parse_time("2016-12-31T23:59:60Z") == midnight);
  CHECK(parse_time("2017-01-01T00:59:60+01:00") == midnight);
  CHECK(parse_time("2016-12-31T15:59:60.5-08:00") == *midnight + 500'000);
  CHECK_FALSE(parse_time("2016-12-31T23:58:60Z"));
  CHECK_FALSE(parse_time("2016-12-31T23:59:60+01:00"));
  CHECK_FALSE(parse_time("2016-12-31T23:59:61Z"));
  CHECK_FALSE(parse_time("9999-12-31T23:59:60Z"));
}

TEST_CASE("anything else is refused") {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-11-21",
                                      "2026-11-21T12:00Z",
                                      "2026-11-21T12:00:00",
                                      "2026-11-21T12:00:00.Z",
                                      "2026-11-21T12:00:00.1234567890Z",
                                      "2026-11-21T12:00:00+0100",
                                      "2026-11-21T12:00:00+01",
                                      "2026-11-21T12:00:00+24:00",
                                      "2026-11-21T12:00:00+01:60",
                                      "2026-11-21T24:00:00Z",
                                      "2026-11-21T12:60:00Z",
                                      "2026-00-21T12:00:00Z",
                                      "2026-13-21T12:00:00Z",
                                      "2026-11-00T12:00:00Z",
                                      "2026-11-31T12:00:00Z",
                                      "2026-02-29T12:00:00Z",
                                      "2100-02-29T12:00:00Z",
                                      "20261121T120000Z",
                                      "2026-11-21T12:00:00ZZ",
                                      " 2026-11-21T12:00:00Z",
                                      "2026-11-21T12:00:00Z ",
                                      "+2026-11-21T12:00:00Z",
                                      "2026-11-21_12:00:00Z",
                                      "0000-12-31T23:59:59Z",
                                      "9999-12-31T23:59:59-00:01",
                                      "2026-11-21T12:00:00,5Z",
                                      "2026-1-21T12:00:00Z",
                                      "2026-11-21T-1:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text));
  }
}

TEST_CASE("random times read back to the millisecond they were written with") {
  Xoshiro256 random(29);
  for (int i = 0; i < 2'000; ++i) {
    const auto span = static_cast<uint64_t>(kTimeMax - kTimeMin) + 1;
    const Micros time = kTimeMin + static_cast<Micros>(random.below(span));
    const auto again = parse_time(format_time(time));
    REQUIRE(again);
    CHECK(time - *again >= 0);
    CHECK(time - *again < kMillisecond);
  }
}

}  // namespace
