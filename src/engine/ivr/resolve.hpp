#pragma once

#include <span>

#include "engine/ivr/flow.hpp"

namespace sivo::ivr {

// The failures of a node, in the order of the specification. What play calls error is none: its
// caller goes on to next.
std::span<const Edge> failure_edges(const Node& node);

// Whether the node has a success edge next: a play, or a queue or bridge that goes on after the
// call.
bool goes_on(const Node& node);

// Where a failure leads by the node's own edges: the specific one, then max_retries (menu), then
// error; a play's error goes on to next. kNoNode: the flow's on_error, if any, decides.
NodeIndex resolve_failure(const Node& node, Edge failure);

}  // namespace sivo::ivr
