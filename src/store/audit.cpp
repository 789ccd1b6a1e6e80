#include "store/audit.hpp"

#include <optional>

#include "store/bytes.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Value;

constexpr std::string_view kRowLabel = "sivo.audit.1";
constexpr std::string_view kHeadLabel = "sivo.audit-head.1";
constexpr std::string_view kAuditing = "write the audit log";

void append_value(std::string& out, const Field& field, const Value& value) {
  if (const auto* b = std::get_if<bool>(&value)) return append_sized(out, *b ? "1" : "0");
  if (const auto* text = std::get_if<std::string_view>(&value)) return append_sized(out, *text);
  if (const auto* id = std::get_if<Id>(&value)) return append_sized(out, view_of(*id));
  if (field.type == schema::Type::kEnum) {
    const auto index = static_cast<size_t>(std::get<int64_t>(value));
    return append_sized(out, field.enumeration->values[index]);
  }
  append_be(out, 8, 4);
  const auto* integer = std::get_if<int64_t>(&value);
  append_be(out,
            integer != nullptr ? static_cast<uint64_t>(*integer)
                               : std::bit_cast<uint64_t>(std::get<double>(value)),
            8);
}

// A declaration lists its fields by growing number; a test of the schema layer holds it to that.
void append_canonical(std::string& out, const AuditLog& row) {
  for (const Field& field : schema::table_of<AuditLog>().fields) {
    const Value value = field.get(&row);
    if (schema::is_null(value) || field.name == "hash") continue;
    append_be(out, field.number, 2);
    append_value(out, field, value);
  }
}

std::optional<std::string> none_if_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

AuditLog make_row(const Id& tenant, const AuditNote& note, const Change& change) {
  AuditLog row;
  row.id = change.ids.next(change.now);
  row.tenant_id = tenant;
  row.created_at = row.updated_at = row.timestamp = change.now;
  row.version = 1;
  if (change.actor.user_id) row.actor_user_id = change.actor.user_id;
  row.actor_ip = none_if_empty(change.actor.ip);
  row.actor_ua = none_if_empty(change.actor.user_agent);
  row.action = note.action;
  row.resource_type = note.resource_type;
  if (note.resource_id) row.resource_id = note.resource_id;
  if (!note.diff_json.empty()) row.diff = note.diff_json;
  row.cross_tenant = change.actor.is_cross_tenant;
  return row;
}

}  // namespace

Error unproved_head() {
  return Error{Status::kMismatch, "expected an audit head signed with this key, got another", {}};
}

Result<void> AuditChain::append(const Id& tenant, const AuditNote& note, const Change& change) {
  if (!is_enabled_) return {};
  if (auto writable = db_.check_writable(); !writable) return writable;
  auto found = head_of(tenant);
  if (!found) return found.take_error();
  Head& head = **found;
  const AuditLog row = next_row(head, tenant, note, change);
  WholeCall whole(db_);
  if (auto done = rows_.append(schema::table_of<AuditLog>(), &row); !done) return done;
  whole.done();
  if (head.removed_at != 0) {  // a tenant of this id is there again
    head.anchor_sequence = head.sequence;
    head.anchor_hash = head.hash;
    head.removed_at = 0;
  }
  head.sequence = row.sequence;
  head.hash = digest_of(row.hash);
  head.is_changed = true;
  return {};
}

AuditLog AuditChain::next_row(const Head& head, const Id& tenant, const AuditNote& note,
                              const Change& change) const {
  AuditLog row = make_row(tenant, note, change);
  row.sequence = head.sequence + 1;
  if (head.sequence > 0) row.previous_hash = view_of(head.hash);
  const Digest hash = hash_of(row);
  row.hash = view_of(hash);
  return row;
}

Digest AuditChain::hash_of(const AuditLog& row) const {
  std::string bytes(kRowLabel);
  append_canonical(bytes, row);
  return seals_.sha256(bytes);
}

// ── Heads ──

Result<AuditChain::Head*> AuditChain::head_of(const Id& tenant) {
  const auto found = heads_.find(tenant);
  if (found != heads_.end()) return &found->second;
  Head head;
  auto is_there = load(tenant, head);
  if (!is_there) return is_there.take_error();
  // Writing on would sign what somebody else has changed.
  if (*is_there && !is_proved(tenant, head)) return unproved_head();
  return &heads_.emplace(tenant, std::move(head)).first->second;
}

Result<bool> AuditChain::load(const Id& tenant, Head& head) {
  auto statement = db_.prepare(
      "SELECT sequence,hash,anchor_sequence,anchor_hash,removed_at,mac"
      " FROM store_audit_head WHERE tenant_id=?1");
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, tenant);
  auto found = row.step("read an audit head");
  if (!found) return db_.failed(found.take_error());
  if (!*found) return false;
  head.sequence = row.int_at(0);
  head.hash = digest_of(row.bytes_at(1));
  head.anchor_sequence = row.int_at(2);
  head.anchor_hash = digest_of(row.bytes_at(3));
  head.removed_at = row.int_at(4);
  head.mac = row.bytes_at(5);
  head.is_stored = true;
  return true;
}

