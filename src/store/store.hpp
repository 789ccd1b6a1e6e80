#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "schema/record.hpp"
#include "store/backup_run.hpp"
#include "store/change.hpp"
#include "store/migrate.hpp"
#include "store/query.hpp"
#include "store/report.hpp"
#include "store/scope.hpp"
#include "store/seals.hpp"
#include "store/verify_run.hpp"

// The file: one SQLite database with a STRICT table per stored schema::Table, an audit chain per
// tenant, sealed secrets and a few named values.
//
//   auto store = Store::open({.path = "site.sivo", .seals = seals});
//   if (!store) return store.take_error();
//   store->begin();
//   store->insert(TenantScope(tenant), record, {.now = now, .ids = ids, .actor = actor});
//   store->commit();                       // durable now; or rollback()
//
// Units of work. Every write happens between begin() and commit(); outside of one it fails with
// kState. Many writes may share a unit (group commit). A call that fails leaves the unit as it was
// before the call, so it may go on, except when the status is kIo, kDiskFull, kNoMemory, kCorrupt
// or kInternal: then commit() refuses and rolls back. A commit that
// fails is as if it had been a rollback, also when the process ends then; when the power goes while
// the disk still fails (kIo), opening the file again shows the unit either whole or not at all.
//
// Statuses. kLocked: another process writes this file. kCorrupt, kNewer, kReadOnly, kDiskFull, kIo:
// what they say. kNotFound: not in this tenant. Messages carry no data of rows; paths name the
// field.
//
// Threads. One store is used by one thread at a time. Readers in other processes (the sqlite3
// shell, a read-only open) see the last commit while we write; one that builds the WAL's index anew
// lets us wait for a moment, at most kBusyMs, which only a foreign writer would take.
namespace sivo::store {

enum class Durability : uint8_t {
  kFull,    // each commit is on the disk (fsync) before it returns
  kNormal,  // survives a killed process; a power cut may take the last commits, never the file
  kNone,    // nothing is promised: simulation. With a path, the file is whole after close()
};

struct OpenOptions {
  std::string path;  // empty or ":memory:": in memory
  Durability durability = Durability::kFull;
  bool is_read_only = false;  // no lock is taken, no file is created or migrated
  bool must_exist = false;    // else a missing file is created (its folder is not)
  int32_t busy_ms = 0;        // how long to wait for another store's end; 0 = kLocked at once
  Seals seals;
  std::string vfs;                   // an SQLite VFS by name; empty = the system's
  Schema schema = current_schema();  // tests open files with older and newer tables
};

enum class Removal : uint8_t {
  kRefuseIfUsed,
  kCascade,  // referring rows are removed too, or lose the reference, as their field's on_delete
             // says
};

// `done` and `total` are as in BackupRun; returning false stops the backup and leaves nothing
// behind. In the last call they are equal: the copy has its name, and there is nothing to stop.
using Progress = std::function<bool(int64_t done, int64_t total)>;

// The next bytes of a content, valid until the next call; nothing at its end.
using NextPiece = std::function<Result<std::string_view>()>;
// SQLite asks for no larger block of memory.
inline constexpr int64_t kContentBytesMax = (int64_t{1} << 31) - (int64_t{1} << 16);

struct BackupOptions {
  std::string path;
  bool may_replace = false;  // else an existing file is kExists
  int32_t pages_per_step = 1024;
  Progress progress;
};

class Store {
 public:
  static Result<Store> open(OpenOptions options);
  // A store in memory with the content of a file that copy_to() made, `size` bytes at most
  // kContentBytesMax (kFull), in pieces; options.path is ignored. kCorrupt when the bytes are no
  // such content. Without a key the copy may be changed all the same, for a
  // replay: its secrets stay as they are sealed, and its audit heads get no signature.
  static Result<Store> open_content(OpenOptions options, int64_t size, const NextPiece& next);
  Store(Store&& other) noexcept;
  Store& operator=(Store&& other) noexcept;
  ~Store();  // rolls an open unit back

  // ── Units of work ──
  Result<void> begin();  // kState inside a unit: units do not nest
  Result<void> commit();
  void rollback();  // harmless outside a unit
  bool in_unit() const;

  // Until end_read() everything that is read is of one commit, also while another process writes.
  // Not inside a unit, and no unit begins in between.
  Result<void> begin_read();
  void end_read();
  // Another number than before when another connection has committed meanwhile.
  Result<int64_t> data_version();

  // ── Rows, checked and audited: what users change ──
  // The caller has validated the record (schema::check_create, check_update). Here the rules that
  // need the file hold: a given reference must exist in the tenant (kNotFound, path = field),
  // unique fields (kExists, path), failover cycles (kInvalid). Secrets are sealed unless
  // change.is_sealed. created_at, updated_at and version are ours. After success the record holds
  // the stored row, its secrets as schema::kSecretMask; written back, the mask means "as it is".

  // The record's id is given by the caller and not nil. With FileScope it creates a tenant.
  Result<void> insert(const Scope& scope, schema::Record& record, const Change& change);
  // Writes the given fields of the row with the record's id. A given version that is not the stored
  // one is kConflict. When nothing differs, nothing is written and the version stays.
  Result<void> update(const Scope& scope, schema::Record& record, const Change& change);
  // A row that others refer to is kInUse, naming the table and how many, unless the cascade is
  // asked. A tenant goes only with kCascade, and takes everything of it along. References marked as
  // history never block and are left as they are. At most kCascadeRowsMax rows go in one call
  // (kFull).
  Result<void> remove(const Scope& scope, const schema::Table& table, const Id& id, Removal removal,
                      const Change& change);
  Result<schema::Record> get(const Scope& scope, const schema::Table& table, const Id& id);
  Result<Page> query(const Scope& scope, const schema::Table& table, const Query& query);
  Result<int64_t> count(const Scope& scope, const schema::Table& table,
                        std::span<const Filter> filters);

