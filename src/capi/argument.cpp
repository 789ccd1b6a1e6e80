#include "capi/argument.hpp"

#include "schema/table.hpp"

#include "base/time.hpp"

namespace sivo::capi {

Result<void> check_now(int64_t now_us, const char* parameter) {
  if (now_us >= 0 && now_us <= kTimeMax) return {};
  return invalid(parameter, "expected microseconds since 1970, before the year 10000, got " +
                                std::to_string(now_us));
}

Result<void> check_flags(uint32_t flags, uint32_t known) {
  if ((flags & ~known) == 0) return {};
  return invalid("flags", "expected documented flags only, got the unknown bits " +
                              std::to_string(flags & ~known));
}

Result<std::string_view> text_argument(const char* text, size_t size, const char* parameter) {
  if (text != nullptr) return std::string_view(text, size);
  if (size == 0) return std::string_view();
  return invalid(parameter, "expected text, got NULL with a size of " + std::to_string(size));
}

Result<std::string> path_argument(const char* path, const char* parameter) {
  if (path == nullptr) return invalid(parameter, "expected a file name, got NULL");
  const void* end = std::memchr(path, '\0', kPathBytesMax);
  if (end == nullptr) {
    return invalid(parameter, "expected a file name of at most " +
                                  std::to_string(kPathBytesMax - 1) + " bytes, got a longer one");
  }
  if (end == path) return invalid(parameter, "expected a file name, got an empty text");
  return std::string(path);
}

Result<const schema::Table*> row_table(uint16_t kind) {
  const schema::Table* table = schema::find_table(static_cast<Kind>(kind));
  if (table != nullptr && table->is_stored()) return table;
  return invalid("kind", "expected a kind of rows, got " +
                             (table ? std::string(table->name) : std::to_string(kind)));
}

Result<void> check_tenant(const schema::Table& table, const Id& tenant) {
  if (table.kind == Kind::kTenant || !tenant.is_nil()) return {};
  return invalid("tenant", "expected the id of a tenant, got the zero id");
}

Result<const schema::Record*> input_argument(const sivo_record* record) {
  if (!is_live(record)) return invalid("input", "expected a record, got NULL or another handle");
  const schema::Table& table = record->record->table();
  if (table.cls == schema::Class::kInput && table.kind != Kind::kActor) return &*record->record;
  return invalid("input", "expected a record of an input kind, got " + std::string(table.name));
}

Result<const schema::Table*> table_of_kind(uint16_t kind) {
  if (const schema::Table* table = schema::find_table(static_cast<Kind>(kind))) return table;
  return invalid("kind", "expected a kind of sivo/schema.h, got " + std::to_string(kind));
}

}  // namespace sivo::capi
