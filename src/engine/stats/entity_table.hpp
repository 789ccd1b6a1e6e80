#pragma once

#include <cstdint>
#include <utility>

#include "base/assert.hpp"
#include "base/id.hpp"
#include "base/id_map.hpp"
#include "base/slot_pool.hpp"

namespace sivo::stats {

// Things by id. A pointer is good until the next put().
template <class T>
class EntityTable {
 public:
  explicit EntityTable(uint64_t seed) : slots_(seed) {}

  T* find(const Id& id) {
    const auto slot = slots_.find(id);
    return slot ? &pool_[*slot] : nullptr;
  }
  const T* find(const Id& id) const {
    const auto slot = slots_.find(id);
    return slot ? &pool_[*slot] : nullptr;
  }

  // The id must not be there.
  T& put(const Id& id, T value) {
    const auto ref = pool_.insert(std::move(value));
    SIVO_ASSERT(ref.has_value());
    const bool is_new = slots_.insert(id, ref->slot);
    SIVO_ASSERT(is_new);
    return pool_[ref->slot];
  }

  // The id must be there.
  void erase(const Id& id) {
    const auto slot = slots_.find(id);
    SIVO_ASSERT(slot.has_value());
    pool_.erase(*slot);
    slots_.erase(id);
  }

  // In slot order, which depends on the history. The visitor may erase the one it is given.
  template <class Visit>
  void for_each(Visit visit) {
    for (uint32_t slot = 0; slot < pool_.slot_end(); ++slot) {
      if (pool_.is_live(slot)) visit(pool_[slot]);
    }
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (uint32_t slot = 0; slot < pool_.slot_end(); ++slot) {
      if (pool_.is_live(slot)) visit(pool_[slot]);
    }
  }

 private:
  IdMap slots_;
  SlotPool<T> pool_;
};

}  // namespace sivo::stats
