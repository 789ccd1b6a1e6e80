#include "base/phone.hpp"
#include "engine/call/engine.hpp"
#include "schema/json.hpp"

// A caller who would rather not wait on the line: he hangs up, his place stays. The call lives on
// without a channel; its flow ends. When its turn comes an agent is rung as for any caller, and
// only once he has said yes the customer is dialled, so that nobody is called whom nobody has time
// for, and never more than there are agents (cases 74 and 75). The customer's leg then is the
// caller's. An attempt that fails frees the agent without a mark and is made again
// callback_retry_sec later, the place kept, up to callback_attempts times and not after
// callback_window_sec.
namespace sivo::call {
namespace {

using schema::Json;

// In the call's record the number stands among the variables.
constexpr std::string_view kNumberName = "callback_number";

void set_number(LiveCall& row, const std::string& number) {
  row.callback_number = number;
  auto variables = Json::parse(row.variables);
  if (!variables || !variables->is_object()) variables = Json::object();
  variables->set(std::string(kNumberName), Json::string(number));
  row.variables = variables->dump();
}

}  // namespace

// Not one of the flow's exit keys, which come first.
bool Engine::is_callback_key(const ActiveCall& call, const std::string& digit) const {
  if (!call.is_waiting() || call.row.is_callback) return false;
  const auto queue = directory_.queues.find(*call.row.queue_id);
  if (queue == directory_.queues.end()) return false;
  const Queue& line = queue->second.queue;
  if (!line.callback_enabled || line.callback_key != digit) return false;
  if (!call.session || call.session->node() == ivr::kNoNode) return true;
  const ivr::Node& node = call.session->flow().nodes[call.session->node()];
  const auto* wait = std::get_if<ivr::QueueNode>(&node.body);
  return !wait || wait->exit_keys.find(digit) == std::string::npos;
}

Result<std::string> Engine::callback_number(const ActiveCall& call,
                                            const std::optional<std::string>& asked) const {
  const std::string number = asked ? *asked : call.row.caller_id_number.value_or("");
  if (!is_e164(number)) return invalid("number", "expected an E.164 number to call back");
  if (directory_.did_numbered(number)) {
    return invalid("number", "expected a number outside, got one of the installation's own");
  }
  const Id& queue = *call.row.queue_id;
  const auto found = callbacks_.lower_bound({queue, number, Id{}});
  if (found != callbacks_.end() && std::get<0>(*found) == queue && std::get<1>(*found) == number) {
    return Error{Status::kExists, "expected a number that the queue does not call back already",
                 "number"};
  }
  return number;
}

Result<void> Engine::request_callback(ActiveCall& call, const std::optional<std::string>& number,
                                      Micros now) {
  LiveCall& row = call.row;
  QueueEntry* queue = queue_of(call);
  if (!call.is_waiting() || !queue || acd_.caller(call.caller).is_connecting) {
    return Error{Status::kState, "expected a caller who waits in a queue", "call_id"};
  }
  if (row.is_callback) {
    return Error{Status::kExists, "expected a caller who is not called back already", "call_id"};
  }
  if (!queue->queue.callback_enabled) {
    return Error{Status::kState, "expected a queue with callback_enabled", "call_id"};
  }
  auto to = callback_number(call, number);
  if (!to) return to.take_error();
  release_caller(call, now);
  set_number(row, *to);
  call.callback_number = *std::move(to);
  row.callback_attempts = 0;
  row.callback_until = now + queue->queue.callback_window_sec * kSecond;
  watch_callback(call);
  emit_queue("queue.callback", call, acd_.position(call.caller), "requested", now);
  return {};
}

// Off the line, not out of it: he joins again with the same wait, as one whom no limit sends away.
void Engine::release_caller(ActiveCall& call, Micros now) {
  LiveCall& row = call.row;
  stop_waiting_sound(call);
  act([&] {
    auto hangup = to_call<Hangup>(call);
    hangup.cause = "NORMAL_CLEARING";
    return hangup;
  }());
  const std::string skills = row.required_skills;
  row.is_callback = true;
  drop_session(call, ivr::event::Party::kCaller, now);
  row.required_skills = skills;
  row.is_up = false;
  row.max_wait_us = 0;
  book_.release_channel(call);
  const QueueEntry& queue = *queue_of(call);
  const acd::CallerRef before = call.caller;
  const auto joined = acd_.join(queue.ref, join_request(call, row.joined_at), now);
  SIVO_ASSERT(joined.result == acd::JoinResult::kJoined);
  call.caller = joined.caller;
  row.sequence = static_cast<int64_t>(acd_.caller(joined.caller).sequence);
  acd_.leave(before, acd::LeaveReason::kMoved, now);
  release_placer(call, now);
  book_.mark(call);
}

void Engine::watch_callback(ActiveCall& call) {
  if (!call.row.is_callback) return;
  callbacks_.emplace(*call.row.queue_id, call.callback_number, call.row.id);
  timers_.schedule(callback_key(call.slot), call.row.callback_until);
}

void Engine::forget_callback(const ActiveCall& call) {
  if (!call.row.is_callback) return;
  callbacks_.erase({*call.row.queue_id, call.callback_number, call.row.id});
  timers_.cancel(callback_key(call.slot));
}

void Engine::restore_callback(ActiveCall& call) {
  if (!call.row.is_callback) return;
  book_.release_channel(call);
  call.callback_number = call.row.callback_number.value_or("");
  watch_callback(call);
}

// An agent waits for him. Only the customer's side can make the attempt fail: an agent who hangs up
// meanwhile costs the customer nothing.
void Engine::dial_customer(ActiveCall& call, Micros now) {
  Target target;
  target.number = call.callback_number;
  emit_queue("queue.callback", call, 0, "attempt", now);
  ring(call, {LegPurpose::kCallback, kDirectRing, call.row.trunk_id}, target, now);
}

// He sees the number that he had called, where it may be shown.
void Engine::show_callback(const ActiveCall& call, Dial& dial) const {
  dial.caller_id_number.reset();
  dial.caller_id_name.reset();
  const Did* did = call.row.did_id ? directory_.did(call.row.tenant_id, *call.row.did_id) : nullptr;
  if (did && did->outbound_caller_id) dial.caller_id_number = did->number;
}

void Engine::customer_answered(ActiveLeg& leg, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  ActiveLeg* agent = nullptr;
  for (const Slot slot : call.legs) {
    if (book_.leg(slot)->is_claimed()) agent = book_.leg(slot);
  }
  SIVO_ASSERT(agent && call.is_waiting());  // they come and go together
  forget_callback(call);
  call.row.is_callback = false;
  call.row.callback_until = 0;
  take_channel(call, leg, now);
  join_agent(call, *agent, now);
}

void Engine::customer_lost(ActiveLeg& leg, std::string_view cause, Micros now) {
  ActiveCall& call = *book_.call(leg.call);
  call.row.last_cause = cause;
  close_leg(leg, cause, now);
  ++call.row.callback_attempts;
  const QueueEntry* queue = queue_of(call);
  const bool is_last = !queue || call.row.callback_attempts >= queue->queue.callback_attempts;
  if (is_last || now >= call.row.callback_until) {
    fail_callback(call, now);
    return;
  }
  acd_.hold_off(call.caller, now + queue->queue.callback_retry_sec * kSecond, now);
}

// The agent who waited for him is gone; what rang for him stops.
void Engine::drop_customer(ActiveCall& call, Micros now) {
  if (!call.row.is_callback) return;
  for (const Slot slot : call.legs) {
    ActiveLeg& leg = *book_.leg(slot);
    if (leg.row.purpose != LegPurpose::kCallback) continue;
    close_leg(leg, "ORIGINATOR_CANCEL", now);
    return;
  }
}

// The window is over. An attempt that runs may still succeed.
void Engine::fire_callback(ActiveCall& call, Micros now) {
  if (acd_.caller(call.caller).is_connecting) {
    timers_.schedule(callback_key(call.slot), now + kCustomerGuard);
    return;
  }
  fail_callback(call, now);
}

void Engine::fail_callback(ActiveCall& call, Micros now) {
  call.row.outcome = "callback_failed";
  emit_queue("queue.callback", call, 0, "failed", now);
  end_visit(call, VisitEnd::kCallbackFailed, now);
  end_call(call, "NO_ANSWER", false, now);
}

// The host lost its legs, but a callback that waits has none; who was dialled for it is gone.
bool Engine::survives_host(ActiveCall& call, Micros now) {
  if (!call.row.is_callback) return false;
  const std::vector<Slot> legs = call.legs;
  for (const Slot slot : legs) {
    ActiveLeg* leg = book_.leg(slot);
    if (!leg) continue;
    leg->is_gone = true;
    if (leg->is_claimed()) {
      drop_claim(*leg, now);
    } else if (leg->row.is_offer) {
      acd_.offer_failed(leg->offer, acd::OfferState::kHostError, now);
    }
  }
  return true;
}

}  // namespace sivo::call
