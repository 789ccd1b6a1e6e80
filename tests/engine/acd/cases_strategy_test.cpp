#include "center.hpp"

// Numbered cases of spec/acd.md section 5: order of callers and agents. Those not here are beside
// what they test (ready_test, callers_test, agents_test).
using namespace sivo;
using namespace sivo::acd;

TEST_CASE("case 51: agents idle since the same instant go by tier, level, id, and always so") {
  for (int run = 0; run < 3; ++run) {
    Center center;
    const QueueRef queue = center.queue(Strategy::kLongestIdle);
    const AgentRef high = center.agent_on_duty(queue, {2, 1});
    const AgentRef second = center.agent_on_duty(queue, {1, 2});
    const AgentRef third = center.agent_on_duty(queue, {1, 2});
    const AgentRef first = center.agent_on_duty(queue, {1, 1});
    for (uint64_t tag = 1; tag <= 4; ++tag) center.join(queue, tag);
    CHECK(center.rung_by(first) == 1);
    CHECK(center.rung_by(second) == 2);
    CHECK(center.rung_by(third) == 3);
    CHECK(center.rung_by(high) == 4);
  }
}

TEST_CASE("case 54: the agent that frees goes to the oldest who may have it, not the one at hand") {
  Center center;
  QueueConfig config;
  config.no_answer_delay_us = kSecond;
  const QueueRef queue = center.queue(Strategy::kTopDown, config);
  const AgentRef busy = center.agent_on_duty(queue);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(busy);
  center.join(queue, 1);
  center.run(2 * kSecond);
  center.join(queue, 9);
  center.run(18 * kSecond);  // the first one's offer is missed; nobody is free for the ninth
  REQUIRE(center.state(agent).misses == 1);
  center.end_call(busy);
  CHECK(center.rung_by(busy) == 1);
  center.run(kSecond);
  CHECK(center.rung_by(agent) == 9);
}

TEST_CASE("case 80: after two offers of one instant the pointer is at the later one") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRoundRobin);
  for (int i = 0; i < 3; ++i) center.agent_on_duty(queue);
  const CallerRef first = center.join(queue, 1);
  const CallerRef second = center.join(queue, 2);
  REQUIRE(center.rung_by(center.agents[1]) == 2);
  center.leave(second);
  center.leave(first);  // ending in the other order does not matter
  CHECK(center.engine.queue(queue).memory.last_offered.front().agent == id_of(2));
  center.join(queue, 3);
  CHECK(center.rung_by(center.agents[2]) == 3);
}

TEST_CASE("case 86: in round-robin tier 1 goes first although tier 2 was offered last") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRoundRobin);
  const AgentRef first = center.agent_on_duty(queue, {1, 1});
  const AgentRef second = center.agent_on_duty(queue, {1, 2});
  const AgentRef backup = center.agent_on_duty(queue, {2, 1});
  center.begin_call(first);
  center.begin_call(second);
  center.leave(center.join(queue, 1));
  REQUIRE(center.engine.queue(queue).memory.last_offered.front().tier == 2);
  center.end_call(second);
  center.end_call(first);
  center.join(queue, 2);
  CHECK(center.rung_by(first) == 2);
  CHECK_FALSE(center.rings(backup));
}

TEST_CASE("case 74: a place that is held off keeps its turn and is offered to nobody until then") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  JoinRequest request;
  request.is_guaranteed = true;
  const CallerRef callback = center.join(queue, 1, request);
  center.run(kSecond);
  const CallerRef live = center.join(queue, 2);
  center.engine.hold_off(callback, center.now + kMinute, center.now);
  center.check();
  CHECK(center.engine.position(callback) == 1);
  center.end_call(agent);
  CHECK(center.rung_by(agent) == 2);
  center.leave(live);
  CHECK_FALSE(center.rings(agent));
  center.run(kMinute - 1);
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("case 75: of many that are due each free agent gets one, in line with the others") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent(queue);
  const AgentRef second = center.agent(queue);
  JoinRequest request;
  request.is_guaranteed = true;
  center.join(queue, 1, request);
  center.run(kSecond);
  center.join(queue, 2);
  center.run(kSecond);
  for (uint64_t tag = 3; tag < 10; ++tag) center.join(queue, tag, request);
  center.login(first);
  center.login(second);
  CHECK(center.rung_by(first) == 1);
  CHECK(center.rung_by(second) == 2);  // the live caller is not starved
  CHECK(count(center.take(), Output::Type::kOfferCreated) == 2);
}
