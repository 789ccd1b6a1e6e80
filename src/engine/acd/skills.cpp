#include <algorithm>

#include "engine/acd/impl.hpp"

// Skills. Callers of a queue who demand the same are one demand, and per tier and demand there is a
// tree of the ready members who meet it, so that nobody is looked at in vain. A member stands in
// the tree of every demand it meets: what becoming ready costs grows with the number of demands
// that somebody waits with, which are few, and not with callers or agents. Only a demand not met
// with lately looks at every ready member, once.
namespace sivo::acd {

bool has_skills(const Skills& has, const Skills& needed, uint32_t relaxed) {
  auto at = has.begin();
  for (const SkillLevel& need : needed) {
    if (need.level <= relaxed) continue;
    while (at != has.end() && at->skill < need.skill) ++at;
    if (at == has.end() || at->skill != need.skill) return false;
    if (at->level < need.level - relaxed) return false;
  }
  return true;
}

void check_skills(const Skills& skills) {
  SIVO_ASSERT(skills.size() <= kSkillsMax);
  for (size_t i = 0; i < skills.size(); ++i) {
    SIVO_ASSERT(skills[i].level >= 1 && skills[i].level <= kSkillLevelMax);
    SIVO_ASSERT(i == 0 || skills[i - 1].skill < skills[i].skill);
  }
}

bool Engine::Impl::meets_demand(const AgentSlot& agent, const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  const Skills& has = agent.config.skills;
  if (!has_skills(has, config.required, 0)) return false;
  if (!has_skills(has, caller.state.required, 0)) return false;
  return config.skill_relax_us == 0 || has_skills(has, config.preferred, caller.relax_step);
}

bool Engine::Impl::meets_wish(const AgentSlot& agent, const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  return has_skills(agent.config.skills, config.preferred, 0);
}

uint32_t Engine::Impl::relax_step_of(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  const Micros step_us = queue.state.config.skill_relax_us;
  if (step_us == 0) return 0;
  const Micros waited = std::max<Micros>(time - caller.state.joined, 0);
  return static_cast<uint32_t>(std::min<Micros>(waited / step_us, relax_steps(queue)));
}

uint32_t Engine::Impl::relax_steps(const QueueSlot& queue) const {
  uint32_t steps = 0;
  for (const SkillLevel& wanted : queue.state.config.preferred) {
    steps = std::max(steps, wanted.level);
  }
  return steps;
}

Micros Engine::Impl::relaxes_at(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  const Micros step_us = queue.state.config.skill_relax_us;
  if (step_us == 0 || caller.relax_step >= relax_steps(queue)) return kNever;
  const Micros steps = Micros{caller.relax_step} + 1;
  if (step_us > kNever / steps) return kNever;
  return later(caller.state.joined, step_us * steps);
}

// Where one of the two finds no place in the table, the caller is looked at by itself.
void Engine::Impl::take_demand(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  const auto queue = static_cast<uint32_t>(slot.state.queue);
  const QueueConfig& config = queues[queue].state.config;
  drop_demand(caller);
  if (config.required.empty() && config.preferred.empty() && slot.state.required.empty()) {
    slot.relax_step = 0;
    return;
  }
  slot.relax_step = relax_step_of(slot);
  collect_demand(slot, false);
  slot.demand = use_demand(queue);
  if (config.preferred.empty() || config.skill_relax_us > 0) return;
  if (slot.demand == kOwnDemand) return;
  collect_demand(slot, true);
  slot.wish = use_demand(queue);
  if (slot.wish != kOwnDemand) return;
  slot.wish = kNone;
  release_demand(queue, slot.demand);
  slot.demand = kOwnDemand;
}

void Engine::Impl::drop_demand(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  if (slot.demand == kNoDemand && slot.wish == kNone) return;
  const auto queue = static_cast<uint32_t>(slot.state.queue);
  release_demand(queue, slot.demand);
  if (slot.wish != kNone) release_demand(queue, slot.wish);
  slot.demand = kNoDemand;
  slot.wish = kNone;
}

// Into `demanded`, each skill once.
void Engine::Impl::collect_demand(const CallerSlot& caller, bool with_wish) {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  demanded.assign(config.required.begin(), config.required.end());
  demanded.insert(demanded.end(), caller.state.required.begin(), caller.state.required.end());
  for (SkillLevel wanted : config.preferred) {
    if (config.skill_relax_us == 0 && !with_wish) break;
    if (wanted.level <= caller.relax_step) continue;
    wanted.level -= caller.relax_step;
    demanded.push_back(wanted);
  }
  std::sort(demanded.begin(), demanded.end());
  size_t kept = 0;
  for (const SkillLevel& each : demanded) {
    if (kept > 0 && demanded[kept - 1].skill == each.skill) --kept;  // the greater level is later
    demanded[kept++] = each;
  }
  demanded.resize(kept);
}

// The number of `demanded`; kNone when it is not in the table.
uint32_t Engine::Impl::find_demand(const QueueSlot& queue) const {
  if (demanded.empty()) return kNoDemand;
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    const Demand& slot = queue.demands[demand];
    if (slot.used != 0 && slot.skills == demanded) return demand;
  }
  return kNone;
}

