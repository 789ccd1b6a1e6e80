#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

TEST_CASE("case 53: the older caller goes first, also over two queues of one agent") {
  Center center;
  const QueueRef sales = center.queue(Strategy::kLongestIdle);
  const QueueRef support = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(sales);
  center.engine.set_member(support, agent, {}, center.now);
  center.join(support, 1);
  center.run(5 * kMillisecond);
  center.join(sales, 2);
  center.join(sales, 3);
  center.login(agent);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("candidates of a freed agent: priority, then weight, then joined, then sequence") {
  Center center;
  QueueConfig config;
  const QueueRef light = center.queue(Strategy::kLongestIdle, config);
  config.weight = 2;
  const QueueRef heavy = center.queue(Strategy::kRingAll, config);
  const AgentRef agent = center.agent(light);
  center.engine.set_member(heavy, agent, {}, center.now);
  JoinRequest urgent;
  urgent.priority = 1;
  JoinRequest kept;
  kept.joined = center.now - kMinute;
  const std::vector<CallerRef> expected{center.join(light, 1, urgent), center.join(heavy, 2, kept),
                                        center.join(heavy, 3), center.join(light, 4, kept),
                                        center.join(light, 5)};
  for (size_t i = 0; i < expected.size(); ++i) {
    i == 0 ? center.login(agent) : center.end_call(agent);
    CHECK(center.rung_by(agent) == i + 1);
    center.leave(expected[i]);
    center.begin_call(agent);
  }
}

TEST_CASE("case 26: one agent in two queues has one offer; the other caller gets the next agent") {
  Center center;
  const QueueRef sales = center.queue(Strategy::kLongestIdle);
  const QueueRef support = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent(sales);
  center.engine.set_member(support, first, {}, center.now);
  const AgentRef second = center.agent(support);
  center.join(sales, 1);
  center.join(support, 2);
  center.login(first);
  CHECK(center.rung_by(first) == 1);
  center.login(second);
  CHECK(center.rung_by(second) == 2);
}

TEST_CASE(
    "case 28: when the offer of one queue ends, the other queue may offer the agent at once") {
  Center center;
  const QueueRef sales = center.queue(Strategy::kLongestIdle);
  QueueConfig config;
  config.weight = 2;
  const QueueRef support = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(sales);
  center.engine.set_member(support, agent, {}, center.now);
  const CallerRef caller = center.join(sales, 1);
  center.join(support, 2);
  REQUIRE(center.rung_by(agent) == 1);
  SUBCASE("the caller leaves") { center.leave(caller); }
  SUBCASE("the host fails") { center.fail(agent, OfferState::kHostError); }
  SUBCASE("the leg is cancelled") { center.fail(agent, OfferState::kCancelled); }
  SUBCASE("the agent drops before the bridge") {
    center.answer(agent);
    center.end_call(agent);
  }
  SUBCASE("nobody answers: once the agent's delay is over") {
    center.run(20 * kSecond);
    CHECK_FALSE(center.rings(agent));
    center.run(5 * kSecond);
  }
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("case 57: without a max wait nobody times out; a caller's own replaces the queue's") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const CallerRef caller = center.join(queue, 1);
  JoinRequest request;
  request.max_wait_us = 3 * kHour;
  center.join(queue, 2, request);
  CHECK(center.engine.deadline() == center.now + 3 * kHour);
  center.run(9 * kHour);
  CHECK(center.engine.position(caller) == 1);
  const auto outputs = center.take();
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].tag == 2);
  CHECK(outputs[0].leave_reason == LeaveReason::kTimeout);
}

