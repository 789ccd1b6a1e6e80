#include "engine/ivr/decimal.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {
namespace {

std::string text_of(std::string_view source) {
  const auto number = Decimal::parse(source);
  return number ? number->text() : "no number";
}

std::string rounded(std::string_view source, int32_t places) {
  return Decimal::parse(source)->rounded(places).text();
}

}  // namespace

TEST_CASE("numbers as texts: digits survive, no needless zero, no exponent below 1e21") {
  struct Row {
    const char* source;
    const char* text;
  };
  for (const Row& row : {
           Row{"0", "0"},
           Row{"-0", "0"},
           Row{"0.000", "0"},
           Row{"0e5", "0"},
           Row{"3", "3"},
           Row{"3.0", "3"},
           Row{"-3.10", "-3.1"},
           Row{"1e3", "1000"},
           Row{"1.5E2", "150"},
           Row{"12.5e-1", "1.25"},
           Row{"1e-7", "0.0000001"},
           Row{"100", "100"},
           Row{"12345678901234567890", "12345678901234567890"},
           Row{"0.12345678901234567890", "0.1234567890123456789"},
           Row{"1e20", "100000000000000000000"},
           Row{"9.99e20", "999000000000000000000"},
           Row{"1e21", "1e+21"},
           Row{"-1.5e21", "-1.5e+21"},
           Row{"123456789012345678901234567890", "123456789012345678901234567890"},
           Row{"1e308", "1e+308"},
           Row{"1e-400", "0"},
           Row{"1e-99999999999999999999", "0"},
           Row{"1e99999999999999999999", "1e+1000000000"},
           Row{"0034", "34"},
       }) {
    CHECK_MESSAGE(text_of(row.source) == row.text, row.source);
  }
}

TEST_CASE("what is no number") {
  for (const char* text : {"", "-", "+1", ".5", "5.", "1e", "1e+", "1 ", " 1", "0x1", "1,5", "NaN",
                           "1.2.3", "--1", "1e5x"}) {
    CHECK_MESSAGE(text_of(text) == "no number", text);
  }
}

TEST_CASE("numbers are compared exactly") {
  const auto order = [](std::string_view a, std::string_view b) {
    return *Decimal::parse(a) <=> *Decimal::parse(b);
  };
  CHECK(order("12345678901234567890", "12345678901234567891") < 0);
  CHECK(order("0.1", "0.10") == 0);
  CHECK(order("1e2", "100.0") == 0);
  CHECK(order("-0", "0") == 0);
  CHECK(order("-1", "0") < 0);
  CHECK(order("0", "0.0001") < 0);
  CHECK(order("-2", "-10") > 0);
  CHECK(order("-0.5", "-0.25") < 0);
  CHECK(order("9", "10") < 0);
  CHECK(order("1.05", "1.5") < 0);
  CHECK(order("-3", "2") < 0);
  CHECK(order("3", "-200") > 0);
}

TEST_CASE("rounding is half away from zero on the decimal digits") {
  CHECK(rounded("2.5", 0) == "3");
  CHECK(rounded("-2.5", 0) == "-3");
  CHECK(rounded("2.4999999999999999999999", 0) == "2");
  CHECK(rounded("1.005", 2) == "1.01");
  CHECK(rounded("0.5", 0) == "1");
  CHECK(rounded("0.49", 0) == "0");
  CHECK(rounded("-0.4", 0) == "0");
  CHECK(rounded("0.006", 2) == "0.01");
  CHECK(rounded("0.0006", 2) == "0");
  CHECK(rounded("9.995", 2) == "10");
  CHECK(rounded("999.9", 0) == "1000");
  CHECK(rounded("3.14", 20) == "3.14");
  CHECK(rounded("120", 0) == "120");
  CHECK(rounded("0", 3) == "0");
}

TEST_CASE("a text looks like a number only without plus, leading zero and blanks") {
  for (const char* text : {"0", "7", "-7", "34", "0.5", "-0.5", "12345678901234567890", "1.50"}) {
    CHECK_MESSAGE(looks_like_number(text), text);
  }
  for (const char* text :
       {"", "-", "0034", "-01", "+34", "1e3", ".5", "5.", " 5", "5 ", "1-2", "00", "00.5", "abc"}) {
    CHECK_MESSAGE(!looks_like_number(text), text);
  }
}

}  // namespace sivo::ivr
