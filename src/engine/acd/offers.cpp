#include <algorithm>

#include "engine/acd/impl.hpp"

// An offer is the one reservation of an agent. make_offer() takes it, close_offer() and connected()
// release it; the first terminal event decides, by the generation (cases 1 to 28).
namespace sivo::acd {

void Engine::Impl::make_offer(uint32_t caller, uint32_t member) {
  const uint32_t agent = members[member].agent;
  const uint32_t queue = members[member].queue;
  const uint32_t offer = offers.acquire();
  const QueueConfig& config = queues[queue].state.config;
  OfferRecord& record = offers[offer].record;
  record.ref = OfferRef{offer, offers[offer].generation};
  record.caller = CallerRef{caller};
  record.agent = AgentRef{agent};
  record.queue = QueueRef{queue};
  record.created = time;
  record.deadline = later(time, config.ring_us);
  link_offer(offer);
  agents[agent].state.activity = Activity::kOffered;
  agents[agent].state.offer = record.ref;
  if (was_tried(callers[caller].state.tried, agent)) callers[caller].state.tried.clear();
  if (config.strategy == Strategy::kRoundRobin) remember_last(member);
  refresh_seeking(caller);
  Output& output = emit(Output::Type::kOfferCreated);
  output.offer = record.ref;
  output.caller = record.caller;
  output.agent = record.agent;
  output.queue = record.queue;
  output.tag = callers[caller].state.tag;
  output.at = record.deadline;
  agent_changed(agent);
}

bool Engine::Impl::is_current(OfferRef offer) const {
  return offers.is_live(offer.slot) && offers[offer.slot].generation == offer.generation;
}

// Said after the ring deadline it comes too late to make a miss of it.
bool Engine::Impl::offer_ringing(OfferRef offer) {
  if (!is_current(offer)) return false;
  OfferRecord& record = offers[offer.slot].record;
  if (time > record.deadline) return true;
  record.is_ringing = true;
  agent_updated(static_cast<uint32_t>(record.agent));
  return true;
}

// The atomic claim: the caller leaves the line with the winner, every other offer is closed.
bool Engine::Impl::offer_answered(OfferRef offer) {
  if (!is_current(offer)) return false;
  OfferRecord& record = offers[offer.slot].record;
  if (record.state != OfferState::kPending) return false;
  const auto caller = static_cast<uint32_t>(record.caller);
  const auto agent = static_cast<uint32_t>(record.agent);
  record.state = OfferState::kAccepted;
  record.deadline = later(time, kConnectLimit);
  unlink_offer(offer.slot);
  callers[caller].accepted_offer = offer.slot;
  callers[caller].state.is_connecting = true;
  leave_line(caller);
  AgentState& state = agents[agent].state;
  state.activity = Activity::kOnCall;
  state.call_wrap_up_us = 0;
  state.misses = state.busies = state.rejects = 0;
  agent_changed(agent);
  while (callers[caller].first_offer != kNone) {
    const uint32_t loser = callers[caller].first_offer;
    const auto losing_agent = static_cast<uint32_t>(offers[loser].record.agent);
    close_offer(loser, OfferState::kLostRace);
    agent_changed(losing_agent);
  }
  return true;
}

bool Engine::Impl::offer_failed(OfferRef offer, OfferState outcome) {
  SIVO_ASSERT(outcome != OfferState::kPending && outcome != OfferState::kAccepted &&
              outcome != OfferState::kLostRace);
  if (!is_current(offer)) return false;
  const OfferRecord& record = offers[offer.slot].record;
  if (record.state != OfferState::kPending) return false;
  const auto agent = static_cast<uint32_t>(record.agent);
  close_offer(offer.slot, outcome);
  agent_changed(agent);
  return true;
}

void Engine::Impl::connected(uint32_t caller) {
  const uint32_t offer = callers[caller].accepted_offer;
  if (offer == kNone) return;
  const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
  const auto queue = static_cast<uint32_t>(callers[caller].state.queue);
  callers[caller].accepted_offer = kNone;
  offers.release(offer);
  agents[agent].state.offer = OfferRef{};
  const Micros own = agents[agent].config.wrap_up_us;
  agents[agent].state.call_wrap_up_us = own >= 0 ? own : queues[queue].state.config.wrap_up_us;
  count_answer(queue, agent);
  count_left(queue, false);
  agent_updated(agent);
  remove_caller(caller);
}

void Engine::Impl::connect_failed(uint32_t caller) {
  if (callers[caller].accepted_offer != kNone) give_back(caller, OfferState::kHostError);
}

// The caller is in its place again with its wait kept, and its limits counted on (cases 3, 4, 12).
void Engine::Impl::give_back(uint32_t caller, OfferState outcome) {
  const uint32_t offer = callers[caller].accepted_offer;
  const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
  const QueueSlot& queue = queues[static_cast<uint32_t>(callers[caller].state.queue)];
  close_offer(offer, outcome);
  free_from_connecting(agent);
  callers[caller].state.is_connecting = false;
  unlink_caller(caller);
  callers[caller].state.empty_since = queue.is_empty ? time : 0;
  link_caller(caller);
  enter_line(caller);
  if (limit_at(callers[caller]) <= time) apply_limits(caller);
}

// After close_offer() of an accepted offer: what the agent asked for meanwhile comes true.
void Engine::Impl::free_from_connecting(uint32_t agent) {
  if (agents[agent].is_removed) {
    release_agent(agent);
    return;
  }
  apply_pending(agent);
  agent_changed(agent);
}

void Engine::Impl::close_offer(uint32_t offer, OfferState outcome) {
  const OfferRecord record = offers[offer].record;
  const auto caller = static_cast<uint32_t>(record.caller);
  const auto agent = static_cast<uint32_t>(record.agent);
  const auto queue = static_cast<uint32_t>(record.queue);
  if (record.state == OfferState::kPending) {
    unlink_offer(offer);
  } else {
    callers[caller].accepted_offer = kNone;
  }
  offers.release(offer);
  agents[agent].state.offer = OfferRef{};
  agents[agent].state.activity = Activity::kIdle;
  Output& output = emit(Output::Type::kOfferClosed);
  output.offer = record.ref;
  output.offer_state = outcome;
  output.caller = record.caller;
  output.agent = record.agent;
  output.queue = record.queue;
  output.tag = callers[caller].state.tag;
  penalise(agent, queues[queue].state.config, outcome);
  if (outcome != OfferState::kCancelled && outcome != OfferState::kLostRace) {
    remember_tried(caller, agent);
  }
  if (outcome == OfferState::kHostError) count_setup_failure(caller);
  if (callers[caller].line_node == kNoNode) return;
  refresh_seeking(caller);
  mark_dirty(queue);
}

void Engine::Impl::link_offer(uint32_t offer) {
  CallerSlot& caller = callers[static_cast<uint32_t>(offers[offer].record.caller)];
  offers[offer].previous = caller.last_offer;
  offers[offer].next = kNone;
  (caller.last_offer == kNone ? caller.first_offer : offers[caller.last_offer].next) = offer;
  caller.last_offer = offer;
}

void Engine::Impl::unlink_offer(uint32_t offer) {
  OfferSlot& slot = offers[offer];
  CallerSlot& caller = callers[static_cast<uint32_t>(slot.record.caller)];
  (slot.previous == kNone ? caller.first_offer : offers[slot.previous].next) = slot.next;
  (slot.next == kNone ? caller.last_offer : offers[slot.next].previous) = slot.previous;
  slot.previous = slot.next = kNone;
}

// By the configuration of now (case 23).
void Engine::Impl::penalise(uint32_t agent, const QueueConfig& config, OfferState outcome) {
  AgentState& state = agents[agent].state;
  const int64_t own_limit = agents[agent].config.max_no_answer;
  const auto delay = [this](Micros span) { return later(time, std::max(span, kDelayFloor)); };
  switch (outcome) {
    case OfferState::kNoAnswer:
      state.delay_until = delay(config.no_answer_delay_us);
      if (config.missed_moves_to_end) state.idle_since = time;
      count_towards(agent, ++state.misses, own_limit >= 0 ? own_limit : config.max_no_answer,
                    PauseCause::kNoAnswer);
      break;
    case OfferState::kBusy:
      state.delay_until = delay(config.busy_delay_us);
      count_towards(agent, ++state.busies, config.max_busy, PauseCause::kBusy);
      break;
    case OfferState::kRejected:
      state.delay_until = delay(config.reject_delay_us);
      count_towards(agent, ++state.rejects, config.max_reject, PauseCause::kReject);
      break;
    case OfferState::kUnreachable:
      state.is_reachable = false;
      state.reachable_again = delay(config.unreachable_delay_us);
      break;
    case OfferState::kPending:
    case OfferState::kAccepted:
    case OfferState::kCancelled:
    case OfferState::kLostRace:
    case OfferState::kHostError:
      break;
  }
}

void Engine::Impl::count_towards(uint32_t agent, uint32_t count, int64_t limit, PauseCause cause) {
  if (limit == 0 || count < limit) return;
  set_presence(agent, Presence::kPaused);
  agents[agent].state.pause_cause = cause;
}

void Engine::Impl::remember_tried(uint32_t caller, uint32_t agent) {
  std::vector<AgentRef>& tried = callers[caller].state.tried;
  const auto place = std::lower_bound(tried.begin(), tried.end(), AgentRef{agent});
  if (place == tried.end() || *place != AgentRef{agent}) tried.insert(place, AgentRef{agent});
}

// The first failure costs nothing. With more the caller pauses after each, so that a broken host or
// device does not spin through offers at one instant, and so that dispatch need not look at callers
// who have tried everybody. What rings goes on.
void Engine::Impl::count_setup_failure(uint32_t caller) {
  CallerState& state = callers[caller].state;
  if (++state.setup_failures < 2) return;
  state.retry_at = later(time, kRetryPause);
  if (callers[caller].line_node != kNoNode) arm_caller(caller);
}

}  // namespace sivo::acd
