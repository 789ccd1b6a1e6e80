#include "engine/ivr/path.hpp"

#include <doctest/doctest.h>

#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using testing::JsonScope;

Result<Path> read(std::string_view text) {
  TemplateReader reader(text);
  return Path::read(reader);
}

const JsonScope& scope() {
  static const JsonScope kScope(R"({
    "order": {"id": "A1", "lines": [{"sku": 1}, {"sku": 2}], "a key": 3, "none": null, "ñ": 4},
    "nodes": {"my-menu": {"status": "match"}}, "text": "abc", "vars_x": 1, "vars": {"x": 9}, "x": 8
  })");
  return kScope;
}

std::string found(std::string_view text) {
  const auto path = read(text);
  if (!path) return path.error().message;
  schema::Json room;
  const schema::Json* value = path->find(scope(), room);
  return value == nullptr ? "missing" : value->dump();
}

std::string found_in(std::string_view document, std::string_view text) {
  const auto path = Path::parse_in_document(text);
  if (!path) return path.error().message;
  const schema::Json json = testing::json(document);
  const schema::Json* value = path->find_in(json);
  return value == nullptr ? "missing" : value->dump();
}

}  // namespace

TEST_CASE("paths lead to what they name") {
  CHECK(found("text") == "\"abc\"");
  CHECK(found("order.id") == "\"A1\"");
  CHECK(found(" order . lines [ 0 ] . sku ") == "1");
  CHECK(found("order.lines[-1].sku") == "2");
  CHECK(found("order[\"a key\"]") == "3");
  CHECK(found("order['a key']") == "3");
  CHECK(found("order.ñ") == "4");
  CHECK(found("order.none") == "null");
  CHECK(found("nodes.my-menu.status") == "\"match\"");
  CHECK(found("$.text") == "\"abc\"");
  CHECK(found("vars.x") == "8");
  CHECK(found("$.vars.x") == "8");
  CHECK(found("vars") == "{\"x\":9}");
  CHECK(found("vars_x") == "1");
}

TEST_CASE("a path through what is no object, or past the end, leads nowhere") {
  for (const char* text : {"nobody", "text.length", "text[0]", "order.lines[2]", "order.lines[-3]",
                           "order.lines.sku", "order[\"lines\"][\"0\"]", "order[0]", "order.none.x",
                           "order.lines[9223372036854775807]"}) {
    CHECK_MESSAGE(found(text) == "missing", text);
  }
}

TEST_CASE("a path that is none says what was expected where") {
  CHECK(found("") ==
        "expected a variable's name (a-z, then a-z, 0-9 and _, at most 64), got the end of the "
        "text at column 1");
  CHECK(found("Name").ends_with("got \"N\" at column 1"));
  CHECK(found("a-b").ends_with("got \"a\" at column 1"));
  CHECK(found("9a").ends_with("got \"9\" at column 1"));
  CHECK(found("$") == "expected \".\" after \"$\", got the end of the text at column 2");
  CHECK(found("a.") == "expected a name, got the end of the text at column 3");
  CHECK(found("a.0") == "expected a name, got \"0\" at column 3");
  CHECK(found("a[]") == "expected a whole number or a key in quotes, got \"]\" at column 3");
  CHECK(found("a[1") == "expected \"]\", got the end of the text at column 4");
  CHECK(found("a[x]").starts_with("expected a whole number"));
  CHECK(found("vars.").starts_with("expected a variable's name"));
}

TEST_CASE("names, steps and texts of a path have their limits") {
  CHECK(read(std::string(64, 'a')).ok());
  CHECK_FALSE(read(std::string(65, 'a')).ok());
  const auto steps = [](size_t count) {
    std::string text = "a";
    for (size_t i = 0; i < count; ++i) text += ".b";
    return text;
  };
  CHECK(read(steps(kPathStepsMax)).ok());
  CHECK_FALSE(read(steps(kPathStepsMax + 1)).ok());
  CHECK(read("a." + std::string(kPathTextMax - 2, 'b')).ok());
  CHECK_FALSE(read("a." + std::string(kPathTextMax - 1, 'b')).ok());
}

TEST_CASE("a path knows how it is written") {
  const auto path = read("$.vars. order[\"a key\"] ");
  REQUIRE(path.ok());
  CHECK(path->root() == "order");
  CHECK(path->text() == "order[\"a key\"]");
  CHECK(path->has_steps());
  CHECK_FALSE(read("x")->has_steps());
}

TEST_CASE("a path into a document begins anywhere in it") {
  CHECK(found_in(R"({"data":[{"id":7}]})", "data[0].id") == "7");
  CHECK(found_in(R"({"data":[{"id":7}]})", "$.data[-1]['id']") == "7");
  CHECK(found_in(R"([1,2])", "[1]") == "2");
  CHECK(found_in(R"([1,2])", "$[0]") == "1");
  CHECK(found_in(R"({"Vars":1,"vars":{"x":2}})", "vars.x") == "2");
  CHECK(found_in(R"({"Vars":1})", "Vars") == "1");
  CHECK(found_in("5", "$") == "5");
  CHECK(found_in("5", "x") == "missing");
  CHECK(found_in("5", "x y") == "expected \".\" or \"[\", got \"y\" at column 3");
  CHECK(found_in("5", "") == "expected a name, got the end of the text at column 1");
}

}  // namespace sivo::ivr
