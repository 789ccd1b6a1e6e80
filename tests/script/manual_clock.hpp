#pragma once

#include "script/engine.hpp"

namespace sivo::script {

// A clock that advances by the same step with every reading. It must outlive its readers.
class ManualClock {
 public:
  explicit ManualClock(Micros step_us) : step_us_(step_us) {}
  MonotonicClock read() {
    return [this] { return now_ += step_us_; };
  }
  Micros now() const { return now_; }

 private:
  Micros step_us_;
  Micros now_ = 0;
};

}  // namespace sivo::script
