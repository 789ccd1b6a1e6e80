#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

TEST_CASE(
    "case 30: a pause while ringing cancels the offer without a miss and the next one rings at "
    "once") {
  for (const Strategy strategy : {Strategy::kRingAll, Strategy::kLongestIdle, Strategy::kRoundRobin,
                                  Strategy::kTopDown, Strategy::kFewestCalls, Strategy::kRandom}) {
    CAPTURE(static_cast<int>(strategy));
    Center center;
    const QueueRef queue = center.queue(strategy);
    const AgentRef first = center.agent_on_duty(queue);
    center.join(queue, 1);
    const AgentRef second = center.agent_on_duty(queue);
    REQUIRE(center.rung_by(first) == 1);
    center.take();
    center.pause(first);
    CHECK(count(center.take(), OfferState::kCancelled) == 1);
    CHECK(center.state(first).misses == 0);
    CHECK(center.status(first) == AgentStatus::kPaused);
    CHECK(center.rung_by(second) == 1);
  }
}

TEST_CASE("case 31: a logout while ringing cancels the offer and logs out") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent(queue);
  center.join(queue, 1);
  center.logout(first);
  CHECK(center.status(first) == AgentStatus::kLoggedOut);
  CHECK(center.state(first).misses == 0);
  center.login(second);
  CHECK(center.rung_by(second) == 1);
}

TEST_CASE("case 32: a pause during a call waits for its end; wrap-up, then paused") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.take();
  center.pause(agent);
  CHECK(center.take().empty());
  CHECK(center.status(agent) == AgentStatus::kOnCall);
  CHECK(center.state(agent).pending == Presence::kPaused);
  center.end_call(agent);
  CHECK(center.status(agent) == AgentStatus::kAcw);
  center.run(10 * kSecond);
  CHECK(center.status(agent) == AgentStatus::kPaused);
}

TEST_CASE("case 33: a logout during a call takes effect at its end, without wrap-up") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.logout(agent);
  CHECK(center.status(agent) == AgentStatus::kOnCall);
  SUBCASE("carried out") {
    center.end_call(agent);
    CHECK(center.status(agent) == AgentStatus::kLoggedOut);
  }
  SUBCASE("taken back by a login") {
    center.login(agent);
    center.end_call(agent);
    CHECK(center.status(agent) == AgentStatus::kAcw);
  }
  SUBCASE("the later wish counts") {
    center.pause(agent);
    center.end_call(agent);
    center.run(kMinute);
    CHECK(center.status(agent) == AgentStatus::kPaused);
  }
}

TEST_CASE("case 34: ready ends the wrap-up once and its timer has nothing left to do") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  center.run(4 * kSecond);
  center.take();
  center.ready(agent);
  CHECK(count(center.take(), Output::Type::kAgentChanged) == 1);
  CHECK(center.status(agent) == AgentStatus::kAvailable);
  CHECK(center.state(agent).idle_since == center.now);
  CHECK(center.engine.deadline() == kNever);
  center.ready(agent);
  center.run(kMinute);
  CHECK(center.take().empty());
}

TEST_CASE("case 35: a pause during the wrap-up leaves it running and no call comes at its end") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  center.join(queue, 2);
  center.run(kSecond);
  center.pause(agent);
  CHECK(center.status(agent) == AgentStatus::kAcw);
  center.run(9 * kSecond);
  CHECK(center.status(agent) == AgentStatus::kPaused);
  CHECK_FALSE(center.rings(agent));
}

TEST_CASE("case 36: eligible at exactly the end plus the wrap-up time") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.run(30 * kSecond);
  center.join(queue, 2);
  center.end_call(agent);
  const Micros end = center.now;
  CHECK(center.engine.deadline() == end + 10 * kSecond);
  center.run(10 * kSecond - 1);
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rung_by(agent) == 2);
  CHECK(center.state(agent).idle_since == end + 10 * kSecond);
}

TEST_CASE("case 36: a wrap-up of zero makes the agent eligible in the same call") {
  Center center;
  QueueConfig config;
  config.wrap_up_us = 0;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.join(queue, 2);
  center.end_call(agent);
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("case 38: the wrap-up of the queue served holds for every queue") {
  Center center;
  QueueConfig config;
  config.wrap_up_us = 30 * kSecond;
  const QueueRef slow = center.queue(Strategy::kLongestIdle, config);
  config.wrap_up_us = 5 * kSecond;
  const QueueRef fast = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(slow);
  center.engine.set_member(fast, agent, {}, center.now);
  center.join(slow, 1);
  center.serve(agent);
  center.join(fast, 2);
  center.end_call(agent);
  center.run(30 * kSecond - 1);
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("case 39: a running wrap-up keeps its end when the queue's is changed") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  config.wrap_up_us = kMinute;
  center.engine.update_queue(queue, config, center.now);
  CHECK(center.engine.deadline() == center.now + 10 * kSecond);
}

TEST_CASE("case 102: an end reported twice counts once") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  const Micros until = center.state(agent).wrap_up_until;
  center.take();
  center.run(kSecond);
  center.end_call(agent);
  CHECK(center.take().empty());
  CHECK(center.state(agent).wrap_up_until == until);
}

