#include "engine/ivr/flow.hpp"

#include <algorithm>

namespace sivo::ivr {
namespace {

// What a flow may read and never assign.
constexpr std::string_view kReservedNames[] = {
    "attempt", "call_id", "caller_id_name", "caller_id_number", "config",
    "did",     "flow_id", "flow_version",   "node_id",          "nodes",
    "now",
};

constexpr size_t kVariableNameMax = 64;

}  // namespace

std::string_view node_type_name(NodeType type) {
  switch (type) {
    case NodeType::kPlay:
      return "play";
    case NodeType::kMenu:
      return "menu";
    case NodeType::kQueue:
      return "queue";
    case NodeType::kTransfer:
      return "transfer";
    case NodeType::kHangup:
      return "hangup";
  }
  return {};
}

std::string_view edge_name(Edge edge) {
  switch (edge) {
    case Edge::kNext:
      return "next";
    case Edge::kTimeout:
      return "timeout";
    case Edge::kInvalid:
      return "invalid";
    case Edge::kMaxRetries:
      return "max_retries";
    case Edge::kError:
      return "error";
    case Edge::kFull:
      return "full";
    case Edge::kClosed:
      return "closed";
    case Edge::kNoAgents:
      return "no_agents";
    case Edge::kExitKey:
      return "exit_key";
    case Edge::kBusy:
      return "busy";
    case Edge::kNoAnswer:
      return "no_answer";
    case Edge::kRejected:
      return "rejected";
  }
  return {};
}

std::string_view transfer_kind_name(TransferKind kind) {
  switch (kind) {
    case TransferKind::kBlind:
      return "blind";
    case TransferKind::kBridge:
      return "bridge";
    case TransferKind::kRefer:
      return "refer";
  }
  return {};
}

std::string_view hangup_cause_name(HangupCause cause) {
  switch (cause) {
    case HangupCause::kNormal:
      return "normal";
    case HangupCause::kBusy:
      return "busy";
    case HangupCause::kRejected:
      return "rejected";
    case HangupCause::kUnallocated:
      return "unallocated";
    case HangupCause::kCongestion:
      return "congestion";
  }
  return {};
}

NodeIndex Flow::find(std::string_view id) const {
  const auto at = std::lower_bound(
      by_id.begin(), by_id.end(), id,
      [this](NodeIndex index, std::string_view wanted) { return nodes[index].id < wanted; });
  return at != by_id.end() && nodes[*at].id == id ? *at : kNoNode;
}

const Variable* Flow::find_variable(std::string_view variable_name) const {
  const auto at = std::lower_bound(
      variables.begin(), variables.end(), variable_name,
      [](const Variable& variable, std::string_view wanted) { return variable.name < wanted; });
  return at != variables.end() && at->name == variable_name ? &*at : nullptr;
}

bool is_reserved_name(std::string_view name) {
  return std::find(std::begin(kReservedNames), std::end(kReservedNames), name) !=
         std::end(kReservedNames);
}

bool is_variable_name(std::string_view name) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (name.empty() || name.size() > kVariableNameMax || !is_lower(name[0])) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace sivo::ivr
