#include "calendar.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(const Date& date) {
  return std::chrono::year(date.year) / std::chrono::month(date.month) / std::chrono::day(date.day);
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string two_digits(int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970 || *month < 1 || *day < 1) return std::nullopt;
  const Date date{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
  if (!civil(date).ok()) return std::nullopt;
  return date;
}

std::string date_text(const Date& date) {
  return std::to_string(date.year) + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

std::string weekday_text(const Date& date) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  return std::string(kNames[std::chrono::weekday(sys_days(civil(date))).c_encoding()]);
}

int64_t utc_midnight(const Date& date) {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             sys_days(civil(date)).time_since_epoch())
      .count();
}

int64_t madrid_offset(const Date& date) {
  const auto year = std::chrono::year(date.year);
  const sys_days start = year / std::chrono::March / std::chrono::Sunday[std::chrono::last];
  const sys_days end = year / std::chrono::October / std::chrono::Sunday[std::chrono::last];
  const sys_days day = civil(date);
  return day >= start && day < end ? 2 * kHour : kHour;
}

std::string clock_text(int64_t time_us) {
  const int64_t seconds = time_us / kSecond;
  return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
         two_digits(seconds % 60);
}

std::string duration_text(int64_t duration_us) {
  const int64_t seconds = (duration_us + kSecond / 2) / kSecond;
  if (seconds < 3600) return std::to_string(seconds / 60) + ":" + two_digits(seconds % 60);
  return std::to_string(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
         two_digits(seconds % 60);
}
