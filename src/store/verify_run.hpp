#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/audit.hpp"
#include "store/connection.hpp"
#include "store/report.hpp"
#include "store/secrets.hpp"
#include "store/table_check.hpp"

namespace sivo::store {

// Store::verify in bounded steps. Each reads one consistent state of the file, and units may run
// between them: what they change is proved as it is when its turn comes, rows they add and audit
// rows they prune are no findings. A step that fails leaves the run as it was before it, or before
// the table in progress. The store must outlive it.
//
// A step is one small table's pages and rules, one small table's references, about kRowsPerStep
// rows of a larger table, or some rows of the audit chains or some secrets. A larger table is
// checked by TableCheck, as it was when its turn came; until that one is done the WAL grows. In
// memory, where there is no second connection, each table is a step. Two things only a check of all
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

  // Of tables; a table with more rows is checked in parts.
  static constexpr int64_t kRowsPerStep = 2'000;

 private:
  enum class Part : uint8_t { kPages, kReferences, kCount, kAudit, kSecrets, kDone };
  struct Place {
    Part part = Part::kPages;
    size_t table = 0;  // index in tables_
    AuditChain::Walk audit;
    Secrets::Walk secrets;
  };

  Result<void> plan();
  Result<void> prove_count(VerifyReport& report);
  Result<bool> prove_table(const Place& place, VerifyReport& report);
  Result<bool> prove_large(const schema::Table& table, TableCheck::What what, VerifyReport& report);
  Result<void> look_from_beside();
  Result<bool> prove_some(Place& place, VerifyReport& report);
  void leave(Place& place, bool is_part_over) const;
  Progress advance();

  Parts parts_;
  std::vector<std::string> tables_;
  Place place_;
  VerifyReport report_;
  Progress progress_;
  std::unique_ptr<Connection> beside_;  // sees one state of the file while `check_` goes on
  std::unique_ptr<TableCheck> check_;   // goes before the connection it reads from
};

}  // namespace sivo::store
