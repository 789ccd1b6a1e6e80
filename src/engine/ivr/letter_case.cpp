#include "engine/ivr/letter_case.hpp"

#include <algorithm>
#include <span>

#include "engine/ivr/code_points.hpp"
#include "engine/ivr/letter_case_ranges.hpp"

namespace sivo::ivr {
namespace {

constexpr char32_t kDottedCapitalI = 0x130;
constexpr char32_t kDotlessSmallI = 0x131;

char32_t map_case(std::span<const CaseRange> ranges, char32_t c) {
  const auto behind =
      std::upper_bound(ranges.begin(), ranges.end(), uint32_t{c},
                       [](uint32_t code, const CaseRange& range) { return code < range.first; });
  if (behind == ranges.begin()) return c;
  const CaseRange& range = *std::prev(behind);
  if (c > range.last || (c - range.first) % range.stride != 0) return c;
  return static_cast<char32_t>(static_cast<int32_t>(c) + range.delta);
}

template <class Map>
std::string map_text(std::string_view text, const Map& map) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) append_code_point(out, map(take_code_point(text, at)));
  return out;
}

}  // namespace

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return map_case(kToLower, c);
}

char32_t to_upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return map_case(kToUpper, c);
}

// Every class of letters that fold alike has one capital whose small letter names the class; the
// two letters of Turkish fold to themselves.
char32_t fold_case(char32_t c) {
  if (c < 0x80) return to_lower(c);
  if (c == kDottedCapitalI || c == kDotlessSmallI) return c;
  return to_lower(to_upper(c));
}

std::string lower_text(std::string_view text) { return map_text(text, to_lower); }
std::string upper_text(std::string_view text) { return map_text(text, to_upper); }
std::string fold_text(std::string_view text) { return map_text(text, fold_case); }

}  // namespace sivo::ivr
