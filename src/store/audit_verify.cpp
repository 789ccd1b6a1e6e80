#include "store/audit.hpp"
#include "store/bytes.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kReading = "read the audit log";

void add_finding(VerifyReport& report, const Id& tenant, const Id& row, int64_t sequence,
                 std::string_view message) {
  if (report.findings.size() >= kFindingsMax) return;
  report.findings.push_back(Finding{.area = Finding::Area::kAudit,
                                    .table = "audit_log",
                                    .tenant = tenant,
                                    .row = row,
                                    .sequence = sequence,
                                    .message = std::string(message)});
}

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

// Every tenant that has a head or a row.
Result<std::vector<Id>> AuditChain::chains() {
  auto owner = db_.prepare_owned(
      "SELECT tenant_id FROM store_audit_head UNION"
      " SELECT tenant_id FROM audit_log ORDER BY 1",
      false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  std::vector<Id> out;
  for (;;) {
    auto row = rows.step(kReading);
    if (!row) return db_.failed(row.take_error());
    if (!*row) return out;
    if (const Id tenant = rows.id_at(0)) out.push_back(tenant);
  }
}

Result<void> AuditChain::verify(VerifyReport& report) {
  if (!is_enabled_) return {};
  report.is_signed = seals_.mac != nullptr;
  if (auto done = verify_count(report); !done) return done;
  auto tenants = chains();
  if (!tenants) return tenants.take_error();
  for (const Id& tenant : *tenants) {
    if (auto done = verify_chain(tenant, report); !done) return done;
    ++report.audit_chains;
  }
  return {};
}

Result<void> AuditChain::verify_count(VerifyReport& report) {
  Head counter;
  auto is_there = load(Id{}, counter);
  if (!is_there) return is_there.take_error();
  auto heads = count_of(db_, "SELECT count(*) FROM store_audit_head WHERE tenant_id<>?1", Id{});
  if (!heads) return heads.take_error();
  if (*heads != counter.sequence) {
    add_finding(report, Id{}, Id{}, *heads,
                "expected as many chains as were begun, got another number");
  }
  if (*is_there && seals_.mac != nullptr && !is_proved(Id{}, counter)) {
    add_finding(report, Id{}, Id{}, 0, "expected a signed count of chains, got a wrong signature");
  }
  return {};
}

Result<void> AuditChain::verify_chain(const Id& tenant, VerifyReport& report) {
  Head head;
  auto is_there = load(tenant, head);
  if (!is_there) return is_there.take_error();
  if (!*is_there) {
    add_finding(report, tenant, Id{}, 0, "expected a head of the chain, got none");
    return {};
  }
  if (seals_.mac != nullptr && !is_proved(tenant, head)) {
    add_finding(report, tenant, Id{}, head.sequence,
                "expected a signed head of the chain, got a wrong signature");
    return {};
  }
  return verify_rows(tenant, head, report);
}

Result<void> AuditChain::verify_rows(const Id& tenant, const Head& head, VerifyReport& report) {
  const schema::Table& table = schema::table_of<AuditLog>();
  auto owner = db_.prepare_owned(
      "SELECT " + column_list(table) + " FROM audit_log WHERE tenant_id=?1 ORDER BY sequence",
      false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  rows.bind_id(1, tenant);
  std::string before(head.anchor_sequence == 0 ? std::string_view() : view_of(head.anchor_hash));
  int64_t sequence = head.anchor_sequence;
  for (;;) {
    auto found = rows.step(kReading);
    if (!found) return db_.failed(found.take_error());
    if (!*found) break;
    AuditLog row;
    ++sequence;
    std::string_view wrong;
    if (!read_row(rows, table, &row)) wrong = "expected a readable row, got another";
    else if (row.sequence != sequence) wrong = "expected the next row of the chain, got a gap";
    else if (row.previous_hash != before)
      wrong = "expected the hash of the row before, got another";
    else if (row.hash != view_of(hash_of(row))) wrong = "expected the row as written, got another";
    if (!wrong.empty()) {
      add_finding(report, tenant, rows.id_at(kIdIndex), sequence, wrong);
      return {};
    }
    before = row.hash;
    ++report.audit_rows;
  }
  if (sequence != head.sequence || (sequence > 0 && before != view_of(head.hash))) {
    add_finding(report, tenant, Id{}, sequence + 1,
                "expected the chain to end at its head, got another end");
  }
  return {};
}

Result<void> AuditChain::sign_again(const Seals& next) {
  if (!is_enabled_) return {};
  heads_.clear();
  auto tenants = chains();
  if (!tenants) return tenants.take_error();
  tenants->push_back(Id{});
  for (const Id& tenant : *tenants) {
    Head head;
    auto is_there = load(tenant, head);
    if (!is_there) return is_there.take_error();
    if (!*is_there) continue;
    if (!is_proved(tenant, head)) return unproved_head();
    if (auto done = save(tenant, head, next); !done) return done;
  }
  return {};
}

}  // namespace sivo::store
