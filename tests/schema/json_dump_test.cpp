#include <doctest/doctest.h>

#include "schema/json.hpp"

using sivo::schema::append_json_string;
using sivo::schema::Json;

TEST_CASE("only what must be escaped is escaped") {
  std::string out;
  append_json_string(out, std::string_view("a\"\\/\b\f\n\r\t\x01\x1f\x7f\0é", 15));
  CHECK(out == "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000é\"");
}

TEST_CASE("every escaped character reads back") {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  std::string out;
  append_json_string(out, all);
  CHECK(Json::parse(out)->as_string() == all);
}

TEST_CASE("a document is pretty with two spaces and a final newline") {
  const auto json = Json::parse(R"({"a":[1,{"b":null}],"c":[],"d":{}})");
  CHECK(json->dump_pretty() ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": "
        "{}\n}\n");
  CHECK(*Json::parse(json->dump_pretty()) == *json);
}
