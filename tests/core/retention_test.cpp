#include "core/retention.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "core/day.hpp"
#include "schema/audit_log.hpp"
#include "schema/reports.hpp"
#include "store/connection.hpp"

namespace sivo::test {
namespace {

constexpr Micros kTick = 6 * kHour;

// The agent comes or goes: two commits a day that leave an event each.
void tick(Site& site, int count) {
  for (int i = 0; i < count; ++i) {
    site.now += kTick;
    if (i % 2 == 0) {
      site.login(0);
      continue;
    }
    AgentLogout out;
    out.tenant_id = site.tenant;
    out.user_id = site.agents[0];
    REQUIRE(site.tell(out).ok());
  }
}

Micros oldest_event(Site& site) {
  const auto events = every<Event>(*site.core, site.tenant);
  return events.empty() ? kNever : events.front().created_at;
}

// Lets the agent go the whole way of `count` events within one hour.
void crowd(Site& site, int count) {
  for (int i = 0; i < count / 2; ++i) {
    site.login(0);
    AgentLogout out;
    out.tenant_id = site.tenant;
    out.user_id = site.agents[0];
    REQUIRE(site.tell(out).ok());
  }
}

bool is_whole(Core& core) {
  auto job = core.verify();
  REQUIRE(job.ok());
  for (;;) {
    const auto progress = (*job)->step();
    REQUIRE_MESSAGE(progress.ok(), (progress.ok() ? "" : progress.error().message));
    if (progress->done == progress->total) break;
  }
  return (*job)->report()->as<VerifyReport>().is_ok;
}

TEST_CASE("polled events go after thirty days, not a day earlier, and younger ones stay") {
  Site site;
  site.furnish(1);
  const Micros begin = site.now;
  tick(site, 4 * 30);
  const Micros first = oldest_event(site);
  CHECK(first <= begin + kTick);
  tick(site, 4);
  CHECK(oldest_event(site) > first);
  tick(site, 4 * 10);
  CHECK(oldest_event(site) >= site.now - core::kEventsKept - core::kRetentionEvery - kTick);
  CHECK(oldest_event(site) < site.now - core::kEventsKept + 2 * kTick);
  CHECK(is_whole(*site.core));
}

TEST_CASE("events that nobody polled are kept for ever") {
  Site site;
  site.furnish(1);
  AgentLogin in;
  in.tenant_id = site.tenant;
  in.user_id = site.agents[0];
  REQUIRE(site.core->step(Record(in), site.now).ok());
  const size_t kept = every<Event>(*site.core, site.tenant).size();
  AgentLogout out;
  out.tenant_id = site.tenant;
  out.user_id = site.agents[0];
  for (int i = 0; i < 40; ++i) {
    site.now += kDay;
    REQUIRE(site.core->step(i % 2 == 0 ? Record(out) : Record(in), site.now).ok());
  }
  CHECK(every<Event>(*site.core, site.tenant).size() >= kept + 40);
  site.drain();
  tick(site, 2);
  CHECK(oldest_event(site) > site.now - core::kEventsKept - 2 * kDay);
}

TEST_CASE("audit rows are kept as long as the plan says") {
  for (const auto& [plan, days] : {std::pair{"starter", 30}, {"pro", 365}, {"enterprise", 2557}}) {
    CAPTURE(plan);
    Site site;
    site.furnish(1);
    auto change =
        schema::parse_record(schema::table_of<Tenant>(), R"({"id":")" + to_text(site.tenant) +
                                                             R"(","plan":")" + plan + R"("})");
    REQUIRE(change.ok());
    REQUIRE(site.core->update(*change, site.now).ok());
    const size_t rows = site.rows<AuditLog>().size();
    REQUIRE(rows > 5);
    site.now += days * kDay - kTick;
    tick(site, 1);
    CHECK(site.rows<AuditLog>().size() == rows);
    tick(site, 2);
    CHECK(site.rows<AuditLog>().empty());
    site.create<Queue>(R"("name":"later")");
    CHECK(site.rows<AuditLog>().front().sequence == static_cast<int64_t>(rows) + 1);
    CHECK(is_whole(*site.core));
  }
}

TEST_CASE("what is due goes in portions, commit by commit, without waiting for the next hour") {
  Site site;
  site.furnish(1);
  const auto portion = static_cast<size_t>(core::kRetentionRowsMax);
  crowd(site, static_cast<int>(2 * portion + 50));
  const size_t before = every<Event>(*site.core, site.tenant).size();
  site.now += core::kEventsKept + kDay;
  std::vector<size_t> gone;
  size_t left = before;
  for (int i = 0; i < 4; ++i) {
    crowd(site, 2);  // two commits, with an event each
    const size_t now = every<Event>(*site.core, site.tenant).size();
    gone.push_back(left + 2 - now);
    left = now;
  }
  CHECK(gone[0] == 2 * portion);
  CHECK(gone[1] >= 50);
  CHECK(gone[1] < portion * 2);
  CHECK(gone[3] == 0);
}

