#pragma once

#include <bitset>
#include <memory>

#include "base/result.hpp"
#include "schema/table.hpp"

namespace sivo::schema {

// A struct of some table, owned, with a mark on each field that was given. What was given matters:
// creation checks required fields, an update writes only the given ones.
class Record {
 public:
  explicit Record(const Table& table);
  template <class S>
  explicit Record(const S& object) : Record(table_of<S>()) {
    table_->assign(object_.get(), &object);
    given_.set();
  }
  Record(const Record& other);
  Record& operator=(const Record& other);
  Record(Record&&) noexcept = default;
  Record& operator=(Record&&) noexcept = default;

  const Table& table() const { return *table_; }
  Kind kind() const { return table_->kind; }
  void* object() { return object_.get(); }
  const void* object() const { return object_.get(); }

  // The struct itself; the kind must fit.
  template <class S>
  S& as() {
    SIVO_ASSERT(table_ == &table_of<S>());
    return *static_cast<S*>(object_.get());
  }
  template <class S>
  const S& as() const {
    SIVO_ASSERT(table_ == &table_of<S>());
    return *static_cast<const S*>(object_.get());
  }

  bool is_given(size_t index) const { return given_[index]; }
  void mark_given(size_t index, bool is_given = true) { given_[index] = is_given; }
  void mark_all_given() { given_.set(); }
  void mark_none_given() { given_.reset(); }

  Value get(size_t index) const { return table_->fields[index].get(object_.get()); }
  // Checks type, bounds and rules of one field, stores the canonical form and marks it given. Text
  // for enumerations, times and ids is parsed. Fails with the field's name as the path; nothing
  // changes then.
  Result<void> set(size_t index, const Value& value);
  // The same for a JSON field whose document is parsed already.
  Result<void> set_json(size_t index, const Json& json);

 private:
  const Table* table_;
  std::unique_ptr<void, void (*)(void*)> object_;
  std::bitset<kFieldsMax> given_;
};

}  // namespace sivo::schema
