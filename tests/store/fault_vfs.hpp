#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/prng.hpp"

namespace sivo::store::test {

// What an SQLite VFS named kFaultVfs does to the files opened through it; one plan for all of them.
struct FaultPlan {
  int64_t fail_at = 0;        // the n-th counted operation fails; 0 = none does
  bool stays_broken = false;  // every later one fails as well
  int64_t bytes_left = -1;    // writes beyond are "disk full"; negative = endless
  int64_t operations = 0;     // counted: open, write, sync, truncate
  bool has_failed = false;
  bool fails_syncs = false;  // each sync fails; the writes before it have arrived
  int busy_write_locks = 0;  // so often somebody else has the WAL's write lock
  // At the n-th counted operation the power goes; on_cut is called, and content_after_cut() then
  // tells what the disk has kept. The program runs on. 0 = never.
  int64_t cut_at = 0;
  std::function<void()> on_cut = {};
};

inline constexpr const char* kFaultVfs = "sivo-fault";

// Registers the VFS at the first call. Tests run on one thread.
FaultPlan& fault_plan();

// What the plan has remembered of files is forgotten: they are as they are on the disk.
void forget_disk();
// The file as a disk has it that lost its power at `cut_at`: all that was synced by then, and of
// the writes since then each one whole, half or not at all, as `random` says.
std::string content_after_cut(const std::string& path, Xoshiro256& random);

// While it lives, what names no VFS is opened through this one: for layers that have no such
// option.
class FaultByDefault {
 public:
  FaultByDefault();
  ~FaultByDefault();
  FaultByDefault(const FaultByDefault&) = delete;
  FaultByDefault& operator=(const FaultByDefault&) = delete;
};

}  // namespace sivo::store::test
