#include "engine/call/engine.hpp"
#include "schema/json.hpp"

// Holding, handing on, consulting. A call has two ends: the caller's, which the host names by a
// channel, and the one that serves him, a leg. Who acts is always one of ours:
//   - in a call that an agent placed, that agent, who is at the channel's end;
//   - in any other, the one who serves the caller.
// He may hand the other end on to a colleague, a queue or a number (blind, at once), or consult a
// colleague or a number first, and is free when he is out. A target that cannot take the call is
// refused before anything happens; a consultation that fails brings him back to the other end.
// After an agent has left a call that he placed, the far end is the caller: its leg's id is the
// name of the channel (take_channel), and it may wait in queues and be handed on as any caller. In
// an internal call that is the colleague, who may now act himself. The direction stays, and the
// call has one record with every transfer in it.
namespace sivo::call {
namespace {

using schema::Json;

Error wrong_state(const ActiveCall& call, std::string_view expected) {
  const std::string_view state = kCallStateNames[static_cast<size_t>(call.row.state)];
  return Error{Status::kState, std::string(expected) + ", got one in state " + std::string(state),
               "call_id"};
}

bool is_joined(const ActiveCall& call) {
  return call.row.state == CallState::kTalking || call.row.state == CallState::kHeld;
}

bool is_over_its_limits(const acd::QueueState& queue) {
  const acd::QueueConfig& config = queue.config;
  return (config.overflow_at_length > 0 && queue.waiting >= config.overflow_at_length) ||
         (config.overflow_when_empty && queue.available == 0);
}

}  // namespace

template <class Request>
Result<Engine::Target> Engine::find_target(const ActiveCall& call, const Request& in) {
  const int given = in.to_user_id.has_value() + in.to_queue_id.has_value() + in.to.has_value();
  if (given != 1) {
    return invalid("to", "expected exactly one of to_user_id, to_queue_id and to, got " +
                             std::to_string(given));
  }
  Target target;
  if (in.to_user_id) {
    target.agent = directory_.agent(call.row.tenant_id, *in.to_user_id);
    if (!target.agent) return Error{Status::kNotFound, "no such user in this tenant", "to_user_id"};
    return target;
  }
  if (in.to_queue_id) {
    target.queue = directory_.queue(call.row.tenant_id, *in.to_queue_id);
    if (!target.queue)
      return Error{Status::kNotFound, "no such queue in this tenant", "to_queue_id"};
    return target;
  }
  return find_number(call.row.tenant_id, *in.to);
}

Result<void> Engine::check_target(const ActiveCall& call, const Target& target) {
  if (target.agent && target.agent->id == transferor(call)) {
    return invalid("to_user_id", "expected another agent, got the one on the call");
  }
  if (is_taken(target)) {
    return Error{Status::kState, "expected an agent who is not on a call", "to_user_id"};
  }
  if (!target.queue || !refusal(*target.queue)) return {};
  // Better he hears of it now than the caller later. A queue that overflows sends him on.
  const bool overflows =
      is_over_its_limits(acd_.queue(target.queue->ref)) && may_overflow(call, *target.queue);
  if (overflows) return {};
  return Error{Status::kState, "expected a queue that takes callers", "to_queue_id"};
}

// The one of ours who acts in the call; nobody where the caller talks with a number.
std::optional<Id> Engine::transferor(const ActiveCall& call) {
  if (call.row.placed_by) return call.row.placed_by;
  const ActiveLeg* leg = call.row.serving_leg ? book_.leg(*call.row.serving_leg) : nullptr;
  return leg ? leg->row.user_id : std::nullopt;
}

// His leg; nothing where he is at the channel's end.
std::optional<Id> Engine::agent_leg(const ActiveCall& call) const {
  return call.row.placed_by ? std::nullopt : call.row.serving_leg;
}

Result<void> Engine::hold(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kTalking)
    return wrong_state(call, "expected a call in conversation");
  call.row.state = CallState::kHeld;
  set_phase(call, CallPhase::kHold, now);
  act(to_call<Hold>(call));
  return {};
}

