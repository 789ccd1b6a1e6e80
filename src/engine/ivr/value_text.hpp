#pragma once

#include <cstddef>
#include <string>

#include "schema/json.hpp"

namespace sivo::ivr {

// The hard maximum of one value and of a rendered template (limits of the specification).
inline constexpr size_t kTextBytesMax = size_t{64} << 10;

// What a value is in a text: a string as it is, a number as Decimal::text() has it, true, false,
// nothing for null, compact JSON for arrays and objects.
std::string value_text(const schema::Json& value);

// The same, until `out` is bytes_max long; false when something was left out.
bool append_value_text(std::string& out, const schema::Json& value, size_t bytes_max);

// Compact JSON until `out` is bytes_max long; false when something was left out.
bool append_json(std::string& out, const schema::Json& value, size_t bytes_max);

// What a document may still hold.
struct JsonRoom {
  size_t levels = schema::kJsonDepthMax;
  size_t bytes = kTextBytesMax;  // of keys, texts and punctuation, before escaping
};
// Whether the value fits; its bytes are taken off the room.
bool take_room(JsonRoom& room, const schema::Json& value);

}  // namespace sivo::ivr
