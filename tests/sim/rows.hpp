#pragma once

#include <vector>

#include "core/core.hpp"
#include "schema/walk.hpp"
#include "sim/finding.hpp"

namespace sivo::sim {

// Every row of a table, as any reader of the file sees it.
template <class S>
std::vector<S> rows_of(core::Core& core, const Id& tenant) {
  std::vector<S> out;
  store::Query query;
  query.limit = store::kQueryLimitMax;
  do {
    auto page = core.find(schema::table_of<S>(), tenant, query);
    expect(page.ok(), "find", page.ok() ? "" : page.error().message);
    for (const schema::Record& row : page->rows) out.push_back(row.template as<S>());
    query.cursor = page->next_cursor;
  } while (!query.cursor.empty());
  return out;
}

}  // namespace sivo::sim
