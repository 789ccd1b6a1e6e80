#include "engine/ivr/render.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sivo::ivr {
namespace {

constexpr size_t kExtensionMin = 2;
constexpr size_t kExtensionMax = 8;
constexpr size_t kE164Max = 15;
constexpr std::string_view kSip = "sip:";

const Prompt* find_language(const PromptItem& item, std::string_view language) {
  for (const auto& [name, prompt] : item.by_language) {
    if (name == language) return &prompt;
  }
  return nullptr;
}

const Prompt* choose_language(const Flow& flow, const PromptItem& item, std::string_view language) {
  if (const Prompt* own = find_language(item, language)) return own;
  if (const Prompt* base = find_language(item, language.substr(0, language.find('-')))) return base;
  return find_language(item, flow.language);
}

// Control characters are no words. The bytes of C1 in UTF-8 are C2 80 to C2 9F.
std::string speakable(const std::string& text) {
  if (!has_control_character(text)) return text;
  std::string clean;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      ++i;
    } else if (byte >= 0x20 && byte != 0x7F) {
      clean += text[i];
    }
  }
  return clean;
}

void render_into(std::vector<RenderedPrompt>& out, const Flow& flow, const Prompt& prompt,
                 std::string_view language) {
  for (const PromptItem& item : prompt) {
    if (item.kind == PromptKind::kByLanguage) {
      const Prompt* chosen = choose_language(flow, item, language);
      if (chosen != nullptr) render_into(out, flow, *chosen, language);
      continue;
    }
    RenderedPrompt rendered;
    rendered.kind = item.kind;
    rendered.text = item.kind == PromptKind::kTts ? speakable(item.text) : item.text;
    rendered.silence_us = item.silence_us;
    if (rendered.text.empty() && rendered.silence_us == 0) continue;
    rendered.fallback_tts = speakable(item.fallback_tts);
    rendered.language = item.language.empty() ? std::string(language) : item.language;
    rendered.voice = item.voice.empty() ? flow.voice : item.voice;
    rendered.is_ssml = item.is_ssml;
    out.push_back(std::move(rendered));
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<RenderedPrompt> render_prompt(const Flow& flow, const Prompt& prompt,
                                          std::string_view language) {
  std::vector<RenderedPrompt> out;
  render_into(out, flow, prompt, language);
  return out;
}

bool is_plain_name(std::string_view text) {
  constexpr std::string_view kPunctuation = "+*#._@:;=-";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kPunctuation.find(c) != std::string_view::npos;
  });
}

bool is_destination(std::string_view text) {
  if (text.starts_with(kSip)) return text.size() > kSip.size() && is_plain_name(text);
  const bool is_e164 = text.starts_with('+');
  const std::string_view digits = text.substr(is_e164 ? 1 : 0);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  if (!is_e164) return digits.size() >= kExtensionMin && digits.size() <= kExtensionMax;
  return digits.size() >= 2 && digits.size() <= kE164Max && digits[0] != '0';
}

}  // namespace sivo::ivr
