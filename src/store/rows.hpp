#pragma once

#include <array>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "base/result.hpp"
#include "schema/record.hpp"
#include "store/connection.hpp"

namespace sivo::store {

// Every stored table begins with these five, in this order (SIVO_STANDARD_FIELDS).
inline constexpr size_t kIdIndex = 0;
inline constexpr size_t kTenantIndex = 1;
inline constexpr size_t kCreatedIndex = 2;
inline constexpr size_t kUpdatedIndex = 3;
inline constexpr size_t kVersionIndex = 4;
inline constexpr size_t kStandardFields = 5;

// `"name"`. Names come from the schema, never from a caller.
std::string quoted(std::string_view name);
// `"id","tenant_id",…`, all fields in order.
std::string column_list(const schema::Table& table);

// Binds a value as the column stores it: an enumeration by its name, a secret as bytes. The value,
// and the id inside it, must live until the statement is reset.
void bind_value(Statement& statement, int place, const schema::Field& field,
                const schema::Value& value);

// Reads the columns of column_list() from `first` on into a struct; a set secret becomes
// schema::kSecretMask. A value that its column may not hold is kCorrupt, with table.field as the
// path.
Result<void> read_row(const Statement& statement, const schema::Table& table, void* object,
                      int first = 0);

// The rows of all tables as they are: prepared once a table, bound straight from the struct.
class Rows {
 public:
  explicit Rows(Connection& db) : db_(db) {}

  Result<void> put(const schema::Table& table, const void* object);
  Result<void> append(const schema::Table& table, const void* object);
  Result<bool> erase(const schema::Table& table, const Id& tenant, const Id& id);
  Result<void> for_each(const schema::Table& table,
                        const std::function<Result<void>(const void* object)>& visit);
  Result<void> for_each_after(const schema::Table& table, const Id& tenant, const Id& after,
                              int64_t rows_max,
                              const std::function<Result<void>(const void* object)>& visit);
  Result<int64_t> erase_up_to(const schema::Table& table, const Id& tenant, const Id& last,
                              int64_t rows_max);
  Result<void> set_field(const schema::Table& table, const Id& tenant, const Id& id, size_t field,
                         const schema::Value& value);
  // False: not there. The object is a struct of the table.
  Result<bool> read(const schema::Table& table, const Id& tenant, const Id& id, void* object);
  Result<bool> exists(const schema::Table& table, const Id& tenant, const Id& id);
  void flush();  // closes all statements, before the schema changes

 private:
  enum Purpose : size_t { kPut, kAppend, kErase, kRead, kExists, kPurposes };
  struct Prepared {
    StatementOwner owner;
    Statement statement;
  };
  using PerTable = std::array<Prepared, kPurposes>;

  Result<Statement*> statement(const schema::Table& table, Purpose purpose);
  Result<void> write(const schema::Table& table, Purpose purpose, const void* object);
  Result<void> visit_all(Statement& rows, const schema::Table& table,
                         const std::function<Result<void>(const void* object)>& visit);

  Connection& db_;
  std::map<const schema::Table*, PerTable> prepared_;
  const schema::Table* last_table_ = nullptr;  // the engine writes runs of one table
  PerTable* last_ = nullptr;
  std::array<schema::Value, schema::kFieldsMax> values_{};  // what bound ids point into
};

}  // namespace sivo::store
