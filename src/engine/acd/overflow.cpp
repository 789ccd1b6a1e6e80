#include <algorithm>

#include "engine/acd/impl.hpp"

// Who is not let into a line and who has to leave it: full, empty, too long a wait, and overflow,
// which goes before each of the three (cases 57 to 62, 68). Whether a caller overflows is not
// decided here, where his targets are not known: he is asked for, and goes or stays.
namespace sivo::acd {

JoinResult Engine::Impl::admit(const QueueState& queue, const JoinRequest& request) const {
  const QueueConfig& config = queue.config;
  if (request.is_guaranteed || request.is_let_in) return JoinResult::kJoined;
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

// Of one who was asked for already, when he is to be asked for again.
Micros Engine::Impl::overflows_at(const CallerSlot& caller) const {
  const QueueConfig& config = queues[static_cast<uint32_t>(caller.state.queue)].state.config;
  if (caller.state.is_guaranteed) return kNever;
  if (caller.state.overflow_again != 0) return caller.state.overflow_again;
  if (config.overflow_us == 0) return kNever;
  return later(caller.state.entered, config.overflow_us);
}

// Whether there is a reason at this moment. For one who was let in beyond the length it is that he
// still stands there; another is not asked for by it.
bool Engine::Impl::is_to_overflow(uint32_t caller) const {
  const CallerState& state = callers[caller].state;
  const QueueState& queue = queues[static_cast<uint32_t>(state.queue)].state;
  const QueueConfig& config = queue.config;
  if (config.overflow_us > 0 && later(state.entered, config.overflow_us) <= time) return true;
  if (config.overflow_when_empty && queue.available == 0) return true;
  return config.overflow_at_length > 0 && position(caller) > config.overflow_at_length;
}

Micros Engine::Impl::limit_at(const CallerSlot& caller) const {
  if (caller.state.is_overflow_due) return kNever;  // the answer decides
  return std::min(overflows_at(caller), wait_ends_at(caller));
}

// Whichever limit came first, also when both are noticed late.
void Engine::Impl::apply_limits(uint32_t caller) {
  const CallerSlot& slot = callers[caller];
  const Micros overflow = overflows_at(slot);
  const Micros end = wait_ends_at(slot);
  if (overflow <= time && overflow <= end) {
    if (is_to_overflow(caller)) {
      ask_overflow(caller);
      return;
    }
    callers[caller].state.overflow_again = 0;
    Output& output = emit(Output::Type::kCallerChanged);
    output.caller = CallerRef{caller};
    output.queue = slot.state.queue;
    output.tag = slot.state.tag;
  }
  if (end <= time) {
    expel_caller(caller, LeaveReason::kTimeout);
  } else {
    arm_caller(caller);
  }
}

void Engine::Impl::ask_overflow(uint32_t caller) {
  CallerState& state = callers[caller].state;
  state.overflow_again = later(time, kOverflowRetry);
  state.is_overflow_due = true;
  refresh_seeking(caller);
  arm_caller(caller);
  Output& output = emit(Output::Type::kOverflowDue);
  output.caller = CallerRef{caller};
  output.queue = state.queue;
  output.tag = state.tag;
}

// What else was due meanwhile comes true.
void Engine::Impl::stay(uint32_t caller) {
  CallerState& state = callers[caller].state;
  if (!state.is_overflow_due) return;
  state.is_overflow_due = false;
  const auto queue = static_cast<uint32_t>(state.queue);
  if (queues[queue].is_deserted && grace_ends_at(callers[caller]) <= time) {
    expel_caller(caller, LeaveReason::kNoAgents);
  } else if (wait_ends_at(callers[caller]) <= time) {
    expel_caller(caller, LeaveReason::kTimeout);
  } else {
    refresh_seeking(caller);
    arm_caller(caller);
    mark_dirty(queue);
  }
}

bool Engine::Impl::is_empty(const QueueSlot& queue) const {
  if (queue.state.config.overflow_when_empty) return queue.state.available == 0;
  return is_deserted(queue);
}

// Whoever is deserted is empty, too.
bool Engine::Impl::is_deserted(const QueueSlot& queue) const {
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
  const bool is_deserted_now = is_deserted(slot);
  if (is_empty_now != slot.is_empty) {
    if (is_empty_now) slot.state.memory.empty_since = time;
    touch_queue(queue);
  }
  if (is_empty_now != slot.is_empty || is_deserted_now != slot.is_deserted) {
    slot.first_unasked = slot.first_ordinary;
  }
  slot.is_empty = is_empty_now;
  slot.is_deserted = is_deserted_now;
  if (is_empty_now && !slot.is_overdue) {
    slot.is_overdue = true;
    overdue_queues.push_back(queue);
  }
  arm_queue(queue);
}

// Of an empty queue. Later for one who entered an empty queue, or came back into it.
Micros Engine::Impl::grace_ends_at(const CallerSlot& caller) const {
  const QueueState& queue = queues[static_cast<uint32_t>(caller.state.queue)].state;
  const Micros since = std::max(queue.memory.empty_since, caller.state.empty_since);
  return later(since, queue.config.empty_grace_us);
}

// Since the grace was over.
bool Engine::Impl::was_asked(const CallerSlot& caller) const {
  const Micros again = caller.state.overflow_again;
  return again != 0 && again - kOverflowRetry >= grace_ends_at(caller);
}

// One of an empty queue whom its emptiness concerns no more: his overflow has its own time.
bool Engine::Impl::is_passed(const CallerSlot& caller) const {
  if (caller.line_node == kNoNode) return true;  // connecting; given back, he comes last
  if (grace_ends_at(caller) > time) return false;
  if (caller.state.is_overflow_due) return true;
  const QueueSlot& queue = queues[static_cast<uint32_t>(caller.state.queue)];
  return queue.state.config.overflow_when_empty && !queue.is_deserted && was_asked(caller);
}

void Engine::Impl::pass_asked(uint32_t queue) {
  uint32_t& at = queues[queue].first_unasked;
  if (!queues[queue].is_empty) return;
  while (at != kNone && is_passed(callers[at])) at = callers[at].next;
}

// Callers entered in order, and only those who entered an empty queue count from their own time, so
// the first one's time comes first.
Micros Engine::Impl::expulsion_at(const QueueSlot& queue) const {
  if (!queue.is_empty) return kNever;
  uint32_t at = queue.first_unasked;
  while (at != kNone && is_passed(callers[at])) at = callers[at].next;
  return at == kNone ? kNever : grace_ends_at(callers[at]);
}

// Who finds a target elsewhere overflows; the others, where the queue lets nobody stay, leave.
void Engine::Impl::empty_out(uint32_t queue) {
  const QueueSlot& slot = queues[queue];
  if (!slot.is_empty) return;
  leaving.clear();
  for (uint32_t at = slot.first_unasked; at != kNone; at = callers[at].next) {
    if (is_passed(callers[at])) continue;
    if (grace_ends_at(callers[at]) > time) break;
    leaving.push_back(at);
  }
  std::sort(leaving.begin(), leaving.end(), CallerLess{&callers});
  for (const uint32_t caller : leaving) {
    if (slot.state.config.overflow_when_empty && !was_asked(callers[caller])) {
      ask_overflow(caller);
    } else {
      expel_caller(caller, LeaveReason::kNoAgents);
    }
  }
  arm_queue(queue);
}

}  // namespace sivo::acd
