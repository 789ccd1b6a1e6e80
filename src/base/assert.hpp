#pragma once

#include <exception>

namespace sivo {

// A broken invariant. Thrown, never aborts: capi catches it, rolls back and poisons the core.
class AssertFailure : public std::exception {
 public:
  AssertFailure(const char* expression, const char* file, int line) noexcept
      : expression_(expression), file_(file), line_(line) {}
  const char* what() const noexcept override { return expression_; }
  const char* file() const noexcept { return file_; }
  int line() const noexcept { return line_; }

 private:
  const char* expression_;
  const char* file_;
  int line_;
};

[[noreturn]] inline void assert_failed(const char* expression, const char* file, int line) {
  throw AssertFailure(expression, file, line);
}

}  // namespace sivo

// On in every build: a bug must surface as SIVO_EINTERNAL, not as a wrong call.
#define SIVO_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::sivo::assert_failed(#condition, __FILE__, __LINE__))