TEST_CASE("case 58: a max wait lowered below the wait ends it at once, except a caller's own") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  JoinRequest own;
  own.max_wait_us = kHour;
  center.join(queue, 1);
  center.join(queue, 2, own);
  center.run(30 * kSecond);
  center.join(queue, 3);
  config.max_wait_us = 30 * kSecond;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  const auto outputs = center.take();
  REQUIRE(count(outputs, Output::Type::kCallerLeft) == 1);
  CHECK(outputs[0].tag == 1);
  CHECK(center.engine.queue(queue).waiting == 2);
  CHECK(center.engine.deadline() == center.now + 30 * kSecond);
}

TEST_CASE("case 60: the line is full at its maximum, not below; zero is no limit") {
  Center center;
  QueueConfig config;
  config.max_length = 2;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.join(queue, 1);
  CHECK(center.engine.join(queue, {}, center.now).result == JoinResult::kJoined);
  const Engine::Joined refused = center.engine.join(queue, {}, center.now);
  CHECK(refused.result == JoinResult::kFull);
  CHECK(refused.caller == CallerRef{kNoRef});
  CHECK(center.engine.outputs().empty());
  config.max_length = 0;
  center.engine.update_queue(queue, config, center.now);
  CHECK(center.engine.join(queue, {}, center.now).result == JoinResult::kJoined);
}

TEST_CASE("join_empty: no refuses when all are logged out, strict also when all are paused") {
  for (const EmptyRule rule : {EmptyRule::kYes, EmptyRule::kNo, EmptyRule::kStrict}) {
    CAPTURE(static_cast<int>(rule));
    Center center;
    QueueConfig config;
    config.join_empty = rule;
    const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
    const AgentRef agent = center.agent(queue);
    const auto joins = [&] {
      return center.engine.join(queue, {}, center.now).result == JoinResult::kJoined;
    };
    CHECK(joins() == (rule == EmptyRule::kYes));
    center.login(agent);
    CHECK(joins());
    center.pause(agent);
    CHECK(joins() == (rule != EmptyRule::kStrict));
  }
}

TEST_CASE("case 61: the last agent pauses: strict callers leave after the grace, others stay") {
  for (const EmptyRule rule : {EmptyRule::kYes, EmptyRule::kNo, EmptyRule::kStrict}) {
    CAPTURE(static_cast<int>(rule));
    Center center;
    QueueConfig config;
    config.leave_when_empty = rule;
    config.empty_grace_us = 5 * kSecond;
    const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
    const AgentRef agent = center.agent_on_duty(queue);
    center.join(queue, 1);
    center.join(queue, 2);
    center.pause(agent);
    center.take();
    center.run(5 * kSecond - 1);
    CHECK(center.take().empty());
    center.run(1);
    const auto outputs = center.take();
    CHECK(count(outputs, Output::Type::kCallerLeft) == (rule == EmptyRule::kStrict ? 2 : 0));
    if (rule == EmptyRule::kStrict) CHECK(outputs[0].leave_reason == LeaveReason::kNoAgents);
  }
}

TEST_CASE("case 61: without a grace callers leave in the call that empties the queue") {
  Center center;
  QueueConfig config;
  config.leave_when_empty = EmptyRule::kNo;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.take();
  center.logout(agent);
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kCancelled) == 1);
  CHECK(outputs.back().leave_reason == LeaveReason::kNoAgents);
}

