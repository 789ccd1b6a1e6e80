#pragma once

#include <cstdint>

namespace sivo::store::test {

// What an SQLite VFS named kFaultVfs does to the files opened through it; one plan for all of them.
struct FaultPlan {
  int64_t fail_at = 0;        // the n-th counted operation fails; 0 = none does
  bool stays_broken = false;  // every later one fails as well
  int64_t bytes_left = -1;    // writes beyond are "disk full"; negative = endless
  int64_t operations = 0;     // counted: open, write, sync, truncate
  bool has_failed = false;
};

inline constexpr const char* kFaultVfs = "sivo-fault";

// Registers the VFS at the first call. Tests run on one thread.
FaultPlan& fault_plan();

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
