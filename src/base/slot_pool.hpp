#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/assert.hpp"

namespace sivo {

// Names an element of a SlotPool for as long as it lives. Generation 0 is never given out, so a
// default SlotRef names nothing.
struct SlotRef {
  uint32_t slot = UINT32_MAX;
  uint32_t generation = 0;
  friend constexpr auto operator<=>(const SlotRef&, const SlotRef&) = default;
};

// Elements in dense slots. A slot number is stable while its element lives; the slot freed last is
// used first, so the same operations give the same numbers. A reference to an element is valid
// until the next insert. T has a default value, which takes the place of an erased element.
template <class T>
class SlotPool {
 public:
  static constexpr uint32_t kSizeMax = UINT32_MAX - 1;
  explicit SlotPool(uint32_t size_max = kSizeMax) : size_max_(size_max) {}

  // Nothing when the maximum is reached.
  std::optional<SlotRef> insert(T value) {
    if (size_ == size_max_) return std::nullopt;
    if (free_head_ == kNone) {
      entries_.push_back(Entry{});
      free_head_ = static_cast<uint32_t>(entries_.size() - 1);
    }
    const uint32_t slot = free_head_;
    Entry& entry = entries_[slot];
    free_head_ = entry.next_free;
    entry.value = std::move(value);
    entry.is_live = true;
    ++size_;
    return SlotRef{slot, entry.generation};
  }

  void erase(uint32_t slot) {
    SIVO_ASSERT(is_live(slot));
    Entry& entry = entries_[slot];
    entry.value = T{};
    entry.is_live = false;
    if (++entry.generation == 0) entry.generation = 1;
    entry.next_free = free_head_;
    free_head_ = slot;
    --size_;
  }

  bool is_live(uint32_t slot) const { return slot < entries_.size() && entries_[slot].is_live; }

  // Null when the element is gone, also if another has its slot now.
  T* find(SlotRef ref) { return is_current(ref) ? &entries_[ref.slot].value : nullptr; }
  const T* find(SlotRef ref) const { return is_current(ref) ? &entries_[ref.slot].value : nullptr; }

  // The slot must be live.
  T& operator[](uint32_t slot) {
    SIVO_ASSERT(is_live(slot));
    return entries_[slot].value;
  }
  const T& operator[](uint32_t slot) const {
    SIVO_ASSERT(is_live(slot));
    return entries_[slot].value;
  }
  SlotRef ref(uint32_t slot) const {
    SIVO_ASSERT(is_live(slot));
    return SlotRef{slot, entries_[slot].generation};
  }

  uint32_t size() const { return size_; }
  // Every live slot is below this: `for (s = 0; s < slot_end(); ++s) if (is_live(s)) …` visits in
  // order.
  uint32_t slot_end() const { return static_cast<uint32_t>(entries_.size()); }
  void reserve(uint32_t count) { entries_.reserve(count); }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Entry {
    T value{};
    uint32_t generation = 1;
    uint32_t next_free = kNone;
    bool is_live = false;
  };
  bool is_current(SlotRef ref) const {
    return is_live(ref.slot) && entries_[ref.slot].generation == ref.generation;
  }

  std::vector<Entry> entries_;
  uint32_t free_head_ = kNone;
  uint32_t size_ = 0;
  uint32_t size_max_;
};

}  // namespace sivo
