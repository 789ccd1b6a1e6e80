#pragma once

#include <utility>
#include <vector>

#include "engine/acd/types.hpp"

namespace sivo::acd {

// The facts that survive a restart; everything else in the engine is an index over them.
struct AgentState {
  Presence presence = Presence::kLoggedOut;
  Activity activity = Activity::kIdle;
  PauseCause pause_cause = PauseCause::kPerson;  // of the pause that is or was last in force
  Presence pending =
      Presence::kAvailable;  // what a call's end brings; kAvailable = nothing pending
  bool is_reachable = true;
  Micros idle_since = 0;       // last handled end, login or return to ready
  Micros wrap_up_until = 0;    // of the running wrap-up
  Micros delay_until = 0;      // not offered before
  Micros reachable_again = 0;  // an unreachable device is tried again then; kNever = when reported
  uint32_t misses = 0;
  uint32_t busies = 0;
  uint32_t rejects = 0;
  Micros call_wrap_up_us = 0;  // what the call in progress earns at its end
  OfferRef offer{};            // pending or accepted, not yet connected
};

struct CallerState {
  QueueRef queue{kNoRef};
  uint64_t tag = 0;
  int32_t priority = 0;
  Micros joined = 0;
  uint64_t sequence = 0;    // ties of joined are broken by it; 0 on restore = assign
  Micros max_wait_us = -1;  // 0 = no limit; negative = the queue's, also when that changes
  // When it joined a queue that was empty for leave_when_empty: its own grace starts there. 0 = the
  // queue was not empty then; QueueMemory::empty_since counts.
  Micros empty_since = 0;
  bool is_connecting = false;
  // The round: agents whose offer of this caller failed. They come again when no other is left.
  std::vector<AgentRef> tried{};  // sorted
  Micros retry_at = 0;            // no new offer before; set when connections keep failing
  uint32_t setup_failures = 0;    // host errors and failed connections so far
  Skills required{};              // its own, beside the queue's
  bool is_guaranteed = false;
  Micros entered = 0;  // the queue it is in
  // Asked for by the overflow, it stayed: it is asked for again then, or its overflow begins anew
  // where there is no reason any more. 0 = not asked for.
  Micros overflow_again = 0;
  bool is_overflow_due = false;  // asked for just now; not restored
  Micros not_before = 0;         // it keeps its place but is offered to nobody before
  uint32_t joined_behind = 0;    // callers in line when it joined, itself too; 0 = not known
};

struct OfferRecord {
  OfferRef ref{};
  CallerRef caller{kNoRef};
  AgentRef agent{kNoRef};
  QueueRef queue{kNoRef};
  OfferState state = OfferState::kPending;
  Micros created = 0;
  Micros deadline = 0;      // of ringing; once accepted, of connecting
  bool is_ringing = false;  // the host said so
};

// fewest-calls: calls that a member answered, or is taken to have answered when it came later than
// the others.
struct CountedAnswer {
  QueueRef queue{kNoRef};
  AgentRef agent{kNoRef};
  Micros at = 0;  // counts from then on, for the queue's window
  uint32_t weight = 0;
};

// round-robin: the member of a tier that was offered last. It goes on from there also when the
// agent is a member no more.
struct LastOffered {
  uint32_t tier = 1;
  uint32_t level = 0;  // 0 = not known: the member's
  Id agent;
};

// What a strategy remembers of a queue beyond its members.
struct QueueMemory {
  uint64_t sequence = 0;                    // of the last caller that joined
  std::vector<LastOffered> last_offered{};  // one for a tier
  Micros empty_since = 0;                   // when it last became empty for leave_when_empty
  // For the estimated wait: exponentially smoothed in integers, so that every compiler agrees.
  Micros handle_us = 0;            // handling time of a call; 0 = none handled yet
  uint32_t abandon_per_mille = 0;  // share of callers who leave, in thousandths
};

struct QueueState {
  QueueConfig config;
  uint32_t waiting = 0;    // callers in line, connecting ones not counted
  uint32_t logged_in = 0;  // members by presence
  uint32_t available = 0;
  QueueMemory memory;
};

}  // namespace sivo::acd
