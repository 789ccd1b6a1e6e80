#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/ivr/flow.hpp"
#include "engine/ivr/object_reader.hpp"

namespace sivo::ivr {

// The flow's defaults that menus take where they say nothing.
struct CollectDefaults {
  bool barge_in = true;
  int64_t timeout_ms = 5000;
  int64_t interdigit_timeout_ms = 3000;
  int64_t attempts_max = 3;
};

// What a node needs from the document around it; borrowed.
struct NodeContext {
  const CollectDefaults& defaults;
  // The node an edge names; kNoNode when there is none.
  const std::function<NodeIndex(const std::string& id)>& find;
  bool has_on_error = false;
};

// The type a text names; nothing for one this version does not know.
std::optional<NodeType> parse_node_type(std::string_view text);

// Reads one node whose id and type are known to be well-formed; the reader has taken them.
Node read_node(ObjectReader& reader, NodeType type, const NodeContext& context);

// assign of a node: the names are checked, the values are literal JSON in this version.
std::vector<std::pair<std::string, schema::Json>> read_assign(ObjectReader& reader);

}  // namespace sivo::ivr
