#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/ivr/calendar_names.hpp"
#include "engine/schedule/zone.hpp"

namespace sivo::ivr {

inline constexpr size_t kDateFormatBytesMax = 256;

// The formats of the filter `date`, a part of strftime's:
//   %Y year  %y its last two digits  %m month 01-12  %d day 01-31  %e day 1-31  %j day 001-366
//   %H hour 00-23  %I hour 01-12  %M minute  %S second  %p AM or PM
//   %A %a weekday, short  %B %b month, short  %u weekday 1 (Monday) to 7
//   %F is %Y-%m-%d  %T is %H:%M:%S  %R is %H:%M  %% is %
Result<void> check_date_format(std::string_view format);

// `format` has been checked.
std::string format_local_time(std::string_view format, const schedule::LocalTime& local,
                              const CalendarNames& names);

// RFC 3339 as a moment on the zone's clock (null: UTC), or a date alone ("2026-11-21"), which is
// its midnight on every clock. Nothing for another text.
std::optional<schedule::LocalTime> read_local_time(std::string_view text,
                                                   const schedule::Zone* zone);

}  // namespace sivo::ivr
