#include "base/assert.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace {

using namespace sivo;

TEST_CASE("a failed assertion says which and where") {
  try {
    SIVO_ASSERT(1 + 1 == 3);
    FAIL("the assertion held");
  } catch (const AssertFailure& failure) {
    CHECK(failure.what() == std::string_view("1 + 1 == 3"));
    CHECK(std::string_view(failure.file()).ends_with("assert_test.cpp"));
    CHECK(failure.line() > 0);
  }
}

TEST_CASE("an assertion that holds does nothing and is evaluated once") {
  int evaluations = 0;
  SIVO_ASSERT(++evaluations == 1);
  CHECK(evaluations == 1);
}

}  // namespace
