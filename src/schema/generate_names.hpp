#pragma once

#include <string>
#include <string_view>

#include "schema/table.hpp"

namespace sivo::schema {

// "recording.default_format" becomes "RECORDING_DEFAULT_FORMAT", "ring-all" "RING_ALL".
std::string constant_name(std::string_view name);

// What a field is and which values it takes, in words: "integer from 5 to 300, default 20".
std::string describe_type(const Table& table, const Field& field);

// How a field is treated: "required, sealed, unique in the tenant".
std::string describe_rules(const Field& field);

std::string_view class_title(Class cls);

}  // namespace sivo::schema
