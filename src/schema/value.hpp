#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "base/id.hpp"

namespace sivo::schema {

// How a field is stored. A time is µs since the epoch, an enumeration is the index of its name,
// JSON is canonical compact text.
enum class Type : uint8_t { kBool, kInt, kReal, kText, kId, kTime, kEnum, kJson, kBytes };

std::string_view type_name(Type type);

// One field's value on its way in or out. Text is borrowed from the struct or from the caller.
// monostate is null. kInt, kTime and kEnum are int64_t; kText, kJson and kBytes are string_view.
using Value = std::variant<std::monostate, bool, int64_t, double, std::string_view, Id>;

inline bool is_null(const Value& value) { return value.index() == 0; }

}  // namespace sivo::schema
