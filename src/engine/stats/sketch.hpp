#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"
#include "engine/stats/chunk_pool.hpp"
#include "engine/stats/facts.hpp"

// Quantiles of waits from a log-linear histogram (in the manner of HdrHistogram), in integers only:
// the same counts on every machine, and two of them are merged by adding. Times are whole ms. Below
// 64 ms each has a bucket of its own; above, each power of two is cut into 32 equal buckets, and a
// bucket stands for its middle: an error of at most 1/64 of the wait.
namespace sivo::stats {

inline constexpr uint32_t kStepsLog2 = 5;
inline constexpr uint32_t kSteps = 1U << kStepsLog2;

// Grows with ms.
constexpr uint32_t bucket_of(uint64_t ms) {
  if (ms < kSteps) return static_cast<uint32_t>(ms);
  const auto shift = static_cast<uint32_t>(std::bit_width(ms)) - kStepsLog2 - 1;
  return shift * kSteps + static_cast<uint32_t>(ms >> shift);
}

// The wait in ms that a bucket stands for.
constexpr uint64_t bucket_middle(uint32_t bucket) {
  if (bucket < 2 * kSteps) return bucket;
  const uint32_t shift = bucket / kSteps - 1;
  const uint64_t low = uint64_t{kSteps + bucket % kSteps} << shift;
  return low + (uint64_t{1} << shift) / 2;
}

inline constexpr uint64_t kSketchMsMax = kDurationUsMax / kMillisecond;
inline constexpr uint32_t kBuckets = bucket_of(kSketchMsMax) + 1;

// Blocks of 16 numbers hold what a sketch counts. None while it is empty; one, as a list in order
// of buckets, up to 16 buckets and kListCountMax waits in each; then a tree of two levels, in which
// a bucket has its place. What form it has depends on what it counts alone.
inline constexpr uint32_t kBlockSize = 16;
inline constexpr uint32_t kBranches =
    (kBuckets + kBlockSize * kBlockSize - 1) / (kBlockSize * kBlockSize);
inline constexpr uint32_t kListCountBits = 22;
inline constexpr uint32_t kListCountMax = (1U << kListCountBits) - 1;
static_assert(kBuckets <= 1U << (32 - kListCountBits));

struct Sketch {
  Sketch() { branches.fill(kNoSlot); }
  std::array<uint32_t, kBranches> branches;  // of a list: the first is its block
  uint32_t list_size = 0;
  bool is_tree = false;
};
// Of a tree with every block.
inline constexpr size_t kSketchBlocksMax = kBranches + (kBuckets + kBlockSize - 1) / kBlockSize;

// Owns the blocks of many sketches. A sketch belongs to the pool it was used with; a copy is a
// second name for the same one.
class SketchPool {
 public:
  void add(Sketch& sketch, uint32_t bucket, uint32_t count);
  // Gives the blocks back; the sketch is empty then.
  void clear(Sketch& sketch);

  // visit(bucket, count) for every bucket that is not empty, in order.
  template <class Visit>
  void for_each(const Sketch& sketch, Visit visit) const {
    for (uint32_t i = 0; i < sketch.list_size; ++i) {
      const uint32_t entry = blocks_[sketch.branches[0]][i];
      visit(entry >> kListCountBits, entry & kListCountMax);
    }
    if (!sketch.is_tree) return;
    for (uint32_t i = 0; i < kBranches; ++i) {
      if (sketch.branches[i] != kNoSlot) for_each_in_branch(sketch.branches[i], i, visit);
    }
  }

  uint32_t block_count() const { return blocks_.size(); }
  size_t size_bytes() const { return blocks_.size_bytes(); }

 private:
  static constexpr uint32_t kNone = 0;
  // Counts in a leaf; in a branch the slot of a leaf plus 1.
  // In a list a bucket, and in its kListCountBits low bits the count.
  using Block = std::array<uint32_t, kBlockSize>;

  template <class Visit>
  void for_each_in_branch(uint32_t slot, uint32_t number, Visit visit) const {
    const Block& branch = blocks_[slot];
    for (uint32_t j = 0; j < kBlockSize; ++j) {
      if (branch[j] == kNone) continue;
      const Block& leaf = blocks_[branch[j] - 1];
      for (uint32_t k = 0; k < kBlockSize; ++k) {
        if (leaf[k] > 0) visit((number * kBlockSize + j) * kBlockSize + k, leaf[k]);
      }
    }
  }

  // False, and nothing changes, when a list cannot hold it.
  bool add_to_list(Sketch& sketch, uint32_t bucket, uint32_t count);
  void add_to_tree(Sketch& sketch, uint32_t bucket, uint32_t count);
  void make_tree(Sketch& sketch);

  ChunkPool<Block> blocks_;
};

// The sum of any number of sketches, for one reading.
class Distribution {
 public:
  void add(uint32_t bucket, uint32_t count) {
    counts_[bucket] += count;
    size_ += count;
  }
  uint64_t size() const { return size_; }
  // Which of the waits in order, from 1, is the quantile: the least that has `per_thousand` of 1000
  // at or before it.
  uint64_t rank(uint32_t per_thousand) const;
  // The least wait in ms that `per_thousand` (1 to 1000) of 1000 did not exceed, with the error
  // above. There must be a wait.
  uint64_t quantile_ms(uint32_t per_thousand) const;

 private:
  std::array<uint64_t, kBuckets> counts_{};
  uint64_t size_ = 0;
};

}  // namespace sivo::stats
