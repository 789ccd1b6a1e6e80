#include "store/entities.hpp"

#include "schema/walk.hpp"
#include "store/diff.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Record;
using schema::Table;
using schema::Value;

bool is_tenant_table(const Table& table) { return table.kind == Kind::kTenant; }

Error not_found() {
  return Error{Status::kNotFound, "expected a row of this tenant, got none", "id"};
}

Id id_of(const Record& record) { return std::get<Id>(record.get(kIdIndex)); }
int64_t version_of(const Record& record) { return std::get<int64_t>(record.get(kVersionIndex)); }

void set_standard(Record& record, size_t index, const Value& value) {
  record.table().fields[index].set(record.object(), value);
}

bool is_mask(const Field& field, const Value& value) {
  const auto* text = std::get_if<std::string_view>(&value);
  return field.is_secret && text != nullptr && *text == schema::kSecretMask;
}

void mask_secrets(Record& record) {
  for (size_t i = 0; i < record.table().fields.size(); ++i) {
    const Field& field = record.table().fields[i];
    if (field.is_secret && !schema::is_null(record.get(i))) {
      field.set(record.object(), schema::kSecretMask);
    }
  }
}

// A new row has no old secret that a mask could stand for.
Result<void> check_new_secrets(const Record& record) {
  for (size_t i = 0; i < record.table().fields.size(); ++i) {
    const Field& field = record.table().fields[i];
    if (!field.is_secret) continue;
    const bool is_unset = !record.is_given(i) && !field.is_nullable;
    if (is_unset || is_mask(field, record.get(i))) {
      return invalid(std::string(field.name), "expected a secret, got none or its mask");
    }
  }
  return {};
}

// What the engine keeps about an entity under the entity's own id; it goes with it.
Kind twin_of(Kind kind) {
  if (kind == Kind::kUser) return Kind::kLiveAgent;
  if (kind == Kind::kQueue) return Kind::kLiveQueue;
  return Kind::kNone;
}

AuditNote note_of(AuditAction action, const Table& table, const Id& id, std::string_view diff) {
  return AuditNote{
      .action = action, .resource_type = table.name, .resource_id = id, .diff_json = diff};
}

// All that is kept of a removed tenant: what it was called.
std::string names_diff(const Record& tenant) {
  schema::Json diff = schema::Json::object();
  for (const std::string_view name : {"slug", "name"}) {
    const int index = tenant.table().index_of(name);
    SIVO_ASSERT(index >= 0);
    const Value was = tenant.get(static_cast<size_t>(index));
    schema::Json change = schema::Json::object();
    change.append("from", schema::Json::string(std::string(std::get<std::string_view>(was))));
    change.append("to", schema::Json());
    diff.append(std::string(name), std::move(change));
  }
  return diff.dump();
}

}  // namespace

Result<Id> tenant_of(const Scope& scope, const Table& table) {
  SIVO_ASSERT(table.is_stored());
  if (scope.is_file() && !is_tenant_table(table)) {
    return invalid("tenant_id", "expected a tenant's scope for rows of a tenant, got the file's");
  }
  return scope.tenant();
}

Result<Record> Entities::find(const Table& table, const Id& tenant, const Id& id) {
  Record record(table);
  const Id& owner = tenant.is_nil() ? id : tenant;
  auto is_there = rows_.read(table, owner, id, record.object());
  if (!is_there) return is_there.take_error();
  if (!*is_there) return not_found();
  record.mark_all_given();
  return record;
}

Result<Record> Entities::get(const Scope& scope, const Table& table, const Id& id) {
  auto tenant = tenant_of(scope, table);
  if (!tenant) return tenant.take_error();
  return find(table, *tenant, id);
}

Result<void> Entities::check_tenant(const Table& table, const Id& tenant) {
  if (is_tenant_table(table)) return {};
  for (const Table* tenants : tables_) {
    if (!is_tenant_table(*tenants)) continue;
    auto is_there = rows_.exists(*tenants, tenant, tenant);
    if (!is_there) return is_there.take_error();
    if (!*is_there)
      return Error{Status::kNotFound, "expected a tenant of this file, got none", "tenant_id"};
  }
  return {};
}