TEST_CASE("case 43: an own call makes the agent busy, without wrap-up unless one is given") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  center.begin_call(agent);  // a second leg changes nothing
  center.join(queue, 1);
  CHECK(center.status(agent) == AgentStatus::kOnCall);
  CHECK_FALSE(center.rings(agent));
  SUBCASE("none") {
    center.end_call(agent);
    CHECK(center.rung_by(agent) == 1);
  }
  SUBCASE("given") {
    center.engine.end_call(agent, 3 * kSecond, center.now);
    CHECK(center.status(agent) == AgentStatus::kAcw);
    center.run(3 * kSecond);
    CHECK(center.rung_by(agent) == 1);
  }
}

TEST_CASE("case 43: an own call while ringing cancels the offer without a miss") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.begin_call(agent);
  CHECK(center.state(agent).misses == 0);
  CHECK(center.status(agent) == AgentStatus::kOnCall);
}

TEST_CASE("an own call during the wrap-up does not shorten it") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  const Micros until = center.state(agent).wrap_up_until;
  center.run(2 * kSecond);
  center.begin_call(agent);
  center.run(2 * kSecond);
  center.end_call(agent);
  CHECK(center.status(agent) == AgentStatus::kAcw);
  CHECK(center.state(agent).wrap_up_until == until);
}

TEST_CASE("case 47: a repeated request changes nothing and tells nothing") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  center.ready(agent);
  center.pause(agent);  // logged out: neither logs in
  CHECK(center.take().empty());
  center.login(agent);
  center.join(queue, 1);
  center.run(20 * kSecond);
  CHECK(center.state(agent).misses == 1);
  center.take();
  center.login(agent);
  center.ready(agent);
  CHECK(center.state(agent).misses == 1);
  CHECK(center.take().empty());
  center.pause(agent);
  CHECK(center.take().size() == 1);
  center.pause(agent);
  center.login(agent);  // a login does not end a pause
  CHECK(center.take().empty());
  CHECK(center.status(agent) == AgentStatus::kPaused);
}

TEST_CASE("case 49: a missed call moves the agent to the end only where the queue says so") {
  for (const bool moves : {false, true}) {
    CAPTURE(moves);
    Center center;
    QueueConfig config;
    config.missed_moves_to_end = moves;
    config.no_answer_delay_us = kSecond;
    const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
    const AgentRef first = center.agent_on_duty(queue);
    const CallerRef caller = center.join(queue, 1);
    center.run(kSecond);
    const AgentRef second = center.agent_on_duty(queue);
    center.run(19 * kSecond);
    REQUIRE(center.rung_by(second) == 1);
    center.leave(caller);
    center.run(kSecond);
    center.join(queue, 2);
    CHECK(center.rung_by(moves ? second : first) == 2);
  }
}

TEST_CASE("case 50: idle time starts at the login, and equal times are broken by tier, level, id") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef early = center.agent_on_duty(queue, {1, 9});
  center.run(kSecond);
  center.agent_on_duty(queue, {1, 2});
  const AgentRef same_time = center.agent_on_duty(queue, {1, 1});
  center.join(queue, 1);
  CHECK(center.rung_by(early) == 1);
  center.join(queue, 2);
  CHECK(center.rung_by(same_time) == 2);
}

TEST_CASE("changed agents are told once until cleared") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  CHECK(center.engine.changed_agents().size() == 1);
  CHECK(center.engine.changed_queues().size() == 1);
  center.engine.clear_changes();
  CHECK(center.engine.changed_agents().empty());
  center.answer(agent);
  CHECK(center.engine.changed_agents().size() == 1);
}

TEST_CASE("an agent's own wrap-up and own limit of misses go before the queue's") {
  Center center;
  QueueConfig queue_config;
  queue_config.max_no_answer = 5;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, queue_config);
  const AgentRef agent = center.agent_on_duty(queue);
  AgentConfig config{id_of(1)};
  config.wrap_up_us = 3 * kSecond;
  config.max_no_answer = 1;
  center.take();
  center.engine.update_agent(agent, config, center.now);
  CHECK(center.take().empty());
  center.join(queue, 1);
  center.serve(agent);
  center.end_call(agent);
  CHECK(center.state(agent).wrap_up_until == center.now + 3 * kSecond);
  config.wrap_up_us = 0;
  center.engine.update_agent(agent, config, center.now);
  CHECK(center.engine.deadline() == center.now + 3 * kSecond);  // what runs keeps its value
  center.run(3 * kSecond);
  center.join(queue, 2);
  center.run(20 * kSecond);
  CHECK(center.status(agent) == AgentStatus::kPaused);
  config.max_no_answer = 0;
  center.engine.update_agent(agent, config, center.now);
  center.ready(agent);
  center.run(kHour);
  CHECK(center.state(agent).misses > 5);
  CHECK(center.status(agent) == AgentStatus::kAvailable);
}

TEST_CASE("update_agent keeps the id") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  CHECK_THROWS_AS(center.engine.update_agent(agent, {id_of(2)}, center.now), AssertFailure);
}
