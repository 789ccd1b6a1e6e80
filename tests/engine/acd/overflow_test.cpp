#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

JoinResult try_join(Center& center, QueueRef queue, JoinRequest request = {}) {
  const JoinResult result = center.engine.join(queue, request, center.now).result;
  center.check();
  return result;
}

std::vector<LeaveReason> reasons(Center& center) {
  std::vector<LeaveReason> found;
  for (const Output& output : center.take()) {
    if (output.type == Output::Type::kCallerLeft) found.push_back(output.leave_reason);
  }
  return found;
}

using Reasons = std::vector<LeaveReason>;

}  // namespace

TEST_CASE("a queue overflows at its length, before it is full; zero is never") {
  Center center;
  QueueConfig config;
  config.max_length = 2;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  CHECK(try_join(center, queue) == JoinResult::kJoined);
  CHECK(try_join(center, queue) == JoinResult::kJoined);
  CHECK(try_join(center, queue) == JoinResult::kFull);
  config.overflow_at_length = 2;
  center.engine.update_queue(queue, config, center.now);
  CHECK(try_join(center, queue) == JoinResult::kOverflow);
  config.overflow_at_length = 3;
  config.max_length = 0;
  center.engine.update_queue(queue, config, center.now);
  CHECK(try_join(center, queue) == JoinResult::kJoined);
  CHECK(try_join(center, queue) == JoinResult::kOverflow);
  CHECK(center.engine.outputs().empty());
}

TEST_CASE("who joins a queue without present agents overflows, before full and before empty") {
  Center center;
  QueueConfig config;
  config.overflow_when_empty = true;
  config.join_empty = EmptyRule::kStrict;
  config.max_length = 1;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent(queue);
  CHECK(try_join(center, queue) == JoinResult::kOverflow);
  center.login(agent);
  CHECK(try_join(center, queue) == JoinResult::kJoined);
  CHECK(try_join(center, queue) == JoinResult::kFull);
  center.begin_call(agent);
  center.pause(agent);
  center.end_call(agent);
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
  CHECK(try_join(center, queue) == JoinResult::kOverflow);
}

TEST_CASE("callers of a queue that empties overflow after the grace, a return keeps them") {
  Center center;
  QueueConfig config;
  config.overflow_when_empty = true;
  config.leave_when_empty = EmptyRule::kNo;
  config.empty_grace_us = 5 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  center.join(queue, 1);
  center.join(queue, 2);
  center.end_call(agent);
  center.pause(agent);
  center.run(5 * kSecond - 1);
  SUBCASE("gone") {
    center.run(1);
    CHECK(reasons(center) == Reasons{LeaveReason::kOverflow, LeaveReason::kOverflow});
  }
  SUBCASE("back in time") {
    center.ready(agent);
    center.run(kSecond);
    CHECK(reasons(center).empty());
    CHECK(center.rung_by(agent) == 1);
  }
}

TEST_CASE("case 68: the overflow time takes a caller out, before the max wait of the same length") {
  Center center;
  QueueConfig config;
  config.overflow_us = 30 * kSecond;
  config.max_wait_us = 30 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const QueueRef next = center.queue(Strategy::kLongestIdle);
  const Micros joined = center.now;
  center.join(queue, 1);
  center.run(30 * kSecond - 1);
  CHECK(reasons(center).empty());
  center.run(1);
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
  CHECK(center.engine.queue(queue).waiting == 0);
  JoinRequest kept;
  kept.joined = joined;
  center.join(next, 2);
  CHECK(center.engine.position(center.join(next, 1, kept)) == 1);
}

TEST_CASE("the limit that came first is the reason, also when both are noticed late") {
  Center center;
  QueueConfig config;
  config.overflow_us = 40 * kSecond;
  config.max_wait_us = 30 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  JoinRequest patient;
  patient.max_wait_us = kHour;
  center.join(queue, 1);
  center.join(queue, 2, patient);
  center.now += kMinute;
  center.engine.advance(center.now);
  center.check();
  CHECK(reasons(center) == Reasons{LeaveReason::kTimeout, LeaveReason::kOverflow});
}

TEST_CASE("an overflow time lowered below the wait ends it at once") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.join(queue, 1);
  center.run(10 * kSecond);
  center.join(queue, 2);
  config.overflow_us = 10 * kSecond;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
  center.run(10 * kSecond);
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
}

TEST_CASE("a guaranteed place: no length, emptiness or overflow ends it, its own max wait does") {
  Center center;
  QueueConfig config;
  config.max_length = 1;
  config.overflow_us = kMinute;
  config.overflow_when_empty = true;
  config.join_empty = EmptyRule::kStrict;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  JoinRequest request;
  request.is_guaranteed = true;
  CHECK(try_join(center, queue, request) == JoinResult::kJoined);
  request.max_wait_us = kHour;
  CHECK(try_join(center, queue, request) == JoinResult::kJoined);
  const AgentRef agent = center.agent_on_duty(queue);
  center.logout(agent);
  center.run(kHour - 1);
  CHECK(reasons(center).empty());
  center.run(1);
  CHECK(reasons(center) == Reasons{LeaveReason::kTimeout});
  CHECK(center.engine.queue(queue).waiting == 1);
}

TEST_CASE("one whom no target took is tried again every 10 s, as long as there is a reason") {
  Center center;
  QueueConfig config;
  config.overflow_when_empty = true;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent(queue);
  JoinRequest request;
  request.is_guaranteed = true;
  request.overflow_again = center.now + kOverflowRetry;
  CHECK(try_join(center, queue, request) == JoinResult::kJoined);
  center.login(agent);
  center.begin_call(agent);
  center.run(2 * kOverflowRetry + kOverflowRetry / 2);
  CHECK(reasons(center).empty());
  center.end_call(agent);
  center.logout(agent);
  CHECK(reasons(center).empty());
  center.run(kOverflowRetry / 2);
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
}

TEST_CASE("a caller given back when its overflow time is over leaves with it") {
  Center center;
  QueueConfig config;
  config.overflow_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.answer(agent);
  center.run(15 * kSecond);
  CHECK(reasons(center).empty());
  center.engine.connect_failed(caller, center.now);
  center.check();
  CHECK(reasons(center) == Reasons{LeaveReason::kOverflow});
}
