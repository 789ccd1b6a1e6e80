#include "engine/ivr/value_text.hpp"

#include "engine/ivr/code_points.hpp"
#include "engine/ivr/decimal.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr size_t kPunctuation = 4;  // bytes of a value besides its texts: quotes, comma, colon

bool append_members(std::string& out, const Json& value, size_t bytes_max) {
  char before = '{';
  for (const auto& [key, member] : value.members()) {
    out += before;
    before = ',';
    schema::append_json_string(out, key);
    out += ':';
    if (!append_json(out, member, bytes_max)) return false;
  }
  if (before == '{') out += before;
  out += '}';
  return true;
}

bool append_items(std::string& out, const Json& value, size_t bytes_max) {
  char before = '[';
  for (const Json& item : value.items()) {
    out += before;
    before = ',';
    if (!append_json(out, item, bytes_max)) return false;
  }
  if (before == '[') out += before;
  out += ']';
  return true;
}

std::string number_text(const Json& value) {
  const auto number = Decimal::parse(value.number_text());
  return number ? number->text() : value.number_text();
}

bool take_bytes(JsonRoom& room, size_t bytes) {
  if (bytes > room.bytes) return false;
  room.bytes -= bytes;
  return true;
}

bool take_children(JsonRoom& room, const Json& value) {
  if (value.is_array()) {
    for (const Json& item : value.items()) {
      if (!take_room(room, item)) return false;
    }
    return true;
  }
  for (const auto& [key, member] : value.members()) {
    if (!take_bytes(room, key.size()) || !take_room(room, member)) return false;
  }
  return true;
}

}  // namespace

std::string value_text(const Json& value) {
  if (value.is_string()) return value.as_string();
  std::string out;
  append_value_text(out, value, kTextBytesMax);
  return out;
}

bool append_value_text(std::string& out, const Json& value, size_t bytes_max) {
  switch (value.type()) {
    case Json::Type::kNull:
      return true;
    case Json::Type::kBool:
      return append_within(out, value.as_bool() ? "true" : "false", bytes_max);
    case Json::Type::kNumber:
      return append_within(out, number_text(value), bytes_max);
    case Json::Type::kString:
      return append_within(out, value.as_string(), bytes_max);
    case Json::Type::kArray:
    case Json::Type::kObject:
      break;
  }
  return append_json(out, value, bytes_max);
}

// Goes as deep as the document, at most kJsonDepthMax and the two levels of nodes.<id>.
bool append_json(std::string& out, const Json& value, size_t bytes_max) {
  bool is_whole = true;
  if (value.is_object()) {
    is_whole = append_members(out, value, bytes_max);
  } else if (value.is_array()) {
    is_whole = append_items(out, value, bytes_max);
  } else {
    value.dump_to(out);
  }
  if (out.size() <= bytes_max) return is_whole;
  out.resize(first_bytes(out, bytes_max).size());
  return false;
}

bool take_room(JsonRoom& room, const Json& value) {
  const size_t text = value.is_string()   ? value.as_string().size()
                      : value.is_number() ? value.number_text().size()
                                          : 0;
  if (!take_bytes(room, text + kPunctuation)) return false;
  if (!value.is_array() && !value.is_object()) return true;
  if (room.levels == 0) return false;
  --room.levels;
  const bool fits = take_children(room, value);
  ++room.levels;
  return fits;
}

}  // namespace sivo::ivr
