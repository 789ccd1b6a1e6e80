#include "engine/call/engine.hpp"

// The ways into a queue, out of it, and from one to another.
namespace sivo::call {

Engine::Entry Engine::enter_queue(ActiveCall& call, QueueEntry& queue, int64_t priority,
                                  Micros now) {
  LiveCall& row = call.row;
  row.priority = row.base_priority + priority;
  row.overflowed_from = "[]";
  const auto resumed = resumed_place(call, queue, now);
  const Entry entry = enter(call, queue, resumed.value_or(now), now);
  if (entry == Entry::kFull) refuse_entry(call, VisitEnd::kFull, now);
  if (entry == Entry::kNoAgents) refuse_entry(call, VisitEnd::kRefusedEmpty, now);
  if (entry == Entry::kJoined && resumed) {
    forget_place({row.tenant_id, queue.queue.id, *row.caller_id_number});
  }
  return entry;
}

Engine::Entry Engine::enter(ActiveCall& call, QueueEntry& queue, Micros joined_at, Micros now) {
  SIVO_ASSERT(!call.is_waiting());
  LiveCall& row = call.row;
  row.queue_id = queue.queue.id;
  const auto joined = acd_.join(queue.ref, join_request(call, joined_at), now);
  switch (joined.result) {
    case acd::JoinResult::kJoined:
      entered(call, queue, joined.caller, now);
      return Entry::kJoined;
    case acd::JoinResult::kFull:
      return Entry::kFull;
    case acd::JoinResult::kNoAgents:
      return Entry::kNoAgents;
    case acd::JoinResult::kOverflow:
      break;
  }
  if (may_overflow(call, queue)) {
    row.joined_at = joined_at;
    row.had_queue = true;
    row.predicted_us = -1;
    begin_visit(call, now);
    leave_by_overflow(call, now);
    overflows_.push_back(row.id);
    return Entry::kJoined;
  }
  if (const auto refused = refusal(queue)) return *refused;
  join_anyway(call, queue, joined_at, now);
  return Entry::kJoined;
}

// A callback has no time limit but its window's, and nothing refuses it.
acd::JoinRequest Engine::join_request(const ActiveCall& call, Micros joined_at) {
  acd::JoinRequest request;
  request.tag = call.slot;
  request.priority = static_cast<int32_t>(call.row.priority);
  request.joined = joined_at;
  request.max_wait_us = call.row.is_callback ? 0 : call.row.max_wait_us;
  request.required = skills_of(call.row.required_skills);
  request.is_guaranteed = call.row.is_callback;
  return request;
}

// The longest wait, counted from joined_at, of one who comes from another queue: this queue's,
// which begins now, or what is left of his flow's.
Micros Engine::limit_from_now(const ActiveCall& call, const Queue& queue, Micros joined_at,
                              Micros now) {
  const Micros flow_end = call.session ? call.session->wait_ends_at() : kNever;
  const Micros queue_end = queue.max_wait_time == 0 ? kNever : now + queue.max_wait_time * kSecond;
  if (flow_end < queue_end) return std::max<Micros>(1, flow_end - joined_at);
  if (queue_end == kNever || joined_at == now) return -1;
  return queue_end - joined_at;
}

void Engine::entered(ActiveCall& call, const QueueEntry& queue, acd::CallerRef caller, Micros now) {
  LiveCall& row = call.row;
  call.caller = caller;
  const acd::CallerState& state = acd_.caller(caller);
  settle_phase(call, now);
  row.state = CallState::kQueued;
  row.phase = CallPhase::kWait;
  row.queue_id = queue.queue.id;
  row.joined_at = state.joined;
  row.entered_at = now;
  row.sequence = static_cast<int64_t>(state.sequence);
  row.had_queue = true;
  row.predicted_us = std::max<Micros>(-1, acd_.estimated_wait(caller));
  begin_visit(call, now);
  emit_queue("queue.entered", call, acd_.position(caller), {}, now);
  start_waiting_sound(call, queue, now);
  book_.mark(call);
}

void Engine::refuse_entry(ActiveCall& call, VisitEnd reason, Micros now) {
  call.row.joined_at = now;
  call.row.predicted_us = -1;
  begin_visit(call, now);
  end_visit(call, reason, now);
}

void Engine::leave_queue(ActiveCall& call, acd::LeaveReason reason, Micros now) {
  if (!call.is_waiting()) return;
  const acd::CallerRef caller = call.caller;
  if (reason == acd::LeaveReason::kAbandoned) {
    emit_queue("queue.abandoned", call, 0, "abandoned", now);
  }
  if (reason == acd::LeaveReason::kTimeout) {
    emit_queue("queue.timeout", call, 0, "timeout", now);
  }
  out_of_line(call, now);
  end_visit(call, visit_end_of(reason), now);
  acd_.leave(caller, reason, now);
}

// He waits no more; what happens to him now is the flow's or the caller's to say.
void Engine::out_of_line(ActiveCall& call, Micros now) {
  call.caller = acd::CallerRef{acd::kNoRef};
  settle_phase(call, now);
  call.row.state = CallState::kIvr;
  call.row.phase = CallPhase::kIvr;
  stop_waiting_sound(call);
  forget_callback(call);
  book_.mark(call);
}

// The new place is taken before the old one is given up.
Result<void> Engine::move_call(ActiveCall& call, QueueEntry& to, bool keep_wait, Micros now) {
  LiveCall& row = call.row;
  if (!call.is_waiting() || acd_.caller(call.caller).is_connecting) {
    return Error{Status::kState, "expected a caller who waits in a queue", "call_id"};
  }
  if (*row.queue_id == to.queue.id) {
    return invalid("to_queue_id", "expected another queue, got the one he waits in");
  }
  const Micros joined_at = keep_wait ? row.joined_at : now;
  const Micros limit = row.max_wait_us;
  row.max_wait_us = limit_from_now(call, to.queue, joined_at, now);
  const auto joined = acd_.join(to.ref, join_request(call, joined_at), now);
  if (joined.result != acd::JoinResult::kJoined) {
    row.max_wait_us = limit;
    return Error{Status::kFull, "expected a queue that takes the caller", "to_queue_id"};
  }
  emit_queue("queue.moved", call, 0, "moved", now);
  leave_queue(call, acd::LeaveReason::kMoved, now);
  row.overflowed_from = "[]";
  row.queue_id = to.queue.id;
  entered(call, to, joined.caller, now);
  watch_callback(call);
  return {};
}

QueueEntry* Engine::queue_of(const ActiveCall& call) {
  return call.row.queue_id ? directory_.queue(call.row.tenant_id, *call.row.queue_id) : nullptr;
}

void Engine::emit_queue(std::string_view type, const ActiveCall& call, int64_t position,
                        std::string_view reason, Micros now) {
  QueueEvent data;
  data.call_id = call.row.id;
  data.queue_id = *call.row.queue_id;
  data.priority = call.row.priority;
  data.position = position;
  SIVO_ASSERT(call.visit.has_value());
  data.waited_ms = (now - call.visit->entered_at) / kMillisecond;
  if (!reason.empty()) data.reason = reason;
  emit(type, call.row.tenant_id, &call.row.id, data, now);
}

}  // namespace sivo::call
