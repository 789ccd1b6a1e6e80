#include <algorithm>

#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

TEST_CASE("case 1: two answers in ring-all: one wins, the other lost the race without a miss") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  center.join(queue, 1);
  const OfferRef losing = center.offer_of(second);
  const Micros idle_before = center.state(second).idle_since;
  center.take();
  CHECK(center.answer(first));
  CHECK_FALSE(center.engine.offer_answered(losing, center.now));
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kLostRace) == 1);
  CHECK(center.status(second) == AgentStatus::kAvailable);
  CHECK(center.status(first) == AgentStatus::kOnCall);
  // No miss, no reject, no delay, no change of idle time.
  CHECK(center.state(second).misses == 0);
  CHECK(center.state(second).rejects == 0);
  CHECK(center.state(second).delay_until == 0);
  CHECK(center.state(second).idle_since == idle_before);
}

TEST_CASE("case 2: an offer that lost is stale for everything the host reports later") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef third = center.agent_on_duty(queue);
  center.join(queue, 1);
  const OfferRef late = center.offer_of(third);
  center.take();
  center.answer(first);  // while the third one's leg is still being made
  const auto outputs = center.take();
  const auto closed = std::find_if(outputs.begin(), outputs.end(),
                                   [&](const Output& output) { return output.offer == late; });
  REQUIRE(closed != outputs.end());  // the leg is to be cancelled as soon as it exists
  CHECK(closed->offer_state == OfferState::kLostRace);
  CHECK(center.engine.offer(late) == nullptr);
  center.join(queue, 2);
  const OfferRef next = center.offer_of(third);
  CHECK(next != late);
  CHECK_FALSE(center.engine.offer_ringing(late, center.now));
  CHECK_FALSE(center.engine.offer_failed(late, OfferState::kNoAnswer, center.now));
  CHECK_FALSE(center.engine.offer_answered(late, center.now));
  center.check();
  CHECK(center.rung_by(third) == 2);
  CHECK(center.engine.offer(next)->state == OfferState::kPending);
  CHECK_FALSE(center.engine.offer(next)->is_ringing);
  CHECK(center.state(third).misses == 0);
}

TEST_CASE("case 3: media that fails brings the caller back in place and rings the others again") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  const Micros joined = center.now;
  center.run(3 * kSecond);
  const CallerRef behind = center.join(queue, 2);
  CHECK(center.answer(first));
  CHECK(center.engine.position(caller) == 0);
  CHECK(center.rung_by(second) == 2);
  center.engine.connect_failed(caller, center.now);
  center.check();
  CHECK(center.engine.position(caller) == 1);
  CHECK(center.engine.position(behind) == 2);
  CHECK(center.engine.caller(caller).joined == joined);
  CHECK(center.state(first).misses == 0);
  CHECK(center.rung_by(second) == 2);  // an offer that rings is not broken
  CHECK(center.rung_by(first) == 1);   // no other is left, so the round starts again
}

TEST_CASE("case 3: the one agent is offered again at once, but a second failure waits a moment") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.answer(agent);
  center.engine.connect_failed(caller, center.now);
  CHECK(center.rung_by(agent) == 1);
  CHECK(center.fail(agent, OfferState::kHostError));
  CHECK_FALSE(center.rings(agent));
  CHECK(center.status(agent) == AgentStatus::kAvailable);
  center.run(kSecond);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("case 5: one rejects in ring-all, the others ring on and the max wait holds") {
  Center center;
  QueueConfig config;
  config.max_wait_us = 15 * kSecond;
  const QueueRef queue = center.queue(Strategy::kRingAll, config);
  for (int i = 0; i < 10; ++i) center.agent_on_duty(queue);
  center.join(queue, 1);
  CHECK(center.fail(center.agents[4], OfferState::kRejected));
  size_t ringing = 0;
  for (const AgentRef agent : center.agents) ringing += center.rings(agent);
  CHECK(ringing == 9);
  center.run(2 * kSecond);
  CHECK_FALSE(center.rings(center.agents[4]));  // joins the ringing once in a round
  center.take();
  center.run_until(1'015 * kSecond);
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kCancelled) == 9);
  CHECK(outputs.back().leave_reason == LeaveReason::kTimeout);
  CHECK(outputs.back().tag == 1);
}

