#include "engine/ivr/read_node.hpp"

#include "engine/ivr/diagnostics.hpp"

namespace sivo::ivr {

using namespace testing;

TEST_CASE("E101: a 13th type, and one that this version does not run, say so") {
  CHECK(of(R"({"id":"a","type":"teleport"})") == "E101/nodes/0/type");
  const auto result = compile_text(flow_text(R"({"id":"a","type":"webhook","url":"https://x"})"));
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].node == "a");
  CHECK(result.diagnostics[0].message ==
        "expected play, menu, queue, transfer or hangup, got webhook, which this version does not "
        "run yet");
  CHECK(of(R"({"id":"a","type":"transfer","kind":"flow","to":"x"})") == "E101/nodes/0/kind");
}

TEST_CASE("E120 to E123: a menu's options, edges and ways out") {
  const std::string one = R"([{"digits":"1"}])";
  CHECK(of(menu(one, R"({"max_retries":"bye"})")) == "E120/nodes/0/edges/1");
  CHECK(of(menu(one, R"({"1":null,"max_retries":"bye"})")) == "E120/nodes/0/edges/1");
  CHECK(of(menu(one, R"({"1":"bye","2":"bye","max_retries":"bye"})")) == "E120/nodes/0/edges/2");
  CHECK(of(menu(R"([{"digits":"1"},{"digits":"1"}])", R"({"1":"bye","max_retries":"bye"})")) ==
        "E121/nodes/0/options/1/digits");
  CHECK(of(menu(R"([{"digits":"#"}])", R"({"#":"bye","max_retries":"bye"})",
                R"(,"terminator":"#")")) == "E122/nodes/0/terminator");
  CHECK(of(menu(one, R"({"1":"bye"})")) == "E123/nodes/0/edges");
  CHECK(of(menu(one, R"({"1":"bye","timeout":"bye"})")) == "E123/nodes/0/edges");
  CHECK(of(menu(one, R"({"1":"bye","timeout":"bye","invalid":"bye"})")) == "");
  CHECK(of(menu(one, R"({"1":"bye","error":"bye"})")) == "");
  CHECK(of(menu(one, R"({"1":"bye"})"), R"(,"on_error":"bye")") == "");
  CHECK(of(menu("[]", "{}")) == "E101/nodes/0/options E123/nodes/0/edges");
  CHECK(of(menu(R"([{"digits":"12345"}])", R"({"error":"bye"})")) ==
        "E101/nodes/0/options/0/digits");
}

TEST_CASE("E131: templates are refused with their column, escaped braces are literal (case 69)") {
  const auto result =
      compile_text(flow_text(R"({"id":"a","type":"hangup","prompt":"Hi {{name}}"})"));
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].code == "E131");
  CHECK(result.diagnostics[0].field == "/nodes/0/prompt");
  CHECK(result.diagnostics[0].message.ends_with("at column 4"));
  CHECK(of(play(R"(,"assign":{"v":{"deep":["{{x"]}})")) == "E131/nodes/0/assign/v/deep/0");
  CHECK(of(R"({"id":"a","type":"queue","queue":"{{q}}","edges":{"error":"a"}})") ==
        "E131/nodes/0/queue");
  const auto flow = testing::flow_of(R"({"id":"a","type":"hangup","prompt":"\\{{x}}"})");
  CHECK(std::get<HangupNode>(flow->nodes[0].body).prompt[0].text == "{{x}}");
}

TEST_CASE("defaults reach menus that say nothing, and limits lower the engine's") {
  const auto flow = testing::flow_of(
      menu(R"([{"digits":"1"}])", R"({"1":"bye","error":"bye"})", R"(,"timeout_ms":700)"),
      R"(,"defaults":{"barge_in":false,"timeout_ms":900,
         "interdigit_timeout_ms":800,"max_attempts":2,
          "voice":"clara"},"limits":{"max_steps":7,"max_duration_s":60})");
  const auto& node = std::get<MenuNode>(flow->nodes[0].body);
  CHECK_FALSE(node.collect.barge_in);
  CHECK(node.collect.first_us == 700 * kMillisecond);
  CHECK(node.collect.interdigit_us == 800 * kMillisecond);
  CHECK(node.attempts_max == 2);
  CHECK(flow->voice == "clara");
  CHECK(flow->steps_max == 7);
  CHECK(flow->duration_us_max == 60 * kSecond);
}

}  // namespace sivo::ivr
