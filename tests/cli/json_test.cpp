#include "cli/json.hpp"

#include <doctest/doctest.h>

#include "cli/failure.hpp"

namespace sivo::cli {

TEST_CASE("what was parsed renders to the same") {
  for (const std::string text :
       {R"({"a":1,"b":[true,null,"x"],"c":{}})", R"([])", R"("é\"\\")", "-1.5e3", "\"\\u0001\""})
    CHECK(render_json(parse_json(text)) == text);
}

TEST_CASE("escapes become characters") {
  CHECK(parse_json(R"("\u00e9\n\ud83d\ude00\/")").text == "é\n😀/");
}

TEST_CASE("indented JSON has a member a line") {
  CHECK(render_json(parse_json(R"({"a":[1,2],"b":{}})"), 0) ==
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("members are found by name and shown without quotes") {
  const JsonValue value = parse_json(R"({"a":"x","b":null,"c":[1]})");
  REQUIRE(value.find("a") != nullptr);
  CHECK(value.find("a")->shown() == "x");
  CHECK(value.find("b")->shown().empty());
  CHECK(value.find("c")->shown() == "[1]");
  CHECK(value.find("d") == nullptr);
}

TEST_CASE("broken JSON is refused") {
  for (const std::string text :
       {"", "{", "[1", "{\"a\"}", "{\"a\":}", "\"a", "tru", "1 2", "\"\\u12\"", "\"\\x\"", "[1,]"})
    CHECK_THROWS_AS(parse_json(text), Failure);
}

TEST_CASE("depth has a limit") {
  const auto nested = [](int depth) {
    return std::string(static_cast<size_t>(depth), '[') +
           std::string(static_cast<size_t>(depth), ']');
  };
  CHECK_NOTHROW(parse_json(nested(kJsonDepthMax + 1)));
  CHECK_THROWS_AS(parse_json(nested(kJsonDepthMax + 2)), Failure);
}

}  // namespace sivo::cli
