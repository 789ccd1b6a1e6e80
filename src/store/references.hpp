#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "schema/record.hpp"
#include "store/rows.hpp"

namespace sivo::store {

inline constexpr size_t kFailoverDepthMax = 8;  // trunks in a row, the first one included

// What refers to what inside a tenant.
class References {
 public:
  References(Connection& db, Rows& rows, std::span<const schema::Table* const> tables)
      : db_(db), rows_(rows), tables_(tables) {}

  // Every reference field in which `record` differs from `before` (null: all that are set) must
  // name a row of the tenant: kNotFound with the field as the path. Chains that must end are
  // followed.
  Result<void> check(const Id& tenant, const schema::Record& record, const schema::Record* before);

  struct Row {
    const schema::Table* table = nullptr;
    Id id{};
  };
  struct Cut {
    Row row;
    size_t field = 0;  // becomes null
  };
  struct Removal {
    std::vector<Row> rows;  // the first is the one asked for; those who refer come after
    std::vector<Cut> cuts;  // in rows that stay
  };
  // What goes along with a row. Without `is_cascade`: kInUse when anything refers to it.
  Result<Removal> plan(const Id& tenant, const Row& row, bool is_cascade);

 private:
  Result<void> check_chain(const Id& tenant, const schema::Record& record, size_t field);
  Result<std::vector<Id>> referring(const Id& tenant, const schema::Table& table, size_t field,
                                    const Id& target);
  const schema::Table* find(Kind kind) const;

  Connection& db_;
  Rows& rows_;
  std::span<const schema::Table* const> tables_;
};

}  // namespace sivo::store
