#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/grid.hpp"
#include "cli/kinds.hpp"
#include "cli/library.hpp"

namespace sivo::cli {

struct Row {
  Tenant tenant;
  sivo::record record;
};

// The rows under the columns, ids as names; with the tenant before them when they are of several.
Grid grid_of(sivo::core& core, std::span<const ShownColumn> columns, const std::vector<Row>& rows);
// A JSON array, a row a line.
std::string json_array(const std::vector<Row>& rows);

}  // namespace sivo::cli
