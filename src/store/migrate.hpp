#pragma once

#include <cstdint>
#include <span>

#include "base/result.hpp"
#include "schema/table.hpp"
#include "store/connection.hpp"

namespace sivo::store {

// PRAGMA application_id of our files: "SIVO".
inline constexpr int32_t kApplicationId = 0x5349564F;

// A hand-written migration step: what adding tables, columns and indexes cannot say (a value
// computed from others, a column split in two). It runs when the new tables and columns are there
// and drops what it replaces; the new indexes and rules come after it. Steps are appended, never
// edited: files of every age exist.
struct Step {
  int32_t to_version = 0;  // 2, 3, 4 … one each
  Result<void> (*run)(Connection& db) = nullptr;
};

// What a file should look like. New tables, new columns (nullable, or with the default of the
// struct's member) and new indexes need no step: they follow from the tables at the next open. A
// column is added without writing a row, unless it refers to another table or stands between older
// ones: then, and where a rule of a column has changed, all rows of the table are copied.
struct Schema {
  std::span<const schema::Table* const> tables;
  int32_t version = 1;  // 1 + steps.size(); PRAGMA user_version
  std::span<const Step> steps = {};
};

// The schema of this library: every stored table of schema::all_tables().
Schema current_schema();

enum class FileKind : uint8_t { kEmpty, kOurs };

// Looks at the header only and changes nothing: kCorrupt when it is no database or another
// program's, kNewer when a newer library wrote it.
Result<FileKind> inspect(Connection& db, const Schema& schema);

// Creates or migrates inside the caller's unit. kNewer when the file has a table or a column that
// the schema does not know and no step has dropped. Idempotent.
Result<void> migrate(Connection& db, const Schema& schema, FileKind kind);

// True when the file was last migrated by exactly this schema; reads one row.
Result<bool> is_current(Connection& db, const Schema& schema);

}  // namespace sivo::store
