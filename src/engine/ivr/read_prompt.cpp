#include "engine/ivr/read_prompt.hpp"

#include "base/text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr size_t kAudioUriMax = 2048;
constexpr size_t kDigitsMax = 64;
constexpr size_t kVoiceMax = 64;
constexpr size_t kLanguageMax = 16;
constexpr int64_t kSilenceMsMax = 10'000;

// Where in the document a prompt stands.
struct Place {
  std::string path;
  std::string_view node;
  Diagnostics& diagnostics;
  size_t depth = 0;
};

Prompt read(const Json& json, const Place& place);

void fail(const Place& place, std::string message) {
  place.diagnostics.add("E101", place.node, place.path, std::move(message));
}

void read_languages(const Json& json, const Place& place, PromptItem& item) {
  if (!json.is_object()) {
    return fail(place, "expected an object of languages, got " + std::string(json_type_text(json)));
  }
  for (const auto& [language, prompt] : json.members()) {
    const Place inner{pointer(place.path, language), place.node, place.diagnostics,
                      place.depth + 1};
    item.by_language.emplace_back(language, read(prompt, inner));
  }
}

PromptItem read_item(const Json& json, const Place& place) {
  ObjectReader reader(json, place.path, place.node, place.diagnostics);
  constexpr std::string_view kContents[] = {"tts", "audio", "digits", "silence_ms", "by_language"};
  constexpr size_t kSizes[] = {kPromptTextMax, kAudioUriMax, kDigitsMax};
  PromptItem item;
  int contents = 0;
  for (size_t i = 0; i < std::size(kContents); ++i) {
    if (json.find(kContents[i]) == nullptr) continue;
    ++contents;
    item.kind = static_cast<PromptKind>(i);
    if (i < std::size(kSizes)) item.text = reader.template_text(kContents[i], kSizes[i]);
  }
  if (contents != 1) {
    fail(place, "expected exactly one of tts, audio, digits, silence_ms and by_language, got " +
                    std::to_string(contents));
  }
  item.silence_us = reader.integer("silence_ms", {0, kSilenceMsMax, 0}) * kMillisecond;
  item.is_ssml = reader.boolean("ssml", false);
  item.language = reader.text("language", kLanguageMax);
  item.voice = reader.text("voice", kVoiceMax);
  item.fallback_tts = reader.template_text("fallback_tts", kPromptTextMax);
  if (const Json* languages = reader.take("by_language")) {
    read_languages(*languages,
                   {reader.path_of("by_language"), place.node, place.diagnostics, place.depth},
                   item);
  }
  reader.finish();
  return item;
}

PromptItem read_text(const Json& json, const Place& place) {
  // A reader over a wrapper would give a wrong path; the text's own rules are these two.
  PromptItem item;
  if (count_code_points(json.as_string()) > kPromptTextMax) {
    fail(place, "expected at most " + std::to_string(kPromptTextMax) + " characters, got more");
    return item;
  }
  item.text = read_template(json.as_string(), place.path, place.node, place.diagnostics);
  return item;
}

Prompt read(const Json& json, const Place& place) {
  if (place.depth > kPromptDepthMax) {
    fail(place, "expected by_language nested at most " + std::to_string(kPromptDepthMax) +
                    " deep, got more");
    return {};
  }
  if (json.is_string()) return {read_text(json, place)};
  if (json.is_object()) return {read_item(json, place)};
  if (!json.is_array() || json.items().empty() || json.items().size() > kPromptItemsMax) {
    fail(place, "expected a text, a prompt or an array of 1 to " + std::to_string(kPromptItemsMax) +
                    " of them, got something else");
    return {};
  }
  Prompt prompt;
  for (size_t i = 0; i < json.items().size(); ++i) {
    const Json& item = json.items()[i];
    const Place inner{pointer(place.path, i), place.node, place.diagnostics, place.depth};
    if (item.is_string()) {
      prompt.push_back(read_text(item, inner));
    } else if (item.is_object()) {
      prompt.push_back(read_item(item, inner));
    } else {
      fail(inner, "expected a text or a prompt, got " + std::string(json_type_text(item)));
    }
  }
  return prompt;
}

}  // namespace

Prompt read_prompt(ObjectReader& reader, std::string_view name) {
  const Json* json = reader.take(name);
  if (json == nullptr) return {};
  return read(*json, {reader.path_of(name), reader.node(), reader.diagnostics(), 0});
}

}  // namespace sivo::ivr
