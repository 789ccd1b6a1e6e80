#include "store/snapshot.hpp"

#include <sqlite3.h>

#include <cstring>

#include "store/backup_run.hpp"

namespace sivo::store {
namespace {

constexpr size_t kHeaderBytes = 100;
constexpr size_t kWriteVersionAt = 18,
                 kReadVersionAt = 19;  // of the file format: 1 = no WAL, 2 = WAL

struct FreeSqlite {
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};
using SqliteBytes = std::unique_ptr<unsigned char, FreeSqlite>;

// As far as a quick look at all pages tells.
Result<bool> is_whole(Connection& db) {
  auto owner = db.prepare_owned("PRAGMA quick_check(1)", false);
  if (!owner) return owner.take_error();
  Statement check(owner->get());
  const auto row = check.step("check the pages");
  if (!row) return row.error();
  if (!*row || check.text_at(0) != "ok") return false;
  auto objects = db.query_int("SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.take_error();
  return *objects > 0;
}

}  // namespace

Result<void> backup(Connection& db, const BackupOptions& options) {
  auto run = BackupRun::begin(db, options.path, options.may_replace);
  if (!run) return run.take_error();
  for (;;) {
    auto progress = run->step(options.pages_per_step);
    if (!progress) return progress.take_error();
    const bool is_done = progress->done == progress->total;
    const bool goes_on = !options.progress || options.progress(progress->done, progress->total);
    if (is_done) return {};  // the copy has its name; there is nothing left to stop
    if (!goes_on) return Error{Status::kState, "expected to copy the whole file, got a stop", {}};
  }
}

Result<std::string> serialize(Connection& db) {
  sqlite3_int64 size = 0;
  const SqliteBytes bytes(sqlite3_serialize(db.handle(), "main", &size, 0));
  if (bytes == nullptr) return sqlite_error(SQLITE_NOMEM, "serialize the file");
  std::string out(reinterpret_cast<const char*>(bytes.get()), static_cast<size_t>(size));
  // A database in memory has no WAL.
  if (out.size() >= kHeaderBytes) out[kWriteVersionAt] = out[kReadVersionAt] = 1;
  return out;
}

Result<std::unique_ptr<Connection>> deserialize(std::string_view bytes) {
  const Error corrupt{
      Status::kCorrupt, "expected the content of a file of libsivo, got other bytes", {}};
  if (bytes.size() < kHeaderBytes) return corrupt;
  auto db = Connection::open(":memory:", OpenMode::kCreate, {});
  if (!db) return db;
  SqliteBytes copy(static_cast<unsigned char*>(sqlite3_malloc64(bytes.size())));
  if (copy == nullptr) return sqlite_error(SQLITE_NOMEM, "open the content");
  std::memcpy(copy.get(), bytes.data(), bytes.size());
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int code =
      sqlite3_deserialize((*db)->handle(), "main", copy.release(), size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) return sqlite_error(code, "open the content");
  const auto whole = is_whole(**db);
  if (!whole && whole.error().status == Status::kNoMemory) return whole.error();
  if (!whole || !*whole) return corrupt;
  return db;
}

}  // namespace sivo::store
