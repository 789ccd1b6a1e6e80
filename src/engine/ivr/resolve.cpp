#include "engine/ivr/resolve.hpp"

#include <array>

namespace sivo::ivr {

std::span<const Edge> failure_edges(const Node& node) {
  static constexpr std::array kMenu = {Edge::kTimeout, Edge::kInvalid};
  static constexpr std::array kQueue = {Edge::kTimeout, Edge::kFull, Edge::kClosed, Edge::kNoAgents,
                                        Edge::kError};
  static constexpr std::array kQueueWithKeys = {Edge::kTimeout,  Edge::kFull,    Edge::kClosed,
                                                Edge::kNoAgents, Edge::kExitKey, Edge::kError};
  static constexpr std::array kTransfer = {Edge::kBusy, Edge::kNoAnswer, Edge::kRejected,
                                           Edge::kInvalid, Edge::kError};
  switch (node.type()) {
    case NodeType::kPlay:
    case NodeType::kHangup:
      return {};
    case NodeType::kMenu:
      return kMenu;
    case NodeType::kQueue:
      if (std::get<QueueNode>(node.body).exit_keys.empty()) return kQueue;
      return kQueueWithKeys;
    case NodeType::kTransfer:
      return kTransfer;
  }
  return {};
}

bool goes_on(const Node& node) {
  if (node.type() == NodeType::kPlay) return true;
  if (const auto* queue = std::get_if<QueueNode>(&node.body)) return queue->continue_after_call;
  const auto* transfer = std::get_if<TransferNode>(&node.body);
  return transfer != nullptr && transfer->kind == TransferKind::kBridge &&
         transfer->continue_after_call;
}

NodeIndex resolve_failure(const Node& node, Edge failure) {
  if (node.edge(failure) != kNoNode) return node.edge(failure);
  if (node.type() == NodeType::kMenu && node.edge(Edge::kMaxRetries) != kNoNode) {
    return node.edge(Edge::kMaxRetries);
  }
  if (node.edge(Edge::kError) != kNoNode) return node.edge(Edge::kError);
  return node.type() == NodeType::kPlay ? node.edge(Edge::kNext) : kNoNode;
}

}  // namespace sivo::ivr
