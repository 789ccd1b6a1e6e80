#pragma once

#include <string>

#include "base/result.hpp"
#include "schema/field.hpp"
#include "schema/json.hpp"

namespace sivo::schema {

// One value checked against its field, in canonical form. The result borrows from `value` or from
// `storage`. An error's path is the field's name, with the place inside JSON fields.
Result<Value> check_value(const Field& field, const Value& value, std::string& storage);
// The same for a JSON field that is a document already.
Result<Value> check_json(const Field& field, const Json& json, std::string& storage);

// "expected …, got …", where what came is shown shortened, and never for secret or personal fields.
Error mismatch(const Field& field, std::string_view expected, std::string_view got);

// What a value of this field must look like, in words: "an integer from 5 to 300".
std::string describe_expected(const Field& field);

}  // namespace sivo::schema
