#include "raw_sqlite.hpp"

#include <stdexcept>

namespace sivo::bench {
namespace {

void check(int code, int expected) {
  if (code == expected) return;
  throw std::runtime_error(std::string("raw SQLite: ") + sqlite3_errstr(code));
}

void bind(sqlite3_stmt* statement, int place, const Cell& cell) {
  const int size = static_cast<int>(cell.bytes.size());
  switch (cell.type) {
    case Cell::Type::kNull:
      sqlite3_bind_null(statement, place);
      return;
    case Cell::Type::kInt:
      sqlite3_bind_int64(statement, place, cell.integer);
      return;
    case Cell::Type::kReal:
      sqlite3_bind_double(statement, place, cell.real);
      return;
    case Cell::Type::kText:
      sqlite3_bind_text(statement, place, cell.bytes.data(), size, SQLITE_STATIC);
      return;
    case Cell::Type::kBytes:
      sqlite3_bind_blob(statement, place, cell.bytes.data(), size, SQLITE_STATIC);
      return;
    case Cell::Type::kId:
      sqlite3_bind_blob(statement, place, cell.id.bytes.data(),
                        static_cast<int>(cell.id.bytes.size()), SQLITE_STATIC);
      return;
  }
}

void bind_all(sqlite3_stmt* statement, const std::vector<Cell>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) bind(statement, static_cast<int>(i) + 1, cells[i]);
}

}  // namespace

Cell cell_of(std::string_view text) {
  Cell cell;
  cell.type = Cell::Type::kText;
  cell.bytes = text;
  return cell;
}

Cell cell_of(const Id& id) {
  Cell cell;
  cell.type = Cell::Type::kId;
  cell.id = id;
  return cell;
}

Cell cell_of(int64_t value) {
  Cell cell;
  cell.type = Cell::Type::kInt;
  cell.integer = value;
  return cell;
}

std::vector<Cell> cells_of(const schema::Table& table, const void* object) {
  std::vector<Cell> cells;
  for (const schema::Field& field : table.fields) {
    const schema::Value value = field.get(object);
    Cell cell;
    if (const auto* integer = std::get_if<int64_t>(&value)) {
      cell = field.type == schema::Type::kEnum
                 ? cell_of(field.enumeration->values[static_cast<size_t>(*integer)])
                 : cell_of(*integer);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
      cell = cell_of(int64_t{*flag});
    } else if (const auto* real = std::get_if<double>(&value)) {
      cell.type = Cell::Type::kReal;
      cell.real = *real;
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      cell = cell_of(*text);
      if (field.type == schema::Type::kBytes) cell.type = Cell::Type::kBytes;
    } else if (const auto* id = std::get_if<Id>(&value)) {
      cell = cell_of(*id);
    }
    cells.push_back(cell);
  }
  return cells;
}

RawSqlite::RawSqlite(const std::string& path) {
  check(sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr),
        SQLITE_OK);
  execute(
      "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
      "PRAGMA cell_size_check=ON;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864");
}

RawSqlite::~RawSqlite() { sqlite3_close_v2(db_); }

RawSqlite::Statement RawSqlite::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr),
        SQLITE_OK);
  return Statement(statement);
}

void RawSqlite::execute(const char* sql) {
  check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr), SQLITE_OK);
}

void RawSqlite::run(const Statement& statement, const std::vector<Cell>& cells) {
  bind_all(statement.get(), cells);
  check(sqlite3_step(statement.get()), SQLITE_DONE);
  sqlite3_reset(statement.get());
}

size_t RawSqlite::read(const Statement& statement, const std::vector<Cell>& cells,
                       std::vector<std::string>& texts) {
  sqlite3_stmt* row = statement.get();
  bind_all(row, cells);
  check(sqlite3_step(row), SQLITE_ROW);
  const auto columns = static_cast<size_t>(sqlite3_column_count(row));
  texts.resize(columns);
  size_t bytes = 0;
  for (size_t i = 0; i < columns; ++i) {
    const int column = static_cast<int>(i);
    switch (sqlite3_column_type(row, column)) {
      case SQLITE_INTEGER:
        bytes += sqlite3_column_int64(row, column) == 0 ? 1 : 8;
        break;
      case SQLITE_NULL:
        break;
      default: {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
        texts[i].assign(data == nullptr ? "" : data,
                        static_cast<size_t>(sqlite3_column_bytes(row, column)));
        bytes += texts[i].size();
        break;
      }
    }
  }
  sqlite3_reset(row);
  return bytes;
}

std::string column_names(const schema::Table& table) {
  std::string out;
  for (const schema::Field& field : table.fields) {
    out.append(out.empty() ? "\"" : ",\"").append(field.name).append("\"");
  }
  return out;
}

std::string insert_text(const schema::Table& table) {
  std::string places;
  for (size_t i = 0; i < table.fields.size(); ++i) places += i == 0 ? "?" : ",?";
  return "INSERT INTO \"" + std::string(table.name) + "\" (" + column_names(table) + ") VALUES (" +
         places + ")";
}

std::string upsert_text(const schema::Table& table) {
  std::string out = insert_text(table) + " ON CONFLICT (\"tenant_id\",\"id\") DO UPDATE SET ";
  for (size_t i = 2; i < table.fields.size(); ++i) {
    const std::string name = '"' + std::string(table.fields[i].name) + '"';
    out += (i == 2 ? "" : ",") + name + "=excluded." + name;
  }
  return out;
}

}  // namespace sivo::bench