TEST_CASE("more tenants than a commit looks at all have their turn") {
  Site site;
  site.furnish(1);
  std::vector<Id> tenants;
  const Id first = site.tenant;
  for (int i = 0; i < core::kRetentionTenantsMax + 5; ++i) {
    site.tenant = Id{};
    tenants.push_back(site.create<Tenant>(R"("slug":"t)" + std::to_string(i) + R"(","name":"T")"));
  }
  site.tenant = first;
  site.now += 31 * kDay;
  crowd(site, 4);
  for (const Id& tenant : tenants) CHECK(every<AuditLog>(*site.core, tenant).empty());
}

TEST_CASE("an audit chain with a gap stays as it is, and the calls go on") {
  ScratchFile file("gap");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  const size_t rows = site.rows<AuditLog>().size();
  {
    auto other = store::Connection::open(file.path(), store::OpenMode::kReadWrite, {});
    REQUIRE(other.ok());
    REQUIRE((*other)->execute("DELETE FROM audit_log WHERE sequence=1", "tamper").ok());
  }
  site.now += 40 * kDay;
  site.login(0);
  CHECK(site.rows<AuditLog>().size() == rows - 1);
  CHECK(site.rows<User>().front().status == UserStatus::kAvailable);
  CHECK_FALSE(is_whole(*site.core));
}

TEST_CASE("forty days with a trace replay equal, whatever the host had polled") {
  ScratchFile file("retention");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  crowd(site, 10);
  tick(site, 4 * 20);
  AgentLogin in;
  in.tenant_id = site.tenant;
  in.user_id = site.agents[0];
  REQUIRE(site.core->step(Record(in), site.now).ok());  // not polled when the trace begins
  REQUIRE(site.core->trace_start(file.path("days.trace")).ok());
  const size_t before = every<Event>(*site.core, site.tenant).size();
  for (int day = 0; day < 40; ++day) {
    AgentPause pause;
    pause.tenant_id = site.tenant;
    pause.user_id = site.agents[0];
    AgentReady back;
    back.tenant_id = site.tenant;
    back.user_id = site.agents[0];
    site.now += 12 * kHour;
    REQUIRE(site.core->step(Record(pause), site.now).ok());
    if (day == 3) site.drain();  // a host that stops polling: what it has not seen stays
    site.now += 12 * kHour;
    REQUIRE(site.core->step(Record(back), site.now).ok());
  }
  CHECK(every<Event>(*site.core, site.tenant).size() < before + 80);
  CHECK(oldest_event(site) < site.now - core::kEventsKept - 5 * kDay);
  REQUIRE(site.core->trace_stop().ok());
  auto job = core::replay(file.path("days.trace"), "");
  REQUIRE(job.ok());
  while (!(*job)->report().ok()) REQUIRE((*job)->step().ok());
  const auto report = (*job)->report()->as<ReplayReport>();
  CHECK_MESSAGE(report.is_equal, report.problem.value_or(""));
  CHECK(report.is_complete);
}

// The child is killed by itself after `commits` commits of a round.
void run_and_kill(const core::OpenOptions& options, const Site& of, Micros now, int commits) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto opened = Core::open(options);
    if (!opened) _exit(2);
    for (int i = 0; i < commits; ++i) {
      AgentLogin in;
      in.tenant_id = of.tenant;
      in.user_id = of.agents[0];
      AgentLogout out;
      out.tenant_id = of.tenant;
      out.user_id = of.agents[0];
      if (!(*opened)->step(i % 2 == 0 ? Record(in) : Record(out), now).ok()) _exit(3);
    }
    (void)kill(getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
}

TEST_CASE("a process killed in the middle of a round goes on with it, and the chain proves") {
  for (const int commits : {0, 1, 2, 3}) {
    CAPTURE(commits);
    ScratchFile file("retention_kill");
    const auto options = file.options(core::Durability::kNormal, 7);
    auto site = std::make_unique<Site>(options);
    site->furnish(1);
    crowd(*site, static_cast<int>(2 * core::kRetentionRowsMax));
    const Micros later = site->now + 31 * kDay;
    site->core.reset();
    run_and_kill(options, *site, later, commits);
    auto opened = Core::open(options);
    REQUIRE(opened.ok());
    site->core = *std::move(opened);
    CHECK(is_whole(*site->core));
    site->now = later;
    site->drain();
    crowd(*site, 8);
    CHECK(oldest_event(*site) >= later);
    CHECK(site->rows<AuditLog>().empty());
    CHECK(is_whole(*site->core));
  }
}

}  // namespace
}  // namespace sivo::test
