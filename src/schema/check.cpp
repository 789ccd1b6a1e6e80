#include "schema/check.hpp"

#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "base/time.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr size_t kShownBytesMax = 60;  // of a value that a message repeats
constexpr size_t kTrimBytesMax = 256;  // white space around a text that is still trimmed
constexpr int64_t kUtf8BytesMax = 4;   // of one character

std::string size_text(std::string_view text) {
  return "a text of " + std::to_string(text.size()) + " bytes";
}

std::string quoted(std::string_view text) {
  if (!is_valid_utf8(text) || has_control_character(text)) return size_text(text);
  std::string_view shown = text.substr(0, kShownBytesMax);
  while (!is_valid_utf8(shown)) shown.remove_suffix(1);
  std::string out;
  append_json_string(out, shown);
  if (shown.size() < text.size()) out += "…";
  return out;
}

std::string real_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : "infinity";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, end.ptr);
}

std::string show(const Field& field, const Value& value) {
  if (is_null(value)) return "null";
  if (const auto* b = std::get_if<bool>(&value)) return *b ? "true" : "false";
  const bool is_hidden = field.is_secret || field.is_personal;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return is_hidden || field.type == Type::kBytes ? size_text(*text) : quoted(*text);
  }
  if (is_hidden) return "another value";
  if (const auto* i = std::get_if<int64_t>(&value)) return std::to_string(*i);
  if (const auto* d = std::get_if<double>(&value)) return real_text(*d);
  return to_text(std::get<Id>(value));
}

Error refuse(const Field& field, const Value& value) {
  return mismatch(field, describe_expected(field), show(field, value));
}

Result<Value> check_int(const Field& field, const Value& value) {
  const auto* i = std::get_if<int64_t>(&value);
  if (i == nullptr || *i < field.min || *i > field.max) return refuse(field, value);
  return value;
}

bool has_real_range(const Field& field) { return field.real_min != 0 || field.real_max != 0; }

Result<Value> check_real(const Field& field, const Value& value) {
  double real = 0;
  if (const auto* d = std::get_if<double>(&value)) real = *d;
  else if (const auto* i = std::get_if<int64_t>(&value)) real = static_cast<double>(*i);
  else return refuse(field, value);
  const bool is_outside = has_real_range(field) && (real < field.real_min || real > field.real_max);
  if (!std::isfinite(real) || is_outside) return refuse(field, value);
  return Value(real);
}

Result<Value> check_text(const Field& field, const Value& value, std::string& storage) {
  const auto* given = std::get_if<std::string_view>(&value);
  if (given == nullptr) return refuse(field, value);
  if (given->size() > static_cast<size_t>(field.length_max() * kUtf8BytesMax) + kTrimBytesMax) {
    return mismatch(field, describe_expected(field), size_text(*given));
  }
  if (!is_valid_utf8(*given)) return mismatch(field, "valid UTF-8", "other bytes");
  // White space may be meant in a password.
  const std::string_view text = field.is_secret ? *given : trim(*given);
  if (has_control_character(text)) {
    return mismatch(field, "no control characters", size_text(text));
  }
  storage.assign(text);
  const auto length = static_cast<int64_t>(count_code_points(text));
  if (length < field.min || length > field.length_max()) {
    return mismatch(field, describe_expected(field), std::to_string(length) + " characters");
  }
  if (field.text_rule != nullptr) {
    if (auto expected = field.text_rule(storage))
      return mismatch(field, *expected, show(field, value));
  }
  return Value(std::string_view(storage));
}

Result<Value> check_id(const Field& field, const Value& value) {
  if (std::holds_alternative<Id>(value)) return value;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (const auto id = parse_id(*text)) return Value(*id);
  }
  return refuse(field, value);
}

Result<Value> check_time(const Field& field, const Value& value) {
  if (const auto* i = std::get_if<int64_t>(&value)) {
    if (*i >= kTimeMin && *i <= kTimeMax) return value;
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (const auto time = parse_time(*text)) return Value(*time);
  }
  return refuse(field, value);
}

Result<Value> check_enum(const Field& field, const Value& value) {
  const Enumeration& names = *field.enumeration;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (const auto index = find_enumerator(names, *text)) return Value(int64_t{*index});
  } else if (const auto* i = std::get_if<int64_t>(&value)) {
    if (*i >= 0 && static_cast<size_t>(*i) < names.values.size()) return value;
  }
  return refuse(field, value);
}