// The number of `demanded`, with one user more.
uint32_t Engine::Impl::use_demand(uint32_t queue) {
  QueueSlot& slot = queues[queue];
  uint32_t demand = find_demand(slot);
  if (demand == kNoDemand) return demand;
  if (demand == kNone) {
    demand = new_demand(queue);
    if (demand == kOwnDemand) return demand;
  } else if (slot.demands[demand].users == 0) {
    --slot.idle_demands;
  }
  ++slot.demands[demand].users;
  slot.demands[demand].used = ++slot.demand_uses;
  return demand;
}

void Engine::Impl::release_demand(uint32_t queue, uint32_t demand) {
  if (demand < kDemandKinds) return;
  QueueSlot& slot = queues[queue];
  slot.demands[demand].used = ++slot.demand_uses;
  if (--slot.demands[demand].users > 0) return;
  ++slot.idle_demands;
  if (slot.idle_demands > kIdleDemandsMax) forget_idle_demand(slot);
}

// kOwnDemand when the table is full.
uint32_t Engine::Impl::new_demand(uint32_t queue) {
  QueueSlot& slot = queues[queue];
  uint32_t demand = kDemandKinds;
  while (demand < slot.demands.size() && slot.demands[demand].used != 0) ++demand;
  if (demand == slot.demands.size()) {
    const bool is_full = slot.demands.size() == kDemandKinds + demands_max;
    if (is_full && slot.idle_demands == 0) return kOwnDemand;
    if (is_full) {
      demand = forget_idle_demand(slot);
    } else {
      slot.demands.emplace_back().seekers.resize(std::max(size_t{1}, slot.tiers.size()));
      for (Tier& tier : slot.tiers) tier.fitting.emplace_back();
    }
  }
  slot.demands[demand].skills = demanded;
  for (const uint32_t member : slot.members) {
    const AgentSlot& agent = agents[members[member].agent];
    if (!has_skills(agent.config.skills, demanded, 0)) continue;
    slot.demands[demand].present += agent.state.presence == Presence::kAvailable;
    if (members[member].ready_node == kNoNode) continue;
    const uint32_t tier = tier_index(slot, members[member].tier);
    ready_forest.insert(slot.tiers[tier].fitting[demand - kDemandKinds], member);
  }
  return demand;
}

// One who comes (+1) or goes (-1) among those present, with the skills it has.
void Engine::Impl::count_present(uint32_t member, int change) {
  QueueSlot& queue = queues[members[member].queue];
  const Skills& has = agents[members[member].agent].config.skills;
  const auto step = static_cast<uint32_t>(change);  // wraps: adding 2^32 - 1 takes one away
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    Demand& slot = queue.demands[demand];
    if (slot.used != 0 && has_skills(has, slot.skills, 0)) slot.present += step;
  }
}

// The one that was wanted least lately.
uint32_t Engine::Impl::forget_idle_demand(QueueSlot& queue) {
  uint32_t oldest = kNone;
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    const Demand& slot = queue.demands[demand];
    if (slot.used == 0 || slot.users > 0) continue;
    if (oldest == kNone || slot.used < queue.demands[oldest].used) oldest = demand;
  }
  SIVO_ASSERT(oldest != kNone);
  for (Tier& tier : queue.tiers) ready_forest.clear(tier.fitting[oldest - kDemandKinds]);
  queue.demands[oldest].used = 0;
  queue.demands[oldest].present = 0;
  queue.demands[oldest].skills.clear();
  --queue.idle_demands;
  return oldest;
}

OrderedTree& Engine::Impl::ready_tree(Tier& tier, uint32_t demand) {
  return demand < kDemandKinds ? tier.ready : tier.fitting[demand - kDemandKinds];
}
const OrderedTree& Engine::Impl::ready_tree(const Tier& tier, uint32_t demand) const {
  return demand < kDemandKinds ? tier.ready : tier.fitting[demand - kDemandKinds];
}

}  // namespace sivo::acd
