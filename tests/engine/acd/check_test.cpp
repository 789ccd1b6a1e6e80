#include <doctest/doctest.h>

#include "random_day.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

const std::vector<Strategy> kAllStrategies{Strategy::kRingAll,     Strategy::kLongestIdle,
                                           Strategy::kRoundRobin,  Strategy::kTopDown,
                                           Strategy::kFewestCalls, Strategy::kRandom};

// How often each kind of output was seen, so that a day on which nothing happens is noticed.
struct Tally {
  std::array<int, 9> closed{};
  std::array<int, 8> left{};
  int created = 0;
  int asked = 0;
  void add(const std::vector<Decision>& decisions) {
    for (const Decision& decision : decisions) {
      const auto type = static_cast<Output::Type>(std::get<0>(decision));
      if (type == Output::Type::kOfferCreated) ++created;
      if (type == Output::Type::kOverflowDue) ++asked;
      if (type == Output::Type::kOfferClosed) ++closed[static_cast<size_t>(std::get<1>(decision))];
      if (type == Output::Type::kCallerLeft) ++left[static_cast<size_t>(std::get<2>(decision))];
    }
  }
};

void live_through(uint64_t seed, const DayRules& rules, int steps, Tally& tally) {
  CAPTURE(seed);
  Day day;
  DayMaker maker(seed, rules);
  maker.furnish(day);
  day.engine.set_ringing_reports(seed % 2 == 0);
  for (int step = 0; step < steps; ++step) {
    const auto after_each = [&] {
      day.engine.check_invariants(day.now);
      tally.add(day.take_all());
    };
    const Micros when = maker.next_time(day);
    if (seed % 3 == 0) {
      run_until(day, when, after_each);
    } else {
      run_before(day, when, after_each);
    }
    day.apply(maker.next(day));
    day.engine.check_invariants(day.now);
    tally.add(day.take_all());
    day.engine.check_invariants(day.now);
    if (step % 64 == 0) day.engine.clear_changes();
  }
}

std::vector<Act> acts_with_configuration() {
  std::vector<Act> acts = kEverydayActs;
  acts.insert(acts.end(), kEverydayActs.begin(), kEverydayActs.end());
  acts.insert(acts.end(), kEverydayActs.begin(), kEverydayActs.end());
  acts.insert(acts.end(), {Act::kUpdateQueue, Act::kSetMember, Act::kRemoveMember, Act::kHoldOff,
                           Act::kUpdateAgent, Act::kReplaceQueue, Act::kReplaceAgent});
  return acts;
}

// Every strategy by itself, then all of them with the configuration changing under load, then with
// skills, aging, overflow and own settings too, then few agents, many callers and one tier, then
// new tiers all day and a table of demands that is soon full.
Tally live_through_days(uint64_t seeds, int steps) {
  Tally tally;
  for (uint64_t seed = 0; seed < seeds; ++seed) {
    for (const Strategy strategy : kAllStrategies) {
      live_through(seed, DayRules{3, 8, {strategy}, kEverydayActs, true}, steps, tally);
    }
    DayRules rules{3, 8, kAllStrategies, acts_with_configuration(), true};
    live_through(100 + seed, rules, steps, tally);
    rules.has_skills = rules.has_extras = true;
    live_through(200 + seed, rules, steps, tally);
    live_through(300 + seed, DayRules{2, 2, kAllStrategies, acts_with_configuration(), false},
                 steps, tally);
    rules.tier_max = 100;
    rules.has_whole_seconds = true;
    rules.acts = acts_of_a_day_of_change();
    rules.acts.insert(rules.acts.end(), 20, Act::kSetMember);
    live_through(400 + seed, rules, steps, tally);
    rules.demands_max = 2;
    live_through(500 + seed, rules, steps, tally);
  }
  return tally;
}

}  // namespace

