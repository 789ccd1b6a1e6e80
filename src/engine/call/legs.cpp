#include "base/phone.hpp"
#include "engine/call/engine.hpp"
#include "engine/call/leg_cause.hpp"

// The legs that the library asked the host for. An agent on a call is held by exactly one leg, or
// by the call that he placed, and is free when that is closed: by the host's word that it ended, by
// whatever ends the conversation, and at the latest with the call, which closes every leg without
// waiting for a word about it (spec/acd.md case 45). A host that loses the end of a call as well
// says host_restarted, or somebody says end_requested. Before the bridge a timer is the last
// resort: a phone that rings, a prompt to an agent and an agent without his caller all have one.
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
  return is_taken(target) ? nullptr : &ring(call, how, target, now);
}

// An offer that has just begun to ring at the target gives way.
ActiveLeg& Engine::ring(ActiveCall& call, const Dialling& how, const Target& target, Micros now) {
  if (target.agent) acd_.begin_call(target.agent->ref, now);
  ActiveLeg& leg = book_.add_leg(ids_.next(now), call);
  leg.row.created_at = leg.row.updated_at = now;
  leg.row.purpose = how.purpose;
  leg.row.trunk_id = how.trunk_id;
  if (target.agent) {
    leg.row.user_id = target.agent->id;
    leg.agent = target.agent->ref;
  }
  if (!target.number.empty()) leg.row.number = target.number;
  leg.row.dialled_at = now;
  leg.row.ring_until = now + how.ring_us;
  timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
  send_dial(call, leg, false);
  return leg;
}

// Who is shown to the one who is called. Colleagues see the one they are to talk with, also when
// he was called and did not call; a number outside is shown a number of ours, or the flow's choice.
void Engine::show_caller(const ActiveCall& call, const ActiveLeg& leg, Dial& dial) const {
  const LiveCall& row = call.row;
  dial.caller_id_number = row.caller_id_number;
  dial.caller_id_name = row.caller_id_name;
  if (leg.row.purpose == LegPurpose::kCallback) {
    show_callback(call, dial);
    return;
  }
  const ivr::TransferNode* transfer = flow_transfer(call, leg);
  if (transfer && !transfer->caller_id.empty()) {
    dial.caller_id_number = transfer->caller_id;
  } else if (row.direction == CallDirection::kOutbound && leg.row.user_id) {
    dial.caller_id_number = row.destination;
    dial.caller_id_name.reset();
  } else if (row.direction == CallDirection::kInternal && row.placed_by) {
    const auto agent = directory_.agents.find(*row.placed_by);
    if (agent == directory_.agents.end()) return;
    dial.caller_id_number = agent->second.extension;
    dial.caller_id_name = agent->second.full_name;
  }
}

// The node of the flow that made this leg, while it rings; null for any other leg.
const ivr::TransferNode* Engine::flow_transfer(const ActiveCall& call, const ActiveLeg& leg) const {
  const bool is_transferring = call.session && call.session->state() == ivr::State::kTransferring &&
                               call.session->node() != ivr::kNoNode;
  if (!is_transferring || leg.row.purpose != LegPurpose::kTransfer) return nullptr;
  return std::get_if<ivr::TransferNode>(&call.session->flow().nodes[call.session->node()].body);
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
  show_caller(call, leg, dial);
  dial.queue_id = leg.row.queue_id;
  dial.ring_until = leg.row.ring_until;
  act(dial);
}

// Of an offer's agent the distributor knows by itself, from the claim to the bridge too.
bool Engine::holds_agent(const ActiveLeg& leg) const {
  const bool has_agent = static_cast<uint32_t>(leg.agent) != acd::kNoRef && !leg.row.is_offer;
  return has_agent &&
         (leg.row.purpose != LegPurpose::kAgent || leg.row.state == LegState::kTalking);
}

// Takes a leg out: the host is told unless it ended by itself, and its agent is free.
void Engine::close_leg(ActiveLeg& leg, std::string_view cause, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  timers_.cancel(leg_key(leg.slot));
  if (call.row.serving_leg == leg.row.id) {
    end_part(call, leg, now);
    call.row.serving_leg.reset();
    end_supervision(call, now);
  }
  if (!leg.is_gone) {
    auto cancel = to_call<CancelLeg>(call);
    cancel.leg_id = leg.row.id;
    cancel.cause = cause;
    act(cancel);
  }
  const bool held_agent = holds_agent(leg);
  const AtPhone agent{leg.agent, leg.row.user_id, leg.row.earned_wrap_up_us};
  book_.remove_leg(leg.slot);
  book_.mark(call);
  if (held_agent) free_agent(call, agent, now);
}

