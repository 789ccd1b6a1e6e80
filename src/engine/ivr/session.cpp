#include "engine/ivr/session.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "engine/ivr/legality.hpp"
#include "engine/ivr/machine.hpp"
#include "engine/ivr/variables.hpp"

namespace sivo::ivr {
namespace {

// New timers start from the time of the call, so each fires once; this only bounds the loop.
constexpr int kTimersPerCallMax = 64;

Limits clamped(Limits limits) {
  const auto clamp = [](uint32_t value, uint32_t most) { return std::clamp(value, 1U, most); };
  limits.steps = clamp(limits.steps, 10'000);
  limits.macrostep = clamp(limits.macrostep, 1'000);
  limits.visits_in_row = clamp(limits.visits_in_row, 100);
  limits.duration_us = std::clamp<Micros>(limits.duration_us, kSecond, 14'400 * kSecond);
  limits.on_error = std::min(limits.on_error, 10U);
  limits.typeahead = std::min(limits.typeahead, 64U);
  limits.variables = std::min(limits.variables, 1'024U);
  limits.value_bytes = std::min(limits.value_bytes, 64U * 1024);
  limits.values_bytes = std::min(limits.values_bytes, 1024U * 1024);
  return limits;
}

struct Due {
  Micros at = kNever;
  Timer timer = Timer::kAnswer;
};

// The earliest timer; of several at one moment the first of the list.
Due next_due(const SessionData& data) {
  auto timers = data.timers;
  if (data.state == State::kCollecting) {
    timers[static_cast<size_t>(Timer::kCollect)] = data.collector.deadline();
  }
  if (data.clock_from != kNever) {
    const Micros left = std::max<Micros>(0, data.ivr_us_max - data.ivr_us);
    timers[static_cast<size_t>(Timer::kSession)] = data.clock_from + left;
  }
  const auto first = std::min_element(timers.begin(), timers.end());
  return {*first, static_cast<Timer>(first - timers.begin())};
}

}  // namespace

std::string_view state_name(State state) {
  switch (state) {
    case State::kCreated:
      return "created";
    case State::kAnswering:
      return "answering";
    case State::kPlaying:
      return "playing";
    case State::kCollecting:
      return "collecting";
    case State::kQueued:
      return "queued";
    case State::kTransferring:
      return "transferring";
    case State::kBridged:
      return "bridged";
    case State::kEnding:
      return "ending";
    case State::kEnded:
      return "ended";
  }
  return {};
}

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kEndOfFlow:
      return "end_of_flow";
    case Outcome::kQueuedAnswered:
      return "queued_answered";
    case Outcome::kTransferred:
      return "transferred";
    case Outcome::kCallerHangup:
      return "caller_hangup";
    case Outcome::kError:
      return "error";
    case Outcome::kLimit:
      return "limit";
    case Outcome::kAborted:
      return "aborted";
  }
  return {};
}

Session::Session(FlowPtr flow, const Limits& limits)
    : flow_(std::move(flow)), limits_(clamped(limits)) {
  SIVO_ASSERT(flow_ != nullptr);
  data_.timers.fill(kNever);
  data_.steps_max = std::min(limits_.steps, flow_->steps_max);
  data_.ivr_us_max = std::min(limits_.duration_us, flow_->duration_us_max);
}

Result<void> Session::feed(const Event& event, Micros now, std::vector<Action>& out) {
  auto fits = check_event(*flow_, event);
  if (fits) fits = check_legality(data_.state, event);
  if (!fits) return fits;
  if (const auto* values = std::get_if<event::SetVariables>(&event)) {
    fits = check_variables(*values);
    if (!fits) return fits;
  }
  tick(now, out);
  // A timer of this call may have ended what the event was meant for.
  if (!check_legality(data_.state, event)) {
    ++data_.counters.late_events;
    return {};
  }
  Machine machine(*flow_, limits_, data_, out);
  std::visit([&](const auto& what) { machine.on(what); }, event);
  machine.run();
  return {};
}

void Session::tick(Micros now, std::vector<Action>& out) {
  data_.now = std::max(data_.now, now);
  for (int i = 0; i < kTimersPerCallMax; ++i) {
    const Due due = next_due(data_);
    if (due.at > data_.now) return;
    Machine machine(*flow_, limits_, data_, out);
    machine.fire(due.timer);
    machine.run();
  }
}

Micros Session::deadline() const { return next_due(data_).at; }

// The session's own timer is for a host that does not say so in time.
Micros Session::wait_ends_at() const {
  const Micros guard = data_.timers[static_cast<size_t>(Timer::kQueue)];
  return guard == kNever ? kNever : guard - kGuardMargin;
}

Result<void> Session::check_variables(const event::SetVariables& event) const {
  SessionData trial;
  trial.variables = data_.variables;
  trial.variables_bytes = data_.variables_bytes;
  for (const auto& [name, value] : event.values.members()) {
    if (set_variable(trial, limits_, name, value)) continue;
    return Error{Status::kFull, "expected a value within the limits of variables, got more",
                 "values." + name};
  }
  return {};
}

const schema::Json* Session::variable(std::string_view name) const {
  return find_variable(*flow_, data_, name);
}

const CollectRecord* Session::record_of(std::string_view node_id) const {
  const NodeIndex index = flow_->find(node_id);
  const auto at = std::find_if(data_.records.begin(), data_.records.end(),
                               [index](const auto& record) { return record.node == index; });
  return at == data_.records.end() ? nullptr : &*at;
}

schema::Json Session::public_variables() const { return ivr::public_variables(*flow_, data_); }

}  // namespace sivo::ivr
