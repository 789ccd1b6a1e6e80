#include "engine/call/caller_id.hpp"

#include <doctest/doctest.h>

namespace sivo::call {
namespace {

TEST_CASE("a caller's number is kept as E.164 or as digits, and withheld is nothing") {
  CHECK(caller_number("+34600000001") == "+34600000001");
  CHECK(caller_number("+34 600 000 001") == "+34600000001");
  CHECK(caller_number("112") == "112");
  CHECK(!caller_number(std::nullopt));
  CHECK(!caller_number(""));
  CHECK(!caller_number("anonymous"));
}

}  // namespace
}  // namespace sivo::call
