#include "center.hpp"
#include "naive_dispatcher.hpp"
#include "random_day.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

void apply_to_agent(NaiveDispatcher& naive, const Operation& operation) {
  const uint32_t agent = operation.agent;
  if (operation.act == Act::kLogin) naive.login(agent);
  if (operation.act == Act::kLogout) naive.logout(agent);
  if (operation.act == Act::kPause) naive.pause(agent);
  if (operation.act == Act::kReady) naive.ready(agent);
  if (operation.act == Act::kReachable) naive.set_reachable(agent, true);
  if (operation.act == Act::kUnreachable) naive.set_reachable(agent, false);
  if (operation.act == Act::kBeginCall) naive.begin_call(agent);
  if (operation.act == Act::kEndCall) {
    naive.end_call(agent, operation.choice % 3 == 0 ? 2 * kSecond : 0);
  }
  if (operation.act == Act::kAnswer) naive.answer(agent);
  if (operation.act == Act::kRinging) naive.ringing(agent);
  if (operation.act == Act::kFail) {
    constexpr std::array kOutcomes{OfferState::kRejected,  OfferState::kNoAnswer,
                                   OfferState::kBusy,      OfferState::kUnreachable,
                                   OfferState::kHostError, OfferState::kCancelled};
    naive.fail(agent, kOutcomes[operation.choice % kOutcomes.size()]);
  }
}

void apply_to_caller(NaiveDispatcher& naive, const Operation& operation) {
  if (operation.act == Act::kJoin) {
    naive.join(operation.queue, operation.tag, operation.request);
  }
  if (operation.act == Act::kJoin || naive.callers.count(operation.tag) == 0) return;
  if (operation.act == Act::kLeave) naive.leave(operation.tag);
  if (operation.act == Act::kHoldOff) naive.hold_off(operation.tag, operation.not_before);
  if (operation.act == Act::kPriority) {
    naive.set_priority(operation.tag, operation.request.priority);
  }
  if (operation.act == Act::kConnected) naive.connected(operation.tag);
  if (operation.act == Act::kConnectFailed) naive.connect_failed(operation.tag);
}

// `slot` is the one of the agent of that number, in the engine.
void apply_replacements(NaiveDispatcher& naive, const Operation& operation, uint32_t slot) {
  const auto queue_count = static_cast<uint32_t>(naive.queues.size());
  if (operation.act == Act::kReplaceQueue) {
    naive.replace_queue(operation.queue, operation.config);
    for (uint32_t a = 0; a < naive.agent_count; ++a) {
      naive.set_member(operation.queue, a, operation.member);
    }
  }
  if (operation.act == Act::kReplaceAgent) {
    naive.replace_agent(operation.agent, operation.agent_config, slot);
    for (uint32_t q = 0; q < queue_count; ++q) {
      naive.set_member(q, operation.agent, operation.member);
    }
    naive.login(operation.agent);
  }
}

void apply(NaiveDispatcher& naive, const Operation& operation) {
  apply_to_agent(naive, operation);
  apply_to_caller(naive, operation);
  if (operation.act == Act::kUpdateQueue) naive.update_queue(operation.queue, operation.config);
  if (operation.act == Act::kUpdateAgent) {
    naive.update_agent(operation.agent, operation.agent_config);
  }
  if (operation.act == Act::kSetMember) {
    naive.set_member(operation.queue, operation.agent, operation.member);
  }
  if (operation.act == Act::kRemoveMember) naive.remove_member(operation.queue, operation.agent);
}

std::vector<NaiveDispatcher::Event> events_of(const std::vector<Decision>& decisions) {
  std::vector<NaiveDispatcher::Event> events;
  for (const auto& [type, outcome, reason, agent, queue, tag, at] : decisions) {
    const auto kind = static_cast<Output::Type>(type);
    if (kind == Output::Type::kOfferCreated) events.emplace_back(true, -1, agent, tag);
    if (kind == Output::Type::kOfferClosed) events.emplace_back(false, outcome, agent, tag);
    if (kind == Output::Type::kCallerLeft) {
      events.emplace_back(false, 100 + reason, NaiveDispatcher::kNobody, tag);
    }
    if (kind == Output::Type::kOverflowDue) {
      events.emplace_back(false, NaiveDispatcher::kAsked, NaiveDispatcher::kNobody, tag);
    }
  }
  return events;
}

