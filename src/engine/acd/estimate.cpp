#include <algorithm>

#include "engine/acd/impl.hpp"

// The estimated wait of spec/acd.md section 6.3, in integers: handling time / effective agents ×
// (1 + callers ahead × (1 − expected abandonment)). Callers who give up shorten the line ahead of
// the one who asks; he himself is to be served.
//
// Every join asks, so the cost has a bound: who is free and how many may serve is kept up to date
// (ready trees, Demand::present), and how much of them other queues take is the average of a few
// members, evenly spread. It is exact in queues of up to kMembersLookedAt members with up to
// kQueuesLookedAt queues each.
namespace sivo::acd {

namespace {

constexpr int64_t kWholeAgent = 720'720;  // divisible by 1 to 16, for the shares of shared agents
constexpr int64_t kSmoothing = 8;         // a new sample counts 1/8
constexpr int64_t kCertain = 1'000;       // per mille
constexpr Micros kHandleMax = kDay;
constexpr Micros kEstimateMax = 365 * kDay;
constexpr uint32_t kPositionMax = 10'000'000;
constexpr size_t kMembersLookedAt = 32;
constexpr size_t kQueuesLookedAt = 16;  // of each of those members
constexpr uint32_t kHeadLooksMax = 32;  // callers at the head of a line

// Away from zero, so that it reaches the sample in the end and sticks nowhere.
int64_t smoothed(int64_t old, int64_t sample) {
  const int64_t distance = sample - old;
  const int64_t rounding = kSmoothing - 1;
  return old + (distance > 0 ? distance + rounding : distance - rounding) / kSmoothing;
}

// value · numerator / denominator, at most kEstimateMax.
Micros scaled(Micros value, int64_t numerator, int64_t denominator) {
  const int64_t whole = value / denominator;
  if (numerator > 0 && whole > kEstimateMax / numerator) return kEstimateMax;
  const int64_t rest = value % denominator * numerator / denominator;
  return std::min(whole * numerator + rest, kEstimateMax);
}

// Handling times until the one at this place is served, if so many of those ahead give up.
Micros handling_until(Micros handle_us, uint32_t position, uint32_t abandon_per_mille) {
  const int64_t ahead = std::min(position, kPositionMax) - 1;
  const int64_t calls = kCertain + ahead * (kCertain - abandon_per_mille);  // in thousandths
  return handle_us * (calls / kCertain) + handle_us * (calls % kCertain) / kCertain;
}

// Calls `look` with at most so many of them, evenly spread.
template <class Look>
void look_at_some(const std::vector<uint32_t>& all, size_t most, Look look) {
  const size_t count = std::min(all.size(), most);
  for (size_t i = 0; i < count; ++i) look(all[i * all.size() / count]);
}

}  // namespace

void Engine::Impl::count_handled(uint32_t queue, Micros handle_us) {
  SIVO_ASSERT(handle_us >= 0);
  Micros& known = queues[queue].state.memory.handle_us;
  const Micros sample = std::min(handle_us, kHandleMax);
  known = known == 0 ? sample : smoothed(known, sample);
  touch_queue(queue);
}

void Engine::Impl::count_left(uint32_t queue, bool is_unserved) {
  uint32_t& known = queues[queue].state.memory.abandon_per_mille;
  known = static_cast<uint32_t>(smoothed(known, is_unserved ? kCertain : 0));
  touch_queue(queue);
}

Micros Engine::Impl::estimated_wait(uint32_t caller) const {
  const CallerSlot& slot = callers[caller];
  if (slot.line_node == kNoNode || slot.first_offer != kNone) return 0;
  const Micros held = std::max<Micros>(slot.state.not_before - time, 0);
  const Micros wait = estimate(slot, position(caller));
  return wait < 0 ? wait : std::max(wait, held);
}

Micros Engine::Impl::estimated_wait_of_next(uint32_t queue, int32_t priority) {
  const QueueSlot& slot = queues[queue];
  CallerSlot next;
  next.state.queue = QueueRef{queue};
  next.state.joined = time;
  next.key.points = points_of(priority, slot.state.config.aging_per_min, -time);
  next.open_tier = tier_open_by_wait(next);
  collect_demand(next, false);
  next.demand = find_demand(slot);
  if (next.demand == kNone) next.demand = kOwnDemand;
  const uint32_t behind = caller_forest.lower_bound(
      slot.line, [&](uint32_t other) { return callers[other].key.points >= next.key.points; });
  const uint32_t ahead = behind == kNoNode ? slot.state.waiting : caller_forest.rank(behind);
  return estimate(next, ahead + 1);
}

Micros Engine::Impl::estimate(const CallerSlot& caller, uint32_t position) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  const QueueMemory& memory = queue.state.memory;
  const int64_t agents_count = effective_agents(caller);
  if (agents_count == 0) return -1;
  if (has_free_agent(caller)) return 0;
  if (memory.handle_us == 0) return -1;
  const Micros handling = handling_until(memory.handle_us, position, memory.abandon_per_mille);
  const Micros wait = scaled(handling, kWholeAgent, agents_count);
  if (agents_count >= 3 * kWholeAgent) return wait;
  return std::max(wait, head_bound(queue, position));
}

