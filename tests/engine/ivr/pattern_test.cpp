#include "engine/ivr/pattern.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {
namespace {

bool matches(std::string_view pattern, std::string_view text,
             CaseRule rule = CaseRule::kSensitive) {
  const auto compiled = Pattern::compile(pattern, rule);
  REQUIRE(compiled.ok());
  return compiled->matches(text);
}

}  // namespace

TEST_CASE("a pattern matches whole texts") {
  CHECK(matches("[0-9]{4}", "0034"));
  CHECK_FALSE(matches("[0-9]{4}", "00345"));
  CHECK_FALSE(matches("[0-9]{4}", "x0034"));
  CHECK(matches("a|bc", "bc"));
  CHECK_FALSE(matches("a|bc", "ac"));
  CHECK(matches("^a$", "a"));
  CHECK_FALSE(matches("a", "a\n"));
  CHECK(matches("ñ.", "ñé"));
  CHECK(matches("(6|7)\\d{8}", "612345678"));
}

TEST_CASE("case counts unless it is ignored") {
  CHECK_FALSE(matches("abc", "ABC"));
  CHECK(matches("abc", "ABC", CaseRule::kIgnored));
  CHECK(matches("ñ", "Ñ", CaseRule::kIgnored));
}

TEST_CASE("what is no linear pattern is refused with the reason") {
  for (const char* bad : {"(a)\\1", "(?=a)b", "(?<!a)b", "(?!x)", "[", "a**", "(", "x{2,1}",
                          "a{1001}", "\\", "\xff"}) {
    const auto compiled = Pattern::compile(bad);
    REQUIRE_MESSAGE(!compiled.ok(), bad);
    CHECK(compiled.error().message.starts_with("expected a "));
  }
  CHECK(Pattern::compile("(a)\\1").error().message.find("\\1") != std::string::npos);
}

TEST_CASE("a pattern has 1 to 256 characters") {
  CHECK_FALSE(Pattern::compile("").ok());
  CHECK(Pattern::compile(std::string(kPatternCharsMax, '9')).ok());
  CHECK_FALSE(Pattern::compile(std::string(kPatternCharsMax + 1, '9')).ok());
  CHECK(Pattern::compile("\xC3\xB1").ok());
}

TEST_CASE("a text that is too long matches nothing") {
  CHECK(matches(".*", std::string(kMatchedBytesMax, 'a')));
  CHECK_FALSE(matches(".*", std::string(kMatchedBytesMax + 1, 'a')));
  CHECK(matches(".*", ""));
}

TEST_CASE("a pattern that would take much memory is refused") {
  CHECK_FALSE(Pattern::compile("((((a{30}){30}){30}){30})").ok());
  CHECK_FALSE(Pattern::compile("[\\p{L} '-]{1,40}").ok());
  CHECK(Pattern::compile("[\\p{L} '-]{1,5}").ok());
  CHECK(Pattern::compile("[\\p{L} '-]+").ok());
  CHECK(Pattern::compile("[a-zà-ÿ '-]{1,64}").ok());
}

TEST_CASE("patterns that explode elsewhere stay linear") {
  const std::string text(kMatchedBytesMax, 'a');
  CHECK_FALSE(matches("(a*)*b", text));
  CHECK_FALSE(matches("(a|aa)+c", text));
  CHECK_FALSE(matches("(x+x+)+y|(.*)*z", text));
  CHECK_FALSE(matches("[ab]*a[ab]{100}c", text));
}

TEST_CASE("a copy of a pattern is the same pattern") {
  const Pattern pattern = *Pattern::compile("a+");
  const Pattern copy = pattern;
  CHECK(copy.matches("aa"));
  CHECK(copy.text() == "a+");
}

}  // namespace sivo::ivr
