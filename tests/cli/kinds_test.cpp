#include "cli/kinds.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "cli/json.hpp"
#include "sivo/sivo.hpp"

namespace sivo::cli {
namespace {

void check_columns(uint16_t kind, std::span<const ShownColumn> columns) {
  const JsonValue row = parse_json(sivo::record(kind).json());
  for (const ShownColumn& column : columns) {
    CAPTURE(kind);
    CAPTURE(std::string(column.field));
    CHECK(row.find(column.field) != nullptr);
    if (column.refers != 0) CHECK(find_shown(column.refers) != nullptr);
  }
}

}  // namespace

TEST_CASE("every column is a field of its kind") {
  for (const ShownKind& kind : shown_kinds()) check_columns(kind.kind, kind.columns);
  check_columns(SIVO_KIND_CALL, call_columns());
}

TEST_CASE("every kind has a word of its own") {
  std::set<std::string_view> words;
  for (const ShownKind& kind : shown_kinds()) {
    CHECK(words.insert(kind.word).second);
    CHECK(find_shown(kind.word) == &kind);
    CHECK(find_shown(kind.kind) == &kind);
    CHECK(kind.name_field.empty() == (kind.name_number == 0));
  }
  CHECK(find_shown("nonsense") == nullptr);
  CHECK(find_shown("") == nullptr);
  CHECK(find_shown("s") == nullptr);
}

}  // namespace sivo::cli
