#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "base/result.hpp"
#include "capi/handle.hpp"

// The one exception barrier: every exported function that can fail runs its work in here.
namespace sivo::capi {

// Set *err, when err is not NULL, and give back the status. They never fail: when there is no
// memory for the error object, *err is one that was there before, with the same status.
int32_t succeed(sivo_error** err) noexcept;
int32_t fail(sivo_error** err, Error error) noexcept;
// `parameter` is null, or of another type than documented.
int32_t refuse_handle(sivo_error** err, const char* parameter) noexcept;
// Inside a catch block: SIVO_ENOMEM for bad_alloc, SIVO_EINTERNAL for everything else.
int32_t fail_with_exception(sivo_error** err) noexcept;
int32_t refuse_thread(sivo_error** err) noexcept;
int32_t refuse_poisoned(sivo_error** err) noexcept;

// Runs `work`, a lambda that returns Result<void>.
template <class Work>
int32_t guarded(sivo_error** err, Work&& work) noexcept {
  try {
    Result<void> done = std::forward<Work>(work)();
    return done ? succeed(err) : fail(err, done.take_error());
  } catch (...) {
    return fail_with_exception(err);
  }
}

// One thread at a time inside a core; the second one is turned away.
class Turn {
 public:
  explicit Turn(const sivo_core& core)
      : is_busy_(core.is_busy), is_mine_(!is_busy_.exchange(true, std::memory_order_acquire)) {}
  ~Turn() {
    if (is_mine_) is_busy_.store(false, std::memory_order_release);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  explicit operator bool() const { return is_mine_; }

 private:
  std::atomic<bool>& is_busy_;
  bool is_mine_;
};

// Runs `work`, a lambda that takes the core::Core and returns Result<void>, as the only one inside.
// Out of memory rolls the core back to its last commit; a broken invariant poisons it.
template <class Work>
int32_t on_core(sivo_core* core, sivo_error** err, Work&& work) noexcept {
  if (!is_live(core)) return refuse_handle(err, "core");
  const Turn turn(*core);
  if (!turn) return refuse_thread(err);
  if (core->is_poisoned) return refuse_poisoned(err);
  try {
    Result<void> done = std::forward<Work>(work)(*core->core);
    if (done) return succeed(err);
    core->is_poisoned = done.error().status == Status::kInternal;
    if (core->is_poisoned || done.error().status == Status::kNoMemory) {
      core->core->abandon(core->is_poisoned);
    }
    return fail(err, done.take_error());
  } catch (...) {
    const int32_t status = fail_with_exception(err);
    core->is_poisoned = status != SIVO_ENOMEM;
    core->core->abandon(core->is_poisoned);
    return status;
  }
}

// The same for work that returns Result<Record>, which becomes the caller's in *out. The handle is
// made before the work, so that what the work did is not lost for want of memory.
template <class Work>
int32_t record_from_core(sivo_core* core, sivo_record** out, sivo_error** err,
                         Work&& work) noexcept {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto handle = std::make_unique<sivo_record>();
    Result<schema::Record> made = std::forward<Work>(work)(engine);
    if (!made) return made.take_error();
    handle->record.emplace(std::move(*made));
    *out = handle.release();
    return {};
  });
}

}  // namespace sivo::capi
