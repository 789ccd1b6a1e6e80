#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/table.hpp"

namespace sivo::bench {

// A value ready to be bound, as a program knows it that was written for one table.
struct Cell {
  enum class Type : uint8_t { kNull, kInt, kReal, kText, kBytes, kId };
  Type type = Type::kNull;
  int64_t integer = 0;
  double real = 0;
  std::string_view bytes;  // borrowed
  Id id;
};

// The cells of a row, in the order of the columns; their texts borrow from the object.
std::vector<Cell> cells_of(const schema::Table& table, const void* object);
Cell cell_of(std::string_view text);
Cell cell_of(const Id& id);
Cell cell_of(int64_t value);

// What SQLite gives without libsivo: prepared statements, bound and stepped, nothing else. The
// baseline of the store's rows. Errors are exceptions.
class RawSqlite {
 public:
  // A file whose tables are there, with the pragmas of the store at durability normal.
  explicit RawSqlite(const std::string& path);
  ~RawSqlite();
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  Statement prepare(const std::string& sql);
  void execute(const char* sql);
  // Binds the cells in order from the first place on, steps to the end.
  static void run(const Statement& statement, const std::vector<Cell>& cells);
  // The same for a statement that finds one row; copies each column out, returns how many bytes.
  static size_t read(const Statement& statement, const std::vector<Cell>& cells,
                     std::vector<std::string>& texts);

 private:
  sqlite3* db_ = nullptr;
};

std::string column_names(const schema::Table& table);
std::string insert_text(const schema::Table& table);
// With every column but the key updated on a conflict.
std::string upsert_text(const schema::Table& table);

}  // namespace sivo::bench
