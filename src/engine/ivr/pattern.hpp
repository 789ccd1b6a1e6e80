#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace sivo::ivr {

inline constexpr size_t kPatternCharsMax = 256;
inline constexpr size_t kMatchedBytesMax = 4096;  // a longer text matches nothing

enum class CaseRule : uint8_t { kSensitive, kIgnored };

// A regular expression that a whole text must match, in time linear in the text (RE2 syntax: no
// back-references, no look-around). Immutable; any thread may match with it.
class Pattern {
 public:
  // Errors (E130) say what RE2 does not take.
  static Result<Pattern> compile(std::string_view text, CaseRule rule = CaseRule::kSensitive);

  bool matches(std::string_view text) const;
  const std::string& text() const { return text_; }

 private:
  Pattern() = default;

  std::string text_;
  // Owners: the copies of this pattern, so that a compiled flow may be copied; never changed.
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace sivo::ivr
