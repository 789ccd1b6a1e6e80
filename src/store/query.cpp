#include "store/query.hpp"

#include <algorithm>

#include "schema/check.hpp"
#include "store/cursor.hpp"
#include "store/query_run.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Table;
using schema::Type;
using schema::Value;

constexpr std::string_view kOpNames[] = {"eq", "ne", "lt",     "le",     "gt",
                                         "ge", "in", "prefix", "is_null"};
constexpr std::string_view kComparisons[] = {"=", " IS NOT ", "<", "<=", ">", ">="};

bool is_range(Op op) { return op == Op::kLt || op == Op::kLe || op == Op::kGt || op == Op::kGe; }

// SQL text of constants and schema names, and the values for its places, in order.
struct Sql {
  std::string text;
  struct Bound {
    const Field* field;
    Value value;
  };
  std::vector<Bound> bounds;
  std::vector<std::string> owned;  // upper ends of prefixes; reserved, so that views stay

  void bind(const Field& field, const Value& value) {
    text += '?';
    bounds.push_back({&field, value});
  }
  void name(const Field& field) { text += quoted(field.name); }
};

Result<const Field*> usable_field(const Table& table, size_t index, std::string_view path) {
  if (index >= table.fields.size()) {
    return invalid(std::string(path),
                   "expected a field of " + std::string(table.name) + ", got none");
  }
  const Field& field = table.fields[index];
  if (field.is_secret)
    return invalid(std::string(field.name), "expected a field that is no secret");
  if (field.type == Type::kJson) {
    return invalid(std::string(field.name), "expected a field that is no JSON document");
  }
  return &field;
}

Error wrong_value(const Field& field) {
  return invalid(std::string(field.name), "expected " + schema::describe_expected(field) +
                                              " as the value of a filter, got another");
}

// A filter's value as the column holds it. Bounds and patterns do not matter: 5 < 1000 is a
// question.
Result<Value> filter_value(const Field& field, const Value& value) {
  std::string unused;
  switch (field.type) {
    case Type::kId:
    case Type::kTime:
    case Type::kEnum:
      return schema::check_value(field, value, unused);
    case Type::kBool:
      if (std::holds_alternative<bool>(value)) return value;
      break;
    case Type::kInt:
      if (std::holds_alternative<int64_t>(value)) return value;
      break;
    case Type::kReal:
      if (std::holds_alternative<double>(value)) return value;
      if (const auto* i = std::get_if<int64_t>(&value)) return Value(static_cast<double>(*i));
      break;
    case Type::kText:
    case Type::kBytes:
      if (std::holds_alternative<std::string_view>(value)) return value;
      break;
    case Type::kJson:
      break;
  }
  return wrong_value(field);
}

Result<void> check_count(const Field& field, Op op, size_t count) {
  size_t least = 1, most = 1;
  if (op == Op::kIn) most = kFilterValuesMax;
  if (op == Op::kIsNull) least = 0;
  if (count >= least && count <= most) return {};
  return invalid(std::string(field.name), "expected " + std::to_string(least) + " to " +
                                              std::to_string(most) + " values, got " +
                                              std::to_string(count));
}

Result<void> check_op(const Field& field, Op op) {
  const bool is_text = field.type == Type::kText;
  if (op == Op::kPrefix && !is_text) {
    return invalid(std::string(field.name), "expected a text field for a prefix");
  }
  if (is_range(op) && (field.type == Type::kBool || field.type == Type::kEnum)) {
    return invalid(std::string(field.name), "expected a field with an order");
  }
  return {};
}

Result<void> append_is_null(Sql& sql, const Field& field, const Filter& filter) {
  bool is_null = true;
  if (!filter.values.empty()) {
    const auto* wanted = std::get_if<bool>(&filter.values[0]);
    if (wanted == nullptr) {
      return invalid(std::string(field.name), "expected true or false for is_null, got another");
    }
    is_null = *wanted;
  }
  sql.name(field);
  sql.text += is_null ? " IS NULL" : " IS NOT NULL";
  return {};
}

void append_prefix(Sql& sql, const Field& field, std::string_view prefix) {
  sql.name(field);
  sql.text += ">=";
  sql.bind(field, prefix);
  std::string end(prefix);  // the first text after all that begin so
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (end.empty()) return;
  end.back() = static_cast<char>(end.back() + 1);
  sql.text += " AND ";
  sql.name(field);
  sql.text += "<";
  sql.owned.push_back(std::move(end));
  sql.bind(field, std::string_view(sql.owned.back()));
}

