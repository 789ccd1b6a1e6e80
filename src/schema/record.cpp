#include "schema/record.hpp"

#include "schema/check.hpp"

namespace sivo::schema {

Record::Record(const Table& table) : table_(&table), object_(table.create(), table.destroy) {}

Record::Record(const Record& other) : Record(*other.table_) {
  table_->assign(object_.get(), other.object_.get());
  given_ = other.given_;
}

Record& Record::operator=(const Record& other) {
  if (this != &other) *this = Record(other);
  return *this;
}

Result<void> Record::set(size_t index, const Value& value) {
  SIVO_ASSERT(index < table_->fields.size());
  const Field& field = table_->fields[index];
  std::string storage;
  auto checked = check_value(field, value, storage);
  if (!checked) return checked.take_error();
  field.set(object_.get(), *checked);
  given_.set(index);
  return {};
}

Result<void> Record::set_json(size_t index, const Json& json) {
  SIVO_ASSERT(index < table_->fields.size());
  const Field& field = table_->fields[index];
  SIVO_ASSERT(field.type == Type::kJson);
  std::string storage;
  auto checked = check_json(field, json, storage);
  if (!checked) return checked.take_error();
  field.set(object_.get(), *checked);
  given_.set(index);
  return {};
}

}  // namespace sivo::schema
