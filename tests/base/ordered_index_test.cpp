#include "base/ordered_index.hpp"

#include <doctest/doctest.h>

#include <array>
#include <iterator>
#include <set>
#include <vector>

#include "base/prng.hpp"

namespace {

using namespace sivo;

struct Natural {
  bool operator()(uint32_t a, uint32_t b) const { return a < b; }
};

// Orders handles by what the owner knows of them, as the engine does.
struct ByWeight {
  const std::vector<uint32_t>* weights;
  bool operator()(uint32_t a, uint32_t b) const {
    const uint32_t x = (*weights)[a];
    const uint32_t y = (*weights)[b];
    return x != y ? x < y : a < b;
  }
};

using Forest = OrderedForest<ByWeight>;

// One tree with the slow, obviously right reference beside it.
struct Pair {
  OrderedTree tree;
  std::set<uint32_t, ByWeight> reference;
  std::vector<uint32_t> node_of;
};

void check_same(const Forest& forest, const Pair& pair) {
  REQUIRE(forest.size(pair.tree) == pair.reference.size());
  uint32_t node = forest.first(pair.tree);
  uint32_t position = 0;
  uint32_t before = kNoNode;
  for (const uint32_t handle : pair.reference) {
    REQUIRE(node != kNoNode);
    REQUIRE(forest.handle(node) == handle);
    REQUIRE(forest.rank(node) == position);
    REQUIRE(forest.kth(pair.tree, position) == node);
    REQUIRE(forest.previous(node) == before);
    REQUIRE(pair.node_of[handle] == node);
    before = node;
    node = forest.next(node);
    ++position;
  }
  REQUIRE(node == kNoNode);
  REQUIRE(forest.kth(pair.tree, position) == kNoNode);
  REQUIRE(forest.last(pair.tree) == before);
}

TEST_CASE("random operations on many trees agree with std::set") {
  constexpr uint32_t kHandles = 120;
  constexpr size_t kTrees = 3;
  for (const uint64_t seed : {1U, 2U, 3U, 4U}) {
    CAPTURE(seed);
    Xoshiro256 random(seed);
    std::vector<uint32_t> weights(kHandles);
    for (auto& weight : weights) weight = static_cast<uint32_t>(random.below(20));
    Forest forest{ByWeight{&weights}};
    std::vector<Pair> pairs;
    for (size_t i = 0; i < kTrees; ++i) {
      pairs.push_back({{},
                       std::set<uint32_t, ByWeight>(ByWeight{&weights}),
                       std::vector<uint32_t>(kHandles, kNoNode)});
    }
    for (int step = 0; step < 1'000; ++step) {
      Pair& pair = pairs[random.below(kTrees)];
      const auto handle = static_cast<uint32_t>(random.below(kHandles));
      const bool is_in = pair.reference.contains(handle);
      REQUIRE((forest.find(pair.tree, handle) != kNoNode) == is_in);
      if (is_in && random.below(3) != 0) {
        forest.erase(pair.tree, pair.node_of[handle]);
        pair.node_of[handle] = kNoNode;
        pair.reference.erase(handle);
      } else {
        const uint32_t node = forest.insert(pair.tree, handle);
        REQUIRE((node == kNoNode) == is_in);
        if (!is_in) pair.node_of[handle] = node;
        pair.reference.insert(handle);
      }
      if (step % 50 == 0) check_same(forest, pair);
    }
    size_t total = 0;
    for (const Pair& pair : pairs) {
      check_same(forest, pair);
      total += pair.reference.size();
    }
    CHECK(forest.node_count() == total);
  }
}

TEST_CASE("lower_bound finds the first that is not before") {
  OrderedForest<Natural> forest;
  OrderedTree tree;
  for (const uint32_t handle : {50U, 10U, 30U, 20U, 40U}) forest.insert(tree, handle);
  const auto bound = [&](uint32_t limit) {
    return forest.lower_bound(tree, [limit](uint32_t handle) { return handle < limit; });
  };
  CHECK(forest.handle(bound(0)) == 10);
  CHECK(forest.handle(bound(30)) == 30);
  CHECK(forest.handle(bound(31)) == 40);
  CHECK(bound(51) == kNoNode);
}

TEST_CASE("an empty tree has no first, last, kth and nothing to find") {
  OrderedForest<Natural> forest;
  OrderedTree tree;
  CHECK(tree.empty());
  CHECK(forest.size(tree) == 0);
  CHECK(forest.first(tree) == kNoNode);
  CHECK(forest.last(tree) == kNoNode);
  CHECK(forest.kth(tree, 0) == kNoNode);
  CHECK(forest.find(tree, 1) == kNoNode);
  forest.clear(tree);
  CHECK(tree.empty());
}

TEST_CASE("clearing one tree frees its nodes and leaves the others") {
  OrderedForest<Natural> forest;
  OrderedTree a;
  OrderedTree b;
  for (uint32_t i = 0; i < 100; ++i) {
    forest.insert(a, i);
    forest.insert(b, 99 - i);
  }
  forest.clear(a);
  CHECK(a.empty());
  CHECK(forest.node_count() == 100);
  CHECK(forest.size(b) == 100);
  for (uint32_t i = 0; i < 100; ++i) CHECK(forest.handle(forest.kth(b, i)) == i);
}

TEST_CASE("erasing through the wrong tree, or twice, is a bug that is seen") {
  OrderedForest<Natural> forest;
  OrderedTree a;
  OrderedTree b;
  const uint32_t node = forest.insert(a, 7);
  forest.insert(b, 8);
  CHECK_THROWS_AS(forest.erase(b, node), AssertFailure);
  forest.erase(a, node);
  CHECK_THROWS_AS(forest.erase(a, node), AssertFailure);
}

TEST_CASE("handles put in order do not make a list of the tree") {
  // A degenerate tree of this size would need two hundred million steps; this takes a moment.
  OrderedForest<Natural> forest;
  OrderedTree tree;
  constexpr uint32_t kCount = 20'000;
  for (uint32_t i = 0; i < kCount; ++i) forest.insert(tree, i);
  CHECK(forest.rank(forest.kth(tree, 12'345)) == 12'345);
  for (uint32_t i = 0; i < kCount; ++i) forest.erase(tree, forest.first(tree));
  CHECK(tree.empty());
}

}  // namespace
