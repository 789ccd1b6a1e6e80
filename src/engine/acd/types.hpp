#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace sivo::acd {

// Handles are slots of the engine. A queue's, an agent's or a caller's handle is valid until it is
// removed or left; using it later is a bug of the caller. An offer's carries a generation: a stale
// one is normal (a late answer from the host) and is ignored.
enum class QueueRef : uint32_t {};
enum class AgentRef : uint32_t {};
enum class CallerRef : uint32_t {};
inline constexpr uint32_t kNoRef = UINT32_MAX;

struct OfferRef {
  uint32_t slot = kNoRef;
  uint32_t generation = 0;
  friend constexpr bool operator==(const OfferRef&, const OfferRef&) = default;
};

enum class Strategy : uint8_t {
  kRingAll,
  kLongestIdle,
  kRoundRobin,
  kTopDown,
  kFewestCalls,
  kRandom,
};

// Whether a caller may join, or stay in, a queue without agents.
enum class EmptyRule : uint8_t {
  kYes,     // always
  kNo,      // not when every member is logged out
  kStrict,  // paused members count as absent too
};

// A skill is a number of the caller's choosing; levels go from 1 to 10. A list holds each skill
// once, in order.
struct SkillLevel {
  uint32_t skill = 0;
  uint32_t level = 1;
  friend constexpr auto operator<=>(const SkillLevel&, const SkillLevel&) = default;
};
using Skills = std::vector<SkillLevel>;
inline constexpr size_t kSkillsMax = 64;  // of an agent, a queue or a caller
// Different demands of the callers of one queue that are indexed. Callers beyond are served by the
// same rules and in the same order, but found by looking at each.
inline constexpr size_t kDemandsMax = 256;
inline constexpr uint32_t kSkillLevelMax = 10;
inline constexpr uint32_t kAgingMax = 1'000;  // points a minute

// spec/acd.md section 2. Times in µs.
struct QueueConfig {
  Id id;
  Strategy strategy = Strategy::kLongestIdle;
  Micros ring_us = 20 * kSecond;
  Micros max_wait_us = 0;  // 0 = no limit
  Micros wrap_up_us = 10 * kSecond;
  uint32_t max_length = 0;                       // 0 = no limit
  EmptyRule join_empty = EmptyRule::kYes;        // kYes: a caller may join an empty queue
  EmptyRule leave_when_empty = EmptyRule::kYes;  // kYes: a caller stays in an empty queue
  Micros empty_grace_us = 0;
  Micros tier_wait_us = 0;
  bool tier_wait_multiply = false;
  Micros reject_delay_us = kSecond;
  Micros busy_delay_us = 10 * kSecond;
  Micros no_answer_delay_us = 5 * kSecond;
  Micros unreachable_delay_us = 30 * kSecond;
  uint32_t max_no_answer = 3;  // 0 = never pause for it
  uint32_t max_busy = 0;
  uint32_t max_reject = 0;
  bool missed_moves_to_end = false;
  uint32_t weight = 1;
  // Skills of the agents who may be offered the queue's callers. Required ones hold always.
  // Preferred ones: with skill_relax_us they hold too at first, and every skill_relax_us of a
  // caller's waiting lowers each of their levels by one until nothing is left of them; without it
  // they only decide who goes first inside a tier: agents who have them all, then the others.
  // Which tiers are open does not depend on skills.
  Skills required{};
  Skills preferred{};
  Micros skill_relax_us = 0;
  // A caller's effective priority is its priority plus this for every minute it has waited.
  uint32_t aging_per_min = 0;
  // Overflow: a caller is not taken when so many wait already or no member is present (kStrict),
  // and kOverflowDue is told of one who has been in this queue so long, or when no member has been
  // present for empty_grace_us. 0 and false: never. It goes before max_wait_us, max_length and the
  // empty rules.
  Micros overflow_us = 0;
  uint32_t overflow_at_length = 0;
  bool overflow_when_empty = false;
  Micros fewest_calls_window_us = kHour;
};

struct AgentConfig {
  Id id;  // the last tie-break of every strategy
  Skills skills{};
  Micros wrap_up_us = -1;      // instead of the queue's; -1 = the queue's
  int64_t max_no_answer = -1;  // instead of the queue's; 0 = never, -1 = the queue's
};

struct MemberConfig {
  uint32_t tier = 1;
  uint32_t level = 1;
};

enum class Presence : uint8_t { kLoggedOut, kAvailable, kPaused };
enum class Activity : uint8_t { kIdle, kOffered, kOnCall, kWrapUp };
// Derived: on_call > acw > paused > available; offered shows as available.
enum class AgentStatus : uint8_t { kAvailable, kOnCall, kPaused, kAcw, kLoggedOut };

enum class OfferState : uint8_t {
  kPending,
  kAccepted,
  kRejected,
  kNoAnswer,
  kBusy,
  kUnreachable,
  kCancelled,
  kLostRace,
  kHostError,
};

// Who paused an agent: a person, or a limit of the queue that was reached.
enum class PauseCause : uint8_t { kPerson, kNoAnswer, kBusy, kReject };

enum class LeaveReason : uint8_t {
  kServed,
  kAbandoned,
  kTimeout,
  kNoAgents,
  kExitKey,
  kMoved,
  kQueueRemoved,
  kOverflow,
};

enum class JoinResult : uint8_t { kJoined, kFull, kNoAgents, kOverflow };

// A caller who stays in spite of his queue's overflow is asked for again this often.
inline constexpr Micros kOverflowRetry = 10 * kSecond;

struct JoinRequest {
  uint64_t tag = 0;         // the caller's own number for this call, given back in outputs
  int32_t priority = 0;     // higher first
  Micros joined = 0;        // 0 = now; may be in the past: a kept or resumed place
  Micros max_wait_us = -1;  // replaces the queue's; negative = the queue's
  // Demanded beside the queue's required skills; where both name one, the greater level counts.
  Skills required{};
  // The caller has a place of its own right (a callback): no limit of length, emptiness or overflow
  // refuses it or makes it leave.
  bool is_guaranteed = false;
  // No limit refuses it at the door, where it has been asked for already: the overflow's targets
  // would not have it. Once in, it is as any other.
  bool is_let_in = false;
};

// What the engine decided, in order.
struct Output {
  enum class Type : uint8_t {
    kOfferCreated,   // ring this agent; offer, caller, agent, queue, at = ring deadline
    kOfferClosed,    // offer, caller, agent, queue, offer_state; a pending ring is to be stopped
    kCallerLeft,     // the engine took the caller out: caller, queue, leave_reason, tag
    kOverflowDue,    // is the caller to leave with kOverflow, or to stay()? caller, queue, tag
    kCallerChanged,  // overflow_again, without another output; caller, queue, tag
    kAgentChanged,   // presence or activity (and so perhaps the status) changed; agent
  };
  Type type{};
  OfferState offer_state{};
  LeaveReason leave_reason{};
  OfferRef offer{};
  CallerRef caller{kNoRef};
  AgentRef agent{kNoRef};
  QueueRef queue{kNoRef};
  uint64_t tag = 0;
  Micros at = 0;
};

}  // namespace sivo::acd
