#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "engine/ivr/action.hpp"
#include "engine/ivr/collector.hpp"
#include "engine/ivr/flow.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

inline constexpr size_t kPathMax = 256;
inline constexpr Micros kAnswerTimeout = 60 * kSecond;
inline constexpr Micros kEndingTimeout = 10 * kSecond;
inline constexpr Micros kGuardMargin = 5 * kSecond;
// What a flow that hit a limit may still use for its on_error path.
inline constexpr uint32_t kGraceSteps = 20;
inline constexpr Micros kGraceTime = 60 * kSecond;

// The engine's limits; a flow can only lower them. Values over the hard maximum count as it.
struct Limits {
  uint32_t steps = 1000;                // nodes entered per session; 10 000
  uint32_t macrostep = 100;             // nodes entered without a wait; 1 000
  uint32_t visits_in_row = 10;          // of one node; 100
  Micros duration_us = 3600 * kSecond;  // outside queues and bridges; 14 400 s
  uint32_t on_error = 3;                // uses of the flow's on_error; 10
  uint32_t typeahead = 32;              // keys; 64
  uint32_t variables = 256;             // 1 024
  uint32_t value_bytes = 8 * 1024;      // one value as JSON; 64 KiB
  uint32_t values_bytes = 256 * 1024;   // all values; 1 MiB
};

enum class State : uint8_t {
  kCreated,
  kAnswering,
  kPlaying,
  kCollecting,
  kQueued,        // with the prompt before it, if there is one
  kTransferring,  // with the prompt before it, if there is one
  kBridged,
  kEnding,  // hangup sent
  kEnded,
};
std::string_view state_name(State state);

// What was ignored or mended, for the trace and the metrics.
struct Counters {
  uint32_t late_events = 0;   // stale or unexpected
  uint32_t dropped_keys = 0;  // DTMF nobody could take
  uint32_t warnings = 0;      // failed prompts, guards that fired
};

// The record of a menu: nodes.<id> of the template language.
struct CollectRecord {
  NodeIndex node = kNoNode;
  CollectStatus status = CollectStatus::kRunning;
  InvalidReason reason = InvalidReason::kNone;
  std::string digits;
  uint32_t attempts = 0;
};

// Which timer fires first when several are due at one moment: the order of this list. kCollect
// stands for the collector's three.
enum class Timer : uint8_t { kAnswer, kPlay, kCollect, kQueue, kRing, kSession, kEnding };
inline constexpr size_t kTimerCount = 7;

// Everything that changes in a session, as plain data: the machine writes it, a snapshot stores it.
struct SessionData {
  State state = State::kCreated;
  NodeIndex node = kNoNode;
  Micros now = 0;       // of the latest call
  Micros start_at = 0;  // of the start event
  std::optional<Outcome> outcome;
  bool is_answered = false;
  bool is_handling_error = false;  // the node was entered as the flow's on_error
  bool is_over_limit = false;
  bool is_in_pre_prompt = false;  // of a queue or transfer
  uint32_t seq = 0;
  uint32_t last_action_id = 0;
  uint32_t answer_id = 0;  // of an answer that is on its way
  uint32_t play_id = 0;    // of the prompt that is playing
  uint32_t leg_id = 0;     // of the queue or transfer that is going on, also while bridged
  uint32_t steps = 0;
  uint32_t steps_max = 0;
  uint32_t visits_in_row = 0;
  uint32_t on_error_used = 0;
  uint32_t attempt = 1;
  int repeats_left = 0;
  CollectStatus last_failure = CollectStatus::kRunning;
  Collector collector;
  std::string typeahead;
  Micros swallow_until = 0;  // 0: nothing to swallow
  std::string swallow_keys;
  std::array<Micros, kTimerCount> timers{};  // kCollect and kSession are worked out instead
  Micros ivr_us = 0;                         // used before clock_from
  Micros ivr_us_max = 0;
  Micros clock_from = kNever;  // kNever: the session clock stands, in queues and bridges
  std::vector<std::pair<std::string, schema::Json>> variables;  // sorted by name
  size_t variables_bytes = 0;
  std::vector<CollectRecord> records;  // one per node that collected
  std::vector<NodeIndex> path;
  Counters counters;
};

}  // namespace sivo::ivr
