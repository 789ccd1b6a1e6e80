#include <algorithm>

#include "engine/acd/impl.hpp"

// The lines: who waits where, in which order, for how long, and who may be offered (cases 53 to
// 69).
namespace sivo::acd {

// Aging is linear: at any time t a caller has priority + rate · (t - joined).
Points aged_points(int32_t priority, uint32_t aging_per_min, Micros waited) {
  Micros minutes = waited / kMinute;
  Micros rest = waited % kMinute;
  if (rest < 0) {
    rest += kMinute;
    --minutes;
  }
  const int64_t parts = rest * aging_per_min;
  return {priority + minutes * aging_per_min + parts / kMinute, parts % kMinute};
}

Engine::Joined Engine::Impl::join(uint32_t queue, const JoinRequest& request) {
  check_skills(request.required);
  const JoinResult result = admit(queues[queue].state, request);
  if (result != JoinResult::kJoined) return {result, CallerRef{kNoRef}};
  const uint32_t caller = callers.acquire();
  CallerSlot& slot = callers[caller];
  CallerState& state = slot.state;
  state.queue = QueueRef{queue};
  state.tag = request.tag;
  state.priority = request.priority;
  state.joined = request.joined == 0 ? time : std::min(request.joined, time);
  state.entered = time;
  state.overflow_again = request.is_let_in ? later(time, kOverflowRetry) : 0;
  state.sequence = ++sequence;
  state.max_wait_us = request.max_wait_us;
  state.required.assign(request.required.begin(), request.required.end());
  state.is_guaranteed = request.is_guaranteed;
  state.empty_since = queues[queue].is_empty ? time : 0;
  const bool brings_a_wait = state.joined < time;
  state.joined_behind = brings_a_wait ? 0 : queues[queue].state.waiting + 1;
  queues[queue].state.memory.sequence = sequence;
  touch_queue(queue);
  link_caller(caller);
  enter_line(caller);
  return {JoinResult::kJoined, CallerRef{caller}};
}

void Engine::Impl::leave(uint32_t caller, LeaveReason reason) {
  count_left(static_cast<uint32_t>(callers[caller].state.queue), reason != LeaveReason::kServed);
  remove_caller(caller);
}

// Offers that ring go on; the order is another for the next one (case 66).
void Engine::Impl::set_priority(uint32_t caller, int32_t priority) {
  CallerSlot& slot = callers[caller];
  if (slot.state.priority == priority) return;
  if (slot.line_node == kNoNode) {
    slot.state.priority = priority;
    return;
  }
  stop_seeking(caller);
  leave_order(caller);
  slot.state.priority = priority;
  enter_order(caller);
  refresh_seeking(caller);
}

void Engine::Impl::hold_off(uint32_t caller, Micros not_before) {
  callers[caller].state.not_before = not_before;
  if (callers[caller].accepted_offer != kNone) {
    give_back(caller, OfferState::kCancelled);
    return;
  }
  refresh_seeking(caller);
  cancel_offers(caller);
  refresh_seeking(caller);
  arm_caller(caller);
  mark_dirty(static_cast<uint32_t>(callers[caller].state.queue));
}

uint32_t Engine::Impl::position(uint32_t caller) const {
  const uint32_t node = callers[caller].line_node;
  return node == kNoNode ? 0 : caller_forest.rank(node) + 1;
}

// Guaranteed ones in front of those who may have to go because the queue is empty.
void Engine::Impl::link_caller(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  const uint32_t next = slot.state.is_guaranteed ? queue.first_ordinary : kNone;
  const uint32_t previous = next == kNone ? queue.last_caller : callers[next].previous;
  slot.previous = previous;
  slot.next = next;
  (previous == kNone ? queue.first_caller : callers[previous].next) = caller;
  (next == kNone ? queue.last_caller : callers[next].previous) = caller;
  if (slot.state.is_guaranteed) return;
  if (queue.first_ordinary == kNone) queue.first_ordinary = caller;
  if (queue.first_unasked == kNone) queue.first_unasked = caller;
}

void Engine::Impl::unlink_caller(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  if (queue.first_ordinary == caller) queue.first_ordinary = slot.next;
  if (queue.first_unasked == caller) queue.first_unasked = slot.next;
  (slot.previous == kNone ? queue.first_caller : callers[slot.previous].next) = slot.next;
  (slot.next == kNone ? queue.last_caller : callers[slot.next].previous) = slot.previous;
}

void Engine::Impl::enter_line(uint32_t caller) {
  const auto queue = static_cast<uint32_t>(callers[caller].state.queue);
  enter_order(caller);
  ++queues[queue].state.waiting;
  place_caller(caller);
  arm_caller(caller);
  if (queues[queue].is_empty) arm_queue(queue);
  mark_dirty(queue);
}

void Engine::Impl::leave_line(uint32_t caller) {
  const auto queue = static_cast<uint32_t>(callers[caller].state.queue);
  callers[caller].state.is_overflow_due = false;
  stop_seeking(caller);
  drop_demand(caller);
  leave_order(caller);
  --queues[queue].state.waiting;
  timers.cancel(timer_key(TimerKind::kCaller, caller));
  if (queues[queue].is_empty) arm_queue(queue);
}

void Engine::Impl::enter_order(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  const CallerState& state = slot.state;
  slot.key.points = points_of(state.priority, queue.state.config.aging_per_min, -state.joined);
  slot.key.joined = state.joined;
  slot.key.sequence = state.sequence;
  slot.line_node = caller_forest.insert(queue.line, caller);
}

void Engine::Impl::leave_order(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  caller_forest.erase(queues[static_cast<uint32_t>(slot.state.queue)].line, slot.line_node);
  slot.line_node = kNoNode;
}

// Where it seeks, by what its wait has opened and relaxed so far.
void Engine::Impl::place_caller(uint32_t caller) {
  stop_seeking(caller);
  callers[caller].open_tier = tier_open_by_wait(callers[caller]);
  take_demand(caller);
  refresh_seeking(caller);
}

bool Engine::Impl::wants_offers(const CallerSlot& caller) const {
  if (caller.line_node == kNoNode) return false;
  if (caller.state.not_before > time || caller.state.retry_at > time) return false;
  if (caller.state.is_overflow_due) return false;
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  return caller.first_offer == kNone || config.strategy == Strategy::kRingAll;
}

void Engine::Impl::refresh_seeking(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  const bool wants = wants_offers(slot);
  if (wants == (slot.seek_node != kNoNode)) return;
  if (!wants) {
    stop_seeking(caller);
    return;
  }
  Demand& demand = queues[static_cast<uint32_t>(slot.state.queue)].demands[slot.demand];
  slot.seek_node = caller_forest.insert(demand.seekers[slot.open_tier], caller);
  ++demand.seeking;
}

void Engine::Impl::stop_seeking(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  if (slot.seek_node == kNoNode) return;
  Demand& demand = queues[static_cast<uint32_t>(slot.state.queue)].demands[slot.demand];
  caller_forest.erase(demand.seekers[slot.open_tier], slot.seek_node);
  slot.seek_node = kNoNode;
  --demand.seeking;
}

// Out of the line first, so that no offer that closes makes it seek again.
void Engine::Impl::remove_caller(uint32_t caller) {
  if (callers[caller].line_node != kNoNode) leave_line(caller);
  cancel_offers(caller);
  if (callers[caller].accepted_offer != kNone) {
    const uint32_t offer = callers[caller].accepted_offer;
    const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
    close_offer(offer, OfferState::kCancelled);
    free_from_connecting(agent);
  }
  unlink_caller(caller);
  callers.release(caller);
}

void Engine::Impl::cancel_offers(uint32_t caller) {
  while (callers[caller].first_offer != kNone) {
    const uint32_t offer = callers[caller].first_offer;
    const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
    close_offer(offer, OfferState::kCancelled);
    agent_changed(agent);
  }
}

void Engine::Impl::expel_caller(uint32_t caller, LeaveReason reason) {
  const CallerState& state = callers[caller].state;
  const QueueRef queue = state.queue;
  const uint64_t tag = state.tag;
  count_left(static_cast<uint32_t>(queue), true);
  remove_caller(caller);
  Output& output = emit(Output::Type::kCallerLeft);
  output.caller = CallerRef{caller};
  output.queue = queue;
  output.leave_reason = reason;
  output.tag = tag;
}

uint32_t Engine::Impl::tier_open_by_wait(const CallerSlot& caller) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  uint32_t open = 0;
  while (open + 1 < queue.tiers.size() && tier_opens_at(caller, open + 1) <= time) ++open;
  return open;
}

