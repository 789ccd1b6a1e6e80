#pragma once

#include <stdexcept>
#include <vector>

#include "acd_scene.hpp"
#include "engine/acd/engine.hpp"

namespace sivo::bench {

inline Id id_of(uint64_t number) {
  Id id;
  for (size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

// The engine as a Floor takes it; handles of agents and queues are their numbers.
class EngineDispatcher {
 public:
  EngineDispatcher(const Scene& scene, Micros now) {
    for (uint32_t i = 0; i < scene.queues; ++i) {
      acd::QueueConfig config;
      config.id = id_of(uint64_t{i} + 1'000'000);
      config.strategy = scene.strategy;
      config.tier_wait_us = scene.tier_wait_us;
      expect(engine_.add_queue(config) == acd::QueueRef{i});
    }
    for (uint32_t i = 0; i < scene.agents(); ++i) {
      acd::AgentConfig config;
      config.id = id_of(uint64_t{i} + 1);
      if (!scene.skills.empty()) config.skills = scene.skills[i];
      const acd::AgentRef agent = engine_.add_agent(config);
      expect(agent == acd::AgentRef{i});
      for (const Place& place : scene.places[i])
        engine_.set_member(acd::QueueRef{place.queue}, agent, {place.tier, place.level}, now);
      engine_.login(agent, now);
    }
    clear();
  }

  void pass_time(Micros now) {
    if (engine_.deadline() <= now) engine_.advance(now);
  }
  void enter(const Arrival& arrival, Micros now) { join(arrival, now); }
  void join(const Arrival& arrival, Micros now) {
    request_.tag = arrival.tag;
    request_.priority = arrival.priority;
    if (arrival.required != nullptr) request_.required = *arrival.required;
    const auto joined = engine_.join(acd::QueueRef{arrival.queue}, request_, now);
    expect(joined.result == acd::JoinResult::kJoined);
  }
  void end_call(uint32_t agent, Micros now) { engine_.end_call(acd::AgentRef{agent}, 0, now); }
  void ready(uint32_t agent, Micros now) { engine_.ready(acd::AgentRef{agent}, now); }

  void serve(std::vector<Assignment>& served, Micros now) {
    offers_.clear();
    for (const acd::Output& output : engine_.outputs())
      if (output.type == acd::Output::Type::kOfferCreated) offers_.push_back(output);
    clear();
    for (const acd::Output& output : offers_) {
      if (engine_.offer(output.offer) == nullptr) continue;  // ring-all: another one was faster
      expect(engine_.offer_answered(output.offer, now));
      engine_.connected(output.caller, now);
      served.push_back({static_cast<uint32_t>(output.agent), output.tag});
    }
    clear();
  }
  const acd::Engine& engine() const { return engine_; }

 private:
  static void expect(bool is_good) {
    if (!is_good) throw std::runtime_error("the engine refuses a step of the benchmark");
  }
  void clear() {
    engine_.clear_outputs();
    engine_.clear_changes();
  }

  acd::Engine engine_{7};
  acd::JoinRequest request_;
  std::vector<acd::Output> offers_;
};

}  // namespace sivo::bench
