#include "schema/json.hpp"

#include <doctest/doctest.h>

#include "base/assert.hpp"

using sivo::schema::Json;

TEST_CASE("an object keeps its order and replaces in place") {
  Json json = Json::object();
  json.set("b", Json::integer(1));
  json.set("a", Json::boolean(true));
  json.set("b", Json::string("x"));
  CHECK(json.dump() == R"({"b":"x","a":true})");
  CHECK(json.erase("b"));
  CHECK_FALSE(json.erase("b"));
  CHECK(json.dump() == R"({"a":true})");
}

TEST_CASE("only whole numbers that fit are integers") {
  for (const char* text : {"0", "-0", "9223372036854775807", "-9223372036854775808"}) {
    CHECK(Json::parse(text)->is_integer());
  }
  for (const char* text : {"9223372036854775808", "1.0", "1e2", "\"1\"", "true"}) {
    CHECK_FALSE(Json::parse(text)->is_integer());
  }
}

TEST_CASE("a real is written so that it reads back the same") {
  CHECK(Json::real(0.1).dump() == "0.1");
  CHECK(Json::real(4.4).as_real() == 4.4);
  CHECK(Json::real(1e300).as_real() == 1e300);
  CHECK(Json::parse("1e-400")->as_real() == 0.0);
}

TEST_CASE("equality is of content and order") {
  CHECK(*Json::parse("{\"a\":[1]}") == *Json::parse(" {\"a\" : [ 1 ] } "));
  CHECK_FALSE(*Json::parse("[1]") == *Json::parse("[1.0]"));
  CHECK_FALSE(*Json::parse("{\"a\":1,\"b\":2}") == *Json::parse("{\"b\":2,\"a\":1}"));
  CHECK_FALSE(*Json::parse("\"1\"") == *Json::parse("1"));
}

TEST_CASE("asking a value for what it is not is a bug") {
  CHECK_THROWS_AS((void)Json::array().as_string(), sivo::AssertFailure);
  CHECK_THROWS_AS((void)Json::string("x").items(), sivo::AssertFailure);
  CHECK_THROWS_AS((void)Json::parse("1.5")->as_integer(), sivo::AssertFailure);
}
