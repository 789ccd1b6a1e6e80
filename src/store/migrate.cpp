#include "store/migrate.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/walk.hpp"
#include "store/own_tables.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

using schema::Table;

constexpr std::string_view kSchemaKey = "store.schema";
constexpr std::string_view kMigrating = "migrate the file";
constexpr size_t kTablesMax = 256;
constexpr size_t kIndexesMax = 256;  // of one table

Error newer() {
  return Error{
      Status::kNewer, "expected a file of this library's age, got one of a newer library", {}};
}

// The statements of table_ddl(): the table first, then its indexes.
std::vector<std::string> statements_of(const Table& table) {
  const std::string ddl = schema::table_ddl(table);
  std::vector<std::string> out;
  for (size_t begin = 0, end = 0; (end = ddl.find(";\n", begin)) != std::string::npos;) {
    out.push_back(ddl.substr(begin, end - begin));
    begin = end + 2;
  }
  SIVO_ASSERT(!out.empty() && out.size() <= kIndexesMax);
  return out;
}

void hash_into(uint64_t& hash, std::string_view text) {  // FNV-1a, 64 bits
  for (const char c : text) {
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3ULL;
  }
}

int64_t fingerprint(const Schema& schema) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const OwnTable& own : kOwnTables) hash_into(hash, own.ddl);
  for (const Table* table : schema.tables) {
    if (table->is_stored()) hash_into(hash, schema::table_ddl(*table));
  }
  hash_into(hash, std::to_string(schema.version));
  return static_cast<int64_t>(hash >> 1);
}

// The first text column of all rows of a statement with one bound text.
Result<std::vector<std::string>> texts(Connection& db, std::string_view sql,
                                       std::string_view bound) {
  auto owner = db.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  if (!bound.empty()) rows.bind_text(1, bound);
  std::vector<std::string> out;
  for (;;) {
    auto row = rows.step("read the schema");
    if (!row) return db.failed(row.take_error());
    if (!*row) return out;
    out.emplace_back(rows.text_at(0));
  }
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// "CREATE UNIQUE INDEX "name" ON …" → name.
std::string name_in(std::string_view sql) {
  const size_t begin = sql.find('"') + 1;
  return std::string(sql.substr(begin, sql.find('"', begin) - begin));
}

// As it is compared: columns that were added stand behind ", ", not behind a line's end, and with
// the default that their rows of before have.
std::string without_defaults(std::string_view sql) {
  constexpr std::string_view kDefault = " DEFAULT ", kNextLine = ",\n  ";
  std::string out;
  bool is_quoted = false;
  for (size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] == '\'' || sql[at] == '"') is_quoted = !is_quoted;
    if (!is_quoted && sql.substr(at).starts_with(kNextLine)) {
      out += ", ";
      at += kNextLine.size() - 1;
    } else if (!is_quoted && sql.substr(at).starts_with(kDefault)) {
      bool is_text = false;
      for (at += kDefault.size(); at < sql.size(); ++at) {
        if (sql[at] == '\'') is_text = !is_text;
        if (!is_text && (sql[at] == ',' || sql[at] == '\n')) break;
      }
      --at;
    } else {
      out += sql[at];
    }
  }
  return out;
}

// The line of a CREATE TABLE that declares the column, without the comma.
std::string declaration_of(const std::string& create_sql, std::string_view column) {
  const std::string begin = "\n  " + quoted(column) + ' ';
  const size_t at = create_sql.find(begin);
  SIVO_ASSERT(at != std::string::npos);
  const size_t end = create_sql.find('\n', at + 1);
  return create_sql.substr(at + 3, end - at - 4);
}

// The default of the struct's member as SQL.
Result<std::string> default_of(Connection& db, const Table& table, size_t index) {
  auto owner = db.prepare_owned("SELECT quote(?1)", false);
  if (!owner) return owner.take_error();
  const std::unique_ptr<void, void (*)(void*)> object(table.create(), table.destroy);
  const schema::Value value = table.fields[index].get(object.get());
  Statement row(owner->get());
  bind_value(row, 1, table.fields[index], value);
  auto found = row.step(kMigrating);
  if (!found) return db.failed(found.take_error());
  return std::string(row.text_at(0));
}

