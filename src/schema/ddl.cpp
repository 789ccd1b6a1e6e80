#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

bool is_tenant_table(const Table& table) { return table.kind == Kind::kTenant; }

std::string_view sql_type(const Field& field) {
  if (field.is_secret) return "BLOB";  // sealed by the store
  switch (field.type) {
    case Type::kBool:
    case Type::kInt:
    case Type::kTime:
      return "INTEGER";
    case Type::kReal:
      return "REAL";
    case Type::kText:
    case Type::kEnum:
    case Type::kJson:
      return "TEXT";
    case Type::kId:
    case Type::kBytes:
      return "BLOB";
  }
  return "";
}

// One comparison a name, not IN (…): SQLite builds a table in memory for each IN on every write,
// which makes a row with a few enumerations several times slower.
std::string enum_check(const Field& field) {
  const std::string name = quoted(field.name);
  std::string out = " CHECK(";
  std::string_view before;
  for (const std::string_view value : field.enumeration->values) {
    out.append(before).append(name).append("='").append(value).append("'");
    before = " OR ";
  }
  return out + ")";
}

std::string column(const Field& field) {
  const std::string name = quoted(field.name);
  std::string out = name + ' ' + std::string(sql_type(field));
  if (!field.is_nullable) out += " NOT NULL";
  if (field.is_secret) return out;
  if (field.type == Type::kBool) out += " CHECK(" + name + "=0 OR " + name + "=1)";
  if (field.type == Type::kId) out += " CHECK(length(" + name + ")=16)";
  if (field.type == Type::kEnum) out += enum_check(field);
  return out;
}

std::string primary_key(const Table& table) {
  if (is_tenant_table(table)) return "PRIMARY KEY (\"id\"), CHECK(\"id\"=\"tenant_id\")";
  return "PRIMARY KEY (\"tenant_id\",\"id\")";
}

// A tenant owns everything; the store removes its rows when asked to cascade.
std::string foreign_keys(const Table& table) {
  std::string out;
  const std::string_view deferred = " DEFERRABLE INITIALLY DEFERRED";
  if (!is_tenant_table(table)) {
    out.append(",\n  FOREIGN KEY (\"tenant_id\") REFERENCES \"tenant\"(\"id\")").append(deferred);
  }
  for (const Field& field : table.fields) {
    if (field.reference == Kind::kNone || field.is_history) continue;
    const Table* target = find_table(field.reference);
    SIVO_ASSERT(target != nullptr && target->is_stored());
    out.append(",\n  FOREIGN KEY (\"tenant_id\",").append(quoted(field.name));
    out.append(") REFERENCES ").append(quoted(target->name));
    out.append("(\"tenant_id\",\"id\")").append(deferred);
  }
  return out;
}

std::string index(const Table& table, std::string_view what, std::string_view name,
                  std::string_view columns, std::string_view where = {}) {
  std::string out = "CREATE ";
  out.append(what).append("INDEX \"").append(table.name).append("__").append(name);
  out.append("\" ON ").append(quoted(table.name)).append(" (").append(columns).append(")");
  if (!where.empty()) out.append(" WHERE ").append(where);
  return out + ";\n";
}

bool needs_index(const Field& field) {
  return field.is_indexed || (field.reference != Kind::kNone && !field.is_unique);
}

// Nulls are all different to an SQL index: where a column may be null, a second index over the
// others makes the null a value like any.
std::string unique_indexes(const Table& table, const Unique& unique) {
  std::string columns = "\"tenant_id\"", name = "unique", others = columns, null_column;
  for (const std::string_view column : unique.columns) {
    columns += ',' + quoted(column);
    name.append("_").append(column);
    const int index_of_column = table.index_of(column);
    SIVO_ASSERT(index_of_column >= 0);
    if (!table.fields[static_cast<size_t>(index_of_column)].is_nullable) {
      others += ',' + quoted(column);
      continue;
    }
    SIVO_ASSERT(null_column.empty() && unique.where.empty());  // one is all that was ever needed
    null_column = column;
  }
  const std::string where = unique.where.empty() ? std::string() : quoted(unique.where) + "=1";
  std::string out = index(table, "UNIQUE ", name, columns, where);
  if (null_column.empty()) return out;
  return out + index(table, "UNIQUE ", name + "_null", others, quoted(null_column) + " IS NULL");
}

std::string indexes(const Table& table) {
  std::string out;
  for (const Field& field : table.fields) {
    const std::string name = quoted(field.name);
    if (field.is_unique_in_file) out += index(table, "UNIQUE ", field.name, name);
    if (field.is_unique) out += index(table, "UNIQUE ", field.name, "\"tenant_id\"," + name);
    if (needs_index(field))
      out += index(table, "", field.name, "\"tenant_id\"," + name + ",\"id\"");
  }
  for (const Unique& unique : table.uniques) out += unique_indexes(table, unique);
  return out;
}

}  // namespace

std::string table_ddl(const Table& table) {
  SIVO_ASSERT(table.is_stored());
  std::string out = "CREATE TABLE " + quoted(table.name) + " (";
  std::string_view before = "\n  ";
  for (const Field& field : table.fields) {
    out.append(before).append(column(field));
    before = ",\n  ";
  }
  out += ",\n  " + primary_key(table) + foreign_keys(table);
  out += "\n) STRICT, WITHOUT ROWID;\n";
  return out + indexes(table);
}

}  // namespace sivo::schema
