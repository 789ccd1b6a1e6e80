#include "engine/call/engine.hpp"

#include "engine/ivr/compile.hpp"

namespace sivo::call {
namespace {

// What a closed number says; the host maps the URI to its own recording.
constexpr std::string_view kClosedFlow =
    R"({"format":"sivo.flow/1","name":"closed","start":"closed","nodes":[)"
    R"({"id":"closed","type":"play","prompt":{"audio":"sivo:closed"},"edges":{"next":"bye"}},)"
    R"({"id":"bye","type":"hangup"}]})";

}  // namespace

Engine::Engine(uint64_t seed)
    : acd_(keyed_random(seed, 1, 0)),
      ids_(keyed_random(seed, 2, 0)),
      closed_flow_(ivr::compile_text(kClosedFlow).flow) {
  SIVO_ASSERT(closed_flow_ != nullptr);
  acd_.set_ringing_reports(true);
}

Result<void> Engine::apply(const Record& input, Micros now) {
  advance(now);
  Result<void> done;
  switch (input.kind()) {
    case Kind::kCallOffered:
      done = call_offered(input.as<CallOffered>(), now);
      break;
    case Kind::kCallPlaced:
      done = call_placed(input.as<CallPlaced>(), now);
      break;
    case Kind::kLegRinging:
    case Kind::kLegAnswered:
    case Kind::kLegFailed:
    case Kind::kLegEnded:
      done = apply_to_leg(input, now);
      break;
    case Kind::kAgentLogin:
    case Kind::kAgentLogout:
    case Kind::kAgentPause:
    case Kind::kAgentReady:
    case Kind::kDeviceState:
      done = apply_to_agent(input, now);
      break;
    case Kind::kHostRestarted:
      host_restarted(now);
      break;
    case Kind::kTick:
      break;
    default:
      done = apply_to_call(input, now);
      break;
  }
  pump(now);
  return done;
}

Result<void> Engine::apply_to_call(const Record& input, Micros now) {
  if (input.kind() == Kind::kDtmf && !ivr::is_dtmf_key(input.as<Dtmf>().digit[0])) {
    return invalid("digit", "expected one of 0-9 * # A-D, got another character");
  }
  if (input.kind() == Kind::kDtmf && input.as<Dtmf>().leg_id) {
    return key_on_leg(input.as<Dtmf>(), now);
  }
  // Every input of this group begins with the same two fields.
  const auto id = input.get(0);
  const auto name = input.get(1);
  if (schema::is_null(id) && schema::is_null(name)) {
    return invalid("call_id", "expected call_id or channel, got neither");
  }
  ActiveCall* call = nullptr;
  if (!schema::is_null(id)) {
    call = book_.call(std::get<Id>(id));
  } else {
    call = book_.call_on(std::get<std::string_view>(name));
  }
  const bool is_late = !call || call->is_ending;
  if (is_late) {
    ++late_inputs_;
    return {};
  }
  book_.mark(*call);
  switch (input.kind()) {
    case Kind::kCallAnswered:
      return call_answered(*call, now);
    case Kind::kCallHangup:
      return call_hangup(*call, input.as<CallHangup>(), now);
    case Kind::kDtmf:
      return dtmf(*call, input.as<Dtmf>(), now);
    case Kind::kPlayFinished:
      return play_finished(*call, input.as<PlayFinished>(), now);
    case Kind::kHoldRequested:
      return hold(*call, now);
    case Kind::kResumeRequested:
      return unhold(*call, now);
    case Kind::kTransferRequested:
      return transfer_blind(*call, input.as<TransferRequested>(), now);
    case Kind::kConsultRequested:
      return consult(*call, input.as<ConsultRequested>(), now);
    case Kind::kConsultCompleted:
      return complete_consult(*call, now);
    case Kind::kConsultCancelled:
      return cancel_consult(*call, now);
    case Kind::kEndRequested:
      return end_requested(*call, input.as<EndRequested>(), now);
    case Kind::kCallbackRequested:
      return request_callback(*call, input.as<CallbackRequested>().number, now);
    case Kind::kSuperviseRequested:
      return supervise(*call, input.as<SuperviseRequested>(), now);
    case Kind::kSuperviseEnded:
      return end_supervise(*call, input.as<SuperviseEnded>(), now);
    case Kind::kMoveRequested:
      return move_requested(*call, input.as<MoveRequested>(), now);
    case Kind::kPriorityRequested:
      return set_priority(*call, input.as<PriorityRequested>(), now);
    case Kind::kCallQuality:
      call->row.mos_score = input.as<CallQuality>().mos_score;
      return {};
    default:
      return invalid("input", "expected an input, got a record of another kind");
  }
}

Result<void> Engine::apply_to_leg(const Record& input, Micros now) {
  const Id id = std::get<Id>(input.get(0));
  ActiveLeg* leg = book_.leg(id);
  ActiveCall* of_caller = leg ? nullptr : book_.call_on(to_text(id));
  if (of_caller && !of_caller->is_ending && input.kind() == Kind::kLegEnded) {
    book_.mark(*of_caller);
    return call_hangup(*of_caller, {{}, {}, input.as<LegEnded>().cause, {}}, now);
  }
  if (!leg || leg->is_gone) {
    ++late_inputs_;
    return {};
  }
  book_.mark(*leg);
  book_.mark(*book_.call(leg->call));
  switch (input.kind()) {
    case Kind::kLegRinging:
      return leg_ringing(*leg, now);
    case Kind::kLegAnswered:
      return leg_answered(*leg, now);
    case Kind::kLegFailed:
      return leg_failed(*leg, input.as<LegFailed>(), now);
    default:
      return leg_ended(*leg, input.as<LegEnded>().cause, now);
  }
}

void Engine::advance(Micros now) {
  for (size_t i = 0; i < kDecisionsPerStepMax; ++i) {
    // The distributor first: nothing else may be asked of it while a timer of its own is overdue.
    if (acd_.deadline() <= now) {
      acd_.advance(now);
    } else if (const auto due = timers_.pop_due(now)) {
      fire(due->key, now);
    } else if (places_due() <= now) {
      sweep_places(now);
    } else {
      return;
    }
    pump(now);
  }
  assert_failed("timers that are always due", __FILE__, __LINE__);
}

Micros Engine::deadline() const {
  return std::min({timers_.earliest(), acd_.deadline(), places_due()});
}

void Engine::fire(uint32_t key, Micros now) {
  if (key == leg_key(key / 4)) {
    if (ActiveLeg* leg = book_.leg(key / 4)) leg_time_up(*leg, now);
    return;
  }
  ActiveCall* call = book_.call(key / 4);
  if (!call) return;
  book_.mark(*call);
  if (key == announce_key(call->slot)) {
    fire_announcement(*call, now);
  } else if (key == callback_key(call->slot)) {
    fire_callback(*call, now);
  } else if (call->session) {
    std::vector<ivr::Action> actions;
    call->session->tick(now, actions);
    perform(*call, actions, now);
  }
}

void Engine::watch_session(ActiveCall& call) {
  const Micros deadline = call.session ? call.session->deadline() : kNever;
  if (deadline == kNever) {
    timers_.cancel(session_key(call.slot));
  } else {
    timers_.schedule(session_key(call.slot), deadline);
  }
}

void Engine::settle_phase(ActiveCall& call, Micros now) {
  LiveCall& row = call.row;
  const Micros spent = std::max<Micros>(0, now - row.phase_since);
  switch (row.phase) {
    case CallPhase::kIvr:
      row.ivr_us += spent;
      break;
    case CallPhase::kWait:
      row.wait_us += spent;
      break;
    case CallPhase::kRing:
      row.ring_us += spent;
      if (row.state == CallState::kQueued) row.wait_us += spent;
      break;
    case CallPhase::kTalk:
      row.talk_us += spent;
      break;
    case CallPhase::kHold:
      row.hold_us += spent;
      break;
  }
  settle_part(call, spent);
  row.phase_since = now;
}

void Engine::set_phase(ActiveCall& call, CallPhase phase, Micros now) {
  settle_phase(call, now);
  call.row.phase = phase;
  book_.mark(call);
}

// A waiting caller's time is ringing while at least one phone is dialled for him.
void Engine::update_ring_phase(ActiveCall& call, Micros now) {
  if (call.row.state != CallState::kQueued) return;
  bool is_ringing = false;
  for (const Slot slot : call.legs) is_ringing |= !book_.leg(slot)->is_gone;
  const CallPhase phase = is_ringing ? CallPhase::kRing : CallPhase::kWait;
  if (call.row.phase != phase) set_phase(call, phase, now);
}

void Engine::emit_call(std::string_view type, const ActiveCall& call, const sivo::Call* cdr,
                       Micros now) {
  const LiveCall& row = call.row;
  CallEvent data;
  data.id = data.callId = row.id;
  data.tenant_id = row.tenant_id;
  data.direction = row.direction;
  data.caller_id_number = data.from = row.caller_id_number;
  data.caller_id_name = row.caller_id_name;
  data.destination = data.to = row.destination;
  data.did_id = row.did_id;
  data.agent_id = data.agentId = row.agent_id;
  data.queue_id = data.queueId = row.queue_id;
  data.ivr_flow_id = row.ivr_flow_id;
  data.started_at = row.started_at;
  data.answered_at = row.answered_at;
  data.mos_score = data.mosScore = row.mos_score;
  data.wait_ms = row.wait_us / kMillisecond;
  data.ring_ms = row.ring_us / kMillisecond;
  data.talk_ms = row.talk_us / kMillisecond;
  data.hold_ms = row.hold_us / kMillisecond;
  data.outcome = row.outcome;
  data.vendor_call_key = row.vendor_call_key;
  if (cdr) {
    data.status = cdr->status;
    data.ended_at = cdr->ended_at;
    data.duration_sec = cdr->duration_sec;
    data.billsec = cdr->billsec;
    data.hangup_cause = data.hangupCause = cdr->hangup_cause;
  }
  emit(type, row.tenant_id, &row.id, data, now);
}

void Engine::mark(Agent& agent) {
  if (agent.is_dirty) return;
  agent.is_dirty = true;
  dirty_agents_.push_back(agent.id);
}

void Engine::music(ActiveCall& call, bool is_on, const std::optional<std::string>& url) {
  if (call.row.has_music == is_on) return;
  call.row.has_music = is_on;
  if (!is_on) {
    act(to_call<MusicStop>(call));
    return;
  }
  auto start = to_call<MusicStart>(call);
  start.moh_url = url;
  act(start);
}

size_t Engine::waiting_count() const {
  size_t count = 0;
  for (const auto& [id, entry] : directory_.queues) count += acd_.queue(entry.ref).waiting;
  return count;
}

size_t Engine::logged_in_count() const {
  size_t count = 0;
  for (const auto& [id, agent] : directory_.agents) {
    count += acd_.agent(agent.ref).presence != acd::Presence::kLoggedOut;
  }
  return count;
}

}  // namespace sivo::call
