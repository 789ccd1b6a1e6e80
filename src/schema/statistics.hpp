#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/user.hpp"

// What sivo_statistics reads: counters of one queue, agent or tenant in one interval, and what
// follows from them. A visit counts in the interval in which it was decided (answered, left), so
// that offered = answered + abandoned + flow-outs at every moment; handling counts when the agent's
// part is over, wrap-up included. Ratios are null where nothing was counted. Formulas: spec/acd.md
// section 6.
namespace sivo {

#define SIVO_OF_INTERVAL(FIELD)                                                            \
  FIELD(1, tenant_id, Id, {}, , "The tenant.")                                             \
  FIELD(2, from, int64_t, 0, .time(), "Begin of the interval, in the tenant's time zone.") \
  FIELD(3, until, int64_t, 0, .time(), "Its end; the interval that runs is not over yet.")

#define SIVO_OF_VISITS(FIELD)                                                                      \
  FIELD(10, offered, int64_t, 0, , "answered + abandoned + flow-outs.")                            \
  FIELD(11, answered, int64_t, 0, , "Joined to an agent.")                                         \
  FIELD(12, answered_in_sl, int64_t, 0, , "Within the threshold, the threshold included.")         \
  FIELD(13, abandoned, int64_t, 0, , "The caller hung up while waiting.")                          \
  FIELD(14, abandoned_in_sl, int64_t, 0, , "Within the threshold.")                                \
  FIELD(15, short_abandoned, int64_t, 0, , "Before short_abandon_sec.")                            \
  FIELD(16, timed_out, int64_t, 0, , "Flow-out: the longest wait was over.")                       \
  FIELD(17, exited_key, int64_t, 0, , "Flow-out: by a key.")                                       \
  FIELD(18, overflowed, int64_t, 0, , "Flow-out: to the overflow target.")                         \
  FIELD(19, moved, int64_t, 0, , "Flow-out: by a supervisor, a transfer or the queue's removal.")  \
  FIELD(20, no_agent, int64_t, 0, , "Flow-out: the queue had no agents.")                          \
  FIELD(21, full, int64_t, 0, , "Refused for the queue's length; not offered.")                    \
  FIELD(22, refused_empty, int64_t, 0, , "Refused because no agent was there; not offered.")       \
  FIELD(23, service_level, std::optional<double>, {}, ,                                            \
        "Percent, by the queue's definition, with or without short abandons and flow-outs.")       \
  FIELD(24, sl_answered_over_offered, std::optional<double>, {}, ,                                 \
        "Percent, as the next three whatever the queue says: "                                     \
        "answered_in_sl / (answered + abandoned).")                                                \
  FIELD(25, sl_answered_only, std::optional<double>, {}, , "Percent: answered_in_sl / answered.")  \
  FIELD(26, sl_ignore_abandoned, std::optional<double>, {}, ,                                      \
        "Percent: answered_in_sl / (answered + abandoned - abandoned_in_sl).")                     \
  FIELD(27, sl_abandoned_within_counts, std::optional<double>, {}, ,                               \
        "Percent: (answered_in_sl + abandoned_in_sl) / (answered + abandoned).")                   \
  FIELD(28, asa_ms, std::optional<int64_t>, {}, ,                                                  \
        "Mean wait of the answered, from joining to the bridge, ringing included.")                \
  FIELD(29, wait_mean_ms, std::optional<int64_t>, {}, , "Mean wait of all offered.")               \
  FIELD(30, wait_p50_ms, std::optional<int64_t>, {}, ,                                             \
        "Median wait of all offered, within 1/64 of it, as the next three.")                       \
  FIELD(31, wait_p90_ms, std::optional<int64_t>, {}, , "90 of 100 waited no longer, within 1/64.") \
  FIELD(32, wait_p95_ms, std::optional<int64_t>, {}, , "95 of 100 waited no longer, within 1/64.") \
  FIELD(33, wait_p99_ms, std::optional<int64_t>, {}, , "99 of 100 waited no longer, within 1/64.") \
  FIELD(34, wait_max_ms, std::optional<int64_t>, {}, , "The longest wait.")                        \
  FIELD(35, abandonment_pct, std::optional<double>, {}, , "abandoned / offered.")                  \
  FIELD(36, abandonment_without_short_pct, std::optional<double>, {}, ,                            \
        "(abandoned - short) / (offered - short).")                                                \
  FIELD(37, predictions, int64_t, 0, , "Answered visits whose wait had been estimated.")           \
  FIELD(38, prediction_error_ms, std::optional<int64_t>, {}, ,                                     \
        "Mean of estimated minus real wait.")                                                      \
  FIELD(39, prediction_error_abs_ms, std::optional<int64_t>, {}, , "Mean of the error's size.")

#define SIVO_OF_HANDLING(FIELD)                                                                  \
  FIELD(50, handled, int64_t, 0, , "Agents' parts of calls; a transfer has one for each agent.") \
  FIELD(51, talk_ms, int64_t, 0, , "In conversation, hold not included.")                        \
  FIELD(52, hold_ms, int64_t, 0, , "Callers on hold.")                                           \
  FIELD(53, acw_ms, int64_t, 0, , "Wrap-up.")                                                    \
  FIELD(54, ring_ms, int64_t, 0, , "The agent's phone rang for calls that he took.")             \
  FIELD(55, aht_ms, std::optional<int64_t>, {}, , "(talk + hold + wrap-up) / handled.")          \
  FIELD(56, offers, int64_t, 0, , "Offers that were decided; cancelled and lost ones excluded.") \
  FIELD(57, missed, int64_t, 0, , "Offers not answered.")                                        \
  FIELD(58, rejected, int64_t, 0, , "Offers declined, met by a busy or an unreachable phone.")   \
  FIELD(59, missed_pct, std::optional<double>, {}, , "missed / offers.")                         \
  FIELD(60, transferred, int64_t, 0, , "Parts that ended by a transfer.")                        \
  FIELD(61, transferred_blind, int64_t, 0, , "Of them by a blind one.")                          \
  FIELD(62, transferred_attended, int64_t, 0, , "Of them by an attended one.")

#define SIVO_QUEUE_STATISTICS(FIELD)                                                        \
  SIVO_OF_INTERVAL(FIELD)                                                                   \
  FIELD(4, queue_id, Id, {}, , "The queue.")                                                \
  FIELD(5, waiting, int64_t, 0, , "Waiting at this moment; 0 for an interval of the past.") \
  FIELD(6, longest_wait_ms, int64_t, 0, , "Of those who wait at this moment.")              \
  SIVO_OF_VISITS(FIELD)                                                                     \
  SIVO_OF_HANDLING(FIELD)
SIVO_RECORD(QueueStatistics, kQueueStatistics, "queue_statistics", kReport, SIVO_QUEUE_STATISTICS,
            "A queue in an interval.")

#define SIVO_TENANT_STATISTICS(FIELD)                                                       \
  SIVO_OF_INTERVAL(FIELD)                                                                   \
  FIELD(5, waiting, int64_t, 0, , "Waiting at this moment; 0 for an interval of the past.") \
  FIELD(6, longest_wait_ms, int64_t, 0, , "Of those who wait at this moment.")              \
  SIVO_OF_VISITS(FIELD)                                                                     \
  SIVO_OF_HANDLING(FIELD)
SIVO_RECORD(TenantStatistics, kTenantStatistics, "tenant_statistics", kReport,
            SIVO_TENANT_STATISTICS, "All queues of a tenant in an interval.")

#define SIVO_AGENT_STATISTICS(FIELD)                                                       \
  SIVO_OF_INTERVAL(FIELD)                                                                  \
  FIELD(4, user_id, Id, {}, , "The agent.")                                                \
  FIELD(5, status, UserStatus, UserStatus::kLoggedOut, , "At this moment.")                \
  FIELD(6, status_since, int64_t, 0, .time(), "Since when.")                               \
  FIELD(70, available_ms, int64_t, 0, , "Ready for calls, ringing included.")              \
  FIELD(71, on_call_ms, int64_t, 0, , "On calls, his own ones too; as a supervisor: not.") \
  FIELD(72, wrap_up_ms, int64_t, 0, , "In wrap-up.")                                       \
  FIELD(73, paused_ms, int64_t, 0, , "Paused, for whatever reason.")                       \
  FIELD(74, productive_pause_ms, int64_t, 0, , "Paused for a reason that counts as work.") \
  FIELD(75, occupancy_pct, std::optional<double>, {}, ,                                    \
        "(call + wrap-up + productive pause + ringing) / "                                 \
        "(call + wrap-up + productive pause + available).")                                \
  FIELD(76, utilisation_pct, std::optional<double>, {}, ,                                  \
        "(call + wrap-up) / (call + wrap-up + available + paused).")                       \
  FIELD(77, ringing_ms, int64_t, 0, ,                                                      \
        "Of available_ms: the phone rang for an offer; it counts as occupied.")            \
  FIELD(78, supervising_ms, int64_t, 0, ,                                                  \
        "On others' calls as a supervisor; no handling, and in no percentage.")            \
  SIVO_OF_HANDLING(FIELD)
SIVO_RECORD(AgentStatistics, kAgentStatistics, "agent_statistics", kReport, SIVO_AGENT_STATISTICS,
            "An agent in an interval.")

// One line of the live views: sivo_view.
#define SIVO_QUEUE_VIEW(FIELD)                                                             \
  FIELD(1, queue_id, Id, {}, , "The queue.")                                               \
  FIELD(2, tenant_id, Id, {}, , "The tenant.")                                             \
  FIELD(3, name, std::string, {}, , "Its name.")                                           \
  FIELD(4, waiting, int64_t, 0, , "Callers in line, those to be called back included.")    \
  FIELD(5, longest_wait_ms, int64_t, 0, , "Of them.")                                      \
  FIELD(6, logged_in, int64_t, 0, , "Members who are logged in.")                          \
  FIELD(7, available, int64_t, 0, , "Members ready for a call at this moment.")            \
  FIELD(8, on_call, int64_t, 0, , "Members on a call.")                                    \
  FIELD(9, wrap_up, int64_t, 0, , "Members in wrap-up.")                                   \
  FIELD(10, paused, int64_t, 0, , "Members who are paused.")                               \
  FIELD(11, estimated_wait_ms, std::optional<int64_t>, {}, , "For a caller who came now.") \
  FIELD(12, offered, int64_t, 0, , "In the day so far, in the tenant's time zone.")        \
  FIELD(13, answered, int64_t, 0, , "In the day so far.")                                  \
  FIELD(14, abandoned, int64_t, 0, , "In the day so far.")                                 \
  FIELD(15, service_level, std::optional<double>, {}, , "Percent, in the day so far.")     \
  FIELD(16, asa_ms, std::optional<int64_t>, {}, , "In the day so far.")                    \
  FIELD(17, callbacks, int64_t, 0, , "Of waiting: hung up and wait to be called back.")
SIVO_RECORD(QueueView, kQueueView, "queue_view", kReport, SIVO_QUEUE_VIEW,
            "A queue at this moment.")

#define SIVO_AGENT_VIEW(FIELD)                                                            \
  FIELD(1, user_id, Id, {}, , "The agent.")                                               \
  FIELD(2, tenant_id, Id, {}, , "The tenant.")                                            \
  FIELD(3, full_name, std::string, {}, .personal(), "The name.")                          \
  FIELD(4, extension, std::optional<std::string>, {}, , "The phone.")                     \
  FIELD(5, status, UserStatus, UserStatus::kLoggedOut, , "The public status.")            \
  FIELD(6, status_since, int64_t, 0, .time(), "Since when.")                              \
  FIELD(7, activity, std::string, {}, , "idle, offered, on_call or acw.")                 \
  FIELD(8, is_reachable, bool, true, , "The phone can be called.")                        \
  FIELD(9, call_id, std::optional<Id>, {}, , "The call the agent is on.")                 \
  FIELD(10, queue_id, std::optional<Id>, {}, , "The queue it came from.")                 \
  FIELD(11, pause_reason, std::optional<std::string>, {}, , "While paused.")              \
  FIELD(12, pending, std::optional<UserStatus>, {}, , "What the end of the call brings.") \
  FIELD(13, misses, int64_t, 0, , "Offers missed in a row.")                              \
  FIELD(14, handled, int64_t, 0, , "In the day so far, in the tenant's time zone.")       \
  FIELD(15, aht_ms, std::optional<int64_t>, {}, , "In the day so far.")                   \
  FIELD(16, occupancy_pct, std::optional<double>, {}, , "In the day so far.")
SIVO_RECORD(AgentView, kAgentView, "agent_view", kReport, SIVO_AGENT_VIEW,
            "An agent at this moment.")

}  // namespace sivo
