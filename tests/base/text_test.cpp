#include "base/text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "base/prng.hpp"

namespace {

using namespace sivo;
using namespace std::string_view_literals;

TEST_CASE("well-formed UTF-8 is valid and counted in code points") {
  CHECK(is_valid_utf8(""));
  CHECK(is_valid_utf8("plain"));
  CHECK(is_valid_utf8("\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80\0"sv));
  CHECK(count_code_points("\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80") == 3);
  CHECK(is_valid_utf8("\xED\x9F\xBF"));      // U+D7FF
  CHECK(is_valid_utf8("\xEE\x80\x80"));      // U+E000
  CHECK(is_valid_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
  CHECK(is_valid_utf8("\xF0\x90\x80\x80"));  // U+10000
}

TEST_CASE("surrogates, overlong forms, stray and missing bytes are not UTF-8") {
  for (const std::string_view text : {"\x80"sv,
                                      "\xBF"sv,
                                      "\xC0\xAF"sv,
                                      "\xC1\xBF"sv,
                                      "\xE0\x80\xAF"sv,
                                      "\xE0\x9F\xBF"sv,
                                      "\xED\xA0\x80"sv,
                                      "\xED\xBF\xBF"sv,
                                      "\xF0\x80\x80\xAF"sv,
                                      "\xF0\x8F\xBF\xBF"sv,
                                      "\xF4\x90\x80\x80"sv,
                                      "\xF5\x80\x80\x80"sv,
                                      "\xFE"sv,
                                      "\xFF"sv,
                                      "\xC3"sv,
                                      "\xE2\x82"sv,
                                      "\xF0\x9F\x98"sv,
                                      "\xC3\x28"sv,
                                      "ok\xC3"sv,
                                      "\xE2\x28\xA1"sv}) {
    CHECK_FALSE(is_valid_utf8(text));
  }
}

TEST_CASE("every code point encodes to valid UTF-8, every surrogate does not") {
  for (uint32_t c = 0x800; c <= 0xFFFF; c += 0x11) {
    const std::array<char, 3> bytes = {static_cast<char>(0xE0 | (c >> 12)),
                                       static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                                       static_cast<char>(0x80 | (c & 0x3F))};
    const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
    REQUIRE(is_valid_utf8({bytes.data(), bytes.size()}) == !is_surrogate);
  }
}

TEST_CASE("trim takes white space off both ends only") {
  CHECK(trim(" \t\r\n\v\f a b \xC2\xA0 ") == "a b");
  CHECK(trim("\xC2\xA0") == "");
  CHECK(trim("") == "");
  CHECK(trim("   ") == "");
  CHECK(trim("\xE3\x81\xA0") == "\xE3\x81\xA0");  // ends in A0 but is no U+00A0
}

TEST_CASE("control characters are seen, others are not taken for them") {
  for (const std::string_view text :
       {"a\nb"sv, "\t"sv, "\0"sv, "\x1F"sv, "\x7F"sv, "\xC2\x80"sv, "\xC2\x9F"sv}) {
    CHECK(has_control_character(text));
  }
  CHECK_FALSE(has_control_character(""));
  CHECK_FALSE(
      has_control_character("ma\xC3\xB1"
                            "ana \xC2\xA0 \xE2\x82\xAC ~"));
}

TEST_CASE("a masked number shows its last two digits at most") {
  CHECK(mask_number("+34911234567") == "**********67");
  CHECK(mask_number("1001") == "**01");
  CHECK(mask_number("112") == "***");
  CHECK(mask_number("") == "");
  CHECK(mask_number("911 23 4 5x") == "*******4*5*");
  CHECK(mask_number("sip:alice@example") == std::string(17, '*'));
  CHECK(mask_number(std::string(1000, '7')) == std::string(30, '*') + "77");
}

TEST_CASE("only ASCII letters change case") {
  CHECK(ascii_lower("AbZ[\xC3\x91") == "abz[\xC3\x91");
  CHECK(equals_ascii_ignoring_case("Anonymous", "aNONYMOUS"));
  CHECK_FALSE(equals_ascii_ignoring_case("a", "ab"));
  CHECK_FALSE(equals_ascii_ignoring_case("[", "{"));
}

TEST_CASE("integers are read whole and within 64 bits") {
  CHECK(parse_int("0") == 0);
  CHECK(parse_int("-7") == -7);
  CHECK(parse_int("007") == 7);
  CHECK(parse_int("9223372036854775807") == INT64_MAX);
  CHECK(parse_int("-9223372036854775808") == INT64_MIN);
  for (const std::string_view text : {"", "-", "+1", " 1", "1 ", "1x", "0x1", "1.0", "--1",
                                      "9223372036854775808", "-9223372036854775809"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_int(text));
  }
}

TEST_CASE("random integers read back") {
  Xoshiro256 random(31);
  for (int i = 0; i < 500; ++i) {
    const auto value = static_cast<int64_t>(random.next() >> random.below(64));
    for (const int64_t signed_value : {value, -value}) {
      std::string text = "n=";
      append_int(text, signed_value);
      CHECK(parse_int(std::string_view(text).substr(2)) == signed_value);
    }
  }
  std::string text;
  append_int(text, INT64_MIN);
  CHECK(text == "-9223372036854775808");
}

}  // namespace
