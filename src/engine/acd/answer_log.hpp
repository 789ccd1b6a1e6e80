#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"
#include "base/time.hpp"

namespace sivo::acd {

// One entry of the sliding window of fewest-calls: `weight` calls of a member, counted from `at`
// on.
struct Answer {
  Micros at = 0;
  uint32_t member = 0;
  uint32_t generation = 0;  // of the member's slot; another one: the member is gone
  uint32_t weight = 0;
};

// First in, first out, in a ring that grows to the largest number of answers in one window and
// stays.
class AnswerLog {
 public:
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  const Answer& front() const {
    SIVO_ASSERT(size_ > 0);
    return ring_[head_];
  }
  void push(const Answer& answer) {
    if (size_ == ring_.size()) grow();
    ring_[(head_ + size_) % ring_.size()] = answer;
    ++size_;
  }
  void pop() {
    SIVO_ASSERT(size_ > 0);
    head_ = (head_ + 1) % ring_.size();
    --size_;
  }
  void clear() { head_ = size_ = 0; }

 private:
  void grow() {
    std::vector<Answer> larger(ring_.empty() ? 16 : ring_.size() * 2);
    for (size_t i = 0; i < size_; ++i) larger[i] = ring_[(head_ + i) % ring_.size()];
    ring_.swap(larger);
    head_ = 0;
  }
  std::vector<Answer> ring_;
  size_t head_ = 0;
  size_t size_ = 0;
};

}  // namespace sivo::acd
