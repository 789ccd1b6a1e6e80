#include "base/status.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string_view>

namespace {

using namespace sivo;

TEST_CASE("every status has a C name of its own") {
  std::set<std::string_view> names;
  for (int32_t value = 0; value >= static_cast<int32_t>(Status::kDenied); --value) {
    const std::string_view name = status_name(static_cast<Status>(value));
    CHECK(name != "SIVO_EUNKNOWN");
    CHECK(name.starts_with(value == 0 ? "SIVO_OK" : "SIVO_E"));
    CHECK(names.insert(name).second);
  }
  CHECK(status_name(Status::kInvalid) == "SIVO_EINVAL");
}

TEST_CASE("a number that is no status still has a name") {
  CHECK(status_name(static_cast<Status>(7)) == "SIVO_EUNKNOWN");
}

}  // namespace