// Also the way back from a consultation.
Result<void> Engine::unhold(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kHeld && call.row.state != CallState::kConsulting) {
    return wrong_state(call, "expected a call on hold");
  }
  if (const ActiveLeg* third = consult_leg(call); third && !third->is_gone) {
    return wrong_state(call, "expected a call without a third party");
  }
  call.row.state = CallState::kTalking;
  set_phase(call, CallPhase::kTalk, now);
  act(to_call<Resume>(call));
  return {};
}

Result<void> Engine::transfer_blind(ActiveCall& call, const TransferRequested& in, Micros now) {
  if (!is_joined(call)) return wrong_state(call, "expected a call in conversation or on hold");
  auto target = find_target(call, in);
  if (!target) return target.take_error();
  if (auto checked = check_target(call, *target); !checked) return checked;
  note_transfer(call, "blind", *target, now);
  emit_call("call.transferred", call, nullptr, now);
  drop_session(call, ivr::event::Party::kHost, now);
  call.handed_on = stats::Transfer::kBlind;
  leave_call(call, "BLIND_TRANSFER", false, now);
  if (target->queue) {
    hand_to_queue(call, *target->queue, now);
    return {};
  }
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
  ring(call, {LegPurpose::kTransfer, kDirectRing, {}}, *target, now);
  music(call, true, {});
  return {};
}

// What a flow demanded of the queue before does not hold here.
void Engine::hand_to_queue(ActiveCall& call, QueueEntry& queue, Micros now) {
  LiveCall& row = call.row;
  row.max_wait_us = -1;
  row.required_skills = "{}";
  row.announces.reset();
  const int64_t priority = row.had_queue ? row.priority - row.base_priority : 0;
  if (enter_queue(call, queue, priority, now) == Entry::kJoined) {
    note_transfer_result(call, "queued");
    return;
  }
  note_transfer_result(call, "refused");
  end_call(call, "SWITCH_CONGESTION", false, now);
}

Result<void> Engine::consult(ActiveCall& call, const ConsultRequested& in, Micros now) {
  if (!is_joined(call)) return wrong_state(call, "expected a call in conversation or on hold");
  auto target = find_target(call, in);
  if (!target) return target.take_error();
  if (target->queue) return invalid("to_queue_id", "expected a user or a number to consult");
  if (auto checked = check_target(call, *target); !checked) return checked;
  ring(call, {LegPurpose::kConsult, kDirectRing, {}}, *target, now);
  if (call.row.state == CallState::kTalking) act(to_call<Hold>(call));
  call.row.state = CallState::kConsulting;
  set_phase(call, CallPhase::kHold, now);
  note_transfer(call, "attended", *target, now);
  return {};
}

Result<void> Engine::complete_consult(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kConsulting || !consult_leg(call)) {
    return wrong_state(call, "expected a call with a third party");
  }
  hand_to_third(call, false, now);
  return {};
}

// The third party takes over; one that still rings goes on ringing for the caller. is_gone: the
// agent has hung up already.
void Engine::hand_to_third(ActiveCall& call, bool is_gone, Micros now) {
  const Id third_id = consult_leg(call)->row.id;
  emit_call("call.transferred", call, nullptr, now);
  drop_session(call, ivr::event::Party::kHost, now);
  call.handed_on = stats::Transfer::kAttended;
  leave_call(call, "ATTENDED_TRANSFER", is_gone, now);
  ActiveLeg& third = *book_.leg(third_id);
  third.row.purpose = LegPurpose::kTransfer;
  book_.mark(third);
  if (third.row.state == LegState::kTalking) {
    note_transfer_result(call, "answered");
    serve(call, third, now);
    return;
  }
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
  music(call, true, {});
}

