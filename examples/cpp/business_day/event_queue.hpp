#pragma once

#include <cstdint>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

inline constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

// What is to happen in virtual time, in order of time; what was added first goes first at the same
// time, so that a day runs the same each time. A real host has its event loop here.
template <class Happening>
class EventQueue {
 public:
  void add(int64_t at_us, Happening happening) {
    heap_.push({at_us, sequence_++, std::move(happening)});
  }
  int64_t next_at() const { return heap_.empty() ? kNever : heap_.top().at_us; }
  Happening take() {
    Happening happening = heap_.top().happening;
    heap_.pop();
    return happening;
  }

 private:
  struct Entry {
    int64_t at_us;
    uint64_t sequence;
    Happening happening;
    bool operator<(const Entry& other) const {
      return std::pair(at_us, sequence) > std::pair(other.at_us, other.sequence);
    }
  };
  std::priority_queue<Entry> heap_;
  uint64_t sequence_ = 0;
};
