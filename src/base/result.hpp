#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "base/assert.hpp"
#include "base/status.hpp"

namespace sivo {

// Why a request failed: one line that says what was expected and what came, without secrets or
// personal data, and the path of the field at fault ("hours.mon[0].open"), empty when none is.
struct Error {
  Status status = Status::kInternal;
  std::string message;
  std::string path;
};

// An expected failure or a value. A Result that failed is moved on unchanged:
//   auto row = store.get(...);
//   if (!row) return row.take_error();
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    SIVO_ASSERT(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    SIVO_ASSERT(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    SIVO_ASSERT(ok());
    return std::get<0>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    SIVO_ASSERT(!ok());
    return std::get<1>(state_);
  }
  Error take_error() {
    SIVO_ASSERT(!ok());
    return std::get<1>(std::move(state_));
  }

 private:
  std::variant<T, Error> state_;
};

// Success costs one null pointer, so the hot paths may return it everywhere.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::make_unique<Error>(std::move(error))) {}

  bool ok() const { return error_ == nullptr; }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    SIVO_ASSERT(!ok());
    return *error_;
  }
  Error take_error() {
    SIVO_ASSERT(!ok());
    return std::move(*error_);
  }

 private:
  std::unique_ptr<Error> error_;
};

inline Error invalid(std::string path, std::string message) {
  return Error{Status::kInvalid, std::move(message), std::move(path)};
}

}  // namespace sivo
