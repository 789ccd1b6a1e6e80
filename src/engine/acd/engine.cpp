#include "engine/acd/engine.hpp"

#include "engine/acd/impl.hpp"

namespace sivo::acd {

namespace {

template <class Ref>
uint32_t slot(Ref ref) {
  return static_cast<uint32_t>(ref);
}

}  // namespace

Engine::Engine(uint64_t seed) : impl_(std::make_unique<Impl>(seed)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

QueueRef Engine::add_queue(const QueueConfig& config) { return QueueRef{impl_->add_queue(config)}; }
AgentRef Engine::add_agent(const AgentConfig& config) { return AgentRef{impl_->add_agent(config)}; }

void Engine::update_queue(QueueRef queue, const QueueConfig& config, Micros now) {
  impl_->step(now, [&] { impl_->update_queue(slot(queue), config); });
}
void Engine::remove_queue(QueueRef queue, Micros now) {
  impl_->step(now, [&] { impl_->remove_queue(slot(queue)); });
}
void Engine::update_agent(AgentRef agent, const AgentConfig& config, Micros now) {
  impl_->step(now, [&] { impl_->update_agent(slot(agent), config); });
}
void Engine::remove_agent(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->remove_agent(slot(agent)); });
}
void Engine::set_member(QueueRef queue, AgentRef agent, const MemberConfig& member, Micros now) {
  impl_->step(now, [&] { impl_->set_member(slot(queue), slot(agent), member); });
}
void Engine::remove_member(QueueRef queue, AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->remove_member(slot(queue), slot(agent)); });
}

void Engine::login(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->login(slot(agent)); });
}
void Engine::logout(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->logout(slot(agent)); });
}
void Engine::pause(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->pause(slot(agent)); });
}
void Engine::ready(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->ready(slot(agent)); });
}
void Engine::set_reachable(AgentRef agent, bool is_reachable, Micros now) {
  impl_->step(now, [&] { impl_->set_reachable(slot(agent), is_reachable); });
}

Engine::Joined Engine::join(QueueRef queue, const JoinRequest& request, Micros now) {
  Joined joined;
  impl_->step(now, [&] { joined = impl_->join(slot(queue), request); });
  return joined;
}
void Engine::leave(CallerRef caller, LeaveReason reason, Micros now) {
  impl_->step(now, [&] { impl_->leave(slot(caller), reason); });
}
void Engine::stay(CallerRef caller, Micros now) {
  impl_->step(now, [&] { impl_->stay(slot(caller)); });
}
void Engine::set_priority(CallerRef caller, int32_t priority, Micros now) {
  impl_->step(now, [&] { impl_->set_priority(slot(caller), priority); });
}
void Engine::hold_off(CallerRef caller, Micros not_before, Micros now) {
  impl_->step(now, [&] { impl_->hold_off(slot(caller), not_before); });
}
uint32_t Engine::position(CallerRef caller) const { return impl_->position(slot(caller)); }

Micros Engine::estimated_wait(CallerRef caller) const {
  return impl_->estimated_wait(slot(caller));
}
Micros Engine::estimated_wait(QueueRef queue, int32_t priority) const {
  return impl_->estimated_wait_of_next(slot(queue), priority);
}
void Engine::count_handled(QueueRef queue, Micros handle_us) {
  impl_->count_handled(slot(queue), handle_us);
}

void Engine::set_ringing_reports(bool are_expected) {
  impl_->are_ringing_reports_expected = are_expected;
}
bool Engine::offer_ringing(OfferRef offer, Micros now) {
  bool is_current = false;
  impl_->step(now, [&] { is_current = impl_->offer_ringing(offer); });
  return is_current;
}
bool Engine::offer_answered(OfferRef offer, Micros now) {
  bool is_won = false;
  impl_->step(now, [&] { is_won = impl_->offer_answered(offer); });
  return is_won;
}
bool Engine::offer_failed(OfferRef offer, OfferState outcome, Micros now) {
  bool is_current = false;
  impl_->step(now, [&] { is_current = impl_->offer_failed(offer, outcome); });
  return is_current;
}
void Engine::connected(CallerRef caller, Micros now) {
  impl_->step(now, [&] { impl_->connected(slot(caller)); });
}
void Engine::connect_failed(CallerRef caller, Micros now) {
  impl_->step(now, [&] { impl_->connect_failed(slot(caller)); });
}

