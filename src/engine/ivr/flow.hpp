#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "engine/ivr/collector.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

inline constexpr std::string_view kFlowFormat = "sivo.flow/1";
inline constexpr size_t kNodesMax = 500;
inline constexpr size_t kDocumentBytesMax = size_t{1} << 20;
inline constexpr Micros kPlayGuard =
    300 * kSecond;  // prompts without a max_duration_ms of their own

using NodeIndex = uint16_t;
inline constexpr NodeIndex kNoNode = UINT16_MAX;

enum class NodeType : uint8_t { kPlay, kMenu, kQueue, kTransfer, kHangup };
std::string_view node_type_name(NodeType type);

// The named edges of all nodes; a menu's options have targets of their own.
enum class Edge : uint8_t {
  kNext,
  kTimeout,
  kInvalid,
  kMaxRetries,
  kError,
  kFull,
  kClosed,
  kNoAgents,
  kExitKey,
  kBusy,
  kNoAnswer,
  kRejected,
};
inline constexpr size_t kEdgeCount = 12;
std::string_view edge_name(Edge edge);

enum class PromptKind : uint8_t { kTts, kAudio, kDigits, kSilence, kByLanguage };

struct PromptItem;
using Prompt = std::vector<PromptItem>;

struct PromptItem {
  PromptKind kind = PromptKind::kTts;
  std::string text;  // the words, the URI or the digits
  std::string fallback_tts;
  std::string language;  // empty: the session's
  std::string voice;     // empty: the flow's
  bool is_ssml = false;
  Micros silence_us = 0;
  std::vector<std::pair<std::string, Prompt>> by_language;
};

struct PlayNode {
  Prompt prompt;
  int repeat = 1;
  bool barge_in = false;
  bool buffer_digits = false;
  Micros duration_us_max = kPlayGuard;
};

struct MenuOption {
  std::string digits;
  NodeIndex target = kNoNode;
};

struct MenuNode {
  Prompt prompt, reprompt, timeout_prompt, invalid_prompt;  // an empty reprompt means the prompt
  std::vector<MenuOption> options;
  CollectorSettings collect;
  int attempts_max = 3;
  bool flush_buffer = false;
  bool clear_buffer_on_retry = true;
  std::string variable;  // empty: not stored
};

enum class AnnouncePosition : uint8_t { kQueueDefault, kOn, kOff };

struct QueueNode {
  std::string queue;
  int priority = 0;
  std::vector<std::string> skills;
  Micros wait_us_max = 0;  // 0: the queue's own
  AnnouncePosition announce_position = AnnouncePosition::kQueueDefault;
  std::string moh;
  std::string exit_keys;
  Prompt pre_prompt;
  bool continue_after_call = false;
};

enum class TransferKind : uint8_t { kBlind, kBridge, kRefer };
std::string_view transfer_kind_name(TransferKind kind);

struct TransferNode {
  TransferKind kind = TransferKind::kBlind;
  std::string to;
  std::string caller_id;
  Micros ring_us_max = 30 * kSecond;
  Micros duration_us_max = 0;  // 0: none
  Prompt pre_prompt;
  Prompt whisper;
  std::string moh;
  bool continue_after_call = false;
};

enum class HangupCause : uint8_t { kNormal, kBusy, kRejected, kUnallocated, kCongestion };
std::string_view hangup_cause_name(HangupCause cause);

struct HangupNode {
  Prompt prompt;
  HangupCause cause = HangupCause::kNormal;
  std::string reason;
};

struct Node {
  std::string id;
  std::vector<std::pair<std::string, schema::Json>> assign;  // on entry, in this order
  std::array<NodeIndex, kEdgeCount> edges{};
  std::variant<PlayNode, MenuNode, QueueNode, TransferNode, HangupNode> body;

  NodeType type() const { return static_cast<NodeType>(body.index()); }
  NodeIndex edge(Edge name) const { return edges[static_cast<size_t>(name)]; }
};

struct Variable {
  std::string name;
  schema::Json default_value;
  bool is_sensitive = false;
};

// A published flow, immutable after compile(): any number of sessions on any threads read it.
struct Flow {
  std::string name;
  std::string language = "es";
  std::string timezone = "Europe/Madrid";
  std::string voice;
  NodeIndex start = kNoNode;
  NodeIndex on_error = kNoNode;
  bool auto_answer = true;
  uint32_t steps_max = 1000;
  Micros duration_us_max = 3600 * kSecond;
  std::vector<Variable> variables;  // sorted by name
  std::vector<Node> nodes;

  // kNoNode when there is none.
  NodeIndex find(std::string_view id) const;
  const Variable* find_variable(std::string_view variable_name) const;
  std::vector<NodeIndex> by_id;  // the nodes in the order of their ids, for find()
};

// Owners: the store of versions (core) and every session that runs this version; the last one frees
// it. Compiled once, never changed, so sharing needs no lock.
using FlowPtr = std::shared_ptr<const Flow>;

// Names that flows read and never write (reserved variables).
bool is_reserved_name(std::string_view name);
// ^[a-z][a-z0-9_]{0,63}$
bool is_variable_name(std::string_view name);

}  // namespace sivo::ivr
