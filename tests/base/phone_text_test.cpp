#include "base/phone_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using namespace sivo;
using namespace std::string_view_literals;

// "+34911 x12 @+34": plus, digits, extension, context.
std::string reading(std::string_view text) {
  const auto written = read_number_text(text);
  if (!written) return "refused";
  if (written->is_withheld) return "withheld";
  std::string out = written->has_plus ? "+" : "";
  out += written->digits;
  if (!written->extension.empty()) out += " x" + written->extension;
  if (!written->context.empty()) out += " @" + written->context;
  return out;
}

TEST_CASE("separators, brackets and invisible marks fall away") {
  CHECK(reading(" +34 (911) 23-45.67/8 ") == "+349112345678");
  CHECK(reading("+34\xC2\xA0"
                "911\xE2\x80\x91"
                "23") == "+3491123");                            // no-break space and hyphen
  CHECK(reading("\xE2\x80\xAA+34911\xE2\x80\xAC") == "+34911");  // bidi marks of a contact list
  CHECK(reading("[212] 555") == "212555");
}

TEST_CASE("a plus is read once, in front, repeated or full-width") {
  CHECK(reading("++34911") == "+34911");
  CHECK(reading("\xEF\xBC\x8B"
                "34911") == "+34911");
  CHECK(reading("34+911") == "refused");
  CHECK(reading("+") == "refused");
}

TEST_CASE("Arabic, Persian and full-width digits are digits; other scripts are refused") {
  CHECK(reading("+\xD9\xA3\xD9\xA4\xD9\xA9") == "+349");
  CHECK(reading("\xDB\xB0\xDB\xB9") == "09");
  CHECK(reading("\xEF\xBC\x91\xEF\xBC\x92") == "12");
  CHECK(reading("\xE0\xA5\xA7\xE0\xA5\xA8") == "refused");  // Devanagari
}

TEST_CASE("three letters or more behind a digit are a vanity number") {
  CHECK(reading("1-800-FLOWERS") == "18003569377");
  CHECK(reading("1 800 abc wxyz") == "18002229999");
  CHECK(reading("FLOWERS") == "refused");
  CHECK(reading("911 ab") == "refused");
  CHECK(reading("*6abc") == "refused");
}

TEST_CASE("extensions are taken off the end") {
  for (const std::string_view text :
       {"911 ext 12", "911 ext. 12", "911ext12", "911 x12", "911 X 12", "911 extension 12",
        "911;ext=12", "911 EXTN 12", "tel:911;ext=1-2"}) {
    CAPTURE(text);
    CHECK(reading(text) == "911 x12");
  }
  CHECK(reading("1-800-FLOX12") == "1800356912");
  CHECK(reading("911;ext=") == "refused");
  CHECK(reading("911;ext=ab") == "refused");
  CHECK(reading("911 x" + std::string(20, '1')) == "911 x" + std::string(20, '1'));
  CHECK(reading("911 x" + std::string(21, '1')) == "refused");
}

TEST_CASE("URIs are read for their number and the parameters we know") {
  CHECK(reading("tel:+34-911;isub=1;npdi") == "+34911");
  CHECK(reading("TEL:911;phone-context=+34") == "911 @+34");
  CHECK(reading("tel:911;phone-context=example.com") == "911");
  CHECK(reading("sip:+34911@10.0.0.1:5060;transport=tcp") == "+34911");
  CHECK(reading("sips:1001;ext=5@pbx") == "1001 x5");
  CHECK(reading("sip:10.0.0.1") == "refused");
  CHECK(reading("sip:@host") == "refused");
  CHECK(reading("sip:alice@example.com") == "refused");
}

TEST_CASE("a hidden caller is withheld in every way to say so") {
  for (const std::string_view text :
       {"", "  ", "anonymous", "Anonymous", "Restricted", "unavailable", "UNKNOWN", "private",
        "sip:anonymous@anonymous.invalid", "sip:x@anonymous.invalid", "sips:anonymous@example.com",
        "sip:anonymous@anonymous.invalid;transport=udp"}) {
    CAPTURE(text);
    CHECK(reading(text) == "withheld");
  }
}

TEST_CASE("stars and hashes make a service code when they stand in front") {
  CHECK(reading("*69") == "*69");
  CHECK(reading("#31#911") == "#31#911");
  CHECK(reading("911#") == "refused");
  CHECK(reading("+*1") == "refused");
}

TEST_CASE("control characters, broken UTF-8 and other signs are refused") {
  for (const std::string_view text : {"911\n"sv, "911\r\nVia: x"sv, "911\0"sv, "\t911"sv,
                                      "911\xFF"sv, "911}"sv, "911^^"sv, "911&"sv, "911,,12"sv}) {
    CHECK(reading(text) == "refused");
  }
}

TEST_CASE("length limits hold at the maximum and one more") {
  CHECK(reading(std::string(kDialledDigitsMax, '1')) == std::string(kDialledDigitsMax, '1'));
  CHECK(reading(std::string(kDialledDigitsMax + 1, '1')) == "refused");
  CHECK(reading("1" + std::string(kNumberTextSizeMax - 1, '-')) == "1");
  CHECK(reading("1" + std::string(kNumberTextSizeMax, '-')) == "refused");
}

}  // namespace
