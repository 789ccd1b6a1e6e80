#include "schema/check.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr size_t kKeyShownMax = 64;  // bytes of an unknown key that a message repeats

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

// What came, as a message says it.
std::string show_json(const Field& field, const Json& json) {
  if (json.is_null()) return "null";
  if (json.is_array()) return "an array";
  if (json.is_object()) return "an object";
  if (field.is_secret || field.is_personal) return json.is_string() ? "a text" : "another type";
  if (json.is_bool()) return json.as_bool() ? "true" : "false";
  return json.is_number() ? json.number_text() : "a text";
}

Error refuse(const Field& field, const Json& json) {
  return mismatch(field, describe_expected(field), show_json(field, json));
}

Result<void> set_from_text(Record& record, size_t index, const Field& field, const Json& json) {
  if (!json.is_string()) return refuse(field, json);
  if (field.type != Type::kBytes) return record.set(index, std::string_view(json.as_string()));
  const auto bytes = parse_hex(json.as_string());
  if (!bytes) return mismatch(field, "hexadecimal digits in pairs", show_json(field, json));
  return record.set(index, std::string_view(*bytes));
}

Result<void> set_from_json(Record& record, size_t index, const Json& json) {
  const Field& field = record.table().fields[index];
  if (field.type == Type::kJson) return record.set_json(index, json);
  if (json.is_null()) return record.set(index, Value{});
  switch (field.type) {
    case Type::kBool:
      if (!json.is_bool()) return refuse(field, json);
      return record.set(index, json.as_bool());
    case Type::kInt:
      if (!json.is_integer()) return refuse(field, json);
      return record.set(index, json.as_integer());
    case Type::kReal:
      if (!json.is_number()) return refuse(field, json);
      return record.set(index, json.as_real());
    case Type::kText:
    case Type::kId:
    case Type::kTime:
    case Type::kEnum:
    case Type::kBytes:
    case Type::kJson:
      return set_from_text(record, index, field, json);
  }
  return {};
}

bool is_mask(const Field& field, const Json& json) {
  return field.is_secret && json.is_string() && json.as_string() == kSecretMask;
}

Error unknown_key(const Table& table, const std::string& key) {
  std::string shown(std::string_view(key).substr(0, kKeyShownMax));
  return invalid(shown, "expected a field of " + std::string(table.name) + ", got an unknown key");
}

int index_of_key(const Table& table, std::string_view key) {
  if (const int index = table.index_of(key); index >= 0) return index;
  for (size_t i = 0; i < table.fields.size(); ++i) {
    if (!table.fields[i].alias.empty() && table.fields[i].alias == key) return static_cast<int>(i);
  }
  return -1;
}

Result<void> read_members(Record& record, const Json& object) {
  const Table& table = record.table();
  std::bitset<kFieldsMax> seen;
  for (const auto& [key, json] : object.members()) {
    const int found = index_of_key(table, key);
    if (found < 0) return unknown_key(table, key);
    const auto index = static_cast<size_t>(found);
    const Field& field = table.fields[index];
    if (seen[index]) {
      return mismatch(
          field, "one of the names " + std::string(field.name) + " and " + std::string(field.alias),
          "both");
    }
    seen.set(index);
    if (is_mask(field, json)) continue;
    if (auto done = set_from_json(record, index, json); !done) return done;
  }
  return {};
}

}  // namespace

Result<void> read_into(Record& record, const Json& object) {
  if (!object.is_object()) {
    return invalid({}, "expected a JSON object for " + std::string(record.table().name));
  }
  Record changed = record;
  if (auto done = read_members(changed, object); !done) return done;
  record = std::move(changed);
  return {};
}

Result<Record> read_record(const Table& table, const Json& object) {
  Record record(table);
  if (auto done = read_into(record, object); !done) return done.take_error();
  return record;
}

Result<Record> parse_record(const Table& table, std::string_view json) {
  auto document = Json::parse(json);
  if (!document) return document.take_error();
  return read_record(table, *document);
}

}  // namespace sivo::schema
