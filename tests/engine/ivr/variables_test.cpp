#include "engine/ivr/variables.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {

TEST_CASE("variables keep to their number, size and sum") {
  SessionData data;
  Limits limits;
  limits.variables = 2;
  limits.value_bytes = 10;
  limits.values_bytes = 15;
  const auto text = [](size_t size) { return schema::Json::string(std::string(size - 2, 'x')); };
  CHECK(set_variable(data, limits, "a", text(10)));
  CHECK_FALSE(set_variable(data, limits, "b", text(11)));
  CHECK_FALSE(set_variable(data, limits, "b", text(6)));
  CHECK(set_variable(data, limits, "b", text(5)));
  CHECK_FALSE(set_variable(data, limits, "c", text(2)));
  CHECK(set_variable(data, limits, "a", text(2)));
  CHECK(data.variables_bytes == 7);
}

}  // namespace sivo::ivr
