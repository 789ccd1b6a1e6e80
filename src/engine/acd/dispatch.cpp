#include <algorithm>

#include "engine/acd/impl.hpp"

// Who is offered whom. Between calls no caller that wants an agent stands beside an agent that may
// take it, so only what changed in this step is looked at.
namespace sivo::acd {

void Engine::Impl::mark_dirty(uint32_t queue) {
  QueueSlot& slot = queues[queue];
  if (slot.is_dirty) return;
  slot.is_dirty = true;
  dirty_queues.push_back(queue);
}

void Engine::Impl::finish() {
  outputs_before_dispatch = outputs.size();
  if (overdue_queues.empty() && dirty_queues.empty() && fresh_agents.empty()) return;
  std::sort(overdue_queues.begin(), overdue_queues.end());
  for (size_t i = 0; i < overdue_queues.size(); ++i) {
    queues[overdue_queues[i]].is_overdue = false;
    empty_out(overdue_queues[i]);
  }
  overdue_queues.clear();
  outputs_before_dispatch = outputs.size();
  dispatch();
}

// The first caller of all dirty queues gets the best agent its queue has for it, and again. Each
// offer takes one agent and nothing else, so a queue's match is looked for again only after its own
// offer, or when its turn comes and the agent is gone; until then it is the earliest the queue can
// have.
void Engine::Impl::dispatch() {
  std::erase_if(fresh_agents, [this](uint32_t agent) { return !agents[agent].is_fresh; });
  if (dirty_queues.empty() && fresh_agents.size() == 1) {
    dispatch_one(fresh_agents.front());
    fresh_agents.clear();
    return;
  }
  for (const uint32_t agent : fresh_agents) {
    index_agent(agent);
    for (const uint32_t member : agents[agent].members) mark_dirty(members[member].queue);
  }
  fresh_agents.clear();
  SIVO_ASSERT(matches.empty());
  for (const uint32_t queue : dirty_queues) {
    queues[queue].is_dirty = false;
    add_match(queue);
  }
  dirty_queues.clear();
  while (!matches.empty()) {
    std::pop_heap(matches.begin(), matches.end(), GoesLater{this});
    const Match best = matches.back();
    matches.pop_back();
    const uint32_t queue = members[best.member].queue;
    if (members[best.member].ready_node != kNoNode) make_offer(best.caller, best.member);
    add_match(queue);
  }
}

void Engine::Impl::add_match(uint32_t queue) {
  const Match match = find_match(queue);
  if (match.caller == kNone) return;
  matches.push_back(match);
  std::push_heap(matches.begin(), matches.end(), GoesLater{this});
}

// The same decision for the usual case, one agent that became ready: all it can take is the first
// caller of its queues, and if there is one the agent need not enter the index at all.
void Engine::Impl::dispatch_one(uint32_t agent) {
  Match best;
  for (const uint32_t member : agents[agent].members) {
    const QueueSlot& queue = queues[members[member].queue];
    for (const Demand& demand : queue.demands) {
      if (demand.seeking == 0) continue;
      const uint32_t caller = first_for(member, demand);
      if (caller == kNone) continue;
      if (best.caller == kNone || goes_before(caller, best.caller)) best = {caller, member};
    }
  }
  if (best.caller == kNone) {
    index_agent(agent);
    return;
  }
  agents[agent].is_fresh = false;
  make_offer(best.caller, best.member);
}

// The first of those with this demand whom the member may be offered, if it alone is ready.
uint32_t Engine::Impl::first_for(uint32_t member, const Demand& demand) const {
  const QueueSlot& queue = queues[members[member].queue];
  const uint32_t agent = members[member].agent;
  const uint32_t least = least_open_tier(queue, tier_index(queue, members[member].tier));
  uint32_t caller = next_seeker(demand, least, kNone);
  if (caller == kNone) return kNone;
  const bool is_plain = demand.skills.empty();
  if (!is_plain && !has_skills(agents[agent].config.skills, demand.skills, 0)) return kNone;
  const bool looks_at_each = &demand == &queue.demands[kOwnDemand];
  for (; caller != kNone; caller = next_seeker(demand, least, caller)) {
    const CallerSlot& slot = callers[caller];
    if (looks_at_each && !meets_demand(agents[agent], slot)) continue;
    if (!was_tried(slot.state.tried, agent) || may_restart_round(slot)) return caller;
  }
  return kNone;
}

// The first caller of the queue for whom somebody is ready.
Engine::Impl::Match Engine::Impl::find_match(uint32_t queue) {
  QueueSlot& slot = queues[queue];
  if (slot.ready_count == 0) return {};
  Match best;
  for (uint32_t demand = 0; demand < slot.demands.size(); ++demand) {
    if (slot.demands[demand].seeking == 0) continue;
    const Match match = find_match_of(slot, demand, best.caller);
    if (match.caller != kNone) best = match;
  }
  return best;
}

// Among those with the demand, and if it stands before `limit` in line. Callers that may be served
// by a tier are served by every lower one that has someone ready, so the lowest ready tier says
// which callers to look at. A caller is passed over only when it tried all who are ready and its
// round goes on, or is one of those that have to be looked at.
Engine::Impl::Match Engine::Impl::find_match_of(QueueSlot& queue, uint32_t demand, uint32_t limit) {
  uint32_t tier = 0;
  while (tier < queue.tiers.size() && ready_tree(queue.tiers[tier], demand).empty()) ++tier;
  if (tier == queue.tiers.size()) return {};
  const CallerLess less{&callers};
  const uint32_t least = least_open_tier(queue, tier);
  uint32_t caller = next_seeker(queue.demands[demand], least, kNone);
  while (caller != kNone && (limit == kNone || less(caller, limit))) {
    const uint32_t member = choose(queue, callers[caller]);
    if (member != kNone) return {caller, member};
    caller = next_seeker(queue.demands[demand], least, caller);
  }
  return {};
}

uint32_t Engine::Impl::choose(QueueSlot& queue, const CallerSlot& caller) {
  const uint32_t untried = choose_in_open_tiers(queue, caller, caller.state.tried);
  if (untried != kNone || !may_restart_round(caller)) return untried;
  return choose_in_open_tiers(queue, caller, Tried{});
}

uint32_t Engine::Impl::choose_in_open_tiers(QueueSlot& queue, const CallerSlot& caller,
                                            const Tried& tried) {
  for (uint32_t tier = 0; tier < queue.tiers.size(); ++tier) {
    if (caller.open_tier < least_open_tier(queue, tier)) break;
    const uint32_t member = choose_in_tier(queue, tier, caller, tried);
    if (member != kNone) return member;
  }
  return kNone;
}

// Those who have what the caller prefers, then all who have what it demands.
uint32_t Engine::Impl::choose_in_tier(QueueSlot& queue, uint32_t tier, const CallerSlot& caller,
                                      const Tried& tried) {
  const Tier& place = queue.tiers[tier];
  const QueueConfig& config = queue.state.config;
  Search search{&place, &ready_tree(place, caller.demand), &tried, nullptr, false};
  const bool looks_at_each = caller.demand == kOwnDemand;
  if (looks_at_each) search.caller = &caller;
  if (caller.wish != kNone) {
    Search wished = search;
    wished.tree = &ready_tree(place, caller.wish);
    const uint32_t member = pick(wished, config.strategy);
    if (member != kNone) return member;
  } else if (looks_at_each && config.skill_relax_us == 0 && !config.preferred.empty()) {
    Search wished = search;
    wished.by_wish = true;
    const uint32_t member = pick(wished, config.strategy);
    if (member != kNone) return member;
  }
  return pick(search, config.strategy);
}

// The least CallerSlot::open_tier that opens the tier: none is needed while no member of the lower
// tiers is present.
uint32_t Engine::Impl::least_open_tier(const QueueSlot& queue, uint32_t tier) const {
  for (uint32_t lower = 0; lower < tier; ++lower) {
    if (queue.tiers[lower].present > 0) return tier;
  }
  return 0;
}

// In line order, the first seeker after `after` (kNone = the first of all) whose open_tier is not
// less.
uint32_t Engine::Impl::next_seeker(const Demand& demand, uint32_t least_tier,
                                   uint32_t after) const {
  const CallerLess less{&callers};
  uint32_t best = kNone;
  for (size_t tier = least_tier; tier < demand.seekers.size(); ++tier) {
    const OrderedTree& tree = demand.seekers[tier];
    const uint32_t node = after == kNone ? caller_forest.first(tree)
                                         : caller_forest.lower_bound(tree, [&](uint32_t caller) {
                                             return !less(after, caller);
                                           });
    if (node == kNoNode) continue;
    const uint32_t caller = caller_forest.handle(node);
    if (best == kNone || less(caller, best)) best = caller;
  }
  return best;
}

bool Engine::Impl::may_restart_round(const CallerSlot& caller) const {
  return caller.first_offer == kNone;
}

// Effective priority now, queue weight, joined, sequence.
bool Engine::Impl::goes_before(uint32_t caller, uint32_t other) const {
  const CallerState& a = callers[caller].state;
  const CallerState& b = callers[other].state;
  const QueueConfig& of_a = queues[static_cast<uint32_t>(a.queue)].state.config;
  const QueueConfig& of_b = queues[static_cast<uint32_t>(b.queue)].state.config;
  const Points points_a = points_of(a.priority, of_a.aging_per_min, time - a.joined);
  const Points points_b = points_of(b.priority, of_b.aging_per_min, time - b.joined);
  if (points_a != points_b) return points_a > points_b;
  if (of_a.weight != of_b.weight) return of_a.weight > of_b.weight;
  if (a.joined != b.joined) return a.joined < b.joined;
  return a.sequence < b.sequence;
}

}  // namespace sivo::acd
