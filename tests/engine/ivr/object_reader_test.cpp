#include "engine/ivr/object_reader.hpp"

#include "engine/ivr/diagnostics.hpp"

namespace sivo::ivr {

using namespace testing;

TEST_CASE("E101: unknown fields, wrong types and ranges are named by JSON pointer (case 51)") {
  CHECK(codes("[]") == "E101");
  CHECK(of(play(R"(,"loop":1)")) == "E101/nodes/0/loop");
  CHECK(of(play(R"(,"repeat":11)")) == "E101/nodes/0/repeat");
  CHECK(of(play(R"(,"repeat":1.5)")) == "E101/nodes/0/repeat");
  CHECK(of(play(R"(,"barge_in":"yes")")) == "E101/nodes/0/barge_in");
  CHECK(of(play(R"(,"ui":[])")) == "E101/nodes/0/ui");
  CHECK(of(play(""), R"(,"surprise":1)") == "E101/surprise");
  CHECK(of(play(""), R"(,"language":"ES")") == "E101/language");
  CHECK(of(play(""), R"(,"limits":{"max_steps":1001})") == "E101/limits/max_steps");
  CHECK(of(play(""), R"(,"defaults":{"timeout_ms":499})") == "E101/defaults/timeout_ms");
  CHECK(of(R"({"id":"a","type":"play","prompt":"x","edges":{"sideways":"a","next":"a"}})") ==
        "E101/nodes/0/edges/sideways");
  CHECK(of(R"({"id":"a","type":"hangup","edges":{"next":"a"}})") == "E101/nodes/0/edges/next");
  CHECK(of(R"({"id":"a","type":"play"})") == "E101/nodes/0/prompt");
  CHECK(of(R"({"id":"a","type":"hangup","cause":"tired"})") == "E101/nodes/0/cause");
  CHECK(of(R"({"id":"9a","type":"hangup"},{"id":"a","type":"hangup"})") == "E101/nodes/0/id");
}

TEST_CASE("the diagnostics of one document are bounded") {
  std::string members;
  for (int i = 0; i < 1500; ++i) members += R"(,"x)" + std::to_string(i) + R"(":1)";
  CHECK(compile_text(flow_text(kBye, members)).diagnostics.size() == kDiagnosticsMax);
}

}  // namespace sivo::ivr