// Columns that are not there, at the end; SQLite writes no row for that.
Result<void> add_columns(Connection& db, const Table& table, const std::string& create_sql) {
  auto columns = texts(db, "SELECT name FROM pragma_table_info(?1)", table.name);
  if (!columns) return columns.take_error();
  for (size_t i = 0; i < table.fields.size(); ++i) {
    const schema::Field& field = table.fields[i];
    if (contains(*columns, field.name)) continue;
    std::string sql = "ALTER TABLE " + quoted(table.name) + " ADD COLUMN ";
    sql += declaration_of(create_sql, field.name);
    if (!field.is_nullable) {
      auto value = default_of(db, table, i);
      if (!value) return value.take_error();
      sql += " DEFAULT " + *value;
    }
    if (auto done = db.execute(sql, kMigrating); !done) return done;
  }
  return {};
}

// Copies the rows into a table of the wanted shape and takes its place: the one way that also
// changes checks and foreign keys.
Result<void> copy_rows(Connection& db, const Table& table, const std::string& temporary) {
  const std::string columns = column_list(table);
  auto done = db.execute("INSERT INTO " + quoted(temporary) + " (" + columns + ") SELECT " +
                             columns + " FROM " + quoted(table.name),
                         kMigrating);
  // A row that the older rules do not allow: a newer library wrote it.
  if (!done && done.error().status == Status::kInvalid) return newer();
  return done;
}

Result<void> rebuild(Connection& db, const Table& table, const std::string& create_sql) {
  auto columns = texts(db, "SELECT name FROM pragma_table_info(?1)", table.name);
  if (!columns) return columns.take_error();
  for (const std::string& column : *columns) {
    if (table.index_of(column) < 0) return newer();
  }
  const std::string temporary = "store_new_" + std::string(table.name);
  std::string create = create_sql;
  const size_t at = create.find(quoted(table.name));
  SIVO_ASSERT(at != std::string::npos);
  create.replace(at, table.name.size() + 2, quoted(temporary));
  if (auto done = db.execute(create, kMigrating); !done) return done;
  if (auto done = copy_rows(db, table, temporary); !done) return done;
  if (auto done = db.execute("DROP TABLE " + quoted(table.name), kMigrating); !done) return done;
  return db.execute("ALTER TABLE " + quoted(temporary) + " RENAME TO " + quoted(table.name),
                    kMigrating);
}

Result<void> migrate_indexes(Connection& db, const Table& table,
                             const std::vector<std::string>& wanted) {
  auto present = texts(db,
                       "SELECT sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL"
                       " AND tbl_name=?1",
                       table.name);
  if (!present) return present.take_error();
  for (const std::string& sql : *present) {
    if (contains(wanted, sql)) continue;
    if (auto done = db.execute("DROP INDEX " + quoted(name_in(sql)), kMigrating); !done)
      return done;
  }
  for (size_t i = 1; i < wanted.size(); ++i) {
    if (contains(*present, wanted[i])) continue;
    if (auto done = db.execute(wanted[i], kMigrating); !done) return done;
  }
  return {};
}

Result<std::vector<std::string>> create_sql_of(Connection& db, const Table& table) {
  return texts(db, "SELECT sql FROM sqlite_schema WHERE type='table' AND name=?1", table.name);
}

// So that the steps find every table and every column, the old ones as well.
Result<void> extend_table(Connection& db, const Table& table) {
  const std::vector<std::string> wanted = statements_of(table);
  auto present = create_sql_of(db, table);
  if (!present) return present.take_error();
  if (present->empty()) return db.execute(wanted[0], kMigrating);
  return add_columns(db, table, wanted[0]);
}

Result<void> migrate_table(Connection& db, const Table& table) {
  const std::vector<std::string> wanted = statements_of(table);
  auto present = create_sql_of(db, table);
  if (!present) return present.take_error();
  SIVO_ASSERT(!present->empty());
  if (without_defaults(present->front()) != without_defaults(wanted[0])) {
    if (auto done = rebuild(db, table, wanted[0]); !done) return done;
  }
  return migrate_indexes(db, table, wanted);
}

