#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

inline constexpr int64_t kSecond = 1'000'000;  // µs, the unit of all times here
inline constexpr int64_t kMinute = 60 * kSecond;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kDay = 24 * kHour;

struct Date {
  int year;
  unsigned month;
  unsigned day;
};

// "2026-03-03"; none when it is no date.
std::optional<Date> parse_date(std::string_view text);
std::string date_text(const Date& date);     // 2026-03-03
std::string weekday_text(const Date& date);  // Tuesday
// Midnight UTC that begins the date, µs since the epoch.
int64_t utc_midnight(const Date& date);
// How far Madrid is ahead of UTC at noon of the date, by the European Union's rule: two hours from
// the last Sunday of March to the last Sunday of October, else one.
int64_t madrid_offset(const Date& date);

// Of a time of day in µs: "09:41:07", and of a duration: "6:12" (minutes) or "1:06:12".
std::string clock_text(int64_t time_us);
std::string duration_text(int64_t duration_us);
