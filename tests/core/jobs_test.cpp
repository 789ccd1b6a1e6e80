#include "core/day.hpp"
#include "schema/audit_log.hpp"
#include "schema/configuration.hpp"
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

TEST_CASE("a keyed file proves with its key only, and tells who removed a tenant") {
  ScratchFile file("keyed");
  core::OpenOptions options = file.options(core::Durability::kNone, 7);
  options.master_key.emplace().fill(0x5a);
  const auto verified = [&]() {
    options.is_read_only = true;
    auto core = Core::open(options);
    REQUIRE_MESSAGE(core.ok(), (core.ok() ? "" : core.error().message));
    auto job = (*core)->verify();
    run(**job, [] {});
    return (*job)->report()->as<VerifyReport>();
  };
  {
    Site site(options);
    site.furnish(1);
    Actor actor;
    actor.user_id = site.agents[0];
    actor.ip = "192.0.2.7";
    const Record record(actor);
    REQUIRE(site.core->act_as(&record).ok());
    const schema::Table& table = schema::table_of<Tenant>();
    REQUIRE(site.core->remove(table, site.tenant, site.tenant, true, site.now).ok());
    const auto report = verified();
    CHECK(report.is_ok);
    CHECK(report.is_signed);
    CHECK(report.removed_tenants == R"([{"tenant_id":")" + to_text(site.tenant) +
                                        R"(","slug":"acme","name":"Acme","removed_at":")" +
                                        format_time(site.now) + R"(","user_id":")" +
                                        to_text(site.agents[0]) +
                                        R"(","ip":"192.0.2.7","user_agent":null}])");
  }
  options.master_key.reset();
  const auto report = verified();
  CHECK_FALSE(report.is_ok);
  CHECK_FALSE(report.is_signed);
  CHECK(report.problem == "audit: the signatures were not checked, the master key was not given");
}

TEST_CASE("renaming a tenant shows in the audit log of its configuration too") {
  Site site;
  site.furnish(1);
  auto row = schema::parse_record(
      schema::table_of<Tenant>(),
      R"({"id":")" + to_text(site.tenant) + R"(","slug":"other","sip_domain":"other.example"})");
  REQUIRE(row.ok());
  REQUIRE(site.core->update(*row, site.now).ok());
  const AuditLog last = site.rows<AuditLog>().back();
  CHECK(last.resource_type == "configuration");
  CHECK(last.action == AuditAction::kUpdate);
  CHECK(last.diff.find("other.example") != std::string::npos);
  const auto configuration = site.rows<Configuration>().front();
  CHECK(configuration.tenant_slug == "other");
  CHECK(configuration.version == 2);
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
