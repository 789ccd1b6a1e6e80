#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/ivr/compile.hpp"
#include "engine/ivr/session.hpp"

namespace sivo::ivr::testing {

inline constexpr Micros kNow = 1'800'000'000 * kSecond;

inline std::string flow_text(const std::string& nodes, const std::string& more = "") {
  return R"({"format":"sivo.flow/1","name":"test","start":"a")" + more + R"(,"nodes":[)" + nodes +
         "]}";
}

inline FlowPtr flow_of(const std::string& nodes, const std::string& more = "") {
  CompileResult result = compile_text(flow_text(nodes, more));
  std::string why;
  for (const Diagnostic& d : result.diagnostics)
    why += d.code + " " + d.field + " " + d.message + "\n";
  REQUIRE_MESSAGE(result.ok(), why);
  return result.flow;
}

// A host in virtual time: keeps every action and says each in one short word.
class Host {
 public:
  explicit Host(const std::string& nodes, const std::string& more = "", const Limits& limits = {})
      : session(flow_of(nodes, more), limits) {}

  Result<void> try_feed(const Event& event) { return session.feed(event, now, actions); }
  void feed(const Event& event) {
    const auto result = try_feed(event);
    REQUIRE_MESSAGE(result.ok(), result.error().message);
  }
  Host& start(bool is_answered = true) {
    feed(event::Start{is_answered});
    return *this;
  }
  Host& key(const std::string& keys) {
    for (const char key : keys) feed(event::Dtmf{std::string(1, key)});
    return *this;
  }
  Host& pass(Micros time) {
    now += time;
    session.tick(now, actions);
    return *this;
  }
  // Ticks exactly when the session asks for it.
  Host& pass_exactly(Micros time) {
    const Micros until = now + time;
    while (session.deadline() <= until) {
      now = std::max(now, session.deadline());
      session.tick(now, actions);
    }
    now = until;
    return *this;
  }
  Host& played(event::PlayEnd reason = event::PlayEnd::kCompleted) {
    feed(event::PlayFinished{last<action::Play>().id, reason});
    return *this;
  }
  Host& queued(event::QueueEnd result) {
    feed(event::QueueResult{last<action::QueueEnter>().id, result});
    return *this;
  }
  Host& transferred(event::TransferEnd result) {
    feed(event::TransferResult{last<action::Transfer>().id, result});
    return *this;
  }

  template <class T>
  const Action& last() const {
    for (auto at = actions.rbegin(); at != actions.rend(); ++at) {
      if (std::holds_alternative<T>(at->body)) return *at;
    }
    REQUIRE_MESSAGE(false, "expected such an action");
    return actions.front();
  }
  template <class T>
  const T& body() const {
    return std::get<T>(last<T>().body);
  }
  template <class T>
  int count() const {
    int found = 0;
    for (const Action& action : actions) found += std::holds_alternative<T>(action.body);
    return found;
  }
  // What was emitted since the last call, such as "answer play(hello)".
  std::string said() {
    std::string text;
    for (; told < actions.size(); ++told) text += (text.empty() ? "" : " ") + word(actions[told]);
    return text;
  }
  std::string node() const {
    return session.node() == kNoNode ? "" : session.flow().nodes[session.node()].id;
  }
  std::string outcome() const {
    return session.outcome() ? std::string(outcome_name(*session.outcome())) : "";
  }

  Session session;
  Micros now = kNow;
  std::vector<Action> actions;
  size_t told = 0;

 private:
  static std::string word(const Action& action) {
    struct Words {
      std::string operator()(const action::Answer&) { return "answer"; }
      std::string operator()(const action::Play& play) {
        std::string text = "play(";
        for (const RenderedPrompt& prompt : play.prompts) {
          if (text.back() != '(') text += ",";
          text += prompt.text;
        }
        return text + ")";
      }
      std::string operator()(const action::StopPlay&) { return "stop_play"; }
      std::string operator()(const action::QueueEnter& queue) {
        return "queue(" + queue.queue + ")";
      }
      std::string operator()(const action::QueueLeave& leave) {
        return "leave(" + leave.reason + ")";
      }
      std::string operator()(const action::Transfer& transfer) {
        return "transfer(" + transfer.to + ")";
      }
      std::string operator()(const action::TransferCancel&) { return "cancel"; }
      std::string operator()(const action::Hangup& hangup) {
        return "hangup(" + std::string(hangup_cause_name(hangup.cause)) + ")";
      }
      std::string operator()(const action::Completed& completed) {
        return "completed(" + std::string(outcome_name(completed.outcome)) + ")";
      }
    };
    return std::visit(Words{}, action.body);
  }
};

}  // namespace sivo::ivr::testing
