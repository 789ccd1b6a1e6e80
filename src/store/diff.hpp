#pragma once

#include <string>

#include "schema/record.hpp"

namespace sivo::store {

// {"field":{"from":…,"to":…},…} over the fields whose values differ, for the audit log. Null for
// `from`: the row is new; for `to`: it goes. Secrets show as null or the mask; what every row has
// (id, tenant, times, version) is left out.
std::string diff_of(const schema::Table& table, const void* from, const void* to);

}  // namespace sivo::store
