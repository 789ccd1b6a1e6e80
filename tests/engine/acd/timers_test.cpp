#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

TEST_CASE("no timer runs while nothing is going on") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  center.agent_on_duty(queue);
  CHECK(center.engine.deadline() == kNever);
  center.engine.advance(center.now + kDay);
  CHECK(count(center.take(), Output::Type::kOfferCreated) == 0);
}

TEST_CASE("at one instant the ring deadline is decided before the max wait") {
  Center center;
  QueueConfig config;
  config.max_wait_us = 20 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.take();
  center.run(20 * kSecond);
  const auto outputs = center.take();
  CHECK(outputs.front().offer_state == OfferState::kNoAnswer);
  CHECK(outputs.back().leave_reason == LeaveReason::kTimeout);
  CHECK(center.state(agent).misses == 1);
}

TEST_CASE("timers served late are all decided, in order, before anyone is offered again") {
  Center center;
  QueueConfig config;
  config.max_wait_us = kMinute;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1);
  center.take();
  center.now += kHour;
  center.engine.advance(center.now);
  center.check();
  const auto outputs = center.take();
  CHECK(count(outputs, OfferState::kNoAnswer) == 1);
  CHECK(count(outputs, Output::Type::kCallerLeft) == 1);
  CHECK(count(outputs, Output::Type::kOfferCreated) == 0);
  CHECK_FALSE(center.rings(agent));
}

TEST_CASE("a call later than the deadline without advance() is a bug of the caller") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  center.agent_on_duty(queue);
  center.join(queue, 1);
  CHECK_THROWS_AS(center.engine.join(queue, {}, center.now + kMinute), AssertFailure);
  CHECK_THROWS_AS(center.engine.join(queue, {}, center.now - 1), AssertFailure);
}

TEST_CASE("a max wait that was over at the join ends it at the next advance()") {
  Center center;
  QueueConfig config;
  config.max_wait_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  JoinRequest request;
  request.joined = center.now - kMinute;
  center.join(queue, 1, request);
  CHECK(center.engine.deadline() == center.now);
  center.run(0);
  CHECK(center.engine.queue(queue).waiting == 0);
}

TEST_CASE("times near the end of time do not overflow") {
  Center center;
  QueueConfig config;
  config.max_wait_us = kNever;
  config.tier_wait_us = kNever / 2;
  config.tier_wait_multiply = true;
  config.no_answer_delay_us = kNever;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.agent_on_duty(queue, {9, 1});
  center.join(queue, 1);
  center.run(20 * kSecond);
  CHECK(center.state(agent).delay_until == kNever);
  CHECK(center.engine.deadline() == kNever);
}
