#include <algorithm>

#include "base/text.hpp"
#include "engine/call/engine.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

uint32_t count_of(int64_t value) { return static_cast<uint32_t>(value); }

acd::AgentState state_of(const LiveAgent& live) {
  acd::AgentState state;
  state.presence = static_cast<acd::Presence>(live.presence);
  state.activity = static_cast<acd::Activity>(live.activity);
  state.pending = static_cast<acd::Presence>(live.pending);
  state.is_reachable = live.is_reachable;
  state.idle_since = live.idle_since;
  state.wrap_up_until = live.wrap_up_until;
  state.delay_until = live.delay_until;
  state.reachable_again = live.reachable_again;
  state.misses = count_of(live.misses);
  state.busies = count_of(live.busies);
  state.rejects = count_of(live.rejects);
  state.call_wrap_up_us = live.call_wrap_up_us;
  state.pause_cause = static_cast<acd::PauseCause>(live.pause_cause);
  return state;
}

// {"1": agent, "levels": {"1": level}}; files of before have no levels. LiveQueue::last_offered has
// room for so many tiers.
constexpr size_t kTiersTold = 70;

std::string text_of(const acd::QueueMemory& memory) {
  Json out = Json::object();
  Json levels = Json::object();
  const size_t count = std::min(memory.last_offered.size(), kTiersTold);
  for (size_t i = 0; i < count; ++i) {
    const acd::LastOffered& last = memory.last_offered[i];
    const std::string tier = std::to_string(last.tier);
    out.set(tier, Json::string(to_text(last.agent)));
    levels.set(tier, Json::integer(last.level));
  }
  if (count > 0) out.set("levels", std::move(levels));
  return out.dump();
}

std::vector<acd::LastOffered> last_offered_of(const std::string& text) {
  std::vector<acd::LastOffered> all;
  const auto json = Json::parse(text);
  if (!json || !json->is_object()) return all;
  const Json* levels = json->find("levels");
  for (const auto& [tier, agent] : json->members()) {
    const auto id = agent.is_string() ? parse_id(agent.as_string()) : std::nullopt;
    const auto number = parse_int(tier);
    if (!id || !number) continue;
    const Json* level = levels && levels->is_object() ? levels->find(tier) : nullptr;
    const int64_t known = level && level->is_integer() ? level->as_integer() : 0;
    all.push_back({count_of(*number), count_of(known), *id});
  }
  return all;
}

// The library has had the caller's leg answered; not so those that agents and it dialled.
bool answers_channel(const LiveCall& row) {
  const bool is_callers = row.direction == CallDirection::kInbound && !row.callback_number;
  return is_callers && row.is_up;
}

Error damaged(const char* what) { return Error{Status::kCorrupt, what, {}}; }

}  // namespace

