#include <algorithm>

#include "engine/acd/impl.hpp"

// The lines: who waits where, in which order, for how long, and who may be offered (cases 53 to
// 69).
namespace sivo::acd {

Engine::Joined Engine::Impl::join(uint32_t queue, const JoinRequest& request) {
  const QueueState& target = queues[queue].state;
  const QueueConfig& config = target.config;
  if (config.max_length > 0 && target.waiting >= config.max_length) {
    return {JoinResult::kFull, CallerRef{kNoRef}};
  }
  if ((config.join_empty == EmptyRule::kNo && target.logged_in == 0) ||
      (config.join_empty == EmptyRule::kStrict && target.available == 0)) {
    return {JoinResult::kNoAgents, CallerRef{kNoRef}};
  }
  const uint32_t caller = callers.acquire();
  CallerState& state = callers[caller].state;
  state.queue = QueueRef{queue};
  state.tag = request.tag;
  state.priority = request.priority;
  state.joined = request.joined == 0 ? time : std::min(request.joined, time);
  state.sequence = ++sequence;
  state.max_wait_us = request.max_wait_us;
  state.empty_since = queues[queue].is_empty ? time : 0;
  queues[queue].state.memory.sequence = sequence;
  touch_queue(queue);
  link_caller(caller);
  enter_line(caller);
  return {JoinResult::kJoined, CallerRef{caller}};
}

void Engine::Impl::leave(uint32_t caller) { remove_caller(caller); }

// Offers that ring go on; the order is another for the next one (case 66).
void Engine::Impl::set_priority(uint32_t caller, int32_t priority) {
  CallerSlot& slot = callers[caller];
  if (slot.state.priority == priority) return;
  if (slot.line_node == kNoNode) {
    slot.state.priority = priority;
    return;
  }
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  stop_seeking(caller);
  caller_forest.erase(queue.line, slot.line_node);
  slot.state.priority = priority;
  slot.line_node = caller_forest.insert(queue.line, caller);
  refresh_seeking(caller);
}

uint32_t Engine::Impl::position(uint32_t caller) const {
  const uint32_t node = callers[caller].line_node;
  return node == kNoNode ? 0 : caller_forest.rank(node) + 1;
}

void Engine::Impl::link_caller(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  slot.previous = queue.last_caller;
  slot.next = kNone;
  (queue.last_caller == kNone ? queue.first_caller : callers[queue.last_caller].next) = caller;
  queue.last_caller = caller;
}

void Engine::Impl::unlink_caller(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  (slot.previous == kNone ? queue.first_caller : callers[slot.previous].next) = slot.next;
  (slot.next == kNone ? queue.last_caller : callers[slot.next].previous) = slot.previous;
}

void Engine::Impl::enter_line(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  const auto queue = static_cast<uint32_t>(slot.state.queue);
  slot.line_node = caller_forest.insert(queues[queue].line, caller);
  ++queues[queue].state.waiting;
  slot.open_tier = tier_open_by_wait(slot);
  refresh_seeking(caller);
  arm_caller(caller);
  if (queues[queue].is_empty) arm_queue(queue);
  mark_dirty(queue);
}

void Engine::Impl::leave_line(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  const auto queue = static_cast<uint32_t>(slot.state.queue);
  stop_seeking(caller);
  caller_forest.erase(queues[queue].line, slot.line_node);
  slot.line_node = kNoNode;
  --queues[queue].state.waiting;
  timers.cancel(timer_key(TimerKind::kCaller, caller));
  if (queues[queue].is_empty) arm_queue(queue);
}

bool Engine::Impl::wants_offers(const CallerSlot& caller) const {
  if (caller.line_node == kNoNode) return false;
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
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  slot.seek_node = caller_forest.insert(queue.seekers[slot.open_tier], caller);
}

void Engine::Impl::stop_seeking(uint32_t caller) {
  CallerSlot& slot = callers[caller];
  if (slot.seek_node == kNoNode) return;
  QueueSlot& queue = queues[static_cast<uint32_t>(slot.state.queue)];
  caller_forest.erase(queue.seekers[slot.open_tier], slot.seek_node);
  slot.seek_node = kNoNode;
}

// Out of the line first, so that no offer that closes makes it seek again.
void Engine::Impl::remove_caller(uint32_t caller) {
  if (callers[caller].line_node != kNoNode) leave_line(caller);
  while (callers[caller].first_offer != kNone) {
    const uint32_t offer = callers[caller].first_offer;
    const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
    close_offer(offer, OfferState::kCancelled);
    agent_changed(agent);
  }
  if (callers[caller].accepted_offer != kNone) {
    const uint32_t offer = callers[caller].accepted_offer;
    const auto agent = static_cast<uint32_t>(offers[offer].record.agent);
    close_offer(offer, OfferState::kCancelled);
    free_from_connecting(agent);
  }
  unlink_caller(caller);
  callers.release(caller);
}

void Engine::Impl::expel_caller(uint32_t caller, LeaveReason reason) {
  const CallerState& state = callers[caller].state;
  const QueueRef queue = state.queue;
  const uint64_t tag = state.tag;
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

Micros Engine::Impl::wait_ends_at(const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  const Micros own = caller.state.max_wait_us;
  const Micros limit = own < 0 ? config.max_wait_us : own;
  return limit == 0 ? kNever : later(caller.state.joined, limit);
}

bool Engine::Impl::is_empty(const QueueSlot& queue) const {
  switch (queue.state.config.leave_when_empty) {
    case EmptyRule::kYes:
      return false;
    case EmptyRule::kNo:
      return queue.state.logged_in == 0;
    case EmptyRule::kStrict:
      return queue.state.available == 0;
  }
  return false;
}

void Engine::Impl::check_emptiness(uint32_t queue) {
  QueueSlot& slot = queues[queue];
  const bool is_empty_now = is_empty(slot);
  if (is_empty_now != slot.is_empty) {
    slot.is_empty = is_empty_now;
    if (is_empty_now) slot.state.memory.empty_since = time;
    touch_queue(queue);
  }
  if (is_empty_now && !slot.is_overdue && expulsion_at(slot) <= time) {
    slot.is_overdue = true;
    overdue_queues.push_back(queue);
  }
  arm_queue(queue);
}

// Callers entered in order, and only those who entered an empty queue count from their own time, so
// the first one's time comes first.
Micros Engine::Impl::expulsion_at(const QueueSlot& queue) const {
  if (!queue.is_empty) return kNever;
  uint32_t at = queue.first_caller;
  while (at != kNone && callers[at].line_node == kNoNode) at = callers[at].next;
  if (at == kNone) return kNever;
  const Micros since = std::max(queue.state.memory.empty_since, callers[at].state.empty_since);
  return later(since, queue.state.config.empty_grace_us);
}

void Engine::Impl::expel_overdue(uint32_t queue) {
  if (!queues[queue].is_empty) return;
  const QueueState& state = queues[queue].state;
  leaving.clear();
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    if (callers[at].line_node == kNoNode) continue;
    const Micros since = std::max(state.memory.empty_since, callers[at].state.empty_since);
    if (later(since, state.config.empty_grace_us) > time) break;
    leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), CallerLess{&callers});
  for (const uint32_t caller : leaving) expel_caller(caller, LeaveReason::kNoAgents);
}

void Engine::Impl::refresh_callers(uint32_t queue) {
  leaving.clear();
  for (uint32_t at = queues[queue].first_caller; at != kNone; at = callers[at].next) {
    CallerSlot& caller = callers[at];
    if (caller.line_node == kNoNode) continue;
    stop_seeking(at);
    caller.open_tier = tier_open_by_wait(caller);
    refresh_seeking(at);
    arm_caller(at);
    if (wait_ends_at(caller) <= time) leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), CallerLess{&callers});
  for (const uint32_t caller : leaving) expel_caller(caller, LeaveReason::kTimeout);
}

void Engine::Impl::touch_queue(uint32_t queue) {
  if (queues[queue].is_changed) return;
  queues[queue].is_changed = true;
  changed_queues.push_back(QueueRef{queue});
}

}  // namespace sivo::acd