// One day in both.
class Comparison {
 public:
  Comparison(uint64_t seed, const DayRules& rules) : maker_(seed, rules) {
    maker_.furnish(day_);
    for (const QueueRef queue : day_.queues) {
      naive_.queues.emplace_back().config = day_.engine.queue(queue).config;
    }
    for (const AgentConfig& config : day_.agent_configs) {
      naive_.agents.emplace_back().config = config;
      naive_.agents.back().slot = naive_.agent_count++;
    }
    naive_.are_ringing_reports_expected = rules.has_ringing_reports;
    naive_.members = day_.members;
    naive_.now = day_.now;
    for (NaiveRules::Queue& queue : naive_.queues) {
      queue.is_empty = naive_.counts_as_empty(static_cast<uint32_t>(&queue - naive_.queues.data()));
    }
  }

  bool agrees_all_day(int steps) {
    for (int step = 0; step < steps && is_equal_; ++step) {
      run_until(maker_.next_time(day_));
      if (!is_equal_) break;
      const Operation operation = maker_.next(day_);
      day_.apply(operation);
      take();
      if (operation.act == Act::kJoin && day_.join_result != JoinResult::kJoined) {
        const int result = 200 + static_cast<int>(day_.join_result);
        decided_.emplace_back(false, result, NaiveDispatcher::kNobody, operation.tag);
      }
      apply(naive_, operation);
      apply_replacements(naive_, operation, static_cast<uint32_t>(day_.agents[operation.agent]));
      compare();
      answer_overflows();
    }
    return is_equal_;
  }
  size_t events() const { return events_; }

 private:
  void run_until(Micros when) {
    while (is_equal_ && std::min(day_.engine.deadline(), naive_.deadline()) <= when) {
      const Micros due = std::min(day_.engine.deadline(), naive_.deadline());
      naive_.now = day_.now = std::max(due, day_.now);
      day_.engine.advance(day_.now);
      take();
      naive_.advance();
      compare();
      answer_overflows();
    }
    naive_.now = day_.now = when;
  }
  void answer_overflows() {
    while (is_equal_ && !day_.asked.empty()) {
      const uint64_t tag = day_.asked.front();
      day_.asked.erase(day_.asked.begin());
      const bool is_there = day_.has(tag);
      day_.answer_overflow(tag);
      take();
      if (is_there && day_.has_target(tag)) naive_.leave(tag);
      if (is_there && !day_.has_target(tag)) naive_.stay(tag);
      compare();
    }
  }
  void take() {
    decided_ = events_of(day_.take());
    naive_.drawn.clear();
    for (const auto& [is_created, outcome, agent, tag] : decided_) {
      if (is_created) naive_.drawn.emplace(tag, agent);
    }
  }
  void compare() {
    events_ += decided_.size();
    is_equal_ = is_equal_ && decided_ == naive_.events;
    naive_.events.clear();
  }

  Day day_;
  DayMaker maker_;
  NaiveDispatcher naive_;
  std::vector<NaiveDispatcher::Event> decided_;
  size_t events_ = 0;
  bool is_equal_ = true;
};

// The plain rules of each strategy on even days, everything at once on odd ones; on every other of
// those agents and queues come and go too, with many tiers, a table of demands that is soon full,
// and a host that reports what rings.
DayRules rules_of(uint64_t seed) {
  const std::vector<std::vector<Strategy>> mixes{
      {Strategy::kLongestIdle},
      {Strategy::kRingAll},
      {Strategy::kRoundRobin},
      {Strategy::kTopDown},
      {Strategy::kFewestCalls},
      {Strategy::kRandom},
      {Strategy::kRingAll, Strategy::kLongestIdle, Strategy::kRoundRobin, Strategy::kTopDown,
       Strategy::kFewestCalls, Strategy::kRandom}};
  DayRules rules{3, 6, mixes[seed % mixes.size()], kEverydayActs, seed % 3 != 0, false};
  if (seed % 2 == 0) return rules;
  rules.acts = acts_of_a_restless_day();
  rules.has_limits = rules.has_skills = rules.has_extras = true;
  if (seed % 4 == 1) return rules;
  rules.acts = acts_of_a_day_of_change();
  rules.tier_max = NaiveRules::kTierMax;
  rules.demands_max = 2;
  rules.has_ringing_reports = true;
  return rules;
}

size_t compare_days(uint64_t from, uint64_t to, int steps) {
  size_t events = 0;
  for (uint64_t seed = from; seed < to; ++seed) {
    CAPTURE(seed);
    Comparison comparison(seed, rules_of(seed));
    CHECK(comparison.agrees_all_day(steps));
    events += comparison.events();
  }
  return events;
}

}  // namespace

TEST_CASE("the engine decides as the naive reference on 42 random days") {
  CHECK(compare_days(0, 42, 200) > 2'000);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("the engine decides as the naive reference on 1 000 random days") {
  CHECK(compare_days(1'000, 2'000, 400) > 100'000);
}

TEST_SUITE_END();
