#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sivo::ivr {

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point that begins at `at` (inside the text); `at` moves behind it. A byte that begins
// none reads as U+FFFD.
char32_t take_code_point(std::string_view text, size_t& at);
void append_code_point(std::string& out, char32_t c);

// The longest whole beginning of at most so many code points, or bytes.
std::string_view first_code_points(std::string_view text, size_t count);
std::string_view first_bytes(std::string_view text, size_t count);

bool is_control(char32_t c);  // C0, DEL and C1

// Appends until the text is `bytes_max` long; false when something was left out. Never half a code
// point.
bool append_within(std::string& out, std::string_view piece, size_t bytes_max);

}  // namespace sivo::ivr
