#include "engine/schedule/calendar.hpp"

#include <algorithm>

namespace sivo::schedule {

std::string_view day_state_name(DayState state) {
  switch (state) {
    case DayState::kOpen:
      return "open";
    case DayState::kClosed:
      return "closed";
    case DayState::kHoliday:
      return "holiday";
  }
  return {};
}

Calendar::DayRule Calendar::rule_of(int32_t days) const {
  DayRule rule;
  rule.is_holiday = std::binary_search(holidays_.begin(), holidays_.end(), days);
  const auto exception = std::lower_bound(
      exceptions_.begin(), exceptions_.end(), days,
      [](const Exception& candidate, int32_t wanted) { return candidate.days < wanted; });
  if (exception != exceptions_.end() && exception->days == days) {
    rule.exception = &*exception;
    rule.intervals = exception->intervals;
    rule.is_holiday = false;
  } else if (!rule.is_holiday) {
    rule.intervals = week_[weekday_of(days)];
  }
  return rule;
}

CalendarState Calendar::at(Micros now) const {
  const LocalTime local = zone_.to_local(now);
  const DayRule today = rule_of(local.days);
  CalendarState state;
  if (today.exception != nullptr) state.exception = today.exception->name;
  for (const Interval& interval : today.intervals) {
    if (local.time_us < interval.open_us || local.time_us >= interval.close_us) continue;
    state.state = DayState::kOpen;
    return state;
  }
  const DayRule yesterday = rule_of(local.days - 1);
  for (const Interval& interval : yesterday.intervals) {
    if (local.time_us + kDay >= interval.close_us) continue;
    const bool has_exception = yesterday.exception != nullptr;
    return {DayState::kOpen, has_exception ? yesterday.exception->name : std::string_view{}};
  }
  state.state = today.is_holiday ? DayState::kHoliday : DayState::kClosed;
  return state;
}

Micros Calendar::next_boundary_us(const LocalTime& local) const {
  Micros next = kDay;
  const auto consider = [&](Micros boundary) {
    if (boundary > local.time_us) next = std::min(next, boundary);
  };
  for (const Interval& interval : rule_of(local.days).intervals) {
    consider(interval.open_us);
    consider(interval.close_us);
  }
  for (const Interval& interval : rule_of(local.days - 1).intervals) {
    consider(interval.close_us - kDay);
  }
  return next;
}

// Within one offset of the zone the local clock runs with time, so the next candidate is the next
// boundary on the local clock or the end of the offset, whichever comes first.
Micros Calendar::next_change(Micros now) const {
  const DayState before = at(now).state;
  const Micros last =
      std::min(now, kTimeMax - kNextChangeDaysMax * kDay) + kNextChangeDaysMax * kDay;
  Micros moment = now;
  while (moment < last) {
    const ZoneOffset offset = zone_.offset_at(moment);
    const LocalTime local = zone_.to_local(moment);
    const Micros boundary = moment + (next_boundary_us(local) - local.time_us);
    moment = std::min(boundary, offset.end);
    if (at(moment).state != before) return moment;
  }
  return kNever;
}

}  // namespace sivo::schedule
