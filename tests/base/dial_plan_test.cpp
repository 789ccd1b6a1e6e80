#include "base/dial_plan.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using namespace sivo;

TEST_CASE("regions and country codes lead to their plans") {
  REQUIRE(find_dial_plan("ES") != nullptr);
  CHECK(find_dial_plan("ES")->country_code == "34");
  CHECK(find_dial_plan("AC") != nullptr);
  CHECK(find_dial_plan("ZW") != nullptr);
  CHECK(find_dial_plan("es") == nullptr);
  CHECK(find_dial_plan("") == nullptr);
  CHECK(find_dial_plan("ZZ") == nullptr);
  CHECK(find_dial_plan_of_code("1") == find_dial_plan("US"));
  CHECK(find_dial_plan_of_code("44") == find_dial_plan("GB"));
  CHECK(find_dial_plan_of_code("800") == nullptr);
}

TEST_CASE("the leading country code is found, of countries and global services") {
  CHECK(leading_country_code("34911234567") == "34");
  CHECK(leading_country_code("12125550123") == "1");
  CHECK(leading_country_code("35312345678") == "353");
  CHECK(leading_country_code("80012345678") == "800");
  CHECK(leading_country_code("979123456789") == "979");
  CHECK(leading_country_code("0123") == "");
  CHECK(leading_country_code("999123") == "");
  CHECK(leading_country_code("") == "");
}

TEST_CASE("no country code begins another") {
  for (int code = 1; code <= 99; ++code) {
    const std::string text = std::to_string(code);
    if (leading_country_code(text) != text) continue;
    for (int digit = 0; digit <= 9; ++digit) {
      CHECK(find_dial_plan_of_code(text + std::to_string(digit)) == nullptr);
    }
  }
}

TEST_CASE("the longest prefix that fits counts, and a question mark is any digit") {
  CHECK(match_prefix("00", "0034") == 2);
  CHECK(match_prefix("0|00", "0034") == 2);
  CHECK(match_prefix("00??", "001455") == 4);
  CHECK(match_prefix("00??", "001") == 0);
  CHECK(match_prefix("011", "0034") == 0);
  CHECK(match_prefix("", "0034") == 0);
  CHECK(match_prefix("00", "") == 0);
}

}  // namespace
