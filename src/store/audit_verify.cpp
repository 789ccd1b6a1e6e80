#include <utility>

#include "store/audit.hpp"
#include "store/bytes.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kReading = "read the audit log";

Result<int64_t> count_of(Connection& db, std::string_view sql, const Id& tenant) {
  auto statement = db.prepare(sql);
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  (*statement)->bind_id(1, tenant);
  auto row = (*statement)->step(kReading);
  if (!row) return db.failed(row.take_error());
  return (*statement)->int_at(0);
}

}  // namespace

void add_audit_finding(VerifyReport& report, const Id& tenant, const Id& row, int64_t sequence,
                       std::string_view message) {
  if (report.findings.size() >= kFindingsMax) return;
  report.findings.push_back(Finding{.area = Finding::Area::kAudit,
                                    .table = "audit_log",
                                    .tenant = tenant,
                                    .row = row,
                                    .sequence = sequence,
                                    .message = std::string(message)});
}

// The next tenant that has a head or a row; nil: there is none.
Result<Id> AuditChain::chain_after(const Id& tenant) {
  auto statement = db_.prepare(
      "SELECT min(id) FROM (SELECT min(tenant_id) AS id FROM store_audit_head WHERE tenant_id>?1"
      " UNION ALL SELECT min(tenant_id) FROM audit_log WHERE tenant_id>?1)");
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, tenant);
  auto found = row.step(kReading);
  if (!found) return db_.failed(found.take_error());
  if (row.is_null(0)) return Id{};
  // What is no id would end the walk before the chains behind it.
  if (const Id next = row.id_at(0)) return next;
  return Error{Status::kCorrupt, "expected the id of a tenant, got another value", "audit_log"};
}

Result<int64_t> AuditChain::verify_size() {
  if (!is_enabled_) return int64_t{0};
  // Numbers that nobody has proved yet: bounded, so that their sum is.
  return db_.query_int(
      "SELECT count(*)+coalesce(sum(min(max(sequence-anchor_sequence,0),1000000000000)),0)"
      " FROM store_audit_head");
}

Result<bool> AuditChain::verify_some(Walk& walk, int64_t rows_max, VerifyReport& report) {
  if (!is_enabled_) return false;
  report.is_signed = seals_.mac != nullptr;
  for (int64_t left = rows_max; left > 0;) {
    if (!walk.is_inside) {
      auto next = chain_after(walk.tenant);
      if (!next) return next.take_error();
      if (next->is_nil()) return false;
      walk = Walk{.tenant = *next, .is_inside = false, .sequence = 0, .hash = {}};
    }
    auto proved = verify_chain(walk, left, report);
    if (!proved) return proved.take_error();
    left -= 1 + *proved;
    if (!walk.is_inside) ++report.audit_chains;
  }
  return true;
}

Result<void> AuditChain::verify_count(VerifyReport& report) {
  if (!is_enabled_) return {};
  Head counter;
  auto is_there = load(Id{}, counter);
  if (!is_there) return is_there.take_error();
  auto heads = count_of(db_, "SELECT count(*) FROM store_audit_head WHERE tenant_id<>?1", Id{});
  if (!heads) return heads.take_error();
  if (*heads != counter.sequence) {
    add_audit_finding(report, Id{}, Id{}, *heads,
                      "expected as many chains as were begun, got another number");
  }
  if (*is_there && seals_.mac != nullptr && !is_proved(Id{}, counter)) {
    add_audit_finding(report, Id{}, Id{}, 0,
                      "expected a signed count of chains, got a wrong signature");
  }
  return {};
}

