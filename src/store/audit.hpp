#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/audit_log.hpp"
#include "store/change.hpp"
#include "store/report.hpp"
#include "store/rows.hpp"
#include "store/seals.hpp"

// The audit chain. Each tenant's rows of audit_log are numbered 1, 2, 3 … and
//
//   hash(n) = SHA-256("sivo.audit.1" ‖ the row's canonical bytes without its hash)
//
// where the row holds n as `sequence` and hash(n-1) as `previous_hash` (empty in the first), so
// that changing, moving or removing a row breaks every hash after it. The head (count, newest hash,
// and the anchor that pruning leaves) is signed with an HMAC when there is a key, which also finds
// a tail that was cut off. A head of the nil tenant counts the chains, so that none vanishes whole.
// What no chain inside the file can find is the whole file put back to an older state.
//
// Canonical bytes: for each field that is not null, by growing number: the number (2 bytes), the
// length (4 bytes), the value; numbers big-endian in 8 bytes, enumerations by name. A field added
// later is null in old rows, so their hashes stay.
namespace sivo::store {

Error unproved_head();
void add_audit_finding(VerifyReport& report, const Id& tenant, const Id& row, int64_t sequence,
                       std::string_view message);

inline constexpr size_t kHeadsMax = 1024;  // kept in memory between units

class AuditChain {
 public:
  // `seals` is the owner's and may change between units (rekey). Not enabled: the file's schema has
  // no audit_log; then nothing is audited.
  AuditChain(Connection& db, Rows& rows, const Seals& seals, bool is_enabled)
      : db_(db), rows_(rows), seals_(seals), is_enabled_(is_enabled) {}

  // Heads stay in memory until flush(), which the owner calls before the commit; forget() after a
  // rollback.
  Result<void> append(const Id& tenant, const AuditNote& note, const Change& change);
  Result<void> flush();
  void forget() { heads_.clear(); }
  // After a commit: heads stay for the next unit, unless there are many.
  void trim() {
    if (heads_.size() > kHeadsMax) heads_.clear();
  }

  // A gap ends the pruning before it; it is kMismatch when it is the first thing there.
  Result<int64_t> prune(const Id& tenant, Micros before, int64_t rows_max);
  // The tenant's rows are gone. What says who removed it is the last one of the chain, kept apart;
  // the head stays as a signed tombstone. The note's diff holds the tenant's slug and name.
  Result<void> remove_tenant(const Id& tenant, const AuditNote& note, const Change& change);
  // Whether there are as many chains as were begun; findings go to the report.
  Result<void> verify_count(VerifyReport& report);
  // Where a proof of all chains stands, tenant by tenant; begins as Walk{}.
  struct Walk {
    Id tenant{};             // in progress, or the last one done
    bool is_inside = false;  // its rows up to `sequence` are proved, the last of them has this hash
    int64_t sequence = 0;
    std::string hash;
  };
  // Goes on with the proof for at most rows_max rows (a chain counts as one more), and adds chains,
  // rows and findings to the report. False: that was the last chain. Rows may be appended and
  // pruned between two calls, not during one.
  Result<bool> verify_some(Walk& walk, int64_t rows_max, VerifyReport& report);
  // Rows and chains there are to prove, for the progress.
  Result<int64_t> verify_size();
  // Proves every head under the current key (kMismatch), then signs all with `next`.
  Result<void> sign_again(const Seals& next);

 private:
  struct Head {
    int64_t sequence = 0;
    Digest hash{};
    int64_t anchor_sequence = 0;
    Digest anchor_hash{};
    int64_t removed_at = 0;  // 0: the tenant lives
    std::string mac;         // as it is in the file
    bool is_stored = false;
    bool is_changed = false;
  };

  struct Oldest {
    Id row{};
    Digest hash{};
    Micros timestamp = 0;
  };

  Result<Head*> head_of(const Id& tenant);
  Result<bool> load(const Id& tenant, Head& head);
  Result<void> save(const Id& tenant, Head& head, const Seals& seals);
  Result<void> count_chain();
  Result<Id> chain_after(const Id& tenant);
  std::string mac_of(const Id& tenant, const Head& head, const Seals& seals) const;
  bool is_proved(const Id& tenant, const Head& head) const;
  Digest hash_of(const AuditLog& row) const;
  AuditLog next_row(const Head& head, const Id& tenant, const AuditNote& note,
                    const Change& change) const;
  Result<void> put_removal(const AuditLog& row);
  Result<bool> read_removal(const Id& tenant, AuditLog& row);
  Result<bool> find_oldest(const Id& tenant, int64_t sequence, Oldest& oldest);
  Result<int64_t> verify_chain(Walk& walk, int64_t rows_max, VerifyReport& report);
  Result<void> verify_removal(Walk& walk, VerifyReport& report);
  Result<int64_t> verify_rows(Walk& walk, int64_t first, int64_t rows_max, VerifyReport& report);
  std::string_view wrong_in(const Walk& walk, const AuditLog& row) const;

  Connection& db_;
  Rows& rows_;
  const Seals& seals_;
  bool is_enabled_;
  std::map<Id, Head> heads_;
};

}  // namespace sivo::store
