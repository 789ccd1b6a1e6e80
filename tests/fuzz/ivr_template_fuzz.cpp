// Any bytes as a template: what compiles renders for every sink within its limits, whatever it
// says.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "engine/ivr/json_template.hpp"
#include "engine/ivr/pattern.hpp"
#include "engine/ivr/template.hpp"
#include "engine/ivr/template_scope.hpp"
#include "engine/ivr/url.hpp"

namespace {

using namespace sivo;
using namespace sivo::ivr;

const testing::JsonScope& scope() {
  static const testing::JsonScope kScope(R"({
    "a": "x<&\n ñ..", "b": [1, {"c": 2.50}, "2026-11-21T09:30:00Z"], "n": null, "p": "911234567",
    "u": "https://h.example/x", "big": 12345678901234567890, "t": true, "language": "es"
  })");
  return kScope;
}

void try_sinks(const Template& compiled, size_t chars_max) {
  for (const Sink sink :
       {Sink::kTts, Sink::kSsml, Sink::kUriComponent, Sink::kHeader, Sink::kJson, Sink::kDial}) {
    RenderNotes notes;
    const std::string made = compiled.text(scope(), sink, notes, chars_max);
    SIVO_ASSERT(is_valid_utf8(made) && count_code_points(made) <= chars_max);
    SIVO_ASSERT(!notes.has_error || (made.empty() && !notes.error.empty()));
    SIVO_ASSERT(notes.has_error || check_sink(made, sink).ok());
  }
}

// What a value may never do to a URL with a literal host.
void try_url(const std::string& text) {
  const auto compiled = Template::compile("https://h.example/o/" + text);
  if (!compiled) return;
  const std::string_view behind = compiled->literal().substr(std::string_view("https:/").size());
  RenderNotes notes;
  const auto rendered = render_url(*compiled, UrlKind::kWeb, scope(), notes);
  if (!rendered) {
    SIVO_ASSERT(!rendered.error().message.empty());
    return;
  }
  SIVO_ASSERT(behind.starts_with("/h.example/o/"));
  SIVO_ASSERT(rendered->host == "h.example" && rendered->is_host_literal);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(Pattern::compile(text).ok());
  static_cast<void>(Path::parse_in_document(text).ok());
  const auto compiled = Template::compile(text);
  if (!compiled) {
    SIVO_ASSERT(compiled.error().message.starts_with("expected "));
    return 0;
  }
  try_sinks(*compiled, kRenderedCharsMax);
  try_sinks(*compiled, size % 16);
  try_url(text);
  const auto leaf = JsonTemplate::compile(schema::Json::string(text));
  SIVO_ASSERT(leaf.ok());
  RenderNotes notes;
  const auto made = leaf->render(scope(), notes);
  SIVO_ASSERT(made.has_value() == !notes.has_error);
  return 0;
}
