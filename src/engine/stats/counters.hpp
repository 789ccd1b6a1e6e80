#pragma once

#include <array>
#include <cstdint>

#include "base/prng.hpp"
#include "base/time.hpp"
#include "engine/stats/facts.hpp"
#include "schema/queue.hpp"

// What one cell counts. Every counter is a sum of what single facts give, or a maximum, so counting
// is adding, merging is adding, and no order matters.
namespace sivo::stats {

// How a queue's service level is made of what was counted.
struct LevelRules {
  ServiceLevel definition = ServiceLevel::kAnsweredOverOffered;
  bool excludes_short = false;      // as if short abandons had not been offered
  bool includes_flow_outs = false;  // they were not answered
  friend bool operator==(const LevelRules&, const LevelRules&) = default;
};

struct Visits {
  uint32_t answered = 0;
  uint32_t answered_in_sl = 0;
  uint32_t abandoned = 0;
  uint32_t abandoned_in_sl = 0;
  uint32_t short_abandoned = 0;
  uint32_t short_in_sl = 0;
  uint32_t timed_out = 0;
  uint32_t exited_key = 0;
  uint32_t overflowed = 0;
  uint32_t moved = 0;
  uint32_t no_agent = 0;
  uint32_t full = 0;
  uint32_t refused_empty = 0;
  uint32_t predictions = 0;
  // Numerator and denominator of the level by the rules of each visit's own queue.
  uint32_t level_within = 0;
  uint32_t level_of = 0;
  int64_t answered_wait_us = 0;
  int64_t offered_wait_us = 0;
  int64_t error_us = 0;  // estimated minus real wait
  int64_t error_abs_us = 0;
  int64_t wait_us_max = 0;

  Visits& operator+=(const Visits& other);
  friend bool operator==(const Visits&, const Visits&) = default;
  int64_t flow_outs() const;
  int64_t offered() const;
};

struct Handling {
  uint32_t handled = 0;
  uint32_t blind = 0;  // transfers
  uint32_t attended = 0;
  uint32_t offers = 0;
  uint32_t missed = 0;
  uint32_t rejected = 0;  // busy and unreachable phones too
  int64_t talk_us = 0;
  int64_t hold_us = 0;
  int64_t acw_us = 0;
  int64_t ring_us = 0;

  Handling& operator+=(const Handling& other);
  friend bool operator==(const Handling&, const Handling&) = default;
};

// Time an agent spent in each way; logged out is the rest.
struct StateTimes {
  int64_t available_us = 0;
  int64_t ringing_us = 0;  // of available_us
  int64_t on_call_us = 0;
  int64_t supervising_us = 0;
  int64_t wrap_up_us = 0;
  int64_t paused_us = 0;
  int64_t productive_us = 0;  // of paused_us

  StateTimes& operator+=(const StateTimes& other);
  friend bool operator==(const StateTimes&, const StateTimes&) = default;
};

// Numerator and denominator of a service level: spec/acd.md section 6.1. Where only the answered
// are looked at, the options change nothing.
struct Level {
  uint32_t within = 0;
  uint32_t of = 0;
};
Level level_of(const Visits& visits, const LevelRules& rules);

// The wait as it is counted.
Micros counted_us(Micros duration_us);
bool is_offered(VisitEnd end);

// What one fact adds.
Visits visits_of(const VisitFact& fact, const LevelRules& rules);
Handling handling_of(const HandledFact& fact);
Handling handling_of(const OfferFact& fact);
StateTimes times_of(Doing doing, Micros duration_us);

// Depends on the numbers and their order; the same on every machine.
class Digest {
 public:
  void add(uint64_t number) {
    uint64_t mixed = state_ ^ number;
    state_ = splitmix64(mixed);
  }
  void add(const Visits& visits);
  void add(const Handling& handling);
  void add(const StateTimes& times);
  uint64_t value() const { return state_; }

 private:
  uint64_t state_ = 0;
};

}  // namespace sivo::stats
