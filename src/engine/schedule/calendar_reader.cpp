#include <algorithm>
#include <optional>
#include <utility>

#include "engine/schedule/calendar.hpp"

namespace sivo::schedule {
namespace {

using schema::Json;

constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};

// `count` digits as a number; nothing when a character is no digit.
std::optional<int> read_digits(std::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// HH:MM from 00:00 to 24:00.
std::optional<Micros> read_clock(const Json* json) {
  if (json == nullptr || !json->is_string()) return std::nullopt;
  const std::string& text = json->as_string();
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = read_digits(text, 0, 2);
  const auto minutes = read_digits(text, 3, 2);
  if (!hours || !minutes || *minutes > 59) return std::nullopt;
  const Micros clock = *hours * kHour + *minutes * kMinute;
  if (clock > kDay) return std::nullopt;
  return clock;
}

// YYYY-MM-DD, a date that exists.
std::optional<int32_t> read_date(const Json* json) {
  if (json == nullptr || !json->is_string()) return std::nullopt;
  const std::string& text = json->as_string();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = read_digits(text, 0, 4);
  const auto month = read_digits(text, 5, 2);
  const auto day = read_digits(text, 8, 2);
  if (!year || !month || !day || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > 31) return std::nullopt;
  const CivilDate date{*year, static_cast<uint8_t>(*month), static_cast<uint8_t>(*day)};
  const int32_t days = days_of(date);
  if (civil_date(days) != date) return std::nullopt;
  return days;
}

std::string type_text(const Json& json) {
  switch (json.type()) {
    case Json::Type::kNull:
      return "null";
    case Json::Type::kBool:
      return "a boolean";
    case Json::Type::kNumber:
      return "a number";
    case Json::Type::kString:
      return "a string";
    case Json::Type::kArray:
      return "an array";
    case Json::Type::kObject:
      return "an object";
  }
  return {};
}

std::string at_index(const std::string& path, size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

bool is_absent(const Json* json) { return json == nullptr || json->is_null(); }

// Refuses members that are not among the known ones.
Result<void> check_members(const Json& object, std::initializer_list<std::string_view> known,
                           const std::string& path) {
  for (const auto& [name, value] : object.members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return invalid(path, "expected no other members than those documented, got an unknown one");
  }
  return {};
}

Result<void> check_array(const Json& json, size_t size_max, const std::string& path) {
  if (!json.is_array()) return invalid(path, "expected an array, got " + type_text(json));
  if (json.items().size() <= size_max) return {};
  return invalid(path, "expected at most " + std::to_string(size_max) + " items, got " +
                           std::to_string(json.items().size()));
}

}  // namespace

class CalendarReader {
 public:
  using Interval = Calendar::Interval;
  using Exception = Calendar::Exception;

  explicit CalendarReader(Zone zone) : calendar_(zone) {}

  Result<void> read_hours(const Json* hours) {
    if (is_absent(hours)) return {};
    if (!hours->is_object()) {
      return invalid("hours", "expected an object of weekdays, got " + type_text(*hours));
    }
    for (const auto& [name, value] : hours->members()) {
      const auto weekday = std::find(kWeekdays.begin(), kWeekdays.end(), name);
      if (weekday == kWeekdays.end()) {
        return invalid("hours", "expected weekdays mon to sun, got an unknown member");
      }
      auto intervals = read_intervals(value, "hours." + name);
      if (!intervals) return intervals.take_error();
      const auto index = static_cast<size_t>(weekday - kWeekdays.begin());
      calendar_.week_[index] = std::move(intervals).value();
    }
    return {};
  }

  Result<void> read_holidays(const Json* holidays) {
    if (is_absent(holidays)) return {};
    auto fits = check_array(*holidays, kHolidaysMax, "holidays");
    if (!fits) return fits;
    for (size_t i = 0; i < holidays->items().size(); ++i) {
      const auto days = read_date(&holidays->items()[i]);
      if (!days) return invalid(at_index("holidays", i), kDateExpected);
      calendar_.holidays_.push_back(*days);
    }
    std::sort(calendar_.holidays_.begin(), calendar_.holidays_.end());
    return {};
  }

  Result<void> read_exceptions(const Json* exceptions) {
    if (is_absent(exceptions)) return {};
    auto fits = check_array(*exceptions, kExceptionsMax, "exceptions");
    if (!fits) return fits;
    for (size_t i = 0; i < exceptions->items().size(); ++i) {
      auto exception = read_exception(exceptions->items()[i], at_index("exceptions", i));
      if (!exception) return exception.take_error();
      calendar_.exceptions_.push_back(std::move(exception).value());
    }
    return sort_exceptions(*exceptions);
  }

  Calendar take() { return std::move(calendar_); }

 private:
  static constexpr const char* kDateExpected =
      "expected a date that exists as YYYY-MM-DD, got something else";

  static Result<Interval> read_interval(const Json& json, const std::string& path) {
    if (!json.is_object()) {
      return invalid(path, "expected an object with open and close, got " + type_text(json));
    }
    auto known = check_members(json, {"open", "close"}, path);
    if (!known) return known.take_error();
    const auto open = read_clock(json.find("open"));
    if (!open || *open == kDay) {
      return invalid(path + ".open", "expected HH:MM from 00:00 to 23:59, got something else");
    }
    const auto close = read_clock(json.find("close"));
    if (!close) {
      return invalid(path + ".close", "expected HH:MM from 00:00 to 24:00, got something else");
    }
    return Interval{*open, *close > *open ? *close : *close + kDay};
  }

  // null, one interval, or an array of them.
  static Result<std::vector<Interval>> read_intervals(const Json& json, const std::string& path) {
    std::vector<Interval> intervals;
    if (json.is_null()) return intervals;
    if (json.is_object()) {
      auto interval = read_interval(json, path);
      if (!interval) return interval.take_error();
      intervals.push_back(*interval);
      return intervals;
    }
    auto fits = check_array(json, kIntervalsPerDayMax, path);
    if (!fits) return fits.take_error();
    for (size_t i = 0; i < json.items().size(); ++i) {
      auto interval = read_interval(json.items()[i], at_index(path, i));
      if (!interval) return interval.take_error();
      intervals.push_back(*interval);
    }
    return intervals;
  }

  static Result<Exception> read_exception(const Json& json, const std::string& path) {
    if (!json.is_object()) return invalid(path, "expected an object, got " + type_text(json));
    auto known = check_members(json, {"date", "closed", "intervals", "name"}, path);
    if (!known) return known.take_error();
    Exception exception;
    const auto days = read_date(json.find("date"));
    if (!days) return invalid(path + ".date", kDateExpected);
    exception.days = *days;
    auto named = read_name(json.find("name"), path + ".name", exception.name);
    if (!named) return named.take_error();
    const Json* closed = json.find("closed");
    if (!is_absent(closed) && !closed->is_bool()) {
      return invalid(path + ".closed", "expected true or false, got " + type_text(*closed));
    }
    const bool is_closed = !is_absent(closed) && closed->as_bool();
    const Json* intervals = json.find("intervals");
    if (is_closed == !is_absent(intervals)) {
      return invalid(path, "expected either closed: true or intervals, got " +
                               std::string(is_closed ? "both" : "neither"));
    }
    if (is_closed) return exception;
    auto read = read_intervals(*intervals, path + ".intervals");
    if (!read) return read.take_error();
    exception.intervals = std::move(read).value();
    return exception;
  }

  static Result<void> read_name(const Json* json, const std::string& path, std::string& name) {
    if (is_absent(json)) return {};
    if (!json->is_string()) return invalid(path, "expected a string, got " + type_text(*json));
    name = json->as_string();
    if (name.size() <= kExceptionNameMax) return {};
    return invalid(path, "expected at most " + std::to_string(kExceptionNameMax) + " bytes, got " +
                             std::to_string(name.size()));
  }

  // Two exceptions for one date would leave it open which one decides.
  Result<void> sort_exceptions(const Json& source) {
    auto& sorted = calendar_.exceptions_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Exception& a, const Exception& b) { return a.days < b.days; });
    const auto twice =
        std::adjacent_find(sorted.begin(), sorted.end(),
                           [](const Exception& a, const Exception& b) { return a.days == b.days; });
    if (twice == sorted.end()) return {};
    size_t index = source.items().size();
    while (index-- > 0) {
      if (read_date(source.items()[index].find("date")) == twice->days) break;
    }
    return invalid(at_index("exceptions", index) + ".date",
                   "expected one exception per date, got a second one");
  }

  Calendar calendar_;
};

Result<Calendar> Calendar::compile(const CalendarSource& source) {
  const bool has_own_zone = !source.timezone.empty();
  auto zone = Zone::find(has_own_zone ? source.timezone : source.default_timezone);
  if (!zone && source.is_unknown_utc) zone = Zone::utc();
  if (!zone) {
    Error error = zone.take_error();
    error.path = "timezone";
    return error;
  }
  CalendarReader reader(*zone);
  auto read = reader.read_hours(source.hours);
  if (read) read = reader.read_holidays(source.holidays);
  if (read) read = reader.read_exceptions(source.exceptions);
  if (!read) return read.take_error();
  return reader.take();
}

}  // namespace sivo::schedule
