#pragma once

#include <optional>
#include <string>

namespace sivo::call {

// The caller's number as the CDR keeps it: E.164 where it is one, else the digits of a short or
// national number; nothing when it is withheld or no number.
std::optional<std::string> caller_number(const std::optional<std::string>& from);

}  // namespace sivo::call
