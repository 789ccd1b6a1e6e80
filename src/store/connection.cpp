#include "store/connection.hpp"

#include <sqlite3.h>

#include <cstring>
#include <new>

namespace sivo::store {
namespace {

struct Meaning {
  Status status;
  std::string_view text;
};

Meaning meaning_of(int code) {
  switch (code & 0xff) {
    case SQLITE_NOMEM:
      return {Status::kNoMemory, "an allocation failed"};
    case SQLITE_FULL:
      return {Status::kDiskFull, "no space is left"};
    case SQLITE_READONLY:
      return {Status::kReadOnly, "the file cannot be written"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {Status::kLocked, "another user holds the file"};
    case SQLITE_CORRUPT:
      return {Status::kCorrupt, "the file is damaged"};
    case SQLITE_NOTADB:
      return {Status::kCorrupt, "the file is no database"};
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_NOMEM) return {Status::kNoMemory, "an allocation failed"};
      if (code == SQLITE_IOERR_CORRUPTFS) return {Status::kCorrupt, "the file system is damaged"};
      return {Status::kIo, "reading or writing the file failed"};
    case SQLITE_CANTOPEN:
      return {Status::kIo, "the file or its folder cannot be opened"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Status::kIo, "the file may not be used"};
    case SQLITE_TOOBIG:
      return {Status::kFull, "a value is too long"};
    case SQLITE_CONSTRAINT:
      return {Status::kInvalid, "a rule of the file would be broken"};
    case SQLITE_INTERRUPT:
      return {Status::kState, "it was interrupted"};
    default:
      return {Status::kInternal, "an internal error"};
  }
}

// SQLite gives null for an empty value, and also when it had no memory to make a text of it.
std::string_view nothing_read(sqlite3_stmt* statement) {
  if (sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM) throw std::bad_alloc();
  return {};
}

}  // namespace

Error sqlite_error(int code, std::string_view doing) {
  const Meaning meaning = meaning_of(code);
  std::string message = "expected to ";
  message.append(doing).append(", got: ").append(meaning.text);
  message.append(" (SQLite ").append(std::to_string(code)).append(")");
  return Error{meaning.status, std::move(message), {}};
}

// ── Statement ──

void FinalizeStatement::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

void Statement::check_bound(int code) {
  if (code == SQLITE_OK) return;
  SIVO_ASSERT(code == SQLITE_NOMEM || code == SQLITE_TOOBIG);
  is_short_of_memory_ = true;
}

void Statement::bind_int(int place, int64_t value) {
  check_bound(sqlite3_bind_int64(handle_, place, value));
}
void Statement::bind_real(int place, double value) {
  check_bound(sqlite3_bind_double(handle_, place, value));
}
void Statement::bind_text(int place, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();  // null would bind NULL
  check_bound(sqlite3_bind_text64(handle_, place, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}
void Statement::bind_bytes(int place, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  check_bound(sqlite3_bind_blob64(handle_, place, data, value.size(), SQLITE_STATIC));
}
void Statement::bind_id(int place, const Id& value) {
  check_bound(sqlite3_bind_blob64(handle_, place, value.bytes.data(), 16, SQLITE_STATIC));
}
void Statement::bind_null(int place) { check_bound(sqlite3_bind_null(handle_, place)); }

Result<bool> Statement::step(std::string_view doing) {
  const int code = is_short_of_memory_ ? SQLITE_NOMEM : sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  reset();
  if (code == SQLITE_DONE) return false;
  return sqlite_error(code, doing);
}

Result<void> Statement::run(std::string_view doing) {
  auto row = step(doing);
  if (!row) return row.take_error();
  SIVO_ASSERT(!*row);
  return {};
}

void Statement::reset() {
  sqlite3_reset(handle_);
  is_short_of_memory_ = false;
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
bool Statement::is_int(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}
bool Statement::is_real(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_FLOAT;
}
bool Statement::is_text(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_TEXT;
}
bool Statement::is_bytes(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_BLOB;
}
int64_t Statement::int_at(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::real_at(int column) const { return sqlite3_column_double(handle_, column); }

std::string_view Statement::text_at(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (data == nullptr) return nothing_read(handle_);
  return {data, static_cast<size_t>(sqlite3_column_bytes(handle_, column))};
}
std::string_view Statement::bytes_at(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (data == nullptr) return nothing_read(handle_);
  return {data, static_cast<size_t>(sqlite3_column_bytes(handle_, column))};
}
Id Statement::id_at(int column) const {
  const std::string_view bytes = bytes_at(column);
  Id id;
  if (bytes.size() == id.bytes.size()) std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
  return id;
}

// ── Connection ──

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, OpenMode mode,
                                                     const std::string& vfs) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (mode == OpenMode::kReadOnly) flags |= SQLITE_OPEN_READONLY;
  else flags |= SQLITE_OPEN_READWRITE;
  if (mode == OpenMode::kCreate) flags |= SQLITE_OPEN_CREATE;
  auto connection = std::make_unique<Connection>();
  const char* vfs_name = vfs.empty() ? nullptr : vfs.c_str();
  const int code = sqlite3_open_v2(path.c_str(), &connection->handle_, flags, vfs_name);
  if (code != SQLITE_OK) return sqlite_error(code, "open the file");
  sqlite3* handle = connection->handle_;
  sqlite3_busy_timeout(handle, kBusyMs);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(kValueBytesMax));
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  return connection;
}

std::string Connection::file_name() const {
  const char* name = sqlite3_db_filename(handle_, "main");
  return name == nullptr ? std::string() : std::string(name);
}

Result<std::unique_ptr<Connection>> Connection::open_beside() const {
  sqlite3_vfs* vfs = nullptr;
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_VFS_POINTER, static_cast<void*>(&vfs));
  auto beside =
      open(file_name(), OpenMode::kReadOnly, vfs == nullptr ? std::string() : vfs->zName);
  if (!beside) return beside;
  auto done = (*beside)->execute("PRAGMA cell_size_check=ON", "open the file");
  if (!done) return done.take_error();
  return beside;
}

Connection::~Connection() {
  rollback();
  statements_.clear();
  undo_.reset();
  sqlite3_close_v2(handle_);
}

Result<void> Connection::execute(const std::string& sql, std::string_view doing) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(sqlite_error(code, doing));
  return {};
}

