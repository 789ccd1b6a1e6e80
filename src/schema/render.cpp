#include <charconv>

#include "base/time.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

template <class Number>
void append_number(std::string& out, Number number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end.ptr);
}

void append_hex(std::string& out, std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xfU];
  }
  out += '"';
}

bool is_empty_text(const Value& value) {
  const auto* text = std::get_if<std::string_view>(&value);
  return text != nullptr && text->empty();
}

std::string_view name_of(const Enumeration& enumeration, int64_t index) {
  SIVO_ASSERT(index >= 0 && static_cast<size_t>(index) < enumeration.values.size());
  return enumeration.values[static_cast<size_t>(index)];
}

}  // namespace

void render_value(std::string& out, const Field& field, const Value& value) {
  if (is_null(value) || (field.is_secret && is_empty_text(value))) {
    out += "null";
    return;
  }
  if (field.is_secret) {
    out.append("\"").append(kSecretMask).append("\"");
    return;
  }
  switch (field.type) {
    case Type::kBool:
      out += std::get<bool>(value) ? "true" : "false";
      break;
    case Type::kInt:
      append_number(out, std::get<int64_t>(value));
      break;
    case Type::kReal:
      append_number(out, std::get<double>(value));
      break;
    case Type::kText:
      append_json_string(out, std::get<std::string_view>(value));
      break;
    case Type::kId:
      out += '"';
      append_text(out, std::get<Id>(value));
      out += '"';
      break;
    case Type::kTime:
      out.append("\"").append(format_time(std::get<int64_t>(value))).append("\"");
      break;
    case Type::kEnum:
      append_json_string(out, name_of(*field.enumeration, std::get<int64_t>(value)));
      break;
    case Type::kJson:
      // A document never given has no text yet.
      out += is_empty_text(value) ? "null" : std::get<std::string_view>(value);
      break;
    case Type::kBytes:
      append_hex(out, std::get<std::string_view>(value));
      break;
  }
}

void render_record(std::string& out, const Table& table, const void* object) {
  char before = '{';
  if (table.fields.empty()) out += before;
  for (const Field& field : table.fields) {
    out += before;
    before = ',';
    // Names are [a-z0-9_.], which need no escape.
    out.append("\"").append(field.name).append("\":");
    render_value(out, field, field.get(object));
  }
  out += '}';
}

std::string render_record(const Record& record) {
  std::string out;
  render_record(out, record.table(), record.object());
  return out;
}

Json to_json(const Record& record) {
  auto json = Json::parse(render_record(record), kJsonDepthMax + 1);
  SIVO_ASSERT(json.ok());
  return std::move(*json);
}

}  // namespace sivo::schema