  // ── Rows of the engine: as they are, no checks, no audit ──
  // The object is the struct behind the table; all fields are written as they stand, id and
  // tenant_id set. Tables with secrets are refused by an assert.

  // Inserts, or replaces the row with this tenant and id.
  Result<void> put(const schema::Table& table, const void* object);
  Result<void> append(const schema::Table& table,
                      const void* object);  // kExists when the id is there
  Result<bool> erase(const TenantScope& scope, const schema::Table& table, const Id& id);
  // Every row of every tenant, by tenant and id, to fill the live tables after open. The object is
  // valid during the call only; an error stops the walk and is returned. The callback must not
  // write.
  using Visit = std::function<Result<void>(const void* object)>;
  Result<void> for_each(const schema::Table& table, const Visit& visit);

  // The same in one tenant, for rows later than `after`, at most rows_max.
  Result<void> for_each_after(const TenantScope& scope, const schema::Table& table, const Id& after,
                              int64_t rows_max, const Visit& visit);
  // Removes the tenant's oldest rows of a history, up to and with this id, at most rows_max; gives
  // how many went. Not for the audit log: prune_audit.
  Result<int64_t> erase_up_to(const TenantScope& scope, const schema::Table& table, const Id& last,
                              int64_t rows_max);
  // One field of one row, which need not be there; for what the engine derives (a user's status).
  // Neither a standard field nor a secret: an assert.
  Result<void> set_field(const TenantScope& scope, const schema::Table& table, const Id& id,
                         size_t field, const schema::Value& value);

  template <class S>
  Result<void> put(const S& object) {
    return put(schema::table_of<S>(), &object);
  }
  template <class S>
  Result<void> append(const S& object) {
    return append(schema::table_of<S>(), &object);
  }
  template <class S>
  Result<bool> erase(const TenantScope& scope, const Id& id) {
    return erase(scope, schema::table_of<S>(), id);
  }
  template <class S>
  Result<void> for_each(const std::function<Result<void>(const S& object)>& visit) {
    return for_each(schema::table_of<S>(), [&](const void* object) -> Result<void> {
      return visit(*static_cast<const S*>(object));
    });
  }

  // ── Audit ──
  // Rows for checked writes are written by themselves; this adds one for an access or a login.
  Result<void> note(const TenantScope& scope, const AuditNote& note, const Change& change);
  // Removes the tenant's rows older than `before` from the start of its chain and leaves an anchor,
  // so that the rest still verifies. At most `rows_max` rows a call; returns how many went.
  Result<int64_t> prune_audit(const TenantScope& scope, Micros before, int64_t rows_max);
  // Proves the pages (integrity_check), the references, every audit chain and every secret. Reads
  // everything; not inside a unit.
  Result<VerifyReport> verify();
  // The same in steps, each outside a unit; units may run between them.
  Result<VerifyRun> begin_verify();

  // ── Secrets ──
  // Replaces the plain text of given secret fields by sealed text; the record's id must be set.
  // For the core, which records the sealed bytes and then writes with change.is_sealed.
  Result<void> seal_record(const TenantScope& scope, schema::Record& record);
  // The plain text of a secret, for the core alone. The caller wipes it. kNotFound when it is
  // unset.
  Result<std::string> read_secret(const TenantScope& scope, const schema::Table& table,
                                  const Id& id, size_t field);
  // Seals everything again under the new key and signs the audit heads again, in a unit of its own.
  // Refused with kMismatch when a head does not prove under the old key. On failure the old key
  // stays.
  Result<void> rekey(Seals seals);

  // ── Named values ──
  // Keys: 1–64 characters of [a-z0-9_.]; those starting with "store." are ours (kInvalid).
  Result<void> set_meta(std::string_view key, int64_t value);
  Result<void> set_meta_bytes(std::string_view key, std::string_view value);
  Result<void> erase_meta(std::string_view key);
  Result<std::optional<int64_t>> meta(std::string_view key);
  Result<std::optional<std::string>> meta_bytes(std::string_view key);

  // ── The file as a whole ──
  // A verified copy that appears under its name only when it is complete. Not inside a unit.
  Result<void> backup(const BackupOptions& options);
  // The same in steps of the caller's choice, each outside a unit; units may run between them.
  Result<BackupRun> begin_backup(const std::string& path, bool may_replace = false);
  // The whole content as a file of its own that nobody checks, in one go and in little memory, for
  // trace snapshots. What is at the path is replaced. Not inside a unit.
  Result<void> copy_to(const std::string& path);
  // A hash over all rows of all tables in one fixed order; equal for equal content, whatever the
  // page layout. Not covered: the meta keys named here, and what depends on random nonces or the
  // key (the key check, the signatures of the audit heads). Not inside a unit.
  Result<Digest> state_hash(std::span<const std::string_view> volatile_meta = {});
  // Moves the WAL into the file. SQLite does so by itself every 1000 pages; for a quiet moment.
  Result<void> checkpoint();
  const OpenOptions& options() const;
  int64_t schema_version() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

inline constexpr int64_t kCascadeRowsMax = 100'000;

}  // namespace sivo::store
