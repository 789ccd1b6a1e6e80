#include "store/secrets.hpp"

#include <vector>

#include "schema/walk.hpp"
#include "store/bytes.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Table;

constexpr std::string_view kLabel = "sivo.secret.1";
constexpr std::string_view kKeyCheckText = "sivo key check";
constexpr std::string_view kReading = "read a secret";

Error no_key(std::string_view message) { return Error{Status::kKey, std::string(message), {}}; }

std::string associated_data(const Table& table, const Field& field, const Id& tenant,
                            const Id& id) {
  std::string out(kLabel);
  append_sized(out, table.name);
  append_be(out, field.number, 2);
  out.append(view_of(tenant)).append(view_of(id));
  return out;
}

std::string where_row(const Table& table) {
  return quoted(table.name) + " WHERE \"tenant_id\"=?1 AND \"id\"=?2";
}

struct SealedRow {
  Id tenant{};
  Id id{};
  std::string sealed;
};

// At most kSecretsMax rows after (tenant, id), so that rekeying holds few secrets in memory.

Result<std::vector<SealedRow>> next_rows(Connection& db, const Table& table, const Field& field,
                                         const SealedRow& after) {
  const std::string name = quoted(field.name);
  auto statement =
      db.prepare("SELECT tenant_id,id," + name + " FROM " + quoted(table.name) + " WHERE " + name +
                 " IS NOT NULL AND (tenant_id,id)>(?1,?2) ORDER BY tenant_id,id LIMIT " +
                 std::to_string(Secrets::kSecretsMax));
  if (!statement) return statement.take_error();
  Statement& rows = **statement;
  const ResetGuard guard(rows);
  rows.bind_id(1, after.tenant);
  rows.bind_id(2, after.id);
  std::vector<SealedRow> out;
  for (;;) {
    auto row = rows.step(kReading);
    if (!row) return db.failed(row.take_error());
    if (!*row) return out;
    out.push_back({rows.id_at(0), rows.id_at(1), std::string(rows.bytes_at(2))});
  }
}

}  // namespace

Result<void> Secrets::seal(const Id& tenant, schema::Record& record) const {
  const Table& table = record.table();
  for (size_t i = 0; i < table.fields.size(); ++i) {
    const Field& field = table.fields[i];
    if (!field.is_secret || !record.is_given(i)) continue;
    const schema::Value value = record.get(i);
    if (schema::is_null(value)) continue;
    const auto plain = std::get<std::string_view>(value);
    if (plain == schema::kSecretMask) continue;
    if (!seals_.has_key()) return no_key("expected a master key to seal a secret with, got none");
    const Id id = std::get<Id>(record.get(kIdIndex));
    auto sealed = seals_.seal(plain, associated_data(table, field, tenant, id));
    if (!sealed) return sealed.take_error();
    field.set(record.object(), std::string_view(*sealed));
  }
  return {};
}

Result<std::string> Secrets::read(const Table& table, size_t field, const Id& tenant,
                                  const Id& id) {
  SIVO_ASSERT(field < table.fields.size() && table.fields[field].is_secret);
  const Field& secret = table.fields[field];
  if (!seals_.has_key()) return no_key("expected a master key to open a secret with, got none");
  auto statement = db_.prepare("SELECT " + quoted(secret.name) + " FROM " + where_row(table));
  if (!statement) return statement.take_error();
  Statement& row = **statement;
  const ResetGuard guard(row);
  row.bind_id(1, tenant);
  row.bind_id(2, id);
  auto found = row.step(kReading);
  if (!found) return db_.failed(found.take_error());
  if (!*found) return Error{Status::kNotFound, "expected a row of this tenant, got none", "id"};
  if (row.is_null(0)) {
    return Error{Status::kNotFound, "expected a secret that is set, got none",
                 std::string(secret.name)};
  }
  return seals_.open(row.bytes_at(0), associated_data(table, secret, tenant, id));
}

