#include "center.hpp"
#include "engine_access.hpp"

// What dispatch looks at, and what it need not look at. That it decides rightly, dispatch_test
// shows.
using namespace sivo;
using namespace sivo::acd;

namespace {

// Whether somebody who failed so often is offered at once.
bool is_offered_after(uint32_t failures) {
  Center center;
  const QueueRef queue = center.queue(Strategy::kTopDown);
  for (int i = 0; i < 4; ++i) center.agent_on_duty(queue);
  center.join(queue, 1);
  for (uint32_t i = 0; i < failures; ++i) center.fail(center.agents[i], OfferState::kHostError);
  return center.rings(center.agents[failures]);
}

}  // namespace

TEST_CASE("a caller whose connections fail pauses from the second time on, whoever is free") {
  CHECK(is_offered_after(1));
  CHECK_FALSE(is_offered_after(2));
}

TEST_CASE("the pause of a caller whose connections fail ends by itself, and what rings rings on") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  for (int i = 0; i < 3; ++i) center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  center.fail(center.agents[0], OfferState::kHostError);
  center.fail(center.agents[1], OfferState::kHostError);
  CHECK(center.rung_by(center.agents[2]) == 1);
  const AgentRef late = center.agent_on_duty(queue);
  CHECK_FALSE(center.rings(late));
  CHECK(center.engine.position(caller) == 1);
  center.run(kSecond - 1);
  CHECK_FALSE(center.rings(late));
  center.run(1);
  CHECK(center.rung_by(late) == 1);
  CHECK(center.rung_by(center.agents[2]) == 1);
  CHECK_FALSE(center.rings(center.agents[0]));  // tried, while others ring
}

TEST_CASE("while a host fails, callers who have failed twice stand in nobody's way") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  constexpr uint64_t kCallers = 50;
  for (uint64_t tag = 1; tag <= kCallers; ++tag) center.join(queue, tag);
  size_t failures = 0;
  while (center.rings(first) || center.rings(second)) {
    center.fail(center.rings(first) ? first : second, OfferState::kHostError);
    REQUIRE(++failures <= 2 * kCallers);
  }
  CHECK(failures == 2 * kCallers);
  const QueueSlot& slot = EngineTestAccess::impl(center.engine).queues[0];
  CHECK(slot.demands[kNoDemand].seeking == 0);
  CHECK(slot.state.waiting == kCallers);
  CHECK(center.engine.deadline() == center.now + kSecond);
  center.join(queue, 99);
  CHECK(center.rung_by(first) + center.rung_by(second) == 99);
  center.run(kSecond);
  CHECK(slot.demands[kNoDemand].seeking == kCallers - 1);
}

TEST_CASE("queues that wake at one instant are looked at once each, and again when it matters") {
  Center center;
  constexpr uint32_t kQueues = 10;
  std::vector<CallerRef> callers;
  for (uint32_t i = 0; i < kQueues; ++i) {
    const QueueRef queue = center.queue(Strategy::kRandom);
    const CallerRef caller = center.join(queue, i + 1);
    center.engine.hold_off(caller, center.now + kMinute, center.now);
    center.agent_on_duty(queue);
    center.agent_on_duty(queue);
  }
  const auto& random = EngineTestAccess::impl(center.engine).random;
  Xoshiro256 expected = random;
  center.run(kMinute);
  for (uint32_t i = 0; i < kQueues; ++i) {
    const uint64_t drawn = expected.below(2);
    CHECK(center.rung_by(center.agents[2 * i + drawn]) == i + 1);
  }
  CHECK(random.state() == expected.state());
}

TEST_CASE(
    "of queues that wake at one instant the first caller's gets the agent, the others choose") {
  Center center;
  QueueConfig config;
  std::vector<QueueRef> queues;
  for (config.weight = 1; config.weight <= 4; ++config.weight) {
    queues.push_back(center.queue(Strategy::kTopDown, config));
    const CallerRef caller = center.join(queues.back(), config.weight);
    center.engine.hold_off(caller, center.now + kMinute, center.now);
  }
  const AgentRef shared = center.agent_on_duty(queues[0], {1, 1});
  for (const QueueRef queue : {queues[1], queues[2], queues[3]}) {
    center.engine.set_member(queue, shared, {1, 1}, center.now);
  }
  const AgentRef spare = center.agent_on_duty(queues[2], {1, 2});
  center.engine.set_member(queues[0], spare, {1, 2}, center.now);
  center.take();
  center.run(kMinute);
  CHECK(center.rung_by(shared) == 4);  // of the heaviest queue
  CHECK(center.rung_by(spare) == 3);
  CHECK(count(center.take(), Output::Type::kOfferCreated) == 2);
}
