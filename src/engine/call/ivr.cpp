#include <algorithm>

#include "engine/call/engine.hpp"
#include "engine/call/prompt_json.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

constexpr std::string_view kFailure = "NORMAL_TEMPORARY_FAILURE";

std::string_view cause_of(ivr::HangupCause cause) {
  switch (cause) {
    case ivr::HangupCause::kNormal:
      return "NORMAL_CLEARING";
    case ivr::HangupCause::kBusy:
      return "USER_BUSY";
    case ivr::HangupCause::kRejected:
      return "CALL_REJECTED";
    case ivr::HangupCause::kUnallocated:
      return "UNALLOCATED_NUMBER";
    case ivr::HangupCause::kCongestion:
      return "NORMAL_CIRCUIT_CONGESTION";
  }
  return "NORMAL_CLEARING";
}

// A flow that came to its end by an error, and no queue that merely had nobody for the caller.
bool has_failed(const ActiveCall& call) {
  const bool is_error = call.session && call.session->outcome() == ivr::Outcome::kError;
  const auto& outcome = call.row.outcome;
  return is_error && outcome != "timeout" && outcome != "no_agents" && outcome != "full";
}

// Whoever has the skill at all will do.
std::string skills_json(const std::vector<std::string>& names) {
  Json skills = Json::object();
  for (const std::string& name : names) skills.set(name, Json::integer(1));
  return skills.dump();
}

// A call may go through several flows: the record has the nodes of all of them, in order.
std::string longer_path(const std::string& before, const std::vector<std::string>& nodes) {
  auto path = Json::parse(before);
  SIVO_ASSERT(path.ok());  // written here only
  for (const std::string& node : nodes) {
    if (path->items().size() < kIvrPathMax) path->push(Json::string(node));
  }
  return path->dump();
}

// And the variables of all; of one name, the later value. Without room for both, the later flow's.
std::string merged_variables(const std::string& before, const Json& variables) {
  auto merged = Json::parse(before);
  SIVO_ASSERT(merged.ok());
  if (!variables.is_object()) return before;
  for (const auto& [name, value] : variables.members()) merged->set(name, value);
  std::string text = merged->dump();
  return text.size() <= kVariablesBytesMax ? text : variables.dump();
}

std::optional<bool> wish_of(ivr::AnnouncePosition position) {
  switch (position) {
    case ivr::AnnouncePosition::kQueueDefault:
      return std::nullopt;
    case ivr::AnnouncePosition::kOn:
      return true;
    case ivr::AnnouncePosition::kOff:
      return false;
  }
  return std::nullopt;
}

}  // namespace

void Engine::start_session(ActiveCall& call, const FlowVersion* version, Micros now) {
  call.row.state = CallState::kIvr;
  set_phase(call, CallPhase::kIvr, now);  // he may come out of a conversation
  call.row.flow_id = version ? std::optional<Id>(version->flow_id) : std::nullopt;
  call.row.flow_version = version ? version->version : 0;
  call.session.emplace(version ? version->flow : closed_flow_);
  feed(call, ivr::event::Start{call.row.is_up}, now);
}

// An event the session refuses in its state is late by construction: the engine sends no malformed
// one.
void Engine::feed(ActiveCall& call, const ivr::Event& event, Micros now) {
  SIVO_ASSERT(call.session.has_value());
  std::vector<ivr::Action> actions;
  const Result<void> fed = call.session->feed(event, now, actions);
  if (!fed) {
    ++late_inputs_;
    return;
  }
  book_.mark(call);
  perform(call, actions, now);
}

void Engine::perform(ActiveCall& call, std::vector<ivr::Action>& actions, Micros now) {
  const Slot slot = call.slot;
  // A session says hangup, then completed; the CDR that hangup writes needs what completed tells.
  std::stable_partition(actions.begin(), actions.end(), [](const ivr::Action& action) {
    return !std::holds_alternative<ivr::action::Hangup>(action.body);
  });
  for (const ivr::Action& action : actions) {
    if (book_.call(slot) != &call) return;
    const bool is_over = call.is_ending;
    const bool is_completed = std::holds_alternative<ivr::action::Completed>(action.body);
    if (is_over && !is_completed) continue;
    std::visit([&](const auto& body) { perform(call, action.id, body, now); }, action.body);
  }
  if (book_.call(slot) == &call && !call.is_ending) watch_session(call);
}

void Engine::perform(ActiveCall& call, uint32_t, const ivr::action::Answer&, Micros) {
  act(to_call<Answer>(call));
}

void Engine::perform(ActiveCall& call, uint32_t id, const ivr::action::Play& action, Micros) {
  auto play = to_call<Play>(call);
  play.play_id = id;
  play.prompts = prompts_json(action.prompts);
  play.barge_in = action.barge_in;
  act(play);
  call.row.play.emplace();
  schema::render_record(*call.row.play, schema::table_of<Play>(), &play);
}

void Engine::perform(ActiveCall& call, uint32_t id, const ivr::action::StopPlay&, Micros) {
  auto stop = to_call<StopPlay>(call);
  stop.play_id = id;
  act(stop);
  call.row.play.reset();
}

