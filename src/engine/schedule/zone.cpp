#include "engine/schedule/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/assert.hpp"

namespace sivo::schedule {
namespace {

constexpr int kYearTableEnd = 2037;  // the last year the database's binary tables spell out
constexpr int kYearPatternBegin = 2027;
constexpr int kSegmentsMax = 64;          // of one local time; real zones need three
constexpr Micros kTableNever = kTimeMax;  // the end of a table's last entry lies far behind it

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

Micros floor_div(Micros value, Micros divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

Micros year_begin(int year) { return days_of({year, 1, 1}) * kDay; }

ZoneOffset table_offset_at(const date::time_zone& zone, Micros moment) {
  const std::chrono::seconds since_epoch(floor_div(moment, kSecond));
  const date::sys_info info = zone.get_info(date::sys_seconds(since_epoch));
  return {info.begin.time_since_epoch().count() * kSecond,
          info.end.time_since_epoch().count() * kSecond, info.offset.count() * kSecond};
}

// The database's tables end in 2037. A later year goes by the rules of the latest year whose days
// from March on fall on the same weekdays: rules name Sundays, and no zone changes its clock in the
// two months before.
ZoneOffset pattern_offset_at(const date::time_zone& zone, Micros moment) {
  const int year = civil_date(static_cast<int32_t>(floor_div(moment, kDay))).year;
  const int32_t march = days_of({year, 3, 1});
  int pattern = kYearTableEnd;
  while (pattern > kYearPatternBegin && (march - days_of({pattern, 3, 1})) % 7 != 0) --pattern;
  const Micros shift = (march - days_of({pattern, 3, 1})) * kDay;
  ZoneOffset offset = table_offset_at(zone, moment - shift);
  offset.begin = std::max(offset.begin + shift, year_begin(year));
  offset.end = std::min(offset.end + shift, year_begin(year + 1));
  return offset;
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  try {
    const date::time_zone* zone = date::locate_zone(std::string(name));
    // The first question reads the zone's file; later ones only memory.
    static_cast<void>(zone->get_info(date::sys_seconds{}));
    return Zone(zone);
  } catch (const std::runtime_error&) {
    return invalid({},
                   "expected a time zone such as Europe/Madrid, got one that the zone "
                   "database does not have");
  }
}

ZoneOffset Zone::offset_at(Micros moment) const {
  moment = std::clamp(moment, kTimeMin, kTimeMax);
  if (zone_ == nullptr) return {kTimeMin, kNever, 0};
  const date::time_zone& zone = zone_of(zone_);
  const ZoneOffset offset = table_offset_at(zone, moment);
  const bool is_past_table = offset.end > kTableNever && moment >= year_begin(kYearTableEnd + 1);
  return is_past_table ? pattern_offset_at(zone, moment) : offset;
}

LocalTime Zone::to_local(Micros moment) const {
  const Micros local = moment + offset_at(moment).offset_us;
  const Micros days = floor_div(local, kDay);
  return {static_cast<int32_t>(days), local - days * kDay};
}

Micros Zone::to_moment(const LocalTime& local) const {
  const Micros wanted = local.days * kDay + local.time_us;
  // No zone is a day or more away from UTC, so the segment sought is not older than this.
  ZoneOffset segment = offset_at(wanted - kDay);
  for (int i = 0; i < kSegmentsMax; ++i) {
    const Micros moment = wanted - segment.offset_us;
    if (moment < segment.begin && i > 0) return segment.begin;
    if (moment < segment.end) return moment;
    segment = offset_at(segment.end);
  }
  SIVO_ASSERT(false);
  return wanted;
}

std::string_view Zone::name() const {
  return zone_ == nullptr ? std::string_view("UTC") : zone_of(zone_).name();
}

bool is_known_zone(std::string_view name) { return Zone::find(name).ok(); }

LocalTime to_local(const Zone& zone, Micros moment) { return zone.to_local(moment); }

CivilDate civil_date(int32_t days) {
  const date::year_month_day civil{date::sys_days(date::days(days))};
  return {static_cast<int>(civil.year()),
          static_cast<uint8_t>(static_cast<unsigned>(civil.month())),
          static_cast<uint8_t>(static_cast<unsigned>(civil.day()))};
}

int32_t days_of(const CivilDate& date) {
  const auto civil = date::year(date.year) / date::month(date.month) / date::day(date.day);
  return static_cast<int32_t>(date::sys_days(civil).time_since_epoch().count());
}

uint8_t weekday_of(int32_t days) {
  const int32_t since_monday = (days % 7 + 7 + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<uint8_t>(since_monday);
}

}  // namespace sivo::schedule
