#include "center.hpp"
#include "random_day.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

// Everything of a day put into a new engine, callers and offers in another order than they came.
Day reopened(const Day& day) {
  Day copy;
  copy.now = day.now;
  copy.members = day.members;
  copy.agent_configs = day.agent_configs;
  for (const QueueRef queue : day.queues) {
    copy.queues.push_back(copy.engine.add_queue(day.engine.queue(queue).config));
  }
  for (uint32_t i = 0; i < day.agents.size(); ++i) {
    copy.agents.push_back(copy.engine.add_agent(day.agent_configs[i]));
  }
  for (const auto& [place, member] : day.members) {
    copy.engine.set_member(copy.queues[place.first], copy.agents[place.second], member, copy.now);
  }
  for (uint32_t i = 0; i < day.agents.size(); ++i) {
    copy.engine.restore_agent(copy.agents[i], day.engine.agent(day.agents[i]));
  }
  for (uint32_t i = 0; i < day.queues.size(); ++i) {
    copy.engine.restore_queue(copy.queues[i], day.engine.queue(day.queues[i]).memory);
  }
  for (CountedAnswer answer : day.engine.new_answers()) {
    answer.queue = copy.queues[Day::number_of(day.queues, answer.queue)];
    answer.agent = copy.agents[Day::number_of(day.agents, answer.agent)];
    copy.engine.restore_answer(answer);
  }
  for (auto at = day.callers.rbegin(); at != day.callers.rend(); ++at) {
    const CallerState& state = day.engine.caller(at->second);
    const QueueRef queue = copy.queues[Day::number_of(day.queues, state.queue)];
    copy.callers[at->first] = copy.engine.restore_caller(queue, state);
  }
  for (size_t i = day.agents.size(); i-- > 0;) {
    const OfferRecord* offer = day.engine.offer(day.engine.agent(day.agents[i]).offer);
    if (offer == nullptr) continue;
    OfferRecord record = *offer;
    record.agent = copy.agents[i];
    record.queue = copy.queues[Day::number_of(day.queues, offer->queue)];
    record.caller = copy.callers.at(day.engine.caller(offer->caller).tag);
    copy.engine.restore_offer(record);
  }
  copy.engine.resume(copy.now);
  copy.engine.check_invariants(copy.now);
  return copy;
}

void append(std::vector<Decision>& to, const std::vector<Decision>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void check_same_state(const Day& a, const Day& b) {
  REQUIRE(a.callers.size() == b.callers.size());
  for (const auto& [tag, caller] : a.callers) {
    CHECK(a.engine.position(caller) == b.engine.position(b.caller(tag)));
  }
  for (size_t i = 0; i < a.agents.size(); ++i) {
    CHECK(a.engine.status(a.agents[i]) == b.engine.status(b.agents[i]));
    CHECK(a.engine.agent(a.agents[i]).idle_since == b.engine.agent(b.agents[i]).idle_since);
  }
}

// Members move, go and come, also those that a round-robin points at; on every other day skills and
// the rest too.
DayRules rules_of(uint64_t seed, std::vector<Strategy> strategies) {
  std::vector<Act> acts = acts_of_a_restless_day();
  std::erase(acts, Act::kStale);
  acts.insert(acts.end(), 4, Act::kRemoveMember);
  acts.insert(acts.end(), 4, Act::kSetMember);
  DayRules rules{3, 6, std::move(strategies), acts, true};
  rules.has_skills = rules.has_extras = seed % 2 == 0;
  rules.tier_max = seed % 3 == 0 ? 12 : 3;
  return rules;
}

// Idle agents, and callers who give up: the pointers go round, and their members come and go.
DayRules rules_of_round_robin() {
  std::vector<Act> acts(6, Act::kJoin);
  acts.insert(acts.end(), 18, Act::kLeave);
  acts.insert(acts.end(), 4, Act::kLogin);
  acts.insert(acts.end(), 4, Act::kReady);
  acts.insert(acts.end(), 4, Act::kRemoveMember);
  acts.insert(acts.end(), 4, Act::kSetMember);
  return {2, 8, {Strategy::kRoundRobin}, std::move(acts), false, false};
}

void live_through(Day& day, DayMaker& maker, uint64_t steps) {
  for (uint64_t step = 0; step < steps; ++step) {
    run_until(day, maker.next_time(day), [&day] { day.take_all(); });
    day.apply(maker.next(day));
    day.take_all();
    day.engine.check_invariants(day.now);
  }
}

// The copy and the one that never stopped, from now on.
bool go_on_alike(Day& day, Day& copy, DayMaker& maker, int steps) {
  for (int step = 0; step < steps; ++step) {
    const Micros when = maker.next_time(day);
    std::vector<Decision> decided;
    std::vector<Decision> decided_by_copy;
    run_until(day, when, [&] { append(decided, day.take_all()); });
    run_until(copy, when, [&] { append(decided_by_copy, copy.take_all()); });
    const Operation operation = maker.next(day);
    day.apply(operation);
    copy.apply(operation);
    append(decided, day.take_all());
    append(decided_by_copy, copy.take_all());
    if (decided != decided_by_copy) return false;
  }
  return true;
}

void check_reopened(uint64_t seed, const DayRules& rules, uint64_t steps_before, int steps_after) {
  CAPTURE(seed);
  Day day;
  DayMaker maker(seed, rules);
  maker.furnish(day);
  live_through(day, maker, steps_before);
  Day copy = reopened(day);
  CHECK(copy.take().empty());
  check_same_state(day, copy);
  CHECK(go_on_alike(day, copy, maker, steps_after));
  check_same_state(day, copy);
}

}  // namespace

