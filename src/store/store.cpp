#include "store/store.hpp"

#include <sqlite3.h>

#include <vector>

#include "store/audit.hpp"
#include "store/entities.hpp"
#include "store/meta.hpp"
#include "store/open_file.hpp"
#include "store/query_run.hpp"
#include "store/snapshot.hpp"
#include "store/state_hash.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kOutside = "expected no open unit of work, got one";

std::vector<const schema::Table*> stored_tables(const Schema& schema) {
  std::vector<const schema::Table*> out;
  for (const schema::Table* table : schema.tables) {
    if (table->is_stored()) out.push_back(table);
  }
  return out;
}

bool has_audit(const std::vector<const schema::Table*>& tables) {
  for (const schema::Table* table : tables) {
    if (table == &schema::table_of<AuditLog>()) return true;
  }
  return false;
}

bool has_secrets(const schema::Table& table) {
  for (const schema::Field& field : table.fields) {
    if (field.is_secret) return true;
  }
  return false;
}

}  // namespace

struct Store::Impl {
  Impl(OpenOptions given, OpenFile opened)
      : options(std::move(given)), file(std::move(opened)), tables(stored_tables(options.schema)) {}

  OpenOptions options;
  OpenFile file;
  std::vector<const schema::Table*> tables;
  Rows rows{*file.db};
  Meta meta{*file.db};
  Secrets secrets{*file.db, options.seals};
  AuditChain audit{*file.db, rows, options.seals, has_audit(tables)};
  Entities entities{*file.db, rows, secrets, audit, tables};

  Connection& db() { return *file.db; }
  // A new file gets its key check; an old one proves the key.
  Result<void> settle_key();
  Result<void> seal_all_again(const Seals& next);
};

Result<void> Store::Impl::settle_key() {
  auto is_new = meta.get(kKeySettledMeta);
  if (!is_new) return is_new.take_error();
  if (is_new->has_value()) return secrets.prove_key(meta, options.is_read_only);
  if (auto done = db().begin(); !done) return done;
  auto done = secrets.write_key_check(meta, options.seals);
  if (done) done = meta.set(kKeySettledMeta, 1);
  if (done) done = db().commit();
  if (!done) db().rollback();
  return done;
}

// ── Opening ──

Result<Store> Store::open(OpenOptions options) {
  auto file = open_file(options);
  if (!file) return file.take_error();
  Store store(std::make_unique<Impl>(std::move(options), std::move(*file)));
  if (auto done = store.impl_->settle_key(); !done) return done.take_error();
  return store;
}