Result<StatementOwner> Connection::prepare_owned(std::string_view sql, bool is_kept) {
  if (auto done = settle(); !done) return done.take_error();
  sqlite3_stmt* handle = nullptr;
  const unsigned flags = is_kept ? SQLITE_PREPARE_PERSISTENT : 0U;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags,
                                      &handle, nullptr);
  if (code != SQLITE_OK) return failed(sqlite_error(code, "prepare a statement"));
  return StatementOwner(handle);
}

Result<Statement*> Connection::prepare(std::string_view sql) {
  if (auto done = settle(); !done) return done.take_error();
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return &found->second.statement;
  if (statements_.size() >= kStatementsMax) statements_.clear();
  auto owner = prepare_owned(sql, true);
  if (!owner) return owner.take_error();
  sqlite3_stmt* handle = owner->get();
  const auto [place, is_new] =
      statements_.emplace(std::string(sql), Cached{std::move(*owner), Statement(handle)});
  SIVO_ASSERT(is_new);
  return &place->second.statement;
}

void Connection::flush_statements() { statements_.clear(); }

Result<int64_t> Connection::query_int(std::string_view sql) {
  auto owner = prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement statement(owner->get());
  auto row = statement.step("read a number");
  if (!row) return failed(row.take_error());
  if (!*row) return Error{Status::kCorrupt, "expected a row, got none", {}};
  return statement.int_at(0);
}

// Made before it is needed: then there may be no memory left to make it.
Result<void> Connection::prepare_undo() {
  if (undo_ != nullptr) return {};
  auto undo = prepare_owned("ROLLBACK", true);
  if (!undo) return undo.take_error();
  undo_ = std::move(*undo);
  return {};
}

