#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cli/grid.hpp"

namespace sivo::cli {

// A column of a kind's table: a field by its JSON name. With `refers` it is an id, shown as the
// name of the row it refers to.
struct ShownColumn {
  std::string_view field;
  std::string_view header;
  Align align = Align::kLeft;
  uint16_t refers = 0;
  bool is_seconds = false;  // milliseconds, shown as seconds
};

// A kind of rows that `show` knows.
struct ShownKind {
  std::string_view word;  // on the command line
  uint16_t kind;
  std::string_view name_field;  // JSON name of the natural name; "" = rows have none
  uint16_t name_number;         // the same field's number
  std::span<const ShownColumn> columns;
};

std::span<const ShownColumn> call_columns();

std::span<const ShownKind> shown_kinds();
// By its word or its name in the schema, singular or plural, "-" or "_" between words; nullptr when
// there is none.
const ShownKind* find_shown(std::string_view word);
const ShownKind* find_shown(uint16_t kind);

}  // namespace sivo::cli
