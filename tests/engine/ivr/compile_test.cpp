#include "engine/ivr/compile.hpp"

#include "engine/ivr/diagnostics.hpp"

namespace sivo::ivr {

using namespace testing;

TEST_CASE("E100: what is no JSON, too large, too deep or has a key twice is refused (case 50)") {
  CHECK(codes("{") == "E100");
  CHECK(codes(R"({"format":"sivo.flow/1","format":"sivo.flow/1"})") == "E100");
  CHECK(codes(std::string(65, '[') + std::string(65, ']')) == "E100");
  CHECK(codes(std::string(kDocumentBytesMax, ' ')) == "E100");
  CHECK(compile_text(std::string(kDocumentBytesMax + 1, ' ')).diagnostics[0].message ==
        "expected at most 1048576 bytes, got 1048577");
  std::string largest = flow_text(kBye, R"(,"start":"bye")");
  largest = R"({"format":"sivo.flow/1","name":"t","start":"bye","nodes":[)" + kBye + "]}";
  largest += std::string(kDocumentBytesMax - largest.size(), ' ');
  CHECK(codes(largest) == "");
}

TEST_CASE("E102: a missing or newer format is refused before anything else (case 52)") {
  CHECK(codes("{}") == "E102/format");
  CHECK(codes(R"({"format":"sivo.flow/2","junk":1})") == "E102/format");
  CHECK(codes(R"({"format":"sivo.flow/1.1"})") == "E102/format");
}

TEST_CASE("E110 to E114: entries, ids and edges name nodes (cases 36, 50)") {
  CHECK(codes(R"({"format":"sivo.flow/1","name":"t","nodes":[)" + kBye + "]}") == "E110/start");
  CHECK(of(kBye) == "E110/start");
  CHECK(of(play(""), R"(,"on_error":"nobody")") == "E111/on_error");
  CHECK(of(play("") + "," + kBye) == "E112/nodes/2/id");
  CHECK(of(play("") + R"(,{"id":"constructor","type":"hangup"})") == "E113/nodes/2/id");
  CHECK(of(R"({"id":"a","type":"play","prompt":"x","edges":{"next":"nobody"}})") ==
        "E114/nodes/0/edges/next");
}

TEST_CASE("E132 and variables: names, types and reserved ones (case 61)") {
  CHECK(of(play(R"(,"assign":{"now":1})")) == "E132/nodes/0/assign/now");
  CHECK(of(play(R"(,"assign":{"caller_id_number":1})")) == "E132/nodes/0/assign/caller_id_number");
  CHECK(of(play(R"(,"assign":{"Bad":1})")) == "E101/nodes/0/assign/Bad");
  CHECK(of(play(""), R"(,"variables":[{"name":"did"}])") == "E132/variables/0/name");
  CHECK(of(play(""), R"(,"variables":[{"name":"v"},{"name":"v"}])") == "E101/variables/1/name");
  CHECK(of(play(""), R"(,"variables":[{"name":"v","type":"number","default":"x"}])") ==
        "E101/variables/0/default");
  CHECK(of(play(""), R"(,"variables":[{"name":"v","type":"object","default":{"a":1}}])") == "");
}

TEST_CASE("E133: an unknown zone") {
  CHECK(of(play(""), R"(,"timezone":"Europe/Nowhere")") == "E133/timezone");
  CHECK(of(play(""), R"(,"timezone":"America/Bogota")") == "");
}

TEST_CASE("a node of type start only says where to begin") {
  const std::string start = R"({"id":"begin","type":"start","edges":{"next":"a"}},)";
  const auto result =
      compile_text(R"({"format":"sivo.flow/1","name":"t","nodes":[)" + start + play("") + "]}");
  REQUIRE(result.ok());
  CHECK(result.flow->nodes.size() == 2);
  CHECK(result.flow->nodes[result.flow->start].id == "a");
  const auto named =
      compile_text(R"({"format":"sivo.flow/1","name":"t","start":"begin","nodes":[)" + start +
                   R"({"id":"a","type":"play","prompt":"x","edges":{"next":"begin"}}]})");
  REQUIRE(named.ok());
  CHECK(named.flow->nodes[0].edge(Edge::kNext) == 0);
  CHECK(
      codes(R"({"format":"sivo.flow/1","name":"t","nodes":[{"id":"b","type":"start","edges":{}},)" +
            kBye + "]}") == "E110/start");
}

TEST_CASE("500 nodes compile and are found by id, 501 are refused") {
  const auto nodes = [](int count) {
    std::string text = R"({"id":"a","type":"hangup"})";
    for (int i = 1; i < count; ++i)
      text += R"(,{"id":"n)" + std::to_string(i) + R"(","type":"hangup"})";
    return text;
  };
  const auto result = compile_text(flow_text(nodes(500)));
  REQUIRE(result.ok());
  for (NodeIndex i = 0; i < 500; ++i) REQUIRE(result.flow->find(result.flow->nodes[i].id) == i);
  CHECK(result.flow->find("n500") == kNoNode);
  CHECK(of(nodes(501)).starts_with("E101/nodes"));
  CHECK(of("").starts_with("E101/nodes"));
}

}  // namespace sivo::ivr
