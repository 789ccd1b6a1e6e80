#include <doctest/doctest.h>

#include "schema/walk.hpp"

using namespace sivo::schema;

namespace {

constexpr std::string_view kNames[] = {"on_call", "Exact"};
constexpr EnumAlias kAliases[] = {{"on-break", 1}};
constexpr Enumeration kStates{"state", kNames, kAliases};

}  // namespace

TEST_CASE("names are exact, aliases are not") {
  CHECK(find_enumerator(kStates, "on_call") == 0);
  CHECK(find_enumerator(kStates, "Exact") == 1);
  CHECK_FALSE(find_enumerator(kStates, "exact").has_value());
  CHECK_FALSE(find_enumerator(kStates, "on call").has_value());
  for (const char* text : {"on-break", "On Break", "ON_BREAK"}) {
    CHECK(find_enumerator(kStates, text) == 1);
  }
  CHECK_FALSE(find_enumerator(kStates, "onbreak").has_value());
  CHECK_FALSE(find_enumerator(kStates, "").has_value());
}
