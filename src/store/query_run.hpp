#pragma once

#include <span>

#include "store/connection.hpp"
#include "store/query.hpp"

namespace sivo::store {

// Runs Store::query and Store::count; a nil tenant means every row of the table, which only the
// list of tenants is read with.
Result<Page> run_query(Connection& db, const schema::Table& table, const Id& tenant,
                       const Query& query);
Result<int64_t> run_count(Connection& db, const schema::Table& table, const Id& tenant,
                          std::span<const Filter> filters);

}  // namespace sivo::store
