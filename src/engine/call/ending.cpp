#include "base/hangup_cause.hpp"
#include "engine/call/engine.hpp"

namespace sivo::call {

// The one way out of a call, from any state: queue, legs, session, CDR, event, in this order.
// by_caller: the caller's leg is gone already and is not hung up again.
void Engine::end_call(ActiveCall& call, std::string_view cause, bool by_caller, Micros now) {
  if (call.is_ending) return;
  call.is_ending = true;
  const bool was_waiting = call.is_waiting();
  const bool has_left = by_caller && !call.is_lost;
  if (was_waiting) {
    if (!call.row.outcome) call.row.outcome = has_left ? "abandoned" : "ended";
    leave_queue(call, has_left ? acd::LeaveReason::kAbandoned : acd::LeaveReason::kMoved, now);
  }
  settle_phase(call, now);
  const std::string reason(cause);
  const std::vector<Slot> legs = call.legs;
  for (const Slot slot : legs) {
    ActiveLeg* leg = book_.leg(slot);
    if (!leg) continue;  // a supervisor's, gone with the one who served
    if (leg->row.is_offer) {
      leg_of_offer_[leg->offer.slot] = kNoSlot;
      emit_offer("offer.cancelled", *leg, "cancelled", now);
    }
    close_leg(*leg, was_waiting ? "ORIGINATOR_CANCEL" : reason, now);
  }
  release_placer(call, now);
  drop_session(call, has_left ? ivr::event::Party::kCaller : ivr::event::Party::kHost, now);
  if (!by_caller && !call.row.is_callback) {
    auto hangup = to_call<Hangup>(call);
    hangup.cause = reason;
    act(hangup);
  }
  sivo::Call cdr = make_cdr(call, reason, by_caller, now);
  emit_call("call.ended", call, &cdr, now);
  const auto wrap_up = wrap_ups_.find(call.row.id);
  if (wrap_up != wrap_ups_.end()) {
    wrap_up->second.cdr = cdr;
    wrap_up->second.parts = call.handled;
  }
  cdrs_.push_back(std::move(cdr));
  timers_.cancel(session_key(call.slot));
  forget_call(call);
  book_.remove_call(call.slot);
}

sivo::Call Engine::make_cdr(const ActiveCall& call, std::string_view cause, bool by_caller,
                            Micros now) {
  const LiveCall& row = call.row;
  sivo::Call cdr;
  cdr.id = row.id;
  cdr.tenant_id = row.tenant_id;
  cdr.created_at = cdr.updated_at = now;
  cdr.version = 1;
  cdr.direction = row.direction;
  cdr.caller_id_number = row.caller_id_number.value_or("");
  cdr.caller_id_name = row.caller_id_name;
  cdr.destination = row.destination;
  cdr.did_id = row.did_id;
  cdr.agent_id = row.agent_id;
  cdr.queue_id = row.queue_id;
  cdr.ivr_flow_id = row.ivr_flow_id;
  cdr.status = status_of(call, cause, by_caller);
  cdr.started_at = row.started_at;
  cdr.answered_at = row.answered_at;
  cdr.ended_at = now;
  cdr.duration_sec = (now - row.started_at) / kSecond;
  cdr.billsec = row.answered_at ? (now - *row.answered_at) / kSecond : 0;
  cdr.hangup_cause = cause;
  cdr.mos_score = row.mos_score;
  cdr.vendor_call_key = row.vendor_call_key;
  cdr.ivr_path = row.ivr_path;
  cdr.wait_ms = row.wait_us / kMillisecond;
  cdr.ring_ms = row.ring_us / kMillisecond;
  cdr.talk_ms = row.talk_us / kMillisecond;
  cdr.hold_ms = row.hold_us / kMillisecond;
  cdr.acw_ms = row.acw_us / kMillisecond;
  cdr.queue_visits = call.row.visits;
  cdr.handled = render_parts(call.handled);
  cdr.transfers = row.transfers;
  cdr.variables = row.variables;
  cdr.channel = row.channel;
  cdr.sip_status = call.sip_status;
  if (const auto known = cause_of_name(cause)) cdr.q850_code = q850_of(*known);
  return cdr;
}

// model.md, call: answered by a human or by a transfer that was taken over; abandoned = the caller
// left while a flow or a queue had him; a closed number and what timed out are no_answer.
CallStatus Engine::status_of(const ActiveCall& call, std::string_view cause, bool by_caller) const {
  const LiveCall& row = call.row;
  CallEnd end;
  end.was_answered = row.answered_at || row.transfer_done;
  const bool is_inbound = row.direction == CallDirection::kInbound;
  end.was_timed_out = row.outcome == "closed" || row.outcome == "timeout" ||
                      row.outcome == "no_agents" ||
                      (is_inbound && !by_caller && cause == "NORMAL_CLEARING");
  end.caller_left = by_caller && !call.is_lost && row.outcome != "closed";
  const HangupCause known = cause_of_name(cause).value_or(HangupCause::kNormalUnspecified);
  return static_cast<CallStatus>(cdr_status_of(known, end));
}

}  // namespace sivo::call
