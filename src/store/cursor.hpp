#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/record.hpp"
#include "store/query.hpp"

namespace sivo::store {

// A number that differs, practically always, between queries of another table, tenant, filters or
// order.
uint64_t shape_of(const schema::Table& table, const Id& tenant, const Query& query,
                  const std::vector<Order>& order);

// base64url of: 1 byte version, 8 bytes shape, then per order value a tag and its bytes.
std::string encode_cursor(uint64_t shape, const std::vector<schema::Value>& values);
// The order values of the page's last row; text borrows from `storage`.
Result<std::vector<schema::Value>> decode_cursor(std::string_view cursor, uint64_t shape,
                                                 const schema::Table& table,
                                                 const std::vector<Order>& order,
                                                 std::string& storage);

}  // namespace sivo::store
