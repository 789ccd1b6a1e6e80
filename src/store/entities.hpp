#pragma once

#include <span>

#include "schema/record.hpp"
#include "store/audit.hpp"
#include "store/change.hpp"
#include "store/references.hpp"
#include "store/rows.hpp"
#include "store/scope.hpp"
#include "store/secrets.hpp"
#include "store/store.hpp"

namespace sivo::store {

// The tenant whose rows of `table` a scope opens; nil is the list of tenants. kInvalid when the
// scope opens no such table.
Result<Id> tenant_of(const Scope& scope, const schema::Table& table);

// The checked and audited writes of Store; see there for the contract.
class Entities {
 public:
  Entities(Connection& db, Rows& rows, Secrets& secrets, AuditChain& audit,
           std::span<const schema::Table* const> tables)
      : db_(db),
        rows_(rows),
        secrets_(secrets),
        audit_(audit),
        tables_(tables),
        references_(db, rows, tables) {}

  Result<void> insert(const Scope& scope, schema::Record& record, const Change& change);
  Result<void> update(const Scope& scope, schema::Record& record, const Change& change);
  Result<void> remove(const Scope& scope, const References::Row& row, Removal removal,
                      const Change& change);
  Result<schema::Record> get(const Scope& scope, const schema::Table& table, const Id& id);

 private:
  Result<schema::Record> find(const schema::Table& table, const Id& tenant, const Id& id);
  Result<void> check_tenant(const schema::Table& table, const Id& tenant);
  Result<void> merge(const Id& tenant, schema::Record& merged, schema::Record& given,
                     const Change& change);
  Result<void> write_changes(const schema::Record& before, const schema::Record& after);
  Result<void> cut(const Id& tenant, const References::Cut& cut, const Change& change);
  Result<void> take_out(const Id& tenant, const References::Row& row, const Change& change);
  Result<void> take_out_twin(const Id& tenant, const References::Row& row);
  Result<void> remove_tenant(const schema::Record& tenant, Removal removal, const Change& change);

  Connection& db_;
  Rows& rows_;
  Secrets& secrets_;
  AuditChain& audit_;
  std::span<const schema::Table* const> tables_;
  References references_;
};

}  // namespace sivo::store
