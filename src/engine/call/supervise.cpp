#include <algorithm>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

// What supervisors and admins may do to the calls and agents of their tenant. Each accepted act is
// kept for the audit log (supervisor_acts).
//
// A supervisor's own leg belongs to the conversation that he joins: it ends when the agent leaves
// the call, by whatever way, and with the call. It keeps nothing alive and no time of the call
// counts it; the supervisor is on a call meanwhile, as anyone whose phone is in use.
namespace sivo::call {
namespace {

using schema::Json;

bool is_joined(const ActiveCall& call) {
  return call.row.state == CallState::kTalking || call.row.state == CallState::kHeld ||
         call.row.state == CallState::kConsulting;
}

Error wrong_state(const ActiveCall& call, std::string_view expected) {
  const std::string_view state = kCallStateNames[static_cast<size_t>(call.row.state)];
  return Error{Status::kState, std::string(expected) + ", got one in state " + std::string(state),
               "call_id"};
}

}  // namespace

// Someone of another tenant does not exist; someone of this one may lack the role.
Result<Agent*> Engine::check_supervisor(const Id& tenant, const Id& user) {
  Agent* actor = directory_.agent(tenant, user);
  if (!actor) return Error{Status::kNotFound, "no such user in this tenant", "by_user_id"};
  if (actor->role != Role::kSupervisor && actor->role != Role::kAdmin) {
    const std::string_view role = kRoleNames[static_cast<size_t>(actor->role)];
    return Error{Status::kDenied,
                 "expected a supervisor or an admin, got the role " + std::string(role),
                 "by_user_id"};
  }
  return actor;
}

void Engine::note_act(const ActiveCall& call, const Id& actor, std::string_view action,
                      std::string detail) {
  supervisor_acts_.push_back(
      {call.row.tenant_id, actor, action, Kind::kCall, call.row.id, std::move(detail)});
}

ActiveLeg* Engine::supervisor_leg(const ActiveCall& call, const Id& user) {
  for (const Slot slot : call.legs) {
    ActiveLeg* leg = book_.leg(slot);
    if (leg->row.purpose == LegPurpose::kSupervisor && leg->row.user_id == user) return leg;
  }
  return nullptr;
}

// Asked again, the mode changes; while his phone still rings, it is the one he will join with.
Result<void> Engine::supervise(ActiveCall& call, const SuperviseRequested& in, Micros now) {
  auto actor = check_supervisor(call.row.tenant_id, in.by_user_id);
  if (!actor) return actor.take_error();
  ActiveLeg* leg = supervisor_leg(call, in.by_user_id);
  if (!leg) {
    Target target;
    target.agent = *actor;
    if (!is_joined(call)) return wrong_state(call, "expected a call in conversation");
    if (is_taken(target)) {
      return Error{Status::kState, "expected a supervisor who is not on a call", "by_user_id"};
    }
    const auto count = std::count_if(call.legs.begin(), call.legs.end(), [this](Slot slot) {
      return book_.leg(slot)->row.purpose == LegPurpose::kSupervisor;
    });
    if (static_cast<size_t>(count) >= kSupervisorsMax) {
      return Error{Status::kFull, "too many supervisors on this call", "call_id"};
    }
    leg = &ring(call, {LegPurpose::kSupervisor, kDirectRing, {}}, target, now);
    (*actor)->live.is_supervising = true;
    mark(**actor);
  }
  leg->row.supervise_mode = in.mode;
  book_.mark(*leg);
  if (leg->row.state == LegState::kTalking) send_supervise(call, *leg, false);
  note_act(call, in.by_user_id, kSuperviseModeNames[static_cast<size_t>(in.mode)], "{}");
  return {};
}

Result<void> Engine::end_supervise(ActiveCall& call, const SuperviseEnded& in, Micros now) {
  auto actor = check_supervisor(call.row.tenant_id, in.by_user_id);
  if (!actor) return actor.take_error();
  ActiveLeg* leg = supervisor_leg(call, in.by_user_id);
  if (!leg) return wrong_state(call, "expected a call that this supervisor has joined");
  close_leg(*leg, "NORMAL_CLEARING", now);
  note_act(call, in.by_user_id, "leave", "{}");
  return {};
}

void Engine::send_supervise(const ActiveCall& call, const ActiveLeg& leg, bool is_repeat) {
  auto supervise = to_call<Supervise>(call);
  supervise.is_repeat = is_repeat;
  supervise.leg_id = leg.row.id;
  supervise.agent_leg_id = agent_leg(call);
  supervise.mode = leg.row.supervise_mode;
  act(supervise);
}

// The agent whom they joined has left the call.
void Engine::end_supervision(ActiveCall& call, Micros now) {
  const std::vector<Slot> legs = call.legs;
  for (const Slot slot : legs) {
    ActiveLeg& leg = *book_.leg(slot);
    if (leg.row.purpose == LegPurpose::kSupervisor) close_leg(leg, "NORMAL_CLEARING", now);
  }
}

Result<void> Engine::move_requested(ActiveCall& call, const MoveRequested& in, Micros now) {
  auto actor = check_supervisor(call.row.tenant_id, in.by_user_id);
  if (!actor) return actor.take_error();
  QueueEntry* to = directory_.queue(call.row.tenant_id, in.to_queue_id);
  if (!to) return Error{Status::kNotFound, "no such queue in this tenant", "to_queue_id"};
  if (!call.is_waiting()) return wrong_state(call, "expected a caller who waits in a queue");
  if (call.row.queue_id == in.to_queue_id) {
    return invalid("to_queue_id", "expected another queue, got the one the caller is in");
  }
  Json detail = Json::object();
  detail.append("from_queue_id", Json::string(to_text(*call.row.queue_id)));
  detail.append("to_queue_id", Json::string(to_text(in.to_queue_id)));
  detail.append("keep_wait", Json::boolean(in.keep_wait));
  const SupervisorAct act{call.row.tenant_id, in.by_user_id, "move",
                          Kind::kCall,        call.row.id,   detail.dump()};
  if (auto moved = move_call(call, *to, in.keep_wait, now); !moved) return moved;
  supervisor_acts_.push_back(act);
  return {};
}

Result<void> Engine::set_priority(ActiveCall& call, const PriorityRequested& in, Micros now) {
  auto actor = check_supervisor(call.row.tenant_id, in.by_user_id);
  if (!actor) return actor.take_error();
  if (!call.is_waiting()) return wrong_state(call, "expected a caller who waits in a queue");
  Json detail = Json::object();
  detail.append("from", Json::integer(call.row.priority));
  detail.append("to", Json::integer(in.priority));
  acd_.set_priority(call.caller, static_cast<int32_t>(in.priority), now);
  call.row.priority = in.priority;
  emit_queue("queue.prioritised", call, acd_.position(call.caller), {}, now);
  note_act(call, in.by_user_id, "prioritise", detail.dump());
  return {};
}

}  // namespace sivo::call
