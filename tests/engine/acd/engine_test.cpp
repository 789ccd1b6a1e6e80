#include "engine/acd/engine.hpp"

#include <array>
#include <cstdlib>
#include <new>

#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {
bool is_counting = false;
size_t allocations = 0;
}  // namespace

// Counts what this test program allocates while a test asks for it.
void* operator new(size_t size) {
  allocations += is_counting;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace {

JoinRequest demanding() {
  JoinRequest request;
  request.required = {{1, 2}};
  return request;
}

// One call in every way it can go: missed, rejected, failed, served, with wrap-up.
void handle_calls(Engine& engine, QueueRef queue, const std::vector<AgentRef>& agents,
                  Micros& now) {
  const auto advance = [&](Micros span) {
    const Micros until = now + span;
    while (engine.deadline() <= until) {
      now = engine.deadline();
      engine.advance(now);
    }
    now = until;
  };
  static const std::array<JoinRequest, 2> kRequests{JoinRequest{}, demanding()};
  for (uint64_t tag = 1; tag <= 40; ++tag) {
    const CallerRef caller = engine.join(queue, kRequests[tag / 2 % 2], now).caller;
    advance(kSecond);
    for (const AgentRef agent : agents) {
      const OfferRef offer = engine.agent(agent).offer;
      if (engine.offer(offer) == nullptr) continue;
      if (tag % 4 == 0) engine.offer_failed(offer, OfferState::kRejected, now);
      if (tag % 4 != 1) continue;
      engine.offer_answered(offer, now);
      engine.connected(engine.offer(offer)->caller, now);
      break;
    }
    if (tag % 4 == 2) engine.leave(caller, LeaveReason::kAbandoned, now);
    advance(10 * kSecond);
    for (const AgentRef agent : agents) {
      engine.end_call(agent, 0, now);
      engine.ready(agent, now);
    }
    engine.clear_outputs();
    engine.clear_changes();
  }
}

}  // namespace

TEST_CASE("the steady state allocates nothing, in any strategy") {
  for (const Strategy strategy : {Strategy::kRingAll, Strategy::kLongestIdle, Strategy::kRoundRobin,
                                  Strategy::kTopDown, Strategy::kFewestCalls, Strategy::kRandom}) {
    CAPTURE(static_cast<int>(strategy));
    Engine engine(1);
    QueueConfig config;
    config.strategy = strategy;
    config.max_wait_us = kMinute;
    config.max_no_answer = 0;
    config.preferred = {{2, 4}};
    config.skill_relax_us = strategy <= Strategy::kRoundRobin ? 2 * kSecond : 0;
    config.aging_per_min = 3;
    const QueueRef queue = engine.add_queue(config);
    std::vector<AgentRef> agents;
    Micros now = 1;
    for (uint8_t i = 1; i <= 5; ++i) {
      agents.push_back(engine.add_agent({id_of(i), {{1, i}, {2, 6U - i}}}));
      engine.set_member(queue, agents.back(), {i > 3 ? 2U : 1U, 1}, now);
      engine.login(agents.back(), now);
    }
    for (int i = 0; i < 10; ++i) handle_calls(engine, queue, agents, now);
    allocations = 0;
    is_counting = true;
    for (int i = 0; i < 10; ++i) handle_calls(engine, queue, agents, now);
    const size_t counted = allocations;
    for (uint8_t i = 10; i < 20; ++i) engine.add_agent({id_of(i)});
    is_counting = false;
    CHECK(counted == 0);
    CHECK(allocations > 0);  // the counter works
    engine.check_invariants(now);
  }
}

TEST_CASE("the same calls at the same times give the same outputs") {
  const auto live = [] {
    Center center;
    const QueueRef queue = center.queue(Strategy::kRandom);
    for (int i = 0; i < 4; ++i) center.agent_on_duty(queue);
    for (uint64_t tag = 1; tag < 20; ++tag) {
      center.join(queue, tag);
      center.run(7 * kSecond);
    }
    std::vector<uint32_t> agents;
    for (const Output& output : center.take())
      agents.push_back(static_cast<uint32_t>(output.agent));
    return agents;
  };
  CHECK(live() == live());
}

TEST_CASE("a moved engine goes on") {
  Engine first(1);
  const QueueRef queue = first.add_queue({});
  const AgentRef agent = first.add_agent({id_of(1)});
  first.set_member(queue, agent, {}, 1);
  Engine second = std::move(first);
  second.login(agent, 1);
  second.join(queue, {}, 2);
  CHECK(second.agent(agent).activity == Activity::kOffered);
  second.check_invariants(2);
}
