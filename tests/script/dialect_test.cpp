#include "script/dialect.hpp"

#include <doctest/doctest.h>

namespace sivo::script {

TEST_CASE("a newer construct is named with its remedy") {
  const auto first_word = [](std::string_view code) {
    const std::string text = newer_construct(code, 1);
    return text.substr(0, text.find(':'));
  };
  CHECK(first_word("let x = 1") == "let");
  CHECK(first_word("var f = (x) => x") == "arrow functions");
  CHECK(first_word("var t = `a ${b}`") == "template literals");
  CHECK(first_word("class A {}") == "classes");
  CHECK(first_word("for (var x of list) {}") == "for-of");
  CHECK(first_word("f(...list)") == "spread");
  CHECK(first_word("var { a } = vars") == "destructuring");
  CHECK(first_word("const [a] = vars") == "destructuring");
  CHECK(first_word("await f()") == "await");
}

TEST_CASE("texts, comments, longer words and properties are not taken for newer constructs") {
  for (const char* code : {"", "var a = 1", "var s = 'let' + \"a => b\"", "// let x", "letter = 1",
                           "outlet(x)", "vars.class", "var a = list[0]", "'\\'let'", "offset"})
    CHECK_MESSAGE(newer_construct(code, 1).empty(), code);
}

TEST_CASE("only the line that failed is looked at") {
  const char* code = "let a = 1\nvar b = 2\nvar c = `x`";
  CHECK(newer_construct(code, 2).empty());
  CHECK_FALSE(newer_construct(code, 3).empty());
  CHECK(newer_construct(code, 4).empty());
  CHECK_FALSE(newer_construct(code, 0).empty());
}

}  // namespace sivo::script
