#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace sivo::store {

inline constexpr size_t kFindingsMax = 100;
inline constexpr size_t kRemovedTenantsMax = 100;

// One thing that Store::verify found wrong.
struct Finding {
  enum class Area : uint8_t { kPages, kReferences, kAudit, kSecrets };
  Area area = Area::kPages;
  std::string table;  // where known
  Id tenant{};        // kAudit, kSecrets
  Id row{};           // kAudit: the first bad row of the tenant's chain; nil when rows are missing
  int64_t sequence = 0;  // kAudit: its place in the chain, from 1
  std::string message;   // what was expected and what is there, without personal data
};

// A tenant that is gone, and who removed it. Proved as the last row of its audit chain.
struct RemovedTenant {
  Id tenant{};
  std::string slug;
  std::string name;
  Micros removed_at = 0;
  std::optional<Id> user_id;
  std::optional<std::string> ip;
  std::optional<std::string> user_agent;
};

struct VerifyReport {
  int64_t audit_rows = 0;              // rows whose place in a chain was proved
  int64_t audit_chains = 0;            // of tenants, those of removed ones as well
  bool is_keyed = false;               // the file has a master key
  bool is_signed = false;              // the heads were proved with it
  std::vector<RemovedTenant> removed;  // the newest kRemovedTenantsMax, newest first
  std::vector<Finding> findings;  // at most kFindingsMax, pages first, then references, then chains
  bool ok() const { return findings.empty(); }
};

std::string_view area_name(Finding::Area area);

}  // namespace sivo::store
