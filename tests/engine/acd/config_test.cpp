#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

TEST_CASE("case 90: callers of a removed queue leave with a reason and its agents are free") {
  Center center;
  const QueueRef doomed = center.queue(Strategy::kLongestIdle);
  const QueueRef other = center.queue(Strategy::kLongestIdle);
  const AgentRef ringing = center.agent_on_duty(doomed);
  const AgentRef connecting = center.agent_on_duty(doomed);
  center.engine.set_member(other, ringing, {}, center.now);
  center.join(doomed, 1);
  center.join(doomed, 2);
  center.join(doomed, 3);
  center.answer(connecting);
  center.join(other, 4);
  center.take();
  center.engine.remove_queue(doomed, center.now);
  center.check();
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kCancelled) == 2);
  CHECK(count(outputs, Output::Type::kCallerLeft) == 3);
  for (const Output& output : outputs) {
    if (output.type != Output::Type::kCallerLeft) continue;
    CHECK(output.leave_reason == LeaveReason::kQueueRemoved);
  }
  CHECK(center.rung_by(ringing) == 4);
  CHECK(center.status(connecting) == AgentStatus::kAvailable);
}

TEST_CASE("case 91: a reload keeps places, states and the ring deadline") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  const CallerRef second = center.join(queue, 2);
  const Micros deadline = center.engine.deadline();
  center.take();
  config.ring_us = 90 * kSecond;
  config.strategy = Strategy::kTopDown;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.take().empty());
  CHECK(center.engine.position(second) == 2);
  CHECK(center.rung_by(agent) == 1);
  CHECK(center.engine.deadline() == deadline);
}

TEST_CASE("a queue that becomes ring-all rings the idle agents for the caller that rings already") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  center.join(queue, 1);
  config.strategy = Strategy::kRingAll;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.rung_by(second) == 1);
}

TEST_CASE(
    "case 92: a member removed while it rings for the queue: cancelled, no miss, next at once") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const QueueRef other = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  center.engine.set_member(other, first, {}, center.now);
  center.join(queue, 1);
  SUBCASE("from this queue") {
    center.engine.remove_member(queue, first, center.now);
    center.check();
    CHECK_FALSE(center.rings(first));
    CHECK(center.state(first).misses == 0);
    CHECK(center.rung_by(second) == 1);
  }
  SUBCASE("from another queue it rings on") {
    center.engine.remove_member(other, first, center.now);
    CHECK(center.rung_by(first) == 1);
  }
}

TEST_CASE("case 93: an agent removed while talking ends its call silently") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  SUBCASE("connected") { center.serve(agent); }
  SUBCASE("connecting, then connected") {
    center.answer(agent);
    center.engine.remove_agent(agent, center.now);
    center.engine.connected(caller, center.now);
    center.check();
  }
  const bool is_removed = center.engine.queue(queue).logged_in == 0;
  if (!is_removed) center.engine.remove_agent(agent, center.now);
  center.check();
  center.take();
  center.end_call(agent);
  CHECK(center.take().empty());
  CHECK(center.engine.deadline() == kNever);
  CHECK(center.agent(queue) == agent);  // the slot is free again
}

TEST_CASE("an agent removed while connecting gives the caller back when that fails") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.answer(agent);
  center.engine.remove_agent(agent, center.now);
  center.engine.connect_failed(caller, center.now);
  center.check();
  CHECK(center.engine.position(caller) == 1);
}

TEST_CASE("an agent removed while ringing: cancelled and the next one rings") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.engine.remove_agent(first, center.now);
  center.check();
  CHECK(center.rung_by(second) == 1);
  CHECK(center.engine.changed_agents().size() == 1);
}

TEST_CASE("case 107: a member added while callers wait is offered at once") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const QueueRef other = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(other);
  center.join(queue, 1);
  center.engine.set_member(queue, agent, {}, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("a member moved to a lower tier serves at once; an offer that rings goes on") {
  Center center;
  QueueConfig config;
  config.tier_wait_us = kHour;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef busy = center.agent_on_duty(queue, {1, 1});
  const AgentRef backup = center.agent_on_duty(queue, {2, 1});
  center.begin_call(busy);
  center.join(queue, 1);
  CHECK_FALSE(center.rings(backup));
  center.engine.set_member(queue, backup, {1, 5}, center.now);
  center.check();
  CHECK(center.rung_by(backup) == 1);
  center.engine.set_member(queue, backup, {4, 5}, center.now);
  center.check();
  CHECK(center.rung_by(backup) == 1);
}

TEST_CASE(
    "a member that moves to a new tier just as a skill relaxes is not offered during a call") {
  Center center;
  QueueConfig config;
  config.preferred = {{1, 2}};
  config.skill_relax_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.engine.add_agent({id_of(1), {{1, 1}}});
  center.engine.set_member(queue, agent, {1, 1}, center.now);
  center.login(agent);
  center.join(queue, 1);
  CHECK_FALSE(center.rings(agent));
  center.now += 10 * kSecond;  // the level of 1 is a new demand from now on, which it meets
  center.engine.set_member(queue, agent, {2, 1}, center.now);
  center.check();
  center.run(0);
  REQUIRE(center.rung_by(agent) == 1);
  center.serve(agent);
  JoinRequest kept;
  kept.joined = center.now - 10 * kSecond;
  center.join(queue, 2, kept);
  CHECK(center.status(agent) == AgentStatus::kOnCall);
  CHECK_FALSE(center.rings(agent));
}

TEST_CASE("who comes in the place of a deleted agent has not been tried by anybody") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef deleted = center.agent_on_duty(queue);
  const AgentRef other = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  SUBCASE("deleted while it is idle") { center.fail(deleted, OfferState::kRejected); }
  SUBCASE("deleted while its call is being connected, which fails") {
    center.answer(deleted);
    center.engine.remove_agent(deleted, center.now);
    center.engine.connect_failed(caller, center.now);
  }
  if (!center.engine.caller(caller).tried.empty()) {
    center.engine.remove_agent(deleted, center.now);
  }
  center.check();
  REQUIRE(center.rung_by(other) == 1);
  CHECK(center.engine.caller(caller).tried.empty());
  const AgentRef late = center.agent_on_duty(queue);
  REQUIRE(late == deleted);  // its slot
  CHECK(center.rung_by(late) == 1);
}

