#include <algorithm>
#include <utility>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

static_assert(static_cast<int>(UserStatus::kLoggedOut) ==
              static_cast<int>(acd::AgentStatus::kLoggedOut));
static_assert(static_cast<int>(AgentPresence::kPaused) == static_cast<int>(acd::Presence::kPaused));
static_assert(static_cast<int>(AgentActivity::kWrapUp) == static_cast<int>(acd::Activity::kWrapUp));

std::optional<Id> id_in(const Record& input, size_t index) {
  const schema::Value value = input.get(index);
  if (schema::is_null(value)) return std::nullopt;
  return std::get<Id>(value);
}

std::optional<std::string> text_in(const Record& input, size_t index) {
  const schema::Value value = input.get(index);
  if (schema::is_null(value)) return std::nullopt;
  return std::string(std::get<std::string_view>(value));
}

// The supervisor or admin who does it to the agent, if it is not himself.
std::optional<Id> actor_of(const Record& input) {
  switch (input.kind()) {
    case Kind::kAgentLogout:
      return input.as<AgentLogout>().by_user_id;
    case Kind::kAgentPause:
      return input.as<AgentPause>().by_user_id;
    case Kind::kAgentReady:
      return input.as<AgentReady>().by_user_id;
    default:
      return std::nullopt;
  }
}

std::string_view act_name(Kind kind) {
  if (kind == Kind::kAgentLogout) return "logout";
  return kind == Kind::kAgentPause ? "pause" : "ready";
}

std::string detail_of(const Record& input) {
  schema::Json detail = schema::Json::object();
  if (input.kind() == Kind::kAgentPause && input.as<AgentPause>().pause_reason_id) {
    const Id& reason = *input.as<AgentPause>().pause_reason_id;
    detail.append("pause_reason_id", schema::Json::string(to_text(reason)));
  }
  return detail.dump();
}

}  // namespace

// By ids, or by what a PBX knows: the tenant's slug or domain and the extension.
Result<Agent*> Engine::find_agent(const AgentName& name) {
  if (name.tenant_id.has_value() == name.tenant.has_value()) {
    return invalid("tenant", std::string("expected exactly one of tenant_id and tenant, got ") +
                                 (name.tenant ? "both" : "neither"));
  }
  if (name.user_id.has_value() == name.extension.has_value()) {
    return invalid("extension", std::string("expected exactly one of user_id and extension, got ") +
                                    (name.extension ? "both" : "neither"));
  }
  const auto tenant = name.tenant_id ? name.tenant_id : directory_.tenant_named(*name.tenant);
  if (!tenant || !directory_.tenant(*tenant)) {
    return Error{Status::kNotFound, "no such tenant", name.tenant_id ? "tenant_id" : "tenant"};
  }
  Agent* agent = name.user_id ? directory_.agent(*tenant, *name.user_id)
                              : directory_.agent_at(*tenant, *name.extension);
  if (agent) return agent;
  return Error{Status::kNotFound, "no such user in this tenant",
               name.user_id ? "user_id" : "extension"};
}

Result<void> Engine::apply_to_agent(const Record& input, Micros now) {
  // Every input of this group begins with the same four fields.
  auto found = find_agent({id_in(input, 0), id_in(input, 1), text_in(input, 2), text_in(input, 3)});
  if (!found) return found.take_error();
  Agent& agent = **found;
  const std::optional<Id> forced_by = actor_of(input);
  if (forced_by) {
    if (auto actor = check_supervisor(agent.tenant_id, *forced_by); !actor) {
      return actor.take_error();
    }
  }
  if (auto done = change_agent(input, agent, now); !done) return done;
  if (forced_by) {
    supervisor_acts_.push_back({agent.tenant_id, *forced_by, act_name(input.kind()), Kind::kUser,
                                agent.id, detail_of(input)});
  }
  return {};
}

// The same rules whether the agent asks or a supervisor does: what a call or an offer delays or
// cancels, it delays or cancels for both.
Result<void> Engine::change_agent(const Record& input, Agent& agent, Micros now) {
  switch (input.kind()) {
    case Kind::kAgentLogin:
      acd_.login(agent.ref, now);
      break;
    case Kind::kAgentLogout:
      acd_.logout(agent.ref, now);
      break;
    case Kind::kAgentPause:
      return agent_pause(agent, input.as<AgentPause>(), now);
    case Kind::kAgentReady:
      acd_.ready(agent.ref, now);
      break;
    default:
      acd_.set_reachable(agent.ref, input.as<DeviceState>().is_reachable, now);
      break;
  }
  return {};
}

Result<void> Engine::agent_pause(Agent& agent, const AgentPause& in, Micros now) {
  if (in.pause_reason_id) {
    const auto reason = directory_.pause_reasons.find(*in.pause_reason_id);
    if (reason == directory_.pause_reasons.end() || reason->second.tenant_id != agent.tenant_id) {
      return Error{Status::kNotFound, "no such pause reason in this tenant", "pause_reason_id"};
    }
  }
  if (acd_.agent(agent.ref).presence == acd::Presence::kLoggedOut) {
    return Error{Status::kState, "expected an agent who is logged in", "user_id"};
  }
  const bool is_paused = agent.live.status == UserStatus::kPaused;
  if (is_paused && agent.live.pause_reason_id == in.pause_reason_id) return {};
  acd_.pause(agent.ref, now);
  if (is_paused) {
    change_pause_reason(agent, in.pause_reason_id, now);
  } else {
    agent.live.pause_reason_id = in.pause_reason_id;
  }
  mark(agent);
  return {};
}

