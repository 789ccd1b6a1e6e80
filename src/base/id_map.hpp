#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/id.hpp"

namespace sivo {

// Finds a small number (a slot) by Id. Open addressing with linear probing in a table of a power of
// two, at most three quarters full. Nothing depends on the order inside: there is no iteration but
// for_each, which is for tests. Ids that outsiders choose belong in a map with a secret seed.
class IdMap {
 public:
  explicit IdMap(uint64_t seed = 0) : seed_(seed) {}

  // False, and nothing changes, when the id is there already. The nil id is no key.
  [[nodiscard]] bool insert(const Id& id, uint32_t value) {
    SIVO_ASSERT(!id.is_nil());
    if (find(id)) return false;
    if (size_ + 1 > cells_.size() / 4 * 3) grow();
    cells_[free_place(id)] = Cell{id, value};
    ++size_;
    return true;
  }

  std::optional<uint32_t> find(const Id& id) const {
    const size_t at = place_of(id);
    if (at == kNowhere) return std::nullopt;
    return cells_[at].value;
  }

  bool contains(const Id& id) const { return place_of(id) != kNowhere; }

  // False when the id is not there. Moves later cells of the run back, so no tombstones pile up.
  bool erase(const Id& id) {
    size_t hole = place_of(id);
    if (hole == kNowhere) return false;
    for (size_t at = next(hole); !cells_[at].id.is_nil(); at = next(at)) {
      const size_t wish = home(cells_[at].id);
      const bool may_move = distance(wish, at) >= distance(hole, at);
      if (!may_move) continue;
      cells_[hole] = cells_[at];
      hole = at;
    }
    cells_[hole] = Cell{};
    --size_;
    return true;
  }

  void clear() {
    cells_.clear();
    size_ = 0;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  size_t cell_count() const { return cells_.size(); }

  // In cell order, which depends on the seed and the history.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Cell& cell : cells_) {
      if (!cell.id.is_nil()) visit(cell.id, cell.value);
    }
  }

 private:
  static constexpr size_t kNowhere = SIZE_MAX;
  static constexpr size_t kCellsMin = 16;
  struct Cell {
    Id id;  // nil: free
    uint32_t value = 0;
  };

  static uint64_t load(const Id& id, size_t from) {
    uint64_t word = 0;
    for (size_t i = from; i < from + 8; ++i) word = word << 8 | id.bytes[i];
    return word;
  }

  // UUIDv7s of one ms share their front half, so both halves are mixed through.
  size_t home(const Id& id) const {
    uint64_t state = seed_ ^ load(id, 0);
    state = splitmix64(state) ^ load(id, 8);
    return static_cast<size_t>(splitmix64(state)) & mask();
  }

  size_t mask() const { return cells_.size() - 1; }
  size_t next(size_t at) const { return (at + 1) & mask(); }
  size_t distance(size_t from, size_t to) const { return (to - from) & mask(); }

  // The table is never full, so both searches end.
  size_t place_of(const Id& id) const {
    if (cells_.empty() || id.is_nil()) return kNowhere;
    for (size_t at = home(id); !cells_[at].id.is_nil(); at = next(at)) {
      if (cells_[at].id == id) return at;
    }
    return kNowhere;
  }
  size_t free_place(const Id& id) const {
    size_t at = home(id);
    while (!cells_[at].id.is_nil()) at = next(at);
    return at;
  }

  void grow() {
    std::vector<Cell> old(cells_.empty() ? kCellsMin : cells_.size() * 2);
    std::swap(old, cells_);
    for (const Cell& cell : old) {
      if (!cell.id.is_nil()) cells_[free_place(cell.id)] = cell;
    }
  }

  std::vector<Cell> cells_;
  size_t size_ = 0;
  uint64_t seed_;
};

}  // namespace sivo