Result<void> Engine::write_changes(RowSink& sink) {
  for (const acd::AgentRef ref : acd_.changed_agents()) {
    if (Agent* agent = directory_.agent_of(ref)) mark(*agent);
  }
  for (const auto& erased : book_.erased()) {
    if (auto done = sink.erase(*erased.table, erased.tenant, erased.id); !done) return done;
  }
  for (const auto& erased : removed_rows_) {
    if (auto done = sink.erase(*erased.table, erased.tenant, erased.id); !done) return done;
  }
  for (const Slot slot : book_.dirty_calls()) {
    ActiveCall* call = book_.call(slot);
    if (!call) continue;
    call->row.session.reset();
    if (call->session) call->row.session = call->session->snapshot().dump();
    call->row.handled = render_parts(call->handled);
    if (call->is_waiting()) copy_place(*call);
    if (auto done = sink.put(schema::table_of<LiveCall>(), &call->row); !done) return done;
  }
  for (const Slot slot : book_.dirty_legs()) {
    const ActiveLeg* leg = book_.leg(slot);
    if (!leg) continue;
    if (auto done = sink.put(schema::table_of<LiveLeg>(), &leg->row); !done) return done;
  }
  for (const Id& id : dirty_agents_) {
    const auto found = directory_.agents.find(id);
    if (found == directory_.agents.end()) continue;
    copy_state(found->second);
    const LiveAgent& live = found->second.live;
    if (auto done = sink.put(schema::table_of<LiveAgent>(), &live); !done) return done;
    if (auto done = sink.put_user_status(live.tenant_id, live.id, live.status); !done) return done;
  }
  for (const acd::QueueRef ref : acd_.changed_queues()) {
    const QueueEntry* entry = directory_.queue_of(ref);
    if (!entry) continue;
    LiveQueue row;
    row.id = entry->queue.id;
    row.tenant_id = entry->queue.tenant_id;
    row.created_at = row.updated_at = entry->queue.created_at;
    row.version = 1;
    const acd::QueueMemory& memory = acd_.queue(ref).memory;
    row.sequence = static_cast<int64_t>(memory.sequence);
    row.last_offered = text_of(memory);
    row.empty_since = memory.empty_since;
    row.handle_us = memory.handle_us;
    row.abandon_per_mille = memory.abandon_per_mille;
    if (auto done = sink.put(schema::table_of<LiveQueue>(), &row); !done) return done;
  }
  if (auto done = write_places(sink); !done) return done;
  if (auto done = write_answers(sink); !done) return done;
  for (const sivo::Call& cdr : cdrs_) {
    if (auto done = sink.put(schema::table_of<sivo::Call>(), &cdr); !done) return done;
  }
  return {};
}

// The caller's place in the line, as the distributor has it now.
void Engine::copy_place(ActiveCall& call) {
  const acd::CallerState& state = acd_.caller(call.caller);
  call.row.priority = state.priority;
  call.row.empty_since = state.empty_since;
  // A callback is offered to nobody before the later of its next attempt and its next round.
  call.row.retry_at =
      call.row.is_callback ? std::max(state.not_before, state.retry_at) : state.retry_at;
  call.row.setup_failures = state.setup_failures;
  call.row.joined_behind = state.joined_behind;
  call.row.is_guaranteed = state.is_guaranteed;
  call.row.overflow_again = state.overflow_again;
  Json tried = Json::array();
  for (const acd::AgentRef ref : state.tried) {
    if (const Agent* agent = directory_.agent_of(ref)) tried.push(Json::string(to_text(agent->id)));
  }
  call.row.tried = tried.dump();
}

bool Engine::has_record(const Id& call) const {
  return std::any_of(cdrs_.begin(), cdrs_.end(), [&](const auto& cdr) { return cdr.id == call; });
}

bool Engine::has_changes() const {
  return !book_.dirty_calls().empty() || !book_.dirty_legs().empty() || !book_.erased().empty() ||
         !dirty_agents_.empty() || !removed_rows_.empty() || !cdrs_.empty() ||
         !new_places_.empty() || !acd_.new_answers().empty() || !supervisor_acts_.empty() ||
         !acd_.changed_agents().empty() || !acd_.changed_queues().empty();
}

void Engine::clear_changes() {
  for (const Id& id : dirty_agents_) {
    const auto found = directory_.agents.find(id);
    if (found != directory_.agents.end()) found->second.is_dirty = false;
  }
  dirty_agents_.clear();
  removed_rows_.clear();
  new_places_.clear();
  cdrs_.clear();
  supervisor_acts_.clear();
  book_.clear_changes();
  acd_.clear_changes();
}

void Engine::restore(const LiveAgent& row) {
  Agent* agent = directory_.agent(row.tenant_id, row.id);
  if (!agent) return;
  agent->live = row;
  acd_.restore_agent(agent->ref, state_of(row));
  if (row.wrap_up_call_id) ++wrap_ups_[*row.wrap_up_call_id].running;
}

void Engine::restore(const LiveQueue& row) {
  QueueEntry* entry = directory_.queue(row.tenant_id, row.id);
  if (!entry) return;
  acd::QueueMemory memory;
  memory.sequence = static_cast<uint64_t>(row.sequence);
  memory.empty_since = row.empty_since;
  memory.handle_us = row.handle_us;
  memory.abandon_per_mille = count_of(row.abandon_per_mille);
  memory.last_offered = last_offered_of(row.last_offered);
  acd_.restore_queue(entry->ref, memory);
}

