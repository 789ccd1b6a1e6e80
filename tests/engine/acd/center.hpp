#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/acd/engine.hpp"

// A small contact centre to write scenarios with: agents are numbered from 1 (their id), callers by
// their tag; every action is followed by a check of all invariants.
namespace sivo::acd {

inline Id id_of(uint8_t number) {
  Id id;
  id.bytes[15] = number;
  return id;
}

struct Center {
  Engine engine{7};
  Micros now = 1'000 * kSecond;
  std::vector<AgentRef> agents;

  QueueRef queue(Strategy strategy, QueueConfig config = {}) {
    config.strategy = strategy;
    return engine.add_queue(config);
  }
  // Not logged in.
  AgentRef agent(QueueRef queue, MemberConfig member = {}) {
    const auto number = static_cast<uint8_t>(agents.size() + 1);
    agents.push_back(engine.add_agent({id_of(number)}));
    engine.set_member(queue, agents.back(), member, now);
    return agents.back();
  }
  AgentRef agent_on_duty(QueueRef queue, MemberConfig member = {}) {
    const AgentRef added = agent(queue, member);
    login(added);
    return added;
  }
  void login(AgentRef agent) { engine.login(agent, now), check(); }
  void logout(AgentRef agent) { engine.logout(agent, now), check(); }
  void pause(AgentRef agent) { engine.pause(agent, now), check(); }
  void ready(AgentRef agent) { engine.ready(agent, now), check(); }
  void begin_call(AgentRef agent) { engine.begin_call(agent, now), check(); }
  void end_call(AgentRef agent) { engine.end_call(agent, 0, now), check(); }

  CallerRef join(QueueRef queue, uint64_t tag, JoinRequest request = {}) {
    request.tag = tag;
    const Engine::Joined joined = engine.join(queue, request, now);
    check();
    REQUIRE(joined.result == JoinResult::kJoined);
    return joined.caller;
  }
  void leave(CallerRef caller) { engine.leave(caller, LeaveReason::kAbandoned, now), check(); }

  OfferRef offer_of(AgentRef agent) const { return engine.agent(agent).offer; }
  bool rings(AgentRef agent) const { return state(agent).activity == Activity::kOffered; }
  // The tag of the caller the agent is offered; 0 when none.
  uint64_t rung_by(AgentRef agent) const {
    if (!rings(agent)) return 0;
    return engine.caller(engine.offer(offer_of(agent))->caller).tag;
  }
  bool answer(AgentRef agent) {
    const bool is_won = engine.offer_answered(offer_of(agent), now);
    check();
    return is_won;
  }
  bool fail(AgentRef agent, OfferState outcome) {
    const bool is_current = engine.offer_failed(offer_of(agent), outcome, now);
    check();
    return is_current;
  }
  // Answers and is bridged.
  void serve(AgentRef agent) {
    REQUIRE(rings(agent));
    const CallerRef caller = engine.offer(offer_of(agent))->caller;
    REQUIRE(answer(agent));
    engine.connected(caller, now);
    check();
  }
  const AgentState& state(AgentRef agent) const { return engine.agent(agent); }
  AgentStatus status(AgentRef agent) const { return engine.status(agent); }

  // Fires every timer at its own time.
  void run_until(Micros when) {
    while (engine.deadline() <= when) {
      now = std::max(now, engine.deadline());
      engine.advance(now);
      check();
    }
    now = when;
  }
  void run(Micros span) { run_until(now + span); }

  std::vector<Output> take() {
    std::vector<Output> taken(engine.outputs().begin(), engine.outputs().end());
    engine.clear_outputs();
    return taken;
  }
  void check() const { engine.check_invariants(now); }
};

inline size_t count(const std::vector<Output>& outputs, Output::Type type) {
  size_t found = 0;
  for (const Output& output : outputs) found += output.type == type;
  return found;
}
inline size_t count(const std::vector<Output>& outputs, OfferState closed_as) {
  size_t found = 0;
  for (const Output& output : outputs) {
    found += output.type == Output::Type::kOfferClosed && output.offer_state == closed_as;
  }
  return found;
}

}  // namespace sivo::acd
