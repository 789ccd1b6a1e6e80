#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace sivo::store {

inline constexpr size_t kFindingsMax = 100;

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

struct VerifyReport {
  int64_t audit_rows = 0;    // rows whose place in a chain was proved
  int64_t audit_chains = 0;  // tenants, and the file's own chain of created and removed tenants
  bool is_signed = false;    // the heads were proved with the key
  std::vector<Finding> findings;  // at most kFindingsMax, pages first, then references, then chains
  bool ok() const { return findings.empty(); }
};

std::string_view area_name(Finding::Area area);

}  // namespace sivo::store
