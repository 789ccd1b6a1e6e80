#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/prng.hpp"
#include "script/engine.hpp"
#include "script/host.h"

namespace sivo::script {

// What a run needs of the stack below its first frame; a deeper call fails as a script error.
inline constexpr size_t kStackBytes = 192 * 1024;

// Counts the fuel, time and memory of one run and ends it: from then on every allocation is refused
// and every unit of work says so. Before arm() nothing is denied, because an engine that is being
// set up does not survive a refusal.
class Meter : public sivo_js_host {
 public:
  Meter(const Limits& limits, const World& world, const MonotonicClock& clock);
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;

  void arm() { is_armed_ = true; }

  // kFuel, kTime or kMemory once the run is over.
  std::optional<End> end() const { return end_; }
  uint64_t fuel() const { return end_ ? fuel_ : fuel_ + (kSivoJsSlack - slack); }
  size_t used_bytes() const { return used_; }
  size_t peak_bytes() const { return peak_; }

  // As malloc, realloc and free; nothing when refused.
  void* allocate(size_t size) noexcept;
  void* reallocate(void* block, size_t size) noexcept;
  void release(void* block) noexcept;

 private:
  static int spend_of(sivo_js_host* host, uint64_t units) noexcept;
  static void give_up_of(sivo_js_host* host) noexcept;
  static double random_of(sivo_js_host* host) noexcept;
  bool is_time_up() const;
  void finish(End end);
  bool may_grow(size_t from, size_t to);

  const Limits& limits_;
  const MonotonicClock& clock_;
  Xoshiro256 random_;
  Micros deadline_ = kNever;
  uint64_t fuel_ = 0;
  size_t used_ = 0;
  size_t peak_ = 0;
  std::optional<End> end_;
  bool is_armed_ = false;
};

}  // namespace sivo::script
