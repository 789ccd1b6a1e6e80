#include "engine/ivr/date_format.hpp"

#include "base/time.hpp"

namespace sivo::ivr {
namespace {

using schedule::CivilDate;
using schedule::LocalTime;

constexpr std::string_view kLetters = "YymdejHIMSpAaBbuFTR%";

void append_padded(std::string& out, int64_t value, size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

// One time, taken apart.
struct Clock {
  CivilDate date;
  int32_t days;
  int64_t hour;
  int64_t minute;
  int64_t second;
  const CalendarNames* names;
};

void append_letters(std::string& out, char letter, const Clock& clock);

void append_text(std::string& out, char letter, const Clock& clock) {
  const size_t weekday = schedule::weekday_of(clock.days);
  const size_t month = clock.date.month - size_t{1};
  switch (letter) {
    case 'A':
      out += clock.names->days[weekday];
      return;
    case 'a':
      out += clock.names->short_days[weekday];
      return;
    case 'B':
      out += clock.names->months[month];
      return;
    case 'b':
      out += clock.names->short_months[month];
      return;
    case 'p':
      out += clock.hour < 12 ? "AM" : "PM";
      return;
    default:
      out += letter;
      return;
  }
}

void append_one(std::string& out, char letter, const Clock& clock) {
  switch (letter) {
    case 'Y':
      return append_padded(out, clock.date.year, 4);
    case 'y':
      return append_padded(out, clock.date.year % 100, 2);
    case 'm':
      return append_padded(out, clock.date.month, 2);
    case 'd':
      return append_padded(out, clock.date.day, 2);
    case 'e':
      return append_padded(out, clock.date.day, 1);
    case 'j':
      return append_padded(out, clock.days - schedule::days_of({clock.date.year, 1, 1}) + 1, 3);
    case 'H':
      return append_padded(out, clock.hour, 2);
    case 'I':
      return append_padded(out, (clock.hour + 11) % 12 + 1, 2);
    case 'M':
      return append_padded(out, clock.minute, 2);
    case 'S':
      return append_padded(out, clock.second, 2);
    case 'u':
      return append_padded(out, schedule::weekday_of(clock.days) + 1, 1);
    default:
      return append_letters(out, letter, clock);
  }
}

void append_letters(std::string& out, char letter, const Clock& clock) {
  const std::string_view parts = letter == 'F'   ? "Y-m-d"
                                 : letter == 'T' ? "H:M:S"
                                 : letter == 'R' ? "H:M"
                                                 : "";
  if (parts.empty()) return append_text(out, letter, clock);
  for (const char part : parts) append_one(out, part, clock);
}

}  // namespace

Result<void> check_date_format(std::string_view format) {
  if (format.empty() || format.size() > kDateFormatBytesMax) {
    return invalid({}, "expected a date format of 1 to " + std::to_string(kDateFormatBytesMax) +
                           " bytes, got " + std::to_string(format.size()));
  }
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    ++i;
    if (i == format.size() || kLetters.find(format[i]) == std::string_view::npos) {
      return invalid({}, "expected one of " + std::string(kLetters) +
                             " after % in a date format, got another character");
    }
  }
  return {};
}

std::string format_local_time(std::string_view format, const LocalTime& local,
                              const CalendarNames& names) {
  const Clock clock = {schedule::civil_date(local.days),
                       local.days,
                       local.time_us / kHour,
                       local.time_us / kMinute % 60,
                       local.time_us / kSecond % 60,
                       &names};
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    const bool is_letter = format[i] == '%' && i + 1 < format.size();
    if (is_letter) append_one(out, format[++i], clock);
    else out += format[i];
  }
  return out;
}

std::optional<LocalTime> read_local_time(std::string_view text, const schedule::Zone* zone) {
  constexpr size_t kDateSize = 10;
  const bool is_date = text.size() == kDateSize;
  const auto moment = parse_time(is_date ? std::string(text) + "T00:00:00Z" : std::string(text));
  if (!moment) return std::nullopt;
  if (zone != nullptr && !is_date) return zone->to_local(*moment);
  const Micros days = *moment / kDay - (*moment % kDay < 0 ? 1 : 0);
  return LocalTime{static_cast<int32_t>(days), *moment - days * kDay};
}

}  // namespace sivo::ivr