Result<void> append_filter(Sql& sql, const Table& table, const Filter& filter, size_t position) {
  const std::string path = "filters[" + std::to_string(position) + "]";
  auto found = usable_field(table, filter.field, path);
  if (!found) return found.take_error();
  const Field& field = **found;
  if (auto done = check_op(field, filter.op); !done) return done;
  if (auto done = check_count(field, filter.op, filter.values.size()); !done) return done;
  sql.text += " AND ";
  if (filter.op == Op::kIsNull) return append_is_null(sql, field, filter);
  std::vector<Value> values;
  for (const Value& value : filter.values) {
    auto fitting = filter_value(field, value);
    if (!fitting) return fitting.take_error();
    values.push_back(*fitting);
  }
  if (filter.op == Op::kPrefix) {
    append_prefix(sql, field, std::get<std::string_view>(values[0]));
    return {};
  }
  sql.name(field);
  if (filter.op != Op::kIn) {
    sql.text += kComparisons[static_cast<size_t>(filter.op)];
    sql.bind(field, values[0]);
    return {};
  }
  sql.text += " IN (";
  for (size_t i = 0; i < values.size(); ++i) {
    if (i != 0) sql.text += ',';
    sql.bind(field, values[i]);
  }
  sql.text += ')';
  return {};
}

Result<void> append_where(Sql& sql, const Table& table, const Id& tenant,
                          std::span<const Filter> filters) {
  if (filters.size() > kFiltersMax) {
    return invalid("filters", "expected at most " + std::to_string(kFiltersMax) + " filters, got " +
                                  std::to_string(filters.size()));
  }
  sql.owned.reserve(kFiltersMax);
  sql.text += " FROM " + quoted(table.name) + " WHERE ";
  if (tenant.is_nil()) {
    sql.text += "1";
  } else {
    sql.text += "\"tenant_id\"=";
    sql.bind(table.fields[kTenantIndex], tenant);
  }
  for (size_t i = 0; i < filters.size(); ++i) {
    if (auto done = append_filter(sql, table, filters[i], i); !done) return done;
  }
  return {};
}

// The given order, and the id at its end, unless the id is in it: then what follows decides
// nothing.
Result<std::vector<Order>> whole_order(const Table& table, const std::vector<Order>& given) {
  if (given.size() > kOrdersMax) {
    return invalid("order", "expected at most " + std::to_string(kOrdersMax) + " orders, got " +
                                std::to_string(given.size()));
  }
  std::vector<Order> out;
  for (size_t i = 0; i < given.size(); ++i) {
    auto field = usable_field(table, given[i].field, "order[" + std::to_string(i) + "]");
    if (!field) return field.take_error();
    out.push_back(given[i]);
    if (given[i].field == kIdIndex) return out;
  }
  out.push_back(Order{kIdIndex, !out.empty() && out.back().is_descending});
  return out;
}

// "comes after `value`" in one order. Null is the least.
void append_after(Sql& sql, const Field& field, bool is_descending, const Value& value) {
  if (schema::is_null(value)) {
    sql.name(field);
    sql.text += is_descending ? " IS NOT NULL AND 0" : " IS NOT NULL";
    return;
  }
  sql.text += '(';
  sql.name(field);
  sql.text += is_descending ? "<" : ">";
  sql.bind(field, value);
  if (is_descending && field.is_nullable) {
    sql.text += " OR ";
    sql.name(field);
    sql.text += " IS NULL";
  }
  sql.text += ')';
}

// (a after x) OR (a = x AND b after y) OR … with a bound on the first order in front, so that an
// index is entered at the right place.
void append_position(Sql& sql, const Table& table, const std::vector<Order>& order,
                     const std::vector<Value>& values) {
  const Field& first = table.fields[order[0].field];
  if (!schema::is_null(values[0]) && !(first.is_nullable && order[0].is_descending)) {
    sql.text += " AND ";
    sql.name(first);
    sql.text += order[0].is_descending ? "<=" : ">=";
    sql.bind(first, values[0]);
  }
  sql.text += " AND (";
  for (size_t i = 0; i < order.size(); ++i) {
    sql.text += i == 0 ? "(" : " OR (";
    for (size_t j = 0; j < i; ++j) {
      sql.name(table.fields[order[j].field]);
      sql.text += " IS ";
      sql.bind(table.fields[order[j].field], values[j]);
      sql.text += " AND ";
    }
    append_after(sql, table.fields[order[i].field], order[i].is_descending, values[i]);
    sql.text += ')';
  }
  sql.text += ')';
}

