#include "store/cursor.hpp"

#include "store/bytes.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Type;
using schema::Value;

constexpr char kVersion = 1;
constexpr size_t kHeaderBytes = 9;
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum Tag : char { kNull = 0, kBool = 1, kInt = 2, kReal = 3, kText = 4, kId = 5 };

// RFC 4648 section 5, without padding.
std::string to_base64url(std::string_view bytes) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<uint8_t>(c);
    for (count += 8; count >= 6; count -= 6) out += kAlphabet[(bits >> (count - 6)) & 63];
  }
  if (count > 0) out += kAlphabet[(bits << (6 - count)) & 63];
  return out;
}

bool from_base64url(std::string_view text, std::string& out) {
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return false;
    bits = (bits << 6) | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xff);
  }
  return to_base64url(out) == text;  // one spelling only
}

void append_value(std::string& out, const Value& value) {
  if (schema::is_null(value)) {
    out += kNull;
  } else if (const auto* b = std::get_if<bool>(&value)) {
    out += kBool;
    out += *b ? '\1' : '\0';
  } else if (const auto* i = std::get_if<int64_t>(&value)) {
    out += kInt;
    append_be(out, static_cast<uint64_t>(*i), 8);
  } else if (const auto* d = std::get_if<double>(&value)) {
    out += kReal;
    append_be(out, std::bit_cast<uint64_t>(*d), 8);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    out += kText;
    append_sized(out, *text);
  } else {
    out += kId;
    out += view_of(std::get<Id>(value));
  }
}

bool fits(Tag tag, const Field& field, const Value& value) {
  switch (field.type) {
    case Type::kBool:
      return tag == kBool;
    case Type::kInt:
    case Type::kTime:
      return tag == kInt;
    case Type::kEnum:
      return tag == kInt && std::get<int64_t>(value) >= 0 &&
             static_cast<size_t>(std::get<int64_t>(value)) < field.enumeration->values.size();
    case Type::kReal:
      return tag == kReal;
    case Type::kText:
    case Type::kBytes:
      return tag == kText;
    case Type::kId:
      return tag == kId;
    case Type::kJson:
      return false;
  }
  return false;
}

// Takes bytes off the front; fails softly, so that a forged cursor is refused and nothing else.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool take(size_t count, std::string_view& out) {
    if (rest_.size() < count) return false;
    out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return true;
  }
  bool is_empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool read_value(Reader& from, Tag& tag, Value& out) {
  std::string_view bytes;
  if (!from.take(1, bytes)) return false;
  tag = static_cast<Tag>(bytes[0]);
  switch (tag) {
    case kNull:
      out = Value{};
      return true;
    case kBool:
      if (!from.take(1, bytes)) return false;
      out = bytes[0] != '\0';
      return true;
    case kInt:
      if (!from.take(8, bytes)) return false;
      out = static_cast<int64_t>(read_be(bytes));
      return true;
    case kReal:
      if (!from.take(8, bytes)) return false;
      out = std::bit_cast<double>(read_be(bytes));
      return true;
    case kText:
      if (!from.take(4, bytes) || !from.take(read_be(bytes), bytes)) return false;
      out = bytes;
      return true;
    case kId: {
      Id id;
      if (!from.take(id.bytes.size(), bytes)) return false;
      std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
      out = id;
      return true;
    }
  }
  return false;
}

Error refused() {
  return invalid("cursor",
                 "expected the next_cursor of a page of this very query, got another text");
}

}  // namespace

uint64_t shape_of(const schema::Table& table, const Id& tenant, const Query& query,
                  const std::vector<Order>& order) {
  std::string bytes(table.name);
  bytes.append(view_of(tenant));
  for (const Filter& filter : query.filters) {
    append_be(bytes, filter.field, 2);
    append_be(bytes, static_cast<uint64_t>(filter.op), 1);
    append_be(bytes, filter.values.size(), 2);
    for (const Value& value : filter.values) append_value(bytes, value);
  }
  for (const Order& by : order) {
    append_be(bytes, by.field, 2);
    append_be(bytes, by.is_descending ? 1 : 0, 1);
  }
  uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a, 64 bits
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3ULL;
  return hash;
}

std::string encode_cursor(uint64_t shape, const std::vector<Value>& values) {
  std::string bytes(1, kVersion);
  append_be(bytes, shape, 8);
  for (const Value& value : values) append_value(bytes, value);
  return to_base64url(bytes);
}

Result<std::vector<Value>> decode_cursor(std::string_view cursor, uint64_t shape,
                                         const schema::Table& table,
                                         const std::vector<Order>& order, std::string& storage) {
  storage.clear();
  if (cursor.size() > kCursorBytesMax || !from_base64url(cursor, storage)) return refused();
  Reader reader(storage);
  std::string_view header;
  if (!reader.take(kHeaderBytes, header) || header[0] != kVersion) return refused();
  if (read_be(header.substr(1)) != shape) return refused();
  std::vector<Value> values;
  for (const Order& by : order) {
    Tag tag = kNull;
    Value value;
    if (!read_value(reader, tag, value)) return refused();
    const Field& field = table.fields[by.field];
    if (tag == kNull ? !field.is_nullable : !fits(tag, field, value)) return refused();
    values.push_back(value);
  }
  if (!reader.is_empty()) return refused();
  return values;
}

}  // namespace sivo::store
