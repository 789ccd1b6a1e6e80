#include "engine/ivr/code_points.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sivo::ivr {

TEST_CASE("every code point is written and read back") {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 61) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(text, c);
    size_t at = 0;
    if (take_code_point(text, at) != c || at != text.size() || !is_valid_utf8(text)) {
      FAIL_CHECK(static_cast<uint32_t>(c));
    }
  }
}

TEST_CASE("a byte that begins no code point reads as U+FFFD and is passed over") {
  for (const char* text : {"\x80", "\xC3", "\xE2\x82", "\xC3x", "\xFF", "\xC0\x80"}) {
    size_t at = 0;
    CHECK(take_code_point(text, at) == kReplacement);
    CHECK(at == 1);
  }
}

TEST_CASE("beginnings are never half a code point") {
  CHECK(first_code_points("añb", 0).empty());
  CHECK(first_code_points("añb", 2) == "añ");
  CHECK(first_code_points("añb", 4) == "añb");
  CHECK(first_bytes("añb", 0).empty());
  CHECK(first_bytes("añb", 2) == "a");
  CHECK(first_bytes("añb", 3) == "añ");
  CHECK(first_bytes("añb", 4) == "añb");
}

TEST_CASE("what does not fit is left out and told") {
  std::string out = "12";
  CHECK(append_within(out, "3€", 6));
  CHECK(out == "123€");
  CHECK_FALSE(append_within(out, "€", 8));
  CHECK(out == "123€");
  CHECK_FALSE(append_within(out, "xy", 3));
  CHECK(out == "123€");
}

TEST_CASE("controls are C0, DEL and C1") {
  CHECK(is_control(0));
  CHECK(is_control(0x1F));
  CHECK_FALSE(is_control(0x20));
  CHECK(is_control(0x7F));
  CHECK(is_control(0x9F));
  CHECK_FALSE(is_control(0xA0));
}

}  // namespace sivo::ivr
