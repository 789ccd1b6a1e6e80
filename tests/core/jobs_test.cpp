#include "core/day.hpp"
#include "schema/reports.hpp"
#include "store/connection.hpp"

namespace sivo::test {
namespace {

template <class Between>
int run(core::Job& job, const Between& between) {
  core::Job::Progress last;
  last.total = 0;
  for (int steps = 1; steps < 1'000; ++steps) {
    const auto progress = job.step();
    REQUIRE_MESSAGE(progress.ok(), (progress.ok() ? "" : progress.error().message));
    CHECK(progress->done >= last.done);
    CHECK(progress->total >= last.total);
    last = *progress;
    if (last.done == last.total) return steps;
    between();
  }
  FAIL("no end");
  return 0;
}

TEST_CASE("a file is proved in many steps while calls come in") {
  ScratchFile file("verify");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  auto job = site.core->verify();
  REQUIRE(job.ok());
  CHECK((*job)->report().error().status == Status::kState);
  int calls = 0;
  const int steps = run(**job, [&] {
    const std::string channel = "c" + std::to_string(++calls);
    site.call(channel);
    site.by_channel<CallHangup>(channel);
    site.create<Queue>(R"("name":"q)" + std::to_string(calls) + "\"");
  });
  CHECK(steps > 30);
  const auto report = (*job)->report()->as<VerifyReport>();
  CHECK_MESSAGE(report.is_ok, report.problem.value_or(""));
  CHECK(report.tenants == 1);
  CHECK(report.audit_rows > 10);
}

TEST_CASE("a copy is made and checked in steps while calls come in") {
  ScratchFile file("backup");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  auto job = site.core->backup(file.path("copy.sivo"));
  REQUIRE(job.ok());
  CHECK((*job)->report().error().status == Status::kState);
  int calls = 0;
  const int steps = run(**job, [&] {
    site.call("c" + std::to_string(++calls));
    CHECK(!std::filesystem::exists(file.path("copy.sivo")));
  });
  CHECK(steps > 10);
  const auto report = (*job)->report()->as<BackupReport>();
  CHECK(report.size_bytes ==
        static_cast<int64_t>(std::filesystem::file_size(file.path("copy.sivo"))));
  CHECK(report.pages * 4'096 == report.size_bytes);
  auto options = file.options(core::Durability::kNone, 7);
  options.path = file.path("copy.sivo");
  CHECK(Core::open(options).ok());
}

TEST_CASE("a job's step inside a group with changes is refused, and taken after it") {
  ScratchFile file("group");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  auto check = site.core->verify();
  auto copy = site.core->backup(file.path("copy.sivo"));
  REQUIRE(check.ok());
  REQUIRE(copy.ok());
  REQUIRE(site.core->begin().ok());
  site.create<Queue>(R"("name":"other")");
  CHECK((*check)->step().error().status == Status::kState);
  CHECK((*copy)->step().error().status == Status::kState);
  REQUIRE(site.core->commit().ok());
  run(**check, [] {});
  run(**copy, [] {});
  CHECK((*check)->report()->as<VerifyReport>().is_ok);
}

TEST_CASE("the first thing found wrong is told with its area") {
  ScratchFile file("damage");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  auto other = store::Connection::open(file.path(), store::OpenMode::kReadWrite, {});
  REQUIRE(other.ok());
  REQUIRE((*other)->execute("UPDATE audit_log SET resource_type='x' WHERE sequence=2", "x").ok());
  auto job = site.core->verify();
  run(**job, [] {});
  const auto report = (*job)->report()->as<VerifyReport>();
  CHECK_FALSE(report.is_ok);
  CHECK(report.problem->starts_with("audit: "));
}

}  // namespace
}  // namespace sivo::test