TEST_CASE("ring-all: who becomes eligible joins the ringing") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  center.agent_on_duty(queue);
  const AgentRef late = center.agent(queue);
  center.join(queue, 1);
  center.run(5 * kSecond);
  center.login(late);
  CHECK(center.rung_by(late) == 1);
  CHECK(center.engine.offer(center.offer_of(late))->deadline == center.now + 20 * kSecond);
}

TEST_CASE("case 8: a caller that leaves while ringing cancels the offer without a miss") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  const OfferRef unborn = center.offer_of(agent);  // its leg does not exist yet
  center.take();
  center.leave(caller);
  const auto outputs = center.take();
  REQUIRE(count(outputs, OfferState::kCancelled) == 1);
  CHECK(outputs.front().offer == unborn);
  CHECK(count(outputs, Output::Type::kCallerLeft) == 0);
  CHECK(center.engine.deadline() == kNever);
  CHECK_FALSE(center.engine.offer_ringing(unborn, center.now));   // the leg is released when it
  CHECK_FALSE(center.engine.offer_answered(unborn, center.now));  // comes up all the same
  CHECK_FALSE(center.engine.offer_failed(unborn, OfferState::kNoAnswer, center.now));
  center.check();
  CHECK(center.take().empty());
  CHECK(center.state(agent).misses == 0);
  CHECK(center.status(agent) == AgentStatus::kAvailable);
  center.join(queue, 2);
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("case 11: a caller that hangs up during the whisper frees the agent without wrap-up") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.answer(agent);
  center.take();
  center.leave(caller);
  CHECK(count(center.take(), OfferState::kCancelled) == 1);
  CHECK(center.state(agent).activity == Activity::kIdle);
}

TEST_CASE("case 12: an agent that hangs up during the whisper gives the caller its place back") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  const AgentRef other = center.agent(queue);
  const CallerRef caller = center.join(queue, 1);
  center.join(queue, 2);
  center.answer(agent);
  center.pause(agent);
  center.end_call(agent);  // the same as connect_failed()
  CHECK(center.status(agent) == AgentStatus::kPaused);
  CHECK(center.engine.position(caller) == 1);
  center.login(other);
  CHECK(center.rung_by(other) == 1);
}

TEST_CASE("case 13: after the ring deadline an answer is stale, also with another offer open") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  const OfferRef first = center.offer_of(agent);
  center.run(20 * kSecond);
  CHECK_FALSE(center.engine.offer_answered(first, center.now));
  CHECK_FALSE(center.engine.offer_failed(first, OfferState::kNoAnswer, center.now));
  CHECK(center.state(agent).misses == 1);
  center.run(5 * kSecond);
  const OfferRef second = center.offer_of(agent);
  CHECK(center.rings(agent));
  CHECK_FALSE(center.engine.offer_answered(first, center.now));
  CHECK(center.engine.offer_answered(second, center.now));
}

TEST_CASE("an answer at the very ring deadline still wins when it is told before the timer") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.now += 20 * kSecond;
  CHECK(center.answer(agent));
}

TEST_CASE("case 16: busy and rejected have their own delays and counters") {
  Center center;
  QueueConfig config;
  config.reject_delay_us = 0;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.fail(agent, OfferState::kBusy);
  CHECK(center.state(agent).busies == 1);
  CHECK(center.state(agent).misses == 0);
  center.run(10 * kSecond - 1);
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rings(agent));
  center.fail(agent, OfferState::kRejected);
  CHECK(center.state(agent).rejects == 1);
  CHECK(center.engine.position(caller) == 1);
  center.run(kSecond - 1);  // the floor of a delay of zero
  CHECK_FALSE(center.rings(agent));
  center.run(1);
  CHECK(center.rung_by(agent) == 1);
}

TEST_CASE("case 16: a busy limit pauses with its own cause") {
  Center center;
  QueueConfig config;
  config.max_busy = 1;
  config.max_reject = 2;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.fail(agent, OfferState::kBusy);
  CHECK(center.status(agent) == AgentStatus::kPaused);
  CHECK(center.state(agent).pause_cause == PauseCause::kBusy);
}

