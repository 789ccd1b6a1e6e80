#include "base/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace {

using namespace sivo;

Result<int> half(int number) {
  if (number % 2 != 0) return invalid("number", "expected an even number, got an odd one");
  return number / 2;
}

Result<void> check_quarter(int number) {
  auto first = half(number);
  if (!first) return first.take_error();
  auto second = half(*first);
  if (!second) return second.take_error();
  return {};
}

TEST_CASE("a result holds its value or its error, and a failure is passed on unchanged") {
  CHECK(*half(8) == 4);
  CHECK(check_quarter(8));
  const auto failed = check_quarter(6);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().status == Status::kInvalid);
  CHECK(failed.error().path == "number");
  CHECK(failed.error().message == "expected an even number, got an odd one");
}

TEST_CASE("a value that cannot be copied is moved out") {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  const std::unique_ptr<int> value = *std::move(result);
  CHECK(*value == 5);
}

TEST_CASE("asking a result for what it does not hold is a bug that is seen") {
  CHECK_THROWS_AS(static_cast<void>(half(3).value()), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(half(4).error()), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(check_quarter(8).error()), AssertFailure);
}

}  // namespace
