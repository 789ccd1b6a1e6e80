#include "store/rows.hpp"

#include <memory>
#include <utility>

#include "schema/walk.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Table;
using schema::Type;
using schema::Value;

bool is_tenant_table(const Table& table) { return table.kind == Kind::kTenant; }

std::string places(size_t count) {
  std::string out;
  for (size_t i = 1; i <= count; ++i) out.append(i == 1 ? "?" : ",?").append(std::to_string(i));
  return out;
}

std::string insert_sql(const Table& table) {
  return "INSERT INTO " + quoted(table.name) + " (" + column_list(table) + ") VALUES (" +
         places(table.fields.size()) + ")";
}

std::string upsert_sql(const Table& table) {
  std::string out = insert_sql(table);
  out += is_tenant_table(table) ? " ON CONFLICT (\"id\")" : " ON CONFLICT (\"tenant_id\",\"id\")";
  out += " DO UPDATE SET ";
  for (size_t i = kCreatedIndex; i < table.fields.size(); ++i) {
    const std::string name = quoted(table.fields[i].name);
    if (i != kCreatedIndex) out += ',';
    out.append(name).append("=excluded.").append(name);
  }
  return out;
}

std::string by_id(const Table& table) {
  return quoted(table.name) + " WHERE \"tenant_id\"=?1 AND \"id\"=?2";
}

Error bad_value(const Table& table, const Field& field) {
  std::string path(table.name);
  path.append(".").append(field.name);
  return Error{Status::kCorrupt, "expected a value that the field may hold, got another", path};
}

// The value of a column, or nothing when the column may not hold it.
std::optional<Value> read_enum(const Field& field, std::string_view name) {
  const auto& names = field.enumeration->values;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return Value(static_cast<int64_t>(i));
  }
  return std::nullopt;
}

