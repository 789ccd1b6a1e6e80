#include <algorithm>

#include "engine/acd/impl.hpp"

// The ready index: per queue and tier the members that may be offered now, in the order of the
// queue's strategy (spec/acd.md section 3), and what the strategies remember.
namespace sivo::acd {

bool Engine::Impl::is_ready(const AgentSlot& agent) const {
  const AgentState& state = agent.state;
  return state.presence == Presence::kAvailable && state.activity == Activity::kIdle &&
         state.is_reachable && state.delay_until <= time;
}

void Engine::Impl::refresh_ready(uint32_t agent) {
  AgentSlot& slot = agents[agent];
  if (!is_ready(slot)) {
    if (slot.is_indexed) unindex_agent(agent);
    slot.is_fresh = false;
  } else if (!slot.is_indexed && !slot.is_fresh) {
    slot.is_fresh = true;
    fresh_agents.push_back(agent);
  }
}

void Engine::Impl::index_agent(uint32_t agent) {
  AgentSlot& slot = agents[agent];
  slot.is_fresh = false;
  slot.is_indexed = true;
  for (const uint32_t member : slot.members) index_member(member);
}

void Engine::Impl::unindex_agent(uint32_t agent) {
  agents[agent].is_indexed = false;
  for (const uint32_t member : agents[agent].members) unindex_member(member);
}

void Engine::Impl::index_member(uint32_t member) {
  Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  slot.rank = rank_of(slot);
  slot.ready_node = ready_forest.insert(tier.ready, member);
  ++queue.ready_count;
  const Skills& has = agents[slot.agent].config.skills;
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    if (queue.demands[demand].used == 0) continue;
    if (!has_skills(has, queue.demands[demand].skills, 0)) continue;
    ready_forest.insert(ready_tree(tier, demand), member);
  }
}

void Engine::Impl::unindex_member(uint32_t member) {
  Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    OrderedTree& tree = ready_tree(tier, demand);
    const uint32_t node = ready_forest.find(tree, member);
    if (node != kNoNode) ready_forest.erase(tree, node);
  }
  ready_forest.erase(tier.ready, slot.ready_node);
  slot.ready_node = kNoNode;
  --queue.ready_count;
}

Micros Engine::Impl::rank_of(const Member& member) const {
  switch (queues[member.queue].state.config.strategy) {
    case Strategy::kLongestIdle:
      return agents[member.agent].state.idle_since;
    case Strategy::kFewestCalls:
      return member.answered;
    case Strategy::kRingAll:
    case Strategy::kRoundRobin:
    case Strategy::kTopDown:
    case Strategy::kRandom:
      break;
  }
  return 0;
}

bool Engine::Impl::was_tried(const Tried& tried, uint32_t agent) const {
  return !tried.empty() && std::binary_search(tried.begin(), tried.end(), AgentRef{agent});
}

bool Engine::Impl::is_candidate(const Search& search, uint32_t member) const {
  const uint32_t agent = members[member].agent;
  if (was_tried(*search.tried, agent)) return false;
  if (search.caller == nullptr) return true;
  if (!meets_demand(agents[agent], *search.caller)) return false;
  return !search.by_wish || meets_wish(agents[agent], *search.caller);
}

uint32_t Engine::Impl::pick(const Search& search, Strategy strategy) {
  const OrderedTree& tree = *search.tree;
  const Tier& tier = *search.tier;
  if (tree.empty()) return kNone;
  if (strategy == Strategy::kRandom) return pick_random(search);
  uint32_t from = ready_forest.first(tree);
  if (strategy == Strategy::kRoundRobin && tier.has_last) {
    const uint32_t next = ready_forest.lower_bound(tree, [&](uint32_t handle) {
      const Member& member = members[handle];
      return member.level != tier.last_level ? member.level < tier.last_level
                                             : member.id <= tier.last_id;
    });
    if (next != kNoNode) from = next;
  }
  const uint32_t node = pick_in_order(search, from);
  return node == kNoNode ? kNone : ready_forest.handle(node);
}

// The node, from `from` to the end and round again. Each step over a member is one that this caller
// tried, or of a caller that has to be looked at.
uint32_t Engine::Impl::pick_in_order(const Search& search, uint32_t from) const {
  for (uint32_t node = from; node != kNoNode; node = ready_forest.next(node)) {
    if (is_candidate(search, ready_forest.handle(node))) return node;
  }
  uint32_t node = ready_forest.first(*search.tree);
  for (; node != from; node = ready_forest.next(node)) {
    if (is_candidate(search, ready_forest.handle(node))) return node;
  }
  return kNoNode;
}