Micros Engine::Impl::tier_opens_at(const CallerSlot& caller, uint32_t index) const {
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  const QueueConfig& config = queue.state.config;
  const Micros factor = config.tier_wait_multiply ? Micros{queue.tiers[index].number} - 1 : 1;
  if (factor > 0 && config.tier_wait_us > kNever / factor) return kNever;
  return later(caller.state.joined, config.tier_wait_us * factor);
}

void Engine::Impl::refresh_callers(uint32_t queue) {
  leaving.clear();
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    if (callers[at].line_node == kNoNode) continue;
    place_caller(at);
    arm_caller(at);
    if (limit_at(callers[at]) <= time) leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), CallerLess{&callers});
  for (const uint32_t caller : leaving) apply_limits(caller);
  mark_dirty(queue);
}

// After a change of what the order depends on.
void Engine::Impl::reorder_line(uint32_t queue) {
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    if (callers[at].line_node == kNoNode) continue;
    stop_seeking(at);
    leave_order(at);
  }
  SIVO_ASSERT(queues[queue].line.empty());
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    if (callers[at].accepted_offer == kNone) enter_order(at);
  }
}

void Engine::Impl::touch_queue(uint32_t queue) {
  if (queues[queue].is_changed) return;
  queues[queue].is_changed = true;
  changed_queues.push_back(QueueRef{queue});
}

}  // namespace sivo::acd
