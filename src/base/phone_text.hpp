#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sivo {

inline constexpr size_t kNumberTextSizeMax = 256;  // bytes
inline constexpr size_t kExtensionDigitsMax = 20;
inline constexpr size_t kDialledDigitsMax = 40;

// What a person, a SIP header or a tel: URI wrote, taken apart but not yet understood.
struct WrittenNumber {
  bool is_withheld = false;
  bool has_plus = false;
  std::string digits;     // 0-9; also * and # when it begins with one of them
  std::string extension;  // digits
  std::string context;    // "+34" of ";phone-context=+34"; empty for a domain
};

// Reads:
//  - separators: white space, ".", "/", dashes, brackets, and the invisible marks that copying
//    leaves;
//  - digits, also Arabic-Indic, Persian and full-width ones; other scripts are refused, so that
//    what is stored was legible to whoever typed it;
//  - letters of a vanity number (1-800-FLOWERS), three or more, behind at least one digit;
//  - "+", repeated or full-width, in front only;
//  - an extension at the end: ";ext=12", "ext 12", "ext. 12", "extension 12", "x12";
//  - tel: URIs with their parameters, and sip: URIs, of which the user part is read;
//  - "anonymous", "Restricted", "unavailable" and the like, nothing at all, and a URI of
//    anonymous.invalid (RFC 3323) as withheld.
// Control characters and everything else are refused.
Result<WrittenNumber> read_number_text(std::string_view text);

}  // namespace sivo
