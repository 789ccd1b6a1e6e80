#include "store/backup_run.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "store/connection.hpp"
#include "store/verify.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kCopying = "copy the file";

struct FinishBackup {
  void operator()(sqlite3_backup* handle) const { sqlite3_backup_finish(handle); }
};

void remove_partial(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(path + suffix, ignored);
  }
}

}  // namespace

struct BackupRun::State {
  std::string path;
  std::string partial;
  std::unique_ptr<Connection> copy;
  std::unique_ptr<sqlite3_backup, FinishBackup> backup;  // goes before the connection it writes to
  enum class Stage : uint8_t { kCopying, kChecking, kDone, kBroken } stage = Stage::kCopying;
  int64_t copied = 0;  // pages
  int64_t total = 0;
  std::vector<std::string> tables;  // of the copy, once it is whole
  int64_t tables_total = 0;         // before that, as many as the file has
  size_t checked = 0;
  int64_t size_bytes = 0;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (stage == Stage::kDone || partial.empty()) return;
    backup.reset();
    copy.reset();
    remove_partial(partial);
  }
  Result<void> copy_pages(int32_t pages);
  Result<void> check_table();
  Result<void> finish();
  Progress progress() const;
};

BackupRun::BackupRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
BackupRun::BackupRun(BackupRun&&) noexcept = default;
BackupRun& BackupRun::operator=(BackupRun&&) noexcept = default;
BackupRun::~BackupRun() = default;

Result<BackupRun> BackupRun::begin(Connection& db, const std::string& path, bool may_replace) {
  if (path.empty()) return invalid("path", "expected a path for the backup, got none");
  std::error_code failed;
  if (!may_replace && std::filesystem::exists(path, failed)) {
    return Error{Status::kExists, "expected a path that names no file, got one that does", "path"};
  }
  auto tables = table_names(db);
  if (!tables) return tables.take_error();
  auto state = std::make_unique<State>();
  state->tables_total = static_cast<int64_t>(tables->size());
  state->path = path;
  state->partial = path + "-partial";
  remove_partial(state->partial);
  auto copy = Connection::open(state->partial, OpenMode::kCreate, {});
  if (!copy) return copy.take_error();
  state->copy = *std::move(copy);
  sqlite3* to = state->copy->handle();
  state->backup.reset(sqlite3_backup_init(to, "main", db.handle(), "main"));
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

Result<void> BackupRun::State::copy_pages(int32_t pages) {
  const int code = sqlite3_backup_step(backup.get(), pages);
  if (code != SQLITE_OK && code != SQLITE_DONE) return sqlite_error(code, kCopying);
  total = sqlite3_backup_pagecount(backup.get());
  copied = total - sqlite3_backup_remaining(backup.get());
  if (code == SQLITE_OK) return {};
  stage = Stage::kBroken;
  const int finished = sqlite3_backup_finish(backup.release());
  if (finished != SQLITE_OK) return sqlite_error(finished, kCopying);
  // One file without a WAL beside it; opening it as a store turns the WAL on again.
  if (auto done = copy->execute("PRAGMA journal_mode=DELETE", kCopying); !done) return done;
  auto names = table_names(*copy);
  if (!names) return names.take_error();
  tables = *std::move(names);
  tables_total = static_cast<int64_t>(tables.size());
  stage = Stage::kChecking;
  return {};
}

Result<void> BackupRun::State::check_table() {
  if (checked < tables.size()) {
    VerifyReport found;
    if (auto done = verify_table(*copy, tables[checked], found); !done) return done;
    if (!found.ok()) {
      return Error{Status::kCorrupt, "expected a whole copy, got a damaged one", {}};
    }
    ++checked;
  }
  return checked == tables.size() ? finish() : Result<void>();
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
