#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/dial_plan.hpp"

namespace sivo::ivr {

// What the digits of an input node must be besides its pattern.
enum class Validator : uint8_t {
  kNone,
  kLuhn,          // card numbers: ISO/IEC 7812-1, annex B
  kDateDdmmyyyy,  // a day of the calendar, 0001 to 9999
  kDateMmddyyyy,
  kPhone,  // a number that can be dialled at the plan's place; without a plan 7 to 15 digits
};

std::optional<Validator> parse_validator(std::string_view name);
std::string_view validator_name(Validator validator);

// The fewest digits that can pass; an input that takes fewer never ends well (E127).
size_t validator_digits_min(Validator validator);

// `plan` is the tenant's, null when unknown.
bool is_valid_entry(Validator validator, std::string_view entry, const DialPlan* plan);

}  // namespace sivo::ivr
