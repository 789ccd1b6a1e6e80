#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/prng.hpp"

namespace sivo {

inline constexpr uint32_t kNoNode = UINT32_MAX;

// One ordered set of an OrderedForest: four bytes, empty at first. It belongs to the forest it was
// used with; a copy is a second name for the same set, and only one of them may be changed.
struct OrderedTree {
  uint32_t root = kNoNode;
  bool empty() const { return root == kNoNode; }
};

// Any number of ordered sets of handles (slots of the owner) over one pool of nodes.
//
// Less is a functor over two handles and must be a strict total order among the handles of one tree
// (end a comparison with something unique). What it reads of a handle may not change while the
// handle is in a tree: erase, change, insert again. erase() and rank() never compare.
//
// Each insert gives a node, which the owner keeps to erase by; a handle may be in many trees, with
// one node in each. Every operation is O(log n) expected, first() and last() too. No allocation
// once the pool has reached its largest size. The order seen depends on Less alone.
//
// Inside: treaps with sizes and parent links; priorities come from a counter, hashed.
template <class Less>
class OrderedForest {
 public:
  explicit OrderedForest(Less less = Less{}) : less_(std::move(less)) {}

  // The new node, or kNoNode when the tree has an equal handle already.
  uint32_t insert(OrderedTree& tree, uint32_t handle) {
    uint32_t parent = kNoNode;
    bool is_left = false;
    for (uint32_t at = tree.root; at != kNoNode;) {
      parent = at;
      is_left = less_(handle, nodes_[at].handle);
      if (!is_left && !less_(nodes_[at].handle, handle)) return kNoNode;
      at = is_left ? nodes_[at].left : nodes_[at].right;
    }
    const uint32_t node = allocate(handle);
    nodes_[node].parent = parent;
    if (parent == kNoNode) {
      tree.root = node;
    } else {
      (is_left ? nodes_[parent].left : nodes_[parent].right) = node;
    }
    for (uint32_t at = parent; at != kNoNode; at = nodes_[at].parent) ++nodes_[at].size;
    while (nodes_[node].parent != kNoNode && is_above(node, nodes_[node].parent)) {
      rotate_up(tree, node);
    }
    return node;
  }

  // Takes the node out of the tree, which must be the one it was put in.
  void erase(OrderedTree& tree, uint32_t node) {
    SIVO_ASSERT(is_live(node) && root_of(node) == tree.root);
    while (nodes_[node].left != kNoNode && nodes_[node].right != kNoNode) {
      const uint32_t left = nodes_[node].left;
      const uint32_t right = nodes_[node].right;
      rotate_up(tree, is_above(left, right) ? left : right);
    }
    const Node& gone = nodes_[node];
    const uint32_t child = gone.left != kNoNode ? gone.left : gone.right;
    if (child != kNoNode) nodes_[child].parent = gone.parent;
    replace_child(tree, gone.parent, node, child);
    for (uint32_t at = gone.parent; at != kNoNode; at = nodes_[at].parent) --nodes_[at].size;
    release(node);
  }

  // The node of an equal handle, or kNoNode.
  uint32_t find(const OrderedTree& tree, uint32_t handle) const {
    const uint32_t at =
        lower_bound(tree, [this, handle](uint32_t other) { return less_(other, handle); });
    return at != kNoNode && !less_(handle, nodes_[at].handle) ? at : kNoNode;
  }

  // The first node whose handle is not `is_before`; that must hold for a front part of the tree
  // only.
  template <class IsBefore>
  uint32_t lower_bound(const OrderedTree& tree, IsBefore is_before) const {
    uint32_t found = kNoNode;
    for (uint32_t at = tree.root; at != kNoNode;) {
      if (is_before(nodes_[at].handle)) {
        at = nodes_[at].right;
      } else {
        found = at;
        at = nodes_[at].left;
      }
    }
    return found;
  }

  uint32_t first(const OrderedTree& tree) const {
    return tree.empty() ? kNoNode : leftmost(tree.root);
  }
  uint32_t last(const OrderedTree& tree) const {
    return tree.empty() ? kNoNode : rightmost(tree.root);
  }

  // The neighbour in order, or kNoNode at the end.
  uint32_t next(uint32_t node) const {
    SIVO_ASSERT(is_live(node));
    if (nodes_[node].right != kNoNode) return leftmost(nodes_[node].right);
    uint32_t parent = nodes_[node].parent;
    while (parent != kNoNode && nodes_[parent].right == node) {
      node = parent;
      parent = nodes_[node].parent;
    }
    return parent;
  }
  uint32_t previous(uint32_t node) const {
    SIVO_ASSERT(is_live(node));
    if (nodes_[node].left != kNoNode) return rightmost(nodes_[node].left);
    uint32_t parent = nodes_[node].parent;
    while (parent != kNoNode && nodes_[parent].left == node) {
      node = parent;
      parent = nodes_[node].parent;
    }
    return parent;
  }

