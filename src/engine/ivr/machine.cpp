#include "engine/ivr/machine.hpp"

#include <algorithm>

#include "engine/ivr/resolve.hpp"
#include "engine/ivr/variables.hpp"

namespace sivo::ivr {

using event::Party;
using event::PlayEnd;
using event::QueueEnd;
using event::TransferEnd;

void Machine::on(const event::Start& event) {
  d_.start_at = d_.now;
  d_.is_answered = event.is_answered;
  run_clock(true);
  go(flow_.start);
}

void Machine::on(const event::Answered&) {
  d_.is_answered = true;
  d_.answer_id = 0;
  timer(Timer::kAnswer) = kNever;
  if (d_.state != State::kAnswering) return late();
  begin();
}

void Machine::on(const event::Dtmf& event) {
  const char key = event.digit[0];
  if (d_.swallow_until != 0) {
    const bool is_swallowed =
        d_.now <= d_.swallow_until && d_.swallow_keys.find(key) != std::string::npos;
    d_.swallow_until = 0;
    if (is_swallowed) return;
  }
  if (d_.state == State::kAnswering) return buffer_key(key);
  if (d_.state == State::kCollecting) {
    const auto& menu = std::get<MenuNode>(node().body);
    const KeyUse use = d_.collector.key(menu.collect, key, d_.now);
    if (use == KeyUse::kDropped) return drop_key();
    if (use == KeyUse::kStopsPrompt) stop_play();
    return after_key_or_timer();
  }
  if (d_.state == State::kQueued) {
    const auto& queue = std::get<QueueNode>(node().body);
    if (queue.exit_keys.find(key) == std::string::npos) return drop_key();
    cancel_current("exit_key");
    return fail(Edge::kExitKey);
  }
  const auto* play = d_.state == State::kPlaying ? std::get_if<PlayNode>(&node().body) : nullptr;
  if (play == nullptr) return drop_key();
  if (!play->barge_in) return play->buffer_digits ? buffer_key(key) : drop_key();
  buffer_key(key);
  stop_play();
  succeed();
}

void Machine::on(const event::PlayFinished& event) {
  if (event.action_id != d_.play_id || d_.play_id == 0) return late();
  d_.play_id = 0;
  if (event.reason == PlayEnd::kError) ++d_.counters.warnings;
  prompt_over(event.reason);
}

void Machine::on(const event::QueueUpdate& event) {
  const bool is_queue = d_.state == State::kQueued || d_.state == State::kBridged;
  if (!is_queue || event.action_id != d_.leg_id || d_.leg_id == 0) late();
}

void Machine::on(const event::QueueResult& event) {
  const auto* queue = d_.node == kNoNode ? nullptr : std::get_if<QueueNode>(&node().body);
  if (queue == nullptr || event.action_id != d_.leg_id || d_.leg_id == 0) return late();
  if (d_.state == State::kBridged) {
    return event.result == QueueEnd::kAnswered ? late() : bridge_over(Party::kAgent);
  }
  timer(Timer::kQueue) = kNever;
  if (event.result == QueueEnd::kAnswered) {
    if (!queue->continue_after_call) return finish(Outcome::kQueuedAnswered);
    d_.state = State::kBridged;
    return;
  }
  leave_leg();
  switch (event.result) {
    case QueueEnd::kTimeout:
      return fail(Edge::kTimeout);
    case QueueEnd::kFull:
      return fail(Edge::kFull);
    case QueueEnd::kClosed:
      return fail(Edge::kClosed);
    case QueueEnd::kNoAgents:
      return fail(Edge::kNoAgents);
    case QueueEnd::kExitKey:
      return fail(Edge::kExitKey);
    case QueueEnd::kAnswered:
    case QueueEnd::kLeft:
    case QueueEnd::kError:
      return fail(Edge::kError);
  }
}

void Machine::on(const event::TransferResult& event) {
  const auto* transfer = d_.node == kNoNode ? nullptr : std::get_if<TransferNode>(&node().body);
  if (transfer == nullptr || event.action_id != d_.leg_id || d_.leg_id == 0) return late();
  timer(Timer::kRing) = kNever;
  if (event.result == TransferEnd::kAccepted) return finish(Outcome::kTransferred);
  if (d_.state == State::kBridged) {
    return event.result == TransferEnd::kAnswered ? late() : bridge_over(Party::kNetwork);
  }
  if (event.result == TransferEnd::kAnswered) {
    if (transfer->kind != TransferKind::kBridge) return finish(Outcome::kTransferred);
    d_.state = State::kBridged;
    return run_clock(false);
  }
  leave_leg();
  switch (event.result) {
    case TransferEnd::kBusy:
      return fail(Edge::kBusy);
    case TransferEnd::kNoAnswer:
      return fail(Edge::kNoAnswer);
    case TransferEnd::kRejected:
      return fail(Edge::kRejected);
    case TransferEnd::kInvalid:
      return fail(Edge::kInvalid);
    case TransferEnd::kAnswered:
    case TransferEnd::kAccepted:
    case TransferEnd::kFailed:
      return fail(Edge::kError);
  }
}

void Machine::on(const event::BridgeEnded& event) {
  const bool is_own = event.action_id == d_.leg_id && d_.leg_id != 0;
  if (d_.state != State::kBridged || !is_own) return late();
  bridge_over(event.by);
}

// After the caller left there is nobody to go on with; the hangup makes sure of it.
void Machine::bridge_over(Party by) {
  const bool is_queue = node().type() == NodeType::kQueue;
  leave_leg();
  if (goes_on(node()) && by != Party::kCaller) return succeed();
  end(is_queue ? Outcome::kQueuedAnswered : Outcome::kTransferred);
}

void Machine::on(const event::SetVariables& event) {
  if (d_.state == State::kEnding) return late();
  for (const auto& [name, value] : event.values.members()) set_variable(d_, limits_, name, value);
}

void Machine::on(const event::Goto& event) {
  cancel_current("goto");
  d_.node = kNoNode;  // a supervisor's jump is no repeated visit
  go(flow_.find(event.node));
}

void Machine::on(const event::Abort& event) {
  if (d_.state == State::kEnding) return late();
  cancel_current("abort");
  end(Outcome::kAborted, HangupCause::kNormal, event.reason);
}

void Machine::on(const event::CallEnded& event) {
  if (d_.state == State::kEnded) return late();
  if (d_.state == State::kEnding) {
    d_.state = State::kEnded;
    return clear_timers();
  }
  if (d_.state == State::kBridged) {
    const bool is_queue = node().type() == NodeType::kQueue;
    return finish(is_queue ? Outcome::kQueuedAnswered : Outcome::kTransferred);
  }
  d_.play_id = 0;  // there is no channel left to stop it on
  cancel_current("hangup");
  finish(event.by == Party::kHost ? Outcome::kAborted : Outcome::kCallerHangup);
}

void Machine::fire(Timer which) {
  timer(which) = kNever;
  switch (which) {
    case Timer::kAnswer:
      cancel_current("answer");
      return end(Outcome::kError);
    case Timer::kPlay:
      ++d_.counters.warnings;
      stop_play();
      return prompt_over(PlayEnd::kStopped);
    case Timer::kCollect:
      d_.collector.tick(std::get<MenuNode>(node().body).collect, d_.now);
      return after_key_or_timer();
    case Timer::kQueue:
      cancel_current("timeout");
      return fail(Edge::kTimeout);
    case Timer::kRing:
      cancel_current("timeout");
      return fail(Edge::kNoAnswer);
    case Timer::kSession:
      cancel_current("limit");
      return breach();
    case Timer::kEnding:
      d_.state = State::kEnded;
      return;
  }
}

void Machine::run() {
  while (pending_ != kNoNode) {
    const NodeIndex target = pending_;
    pending_ = kNoNode;
    enter(target, is_pending_on_error_);
  }
}

void Machine::go(NodeIndex target, bool as_on_error) {
  pending_ = target;
  is_pending_on_error_ = as_on_error;
}

void Machine::succeed() {
  const NodeIndex target = node().edge(Edge::kNext);
  if (target == kNoNode) return end(Outcome::kEndOfFlow);
  go(target);
}

bool Machine::may_use_on_error() const {
  return flow_.on_error != kNoNode && !d_.is_handling_error && d_.on_error_used < limits_.on_error;
}

void Machine::fail(Edge failure) {
  const NodeIndex target = resolve_failure(node(), failure);
  if (target != kNoNode) return go(target);
  // A play whose error leads nowhere goes on to a next that is not there: the end of the flow.
  if (node().type() == NodeType::kPlay) return end(Outcome::kEndOfFlow);
  if (d_.is_over_limit || !may_use_on_error()) return end(Outcome::kError);
  ++d_.on_error_used;
  go(flow_.on_error, true);
}

void Machine::breach() {
  const bool is_first = !d_.is_over_limit;
  d_.is_over_limit = true;
  if (!is_first || !may_use_on_error()) return end(Outcome::kLimit);
  ++d_.on_error_used;
  d_.steps_max = d_.steps + kGraceSteps;
  macrosteps_ = 0;
  d_.visits_in_row = 0;
  run_clock(true);
  d_.ivr_us_max = d_.ivr_us + kGraceTime;
  go(flow_.on_error, true);
}

void Machine::end(Outcome outcome, HangupCause cause, std::string reason) {
  const bool is_mere_end = outcome == Outcome::kEndOfFlow || outcome == Outcome::kError;
  if (d_.is_over_limit && is_mere_end) outcome = Outcome::kLimit;
  clear_timers();
  emit_for(0, action::Hangup{cause, std::move(reason)});
  complete(outcome);
  d_.state = State::kEnding;
  timer(Timer::kEnding) = d_.now + kEndingTimeout;
}

void Machine::finish(Outcome outcome) {
  clear_timers();
  complete(outcome);
  d_.state = State::kEnded;
}

void Machine::complete(Outcome outcome) {
  run_clock(false);
  d_.outcome = outcome;
  d_.answer_id = d_.play_id = d_.leg_id = 0;
  action::Completed completed;
  completed.outcome = outcome;
  completed.variables = public_variables(flow_, d_);
  for (const NodeIndex index : d_.path) completed.path.push_back(flow_.nodes[index].id);
  completed.steps = d_.steps;
  completed.duration_us = d_.state == State::kCreated ? 0 : d_.now - d_.start_at;
  completed.ivr_us = d_.ivr_us;
  emit_for(0, std::move(completed));
}

void Machine::cancel_current(const std::string& reason) {
  stop_play();
  if (d_.leg_id != 0) {
    const bool is_queue = node().type() == NodeType::kQueue;
    if (is_queue) {
      emit_for(d_.leg_id, action::QueueLeave{reason});
    } else {
      emit_for(d_.leg_id, action::TransferCancel{});
    }
  }
  leave_leg();
}

void Machine::leave_leg() {
  d_.leg_id = 0;
  d_.is_in_pre_prompt = false;
  timer(Timer::kQueue) = timer(Timer::kRing) = kNever;
  if (d_.state != State::kCreated) run_clock(true);
}

// The answer's timer goes too: whoever ends the session does not wait for it.
void Machine::clear_timers() { d_.timers.fill(kNever); }

void Machine::run_clock(bool is_running) {
  if (d_.clock_from != kNever) d_.ivr_us += d_.now - d_.clock_from;
  d_.clock_from = is_running ? d_.now : kNever;
}

uint32_t Machine::emit(decltype(Action::body) body) {
  const uint32_t id = ++d_.last_action_id;
  emit_for(id, std::move(body));
  return id;
}

void Machine::emit_for(uint32_t action_id, decltype(Action::body) body) {
  out_.push_back(Action{++d_.seq, action_id, std::move(body)});
}

void Machine::buffer_key(char key) {
  if (d_.typeahead.size() >= limits_.typeahead) return drop_key();
  d_.typeahead += key;
}

}  // namespace sivo::ivr
