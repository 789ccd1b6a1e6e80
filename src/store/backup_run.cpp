#include "store/backup_run.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "store/connection.hpp"
#include "store/verify.hpp"
#include "store/verify_run.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kCopying = "copy the file";

struct FinishBackup {
  void operator()(sqlite3_backup* handle) const { sqlite3_backup_finish(handle); }
};

}  // namespace

// Asks for no memory: it also cleans up where there is none. A longer path opens no database.
void remove_database(const std::string& path) noexcept {
  constexpr size_t kPathBytesMax = 4096;
  constexpr size_t kSuffixBytesMax = 16;
  if (path.size() > kPathBytesMax) return;
  std::array<char, kPathBytesMax + kSuffixBytesMax> name{};
  path.copy(name.data(), path.size());
  for (const std::string_view suffix : {"", "-journal", "-wal", "-shm"}) {
    *std::copy(suffix.begin(), suffix.end(), name.begin() + static_cast<ptrdiff_t>(path.size())) =
        '\0';
    std::remove(name.data());
  }
}

struct BackupRun::State {
  std::string path;
  std::string partial;
  std::unique_ptr<Connection> source;  // of its own, or none: the store's
  std::unique_ptr<Connection> copy;
  std::unique_ptr<sqlite3_backup, FinishBackup> backup;  // goes before the connection it writes to
  enum class Stage : uint8_t { kCopying, kChecking, kDone, kBroken } stage = Stage::kCopying;
  int64_t copied = 0;  // pages
  int64_t total = 0;
  std::vector<std::string> tables;  // of the copy, once it is whole
  int64_t tables_total = 0;         // before that, as many as the file has
  size_t checked = 0;
  std::vector<const schema::Table*> known;
  std::unique_ptr<TableCheck> check;  // of a large table of the copy
  int64_t size_bytes = 0;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (stage == Stage::kDone || partial.empty()) return;
    let_go();
    remove_database(partial);
  }
  Result<void> hold_still(Connection& db);
  void let_go();
  Result<void> copy_pages(int32_t pages);
  Result<void> sync_copied() const;
  Result<void> check_table();
  Result<bool> check_some(VerifyReport& found);
  Result<void> finish();
  Progress progress() const;
};

BackupRun::BackupRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
BackupRun::BackupRun(BackupRun&&) noexcept = default;
BackupRun& BackupRun::operator=(BackupRun&&) noexcept = default;
BackupRun::~BackupRun() = default;

Result<BackupRun> BackupRun::begin(Connection& db, std::span<const schema::Table* const> tables,
                                   const std::string& path, bool may_replace) {
  if (path.empty()) return invalid("path", "expected a path for the backup, got none");
  std::error_code failed;
  if (!may_replace && std::filesystem::exists(path, failed)) {
    return Error{Status::kExists, "expected a path that names no file, got one that does", "path"};
  }
  auto state = std::make_unique<State>();
  if (sqlite3_db_readonly(db.handle(), "main") == 1) {
    if (auto done = state->hold_still(db); !done) return done.take_error();
  }
  Connection& from = state->source ? *state->source : db;
  auto names = table_names(from);
  if (!names) return names.take_error();
  state->known.assign(tables.begin(), tables.end());
  state->tables_total = static_cast<int64_t>(names->size());
  state->path = path;
  state->partial = path + "-partial";
  remove_database(state->partial);
  auto copy = Connection::open(state->partial, OpenMode::kCreate, {});
  if (!copy) return copy.take_error();
  state->copy = *std::move(copy);
  sqlite3* to = state->copy->handle();
  state->backup.reset(sqlite3_backup_init(to, "main", from.handle(), "main"));
  if (!state->backup) return sqlite_error(sqlite3_extended_errcode(to), kCopying);
  return BackupRun(std::move(state));
}

Result<BackupRun::Progress> BackupRun::step(int32_t pages) {
  State& state = *state_;
  switch (state.stage) {
    case State::Stage::kCopying:
      if (auto done = state.copy_pages(std::max(1, pages)); !done) return done.take_error();
      break;
    case State::Stage::kChecking:
      if (auto done = state.check_table(); !done) return done.take_error();
      break;
    case State::Stage::kBroken:
      return Error{Status::kState, "the backup has failed before", {}};
    case State::Stage::kDone:
      break;
  }
  return state.progress();
}

