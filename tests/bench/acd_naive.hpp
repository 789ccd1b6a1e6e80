#pragma once

#include <vector>

#include "acd_scene.hpp"

namespace sivo::bench {

// The distributor as it is written first: whenever a caller comes or an agent gets ready, each
// waiting caller in line order looks at each agent. Plain structs in plain vectors, the rules of
// the engine for longest-idle, tiers, levels, priorities and required skills. A baseline.
class NaiveDispatcher {
 public:
  NaiveDispatcher(const Scene& scene, Micros now);

  void pass_time(Micros now);
  void join(const Arrival& arrival, Micros now);
  void enter(const Arrival& arrival, Micros now);
  void end_call(uint32_t agent, Micros now);
  void ready(uint32_t agent, Micros now);
  void serve(std::vector<Assignment>& served, Micros now);

 private:
  enum class State : uint8_t { kIdle, kOffered, kOnCall, kWrapUp };
  struct Agent {
    State state = State::kIdle;
    Micros idle_since = 0;
    std::vector<Place> places;
    acd::Skills skills;
  };
  struct Caller {
    Arrival arrival;
    Micros joined = 0;
    bool is_offered = false;
  };

  void pass(Micros now);
  const Place* best_place(const Caller& caller, Micros now, uint32_t& agent) const;
  bool is_open(const Place& place, const Caller& caller, Micros now) const;

  Micros tier_wait_us_;
  std::vector<Agent> agents_;
  std::vector<Caller> callers_;  // in line order
  std::vector<Assignment> offers_;
};

}  // namespace sivo::bench
