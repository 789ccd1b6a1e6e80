#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/assert.hpp"

namespace sivo {

// At most kMax elements, held inside the object; never allocates. T has a default value.
template <class T, size_t kMax>
class BoundedVector {
 public:
  static constexpr size_t kSizeMax = kMax;

  // False, and nothing changes, when full.
  [[nodiscard]] bool push(T value) {
    if (size_ == kMax) return false;
    items_[size_++] = std::move(value);
    return true;
  }
  void pop() {
    SIVO_ASSERT(size_ > 0);
    items_[--size_] = T{};
  }
  // Keeps the order of the others.
  void erase(size_t index) {
    SIVO_ASSERT(index < size_);
    for (size_t i = index + 1; i < size_; ++i) items_[i - 1] = std::move(items_[i]);
    items_[--size_] = T{};
  }
  void clear() {
    while (size_ > 0) pop();
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool is_full() const { return size_ == kMax; }
  T& operator[](size_t index) {
    SIVO_ASSERT(index < size_);
    return items_[index];
  }
  const T& operator[](size_t index) const {
    SIVO_ASSERT(index < size_);
    return items_[index];
  }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }
  T* begin() { return items_.data(); }
  T* end() { return items_.data() + size_; }
  const T* begin() const { return items_.data(); }
  const T* end() const { return items_.data() + size_; }

 private:
  std::array<T, kMax> items_{};
  size_t size_ = 0;
};

// First in, first out, at most the given number of elements; allocates only when made. T has a
// default value.
template <class T>
class RingBuffer {
 public:
  explicit RingBuffer(size_t size_max) : items_(size_max) {}

  // False, and nothing changes, when full.
  [[nodiscard]] bool push(T value) {
    if (size_ == items_.size()) return false;
    items_[place(size_)] = std::move(value);
    ++size_;
    return true;
  }
  T pop() {
    SIVO_ASSERT(size_ > 0);
    T value = std::exchange(items_[first_], T{});
    first_ = place(1);
    --size_;
    return value;
  }
  void clear() {
    while (size_ > 0) static_cast<void>(pop());
  }

  // 0 is the oldest.
  T& operator[](size_t index) {
    SIVO_ASSERT(index < size_);
    return items_[place(index)];
  }
  const T& operator[](size_t index) const {
    SIVO_ASSERT(index < size_);
    return items_[place(index)];
  }
  T& front() { return (*this)[0]; }
  const T& front() const { return (*this)[0]; }
  size_t size() const { return size_; }
  size_t size_max() const { return items_.size(); }
  bool empty() const { return size_ == 0; }
  bool is_full() const { return size_ == items_.size(); }

 private:
  // first_ and offset are both at most the capacity, so one subtraction wraps.
  size_t place(size_t offset) const {
    const size_t index = first_ + offset;
    return index >= items_.size() ? index - items_.size() : index;
  }

  std::vector<T> items_;
  size_t first_ = 0;
  size_t size_ = 0;
};

}  // namespace sivo