  // The node at a position, 0 the first; kNoNode past the end.
  uint32_t kth(const OrderedTree& tree, uint32_t position) const {
    uint32_t at = tree.root;
    while (at != kNoNode) {
      const uint32_t before = size_of(nodes_[at].left);
      if (position == before) return at;
      if (position < before) {
        at = nodes_[at].left;
      } else {
        position -= before + 1;
        at = nodes_[at].right;
      }
    }
    return kNoNode;
  }

  // The position of a node, 0 the first.
  uint32_t rank(uint32_t node) const {
    SIVO_ASSERT(is_live(node));
    uint32_t before = size_of(nodes_[node].left);
    for (uint32_t at = node; nodes_[at].parent != kNoNode; at = nodes_[at].parent) {
      const Node& parent = nodes_[nodes_[at].parent];
      if (parent.right == at) before += size_of(parent.left) + 1;
    }
    return before;
  }

  uint32_t handle(uint32_t node) const {
    SIVO_ASSERT(is_live(node));
    return nodes_[node].handle;
  }

  uint32_t size(const OrderedTree& tree) const { return size_of(tree.root); }

  // Frees every node of the tree, in O(n).
  void clear(OrderedTree& tree) {
    uint32_t at = tree.root;
    while (at != kNoNode) {
      if (nodes_[at].left != kNoNode) {
        at = std::exchange(nodes_[at].left, kNoNode);
      } else if (nodes_[at].right != kNoNode) {
        at = std::exchange(nodes_[at].right, kNoNode);
      } else {
        const uint32_t parent = nodes_[at].parent;
        release(at);
        at = parent;
      }
    }
    tree.root = kNoNode;
  }

  // Over all trees.
  uint32_t node_count() const { return node_count_; }
  void reserve(uint32_t nodes) { nodes_.reserve(nodes); }
  Less& less() { return less_; }

 private:
  struct Node {
    uint32_t parent = kNoNode;  // of a free node: the next free one
    uint32_t left = kNoNode;
    uint32_t right = kNoNode;
    uint32_t size = 0;  // of the subtree; 0 marks a free node
    uint32_t priority = 0;
    uint32_t handle = 0;
  };

  bool is_live(uint32_t node) const { return node < nodes_.size() && nodes_[node].size > 0; }
  uint32_t size_of(uint32_t node) const { return node == kNoNode ? 0 : nodes_[node].size; }

  // Ties are broken by number, so that the heap order is total.
  bool is_above(uint32_t a, uint32_t b) const {
    if (nodes_[a].priority != nodes_[b].priority) return nodes_[a].priority > nodes_[b].priority;
    return a < b;
  }

  uint32_t root_of(uint32_t node) const {
    while (nodes_[node].parent != kNoNode) node = nodes_[node].parent;
    return node;
  }
  uint32_t leftmost(uint32_t at) const {
    while (nodes_[at].left != kNoNode) at = nodes_[at].left;
    return at;
  }
  uint32_t rightmost(uint32_t at) const {
    while (nodes_[at].right != kNoNode) at = nodes_[at].right;
    return at;
  }

  uint32_t allocate(uint32_t handle) {
    if (free_head_ == kNoNode) {
      SIVO_ASSERT(nodes_.size() < kNoNode);
      nodes_.push_back(Node{});
      free_head_ = static_cast<uint32_t>(nodes_.size() - 1);
    }
    const uint32_t node = free_head_;
    free_head_ = nodes_[node].parent;
    const auto priority = static_cast<uint32_t>(splitmix64(priority_state_) >> 32);
    nodes_[node] = Node{kNoNode, kNoNode, kNoNode, 1, priority, handle};
    ++node_count_;
    return node;
  }

  void release(uint32_t node) {
    nodes_[node] = Node{};
    nodes_[node].parent = free_head_;
    free_head_ = node;
    --node_count_;
  }

  void replace_child(OrderedTree& tree, uint32_t parent, uint32_t old_child, uint32_t child) {
    if (parent == kNoNode) {
      tree.root = child;
    } else if (nodes_[parent].left == old_child) {
      nodes_[parent].left = child;
    } else {
      nodes_[parent].right = child;
    }
  }

  // The node takes its parent's place; the order of the tree stays.
  void rotate_up(OrderedTree& tree, uint32_t node) {
    const uint32_t parent = nodes_[node].parent;
    const uint32_t grandparent = nodes_[parent].parent;
    const bool was_left = nodes_[parent].left == node;
    uint32_t& inner = was_left ? nodes_[node].right : nodes_[node].left;
    uint32_t& parents_side = was_left ? nodes_[parent].left : nodes_[parent].right;
    parents_side = inner;
    if (inner != kNoNode) nodes_[inner].parent = parent;
    inner = parent;
    nodes_[parent].parent = node;
    nodes_[node].parent = grandparent;
    replace_child(tree, grandparent, parent, node);
    nodes_[node].size = nodes_[parent].size;
    nodes_[parent].size = 1 + size_of(nodes_[parent].left) + size_of(nodes_[parent].right);
  }

  std::vector<Node> nodes_;
  uint32_t free_head_ = kNoNode;
  uint32_t node_count_ = 0;
  uint64_t priority_state_ = 0;
  [[no_unique_address]] Less less_;
};

}  // namespace sivo
