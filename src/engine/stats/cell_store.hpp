#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/stats/chunk_pool.hpp"
#include "engine/stats/kept_days.hpp"

namespace sivo::stats {

// The days that one queue, tenant or agent has counted in; they live in its CellStore.
struct Days {
  Days() { slots.fill(kNoSlot); }
  std::array<uint32_t, kDaysKept> slots;  // by kept_index()
};

// Cells by day and place. A day takes its table of 456 bytes with its first cell, and a cell is
// made when it is first counted in. A day gives its place to the day kDaysKept later, so an owner
// never has more than kDaysKept of them. `drop` is called with each cell that goes.
template <class Cell>
class CellStore {
 public:
  // Makes the cell, and its day, where they are missing. The reference is good until the day goes.
  template <class Drop>
  Cell& cell(Days& days, const Place& place, Drop drop) {
    uint32_t& slot = days.slots[kept_index(place.day)];
    if (slot != kNoSlot && tables_[slot].number != place.day) clear(slot, drop);
    if (slot == kNoSlot) {
      slot = tables_.take();
      tables_[slot].number = place.day;
      tables_[slot].cells.fill(kNoSlot);
    }
    uint32_t& cell = tables_[slot].cells[place.cell];
    if (cell == kNoSlot) cell = cells_.take();
    return cells_[cell];
  }

  // Null when nothing was counted there.
  const Cell* find(const Days& days, const Place& place) const {
    const uint32_t slot = days.slots[kept_index(place.day)];
    if (slot == kNoSlot || tables_[slot].number != place.day) return nullptr;
    const uint32_t cell = tables_[slot].cells[place.cell];
    return cell == kNoSlot ? nullptr : &cells_[cell];
  }

  template <class Drop>
  void clear(Days& days, Drop drop) {
    for (uint32_t& slot : days.slots) {
      if (slot != kNoSlot) clear(slot, drop);
    }
  }

  uint32_t cell_count() const { return cells_.size(); }
  size_t size_bytes() const { return tables_.size_bytes() + cells_.size_bytes(); }

 private:
  struct Table {
    int32_t number = 0;
    std::array<uint32_t, kCellsOfDayMax + 1> cells;  // the last is the whole day's
  };

  template <class Drop>
  void clear(uint32_t& slot, Drop drop) {
    for (const uint32_t cell : tables_[slot].cells) {
      if (cell == kNoSlot) continue;
      drop(cells_[cell]);
      cells_.give_back(cell);
    }
    tables_.give_back(slot);
    slot = kNoSlot;
  }

  ChunkPool<Table> tables_;
  ChunkPool<Cell> cells_;
};

}  // namespace sivo::stats