Result<void> Connection::begin() {
  if (in_unit_) return Error{Status::kState, "expected no open unit of work, got one", {}};
  if (sqlite3_db_readonly(handle_, "main") == 1)
    return sqlite_error(SQLITE_READONLY, "begin to write");
  if (auto done = prepare_undo(); !done) return done;
  if (auto done = settle(); !done) return done;
  if (auto done = execute("BEGIN IMMEDIATE", "begin a unit of work"); !done) return done;
  in_unit_ = true;
  is_doomed_ = false;
  return {};
}

Result<void> Connection::commit() {
  if (!in_unit_) return Error{Status::kState, "expected an open unit of work, got none", {}};
  if (is_doomed_) {
    rollback();
    return Error{
        Status::kState, "expected a whole unit of work, got one in which a write failed", {}};
  }
  auto done = execute("COMMIT", "commit a unit of work");
  if (!done) {
    rollback();
    write_over_failed();
  }
  in_unit_ = false;
  return done;
}

// A commit that fails at its sync has left the whole unit in the WAL. SQLite lets it go, but who
// opens the file after a crash would take it for committed. A commit of something that changes
// nothing is written over it; when it fails at its sync too, it still stands in the unit's place.
void Connection::write_over_failed() {
  Result<int64_t> version = query_int("PRAGMA user_version");
  if (!version) return;
  (void)execute("PRAGMA user_version=" + std::to_string(*version), "write over a failed unit");
}

void Connection::roll_back_open_transaction() {
  if (sqlite3_get_autocommit(handle_) == 0 && undo_ != nullptr) {
    sqlite3_step(undo_.get());
    sqlite3_reset(undo_.get());
  }
  is_left_open_ = sqlite3_get_autocommit(handle_) == 0;
}

Result<void> Connection::settle() {
  if (!is_left_open_) return {};
  roll_back_open_transaction();
  if (is_left_open_) return sqlite_error(SQLITE_NOMEM, "roll back a unit of work");
  return {};
}

void Connection::rollback() {
  if (!in_unit_) return;
  for (auto& [sql, cached] : statements_) cached.statement.reset();
  // SQLite has rolled back by itself after some errors; then there is nothing to do. Otherwise a
  // failing rollback leaves a journal that the next open plays back.
  roll_back_open_transaction();
  in_unit_ = false;
  is_doomed_ = false;
}

Result<void> Connection::begin_read() {
  if (in_unit_) return Error{Status::kState, "expected no open unit of work, got one", {}};
  if (auto done = prepare_undo(); !done) return done;
  if (auto done = settle(); !done) return done;
  return execute("BEGIN", "begin to read");
}

void Connection::end_read() {
  if (!in_unit_) roll_back_open_transaction();
}

Result<void> Connection::check_writable() const {
  if (!in_unit_) return Error{Status::kState, "expected an open unit of work, got none", {}};
  if (is_doomed_)
    return Error{Status::kState, "expected a whole unit of work, got a failed one", {}};
  return {};
}

Error Connection::failed(Error error) {
  switch (error.status) {
    case Status::kIo:
    case Status::kDiskFull:
    case Status::kNoMemory:
    case Status::kCorrupt:
    case Status::kReadOnly:
    case Status::kInternal:
      is_doomed_ = in_unit_;
      break;
    default:
      break;
  }
  return error;
}

int64_t Connection::changed_rows() const { return sqlite3_changes64(handle_); }

std::string Connection::unique_column() const {
  const int code = sqlite3_extended_errcode(handle_);
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY) return "id";
  if (code != SQLITE_CONSTRAINT_UNIQUE) return {};
  // "UNIQUE constraint failed: queue.tenant_id, queue.name": the last column is the one to name.
  const std::string_view message = sqlite3_errmsg(handle_);
  const size_t dot = message.rfind('.');
  return dot == std::string_view::npos ? "id" : std::string(message.substr(dot + 1));
}

}  // namespace sivo::store
