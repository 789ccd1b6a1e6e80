#include "engine/ivr/validator.hpp"

#include <doctest/doctest.h>

#include <string>

namespace sivo::ivr {

TEST_CASE("names of the validators are read and written") {
  for (const char* name : {"none", "luhn", "date_ddmmyyyy", "date_mmddyyyy", "phone"}) {
    const auto validator = parse_validator(name);
    REQUIRE(validator);
    CHECK(validator_name(*validator) == name);
  }
  CHECK_FALSE(parse_validator("iban"));
}

TEST_CASE("case 29: a number that fails Luhn's check is invalid") {
  const auto passes = [](std::string_view entry) {
    return is_valid_entry(Validator::kLuhn, entry, nullptr);
  };
  CHECK(passes("79927398713"));
  CHECK(passes("4111111111111111"));
  CHECK(passes("18"));
  for (const char* bad : {"79927398710", "4111111111111112", "", "0", "41111111x1111111", "81"}) {
    CHECK_MESSAGE(!passes(bad), bad);
  }
}

TEST_CASE("dates are days of the calendar") {
  const auto european = [](std::string_view entry) {
    return is_valid_entry(Validator::kDateDdmmyyyy, entry, nullptr);
  };
  const auto american = [](std::string_view entry) {
    return is_valid_entry(Validator::kDateMmddyyyy, entry, nullptr);
  };
  for (const char* good : {"31121999", "29022024", "29022000", "01010001"}) CHECK(european(good));
  for (const char* bad : {"30022024", "29022023", "29021900", "31042024", "00012024", "01002024",
                          "01132024", "01010000", "32012024", "1012024", "010120245", ""}) {
    CHECK_MESSAGE(!european(bad), bad);
  }
  CHECK(american("12311999"));
  CHECK_FALSE(american("31121999"));
}

TEST_CASE("a telephone number is one of the tenant's place") {
  const DialPlan* spain = find_dial_plan("ES");
  REQUIRE(spain != nullptr);
  const auto dials = [&](std::string_view entry, const DialPlan* plan) {
    return is_valid_entry(Validator::kPhone, entry, plan);
  };
  CHECK(dials("911234567", spain));
  CHECK(dials("0033123456789", spain));
  CHECK_FALSE(dials("112", spain));
  CHECK_FALSE(dials("9112", spain));
  CHECK_FALSE(dials("", spain));
  CHECK(dials("1234567", nullptr));
  CHECK_FALSE(dials("123456", nullptr));
  CHECK(dials("123456789012345", nullptr));
  CHECK_FALSE(dials("1234567890123456", nullptr));
  CHECK_FALSE(dials("12345*7", nullptr));
}

TEST_CASE("no validator takes everything") {
  CHECK(is_valid_entry(Validator::kNone, "*x", nullptr));
}

TEST_CASE("no entry shorter than a validator's least digits passes it") {
  CHECK(validator_digits_min(Validator::kNone) == 0);
  CHECK(validator_digits_min(Validator::kLuhn) == 2);
  CHECK(validator_digits_min(Validator::kDateDdmmyyyy) == 8);
  CHECK(validator_digits_min(Validator::kDateMmddyyyy) == 8);
  CHECK(validator_digits_min(Validator::kPhone) == 4);
  for (const char* name : {"luhn", "date_ddmmyyyy", "phone"}) {
    const Validator validator = *parse_validator(name);
    const std::string entry(validator_digits_min(validator) - 1, '0');
    CHECK_FALSE(is_valid_entry(validator, entry, nullptr));
  }
}

}  // namespace sivo::ivr
