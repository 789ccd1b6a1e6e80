#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "capi/argument.hpp"
#include "capi/barrier.hpp"
#include "capi/rows.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

// In the order of SIVO_EQ …; SIVO_NOT_NULL is kIsNull with the value false.
constexpr std::array kOps = {core::Op::kEq,     core::Op::kNe,     core::Op::kLt,
                             core::Op::kLe,     core::Op::kGt,     core::Op::kGe,
                             core::Op::kPrefix, core::Op::kIsNull, core::Op::kIsNull};

Result<size_t> field_argument(const sivo_query& query, uint16_t number) {
  const int index = query.table->index_of(number);
  if (index >= 0) return static_cast<size_t>(index);
  return invalid("field", "expected a field of " + std::string(query.table->name) +
                              ", got the number " + std::to_string(number));
}

Error bad_value(const schema::Field& field, std::string_view expected) {
  return invalid("value", "expected " + std::string(expected) + " for " + std::string(field.name) +
                              ", got another text");
}

Result<schema::Value> real_value(const schema::Field& field, std::string_view text) {
  double real = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (code != std::errc{} || end != text.data() + text.size()) return bad_value(field, "a number");
  return schema::Value(real);
}

// Numbers and booleans become values; for the rest the store takes text.
Result<schema::Value> parse_value(const schema::Field& field, std::string_view text) {
  switch (field.type) {
    case schema::Type::kBool:
      if (text == "true" || text == "false") return schema::Value(text == "true");
      return bad_value(field, "true or false");
    case schema::Type::kInt:
      if (const auto number = parse_int(text)) return schema::Value(*number);
      return bad_value(field, "an integer");
    case schema::Type::kReal:
      return real_value(field, text);
    case schema::Type::kText:
    case schema::Type::kId:
    case schema::Type::kTime:
    case schema::Type::kEnum:
    case schema::Type::kJson:
    case schema::Type::kBytes:
      return schema::Value(text);
  }
  return schema::Value(text);
}

Result<std::vector<schema::Value>> condition_values(const schema::Field& field, int32_t op,
                                                    std::string_view text) {
  std::vector<schema::Value> values;
  if (op == SIVO_NULL || op == SIVO_NOT_NULL) {
    values.emplace_back(op == SIVO_NULL);
    return values;
  }
  auto value = parse_value(field, text);
  if (!value) return value.take_error();
  values.push_back(*value);
  return values;
}

Result<void> add_condition(sivo_query& query, uint16_t number, int32_t op, std::string_view text) {
  auto index = field_argument(query, number);
  if (!index) return index.take_error();
  if (op < SIVO_EQ || op > SIVO_NOT_NULL) {
    return invalid("op", "expected SIVO_EQ to SIVO_NOT_NULL, got " + std::to_string(op));
  }
  // One text for each filter; one more is left of a call that failed.
  auto& filters = query.query.filters;
  if (query.texts.size() > filters.size()) query.texts.pop();
  if (!query.texts.push(std::string(text))) {
    return Error{Status::kFull,
                 "expected at most " + std::to_string(core::kFiltersMax) + " conditions", "field"};
  }
  const schema::Field& field = query.table->fields[*index];
  auto values = condition_values(field, op, query.texts.back());
  if (!values) return values.take_error();
  auto filter = core::make_filter(*query.table, field.name, kOps[static_cast<size_t>(op)],
                                   std::move(*values));
  if (!filter) return filter.take_error();
  filters.push_back(std::move(*filter));
  return {};
}

Result<void> add_order(sivo_query& query, uint16_t number, bool is_descending) {
  auto index = field_argument(query, number);
  if (!index) return index.take_error();
  const schema::Field& field = query.table->fields[*index];
  if (field.is_secret || field.type == schema::Type::kJson) {
    return invalid("field", "expected a field that has an order, got " + std::string(field.name));
  }
  if (query.query.order.size() >= core::kOrdersMax) {
    return Error{Status::kFull,
                 "expected at most " + std::to_string(core::kOrdersMax) + " sort fields", "field"};
  }
  query.query.order.push_back({.field = *index, .is_descending = is_descending});
  return {};
}

