#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class CallDirection : uint8_t { kInbound, kOutbound, kInternal };
inline constexpr std::string_view kCallDirectionNames[] = {"inbound", "outbound", "internal"};
template <>
struct schema::EnumerationOf<CallDirection> {
  static constexpr Enumeration value{"call_direction", kCallDirectionNames};
};

enum class CallStatus : uint8_t { kAnswered, kNoAnswer, kBusy, kFailed, kAbandoned };
inline constexpr std::string_view kCallStatusNames[] = {"answered", "no_answer", "busy", "failed",
                                                        "abandoned"};
template <>
struct schema::EnumerationOf<CallStatus> {
  static constexpr Enumeration value{"call_status", kCallStatusNames};
};

inline constexpr int64_t kCallMsMax = 31 * 86'400'000LL;  // no call is longer than a month

#define SIVO_CALL(FIELD)                                                                           \
  FIELD(6, direction, CallDirection, CallDirection::kInbound, .required().indexed(),               \
        "Who called.")                                                                             \
  FIELD(7, caller_id_number, std::string, {}, .length(0, 255).personal().indexed(),                \
        "The caller's number; empty = withheld.")                                                  \
  FIELD(8, caller_id_name, std::optional<std::string>, {}, .length(0, 120).personal(),             \
        "The caller's name as the network says it.")                                               \
  FIELD(9, destination, std::string, {}, .length(0, 255).personal().indexed(),                     \
        "What was dialled.")                                                                       \
  FIELD(10, did_id, std::optional<Id>, {}, .refers_history(Kind::kDid), "The number called.")      \
  FIELD(11, agent_id, std::optional<Id>, {}, .refers_history(Kind::kUser),                         \
        "The last agent who answered, or who called.")                                             \
  FIELD(12, queue_id, std::optional<Id>, {}, .refers_history(Kind::kQueue),                        \
        "The last queue it waited in.")                                                            \
  FIELD(13, ivr_flow_id, std::optional<Id>, {}, .refers_history(Kind::kIvrFlow),                   \
        "The flow it started with.")                                                               \
  FIELD(14, status, CallStatus, CallStatus::kFailed, .required().indexed(), "How it ended.")       \
  FIELD(15, started_at, int64_t, 0, .time().required().indexed(),                                  \
        "When it was offered or placed.")                                                          \
  FIELD(16, answered_at, std::optional<int64_t>, {}, .time(),                                      \
        "When a human or an agent answered.")                                                      \
  FIELD(17, ended_at, std::optional<int64_t>, {}, .time().indexed(), "When it was over.")          \
  FIELD(18, duration_sec, int64_t, 0, .range(0, kCallMsMax / 1000),                                \
        "Whole seconds from started_at to ended_at, rounded down.")                                \
  FIELD(19, billsec, int64_t, 0, .range(0, kCallMsMax / 1000),                                     \
        "Whole seconds from answered_at to ended_at; 0 when unanswered.")                          \
  FIELD(20, hangup_cause, std::string, "NORMAL_CLEARING",                                          \
        .length(1, 64).rule(schema::rules::cause), "Q.850 cause name.")                            \
  FIELD(21, recording_id, std::optional<Id>, {}, .refers_history(Kind::kRecording),                \
        "Its recording.")                                                                          \
  FIELD(22, transcript_id, std::optional<Id>, {}, .refers_history(Kind::kTranscript),              \
        "Its transcript.")                                                                         \
  FIELD(23, mos_score, std::optional<double>, {}, .real_range(1, 5),                               \
        "Mean opinion score of the audio, 1 to 5.")                                                \
  FIELD(24, salesforce_voicecall_id, std::optional<std::string>, {}, .length(1, 64),               \
        "The VoiceCall it was pushed to.")                                                         \
  FIELD(25, vendor_call_key, std::optional<Id>, {}, .indexed(), "A key of an outside system.")     \
  FIELD(26, ivr_path, std::string, "[]", .json(schema::rules::node_ids),                           \
        "Ids of the flow nodes visited, in order.")                                                \
  FIELD(27, wait_ms, int64_t, 0, .range(0, kCallMsMax),                                            \
        "Milliseconds in queues, ringing included.")                                               \
  FIELD(28, ring_ms, int64_t, 0, .range(0, kCallMsMax),                                            \
        "Milliseconds during which a phone rang for it.")                                          \
  FIELD(29, talk_ms, int64_t, 0, .range(0, kCallMsMax),                                            \
        "Milliseconds bridged, hold not included.")                                                \
  FIELD(30, hold_ms, int64_t, 0, .range(0, kCallMsMax), "Milliseconds on hold.")                   \
  FIELD(31, acw_ms, int64_t, 0, .range(0, kCallMsMax), "Milliseconds of wrap-up after it.")        \
  FIELD(32, transfers, std::string, "[]", .json(schema::rules::transfers).length(2, 65536),        \
        "What became of each transfer, in order.")                                                 \
  FIELD(33, variables, std::string, "{}",                                                          \
        .json(schema::rules::variables).length(2, 262144).personal(),                              \
        "Session variables at the end, sensitive ones masked.")                                    \
  FIELD(34, sip_status, std::optional<int64_t>, {}, .range(100, 699), "SIP status, as it came.")   \
  FIELD(35, q850_code, std::optional<int64_t>, {}, .range(0, 127), "Q.850 code, as it came.")      \
  FIELD(36, channel, std::optional<std::string>, {}, .length(1, 255), "The host's own reference.") \
  FIELD(37, queue_visits, std::string, "[]", .json(nullptr).length(2, 262144),                     \
        "Array of {queue_id, entered_at, left_at, waited_ms, in_sl (within the threshold), "       \
        "is_short (a short abandon), reason, agent_id, predicted_ms, missed: {user_id: count}}, "  \
        "in order; reason served, abandoned, timeout, ….")                                         \
  FIELD(38, handled, std::string, "[]", .json(nullptr).length(2, 262144),                          \
        "Array of {agent_id, queue_id, answered_at, ended_at, ring_ms, talk_ms, hold_ms, "         \
        "acw_ms, transfer (blind or attended: it ended by his handing the call on)}, one for "     \
        "each agent who took the call, in order.")
SIVO_HISTORY(Call, kCall, "call", SIVO_CALL, "A call data record; each call gets exactly one.")

}  // namespace sivo
