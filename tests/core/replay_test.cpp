#include <fstream>

#include "core/day.hpp"
#include "schema/reports.hpp"
#include "store/fault_vfs.hpp"

namespace sivo::test {
namespace {

// A trace of one call.
struct Recorded {
  ScratchFile file{"replay"};
  std::string trace = file.path("call.trace");
  std::string copy = file.path("copy.sivo");
  Id tenant;

  Recorded() {
    Site site;
    site.furnish(1);
    tenant = site.tenant;
    REQUIRE(site.core->trace_start(trace).ok());
    site.call("c1");
    site.by_channel<CallHangup>("c1");
    REQUIRE(site.core->trace_stop().ok());
  }
  std::unique_ptr<core::Job> start(const std::string& database) const {
    auto job = core::replay(trace, database);
    REQUIRE_MESSAGE(job.ok(), (job.ok() ? "" : job.error().message));
    return *std::move(job);
  }
};

// The first error on the way to the end, or none.
std::optional<Error> run(core::Job& job) {
  core::Job::Progress last;
  last.total = 0;
  for (int i = 0; i < 1'000; ++i) {
    const auto progress = job.step();
    if (!progress) return progress.error();
    CHECK(progress->done >= last.done);
    CHECK(progress->total >= last.total);
    last = *progress;
    if (last.done == last.total) return std::nullopt;
  }
  FAIL("no end");
  return std::nullopt;
}

TEST_CASE("a replay saves the database it rebuilt, after comparing, and says so at the end only") {
  const Recorded day;
  const auto job = day.start(day.copy);
  CHECK(job->report().error().status == Status::kState);
  CHECK(!run(*job));
  const auto report = job->report();
  REQUIRE(report.ok());
  CHECK(report->as<ReplayReport>().is_equal);
  auto options = Site::memory();
  options.path = day.copy;
  auto opened = Core::open(options);
  REQUIRE(opened.ok());
  CHECK(every<Call>(**opened, day.tenant).size() == 1);
}

TEST_CASE("a database that cannot be saved is no end, at any write, and the next step saves it") {
  const Recorded day;
  bool has_failed = true;
  int failures = 0;
  for (int64_t at = 1; has_failed && at < 500; at += 7) {
    CAPTURE(at);
    const auto job = day.start(day.copy);
    {
      const store::test::FaultByDefault faults;
      store::test::fault_plan() = {.fail_at = at};
      const auto error = run(*job);
      has_failed = store::test::fault_plan().has_failed;
      if (error) {
        ++failures;
        CHECK(job->report().error().status == Status::kState);
        CHECK(!std::filesystem::exists(day.copy));
      }
      store::test::fault_plan() = {};
      CHECK(!run(*job));
    }
    CHECK(std::filesystem::exists(day.copy));
    CHECK(job->report()->as<ReplayReport>().is_equal);
    std::filesystem::remove(day.copy);
  }
  CHECK(!has_failed);
  CHECK(failures > 3);
}

TEST_CASE("a name that is taken keeps the replay unfinished until it is free") {
  const Recorded day;
  std::ofstream(day.copy) << "precious";
  const auto job = day.start(day.copy);
  CHECK(run(*job)->status == Status::kExists);
  CHECK(run(*job)->status == Status::kExists);
  CHECK(job->report().error().status == Status::kState);
  std::filesystem::remove(day.copy);
  CHECK(!run(*job));
  CHECK(job->report().ok());
}

}  // namespace
}  // namespace sivo::test
