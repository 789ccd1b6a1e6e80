#pragma once

#include <string>
#include <string_view>

// Duktape keeps the UTF-16 of JavaScript as CESU-8: a character above U+FFFF is two surrogates of
// three bytes each.
namespace sivo::script {

// Of a valid UTF-8 text.
std::string to_cesu8(std::string_view utf8);

// Always valid UTF-8: what is no character (a lone surrogate, a byte of a buffer) becomes U+FFFD.
std::string from_cesu8(std::string_view cesu8);

// Valid UTF-8 without control characters, at most `bytes_max` long, for messages.
std::string one_line(std::string_view cesu8, size_t bytes_max);

}  // namespace sivo::script
