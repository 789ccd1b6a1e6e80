#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "engine/ivr/flow.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// A prompt ready to be played: languages chosen, texts rendered.
struct RenderedPrompt {
  PromptKind kind = PromptKind::kTts;  // never kByLanguage
  std::string text;
  std::string fallback_tts;
  std::string language;
  std::string voice;
  bool is_ssml = false;
  Micros silence_us = 0;
};

enum class Outcome : uint8_t {
  kEndOfFlow,
  kQueuedAnswered,
  kTransferred,
  kCallerHangup,
  kError,
  kLimit,
  kAborted,
};
std::string_view outcome_name(Outcome outcome);

// What the host is to do.
namespace action {

struct Answer {};
struct Play {
  std::vector<RenderedPrompt> prompts;
  bool barge_in = false;
};
struct StopPlay {};  // its action id is the play's, as with the other two that take something back
struct QueueEnter {
  std::string queue;
  int priority = 0;
  std::vector<std::string> skills;
  Micros wait_us_max = 0;  // 0: the queue's own
  AnnouncePosition announce_position = AnnouncePosition::kQueueDefault;
  std::string moh;
  std::string exit_keys;
};
struct QueueLeave {
  std::string reason;  // exit_key, timeout, goto, abort, hangup, limit, answer
};
struct Transfer {
  TransferKind kind = TransferKind::kBlind;
  std::string to;
  std::string caller_id;
  Micros ring_us_max = 0;
  Micros duration_us_max = 0;  // 0: none
  std::vector<RenderedPrompt> whisper;
  std::string moh;
};
struct TransferCancel {};
struct Hangup {
  HangupCause cause = HangupCause::kNormal;
  std::string reason;
};
// The session is decided; exactly one per session.
struct Completed {
  Outcome outcome = Outcome::kEndOfFlow;
  schema::Json variables;         // an object, without the sensitive ones
  std::vector<std::string> path;  // ids of the nodes entered, in order, the first kPathMax
  uint32_t steps = 0;             // nodes entered, all of them
  Micros duration_us = 0;         // from start to here
  Micros ivr_us = 0;              // of that, outside queues and bridges
};

}  // namespace action

struct Action {
  uint32_t seq = 0;  // 1, 2, 3 … in the session
  uint32_t id =
      0;  // of the action; that of the one taken back for stop_play, queue_leave, …_cancel
  std::variant<action::Answer, action::Play, action::StopPlay, action::QueueEnter,
               action::QueueLeave, action::Transfer, action::TransferCancel, action::Hangup,
               action::Completed>
      body;
};

}  // namespace sivo::ivr
