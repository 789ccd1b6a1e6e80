#pragma once

#include <array>
#include <string_view>

namespace sivo::ivr {

// How a language calls weekdays (Monday first) and months, for times that are spoken.
struct CalendarNames {
  std::string_view language;  // ISO 639-1
  std::array<std::string_view, 7> days;
  std::array<std::string_view, 7> short_days;
  std::array<std::string_view, 12> months;
  std::array<std::string_view, 12> short_months;
};

// By the language's base ("es" of "es-MX", letters of any case); English when it is none of ours.
const CalendarNames& calendar_names(std::string_view language);

}  // namespace sivo::ivr