Result<void> Engine::restore(const LiveCall& row) {
  ActiveCall& call = book_.add_call(row.id, row.channel);
  call.row = row;
  call.handled = parse_parts(row.handled);
  const Agent* placer = row.placed_by ? directory_.agent(row.tenant_id, *row.placed_by) : nullptr;
  if (placer) call.placed_by = placer->ref;
  if (row.session) {
    ivr::FlowPtr flow = closed_flow_;
    if (row.flow_id) {
      const FlowVersion* version =
          directory_.version(row.tenant_id, *row.flow_id, row.flow_version);
      if (!version) return damaged("a call runs a flow version that the file does not have");
      flow = version->flow;
    }
    const auto snapshot = Json::parse(*row.session);
    if (!snapshot) return damaged("a call's session is no JSON");
    auto session = ivr::Session::restore(flow, *snapshot);
    if (!session) return session.take_error();
    call.session.emplace(*std::move(session));
    watch_session(call);
  }
  count_number(call);
  if (auto done = restore_visits(call); !done) return done;
  if (row.state != CallState::kQueued) return {};
  QueueEntry* queue = row.queue_id ? directory_.queue(row.tenant_id, *row.queue_id) : nullptr;
  if (!queue) return damaged("a caller waits in a queue that the file does not have");
  acd::CallerState state;
  state.queue = queue->ref;
  state.tag = call.slot;
  state.priority = static_cast<int32_t>(row.priority);
  state.joined = row.joined_at;
  state.sequence = static_cast<uint64_t>(row.sequence);
  state.max_wait_us = row.max_wait_us;
  state.empty_since = row.empty_since;
  if (!row.is_callback) state.retry_at = row.retry_at;
  state.setup_failures = count_of(row.setup_failures);
  state.required = skills_of(row.required_skills);
  state.is_guaranteed = row.is_guaranteed;
  state.overflow_again = row.overflow_again;
  state.entered = row.entered_at;
  state.joined_behind = count_of(row.joined_behind);
  if (row.is_callback) state.not_before = row.retry_at;
  const auto tried = Json::parse(row.tried);
  if (!tried || !tried->is_array()) return damaged("a caller's round is no JSON array");
  for (const Json& user : tried->items()) {
    const auto id = user.is_string() ? parse_id(user.as_string()) : std::nullopt;
    if (const Agent* agent = id ? directory_.agent(row.tenant_id, *id) : nullptr) {
      state.tried.push_back(agent->ref);
    }
  }
  std::sort(state.tried.begin(), state.tried.end());
  call.caller = acd_.restore_caller(queue->ref, state);
  line_up(call);
  restore_callback(call);
  restore_announcements(call);
  return {};
}

Result<void> Engine::restore(const LiveLeg& row) {
  ActiveCall* call = book_.call(row.call_id);
  if (!call) return damaged("a leg belongs to a call that the file does not have");
  ActiveLeg& leg = book_.add_leg(row.id, *call);
  leg.row = row;
  Agent* agent = row.user_id ? directory_.agent(row.tenant_id, *row.user_id) : nullptr;
  if (agent) leg.agent = agent->ref;
  const bool is_limited = row.state != LegState::kTalking || row.ring_until > 0;
  if (is_limited && (!row.is_offer || leg.is_claimed())) {
    timers_.schedule(leg_key(leg.slot), row.ring_until);
  }
  if (!row.is_offer) return {};
  if (!agent || !call->is_waiting()) return damaged("an offer without its agent or its caller");
  acd::OfferRecord offer;
  offer.caller = call->caller;
  offer.agent = agent->ref;
  const QueueEntry* queue = row.queue_id ? directory_.queue(row.tenant_id, *row.queue_id) : nullptr;
  if (!queue) return damaged("an offer of a queue that the file does not have");
  if (static_cast<uint32_t>(acd_.agent(agent->ref).offer.slot) != acd::kNoRef) {
    return damaged("two offers of one agent");
  }
  if (leg.is_claimed()) {
    offer.state = acd::OfferState::kAccepted;
    offer.deadline = row.ring_until + kMinute;  // the whisper's own end comes first
  }
  offer.queue = queue->ref;
  offer.created = row.dialled_at;
  if (offer.state == acd::OfferState::kPending) offer.deadline = row.ring_until;
  offer.is_ringing = row.state != LegState::kDialling;
  leg.offer = acd_.restore_offer(offer);
  if (leg_of_offer_.size() <= leg.offer.slot) leg_of_offer_.resize(leg.offer.slot + 1, kNoSlot);
  leg_of_offer_[leg.offer.slot] = leg.slot;
  return {};
}

