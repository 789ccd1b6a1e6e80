#include <algorithm>

#include "engine/acd/impl.hpp"

// Presence is set by people, activity by the engine (spec/acd.md cases 30 to 51).
namespace sivo::acd {

void Engine::Impl::login(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.presence == Presence::kLoggedOut) {
    become_available(agent);
    agent_changed(agent);
  } else if (state.pending == Presence::kLoggedOut) {
    state.pending = Presence::kAvailable;
    touch_agent(agent);
  }
}

void Engine::Impl::logout(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.presence == Presence::kLoggedOut) return;
  if (state.activity == Activity::kOnCall) {
    state.pending = Presence::kLoggedOut;
    touch_agent(agent);
    return;
  }
  cancel_ring(agent);
  if (state.activity == Activity::kWrapUp) end_wrap_up(agent, time);
  set_presence(agent, Presence::kLoggedOut);
  agent_changed(agent);
}

void Engine::Impl::pause(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.presence == Presence::kLoggedOut) return;
  if (state.activity == Activity::kOnCall) {
    const bool is_paused = state.presence == Presence::kPaused;
    state.pending = is_paused ? Presence::kAvailable : Presence::kPaused;
    touch_agent(agent);
    return;
  }
  if (state.presence == Presence::kPaused) {
    state.pause_cause = PauseCause::kPerson;
    touch_agent(agent);
    return;
  }
  cancel_ring(agent);
  set_presence(agent, Presence::kPaused);
  state.pause_cause = PauseCause::kPerson;
  agent_changed(agent);
}

void Engine::Impl::ready(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.presence == Presence::kLoggedOut) return;
  if (state.pending != Presence::kAvailable) {
    state.pending = Presence::kAvailable;
    touch_agent(agent);
  }
  const bool was_paused = state.presence == Presence::kPaused;
  const bool was_wrapping_up = state.activity == Activity::kWrapUp;
  if (was_wrapping_up) end_wrap_up(agent, time);
  if (was_paused) become_available(agent);
  if (was_paused || was_wrapping_up) agent_changed(agent);
}

void Engine::Impl::set_reachable(uint32_t agent, bool is_reachable) {
  AgentState& state = agents[agent].state;
  state.is_reachable = is_reachable;
  state.reachable_again = is_reachable ? 0 : kNever;
  agent_updated(agent);
}

// A wrap-up that runs goes on after the call, until its own end.
void Engine::Impl::begin_call(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.activity == Activity::kOnCall) return;
  cancel_ring(agent);
  state.activity = Activity::kOnCall;
  state.call_wrap_up_us = 0;
  agent_changed(agent);
}

void Engine::Impl::end_call(uint32_t agent, Micros wrap_up_us) {
  AgentState& state = agents[agent].state;
  if (state.activity != Activity::kOnCall) return;
  if (is_current(state.offer)) {
    connect_failed(static_cast<uint32_t>(offers[state.offer.slot].record.caller));
    return;
  }
  if (agents[agent].is_removed) {
    release_agent(agent);
    return;
  }
  const Micros earned = later(time, std::max(state.call_wrap_up_us, wrap_up_us));
  const Micros until = std::max(earned, state.wrap_up_until);
  state.call_wrap_up_us = 0;
  state.idle_since = time;
  apply_pending(agent);
  const bool wraps_up = until > time && state.presence != Presence::kLoggedOut;
  state.activity = wraps_up ? Activity::kWrapUp : Activity::kIdle;
  state.wrap_up_until = wraps_up ? until : 0;
  agent_changed(agent);
}

void Engine::Impl::end_wrap_up(uint32_t agent, Micros at) {
  AgentState& state = agents[agent].state;
  state.activity = Activity::kIdle;
  state.wrap_up_until = 0;
  state.idle_since = at;
}

void Engine::Impl::set_presence(uint32_t agent, Presence presence) {
  AgentSlot& slot = agents[agent];
  const Presence old = slot.state.presence;
  if (old == presence) return;
  for (const uint32_t member : slot.members) {
    count_presence(member, old, -1);
    count_presence(member, presence, +1);
  }
  slot.state.presence = presence;
  for (const uint32_t member : slot.members) {
    const uint32_t queue = members[member].queue;
    check_emptiness(queue);
    if (queues[queue].tiers.size() > 1) mark_dirty(queue);
  }
}

void Engine::Impl::apply_pending(uint32_t agent) {
  AgentState& state = agents[agent].state;
  if (state.pending == Presence::kAvailable) return;
  if (state.pending == Presence::kPaused) state.pause_cause = PauseCause::kPerson;
  set_presence(agent, state.pending);
  state.pending = Presence::kAvailable;
}

void Engine::Impl::become_available(uint32_t agent) {
  set_presence(agent, Presence::kAvailable);
  AgentState& state = agents[agent].state;
  state.idle_since = time;
  state.misses = state.busies = state.rejects = 0;
}

void Engine::Impl::cancel_ring(uint32_t agent) {
  const AgentState& state = agents[agent].state;
  if (state.activity == Activity::kOffered) close_offer(state.offer.slot, OfferState::kCancelled);
}

void Engine::Impl::count_presence(uint32_t member, Presence presence, int change) {
  if (presence == Presence::kLoggedOut) return;
  const auto step = static_cast<uint32_t>(change);  // wraps: adding 2^32 - 1 takes one away
  QueueSlot& queue = queues[members[member].queue];
  queue.state.logged_in += step;
  if (presence != Presence::kAvailable) return;
  queue.state.available += step;
  queue.tiers[tier_index(queue, members[member].tier)].present += step;
  count_present(member, change);
  if (change > 0) {
    enter_peers(member);
  } else {
    leave_peers(member);
  }
}

void Engine::Impl::touch_agent(uint32_t agent) {
  AgentSlot& slot = agents[agent];
  if (slot.is_changed || slot.is_removed) return;
  slot.is_changed = true;
  changed_agents.push_back(AgentRef{agent});
}

void Engine::Impl::agent_changed(uint32_t agent) {
  if (!agents[agent].is_removed) emit(Output::Type::kAgentChanged).agent = AgentRef{agent};
  agent_updated(agent);
}

void Engine::Impl::agent_updated(uint32_t agent) {
  touch_agent(agent);
  refresh_ready(agent);
  arm_agent(agent);
}

}  // namespace sivo::acd
