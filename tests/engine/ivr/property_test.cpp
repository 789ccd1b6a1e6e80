#include "engine/ivr/host.hpp"
#include "engine/ivr/random_flow.hpp"

namespace sivo::ivr {
namespace {

using testing::Host;
using testing::kNow;

FlowPtr random_flow(Xoshiro256& random) {
  CompileResult result = compile_text(testing::RandomFlow(random).text());
  std::string why;
  for (const Diagnostic& d : result.diagnostics) why += d.code + " " + d.field + "\n";
  REQUIRE_MESSAGE(result.ok(), why);
  return result.flow;
}

int completed(const std::vector<Action>& actions) {
  int count = 0;
  for (const Action& action : actions)
    count += std::holds_alternative<action::Completed>(action.body);
  return count;
}

// Every id that is taken back was given out before, sequence numbers count, completed is last but
// for nothing.
void check_actions(const std::vector<Action>& actions) {
  uint32_t last_id = 0;
  for (size_t i = 0; i < actions.size(); ++i) {
    const Action& action = actions[i];
    REQUIRE(action.seq == i + 1);
    REQUIRE(action.id <= last_id + 1);
    if (action.id > last_id) last_id = action.id;
    const bool is_completed = std::holds_alternative<action::Completed>(action.body);
    if (is_completed) REQUIRE(i + 1 == actions.size());
  }
}

void drain(Session& session, Micros& now, std::vector<Action>& actions) {
  for (int i = 0; i < 20'000 && session.state() != State::kEnded; ++i) {
    const Micros deadline = session.deadline();
    if (deadline == kNever) {
      REQUIRE(session.feed(event::CallEnded{}, now, actions).ok());
    } else {
      now = std::max(now, deadline);
      session.tick(now, actions);
    }
  }
}

}  // namespace

TEST_CASE("random flows under random events end within their limits, completed exactly once") {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Xoshiro256 random(seed);
    Session session(random_flow(random));
    std::vector<Action> actions;
    Micros now = kNow;
    REQUIRE(session.feed(event::Start{random.below(2) == 0}, now, actions).ok());
    for (int i = 0; i < 60; ++i) {
      now += static_cast<Micros>(random.below(4000)) * kMillisecond;
      const Event event = testing::random_event(random, actions);
      const State before = session.state();
      const size_t told = actions.size();
      const auto fed = session.feed(event, now, actions);
      if (!fed) REQUIRE(actions.size() == told);
      if (!fed) REQUIRE(session.state() == before);
      REQUIRE(session.steps() <= 1000 + kGraceSteps);
      REQUIRE(session.typeahead().size() <= 32);
      REQUIRE(completed(actions) == (session.outcome() ? 1 : 0));
    }
    drain(session, now, actions);
    REQUIRE(session.state() == State::kEnded);
    REQUIRE(session.deadline() == kNever);
    REQUIRE(completed(actions) == 1);
    check_actions(actions);
  }
}

TEST_CASE("a session restored at any step goes on as if nothing had been") {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Xoshiro256 random(seed);
    const auto flow = random_flow(random);
    Session session(flow);
    std::vector<Action> actions;
    Micros now = kNow;
    REQUIRE(session.feed(event::Start{true}, now, actions).ok());
    const uint64_t steps = random.below(30);
    for (uint64_t i = 0; i < steps; ++i) {
      now += static_cast<Micros>(random.below(4000)) * kMillisecond;
      static_cast<void>(session.feed(testing::random_event(random, actions), now, actions));
    }
    // Through text, as a store keeps it.
    const auto saved = schema::Json::parse(session.snapshot().dump()).value();
    auto restored = Session::restore(flow, saved);
    REQUIRE(restored.ok());
    REQUIRE(restored->snapshot() == saved);
    std::vector<Action> actions_restored = actions;
    for (int i = 0; i < 30; ++i) {
      now += static_cast<Micros>(random.below(4000)) * kMillisecond;
      const Event event = testing::random_event(random, actions);
      const bool is_fed = session.feed(event, now, actions).ok();
      REQUIRE(restored->feed(event, now, actions_restored).ok() == is_fed);
      REQUIRE(actions_restored.size() == actions.size());
      REQUIRE(restored->deadline() == session.deadline());
    }
    REQUIRE(restored->snapshot().dump() == session.snapshot().dump());
  }
}

TEST_CASE("a snapshot with any member missing or turned around is refused or harmless") {
  Xoshiro256 random(5);
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Xoshiro256 flow_random(seed);
    const auto flow = random_flow(flow_random);
    Session session(flow);
    std::vector<Action> actions;
    REQUIRE(session.feed(event::Start{true}, kNow, actions).ok());
    const auto saved = session.snapshot();
    for (const auto& [name, value] : saved.members()) {
      auto broken = saved;
      broken.set(name, random.below(2) ? schema::Json::integer(3) : schema::Json::string("?"));
      auto restored = Session::restore(flow, broken);
      if (!restored) CHECK(restored.error().status == Status::kCorrupt);
      if (!restored) continue;
      Micros now = kNow;
      for (int i = 0; i < 10; ++i) {
        now += kSecond;
        static_cast<void>(restored->feed(testing::random_event(random, actions), now, actions));
      }
    }
    CHECK_FALSE(Session::restore(flow, schema::Json()).ok());
  }
}

}  // namespace sivo::ivr
