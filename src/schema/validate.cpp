#include "schema/together.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr uint16_t kIdNumber = 1;
constexpr uint16_t kTenantNumber = 2;

// The store compares these with the row's own.
bool is_identity(const Table& table, const Field& field) {
  return table.is_stored() && (field.number == kIdNumber || field.number == kTenantNumber);
}

Error refuse_read_only(const Field& field) {
  return invalid(std::string(field.name),
                 "expected no value for a field that only the library writes");
}

}  // namespace

Result<void> check_create(const Record& record) {
  const auto fields = record.table().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].is_required && !record.is_given(i)) {
      return invalid(std::string(fields[i].name), "expected a value, got none");
    }
    if (fields[i].is_read_only && record.is_given(i)) return refuse_read_only(fields[i]);
  }
  return check_together(record);
}

Result<void> check_update(const Record& record) {
  const auto fields = record.table().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!record.is_given(i) || is_identity(record.table(), fields[i])) continue;
    if (fields[i].is_read_only) return refuse_read_only(fields[i]);
    if (fields[i].is_sealed) {
      return invalid(std::string(fields[i].name),
                     "expected no value for a field that is sealed at creation");
    }
  }
  return {};
}

Result<void> check_together(const Record& record) {
  const TogetherRule rule = together_rule(record.kind());
  return rule == nullptr ? Result<void>() : rule(record);
}

}  // namespace sivo::schema