// What he did until now ends, though his status stays.
void Engine::change_pause_reason(Agent& agent, const std::optional<Id>& reason, Micros now) {
  AgentEvent data;
  data.previous_status = UserStatus::kPaused;
  data.previous_ms = (now - agent.live.status_since) / kMillisecond;
  data.previous_pause_reason_id = agent.live.pause_reason_id;
  data.previous_is_productive = is_productive(directory_, agent.live.pause_reason_id);
  copy_state(agent);
  agent.live.pause_reason_id = reason;
  agent.live.status_since = now;
  tell_status(agent, std::move(data), now);
}

void Engine::copy_state(Agent& agent) {
  const acd::AgentState& state = acd_.agent(agent.ref);
  LiveAgent& live = agent.live;
  live.presence = static_cast<AgentPresence>(state.presence);
  live.activity = static_cast<AgentActivity>(state.activity);
  live.pending = static_cast<AgentPresence>(state.pending);
  live.is_reachable = state.is_reachable;
  live.idle_since = state.idle_since;
  live.wrap_up_until = state.wrap_up_until;
  live.delay_until = state.delay_until;
  live.reachable_again = state.reachable_again;
  live.misses = state.misses;
  live.busies = state.busies;
  live.rejects = state.rejects;
  live.call_wrap_up_us = state.call_wrap_up_us;
  live.pause_cause = static_cast<AgentPauseCause>(state.pause_cause);
}

void Engine::on_agent_changed(Agent& agent, Micros now) {
  LiveAgent& live = agent.live;
  const AgentActivity before = live.activity;
  const UserStatus previous = live.status;
  const Micros previous_us = now - live.status_since;
  const auto previous_reason = live.pause_reason_id;
  // A wrap-up that ran out while nobody looked (the file was closed) ended when it was due.
  const Micros wrap_up_end = std::min(now, std::max(live.wrap_up_until, live.wrap_up_since));
  copy_state(agent);
  const bool wraps_up = live.activity == AgentActivity::kWrapUp;
  const bool was_wrapping_up = before == AgentActivity::kWrapUp;
  if (live.wrap_up_call_id && was_wrapping_up && !wraps_up) count_wrap_up(agent, wrap_up_end);
  // A call of his own interrupts a wrap-up; what is left of it goes on afterwards.
  if (live.wrap_up_call_id && !wraps_up && live.activity != AgentActivity::kOnCall) {
    finish_wrap_up(agent, now);
  }
  if (wraps_up && !was_wrapping_up) live.wrap_up_since = now;
  if (live.presence != AgentPresence::kPaused && live.pending != AgentPresence::kPaused) {
    live.pause_reason_id.reset();
  }
  live.status = static_cast<UserStatus>(acd_.status(agent.ref));
  mark(agent);
  if (live.status == previous) return;
  live.status_since = now;
  AgentEvent data;
  data.previous_status = previous;
  data.previous_ms = previous_us / kMillisecond;
  if (previous == UserStatus::kPaused) {
    data.previous_pause_reason_id = previous_reason;
    data.previous_is_productive = is_productive(directory_, previous_reason);
  }
  if (live.status != UserStatus::kOnCall) {
    data.previous_is_supervision = std::exchange(live.is_supervising, false);
  }
  tell_status(agent, std::move(data), now);
}

// data: how it was before.
void Engine::tell_status(const Agent& agent, AgentEvent data, Micros now) {
  const LiveAgent& live = agent.live;
  const bool is_paused = live.status == UserStatus::kPaused;
  data.user_id = data.agentId = agent.id;
  data.status = live.status;
  data.pause_reason_id = live.pause_reason_id;
  if (is_paused) data.reason = kAgentPauseCauseNames[static_cast<size_t>(live.pause_cause)];
  emit(kStatusChanged, agent.tenant_id, nullptr, data, now);
  if (is_paused) emit("agent.paused", agent.tenant_id, nullptr, data, now);
}

void Engine::begin_wrap_up(Agent& agent, const Id& call, Micros now) {
  if (agent.live.wrap_up_call_id) finish_wrap_up(agent, now);
  agent.live.wrap_up_call_id = call;
  ++wrap_ups_[call].running;
  mark(agent);
}

// The time since wrap_up_since, for the call it follows.
void Engine::count_wrap_up(Agent& agent, Micros now) {
  const Id id = *agent.live.wrap_up_call_id;
  const Micros spent = now - agent.live.wrap_up_since;
  if (ActiveCall* call = book_.call(id)) {
    call->row.acw_us += spent;
    book_.mark(*call);
  }
  const auto found = wrap_ups_.find(id);
  SIVO_ASSERT(found != wrap_ups_.end());
  std::vector<HandledPart>& parts = parts_of(found->second, id);
  if (HandledPart* part = wrapping_part(parts, agent.id)) part->acw_ms += spent / kMillisecond;
  if (!found->second.cdr || spent <= 0) return;
  sivo::Call& cdr = *found->second.cdr;
  cdr.handled = render_parts(parts);
  cdr.acw_ms += spent / kMillisecond;
  cdr.updated_at = now;
  ++cdr.version;
  cdrs_.push_back(cdr);
}

// With its wrap-up the agent's part of the call is over.
void Engine::finish_wrap_up(Agent& agent, Micros now) {
  const Id id = *agent.live.wrap_up_call_id;
  const auto found = wrap_ups_.find(id);
  SIVO_ASSERT(found != wrap_ups_.end());
  const HandledPart* part = wrapping_part(parts_of(found->second, id), agent.id);
  if (part) part_over(agent.tenant_id, *part, now);
  agent.live.wrap_up_call_id.reset();
  if (--found->second.running == 0) wrap_ups_.erase(found);
}

}  // namespace sivo::call