// He is out of the call, and wraps up what a queue gave him.
void Engine::free_agent(const ActiveCall& call, const AtPhone& who, Micros now) {
  if (static_cast<uint32_t>(who.agent) == acd::kNoRef) return;
  Agent* known = who.user_id ? directory_.agent(call.row.tenant_id, *who.user_id) : nullptr;
  if (who.wrap_up_us > 0 && known) begin_wrap_up(*known, call.row.id, now);
  acd_.end_call(who.agent, who.wrap_up_us, now);
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
  const ivr::TransferNode* transfer = flow_transfer(call, leg);
  const bool is_limited = transfer && transfer->duration_us_max > 0;
  leg.row.ring_until = is_limited ? now + transfer->duration_us_max : 0;
  if (is_limited) {
    timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
  } else {
    timers_.cancel(leg_key(leg.slot));
  }
  leg.row.state = LegState::kTalking;
  leg.row.talk_since = now;
  const bool is_agents = static_cast<uint32_t>(leg.agent) != acd::kNoRef;
  if (is_agents && leg.row.purpose == LegPurpose::kAgent) {
    leg.row.earned_wrap_up_us = acd_.agent(leg.agent).call_wrap_up_us;
  }
  set_phase(call, CallPhase::kTalk, now);
  row.serving_leg = leg.row.id;
  // The one who placed a call to a colleague stays the call's agent.
  if (leg.row.user_id && leg.row.purpose != LegPurpose::kInternal) row.agent_id = leg.row.user_id;
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
  if (leg.row.state != LegState::kDialling && leg.row.state != LegState::kRinging) {
    ++late_inputs_;
    return {};
  }
  ActiveCall& call = *book_.call(leg.call);
  if (leg.row.is_offer) {
    offer_picked_up(leg, now);
    return {};
  }
  if (leg.row.is_handover) {
    handover_accepted(call, leg, now);
    return {};
  }
  leg.row.ring_us = now - leg.row.dialled_at;
  switch (leg.row.purpose) {
    case LegPurpose::kConsult: {
      timers_.cancel(leg_key(leg.slot));
      leg.row.ring_until = 0;
      leg.row.state = LegState::kTalking;
      auto bridge = to_call<Bridge>(call);
      bridge.leg_id = leg.row.id;
      bridge.with_leg_id = agent_leg(call);
      act(bridge);
      return {};
    }
    case LegPurpose::kSupervisor:
      timers_.cancel(leg_key(leg.slot));
      leg.row.ring_until = 0;
      leg.row.state = LegState::kTalking;
      send_supervise(call, leg, false);
      return {};
    case LegPurpose::kCallback:
      customer_answered(leg, now);
      return {};
    case LegPurpose::kAgent:
    case LegPurpose::kTransfer:
    case LegPurpose::kOutbound:
    case LegPurpose::kInternal:
      if (!begin_whisper(leg, now)) transfer_answered(call, leg, now);
      return {};
  }
  return {};
}

void Engine::transfer_answered(ActiveCall& call, ActiveLeg& leg, Micros now) {
  note_transfer_result(call, "answered");
  serve(call, leg, now);
  const bool is_transfer = leg.row.purpose == LegPurpose::kTransfer;
  if (is_transfer && call.row.outcome != "served") call.row.outcome = "transferred";
  if (!call.session) return;
  later(call, ivr::event::TransferResult{static_cast<uint32_t>(call.row.wait_action),
                                         ivr::event::TransferEnd::kAnswered});
}

// A transfer out of the library's control was taken over: the call is over here.
void Engine::handover_accepted(ActiveCall& call, ActiveLeg& leg, Micros now) {
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
}