Result<void> Secrets::reseal_field(const Table& table, size_t index, const Seals& next) {
  const Field& field = table.fields[index];
  const std::string update = "UPDATE " + quoted(table.name) + " SET " + quoted(field.name) +
                             "=?3 WHERE \"tenant_id\"=?1 AND \"id\"=?2";
  SealedRow last;
  for (;;) {
    auto rows = next_rows(db_, table, field, last);
    if (!rows) return rows.take_error();
    if (rows->empty()) return {};
    for (const SealedRow& row : *rows) {
      const std::string associated = associated_data(table, field, row.tenant, row.id);
      auto plain = seals_.open(row.sealed, associated);
      if (!plain) return plain.take_error();
      auto sealed = next.seal(*plain, associated);
      for (volatile char& c : *plain) c = 0;
      if (!sealed) return sealed.take_error();
      auto statement = db_.prepare(update);
      if (!statement) return statement.take_error();
      (*statement)->bind_id(1, row.tenant);
      (*statement)->bind_id(2, row.id);
      (*statement)->bind_bytes(3, *sealed);
      if (auto done = (*statement)->run("seal a secret again"); !done) {
        return db_.failed(done.take_error());
      }
    }
    last = std::move(rows->back());
  }
}

Result<void> Secrets::reseal(std::span<const Table* const> tables, const Seals& next) {
  if (!next.has_key()) return no_key("expected a new master key, got none");
  for (const Table* table : tables) {
    if (!table->is_stored()) continue;
    for (size_t i = 0; i < table->fields.size(); ++i) {
      if (!table->fields[i].is_secret) continue;
      if (auto done = reseal_field(*table, i, next); !done) return done;
    }
  }
  return {};
}

// False: the field has no rows after the walk's.
Result<bool> Secrets::verify_rows(const Table& table, Walk& walk, VerifyReport& report) {
  const Field& field = table.fields[walk.field];
  auto rows = next_rows(db_, table, field, SealedRow{walk.tenant, walk.id, {}});
  if (!rows) return rows.take_error();
  if (rows->empty()) return false;
  for (const SealedRow& row : *rows) {
    if (seals_.open(row.sealed, associated_data(table, field, row.tenant, row.id))) continue;
    if (report.findings.size() >= kFindingsMax) break;
    report.findings.push_back(
        Finding{.area = Finding::Area::kSecrets,
                .table = std::string(table.name),
                .tenant = row.tenant,
                .row = row.id,
                .message = "expected a secret sealed for this row, got another"});
  }
  walk.tenant = rows->back().tenant;
  walk.id = rows->back().id;
  return true;
}

Result<bool> Secrets::verify_some(std::span<const Table* const> tables, Walk& walk,
                                  VerifyReport& report) {
  if (!seals_.has_key()) return false;
  for (; walk.table < tables.size(); ++walk.table, walk.field = 0) {
    const Table& table = *tables[walk.table];
    for (; walk.field < table.fields.size(); ++walk.field, walk.tenant = walk.id = Id{}) {
      if (!table.fields[walk.field].is_secret) continue;
      auto has_some = verify_rows(table, walk, report);
      if (!has_some || *has_some) return has_some;
    }
  }
  return false;
}

Result<void> Secrets::write_key_check(Meta& meta, const Seals& seals) const {
  if (!seals.has_key()) return {};
  auto sealed = seals.seal(kKeyCheckText, kKeyCheckMeta);
  if (!sealed) return sealed.take_error();
  return meta.set_bytes(kKeyCheckMeta, *sealed);
}

Result<void> Secrets::prove_key(Meta& meta, bool is_read_only) const {
  auto check = meta.get_bytes(kKeyCheckMeta);
  if (!check) return check.take_error();
  const bool has_check = check->has_value();
  if (!has_check && !seals_.has_key()) return {};
  if (!has_check) {
    return no_key("expected no master key for a file made without one, got one; use rekey");
  }
  if (!seals_.has_key()) {
    if (is_read_only) return {};
    return no_key("expected the file's master key, got none");
  }
  auto opened = seals_.open(**check, kKeyCheckMeta);
  if (opened && *opened == kKeyCheckText) return {};
  return no_key("expected the file's master key, got another");
}

}  // namespace sivo::store
