#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/audit.hpp"
#include "store/connection.hpp"
#include "store/report.hpp"
#include "store/secrets.hpp"

namespace sivo::store {

// Store::verify in bounded steps. Each reads one consistent state of the file, and units may run
// between them: what they change is proved as it is when its turn comes, rows they add and audit
// rows they prune are no findings. A step that fails leaves the run as it was before it. The store
// must outlive it.
//
// A step is one table's pages and rules, one table's references, or some rows of the audit chains
// or some secrets. So a step takes as long as SQLite needs for one table, which grows with the
// largest one (calls): a table cannot be checked in parts. And two things only a check of all
// tables at once would see are not looked for: pages that belong to no table, which harm nobody,
// and a page that two tables claim, which is found in one of them once the other has written to it.
class VerifyRun {
 public:
  struct Progress {
    int64_t done = 0;   // steps; never falls
    int64_t total = 1;  // never falls, grows with what is added meanwhile; done == total: the end
  };
  // What is proved, of one store. `tables` are those with secrets in them, and others.
  struct Parts {
    Connection& db;
    AuditChain& audit;
    Secrets& secrets;
    std::span<const schema::Table* const> tables;
  };
  explicit VerifyRun(Parts parts) : parts_(parts) {}

  Result<Progress> step();  // kState inside a unit
  // Complete at the end.
  const VerifyReport& report() const { return report_; }

 private:
  enum class Part : uint8_t { kPages, kReferences, kCount, kAudit, kSecrets, kDone };
  struct Place {
    Part part = Part::kPages;
    size_t table = 0;  // index in tables_
    AuditChain::Walk audit;
    Secrets::Walk secrets;
  };

  Result<void> plan();
  Result<bool> prove_some(Place& place, VerifyReport& report);
  void leave(Place& place, bool is_part_over) const;
  Progress advance();

  Parts parts_;
  std::vector<std::string> tables_;
  Place place_;
  VerifyReport report_;
  Progress progress_;
};

}  // namespace sivo::store
