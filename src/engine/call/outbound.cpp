#include "engine/call/engine.hpp"

namespace sivo::call {

Result<void> Engine::call_placed(const CallPlaced& in, Micros now) {
  auto is_told_twice = find_twin(in.channel, in.call_id);
  if (!is_told_twice) return is_told_twice.take_error();
  if (*is_told_twice) {
    return check_same_call(in.channel, in.to, book_.call_on(in.channel)->row.caller_id_number);
  }
  auto found = find_agent({in.tenant_id, in.user_id, in.tenant, in.extension});
  if (!found) return found.take_error();
  Agent* agent = *found;
  const Id tenant = agent->tenant_id;
  const Did* shown = nullptr;
  if (in.did_id) {
    shown = directory_.did(tenant, *in.did_id);
    if (!shown) return Error{Status::kNotFound, "no such DID in this tenant", "did_id"};
    if (!shown->outbound_caller_id) {
      return invalid("did_id", "expected a DID with outbound_caller_id, got one without");
    }
  }
  if (in.trunk_id && !directory_.has_trunk(tenant, *in.trunk_id)) {
    return Error{Status::kNotFound, "no such trunk in this tenant", "trunk_id"};
  }
  auto target = find_number(tenant, in.to);
  if (!target) return target.take_error();
  if (target->agent == agent) return invalid("to", "expected another extension, got one's own");
  const acd::Activity activity = acd_.agent(agent->ref).activity;
  if (activity == acd::Activity::kOnCall)
    return Error{Status::kState, "the agent is on a call", "user_id"};
  if (book_.call_count() >= kCallsMax)
    return Error{Status::kFull, "too many calls in progress", {}};

  ActiveCall& call = book_.add_call(in.call_id ? *in.call_id : ids_.next(now), in.channel);
  LiveCall& row = call.row;
  row.tenant_id = tenant;
  row.created_at = row.updated_at = row.started_at = row.phase_since = now;
  row.version = 1;
  row.direction = target->agent ? CallDirection::kInternal : CallDirection::kOutbound;
  if (shown) row.caller_id_number = shown->number;
  if (target->agent) row.caller_id_number = agent->extension;
  row.caller_id_name = agent->full_name;
  row.destination = in.to;
  row.did_id = in.did_id;
  row.placed_by = row.agent_id = agent->id;
  call.placed_by = agent->ref;
  row.is_up = true;
  row.state = CallState::kDialling;
  row.phase = CallPhase::kRing;
  book_.mark(call);
  acd_.begin_call(agent->ref, now);
  emit_call("call.created", call, nullptr, now);
  const LegPurpose purpose = target->agent ? LegPurpose::kInternal : LegPurpose::kOutbound;
  if (!dial(call, {purpose, kDirectRing, in.trunk_id}, *target, now)) {
    end_call(call, "USER_BUSY", false, now);
  }
  return {};
}

}  // namespace sivo::call
