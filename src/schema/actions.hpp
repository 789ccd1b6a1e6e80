#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"

// What the host is to do. Every action names the call and the host's channel for it.
namespace sivo {

#define SIVO_TO_CALL(FIELD)                                                    \
  FIELD(1, call_id, Id, {}, , "The call.")                                     \
  FIELD(2, channel, std::string, {}, , "The host's name of the caller's leg.") \
  FIELD(3, tenant_id, Id, {}, , "The tenant.")                                 \
  FIELD(4, is_repeat, bool, false, ,                                           \
        "Issued again after a restart; do it unless it is already done.")

SIVO_RECORD(Answer, kAnswer, "answer", kAction, SIVO_TO_CALL,
            "Answer the caller's leg, then send call_answered.")

#define SIVO_PLAY(FIELD)                                                                  \
  SIVO_TO_CALL(FIELD)                                                                     \
  FIELD(5, play_id, int64_t, 0, , "Say it in play_finished.")                             \
  FIELD(6, prompts, std::string, "[]", .json(nullptr),                                    \
        "Array of prompts to play in order: {tts,language,voice}, {audio,fallback_tts}, " \
        "{digits}, {silence_ms}.")                                                        \
  FIELD(7, barge_in, bool, false, , "A key stops it; the library then sends stop_play.")  \
  FIELD(8, leg_id, std::optional<Id>, {}, , "Play to this leg; absent: to the caller.")
SIVO_RECORD(Play, kPlay, "play", kAction, SIVO_PLAY, "Play prompts, then send play_finished.")

#define SIVO_STOP_PLAY(FIELD)                            \
  SIVO_TO_CALL(FIELD)                                    \
  FIELD(5, play_id, int64_t, 0, , "Of the play action.") \
  FIELD(6, leg_id, std::optional<Id>, {}, , "Of the play action.")
SIVO_RECORD(StopPlay, kStopPlay, "stop_play", kAction, SIVO_STOP_PLAY, "Stop a prompt at once.")

enum class LegPurpose : uint8_t {
  kAgent,
  kTransfer,
  kConsult,
  kOutbound,
  kInternal,
  kSupervisor,
  kCallback,
};
inline constexpr std::string_view kLegPurposeNames[] = {
    "agent", "transfer", "consult", "outbound", "internal", "supervisor", "callback"};
template <>
struct schema::EnumerationOf<LegPurpose> {
  static constexpr Enumeration value{"leg_purpose", kLegPurposeNames};
};

#define SIVO_DIAL(FIELD)                                                             \
  SIVO_TO_CALL(FIELD)                                                                \
  FIELD(5, leg_id, Id, {}, , "The new leg; name it in leg_ringing, leg_answered, …") \
  FIELD(6, purpose, LegPurpose, LegPurpose::kAgent, , "What the leg is for.")        \
  FIELD(7, user_id, std::optional<Id>, {}, , "Ring this user's devices, or")         \
  FIELD(8, number, std::optional<std::string>, {}, , "call this number.")            \
  FIELD(9, extension, std::optional<std::string>, {}, , "The user's extension.")     \
  FIELD(10, trunk_id, std::optional<Id>, {}, , "By this trunk, if one is set.")      \
  FIELD(11, caller_id_number, std::optional<std::string>, {}, , "Number to show.")   \
  FIELD(12, caller_id_name, std::optional<std::string>, {}, , "Name to show.")       \
  FIELD(13, queue_id, std::optional<Id>, {}, , "The queue the call comes from.")     \
  FIELD(14, ring_until, std::optional<int64_t>, {}, .time(), "The library gives up then.")
SIVO_RECORD(
    Dial, kDial, "dial", kAction, SIVO_DIAL,
    "Call a phone; send leg_ringing, then leg_answered or leg_failed, at the end leg_ended.")

#define SIVO_CANCEL_LEG(FIELD)           \
  SIVO_TO_CALL(FIELD)                    \
  FIELD(5, leg_id, Id, {}, , "The leg.") \
  FIELD(6, cause, std::string, "NORMAL_CLEARING", , "Hangup cause name for that leg.")
SIVO_RECORD(CancelLeg, kCancelLeg, "cancel_leg", kAction, SIVO_CANCEL_LEG,
            "Stop ringing or hang up one leg; no answer is expected.")

#define SIVO_BRIDGE(FIELD)                      \
  SIVO_TO_CALL(FIELD)                           \
  FIELD(5, leg_id, Id, {}, , "The leg to join") \
  FIELD(6, with_leg_id, std::optional<Id>, {}, , "with this one; absent: with the caller.")
SIVO_RECORD(Bridge, kBridge, "bridge", kAction, SIVO_BRIDGE, "Join two legs in a conversation.")

SIVO_RECORD(Hold, kHold, "hold", kAction, SIVO_TO_CALL,
            "Part the caller from the agent; music for the caller.")
SIVO_RECORD(Resume, kResume, "resume", kAction, SIVO_TO_CALL, "Join caller and agent again.")

#define SIVO_MUSIC_START(FIELD) \
  SIVO_TO_CALL(FIELD)           \
  FIELD(5, moh_url, std::optional<std::string>, {}, , "What to play in a loop; absent = default.")
SIVO_RECORD(MusicStart, kMusicStart, "music_start", kAction, SIVO_MUSIC_START,
            "Music for a caller who waits, until stopped or bridged.")
SIVO_RECORD(MusicStop, kMusicStop, "music_stop", kAction, SIVO_TO_CALL, "End the music.")

#define SIVO_HANGUP(FIELD) \
  SIVO_TO_CALL(FIELD)      \
  FIELD(5, cause, std::string, "NORMAL_CLEARING", , "Hangup cause name.")
SIVO_RECORD(
    Hangup, kHangup, "hangup", kAction, SIVO_HANGUP,
    "Hang up, or refuse, the leg of this channel. The call is over for the library, unless it "
    "goes on without it: a callback, or a call its agent has handed on.")

#define SIVO_TRANSFER(FIELD)                                                        \
  SIVO_TO_CALL(FIELD)                                                               \
  FIELD(5, leg_id, Id, {}, , "Name it in leg_answered (taken over) or leg_failed.") \
  FIELD(6, to, std::string, {}, , "Extension, E.164 number or sip: URI.")           \
  FIELD(7, is_refer, bool, false, , "By SIP REFER to the far end, not by a new leg.")
SIVO_RECORD(Transfer, kTransfer, "transfer", kAction, SIVO_TRANSFER,
            "Hand the caller over to a destination outside the library's control.")

enum class SuperviseMode : uint8_t { kListen, kWhisper, kBarge };
inline constexpr std::string_view kSuperviseModeNames[] = {"listen", "whisper", "barge"};
template <>
struct schema::EnumerationOf<SuperviseMode> {
  static constexpr Enumeration value{"supervise_mode", kSuperviseModeNames};
};

#define SIVO_SUPERVISE(FIELD)                                                       \
  SIVO_TO_CALL(FIELD)                                                               \
  FIELD(5, leg_id, Id, {}, , "The supervisor's leg, answered before.")              \
  FIELD(6, agent_leg_id, std::optional<Id>, {}, , "The leg whose person he helps.") \
  FIELD(7, mode, SuperviseMode, SuperviseMode::kListen, ,                           \
        "listen = hears both; whisper = the agent hears him too; barge = all hear all.")
SIVO_RECORD(Supervise, kSupervise, "supervise", kAction, SIVO_SUPERVISE,
            "Join the supervisor's leg to the conversation; sent again when the mode changes.")

}  // namespace sivo
