#include "engine/stats/interval.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

Micros midnight(const schedule::Zone& zone, int32_t number) { return zone.to_moment({number, 0}); }

Micros length_of(Span span) {
  switch (span) {
    case Span::kQuarter:
      return 15 * kMinute;
    case Span::kHalfHour:
      return 30 * kMinute;
    case Span::kHour:
      return kHour;
    case Span::kDay:
      return kDay;
  }
  SIVO_ASSERT(false);
  return kDay;
}

// The number of cells of the day that begin before the moment.
uint32_t cells_before(const LocalDay& day, Micros moment) {
  if (moment <= day.begin) return 0;
  const Micros inside = std::min(moment, day.end) - day.begin;
  const Micros cells = (inside + kCellUs - 1) / kCellUs;
  return static_cast<uint32_t>(std::min<Micros>(cells, kCellsOfDayMax));
}

}  // namespace

Micros overlap_us(const Interval& a, const Interval& b) {
  return std::max<Micros>(0, std::min(a.until, b.until) - std::max(a.from, b.from));
}

LocalDay local_day(const schedule::Zone& zone, Micros moment) {
  moment = std::clamp(moment, kMomentMin, kMomentMax);
  int32_t number = zone.to_local(moment).days;
  Micros end = midnight(zone, number + 1);
  if (end <= moment) {
    ++number;
    end = midnight(zone, number + 1);
  }
  const LocalDay day{number, midnight(zone, number), end};
  SIVO_ASSERT(day.holds(moment));
  return day;
}

Interval interval_at(const schedule::Zone& zone, Span span, Micros moment) {
  moment = std::clamp(moment, kMomentMin, kMomentMax);
  const LocalDay day = local_day(zone, moment);
  if (span == Span::kDay) return {day.begin, day.end};
  const schedule::ZoneOffset clock = zone.offset_at(moment);
  const Micros from = moment - zone.to_local(moment).time_us % length_of(span);
  Interval found{std::max(from, day.begin), std::min(from + length_of(span), day.end)};
  // A stretch of the zone database may end where only the clock's name changes.
  const auto is_changed_at = [&](Micros at) {
    return zone.offset_at(at).offset_us != clock.offset_us;
  };
  if (found.from < clock.begin && is_changed_at(clock.begin - 1)) found.from = clock.begin;
  if (found.until > clock.end && is_changed_at(clock.end)) found.until = clock.end;
  return found;
}

uint32_t cell_of(const LocalDay& day, Micros moment) {
  SIVO_ASSERT(day.holds(moment));
  const Micros cell = (moment - day.begin) / kCellUs;
  return static_cast<uint32_t>(std::min<Micros>(cell, kCellsOfDayMax - 1));
}

CellRange cells_in(const LocalDay& day, const Interval& interval) {
  return {cells_before(day, interval.from), cells_before(day, interval.until)};
}

Interval cell_interval(const LocalDay& day, uint32_t cell) {
  const Micros from = day.begin + cell * kCellUs;
  const bool is_last = cell + 1 == kCellsOfDayMax;
  return {from, is_last ? day.end : std::min(from + kCellUs, day.end)};
}

}  // namespace sivo::stats
