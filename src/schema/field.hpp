#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.hpp"
#include "schema/kind.hpp"
#include "schema/value.hpp"

namespace sivo::schema {

class Json;

// Lengths of fields that name no smaller one.
inline constexpr int64_t kTextLengthMax = 4096;                  // characters
inline constexpr int64_t kBytesLengthMax = 4096;                 // bytes
inline constexpr int64_t kJsonFieldBytesMax = int64_t{1} << 20;  // bytes of canonical text

// The names of an enumeration, in the order of the C++ enumerators, and what else is understood on
// input (SIVO's own labels, other products' spellings).
struct EnumAlias {
  std::string_view alias;
  uint8_t index;
};
struct Enumeration {
  std::string_view name;  // "strategy"
  std::span<const std::string_view> values;
  std::span<const EnumAlias> aliases = {};
};

// Specialised beside each enum class: `static constexpr Enumeration value`.
template <class E>
struct EnumerationOf;

// A rule that bounds cannot say: returns what was expected, or nothing when the value is fine. It
// may rewrite the text into its canonical form (an e-mail in lower case, a CIDR in short form).
using TextRule = std::optional<std::string> (*)(std::string& text);
// The same for JSON fields; `path` is extended with where inside the document it is wrong.
using JsonRule = std::optional<std::string> (*)(const Json& json, std::string& path);

enum class OnDelete : uint8_t { kRestrict, kSetNull, kCascade };

// How members of one C++ type are read and written. One for each type, not for each field: there
// are a thousand fields.
struct Access {
  Value (*get)(const void* member) = nullptr;
  void (*set)(void* member, const Value& value) = nullptr;  // the type already fits
};

// One field of one table. Built only by field<Type>(…) and the chained rules below.
struct Field {
  uint16_t number = 0;  // for ever; never reused
  std::string_view name;
  std::string_view doc;  // one sentence, with the unit
  Type type = Type::kInt;
  bool is_nullable = false;   // the member is a std::optional
  bool is_required = false;   // must be given at creation
  bool is_read_only = false;  // the library writes it; refused on input
  bool is_sealed = false;     // may be given at creation, never changed after
  bool is_secret = false;     // goes in, never comes out; encrypted in the file
  bool is_personal = false;   // masked in messages and logs
  bool is_unique = false;     // in the tenant
  bool is_unique_in_file = false;
  bool is_indexed = false;
  bool is_history = false;  // a reference that may outlive what it names (a CDR's queue)
  OnDelete on_delete = OnDelete::kRestrict;
  Kind reference = Kind::kNone;
  std::string_view alias;  // a second JSON name, understood on input only
  const Enumeration* enumeration = nullptr;
  int64_t min = INT64_MIN;  // kInt: bounds; kText/kJson/kBytes: length bounds (characters; bytes)
  int64_t max = INT64_MAX;
  double real_min = 0, real_max = 0;  // kReal
  TextRule text_rule = nullptr;
  JsonRule json_rule = nullptr;
  uint32_t offset = 0;  // of the member in the struct
  const Access* access = nullptr;

  Value get(const void* object) const {
    return access->get(static_cast<const char*>(object) + offset);
  }
  void set(void* object, const Value& value) const {
    access->set(static_cast<char*>(object) + offset, value);
  }

