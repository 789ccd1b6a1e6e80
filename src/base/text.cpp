#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sivo {
namespace {

constexpr size_t kMaskedSizeMax = 32;
constexpr size_t kMaskedDigitsShown = 2;
constexpr size_t kMaskedSizeWithDigits = 4;  // shorter texts would show half of themselves
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

constexpr uint8_t byte_at(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }

constexpr bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// How long the well-formed sequence at the front is, 0 when there is none (Unicode table 3-7).
size_t sequence_size(std::string_view text) {
  const uint8_t lead = byte_at(text, 0);
  if (lead < 0x80) return 1;
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return 0;
  for (size_t i = 1; i < size; ++i) {
    if (!is_continuation(byte_at(text, i))) return 0;
  }
  const uint8_t second = byte_at(text, 1);
  if (lead == 0xE0 && second < 0xA0) return 0;  // overlong
  if (lead == 0xED && second > 0x9F) return 0;  // surrogates
  if (lead == 0xF0 && second < 0x90) return 0;  // overlong
  if (lead == 0xF4 && second > 0x8F) return 0;  // above U+10FFFF
  return size;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t size = sequence_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

size_t count_code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<uint8_t>(c)); }));
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  while (!text.empty()) {
    if (is_ascii_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  return text;
}

bool has_control_character(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const uint8_t byte = byte_at(text, i);
    if (byte < 0x20 || byte == 0x7F) return true;
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0;
    if (is_c1) return true;
  }
  return false;
}

std::string mask_number(std::string_view number) {
  const size_t size = std::min(number.size(), kMaskedSizeMax);
  number.remove_prefix(number.size() - size);
  std::string masked(size, '*');
  size_t left_to_show = size < kMaskedSizeWithDigits ? 0 : kMaskedDigitsShown;
  for (size_t i = size; i > 0 && left_to_show > 0; --i) {
    if (!is_digit(number[i - 1])) continue;
    masked[i - 1] = number[i - 1];
    --left_to_show;
  }
  return masked;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equals_ascii_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<int64_t> parse_int(std::string_view text) {
  int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

void append_int(std::string& out, int64_t value) {
  std::array<char, 20> digits{};  // "-9223372036854775808"
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), result.ptr);
}

}  // namespace sivo