Result<void> Entities::insert(const Scope& scope, Record& record, const Change& change) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  const Table& table = record.table();
  auto scoped = tenant_of(scope, table);
  if (!scoped) return scoped.take_error();
  if (is_tenant_table(table) != scope.is_file()) {
    return invalid("tenant_id", "expected the file's scope to create a tenant, got a tenant's");
  }
  const Id id = id_of(record);
  if (id.is_nil()) return invalid("id", "expected an id, got none");
  const Id tenant = scoped->is_nil() ? id : *scoped;
  Record row = record;
  schema::complete_create(row);
  set_standard(row, kTenantIndex, tenant);
  set_standard(row, kCreatedIndex, change.now);
  set_standard(row, kUpdatedIndex, change.now);
  set_standard(row, kVersionIndex, int64_t{1});
  if (auto done = check_new_secrets(row); !done) return done;
  if (auto done = check_tenant(table, tenant); !done) return done;
  if (auto done = references_.check(tenant, row, nullptr); !done) return done;
  if (!change.is_sealed) {
    if (auto done = secrets_.seal(tenant, row); !done) return done;
  }
  if (auto done = rows_.append(table, row.object()); !done) return done;
  WholeCall whole(db_);
  const std::string diff = diff_of(table, nullptr, row.object());
  auto done = audit_.append(tenant, note_of(AuditAction::kCreate, table, id, diff), change);
  if (!done) return done;
  whole.done();
  mask_secrets(row);
  row.mark_all_given();
  record = std::move(row);
  return {};
}

// Lays the given fields over the stored row and moves its version on.
Result<void> Entities::merge(const Id& tenant, Record& merged, Record& given,
                             const Change& change) {
  if (!change.is_sealed) {
    if (auto done = secrets_.seal(tenant, given); !done) return done;
  }
  for (size_t i = kStandardFields; i < merged.table().fields.size(); ++i) {
    const Field& field = merged.table().fields[i];
    const Value value = given.get(i);
    if (!given.is_given(i) || is_mask(field, value) || merged.get(i) == value) continue;
    if (field.is_sealed) {
      return invalid(std::string(field.name), "expected the value of creation, got another");
    }
    field.set(merged.object(), value);
  }
  set_standard(merged, kUpdatedIndex, change.now);
  set_standard(merged, kVersionIndex, version_of(merged) + 1);
  return schema::check_together(merged);
}

Result<void> Entities::update(const Scope& scope, Record& record, const Change& change) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  const Table& table = record.table();
  auto tenant = tenant_of(scope, table);
  if (!tenant) return tenant.take_error();
  const Id id = id_of(record);
  auto before = find(table, *tenant, id);
  if (!before) return before.take_error();
  if (record.is_given(kVersionIndex) && version_of(record) != version_of(*before)) {
    return Error{Status::kConflict,
                 "expected version " + std::to_string(version_of(*before)) + ", got version " +
                     std::to_string(version_of(record)),
                 "version"};
  }
  const Id owner = tenant->is_nil() ? id : *tenant;
  Record after = *before, given = record;
  if (auto done = merge(owner, after, given, change); !done) return done;
  const std::string diff = diff_of(table, before->object(), after.object());
  if (diff == "{}") {
    record = std::move(*before);
    return {};
  }
  if (auto done = references_.check(owner, after, &*before); !done) return done;
  if (auto done = write_changes(*before, after); !done) return done;
  WholeCall whole(db_);
  auto done = audit_.append(owner, note_of(AuditAction::kUpdate, table, id, diff), change);
  if (!done) return done;
  whole.done();
  mask_secrets(after);
  record = std::move(after);
  return {};
}

// Only the columns that differ: a secret that stays is not in memory.
Result<void> Entities::write_changes(const Record& before, const Record& after) {
  const Table& table = after.table();
  std::string sql = "UPDATE " + quoted(table.name) + " SET ";
  std::vector<std::pair<size_t, Value>> changed;
  for (size_t i = kUpdatedIndex; i < table.fields.size(); ++i) {
    Value value = after.get(i);
    if (value == before.get(i)) continue;
    sql.append(changed.empty() ? "" : ",").append(quoted(table.fields[i].name)).append("=?");
    changed.emplace_back(i, value);
  }
  sql += " WHERE \"tenant_id\"=? AND \"id\"=?";
  auto statement = db_.prepare(sql);
  if (!statement) return statement.take_error();
  int place = 0;
  for (const auto& [index, value] : changed) {
    bind_value(**statement, ++place, table.fields[index], value);
  }
  const Id tenant = std::get<Id>(before.get(kTenantIndex));
  const Id id = id_of(before);
  (*statement)->bind_id(++place, tenant);
  (*statement)->bind_id(++place, id);
  auto done = (*statement)->run("change a row");
  if (done) return done;
  std::string column = db_.unique_column();
  if (column.empty()) return db_.failed(done.take_error());
  return Error{Status::kExists, "expected a value that is not taken yet, got one that is",
               std::move(column)};
}