void Engine::begin_call(AgentRef agent, Micros now) {
  impl_->step(now, [&] { impl_->begin_call(slot(agent)); });
}
void Engine::end_call(AgentRef agent, Micros wrap_up_us, Micros now) {
  impl_->step(now, [&] { impl_->end_call(slot(agent), wrap_up_us); });
}

Micros Engine::deadline() const { return impl_->timers.earliest(); }
void Engine::advance(Micros now) {
  SIVO_ASSERT(now >= impl_->time);
  impl_->time = now;
  impl_->advance();
  impl_->finish();
}

std::span<const Output> Engine::outputs() const { return impl_->outputs; }
void Engine::clear_outputs() { impl_->outputs.clear(); }

AgentStatus Engine::status(AgentRef agent) const {
  const AgentState& state = impl_->agents[slot(agent)].state;
  if (state.activity == Activity::kOnCall) return AgentStatus::kOnCall;
  if (state.presence == Presence::kLoggedOut) return AgentStatus::kLoggedOut;
  if (state.activity == Activity::kWrapUp) return AgentStatus::kAcw;
  return state.presence == Presence::kPaused ? AgentStatus::kPaused : AgentStatus::kAvailable;
}
const AgentState& Engine::agent(AgentRef agent) const { return impl_->agents[slot(agent)].state; }
const CallerState& Engine::caller(CallerRef caller) const {
  return impl_->callers[slot(caller)].state;
}
const OfferRecord* Engine::offer(OfferRef offer) const {
  return impl_->is_current(offer) ? &impl_->offers[offer.slot].record : nullptr;
}
const QueueState& Engine::queue(QueueRef queue) const { return impl_->queues[slot(queue)].state; }

std::span<const AgentRef> Engine::changed_agents() const { return impl_->changed_agents; }
std::span<const QueueRef> Engine::changed_queues() const { return impl_->changed_queues; }
std::span<const CountedAnswer> Engine::new_answers() const { return impl_->new_answers; }
void Engine::clear_changes() {
  for (const AgentRef agent : impl_->changed_agents) impl_->agents[slot(agent)].is_changed = false;
  for (const QueueRef queue : impl_->changed_queues) impl_->queues[slot(queue)].is_changed = false;
  impl_->changed_agents.clear();
  impl_->changed_queues.clear();
  impl_->new_answers.clear();
}

void Engine::restore_agent(AgentRef agent, const AgentState& state) {
  impl_->restore_agent(slot(agent), state);
}
void Engine::restore_queue(QueueRef queue, const QueueMemory& memory) {
  impl_->restore_queue(slot(queue), memory);
}
void Engine::restore_answer(const CountedAnswer& answer) { impl_->restore_answer(answer); }
CallerRef Engine::restore_caller(QueueRef queue, const CallerState& state) {
  return CallerRef{impl_->restore_caller(slot(queue), state)};
}
OfferRef Engine::restore_offer(const OfferRecord& record) {
  const uint32_t offer = impl_->restore_offer(record);
  return impl_->offers[offer].record.ref;
}
void Engine::resume(Micros now) {
  SIVO_ASSERT(now >= impl_->time);
  impl_->time = now;
  impl_->resume();
  impl_->finish();
}

void Engine::look(Micros now) {
  SIVO_ASSERT(now >= impl_->time);
  impl_->time = now;
  impl_->look();
}

void Engine::check_invariants(Micros now) const { impl_->check_invariants(now); }

}  // namespace sivo::acd
