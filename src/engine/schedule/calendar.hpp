#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/schedule/zone.hpp"
#include "schema/json.hpp"

namespace sivo::schedule {

inline constexpr size_t kIntervalsPerDayMax = 24;
inline constexpr size_t kHolidaysMax = 1000;
inline constexpr size_t kExceptionsMax = 1000;
inline constexpr size_t kExceptionNameMax = 120;  // bytes
inline constexpr int kNextChangeDaysMax = 400;

enum class DayState : uint8_t {
  kOpen,
  kClosed,
  kHoliday,  // closed, and the local date is a holiday that no exception overrides
};
std::string_view day_state_name(DayState state);  // "open", "closed", "holiday"

struct CalendarState {
  DayState state = DayState::kClosed;
  // The name of the exception that decides the local date, empty when none does or it has none.
  // Borrowed from the Calendar.
  std::string_view exception;
};

// The JSON of a schedule, borrowed for the call; null members count as empty.
struct CalendarSource {
  std::string_view timezone;  // empty: default_timezone
  std::string_view default_timezone;
  const schema::Json* hours = nullptr;     // {mon…sun: null | {open, close} | [{open, close}…]}
  const schema::Json* holidays = nullptr;  // ["YYYY-MM-DD"…]
  const schema::Json* exceptions = nullptr;  // [{date, closed: true | intervals: […], name?}…]
  bool is_unknown_utc = false;  // an unknown zone counts as UTC instead of being refused
};

// Opening hours, compiled once; immutable, any number of threads may read it. It is about 1 KiB
// plus its dates, and at() costs no allocation.
//
// A date's rule is its exception, else closed on a holiday, else its weekday. Intervals are [open,
// close) on the local clock; one whose close is not after its open runs into the next date. What
// runs over midnight belongs to the date it starts on: it stays open into a holiday, and a
// holiday's own rule does not shorten it.
class Calendar {
 public:
  // Errors: kInvalid with the path, such as "timezone" or "hours.mon[0].open".
  static Result<Calendar> compile(const CalendarSource& source);

  CalendarState at(Micros now) const;
  // The first moment after now at which at() gives another state; kNever when none comes within
  // kNextChangeDaysMax days.
  Micros next_change(Micros now) const;
  const Zone& zone() const { return zone_; }

 private:
  struct Interval {
    Micros open_us = 0;   // local, since midnight, [0, 24 h)
    Micros close_us = 0;  // exclusive, (open_us, 48 h]: past 24 h it runs into the next date
  };
  struct Exception {
    int32_t days = 0;
    std::vector<Interval> intervals;  // empty: closed
    std::string name;
  };
  struct DayRule {
    std::span<const Interval> intervals;
    const Exception* exception = nullptr;
    bool is_holiday = false;
  };
  friend class CalendarReader;

  explicit Calendar(Zone zone) : zone_(zone) {}
  DayRule rule_of(int32_t days) const;
  // The next local time of day, 24 h at the latest, at which the rules may give another state.
  Micros next_boundary_us(const LocalTime& local) const;

  Zone zone_;
  std::array<std::vector<Interval>, 7> week_;  // Monday first
  std::vector<int32_t> holidays_;              // sorted
  std::vector<Exception> exceptions_;          // sorted by days
};

}  // namespace sivo::schedule
