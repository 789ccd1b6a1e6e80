#include <chrono>

#include "script/engine.hpp"

namespace sivo::script {

MonotonicClock real_clock() {
  return [] {
    const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<Micros>(
        std::chrono::duration_cast<std::chrono::microseconds>(since_start).count());
  };
}

}  // namespace sivo::script
