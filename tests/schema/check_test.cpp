#include "schema/check.hpp"

#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/queue.hpp"
#include "schema/user.hpp"

using namespace sivo;
using namespace sivo::schema;

namespace {

const Field& field_of(const Table& table, std::string_view name) {
  return table.fields[index_of(table, name)];
}

}  // namespace

TEST_CASE("white space around a text goes, but not within") {
  std::string storage;
  const auto value = check_value(field_of(table_of<Queue>(), "name"),
                                 std::string_view(" \t two  words \n"), storage);
  REQUIRE(value.ok());
  CHECK(std::get<std::string_view>(*value) == "two  words");
}

TEST_CASE("a text of white space only is empty") {
  std::string storage;
  const auto value =
      check_value(field_of(table_of<Queue>(), "name"), std::string_view("   "), storage);
  REQUIRE_FALSE(value.ok());
  CHECK(value.error().message == "expected a text of 1 to 120 characters, got 0 characters");
}

TEST_CASE("what is expected is said in words") {
  CHECK(describe_expected(field_of(table_of<Queue>(), "ring_timeout_sec")) ==
        "an integer from 5 to 300");
  CHECK(describe_expected(field_of(table_of<User>(), "role")) ==
        "one of agent, supervisor, admin, viewer");
  CHECK(describe_expected(field_of(table_of<User>(), "id")) == "a UUID");
}

TEST_CASE("a JSON text with an error inside names the place in it") {
  std::string storage;
  const Field& skills = field_of(table_of<User>(), "skills");
  const auto twice = check_value(skills, std::string_view(R"({"a":{"b":1,"b":2}})"), storage);
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.error().path == "skills.a");
  const auto level = check_value(skills, std::string_view(R"({"a":11})"), storage);
  REQUIRE_FALSE(level.ok());
  CHECK(level.error().path == "skills.a");
  CHECK(level.error().message == "expected a level from 1 to 10");
}

TEST_CASE("a JSON document over its length is refused") {
  std::string storage;
  Json skills = Json::object();
  for (int i = 0; i < 64; ++i)
    skills.set(std::string(60, 'a') + std::to_string(i), Json::integer(1));
  const auto value = check_json(field_of(table_of<User>(), "skills"), skills, storage);
  REQUIRE_FALSE(value.ok());
  CHECK(value.error().path == "skills");
}
