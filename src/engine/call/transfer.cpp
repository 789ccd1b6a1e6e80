#include "engine/call/engine.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

Error wrong_state(const char* expected) { return Error{Status::kState, expected, "call_id"}; }

bool has_agent(const ActiveCall& call) {
  return call.row.state == CallState::kTalking || call.row.state == CallState::kHeld;
}

}  // namespace

template <class Request>
Result<Engine::Target> Engine::find_target(const ActiveCall& call, const Request& in) {
  const int given = in.to_user_id.has_value() + in.to_queue_id.has_value() + in.to.has_value();
  if (given != 1) return invalid("to", "expected exactly one of to_user_id, to_queue_id and to");
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

Result<void> Engine::hold(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kTalking) return wrong_state("expected a call in conversation");
  call.row.state = CallState::kHeld;
  set_phase(call, CallPhase::kHold, now);
  act(to_call<Hold>(call));
  return {};
}

// Also the way back from a consultation.
Result<void> Engine::unhold(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kHeld && call.row.state != CallState::kConsulting) {
    return wrong_state("expected a call on hold");
  }
  if (const ActiveLeg* third = consult_leg(call); third && !third->is_gone) {
    return wrong_state("expected no third party on the line");
  }
  call.row.state = CallState::kTalking;
  set_phase(call, CallPhase::kTalk, now);
  act(to_call<Resume>(call));
  return {};
}

Result<void> Engine::transfer_blind(ActiveCall& call, const TransferRequested& in, Micros now) {
  if (!has_agent(call) || call.row.direction != CallDirection::kInbound) {
    return wrong_state("expected an inbound call in conversation or on hold");
  }
  auto target = find_target(call, in);
  if (!target) return target.take_error();
  if (target->agent && target->agent->id == call.row.agent_id) {
    return invalid("to_user_id", "expected another agent, got the one on the call");
  }
  if (is_taken(*target)) {
    return Error{Status::kState, "expected an agent who is not on a call", "to_user_id"};
  }
  note_transfer(call, "blind", *target, now);
  emit_call("call.transferred", call, nullptr, now);
  drop_session(call, now);
  release_serving(call, "BLIND_TRANSFER", now);
  if (target->queue) {
    call.row.max_wait_us = -1;
    if (enter_queue(call, *target->queue,
                    call.row.had_queue ? call.row.priority - call.row.base_priority : 0,
                    now) != Entry::kJoined) {
      note_transfer_result(call, "refused");
      end_call(call, "SWITCH_CONGESTION", false, now);
      return {};
    }
    note_transfer_result(call, "queued");
    return {};
  }
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
  if (!dial(call, {LegPurpose::kTransfer, kDirectRing, {}}, *target, now)) {
    note_transfer_result(call, "busy");
    end_call(call, "USER_BUSY", false, now);
    return {};
  }
  music(call, true, {});
  return {};
}

Result<void> Engine::consult(ActiveCall& call, const ConsultRequested& in, Micros now) {
  if (!has_agent(call) || call.row.direction != CallDirection::kInbound) {
    return wrong_state("expected an inbound call in conversation or on hold");
  }
  auto target = find_target(call, in);
  if (!target) return target.take_error();
  if (target->queue) return invalid("to_queue_id", "expected a user or a number to consult");
  if (target->agent && target->agent->id == call.row.agent_id) {
    return invalid("to_user_id", "expected another agent, got the one on the call");
  }
  ActiveLeg* leg = dial(call, {LegPurpose::kConsult, kDirectRing, {}}, *target, now);
  if (!leg) return Error{Status::kState, "expected an agent who is not on a call", "to_user_id"};
  if (call.row.state == CallState::kTalking) act(to_call<Hold>(call));
  call.row.state = CallState::kConsulting;
  set_phase(call, CallPhase::kHold, now);
  note_transfer(call, "attended", *target, now);
  return {};
}

// The third party takes over; one that still rings goes on ringing for the caller.
Result<void> Engine::complete_consult(ActiveCall& call, Micros now) {
  ActiveLeg* third = consult_leg(call);
  if (call.row.state != CallState::kConsulting || !third) {
    return wrong_state("expected a call with a third party");
  }
  const Id third_id = third->row.id;
  const bool is_up = third->row.state == LegState::kTalking;
  emit_call("call.transferred", call, nullptr, now);
  drop_session(call, now);
  release_serving(call, "ATTENDED_TRANSFER", now);
  third = book_.leg(third_id);
  third->row.purpose = LegPurpose::kTransfer;
  book_.mark(*third);
  if (is_up) {
    note_transfer_result(call, "answered");
    serve(call, *third, now);
    return {};
  }
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
  music(call, true, {});
  return {};
}

Result<void> Engine::cancel_consult(ActiveCall& call, Micros now) {
  ActiveLeg* third = consult_leg(call);
  if (call.row.state != CallState::kConsulting || !third) {
    return wrong_state("expected a call with a third party");
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
  if (call.row.agent_id) entry.set("by", Json::string(to_text(*call.row.agent_id)));
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
