#include "base/text.hpp"
#include "engine/call/caller_id.hpp"
#include "engine/call/engine.hpp"

namespace sivo::call {

namespace {

bool is_playing(const LiveCall& row, int64_t play_id) {
  if (!row.play) return false;
  const auto play = schema::parse_record(schema::table_of<Play>(), *row.play);
  return play.ok() && play->as<Play>().play_id == play_id;
}

}  // namespace

// True: this very call is in progress already, told twice. Another call by the same channel or id
// is a mistake of the host, which must hear of it or wait for actions that never come.
Result<bool> Engine::find_twin(const std::string& channel, const std::optional<Id>& id) {
  const ActiveCall* by_channel = book_.call_on(channel);
  const ActiveCall* by_id = id ? book_.call(*id) : nullptr;
  if (!by_channel && !by_id) return false;
  if (by_id && by_id != by_channel) {
    return Error{Status::kExists, "expected a new id, got that of a call in progress", "call_id"};
  }
  if (id && !by_id) {
    return Error{Status::kExists, "expected a new channel, got that of a call in progress",
                 "channel"};
  }
  ++late_inputs_;
  return true;
}

// A channel that was given to another call while this one lives: its host has forgotten to say that
// the first is over, and must hear of it.
Result<void> Engine::check_same_call(const std::string& channel, std::string_view to,
                                     const std::optional<std::string>& from) const {
  const LiveCall& row = book_.call_on(channel)->row;
  if (row.destination == to && row.caller_id_number == from) return {};
  return Error{Status::kExists, "expected a channel of no call, got that of one in progress",
               "channel"};
}

Result<void> Engine::call_offered(const CallOffered& in, Micros now) {
  auto is_told_twice = find_twin(in.channel, in.call_id);
  if (!is_told_twice) return is_told_twice.take_error();
  if (*is_told_twice) return check_same_call(in.channel, in.to, caller_number(in.from));
  const Did* did = directory_.did_numbered(in.to);
  if (!did)
    return Error{Status::kNotFound, "expected the number of a DID, got one that no DID has", "to"};
  if (book_.call_count() >= kCallsMax)
    return Error{Status::kFull, "too many calls in progress", {}};

  ActiveCall& call = book_.add_call(in.call_id ? *in.call_id : ids_.next(now), in.channel);
  LiveCall& row = call.row;
  row.tenant_id = did->tenant_id;
  row.created_at = row.updated_at = row.started_at = row.phase_since = now;
  row.version = 1;
  row.direction = CallDirection::kInbound;
  row.caller_id_number = caller_number(in.from);
  row.caller_id_name = in.from_name;
  row.destination = in.to;
  row.did_id = did->id;
  row.trunk_id = in.trunk_id;
  row.base_priority = in.priority;
  row.vendor_call_key = in.vendor_call_key;
  row.is_number_verified = in.is_number_verified;
  count_number(call);
  book_.mark(call);

  bool is_open = true;
  if (did->schedule_id) {
    const auto calendar = directory_.calendars.find(*did->schedule_id);
    is_open = calendar == directory_.calendars.end() ||
              calendar->second.at(now).state == schedule::DayState::kOpen;
  }
  const FlowVersion* version = nullptr;
  if (is_open) {
    version = directory_.active_version(did->tenant_id, did->ivr_flow_id);
    row.ivr_flow_id = did->ivr_flow_id;
  } else if (did->out_of_hours_ivr_flow_id) {
    version = directory_.active_version(did->tenant_id, *did->out_of_hours_ivr_flow_id);
    row.ivr_flow_id = did->out_of_hours_ivr_flow_id;
  }
  if (!version && !(!is_open && !did->out_of_hours_ivr_flow_id)) row.outcome = "no_flow";
  if (!is_open && !did->out_of_hours_ivr_flow_id) row.outcome = "closed";
  emit_call("call.created", call, nullptr, now);
  if (row.outcome == "no_flow") {
    end_call(call, "SERVICE_UNAVAILABLE", false, now);
    return {};
  }
  start_session(call, version, now);
  return {};
}

Result<void> Engine::call_answered(ActiveCall& call, Micros now) {
  if (call.row.is_callback) {
    ++late_inputs_;  // of the leg he had before
    return {};
  }
  call.row.is_up = true;
  if (call.session) feed(call, ivr::event::Answered{}, now);
  return {};
}

Result<void> Engine::call_hangup(ActiveCall& call, const CallHangup& in, Micros now) {
  if (call.row.is_callback) {
    ++late_inputs_;  // the library has hung up that leg
    return {};
  }
  const ActiveLeg* third = consult_leg(call);
  if (call.row.placed_by && third && third->row.state == LegState::kTalking) {
    hand_to_third(call, true, now);  // an agent who placed the call hangs up to hand it over
    return {};
  }
  call.sip_status = in.sip_status;
  end_call(call, in.cause, true, now);
  return {};
}

// A callback that is refused, for want of a number or because it is there already, is a key without
// a meaning.
Result<void> Engine::dtmf(ActiveCall& call, const Dtmf& in, Micros now) {
  if (is_callback_key(call, in.digit)) {
    (void)request_callback(call, std::nullopt, now);
    return {};
  }
  if (call.session) feed(call, ivr::event::Dtmf{in.digit}, now);
  return {};
}

Result<void> Engine::play_finished(ActiveCall& call, const PlayFinished& in, Micros now) {
  if (call.row.announce_play != 0 && call.row.announce_play == in.play_id) {
    announcement_over(call, now);
    return {};
  }
  if (ActiveLeg* leg = leg_playing(call, in.play_id)) {
    leg_play_finished(*leg, now);
    return {};
  }
  if (is_playing(call.row, in.play_id)) call.row.play.reset();
  if (!call.session) return {};
  feed(call,
       ivr::event::PlayFinished{static_cast<uint32_t>(in.play_id),
                                static_cast<ivr::event::PlayEnd>(in.reason)},
       now);
  return {};
}

Result<void> Engine::end_requested(ActiveCall& call, const EndRequested& in, Micros now) {
  if (in.by_user_id) {
    auto actor = check_supervisor(call.row.tenant_id, *in.by_user_id);
    if (!actor) return actor.take_error();
    note_act(call, (*actor)->id, "end", "{}");
  }
  end_call(call, in.cause, false, now);
  return {};
}

// All end before anything is decided: nobody is rung for a call that is gone, too. A callback that
// waits for its turn has nothing that the host could lose.
void Engine::host_restarted(Micros now) {
  std::vector<Slot> slots;
  book_.for_each_call([&](ActiveCall& call) { slots.push_back(call.slot); });
  for (const Slot slot : slots) {
    ActiveCall& call = *book_.call(slot);
    if (survives_host(call, now)) continue;
    for (const Slot leg : call.legs) book_.leg(leg)->is_gone = true;
    call.is_lost = true;
    if (!call.row.answered_at) call.row.outcome = "host_restarted";
    end_call(call, "NORMAL_TEMPORARY_FAILURE", true, now);
  }
  pump(now);
}

}  // namespace sivo::call