// ── Removal ──

Result<void> Entities::remove(const Scope& scope, const References::Row& row, Removal removal,
                              const Change& change) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  auto tenant = tenant_of(scope, *row.table);
  if (!tenant) return tenant.take_error();
  auto stored = find(*row.table, *tenant, row.id);
  if (!stored) return stored.take_error();
  if (is_tenant_table(*row.table)) {
    if (scope.is_file()) return remove_tenant(*stored, removal, change);
    return invalid("tenant_id", "expected the file's scope to remove a tenant, got a tenant's");
  }
  auto plan = references_.plan(*tenant, row, removal == Removal::kCascade);
  if (!plan) return plan.take_error();
  WholeCall whole(db_);
  for (const References::Cut& place : plan->cuts) {
    if (auto done = cut(*tenant, place, change); !done) return done;
  }
  for (size_t i = plan->rows.size(); i-- > 0;) {
    if (auto done = take_out(*tenant, plan->rows[i], change); !done) return done;
  }
  whole.done();
  return {};
}

Result<void> Entities::cut(const Id& tenant, const References::Cut& cut, const Change& change) {
  const Table& table = *cut.row.table;
  auto before = find(table, tenant, cut.row.id);
  if (!before) return before.take_error();
  Record after = *before;
  table.fields[cut.field].set(after.object(), Value{});
  set_standard(after, kUpdatedIndex, change.now);
  set_standard(after, kVersionIndex, version_of(after) + 1);
  if (auto done = write_changes(*before, after); !done) return done;
  if (table.cls != schema::Class::kEntity) return {};
  const std::string diff = diff_of(table, before->object(), after.object());
  return audit_.append(tenant, note_of(AuditAction::kUpdate, table, cut.row.id, diff), change);
}

Result<void> Entities::take_out(const Id& tenant, const References::Row& row,
                                const Change& change) {
  auto before = find(*row.table, tenant, row.id);
  if (!before) return before.take_error();
  auto gone = rows_.erase(*row.table, tenant, row.id);
  if (!gone) return gone.take_error();
  if (row.table->cls != schema::Class::kEntity) return {};
  if (auto done = take_out_twin(tenant, row); !done) return done;
  const std::string diff = diff_of(*row.table, before->object(), nullptr);
  return audit_.append(tenant, note_of(AuditAction::kDelete, *row.table, row.id, diff), change);
}

Result<void> Entities::take_out_twin(const Id& tenant, const References::Row& row) {
  const Kind kind = twin_of(row.table->kind);
  if (kind == Kind::kNone) return {};
  for (const Table* table : tables_) {
    if (table->kind != kind) continue;
    if (auto gone = rows_.erase(*table, tenant, row.id); !gone) return gone.take_error();
  }
  return {};
}

Result<void> Entities::remove_tenant(const Record& row, Removal removal, const Change& change) {
  const Id tenant = id_of(row);
  if (removal != Removal::kCascade) {
    return Error{Status::kInUse, "expected a cascade to remove a tenant with everything of it", {}};
  }
  WholeCall whole(db_);
  for (size_t i = tables_.size(); i-- > 0;) {
    if (!tables_[i]->is_stored()) continue;
    auto statement =
        db_.prepare("DELETE FROM " + quoted(tables_[i]->name) + " WHERE \"tenant_id\"=?1");
    if (!statement) return statement.take_error();
    (*statement)->bind_id(1, tenant);
    if (auto done = (*statement)->run("remove a tenant"); !done) {
      return db_.failed(done.take_error());
    }
  }
  const std::string names = names_diff(row);
  const AuditNote note = note_of(AuditAction::kDelete, row.table(), tenant, names);
  if (auto done = audit_.remove_tenant(tenant, note, change); !done) return done;
  whole.done();
  return {};
}

}  // namespace sivo::store