void Engine::restore_wrap_up(const sivo::Call& cdr) {
  const auto found = wrap_ups_.find(cdr.id);
  if (found == wrap_ups_.end()) return;
  found->second.cdr = cdr;
  found->second.parts = parse_parts(cdr.handled);
}

std::vector<std::pair<Id, Id>> Engine::wrap_ups_to_restore() const {
  std::vector<std::pair<Id, Id>> out;
  for (const auto& [id, agent] : directory_.agents) {
    if (agent.live.wrap_up_call_id) out.emplace_back(agent.tenant_id, *agent.live.wrap_up_call_id);
  }
  return out;
}

void Engine::look(Micros now) { acd_.look(now); }

void Engine::resume(Micros now, bool is_repeating) {
  book_.clear_changes();
  acd_.clear_changes();
  acd_.clear_outputs();
  if (is_repeating) {
    book_.for_each_call([&](ActiveCall& call) { repeat(call); });
  }
  acd_.resume(now);
  advance(now);
  pump(now);
}

std::optional<std::string> Engine::music_url(const ActiveCall& call) {
  const QueueEntry* queue = call.is_waiting() ? queue_of(call) : nullptr;
  if (queue) return waiting_music_url(call, *queue);
  const ivr::TransferNode* transfer =
      call.legs.empty() ? nullptr : flow_transfer(call, *book_.leg(call.legs.front()));
  if (!transfer || transfer->moh.empty()) return std::nullopt;
  return transfer->moh;
}

// What the host was last told for this call. It may have done it already, or not have heard it.
void Engine::repeat(ActiveCall& call) {
  const auto again = [&](auto action) {
    action.is_repeat = true;
    act(action);
  };
  const LiveCall& row = call.row;
  const bool is_answering = call.session && call.session->state() == ivr::State::kAnswering;
  if (is_answering || answers_channel(row)) again(to_call<Answer>(call));
  if (row.play) {
    const auto play = schema::parse_record(schema::table_of<Play>(), *row.play);
    if (play) again(play->as<Play>());
  }
  if (row.has_music) {
    auto music = to_call<MusicStart>(call);
    music.moh_url = music_url(call);
    again(music);
  }
  for (const Slot slot : call.legs) {
    ActiveLeg& leg = *book_.leg(slot);
    if (leg.row.is_handover) {
      auto transfer = to_call<Transfer>(call);
      transfer.leg_id = leg.row.id;
      transfer.to = leg.row.number.value_or("");
      transfer.is_refer = leg.row.is_refer;
      again(transfer);
    } else if (leg.row.play != 0) {
      play_to_leg(call, leg, true);
    } else if (leg.row.state == LegState::kDialling || leg.row.state == LegState::kRinging) {
      send_dial(call, leg, true);
    } else if (leg.row.purpose == LegPurpose::kSupervisor) {
      send_supervise(call, leg, true);
    } else if (leg.row.state == LegState::kTalking) {
      auto bridge = to_call<Bridge>(call);
      bridge.leg_id = leg.row.id;
      if (leg.row.purpose == LegPurpose::kConsult) bridge.with_leg_id = agent_leg(call);
      again(bridge);
    }
  }
  if (row.state == CallState::kHeld || row.state == CallState::kConsulting)
    again(to_call<Hold>(call));
}

}  // namespace sivo::call
