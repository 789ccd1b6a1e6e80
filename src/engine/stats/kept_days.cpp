#include "engine/stats/kept_days.hpp"

namespace sivo::stats {

void KeptDays::begin(const LocalDay& day) {
  if (!newest_ || day.number > *newest_) newest_ = day.number;
  if (keeps(day.number)) days_[kept_index(day.number)] = day;
}

bool KeptDays::keeps(int32_t day_number) const {
  return newest_ && int64_t{day_number} > int64_t{*newest_} - kDaysKept;
}

const LocalDay* KeptDays::find(Micros moment) const {
  for (const LocalDay& day : days_) {
    if (day.holds(moment) && keeps(day.number)) return &day;
  }
  return nullptr;
}

}  // namespace sivo::stats
