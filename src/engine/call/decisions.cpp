#include "engine/call/engine.hpp"

// What the distributor decided, made true: phones ring and stop ringing, callers leave, agents are
// joined to callers.
namespace sivo::call {
namespace {

std::string_view cause_of(acd::OfferState state) {
  switch (state) {
    case acd::OfferState::kLostRace:
      return "LOSE_RACE";
    case acd::OfferState::kNoAnswer:
      return "NO_ANSWER";
    case acd::OfferState::kPending:
    case acd::OfferState::kAccepted:
    case acd::OfferState::kRejected:
    case acd::OfferState::kBusy:
    case acd::OfferState::kUnreachable:
    case acd::OfferState::kCancelled:
    case acd::OfferState::kHostError:
      return "ORIGINATOR_CANCEL";
  }
  return "ORIGINATOR_CANCEL";
}

}  // namespace

// Runs everything that follows from what was decided, until nothing does.
void Engine::pump(Micros now) {
  std::vector<acd::Output> decided;
  for (size_t i = 0; i < kDecisionsPerStepMax; ++i) {
    if (!acd_.outputs().empty()) {
      decided.assign(acd_.outputs().begin(), acd_.outputs().end());
      acd_.clear_outputs();
      for (const acd::Output& output : decided) on_output(output, now);
      continue;
    }
    if (!overflows_.empty()) {
      ActiveCall* call = book_.call(overflows_.front());
      overflows_.pop_front();
      if (call && !call->is_ending && !call->is_waiting()) overflow(*call, now);
      continue;
    }
    if (later_.empty()) return;
    const auto [slot, event] = std::move(later_.front());
    later_.pop_front();
    ActiveCall* call = book_.call(slot);
    if (call && call->session && !call->is_ending) feed(*call, event, now);
  }
  assert_failed("decisions without an end", __FILE__, __LINE__);
}

void Engine::on_output(const acd::Output& output, Micros now) {
  switch (output.type) {
    case acd::Output::Type::kOfferCreated:
      return on_offer_created(output, now);
    case acd::Output::Type::kOfferClosed:
      return on_offer_closed(output, now);
    case acd::Output::Type::kCallerLeft:
      return on_caller_left(output, now);
    case acd::Output::Type::kOverflowDue:
      return on_overflow_due(output, now);
    case acd::Output::Type::kCallerChanged:
      if (ActiveCall* call = book_.call(static_cast<Slot>(output.tag))) book_.mark(*call);
      return;
    case acd::Output::Type::kAgentChanged:
      if (Agent* agent = directory_.agent_of(output.agent)) on_agent_changed(*agent, now);
      return;
  }
}

void Engine::on_offer_created(const acd::Output& output, Micros now) {
  const acd::OfferRecord* offer = acd_.offer(output.offer);
  ActiveCall* call = book_.call(static_cast<Slot>(output.tag));
  if (!offer || offer->state != acd::OfferState::kPending || !call) return;  // closed meanwhile
  if (call->legs.size() >= kLegsPerCallMax) {
    acd_.offer_failed(output.offer, acd::OfferState::kHostError, now);
    return;
  }
  Agent& agent = *directory_.agent_of(output.agent);
  const QueueEntry& queue = *directory_.queue_of(output.queue);
  ActiveLeg& leg = book_.add_leg(ids_.next(now), *call);
  leg.offer = output.offer;
  leg.agent = output.agent;
  leg.row.created_at = leg.row.updated_at = now;
  leg.row.user_id = agent.id;
  leg.row.queue_id = queue.queue.id;
  leg.row.dialled_at = now;
  leg.row.ring_until = output.at;
  leg.row.is_offer = true;
  if (leg_of_offer_.size() <= output.offer.slot)
    leg_of_offer_.resize(output.offer.slot + 1, kNoSlot);
  leg_of_offer_[output.offer.slot] = leg.slot;
  send_dial(*call, leg, false);
  emit_offer("offer.created", leg, {}, now);
  update_ring_phase(*call, now);
  book_.mark(*call);
}

void Engine::on_offer_closed(const acd::Output& output, Micros now) {
  if (output.offer_state == acd::OfferState::kAccepted) return;
  if (leg_of_offer_.size() <= output.offer.slot) return;
  ActiveLeg* leg = book_.leg(leg_of_offer_[output.offer.slot]);
  if (!leg || leg->offer != output.offer) return;
  leg_of_offer_[output.offer.slot] = kNoSlot;
  switch (output.offer_state) {
    case acd::OfferState::kNoAnswer:
      emit_offer("offer.missed", *leg, "no_answer", now);
      note_missed(*book_.call(leg->call), *leg->row.user_id);
      break;
    case acd::OfferState::kRejected:
      emit_offer("offer.rejected", *leg, "rejected", now);
      break;
    case acd::OfferState::kBusy:
      emit_offer("offer.rejected", *leg, "busy", now);
      break;
    case acd::OfferState::kUnreachable:
      emit_offer("offer.rejected", *leg, "unreachable", now);
      break;
    case acd::OfferState::kCancelled:
      emit_offer("offer.cancelled", *leg, "cancelled", now);
      break;
    case acd::OfferState::kLostRace:
      emit_offer("offer.cancelled", *leg, "lost_race", now);
      break;
    case acd::OfferState::kHostError:
      emit_offer("offer.cancelled", *leg, "host_error", now);
      break;
    case acd::OfferState::kPending:
    case acd::OfferState::kAccepted:
      break;
  }
  ActiveCall& call = *book_.call(leg->call);
  if (leg->is_claimed()) drop_customer(call, now);
  leg->row.is_offer = false;
  close_leg(*leg, cause_of(output.offer_state), now);
  update_ring_phase(call, now);
}

void Engine::on_caller_left(const acd::Output& output, Micros now) {
  ActiveCall* call = book_.call(static_cast<Slot>(output.tag));
  if (!call || !call->is_waiting() || call->caller != output.caller) return;
  out_of_line(*call, now);
  auto result = ivr::event::QueueEnd::kError;
  std::string_view cause = "NORMAL_TEMPORARY_FAILURE";
  if (output.leave_reason == acd::LeaveReason::kTimeout) {
    emit_queue("queue.timeout", *call, 0, "timeout", now);
    call->row.outcome = "timeout";
    result = ivr::event::QueueEnd::kTimeout;
    cause = "NO_ANSWER";
  } else if (output.leave_reason == acd::LeaveReason::kNoAgents) {
    emit_queue("queue.timeout", *call, 0, "no_agents", now);
    call->row.outcome = "no_agents";
    result = ivr::event::QueueEnd::kNoAgents;
    cause = "NO_ANSWER";
  } else {
    call->row.outcome = "queue_removed";
  }
  end_visit(*call, visit_end_of(output.leave_reason), now);
  if (call->session) {
    later(*call, ivr::event::QueueResult{static_cast<uint32_t>(call->row.wait_action), result});
  } else {
    end_call(*call, cause, false, now);
  }
}

void Engine::answer_offer(ActiveLeg& leg, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  if (call.row.is_callback) {
    leg.row.state = LegState::kWhispering;
    leg.row.ring_until = now + kCustomerGuard;
    timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
    book_.mark(leg);
    dial_customer(call, now);
    return;
  }
  join_agent(call, leg, now);
}

void Engine::join_agent(ActiveCall& call, ActiveLeg& leg, Micros now) {
  settle_phase(call, now);
  const acd::CallerRef caller = call.caller;
  call.caller = acd::CallerRef{acd::kNoRef};
  acd_.connected(caller, now);
  leg.row.is_offer = false;
  leg_of_offer_[leg.offer.slot] = kNoSlot;
  emit_offer("offer.accepted", leg, "accepted", now);
  stop_waiting_sound(call);
  call.visit->agent_id = leg.row.user_id;
  end_visit(call, VisitEnd::kServed, now);
  call.row.overflow_hops = 0;
  serve(call, leg, now);
  call.row.outcome = "served";
  if (call.session) {
    later(call, ivr::event::QueueResult{static_cast<uint32_t>(call.row.wait_action),
                                        ivr::event::QueueEnd::kAnswered});
  }
}

void Engine::emit_offer(std::string_view type, const ActiveLeg& leg, std::string_view outcome,
                        Micros now) {
  OfferEvent data;
  data.leg_id = leg.row.id;
  data.call_id = leg.row.call_id;
  data.queue_id = leg.row.queue_id;
  data.user_id = *leg.row.user_id;
  if (!outcome.empty()) data.outcome = outcome;
  const Micros rang_us = leg.row.ring_us > 0 ? leg.row.ring_us : now - leg.row.dialled_at;
  data.ring_ms = rang_us / kMillisecond;
  data.dialled_at = leg.row.dialled_at;
  emit(type, leg.row.tenant_id, &leg.row.call_id, data, now);
}

}  // namespace sivo::call
