#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"
#include "schema/table.hpp"

namespace sivo::store {

class Connection;

// With what SQLite keeps beside it.
void remove_database(const std::string& path) noexcept;

// A copy of the open file in bounded steps, while the file goes on being used: what this store
// changes meanwhile is in the copy too. Of a read-only store the copy is the file as it was at the
// beginning, whatever another process writes; until the pages are copied that one's WAL grows. The
// copy appears under its name when it is complete and checked;
// one that is given up leaves nothing behind. The store it came from must outlive it. The check
// goes table by table, a large one in parts, as VerifyRun's does and with its limits.
class BackupRun {
 public:
  struct Progress {
    int64_t done = 0;   // pages copied, and tables of the copy that are checked
    int64_t total = 0;  // done == total: the copy is there
  };
  // `tables` are those with a schema, which outlives the run.
  static Result<BackupRun> begin(Connection& db, std::span<const schema::Table* const> tables,
                                 const std::string& path, bool may_replace);
  BackupRun(BackupRun&& other) noexcept;
  BackupRun& operator=(BackupRun&& other) noexcept;
  ~BackupRun();

  // Copies at most `pages` pages, or checks one table, or part of one, of what is copied; after the
  // last one the copy gets its name. kCorrupt: the copy is damaged.
  Result<Progress> step(int32_t pages);
  int64_t pages() const;       // of the copy, so far
  int64_t size_bytes() const;  // of the finished copy

 private:
  struct State;
  explicit BackupRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sivo::store