void append_order(Sql& sql, const Table& table, const std::vector<Order>& order) {
  sql.text += " ORDER BY ";
  for (size_t i = 0; i < order.size(); ++i) {
    if (i != 0) sql.text += ',';
    sql.name(table.fields[order[i].field]);
    if (order[i].is_descending) sql.text += " DESC";
  }
}

void bind_all(Statement& statement, const Sql& sql) {
  for (size_t i = 0; i < sql.bounds.size(); ++i) {
    bind_value(statement, static_cast<int>(i) + 1, *sql.bounds[i].field, sql.bounds[i].value);
  }
}

Result<Page> read_page(Connection& db, const Table& table, const Sql& sql, size_t limit) {
  auto statement = db.prepare(sql.text);
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  bind_all(**statement, sql);
  // One row more than asked tells whether there is a next page.
  const int limit_place = static_cast<int>(sql.bounds.size()) + 1;
  (*statement)->bind_int(limit_place, static_cast<int64_t>(limit) + 1);
  Page page;
  page.rows.reserve(std::min(limit, kQueryLimitDefault));
  for (;;) {
    auto row = (*statement)->step("read a page");
    if (!row) return db.failed(row.take_error());
    if (!*row) return page;
    schema::Record record(table);
    if (auto done = read_row(**statement, table, record.object()); !done) return done.take_error();
    record.mark_all_given();
    page.rows.push_back(std::move(record));
  }
}

}  // namespace

Result<Page> run_query(Connection& db, const Table& table, const Id& tenant, const Query& query) {
  if (query.limit == 0 || query.limit > kQueryLimitMax) {
    return invalid("limit", "expected a limit from 1 to " + std::to_string(kQueryLimitMax) +
                                ", got " + std::to_string(query.limit));
  }
  Sql sql;
  sql.text = "SELECT " + column_list(table);
  if (auto done = append_where(sql, table, tenant, query.filters); !done) return done.take_error();
  auto order = whole_order(table, query.order);
  if (!order) return order.take_error();
  const uint64_t shape = shape_of(table, tenant, query, *order);
  std::string storage;
  if (!query.cursor.empty()) {
    auto position = decode_cursor(query.cursor, shape, table, *order, storage);
    if (!position) return position.take_error();
    append_position(sql, table, *order, *position);
  }
  append_order(sql, table, *order);
  sql.text += " LIMIT ?";
  auto page = read_page(db, table, sql, query.limit);
  if (!page || page->rows.size() <= query.limit) return page;
  page->rows.pop_back();
  std::vector<Value> last;
  for (const Order& by : *order) last.push_back(page->rows.back().get(by.field));
  page->next_cursor = encode_cursor(shape, last);
  if (page->next_cursor.size() > kCursorBytesMax) {
    return invalid("order", "expected fields of short values to order by, got a long one");
  }
  return page;
}

Result<int64_t> run_count(Connection& db, const Table& table, const Id& tenant,
                          std::span<const Filter> filters) {
  Sql sql;
  sql.text = "SELECT count(*)";
  if (auto done = append_where(sql, table, tenant, filters); !done) return done.take_error();
  auto statement = db.prepare(sql.text);
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  bind_all(**statement, sql);
  auto row = (*statement)->step("count rows");
  if (!row) return db.failed(row.take_error());
  return (*statement)->int_at(0);
}

Result<Filter> make_filter(const Table& table, std::string_view name, Op op,
                           std::vector<Value> values) {
  const int index = table.index_of(name);
  if (index < 0) {
    return invalid(std::string(name),
                   "expected a field of " + std::string(table.name) + ", got none");
  }
  Filter filter{static_cast<size_t>(index), op, std::move(values)};
  Sql unused;
  unused.owned.reserve(1);
  if (auto done = append_filter(unused, table, filter, 0); !done) return done.take_error();
  return filter;
}

Result<Op> parse_op(std::string_view name) {
  for (size_t i = 0; i < std::size(kOpNames); ++i) {
    if (kOpNames[i] == name) return static_cast<Op>(i);
  }
  return invalid("op", "expected eq, ne, lt, le, gt, ge, in, prefix or is_null, got another text");
}

}  // namespace sivo::store
