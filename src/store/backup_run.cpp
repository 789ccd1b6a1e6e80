#include "store/backup_run.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "store/connection.hpp"
#include "store/snapshot.hpp"

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
  Progress progress;
  int64_t size_bytes = 0;
  bool is_done = false;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (is_done || partial.empty()) return;
    backup.reset();
    copy.reset();
    remove_partial(partial);
  }
  Result<void> finish();
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
  auto state = std::make_unique<State>();
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
  if (state.is_done) return state.progress;
  if (state.backup == nullptr) return Error{Status::kState, "the backup has failed before", {}};
  const int code = sqlite3_backup_step(state.backup.get(), std::max(1, pages));
  if (code != SQLITE_OK && code != SQLITE_DONE) return sqlite_error(code, kCopying);
  const int64_t total = sqlite3_backup_pagecount(state.backup.get());
  state.progress = {total - sqlite3_backup_remaining(state.backup.get()), total};
  if (code != SQLITE_DONE) {
    // The file may have shrunk to what is copied; only SQLITE_DONE is the end.
    state.progress.done = std::min(state.progress.done, total - 1);
    return state.progress;
  }
  if (auto done = state.finish(); !done) return done.take_error();
  state.progress.done = total;
  return state.progress;
}

Result<void> BackupRun::State::finish() {
  const int code = sqlite3_backup_finish(backup.release());
  if (code != SQLITE_OK) return sqlite_error(code, kCopying);
  // One file without a WAL beside it; opening it as a store turns the WAL on again.
  if (auto done = copy->execute("PRAGMA journal_mode=DELETE", kCopying); !done) return done;
  auto found = check_pages(*copy, false);
  if (!found) return found.take_error();
  if (*found != "ok") {
    return Error{Status::kCorrupt, "expected a whole copy, got a damaged one", {}};
  }
  copy.reset();
  std::error_code failed;
  std::filesystem::rename(partial, path, failed);
  if (failed) return Error{Status::kIo, "expected to rename the backup, got an error", "path"};
  size_bytes = static_cast<int64_t>(std::filesystem::file_size(path, failed));
  is_done = true;
  return {};
}

int64_t BackupRun::size_bytes() const { return state_->size_bytes; }

}  // namespace sivo::store
