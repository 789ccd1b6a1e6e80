#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "engine/stats/facts.hpp"

namespace sivo::call {

inline constexpr size_t kHandledMax = 1'000;  // of one call; beyond it the oldest are dropped

// One agent's part of a call, from the bridge to the moment he was out of it. Durations are whole
// milliseconds and the two moments too, so that a part read back from the file is the same part.
struct HandledPart {
  Id agent_id;
  std::optional<Id> queue_id;  // the queue that gave him the call; absent: a transfer, his own call
  Micros answered_at = 0;
  Micros ended_at = 0;
  int64_t ring_ms = 0;
  int64_t talk_ms = 0;
  int64_t hold_ms = 0;
  int64_t acw_ms = 0;
  stats::Transfer transfer = stats::Transfer::kNone;  // it ended by his handing the call on

  friend bool operator==(const HandledPart&, const HandledPart&) = default;
};

// As `handled` in the CDR (schema/call.hpp).
std::string render_parts(std::span<const HandledPart> parts);
// What is no part is left out: only the library writes the text.
std::vector<HandledPart> parse_parts(std::string_view text);

// The agent's part whose wrap-up runs: only calls from queues earn one, and no agent is offered
// another before it is over. Null when it was dropped (kHandledMax).
HandledPart* wrapping_part(std::span<HandledPart> parts, const Id& agent);

}  // namespace sivo::call