TEST_CASE("case 18: an unreachable agent is not offered until it is back") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.fail(agent, OfferState::kUnreachable);
  CHECK_FALSE(center.state(agent).is_reachable);
  CHECK_FALSE(center.rings(agent));
  SUBCASE("reported by the host") {
    center.engine.set_reachable(agent, true, center.now);
    CHECK(center.rings(agent));
  }
  SUBCASE("tried again after the delay") {
    center.run(30 * kSecond - 1);
    CHECK_FALSE(center.rings(agent));
    center.run(1);
    CHECK(center.rings(agent));
    CHECK(center.state(agent).is_reachable);
  }
  SUBCASE("lost by the host's word: only the host brings it back") {
    center.engine.set_reachable(agent, false, center.now);
    center.run(kDay);
    CHECK_FALSE(center.rings(agent));
  }
}

TEST_CASE("case 20: after a miss another agent goes first although the first sorts first") {
  Center center;
  QueueConfig config;
  config.no_answer_delay_us = kSecond;
  const QueueRef queue = center.queue(Strategy::kTopDown, config);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent(queue);
  const CallerRef caller = center.join(queue, 1);
  center.run(20 * kSecond);
  REQUIRE(center.state(first).misses == 1);
  center.engine.hold_off(caller, center.now + 2 * kSecond, center.now);
  center.login(second);
  center.run(2 * kSecond - 1);
  REQUIRE(center.state(first).delay_until < center.now);  // both are eligible, both are idle
  REQUIRE_FALSE(center.rings(second));
  center.run(1);
  CHECK(center.rung_by(second) == 1);
  CHECK_FALSE(center.rings(first));
  center.fail(second, OfferState::kRejected);
  CHECK(center.rung_by(first) == 1);  // all were tried: a new round
}

TEST_CASE("case 21: an answer resets the misses") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.run(50 * kSecond - 1);
  CHECK(center.state(agent).misses == 2);
  center.run(1);
  CHECK(center.answer(agent));
  CHECK(center.state(agent).misses == 0);
}

TEST_CASE("case 22: the third miss pauses with one status event, after the offer is closed") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.run(50 * kSecond);
  CHECK(center.rings(agent));
  center.take();
  center.run(20 * kSecond);
  const auto outputs = center.take();
  REQUIRE(outputs.size() == 2);
  CHECK(outputs[0].type == Output::Type::kOfferClosed);
  CHECK(outputs[0].offer_state == OfferState::kNoAnswer);
  CHECK(outputs[1].type == Output::Type::kAgentChanged);
  CHECK(center.status(agent) == AgentStatus::kPaused);
  CHECK(center.state(agent).pause_cause == PauseCause::kNoAnswer);
  center.ready(agent);
  CHECK(center.state(agent).misses == 0);
}

TEST_CASE("case 23: limits changed while it rings apply when it ends; zero never pauses") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  config.strategy = Strategy::kLongestIdle;
  SUBCASE("lowered to one") {
    config.max_no_answer = 1;
    center.engine.update_queue(queue, config, center.now);
    center.run(20 * kSecond);
    CHECK(center.status(agent) == AgentStatus::kPaused);
  }
  SUBCASE("switched off") {
    config.max_no_answer = 0;
    center.engine.update_queue(queue, config, center.now);
    center.run(kHour);
    CHECK(center.state(agent).misses > 3);
    CHECK(center.status(agent) == AgentStatus::kAvailable);
  }
}

TEST_CASE("case 108: a host that never spoke of the offer costs the agent nothing") {
  Center center;
  center.engine.set_ringing_reports(true);
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.take();
  SUBCASE("silent: host_error five seconds after the ring deadline") {
    center.run(25 * kSecond - 1);
    CHECK(center.take().empty());
    center.run(1);
    CHECK(count(center.take(), OfferState::kHostError) == 1);
    CHECK(center.state(agent).misses == 0);
    CHECK(center.state(agent).delay_until == 0);
  }
  SUBCASE("reported as ringing: a miss at the ring deadline") {
    CHECK(center.engine.offer_ringing(center.offer_of(agent), center.now));
    center.run(20 * kSecond);
    CHECK(count(center.take(), OfferState::kNoAnswer) == 1);
    CHECK(center.state(agent).misses == 1);
  }
}

TEST_CASE("case 45: an accepted offer that is never connected ends by itself") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.answer(agent);
  center.take();
  center.run(kMinute - 1);
  CHECK(center.take().empty());
  center.run(1);
  CHECK(count(center.take(), OfferState::kHostError) == 1);
  CHECK(center.rung_by(agent) == 1);
}
