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

// Tags of those who are asked for, in order; nobody has left meanwhile.
std::vector<uint64_t> asked(Center& center) {
  std::vector<uint64_t> found;
  for (const Output& output : center.take()) {
    CHECK(output.type != Output::Type::kCallerLeft);
    if (output.type == Output::Type::kOverflowDue) found.push_back(output.tag);
  }
  return found;
}

void stay(Center& center, CallerRef caller) {
  center.engine.stay(caller, center.now);
  center.check();
}

void overflow(Center& center, CallerRef caller) {
  center.engine.leave(caller, LeaveReason::kOverflow, center.now);
  center.check();
}

using Reasons = std::vector<LeaveReason>;
using Tags = std::vector<uint64_t>;

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
  const CallerRef first = center.join(queue, 1);
  CHECK(try_join(center, queue) == JoinResult::kFull);
  center.begin_call(agent);
  center.pause(agent);
  center.end_call(agent);
  CHECK(asked(center) == Tags{1});
  overflow(center, first);
  CHECK(center.engine.queue(queue).waiting == 0);
  CHECK(try_join(center, queue) == JoinResult::kOverflow);
}

TEST_CASE("callers of a queue that empties are asked for after the grace, a return keeps them") {
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
    CHECK(asked(center) == Tags{1, 2});
  }
  SUBCASE("back in time") {
    center.ready(agent);
    center.run(kSecond);
    CHECK(reasons(center).empty());
    CHECK(center.rung_by(agent) == 1);
  }
}

TEST_CASE(
    "case 68: at the overflow time a caller is asked for, before a max wait of the same length") {
  Center center;
  QueueConfig config;
  config.overflow_us = 30 * kSecond;
  config.max_wait_us = 30 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const QueueRef next = center.queue(Strategy::kLongestIdle);
  const Micros joined = center.now;
  const CallerRef first = center.join(queue, 1);
  const CallerRef second = center.join(queue, 2);
  center.run(30 * kSecond - 1);
  CHECK(asked(center).empty());
  center.run(1);
  CHECK(asked(center) == Tags{1, 2});
  overflow(center, first);
  CHECK(center.engine.queue(queue).waiting == 1);
  CHECK(reasons(center).empty());
  stay(center, second);
  CHECK(reasons(center) == Reasons{LeaveReason::kTimeout});
  JoinRequest kept;
  kept.joined = joined;
  center.join(next, 3);
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
  std::vector<Output> decided = center.take();
  std::erase_if(decided, [](const Output& output) { return output.tag == 0; });
  REQUIRE(decided.size() == 2);
  CHECK(decided[0].leave_reason == LeaveReason::kTimeout);
  CHECK(decided[1].type == Output::Type::kOverflowDue);
}