  // Rules, chained in the declaration.
  constexpr Field required() const { return with(&Field::is_required); }
  constexpr Field read_only() const { return with(&Field::is_read_only); }
  constexpr Field sealed() const { return with(&Field::is_sealed); }
  constexpr Field secret() const { return with(&Field::is_secret); }
  constexpr Field personal() const { return with(&Field::is_personal); }
  constexpr Field unique() const { return with(&Field::is_unique); }
  constexpr Field unique_in_file() const { return with(&Field::is_unique_in_file); }
  constexpr Field indexed() const { return with(&Field::is_indexed); }
  constexpr Field range(int64_t least, int64_t most) const {
    Field f = *this;
    f.min = least;
    f.max = most;
    return f;
  }
  constexpr Field length(int64_t least, int64_t most) const { return range(least, most); }
  // The longest text that fits: what is not bounded in the declaration has the type's own maximum.
  constexpr int64_t length_max() const {
    if (max != INT64_MAX) return max;
    if (type == Type::kJson) return kJsonFieldBytesMax;
    return type == Type::kBytes ? kBytesLengthMax : kTextLengthMax;
  }
  constexpr Field real_range(double least, double most) const {
    Field f = *this;
    f.real_min = least;
    f.real_max = most;
    return f;
  }
  constexpr Field rule(TextRule check) const {
    Field f = *this;
    f.text_rule = check;
    return f;
  }
  constexpr Field json(JsonRule check) const {
    Field f = *this;
    f.type = Type::kJson;
    f.json_rule = check;
    return f;
  }
  constexpr Field time() const {
    Field f = *this;
    f.type = Type::kTime;
    return f;
  }
  constexpr Field bytes() const {
    Field f = *this;
    f.type = Type::kBytes;
    return f;
  }
  constexpr Field refers(Kind kind, OnDelete then = OnDelete::kRestrict) const {
    Field f = *this;
    f.reference = kind;
    f.on_delete = then;
    return f;
  }
  // A reference kept for the record: checked when given by a user, not kept alive, never blocking.
  constexpr Field refers_history(Kind kind) const {
    Field f = refers(kind, OnDelete::kSetNull);
    f.is_history = true;
    return f;
  }
  // The JSON name where it is not the member's ("recording.default_format").
  constexpr Field key(std::string_view text) const {
    Field f = *this;
    f.name = text;
    return f;
  }
  constexpr Field also(std::string_view text) const {
    Field f = *this;
    f.alias = text;
    return f;
  }

 private:
  constexpr Field with(bool Field::*flag) const {
    Field f = *this;
    f.*flag = true;
    return f;
  }
};

namespace detail {

template <class M>
struct Unwrap {
  using type = M;
  static constexpr bool is_optional = false;
};
template <class T>
struct Unwrap<std::optional<T>> {
  using type = T;
  static constexpr bool is_optional = true;
};

template <class T>
constexpr Type type_of() {
  if constexpr (std::is_same_v<T, bool>) return Type::kBool;
  else if constexpr (std::is_enum_v<T>) return Type::kEnum;
  else if constexpr (std::is_same_v<T, double>) return Type::kReal;
  else if constexpr (std::is_same_v<T, std::string>) return Type::kText;
  else if constexpr (std::is_same_v<T, Id>) return Type::kId;
  else {
    static_assert(std::is_same_v<T, int64_t>, "a field is bool, int64_t, double, text, Id or enum");
    return Type::kInt;
  }
}

template <class T>
Value to_value(const T& member) {
  if constexpr (std::is_enum_v<T>) return static_cast<int64_t>(member);
  else if constexpr (std::is_same_v<T, std::string>) return std::string_view(member);
  else return member;
}

template <class T>
T from_value(const Value& value) {
  if constexpr (std::is_enum_v<T>) return static_cast<T>(std::get<int64_t>(value));
  else if constexpr (std::is_same_v<T, std::string>)
    return std::string(std::get<std::string_view>(value));
  else return std::get<T>(value);
}

template <class M>
Value get_member(const void* object) {
  const auto& member = *static_cast<const M*>(object);
  if constexpr (Unwrap<M>::is_optional) return member ? to_value(*member) : Value{};
  else return to_value(member);
}

template <class M>
void set_member(void* object, const Value& value) {
  auto& member = *static_cast<M*>(object);
  using U = Unwrap<M>;
  if constexpr (U::is_optional) {
    if (is_null(value)) member.reset();
    else member = from_value<typename U::type>(value);
  } else {
    member = from_value<typename U::type>(value);
  }
}

template <class M>
inline constexpr Access kAccess{&get_member<M>, &set_member<M>};

}  // namespace detail

// The description of one member of type M; the type, nullability and enumeration follow from it.
template <class M>
constexpr Field field(uint16_t number, std::string_view name, std::string_view doc, size_t offset) {
  using U = detail::Unwrap<M>;
  Field f;
  f.number = number;
  f.name = name;
  f.doc = doc;
  f.type = detail::type_of<typename U::type>();
  f.is_nullable = U::is_optional;
  if constexpr (std::is_enum_v<typename U::type>)
    f.enumeration = &EnumerationOf<typename U::type>::value;
  f.offset = static_cast<uint32_t>(offset);
  f.access = &detail::kAccess<M>;
  return f;
}

}  // namespace sivo::schema
