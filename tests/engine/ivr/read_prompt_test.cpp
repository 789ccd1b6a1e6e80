#include "engine/ivr/read_prompt.hpp"

#include "engine/ivr/diagnostics.hpp"

namespace sivo::ivr {

using namespace testing;

TEST_CASE("E101: prompts") {
  const auto prompt = [](const std::string& json) {
    return of(R"({"id":"a","type":"hangup","prompt":)" + json + "}");
  };
  CHECK(prompt(R"("hello")") == "");
  CHECK(prompt(
            R"([{"tts":"x","language":"en","voice":"v","ssml":true},
             {"audio":"u","fallback_tts":"f"}])") == "");
  CHECK(prompt(R"({"by_language":{"es":["a",{"digits":"1"}]}})") == "");
  CHECK(prompt("5") == "E101/nodes/0/prompt");
  CHECK(prompt("[]") == "E101/nodes/0/prompt");
  CHECK(prompt(R"(["a",5])") == "E101/nodes/0/prompt/1");
  CHECK(prompt(R"({"tts":"x","audio":"y"})") == "E101/nodes/0/prompt");
  CHECK(prompt(R"({"silence_ms":10001})") == "E101/nodes/0/prompt/silence_ms");
  CHECK(prompt("\"" + std::string(2000, 'x') + "\"") == "");
  CHECK(prompt("\"" + std::string(2001, 'x') + "\"") == "E101/nodes/0/prompt");
}

}  // namespace sivo::ivr
