#include "chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

Chart Chart::of_terminal() {
  // The order of POSIX: the first that is set decides.
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string locale = value;
    const bool is_utf8 = locale.find("UTF-8") != std::string::npos ||
                         locale.find("utf8") != std::string::npos ||
                         locale.find("utf-8") != std::string::npos;
    return Chart(is_utf8);
  }
  return Chart(false);
}

std::string Chart::bar(double share, int columns) const {
  static constexpr std::array<std::string_view, 8> kEighths = {"",  "▏", "▎", "▍",
                                                               "▌", "▋", "▊", "▉"};
  const double clamped = std::clamp(share, 0.0, 1.0);
  std::string text;
  if (!is_unicode_) {
    const auto filled = static_cast<size_t>(std::lround(clamped * columns));
    text.assign(filled, '#');
    return left(text, static_cast<size_t>(columns));
  }
  const auto eighths = static_cast<size_t>(std::lround(clamped * columns * 8));
  for (size_t i = 0; i < eighths / 8; ++i) text += "█";
  text += kEighths[eighths % 8];
  const size_t used = eighths / 8 + (eighths % 8 > 0 ? 1 : 0);
  return text + std::string(static_cast<size_t>(columns) - used, ' ');
}

namespace {

size_t columns_of(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string blanks(std::string_view text, size_t columns) {
  const size_t used = columns_of(text);
  return std::string(used < columns ? columns - used : 0, ' ');
}

}  // namespace

std::string left(std::string_view text, size_t columns) {
  return std::string(text) + blanks(text, columns);
}

std::string right(std::string_view text, size_t columns) {
  return blanks(text, columns) + std::string(text);
}

std::string count_text(int64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, " ");
  return digits;
}

std::string decimal(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string percent_text(double share) { return decimal(share * 100, 1) + " %"; }