// The one who acts is out, the other end stays.
void Engine::leave_call(ActiveCall& call, std::string_view cause, bool is_gone, Micros now) {
  if (!call.row.placed_by) {
    if (is_gone) book_.leg(*call.row.serving_leg)->is_gone = true;
    release_serving(call, cause, now);
    call.handed_on = stats::Transfer::kNone;
    return;
  }
  auto hangup = to_call<Hangup>(call);  // of his channel, which is the call's no more
  hangup.cause = cause;
  const AtPhone placer{call.placed_by, call.row.placed_by, call.row.placed_wrap_up_us};
  take_channel(call, *book_.leg(*call.row.serving_leg), now);
  call.handed_on = stats::Transfer::kNone;
  if (!is_gone) act(hangup);
  free_agent(call, placer, now);
}

// The channel was the phone of one of ours, who has no part in the call any more.
void Engine::release_placer(ActiveCall& call, Micros now) {
  const AtPhone placer{call.placed_by, call.row.placed_by, call.row.placed_wrap_up_us};
  call.placed_by = acd::AgentRef{acd::kNoRef};
  call.row.placed_by.reset();
  call.row.placed_wrap_up_us = 0;
  free_agent(call, placer, now);
}

void Engine::take_channel(ActiveCall& call, ActiveLeg& leg, Micros now) {
  LiveCall& row = call.row;
  timers_.cancel(leg_key(leg.slot));
  if (row.serving_leg == leg.row.id) {
    end_part(call, leg, now);
    row.serving_leg.reset();
    end_supervision(call, now);
  }
  row.is_up = true;
  row.placed_by = leg.row.user_id;
  call.placed_by = leg.agent;
  // Where a queue gave him the call, his wrap-up waits until he is out of it.
  const bool is_known = leg.row.user_id && directory_.agent(row.tenant_id, *leg.row.user_id);
  row.placed_wrap_up_us = is_known ? leg.row.earned_wrap_up_us : 0;
  book_.rename_channel(call, to_text(leg.row.id));
  book_.remove_leg(leg.slot);
}

Result<void> Engine::cancel_consult(ActiveCall& call, Micros now) {
  ActiveLeg* third = consult_leg(call);
  if (call.row.state != CallState::kConsulting || !third) {
    return wrong_state(call, "expected a call with a third party");
  }
  note_transfer_result(call, "cancelled");
  close_leg(*third, "ORIGINATOR_CANCEL", now);
  return unhold(call, now);
}

ActiveLeg* Engine::consult_leg(const ActiveCall& call) {
  for (const Slot slot : call.legs) {
    ActiveLeg* leg = book_.leg(slot);
    if (leg->row.purpose == LegPurpose::kConsult) return leg;
  }
  return nullptr;
}

void Engine::note_transfer(ActiveCall& call, std::string_view kind, const Target& target,
                           Micros now) {
  auto list = Json::parse(call.row.transfers);
  SIVO_ASSERT(list.ok());
  if (list->items().size() >= kTransfersMax) return;
  Json entry = Json::object();
  entry.set("at", Json::string(format_time(now)));
  entry.set("kind", Json::string(std::string(kind)));
  if (const auto by = transferor(call)) entry.set("by", Json::string(to_text(*by)));
  entry.set(target.agent   ? "to_user_id"
            : target.queue ? "to_queue_id"
                           : "to",
            Json::string(target.text()));
  list->push(std::move(entry));
  call.row.transfers = list->dump();
}

// Of the last transfer, once.
void Engine::note_transfer_result(ActiveCall& call, std::string_view result) {
  auto list = Json::parse(call.row.transfers);
  SIVO_ASSERT(list.ok());
  if (list->items().empty() || list->items().back().find("result")) return;
  Json copy = Json::array();
  for (size_t i = 0; i < list->items().size(); ++i) {
    Json entry = list->items()[i];
    if (i + 1 == list->items().size()) entry.set("result", Json::string(std::string(result)));
    copy.push(std::move(entry));
  }
  call.row.transfers = copy.dump();
}

}  // namespace sivo::call
