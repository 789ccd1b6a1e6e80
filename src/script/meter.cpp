#include "script/meter.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace sivo::script {
namespace {

// In front of every block stands its size.
constexpr size_t kHeaderBytes = alignof(max_align_t);
static_assert(kHeaderBytes >= sizeof(size_t));

// An allocation costs eight units and one for every 64 bytes, so the clock is read at least every
// 128 allocations.
constexpr size_t kUnitsOfAllocation = 8;
constexpr size_t kBytesOfUnit = 64;

size_t size_of(const void* block) {
  size_t size = 0;
  std::memcpy(&size, static_cast<const char*>(block) - kHeaderBytes, sizeof size);
  return size;
}

void* start_of(void* block) { return static_cast<char*>(block) - kHeaderBytes; }

void* block_of(void* start, size_t size) {
  std::memcpy(start, &size, sizeof size);
  return static_cast<char*>(start) + kHeaderBytes;
}

Micros deadline_of(const Limits& limits, const MonotonicClock& read_clock) {
  if (limits.wall_us == kNever || !read_clock) return kNever;
  const Micros start = read_clock();
  const Micros wall_us = std::max<Micros>(limits.wall_us, 0);
  return start > kNever - wall_us ? kNever : start + wall_us;
}

}  // namespace

Meter::Meter(const Limits& limits, const World& world, const MonotonicClock& clock)
    : sivo_js_host{spend_of, give_up_of,   random_of, static_cast<double>(world.wall_ms),
                   0,        kSivoJsSlack, 0},
      limits_(limits),
      clock_(clock),
      random_(world.seed),
      deadline_(deadline_of(limits, clock)) {
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  stack_end = here > kStackBytes ? here - kStackBytes : 0;
}

int Meter::spend_of(sivo_js_host* host, uint64_t units) noexcept {
  Meter& meter = *static_cast<Meter*>(host);
  if (!meter.is_armed_) return 0;
  if (!meter.end_) {
    meter.fuel_ += std::min(units, UINT64_MAX - meter.fuel_);
    if (meter.fuel_ > meter.limits_.fuel) meter.finish(End::kFuel);
    else if (meter.is_time_up()) meter.finish(End::kTime);
  }
  if (meter.end_) meter.slack = 0;
  return meter.is_over;
}

void Meter::give_up_of(sivo_js_host* host) noexcept {
  Meter& meter = *static_cast<Meter*>(host);
  if (meter.is_armed_ && !meter.end_) meter.finish(End::kMemory);
}

double Meter::random_of(sivo_js_host* host) noexcept {
  return static_cast<Meter*>(host)->random_.uniform();
}

bool Meter::is_time_up() const { return deadline_ != kNever && clock_() >= deadline_; }

void Meter::finish(End end) {
  end_ = end;
  is_over = 1;
  fuel_ += kSivoJsSlack - slack;
  slack = 0;
}

bool Meter::may_grow(size_t from, size_t to) {
  if (!is_armed_) return true;
  const size_t others = used_ - from;
  const bool fits =
      to <= from || (others <= limits_.memory_bytes && to <= limits_.memory_bytes - others);
  // After a refusal comes a collection, which looks at every block.
  const size_t units = fits ? to / kBytesOfUnit : kSivoJsSlack + used_ / kBytesOfUnit;
  const bool is_paid = sivo_js_work(this, kUnitsOfAllocation + units) == 0;
  return fits && is_paid;
}

void* Meter::allocate(size_t size) noexcept {
  if (size == 0 || size > SIZE_MAX - kHeaderBytes) return nullptr;
  if (!may_grow(0, size + kHeaderBytes)) return nullptr;
  void* start = std::malloc(size + kHeaderBytes);
  if (!start) return nullptr;
  used_ += size + kHeaderBytes;
  peak_ = std::max(peak_, used_);
  return block_of(start, size);
}

void* Meter::reallocate(void* block, size_t size) noexcept {
  if (!block) return allocate(size);
  if (size == 0) {
    release(block);
    return nullptr;
  }
  const size_t old = size_of(block);
  if (size > SIZE_MAX - kHeaderBytes) return nullptr;
  if (!may_grow(old + kHeaderBytes, size + kHeaderBytes)) return nullptr;
  void* start = std::realloc(start_of(block), size + kHeaderBytes);
  if (!start) return nullptr;
  used_ = used_ - old + size;
  peak_ = std::max(peak_, used_);
  return block_of(start, size);
}

void Meter::release(void* block) noexcept {
  if (!block) return;
  used_ -= size_of(block) + kHeaderBytes;
  std::free(start_of(block));
}

}  // namespace sivo::script
