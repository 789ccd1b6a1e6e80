#include <algorithm>

#include "capi/argument.hpp"
#include "capi/barrier.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

// Makes a job of the core in *out from what `start`, a lambda that takes the core::Core and returns
// Result<std::unique_ptr<Job>>, gives.
template <class Start>
int32_t start_job(sivo_core* core, sivo_job** out, sivo_error** err, Start&& start) noexcept {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto handle = std::make_unique<sivo_job>();
    core->jobs.reserve(core->jobs.size() + 1);
    Result<std::unique_ptr<core::Job>> started = start(engine);
    if (!started) return started.take_error();
    handle->job = std::move(*started);
    handle->core = core;
    core->jobs.push_back(handle.get());
    *out = handle.release();
    return {};
  });
}

Error no_longer_there() {
  return Error{
      Status::kState, "expected a job that goes on, got one that broke or lost its core", {}};
}

// Runs `work`, a lambda that takes the core::Job, in the turn of the job's core when it has one. A
// job that an exception went through is over: nobody knows what it had done.
template <class Work>
int32_t on_job(sivo_job* handle, sivo_error** err, Work&& work) noexcept {
  if (!is_live(handle)) return refuse_handle(err, "job");
  const auto run = [&]() -> Result<void> {
    if (handle->job == nullptr) return no_longer_there();
    auto job = std::move(handle->job);
    Result<void> done = work(*job);
    handle->job = std::move(job);
    return done;
  };
  if (handle->core == nullptr) return guarded(err, run);
  return on_core(handle->core, err, [&](core::Core&) { return run(); });
}

}  // namespace

int32_t sivo_backup(sivo_core* core, const char* path, sivo_job** out, sivo_error** err) {
  return start_job(core, out, err, [&](core::Core& engine) -> Result<std::unique_ptr<core::Job>> {
    auto file = path_argument(path, "path");
    if (!file) return file.take_error();
    return engine.backup(*file);
  });
}

int32_t sivo_verify(sivo_core* core, sivo_job** out, sivo_error** err) {
  return start_job(core, out, err, [](core::Core& engine) { return engine.verify(); });
}

int32_t sivo_replay(const char* trace, const char* database, sivo_job** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return guarded(err, [&]() -> Result<void> {
    auto from = path_argument(trace, "trace");
    if (!from) return from.take_error();
    std::string into;
    if (database != nullptr) {
      auto file = path_argument(database, "database");
      if (!file) return file.take_error();
      into = std::move(*file);
    }
    auto handle = std::make_unique<sivo_job>();
    auto started = core::replay(*from, into);
    if (!started) return started.take_error();
    handle->job = std::move(*started);
    *out = handle.release();
    return {};
  });
}

int32_t sivo_job_step(sivo_job* job, int64_t* done, int64_t* total, sivo_error** err) {
  return on_job(job, err, [&](core::Job& work) -> Result<void> {
    auto progress = work.step();
    if (!progress) return progress.take_error();
    if (done != nullptr) *done = progress->done;
    if (total != nullptr) *total = progress->total;
    return {};
  });
}

int32_t sivo_job_report(sivo_job* job, sivo_record** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_job(job, err, [&](core::Job& work) -> Result<void> {
    auto handle = std::make_unique<sivo_record>();
    auto report = work.report();
    if (!report) return report.take_error();
    handle->record.emplace(std::move(*report));
    *out = handle.release();
    return {};
  });
}

void sivo_job_free(sivo_job* job) {
  if (!is_live(job)) return;
  if (sivo_core* core = job->core) {
    // As in sivo_close: a thread inside the core may be inside this job.
    const Turn turn(*core);
    if (!turn) return;
    std::erase(core->jobs, job);
    std::unique_ptr<sivo_job>(job).reset();
    return;
  }
  std::unique_ptr<sivo_job>(job).reset();
}
