#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

// In the order of acd::Strategy. An alias that spells the name itself opens its other spellings
// (ring_all, "Ring All").
enum class Strategy : uint8_t {
  kRingAll,
  kLongestIdle,
  kRoundRobin,
  kTopDown,
  kFewestCalls,
  kRandom,
};
inline constexpr std::string_view kStrategyNames[] = {"ring-all", "longest-idle", "round-robin",
                                                      "top-down", "fewest-calls", "random"};
inline constexpr schema::EnumAlias kStrategyAliases[] = {
    {"ring-all", 0},
    {"ringall", 0},
    {"longest-idle", 1},
    {"longest-idle-agent", 1},
    {"round-robin", 2},
    {"roundrobin", 2},
    {"top-down", 3},
    {"topdown", 3},
    {"fewest-calls", 4},
    {"fewestcalls", 4},
    {"agent-with-fewest-calls", 4},
    {"random", 5},
};
template <>
struct schema::EnumerationOf<Strategy> {
  static constexpr Enumeration value{"strategy", kStrategyNames, kStrategyAliases};
};

enum class EmptyRule : uint8_t { kYes, kNo, kStrict };
inline constexpr std::string_view kEmptyRuleNames[] = {"yes", "no", "strict"};
template <>
struct schema::EnumerationOf<EmptyRule> {
  static constexpr Enumeration value{"empty_rule", kEmptyRuleNames};
};

enum class ServiceLevel : uint8_t {
  kAnsweredOverOffered,
  kAnsweredOnly,
  kIgnoreAbandoned,
  kAbandonedWithinCounts,
};
inline constexpr std::string_view kServiceLevelNames[] = {
    "answered_over_offered", "answered_only", "ignore_abandoned", "abandoned_within_counts"};
template <>
struct schema::EnumerationOf<ServiceLevel> {
  static constexpr Enumeration value{"service_level_definition", kServiceLevelNames};
};

enum class OverflowAction : uint8_t { kNone, kQueue, kIvrFlow, kNumber, kVoicemail, kHangup };
inline constexpr std::string_view kOverflowActionNames[] = {"none",   "queue",     "ivr_flow",
                                                            "number", "voicemail", "hangup"};
template <>
struct schema::EnumerationOf<OverflowAction> {
  static constexpr Enumeration value{"overflow_action", kOverflowActionNames};
};

