#include <algorithm>

#include "engine/acd/impl.hpp"

// The estimated wait of spec/acd.md section 6.3: position × handling time / effective agents ×
// (1 − expected abandonment), in integers.
namespace sivo::acd {

namespace {

constexpr int64_t kWholeAgent = 720'720;  // divisible by 1 to 16, for the shares of shared agents
constexpr int64_t kSmoothing = 8;         // a new sample counts 1/8
constexpr int64_t kCertain = 1'000;       // per mille
constexpr Micros kHandleMax = kDay;
constexpr Micros kEstimateMax = 365 * kDay;
constexpr uint32_t kPositionMax = 10'000'000;

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

Micros Engine::Impl::estimated_wait_of_next(uint32_t queue, int32_t priority) const {
  const QueueSlot& slot = queues[queue];
  CallerSlot next;
  next.state.queue = QueueRef{queue};
  next.state.joined = time;
  next.key.points = points_of(priority, slot.state.config.aging_per_min, -time);
  next.open_tier = tier_open_by_wait(next);
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
  const int64_t place = std::min(position, kPositionMax);
  const Micros served = scaled(memory.handle_us * place, kWholeAgent, agents_count);
  const Micros wait = scaled(served, kCertain - memory.abandon_per_mille, kCertain);
  if (agents_count >= 3 * kWholeAgent) return wait;
  return std::max(wait, head_bound(queue, position));
}

// With few agents what the head of the line has been through says more: from its place when it
// joined to the front it took so long.
Micros Engine::Impl::head_bound(const QueueSlot& queue, uint32_t position) const {
  const uint32_t node = caller_forest.first(queue.line);
  if (node == kNoNode) return 0;
  const CallerSlot& head = callers[caller_forest.handle(node)];
  if (head.joined_behind == 0) return 0;
  const Micros delay = std::min(time - head.state.joined, kEstimateMax);
  return scaled(delay, std::min(position, kPositionMax), head.joined_behind);
}

bool Engine::Impl::has_free_agent(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  return std::any_of(queue.members.begin(), queue.members.end(), [&](uint32_t member) {
    const Member& candidate = members[member];
    return agents[candidate.agent].is_indexed && meets_demand(agents[candidate.agent], caller) &&
           caller.open_tier >= least_open_tier(queue, tier_index(queue, candidate.tier));
  });
}

// Logged in, not paused, with the skills; each shared out among its queues with callers.
int64_t Engine::Impl::effective_agents(const CallerSlot& caller) const {
  const auto queue = static_cast<uint32_t>(caller.state.queue);
  int64_t sum = 0;
  for (const uint32_t member : queues[queue].members) {
    const AgentSlot& agent = agents[members[member].agent];
    if (agent.state.presence != Presence::kAvailable || !meets_demand(agent, caller)) continue;
    int64_t busy_queues = 0;
    for (const uint32_t each : agent.members) {
      const uint32_t other = members[each].queue;
      busy_queues += other == queue || queues[other].state.waiting > 0;
    }
    sum += std::max<int64_t>(kWholeAgent / busy_queues, 1);
  }
  return sum;
}

}  // namespace sivo::acd
