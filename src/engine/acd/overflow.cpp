#include <algorithm>

#include "engine/acd/impl.hpp"

// Who is not let into a line and who has to leave it: full, empty, too long a wait, and overflow,
// which goes before each of the three (cases 57 to 62, 68).
namespace sivo::acd {

JoinResult Engine::Impl::admit(const QueueState& queue, const JoinRequest& request) const {
  const QueueConfig& config = queue.config;
  if (request.is_guaranteed) return JoinResult::kJoined;
  if (config.overflow_at_length > 0 && queue.waiting >= config.overflow_at_length) {
    return JoinResult::kOverflow;
  }
  if (config.overflow_when_empty && queue.available == 0) return JoinResult::kOverflow;
  if (config.max_length > 0 && queue.waiting >= config.max_length) return JoinResult::kFull;
  if ((config.join_empty == EmptyRule::kNo && queue.logged_in == 0) ||
      (config.join_empty == EmptyRule::kStrict && queue.available == 0)) {
    return JoinResult::kNoAgents;
  }
  return JoinResult::kJoined;
}

Micros Engine::Impl::wait_ends_at(const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  const Micros own = caller.state.max_wait_us;
  const Micros limit = own < 0 ? config.max_wait_us : own;
  return limit == 0 ? kNever : later(caller.state.joined, limit);
}

Micros Engine::Impl::overflows_at(const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  if (caller.state.is_guaranteed) {
    return caller.state.overflow_again == 0 ? kNever : caller.state.overflow_again;
  }
  if (config.overflow_us == 0) return kNever;
  return later(caller.state.entered, config.overflow_us);
}

// Whether one who stayed for want of a target is still to go. The length is not measured again: it
// would depend on who of several is asked first.
bool Engine::Impl::still_overflows(const CallerSlot& caller) const {
  const QueueState& queue = queues[static_cast<uint32_t>(caller.state.queue)].state;
  const QueueConfig& config = queue.config;
  if (config.overflow_us > 0 && later(caller.state.entered, config.overflow_us) <= time) {
    return true;
  }
  if (config.overflow_at_length > 0) return true;
  return config.overflow_when_empty && queue.available == 0;
}

Micros Engine::Impl::leaves_at(const CallerSlot& caller) const {
  return std::min(overflows_at(caller), wait_ends_at(caller));
}

// By whichever limit came first, also when both are noticed late.
void Engine::Impl::expel_overdue(uint32_t caller) {
  CallerState& state = callers[caller].state;
  bool overflows = overflows_at(callers[caller]) <= wait_ends_at(callers[caller]);
  if (overflows && state.is_guaranteed && !still_overflows(callers[caller])) {
    state.overflow_again = later(time, kOverflowRetry);
    overflows = false;
    if (wait_ends_at(callers[caller]) > time) {
      arm_caller(caller);
      return;
    }
  }
  expel_caller(caller, overflows ? LeaveReason::kOverflow : LeaveReason::kTimeout);
}

bool Engine::Impl::is_empty(const QueueSlot& queue) const {
  if (queue.state.config.overflow_when_empty) return queue.state.available == 0;
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
  if (is_empty_now && !slot.is_overdue) {
    slot.is_overdue = true;
    overdue_queues.push_back(queue);
  }
  arm_queue(queue);
}

// Callers entered in order, and only those who entered an empty queue count from their own time, so
// the first one's time comes first.
Micros Engine::Impl::expulsion_at(const QueueSlot& queue) const {
  if (!queue.is_empty) return kNever;
  uint32_t at = queue.first_ordinary;
  while (at != kNone && callers[at].line_node == kNoNode) at = callers[at].next;
  if (at == kNone) return kNever;
  const Micros since = std::max(queue.state.memory.empty_since, callers[at].state.empty_since);
  return later(since, queue.state.config.empty_grace_us);
}

void Engine::Impl::expel_from_empty(uint32_t queue) {
  if (!queues[queue].is_empty) return;
  const QueueState& state = queues[queue].state;
  leaving.clear();
  for (uint32_t at = queues[queue].first_ordinary; at != kNone; at = callers[at].next) {
    if (callers[at].line_node == kNoNode) continue;
    const Micros since = std::max(state.memory.empty_since, callers[at].state.empty_since);
    if (later(since, state.config.empty_grace_us) > time) break;
    leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), CallerLess{&callers});
  const bool overflows = state.config.overflow_when_empty;
  for (const uint32_t caller : leaving) {
    expel_caller(caller, overflows ? LeaveReason::kOverflow : LeaveReason::kNoAgents);
  }
}

}  // namespace sivo::acd
