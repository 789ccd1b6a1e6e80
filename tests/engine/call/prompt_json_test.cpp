#include "engine/call/prompt_json.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace sivo::call {
namespace {

ivr::RenderedPrompt prompt(ivr::PromptKind kind, std::string text) {
  ivr::RenderedPrompt made;
  made.kind = kind;
  made.text = std::move(text);
  return made;
}

TEST_CASE("each kind of prompt has its own key") {
  std::vector<ivr::RenderedPrompt> prompts = {
      prompt(ivr::PromptKind::kTts, "hello"), prompt(ivr::PromptKind::kAudio, "a.wav"),
      prompt(ivr::PromptKind::kDigits, "42"), prompt(ivr::PromptKind::kSilence, "")};
  prompts[0].language = "es";
  prompts[0].voice = "v";
  prompts[1].fallback_tts = "a";
  prompts[3].silence_us = 250 * kMillisecond;
  CHECK(prompts_json(prompts) ==
        R"([{"tts":"hello","language":"es","voice":"v"},{"audio":"a.wav","fallback_tts":"a"},)"
        R"({"digits":"42"},{"silence_ms":250}])");
}

TEST_CASE("marked-up speech is told apart, nothing is an empty array") {
  std::vector<ivr::RenderedPrompt> prompts = {prompt(ivr::PromptKind::kTts, "<speak/>")};
  prompts[0].is_ssml = true;
  CHECK(prompts_json(prompts) == R"([{"ssml":"<speak/>"}])");
  CHECK(prompts_json({}) == "[]");
}

}  // namespace
}  // namespace sivo::call
