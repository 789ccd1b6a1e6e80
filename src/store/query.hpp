#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/record.hpp"

namespace sivo::store {

inline constexpr size_t kQueryLimitDefault = 50;
inline constexpr size_t kQueryLimitMax = 1000;
inline constexpr size_t kFiltersMax = 16;
inline constexpr size_t kFilterValuesMax = 100;  // of kIn
inline constexpr size_t kOrdersMax = 4;
inline constexpr size_t kCursorBytesMax = 4096;

enum class Op : uint8_t { kEq, kNe, kLt, kLe, kGt, kGe, kIn, kPrefix, kIsNull };

// One condition; all conditions of a query must hold. `values` are borrowed while the query runs.
//   kEq … kGe and kPrefix take one value, kIn one to kFilterValuesMax;
//   kIsNull takes none (is null) or one bool (false: is not null);
//   kPrefix is for text only, and compares bytes;
//   kLt … kGe are not for booleans and enumerations.
// Text given for an enumeration, a time or an id is parsed. A row whose field is null satisfies
// kIsNull and kNe only.
struct Filter {
  size_t field = 0;  // index in the table's fields
  Op op = Op::kEq;
  std::vector<schema::Value> values;
};

// Null comes first in ascending order, enumerations are ordered by their name, text by its bytes.
struct Order {
  size_t field = 0;
  bool is_descending = false;
};

// Which rows, in which order, and from where on. The id always decides last (in the direction of
// the last order), so pages neither repeat nor skip a row that was there all the time. Secrets and
// JSON can neither be filtered nor ordered by.
struct Query {
  std::vector<Filter> filters;
  std::vector<Order> order;
  size_t limit = kQueryLimitDefault;  // 1 … kQueryLimitMax
  std::string cursor;  // Page::next_cursor of the page before; empty = the first page
};

// A cursor is opaque text that fits into a URL. It holds the order values of the last row, and is
// refused (kInvalid, path "cursor") by any query whose table, tenant, filters or order differ.
struct Page {
  std::vector<schema::Record> rows;
  std::string next_cursor;  // empty: this was the last page
};

// A filter by names, as they come in a URL. Fails with the path of what is wrong.
Result<Filter> make_filter(const schema::Table& table, std::string_view field, Op op,
                           std::vector<schema::Value> values);
// "eq", "ne", "lt", "le", "gt", "ge", "in", "prefix", "is_null".
Result<Op> parse_op(std::string_view name);

}  // namespace sivo::store
