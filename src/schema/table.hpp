#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "schema/field.hpp"

namespace sivo::schema {

inline constexpr size_t kFieldsMax = 96;  // per table; the width of a record's presence mask

enum class Class : uint8_t {
  kEntity,   // a row users create, read, change and remove; audited
  kHistory,  // a row the library writes and users read (call, audit_log)
  kLive,     // a row the core keeps so that reopening restores it
  kInput,
  kAction,
  kEventData,
  kReport,
};

// Columns that together must not repeat in a tenant, beyond Field::unique().
struct Unique {
  std::span<const std::string_view> columns;
  std::string_view where = {};  // only among rows in which this bool is true
};

// One kind of record: a name, a list of fields, and how to make the struct behind it.
struct Table {
  Kind kind = Kind::kNone;
  std::string_view name;  // SQL table, JSON resource, C constant prefix
  std::string_view doc;
  Class cls = Class::kEntity;
  std::span<const Field> fields = {};
  std::span<const Unique> uniques = {};
  void* (*create)() = nullptr;
  void (*destroy)(void* object) = nullptr;
  void (*assign)(void* to, const void* from) = nullptr;

  bool is_stored() const {
    return cls == Class::kEntity || cls == Class::kHistory || cls == Class::kLive;
  }
  // The index of a field in `fields`, or -1.
  int index_of(uint16_t number) const;
  int index_of(std::string_view name) const;
};

// Specialised by the declaration macros: `static constexpr Table value`.
template <class S>
struct TableOf;

template <class S>
constexpr const Table& table_of() {
  return TableOf<S>::value;
}

namespace detail {
template <class S>
void* create_object() {
  return std::make_unique<S>().release();
}
template <class S>
void destroy_object(void* object) {
  std::unique_ptr<S>(static_cast<S*>(object)).reset();
}
template <class S>
void assign_object(void* to, const void* from) {
  *static_cast<S*>(to) = *static_cast<const S*>(from);
}
}  // namespace detail

// A table with its struct behind it.
template <class S>
constexpr Table make_table(Table table) {
  table.create = &detail::create_object<S>;
  table.destroy = &detail::destroy_object<S>;
  table.assign = &detail::assign_object<S>;
  return table;
}

// All tables, in the order of their kind numbers; src/schema/registry.cpp is the one list.
std::span<const Table* const> all_tables();
const Table* find_table(Kind kind);
const Table* find_table(std::string_view name);

}  // namespace sivo::schema