// With few agents what the head of the line has been through says more: from its place when it
// joined to the front it took so long. One that was held off measures its rest and not the line.
Micros Engine::Impl::head_bound(const QueueSlot& queue, uint32_t position) const {
  uint32_t node = caller_forest.first(queue.line);
  for (uint32_t looks = 1; node != kNoNode; ++looks) {
    if (callers[caller_forest.handle(node)].state.not_before == 0) break;
    node = looks == kHeadLooksMax ? kNoNode : caller_forest.next(node);
  }
  if (node == kNoNode) return 0;
  const CallerSlot& head = callers[caller_forest.handle(node)];
  if (head.state.joined_behind == 0) return 0;
  const Micros delay = std::min(time - head.state.joined, kEstimateMax);
  return scaled(delay, std::min(position, kPositionMax), head.state.joined_behind);
}

// Somebody ready who meets its demand, in a tier that is open to it.
bool Engine::Impl::has_free_agent(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  for (uint32_t tier = 0; tier < queue.tiers.size(); ++tier) {
    if (caller.open_tier < least_open_tier(queue, tier)) break;
    const OrderedTree& tree = ready_tree(queue.tiers[tier], caller.demand);
    if (caller.demand != kOwnDemand && !tree.empty()) return true;
    if (caller.demand != kOwnDemand) continue;
    for (uint32_t at = ready_forest.first(tree); at != kNoNode; at = ready_forest.next(at)) {
      if (meets_demand(agents[members[ready_forest.handle(at)].agent], caller)) return true;
    }
  }
  return false;
}

// Members logged in and not paused who meet its demand.
uint32_t Engine::Impl::present_for(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  if (caller.demand == kNoDemand) return queue.state.available;
  if (caller.demand != kOwnDemand) return queue.demands[caller.demand].present;
  uint32_t count = 0;
  for (const uint32_t member : queue.members) {
    const AgentSlot& agent = agents[members[member].agent];
    count += agent.state.presence == Presence::kAvailable && meets_demand(agent, caller);
  }
  return count;
}

// Those, each shared out among its queues with callers. Where none of them is among the members
// looked at, they are taken to be shared as the others are.
int64_t Engine::Impl::effective_agents(const CallerSlot& caller) const {
  const int64_t present = present_for(caller);
  if (present == 0) return 0;
  const auto queue = static_cast<uint32_t>(caller.state.queue);
  const bool is_plain = caller.demand == kNoDemand;
  int64_t sum = 0, seen = 0, sum_of_others = 0, others = 0;
  look_at_some(queues[queue].members, kMembersLookedAt, [&](uint32_t member) {
    const AgentSlot& agent = agents[members[member].agent];
    if (agent.state.presence != Presence::kAvailable) return;
    const int64_t share = kWholeAgent / busy_queues(agent, queue);
    const bool fits = is_plain || meets_demand(agent, caller);
    (fits ? sum : sum_of_others) += share;
    ++(fits ? seen : others);
  });
  if (seen > 0) return std::max<int64_t>(sum * present / seen, 1);
  if (others > 0) return std::max<int64_t>(sum_of_others * present / others, 1);
  return kWholeAgent * present;
}

// How many of the agent's queues have callers, this one counted as one that has.
int64_t Engine::Impl::busy_queues(const AgentSlot& agent, uint32_t queue) const {
  size_t busy = 0, seen = 0;
  look_at_some(agent.members, kQueuesLookedAt, [&](uint32_t member) {
    const uint32_t other = members[member].queue;
    busy += other == queue || queues[other].state.waiting > 0;
    ++seen;
  });
  return static_cast<int64_t>(std::max<size_t>(busy * agent.members.size() / seen, 1));
}

}  // namespace sivo::acd
