#include "base/phone.hpp"
#include "engine/call/engine.hpp"
#include "engine/call/leg_cause.hpp"

namespace sivo::call {

std::string Engine::Target::text() const {
  if (agent) return to_text(agent->id);
  if (queue) return to_text(queue->queue.id);
  return number;
}

// An extension of the tenant, or a number outside.
Result<Engine::Target> Engine::find_number(const Id& tenant, const std::string& to) {
  Target target;
  target.agent = directory_.agent_at(tenant, to);
  if (target.agent) return target;
  if (!is_e164(to)) return invalid("to", "expected an extension of the tenant or an E.164 number");
  target.number = to;
  return target;
}

// A colleague who talks or whose phone rings already.
bool Engine::is_taken(const Target& target) const {
  if (!target.agent) return false;
  const acd::Activity activity = acd_.agent(target.agent->ref).activity;
  return activity == acd::Activity::kOnCall || activity == acd::Activity::kOffered;
}

// Null when the colleague's phone is taken: the caller treats it as busy.
ActiveLeg* Engine::dial(ActiveCall& call, const Dialling& how, const Target& target, Micros now) {
  if (is_taken(target)) return nullptr;
  if (target.agent) acd_.begin_call(target.agent->ref, now);
  ActiveLeg& leg = book_.add_leg(ids_.next(now), call);
  leg.row.created_at = leg.row.updated_at = now;
  leg.row.purpose = how.purpose;
  leg.row.trunk_id = how.trunk_id;
  if (target.agent) leg.row.user_id = target.agent->id;
  if (!target.number.empty()) leg.row.number = target.number;
  leg.row.dialled_at = now;
  leg.row.ring_until = now + how.ring_us;
  timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
  send_dial(call, leg, false);
  return &leg;
}

void Engine::send_dial(const ActiveCall& call, const ActiveLeg& leg, bool is_repeat) {
  auto dial = to_call<Dial>(call);
  dial.is_repeat = is_repeat;
  dial.leg_id = leg.row.id;
  dial.purpose = leg.row.purpose;
  dial.user_id = leg.row.user_id;
  dial.number = leg.row.number;
  if (leg.row.user_id) {
    if (const Agent* agent = directory_.agent(call.row.tenant_id, *leg.row.user_id)) {
      dial.extension = agent->extension;
    }
  }
  dial.trunk_id = leg.row.trunk_id;
  dial.caller_id_number = call.row.caller_id_number;
  dial.caller_id_name = call.row.caller_id_name;
  dial.queue_id = leg.row.queue_id;
  dial.ring_until = leg.row.ring_until;
  act(dial);
}

// Takes a leg out: the host is told unless it ended by itself, and its agent is free.
void Engine::close_leg(ActiveLeg& leg, std::string_view cause, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  timers_.cancel(leg_key(leg.slot));
  if (!leg.is_gone) {
    auto cancel = to_call<CancelLeg>(call);
    cancel.leg_id = leg.row.id;
    cancel.cause = cause;
    act(cancel);
  }
  const bool held_agent =
      leg.row.user_id && !leg.row.is_offer &&
      (leg.row.purpose != LegPurpose::kAgent || leg.row.state == LegState::kTalking);
  Agent* agent = held_agent ? directory_.agent(leg.row.tenant_id, *leg.row.user_id) : nullptr;
  if (call.row.serving_leg == leg.row.id) call.row.serving_leg.reset();
  const Micros wrap_up_us = leg.row.earned_wrap_up_us;
  const Id call_id = call.row.id;
  book_.remove_leg(leg.slot);
  book_.mark(call);
  if (!agent) return;
  if (wrap_up_us > 0) begin_wrap_up(*agent, call_id);
  acd_.end_call(agent->ref, wrap_up_us, now);
}

// The caller talks with this leg from now on.
void Engine::serve(ActiveCall& call, ActiveLeg& leg, Micros now) {
  LiveCall& row = call.row;
  if (!row.is_up) {
    row.is_up = true;
    act(to_call<Answer>(call));
  }
  music(call, false, {});
  auto bridge = to_call<Bridge>(call);
  bridge.leg_id = leg.row.id;
  act(bridge);
  timers_.cancel(leg_key(leg.slot));
  leg.row.state = LegState::kTalking;
  if (leg.row.user_id && leg.row.purpose == LegPurpose::kAgent) {
    const Agent* agent = directory_.agent(row.tenant_id, *leg.row.user_id);
    leg.row.earned_wrap_up_us = agent ? acd_.agent(agent->ref).call_wrap_up_us : 0;
  }
  row.serving_leg = leg.row.id;
  if (leg.row.user_id && row.direction == CallDirection::kInbound) row.agent_id = leg.row.user_id;
  set_phase(call, CallPhase::kTalk, now);
  row.state = CallState::kTalking;
  book_.mark(leg);
  if (!row.answered_at) {
    row.answered_at = now;
    emit_call("call.answered", call, nullptr, now);
  }
}

void Engine::release_serving(ActiveCall& call, std::string_view cause, Micros now) {
  if (!call.row.serving_leg) return;
  if (ActiveLeg* leg = book_.leg(*call.row.serving_leg)) close_leg(*leg, cause, now);
  call.row.serving_leg.reset();
}

Result<void> Engine::leg_ringing(ActiveLeg& leg, Micros now) {
  if (leg.row.state == LegState::kDialling) leg.row.state = LegState::kRinging;
  if (leg.row.is_offer) acd_.offer_ringing(leg.offer, now);
  return {};
}

Result<void> Engine::leg_answered(ActiveLeg& leg, Micros now) {
  if (leg.row.state == LegState::kTalking) {
    ++late_inputs_;
    return {};
  }
  ActiveCall& call = *book_.call(leg.call);
  if (leg.row.is_offer) {
    answer_offer(leg, now);
    return {};
  }
  if (leg.row.is_handover) {
    call.row.transfer_done = true;
    call.row.outcome = "transferred";
    if (!call.row.answered_at) call.row.answered_at = now;
    leg.is_gone = true;
    if (call.session) {
      feed(call,
           ivr::event::TransferResult{static_cast<uint32_t>(call.row.wait_action),
                                      ivr::event::TransferEnd::kAccepted},
           now);
    }
    if (!call.is_ending) end_call(call, "BLIND_TRANSFER", true, now);
    return {};
  }
  if (leg.row.purpose == LegPurpose::kConsult) {
    timers_.cancel(leg_key(leg.slot));
    leg.row.state = LegState::kTalking;
    auto bridge = to_call<Bridge>(call);
    bridge.leg_id = leg.row.id;
    bridge.with_leg_id = call.row.serving_leg;
    act(bridge);
    return {};
  }
  note_transfer_result(call, "answered");
  serve(call, leg, now);
  if (call.session) {
    later(call, ivr::event::TransferResult{static_cast<uint32_t>(call.row.wait_action),
                                           ivr::event::TransferEnd::kAnswered});
  }
  return {};
}

Result<void> Engine::leg_failed(ActiveLeg& leg, const LegFailed& in, Micros now) {
  if (leg.row.state == LegState::kTalking) return leg_ended(leg, now);
  leg.is_gone = true;
  const Id id = leg.row.id;
  leg_lost(leg, in.cause, now);
  if (ActiveLeg* still = book_.leg(id); still && !still->row.is_offer)
    close_leg(*still, in.cause, now);
  return {};
}

// A leg that was dialled will not be answered; what happens to the call depends on what it was for.
void Engine::leg_lost(ActiveLeg& leg, std::string_view cause, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  call.row.last_cause = cause;
  if (leg.row.is_offer) {
    acd_.offer_failed(leg.offer, offer_state_of(cause), now);
    return;
  }
  switch (leg.row.purpose) {
    case LegPurpose::kConsult:
      note_transfer_result(call, "failed");
      close_leg(leg, cause, now);
      (void)unhold(call, now);
      return;
    case LegPurpose::kOutbound:
    case LegPurpose::kInternal:
      end_call(call, cause, false, now);
      return;
    case LegPurpose::kAgent:
    case LegPurpose::kTransfer:
      break;
  }
  note_transfer_result(call, "failed");
  close_leg(leg, cause, now);
  if (call.session) {
    call.row.state = CallState::kIvr;
    set_phase(call, CallPhase::kIvr, now);
    music(call, false, {});
    later(call, ivr::event::TransferResult{static_cast<uint32_t>(call.row.wait_action),
                                           transfer_end_of(cause)});
  } else {
    end_call(call, cause, false, now);
  }
}

Result<void> Engine::leg_ended(ActiveLeg& leg, Micros now) {
  if (leg.row.state != LegState::kTalking) {
    leg.is_gone = true;
    const Id id = leg.row.id;
    leg_lost(leg, "NORMAL_CLEARING", now);
    if (ActiveLeg* still = book_.leg(id); still && !still->row.is_offer) {
      close_leg(*still, "NORMAL_CLEARING", now);
    }
    return {};
  }
  leg.is_gone = true;
  ActiveCall& call = *book_.call(leg.call);
  if (leg.row.purpose == LegPurpose::kConsult && call.row.serving_leg != leg.row.id) {
    close_leg(leg, "NORMAL_CLEARING", now);
    return unhold(call, now);
  }
  if (call.row.serving_leg == leg.row.id) serving_ended(call, now);
  return {};
}

// The one who served the caller hung up. With a third party on the line he has handed the call
// over; a flow that goes on after the call gets it back; else the call is over.
void Engine::serving_ended(ActiveCall& call, Micros now) {
  ActiveLeg* third = consult_leg(call);
  if (third && third->row.state == LegState::kTalking) {
    (void)complete_consult(call, now);
    return;
  }
  release_serving(call, "NORMAL_CLEARING", now);
  const bool goes_on = call.session && call.session->state() == ivr::State::kBridged;
  if (!goes_on || third) {
    end_call(call, "NORMAL_CLEARING", false, now);
    return;
  }
  call.row.state = CallState::kIvr;
  set_phase(call, CallPhase::kIvr, now);
  feed(call,
       ivr::event::BridgeEnded{static_cast<uint32_t>(call.row.wait_action),
                               ivr::event::Party::kAgent},
       now);
}

}  // namespace sivo::call
