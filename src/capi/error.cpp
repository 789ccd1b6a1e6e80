#include <array>
#include <functional>
#include <new>
#include <string>

#include "base/assert.hpp"
#include "capi/barrier.hpp"

namespace sivo::capi {
namespace {

constexpr int32_t kStatusLast = SIVO_EDENIED;

// One error for each status, for when there is no memory to make one. Nobody writes to them; they
// are not const only because sivo.h hands out errors that can be freed.
constinit std::array<sivo_error, 1 - kStatusLast> spare_errors = {{
    {sivo_error::kMagic, SIVO_OK, "", ""},
    {sivo_error::kMagic, SIVO_EINVAL, "an argument or a field is not as documented", ""},
    {sivo_error::kMagic, SIVO_ENOTFOUND, "no such thing in this tenant", ""},
    {sivo_error::kMagic, SIVO_EEXISTS, "a unique rule would be broken", ""},
    {sivo_error::kMagic, SIVO_ECONFLICT, "the version given is not the stored one", ""},
    {sivo_error::kMagic, SIVO_EINUSE, "others refer to it", ""},
    {sivo_error::kMagic, SIVO_ESTATE, "not legal in this state", ""},
    {sivo_error::kMagic, SIVO_EFULL, "a limit is reached", ""},
    {sivo_error::kMagic, SIVO_ENOMEM, "an allocation failed", ""},
    {sivo_error::kMagic, SIVO_EIO, "reading or writing the file failed", ""},
    {sivo_error::kMagic, SIVO_EDISKFULL, "no space left", ""},
    {sivo_error::kMagic, SIVO_EREADONLY, "the file cannot be written", ""},
    {sivo_error::kMagic, SIVO_ELOCKED, "another process has the file open", ""},
    {sivo_error::kMagic, SIVO_ECORRUPT, "the file is damaged, or no libsivo file", ""},
    {sivo_error::kMagic, SIVO_ENEWER, "a newer library wrote the file", ""},
    {sivo_error::kMagic, SIVO_EKEY, "the master key is missing or wrong", ""},
    {sivo_error::kMagic, SIVO_EMISMATCH, "a proof failed", ""},
    {sivo_error::kMagic, SIVO_EPOISONED, "an internal error happened before", ""},
    {sivo_error::kMagic, SIVO_EINTERNAL, "an internal error", ""},
    {sivo_error::kMagic, SIVO_ETHREAD, "the core is in use by another thread", ""},
    {sivo_error::kMagic, SIVO_EDENIED, "the role does not allow it", ""},
}};

bool is_spare(const sivo_error* error) {
  const std::less<const sivo_error*> is_before;
  return !is_before(error, spare_errors.data()) &&
         is_before(error, spare_errors.data() + spare_errors.size());
}

sivo_error* spare_of(int32_t status) noexcept {
  const bool is_known = status <= SIVO_OK && status >= kStatusLast;
  return &spare_errors[static_cast<size_t>(is_known ? -status : -SIVO_EINTERNAL)];
}

// An error with texts of its own.
struct OwnedError : sivo_error {
  explicit OwnedError(Error&& error)
      : sivo_error{kMagic, static_cast<int32_t>(error.status), "", ""},
        message_text(std::move(error.message)),
        path_text(std::move(error.path)) {
    message = message_text.c_str();
    path = path_text.c_str();
  }
  std::string message_text;
  std::string path_text;
};

std::string describe(const AssertFailure& failure) {
  std::string_view file = failure.file();
  if (const size_t at = file.rfind("src/"); at != std::string_view::npos) file.remove_prefix(at);
  return "expected " + std::string(failure.what()) + " at " + std::string(file) + ":" +
         std::to_string(failure.line());
}

// For messages made of literals and small numbers, where making the text may fail as well.
template <class Describe>
int32_t fail_with(sivo_error** err, Status status, const char* path, Describe&& text) noexcept {
  const auto code = static_cast<int32_t>(status);
  if (err == nullptr) return code;
  try {
    return fail(err, Error{status, text(), path});
  } catch (...) {
    *err = spare_of(code);
    return code;
  }
}

}  // namespace

int32_t succeed(sivo_error** err) noexcept {
  if (err != nullptr) *err = nullptr;
  return SIVO_OK;
}

int32_t fail(sivo_error** err, Error error) noexcept {
  const auto status = static_cast<int32_t>(error.status);
  if (err == nullptr) return status;
  try {
    *err = std::make_unique<OwnedError>(std::move(error)).release();
  } catch (...) {
    *err = spare_of(status);
  }
  return status;
}

int32_t refuse_handle(sivo_error** err, const char* parameter) noexcept {
  return fail_with(err, Status::kInvalid, parameter, [] {
    return std::string("expected a handle of the documented type, got NULL or another handle");
  });
}

int32_t refuse_thread(sivo_error** err) noexcept {
  return fail_with(err, Status::kThread, "core", [] {
    return std::string("expected one thread at a time, got a second one inside the same core");
  });
}

int32_t refuse_poisoned(sivo_error** err) noexcept {
  return fail_with(err, Status::kPoisoned, "", [] {
    return std::string("expected a sound core, got one with an internal error: close, open again");
  });
}

int32_t fail_with_exception(sivo_error** err) noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    if (err != nullptr) *err = spare_of(SIVO_ENOMEM);
    return SIVO_ENOMEM;
  } catch (const AssertFailure& failure) {
    return fail_with(err, Status::kInternal, "", [&] { return describe(failure); });
  } catch (const std::exception& failure) {
    return fail_with(err, Status::kInternal, "",
                     [&] { return "expected no exception, got " + std::string(failure.what()); });
  } catch (...) {
    return fail_with(err, Status::kInternal, "",
                     [] { return std::string("expected no exception, got an unknown one"); });
  }
}

}  // namespace sivo::capi

using namespace sivo::capi;

const char* sivo_status_name(int32_t status) {
  if (status > SIVO_OK || status < kStatusLast) return "SIVO_E?";
  return sivo::status_name(static_cast<sivo::Status>(status)).data();
}

uint32_t sivo_version(void) {
  return SIVO_VERSION_MAJOR << 16 | SIVO_VERSION_MINOR << 8 | SIVO_VERSION_PATCH;
}
const char* sivo_version_text(void) { return SIVO_VERSION; }

int32_t sivo_error_status(const sivo_error* err) { return is_live(err) ? err->status : SIVO_OK; }
const char* sivo_error_message(const sivo_error* err) { return is_live(err) ? err->message : ""; }
const char* sivo_error_path(const sivo_error* err) { return is_live(err) ? err->path : ""; }

void sivo_error_free(sivo_error* err) {
  if (!is_live(err) || is_spare(err)) return;
  static_cast<volatile Magic&>(err->magic) = Magic::kFreed;
  std::unique_ptr<OwnedError>(static_cast<OwnedError*>(err)).reset();
}