TEST_CASE("every invariant holds after every step of random days") {
  const Tally tally = live_through_days(1, 400);
  CHECK(tally.created > 300);
  CHECK(tally.closed[static_cast<size_t>(OfferState::kLostRace)] > 0);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("every invariant holds after every step of many random days") {
  const Tally tally = live_through_days(40, 1'000);
  CHECK(tally.created > 20'000);
  for (const OfferState state :
       {OfferState::kRejected, OfferState::kNoAnswer, OfferState::kBusy, OfferState::kUnreachable,
        OfferState::kCancelled, OfferState::kLostRace, OfferState::kHostError}) {
    CHECK(tally.closed[static_cast<size_t>(state)] > 100);
  }
  for (const LeaveReason reason :
       {LeaveReason::kTimeout, LeaveReason::kNoAgents, LeaveReason::kQueueRemoved}) {
    CHECK(tally.left[static_cast<size_t>(reason)] > 100);
  }
  CHECK(tally.asked > 1'000);
}

TEST_SUITE_END();

TEST_CASE("the checker can fail: each broken fact is found") {
  Engine engine(1);
  QueueConfig config;
  config.strategy = Strategy::kLongestIdle;
  const QueueRef queue = engine.add_queue(config);
  const AgentRef busy = engine.add_agent({Day::id_of(1)});
  const AgentRef idle = engine.add_agent({Day::id_of(2)});
  engine.set_member(queue, busy, {}, 1);
  engine.login(busy, 1);
  engine.join(queue, {.tag = 1}, 1);
  const CallerRef waiting = engine.join(queue, {.tag = 2}, 2).caller;
  engine.login(idle, 2);
  engine.check_invariants(2);
  using Impl = EngineTestAccess::Impl;
  Impl& impl = EngineTestAccess::impl(engine);
  const auto caller = static_cast<uint32_t>(waiting);
  SUBCASE("a reservation nobody holds") { impl.agents[0].state.offer = OfferRef{}; }
  SUBCASE("an agent held back") { impl.agents[1].state.activity = Activity::kOffered; }
  SUBCASE("an agent offered and paused") { impl.agents[0].state.presence = Presence::kPaused; }
  SUBCASE("an offer without its timer") {
    impl.timers.cancel(Impl::timer_key(Impl::TimerKind::kAgent, 0));
  }
  SUBCASE("a line out of order") {
    impl.callers[caller].state.priority = 9, impl.callers[caller].state.joined = 0;
  }
  SUBCASE("a winner the call does not know") {
    impl.offers[0].record.state = OfferState::kAccepted;
  }
  SUBCASE("a count that is off") { ++impl.queues[0].state.waiting; }
  SUBCASE("a caller that no longer wants an agent") { impl.stop_seeking(caller); }
  SUBCASE("a demand that is not the caller's") {
    impl.callers[caller].state.required = {{7, 1}}, impl.agents[0].config.skills.clear();
  }
  SUBCASE("a held caller that still seeks") { impl.callers[caller].state.not_before = 9; }
  SUBCASE("points of another priority") { ++impl.callers[caller].key.points.whole; }
  SUBCASE("an agent in the index without the skills of a demand") {
    impl.queues[0].demands.emplace_back().used = 1;
    impl.queues[0].tiers[0].fitting.emplace_back();
    impl.ready_forest.insert(impl.queues[0].tiers[0].fitting[0], 0);
  }
  SUBCASE("an idle agent beside a waiting caller") {
    impl.set_member(0, 1, {});
    impl.dirty_queues.clear();
    impl.queues[0].is_dirty = false;
  }
  SUBCASE("an agent tried who is gone") { impl.callers[caller].state.tried = {AgentRef{9}}; }
  SUBCASE("an agent tried twice") { impl.callers[caller].state.tried = {AgentRef{1}, AgentRef{1}}; }
  CHECK_THROWS_AS(engine.check_invariants(2), AssertFailure);
}

TEST_CASE("the checker can fail: who stands in a tree of those who meet a demand, and how many") {
  Engine engine(1);
  const QueueRef queue = engine.add_queue({});
  for (uint32_t i = 0; i < 2; ++i) {
    const AgentRef agent = engine.add_agent({Day::id_of(i), {{7, 1}}});
    engine.set_member(queue, agent, {i + 1, 1}, 1);
    engine.login(agent, 1);
  }
  const CallerRef caller = engine.join(queue, {.required = {{7, 1}}}, 1).caller;
  engine.leave(caller, LeaveReason::kAbandoned, 1);
  engine.check_invariants(1);
  EngineTestAccess::Impl& impl = EngineTestAccess::impl(engine);
  std::vector<Tier>& tiers = impl.queues[0].tiers;
  REQUIRE(tiers[1].fitting.size() == 1);
  SUBCASE("somebody of another tier") { impl.ready_forest.insert(tiers[1].fitting[0], 0); }
  SUBCASE("somebody who is not ready") { impl.unindex_agent(1); }
  SUBCASE("somebody without the skill") {
    impl.queues[0].demands[kDemandKinds].skills = {{7, 2}};
    impl.queues[0].demands[kDemandKinds].present = 0;
  }
  SUBCASE("those present") { ++impl.queues[0].demands[kDemandKinds].present; }
  CHECK_THROWS_AS(engine.check_invariants(1), AssertFailure);
}

TEST_CASE("the checker can fail: a caller was overtaken") {
  Engine engine(1);
  const QueueRef first = engine.add_queue({});
  const QueueRef second = engine.add_queue({});
  const AgentRef agent = engine.add_agent({Day::id_of(1)});
  for (const QueueRef queue : {first, second}) engine.set_member(queue, agent, {}, 1);
  engine.join(first, {.tag = 1}, 1);
  engine.join(second, {.tag = 2}, 2);
  engine.login(agent, 3);
  engine.check_invariants(3);
  EngineTestAccess::impl(engine).queues[1].state.config.weight = 2;
  CHECK_THROWS_AS(engine.check_invariants(3), AssertFailure);
}
