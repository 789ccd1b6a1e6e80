#pragma once

#include <string>
#include <utility>

namespace sivo::cli {

// What a script learns from the program's exit code; documented in `sivo help`.
enum class Exit : int {
  kOk = 0,
  kFailed = 1,    // reading or writing failed, the file is damaged, an internal error
  kUsage = 2,     // the command line is wrong
  kNotFound = 3,  // no such file, tenant, kind or row
  kRefused = 4,   // a rule forbids it, or a proof failed (verify, replay)
  kLocked = 5,    // another process has the file open
};

// Thrown by commands, caught once in main. `place` is a file or a field's path; it may be empty.
struct Failure {
  Exit code = Exit::kFailed;
  std::string place;
  std::string message;
};

[[noreturn]] inline void fail(Exit code, std::string place, std::string message) {
  throw Failure{code, std::move(place), std::move(message)};
}

}  // namespace sivo::cli
