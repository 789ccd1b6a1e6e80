#include <algorithm>

#include "engine/acd/impl.hpp"

// The invariants of spec/acd.md section 7, checked from the facts and not from the indexes. Holds
// between public calls. Who is offered whom is in check_matching.cpp.
namespace sivo::acd {

void Engine::Impl::check_invariants(Micros at) const {
  SIVO_ASSERT(at >= time);
  SIVO_ASSERT(timers.earliest() >= time);
  SIVO_ASSERT(fresh_agents.empty() && dirty_queues.empty() && overdue_queues.empty());
  SIVO_ASSERT(matches.empty());
  for (uint32_t i = 0; i < agents.slot_end(); ++i) {
    if (agents.is_live(i)) check_agent(i);
  }
  for (uint32_t i = 0; i < members.slot_end(); ++i) {
    if (members.is_live(i)) check_member(i);
  }
  for (uint32_t i = 0; i < offers.slot_end(); ++i) {
    if (offers.is_live(i)) check_offer(i);
  }
  for (uint32_t i = 0; i < callers.slot_end(); ++i) {
    if (callers.is_live(i)) check_caller(i);
  }
  for (uint32_t i = 0; i < queues.slot_end(); ++i) {
    if (queues.is_live(i)) check_queue(i);
  }
  check_overtaking();
}

// At most one reservation, held exactly while offered or connecting, each with a live timer.
void Engine::Impl::check_agent(uint32_t agent) const {
  const AgentSlot& slot = agents[agent];
  const AgentState& state = slot.state;
  const bool has_offer = is_current(state.offer);
  SIVO_ASSERT(has_offer || state.offer == OfferRef{});
  SIVO_ASSERT(!slot.is_fresh);
  SIVO_ASSERT(!slot.is_indexed || is_ready(slot));
  if (timers.earliest() > time) SIVO_ASSERT(slot.is_indexed == is_ready(slot));
  if (state.activity == Activity::kOffered) {
    SIVO_ASSERT(has_offer && state.presence == Presence::kAvailable);
  }
  if (has_offer) {
    const OfferRecord& record = offers[state.offer.slot].record;
    SIVO_ASSERT(record.agent == AgentRef{agent});
    const bool is_pending = record.state == OfferState::kPending;
    SIVO_ASSERT(state.activity == (is_pending ? Activity::kOffered : Activity::kOnCall));
  }
  if (state.activity == Activity::kWrapUp) {
    SIVO_ASSERT(state.wrap_up_until >= time && state.presence != Presence::kLoggedOut);
  }
  if (state.activity != Activity::kOnCall) SIVO_ASSERT(state.pending == Presence::kAvailable);
  if (slot.is_removed) SIVO_ASSERT(state.activity == Activity::kOnCall && slot.members.empty());
  check_timer(timer_key(TimerKind::kAgent, agent), agent_due(slot));
}

// Armed for what is due next, or for something of this instant that is still to fire.
void Engine::Impl::check_timer(uint32_t key, Micros due) const {
  const Micros armed = timers.when(key).value_or(kNever);
  if (armed != time) SIVO_ASSERT(armed == (due == kNever ? kNever : std::max(due, time)));
}

void Engine::Impl::check_member(uint32_t member) const {
  const Member& slot = members[member];
  const AgentSlot& agent = agents[slot.agent];
  const auto& of_agent = agent.members;
  const auto& of_queue = queues[slot.queue].members;
  SIVO_ASSERT(std::count(of_agent.begin(), of_agent.end(), member) == 1);
  SIVO_ASSERT(std::count(of_queue.begin(), of_queue.end(), member) == 1);
  SIVO_ASSERT((slot.ready_node != kNoNode) == agent.is_indexed);
  const QueueSlot& queue = queues[slot.queue];
  const Tier& tier = queue.tiers[tier_index(queue, slot.tier)];
  SIVO_ASSERT(tier.fitting.size() == queue.demands.size() - kDemandKinds);
  for (uint32_t demand = kDemandKinds; demand < queue.demands.size(); ++demand) {
    const Demand& needed = queue.demands[demand];
    const bool fits = needed.used != 0 && has_skills(agent.config.skills, needed.skills, 0);
    const bool stands = ready_forest.find(ready_tree(tier, demand), member) != kNoNode;
    SIVO_ASSERT(stands == (agent.is_indexed && fits));
  }
  if (agent.is_indexed) SIVO_ASSERT(slot.rank == rank_of(slot));
  const bool is_peer = agent.state.presence == Presence::kAvailable &&
                       queues[slot.queue].state.config.strategy == Strategy::kFewestCalls;
  SIVO_ASSERT((slot.peer_node != kNoNode) == is_peer);
}

void Engine::Impl::check_offer(uint32_t offer) const {
  const OfferRecord& record = offers[offer].record;
  const auto agent = static_cast<uint32_t>(record.agent);
  const auto caller = static_cast<uint32_t>(record.caller);
  SIVO_ASSERT(agents.is_live(agent) && callers.is_live(caller));
  SIVO_ASSERT(agents[agent].state.offer == record.ref);
  SIVO_ASSERT(callers[caller].state.queue == record.queue);
  SIVO_ASSERT(record.state == OfferState::kPending || record.state == OfferState::kAccepted);
  SIVO_ASSERT((record.state == OfferState::kAccepted) == (callers[caller].accepted_offer == offer));
  SIVO_ASSERT(offer_due(record) >= time);
}

// At most one winner; in exactly one place of one line unless connecting.
void Engine::Impl::check_caller(uint32_t caller) const {
  const CallerSlot& slot = callers[caller];
  const bool is_connecting = slot.accepted_offer != kNone;
  SIVO_ASSERT(slot.state.is_connecting == is_connecting);
  SIVO_ASSERT((slot.line_node == kNoNode) == is_connecting);
  const bool is_settled = timers.earliest() > time;  // no timer of this instant is left
  const bool seeks = slot.seek_node != kNoNode;
  SIVO_ASSERT(is_settled ? seeks == wants_offers(slot) : !seeks || wants_offers(slot));
  uint32_t previous = kNone;
  for (uint32_t at = slot.first_offer; at != kNone; at = offers[at].next) {
    SIVO_ASSERT(!is_connecting && offers[at].previous == previous);
    SIVO_ASSERT(offers[at].record.caller == CallerRef{caller});
    previous = at;
  }
  SIVO_ASSERT(slot.last_offer == previous);
  check_tried(slot);
  if (is_connecting) {
    SIVO_ASSERT(slot.demand == kNoDemand && slot.wish == kNone);
    return;
  }
  if (is_settled) SIVO_ASSERT(slot.open_tier == tier_open_by_wait(slot));
  if (is_settled) SIVO_ASSERT(slot.relax_step == relax_step_of(slot));
  if (slot.state.not_before > time) SIVO_ASSERT(slot.first_offer == kNone);
  if (slot.state.is_overflow_due) SIVO_ASSERT(!slot.state.is_guaranteed && !seeks);
  check_demand(slot);
  check_timer(timer_key(TimerKind::kCaller, caller), caller_due(slot));
}

// The interned demand says of every member what the facts say.
void Engine::Impl::check_demand(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  const QueueConfig& config = queue.state.config;
  const Points points =
      points_of(caller.state.priority, config.aging_per_min, -caller.state.joined);
  SIVO_ASSERT(caller.key.points == points && caller.key.joined == caller.state.joined);
  SIVO_ASSERT(caller.key.sequence == caller.state.sequence);
  if (caller.demand == kOwnDemand) {
    SIVO_ASSERT(caller.wish == kNone);
    return;
  }
  const bool has_wish = config.skill_relax_us == 0 && !config.preferred.empty();
  SIVO_ASSERT((caller.wish != kNone) == has_wish);
  for (const uint32_t member : queue.members) {
    const AgentSlot& agent = agents[members[member].agent];
    const bool meets = meets_demand(agent, caller);
    SIVO_ASSERT(has_skills(agent.config.skills, queue.demands[caller.demand].skills, 0) == meets);
    if (!has_wish) continue;
    const bool is_wished = meets && meets_wish(agent, caller);
    SIVO_ASSERT(has_skills(agent.config.skills, queue.demands[caller.wish].skills, 0) == is_wished);
  }
}

void Engine::Impl::check_demands(uint32_t queue) const {
  const QueueSlot& slot = queues[queue];
  SIVO_ASSERT(slot.demands.size() >= kDemandKinds);
  SIVO_ASSERT(slot.demands.size() <= kDemandKinds + demands_max);
  uint32_t users = 0;
  for (uint32_t at = slot.first_caller; at != kNone; at = callers[at].next) {
    users += callers[at].demand >= kDemandKinds;
    users += callers[at].wish != kNone && callers[at].wish >= kDemandKinds;
  }
  uint32_t idle = 0;
  for (uint32_t demand = 0; demand < slot.demands.size(); ++demand) {
    const Demand& checked = slot.demands[demand];
    SIVO_ASSERT(checked.seekers.size() == std::max(size_t{1}, slot.tiers.size()));
    users -= checked.users;
    idle += checked.used != 0 && checked.users == 0;
    SIVO_ASSERT(checked.present == (checked.used == 0 ? 0 : present_with(slot, checked.skills)));
    if (demand < kDemandKinds) SIVO_ASSERT(checked.users == 0 && checked.skills.empty());
  }
  SIVO_ASSERT(users == 0 && idle == slot.idle_demands && idle <= kIdleDemandsMax);
  for (const Tier& tier : slot.tiers) {
    SIVO_ASSERT(tier.fitting.size() == slot.demands.size() - kDemandKinds);
  }
}

uint32_t Engine::Impl::present_with(const QueueSlot& queue, const Skills& skills) const {
  uint32_t count = 0;
  for (const uint32_t member : queue.members) {
    const AgentSlot& agent = agents[members[member].agent];
    count +=
        agent.state.presence == Presence::kAvailable && has_skills(agent.config.skills, skills, 0);
  }
  return count;
}

void Engine::Impl::check_queue(uint32_t queue) const {
  const QueueSlot& slot = queues[queue];
  uint32_t logged_in = 0;
  uint32_t available = 0;
  uint32_t ready = 0;
  for (const uint32_t member : slot.members) {
    const AgentSlot& agent = agents[members[member].agent];
    logged_in += agent.state.presence != Presence::kLoggedOut;
    available += agent.state.presence == Presence::kAvailable;
    ready += agent.is_indexed;
  }
  SIVO_ASSERT(slot.state.logged_in == logged_in && slot.state.available == available);
  SIVO_ASSERT(slot.ready_count == ready);
  SIVO_ASSERT(slot.is_empty == is_empty(slot) && !slot.is_dirty && !slot.is_overdue);
  SIVO_ASSERT(slot.is_deserted == is_deserted(slot) && (slot.is_empty || !slot.is_deserted));
  check_demands(queue);
  check_timer(timer_key(TimerKind::kQueue, queue), queue_due(slot));
  for (uint32_t tier = 0; tier < slot.tiers.size(); ++tier) check_tier(queue, tier);
  check_line(queue);
  check_work_conservation(queue);
}

void Engine::Impl::check_tier(uint32_t queue, uint32_t tier) const {
  const QueueSlot& slot = queues[queue];
  const Tier& checked = slot.tiers[tier];
  if (tier > 0) SIVO_ASSERT(slot.tiers[tier - 1].number < checked.number);
  uint32_t count = 0;
  uint32_t present = 0;
  uint32_t ready = 0;
  for (const uint32_t member : slot.members) {
    if (members[member].tier != checked.number) continue;
    const AgentSlot& agent = agents[members[member].agent];
    ++count;
    present += agent.state.presence == Presence::kAvailable;
    ready += agent.is_indexed;
  }
  SIVO_ASSERT(checked.member_count == count && checked.present == present);
  SIVO_ASSERT(ready_forest.size(checked.ready) == ready);
  check_order_of_members(checked.ready);
  for (uint32_t demand = kDemandKinds; demand < slot.demands.size(); ++demand) {
    check_fitting(slot, checked, demand);
  }
}

// Nobody stands in a tree of ready members who is no ready member of the tier and meets the demand;
// that all of them do, check_member() says.
void Engine::Impl::check_fitting(const QueueSlot& queue, const Tier& tier, uint32_t demand) const {
  const OrderedTree& tree = ready_tree(tier, demand);
  const Demand& needed = queue.demands[demand];
  for (uint32_t at = ready_forest.first(tree); at != kNoNode; at = ready_forest.next(at)) {
    const uint32_t member = ready_forest.handle(at);
    SIVO_ASSERT(members.is_live(member) && members[member].ready_node != kNoNode);
    SIVO_ASSERT(&queues[members[member].queue] == &queue && members[member].tier == tier.number);
    SIVO_ASSERT(needed.used != 0);
    SIVO_ASSERT(has_skills(agents[members[member].agent].config.skills, needed.skills, 0));
  }
  check_order_of_members(tree);
}

void Engine::Impl::check_line(uint32_t queue) const {
  const QueueSlot& slot = queues[queue];
  uint32_t waiting = 0;
  uint32_t seeking = 0;
  uint32_t previous = kNone;
  bool is_behind = false;
  bool is_unasked = false;
  for (uint32_t at = slot.first_caller; at != kNone; at = callers[at].next) {
    SIVO_ASSERT(callers[at].state.queue == QueueRef{queue} && callers[at].previous == previous);
    is_behind = is_behind || at == slot.first_ordinary;
    is_unasked = is_unasked || at == slot.first_unasked;
    SIVO_ASSERT(callers[at].state.is_guaranteed != is_behind);
    SIVO_ASSERT(!is_unasked || is_behind);
    SIVO_ASSERT(is_unasked || !is_behind || !slot.is_empty || is_passed(callers[at]));
    waiting += callers[at].line_node != kNoNode;
    seeking += callers[at].seek_node != kNoNode;
    previous = at;
  }
  SIVO_ASSERT(slot.last_caller == previous && is_unasked == (slot.first_unasked != kNone));
  SIVO_ASSERT(slot.state.waiting == waiting && caller_forest.size(slot.line) == waiting);
  check_order_of_callers(slot.line);
  for (const Demand& demand : slot.demands) {
    uint32_t found = 0;
    for (const OrderedTree& tree : demand.seekers) {
      check_order_of_callers(tree);
      found += caller_forest.size(tree);
    }
    SIVO_ASSERT(demand.seeking == found);
    seeking -= found;
  }
  SIVO_ASSERT(seeking == 0);
}

void Engine::Impl::check_order_of_members(const OrderedTree& tree) const {
  const ReadyLess less{&members};
  for (uint32_t at = ready_forest.first(tree); at != kNoNode;) {
    const uint32_t next = ready_forest.next(at);
    if (next != kNoNode) SIVO_ASSERT(less(ready_forest.handle(at), ready_forest.handle(next)));
    at = next;
  }
}

void Engine::Impl::check_order_of_callers(const OrderedTree& tree) const {
  const CallerLess less{&callers};
  for (uint32_t at = caller_forest.first(tree); at != kNoNode;) {
    const uint32_t next = caller_forest.next(at);
    if (next != kNoNode) SIVO_ASSERT(less(caller_forest.handle(at), caller_forest.handle(next)));
    at = next;
  }
}

}  // namespace sivo::acd
