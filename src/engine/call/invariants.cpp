#include <algorithm>

#include "engine/call/engine.hpp"

// What holds between two public calls: the book, the distributor, the rows and the timers tell the
// same story (spec/acd.md section 7).
namespace sivo::call {
namespace {

bool is_served(CallState state) {
  return state == CallState::kTalking || state == CallState::kHeld ||
         state == CallState::kConsulting;
}

}  // namespace

void Engine::check_invariants(Micros now) const {
  SIVO_ASSERT(later_.empty() && acd_.outputs().empty() && overflows_.empty());
  acd_.check_invariants(now);
  size_t waiting = 0;
  size_t in_line = 0;
  book_.for_each_call([&](const ActiveCall& call) {
    check_call(call, now);
    waiting += call.is_waiting() && !acd_.caller(call.caller).is_connecting;
    in_line += call.is_waiting();
  });
  SIVO_ASSERT(waiting == waiting_count());
  for (const auto& [id, entry] : directory_.queues) in_line -= entry.line.size();
  SIVO_ASSERT(in_line == 0);
  book_.for_each_leg([&](const ActiveLeg& leg) { check_leg(leg); });
  check_agents();
}

void Engine::check_call(const ActiveCall& call, Micros now) const {
  const LiveCall& row = call.row;
  SIVO_ASSERT(!call.is_ending && row.state != CallState::kOffered);
  check_times(call, now);
  SIVO_ASSERT(call.is_waiting() == (row.state == CallState::kQueued));
  if (call.is_waiting()) check_place(call);
  check_waiting(call);

  const ActiveLeg* serving = nullptr;
  bool has_third = false;
  bool is_offered = false;
  bool is_supervised = false;
  for (const Slot slot : call.legs) {
    const ActiveLeg* leg = book_.leg(slot);
    SIVO_ASSERT(leg && leg->call == call.slot);
    SIVO_ASSERT(std::count(call.legs.begin(), call.legs.end(), slot) == 1);
    if (leg->row.id == row.serving_leg) serving = leg;
    has_third |= leg->row.purpose == LegPurpose::kConsult;
    is_offered |= leg->row.is_offer;
    is_supervised |= leg->row.purpose == LegPurpose::kSupervisor;
  }
  const bool is_on_hold = row.state == CallState::kHeld || row.state == CallState::kConsulting;
  SIVO_ASSERT((row.phase == CallPhase::kTalk) == (row.state == CallState::kTalking));
  SIVO_ASSERT((row.phase == CallPhase::kHold) == is_on_hold);
  SIVO_ASSERT(is_served(row.state) == row.serving_leg.has_value());
  SIVO_ASSERT(!row.serving_leg || (serving && serving->row.state == LegState::kTalking));
  SIVO_ASSERT(has_third == (row.state == CallState::kConsulting));
  SIVO_ASSERT(!is_offered || call.is_waiting());
  SIVO_ASSERT(!is_supervised || serving);
  if (serving) check_part(call, *serving);
  SIVO_ASSERT(row.state != CallState::kDialling || call.legs.size() == 1);
  SIVO_ASSERT(!row.has_music || call.is_waiting() || row.state == CallState::kDialling);
  // A caller in a flow is never left without something that happens next.
  const Micros deadline = call.session ? call.session->deadline() : kNever;
  SIVO_ASSERT(timers_.when(session_key(call.slot)).value_or(kNever) == deadline);
  if (row.state == CallState::kIvr) {
    SIVO_ASSERT(call.legs.empty() && call.session);
    SIVO_ASSERT(call.session->state() != ivr::State::kEnded && deadline != kNever);
  }
}

void Engine::check_place(const ActiveCall& call) const {
  const acd::CallerState& state = acd_.caller(call.caller);
  const bool is_claimed = std::any_of(call.legs.begin(), call.legs.end(),
                                      [this](Slot slot) { return book_.leg(slot)->is_claimed(); });
  SIVO_ASSERT(state.tag == call.slot && state.is_connecting == is_claimed);
  SIVO_ASSERT(state.joined == call.row.joined_at);
  SIVO_ASSERT(state.sequence == static_cast<uint64_t>(call.row.sequence));
  SIVO_ASSERT(call.row.queue_id.has_value());
  const auto queue = directory_.queues.find(*call.row.queue_id);
  SIVO_ASSERT(queue != directory_.queues.end() && queue->second.ref == state.queue);
  SIVO_ASSERT(queue->second.line.contains({call.row.joined_at, call.row.id}));
}

// What goes with waiting comes and goes with it: the visit, what he hears, the callback.
void Engine::check_waiting(const ActiveCall& call) const {
  const LiveCall& row = call.row;
  SIVO_ASSERT(call.visit.has_value() == call.is_waiting());
  SIVO_ASSERT(row.visits == render_visits(call.visits, call.visit ? &*call.visit : nullptr));
  const bool is_announcing = row.announce_play != 0;
  SIVO_ASSERT(!is_announcing || (call.is_waiting() && row.play && !row.has_music));
  SIVO_ASSERT(timers_.is_scheduled(announce_key(call.slot)) == (is_announcing || announces(call)));
  SIVO_ASSERT(timers_.is_scheduled(callback_key(call.slot)) == row.is_callback);
  size_t customers = 0;
  bool is_claimed = false;
  for (const Slot slot : call.legs) {
    customers += book_.leg(slot)->row.purpose == LegPurpose::kCallback;
    is_claimed |= book_.leg(slot)->is_claimed();
  }
  SIVO_ASSERT(customers <= 1 && (customers == 0 || (row.is_callback && is_claimed)));
  if (!row.is_callback) return;
  SIVO_ASSERT(call.is_waiting() && !call.session && !row.has_music && !is_announcing);
  SIVO_ASSERT(book_.call_on(row.channel) != &call);
}

// Every moment belongs to one phase. Ringing in a queue counts as waiting as well.
void Engine::check_times(const ActiveCall& call, Micros now) const {
  const LiveCall& row = call.row;
  SIVO_ASSERT(row.phase_since >= row.started_at && row.phase_since <= now);
  const Micros settled = row.phase_since - row.started_at;
  const Micros sum = row.ivr_us + row.wait_us + row.ring_us + row.talk_us + row.hold_us;
  if (!row.had_queue) SIVO_ASSERT(sum == settled);
  SIVO_ASSERT(sum >= settled && sum <= settled + row.wait_us);
}

// The agents' times are the call's: what was settled of this part, and the parts before it.
void Engine::check_part(const ActiveCall& call, const ActiveLeg& serving) const {
  const LiveLeg& leg = serving.row;
  SIVO_ASSERT(leg.talk_us + leg.hold_us == call.row.phase_since - leg.talk_since);
  int64_t talk_ms = leg.talk_us / kMillisecond;
  int64_t hold_ms = leg.hold_us / kMillisecond;
  for (const HandledPart& part : call.handled) {
    talk_ms += part.talk_ms;
    hold_ms += part.hold_ms;
    const Micros lasted = part.ended_at - part.answered_at;
    SIVO_ASSERT(std::abs(lasted / kMillisecond - part.talk_ms - part.hold_ms) <= 2);
  }
  SIVO_ASSERT(talk_ms <= call.row.talk_us / kMillisecond);
  SIVO_ASSERT(hold_ms <= call.row.hold_us / kMillisecond);
}

void Engine::check_leg(const ActiveLeg& leg) const {
  SIVO_ASSERT(!leg.is_gone);
  const ActiveCall* call = book_.call(leg.call);
  SIVO_ASSERT(call && call->row.id == leg.row.call_id);
  SIVO_ASSERT(std::count(call->legs.begin(), call->legs.end(), leg.slot) == 1);
  const auto timer = timers_.when(leg_key(leg.slot));
  const bool is_talking = leg.row.state == LegState::kTalking;
  if (!leg.row.is_offer) {
    SIVO_ASSERT(leg.row.state != LegState::kAccepting);
    SIVO_ASSERT(timer.has_value() == (!is_talking || leg.row.ring_until > 0));
    SIVO_ASSERT(!timer || *timer == leg.row.ring_until);
    return;
  }
  SIVO_ASSERT(!is_talking && timer.has_value() == leg.is_claimed());
  const acd::OfferRecord* offer = acd_.offer(leg.offer);
  const auto state = leg.is_claimed() ? acd::OfferState::kAccepted : acd::OfferState::kPending;
  SIVO_ASSERT(offer && offer->state == state && offer->caller == call->caller);
  SIVO_ASSERT(leg_of_offer_[leg.offer.slot] == leg.slot);
  const auto agent = directory_.agents.find(leg.row.user_id.value_or(Id{}));
  SIVO_ASSERT(agent != directory_.agents.end() && agent->second.ref == offer->agent);
}

// On a call = exactly one leg or placed call has the agent; offered = exactly one offer rings.
void Engine::check_agents() const {
  struct Held {
    int offers = 0;
    int calls = 0;
  };
  std::map<Id, Held> held;
  book_.for_each_leg([&](const ActiveLeg& leg) {
    if (!leg.row.user_id) return;
    Held& of_agent = held[*leg.row.user_id];
    ++(leg.row.is_offer && !leg.is_claimed() ? of_agent.offers : of_agent.calls);
  });
  book_.for_each_call([&](const ActiveCall& call) {
    if (call.row.placed_by) ++held[*call.row.placed_by].calls;
  });
  std::map<Id, int64_t> wrap_ups;
  for (const auto& [id, agent] : directory_.agents) {
    const acd::AgentState& state = acd_.agent(agent.ref);
    const Held& of_agent = held[id];
    SIVO_ASSERT(of_agent.calls == (state.activity == acd::Activity::kOnCall ? 1 : 0));
    SIVO_ASSERT(of_agent.offers == (state.activity == acd::Activity::kOffered ? 1 : 0));
    SIVO_ASSERT(static_cast<int>(agent.live.status) == static_cast<int>(acd_.status(agent.ref)));
    if (agent.live.wrap_up_call_id) ++wrap_ups[*agent.live.wrap_up_call_id];
  }
  SIVO_ASSERT(wrap_ups.size() == wrap_ups_.size());
  for (const auto& [call, entry] : wrap_ups_) SIVO_ASSERT(wrap_ups[call] == entry.running);
}

}  // namespace sivo::call
