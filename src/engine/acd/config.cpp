#include <algorithm>

#include "engine/acd/impl.hpp"

// Queues, agents and members as they come, change and go, also while they are in use.
namespace sivo::acd {

namespace {

void check_config(const QueueConfig& config) {
  SIVO_ASSERT(config.strategy <= Strategy::kRandom);
  SIVO_ASSERT(config.ring_us > 0 && config.max_wait_us >= 0 && config.wrap_up_us >= 0);
  SIVO_ASSERT(config.empty_grace_us >= 0 && config.tier_wait_us >= 0);
  SIVO_ASSERT(config.overflow_us >= 0 && config.skill_relax_us >= 0);
  SIVO_ASSERT(config.reject_delay_us >= 0 && config.busy_delay_us >= 0);
  SIVO_ASSERT(config.no_answer_delay_us >= 0 && config.unreachable_delay_us >= 0);
  SIVO_ASSERT(config.join_empty <= EmptyRule::kStrict);
  SIVO_ASSERT(config.leave_when_empty <= EmptyRule::kStrict);
  SIVO_ASSERT(config.fewest_calls_window_us > 0 && config.aging_per_min <= kAgingMax);
  check_skills(config.required);
  check_skills(config.preferred);
}

void check_config(const AgentConfig& config) {
  SIVO_ASSERT(config.wrap_up_us >= -1 && config.max_no_answer >= -1);
  check_skills(config.skills);
}

}  // namespace

IdKey key_of(const Id& id) {
  IdKey key;
  for (size_t i = 0; i < 8; ++i) {
    key.high = key.high << 8 | id.bytes[i];
    key.low = key.low << 8 | id.bytes[i + 8];
  }
  return key;
}

Micros later(Micros now, Micros span) {
  if (span == kNever || (span > 0 && now > kNever - span)) return kNever;
  return now + span;
}

uint32_t Engine::Impl::add_queue(const QueueConfig& config) {
  check_config(config);
  const uint32_t queue = queues.acquire();
  QueueSlot& slot = queues[queue];
  slot.state.config = config;
  slot.demands.resize(kDemandKinds);
  for (Demand& demand : slot.demands) demand.seekers.resize(1);
  slot.is_empty = is_empty(slot);
  slot.is_deserted = is_deserted(slot);
  return queue;
}

void Engine::Impl::update_queue(uint32_t queue, const QueueConfig& config) {
  check_config(config);
  if (config.strategy != queues[queue].state.config.strategy)
    change_strategy(queue, config.strategy);
  const bool ages_otherwise = config.aging_per_min != queues[queue].state.config.aging_per_min;
  queues[queue].state.config = config;
  queues[queue].first_unasked = queues[queue].first_ordinary;
  if (ages_otherwise) reorder_line(queue);
  expire_answers(queue);
  check_emptiness(queue);
  refresh_callers(queue);
  arm_queue(queue);
}

// What the old strategy counted is forgotten.
void Engine::Impl::change_strategy(uint32_t queue, Strategy strategy) {
  QueueSlot& slot = queues[queue];
  for (const uint32_t member : slot.members) {
    if (members[member].ready_node != kNoNode) unindex_member(member);
    leave_peers(member);
    members[member].answered = 0;
  }
  slot.answers.clear();
  drop_new_answers(queue, kNone);
  slot.state.config.strategy = strategy;
  for (const uint32_t member : slot.members) {
    const AgentSlot& agent = agents[members[member].agent];
    if (agent.state.presence == Presence::kAvailable) enter_peers(member);
    if (agent.is_indexed) index_member(member);
  }
}

void Engine::Impl::remove_queue(uint32_t queue) {
  leaving.clear();
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), [this](uint32_t a, uint32_t b) {
    return callers[a].state.sequence < callers[b].state.sequence;
  });
  for (const uint32_t caller : leaving) expel_caller(caller, LeaveReason::kQueueRemoved);
  while (!queues[queue].members.empty()) drop_member(queues[queue].members.back());
  timers.cancel(timer_key(TimerKind::kQueue, queue));
  std::erase(changed_queues, QueueRef{queue});
  drop_new_answers(queue, kNone);
  std::erase(dirty_queues, queue);
  std::erase(overdue_queues, queue);
  queues.release(queue);
}

uint32_t Engine::Impl::add_agent(const AgentConfig& config) {
  check_config(config);
  const uint32_t agent = agents.acquire();
  agents[agent].config = config;
  agents[agent].key = key_of(config.id);
  return agent;
}

// An idle agent leaves the index and is looked at anew: it may serve whom it could not before.
void Engine::Impl::update_agent(uint32_t agent, const AgentConfig& config) {
  check_config(config);
  SIVO_ASSERT(!agents[agent].is_removed && key_of(config.id) == agents[agent].key);
  const bool is_present = agents[agent].state.presence == Presence::kAvailable;
  if (agents[agent].is_indexed) unindex_agent(agent);
  for (const uint32_t member : agents[agent].members) {
    if (is_present) count_present(member, -1);
  }
  agents[agent].config = config;
  for (const uint32_t member : agents[agent].members) {
    if (is_present) count_present(member, +1);
  }
  refresh_ready(agent);
}

