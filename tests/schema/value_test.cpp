#include "schema/value.hpp"

#include <doctest/doctest.h>

using namespace sivo::schema;

TEST_CASE("every type has a name and only monostate is null") {
  for (int i = 0; i <= static_cast<int>(Type::kBytes); ++i) {
    CHECK_FALSE(type_name(static_cast<Type>(i)).empty());
  }
  CHECK(is_null(Value{}));
  CHECK_FALSE(is_null(Value(int64_t{0})));
  CHECK_FALSE(is_null(Value(std::string_view())));
}
