#include "engine/ivr/resolve.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {

TEST_CASE("a failure takes its own edge, then max_retries, then error") {
  Node node;
  node.edges.fill(kNoNode);
  node.body.emplace<MenuNode>();
  CHECK(resolve_failure(node, Edge::kTimeout) == kNoNode);
  node.edges[static_cast<size_t>(Edge::kError)] = 3;
  CHECK(resolve_failure(node, Edge::kTimeout) == 3);
  node.edges[static_cast<size_t>(Edge::kMaxRetries)] = 2;
  CHECK(resolve_failure(node, Edge::kTimeout) == 2);
  node.edges[static_cast<size_t>(Edge::kTimeout)] = 1;
  CHECK(resolve_failure(node, Edge::kTimeout) == 1);
  CHECK(resolve_failure(node, Edge::kInvalid) == 2);
}

}  // namespace sivo::ivr
