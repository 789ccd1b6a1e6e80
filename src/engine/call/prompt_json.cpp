#include "engine/call/prompt_json.hpp"

#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

Json to_json(const ivr::RenderedPrompt& prompt) {
  Json out = Json::object();
  switch (prompt.kind) {
    case ivr::PromptKind::kAudio:
      out.set("audio", Json::string(prompt.text));
      if (!prompt.fallback_tts.empty()) out.set("fallback_tts", Json::string(prompt.fallback_tts));
      break;
    case ivr::PromptKind::kDigits:
      out.set("digits", Json::string(prompt.text));
      break;
    case ivr::PromptKind::kSilence:
      out.set("silence_ms", Json::integer(prompt.silence_us / kMillisecond));
      return out;
    case ivr::PromptKind::kTts:
    case ivr::PromptKind::kByLanguage:
      out.set(prompt.is_ssml ? "ssml" : "tts", Json::string(prompt.text));
      break;
  }
  if (!prompt.language.empty()) out.set("language", Json::string(prompt.language));
  if (!prompt.voice.empty()) out.set("voice", Json::string(prompt.voice));
  return out;
}

}  // namespace

std::string prompts_json(std::span<const ivr::RenderedPrompt> prompts) {
  Json list = Json::array();
  for (const ivr::RenderedPrompt& prompt : prompts) list.push(to_json(prompt));
  return list.dump();
}

}  // namespace sivo::call
