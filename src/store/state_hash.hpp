#pragma once

#include <span>
#include <string_view>

#include "schema/table.hpp"
#include "store/connection.hpp"
#include "store/seals.hpp"

namespace sivo::store {

// Store::state_hash; see there for what it covers.
Result<Digest> state_hash(Connection& db, const Seals& seals,
                          std::span<const schema::Table* const> tables,
                          std::span<const std::string_view> volatile_meta);

}  // namespace sivo::store
