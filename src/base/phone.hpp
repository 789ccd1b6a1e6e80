#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/dial_plan.hpp"
#include "base/result.hpp"

namespace sivo {

inline constexpr size_t kE164DigitsMax = 15;
inline constexpr size_t kShortCodeSizeMax = 6;

// The one form numbers are stored in: "+", then 2 to 15 ASCII digits of which the first is not 0.
bool is_e164(std::string_view text);

struct Number {
  enum class Kind : uint8_t {
    kE164,       // text is the number, "+34911234567"
    kShortCode,  // an extension, an emergency or service code: text is "112", "1001", "*69"
    kWithheld,   // the caller hides the number, or the network has none: text is empty
  };
  Kind kind = Kind::kWithheld;
  std::string text;
  std::string extension;  // digits to dial once the number answered; usually empty
  friend bool operator==(const Number&, const Number&) = default;
};

// Understands a number as read_number_text() (base/phone_text.hpp) reads it, dialled at the place
// of `plan`; null when the place is unknown, so that only international numbers and short codes are
// understood:
//  - with "+", a global phone-context, or the plan's international prefix: international. The
//    country code must be assigned. A trunk prefix left inside ("+33(0)6…") is dropped. Lengths are
//    not judged, but for the 15 digits of E.164: numbering plans change faster than libraries;
//  - with a plan, national: outside prefix, trunk prefix and carrier code are dropped, an area code
//    is added to a local number, and the length must be one of the plan's;
//  - digits that are too many for the plan (or have none) but begin with its (any) country code and
//    have a possible length: international with the "+" forgotten, as trunks often send them;
//  - at most six characters that are no whole national number, or begin with "*" or "#": a short
//    code. A longer service code ("*21*…#", "#31#…") carries a number inside and is refused.
// Whether a number is in service, or of which kind, takes national data that libsivo does not
// carry. Errors never contain the number.
Result<Number> parse_number(std::string_view text, const DialPlan* plan);

}  // namespace sivo