void Engine::perform(ActiveCall& call, uint32_t id, const ivr::action::QueueEnter& action,
                     Micros now) {
  call.row.wait_action = id;
  call.row.outcome.reset();  // of a queue before
  QueueEntry* queue = directory_.queue_named(call.row.tenant_id, action.queue);
  if (!queue) {
    call.row.outcome = "queue_not_found";
    later(call, ivr::event::QueueResult{id, ivr::event::QueueEnd::kError});
    return;
  }
  call.row.max_wait_us = action.wait_us_max > 0 ? action.wait_us_max : -1;
  call.row.required_skills = skills_json(action.skills);
  call.row.announces = wish_of(action.announce_position);
  switch (enter_queue(call, *queue, action.priority, now)) {
    case Entry::kJoined:
      break;
    case Entry::kFull:
      call.row.outcome = "full";
      later(call, ivr::event::QueueResult{id, ivr::event::QueueEnd::kFull});
      break;
    case Entry::kNoAgents:
      call.row.outcome = "no_agents";
      later(call, ivr::event::QueueResult{id, ivr::event::QueueEnd::kNoAgents});
      break;
  }
}

void Engine::perform(ActiveCall& call, uint32_t, const ivr::action::QueueLeave& action,
                     Micros now) {
  if (action.reason == "exit_key") {
    call.row.outcome = "exit_key";
    leave_queue(call, acd::LeaveReason::kExitKey, now);
  } else if (action.reason == "timeout") {
    call.row.outcome = "timeout";
    leave_queue(call, acd::LeaveReason::kTimeout, now);
  } else {
    leave_queue(call, acd::LeaveReason::kMoved, now);
  }
}

void Engine::perform(ActiveCall& call, uint32_t id, const ivr::action::Transfer& action,
                     Micros now) {
  call.row.wait_action = id;
  if (call.row.outcome != "served") call.row.outcome.reset();  // of a queue before
  const auto target = find_number(call.row.tenant_id, action.to);
  const bool is_uri = action.to.starts_with("sip:");
  if (action.kind != ivr::TransferKind::kBridge) {
    auto transfer = to_call<Transfer>(call);
    ActiveLeg& leg = book_.add_leg(ids_.next(now), call);
    leg.row.created_at = leg.row.updated_at = now;
    leg.row.purpose = LegPurpose::kTransfer;
    leg.row.number = action.to;
    leg.row.dialled_at = now;
    leg.row.ring_until = now + action.ring_us_max;
    leg.row.is_handover = true;
    leg.row.is_refer = action.kind == ivr::TransferKind::kRefer;
    timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
    transfer.leg_id = leg.row.id;
    transfer.to = action.to;
    transfer.is_refer = leg.row.is_refer;
    act(transfer);
  } else if (!target && !is_uri) {
    later(call, ivr::event::TransferResult{id, ivr::event::TransferEnd::kInvalid});
    return;
  } else {
    Target to = target ? *target : Target{};
    if (is_uri) to.number = action.to;
    if (!dial(call, {LegPurpose::kTransfer, action.ring_us_max, {}}, to, now)) {
      later(call, ivr::event::TransferResult{id, ivr::event::TransferEnd::kBusy});
      return;
    }
    music(call, true, action.moh.empty() ? std::nullopt : std::optional(action.moh));
  }
  call.row.state = CallState::kDialling;
  set_phase(call, CallPhase::kRing, now);
}

void Engine::perform(ActiveCall& call, uint32_t, const ivr::action::TransferCancel&, Micros now) {
  const std::vector<Slot> legs = call.legs;
  for (const Slot slot : legs) close_leg(*book_.leg(slot), "ORIGINATOR_CANCEL", now);
  music(call, false, {});
  call.row.state = CallState::kIvr;
  set_phase(call, CallPhase::kIvr, now);
}

void Engine::perform(ActiveCall& call, uint32_t, const ivr::action::Hangup& action, Micros now) {
  end_call(call, has_failed(call) ? kFailure : cause_of(action.cause), false, now);
}

void Engine::perform(ActiveCall& call, uint32_t, const ivr::action::Completed& action, Micros now) {
  LiveCall& row = call.row;
  row.ivr_path = longer_path(row.ivr_path, action.path);
  row.variables = merged_variables(row.variables, action.variables);
  IvrEvent data;
  data.call_id = call.row.id;
  data.ivr_flow_id = call.row.flow_id;
  data.flow_version = call.row.flow_version;
  data.outcome = row.is_callback ? "callback" : ivr::outcome_name(action.outcome);
  data.path = longer_path("[]", action.path);
  data.variables = action.variables.is_object() ? action.variables.dump() : "{}";
  data.duration_ms = action.duration_us / kMillisecond;
  emit("ivr.completed", row.tenant_id, &row.id, data, now);
  if (!row.outcome) row.outcome = data.outcome;
}

void Engine::later(ActiveCall& call, ivr::Event event) {
  later_.emplace_back(call.slot, std::move(event));
}

// The call has left the flow's hands; the session says how far it came. What becomes of a call that
// goes on is not the flow's to say any more.
void Engine::drop_session(ActiveCall& call, ivr::event::Party by, Micros now) {
  if (!call.session) return;
  std::vector<ivr::Action> actions;
  if (call.session->state() != ivr::State::kEnded) {
    const auto fed = call.session->feed(ivr::event::CallEnded{by}, now, actions);
    SIVO_ASSERT(fed.ok());
  }
  const auto outcome = call.row.outcome;
  for (const auto& action : actions) {
    if (const auto* completed = std::get_if<ivr::action::Completed>(&action.body)) {
      perform(call, action.id, *completed, now);
    }
  }
  if (!call.is_ending) call.row.outcome = outcome;
  call.session.reset();
  call.row.wait_action = 0;
  call.row.required_skills = "{}";
  call.row.announces.reset();
  timers_.cancel(session_key(call.slot));
  book_.mark(call);
}

}  // namespace sivo::call
