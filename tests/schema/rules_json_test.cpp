#include <doctest/doctest.h>

#include "schema/rules.hpp"

using namespace sivo::schema;

namespace {

using Rule = rules::Expected (*)(const Json&, std::string&);

// "" when the rule takes the document, else the path of what is wrong.
std::string fault(Rule rule, std::string_view text) {
  const auto json = Json::parse(text);
  REQUIRE(json.ok());
  std::string path = "f";
  return rule(*json, path) ? path : "";
}

std::string array_of(size_t count, const std::string& item) {
  std::string out = "[";
  for (size_t i = 0; i < count; ++i) out += (i > 0 ? "," : "") + item;
  return out + "]";
}

}  // namespace

TEST_CASE("networks are without host bits") {
  CHECK(fault(rules::cidrs, R"(["10.0.0.0/8","192.0.2.1","2001:db8::/32"])").empty());
  CHECK(fault(rules::cidrs, "[]").empty());
  CHECK(fault(rules::cidrs, "{}") == "f");
  CHECK(fault(rules::cidrs, R"(["10.0.0.0/8","10.0.0.1/8"])") == "f[1]");
  CHECK(fault(rules::cidrs, "[10]") == "f[0]");
  CHECK(fault(rules::cidrs, array_of(256, "\"192.0.2.1\"")).empty());
  CHECK(fault(rules::cidrs, array_of(257, "\"192.0.2.1\"")) == "f");
}

TEST_CASE("skills have levels from 1 to 10") {
  CHECK(fault(rules::skills, R"({"english":1,"level 2-support":10})").empty());
  CHECK(fault(rules::skills, R"({"english":0})") == "f.english");
  CHECK(fault(rules::skills, R"({"english":11})") == "f.english");
  CHECK(fault(rules::skills, R"({"english":"5"})") == "f.english");
  CHECK(fault(rules::skills, R"({"":5})") == "f.");
  CHECK(fault(rules::skills, "[]") == "f");
}

TEST_CASE("segments have a text and times in order") {
  CHECK(fault(rules::segments, R"([{"speaker":null,"start":0,"end":0,"text":""}])").empty());
  CHECK(fault(rules::segments, R"([{"speaker":"a","start":2,"end":1,"text":"x"}])") == "f[0].end");
  CHECK(fault(rules::segments, R"([{"start":-1,"end":1,"text":"x"}])") == "f[0].start");
  CHECK(fault(rules::segments, R"([{"start":0,"end":1}])") == "f[0]");
  CHECK(fault(rules::segments, R"([{"start":0,"end":1,"text":"x","mood":1}])") == "f[0].mood");
  CHECK(fault(rules::segments, "[1]") == "f[0]");
}

TEST_CASE("a flow is a document or an array of nodes with ids of their own") {
  CHECK(fault(rules::flow_nodes, R"([{"id":"a","type":"play"}])").empty());
  CHECK(fault(rules::flow_nodes,
              R"({"format":"sivo.flow/1","start":"a","nodes":[{"id":"a","type":"play"}]})")
            .empty());
  CHECK(fault(rules::flow_nodes, R"({"nodes":[]})") == "f.format");
  CHECK(fault(rules::flow_nodes, R"({"format":"sivo.flow/1"})") == "f.nodes");
  CHECK(fault(rules::flow_nodes, "[]") == "f");
  CHECK(fault(rules::flow_nodes, R"([{"id":"a","type":"x"},{"id":"a","type":"y"}])") == "f[1].id");
  CHECK(fault(rules::flow_nodes, R"([{"id":"a"}])") == "f[0].type");
  CHECK(fault(rules::flow_nodes, R"([{"id":"a b","type":"x"}])") == "f[0].id");
}

TEST_CASE("event types may end in a star") {
  CHECK(fault(rules::event_types, R"(["*","call.*","call.ended","a.b_c.d"])").empty());
  CHECK(fault(rules::event_types, "[]") == "f");
  for (const char* bad : {R"(["call..ended"])", R"([".x"])", R"(["x."])", R"(["c*"])", R"([""])"}) {
    CHECK(fault(rules::event_types, bad) == "f[0]");
  }
}

TEST_CASE("retry delays are 1 to 20 numbers of seconds") {
  CHECK(fault(rules::retry_delays, array_of(20, "0")).empty());
  CHECK(fault(rules::retry_delays, array_of(21, "0")) == "f");
  CHECK(fault(rules::retry_delays, "[]") == "f");
  CHECK(fault(rules::retry_delays, "[5,604801]") == "f[1]");
  CHECK(fault(rules::retry_delays, "[-1]") == "f[0]");
}

TEST_CASE("the other lists and maps check their items") {
  CHECK(fault(rules::variables, R"({"order_no":{"any":[1]}})").empty());
  CHECK(fault(rules::variables, R"({"a-b":1})") == "f.a-b");
  CHECK(fault(rules::transfers, R"([{}])").empty());
  CHECK(fault(rules::transfers, R"(["x"])") == "f[0]");
  CHECK(fault(rules::node_ids, R"(["main","n-1"])").empty());
  CHECK(fault(rules::node_ids, R"(["a b"])") == "f[0]");
  CHECK(fault(rules::texts, R"(["a"])").empty());
  CHECK(fault(rules::texts, R"(["a\n"])") == "f[0]");
  CHECK(fault(rules::roles, R"(["admin","superadmin"])").empty());
  CHECK(fault(rules::roles, R"(["root"])") == "f[0]");
  CHECK(fault(rules::text_map, R"({"direction":"inbound"})").empty());
  CHECK(fault(rules::text_map, R"({"direction":1})") == "f.direction");
  CHECK(
      fault(rules::old_secrets, R"([{"secret":"s","expires_at":"2026-01-01T00:00:00Z"}])").empty());
  CHECK(fault(rules::old_secrets, R"([{"secret":"s","expires_at":"later"}])") == "f[0]");
  CHECK(fault(rules::user_mappings, "[{}]").empty());
  CHECK(fault(rules::user_mappings, "[1]") == "f[0]");
  CHECK(fault(rules::any_object, "{}").empty());
  CHECK(fault(rules::any_object, "[]") == "f");
}
