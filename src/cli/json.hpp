#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sivo::cli {

// A parsed JSON value, for showing what the library rendered. Scalars keep their text as written
// (strings decoded).
struct JsonValue {
  enum class Kind { kScalar, kString, kArray, kObject };
  Kind kind = Kind::kScalar;
  std::string text;
  std::vector<JsonValue> items;    // of an array, or the values of an object
  std::vector<std::string> names;  // of an object, one for each item

  const JsonValue* find(std::string_view name) const;
  // A string's contents; any other value on one line; "" for null.
  std::string shown() const;
};

inline constexpr int kJsonDepthMax = 64;

// Failure when the text is not JSON or deeper than kJsonDepthMax.
JsonValue parse_json(std::string_view text);
// As JSON again: one line with indent < 0, else a member a line.
std::string render_json(const JsonValue& value, int indent = -1);
std::string json_string(std::string_view text);

}  // namespace sivo::cli