#define SIVO_QUEUE(FIELD)                                                                          \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.")         \
  FIELD(7, strategy, Strategy, Strategy::kLongestIdle, , "Which agent is offered a call first.")   \
  FIELD(8, max_wait_time, int64_t, 0, .range(0, 86400),                                            \
        "Seconds after which a caller leaves; 0 = no limit.")                                      \
  FIELD(9, wrap_up_time, int64_t, 10, .range(0, 3600), "Seconds of wrap-up after each call.")      \
  FIELD(10, moh_url, std::optional<std::string>, {}, .length(1, 2048).rule(schema::rules::uri),    \
        "Music while waiting; null = the host's.")                                                 \
  FIELD(11, announce_position, bool, false, , "Callers hear their place in the line.")             \
  FIELD(12, service_level_target_pct, int64_t, 80, .range(0, 100),                                 \
        "Percentage to be answered within the threshold.")                                         \
  FIELD(13, service_level_threshold_sec, int64_t, 20,                                              \
        .range(0, 3600).also("service_level_target"), "Seconds within which an answer counts.")    \
  FIELD(14, service_level_definition, ServiceLevel, ServiceLevel::kAnsweredOverOffered, ,          \
        "Which of the known formulas the queue's service level uses.")                             \
  FIELD(15, ring_timeout_sec, int64_t, 20, .range(5, 300), "Seconds an agent's phone rings.")      \
  FIELD(16, max_length, int64_t, 0, .range(0, 100000),                                             \
        "Waiting callers above which a call is refused as full; 0 = no limit.")                    \
  FIELD(17, join_empty, EmptyRule, EmptyRule::kYes, ,                                              \
        "yes = may join without agents, no = not when all are logged out, strict = nor paused.")   \
  FIELD(18, leave_when_empty, EmptyRule, EmptyRule::kNo, ,                                         \
        "no = callers stay, yes = they leave when all are logged out, strict = or paused.")        \
  FIELD(19, empty_grace_sec, int64_t, 0, .range(0, 3600),                                          \
        "Seconds a queue must be empty of agents before callers leave.")                           \
  FIELD(20, tier_wait_sec, int64_t, 0, .range(0, 86400),                                           \
        "Seconds of waiting after which the next tier opens; 0 = at once, after the lower ones.")  \
  FIELD(21, tier_wait_multiply, bool, false, , "Tier n opens after n - 1 times the wait.")         \
  FIELD(22, reject_delay_sec, int64_t, 0, .range(0, 3600),                                         \
        "Seconds without offers after a rejected one; less than 1 counts as 1.")                   \
  FIELD(23, busy_delay_sec, int64_t, 10, .range(0, 3600),                                          \
        "Seconds without offers after the phone was busy; less than 1 counts as 1.")               \
  FIELD(24, no_answer_delay_sec, int64_t, 5, .range(0, 3600),                                      \
        "Seconds without offers after a missed one; less than 1 counts as 1.")                     \
  FIELD(25, unreachable_delay_sec, int64_t, 30, .range(0, 3600),                                   \
        "Seconds without offers after the phone was unreachable; less than 1 counts as 1.")        \
  FIELD(26, max_no_answer, int64_t, 3, .range(0, 1000),                                            \
        "Missed offers in a row after which the agent is paused; 0 = never.")                      \
  FIELD(27, max_busy, int64_t, 0, .range(0, 1000),                                                 \
        "Busy phones in a row after which the agent is paused; 0 = never.")                        \
  FIELD(28, max_reject, int64_t, 0, .range(0, 1000),                                               \
        "Rejected offers in a row after which the agent is paused; 0 = never.")                    \
  FIELD(29, missed_moves_to_end, bool, false, , "A missed offer resets the agent's idle time.")    \
  FIELD(30, overflow_action, OverflowAction, OverflowAction::kNone, ,                              \
        "Where a caller goes when the queue overflows; none = stays.")                             \
  FIELD(31, overflow_after_sec, int64_t, 0, .range(0, 86400),                                      \
        "Seconds in this queue after which a caller overflows; 0 = never.")                        \
  FIELD(32, overflow_at_length, int64_t, 0, .range(0, 100000),                                     \
        "Waiting callers from which a new one overflows; 0 = never.")                              \
  FIELD(33, overflow_when_empty, bool, false, , "A caller overflows when no agent is there.")      \
  FIELD(34, overflow_queue_id, std::optional<Id>, {},                                              \
        .refers(Kind::kQueue, schema::OnDelete::kSetNull), "Target of overflow_action queue.")     \
  FIELD(35, overflow_ivr_flow_id, std::optional<Id>, {},                                           \
        .refers(Kind::kIvrFlow, schema::OnDelete::kSetNull),                                       \
        "Target of overflow_action ivr_flow.")                                                     \
  FIELD(36, overflow_number, std::optional<std::string>, {},                                       \
        .length(3, 16).rule(schema::rules::e164), "Target of overflow_action number, E.164.")      \
  FIELD(37, keep_wait, bool, true, , "The wait so far counts in the queue overflowed to.")         \
  FIELD(38, required_skills, std::string, "{}", .json(schema::rules::skills).length(2, 4096),      \
        "Skill names to least levels an agent must have.")                                         \
  FIELD(39, preferred_skills, std::string, "{}", .json(schema::rules::skills).length(2, 4096),     \
        "Skill names to least levels of the agents tried first.")                                  \
  FIELD(40, skill_relax_after_sec, int64_t, 0, .range(0, 86400),                                   \
        "Seconds after which preferred skills are relaxed by one step; 0 = never.")                \
  FIELD(41, aging_points_per_min, int64_t, 0, .range(0, 1000),                                     \
        "Priority points a caller gains per minute of waiting.")                                   \
  FIELD(42, announce_interval_sec, int64_t, 30, .range(5, 3600),                                   \
        "Seconds between announcements of place or wait.")                                         \
  FIELD(43, announce_wait, bool, false, , "Callers hear their estimated wait.")                    \
  FIELD(44, abandoned_resume_sec, int64_t, 0, .range(0, 86400),                                    \
        "Seconds within which a caller who left gets his place back; 0 = never.")                  \
  FIELD(45, short_abandon_sec, int64_t, 5, .range(0, 3600),                                        \
        "Callers who leave before this many seconds are short abandons.")                          \
  FIELD(46, weight, int64_t, 1, .range(0, 1000),                                                   \
        "Between queues that want the same agent, the greater wins.")                              \
  FIELD(47, press_to_accept, bool, false, , "An agent must press a key to take the call.")         \
  FIELD(48, fewest_calls_window_sec, int64_t, 3600, .range(60, 86400),                             \
        "Seconds of the past in which fewest-calls counts.")                                       \
  FIELD(49, callback_enabled, bool, false, , "Callers may hang up and keep their place.")          \
  FIELD(50, callback_attempts, int64_t, 3, .range(1, 10), "Times a callback is dialled.")          \
  FIELD(51, callback_window_sec, int64_t, 14400, .range(60, 604800),                               \
        "Seconds after which a callback not reached is dropped.")                                  \
  FIELD(52, callback_retry_sec, int64_t, 300, .range(10, 86400),                                   \
        "Seconds between two attempts to call back.")                                              \
  FIELD(53, callback_key, std::optional<std::string>, {}, .length(1, 1).rule(schema::rules::dtmf), \
        "Key by which a waiting caller asks to be called back; null = none.")                      \
  FIELD(54, accept_key, std::string, "1", .length(1, 1).rule(schema::rules::dtmf),                 \
        "Key by which an agent accepts, with press_to_accept.")                                    \
  FIELD(55, whisper, std::optional<std::string>, {}, .length(1, 500),                              \
        "Said to the agent before he is joined to the caller; null = nothing.")                    \
  FIELD(56, service_level_excludes_short_abandons, bool, false, ,                                  \
        "Short abandons do not count in the queue's service level.")                               \
  FIELD(57, service_level_includes_flow_outs, bool, false, ,                                       \
        "Flow-outs count in the queue's service level as callers who were not answered.")
SIVO_ENTITY(Queue, kQueue, "queue", SIVO_QUEUE, "A line of callers waiting for agents.")

}  // namespace sivo
