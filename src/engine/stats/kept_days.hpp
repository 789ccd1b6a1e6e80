#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "engine/stats/interval.hpp"

namespace sivo::stats {

// Stands for the whole day, which is counted beside its cells.
inline constexpr uint32_t kWholeDay = kCellsOfDayMax;

struct Place {
  int32_t day = 0;    // its number
  uint32_t cell = 0;  // or kWholeDay
  friend bool operator==(const Place&, const Place&) = default;
};

// Which local days of a tenant are kept: the latest that began and the kDaysKept - 1 before it, as
// far as they began too.
class KeptDays {
 public:
  // A later day than all before makes the oldest go; one that is too old changes nothing.
  void begin(const LocalDay& day);
  bool keeps(int32_t day_number) const;
  // Null when the moment's day is not kept.
  const LocalDay* find(Micros moment) const;
  std::optional<int32_t> newest() const { return newest_; }

  // visit(day) for each of them.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const LocalDay& day : days_) {
      if (keeps(day.number)) visit(day);
    }
  }

  // visit(place) for every cell of them, and for each whole day.
  template <class Visit>
  void for_each_place(Visit visit) const {
    for_each([&](const LocalDay& day) {
      for (uint32_t cell = 0; cell <= kWholeDay; ++cell) visit(Place{day.number, cell});
    });
  }

  // visit(place) for the places that make up the interval: the whole day where it holds all of it,
  // else the cells that begin in it.
  template <class Visit>
  void for_each_place_in(const Interval& interval, Visit visit) const {
    for_each([&](const LocalDay& day) {
      if (interval.from <= day.begin && day.end <= interval.until) {
        visit(Place{day.number, kWholeDay});
        return;
      }
      const CellRange range = cells_in(day, interval);
      for (uint32_t cell = range.first; cell < range.end; ++cell) visit(Place{day.number, cell});
    });
  }

 private:
  std::optional<int32_t> newest_;
  std::array<LocalDay, kDaysKept> days_ = {};  // by kept_index()
};

}  // namespace sivo::stats
