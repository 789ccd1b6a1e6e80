#include <algorithm>

#include "engine/acd/impl.hpp"

// One timer per agent, queue and caller, at the first time something of it falls due. When several
// fall due at one instant, agents go first, then queues, then callers, by slot and sequence: an
// agent that let it ring to the end has missed the call, also if the caller's time is up just then.
namespace sivo::acd {

// Never in the past: what is overdue falls due now.
void Engine::Impl::arm(uint32_t key, Micros when) {
  if (when == kNever) {
    timers.cancel(key);
    return;
  }
  const Micros at = std::max(when, time);
  if (timers.when(key) != at) timers.schedule(key, at);
}

void Engine::Impl::arm_agent(uint32_t agent) {
  arm(timer_key(TimerKind::kAgent, agent), agent_due(agents[agent]));
}
void Engine::Impl::arm_caller(uint32_t caller) {
  arm(timer_key(TimerKind::kCaller, caller), caller_due(callers[caller]));
}
void Engine::Impl::arm_queue(uint32_t queue) {
  pass_asked(queue);
  arm(timer_key(TimerKind::kQueue, queue), queue_due(queues[queue]));
}

Micros Engine::Impl::agent_due(const AgentSlot& agent) const {
  const AgentState& state = agent.state;
  Micros due = kNever;
  if (!state.is_reachable) due = state.reachable_again;
  if (is_current(state.offer)) due = std::min(due, offer_due(offers[state.offer.slot].record));
  if (state.activity == Activity::kWrapUp) due = std::min(due, state.wrap_up_until);
  const bool waits_for_delay = state.activity == Activity::kIdle &&
                               state.presence == Presence::kAvailable && state.delay_until > time;
  return waits_for_delay ? std::min(due, state.delay_until) : due;
}

Micros Engine::Impl::offer_due(const OfferRecord& record) const {
  const bool host_is_silent =
      record.state == OfferState::kPending && are_ringing_reports_expected && !record.is_ringing;
  return host_is_silent ? later(record.deadline, kHostGrace) : record.deadline;
}

Micros Engine::Impl::caller_due(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  Micros due = std::min(limit_at(caller), relaxes_at(caller));
  const uint32_t next_tier = caller.open_tier + 1;
  if (next_tier < queue.tiers.size()) due = std::min(due, tier_opens_at(caller, next_tier));
  if (caller.state.retry_at > time) due = std::min(due, caller.state.retry_at);
  if (caller.state.not_before > time) due = std::min(due, caller.state.not_before);
  return due;
}

Micros Engine::Impl::queue_due(const QueueSlot& queue) const {
  const AnswerLog& answers = queue.answers;
  const Micros window = queue.state.config.fewest_calls_window_us;
  const Micros expiry = answers.empty() ? kNever : later(answers.front().at, window);
  return std::min(expiry, expulsion_at(queue));
}

void Engine::Impl::advance() {
  while (timers.earliest() <= time) {
    const Micros at = timers.earliest();
    due_keys.clear();
    while (const auto due = timers.pop_due(at)) due_keys.push_back(due->key);
    std::sort(due_keys.begin(), due_keys.end(),
              [this](uint32_t a, uint32_t b) { return fires_before(a, b); });
    for (const uint32_t key : due_keys) fire(key);
  }
}

bool Engine::Impl::fires_before(uint32_t key, uint32_t other) const {
  const uint32_t kind = key % kTimerKinds;
  const uint32_t other_kind = other % kTimerKinds;
  if (kind != other_kind) return kind < other_kind;
  const uint32_t slot = key / kTimerKinds;
  const uint32_t other_slot = other / kTimerKinds;
  if (TimerKind{kind} != TimerKind::kCaller) return slot < other_slot;
  return callers[slot].state.sequence < callers[other_slot].state.sequence;
}

// An earlier one of the same instant may have ended what this one was for.
void Engine::Impl::fire(uint32_t key) {
  const uint32_t slot = key / kTimerKinds;
  switch (TimerKind{key % kTimerKinds}) {
    case TimerKind::kAgent:
      if (agents.is_live(slot)) fire_agent(slot);
      break;
    case TimerKind::kQueue:
      expire_answers(slot);
      empty_out(slot);
      arm_queue(slot);
      break;
    case TimerKind::kCaller:
      if (callers.is_live(slot) && callers[slot].line_node != kNoNode) fire_caller(slot);
      break;
  }
}

void Engine::Impl::fire_agent(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (!state.is_reachable && state.reachable_again <= time) {
    state.is_reachable = true;
    state.reachable_again = 0;
  }
  if (is_current(state.offer) && offer_due(offers[state.offer.slot].record) <= time) {
    fire_offer(state.offer.slot);
  } else if (state.activity == Activity::kWrapUp && state.wrap_up_until <= time) {
    end_wrap_up(agent, state.wrap_up_until);
    agent_changed(agent);
  } else {
    agent_updated(agent);
  }
}

void Engine::Impl::fire_offer(uint32_t offer) {
  const OfferRecord& record = offers[offer].record;
  if (record.state == OfferState::kAccepted) {
    connect_failed(static_cast<uint32_t>(record.caller));
    return;
  }
  const auto agent = static_cast<uint32_t>(record.agent);
  const bool host_is_silent = are_ringing_reports_expected && !record.is_ringing;
  close_offer(offer, host_is_silent ? OfferState::kHostError : OfferState::kNoAnswer);
  agent_changed(agent);
}

void Engine::Impl::fire_caller(uint32_t caller) {
  if (limit_at(callers[caller]) <= time) {
    apply_limits(caller);
    return;
  }
  place_caller(caller);
  arm_caller(caller);
  mark_dirty(static_cast<uint32_t>(callers[caller].state.queue));
}

}  // namespace sivo::acd