Result<void> Engine::leg_failed(ActiveLeg& leg, const LegFailed& in, Micros now) {
  if (leg.row.state == LegState::kTalking || leg.row.state == LegState::kWhispering) {
    return leg_ended(leg, in.cause, now);
  }
  leg.is_gone = true;
  const Slot slot = leg.call;
  book_.call(slot)->sip_status = in.sip_status;
  leg_lost(leg, in.cause, now);
  if (ActiveCall* call = book_.call(slot)) call->sip_status.reset();  // it goes on without the leg
  return {};
}

// A leg that was dialled will not be answered; what happens to the call depends on what it was for.
// An offer's leg is closed when the distributor says that the offer is.
void Engine::leg_lost(ActiveLeg& leg, std::string_view cause, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  const LegPurpose purpose = leg.row.purpose;
  if (purpose == LegPurpose::kSupervisor) {
    close_leg(leg, cause, now);
    return;
  }
  if (purpose == LegPurpose::kCallback) {
    customer_lost(leg, cause, now);
    return;
  }
  call.row.last_cause = cause;
  if (leg.row.is_offer) {
    acd_.offer_failed(leg.offer, offer_state_of(cause), now);
    return;
  }
  note_transfer_result(call, "failed");
  close_leg(leg, cause, now);
  if (purpose == LegPurpose::kConsult) {
    (void)unhold(call, now);
    return;
  }
  if (!call.session) {
    end_call(call, cause, false, now);
    return;
  }
  call.row.state = CallState::kIvr;
  set_phase(call, CallPhase::kIvr, now);
  music(call, false, {});
  later(call, ivr::event::TransferResult{static_cast<uint32_t>(call.row.wait_action),
                                         transfer_end_of(cause)});
}

// Who gives up before the key was not there, or is nobody who would, whatever the cause.
Result<void> Engine::leg_ended(ActiveLeg& leg, std::string_view cause, Micros now) {
  leg.is_gone = true;
  ActiveCall& call = *book_.call(leg.call);
  switch (leg.row.state) {
    case LegState::kDialling:
    case LegState::kRinging:
      leg_lost(leg, cause, now);
      return {};
    case LegState::kAccepting:
      leg_lost(leg, "NO_ANSWER", now);
      return {};
    case LegState::kWhispering:
      if (leg.row.is_offer) {
        drop_claim(leg, now);
      } else {
        leg_lost(leg, cause, now);
      }
      return {};
    case LegState::kTalking:
      break;
  }
  if (call.row.serving_leg == leg.row.id) {
    serving_ended(call, cause, now);
    return {};
  }
  const bool was_consulted = leg.row.purpose == LegPurpose::kConsult;
  close_leg(leg, cause, now);
  return was_consulted ? unhold(call, now) : Result<void>();
}

// A leg's own timer: it rang out, its whisper takes too long, or its talk has lasted long enough.
void Engine::leg_time_up(ActiveLeg& leg, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  book_.mark(call);
  book_.mark(leg);
  switch (leg.row.state) {
    case LegState::kTalking:
      serving_ended(call, "ALLOTTED_TIMEOUT", now);
      return;
    case LegState::kWhispering:
      whisper_over(leg, now);
      return;
    case LegState::kDialling:
    case LegState::kRinging:
    case LegState::kAccepting:
      leg_lost(leg, "NO_ANSWER", now);
      return;
  }
}

// The one whom the caller talks with is out of the conversation. Where he is the agent, a third
// party on the line has the call from now on. Else a flow that goes on after the call gets it back,
// without whoever was being consulted, or the call is over.
void Engine::serving_ended(ActiveCall& call, std::string_view cause, Micros now) {
  const bool is_placed = call.row.placed_by.has_value();
  ActiveLeg* third = consult_leg(call);
  if (!is_placed && third && third->row.state == LegState::kTalking) {
    hand_to_third(call, false, now);
    return;
  }
  release_serving(call, cause, now);
  const bool goes_on = call.session && call.session->state() == ivr::State::kBridged;
  if (!goes_on) {
    end_call(call, cause, false, now);
    return;
  }
  if (third) {
    note_transfer_result(call, "cancelled");
    close_leg(*third, "ORIGINATOR_CANCEL", now);
  }
  call.row.state = CallState::kIvr;
  set_phase(call, CallPhase::kIvr, now);
  feed(call,
       ivr::event::BridgeEnded{static_cast<uint32_t>(call.row.wait_action),
                               ivr::event::Party::kAgent},
       now);
}

}  // namespace sivo::call