TEST_CASE("case 89: a strategy or a rule that does not exist is refused") {
  Engine engine(1);
  QueueConfig config;
  SUBCASE("strategy") { config.strategy = static_cast<Strategy>(6); }
  SUBCASE("who may join an empty queue") { config.join_empty = static_cast<EmptyRule>(3); }
  SUBCASE("who may stay in one") { config.leave_when_empty = static_cast<EmptyRule>(3); }
  CHECK_THROWS_AS(engine.add_queue(config), AssertFailure);
  const QueueRef queue = engine.add_queue({});
  CHECK_THROWS_AS(engine.update_queue(queue, config, 1), AssertFailure);
}

TEST_CASE("a negative time is refused, never taken for another") {
  Engine engine(1);
  for (Micros QueueConfig::*const time :
       {&QueueConfig::ring_us, &QueueConfig::max_wait_us, &QueueConfig::wrap_up_us,
        &QueueConfig::empty_grace_us, &QueueConfig::tier_wait_us, &QueueConfig::reject_delay_us,
        &QueueConfig::busy_delay_us, &QueueConfig::no_answer_delay_us,
        &QueueConfig::unreachable_delay_us, &QueueConfig::skill_relax_us, &QueueConfig::overflow_us,
        &QueueConfig::fewest_calls_window_us}) {
    QueueConfig config;
    config.*time = -1;
    CHECK_THROWS_AS(engine.add_queue(config), AssertFailure);
    config.*time = 1;
    CHECK_NOTHROW(engine.add_queue(config));
  }
  AgentConfig config{id_of(1)};
  config.wrap_up_us = config.max_no_answer = -1;  // the queue's
  const AgentRef agent = engine.add_agent(config);
  SUBCASE("an agent's wrap-up") { config.wrap_up_us = -2; }
  SUBCASE("an agent's limit") { config.max_no_answer = -2; }
  CHECK_THROWS_AS(engine.update_agent(agent, config, 1), AssertFailure);
  CHECK_THROWS_AS(engine.add_agent(config), AssertFailure);
}

TEST_CASE("case 93: an agent removed during a call of its own frees its place at the end of it") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.engine.set_reachable(agent, false, center.now);
  center.begin_call(agent);
  center.engine.remove_agent(agent, center.now);
  center.check();
  CHECK(center.status(agent) == AgentStatus::kOnCall);
  CHECK(center.engine.changed_agents().empty());
  center.take();
  center.run(kHour);
  center.end_call(agent);
  CHECK(center.take().empty());
  CHECK(center.engine.deadline() == kNever);
  CHECK(center.agent(queue) == agent);  // the slot is free again, and as new
  CHECK(center.status(agent) == AgentStatus::kLoggedOut);
  CHECK(center.state(agent).is_reachable);
}

TEST_CASE("case 93: an agent removed during its wrap-up is gone at once") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  center.engine.remove_agent(agent, center.now);
  center.check();
  CHECK(center.engine.deadline() == kNever);
  CHECK(center.agent(queue) == agent);
}

TEST_CASE("a level changed inside a tier moves the member and nothing else") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kFewestCalls);
  const AgentRef first = center.agent_on_duty(queue, {1, 1});
  const AgentRef second = center.agent_on_duty(queue, {1, 2});
  center.begin_call(first);
  center.join(queue, 1);
  center.serve(second);  // 0 and 1 calls
  center.end_call(first);
  center.engine.set_member(queue, first, {1, 3}, center.now);
  center.check();
  center.engine.end_call(second, 0, center.now);
  center.run(10 * kSecond);
  center.join(queue, 2);
  CHECK(center.rung_by(first) == 2);
}

TEST_CASE("a shorter window of fewest-calls forgets at once, a longer one does not bring back") {
  Center center;
  QueueConfig config;
  config.strategy = Strategy::kFewestCalls;
  config.wrap_up_us = 0;
  const QueueRef queue = center.queue(Strategy::kFewestCalls, config);
  const AgentRef first = center.agent_on_duty(queue, {1, 1});
  const AgentRef second = center.agent_on_duty(queue, {1, 2});
  center.join(queue, 1);
  center.serve(first);
  center.end_call(first);
  center.run(kMinute);
  CHECK(center.engine.deadline() == center.now + 59 * kMinute);
  const CallerRef next = center.join(queue, 2);
  CHECK(center.rung_by(second) == 2);
  center.leave(next);
  config.fewest_calls_window_us = kMinute;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  config.fewest_calls_window_us = kDay;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.engine.deadline() == kNever);
  center.join(queue, 3);
  CHECK(center.rung_by(first) == 3);
}
