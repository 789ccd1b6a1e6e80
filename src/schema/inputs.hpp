#pragma once

#include <optional>
#include <string>

#include "schema/actions.hpp"
#include "schema/declare.hpp"
#include "schema/rules.hpp"

// What the host tells the library. A call is named by call_id or by the host's own channel; a leg
// that the library asked for by leg_id. Inputs about calls or legs that are gone are late, not
// wrong: they are counted and change nothing.
namespace sivo {

#define SIVO_NAMES_CALL(FIELD)                                             \
  FIELD(1, call_id, std::optional<Id>, {}, , "The call; or give channel.") \
  FIELD(2, channel, std::optional<std::string>, {}, .length(1, 128),       \
        "The host's name of the caller's leg.")

#define SIVO_NAMES_LEG(FIELD) \
  FIELD(1, leg_id, Id, {}, .required(), "The leg, from the dial action.")

#define SIVO_NAMES_AGENT(FIELD)                                                       \
  FIELD(1, tenant_id, std::optional<Id>, {}, , "The agent's tenant; or give tenant.") \
  FIELD(2, user_id, std::optional<Id>, {}, , "The agent; or give extension.")         \
  FIELD(8, tenant, std::optional<std::string>, {}, .length(1, 253),                   \
        "The tenant's slug or SIP domain, as a PBX knows it.")                        \
  FIELD(9, extension, std::optional<std::string>, {}, .length(1, 32), "The agent's extension.")

#define SIVO_MAY_BE_FORCED(FIELD)              \
  FIELD(                                       \
      10, by_user_id, std::optional<Id>, {}, , \
      "The supervisor or admin of the tenant who does it to the agent; null = the agent himself.")

#define SIVO_CALL_OFFERED(FIELD)                                                                \
  FIELD(1, call_id, std::optional<Id>, {}, , "The id the call is to have; made when absent.")   \
  FIELD(2, channel, std::string, {}, .length(1, 128).required(),                                \
        "The host's name of the caller's leg, unique among live calls.")                        \
  FIELD(3, to, std::string, {}, .length(1, 32).required(), "The number dialled, E.164; a DID.") \
  FIELD(4, from, std::optional<std::string>, {}, .length(0, 255).personal(),                    \
        "The caller's number; absent or not a number = withheld.")                              \
  FIELD(5, from_name, std::optional<std::string>, {}, .length(0, 120).personal(),               \
        "The caller's name as the network says it.")                                            \
  FIELD(6, trunk_id, std::optional<Id>, {}, , "The trunk it came in by.")                       \
  FIELD(7, priority, int64_t, 0, .range(-1000, 1000), "Added to the priority in every queue.")  \
  FIELD(8, vendor_call_key, std::optional<Id>, {}, , "An outside key, kept in the CDR.")        \
  FIELD(9, is_number_verified, bool, false, ,                                                   \
        "The network vouches for the caller's number; only then may it give a place back.")
SIVO_RECORD(CallOffered, kCallOffered, "call_offered", kInput, SIVO_CALL_OFFERED,
            "A call from outside arrived and waits for a decision.")

#define SIVO_CALL_PLACED(FIELD)                                                                   \
  FIELD(1, call_id, std::optional<Id>, {}, , "The id the call is to have; made when absent.")     \
  FIELD(2, channel, std::string, {}, .length(1, 128).required(),                                  \
        "The host's name of the placing agent's leg, unique among live calls.")                   \
  FIELD(3, tenant_id, std::optional<Id>, {}, , "The tenant; or give tenant.")                     \
  FIELD(4, user_id, std::optional<Id>, {}, , "The agent who places the call; or give extension.") \
  FIELD(5, to, std::string, {}, .length(1, 32).required(),                                        \
        "An extension of the tenant (internal call) or an E.164 number (outbound).")              \
  FIELD(6, did_id, std::optional<Id>, {}, , "The number shown; must allow outbound_caller_id.")   \
  FIELD(7, trunk_id, std::optional<Id>, {}, , "The trunk to use; the host chooses when absent.")  \
  FIELD(8, tenant, std::optional<std::string>, {}, .length(1, 253),                               \
        "The tenant's slug or SIP domain, as a PBX knows it.")                                    \
  FIELD(9, extension, std::optional<std::string>, {}, .length(1, 32), "The agent's extension.")
SIVO_RECORD(CallPlaced, kCallPlaced, "call_placed", kInput, SIVO_CALL_PLACED,
            "An agent calls out or calls a colleague.")

SIVO_RECORD(CallAnswered, kCallAnswered, "call_answered", kInput, SIVO_NAMES_CALL,
            "The caller's leg is up, as the answer action asked.")

#define SIVO_CALL_HANGUP(FIELD)                                                              \
  SIVO_NAMES_CALL(FIELD)                                                                     \
  FIELD(3, cause, std::string, "NORMAL_CLEARING", .length(1, 64).rule(schema::rules::cause), \
        "Hangup cause name.")                                                                \
  FIELD(4, sip_status, std::optional<int64_t>, {}, .range(100, 699), "SIP status, if any.")
SIVO_RECORD(CallHangup, kCallHangup, "call_hangup", kInput, SIVO_CALL_HANGUP,
            "The caller's leg is gone.")

#define SIVO_DTMF(FIELD)                                                            \
  SIVO_NAMES_CALL(FIELD)                                                            \
  FIELD(3, digit, std::string, {}, .length(1, 1).required(), "One of 0-9 * # A-D.") \
  FIELD(4, leg_id, std::optional<Id>, {}, ,                                         \
        "The leg whose phone sent it, which then names the call; null = the caller's.")
SIVO_RECORD(Dtmf, kDtmf, "dtmf", kInput, SIVO_DTMF, "Somebody pressed a key.")

enum class PlayEnd : uint8_t { kCompleted, kStopped, kError };
inline constexpr std::string_view kPlayEndNames[] = {"completed", "stopped", "error"};
template <>
struct schema::EnumerationOf<PlayEnd> {
  static constexpr Enumeration value{"play_end", kPlayEndNames};
};

#define SIVO_PLAY_FINISHED(FIELD)                                                          \
  SIVO_NAMES_CALL(FIELD)                                                                   \
  FIELD(3, play_id, int64_t, 0, .range(0, UINT32_MAX).required(), "From the play action.") \
  FIELD(4, reason, PlayEnd, PlayEnd::kCompleted, , "Why it ended.")
SIVO_RECORD(PlayFinished, kPlayFinished, "play_finished", kInput, SIVO_PLAY_FINISHED,
            "A prompt ended.")

SIVO_RECORD(LegRinging, kLegRinging, "leg_ringing", kInput, SIVO_NAMES_LEG, "The far phone rings.")
SIVO_RECORD(LegAnswered, kLegAnswered, "leg_answered", kInput, SIVO_NAMES_LEG,
            "The leg was answered; for a transfer action: it was taken over.")

#define SIVO_LEG_FAILED(FIELD)                                                            \
  SIVO_NAMES_LEG(FIELD)                                                                   \
  FIELD(2, cause, std::string, "NORMAL_TEMPORARY_FAILURE",                                \
        .length(1, 64).rule(schema::rules::cause),                                        \
        "Hangup cause name: USER_BUSY, NO_ANSWER, CALL_REJECTED, USER_NOT_REGISTERED, …") \
  FIELD(3, sip_status, std::optional<int64_t>, {}, .range(100, 699), "SIP status, if any.")
SIVO_RECORD(LegFailed, kLegFailed, "leg_failed", kInput, SIVO_LEG_FAILED,
            "The leg ended before it was answered.")

#define SIVO_LEG_ENDED(FIELD)                                                                \
  SIVO_NAMES_LEG(FIELD)                                                                      \
  FIELD(2, cause, std::string, "NORMAL_CLEARING", .length(1, 64).rule(schema::rules::cause), \
        "Hangup cause name.")
SIVO_RECORD(LegEnded, kLegEnded, "leg_ended", kInput, SIVO_LEG_ENDED, "An answered leg is gone.")

SIVO_RECORD(HoldRequested, kHoldRequested, "hold_requested", kInput, SIVO_NAMES_CALL,
            "The agent puts the caller on hold.")
SIVO_RECORD(ResumeRequested, kResumeRequested, "resume_requested", kInput, SIVO_NAMES_CALL,
            "The agent takes the caller back from hold.")

#define SIVO_TRANSFER_TARGET(FIELD)                                                         \
  SIVO_NAMES_CALL(FIELD)                                                                    \
  FIELD(3, to_user_id, std::optional<Id>, {}, , "A colleague; or give to_queue_id, or to.") \
  FIELD(4, to_queue_id, std::optional<Id>, {}, , "A queue.")                                \
  FIELD(5, to, std::optional<std::string>, {}, .length(1, 32),                              \
        "An extension of the tenant or an E.164 number.")
SIVO_RECORD(TransferRequested, kTransferRequested, "transfer_requested", kInput,
            SIVO_TRANSFER_TARGET, "The agent hands the caller on and leaves (blind transfer).")
SIVO_RECORD(ConsultRequested, kConsultRequested, "consult_requested", kInput, SIVO_TRANSFER_TARGET,
            "The agent holds the caller and calls a third party (attended transfer, first half).")
SIVO_RECORD(ConsultCompleted, kConsultCompleted, "consult_completed", kInput, SIVO_NAMES_CALL,
            "The agent joins caller and third party and leaves (attended transfer, second half).")
SIVO_RECORD(ConsultCancelled, kConsultCancelled, "consult_cancelled", kInput, SIVO_NAMES_CALL,
            "The agent drops the third party and goes back to the caller.")

#define SIVO_END_REQUESTED(FIELD)                                                            \
  SIVO_NAMES_CALL(FIELD)                                                                     \
  FIELD(3, cause, std::string, "NORMAL_CLEARING", .length(1, 64).rule(schema::rules::cause), \
        "Hangup cause for the caller.")                                                      \
  FIELD(4, by_user_id, std::optional<Id>, {}, ,                                              \
        "The supervisor or admin who ends it; null = the agent on the call.")
SIVO_RECORD(EndRequested, kEndRequested, "end_requested", kInput, SIVO_END_REQUESTED,
            "The agent or a supervisor ends the call.")

SIVO_RECORD(AgentLogin, kAgentLogin, "agent_login", kInput, SIVO_NAMES_AGENT,
            "The agent is there and takes calls.")
#define SIVO_AGENT_BY(FIELD) \
  SIVO_NAMES_AGENT(FIELD)    \
  SIVO_MAY_BE_FORCED(FIELD)
SIVO_RECORD(AgentLogout, kAgentLogout, "agent_logout", kInput, SIVO_AGENT_BY,
            "The agent leaves; during a call, at its end.")
#define SIVO_AGENT_PAUSE(FIELD)                                                               \
  SIVO_NAMES_AGENT(FIELD)                                                                     \
  FIELD(3, pause_reason_id, std::optional<Id>, {}, , "Why, from the tenant's pause reasons.") \
  SIVO_MAY_BE_FORCED(FIELD)
SIVO_RECORD(AgentPause, kAgentPause, "agent_pause", kInput, SIVO_AGENT_PAUSE,
            "The agent takes no calls for a while; during a call, from its end.")
SIVO_RECORD(AgentReady, kAgentReady, "agent_ready", kInput, SIVO_AGENT_BY,
            "The agent is back from a pause, or done with the wrap-up early.")
#define SIVO_DEVICE_STATE(FIELD) \
  SIVO_NAMES_AGENT(FIELD)        \
  FIELD(3, is_reachable, bool, true, .required(), "Whether the agent's phone can be called.")
SIVO_RECORD(DeviceState, kDeviceState, "device_state", kInput, SIVO_DEVICE_STATE,
            "The agent's phone came or went.")

#define SIVO_CALLBACK_REQUESTED(FIELD)                       \
  SIVO_NAMES_CALL(FIELD)                                     \
  FIELD(3, number, std::optional<std::string>, {},           \
        .length(3, 16).rule(schema::rules::e164).personal(), \
        "Where to call back, E.164; null = the caller's own number.")
SIVO_RECORD(CallbackRequested, kCallbackRequested, "callback_requested", kInput,
            SIVO_CALLBACK_REQUESTED,
            "A waiting caller hangs up, keeps the place and is called back when it is reached.")

#define SIVO_MOVE_REQUESTED(FIELD)                                      \
  SIVO_NAMES_CALL(FIELD)                                                \
  FIELD(3, to_queue_id, Id, {}, .required(), "Another queue.")          \
  FIELD(4, by_user_id, Id, {}, .required(), "The supervisor or admin.") \
  FIELD(5, keep_wait, bool, true, , "The wait so far counts there too.")
SIVO_RECORD(MoveRequested, kMoveRequested, "move_requested", kInput, SIVO_MOVE_REQUESTED,
            "A supervisor moves a waiting caller to another queue.")

#define SIVO_PRIORITY_REQUESTED(FIELD)                                                     \
  SIVO_NAMES_CALL(FIELD)                                                                   \
  FIELD(3, priority, int64_t, 0, .range(-1000, 1000).required(), "In the queue he is in.") \
  FIELD(4, by_user_id, Id, {}, .required(), "The supervisor or admin.")
SIVO_RECORD(PriorityRequested, kPriorityRequested, "priority_requested", kInput,
            SIVO_PRIORITY_REQUESTED, "A supervisor changes the priority of a waiting caller.")

#define SIVO_SUPERVISE_REQUESTED(FIELD)                                 \
  SIVO_NAMES_CALL(FIELD)                                                \
  FIELD(3, by_user_id, Id, {}, .required(), "The supervisor or admin.") \
  FIELD(4, mode, SuperviseMode, SuperviseMode::kListen, ,               \
        "listen, whisper or barge; asked again, it changes.")
SIVO_RECORD(SuperviseRequested, kSuperviseRequested, "supervise_requested", kInput,
            SIVO_SUPERVISE_REQUESTED, "A supervisor joins a call between caller and agent.")
#define SIVO_SUPERVISE_ENDED(FIELD) \
  SIVO_NAMES_CALL(FIELD)            \
  FIELD(3, by_user_id, Id, {}, .required(), "The supervisor or admin.")
SIVO_RECORD(SuperviseEnded, kSuperviseEnded, "supervise_ended", kInput, SIVO_SUPERVISE_ENDED,
            "The supervisor leaves the call again.")

#define SIVO_NO_FIELDS(FIELD) \
  FIELD(1, note, std::optional<std::string>, {}, .length(0, 120), "Free text for the trace.")
SIVO_RECORD(Tick, kTick, "tick", kInput, SIVO_NO_FIELDS, "Time passed; timers that are due fire.")
SIVO_RECORD(HostRestarted, kHostRestarted, "host_restarted", kInput, SIVO_NO_FIELDS,
            "The host lost all its calls: each ends now, every agent on one is free again.")

#define SIVO_CALL_QUALITY(FIELD) \
  SIVO_NAMES_CALL(FIELD)         \
  FIELD(3, mos_score, double, 0, .real_range(1, 5).required(), "Mean opinion score, 1 to 5.")
SIVO_RECORD(CallQuality, kCallQuality, "call_quality", kInput, SIVO_CALL_QUALITY,
            "The host measured the call's quality; the last value goes into the CDR.")

}  // namespace sivo
