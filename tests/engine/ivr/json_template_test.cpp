#include "engine/ivr/json_template.hpp"

#include <doctest/doctest.h>

#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;
using testing::json;
using testing::JsonScope;

std::string rendered(std::string_view document, std::string_view values,
                     size_t bytes_max = kTextBytesMax) {
  const auto compiled = JsonTemplate::compile(json(document));
  REQUIRE(compiled.ok());
  const JsonScope scope(values);
  RenderNotes notes;
  const auto made = compiled->render(scope, notes, bytes_max);
  CHECK(made.has_value() == !notes.has_error);
  return made ? made->dump() : "error";
}

std::string nested(size_t levels, const std::string& core) {
  return std::string(levels, '[') + core + std::string(levels, ']');
}

}  // namespace

TEST_CASE("case 55: a value cannot break out of its leaf") {
  const std::string body = rendered(R"({"n":"{{name}}"})", R"({"name": "a\"b\n"})");
  CHECK(body == R"({"n":"a\"b\n"})");
  CHECK(json(body).find("n")->as_string() == "a\"b\n");
}

TEST_CASE("case 56: a leaf that is one expression keeps its type in a body") {
  CHECK(rendered(R"({"n":"{{count}}","t":"x{{count}}"})", R"({"count": 3})") ==
        R"({"n":3,"t":"x3"})");
  CHECK(rendered(R"(["{{o}}","{{z}}"])", R"({"o": {"k": [1.50]}, "z": null})") ==
        R"([{"k":[1.50]},null])");
}

TEST_CASE("what is no text of a body stays, and so do keys") {
  CHECK(rendered(R"({"a":[1,true,null,"x"],"{{k}}":{"b":"\\{{y}}"}})", R"({"k": 1})") ==
        R"({"a":[1,true,null,"x"],"{{k}}":{"b":"{{y}}"}})");
  CHECK(rendered("5", "{}") == "5");
  CHECK(rendered("\"{{v}}\"", R"({"v": 7})") == "7");
}

TEST_CASE("a missing leaf is an empty text, and is noted") {
  const auto compiled = JsonTemplate::compile(json(R"({"a":"{{x}}","b":["{{y.z}}"]})"));
  const JsonScope scope("{}");
  RenderNotes notes;
  CHECK(compiled->render(scope, notes)->dump() == R"({"a":"","b":[""]})");
  CHECK(notes.undefined == std::vector<std::string>{"x", "y.z"});
}

TEST_CASE("an error has the path of its leaf") {
  const auto bad = JsonTemplate::compile(json(R"({"items":[{"n":"ok"},{"n":"{{x"}]})"));
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.error().path == "items[1].n");
  CHECK(bad.error().message.ends_with("at column 4"));
}

TEST_CASE("a document without expressions is literal, one with some tells them") {
  CHECK(JsonTemplate::compile(json(R"({"a":["b"]})"))->is_literal());
  CHECK(JsonTemplate().is_literal());
  const auto compiled = JsonTemplate::compile(json(R"({"a":["{{x}}",1],"b":"{{y}}","c":"z"})"));
  CHECK_FALSE(compiled->is_literal());
  const auto templates = compiled->templates();
  REQUIRE(templates.size() == 2);
  CHECK(templates[0]->names()[0].name == "x");
  CHECK(templates[1]->names()[0].name == "y");
}

TEST_CASE("a rendered document is nested 64 levels at most") {
  const std::string values = R"({"v": [1], "s": 2})";
  CHECK(rendered(nested(64, "\"{{s}}\""), values) != "error");
  CHECK(rendered(nested(63, "\"{{v}}\""), values) != "error");
  CHECK(rendered(nested(64, "\"{{v}}\""), values) == "error");
}

TEST_CASE("a template is nested 64 levels at most") {
  Json document = Json::string("{{x}}");
  for (size_t i = 0; i < schema::kJsonDepthMax; ++i) {
    Json outer = Json::array();
    outer.push(std::move(document));
    document = std::move(outer);
  }
  CHECK(JsonTemplate::compile(document).ok());
  Json deeper = Json::array();
  deeper.push(std::move(document));
  CHECK_FALSE(JsonTemplate::compile(deeper).ok());
}

TEST_CASE("a rendered document keeps to its bytes") {
  const std::string values = R"({"v": "0123456789"})";
  // Four bytes a value for its punctuation, two for the key.
  CHECK(rendered(R"({"k1":"{{v}}"})", values, 16) == R"({"k1":"0123456789"})");
  CHECK(rendered(R"({"k1":"{{v}}"})", values, 15) == "error");
  CHECK(rendered(R"("{{v}}")", values, 0) == "error");
  CHECK(rendered(R"(["0123456789","{{v}}"])", values, 28) != "error");
  CHECK(rendered(R"(["0123456789","{{v}}"])", values, 27) == "error");
}

TEST_CASE("a document has 10 000 values at most") {
  const auto document = [](size_t items) {
    Json array = Json::array();
    for (size_t i = 0; i < items; ++i) array.push(Json());
    return array;
  };
  CHECK(JsonTemplate::compile(document(kJsonLeavesMax - 1)).ok());
  CHECK_FALSE(JsonTemplate::compile(document(kJsonLeavesMax)).ok());
}

TEST_CASE("a leaf that fails makes the document fail") {
  const std::string values = R"({"v": ")" + std::string(6000, 'x') + R"("})";
  CHECK(rendered(R"({"a":"{{v}}"})", values) != "error");
  CHECK(rendered(R"({"a":"{{v}}{{v}}"})", values) == "error");
}

}  // namespace sivo::ivr