// Uniform among the candidates of the lowest level that has one. Only a caller that tried agents
// before, or that has to be looked at, pays for a walk over the level.
uint32_t Engine::Impl::pick_random(const Search& search) {
  const OrderedTree& tree = *search.tree;
  const uint32_t first = pick_in_order(search, ready_forest.first(tree));
  if (first == kNoNode) return kNone;
  const uint32_t level = members[ready_forest.handle(first)].level;
  const uint32_t end = ready_forest.lower_bound(
      tree, [&](uint32_t handle) { return members[handle].level <= level; });
  if (search.tried->empty() && search.caller == nullptr) {
    const uint32_t size = end == kNoNode ? ready_forest.size(tree) : ready_forest.rank(end);
    const auto drawn = static_cast<uint32_t>(random.below(size));
    return ready_forest.handle(ready_forest.kth(tree, drawn));
  }
  uint64_t seen = 0;
  uint32_t chosen = kNone;
  for (uint32_t node = first; node != end; node = ready_forest.next(node)) {
    const uint32_t member = ready_forest.handle(node);
    if (!is_candidate(search, member)) continue;
    if (random.below(++seen) == 0) chosen = member;  // each of n stays with probability 1/n
  }
  return chosen;
}

void Engine::Impl::remember_last(uint32_t member) {
  const Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  tier.has_last = true;
  tier.last_level = slot.level;
  tier.last_id = slot.id;
  auto& memory = queue.state.memory.last_offered;
  const LastOffered last{tier.number, slot.level, agents[slot.agent].config.id};
  const auto entry = std::find_if(memory.begin(), memory.end(),
                                  [&last](const auto& each) { return each.tier == last.tier; });
  if (entry == memory.end()) {
    memory.push_back(last);
  } else {
    *entry = last;
  }
  touch_queue(slot.queue);
}

// A pointer at the member follows it.
void Engine::Impl::change_last_level(uint32_t member, uint32_t level) {
  const Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  for (Tier& tier : queue.tiers) {
    if (tier.has_last && tier.last_id == slot.id) tier.last_level = level;
  }
  for (LastOffered& last : queue.state.memory.last_offered) {
    if (key_of(last.agent) != slot.id) continue;
    last.level = level;
    touch_queue(slot.queue);
  }
}

void Engine::Impl::count_answer(uint32_t queue, uint32_t agent) {
  if (queues[queue].state.config.strategy != Strategy::kFewestCalls) return;
  const uint32_t member = find_member(queue, agent);
  if (member == kNone) return;
  log_answer(member, 1);
  set_answered(member, members[member].answered + 1);
}

void Engine::Impl::log_answer(uint32_t member, uint32_t weight) {
  const Member& slot = members[member];
  queues[slot.queue].answers.push(Answer{time, member, slot.generation, weight});
  new_answers.push_back({QueueRef{slot.queue}, AgentRef{slot.agent}, time, weight});
  arm_queue(slot.queue);
}

// Not written yet, of a member that goes or a queue that counts no more.
void Engine::Impl::drop_new_answers(uint32_t queue, uint32_t agent) {
  std::erase_if(new_answers, [&](const CountedAnswer& answer) {
    return answer.queue == QueueRef{queue} && (agent == kNone || answer.agent == AgentRef{agent});
  });
}

void Engine::Impl::expire_answers(uint32_t queue) {
  AnswerLog& answers = queues[queue].answers;
  const Micros window = queues[queue].state.config.fewest_calls_window_us;
  while (!answers.empty() && later(answers.front().at, window) <= time) {
    const Answer answer = answers.front();
    answers.pop();
    if (!members.is_live(answer.member)) continue;
    const Member& member = members[answer.member];
    if (member.generation != answer.generation) continue;
    set_answered(answer.member, member.answered - answer.weight);
  }
}

// A member that comes starts at the least of its peers, as if it had answered the difference just
// now.
void Engine::Impl::enter_peers(uint32_t member) {
  Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  if (queue.state.config.strategy != Strategy::kFewestCalls) return;
  Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  if (!tier.peers.empty()) {
    const uint32_t least = members[peer_forest.handle(peer_forest.first(tier.peers))].answered;
    if (slot.answered < least) {
      log_answer(member, least - slot.answered);
      slot.answered = least;
    }
  }
  slot.peer_node = peer_forest.insert(tier.peers, member);
}

void Engine::Impl::leave_peers(uint32_t member) {
  Member& slot = members[member];
  if (slot.peer_node == kNoNode) return;
  QueueSlot& queue = queues[slot.queue];
  peer_forest.erase(queue.tiers[tier_index(queue, slot.tier)].peers, slot.peer_node);
  slot.peer_node = kNoNode;
}

void Engine::Impl::set_answered(uint32_t member, uint32_t answered) {
  Member& slot = members[member];
  QueueSlot& queue = queues[slot.queue];
  Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  const bool was_ready = slot.ready_node != kNoNode;
  const bool was_peer = slot.peer_node != kNoNode;
  if (was_ready) unindex_member(member);
  if (was_peer) peer_forest.erase(tier.peers, slot.peer_node);
  slot.answered = answered;
  if (was_peer) slot.peer_node = peer_forest.insert(tier.peers, member);
  if (was_ready) index_member(member);
}

}  // namespace sivo::acd
