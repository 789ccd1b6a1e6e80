#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace sivo::schedule {

// A civil date (proleptic Gregorian) and a time of day on somebody's clock.
struct LocalTime {
  int32_t days = 0;     // since 1970-01-01 of the local calendar
  int64_t time_us = 0;  // since local midnight, [0, 24 h)
  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

struct CivilDate {
  int32_t year = 1970;
  uint8_t month = 1;  // 1 to 12
  uint8_t day = 1;    // 1 to 31
  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

// Which state a zone's clock was in: the offset from UTC and until when it holds.
struct ZoneOffset {
  Micros begin = 0;  // first moment of it
  Micros end = 0;    // first moment after it
  Micros offset_us = 0;
};

// A time zone of the system's database, such as Europe/Madrid. Finding one may read the database;
// using it never does. A Zone is a small value, good for the life of the process, on any thread.
class Zone {
 public:
  static Result<Zone> find(std::string_view name);
  // Needs no database.
  static Zone utc() { return Zone(nullptr); }

  ZoneOffset offset_at(Micros moment) const;
  LocalTime to_local(Micros moment) const;
  // The first moment at which the clock shows this time. A time that is skipped gives the moment
  // after the gap; one that is repeated gives the first pass.
  Micros to_moment(const LocalTime& local) const;
  std::string_view name() const;

 private:
  explicit Zone(const void* zone) : zone_(zone) {}
  // A date::time_zone, owned by the database for the life of the process; null: UTC.
  const void* zone_;
};

bool is_known_zone(std::string_view name);

// For reports by local hour and day.
LocalTime to_local(const Zone& zone, Micros moment);
CivilDate civil_date(int32_t days);
int32_t days_of(const CivilDate& date);
uint8_t weekday_of(int32_t days);  // 0 Monday to 6 Sunday

}  // namespace sivo::schedule