Result<Value> check_bytes(const Field& field, const Value& value) {
  const auto* bytes = std::get_if<std::string_view>(&value);
  if (bytes == nullptr) return refuse(field, value);
  const auto length = static_cast<int64_t>(bytes->size());
  if (length < field.min || length > field.length_max()) return refuse(field, value);
  return value;
}

Result<Value> check_json_text(const Field& field, const Value& value, std::string& storage) {
  const auto* text = std::get_if<std::string_view>(&value);
  if (text == nullptr) return refuse(field, value);
  auto json = Json::parse(*text);
  if (!json) {
    Error error = json.take_error();
    if (field.is_secret || field.is_personal) error.message = "expected valid JSON";
    error.path.insert(0, error.path.empty() || error.path[0] == '[' ? "" : ".");
    error.path.insert(0, field.name);
    return error;
  }
  return check_json(field, *json, storage);
}

std::string bounds_text(const Field& field) {
  const bool has_min = field.min != INT64_MIN, has_max = field.max != INT64_MAX;
  if (has_min && has_max) {
    return " from " + std::to_string(field.min) + " to " + std::to_string(field.max);
  }
  if (has_min) return " of at least " + std::to_string(field.min);
  return has_max ? " of at most " + std::to_string(field.max) : "";
}

std::string length_text(const Field& field, std::string_view unit) {
  const int64_t least = field.min == INT64_MIN ? 0 : field.min;
  return std::to_string(least) + " to " + std::to_string(field.length_max()) + " " +
         std::string(unit);
}

std::string names_text(const Enumeration& names) {
  std::string out = "one of ";
  for (size_t i = 0; i < names.values.size(); ++i) {
    if (i > 0) out += ", ";
    out += names.values[i];
  }
  return out;
}

}  // namespace

Error mismatch(const Field& field, std::string_view expected, std::string_view got) {
  std::string message = "expected ";
  message.append(expected).append(", got ").append(got);
  return invalid(std::string(field.name), std::move(message));
}

std::string describe_expected(const Field& field) {
  switch (field.type) {
    case Type::kBool:
      return "true or false";
    case Type::kInt:
      return "an integer" + bounds_text(field);
    case Type::kReal:
      if (!has_real_range(field)) return "a finite number";
      return "a number from " + real_text(field.real_min) + " to " + real_text(field.real_max);
    case Type::kText:
      return "a text of " + length_text(field, "characters");
    case Type::kId:
      return "a UUID";
    case Type::kTime:
      return "an RFC 3339 time in the years 1 to 9999";
    case Type::kEnum:
      return names_text(*field.enumeration);
    case Type::kJson:
      return "a JSON document of " + length_text(field, "bytes");
    case Type::kBytes:
      return length_text(field, "bytes");
  }
  return "";
}

Result<Value> check_json(const Field& field, const Json& json, std::string& storage) {
  if (json.is_null() && field.is_nullable) return Value{};
  if (field.json_rule != nullptr) {
    std::string path(field.name);
    if (auto expected = field.json_rule(json, path)) {
      return invalid(std::move(path), "expected " + *expected);
    }
  }
  storage.clear();
  json.dump_to(storage);
  const auto length = static_cast<int64_t>(storage.size());
  if (length < field.min || length > field.length_max()) {
    return mismatch(field, describe_expected(field), std::to_string(length) + " bytes");
  }
  return Value(std::string_view(storage));
}

Result<Value> check_value(const Field& field, const Value& value, std::string& storage) {
  if (is_null(value)) {
    if (field.is_nullable) return value;
    return refuse(field, value);
  }
  switch (field.type) {
    case Type::kBool:
      if (!std::holds_alternative<bool>(value)) return refuse(field, value);
      return value;
    case Type::kInt:
      return check_int(field, value);
    case Type::kReal:
      return check_real(field, value);
    case Type::kText:
      return check_text(field, value, storage);
    case Type::kId:
      return check_id(field, value);
    case Type::kTime:
      return check_time(field, value);
    case Type::kEnum:
      return check_enum(field, value);
    case Type::kJson:
      return check_json_text(field, value, storage);
    case Type::kBytes:
      return check_bytes(field, value);
  }
  return refuse(field, value);
}

}  // namespace sivo::schema
