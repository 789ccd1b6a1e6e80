#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/faults.hpp"
#include "sim/finding.hpp"
#include "sim/pbx.hpp"

// A whole contact centre on a core, its telephone system, its people and the faults between them,
// in virtual time. The same Day gives the same day, to the byte.
namespace sivo::sim {

// For the canaries: a rule that is broken on purpose, and must be found.
enum class Sabotage : uint8_t {
  kNone,
  kNoEnds,        // the host never says that a leg ended, in no audit either
  kNoTimers,      // the driver forgets the core's deadlines
  kHiddenEnd,     // one call.ended is lost after the poll
  kForgedAgent,   // an agent's row says on_call, and there is no call
  kForgedIdle,    // an agent's row says idle, and a call holds him
  kLostCall,      // a call's live row vanishes when the process is killed
  kForgedRecord,  // a record's talk is longer than the call
};

struct Day {
  uint64_t seed = 1;
  Micros length = 3 * kMinute;
  Faults faults;
  Conduct conduct;
  std::string folder;              // empty = in memory, where nothing can be killed
  Micros change_gap_us = 0;        // mean time between two changes of the configuration; 0 = none
  Micros restart_gap_us = 0;       // of the library's process
  Micros host_restart_gap_us = 0;  // of the telephone system
  uint64_t engine_every = 4;       // steps between two of the engine's own checks
  uint64_t rows_every = 40;        // and between two checks of the rows
  bool has_digest = false;
  Sabotage sabotage = Sabotage::kNone;
  uint64_t log_from = UINT64_MAX;  // the step from which Outcome::log tells everything
};

// The day that belongs to a seed: its faults, its length, what restarts.
Day day_of(uint64_t seed, Micros length, const std::string& folder);

struct Outcome {
  std::optional<Finding> finding;
  uint64_t step = 0;   // when it was found; else of the whole day
  std::string digest;  // with has_digest
  size_t calls = 0;
  size_t answers = 0;
  size_t offers = 0;
  size_t repeats = 0;  // events that came twice, after a restart
  size_t changes = 0;  // of the configuration
  size_t restarts = 0;
  uint64_t late = 0;  // inputs about what was over
  std::vector<std::string> log;
};

Outcome simulate(const Day& day);
// What to print, and the last steps of the day run again with its log.
std::string explain(const Day& day, const Outcome& outcome);

}  // namespace sivo::sim