TEST_CASE("an overflow time lowered below the wait is due at once") {
  Center center;
  QueueConfig config;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.join(queue, 1);
  center.run(10 * kSecond);
  center.join(queue, 2);
  config.overflow_us = 10 * kSecond;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(asked(center) == Tags{1});
  center.run(10 * kSecond);
  CHECK(asked(center) == Tags{2});
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

TEST_CASE("who is asked for and stays keeps everything, and what rings for him rings on") {
  Center center;
  QueueConfig config;
  config.overflow_us = 20 * kSecond;
  config.ring_us = kMinute;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const CallerRef caller = center.join(queue, 1);
  const AgentRef failing = center.agent_on_duty(queue);
  center.fail(failing, OfferState::kHostError);
  center.fail(failing, OfferState::kRejected);
  const AgentRef ringing = center.agent_on_duty(queue);
  const uint32_t abandoned = center.engine.queue(queue).memory.abandon_per_mille;
  center.run(20 * kSecond);
  CHECK(asked(center) == Tags{1});
  stay(center, caller);
  CHECK(center.take().empty());
  CHECK(center.rung_by(ringing) == 1);
  CHECK(center.engine.caller(caller).tried.size() == 1);
  CHECK(center.engine.caller(caller).setup_failures == 1);
  CHECK(center.engine.queue(queue).memory.abandon_per_mille == abandoned);
  CHECK(center.answer(ringing));
}

TEST_CASE("until it is decided whether a caller overflows no other phone rings for him") {
  Center center;
  QueueConfig config;
  config.overflow_us = 20 * kSecond;
  config.wrap_up_us = 0;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  const CallerRef caller = center.join(queue, 1);
  center.run(20 * kSecond);
  CHECK(asked(center) == Tags{1});
  center.end_call(agent);
  CHECK_FALSE(center.rings(agent));
  SUBCASE("he goes") { overflow(center, caller); }
  SUBCASE("he stays") {
    stay(center, caller);
    CHECK(center.rung_by(agent) == 1);
    stay(center, caller);  // said twice
    CHECK(center.rung_by(agent) == 1);
  }
}

TEST_CASE("one who stayed is asked for every 10 s, as long as there is a reason") {
  Center center;
  QueueConfig config;
  config.overflow_when_empty = true;
  config.empty_grace_us = 3 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  const CallerRef caller = center.join(queue, 1);
  center.logout(agent);
  center.end_call(agent);
  center.run(3 * kSecond);
  for (int i = 0; i < 3; ++i) {
    CHECK(asked(center) == Tags{1});
    stay(center, caller);
    center.run(kOverflowRetry - 1);
    CHECK(asked(center).empty());
    center.run(1);
  }
  CHECK(asked(center) == Tags{1});
  stay(center, caller);
  center.login(agent);
  center.begin_call(agent);
  center.take();
  center.run(kOverflowRetry);
  const auto outputs = center.take();
  CHECK(count(outputs, Output::Type::kOverflowDue) == 0);
  CHECK(count(outputs, Output::Type::kCallerChanged) == 1);
  CHECK(center.engine.caller(caller).overflow_again == 0);
  center.logout(agent);
  center.end_call(agent);
  center.run(3 * kSecond - 1);
  CHECK(asked(center).empty());
  center.run(1);
  CHECK(asked(center) == Tags{1});
}

TEST_CASE("let in beyond the length, one is asked for while he stands beyond it") {
  Center center;
  QueueConfig config;
  config.overflow_at_length = 1;
  config.max_length = 1;
  config.join_empty = EmptyRule::kNo;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  const CallerRef first = center.join(queue, 1);
  JoinRequest request;
  request.is_let_in = true;
  const CallerRef second = center.join(queue, 2, request);
  center.run(kOverflowRetry);
  CHECK(asked(center) == Tags{2});
  stay(center, second);
  center.leave(first);
  center.run(kHour);
  CHECK(asked(center).empty());
}

TEST_CASE("who may not stay in an empty queue leaves it when no target of the overflow takes him") {
  Center center;
  QueueConfig config;
  config.overflow_when_empty = true;
  config.empty_grace_us = 5 * kSecond;
  SUBCASE("with nobody present") { config.leave_when_empty = EmptyRule::kStrict; }
  SUBCASE("with nobody logged in") { config.leave_when_empty = EmptyRule::kNo; }
  const bool is_strict = config.leave_when_empty == EmptyRule::kStrict;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  const CallerRef first = center.join(queue, 1);
  const CallerRef second = center.join(queue, 2);
  center.pause(agent);
  center.end_call(agent);
  center.run(5 * kSecond);
  CHECK(asked(center) == Tags{1, 2});
  overflow(center, first);
  stay(center, second);
  if (!is_strict) {
    CHECK(reasons(center).empty());
    center.run(kSecond);
    center.logout(agent);
  }
  CHECK(reasons(center) == Reasons{LeaveReason::kNoAgents});
  CHECK(center.engine.queue(queue).waiting == 0);
}

TEST_CASE("one who stayed when his overflow time was over still leaves a queue that empties") {
  Center center;
  QueueConfig config;
  config.overflow_us = 10 * kSecond;
  config.leave_when_empty = EmptyRule::kNo;
  config.empty_grace_us = 3 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  center.begin_call(agent);
  const CallerRef caller = center.join(queue, 1);
  JoinRequest request;
  request.is_let_in = true;
  center.join(queue, 2, request);
  center.run(12 * kSecond);
  CHECK(asked(center) == Tags{1, 2});
  stay(center, caller);
  stay(center, CallerRef{static_cast<uint32_t>(caller) + 1});
  center.logout(agent);
  center.end_call(agent);
  center.run(3 * kSecond - 1);
  CHECK(reasons(center).empty());
  center.run(1);
  CHECK(reasons(center) == Reasons{LeaveReason::kNoAgents, LeaveReason::kNoAgents});
}

TEST_CASE("a caller given back when his overflow time is over is asked for then") {
  Center center;
  QueueConfig config;
  config.overflow_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.answer(agent);
  center.run(15 * kSecond);
  CHECK(asked(center).empty());
  center.engine.connect_failed(caller, center.now);
  center.check();
  CHECK(asked(center) == Tags{1});
}

TEST_CASE("a caller who is claimed before it is decided does not overflow") {
  Center center;
  QueueConfig config;
  config.overflow_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.run(10 * kSecond);
  CHECK(asked(center) == Tags{1});
  CHECK(center.answer(agent));
  CHECK_FALSE(center.engine.caller(caller).is_overflow_due);
  stay(center, caller);
  CHECK(center.engine.caller(caller).is_connecting);
}
