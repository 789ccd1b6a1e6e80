#include "engine/stats/sketch.hpp"

#include "base/assert.hpp"

namespace sivo::stats {

void SketchPool::add(Sketch& sketch, uint32_t bucket, uint32_t count) {
  SIVO_ASSERT(bucket < kBuckets);
  if (count == 0) return;
  if (!sketch.is_tree && add_to_list(sketch, bucket, count)) return;
  if (!sketch.is_tree) make_tree(sketch);
  add_to_tree(sketch, bucket, count);
}

void SketchPool::clear(Sketch& sketch) {
  for (const uint32_t branch : sketch.branches) {
    if (branch == kNoSlot) continue;
    if (sketch.is_tree) {
      for (const uint32_t leaf : blocks_[branch]) {
        if (leaf != kNone) blocks_.give_back(leaf - 1);
      }
    }
    blocks_.give_back(branch);
  }
  sketch = Sketch{};
}

bool SketchPool::add_to_list(Sketch& sketch, uint32_t bucket, uint32_t count) {
  if (count > kListCountMax) return false;
  if (sketch.branches[0] == kNoSlot) sketch.branches[0] = blocks_.take();
  Block& list = blocks_[sketch.branches[0]];
  uint32_t at = 0;
  while (at < sketch.list_size && list[at] >> kListCountBits < bucket) ++at;
  if (at < sketch.list_size && list[at] >> kListCountBits == bucket) {
    if ((list[at] & kListCountMax) + count > kListCountMax) return false;
    list[at] += count;
    return true;
  }
  if (sketch.list_size == kBlockSize) return false;
  for (uint32_t i = sketch.list_size; i > at; --i) list[i] = list[i - 1];
  list[at] = bucket << kListCountBits | count;
  ++sketch.list_size;
  return true;
}

void SketchPool::add_to_tree(Sketch& sketch, uint32_t bucket, uint32_t count) {
  uint32_t& branch = sketch.branches[bucket / (kBlockSize * kBlockSize)];
  if (branch == kNoSlot) branch = blocks_.take();
  // Blocks do not move while others are taken.
  uint32_t& leaf = blocks_[branch][bucket / kBlockSize % kBlockSize];
  if (leaf == kNone) leaf = blocks_.take() + 1;
  blocks_[leaf - 1][bucket % kBlockSize] += count;
}

void SketchPool::make_tree(Sketch& sketch) {
  Sketch tree;
  tree.is_tree = true;
  for_each(sketch, [&](uint32_t bucket, uint32_t count) { add_to_tree(tree, bucket, count); });
  clear(sketch);
  sketch = tree;
}

uint64_t Distribution::rank(uint32_t per_thousand) const {
  SIVO_ASSERT(size_ > 0 && per_thousand >= 1 && per_thousand <= 1000);
  return (size_ * per_thousand + 999) / 1000;
}

uint64_t Distribution::quantile_ms(uint32_t per_thousand) const {
  const uint64_t wanted = rank(per_thousand);
  uint64_t seen = 0;
  for (uint32_t bucket = 0; bucket < kBuckets; ++bucket) {
    seen += counts_[bucket];
    if (seen >= wanted) return bucket_middle(bucket);
  }
  SIVO_ASSERT(false);
  return 0;
}

}  // namespace sivo::stats
