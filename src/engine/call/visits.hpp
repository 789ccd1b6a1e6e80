#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/acd/types.hpp"
#include "schema/queue.hpp"

namespace sivo::call {

inline constexpr size_t kVisitsMax = 200;      // of one call that are kept; counted are all
inline constexpr size_t kVisitMissedMax = 16;  // agents named in one visit

// How a caller left a queue, or that it did not take him.
enum class VisitEnd : uint8_t {
  kServed,
  kAbandoned,
  kTimeout,
  kExitKey,
  kOverflow,
  kMoved,  // by a supervisor, a flow, or the call's end from outside
  kNoAgents,
  kFull,          // not taken
  kRefusedEmpty,  // not taken
  kQueueRemoved,
  kCallbackFailed,
};
std::string_view name_of(VisitEnd end);
VisitEnd visit_end_of(acd::LeaveReason reason);

// A call in one queue, from entering to leaving it.
struct Visit {
  Id queue_id;
  Micros entered_at = 0;
  Micros left_at = 0;
  Micros waited_us = 0;  // with the wait kept from another queue or an earlier call
  VisitEnd end = VisitEnd::kAbandoned;
  std::optional<Id> agent_id;  // who served him
  Micros predicted_us = -1;    // on entering; -1 = unknown
  bool in_sl = false;          // judge()
  bool is_short = false;
  std::map<Id, int64_t> missed{};  // agent to offers that he let ring out
};

// By the limits that the queue has when the visit is over: within the threshold, which is included,
// and a short abandon. Waits count in whole milliseconds, as they are kept.
void judge(Visit& visit, const Queue& queue);

// As LiveCall::visits and the CDR's queue_visits; a visit that goes on comes last and has no
// left_at and no reason.
std::string render_visits(std::span<const Visit> over, const Visit* running);
struct Visits {
  std::vector<Visit> over;
  std::optional<Visit> running;
};
Result<Visits> parse_visits(std::string_view text);

}  // namespace sivo::call
