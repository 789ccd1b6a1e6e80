#pragma once

#include <span>
#include <string_view>

namespace sivo::store {

// The store's own tables; their names start with "store_", which no entity's may.
struct OwnTable {
  std::string_view name;
  std::string_view ddl;
  std::string_view key;  // the columns of its primary key, in order
};

inline constexpr std::string_view kMetaTable = "store_meta";
inline constexpr std::string_view kAuditHeadTable = "store_audit_head";
inline constexpr std::string_view kRemovedTenantTable = "store_removed_tenant";

// store_audit_head: one row per tenant. `sequence` and `hash` are the newest row's; rows up to
// `anchor_sequence` were pruned and `anchor_hash` is the hash of the last of them. `removed_at` is
// not 0 when the tenant was removed with its rows. `mac` signs all of it (empty without a key).
//
// store_removed_tenant: the last row of a removed tenant's chain, which says who removed it. It is
// an audit_log row that stands apart, as nothing of the tenant may be left there.
inline constexpr OwnTable kOwnTables[] = {
    {kMetaTable,
     "CREATE TABLE \"store_meta\" (\"key\" TEXT NOT NULL PRIMARY KEY, \"value\" ANY NOT NULL)"
     " STRICT, WITHOUT ROWID",
     "\"key\""},
    {kAuditHeadTable,
     "CREATE TABLE \"store_audit_head\" (\"tenant_id\" BLOB NOT NULL PRIMARY KEY,"
     " \"sequence\" INTEGER NOT NULL, \"hash\" BLOB NOT NULL, \"anchor_sequence\" INTEGER NOT NULL,"
     " \"anchor_hash\" BLOB NOT NULL, \"removed_at\" INTEGER NOT NULL, \"mac\" BLOB NOT NULL)"
     " STRICT, WITHOUT ROWID",
     "\"tenant_id\""},
    {kRemovedTenantTable,
     "CREATE TABLE \"store_removed_tenant\" (\"tenant_id\" BLOB NOT NULL PRIMARY KEY,"
     " \"id\" BLOB NOT NULL, \"timestamp\" INTEGER NOT NULL, \"actor_user_id\" BLOB,"
     " \"actor_ip\" TEXT, \"actor_ua\" TEXT, \"cross_tenant\" INTEGER NOT NULL,"
     " \"diff\" TEXT NOT NULL, \"sequence\" INTEGER NOT NULL, \"previous_hash\" BLOB NOT NULL,"
     " \"hash\" BLOB NOT NULL) STRICT, WITHOUT ROWID",
     "\"tenant_id\""},
};

}  // namespace sivo::store
