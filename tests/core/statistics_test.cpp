#include "schema/statistics.hpp"

#include "core/counted.hpp"
#include "schema/pause_reason.hpp"

namespace sivo::test {

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

TEST_CASE("configuration that changes at midday: counted live is counted from the records") {
  const ScratchFile file("statistics_midday");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  const auto world = furnish_widely(site);
  VirtualHost host(world, 13);
  (void)read<TenantStatistics>(site, site.tenant, 60, site.now);
  const auto check = [&](const char* changed) {
    CAPTURE(changed);
    const std::string counted = all_of_the_day(site, world);
    reopen(site, file);
    CHECK(all_of_the_day(site, world) == counted);
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
    run(site, host, 120);
  };
  run(site, host, 250);
  change<Queue>(site, site.queue, R"("service_level_threshold_sec":2,"short_abandon_sec":60)");
  check("thresholds");
  change<Queue>(site, site.queue,
                R"("service_level_definition":"ignore_abandoned",)"
                R"("service_level_excludes_short_abandons":true)");
  change<Queue>(site, world.queues[1], R"("service_level_includes_flow_outs":true)");
  check("the service level");
  change<Configuration>(site, site.tenant, R"("tenant.timezone":"Asia/Kathmandu")");
  check("the zone");
  REQUIRE(site.core->remove(schema::table_of<Queue>(), site.tenant, world.queues[1], true, site.now)
              .ok());
  site.drain();
  check("a queue that is gone");
  REQUIRE(site.core->remove(schema::table_of<User>(), site.tenant, site.agents[4], true, site.now)
              .ok());
  site.drain();
  check("an agent who is gone");
  check("nothing more");
}

TEST_CASE("a visit stays what it was when the queue's limits change") {
  const ScratchFile file("statistics_limits");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1);
  (void)read<QueueStatistics>(site, site.queue, 1440, site.now);
  site.call("short");
  site.by_channel<CallAnswered>("short");
  site.wait(3 * kSecond);
  site.by_channel<CallHangup>("short");
  site.call("one");
  site.by_channel<CallAnswered>("one");
  site.wait(10 * kSecond);
  site.login(0);
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  change<Queue>(site, site.queue, R"("service_level_threshold_sec":5,"short_abandon_sec":0)");
  for (int i = 0; i < 2; ++i) {
    const auto day = read<QueueStatistics>(site, site.queue, 1440, site.now);
    CHECK(day.answered_in_sl == 1);
    CHECK(day.short_abandoned == 1);
    reopen(site, file);
  }
}

TEST_CASE("case 103: by option short abandons and flow-outs change the level, not the counters") {
  Site site;
  site.furnish(1, R"(,"max_wait_time":60)");
  const auto leave_after = [&](const std::string& channel, Micros wait) {
    site.call(channel);
    site.by_channel<CallAnswered>(channel);
    site.wait(wait);
    if (wait < kMinute) site.by_channel<CallHangup>(channel);
  };
  leave_after("short", 2 * kSecond);
  leave_after("timeout", kMinute + kSecond);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  site.login(0);
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  const auto level = [&] {
    const auto day = read<QueueStatistics>(site, site.queue, 1440, site.now);
    CHECK(day.offered == 3);
    CHECK(day.short_abandoned == 1);
    CHECK(day.timed_out == 1);
    return day.service_level;
  };
  CHECK(level() == 50.0);  // as without the options
  change<Queue>(site, site.queue, R"("service_level_excludes_short_abandons":true)");
  CHECK(level() == 100.0);
  change<Queue>(site, site.queue, R"("service_level_includes_flow_outs":true)");
  CHECK(level() == 50.0);
}