bool is_known(const Schema& schema, std::string_view name) {
  for (const OwnTable& own : kOwnTables) {
    if (own.name == name) return true;
  }
  for (const Table* table : schema.tables) {
    if (table->is_stored() && table->name == name) return true;
  }
  return false;
}

Result<void> refuse_unknown_tables(Connection& db, const Schema& schema) {
  auto names = texts(db,
                     "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE "
                     "'sqlite\\_%' ESCAPE '\\'",
                     {});
  if (!names) return names.take_error();
  for (const std::string& name : *names) {
    if (!is_known(schema, name)) return newer();
  }
  return {};
}

Result<void> run_steps(Connection& db, const Schema& schema, int64_t from_version) {
  for (const Step& step : schema.steps) {
    SIVO_ASSERT(step.to_version >= 2 && step.to_version <= schema.version);
    if (step.to_version <= from_version) continue;
    if (auto done = step.run(db); !done) return done;
  }
  return {};
}

Result<void> write_marks(Connection& db, const Schema& schema) {
  const std::string marks = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                            ";PRAGMA user_version=" + std::to_string(schema.version);
  if (auto done = db.execute(marks, kMigrating); !done) return done;
  auto statement = db.prepare(
      "INSERT INTO store_meta (key,value) VALUES (?1,?2)"
      " ON CONFLICT (key) DO UPDATE SET value=excluded.value");
  if (!statement) return statement.take_error();
  (*statement)->bind_text(1, kSchemaKey);
  (*statement)->bind_int(2, fingerprint(schema));
  return (*statement)->run(kMigrating);
}

}  // namespace

Schema current_schema() {
  return Schema{.tables = schema::all_tables(), .version = 1, .steps = {}};
}

Result<FileKind> inspect(Connection& db, const Schema& schema) {
  auto application = db.query_int("PRAGMA application_id");
  if (!application) return application.take_error();
  auto version = db.query_int("PRAGMA user_version");
  if (!version) return version.take_error();
  auto objects = db.query_int("SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.take_error();
  if (*application == 0 && *version == 0 && *objects == 0) return FileKind::kEmpty;
  if (*application != kApplicationId) {
    return Error{Status::kCorrupt, "expected a libsivo file, got a database of another program",
                 "path"};
  }
  if (*version > schema.version) return newer();
  return FileKind::kOurs;
}

Result<void> migrate(Connection& db, const Schema& schema, FileKind kind) {
  SIVO_ASSERT(schema.tables.size() <= kTablesMax && db.in_unit());
  auto from = db.query_int("PRAGMA user_version");
  if (!from) return from.take_error();
  for (const OwnTable& own : kOwnTables) {
    const std::string create = "CREATE TABLE IF NOT EXISTS" + std::string(own.ddl.substr(12));
    if (auto done = db.execute(create, kMigrating); !done) return done;
  }
  for (const Table* table : schema.tables) {
    if (!table->is_stored()) continue;
    if (auto done = extend_table(db, *table); !done) return done;
  }
  if (kind == FileKind::kOurs) {
    if (auto done = run_steps(db, schema, *from); !done) return done;
  }
  if (auto done = refuse_unknown_tables(db, schema); !done) return done;
  for (const Table* table : schema.tables) {
    if (!table->is_stored()) continue;
    if (auto done = migrate_table(db, *table); !done) return done;
  }
  auto orphans = db.query_int("SELECT count(*) FROM pragma_foreign_key_check");
  if (!orphans) return orphans.take_error();
  if (*orphans != 0) {
    return Error{
        Status::kCorrupt, "expected whole references after migrating, got broken ones", {}};
  }
  return write_marks(db, schema);
}

Result<bool> is_current(Connection& db, const Schema& schema) {
  auto statement = db.prepare("SELECT value FROM store_meta WHERE key=?1");
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  (*statement)->bind_text(1, kSchemaKey);
  auto row = (*statement)->step("read the schema's mark");
  if (!row) return row.take_error();
  return *row && (*statement)->int_at(0) == fingerprint(schema);
}

}  // namespace sivo::store