// The head is read and proved anew each time: what was appended and pruned since is in it. Gives
// how many rows were proved; the walk is outside again at the chain's end or at what is wrong.
Result<int64_t> AuditChain::verify_chain(Walk& walk, int64_t rows_max, VerifyReport& report) {
  const bool is_begun = std::exchange(walk.is_inside, false);
  Head head;
  auto is_there = load(walk.tenant, head);
  if (!is_there) return is_there.take_error();
  if (!*is_there) {
    add_audit_finding(report, walk.tenant, Id{}, 0, "expected a head of the chain, got none");
    return int64_t{0};
  }
  if (seals_.mac != nullptr && !is_proved(walk.tenant, head)) {
    add_audit_finding(report, walk.tenant, Id{}, head.sequence,
                      "expected a signed head of the chain, got a wrong signature");
    return int64_t{0};
  }
  if (!is_begun || head.anchor_sequence > walk.sequence) {
    walk.sequence = head.anchor_sequence;
    walk.hash = head.anchor_sequence == 0 ? std::string_view() : view_of(head.anchor_hash);
  }
  const size_t findings = report.findings.size();
  if (head.removed_at != 0 && walk.sequence < head.sequence) {
    if (auto done = verify_removal(walk, report); !done) return done.take_error();
  }
  // From the very first row on: none may stand before the anchor.
  auto proved = verify_rows(walk, is_begun ? walk.sequence + 1 : INT64_MIN, rows_max, report);
  if (!proved || walk.is_inside || report.findings.size() > findings) return proved;
  if (walk.sequence != head.sequence || (walk.sequence > 0 && walk.hash != view_of(head.hash))) {
    add_audit_finding(report, walk.tenant, Id{}, walk.sequence + 1,
                      "expected the chain to end at its head, got another end");
  }
  return proved;
}

// The rows with these numbers and later ones; inside the chain as long as there may be more.
Result<int64_t> AuditChain::verify_rows(Walk& walk, int64_t first, int64_t rows_max,
                                        VerifyReport& report) {
  const schema::Table& table = schema::table_of<AuditLog>();
  auto statement = db_.prepare("SELECT " + column_list(table) +
                               " FROM audit_log WHERE tenant_id=?1 AND sequence>=?2"
                               " ORDER BY sequence LIMIT ?3");
  if (!statement) return statement.take_error();
  Statement& rows = **statement;
  const ResetGuard guard(rows);
  rows.bind_id(1, walk.tenant);
  rows.bind_int(2, first);
  rows.bind_int(3, rows_max);
  int64_t proved = 0;
  for (; proved < rows_max; ++proved) {
    auto found = rows.step(kReading);
    if (!found) return db_.failed(found.take_error());
    if (!*found) return proved;
    AuditLog row;
    ++walk.sequence;
    const std::string_view wrong =
        read_row(rows, table, &row) ? wrong_in(walk, row) : "expected a readable row, got another";
    if (!wrong.empty()) {
      add_audit_finding(report, walk.tenant, rows.id_at(kIdIndex), walk.sequence, wrong);
      return proved;
    }
    walk.hash = row.hash;
    ++report.audit_rows;
  }
  walk.is_inside = true;
  return proved;
}

// What keeps the row from being the walk's next one.
std::string_view AuditChain::wrong_in(const Walk& walk, const AuditLog& row) const {
  if (row.sequence != walk.sequence) return "expected the next row of the chain, got a gap";
  if (row.previous_hash != walk.hash) return "expected the hash of the row before, got another";
  if (row.hash != view_of(hash_of(row))) return "expected the row as written, got another";
  return {};
}

Result<void> AuditChain::sign_again(const Seals& next) {
  if (!is_enabled_) return {};
  heads_.clear();
  // The nil tenant's head, which counts the chains, is the first.
  for (Id tenant;;) {
    Head head;
    auto is_there = load(tenant, head);
    if (!is_there) return is_there.take_error();
    if (*is_there && !is_proved(tenant, head)) return unproved_head();
    if (*is_there) {
      if (auto done = save(tenant, head, next); !done) return done;
    }
    auto later = chain_after(tenant);
    if (!later) return later.take_error();
    if (later->is_nil()) return {};
    tenant = *later;
  }
}

}  // namespace sivo::store
