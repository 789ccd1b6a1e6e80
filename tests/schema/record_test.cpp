#include "schema/record.hpp"

#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/queue.hpp"
#include "schema/schedule.hpp"

using namespace sivo;
using namespace sivo::schema;

TEST_CASE("a record knows what was given") {
  Record record(table_of<Queue>());
  const size_t name = index_of(record.table(), "name");
  CHECK_FALSE(record.is_given(name));
  REQUIRE(record.set(name, std::string_view("  Ventas  ")).ok());
  CHECK(record.is_given(name));
  CHECK(record.as<Queue>().name == "Ventas");
  CHECK(std::get<std::string_view>(record.get(name)) == "Ventas");
}

TEST_CASE("a value refused changes nothing") {
  Record record(table_of<Queue>());
  const size_t ring = index_of(record.table(), "ring_timeout_sec");
  const auto done = record.set(ring, int64_t{4});
  REQUIRE_FALSE(done.ok());
  CHECK(done.error().path == "ring_timeout_sec");
  CHECK(done.error().message == "expected an integer from 5 to 300, got 4");
  CHECK(record.as<Queue>().ring_timeout_sec == 20);
  CHECK_FALSE(record.is_given(ring));
}

TEST_CASE("a copy is its own record") {
  Queue queue;
  queue.name = "a";
  Record first(queue);
  CHECK(first.is_given(index_of(first.table(), "name")));
  Record second(first);
  second.as<Queue>().name = "b";
  CHECK(first.as<Queue>().name == "a");
  first = second;
  CHECK(first.as<Queue>().name == "b");
}

TEST_CASE("a record used as another struct is a bug") {
  Record record(table_of<Queue>());
  CHECK_THROWS_AS((void)record.as<Schedule>(), AssertFailure);
  CHECK_THROWS_AS((void)record.set(record.table().fields.size(), Value{}), AssertFailure);
}

TEST_CASE("JSON is stored compact") {
  Record record(table_of<Schedule>());
  const size_t hours = index_of(record.table(), "hours");
  REQUIRE(record.set(hours, std::string_view(" { \"mon\" : null } ")).ok());
  CHECK(record.as<Schedule>().hours == R"({"mon":null})");
  REQUIRE(record.set_json(hours, Json::object()).ok());
  CHECK(record.as<Schedule>().hours == "{}");
}