Result<void> AuditChain::save(const Id& tenant, Head& head, const Seals& seals) {
  auto statement = db_.prepare(
      "INSERT INTO store_audit_head"
      " (tenant_id,sequence,hash,anchor_sequence,anchor_hash,removed_at,mac)"
      " VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT (tenant_id) DO UPDATE SET"
      " sequence=excluded.sequence,hash=excluded.hash,anchor_sequence=excluded.anchor_sequence,"
      "anchor_hash=excluded.anchor_hash,removed_at=excluded.removed_at,mac=excluded.mac");
  if (!statement) return statement.take_error();
  head.mac = mac_of(tenant, head, seals);
  Statement& row = **statement;
  row.bind_id(1, tenant);
  row.bind_int(2, head.sequence);
  row.bind_bytes(3, view_of(head.hash));
  row.bind_int(4, head.anchor_sequence);
  row.bind_bytes(5, view_of(head.anchor_hash));
  row.bind_int(6, head.removed_at);
  row.bind_bytes(7, head.mac);
  if (auto done = row.run(kAuditing); !done) return db_.failed(done.take_error());
  head.is_stored = true;
  head.is_changed = false;
  return {};
}

std::string AuditChain::mac_of(const Id& tenant, const Head& head, const Seals& seals) const {
  if (seals.mac == nullptr) return {};
  std::string bytes(kHeadLabel);
  bytes.append(view_of(tenant));
  append_be(bytes, static_cast<uint64_t>(head.sequence), 8);
  bytes.append(view_of(head.hash));
  append_be(bytes, static_cast<uint64_t>(head.anchor_sequence), 8);
  bytes.append(view_of(head.anchor_hash));
  append_be(bytes, static_cast<uint64_t>(head.removed_at), 8);
  return std::string(view_of(seals.mac(bytes)));
}

// Without a key nothing can be proved; only a copy in memory is written without the file's key.
bool AuditChain::is_proved(const Id& tenant, const Head& head) const {
  if (seals_.mac == nullptr) return true;
  return equal_secret(head.mac, mac_of(tenant, head, seals_));
}

// The head of the nil tenant counts the chains.
Result<void> AuditChain::count_chain() {
  auto counter = head_of(Id{});
  if (!counter) return counter.take_error();
  (*counter)->sequence += 1;
  (*counter)->is_changed = true;
  return {};
}

Result<void> AuditChain::flush() {
  int64_t new_chains = 0;
  for (const auto& [tenant, head] : heads_) {
    if (head.is_changed && !head.is_stored && tenant) ++new_chains;
  }
  for (int64_t i = 0; i < new_chains; ++i) {
    if (auto done = count_chain(); !done) return done;
  }
  for (auto& [tenant, head] : heads_) {
    if (!head.is_changed) continue;
    if (auto done = save(tenant, head, seals_); !done) return done;
  }
  return {};
}

// ── Pruning ──

Result<bool> AuditChain::find_oldest(const Id& tenant, int64_t sequence, Oldest& oldest) {
  auto statement =
      db_.prepare("SELECT id,hash,timestamp FROM audit_log WHERE tenant_id=?1 AND sequence=?2");
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, tenant);
  row.bind_int(2, sequence);
  auto found = row.step("read the audit log");
  if (!found) return db_.failed(found.take_error());
  if (!*found) return false;
  oldest = Oldest{row.id_at(0), digest_of(row.bytes_at(1)), row.int_at(2)};
  return true;
}

Result<int64_t> AuditChain::prune(const Id& tenant, Micros before, int64_t rows_max) {
  if (auto writable = db_.check_writable(); !writable) return writable.take_error();
  if (!is_enabled_) return int64_t{0};
  auto found = head_of(tenant);
  if (!found) return found.take_error();
  Head& head = **found;
  WholeCall whole(db_);
  int64_t pruned = 0;
  for (; pruned < rows_max && head.anchor_sequence < head.sequence; ++pruned) {
    const int64_t next = head.anchor_sequence + 1;
    Oldest oldest;
    auto is_there = find_oldest(tenant, next, oldest);
    if (!is_there) return is_there.take_error();
    if (!*is_there && pruned == 0) {
      whole.done();  // nothing is written yet
      return Error{Status::kMismatch, "expected the next row of the audit chain, got a gap", {}};
    }
    if (!*is_there || oldest.timestamp >= before) break;
    auto gone = rows_.erase(schema::table_of<AuditLog>(), tenant, oldest.row);
    if (!gone) return gone.take_error();
    head.anchor_sequence = next;
    head.anchor_hash = oldest.hash;
    head.is_changed = true;
  }
  whole.done();
  return pruned;
}

}  // namespace sivo::store
