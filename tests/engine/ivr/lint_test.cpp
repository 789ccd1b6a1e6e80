#include "engine/ivr/lint.hpp"

#include "engine/ivr/diagnostics.hpp"

namespace sivo::ivr {

using namespace testing;

TEST_CASE("warnings do not block, and stand behind the errors") {
  CHECK(of(play("") + R"(,{"id":"lost","type":"hangup"})") == "W200/nodes/2");
  CHECK(of(R"({"id":"a","type":"play","prompt":"x"})") == "W201/nodes/0/edges/next");
  CHECK(of(R"({"id":"a","type":"transfer","to":"200","edges":{"error":"a"}})") == "");
  CHECK(of(R"({"id":"a","type":"transfer","to":"200",
         "edges":{"busy":"a","no_answer":"a","rejected":"a","invalid":"a"}})") ==
        "W202/nodes/0/edges/error");
  CHECK(of(R"({"id":"a","type":"play","prompt":"x","edges":{"next":"b"}},
              {"id":"b","type":"play","prompt":"x","edges":{"next":"a"}})") ==
        "W203/nodes/0/edges W203/nodes/1/edges");
  CHECK(of(menu(R"([{"digits":"1"}])", R"({"1":"bye","timeout":"a","invalid":"bye"})")) ==
        "W204/nodes/0/edges");
  CHECK(of(menu(R"([{"digits":"1"},{"digits":"12"}])",
                R"({"1":"bye","12":"bye","error":"bye"})")) == "W220/nodes/0/options");
  const std::string words(201, 'w');
  CHECK(of(R"({"id":"a","type":"menu","barge_in":false,"prompt":")" + words +
           R"(","options":[{"digits":"1"}],"edges":{"1":"bye","error":"bye"}},)" + kBye) ==
        "W222/nodes/0/barge_in");
  CHECK(of(R"({"id":"a","type":"hangup","prompt":{"by_language":{"en":"x"}}})") ==
        "W241/nodes/0/prompt");
  std::string options, edges;
  for (int i = 0; i < 10; ++i) {
    options += std::string(i ? "," : "") + R"({"digits":")" + std::to_string(i) + "\"}";
    edges += "\"" + std::to_string(i) + R"(":"bye",)";
  }
  CHECK(of(menu("[" + options + "]", "{" + edges + R"("error":"bye"})")) == "W223/nodes/0/options");
}

}  // namespace sivo::ivr