TEST_CASE("an engine reopened at a random step goes on as the one that never stopped") {
  const std::vector<Strategy> strategies{Strategy::kRingAll, Strategy::kLongestIdle,
                                         Strategy::kRoundRobin, Strategy::kTopDown,
                                         Strategy::kFewestCalls};
  for (uint64_t seed = 0; seed < 60; ++seed) {
    check_reopened(seed, rules_of(seed, strategies), 20 + seed * 5, 200);
  }
}

TEST_CASE("round-robins reopened go on from where they point, whoever has moved or gone") {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    check_reopened(seed, rules_of_round_robin(), 80, 30);
  }
}

TEST_CASE("an engine that draws at random is reopened in the same state, and draws others") {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    CAPTURE(seed);
    Day day;
    DayMaker maker(seed, rules_of(seed, {Strategy::kRandom}));
    maker.furnish(day);
    live_through(day, maker, 50 + seed * 10);
    Day copy = reopened(day);
    CHECK(copy.take().empty());
    check_same_state(day, copy);
    live_through(copy, maker, 50);
  }
}

TEST_CASE("a round-robin goes on behind a member that is gone, also after reopening") {
  uint32_t level = 6;  // of the one pointed at, when it goes
  uint32_t expected = 1;
  SUBCASE("where it was") {}
  SUBCASE("where it moved to") { level = 5; }
  SUBCASE("where it moved to, farther behind") { level = 9, expected = 0; }
  for (const bool is_reopened : {false, true}) {
    CAPTURE(is_reopened);
    Day day;
    QueueConfig config;
    config.strategy = Strategy::kRoundRobin;
    day.queues.push_back(day.engine.add_queue(config));
    for (uint32_t i = 0; i < 4; ++i) {
      day.agent_configs.push_back({Day::id_of(i + 1)});
      day.agents.push_back(day.engine.add_agent(day.agent_configs.back()));
      day.apply({.act = Act::kSetMember, .agent = i, .member = {1, 10 - 2 * i}});  // 10, 8, 6, 4
      day.apply({.act = Act::kLogin, .agent = i});
    }
    day.take();
    const auto next = [&day](uint64_t tag) {
      day.apply({.act = Act::kJoin, .tag = tag});
      const uint32_t agent = std::get<3>(day.take().front());
      day.apply({.act = Act::kLeave, .tag = tag});
      day.take();
      return agent;
    };
    CHECK(next(1) == 3);
    CHECK(next(2) == 2);
    day.apply({.act = Act::kSetMember, .agent = 2, .member = {1, level}});
    day.apply({.act = Act::kRemoveMember, .agent = 2});
    if (is_reopened) day = reopened(day);
    CHECK(next(3) == expected);
  }
}

