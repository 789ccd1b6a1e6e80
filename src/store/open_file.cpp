#include "store/open_file.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <system_error>

#include "store/snapshot.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kOpening = "open the file";
constexpr int64_t kWalBytesKept = int64_t{64}
                                  << 20;  // a WAL that grew larger is cut after a checkpoint
constexpr size_t kPathMax = 4096;

bool is_memory(const std::string& path) { return path.empty() || path == ":memory:"; }

Result<void> check_options(const OpenOptions& options) {
  SIVO_ASSERT(options.seals.sha256 != nullptr);
  if (options.path.size() > kPathMax || options.path.find('\0') != std::string::npos) {
    return invalid("path", "expected a path of at most 4096 bytes without a zero, got another");
  }
  if (options.busy_ms < 0) return invalid("busy_ms", "expected 0 or more, got less");
  std::error_code ignored;
  const bool must_exist = options.must_exist || options.is_read_only;
  if (must_exist && !is_memory(options.path) && !std::filesystem::exists(options.path, ignored)) {
    return Error{Status::kNotFound, "expected a file, got none", "path"};
  }
  return {};
}

Error with_path(Error error) {
  if (error.path.empty()) error.path = "path";
  return error;
}

std::string pragmas(const OpenOptions& options) {
  std::string out =
      "PRAGMA cell_size_check=ON;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
      "PRAGMA journal_size_limit=" +
      std::to_string(kWalBytesKept);
  switch (options.durability) {
    case Durability::kFull:
      return out + ";PRAGMA synchronous=FULL";
    case Durability::kNormal:
      return out + ";PRAGMA synchronous=NORMAL";
    case Durability::kNone:
      return out + ";PRAGMA synchronous=OFF";
  }
  return out;
}

// Every file is in WAL mode; where the file system cannot do that, SQLite says so by another mode.
Result<void> use_wal(Connection& db) {
  auto owner = db.prepare_owned("PRAGMA journal_mode=WAL", false);
  if (!owner) return owner.take_error();
  Statement mode(owner->get());
  auto row = mode.step(kOpening);
  if (!row) return row.take_error();
  if (*row && mode.text_at(0) == "wal") return {};
  return Error{Status::kIo, "expected a file system that can hold a WAL, got one that cannot", {}};
}

// Named after the file itself, not after the link by which it was opened: one file, one lock.
Result<std::unique_ptr<Connection>> lock_file(const Connection& db, const OpenOptions& options) {
  auto lock = Connection::open(db.file_name() + "-lock", OpenMode::kCreate, options.vfs);
  if (!lock) {
    if (lock.error().status != Status::kIo) return lock;
    return Error{Status::kReadOnly, "expected a folder that can be written, got another", "path"};
  }
  sqlite3_busy_timeout((*lock)->handle(), options.busy_ms);
  auto done = (*lock)->execute("PRAGMA journal_mode=MEMORY;BEGIN EXCLUSIVE", "lock the file");
  if (done) return lock;
  if (done.error().status != Status::kLocked) return with_path(done.take_error());
  return Error{Status::kLocked, "expected a file that nobody else writes, got one in use", "path"};
}

Result<void> run_migration(Connection& db, const Schema& schema, FileKind kind) {
  // Tables are rebuilt under their references, which are checked at the end instead. The pragma
  // does nothing inside a unit.
  if (auto done = db.execute("PRAGMA foreign_keys=OFF", kOpening); !done) return done;
  if (auto done = db.begin(); !done) return done;
  auto done = migrate(db, schema, kind);
  if (done) done = db.commit();
  if (!done) {
    db.rollback();
    return done;
  }
  db.flush_statements();
  return db.execute("PRAGMA foreign_keys=ON", kOpening);
}

Result<void> bring_up_to_date(Connection& db, const OpenOptions& options, FileKind kind) {
  if (kind == FileKind::kOurs) {
    auto current = is_current(db, options.schema);
    if (!current) {
      Error error = current.take_error();
      // The mark is written together with the application id; without its table the file is
      // damaged.
      if (error.status == Status::kInternal) error.status = Status::kCorrupt;
      return error;
    }
    if (*current) return {};
  }
  if (options.is_read_only) {
    return Error{Status::kReadOnly,
                 "expected a file of this library's age to read, got an older one; open it for"
                 " writing once",
                 {}};
  }
  return run_migration(db, options.schema, kind);
}

Result<FileKind> look_at(Connection& db, const OpenOptions& options) {
  auto kind = inspect(db, options.schema);
  if (!kind && sqlite3_errcode(db.handle()) == SQLITE_NOTADB) {
    return Error{
        Status::kCorrupt, "expected a libsivo file, got one that is no SQLite database", {}};
  }
  if (kind && *kind == FileKind::kEmpty && options.is_read_only) {
    return Error{Status::kReadOnly, "expected a libsivo file to read, got an empty one", {}};
  }
  return kind;
}

Result<void> set_up(OpenFile& file, const OpenOptions& options) {
  Connection& db = *file.db;
  auto kind = look_at(db, options);
  if (!kind) return kind.take_error();
  const bool is_file = !is_memory(options.path);
  if (is_file && !options.is_read_only) {
    if (sqlite3_db_readonly(db.handle(), "main") != 0) {
      return Error{Status::kReadOnly, "expected a file that can be written, got another", {}};
    }
    auto lock = lock_file(db, options);
    if (!lock) return lock.take_error();
    file.lock = std::move(*lock);
    kind = look_at(db, options);  // another process may have been at it
    if (!kind) return kind.take_error();
    if (auto done = use_wal(db); !done) return done;
  }
  if (auto done = db.execute(pragmas(options), kOpening); !done) return done;
  return bring_up_to_date(db, options, *kind);
}

}  // namespace

Result<OpenFile> open_file(const OpenOptions& options) {
  if (auto done = check_options(options); !done) return done.take_error();
  const bool in_memory = is_memory(options.path);
  const OpenMode mode =
      options.is_read_only && !in_memory ? OpenMode::kReadOnly : OpenMode::kCreate;
  OpenFile file;
  auto db = Connection::open(in_memory ? ":memory:" : options.path, mode, options.vfs);
  if (!db) return with_path(db.take_error());
  file.db = std::move(*db);
  if (auto done = set_up(file, options); !done) return with_path(done.take_error());
  return file;
}

Result<OpenFile> open_content(const OpenOptions& options, int64_t size, const NextPiece& next) {
  OpenOptions in_memory = options;
  in_memory.path.clear();
  in_memory.is_read_only = false;
  if (auto done = check_options(in_memory); !done) return done.take_error();
  OpenFile file;
  auto db = deserialize(size, next);
  if (!db) return db.take_error();
  file.db = std::move(*db);
  if (auto done = set_up(file, in_memory); !done) return done.take_error();
  return file;
}

}  // namespace sivo::store
