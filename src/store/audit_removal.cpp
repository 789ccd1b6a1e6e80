#include <algorithm>

#include "schema/json.hpp"
#include "store/audit.hpp"
#include "store/bytes.hpp"

// The end of a removed tenant's chain.
namespace sivo::store {
namespace {

constexpr std::string_view kPutSql =
    "INSERT INTO store_removed_tenant (tenant_id,id,timestamp,actor_user_id,actor_ip,actor_ua,"
    "cross_tenant,diff,sequence,previous_hash,hash) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
    " ON CONFLICT (tenant_id) DO UPDATE SET id=excluded.id,timestamp=excluded.timestamp,"
    "actor_user_id=excluded.actor_user_id,actor_ip=excluded.actor_ip,actor_ua=excluded.actor_ua,"
    "cross_tenant=excluded.cross_tenant,diff=excluded.diff,sequence=excluded.sequence,"
    "previous_hash=excluded.previous_hash,hash=excluded.hash";
constexpr std::string_view kReadSql =
    "SELECT id,timestamp,actor_user_id,actor_ip,actor_ua,cross_tenant,diff,sequence,previous_hash,"
    "hash FROM store_removed_tenant WHERE tenant_id=?1";

void bind_optional(Statement& row, int place, const std::optional<std::string>& text) {
  if (text) row.bind_text(place, *text);
  else row.bind_null(place);
}

std::optional<std::string> optional_text(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(row.text_at(column));
}

// What the field was, in a diff {field: {from, to}}.
std::string was(const schema::Json& diff, std::string_view field) {
  const schema::Json* change = diff.find(field);
  const schema::Json* from = change && change->is_object() ? change->find("from") : nullptr;
  return from && from->is_string() ? std::string(from->as_string()) : std::string();
}

RemovedTenant removal_of(const AuditLog& row) {
  RemovedTenant out;
  out.tenant = row.tenant_id;
  out.removed_at = row.timestamp;
  out.user_id = row.actor_user_id;
  out.ip = row.actor_ip;
  out.user_agent = row.actor_ua;
  const auto diff = schema::Json::parse(row.diff);
  if (!diff || !diff->is_object()) return out;
  out.slug = was(*diff, "slug");
  out.name = was(*diff, "name");
  return out;
}

void add_removal(VerifyReport& report, RemovedTenant removal) {
  const auto later = std::find_if(
      report.removed.begin(), report.removed.end(),
      [&](const RemovedTenant& other) { return other.removed_at <= removal.removed_at; });
  report.removed.insert(later, std::move(removal));
  if (report.removed.size() > kRemovedTenantsMax) report.removed.pop_back();
}

}  // namespace

Result<void> AuditChain::remove_tenant(const Id& tenant, const AuditNote& note,
                                       const Change& change) {
  if (!is_enabled_) return {};
  auto found = head_of(tenant);
  if (!found) return found.take_error();
  Head& head = **found;
  const AuditLog row = next_row(head, tenant, note, change);
  if (auto done = put_removal(row); !done) return done;
  head.anchor_sequence = head.sequence;
  head.anchor_hash = head.hash;
  head.sequence = row.sequence;
  head.hash = digest_of(row.hash);
  head.removed_at = change.now;
  head.is_changed = true;
  return {};
}

Result<void> AuditChain::put_removal(const AuditLog& removal) {
  auto statement = db_.prepare(kPutSql);
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, removal.tenant_id);
  row.bind_id(2, removal.id);
  row.bind_int(3, removal.timestamp);
  if (removal.actor_user_id) row.bind_id(4, *removal.actor_user_id);
  else row.bind_null(4);
  bind_optional(row, 5, removal.actor_ip);
  bind_optional(row, 6, removal.actor_ua);
  row.bind_int(7, removal.cross_tenant ? 1 : 0);
  row.bind_text(8, removal.diff);
  row.bind_int(9, removal.sequence);
  row.bind_bytes(10, removal.previous_hash);
  row.bind_bytes(11, removal.hash);
  if (auto done = row.run("write the audit log"); !done) return db_.failed(done.take_error());
  return {};
}

Result<bool> AuditChain::read_removal(const Id& tenant, AuditLog& removal) {
  auto statement = db_.prepare(kReadSql);
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, tenant);
  auto found = row.step("read the audit log");
  if (!found) return db_.failed(found.take_error());
  if (!*found) return false;
  removal.id = row.id_at(0);
  removal.tenant_id = tenant;
  removal.timestamp = removal.created_at = removal.updated_at = row.int_at(1);
  removal.version = 1;
  if (!row.is_null(2)) removal.actor_user_id = row.id_at(2);
  removal.actor_ip = optional_text(row, 3);
  removal.actor_ua = optional_text(row, 4);
  removal.cross_tenant = row.int_at(5) != 0;
  removal.action = AuditAction::kDelete;
  removal.resource_type = "tenant";
  removal.resource_id = tenant;
  removal.diff = row.text_at(6);
  removal.sequence = row.int_at(7);
  removal.previous_hash = row.bytes_at(8);
  removal.hash = row.bytes_at(9);
  return true;
}

// The walk's next row is the one that stands apart.
Result<void> AuditChain::verify_removal(Walk& walk, VerifyReport& report) {
  AuditLog row;
  auto is_there = read_removal(walk.tenant, row);
  if (!is_there) return is_there.take_error();
  ++walk.sequence;
  const std::string_view wrong =
      *is_there ? wrong_in(walk, row) : "expected the row of the tenant's removal, got none";
  if (!wrong.empty()) {
    add_audit_finding(report, walk.tenant, row.id, walk.sequence, wrong);
    return {};
  }
  walk.hash = row.hash;
  ++report.audit_rows;
  add_removal(report, removal_of(row));
  return {};
}

}  // namespace sivo::store