// The pages that another process writes meanwhile would make SQLite begin the copy anew, again and
// again; so it is made of one state of the file. What our own connection writes goes into the copy.
Result<void> BackupRun::State::hold_still(Connection& db) {
  auto beside = db.open_beside();
  if (!beside) return beside.take_error();
  source = *std::move(beside);
  return source->begin_read();
}

void BackupRun::State::let_go() {
  backup.reset();
  check.reset();
  copy.reset();
  source.reset();
}

Result<void> BackupRun::State::copy_pages(int32_t pages) {
  const int code = sqlite3_backup_step(backup.get(), pages);
  if (code != SQLITE_OK && code != SQLITE_DONE) return sqlite_error(code, kCopying);
  total = sqlite3_backup_pagecount(backup.get());
  copied = total - sqlite3_backup_remaining(backup.get());
  if (code == SQLITE_OK) return sync_copied();
  stage = Stage::kBroken;
  const int finished = sqlite3_backup_finish(backup.release());
  if (finished != SQLITE_OK) return sqlite_error(finished, kCopying);
  source.reset();
  // One file without a WAL beside it; opening it as a store turns the WAL on again.
  if (auto done = copy->execute("PRAGMA journal_mode=DELETE", kCopying); !done) return done;
  auto names = table_names(*copy);
  if (!names) return names.take_error();
  tables = *std::move(names);
  tables_total = static_cast<int64_t>(tables.size());
  stage = Stage::kChecking;
  return {};
}

// Else the last step would wait until the disk has all of it.
Result<void> BackupRun::State::sync_copied() const {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(copy->handle(), "main", SQLITE_FCNTL_FILE_POINTER,
                       static_cast<void*>(&file));
  if (file == nullptr || file->pMethods == nullptr) return {};
  const int code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK) return sqlite_error(code, kCopying);
  return {};
}

Result<void> BackupRun::State::check_table() {
  if (checked < tables.size()) {
    VerifyReport found;
    auto is_over = check_some(found);
    if (!is_over) {
      check.reset();
      return is_over.take_error();
    }
    if (!found.ok()) {
      return Error{Status::kCorrupt, "expected a whole copy, got a damaged one", {}};
    }
    checked += *is_over ? 1 : 0;
  }
  return checked == tables.size() ? finish() : Result<void>();
}

// True: that was the whole table, or the last part of it.
Result<bool> BackupRun::State::check_some(VerifyReport& found) {
  const std::string& name = tables[checked];
  const schema::Table* table = table_named(known, name);
  if (!check) {
    auto is_large = table ? has_more_rows(*copy, name, VerifyRun::kRowsPerStep) : false;
    if (!is_large) return is_large;
    if (!*is_large) {
      if (auto done = verify_table(*copy, name, found); !done) return done.take_error();
      return true;
    }
    auto begun = TableCheck::begin(*copy, *table, TableCheck::What::kPages);
    if (!begun) return begun.take_error();
    check = *std::move(begun);
  }
  auto is_over = check->step(VerifyRun::kRowsPerStep);
  if (!is_over || !*is_over) return is_over;
  check->add_findings(found);
  check.reset();
  return true;
}

Result<void> BackupRun::State::finish() {
  copy.reset();
  std::error_code failed;
  std::filesystem::rename(partial, path, failed);
  if (failed) return Error{Status::kIo, "expected to rename the backup, got an error", "path"};
  size_bytes = static_cast<int64_t>(std::filesystem::file_size(path, failed));
  stage = Stage::kDone;
  return {};
}

// The file may shrink to what is copied, or to less: only the last check is the end.
BackupRun::Progress BackupRun::State::progress() const {
  const Progress out{copied + static_cast<int64_t>(checked), total + tables_total};
  if (stage == Stage::kDone) return {out.total, out.total};
  return {std::min(out.done, out.total - 1), out.total};
}

int64_t BackupRun::pages() const { return state_->total; }
int64_t BackupRun::size_bytes() const { return state_->size_bytes; }

}  // namespace sivo::store
