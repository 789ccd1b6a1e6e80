#pragma once

#include <cstdint>
#include <vector>

#include "base/assert.hpp"

namespace sivo::acd {

inline constexpr uint32_t kNone = UINT32_MAX;

// Elements in numbered slots, the one freed last used first. Unlike SlotPool it keeps the freed
// element: T::recycle() empties it and may keep its buffers, so that the steady state allocates
// nothing. References live until the next acquire().
template <class T>
class Slots {
 public:
  uint32_t acquire() {
    uint32_t slot = free_head_;
    if (slot == kNone) {
      SIVO_ASSERT(entries_.size() < kNone);
      slot = static_cast<uint32_t>(entries_.size());
      entries_.emplace_back();
    } else {
      free_head_ = entries_[slot].next_free;
    }
    entries_[slot].is_live = true;
    ++size_;
    return slot;
  }

  void release(uint32_t slot) {
    SIVO_ASSERT(is_live(slot));
    entries_[slot].value.recycle();
    entries_[slot].is_live = false;
    entries_[slot].next_free = free_head_;
    free_head_ = slot;
    --size_;
  }

  bool is_live(uint32_t slot) const { return slot < entries_.size() && entries_[slot].is_live; }
  T& operator[](uint32_t slot) {
    SIVO_ASSERT(is_live(slot));
    return entries_[slot].value;
  }
  const T& operator[](uint32_t slot) const {
    SIVO_ASSERT(is_live(slot));
    return entries_[slot].value;
  }

  uint32_t size() const { return size_; }
  // Every live slot is below this.
  uint32_t slot_end() const { return static_cast<uint32_t>(entries_.size()); }

 private:
  struct Entry {
    bool is_live = false;  // beside the front of the value, which is read most
    uint32_t next_free = kNone;
    T value{};
  };
  std::vector<Entry> entries_;
  uint32_t free_head_ = kNone;
  uint32_t size_ = 0;
};

}  // namespace sivo::acd
