#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.hpp"
#include "engine/schedule/zone.hpp"

// The cells in which statistics are counted. A day runs from local midnight to local midnight and
// is cut into cells of 15 minutes from its begin; where the clock is changed it has 92 or 100 of
// them. Zones are a multiple of 15 minutes away from UTC, so cells begin at local quarter hours.
namespace sivo::stats {

inline constexpr Micros kCellUs = 15 * kMinute;
// 28 h; the longest day of the last decades had 27 (Antarctica/Casey 2018). What comes after that
// in a day belongs to its last cell.
inline constexpr uint32_t kCellsOfDayMax = 112;
// Local days of a tenant that can be read: the one of its latest fact and those before it.
inline constexpr int32_t kDaysKept = 2;

// Earlier and later moments count as these; whole local days fit between them and the ends of time.
inline constexpr Micros kMomentMin = kTimeMin + 2 * kDay;
inline constexpr Micros kMomentMax = kTimeMax - 2 * kDay;

// The place of a day among those that are kept.
constexpr size_t kept_index(int32_t day_number) {
  return static_cast<size_t>((day_number % kDaysKept + kDaysKept) % kDaysKept);
}

// From `from` on, before `until`.
struct Interval {
  Micros from = 0;
  Micros until = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

// Time that both have, in µs.
Micros overlap_us(const Interval& a, const Interval& b);

enum class Span : uint8_t { kQuarter, kHalfHour, kHour, kDay };

struct LocalDay {
  int32_t number = INT32_MIN;  // days since 1970-01-01 of the local calendar
  Micros begin = 0;
  Micros end = 0;
  bool holds(Micros moment) const { return begin <= moment && moment < end; }
};

// The day of a moment. Days do not overlap, also where the clock goes back over midnight: the
// second pass of 23:30 belongs to the day that had begun.
LocalDay local_day(const schedule::Zone& zone, Micros moment);

// The interval of that length on the local clock that holds the moment. It ends where the clock is
// changed and where the day ends, so it may be shorter; the next one begins at its `until`.
Interval interval_at(const schedule::Zone& zone, Span span, Micros moment);

// The moment must be in the day.
uint32_t cell_of(const LocalDay& day, Micros moment);

// The cells of the day that begin in the interval: first to end - 1.
struct CellRange {
  uint32_t first = 0;
  uint32_t end = 0;
};
CellRange cells_in(const LocalDay& day, const Interval& interval);
Interval cell_interval(const LocalDay& day, uint32_t cell);

}  // namespace sivo::stats
