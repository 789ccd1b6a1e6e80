#include <algorithm>

#include "engine/acd/impl.hpp"

// Reopening: facts come back one by one, resume() builds every index over them.
namespace sivo::acd {

void Engine::Impl::restore_agent(uint32_t agent, const AgentState& state) {
  set_presence(agent, state.presence);
  agents[agent].state = state;
  agents[agent].state.offer = OfferRef{};
  if (agents[agent].is_indexed) unindex_agent(agent);
}

// Of an agent that is no member any more and whose level is not known no trace is left: its tier
// starts from the front.
void Engine::Impl::restore_queue(uint32_t queue, const QueueMemory& memory) {
  queues[queue].state.memory = memory;
  sequence = std::max(sequence, memory.sequence);
  for (LastOffered& last : queues[queue].state.memory.last_offered) {
    const IdKey key = key_of(last.agent);
    for (const uint32_t member : queues[queue].members) {
      if (last.level == 0 && members[member].id == key) last.level = members[member].level;
    }
    if (last.level == 0) continue;
    make_tier(queue, last.tier);
    Tier& tier = queues[queue].tiers[tier_index(queues[queue], last.tier)];
    tier.has_last = true;
    tier.last_id = key;
    tier.last_level = last.level;
  }
}

// After the agents: nobody is taken to have answered more because of it.
void Engine::Impl::restore_answer(const CountedAnswer& answer) {
  const auto queue = static_cast<uint32_t>(answer.queue);
  if (queues[queue].state.config.strategy != Strategy::kFewestCalls) return;
  const uint32_t member = find_member(queue, static_cast<uint32_t>(answer.agent));
  if (member == kNone) return;
  const uint32_t generation = members[member].generation;
  queues[queue].answers.push(Answer{answer.at, member, generation, answer.weight});
  set_answered(member, members[member].answered + answer.weight);
}

uint32_t Engine::Impl::restore_caller(uint32_t queue, const CallerState& state) {
  check_skills(state.required);
  const uint32_t caller = callers.acquire();
  CallerState& restored = callers[caller].state;
  restored = state;
  restored.queue = QueueRef{queue};
  restored.is_overflow_due = false;
  if (restored.sequence == 0) restored.sequence = sequence + 1;
  sequence = std::max(sequence, restored.sequence);
  std::sort(restored.tried.begin(), restored.tried.end());
  link_caller(caller);
  return caller;
}

uint32_t Engine::Impl::restore_offer(const OfferRecord& record) {
  SIVO_ASSERT(record.state == OfferState::kPending || record.state == OfferState::kAccepted);
  const uint32_t offer = offers.acquire();
  OfferSlot& slot = offers[offer];
  slot.record = record;
  slot.record.ref = OfferRef{offer, slot.generation};
  AgentState& agent = agents[static_cast<uint32_t>(record.agent)].state;
  SIVO_ASSERT(!is_current(agent.offer));
  agent.offer = slot.record.ref;
  if (record.state == OfferState::kPending) {
    agent.activity = Activity::kOffered;
    link_offer(offer);
  } else {
    agent.activity = Activity::kOnCall;
    callers[static_cast<uint32_t>(record.caller)].accepted_offer = offer;
  }
  return offer;
}

void Engine::Impl::restore_lines() {
  relink_callers();
  relink_offers();
  for (uint32_t caller = 0; caller < callers.slot_end(); ++caller) {
    if (!callers.is_live(caller)) continue;
    CallerSlot& slot = callers[caller];
    slot.state.is_connecting = slot.accepted_offer != kNone;
    if (!slot.state.is_connecting && slot.line_node == kNoNode) enter_line(caller);
  }
}

void Engine::Impl::look() {
  restore_lines();
  for (uint32_t agent = 0; agent < agents.slot_end(); ++agent) {
    if (agents.is_live(agent) && is_ready(agents[agent])) index_agent(agent);
  }
}

void Engine::Impl::resume() {
  restore_lines();
  for (uint32_t agent = 0; agent < agents.slot_end(); ++agent) {
    if (agents.is_live(agent)) resume_agent(agent);
  }
  for (uint32_t queue = 0; queue < queues.slot_end(); ++queue) {
    if (!queues.is_live(queue)) continue;
    // From the front: while the lines filled, who was not in line yet looked like one who connects.
    queues[queue].first_unasked = queues[queue].first_ordinary;
    expire_answers(queue);
    check_emptiness(queue);
    arm_queue(queue);
  }
}

// An offer that ran out while nobody was there to see it answered is no miss.
void Engine::Impl::resume_agent(uint32_t agent) {
  AgentState& state = agents[agent].state;
  const bool has_offer = is_current(state.offer);
  if (has_offer && state.activity == Activity::kOffered &&
      offers[state.offer.slot].record.deadline < time) {
    close_offer(state.offer.slot, OfferState::kHostError);
    agent_changed(agent);
    return;
  }
  if (!has_offer && state.activity == Activity::kOffered) {
    state.activity = Activity::kIdle;
    agent_changed(agent);
    return;
  }
  refresh_ready(agent);
  arm_agent(agent);
}

// In the order of their own grace (CallerState::empty_since), then as they joined.
void Engine::Impl::relink_callers() {
  leaving.clear();
  for (uint32_t caller = 0; caller < callers.slot_end(); ++caller) {
    if (callers.is_live(caller)) leaving.push_back(caller);
  }
  std::sort(leaving.begin(), leaving.end(), [this](uint32_t a, uint32_t b) {
    const CallerState& x = callers[a].state;
    const CallerState& y = callers[b].state;
    return x.empty_since != y.empty_since ? x.empty_since < y.empty_since : x.sequence < y.sequence;
  });
  for (const uint32_t caller : leaving) {
    unlink_caller(caller);
    link_caller(caller);
  }
}

// In the order they were made: at one instant that is tier, level, id.
void Engine::Impl::relink_offers() {
  std::vector<uint32_t> pending;
  for (uint32_t offer = 0; offer < offers.slot_end(); ++offer) {
    if (!offers.is_live(offer)) continue;
    if (offers[offer].record.state == OfferState::kPending) pending.push_back(offer);
  }
  std::sort(pending.begin(), pending.end(), [this](uint32_t a, uint32_t b) {
    const OfferRecord& x = offers[a].record;
    const OfferRecord& y = offers[b].record;
    if (x.created != y.created) return x.created < y.created;
    return made_before(x, y);
  });
  for (const uint32_t offer : pending) {
    unlink_offer(offer);
    link_offer(offer);
  }
}

bool Engine::Impl::made_before(const OfferRecord& a, const OfferRecord& b) const {
  const auto agent_a = static_cast<uint32_t>(a.agent);
  const auto agent_b = static_cast<uint32_t>(b.agent);
  const uint32_t x = find_member(static_cast<uint32_t>(a.queue), agent_a);
  const uint32_t y = find_member(static_cast<uint32_t>(b.queue), agent_b);
  if (x == kNone || y == kNone) return agent_a < agent_b;
  if (members[x].tier != members[y].tier) return members[x].tier < members[y].tier;
  if (members[x].level != members[y].level) return members[x].level < members[y].level;
  return members[x].id != members[y].id ? members[x].id < members[y].id : agent_a < agent_b;
}

}  // namespace sivo::acd
