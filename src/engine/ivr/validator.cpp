#include "engine/ivr/validator.hpp"

#include <algorithm>
#include <array>

#include "base/phone.hpp"
#include "engine/schedule/zone.hpp"

namespace sivo::ivr {
namespace {

constexpr size_t kLuhnDigitsMin = 2;  // one and its check digit
constexpr size_t kDateDigits = 8;
constexpr size_t kPhoneDigitsMin = 4;  // the shortest national numbers (Saint Helena, Niue)
constexpr size_t kPlainPhoneDigitsMin = 7;

constexpr std::array<std::string_view, 5> kNames = {"none", "luhn", "date_ddmmyyyy",
                                                    "date_mmddyyyy", "phone"};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// From the right, every second digit counts twice, as the sum of its digits.
bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool is_doubled = false;
  for (auto it = digits.rbegin(); it != digits.rend(); ++it) {
    const int digit = *it - '0';
    const int doubled = digit * 2 - (digit > 4 ? 9 : 0);
    sum += is_doubled ? doubled : digit;
    is_doubled = !is_doubled;
  }
  return digits.size() >= kLuhnDigitsMin && sum % 10 == 0;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_date(std::string_view digits, size_t day_at, size_t month_at) {
  if (digits.size() != kDateDigits) return false;
  const int day = number_of(digits.substr(day_at, 2));
  const int month = number_of(digits.substr(month_at, 2));
  const int year = number_of(digits.substr(4));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  // The 30th of February comes back as a day of March.
  const schedule::CivilDate date = {year, static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
  return schedule::civil_date(schedule::days_of(date)) == date;
}

bool is_phone(std::string_view digits, const DialPlan* plan) {
  if (plan == nullptr) {
    return digits.size() >= kPlainPhoneDigitsMin && digits.size() <= kE164DigitsMax;
  }
  const auto number = parse_number(digits, plan);
  return number && number->kind == Number::Kind::kE164;
}

}  // namespace

std::optional<Validator> parse_validator(std::string_view name) {
  const auto at = std::find(kNames.begin(), kNames.end(), name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<Validator>(at - kNames.begin());
}

std::string_view validator_name(Validator validator) {
  return kNames[static_cast<size_t>(validator)];
}

size_t validator_digits_min(Validator validator) {
  switch (validator) {
    case Validator::kNone:
      return 0;
    case Validator::kLuhn:
      return kLuhnDigitsMin;
    case Validator::kDateDdmmyyyy:
    case Validator::kDateMmddyyyy:
      return kDateDigits;
    case Validator::kPhone:
      return kPhoneDigitsMin;
  }
  return 0;
}

bool is_valid_entry(Validator validator, std::string_view entry, const DialPlan* plan) {
  if (validator == Validator::kNone) return true;
  if (!all_digits(entry)) return false;
  switch (validator) {
    case Validator::kNone:
      return true;
    case Validator::kLuhn:
      return passes_luhn(entry);
    case Validator::kDateDdmmyyyy:
      return is_date(entry, 0, 2);
    case Validator::kDateMmddyyyy:
      return is_date(entry, 2, 0);
    case Validator::kPhone:
      return is_phone(entry, plan);
  }
  return false;
}

}  // namespace sivo::ivr
