#pragma once

#include "base/assert.hpp"
#include "base/id.hpp"

namespace sivo::store {

// The right to see one tenant's rows, and nothing else. Every read and write of rows takes a Scope,
// so a statement without a tenant cannot be written; the id of another tenant's row is "not found".
class TenantScope {
 public:
  explicit TenantScope(const Id& tenant) : tenant_(tenant) { SIVO_ASSERT(!tenant.is_nil()); }
  const Id& tenant() const { return tenant_; }

 private:
  Id tenant_;
};

// The right to the list of tenants itself: to create, list and remove tenants. It opens no other
// table. Only the core makes one.
class FileScope {
 public:
  explicit FileScope() = default;
};

// Either of the two; never made from a bare id.
class Scope {
 public:
  Scope(const TenantScope& scope) : tenant_(scope.tenant()) {}
  Scope(const FileScope&) {}
  bool is_file() const { return tenant_.is_nil(); }
  // Nil for the file.
  const Id& tenant() const { return tenant_; }

 private:
  Id tenant_{};
};

}  // namespace sivo::store
