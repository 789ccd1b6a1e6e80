#include "engine/ivr/template_reader.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {
namespace {

std::string literal(std::string_view text) {
  TemplateReader reader(text);
  auto value = reader.take_literal();
  return value ? value->dump() : value.error().message;
}

}  // namespace

TEST_CASE("literals of every kind") {
  CHECK(literal(" 'a' ") == "\"a\"");
  CHECK(literal("\"it's\"") == "\"it's\"");
  CHECK(literal(R"('\'\"\\\n\t')") == R"("'\"\\\n\t")");
  CHECK(literal("''") == "\"\"");
  CHECK(literal("'ñ}}|'") == "\"ñ}}|\"");
  CHECK(literal("-12.50") == "-12.50");
  CHECK(literal("0") == "0");
  CHECK(literal("1e3") == "1e3");
  CHECK(literal("true") == "true");
  CHECK(literal("false") == "false");
  CHECK(literal("null") == "null");
}

TEST_CASE("what is no literal is told with its column") {
  const std::string expected = "expected a string, a number, true, false or null, got ";
  CHECK(literal("") == expected + "the end of the text at column 1");
  CHECK(literal("  x") == expected + "\"x\" at column 3");
  CHECK(literal("01") == expected + "\"0\" at column 1");
  CHECK(literal("TRUE") == expected + "\"T\" at column 1");
  CHECK(literal("\"\\u0041\"").starts_with("expected \\\\, \\\", \\', \\n or \\t in a string"));
  CHECK(literal(" 'abc") ==
        "expected a closing quote, got the end of the text; it opens at column 2");
  CHECK(literal("'abc\\").find("escape at column 6") != std::string::npos);
}

TEST_CASE("names are letters, digits, _ and -, beginning with no digit") {
  TemplateReader reader(" node-1_b.año 9x -y");
  CHECK(reader.take_name() == "node-1_b");
  CHECK(reader.take_name_here().empty());
  CHECK(reader.take("."));
  CHECK(reader.take_name() == "año");
  CHECK(reader.take_name().empty());
  CHECK(reader.take_integer() == 9);
  CHECK(reader.take_name() == "x");
  CHECK(reader.take_name().empty());
}

TEST_CASE("integers are whole and fit") {
  CHECK(TemplateReader("-3]").take_integer() == -3);
  CHECK_FALSE(TemplateReader("1.5").take_integer());
  CHECK_FALSE(TemplateReader("99999999999999999999").take_integer());
  CHECK_FALSE(TemplateReader("x").take_integer());
}

TEST_CASE("columns count characters") {
  TemplateReader reader("ññ ?");
  CHECK(reader.take("ññ"));
  CHECK(reader.expected("a name").message == "expected a name, got \"?\" at column 4");
}

}  // namespace sivo::ivr
