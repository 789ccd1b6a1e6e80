#include <algorithm>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

// Where a queue's callers go when it overflows: after a time, at a length, when nobody is there
// (the distributor says when). From queue to queue no caller comes back to one he overflowed from,
// and one that would not take him refuses him beforehand; a call overflows kOverflowHopsMax times
// between two answers, whatever the targets. Where there is no way out nothing happens to him: he
// stays as he is and is asked for again every kOverflowRetry. At the entry the queue's other limits
// decide.
namespace sivo::call {
namespace {

using schema::Json;

bool contains(const std::string& list, const Id& id) {
  const auto json = Json::parse(list);
  SIVO_ASSERT(json.ok());  // written here only
  const std::string text = to_text(id);
  return std::any_of(json->items().begin(), json->items().end(),
                     [&](const Json& item) { return item.as_string() == text; });
}

std::string with(const std::string& list, const Id& id) {
  auto json = Json::parse(list);
  SIVO_ASSERT(json.ok());
  json->push(Json::string(to_text(id)));
  return json->dump();
}

}  // namespace

// A line of queues that leads back to its beginning would send callers round for ever.
Result<void> Engine::check_overflow(const Queue& queue) const {
  if (queue.overflow_action == OverflowAction::kVoicemail) {
    return invalid("overflow_action",
                   "expected queue, ivr_flow, number, hangup or none: no host can record a "
                   "voicemail yet");
  }
  const Queue* at = &queue;
  for (size_t i = 0; i <= directory_.queues.size(); ++i) {
    if (at->overflow_action != OverflowAction::kQueue || !at->overflow_queue_id) return {};
    if (*at->overflow_queue_id == queue.id) {
      return invalid("overflow_queue_id",
                     "expected a queue that does not overflow back to this one");
    }
    const auto next = directory_.queues.find(*at->overflow_queue_id);
    if (next == directory_.queues.end()) return {};
    at = &next->second.queue;
  }
  return {};
}

// Why the queue would not take a caller now, its overflow not considered.
std::optional<Engine::Entry> Engine::refusal(const QueueEntry& queue) const {
  const acd::QueueState& state = acd_.queue(queue.ref);
  const acd::QueueConfig& config = state.config;
  if (config.max_length > 0 && state.waiting >= config.max_length) return Entry::kFull;
  const bool is_refused = (config.join_empty == acd::EmptyRule::kNo && state.logged_in == 0) ||
                          (config.join_empty == acd::EmptyRule::kStrict && state.available == 0);
  if (is_refused) return Entry::kNoAgents;
  return std::nullopt;
}

bool Engine::may_overflow(const ActiveCall& call, const QueueEntry& from) {
  const LiveCall& row = call.row;
  if (row.overflow_hops >= kOverflowHopsMax || row.is_callback) return false;
  const Queue& queue = from.queue;
  switch (queue.overflow_action) {
    case OverflowAction::kQueue: {
      if (!queue.overflow_queue_id || *queue.overflow_queue_id == queue.id) return false;
      const QueueEntry* to = directory_.queue(row.tenant_id, *queue.overflow_queue_id);
      return to && !contains(row.overflowed_from, to->queue.id) && !refusal(*to);
    }
    case OverflowAction::kIvrFlow:
      return queue.overflow_ivr_flow_id &&
             directory_.active_version(row.tenant_id, *queue.overflow_ivr_flow_id);
    case OverflowAction::kNumber:
      return queue.overflow_number.has_value();
    case OverflowAction::kHangup:
      return true;
    case OverflowAction::kNone:
    case OverflowAction::kVoicemail:
      return false;
  }
  return false;
}

// Out of the queue he was in or tried to enter; overflow() sends him on.
void Engine::leave_by_overflow(ActiveCall& call, Micros now) {
  emit_queue("queue.overflowed", call, 0, "overflow", now);
  end_visit(call, VisitEnd::kOverflow, now);
  ++call.row.overflow_hops;
}

// He waits, and the queue has a reason to send him on. Asked first, so that whoever stays keeps his
// place, his round and the phones that ring for him.
void Engine::on_overflow_due(const acd::Output& output, Micros now) {
  ActiveCall* call = book_.call(static_cast<Slot>(output.tag));
  if (!call || call->caller != output.caller) return;
  if (!acd_.caller(output.caller).is_overflow_due) return;
  book_.mark(*call);
  if (!may_overflow(*call, *directory_.queue_of(output.queue))) {
    acd_.stay(output.caller, now);
    return;
  }
  out_of_line(*call, now);
  leave_by_overflow(*call, now);
  acd_.leave(output.caller, acd::LeaveReason::kOverflow, now);
  overflow(*call, now);
}

// In the hands of nobody: leave_by_overflow() came before, in the same step.
void Engine::overflow(ActiveCall& call, Micros now) {
  QueueEntry& from = *directory_.queue(call.row.tenant_id, *call.row.queue_id);
  const Queue& queue = from.queue;
  switch (queue.overflow_action) {
    case OverflowAction::kQueue:
      overflow_to_queue(call, from, *directory_.queue(call.row.tenant_id, *queue.overflow_queue_id),
                        now);
      return;
    case OverflowAction::kIvrFlow:
      overflow_to_flow(
          call, *directory_.active_version(call.row.tenant_id, *queue.overflow_ivr_flow_id), now);
      return;
    case OverflowAction::kNumber:
      overflow_to_number(call, *queue.overflow_number, now);
      return;
    case OverflowAction::kNone:
    case OverflowAction::kVoicemail:
    case OverflowAction::kHangup:
      call.row.outcome = "overflow";
      end_call(call, "NO_ANSWER", false, now);
      return;
  }
}

// The other queue's limit of waiting runs from now.
void Engine::overflow_to_queue(ActiveCall& call, QueueEntry& from, QueueEntry& to, Micros now) {
  LiveCall& row = call.row;
  const Micros joined_before = row.joined_at;
  const Micros limit_before = row.max_wait_us;
  const Micros joined = from.queue.keep_wait ? joined_before : now;
  row.max_wait_us = limit_from_now(call, to.queue, joined, now);
  row.overflowed_from = with(row.overflowed_from, from.queue.id);
  if (enter(call, to, joined, now) == Entry::kJoined) return;
  // Others filled it in this very step.
  row.max_wait_us = limit_before;
  join_anyway(call, from, joined_before, now);
}

// The old flow ends here; the call goes on in the new one as if it had just come in.
void Engine::overflow_to_flow(ActiveCall& call, const FlowVersion& version, Micros now) {
  drop_session(call, ivr::event::Party::kHost, now);
  start_session(call, &version, now);
}

void Engine::overflow_to_number(ActiveCall& call, const std::string& number, Micros now) {
  drop_session(call, ivr::event::Party::kHost, now);
  Target target;
  target.number = number;
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
  ring(call, {LegPurpose::kTransfer, kDirectRing, {}}, target, now);
  music(call, true, {});
}

// In the queue, which would not have him, for want of another.
void Engine::join_anyway(ActiveCall& call, QueueEntry& queue, Micros joined_at, Micros now) {
  call.row.queue_id = queue.queue.id;
  acd::JoinRequest request = join_request(call, joined_at);
  request.is_let_in = true;
  const auto joined = acd_.join(queue.ref, request, now);
  SIVO_ASSERT(joined.result == acd::JoinResult::kJoined);
  entered(call, queue, joined.caller, now);
}

}  // namespace sivo::call
