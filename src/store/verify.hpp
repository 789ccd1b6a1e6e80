#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/table.hpp"
#include "store/connection.hpp"
#include "store/report.hpp"

namespace sivo::store {

// The parts of Store::verify that need no key: SQLite's own checks of pages, rules and references,
// table by table.

// The one of that name, or null.
const schema::Table* table_named(std::span<const schema::Table* const> tables,
                                 std::string_view name);
// The schema's own table first.
Result<std::vector<std::string>> table_names(Connection& db);
// The table with its indexes: pages, order, types and rules of every row. With the schema's own
// table goes the list of free pages.
Result<void> verify_table(Connection& db, const std::string& table, VerifyReport& report);
Result<void> verify_references(Connection& db, const std::string& table, VerifyReport& report);

}  // namespace sivo::store
