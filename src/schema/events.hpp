#pragma once

#include <optional>
#include <string>

#include "schema/call.hpp"
#include "schema/declare.hpp"
#include "schema/user.hpp"

// What became true. An event's `data` is one of these records; call.* events carry the CallEvent.
namespace sivo {

// The outbox: written in the transaction of the cause, given to the host by sivo_poll.
#define SIVO_EVENT(FIELD)                                                           \
  FIELD(6, type, std::string, {}, .length(1, 64), "call.created, queue.entered, …") \
  FIELD(7, call_id, std::optional<Id>, {}, , "The call it is about, if one.")       \
  FIELD(8, data, std::string, "{}", .json(nullptr), "The event's data, a JSON object.")
SIVO_HISTORY(Event, kEvent, "event", SIVO_EVENT, "An event of the outbox, in order of its id.")

// snake_case as in the CDR, and the camelCase names that consumers of the product already read.
#define SIVO_CALL_EVENT(FIELD)                                                                    \
  FIELD(1, id, Id, {}, , "The call.")                                                             \
  FIELD(2, tenant_id, Id, {}, , "The tenant.")                                                    \
  FIELD(3, direction, CallDirection, CallDirection::kInbound, , "inbound, outbound or internal.") \
  FIELD(4, caller_id_number, std::optional<std::string>, {}, .personal(),                         \
        "Who calls; null = withheld.")                                                            \
  FIELD(5, caller_id_name, std::optional<std::string>, {}, .personal(), "The caller's name.")     \
  FIELD(6, destination, std::string, {}, .personal(), "What was dialled.")                        \
  FIELD(7, did_id, std::optional<Id>, {}, , "The DID.")                                           \
  FIELD(8, agent_id, std::optional<Id>, {}, , "The agent who answered last.")                     \
  FIELD(9, queue_id, std::optional<Id>, {}, , "The last queue.")                                  \
  FIELD(10, ivr_flow_id, std::optional<Id>, {}, , "The first IVR flow.")                          \
  FIELD(11, status, std::optional<CallStatus>, {}, , "Set when the call has ended.")              \
  FIELD(12, started_at, int64_t, 0, .time(), "When it began.")                                    \
  FIELD(13, answered_at, std::optional<int64_t>, {}, .time(), "When an agent answered.")          \
  FIELD(14, ended_at, std::optional<int64_t>, {}, .time(), "When it ended.")                      \
  FIELD(15, duration_sec, int64_t, 0, , "Whole seconds from start to end.")                       \
  FIELD(16, billsec, int64_t, 0, , "Whole seconds from answer to end.")                           \
  FIELD(17, hangup_cause, std::optional<std::string>, {}, , "Hangup cause name.")                 \
  FIELD(18, mos_score, std::optional<double>, {}, , "Quality, 1 to 5.")                           \
  FIELD(19, wait_ms, int64_t, 0, , "In queues, ringing included.")                                \
  FIELD(20, ring_ms, int64_t, 0, , "While a phone rang for the caller.")                          \
  FIELD(21, talk_ms, int64_t, 0, , "In conversation.")                                            \
  FIELD(22, hold_ms, int64_t, 0, , "On hold.")                                                    \
  FIELD(23, outcome, std::optional<std::string>, {}, , "closed, full, timeout, served, …")        \
  FIELD(24, callId, Id, {}, , "The same as id.")                                                  \
  FIELD(25, from, std::optional<std::string>, {}, .personal(), "The same as caller_id_number.")   \
  FIELD(26, to, std::string, {}, .personal(), "The same as destination.")                         \
  FIELD(27, agentId, std::optional<Id>, {}, , "The same as agent_id.")                            \
  FIELD(28, queueId, std::optional<Id>, {}, , "The same as queue_id.")                            \
  FIELD(29, mosScore, std::optional<double>, {}, , "The same as mos_score.")                      \
  FIELD(30, hangupCause, std::optional<std::string>, {}, , "The same as hangup_cause.")           \
  FIELD(31, vendor_call_key, std::optional<Id>, {}, , "The outside key given with the call.")
SIVO_RECORD(CallEvent, kCallEvent, "call_event", kEventData, SIVO_CALL_EVENT,
            "Data of call.created, call.answered, call.transferred, call.ended.")

#define SIVO_QUEUE_EVENT(FIELD)                                         \
  FIELD(1, call_id, Id, {}, , "The call.")                              \
  FIELD(2, queue_id, Id, {}, , "The queue.")                            \
  FIELD(3, priority, int64_t, 0, , "Of the caller in the line.")        \
  FIELD(4, position, int64_t, 0, , "While it waits: 1 = next; else 0.") \
  FIELD(5, waited_ms, int64_t, 0, , "In this queue, ringing included.") \
  FIELD(6, reason, std::optional<std::string>, {}, , "Why the caller left: abandoned, timeout, …")
SIVO_RECORD(QueueEvent, kQueueEvent, "queue_event", kEventData, SIVO_QUEUE_EVENT,
            "Data of queue.entered, queue.abandoned, queue.timeout, queue.overflowed, queue.moved, "
            "queue.prioritised, and queue.callback with reason requested, attempt or failed.")

#define SIVO_OFFER_EVENT(FIELD)                                                                  \
  FIELD(1, leg_id, Id, {}, , "The offer's leg.")                                                 \
  FIELD(2, call_id, Id, {}, , "The call.")                                                       \
  FIELD(3, queue_id, std::optional<Id>, {}, , "The queue.")                                      \
  FIELD(4, user_id, Id, {}, , "The agent.")                                                      \
  FIELD(5, outcome, std::optional<std::string>, {}, , "accepted, no_answer, busy, lost_race, …") \
  FIELD(6, ring_ms, int64_t, 0, , "How long it rang.")                                           \
  FIELD(7, dialled_at, int64_t, 0, .time(), "Since when.")
SIVO_RECORD(OfferEvent, kOfferEvent, "offer_event", kEventData, SIVO_OFFER_EVENT,
            "Data of offer.created, and of its one end: offer.accepted, offer.missed, "
            "offer.rejected or offer.cancelled.")

#define SIVO_AGENT_EVENT(FIELD)                                                            \
  FIELD(1, user_id, Id, {}, , "The agent.")                                                \
  FIELD(2, agentId, Id, {}, , "The same as user_id.")                                      \
  FIELD(3, status, UserStatus, UserStatus::kLoggedOut, , "The status now.")                \
  FIELD(4, previous_status, UserStatus, UserStatus::kLoggedOut, , "The status before.")    \
  FIELD(5, previous_ms, int64_t, 0, , "How long it had lasted.")                           \
  FIELD(6, pause_reason_id, std::optional<Id>, {}, , "While paused: why.")                 \
  FIELD(7, reason, std::optional<std::string>, {}, ,                                       \
        "Who or what changed it: agent, no_answer, …")                                     \
  FIELD(8, previous_pause_reason_id, std::optional<Id>, {}, , "While it was paused: why.") \
  FIELD(9, previous_is_productive, bool, false, , "It was a pause that counts as work.")   \
  FIELD(10, previous_is_supervision, bool, false, , "It was on a call as its supervisor only.")
SIVO_RECORD(AgentEvent, kAgentEvent, "agent_event", kEventData, SIVO_AGENT_EVENT,
            "Data of agent.status_changed and agent.paused.")

#define SIVO_IVR_EVENT(FIELD)                                                            \
  FIELD(1, call_id, Id, {}, , "The call.")                                               \
  FIELD(2, ivr_flow_id, std::optional<Id>, {}, , "The flow; null for the built-in one.") \
  FIELD(3, flow_version, int64_t, 0, , "Its version.")                                   \
  FIELD(4, outcome, std::string, {}, , "queued_answered, transferred, callback, …")      \
  FIELD(5, path, std::string, "[]", .json(nullptr), "Ids of the nodes visited.")         \
  FIELD(6, variables, std::string, "{}", .json(nullptr),                                 \
        "The flow's variables; sensitive ones masked.")                                  \
  FIELD(7, duration_ms, int64_t, 0, , "From the session's start.")
SIVO_RECORD(IvrEvent, kIvrEvent, "ivr_event", kEventData, SIVO_IVR_EVENT, "Data of ivr.completed.")

}  // namespace sivo
