#include "engine/ivr/flow.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace sivo::ivr {

TEST_CASE("names of variables are short lower-case words, and some are reserved") {
  for (const char* good : {"a", "order_no", "x9"}) CHECK(is_variable_name(good));
  for (const char* bad : {"", "A", "9x", "_x", "a-b", "a.b", "ñ"})
    CHECK_FALSE(is_variable_name(bad));
  CHECK(is_variable_name(std::string(64, 'a')));
  CHECK_FALSE(is_variable_name(std::string(65, 'a')));
  for (const char* name : {"now", "did", "nodes", "config", "attempt", "caller_id_number"}) {
    CHECK(is_reserved_name(name));
  }
  CHECK_FALSE(is_reserved_name("language"));
}

TEST_CASE("every edge, node type, kind and cause has a name of its own") {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kEdgeCount; ++i) names.insert(edge_name(static_cast<Edge>(i)));
  CHECK(names.size() == kEdgeCount);
  CHECK_FALSE(names.contains(""));
  CHECK(node_type_name(NodeType::kHangup) == "hangup");
  CHECK(transfer_kind_name(TransferKind::kRefer) == "refer");
  CHECK(hangup_cause_name(HangupCause::kCongestion) == "congestion");
}

}  // namespace sivo::ivr
