#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"

namespace sivo::stats {

inline constexpr uint32_t kNoSlot = UINT32_MAX;

// Elements in numbered slots, the one freed last used first. It grows by chunks, so references stay
// valid while their element lives and growing copies nothing; it never shrinks.
template <class T>
class ChunkPool {
 public:
  static constexpr uint32_t kChunkSize = 64;

  // The new element is T{}.
  uint32_t take() {
    if (free_.empty()) grow();
    const uint32_t slot = free_.back();
    free_.pop_back();
    (*this)[slot] = T{};
    return slot;
  }

  // The slot must be one that was taken.
  void give_back(uint32_t slot) {
    SIVO_ASSERT(slot < slot_count() && free_.size() < slot_count());
    free_.push_back(slot);
  }

  T& operator[](uint32_t slot) {
    SIVO_ASSERT(slot < slot_count());
    return chunks_[slot / kChunkSize][slot % kChunkSize];
  }
  const T& operator[](uint32_t slot) const {
    SIVO_ASSERT(slot < slot_count());
    return chunks_[slot / kChunkSize][slot % kChunkSize];
  }

  uint32_t size() const { return slot_count() - static_cast<uint32_t>(free_.size()); }
  // Slots that exist, free ones too.
  uint32_t slot_count() const { return static_cast<uint32_t>(chunks_.size()) * kChunkSize; }
  size_t size_bytes() const { return size_t{slot_count()} * (sizeof(T) + sizeof(uint32_t)); }

 private:
  void grow() {
    const uint32_t first = slot_count();
    SIVO_ASSERT(first < kNoSlot - kChunkSize);
    const size_t slots = size_t{first} + kChunkSize;
    // Room for every slot, so that giving back never allocates.
    if (free_.capacity() < slots) free_.reserve(std::max(slots, 2 * free_.capacity()));
    chunks_.emplace_back(kChunkSize);
    for (uint32_t i = kChunkSize; i > 0; --i) free_.push_back(first + i - 1);
  }

  std::vector<std::vector<T>> chunks_;
  std::vector<uint32_t> free_;
};

}  // namespace sivo::stats