Result<Store> Store::open_content(OpenOptions options, int64_t size, const NextPiece& next) {
  auto file = store::open_content(options, size, next);
  if (!file) return file.take_error();
  options.path.clear();
  Store store(std::make_unique<Impl>(std::move(options), std::move(*file)));
  if (!store.impl_->options.seals.has_key()) return store;
  if (auto done = store.impl_->settle_key(); !done) return done.take_error();
  return store;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const OpenOptions& Store::options() const { return impl_->options; }
int64_t Store::schema_version() const { return impl_->options.schema.version; }

Result<BackupRun> Store::begin_backup(const std::string& path, bool may_replace) {
  if (impl_->db().in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  return BackupRun::begin(impl_->db(), impl_->tables, path, may_replace);
}

// ── Units of work ──

Result<void> Store::begin() { return impl_->db().begin(); }

Result<void> Store::commit() {
  Connection& db = impl_->db();
  if (auto writable = db.check_writable(); writable) {
    if (auto done = impl_->audit.flush(); !done) {
      rollback();
      return done;
    }
  }
  auto done = db.commit();
  if (!done) impl_->audit.forget();
  else impl_->audit.trim();
  return done;
}

void Store::rollback() {
  impl_->db().rollback();
  impl_->audit.forget();
}

bool Store::in_unit() const { return impl_->db().in_unit(); }

Result<void> Store::begin_read() { return impl_->db().begin_read(); }
void Store::end_read() { impl_->db().end_read(); }
Result<int64_t> Store::data_version() { return impl_->db().query_int("PRAGMA data_version"); }

// ── Rows, checked and audited ──

Result<void> Store::insert(const Scope& scope, schema::Record& record, const Change& change) {
  return impl_->entities.insert(scope, record, change);
}

Result<void> Store::update(const Scope& scope, schema::Record& record, const Change& change) {
  return impl_->entities.update(scope, record, change);
}

Result<void> Store::remove(const Scope& scope, const schema::Table& table, const Id& id,
                           Removal removal, const Change& change) {
  return impl_->entities.remove(scope, References::Row{&table, id}, removal, change);
}

Result<schema::Record> Store::get(const Scope& scope, const schema::Table& table, const Id& id) {
  return impl_->entities.get(scope, table, id);
}

Result<Page> Store::query(const Scope& scope, const schema::Table& table, const Query& query) {
  auto tenant = tenant_of(scope, table);
  if (!tenant) return tenant.take_error();
  return run_query(impl_->db(), table, *tenant, query);
}

Result<int64_t> Store::count(const Scope& scope, const schema::Table& table,
                             std::span<const Filter> filters) {
  auto tenant = tenant_of(scope, table);
  if (!tenant) return tenant.take_error();
  return run_count(impl_->db(), table, *tenant, filters);
}

// ── Rows of the engine ──

Result<void> Store::put(const schema::Table& table, const void* object) {
  SIVO_ASSERT(!has_secrets(table));
  return impl_->rows.put(table, object);
}

Result<void> Store::append(const schema::Table& table, const void* object) {
  SIVO_ASSERT(!has_secrets(table));
  return impl_->rows.append(table, object);
}

Result<bool> Store::erase(const TenantScope& scope, const schema::Table& table, const Id& id) {
  return impl_->rows.erase(table, scope.tenant(), id);
}

Result<void> Store::for_each(const schema::Table& table, const Visit& visit) {
  return impl_->rows.for_each(table, visit);
}

Result<void> Store::for_each_after(const TenantScope& scope, const schema::Table& table,
                                   const Id& after, int64_t rows_max, const Visit& visit) {
  return impl_->rows.for_each_after(table, scope.tenant(), after, rows_max, visit);
}

Result<int64_t> Store::erase_up_to(const TenantScope& scope, const schema::Table& table,
                                   const Id& last, int64_t rows_max) {
  SIVO_ASSERT(table.cls == schema::Class::kHistory && table.kind != Kind::kAuditLog);
  return impl_->rows.erase_up_to(table, scope.tenant(), last, rows_max);
}

Result<void> Store::set_field(const TenantScope& scope, const schema::Table& table, const Id& id,
                              size_t field, const schema::Value& value) {
  SIVO_ASSERT(field >= kStandardFields && field < table.fields.size());
  SIVO_ASSERT(!table.fields[field].is_secret);
  return impl_->rows.set_field(table, scope.tenant(), id, field, value);
}

// ── Audit ──

Result<void> Store::note(const TenantScope& scope, const AuditNote& note, const Change& change) {
  return impl_->audit.append(scope.tenant(), note, change);
}

Result<int64_t> Store::prune_audit(const TenantScope& scope, Micros before, int64_t rows_max) {
  return impl_->audit.prune(scope.tenant(), before, rows_max);
}

Result<VerifyRun> Store::begin_verify() {
  if (impl_->db().in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  return VerifyRun({impl_->db(), impl_->audit, impl_->secrets, impl_->tables});
}

Result<VerifyReport> Store::verify() {
  auto run = begin_verify();
  if (!run) return run.take_error();
  for (;;) {
    auto progress = run->step();
    if (!progress) return progress.take_error();
    if (progress->done == progress->total) return run->report();
  }
}

// ── Secrets ──

Result<void> Store::seal_record(const TenantScope& scope, schema::Record& record) {
  return impl_->secrets.seal(scope.tenant(), record);
}

Result<std::string> Store::read_secret(const TenantScope& scope, const schema::Table& table,
                                       const Id& id, size_t field) {
  return impl_->secrets.read(table, field, scope.tenant(), id);
}

Result<void> Store::Impl::seal_all_again(const Seals& next) {
  if (auto done = secrets.reseal(tables, next); !done) return done;
  if (auto done = audit.sign_again(next); !done) return done;
  return secrets.write_key_check(meta, next);
}

Result<void> Store::rekey(Seals seals) {
  SIVO_ASSERT(seals.sha256 != nullptr);
  if (auto done = begin(); !done) return done;
  auto done = impl_->seal_all_again(seals);
  if (done) done = commit();
  if (!done) {
    rollback();
    return done;
  }
  impl_->options.seals = std::move(seals);
  impl_->audit.forget();
  return {};
}

// ── Named values ──

Result<void> Store::set_meta(std::string_view key, int64_t value) {
  if (auto done = check_meta_key(key); !done) return done;
  return impl_->meta.set(key, value);
}

Result<void> Store::set_meta_bytes(std::string_view key, std::string_view value) {
  if (auto done = check_meta_key(key); !done) return done;
  return impl_->meta.set_bytes(key, value);
}

Result<void> Store::erase_meta(std::string_view key) {
  if (auto done = check_meta_key(key); !done) return done;
  return impl_->meta.erase(key);
}

Result<std::optional<int64_t>> Store::meta(std::string_view key) { return impl_->meta.get(key); }

Result<std::optional<std::string>> Store::meta_bytes(std::string_view key) {
  return impl_->meta.get_bytes(key);
}

// ── The file as a whole ──

Result<void> Store::backup(const BackupOptions& options) {
  if (in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  return store::backup(impl_->db(), impl_->tables, options);
}

Result<void> Store::copy_to(const std::string& path) {
  if (in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  return store::copy_to(impl_->db(), path);
}

Result<Digest> Store::state_hash(std::span<const std::string_view> volatile_meta) {
  if (in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  return store::state_hash(impl_->db(), impl_->options.seals, impl_->tables, volatile_meta);
}

Result<void> Store::checkpoint() {
  if (in_unit()) return Error{Status::kState, std::string(kOutside), {}};
  sqlite3* db = impl_->db().handle();
  sqlite3_busy_timeout(db, 0);  // a slow reader is not waited for
  const int code =
      sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db, kBusyMs);
  // A reader in another process may hold part of the WAL; SQLite moves it later.
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return {};
  return sqlite_error(code, "move the WAL into the file");
}

}  // namespace sivo::store
