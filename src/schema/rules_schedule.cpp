#include <array>
#include <set>

#include "base/text.hpp"
#include "schema/rules.hpp"

namespace sivo::schema::rules {
namespace {

// The same limits as engine/schedule.
constexpr size_t kIntervalsPerDayMax = 24;
constexpr size_t kDatesMax = 1'000;
constexpr size_t kNameBytesMax = 120;
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string indexed(const std::string& path, size_t index) {
  return path + '[' + std::to_string(index) + ']';
}

// The two digits at `at`, or -1.
int two_digits(std::string_view text, size_t at) {
  const char tens = text[at], ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return -1;
  return (tens - '0') * 10 + (ones - '0');
}

bool is_clock(const Json& json, bool may_be_midnight) {
  if (!json.is_string()) return false;
  const std::string& text = json.as_string();
  if (text.size() != 5 || text[2] != ':') return false;
  const int hour = two_digits(text, 0), minute = two_digits(text, 3);
  if (may_be_midnight && hour == 24 && minute == 0) return true;
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

bool is_date(const Json& json) {
  if (!json.is_string()) return false;
  const std::string& text = json.as_string();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int century = two_digits(text, 0), of_century = two_digits(text, 2);
  const int month = two_digits(text, 5), day = two_digits(text, 8);
  if (century < 0 || of_century < 0 || month < 1 || month > 12 || day < 1) return false;
  const int year = century * 100 + of_century;
  constexpr std::array<int, 12> kDaysOf = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = kDaysOf[static_cast<size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
  return year >= 1 && day <= days;
}

Expected interval(const Json& json, std::string& path) {
  if (!json.is_object()) return "an interval {open, close}";
  for (const auto& [key, value] : json.members()) {
    const bool is_close = key == "close";
    path += '.' + key.substr(0, kNameBytesMax);
    if (!is_close && key != "open") return "one of open, close";
    if (!is_clock(value, is_close)) {
      return is_close ? "a time HH:MM from 00:00 to 24:00" : "a time HH:MM from 00:00 to 23:59";
    }
    path.resize(path.rfind('.'));
  }
  return json.members().size() == 2 ? Expected() : "both of open, close";
}

Expected intervals(const Json& json, std::string& path) {
  if (!json.is_array() || json.items().empty() || json.items().size() > kIntervalsPerDayMax) {
    return "an array of 1 to " + std::to_string(kIntervalsPerDayMax) + " intervals";
  }
  for (size_t i = 0; i < json.items().size(); ++i) {
    std::string inside = indexed(path, i);
    if (auto expected = interval(json.items()[i], inside)) {
      path = std::move(inside);
      return expected;
    }
  }
  return std::nullopt;
}

Expected day(const Json& json, std::string& path) {
  if (json.is_null() || (json.is_array() && json.items().empty())) return std::nullopt;
  if (json.is_array()) return intervals(json, path);
  if (json.is_object()) return interval(json, path);
  return "null, an interval {open, close}, or an array of intervals";
}

Expected exception_member(const std::string& key, const Json& value, std::string& path) {
  if (key == "date") return is_date(value) ? Expected() : "a date YYYY-MM-DD";
  if (key == "closed") return value.is_bool() && value.as_bool() ? Expected() : "true";
  if (key == "intervals") return intervals(value, path);
  if (key != "name") return "one of date, closed, intervals, name";
  const bool is_good = value.is_string() && value.as_string().size() <= kNameBytesMax &&
                       !has_control_character(value.as_string());
  return is_good ? Expected() : "a text of at most 120 bytes";
}

Expected exception(const Json& json, std::string& path) {
  constexpr std::string_view kExpected = "an object {date, closed: true} or {date, intervals}";
  if (!json.is_object()) return std::string(kExpected);
  for (const auto& [key, value] : json.members()) {
    std::string inside = path + '.' + key.substr(0, kNameBytesMax);
    if (auto expected = exception_member(key, value, inside)) {
      path = std::move(inside);
      return expected;
    }
  }
  const bool is_closed = json.find("closed") != nullptr;
  const bool has_intervals = json.find("intervals") != nullptr;
  if (json.find("date") != nullptr && is_closed != has_intervals) return std::nullopt;
  return std::string(kExpected);
}

}  // namespace

Expected hours(const Json& json, std::string& path) {
  if (!json.is_object()) return "an object of mon, tue, wed, thu, fri, sat, sun";
  for (const auto& [key, value] : json.members()) {
    std::string inside = path + '.' + key.substr(0, kNameBytesMax);
    bool is_day = false;
    for (const std::string_view name : kDays) is_day = is_day || key == name;
    auto expected =
        is_day ? day(value, inside) : Expected("one of mon, tue, wed, thu, fri, sat, sun");
    if (!expected) continue;
    path = std::move(inside);
    return expected;
  }
  return std::nullopt;
}

Expected holidays(const Json& json, std::string& path) {
  if (!json.is_array() || json.items().size() > kDatesMax) return "an array of at most 1000 dates";
  std::set<std::string_view> seen;
  for (size_t i = 0; i < json.items().size(); ++i) {
    const bool is_good = is_date(json.items()[i]);
    if (is_good && seen.insert(json.items()[i].as_string()).second) continue;
    path = indexed(path, i);
    return is_good ? "each date once" : "a date YYYY-MM-DD";
  }
  return std::nullopt;
}

Expected exceptions(const Json& json, std::string& path) {
  if (!json.is_array() || json.items().size() > kDatesMax) {
    return "an array of at most 1000 exceptions";
  }
  std::set<std::string_view> seen;
  for (size_t i = 0; i < json.items().size(); ++i) {
    std::string inside = indexed(path, i);
    auto expected = exception(json.items()[i], inside);
    if (!expected && !seen.insert(json.items()[i].find("date")->as_string()).second) {
      inside += ".date";
      expected = "each date once";
    }
    if (!expected) continue;
    path = std::move(inside);
    return expected;
  }
  return std::nullopt;
}

}  // namespace sivo::schema::rules
