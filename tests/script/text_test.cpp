#include "script/text.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sivo::script {

TEST_CASE("characters above U+FFFF become two surrogates and come back") {
  for (const char* text : {"", "a", "é€", "😀", "a😀b€c\xF4\x8F\xBF\xBF"})
    CHECK(from_cesu8(to_cesu8(text)) == text);
  CHECK(to_cesu8("😀") == "\xED\xA0\xBD\xED\xB8\x80");
  CHECK(to_cesu8("€") == "€");
}

TEST_CASE("what is no character becomes U+FFFD") {
  const std::string replacement = "\xEF\xBF\xBD";
  CHECK(from_cesu8("\xED\xA0\xBD") == replacement);
  CHECK(from_cesu8("\xED\xB8\x80\xED\xA0\xBD") == replacement + replacement);
  CHECK(from_cesu8("\xFF"
                   "a\x80") == replacement + "a" + replacement);
  CHECK(from_cesu8("\xE2\x82") == replacement + replacement);
  CHECK(from_cesu8("\xC0\x80") == replacement + replacement);
  CHECK(from_cesu8("\xF8\x88\x80\x80\x80").size() == 5 * replacement.size());
  CHECK(is_valid_utf8(from_cesu8("\xF4\x90\x80\x80\xE0\x80\x80")));
}

TEST_CASE("a message is one line within its size, cut between characters") {
  CHECK(one_line("a\r\n\tb\x7F", 100) == "a   b ");
  CHECK(one_line("abc", 3) == "abc");
  CHECK(one_line("abcd", 3) == "abc");
  CHECK(one_line("ab€", 4) == "ab");
  CHECK(one_line("ab€", 5) == "ab€");
  CHECK(one_line("abc", 0).empty());
}

}  // namespace sivo::script
