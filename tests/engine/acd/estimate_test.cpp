#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

// A queue whose calls take `handle_us`, with so many agents, all on calls of their own.
struct Desk {
  Center center;
  QueueRef queue;
  Desk(int agents, Micros handle_us, QueueConfig config = {}) {
    queue = center.queue(Strategy::kLongestIdle, config);
    for (int i = 0; i < agents; ++i) center.begin_call(center.agent_on_duty(queue));
    if (handle_us > 0) center.engine.count_handled(queue, handle_us);
  }
  Micros of(CallerRef caller) const { return center.engine.estimated_wait(caller); }
  Micros next(int32_t priority = 0) const { return center.engine.estimated_wait(queue, priority); }
};

}  // namespace

TEST_CASE("position times handling time over agents, for callers in line and the next one") {
  Desk desk(4, 200 * kSecond);
  const CallerRef first = desk.center.join(desk.queue, 1);
  const CallerRef second = desk.center.join(desk.queue, 2);
  CHECK(desk.of(first) == 50 * kSecond);
  CHECK(desk.of(second) == 100 * kSecond);
  CHECK(desk.next() == 150 * kSecond);
  CHECK(desk.next(1) == 50 * kSecond);
  CHECK(desk.next(-1) == 150 * kSecond);
}

TEST_CASE("the handling time follows what is counted, by an eighth, and reaches a steady value") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const auto handle_us = [&] { return center.engine.queue(queue).memory.handle_us; };
  center.engine.count_handled(queue, 80);
  CHECK(handle_us() == 80);
  center.engine.count_handled(queue, 160);
  CHECK(handle_us() == 90);
  center.engine.count_handled(queue, 10);
  CHECK(handle_us() == 80);
  CHECK(center.engine.changed_queues().size() == 1);
  for (int i = 0; i < 60; ++i) center.engine.count_handled(queue, 10);
  CHECK(handle_us() == 10);
  for (int i = 0; i < 60; ++i) center.engine.count_handled(queue, 100);
  CHECK(handle_us() == 100);
  for (int i = 0; i < 300; ++i) center.engine.count_handled(queue, 9 * kDay);
  CHECK(handle_us() == kDay);  // one forgotten call does not spoil the figure for good
}

TEST_CASE("an agent counts by the number of its queues that have callers") {
  Desk desk(3, 60 * kSecond);
  const QueueRef other = desk.center.queue(Strategy::kLongestIdle);
  for (const AgentRef agent : desk.center.agents) {
    desk.center.engine.set_member(other, agent, {}, desk.center.now);
  }
  CHECK(desk.next() == 20 * kSecond);
  desk.center.join(other, 1);
  CHECK(desk.next() == 40 * kSecond);
}

TEST_CASE("no agent that may serve, or nothing handled yet: unknown") {
  Desk desk(2, 0);
  CHECK(desk.next() < 0);
  desk.center.engine.count_handled(desk.queue, kMinute);
  CHECK(desk.next() == 30 * kSecond);
  JoinRequest request;
  request.required = {{7, 1}};
  CHECK(desk.of(desk.center.join(desk.queue, 1, request)) < 0);
  for (const AgentRef agent : desk.center.agents) desk.center.end_call(agent);
  desk.center.pause(desk.center.agents[0]);
  CHECK(desk.next() == 0);
  desk.center.logout(desk.center.agents[1]);
  CHECK(desk.next() < 0);
}

TEST_CASE("zero when an agent is free, rings or has answered") {
  Desk desk(1, kMinute);
  const AgentRef agent = desk.center.agents[0];
  desk.center.end_call(agent);
  CHECK(desk.next() == 0);
  const CallerRef caller = desk.center.join(desk.queue, 1);
  REQUIRE(desk.center.rings(agent));
  CHECK(desk.of(caller) == 0);
  CHECK(desk.next() == 2 * kMinute);
  desk.center.answer(agent);
  CHECK(desk.of(caller) == 0);
}

TEST_CASE("an idle agent of a tier that is not open yet is not free") {
  QueueConfig config;
  config.tier_wait_us = kHour;
  Desk desk(1, kMinute, config);
  desk.center.agent_on_duty(desk.queue, {2, 1});
  CHECK(desk.next() == 30 * kSecond);
}

TEST_CASE("callers who leave shorten the estimate by the share they have") {
  Desk desk(3, 60 * kSecond);
  const auto share = [&] { return desk.center.engine.queue(desk.queue).memory.abandon_per_mille; };
  desk.center.leave(desk.center.join(desk.queue, 1));
  CHECK(share() == 125);
  CHECK(desk.next() == 17'500 * kMillisecond);
  desk.center.engine.end_call(desk.center.agents[0], 0, desk.center.now);
  desk.center.join(desk.queue, 2);
  desk.center.serve(desk.center.agents[0]);
  CHECK(share() == 109);
  for (uint64_t tag = 0; tag < 100; ++tag) desk.center.leave(desk.center.join(desk.queue, 9));
  CHECK(share() == 1'000);
  CHECK(desk.next() == 0);
}

TEST_CASE("a caller who is timed out counts as one who left, one who was served does not") {
  QueueConfig config;
  config.max_wait_us = kSecond;
  Desk desk(1, kMinute, config);
  const auto share = [&] { return desk.center.engine.queue(desk.queue).memory.abandon_per_mille; };
  desk.center.join(desk.queue, 1);
  desk.center.run(kSecond);
  CHECK(share() == 125);
  const CallerRef caller = desk.center.join(desk.queue, 2);
  desk.center.engine.leave(caller, LeaveReason::kServed, desk.center.now);
  CHECK(share() == 109);
}

TEST_CASE("with few agents the way of the head of the line is the lower bound") {
  for (const int agents : {2, 3}) {
    CAPTURE(agents);
    Desk desk(agents, 6 * kSecond);
    const CallerRef first = desk.center.join(desk.queue, 1);
    const CallerRef second = desk.center.join(desk.queue, 2);
    const CallerRef third = desk.center.join(desk.queue, 3);
    desk.center.run(kMinute);
    desk.center.leave(first);  // the second came to the front in a minute, from place 2
    const Micros plain = desk.center.engine.queue(desk.queue).memory.abandon_per_mille == 125
                             ? 6 * kSecond / agents * 875 / 1'000
                             : 0;
    CHECK(desk.of(second) == (agents == 2 ? 30 * kSecond : plain));
    CHECK(desk.of(third) == (agents == 2 ? kMinute : 2 * plain));
  }
}

TEST_CASE("a wait brought along from elsewhere is no measure of this line") {
  Desk desk(1, 6 * kSecond);
  JoinRequest kept;
  kept.joined = desk.center.now - kMinute;
  CHECK(desk.of(desk.center.join(desk.queue, 1, kept)) == 6 * kSecond);
}

TEST_CASE("a caller held off waits at least so long") {
  Desk desk(1, 6 * kSecond);
  const CallerRef caller = desk.center.join(desk.queue, 1);
  desk.center.engine.hold_off(caller, desk.center.now + kMinute, desk.center.now);
  CHECK(desk.of(caller) == kMinute);
}

TEST_CASE("an estimate has an end: extreme figures do not overflow") {
  Desk desk(1, kDay);
  for (uint64_t tag = 1; tag <= 400; ++tag) {
    desk.center.engine.join(desk.queue, {.tag = tag}, desk.center.now);
  }
  CHECK(desk.next() == 365 * kDay);
  CHECK(desk.next(INT32_MAX) == kDay);
}
