#pragma once

#include <cstdint>

#include "base/id.hpp"
#include "base/time.hpp"

// What statistics are made of: things that are over. Durations are µs and never negative.
namespace sivo::stats {

// Longer ones count as this; a wait of a week is the longest window of a callback.
inline constexpr Micros kDurationUsMax = 7 * kDay;

// How a caller's visit of a queue ended. All but the last two are offered; those between abandoned
// and full are flow-outs.
enum class VisitEnd : uint8_t {
  kAnswered,
  kAbandoned,
  kTimeout,
  kExitKey,
  kOverflow,
  kMoved,
  kNoAgent,
  kFull,
  kRefusedEmpty,
};

struct VisitFact {
  Id tenant;
  Id queue;
  Micros decided = 0;  // when it ended: the bridge, the hang-up, the leaving; it counts here
  VisitEnd end = VisitEnd::kAnswered;
  Micros wait_us = 0;        // a kept wait and ringing included
  Micros predicted_us = -1;  // the estimate of wait_us given at the begin; negative = none
  // By the queue's limits as they were then.
  bool is_within = false;  // the threshold; an offered one only
  bool is_short = false;   // an abandoned one only
};

enum class Transfer : uint8_t { kNone, kBlind, kAttended };

// An agent's part of a call, wrap-up included.
struct HandledFact {
  Id tenant;
  Id queue;  // nil: the call came from no queue
  Id agent;
  Micros ended = 0;  // the end of the wrap-up; it counts here
  Micros ring_us = 0;
  Micros talk_us = 0;  // without hold
  Micros hold_us = 0;
  Micros acw_us = 0;
  Transfer transfer = Transfer::kNone;  // it ended by this
};

// An offer that was cancelled, or lost to another agent or to a host error, is no fact.
enum class OfferEnd : uint8_t { kAnswered, kMissed, kRejected, kBusy, kUnreachable };

struct OfferFact {
  Id tenant;
  Id queue;
  Id agent;
  Micros decided = 0;
  OfferEnd end = OfferEnd::kAnswered;
};

// What an agent's time is: his public status, a pause by its reason, a call by his part in it.
enum class Doing : uint8_t {
  kNothing,  // logged out
  kAvailable,
  kRinging,  // beside kAvailable: the share of it in which his phone rang for an offer
  kOnCall,
  kSupervising,  // on a call that is another agent's
  kWrapUp,
  kPaused,
  kProductivePause,
};

// What an agent did and does no longer. It counts in every interval it touches, with its share.
struct StateFact {
  Id tenant;
  Id agent;
  Doing doing = Doing::kNothing;
  Micros from = 0;
  Micros until = 0;
};

}  // namespace sivo::stats
