#include "engine/ivr/pattern.hpp"

#include <re2/re2.h>

#include "base/text.hpp"

namespace sivo::ivr {
namespace {

// Of the compiled program and the automaton's cache together. A program that needs more is refused
// at compile time; a cache that does makes RE2 fall back to a slower, still linear search.
constexpr int64_t kMemoryMax = int64_t{256} << 10;

re2::RE2::Options options_for(CaseRule rule) {
  re2::RE2::Options options;
  options.set_log_errors(false);  // the library never prints
  options.set_max_mem(kMemoryMax);
  options.set_never_capture(true);
  options.set_case_sensitive(rule == CaseRule::kSensitive);
  return options;
}

std::string refusal(const re2::RE2& expression) {
  const std::string& what = expression.error();
  const bool is_printable = is_valid_utf8(what) && !has_control_character(what);
  return "expected a regular expression as RE2 has them (no back-references, no look-around), "
         "got " +
         (is_printable && !what.empty() ? "one it refuses: " + what : "one it refuses");
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text, CaseRule rule) {
  if (!is_valid_utf8(text)) return invalid({}, "expected a pattern in UTF-8, got other bytes");
  const size_t chars = count_code_points(text);
  if (chars == 0 || chars > kPatternCharsMax) {
    return invalid({}, "expected a pattern of 1 to " + std::to_string(kPatternCharsMax) +
                           " characters, got " + std::to_string(chars));
  }
  Pattern pattern;
  pattern.text_ = text;
  auto expression = std::make_shared<const re2::RE2>(  // owners: see the member
      re2::StringPiece(text.data(), text.size()), options_for(rule));
  if (!expression->ok()) return invalid({}, refusal(*expression));
  pattern.expression_ = std::move(expression);
  return pattern;
}

bool Pattern::matches(std::string_view text) const {
  if (text.size() > kMatchedBytesMax) return false;
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *expression_);
}

}  // namespace sivo::ivr
