#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/acd/types.hpp"

// The call centres of the distributor's benchmark, as the three dispatchers take them: the engine,
// the naive one and the one in SQL. Agents and queues are numbered from 0.
namespace sivo::bench {

struct Place {
  uint32_t queue = 0;
  uint32_t tier = 1;
  uint32_t level = 1;
};

// All agents are logged in. The other two dispatchers know no strategy but longest-idle.
struct Scene {
  uint32_t queues = 0;
  std::vector<std::vector<Place>> places;           // by agent
  std::vector<acd::Skills> skills{};                // by agent; empty: nobody has any
  std::vector<std::vector<acd::Skills>> demands{};  // by queue, of which a caller has one at random
  uint32_t priorities = 1;                          // a caller's is below this, at random
  Micros tier_wait_us = 0;
  acd::Strategy strategy = acd::Strategy::kLongestIdle;  // of every queue

  uint32_t agents() const { return static_cast<uint32_t>(places.size()); }
};

struct Arrival {
  uint64_t tag = 0;  // of the caller; they count up
  uint32_t queue = 0;
  int32_t priority = 0;
  const acd::Skills* required = nullptr;  // owned by the scene; null = none
};

struct NamedStrategy {
  acd::Strategy strategy;
  std::string_view name;
};
inline constexpr std::array kStrategies{NamedStrategy{acd::Strategy::kLongestIdle, "longest-idle"},
                                        NamedStrategy{acd::Strategy::kRoundRobin, "round-robin"},
                                        NamedStrategy{acd::Strategy::kTopDown, "top-down"},
                                        NamedStrategy{acd::Strategy::kFewestCalls, "fewest-calls"},
                                        NamedStrategy{acd::Strategy::kRandom, "random"},
                                        NamedStrategy{acd::Strategy::kRingAll, "ring-all"}};

// A decision.
struct Assignment {
  uint32_t agent = 0;
  uint64_t tag = 0;
  friend constexpr bool operator==(const Assignment&, const Assignment&) = default;
};

// Each agent in 3 of the queues, in all of them if there are fewer; one tier, one level.
Scene wide_scene(uint32_t agents, uint32_t queues,
                 acd::Strategy strategy = acd::Strategy::kLongestIdle);
// The same with 20 skills: an agent has one of 30 profiles of 5 skills each, and to every profile
// belongs a demand for 2 of them that it meets; a queue's callers demand in proportion to the
// profiles of its agents.
Scene skills_scene(uint32_t agents, uint32_t queues);
// Small, with what the dispatchers could decide differently: tiers that open by waiting, levels and
// priorities.
Scene tiers_scene();

}  // namespace sivo::bench
