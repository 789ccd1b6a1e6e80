#include <doctest/doctest.h>

#include <clocale>

#include "schema/json.hpp"

using sivo::schema::Json;

namespace {

bool parses(std::string_view text) { return Json::parse(text).ok(); }

std::string nested(size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("every kind of JSON value is read") {
  auto json = Json::parse(R"( {"a":[null,true,false,-12,"x\u00e9\ud83d\ude00\n"],"b":{}} )");
  REQUIRE(json.ok());
  CHECK(json->dump() == "{\"a\":[null,true,false,-12,\"x\u00e9\U0001F600\\n\"],\"b\":{}}");
  CHECK(json->find("a")->items()[3].as_integer() == -12);
  CHECK(json->find("c") == nullptr);
}

TEST_CASE("what RFC 8259 does not allow is refused") {
  for (const char* text :
       {"",          " ",      "{",          "}",           "[1,]",    "{\"a\":1,}", "[1 2]",
        "{\"a\" 1}", "{a:1}",  "'a'",        "nul",         "NaN",     "Infinity",   "-",
        "+1",        "01",     "-01",        "1.",          ".5",      "1e",         "0x1",
        "\"a",       "\"\t\"", "\"\\x\"",    "\"\\u12g4\"", "// a\n1", "/* */1",     "[1]]",
        "1 2",       "{} {}",  "true false", "\x7f"}) {
    CAPTURE(text);
    CHECK_FALSE(parses(text));
  }
}

TEST_CASE("trailing bytes, a zero byte and a byte order mark are refused") {
  CHECK(parses("{}\r\n\t "));
  CHECK_FALSE(parses("{}x"));
  CHECK_FALSE(parses(std::string_view("{}\0", 3)));
  CHECK_FALSE(parses(std::string_view("{}\0garbage", 10)));
  CHECK_FALSE(parses(std::string_view("\"a\0b\"", 5)));
  CHECK_FALSE(parses("\xef\xbb\xbf{}"));
}

TEST_CASE("invalid UTF-8 is refused") {
  for (const char* text : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xe0\x80\xaf\"", "\"\xed\xa0\x80\"",
                           "\"\xf4\x90\x80\x80\"", "\"\xc3\"", "\"\x80\""}) {
    CHECK_FALSE(parses(text));
  }
  CHECK(parses("\"\xf4\x8f\xbf\xbf\""));
}

TEST_CASE("a lone surrogate is refused, a pair is one character") {
  for (const char* text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\ud800")", R"("\udc00\ud800")"}) {
    CHECK_FALSE(parses(text));
  }
  CHECK(Json::parse(R"("\ud800\udc00")")->as_string() == "\U00010000");
}

TEST_CASE("a repeated key is refused and the path names the object") {
  auto json = Json::parse(R"({"a":{"b":[{"c":1,"d":2,"c":3}]}})");
  REQUIRE_FALSE(json.ok());
  CHECK(json.error().path == "a.b[0]");
  CHECK(json.error().message == "expected each key once in an object, got \"c\" twice");
  CHECK_FALSE(parses(R"({"a":1,"\u0061":2})"));
}

TEST_CASE("a repeated key among many is refused") {
  std::string text = "{";
  for (int i = 0; i < 40; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  CHECK(parses(text + "\"z\":0}"));
  CHECK_FALSE(parses(text + "\"k17\":0}"));
}

TEST_CASE("64 levels of nesting are read, 65 are refused") {
  CHECK(parses(nested(64)));
  CHECK_FALSE(parses(nested(65)));
  CHECK(Json::parse(nested(3), 3).ok());
  CHECK_FALSE(Json::parse(nested(4), 3).ok());
  CHECK_FALSE(Json::parse(nested(1), 0).ok());
  CHECK(Json::parse("1", 0).ok());
  CHECK_FALSE(parses(std::string(1'000'000, '[')));
}

TEST_CASE("numbers keep the text they were written with") {
  for (const char* text :
       {"0", "-0", "-0.0", "9007199254740993", "18446744073709551615", "18446744073709551616",
        "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890", "1.50",
        "1e2", "1E+2", "0.1e-7", "1e-400", "1.7976931348623157e308"}) {
    CAPTURE(text);
    auto json = Json::parse(text);
    REQUIRE(json.ok());
    CHECK(json->number_text() == text);
    CHECK(json->dump() == text);
  }
}

TEST_CASE("a number that no double can hold is refused") {
  CHECK_FALSE(parses("1e400"));
  CHECK_FALSE(parses("[-1e400]"));
  const auto json = Json::parse("{\"a\":1e309}");
  CHECK(json.error().path == "a");
  CHECK(json.error().message.find("a number that a double can hold") != std::string::npos);
}

TEST_CASE("numbers do not depend on the host's locale") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  bool has_comma = false;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "es_ES.UTF-8", "fr_FR.UTF-8"}) {
    has_comma = has_comma || std::setlocale(LC_NUMERIC, name) != nullptr;
  }
  const auto json = Json::parse("[1.5]");
  std::setlocale(LC_NUMERIC, before.c_str());
  if (!has_comma) MESSAGE("SKIPPED: no locale with a decimal comma is here");
  REQUIRE(json.ok());
  CHECK(json->items()[0].number_text() == "1.5");
  CHECK(json->items()[0].as_real() == 1.5);
}

TEST_CASE("a syntax error names its line, its column, its byte and its path") {
  const auto json = Json::parse(R"({"hours":{"mon":[1,x]}})");
  REQUIRE_FALSE(json.ok());
  CHECK(json.error().path == "hours.mon[1]");
  CHECK(json.error().message.ends_with("at line 1, column 20 (byte 20)"));
}

TEST_CASE("the place of a syntax error counts lines, and characters in them") {
  struct Case {
    std::string_view text, place;
  };
  const Case cases[] = {
      {"", "line 1, column 1 (byte 1)"},
      {"{", "line 1, column 2 (byte 2)"},
      {"\n\n", "line 3, column 1 (byte 3)"},
      {"{\n  \"a\": 1,\n  x\n}", "line 3, column 3 (byte 15)"},
      {"[\"\u00e9\u00e9\", x]", "line 1, column 8 (byte 10)"},
      {"[\n 1e999]", "line 2, column 6 (byte 8)"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto json = Json::parse(c.text);
    REQUIRE_FALSE(json.ok());
    CAPTURE(json.error().message);
    CHECK(json.error().message.ends_with(c.place));
  }
  const auto zero = Json::parse(std::string_view("[\n\0]", 4));
  CHECK(zero.error().message.ends_with("line 2, column 1 (byte 3)"));
}

TEST_CASE("too many values are refused before memory is") {
  CHECK(Json::parse("[1,{}]", 64, 3).ok());
  CHECK_FALSE(Json::parse("[1,{},2]", 64, 3).ok());
  CHECK_FALSE(Json::parse("1", 64, 0).ok());
  CHECK_FALSE(parses(std::string(sivo::schema::kJsonBytesMax + 1, ' ')));
}
