#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// What the host tells a session. Events that answer an action carry its id; those with an unknown
// or finished id are ignored and counted, because races with a PBX are normal.
namespace event {

enum class PlayEnd : uint8_t { kCompleted, kStopped, kError };
enum class QueueEnd : uint8_t {
  kAnswered,
  kTimeout,
  kFull,
  kClosed,
  kNoAgents,
  kExitKey,
  kLeft,
  kError,
};
enum class TransferEnd : uint8_t {
  kAnswered,
  kBusy,
  kNoAnswer,
  kRejected,
  kInvalid,
  kFailed,
  kAccepted,  // a blind transfer or REFER was handed over
};
enum class Party : uint8_t { kCaller, kHost, kAgent, kNetwork };

struct Start {
  bool is_answered = false;
};
struct Answered {};
struct Dtmf {
  std::string digit;  // one key, at its end
};
struct PlayFinished {
  uint32_t action_id = 0;
  PlayEnd reason = PlayEnd::kCompleted;
};
struct QueueUpdate {
  uint32_t action_id = 0;
};
struct QueueResult {
  uint32_t action_id = 0;
  QueueEnd result = QueueEnd::kError;
};
struct TransferResult {
  uint32_t action_id = 0;
  TransferEnd result = TransferEnd::kFailed;
};
struct BridgeEnded {
  uint32_t action_id = 0;  // of the transfer or queue_enter that made the bridge
  Party by = Party::kNetwork;
};
struct SetVariables {
  schema::Json values;  // an object
};
struct Goto {
  std::string node;  // id
};
struct Abort {
  std::string reason;
};
struct CallEnded {
  Party by = Party::kCaller;
};

}  // namespace event

using Event =
    std::variant<event::Start, event::Answered, event::Dtmf, event::PlayFinished,
                 event::QueueUpdate, event::QueueResult, event::TransferResult, event::BridgeEnded,
                 event::SetVariables, event::Goto, event::Abort, event::CallEnded>;

}  // namespace sivo::ivr
