#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sivo::schema {

inline constexpr size_t kJsonDepthMax = 64;
inline constexpr size_t kJsonBytesMax = size_t{16} << 20;
inline constexpr size_t kJsonValuesMax = 1'000'000;

// A JSON document. Objects keep their order; numbers keep their source text, so an account number
// above 2^53 survives. Parsing is RFC 8259 and strict: duplicate keys, nesting over 64, invalid
// UTF-8 and trailing bytes are refused, with the JSON pointer or the byte offset in the message.
class Json {
 public:
  enum class Type : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  static Json boolean(bool value);
  static Json integer(int64_t value);
  static Json real(double value);        // shortest round trip; must be finite
  static Json number(std::string text);  // already a JSON number
  static Json string(std::string value);
  static Json array();
  static Json object();
  static Result<Json> parse(std::string_view text, size_t depth_max = kJsonDepthMax,
                            size_t values_max = kJsonValuesMax);

  Type type() const { return type_; }
  bool is_null() const { return type_ == Type::kNull; }
  bool is_bool() const { return type_ == Type::kBool; }
  bool is_number() const { return type_ == Type::kNumber; }
  bool is_string() const { return type_ == Type::kString; }
  bool is_array() const { return type_ == Type::kArray; }
  bool is_object() const { return type_ == Type::kObject; }
  // A number without fraction and exponent that fits int64_t.
  bool is_integer() const;

  bool as_bool() const;
  int64_t as_integer() const;
  double as_real() const;
  const std::string& as_string() const;          // of a string
  const std::string& number_text() const;        // of a number, as it was written
  const std::vector<Json>& items() const;        // of an array
  const std::vector<Member>& members() const;    // of an object
  const Json* find(std::string_view key) const;  // in an object; null when absent

  void push(Json item);
  void set(std::string key, Json value);     // replaces, keeps the place
  void append(std::string key, Json value);  // a key that is not there yet; not checked
  bool erase(std::string_view key);

  // Compact, keys in order, only what must be escaped is escaped.
  std::string dump() const;
  void dump_to(std::string& out) const;
  std::string dump_pretty() const;  // two spaces, a final newline
  // Equal documents: the same keys in the same order, numbers written alike.
  friend bool operator==(const Json& a, const Json& b);

 private:
  Type type_ = Type::kNull;
  bool bool_ = false;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

// A quoted, escaped JSON string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sivo::schema
