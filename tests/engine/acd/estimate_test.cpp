#include "center.hpp"
#include "engine_access.hpp"

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
  void pass(Micros time) {
    center.run(time);
    center.engine.advance(center.now);  // the engine knows what time it is
  }
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

TEST_CASE("those ahead who leave shorten the estimate by the share they have, oneself not") {
  Desk desk(3, 60 * kSecond);
  const auto share = [&] { return desk.center.engine.queue(desk.queue).memory.abandon_per_mille; };
  desk.center.leave(desk.center.join(desk.queue, 1));
  CHECK(share() == 125);
  CHECK(desk.next() == 20 * kSecond);  // nobody is ahead
  const CallerRef ahead = desk.center.join(desk.queue, 2);
  CHECK(desk.next() == 37'500 * kMillisecond);
  desk.center.engine.hold_off(ahead, kNever, desk.center.now);
  desk.center.engine.end_call(desk.center.agents[0], 0, desk.center.now);
  desk.center.engine.hold_off(ahead, desk.center.now, desk.center.now);
  desk.center.serve(desk.center.agents[0]);
  CHECK(share() == 109);
  for (uint64_t tag = 0; tag < 100; ++tag) desk.center.leave(desk.center.join(desk.queue, 9));
  CHECK(share() == 1'000);
  for (uint64_t tag = 0; tag < 9; ++tag) desk.center.join(desk.queue, 10);
  CHECK(desk.next() == 20 * kSecond);  // until the next call ends, whoever is ahead
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
    REQUIRE(desk.center.engine.queue(desk.queue).memory.abandon_per_mille == 125);
    CHECK(desk.of(second) == (agents == 2 ? 30 * kSecond : 2 * kSecond));
    CHECK(desk.of(third) == (agents == 2 ? kMinute : 3'750 * kMillisecond));
  }
}

TEST_CASE("callbacks that rest or rested at the head say nothing about the line") {
  Desk desk(1, kMinute);
  JoinRequest request;
  request.is_guaranteed = true;
  uint64_t tag = 0;
  for (const Micros rest : {kHour, 3 * kHour}) {
    const CallerRef callback = desk.center.join(desk.queue, ++tag, request);
    desk.center.engine.hold_off(callback, desk.center.now + rest, desk.center.now);
  }
  desk.center.run(2 * kHour);
  CHECK(desk.next() == 3 * kMinute);
  const CallerRef caller = desk.center.join(desk.queue, ++tag);
  desk.pass(10 * kMinute);
  CHECK(desk.of(caller) == 10 * kMinute);  // the first who only waited: from place 3
  CHECK(desk.next() == 10 * kMinute * 4 / 3);
}

TEST_CASE("a head of so many callbacks that nobody behind them is looked for measures nothing") {
  for (const int callbacks : {31, 32}) {
    CAPTURE(callbacks);
    Desk desk(1, kSecond);
    for (int i = 0; i < callbacks; ++i) {
      const CallerRef callback = desk.center.join(desk.queue, 1);
      desk.center.engine.hold_off(callback, kNever, desk.center.now);
    }
    const CallerRef caller = desk.center.join(desk.queue, 2);
    desk.pass(kHour);
    CHECK(desk.of(caller) == (callbacks == 31 ? kHour : 33 * kSecond));
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

TEST_CASE("in a large queue who may serve is counted exactly, and the sharing by some of them") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const QueueRef other = center.queue(Strategy::kLongestIdle);
  constexpr uint32_t kAgents = 200;
  for (uint32_t i = 0; i < kAgents; ++i) {
    AgentConfig config{id_of(static_cast<uint8_t>(i))};
    if (i == 77) config.skills = {{7, 1}};
    const AgentRef agent = center.engine.add_agent(config);
    center.agents.push_back(agent);
    center.engine.set_member(queue, agent, {}, center.now);
    if (i % 2 == 0) center.engine.set_member(other, agent, {}, center.now);
    center.engine.begin_call(agent, center.now);
    center.engine.login(agent, center.now);
  }
  center.engine.count_handled(queue, 600 * kSecond);
  const auto next = [&] { return center.engine.estimated_wait(queue, 0); };
  CHECK(next() == 3 * kSecond);
  SUBCASE("one of 200 has the skill") {
    JoinRequest rare;
    rare.required = {{7, 1}};
    const CallerRef caller = center.join(queue, 1, rare);
    CHECK(center.engine.estimated_wait(caller) == 600 * kSecond);
    center.pause(center.agents[77]);  // during its call: at the end of it
    CHECK(center.engine.estimated_wait(caller) == 600 * kSecond);
    center.end_call(center.agents[77]);
    CHECK(center.engine.estimated_wait(caller) < 0);
    center.ready(center.agents[77]);
    CHECK(center.engine.estimated_wait(caller) == 0);
    center.begin_call(center.agents[77]);
    CHECK(center.engine.estimated_wait(caller) == 600 * kSecond);
    center.engine.update_agent(center.agents[77], {id_of(77)}, center.now);
    CHECK(center.engine.estimated_wait(caller) < 0);
    center.engine.update_agent(center.agents[5], {id_of(5), {{7, 3}}}, center.now);
    CHECK(center.engine.estimated_wait(caller) == 600 * kSecond);
    center.engine.remove_member(queue, center.agents[5], center.now);
    CHECK(center.engine.estimated_wait(caller) < 0);
  }
  SUBCASE("half of them have another queue with callers") {
    center.join(other, 1);
    CHECK(next() > 3 * kSecond);
    CHECK(next() <= 5 * kSecond);  // exactly 600 s / (100 + 100 / 2) = 4 s
    JoinRequest rare;
    rare.required = {{7, 1}};
    CHECK(center.engine.estimated_wait(center.join(queue, 2, rare)) > 600 * kSecond);
  }
}

TEST_CASE("callers beyond the table of demands know who may serve them, too") {
  Desk desk(2, kMinute);
  EngineTestAccess::impl(desk.center.engine).demands_max = 1;
  const auto demanding = [&](uint32_t skill) {
    JoinRequest request;
    request.required = {{skill, 1}};
    return desk.center.join(desk.queue, skill, request);
  };
  desk.center.engine.update_agent(desk.center.agents[0], {id_of(1), {{1, 1}, {2, 1}}},
                                  desk.center.now);
  CHECK(desk.of(demanding(1)) == kMinute);
  const CallerRef beyond = demanding(2);
  CHECK(desk.of(beyond) == 2 * kMinute);
  CHECK(desk.of(demanding(3)) < 0);
  desk.center.end_call(desk.center.agents[0]);
  CHECK(desk.center.rung_by(desk.center.agents[0]) == 1);
  desk.center.engine.update_agent(desk.center.agents[1], {id_of(2), {{2, 1}}}, desk.center.now);
  CHECK(desk.of(beyond) == kMinute);
}

TEST_CASE("the next caller's estimate looks at the queue's own demand, also when nobody waits") {
  QueueConfig config;
  config.required = {{4, 2}};
  Desk desk(2, kMinute, config);
  CHECK(desk.next() < 0);
  desk.center.engine.update_agent(desk.center.agents[0], {id_of(1), {{4, 2}}}, desk.center.now);
  CHECK(desk.next() == kMinute);
  desk.center.end_call(desk.center.agents[1]);
  CHECK(desk.next() == kMinute);
  desk.center.end_call(desk.center.agents[0]);
  CHECK(desk.next() == 0);
}