TEST_CASE("case 62: an agent that comes within the grace keeps the callers") {
  Center center;
  QueueConfig config;
  config.leave_when_empty = EmptyRule::kNo;
  config.empty_grace_us = 5 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent(queue);
  center.join(queue, 1);
  center.run(4'900 * kMillisecond);
  center.login(agent);
  CHECK(center.rung_by(agent) == 1);
  center.run(kSecond);
  CHECK(center.engine.queue(queue).waiting == 1);
}

TEST_CASE("a caller that joins an empty queue has a grace of its own") {
  Center center;
  QueueConfig config;
  config.leave_when_empty = EmptyRule::kNo;
  config.empty_grace_us = 5 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.join(queue, 1);
  center.run(2 * kSecond);
  center.join(queue, 2);
  center.run(3 * kSecond);
  CHECK(center.take().size() == 1);
  center.run(2 * kSecond - 1);
  CHECK(center.take().empty());
  center.run(1);
  CHECK(center.take().size() == 1);
}

TEST_CASE("case 66: a priority raised while another rings changes the order for the next") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef first = center.join(queue, 1);
  const CallerRef second = center.join(queue, 2);
  const CallerRef third = center.join(queue, 3);
  center.engine.set_priority(third, 5, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
  CHECK(center.engine.position(third) == 1);
  CHECK(center.engine.position(first) == 2);
  center.leave(first);
  CHECK(center.rung_by(agent) == 3);
  CHECK(center.engine.position(second) == 2);
}

TEST_CASE("case 68: a moved caller keeps its wait when joined says so") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const CallerRef waiting = center.join(queue, 1);
  JoinRequest moved;
  moved.joined = center.now - kMinute;
  const CallerRef kept = center.join(queue, 2, moved);
  CHECK(center.engine.position(kept) == 1);
  CHECK(center.engine.position(waiting) == 2);
  moved.joined = center.now + kMinute;  // nobody waits from the future on
  CHECK(center.engine.caller(center.join(queue, 3, moved)).joined == center.now);
}

TEST_CASE("waiting counts callers in line, connecting ones not") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  CHECK(center.engine.queue(queue).waiting == 1);
  center.answer(agent);
  CHECK(center.engine.queue(queue).waiting == 0);
  center.engine.connect_failed(caller, center.now);
  CHECK(center.engine.queue(queue).waiting == 1);
}

TEST_CASE("hold_off cancels what rings, in every strategy, and the agent is free at once") {
  for (const Strategy strategy : {Strategy::kRingAll, Strategy::kTopDown}) {
    CAPTURE(static_cast<int>(strategy));
    Center center;
    const QueueRef queue = center.queue(strategy);
    const AgentRef agent = center.agent_on_duty(queue);
    const CallerRef held = center.join(queue, 1);
    center.run(kSecond);
    center.join(queue, 2);
    center.engine.hold_off(held, center.now + kMinute, center.now);
    center.check();
    CHECK(center.rung_by(agent) == 2);
    CHECK(center.state(agent).misses == 0);
    CHECK(center.engine.position(held) == 1);
    CHECK(center.engine.caller(held).not_before == center.now + kMinute);
  }
}

TEST_CASE("hold_off while connecting gives the place back without a failure") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  for (int attempt = 0; attempt < 3; ++attempt) {
    REQUIRE(center.answer(agent));
    center.take();
    center.engine.hold_off(caller, center.now + kMinute, center.now);
    center.check();
    CHECK(count(center.take(), OfferState::kCancelled) == 1);
    CHECK(center.status(agent) == AgentStatus::kAvailable);
    CHECK(center.engine.caller(caller).setup_failures == 0);
    CHECK(center.engine.caller(caller).tried.empty());
    CHECK(center.engine.position(caller) == 1);
    center.run(kMinute - 1);
    CHECK_FALSE(center.rings(agent));
    center.run(1);
    CHECK(center.rung_by(agent) == 1);
  }
}

TEST_CASE("a hold that is taken back or over lets the caller be offered again") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.engine.hold_off(caller, kNever, center.now);
  center.check();
  CHECK(center.engine.deadline() == kNever);
  center.engine.hold_off(caller, center.now, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("callers of a removed queue leave in the order they came, guaranteed ones too") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  JoinRequest guaranteed;
  guaranteed.is_guaranteed = true;
  guaranteed.priority = 5;
  center.join(queue, 1);
  center.join(queue, 2, guaranteed);
  center.join(queue, 3);
  center.engine.remove_queue(queue, center.now);
  center.check();
  std::vector<uint64_t> tags;
  for (const Output& output : center.take()) tags.push_back(output.tag);
  CHECK(tags == std::vector<uint64_t>{1, 2, 3});
}
