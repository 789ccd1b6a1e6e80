#include <array>

#include "center.hpp"

// Numbered cases of spec/acd.md section 5: offers and answers. Those not here are beside what they
// test (offers_test, dispatch_test) or need a call (tests/engine/call).
using namespace sivo;
using namespace sivo::acd;

namespace {

constexpr std::array kEveryStrategy{Strategy::kRingAll,     Strategy::kLongestIdle,
                                    Strategy::kRoundRobin,  Strategy::kTopDown,
                                    Strategy::kFewestCalls, Strategy::kRandom};

}  // namespace

TEST_CASE("case 4: a winner that drops before the bridge leaves the others to win") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  CHECK(center.answer(first));
  center.end_call(first);
  CHECK(center.rung_by(second) == 1);
  CHECK(center.answer(second));
  center.engine.connected(caller, center.now);
  center.check();
  CHECK(center.status(first) == AgentStatus::kAvailable);
  CHECK(center.status(second) == AgentStatus::kOnCall);
}

TEST_CASE("case 7: a losing leg that is cancelled changes nothing about its agent") {
  Center center;
  QueueConfig config;
  config.missed_moves_to_end = true;
  const QueueRef queue = center.queue(Strategy::kRingAll, config);
  const AgentRef winner = center.agent_on_duty(queue);
  const AgentRef loser = center.agent_on_duty(queue);
  const AgentState before = center.state(loser);
  center.run(kSecond);
  center.join(queue, 1);
  center.run(kSecond);
  center.serve(winner);
  const AgentState& after = center.state(loser);
  CHECK(after.misses == before.misses);
  CHECK(after.rejects == before.rejects);
  CHECK(after.delay_until == before.delay_until);
  CHECK(after.idle_since == before.idle_since);
  center.join(queue, 2);
  CHECK(center.rung_by(loser) == 2);
}

TEST_CASE("case 9: a caller that hangs up while it rings leaves the misses as they were") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.run(25 * kSecond);
  REQUIRE(center.state(agent).misses == 1);
  REQUIRE(center.rings(agent));
  center.leave(caller);
  CHECK(center.state(agent).misses == 1);
  CHECK(center.state(agent).activity == Activity::kIdle);
}

TEST_CASE("case 14: an answer with the number of the offer before is ignored") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef first = center.join(queue, 1);
  const OfferRef old = center.offer_of(agent);
  center.leave(first);
  center.join(queue, 2);
  REQUIRE(center.rung_by(agent) == 2);
  REQUIRE(old != center.offer_of(agent));
  center.take();
  CHECK_FALSE(center.engine.offer_answered(old, center.now));
  center.check();
  CHECK(center.take().empty());
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("case 17: a declined offer delays the agent by the reject delay, the caller stays") {
  Center center;
  QueueConfig config;
  config.reject_delay_us = 7 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.take();
  CHECK(center.fail(agent, OfferState::kRejected));
  CHECK(count(center.take(), Output::Type::kCallerLeft) == 0);
  CHECK(center.engine.position(caller) == 1);
  CHECK(center.state(agent).misses == 0);
  center.run(7 * kSecond - 1);
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("case 27: two queues that want one agent: one offer, the other chooses again at once") {
  for (const Strategy strategy : kEveryStrategy) {
    CAPTURE(static_cast<int>(strategy));
    Center center;
    const QueueRef sales = center.queue(strategy);
    const QueueRef support = center.queue(strategy);
    const AgentRef shared = center.agent(sales, {1, 1});
    center.engine.set_member(support, shared, {1, 1}, center.now);
    const AgentRef backup = center.agent(support, {1, 2});
    center.begin_call(backup);
    center.login(backup);
    center.join(sales, 1);
    center.join(support, 2);
    center.login(shared);
    CHECK(center.rung_by(shared) == 1);
    center.end_call(backup);
    CHECK(center.rung_by(backup) == 2);
  }
}

TEST_CASE("case 46: an agent with two devices logs in twice and is one agent with one offer") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef agent = center.agent_on_duty(queue);
  center.login(agent);
  center.join(queue, 1);
  center.join(queue, 2);
  CHECK(count(center.take(), Output::Type::kOfferCreated) == 1);
  CHECK(center.engine.queue(queue).logged_in == 1);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("case 59: leaving by key while it rings stops the ringing and is told as nothing else") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  for (int i = 0; i < 3; ++i) center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.take();
  center.engine.leave(caller, LeaveReason::kExitKey, center.now);
  center.check();
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kCancelled) == 3);
  CHECK(count(outputs, Output::Type::kCallerLeft) == 0);  // the host knows: it said so
  for (const AgentRef agent : center.agents) CHECK(center.state(agent).misses == 0);
}

TEST_CASE("case 98: queues with agents of the same number do not touch each other") {
  Center center;
  const QueueRef ours = center.queue(Strategy::kLongestIdle);
  const QueueRef theirs = center.queue(Strategy::kLongestIdle);
  const AgentRef our_agent = center.agent_on_duty(ours);
  const AgentRef their_agent = center.engine.add_agent({id_of(1)});
  center.engine.set_member(theirs, their_agent, {}, center.now);
  center.join(theirs, 1);
  CHECK_FALSE(center.rings(our_agent));
  CHECK(center.status(their_agent) == AgentStatus::kLoggedOut);
  center.login(their_agent);
  CHECK(center.rung_by(their_agent) == 1);
  center.logout(our_agent);
  CHECK(center.rung_by(their_agent) == 1);
}
