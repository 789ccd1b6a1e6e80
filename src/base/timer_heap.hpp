#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/assert.hpp"
#include "base/time.hpp"

namespace sivo {

// At most one timer per key, earliest first. Keys are small dense numbers (slots): memory grows
// with the largest key. Timers for the same time fall due in the order they were set; setting one
// again puts it behind the others of its time. No allocation once the largest key has been seen.
template <unsigned kArity = 4>
class TimerHeap {
 public:
  static_assert(kArity >= 2);
  struct Timer {
    uint32_t key;
    Micros when;
  };

  // Sets the timer of the key, whether or not it has one. kNever is not a time: cancel instead.
  void schedule(uint32_t key, Micros when) {
    SIVO_ASSERT(when != kNever && key != UINT32_MAX);
    make_room(key);
    const Node node{when, next_sequence_++, key};
    const uint32_t at = places_[key];
    if (at == kNone) {
      heap_.push_back(node);
      sift_up(heap_.size() - 1, node);
    } else {
      sift(at, node);
    }
  }

  // False when the key has no timer.
  bool cancel(uint32_t key) {
    if (!is_scheduled(key)) return false;
    remove(places_[key]);
    return true;
  }

  bool is_scheduled(uint32_t key) const { return key < places_.size() && places_[key] != kNone; }
  std::optional<Micros> when(uint32_t key) const {
    if (!is_scheduled(key)) return std::nullopt;
    return heap_[places_[key]].when;
  }

  // kNever when there is no timer.
  Micros earliest() const { return heap_.empty() ? kNever : heap_.front().when; }

  // Takes out the first timer that is due at `now`, if there is one.
  std::optional<Timer> pop_due(Micros now) {
    if (heap_.empty() || heap_.front().when > now) return std::nullopt;
    const Timer due{heap_.front().key, heap_.front().when};
    remove(0);
    return due;
  }

  size_t size() const { return heap_.size(); }
  bool empty() const { return heap_.empty(); }
  void reserve(uint32_t key_count) {
    heap_.reserve(key_count);
    if (key_count > 0) make_room(key_count - 1);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    Micros when;
    uint64_t sequence;  // unique, so the order is total
    uint32_t key;
  };

  static bool is_before(const Node& a, const Node& b) {
    return a.when != b.when ? a.when < b.when : a.sequence < b.sequence;
  }

  void make_room(uint32_t key) {
    if (key < places_.size()) return;
    places_.resize(size_t{key} + 1, kNone);
    heap_.reserve(places_.capacity());
  }

  void put(size_t at, const Node& node) {
    heap_[at] = node;
    places_[node.key] = static_cast<uint32_t>(at);
  }

  void remove(size_t at) {
    places_[heap_[at].key] = kNone;
    const Node last = heap_.back();
    heap_.pop_back();
    if (at < heap_.size()) sift(at, last);
  }

  // Finds the place of a node that may have to go either way from `at`.
  void sift(size_t at, const Node& node) {
    if (at > 0 && is_before(node, heap_[(at - 1) / kArity])) {
      sift_up(at, node);
    } else {
      sift_down(at, node);
    }
  }

  void sift_up(size_t at, const Node& node) {
    while (at > 0) {
      const size_t parent = (at - 1) / kArity;
      if (!is_before(node, heap_[parent])) break;
      put(at, heap_[parent]);
      at = parent;
    }
    put(at, node);
  }

  void sift_down(size_t at, const Node& node) {
    for (;;) {
      const size_t first = at * kArity + 1;
      if (first >= heap_.size()) break;
      size_t least = first;
      for (size_t child = first + 1; child < first + kArity && child < heap_.size(); ++child) {
        if (is_before(heap_[child], heap_[least])) least = child;
      }
      if (!is_before(heap_[least], node)) break;
      put(at, heap_[least]);
      at = least;
    }
    put(at, node);
  }

  std::vector<Node> heap_;
  std::vector<uint32_t> places_;  // by key: where in heap_, or kNone
  uint64_t next_sequence_ = 0;
};

}  // namespace sivo