TEST_CASE("a queue that is removed stays in the tenant's numbers") {
  const ScratchFile file("statistics_removed");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1);
  (void)read<TenantStatistics>(site, site.tenant, 1440, site.now);
  for (const char* channel : {"gone", "waits"}) {
    site.call(channel);
    site.by_channel<CallAnswered>(channel);
  }
  site.wait(30 * kSecond);
  site.by_channel<CallHangup>("gone");
  REQUIRE(
      site.core->remove(schema::table_of<Queue>(), site.tenant, site.queue, true, site.now).ok());
  for (int i = 0; i < 2; ++i) {
    const auto day = read<TenantStatistics>(site, site.tenant, 1440, site.now);
    CHECK(day.abandoned == 1);
    CHECK(day.moved == 1);
    CHECK(day.offered == 2);
    CHECK(day.wait_max_ms == 30'000);
    reopen(site, file);
  }
}

TEST_CASE("a pause counts by what its reason was then") {
  const ScratchFile file("statistics_pause");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1);
  (void)read<AgentStatistics>(site, site.agents[0], 1440, site.now);
  const Id reason = site.create<PauseReason>(R"("name":"training","is_productive":true)");
  site.login(0);
  const auto pause_for = [&](Micros time) {
    AgentPause pause;
    pause.tenant_id = site.tenant;
    pause.user_id = site.agents[0];
    pause.pause_reason_id = reason;
    REQUIRE(site.tell(pause).ok());
    site.wait(time);
    AgentReady ready;
    ready.tenant_id = site.tenant;
    ready.user_id = site.agents[0];
    REQUIRE(site.tell(ready).ok());
  };
  pause_for(10 * kMinute);
  change<PauseReason>(site, reason, R"("is_productive":false)");
  pause_for(5 * kMinute);
  for (int i = 0; i < 2; ++i) {
    const auto day = read<AgentStatistics>(site, site.agents[0], 1440, site.now);
    CHECK(day.paused_ms == 900'000);
    CHECK(day.productive_pause_ms == 600'000);
    reopen(site, file);
  }
}

TEST_CASE("a call that waited for five days counts on the day it was answered") {
  const ScratchFile file("statistics_long");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1, R"(,"wrap_up_time":0)");
  (void)read<QueueStatistics>(site, site.queue, 1440, site.now);
  site.call("patient");
  site.by_channel<CallAnswered>("patient");
  site.wait(5 * kDay);
  site.login(0);
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  site.wait(kMinute);
  site.by_channel<CallHangup>("patient");
  for (int i = 0; i < 2; ++i) {
    const auto day = read<QueueStatistics>(site, site.queue, 1440, site.now);
    CHECK(day.answered == 1);
    CHECK(day.asa_ms == 5 * kDay / kMillisecond);
    CHECK(day.handled == 1);
    reopen(site, file);
  }
}

TEST_CASE("the latest day is kept when nothing happens for ten more") {
  const ScratchFile file("statistics_idle");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  site.wait(10 * kSecond);
  site.by_channel<CallHangup>("one");
  (void)read<QueueStatistics>(site, site.queue, 1440, site.now);
  site.wait(10 * kDay);
  for (int i = 0; i < 2; ++i) {
    CHECK(read<QueueStatistics>(site, site.queue, 1440, kMorning).abandoned == 1);
    CHECK(read<QueueStatistics>(site, site.queue, 1440, site.now).abandoned == 0);
    reopen(site, file);
  }
}

TEST_CASE("what a rolled back group did is in no statistics") {
  Site site;
  site.furnish(0);
  (void)read<QueueStatistics>(site, site.queue, 1440, site.now);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  REQUIRE(site.core->begin().ok());
  site.by_channel<CallHangup>("one");
  CHECK(read<QueueStatistics>(site, site.queue, 1440, site.now).abandoned == 1);
  REQUIRE(
      site.core->remove(schema::table_of<IvrFlow>(), site.tenant, site.flow, true, site.now).ok());
  REQUIRE(site.core->rollback().ok());
  CHECK(read<QueueStatistics>(site, site.queue, 1440, site.now).abandoned == 0);
  CHECK(read<QueueStatistics>(site, site.queue, 1440, site.now).waiting == 1);
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
