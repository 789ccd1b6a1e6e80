#pragma once

#include <string>
#include <vector>

#include "engine/ivr/action.hpp"
#include "engine/ivr/event.hpp"
#include "engine/ivr/flow.hpp"
#include "engine/ivr/session_data.hpp"

namespace sivo::ivr {

// One call of a session: takes an event or a timer, runs to the next wait. Lives on the stack of
// feed() and tick(); everything it refers to is borrowed from there.
class Machine {
 public:
  Machine(const Flow& flow, const Limits& limits, SessionData& data, std::vector<Action>& out)
      : flow_(flow), limits_(limits), d_(data), out_(out) {}

  // Events that are legal in the state; each decides itself whether it is stale.
  void on(const event::Start& event);
  void on(const event::Answered& event);
  void on(const event::Dtmf& event);
  void on(const event::PlayFinished& event);
  void on(const event::QueueUpdate& event);
  void on(const event::QueueResult& event);
  void on(const event::TransferResult& event);
  void on(const event::BridgeEnded& event);
  void on(const event::SetVariables& event);
  void on(const event::Goto& event);
  void on(const event::Abort& event);
  void on(const event::CallEnded& event);
  void fire(Timer timer);
  // Enters nodes until one waits.
  void run();

 private:
  // Nodes (machine_nodes.cpp).
  void enter(NodeIndex target, bool as_on_error);
  bool is_over_limit(NodeIndex target) const;
  bool needs_media(const Node& node) const;
  void begin();
  void begin_play(const PlayNode& play);
  void begin_attempt(const MenuNode& menu);
  void after_key_or_timer();
  void collected(const MenuNode& menu);
  void begin_queue(const QueueNode& queue);
  void enter_queue(const QueueNode& queue);
  void begin_transfer(const TransferNode& transfer);
  void start_transfer(const TransferNode& transfer);
  void begin_hangup(const HangupNode& hangup);
  void prompt_over(event::PlayEnd reason);
  void play_over(const PlayNode& play, event::PlayEnd reason);

  // Ways on (machine.cpp).
  void go(NodeIndex target, bool as_on_error = false);
  void succeed();
  void fail(Edge failure);
  void breach();
  bool may_use_on_error() const;
  void end(Outcome outcome, HangupCause cause = HangupCause::kNormal, std::string reason = {});
  void finish(Outcome outcome);
  void complete(Outcome outcome);
  void cancel_current(const std::string& reason);
  void bridge_over(event::Party by);
  void leave_leg();
  void clear_timers();
  void run_clock(bool is_running);

  // Small change.
  const Node& node() const { return flow_.nodes[d_.node]; }
  Micros& timer(Timer which) { return d_.timers[static_cast<size_t>(which)]; }
  uint32_t emit(decltype(Action::body) body);
  void emit_for(uint32_t action_id, decltype(Action::body) body);
  void play(std::vector<RenderedPrompt> prompts, bool barge_in);
  void stop_play();
  std::vector<RenderedPrompt> render(const Prompt& prompt) const;
  void buffer_key(char key);
  void drop_key() { ++d_.counters.dropped_keys; }
  void late() { ++d_.counters.late_events; }

  const Flow& flow_;
  const Limits& limits_;
  SessionData& d_;
  std::vector<Action>& out_;
  NodeIndex pending_ = kNoNode;  // the node to enter next
  bool is_pending_on_error_ = false;
  uint32_t macrosteps_ = 0;
};

}  // namespace sivo::ivr
