#include "acd_scene.hpp"

#include <algorithm>

#include "base/prng.hpp"

namespace sivo::bench {
namespace {

constexpr uint32_t kQueuesPerAgent = 3;
constexpr uint32_t kStride = 7;  // between the queues of an agent

constexpr uint32_t kSkills = 20;
constexpr uint32_t kProfiles = 30;
constexpr size_t kSkillsPerProfile = 5;
constexpr size_t kSkillsPerDemand = 2;

uint32_t draw(Xoshiro256& random, uint32_t bound) {
  return static_cast<uint32_t>(random.below(bound));
}

acd::Skills draw_profile(Xoshiro256& random) {
  acd::Skills profile;
  while (profile.size() < kSkillsPerProfile) {
    const uint32_t skill = draw(random, kSkills);
    const bool is_known = std::any_of(profile.begin(), profile.end(),
                                      [skill](const auto& each) { return each.skill == skill; });
    if (!is_known) profile.push_back({skill, 1 + draw(random, acd::kSkillLevelMax)});
  }
  std::sort(profile.begin(), profile.end());
  return profile;
}

// Some of the profile's skills, at its level or below.
acd::Skills draw_demand(Xoshiro256& random, const acd::Skills& profile) {
  acd::Skills demand = profile;
  while (demand.size() > kSkillsPerDemand)
    demand.erase(demand.begin() + draw(random, static_cast<uint32_t>(demand.size())));
  for (acd::SkillLevel& each : demand) each.level = 1 + draw(random, each.level);
  return demand;
}

}  // namespace

Scene wide_scene(uint32_t agents, uint32_t queues, acd::Strategy strategy) {
  Scene scene;
  scene.strategy = strategy;
  scene.queues = queues;
  scene.places.resize(agents);
  for (uint32_t agent = 0; agent < agents; ++agent) {
    for (uint32_t i = 0; i < std::min(queues, kQueuesPerAgent); ++i)
      scene.places[agent].push_back({(agent + i * kStride) % queues});
  }
  return scene;
}

Scene skills_scene(uint32_t agents, uint32_t queues) {
  Scene scene = wide_scene(agents, queues);
  Xoshiro256 random{11};
  std::vector<acd::Skills> profiles, demands;
  for (uint32_t i = 0; i < kProfiles; ++i) {
    profiles.push_back(draw_profile(random));
    demands.push_back(draw_demand(random, profiles.back()));
  }
  scene.demands.resize(queues);
  for (const std::vector<Place>& places : scene.places) {
    const uint32_t profile = draw(random, kProfiles);
    scene.skills.push_back(profiles[profile]);
    for (const Place& place : places) scene.demands[place.queue].push_back(demands[profile]);
  }
  return scene;
}

Scene tiers_scene() {
  Scene scene = wide_scene(12, 5);
  Xoshiro256 random{13};
  for (std::vector<Place>& places : scene.places) {
    for (Place& place : places) {
      place.tier = 1 + draw(random, 3);
      place.level = 1 + draw(random, 2);
    }
  }
  scene.priorities = 3;
  scene.tier_wait_us = 4 * kMillisecond;
  return scene;
}

}  // namespace sivo::bench
