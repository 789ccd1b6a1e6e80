#include "store/snapshot.hpp"

#include <sqlite3.h>

#include <cstring>

#include "store/backup_run.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kOpening = "open the content";
constexpr std::string_view kCopying = "copy the file";
constexpr int64_t kHeaderBytes = 100;

struct FreeSqlite {
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};
using SqliteBytes = std::unique_ptr<unsigned char, FreeSqlite>;

struct FinishBackup {
  void operator()(sqlite3_backup* handle) const { sqlite3_backup_finish(handle); }
};

Error no_content() {
  return Error{Status::kCorrupt, "expected the content of a file of libsivo, got other bytes", {}};
}

Result<SqliteBytes> read_pieces(int64_t size, const NextPiece& next) {
  SqliteBytes bytes(static_cast<unsigned char*>(sqlite3_malloc64(static_cast<uint64_t>(size))));
  if (bytes == nullptr) return sqlite_error(SQLITE_NOMEM, kOpening);
  for (int64_t at = 0; at < size;) {
    auto piece = next();
    if (!piece) return piece.take_error();
    if (piece->empty() || static_cast<int64_t>(piece->size()) > size - at) return no_content();
    std::memcpy(bytes.get() + at, piece->data(), piece->size());
    at += static_cast<int64_t>(piece->size());
  }
  return bytes;
}

// SQLite keeps few of the pages in memory on the way.
Result<void> copy_whole(Connection& db, const std::string& path) {
  auto copy = Connection::open(path, OpenMode::kCreate, {});
  if (!copy) return copy.take_error();
  if (auto done = (*copy)->execute("PRAGMA synchronous=OFF", kCopying); !done) return done;
  sqlite3* to = (*copy)->handle();
  std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(to, "main", db.handle(), "main"));
  if (!backup) return sqlite_error(sqlite3_extended_errcode(to), kCopying);
  const int code = sqlite3_backup_step(backup.get(), -1);
  if (code != SQLITE_DONE) return sqlite_error(code, kCopying);
  const int finished = sqlite3_backup_finish(backup.release());
  if (finished != SQLITE_OK) return sqlite_error(finished, kCopying);
  // A database in memory has no WAL.
  return (*copy)->execute("PRAGMA journal_mode=DELETE", kCopying);
}

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

Result<void> backup(Connection& db, std::span<const schema::Table* const> tables,
                    const BackupOptions& options) {
  auto run = BackupRun::begin(db, tables, options.path, options.may_replace);
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

Result<void> copy_to(Connection& db, const std::string& path) {
  remove_database(path);
  auto done = copy_whole(db, path);
  if (!done) remove_database(path);
  return done;
}

Result<std::unique_ptr<Connection>> deserialize(int64_t size, const NextPiece& next) {
  if (size > kContentBytesMax) {
    return Error{
        Status::kFull, "expected a content of less than 2 GiB for the memory, got more", {}};
  }
  if (size < kHeaderBytes) return no_content();
  auto db = Connection::open(":memory:", OpenMode::kCreate, {});
  if (!db) return db;
  auto bytes = read_pieces(size, next);
  if (!bytes) return bytes.take_error();
  sqlite3* handle = (*db)->handle();
  const int code =
      sqlite3_deserialize(handle, "main", bytes->release(), size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) return sqlite_error(code, kOpening);
  sqlite3_int64 room = kContentBytesMax;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_SIZE_LIMIT, &room);
  const auto whole = is_whole(**db);
  if (!whole && whole.error().status == Status::kNoMemory) return whole.error();
  if (!whole || !*whole) return no_content();
  return db;
}

}  // namespace sivo::store
