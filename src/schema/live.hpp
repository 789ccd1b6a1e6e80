#pragma once

#include <optional>
#include <string>

#include "schema/actions.hpp"
#include "schema/call.hpp"
#include "schema/declare.hpp"
#include "schema/user.hpp"

// Live state: what reopening the file restores. Written by the core in the same commit as the
// outputs it caused; durations and moments in µs.
namespace sivo {

enum class CallState : uint8_t { kOffered, kIvr, kQueued, kDialling, kTalking, kHeld, kConsulting };
inline constexpr std::string_view kCallStateNames[] = {"offered", "ivr",  "queued",    "dialling",
                                                       "talking", "held", "consulting"};
template <>
struct schema::EnumerationOf<CallState> {
  static constexpr Enumeration value{"call_state", kCallStateNames};
};

// Where the caller's time goes; every moment of a call belongs to exactly one.
enum class CallPhase : uint8_t { kIvr, kWait, kRing, kTalk, kHold };
inline constexpr std::string_view kCallPhaseNames[] = {"ivr", "wait", "ring", "talk", "hold"};
template <>
struct schema::EnumerationOf<CallPhase> {
  static constexpr Enumeration value{"call_phase", kCallPhaseNames};
};

#define SIVO_LIVE_CALL(FIELD)                                                                     \
  FIELD(6, direction, CallDirection, CallDirection::kInbound, , "inbound, outbound or internal.") \
  FIELD(7, state, CallState, CallState::kOffered, , "What the call is doing.")                    \
  FIELD(8, phase, CallPhase, CallPhase::kIvr, , "Where the caller's time goes.")                  \
  FIELD(9, phase_since, int64_t, 0, .time(), "Since when.")                                       \
  FIELD(10, channel, std::string, {}, , "The host's name of the caller's leg.")                   \
  FIELD(11, caller_id_number, std::optional<std::string>, {}, .personal(), "Who calls.")          \
  FIELD(12, caller_id_name, std::optional<std::string>, {}, .personal(), "The caller's name.")    \
  FIELD(13, destination, std::string, {}, .personal(), "What was dialled.")                       \
  FIELD(14, did_id, std::optional<Id>, {}, , "The DID.")                                          \
  FIELD(15, trunk_id, std::optional<Id>, {}, , "The trunk it came in by.")                        \
  FIELD(16, placed_by, std::optional<Id>, {}, , "The agent who placed it.")                       \
  FIELD(17, agent_id, std::optional<Id>, {}, , "The agent who answered last.")                    \
  FIELD(18, queue_id, std::optional<Id>, {}, , "The last queue.")                                 \
  FIELD(19, ivr_flow_id, std::optional<Id>, {}, , "The first IVR flow.")                          \
  FIELD(20, flow_id, std::optional<Id>, {}, ,                                                     \
        "The flow that runs; null with a session = built in.")                                    \
  FIELD(21, flow_version, int64_t, 0, , "Its version.")                                           \
  FIELD(22, session, std::optional<std::string>, {}, , "The IVR session's snapshot.")             \
  FIELD(23, started_at, int64_t, 0, .time(), "When it began.")                                    \
  FIELD(24, answered_at, std::optional<int64_t>, {}, .time(), "When an agent answered.")          \
  FIELD(25, ivr_us, int64_t, 0, , "Phase times so far, µs.")                                      \
  FIELD(26, wait_us, int64_t, 0, , "In queues, ringing included.")                                \
  FIELD(27, ring_us, int64_t, 0, , "A phone rang for the caller.")                                \
  FIELD(28, talk_us, int64_t, 0, , "In conversation.")                                            \
  FIELD(29, hold_us, int64_t, 0, , "On hold.")                                                    \
  FIELD(30, joined_at, int64_t, 0, .time(), "When the caller joined the queue.")                  \
  FIELD(31, sequence, int64_t, 0, , "The caller's place among those who joined at once.")         \
  FIELD(32, priority, int64_t, 0, , "In the line; higher first.")                                 \
  FIELD(33, max_wait_us, int64_t, -1, , "In the line; negative = the queue's.")                   \
  FIELD(34, base_priority, int64_t, 0, , "Given with the call.")                                  \
  FIELD(35, is_up, bool, false, , "The caller's leg is answered.")                                \
  FIELD(36, has_music, bool, false, , "The host plays music.")                                    \
  FIELD(37, outcome, std::optional<std::string>, {}, , "closed, full, timeout, served, …")        \
  FIELD(38, transfers, std::string, "[]", , "So far, as in the CDR.")                             \
  FIELD(39, ivr_path, std::string, "[]", , "So far, as in the CDR.")                              \
  FIELD(40, variables, std::string, "{}", , "So far, as in the CDR.")                             \
  FIELD(41, mos_score, std::optional<double>, {}, , "The last measurement.")                      \
  FIELD(42, vendor_call_key, std::optional<Id>, {}, , "The outside key given with the call.")     \
  FIELD(43, last_cause, std::optional<std::string>, {}, , "Of the last leg that failed.")         \
  FIELD(44, had_queue, bool, false, , "It waited in a queue.")                                    \
  FIELD(45, empty_since, int64_t, 0, .time(), "Since when its queue has had no agents.")          \
  FIELD(46, transfer_done, bool, false, , "A transfer out of our control was taken over.")        \
  FIELD(47, serving_leg, std::optional<Id>, {}, , "The leg that the caller talks with.")          \
  FIELD(48, acw_us, int64_t, 0, , "Wrap-up of agents who left the call already.")                 \
  FIELD(49, overflow_hops, int64_t, 0, , "From queue to queue by overflow so far.")               \
  FIELD(50, play, std::optional<std::string>, {}, , "The play action that runs, as JSON.")        \
  FIELD(51, wait_action, int64_t, 0, , "What the IVR session waits for: its action id.")          \
  FIELD(52, tried, std::string, "[]", , "Users whose offer failed in this round.")                \
  FIELD(53, retry_at, int64_t, 0, .time(), "No new round before.")                                \
  FIELD(54, setup_failures, int64_t, 0, , "Offers that the host could not set up.")               \
  FIELD(55, entered_at, int64_t, 0, .time(), "When it entered the queue it is in.")               \
  FIELD(56, predicted_us, int64_t, -1, , "Estimated wait on entering the queue; -1 = unknown.")   \
  FIELD(57, announced_place, int64_t, 0, , "The last place told to the caller; 0 = none.")        \
  FIELD(58, announced_wait_us, int64_t, -1, , "The last wait told to the caller; -1 = none.")     \
  FIELD(59, announced_at, int64_t, 0, .time(), "When that was.")                                  \
  FIELD(60, announce_play, int64_t, 0, , "The play action of a running announcement; 0 = none.")  \
  FIELD(61, is_callback, bool, false, , "The caller is called back when the place is reached.")   \
  FIELD(62, callback_attempts, int64_t, 0, , "Attempts at the callback that failed.")             \
  FIELD(63, callback_until, int64_t, 0, .time(), "The callback is dropped then.")                 \
  FIELD(64, visits, std::string, "[]", , "Queue visits as in the CDR, one that goes on last.")    \
  FIELD(65, handled, std::string, "[]", , "Agents' parts that are over, as in the CDR.")          \
  FIELD(66, required_skills, std::string, "{}", , "What the flow demands, skill to least level.") \
  FIELD(67, announces, std::optional<bool>, {}, , "The flow's wish; null = the queue's.")         \
  FIELD(68, is_number_verified, bool, false, , "As the call was offered.")                        \
  FIELD(69, overflowed_from, std::string, "[]", , "Queues it overflowed from, which refuse it.")  \
  FIELD(70, is_guaranteed, bool, false, , "A callback: only its wait sends it away.")             \
  FIELD(71, overflow_again, int64_t, 0, .time(), "Its overflow is tried again then; 0 = not.")    \
  FIELD(72, callback_number, std::optional<std::string>, {}, .personal(), "Where to call back.")  \
  FIELD(77, next_announcement_at, int64_t, 0, .time(), "When the next announcement is due.")      \
  FIELD(78, placed_wrap_up_us, int64_t, 0, , "Wrap-up its placing agent has earned by a queue.")  \
  FIELD(79, joined_behind, int64_t, 0, , "In line when it joined, itself too; 0 = not known.")    \
  FIELD(80, announcements, int64_t, 0, , "Announcements made to the caller so far.")
SIVO_LIVE(LiveCall, kLiveCall, "live_call", SIVO_LIVE_CALL, "A call in progress.")

// accepting = answered, and the key that accepts the call is awaited; whispering = told about the
// call before the bridge.
enum class LegState : uint8_t { kDialling, kRinging, kTalking, kAccepting, kWhispering };
inline constexpr std::string_view kLegStateNames[] = {"dialling", "ringing", "talking", "accepting",
                                                      "whispering"};
template <>
struct schema::EnumerationOf<LegState> {
  static constexpr Enumeration value{"leg_state", kLegStateNames};
};

#define SIVO_LIVE_LEG(FIELD)                                                                   \
  FIELD(6, call_id, Id, {}, , "The call it belongs to.")                                       \
  FIELD(7, purpose, LegPurpose, LegPurpose::kAgent, , "What it is for.")                       \
  FIELD(8, state, LegState, LegState::kDialling, , "What it is doing.")                        \
  FIELD(9, user_id, std::optional<Id>, {}, , "Whose phone, or")                                \
  FIELD(10, number, std::optional<std::string>, {}, .personal(), "which number.")              \
  FIELD(11, queue_id, std::optional<Id>, {}, , "The queue that offered the call.")             \
  FIELD(12, dialled_at, int64_t, 0, .time(), "When dialling began.")                           \
  FIELD(13, ring_until, int64_t, 0, .time(), "When the library gives up.")                     \
  FIELD(14, is_offer, bool, false, , "The distributor waits for its outcome.")                 \
  FIELD(15, is_handover, bool, false, , "A transfer action, not a dialled phone.")             \
  FIELD(16, trunk_id, std::optional<Id>, {}, , "The trunk used.")                              \
  FIELD(17, earned_wrap_up_us, int64_t, 0, , "The agent's wrap-up when it ends.")              \
  FIELD(18, is_refer, bool, false, , "The transfer action was by SIP REFER.")                  \
  FIELD(19, play, int64_t, 0, , "The play action that runs on it; 0 = none.")                  \
  FIELD(20, supervise_mode, SuperviseMode, SuperviseMode::kListen, , "Of a supervisor's leg.") \
  FIELD(21, talk_us, int64_t, 0, , "In conversation so far, µs.")                              \
  FIELD(22, hold_us, int64_t, 0, , "With the caller on hold so far, µs.")                      \
  FIELD(23, talk_since, int64_t, 0, .time(), "When it was bridged.")                           \
  FIELD(24, ring_us, int64_t, 0, , "From dialling to the answer, µs.")
SIVO_LIVE(LiveLeg, kLiveLeg, "live_leg", SIVO_LIVE_LEG, "A leg that the library asked for.")

enum class AgentPresence : uint8_t { kLoggedOut, kAvailable, kPaused };
inline constexpr std::string_view kAgentPresenceNames[] = {"logged_out", "available", "paused"};
template <>
struct schema::EnumerationOf<AgentPresence> {
  static constexpr Enumeration value{"agent_presence", kAgentPresenceNames};
};
enum class AgentActivity : uint8_t { kIdle, kOffered, kOnCall, kWrapUp };
inline constexpr std::string_view kAgentActivityNames[] = {"idle", "offered", "on_call", "acw"};
template <>
struct schema::EnumerationOf<AgentActivity> {
  static constexpr Enumeration value{"agent_activity", kAgentActivityNames};
};

enum class AgentPauseCause : uint8_t { kPerson, kNoAnswer, kBusy, kReject };
inline constexpr std::string_view kAgentPauseCauseNames[] = {"person", "no_answer", "busy",
                                                             "reject"};
template <>
struct schema::EnumerationOf<AgentPauseCause> {
  static constexpr Enumeration value{"agent_pause_cause", kAgentPauseCauseNames};
};

#define SIVO_LIVE_AGENT(FIELD)                                                                   \
  FIELD(6, presence, AgentPresence, AgentPresence::kLoggedOut, , "What people set.")             \
  FIELD(7, activity, AgentActivity, AgentActivity::kIdle, , "What the engine sees.")             \
  FIELD(8, pending, AgentPresence, AgentPresence::kAvailable, , "What the call's end brings.")   \
  FIELD(9, status, UserStatus, UserStatus::kLoggedOut, , "Derived from the two.")                \
  FIELD(10, status_since, int64_t, 0, .time(), "Since when.")                                    \
  FIELD(11, is_reachable, bool, true, , "The phone can be called.")                              \
  FIELD(12, idle_since, int64_t, 0, .time(), "The longest-idle clock.")                          \
  FIELD(13, wrap_up_until, int64_t, 0, .time(), "End of the running wrap-up.")                   \
  FIELD(14, delay_until, int64_t, 0, .time(), "Not offered before.")                             \
  FIELD(15, reachable_again, int64_t, 0, , "An unreachable phone is tried again then, µs.")      \
  FIELD(16, misses, int64_t, 0, , "Offers missed in a row.")                                     \
  FIELD(17, busies, int64_t, 0, , "Offers met by a busy phone in a row.")                        \
  FIELD(18, rejects, int64_t, 0, , "Offers declined in a row.")                                  \
  FIELD(19, call_wrap_up_us, int64_t, 0, , "What the call in progress earns at its end.")        \
  FIELD(20, pause_reason_id, std::optional<Id>, {}, , "Why paused.")                             \
  FIELD(21, wrap_up_call_id, std::optional<Id>, {}, , "The call whose wrap-up runs.")            \
  FIELD(22, wrap_up_since, int64_t, 0, .time(), "When it began.")                                \
  FIELD(23, pause_cause, AgentPauseCause, AgentPauseCause::kPerson, , "Who or what paused him.") \
  FIELD(24, is_supervising, bool, false, , "While on a call: as its supervisor only.")
SIVO_LIVE(LiveAgent, kLiveAgent, "live_agent", SIVO_LIVE_AGENT,
          "The state of an agent; the id is the user's.")

#define SIVO_LIVE_QUEUE(FIELD)                                                          \
  FIELD(6, sequence, int64_t, 0, , "Of the last caller who joined.")                    \
  FIELD(7, last_offered, std::string, "{}", , "Round-robin's memory: tier to user id.") \
  FIELD(8, empty_since, int64_t, 0, .time(), "When its last agent left.")               \
  FIELD(9, handle_us, int64_t, 0, , "Smoothed handling time of a call, µs; 0 = none.")  \
  FIELD(10, abandon_per_mille, int64_t, 0, , "Smoothed share of callers who leave, in thousandths.")
SIVO_LIVE(LiveQueue, kLiveQueue, "live_queue", SIVO_LIVE_QUEUE,
          "What a queue's strategy remembers; the id is the queue's.")

#define SIVO_LIVE_PLACE(FIELD)                                                  \
  FIELD(6, queue_id, Id, {}, , "The queue.")                                    \
  FIELD(7, number, std::string, {}, .personal(), "Whose place it is, E.164.")   \
  FIELD(8, joined_at, int64_t, 0, .time(), "Since when the caller had waited.") \
  FIELD(9, left_at, int64_t, 0, .time(), "When he hung up.")                    \
  FIELD(10, kept_until, int64_t, 0, .time(), "The last moment at which he gets it back.")
SIVO_LIVE(LivePlace, kLivePlace, "live_place", SIVO_LIVE_PLACE,
          "A place in a queue that a caller who hung up may have back.")

#define SIVO_LIVE_ANSWER(FIELD)                                                               \
  FIELD(6, queue_id, Id, {}, , "The queue, whose strategy is fewest-calls.")                  \
  FIELD(7, user_id, Id, {}, , "The agent.")                                                   \
  FIELD(8, counted_at, int64_t, 0, .time(), "It counts for the queue's window from then on.") \
  FIELD(9, weight, int64_t, 0, , "How many calls it counts as.")
SIVO_LIVE(LiveAnswer, kLiveAnswer, "live_answer", SIVO_LIVE_ANSWER,
          "Calls of an agent that the strategy fewest-calls counts.")

}  // namespace sivo
