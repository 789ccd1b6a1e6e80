#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sivo {

// UTF-8 as RFC 3629 has it: no surrogates, nothing above U+10FFFF, no longer form than needed.
bool is_valid_utf8(std::string_view text);

// Code points of a valid UTF-8 text; bounds in the schema are counted in these.
size_t count_code_points(std::string_view text);

// Without white space at both ends: the six ASCII ones and U+00A0.
std::string_view trim(std::string_view text);

// Whether a valid UTF-8 text holds a C0 control (tab and line feed too), DEL, or a C1 control. Text
// that goes into a SIP header, a log line or a host's command must hold none.
bool has_control_character(std::string_view text);

// For messages and logs: "+34911234567" is written "**********67". Every byte becomes a star but
// the last two digits, and no digit is left of a text with fewer than four.
std::string mask_number(std::string_view number);

// A to Z become a to z; every other byte stays.
std::string ascii_lower(std::string_view text);
bool equals_ascii_ignoring_case(std::string_view a, std::string_view b);

// The whole text as a decimal: "-" and digits, or digits. No "+", no white space; leading zeros are
// allowed; out of range is nothing.
std::optional<int64_t> parse_int(std::string_view text);
void append_int(std::string& out, int64_t value);

}  // namespace sivo