std::optional<Value> read_value(const Statement& row, int column, const Field& field) {
  if (row.is_null(column)) return field.is_nullable ? std::optional<Value>(Value{}) : std::nullopt;
  if (field.is_secret) return Value(schema::kSecretMask);
  switch (field.type) {
    case Type::kBool:
      if (row.is_int(column) && (row.int_at(column) == 0 || row.int_at(column) == 1)) {
        return Value(row.int_at(column) != 0);
      }
      break;
    case Type::kInt:
    case Type::kTime:
      if (row.is_int(column)) return Value(row.int_at(column));
      break;
    case Type::kReal:
      if (row.is_real(column)) return Value(row.real_at(column));
      break;
    case Type::kText:
    case Type::kJson:
      if (row.is_text(column)) return Value(row.text_at(column));
      break;
    case Type::kEnum:
      if (row.is_text(column)) return read_enum(field, row.text_at(column));
      break;
    case Type::kBytes:
      if (row.is_bytes(column)) return Value(row.bytes_at(column));
      break;
    case Type::kId:
      if (row.is_bytes(column) && row.bytes_at(column).size() == sizeof(Id)) {
        return Value(row.id_at(column));
      }
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string column_list(const Table& table) {
  std::string out;
  for (const Field& field : table.fields) {
    if (!out.empty()) out += ',';
    out += quoted(field.name);
  }
  return out;
}

void bind_value(Statement& statement, int place, const Field& field, const Value& value) {
  if (schema::is_null(value)) return statement.bind_null(place);
  switch (field.type) {
    case Type::kBool:
      return statement.bind_int(place, std::get<bool>(value) ? 1 : 0);
    case Type::kInt:
    case Type::kTime:
      return statement.bind_int(place, std::get<int64_t>(value));
    case Type::kReal:
      return statement.bind_real(place, std::get<double>(value));
    case Type::kText:
    case Type::kJson: {
      const auto text = std::get<std::string_view>(value);
      return field.is_secret ? statement.bind_bytes(place, text) : statement.bind_text(place, text);
    }
    case Type::kBytes:
      return statement.bind_bytes(place, std::get<std::string_view>(value));
    case Type::kId:
      return statement.bind_id(place, std::get<Id>(value));
    case Type::kEnum: {
      const auto index = static_cast<size_t>(std::get<int64_t>(value));
      SIVO_ASSERT(index < field.enumeration->values.size());
      return statement.bind_text(place, field.enumeration->values[index]);
    }
  }
}

Result<void> read_row(const Statement& statement, const Table& table, void* object, int first) {
  for (size_t i = 0; i < table.fields.size(); ++i) {
    const Field& field = table.fields[i];
    const auto value = read_value(statement, first + static_cast<int>(i), field);
    if (!value) return bad_value(table, field);
    field.set(object, *value);
  }
  return {};
}

Result<Statement*> Rows::statement(const Table& table, Purpose purpose) {
  if (auto done = db_.settle(); !done) return done.take_error();
  if (last_table_ != &table) {
    last_ = &prepared_[&table];
    last_table_ = &table;
  }
  Prepared& prepared = (*last_)[purpose];
  if (prepared.owner != nullptr) return &prepared.statement;
  SIVO_ASSERT(table.is_stored() && table.fields.size() >= kStandardFields);
  std::string sql;
  switch (purpose) {
    case kPut:
      sql = upsert_sql(table);
      break;
    case kAppend:
      sql = insert_sql(table);
      break;
    case kErase:
      sql = "DELETE FROM " + by_id(table);
      break;
    case kRead:
      sql = "SELECT " + column_list(table) + " FROM " + by_id(table);
      break;
    case kExists:
      sql = "SELECT 1 FROM " + by_id(table);
      break;
    case kPurposes:
      break;
  }
  auto owner = db_.prepare_owned(sql, true);
  if (!owner) return owner.take_error();
  prepared.owner = std::move(*owner);
  prepared.statement = Statement(prepared.owner.get());
  return &prepared.statement;
}

Result<void> Rows::write(const Table& table, Purpose purpose, const void* object) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  auto found = statement(table, purpose);
  if (!found) return found.take_error();
  Statement& insert = **found;
  for (size_t i = 0; i < table.fields.size(); ++i) {
    values_[i] = table.fields[i].get(object);
    bind_value(insert, static_cast<int>(i) + 1, table.fields[i], values_[i]);
  }
  auto done = insert.run("write a row");
  if (done) return done;
  std::string column = db_.unique_column();
  if (column.empty()) return db_.failed(done.take_error());
  return Error{Status::kExists, "expected a value that is not taken yet, got one that is",
               std::move(column)};
}

Result<void> Rows::put(const Table& table, const void* object) {
  return write(table, kPut, object);
}

Result<void> Rows::append(const Table& table, const void* object) {
  return write(table, kAppend, object);
}

Result<bool> Rows::erase(const Table& table, const Id& tenant, const Id& id) {
  if (auto writable = db_.check_writable(); !writable) return writable.take_error();
  auto found = statement(table, kErase);
  if (!found) return found.take_error();
  (*found)->bind_id(1, tenant);
  (*found)->bind_id(2, id);
  auto done = (*found)->run("remove a row");
  if (!done) return db_.failed(done.take_error());
  return db_.changed_rows() > 0;
}

Result<int64_t> Rows::erase_up_to(const Table& table, const Id& tenant, const Id& last,
                                  int64_t rows_max) {
  if (auto writable = db_.check_writable(); !writable) return writable.take_error();
  const std::string name = quoted(table.name);
  auto found = db_.prepare("DELETE FROM " + name +
                           " WHERE \"tenant_id\"=?1 AND \"id\" IN (SELECT \"id\" FROM " + name +
                           " WHERE \"tenant_id\"=?1 AND \"id\"<=?2 ORDER BY \"id\" LIMIT ?3)");
  if (!found) return found.take_error();
  (*found)->bind_id(1, tenant);
  (*found)->bind_id(2, last);
  (*found)->bind_int(3, rows_max);
  auto done = (*found)->run("remove old rows");
  if (!done) return db_.failed(done.take_error());
  return db_.changed_rows();
}

Result<void> Rows::for_each(const Table& table,
                            const std::function<Result<void>(const void* object)>& visit) {
  const std::string sql = "SELECT " + column_list(table) + " FROM " + quoted(table.name) +
                          " ORDER BY \"tenant_id\",\"id\"";
  auto owner = db_.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  return visit_all(rows, table, visit);
}

Result<void> Rows::for_each_after(const Table& table, const Id& tenant, const Id& after,
                                  int64_t rows_max,
                                  const std::function<Result<void>(const void* object)>& visit) {
  const std::string sql = "SELECT " + column_list(table) + " FROM " + quoted(table.name) +
                          " WHERE \"tenant_id\"=?1 AND \"id\">?2 ORDER BY \"id\" LIMIT ?3";
  auto owner = db_.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  rows.bind_id(1, tenant);
  rows.bind_id(2, after);
  rows.bind_int(3, rows_max);
  return visit_all(rows, table, visit);
}

Result<void> Rows::visit_all(Statement& rows, const Table& table,
                             const std::function<Result<void>(const void* object)>& visit) {
  const std::unique_ptr<void, void (*)(void*)> object(table.create(), table.destroy);
  for (;;) {
    auto row = rows.step("read a row");
    if (!row) return db_.failed(row.take_error());
    if (!*row) return {};
    if (auto read = read_row(rows, table, object.get()); !read) return read;
    if (auto done = visit(object.get()); !done) return done;
  }
}

Result<void> Rows::set_field(const Table& table, const Id& tenant, const Id& id, size_t field,
                             const Value& value) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  std::string sql = "UPDATE " + quoted(table.name) + " SET " + quoted(table.fields[field].name);
  sql += "=?3 WHERE \"tenant_id\"=?1 AND \"id\"=?2";
  auto found = db_.prepare(sql);
  if (!found) return found.take_error();
  (*found)->bind_id(1, tenant);
  (*found)->bind_id(2, id);
  bind_value(**found, 3, table.fields[field], value);
  auto done = (*found)->run("write a field");
  if (!done) return db_.failed(done.take_error());
  return {};
}

Result<bool> Rows::read(const Table& table, const Id& tenant, const Id& id, void* object) {
  auto found = statement(table, kRead);
  if (!found) return found.take_error();
  const ResetGuard guard(**found);
  (*found)->bind_id(1, tenant);
  (*found)->bind_id(2, id);
  auto row = (*found)->step("read a row");
  if (!row) return db_.failed(row.take_error());
  if (!*row) return false;
  if (auto read = read_row(**found, table, object); !read) return read.take_error();
  return true;
}

Result<bool> Rows::exists(const Table& table, const Id& tenant, const Id& id) {
  auto found = statement(table, kExists);
  if (!found) return found.take_error();
  const ResetGuard guard(**found);
  (*found)->bind_id(1, tenant);
  (*found)->bind_id(2, id);
  auto row = (*found)->step("look for a row");
  if (!row) return db_.failed(row.take_error());
  return *row;
}

void Rows::flush() {
  prepared_.clear();
  last_table_ = nullptr;
  last_ = nullptr;
}

}  // namespace sivo::store
