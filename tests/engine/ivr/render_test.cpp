#include "engine/ivr/render.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {

TEST_CASE("what may be dialled") {
  for (const char* good : {"12", "12345678", "+12", "+123456789012345", "sip:a@b.example:5060"}) {
    CHECK(is_destination(good));
  }
  for (const char* bad : {"", "1", "123456789", "+", "+1", "+012", "+1234567890123456", "12 3",
                          "1,2", "sip:", "sip:a b", "sips:a", "tel:12", "sip:a\n"}) {
    CHECK_FALSE(is_destination(bad));
  }
}

TEST_CASE("what may be a name in a host's command") {
  CHECK(is_plain_name("0190a1b2-0000-7000-8000-000000000001"));
  CHECK(is_plain_name("a+*#._@:;=-Z9"));
  for (const char* bad : {"", "a b", "a,b", "a\"", "a'", "a$", "a\\", "a\t", "ñ"}) {
    CHECK_FALSE(is_plain_name(bad));
  }
}

TEST_CASE("voice and language of an item win over those of flow and session") {
  Flow flow;
  flow.voice = "clara";
  PromptItem own;
  own.text = "x";
  own.voice = "pablo";
  own.language = "en";
  PromptItem plain;
  plain.text = "y\x7f\xc2\x85z";
  const auto prompts = render_prompt(flow, {own, plain}, "es");
  REQUIRE(prompts.size() == 2);
  CHECK(prompts[0].voice == "pablo");
  CHECK(prompts[0].language == "en");
  CHECK(prompts[1].voice == "clara");
  CHECK(prompts[1].language == "es");
  CHECK(prompts[1].text == "yz");
}

}  // namespace sivo::ivr