void Engine::Impl::remove_agent(uint32_t agent) {
  SIVO_ASSERT(!agents[agent].is_removed);
  cancel_ring(agent);
  set_presence(agent, Presence::kLoggedOut);
  agents[agent].state.pending = Presence::kAvailable;
  agents[agent].is_removed = true;
  agents[agent].is_changed = false;
  std::erase(changed_agents, AgentRef{agent});
  agent_updated(agent);
  while (!agents[agent].members.empty()) drop_member(agents[agent].members.back());
  if (agents[agent].state.activity != Activity::kOnCall) release_agent(agent);
}

// Its slot will be another agent's, whom nobody has tried yet. O(callers), which removing an agent
// may cost.
void Engine::Impl::release_agent(uint32_t agent) {
  for (uint32_t caller = 0; caller < callers.slot_end(); ++caller) {
    if (callers.is_live(caller)) std::erase(callers[caller].state.tried, AgentRef{agent});
  }
  timers.cancel(timer_key(TimerKind::kAgent, agent));
  std::erase(fresh_agents, agent);
  agents.release(agent);
}

void Engine::Impl::set_member(uint32_t queue, uint32_t agent, const MemberConfig& config) {
  SIVO_ASSERT(config.tier >= 1 && !agents[agent].is_removed);
  const uint32_t member = find_member(queue, agent);
  if (member == kNone) {
    add_member(queue, agent, config);
  } else {
    move_member(member, config);
  }
  check_emptiness(queue);
  mark_dirty(queue);
}

void Engine::Impl::remove_member(uint32_t queue, uint32_t agent) {
  const uint32_t member = find_member(queue, agent);
  if (member == kNone) return;
  const AgentState& state = agents[agent].state;
  const bool rings_for_queue = state.activity == Activity::kOffered &&
                               offers[state.offer.slot].record.queue == QueueRef{queue};
  if (rings_for_queue) cancel_ring(agent);
  drop_member(member);
  if (rings_for_queue) agent_changed(agent);
}

uint32_t Engine::Impl::find_member(uint32_t queue, uint32_t agent) const {
  for (const uint32_t member : agents[agent].members) {
    if (members[member].queue == queue) return member;
  }
  return kNone;
}

void Engine::Impl::add_member(uint32_t queue, uint32_t agent, const MemberConfig& config) {
  make_tier(queue, config.tier);
  const uint32_t member = members.acquire();
  Member& slot = members[member];
  slot.queue = queue;
  slot.agent = agent;
  slot.tier = config.tier;
  slot.level = config.level;
  slot.id = agents[agent].key;
  agents[agent].members.push_back(member);
  queues[queue].members.push_back(member);
  enter_tier(member);
}

void Engine::Impl::move_member(uint32_t member, const MemberConfig& config) {
  Member& slot = members[member];
  if (slot.tier == config.tier && slot.level == config.level) return;
  change_last_level(member, config.level);
  if (slot.tier == config.tier) {
    const bool is_indexed = slot.ready_node != kNoNode;
    if (is_indexed) unindex_member(member);
    slot.level = config.level;
    if (is_indexed) index_member(member);
    return;
  }
  make_tier(slot.queue, config.tier);
  leave_tier(member);
  slot.tier = config.tier;
  slot.level = config.level;
  enter_tier(member);
}

void Engine::Impl::drop_member(uint32_t member) {
  const uint32_t queue = members[member].queue;
  leave_tier(member);
  std::erase(queues[queue].members, member);
  std::erase(agents[members[member].agent].members, member);
  drop_new_answers(queue, members[member].agent);
  members.release(member);
  check_emptiness(queue);
  mark_dirty(queue);
}

uint32_t Engine::Impl::tier_index(const QueueSlot& queue, uint32_t number) const {
  for (size_t i = 0; i < queue.tiers.size(); ++i) {
    if (queue.tiers[i].number == number) return static_cast<uint32_t>(i);
  }
  return kNone;
}

// The indexes of higher tiers move, so every caller is placed anew; members stand in the index as
// before.
void Engine::Impl::make_tier(uint32_t queue, uint32_t number) {
  QueueSlot& slot = queues[queue];
  if (tier_index(slot, number) != kNone) return;
  for (uint32_t at = slot.first_caller; at != kNone; at = callers[at].next) stop_seeking(at);
  const auto place = std::find_if(slot.tiers.begin(), slot.tiers.end(),
                                  [number](const Tier& tier) { return tier.number > number; });
  Tier tier;
  tier.number = number;
  tier.fitting.resize(slot.demands.size() - kDemandKinds);
  slot.tiers.insert(place, tier);
  for (Demand& demand : slot.demands) demand.seekers.resize(slot.tiers.size());
  refresh_callers(queue);
}

void Engine::Impl::enter_tier(uint32_t member) {
  Member& slot = members[member];
  const AgentSlot& agent = agents[slot.agent];
  QueueSlot& queue = queues[slot.queue];
  ++queue.tiers[tier_index(queue, slot.tier)].member_count;
  count_presence(member, agent.state.presence, +1);
  if (agent.is_indexed) index_member(member);
}

void Engine::Impl::leave_tier(uint32_t member) {
  Member& slot = members[member];
  const AgentSlot& agent = agents[slot.agent];
  QueueSlot& queue = queues[slot.queue];
  if (agent.is_indexed) unindex_member(member);
  count_presence(member, agent.state.presence, -1);
  --queue.tiers[tier_index(queue, slot.tier)].member_count;
}

}  // namespace sivo::acd
