#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace sivo::store {

class Connection;

// A copy of the open file in bounded steps, while the file goes on being used: what changes
// meanwhile is in the copy too. The copy appears under its name when it is complete and checked;
// one that is given up leaves nothing behind. The store it came from must outlive it. The check
// goes table by table, as VerifyRun's does and with its limits: the largest table is one step.
class BackupRun {
 public:
  struct Progress {
    int64_t done = 0;   // pages copied, and tables of the copy that are checked
    int64_t total = 0;  // done == total: the copy is there
  };
  static Result<BackupRun> begin(Connection& db, const std::string& path, bool may_replace);
  BackupRun(BackupRun&& other) noexcept;
  BackupRun& operator=(BackupRun&& other) noexcept;
  ~BackupRun();

  // Copies at most `pages` pages, or checks one table of what is copied; after the last one the
  // copy gets its name. kCorrupt: the copy is damaged.
  Result<Progress> step(int32_t pages);
  int64_t pages() const;       // of the copy, so far
  int64_t size_bytes() const;  // of the finished copy

 private:
  struct State;
  explicit BackupRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sivo::store
