#include "engine/ivr/value_text.hpp"

#include <doctest/doctest.h>

#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {

using testing::json;

TEST_CASE("every kind of value as text") {
  CHECK(value_text(json("\"a\\nb\"")) == "a\nb");
  CHECK(value_text(json("3")) == "3");
  CHECK(value_text(json("3.0")) == "3");
  CHECK(value_text(json("0.10")) == "0.1");
  CHECK(value_text(json("1e20")) == "100000000000000000000");
  CHECK(value_text(json("12345678901234567890")) == "12345678901234567890");
  CHECK(value_text(json("true")) == "true");
  CHECK(value_text(json("false")) == "false");
  CHECK(value_text(json("null")).empty());
  CHECK(value_text(json("[1.0, \"a\\\"b\", null]")) == "[1.0,\"a\\\"b\",null]");
  CHECK(value_text(json("{\"b\": {}, \"a\": []}")) == "{\"b\":{},\"a\":[]}");
}

TEST_CASE("a value's text is cut at the limit and told so") {
  const auto cut = [](std::string_view value, size_t bytes_max, std::string_view expected) {
    std::string out;
    const bool is_whole = append_value_text(out, json(value), bytes_max);
    CHECK(out == expected);
    return !is_whole;
  };
  CHECK_FALSE(cut("\"abc\"", 3, "abc"));
  CHECK(cut("\"abcd\"", 3, "abc"));
  CHECK(cut("\"abc\"", 0, ""));
  CHECK(cut("\"añ\"", 2, "a"));
  CHECK_FALSE(cut("[1,2]", 5, "[1,2]"));
  CHECK(cut("[1,2]", 4, "[1,2"));
  CHECK(cut("[[1,2],[3,4]]", 6, "[[1,2]"));
  CHECK(cut("{\"a\":1}", 5, "{\"a\":"));
}

TEST_CASE("a document has room for so many bytes and levels") {
  const auto fits = [](std::string_view value, size_t levels, size_t bytes) {
    JsonRoom room{levels, bytes};
    return take_room(room, json(value));
  };
  CHECK(fits("\"abc\"", 0, 7));
  CHECK_FALSE(fits("\"abc\"", 0, 6));
  CHECK_FALSE(fits("null", 0, 0));
  CHECK(fits("[[1]]", 2, 100));
  CHECK_FALSE(fits("[[1]]", 1, 100));
  CHECK(fits("[[1],[2],[3]]", 2, 100));
  CHECK(fits("{\"key\":1}", 1, 12));
  CHECK_FALSE(fits("{\"key\":1}", 1, 11));
}

}  // namespace sivo::ivr
