#include <algorithm>

#include "engine/acd/impl.hpp"

// Who is offered whom: the invariants of check.cpp that look at callers and agents together.
namespace sivo::acd {

// By skills, tier and round.
bool Engine::Impl::may_take(const CallerSlot& caller, uint32_t member) const {
  const Member& slot = members[member];
  const QueueSlot& queue = queues[slot.queue];
  if (!meets_demand(agents[slot.agent], caller)) return false;
  if (caller.open_tier < least_open_tier(queue, tier_index(queue, slot.tier))) return false;
  return !was_tried(caller.state.tried, slot.agent) || may_restart_round(caller);
}

// Sorted, each once, and agents that are there: the slot of one that is gone is another agent's.
void Engine::Impl::check_tried(const CallerSlot& caller) const {
  const Tried& tried = caller.state.tried;
  for (size_t i = 0; i < tried.size(); ++i) {
    SIVO_ASSERT(i == 0 || tried[i - 1] < tried[i]);
    SIVO_ASSERT(agents.is_live(static_cast<uint32_t>(tried[i])));
  }
}

// No ready agent stands beside a caller that wants one and whom it may serve, once the timers of
// this instant have fired.
void Engine::Impl::check_work_conservation(uint32_t queue) const {
  if (timers.earliest() <= time) return;
  const QueueSlot& slot = queues[queue];
  for (uint32_t at = slot.first_caller; at != kNone; at = callers[at].next) {
    if (!wants_offers(callers[at])) continue;
    for (const uint32_t member : slot.members) {
      const bool is_idle = is_ready(agents[members[member].agent]);
      SIVO_ASSERT(!is_idle || !may_take(callers[at], member));
    }
  }
}

// No offer of the last step went to a caller while one that goes before it wanted the same agent.
void Engine::Impl::check_overtaking() const {
  if (timers.earliest() <= time) return;
  for (size_t i = outputs_before_dispatch; i < outputs.size(); ++i) {
    const Output& output = outputs[i];
    if (output.type != Output::Type::kOfferCreated || !is_current(output.offer)) continue;
    for (const uint32_t member : agents[static_cast<uint32_t>(output.agent)].members) {
      const QueueSlot& queue = queues[members[member].queue];
      for (uint32_t at = queue.first_caller; at != kNone; at = callers[at].next) {
        if (CallerRef{at} == output.caller || !wants_offers(callers[at])) continue;
        if (!may_take(callers[at], member)) continue;
        SIVO_ASSERT(goes_before(static_cast<uint32_t>(output.caller), at));
      }
    }
  }
}

}  // namespace sivo::acd