TEST_CASE("a round-robin of before, whose level was not written, goes on behind its member") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRoundRobin);
  for (int i = 0; i < 3; ++i) center.agent_on_duty(queue, {1, 7});
  SUBCASE("a member still") {
    center.engine.restore_queue(queue, {.last_offered = {{1, 0, id_of(2)}}});
    center.join(queue, 1);
    CHECK(center.rings(center.agents[2]));
  }
  SUBCASE("a member no more: from the front") {
    center.engine.restore_queue(queue, {.last_offered = {{1, 0, id_of(9)}}});
    center.join(queue, 1);
    CHECK(center.rings(center.agents[0]));
  }
}

TEST_CASE("nothing is decided before resume(), then everything is") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  AgentState state;
  state.presence = Presence::kAvailable;
  center.engine.restore_agent(agent, state);
  CallerState caller;
  caller.joined = center.now - kMinute;
  caller.tag = 5;
  center.engine.restore_caller(queue, caller);
  CHECK(center.engine.outputs().empty());
  center.engine.resume(center.now);
  center.check();
  CHECK(center.rung_by(agent) == 5);
  CHECK(center.engine.caller(center.engine.offer(center.offer_of(agent))->caller).sequence == 1);
}

TEST_CASE("an offer that ran out while the engine was closed is no miss") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  AgentState state;
  state.presence = Presence::kAvailable;
  state.activity = Activity::kOffered;
  center.engine.restore_agent(agent, state);
  OfferRecord record;
  record.caller = center.engine.restore_caller(queue, {.tag = 5});
  record.agent = agent;
  record.queue = queue;
  record.deadline = center.now - 1;
  center.engine.restore_offer(record);
  center.engine.resume(center.now);
  center.check();
  CHECK(count(center.take(), OfferState::kHostError) == 1);
  CHECK(center.state(agent).misses == 0);
  CHECK(center.rung_by(agent) == 5);
}

TEST_CASE("facts that do not fit together are mended: no offer, no ringing, no connecting") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  AgentState state;
  state.presence = Presence::kAvailable;
  state.activity = Activity::kOffered;
  center.engine.restore_agent(agent, state);
  CallerState caller;
  caller.tag = 5;
  caller.is_connecting = true;
  center.engine.restore_caller(queue, caller);
  center.engine.resume(center.now);
  center.check();
  CHECK(center.rung_by(agent) == 5);
}

TEST_CASE("a wrap-up that ended while the engine was closed counts as idle since its end") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  AgentState state;
  state.presence = Presence::kAvailable;
  state.activity = Activity::kWrapUp;
  state.wrap_up_until = center.now - kMinute;
  center.engine.restore_agent(agent, state);
  center.engine.resume(center.now);
  CHECK(center.engine.deadline() == center.now);
  center.run(0);
  CHECK(center.status(agent) == AgentStatus::kAvailable);
  CHECK(center.state(agent).idle_since == center.now - kMinute);
}

TEST_CASE("demands, guaranteed places, holds and the figures of a queue come back") {
  Center center;
  QueueConfig config;
  config.leave_when_empty = EmptyRule::kNo;
  config.aging_per_min = 1;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  center.engine.restore_queue(queue, {.handle_us = kMinute, .abandon_per_mille = 500});
  const auto restored = [&](uint64_t tag, Micros joined, int32_t priority) {
    CallerState state;
    state.tag = tag;
    state.joined = center.now - joined;
    state.priority = priority;
    state.is_guaranteed = true;
    return state;
  };
  CallerState demanding = restored(1, 3 * kMinute, 0);
  demanding.required = {{7, 2}};
  CallerState held = restored(2, 2 * kMinute, 0);
  held.not_before = center.now + kMinute;
  const CallerRef first = center.engine.restore_caller(queue, restored(3, kMinute, 5));
  const CallerRef second = center.engine.restore_caller(queue, demanding);
  const CallerRef third = center.engine.restore_caller(queue, held);
  center.engine.resume(center.now);
  center.check();
  CHECK(center.engine.position(first) == 1);
  CHECK(center.engine.position(second) == 2);
  CHECK(center.engine.position(third) == 3);
  const AgentRef agent = center.agent_on_duty(queue);
  CHECK(center.rung_by(agent) == 3);
  CHECK(center.engine.estimated_wait(queue, 0) == 2 * kMinute + 30 * kSecond);
  center.leave(first);
  CHECK_FALSE(center.rings(agent));
  center.logout(agent);
  center.run(kHour);
  CHECK(center.engine.queue(queue).waiting == 2);
}