Result<void> set_page(sivo_query& query, int32_t limit, std::string_view cursor) {
  if (limit < 1 || static_cast<size_t>(limit) > core::kQueryLimitMax) {
    return invalid("limit", "expected 1 to " + std::to_string(core::kQueryLimitMax) + ", got " +
                                std::to_string(limit));
  }
  if (cursor.size() > core::kCursorBytesMax) {
    return invalid("cursor", "expected the cursor of a list, got a text of " +
                                 std::to_string(cursor.size()) + " bytes");
  }
  query.query.cursor.assign(cursor);
  query.query.limit = static_cast<size_t>(limit);
  return {};
}

void fill(sivo_list& list, core::Page page) {
  list.rows.reserve(page.rows.size());
  for (schema::Record& row : page.rows) {
    mark_as_stored(row);
    sivo_record& handle = list.rows.emplace_back();
    handle.record.emplace(std::move(row));
    handle.is_in_list = true;
  }
  list.cursor = std::move(page.next_cursor);
}

}  // namespace

int32_t sivo_query_new(uint16_t kind, sivo_id tenant, sivo_query** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return guarded(err, [&]() -> Result<void> {
    auto table = row_table(kind);
    if (!table) return table.take_error();
    if (auto named = check_tenant(**table, to_id(tenant)); !named) return named;
    auto query = std::make_unique<sivo_query>();
    query->table = *table;
    query->tenant = to_id(tenant);
    *out = query.release();
    return {};
  });
}

int32_t sivo_query_where(sivo_query* query, uint16_t field, int32_t op, const char* value,
                         size_t size, sivo_error** err) {
  if (!is_live(query)) return refuse_handle(err, "query");
  return guarded(err, [&]() -> Result<void> {
    auto text = text_argument(value, size, "value");
    if (!text) return text.take_error();
    return add_condition(*query, field, op, *text);
  });
}

int32_t sivo_query_order(sivo_query* query, uint16_t field, int32_t is_descending,
                         sivo_error** err) {
  if (!is_live(query)) return refuse_handle(err, "query");
  return guarded(err, [&] { return add_order(*query, field, is_descending != 0); });
}

int32_t sivo_query_page(sivo_query* query, int32_t limit, const char* cursor, size_t size,
                        sivo_error** err) {
  if (!is_live(query)) return refuse_handle(err, "query");
  return guarded(err, [&]() -> Result<void> {
    auto text = text_argument(cursor, size, "cursor");
    if (!text) return text.take_error();
    return set_page(*query, limit, *text);
  });
}

void sivo_query_free(sivo_query* query) {
  if (is_live(query)) std::unique_ptr<sivo_query>(query).reset();
}

int32_t sivo_find(sivo_core* core, const sivo_query* query, sivo_list** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    if (!is_live(query)) return invalid("query", "expected a query, got NULL or another handle");
    auto list = std::make_unique<sivo_list>();
    auto page = engine.find(*query->table, query->tenant, query->query);
    if (!page) return page.take_error();
    fill(*list, std::move(*page));
    *out = list.release();
    return {};
  });
}

size_t sivo_list_size(const sivo_list* list) { return is_live(list) ? list->rows.size() : 0; }

sivo_record* sivo_list_at(sivo_list* list, size_t index) {
  if (!is_live(list) || index >= list->rows.size()) return nullptr;
  return &list->rows[index];
}

const char* sivo_list_cursor(const sivo_list* list) {
  return is_live(list) && !list->cursor.empty() ? list->cursor.c_str() : nullptr;
}

void sivo_list_free(sivo_list* list) {
  if (is_live(list)) std::unique_ptr<sivo_list>(list).reset();
}
