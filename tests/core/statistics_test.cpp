#include "schema/statistics.hpp"

#include "core/day.hpp"

namespace sivo::test {
namespace {

template <class S>
S read(Site& site, const Id& id, int32_t minutes, Micros at) {
  auto report = site.core->statistics({site.tenant, id, minutes, at});
  REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().message));
  REQUIRE(report->kind() == schema::table_of<S>().kind);
  return report->template as<S>();
}

// Everything that can be read of the day, as text.
std::string all_of_the_day(Site& site, const VirtualHost::World& world) {
  std::string out;
  for (const int32_t minutes : {1440, 60, 15}) {
    const auto add = [&](const Id& id) {
      for (Micros at = kMorning; at <= site.now; at += minutes * kMinute) {
        auto report = site.core->statistics({site.tenant, id, minutes, at});
        REQUIRE(report.ok());
        out += schema::render_record(*report) + "\n";
      }
    };
    add(site.tenant);
    for (const Id& id : world.queues) add(id);
    for (const Id& id : site.agents) add(id);
  }
  return out;
}

void reopen(Site& site, const ScratchFile& file) {
  site.core.reset();
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = site.now;
  auto opened = Core::open(options);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  site.core = *std::move(opened);
}

void run(Site& site, VirtualHost& host, int steps) {
  for (int i = 0; i < steps; ++i) {
    site.wait(host.pause());
    (void)site.core->step(host.next(false), site.now);
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
  }
}

}  // namespace

TEST_CASE("statistics counted step by step equal those counted from the records") {
  const ScratchFile file("statistics");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  const auto world = furnish_widely(site);
  VirtualHost host(world, 11);
  (void)read<TenantStatistics>(site, site.tenant, 60, site.now);  // counting begins
  for (int part = 0; part < 4; ++part) {
    run(site, host, 250);
    const std::string counted = all_of_the_day(site, world);
    reopen(site, file);  // with calls in progress: what is there now comes from the records
    CHECK(all_of_the_day(site, world) == counted);
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
  }
  const auto day = read<TenantStatistics>(site, site.tenant, 1440, site.now);
  CHECK(day.answered > 0);
  CHECK(day.abandoned > 0);
  CHECK(day.offered == day.answered + day.abandoned + day.timed_out + day.exited_key +
                           day.overflowed + day.moved + day.no_agent);
  CHECK(day.handled > 0);
  CHECK(day.missed > 0);
}

TEST_CASE("a call answered within the threshold counts at its answer, the handling at its end") {
  Site site;
  site.furnish(1, R"(,"wrap_up_time":5,"service_level_threshold_sec":20)");
  site.login(0);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  const Id leg = site.last<Dial>().leg_id;
  site.by_leg<LegRinging>(leg);
  site.wait(20 * kSecond);
  site.by_leg<LegAnswered>(leg);
  auto queue = read<QueueStatistics>(site, site.queue, 15, site.now);
  CHECK(queue.offered == 0);  // rang out at its ring timeout, 20 s
  CHECK(queue.waiting == 1);
  CHECK(queue.longest_wait_ms == 20'000);
  site.wait(6 * kSecond);  // the delay after a missed offer
  const Id second = site.last<Dial>().leg_id;
  CHECK(second != leg);
  site.by_leg<LegAnswered>(second);
  queue = read<QueueStatistics>(site, site.queue, 15, site.now);
  CHECK(queue.answered == 1);
  CHECK(queue.answered_in_sl == 0);
  CHECK(queue.missed == 1);
  CHECK(queue.handled == 0);
  CHECK(queue.asa_ms == 26'000);
  site.wait(30 * kSecond);
  site.by_channel<CallHangup>("one");
  site.wait(5 * kSecond);
  queue = read<QueueStatistics>(site, site.queue, 15, site.now);
  CHECK(queue.handled == 1);
  CHECK(queue.talk_ms == 30'000);
  CHECK(queue.acw_ms == 5'000);
  CHECK(queue.aht_ms == 35'000);
  CHECK(queue.service_level == 0.0);
  const auto agent = read<AgentStatistics>(site, site.agents[0], 1440, site.now);
  CHECK(agent.handled == 1);
  CHECK(agent.missed == 1);
  CHECK(agent.on_call_ms == 30'000);
  CHECK(agent.wrap_up_ms == 5'000);
  CHECK(agent.status == UserStatus::kAvailable);
}

TEST_CASE("an interval in which nothing happened has counters of 0 and no ratios") {
  Site site;
  site.furnish(1);
  const auto hour = read<QueueStatistics>(site, site.queue, 60, site.now);
  CHECK(hour.offered == 0);
  CHECK(!hour.service_level);
  CHECK(!hour.asa_ms);
  CHECK(!hour.abandonment_pct);
  CHECK(hour.until - hour.from == kHour);
}

TEST_CASE("what cannot be read is refused by name") {
  Site site;
  site.furnish(1);
  const auto minutes = site.core->statistics({site.tenant, site.queue, 17, site.now});
  REQUIRE(!minutes.ok());
  CHECK(minutes.error().path == "minutes");
  CHECK(minutes.error().message == "expected 15, 30, 60 or 1440, got 17");
  const auto other = site.core->statistics({site.tenant, site.trunk, 15, site.now});
  REQUIRE(!other.ok());
  CHECK(other.error().status == Status::kNotFound);
  const auto nobody = site.core->view(schema::table_of<QueueView>(), site.queue, site.now);
  REQUIRE(!nobody.ok());
  CHECK(nobody.error().path == "tenant");
}

TEST_CASE("the live views show who waits and who works, also to one who only looks") {
  const ScratchFile file("views");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(2);
  site.login(0);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  site.call("two");
  site.by_channel<CallAnswered>("two");
  site.wait(3 * kSecond);
  const auto check = [&](Core& core) {
    auto queues = core.view(schema::table_of<QueueView>(), site.tenant, site.now);
    REQUIRE(queues.ok());
    REQUIRE(queues->size() == 1);
    const auto& queue = queues->front().as<QueueView>();
    CHECK(queue.name == "sales");
    CHECK(queue.waiting == 1);
    CHECK(queue.longest_wait_ms == 3'000);
    CHECK(queue.logged_in == 1);
    CHECK(queue.on_call == 1);
    CHECK(queue.available == 0);
    CHECK(queue.answered == 1);
    auto agents = core.view(schema::table_of<AgentView>(), site.tenant, site.now);
    REQUIRE(agents.ok());
    REQUIRE(agents->size() == 2);
    const auto& agent = agents->front().as<AgentView>();
    CHECK(agent.status == UserStatus::kOnCall);
    CHECK(agent.call_id.has_value());
    CHECK(agent.queue_id == site.queue);
    CHECK(agents->back().as<AgentView>().status == UserStatus::kLoggedOut);
  };
  check(*site.core);
  options.is_read_only = true;
  options.now = site.now;
  auto viewer = Core::open(options);
  REQUIRE_MESSAGE(viewer.ok(), (viewer.ok() ? "" : viewer.error().message));
  check(**viewer);
}

}  // namespace sivo::test
