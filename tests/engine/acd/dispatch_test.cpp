#include "center.hpp"
#include "naive_dispatcher.hpp"
#include "random_day.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

void apply(NaiveDispatcher& naive, const Day& day, const Operation& operation) {
  naive.now = day.now;
  const uint32_t agent = operation.agent;
  switch (operation.act) {
    case Act::kLogin:
      return naive.login(agent);
    case Act::kLogout:
      return naive.logout(agent);
    case Act::kPause:
      return naive.pause(agent);
    case Act::kReady:
      return naive.ready(agent);
    case Act::kReachable:
      return naive.set_reachable(agent, true);
    case Act::kUnreachable:
      return naive.set_reachable(agent, false);
    case Act::kBeginCall:
      return naive.begin_call(agent);
    case Act::kEndCall:
      return naive.end_call(agent, operation.choice % 3 == 0 ? 2 * kSecond : 0);
    case Act::kAnswer:
      return naive.answer(agent);
    case Act::kFail: {
      constexpr std::array kOutcomes{OfferState::kRejected,  OfferState::kNoAnswer,
                                     OfferState::kBusy,      OfferState::kUnreachable,
                                     OfferState::kHostError, OfferState::kCancelled};
      return naive.fail(agent, kOutcomes[operation.choice % kOutcomes.size()]);
    }
    case Act::kJoin:
      return naive.join(operation.queue, operation.tag, operation.request);
    default:
      break;
  }
  if (!day.has(operation.tag)) return;
  if (operation.act == Act::kLeave) naive.leave(operation.tag);
  if (operation.act == Act::kPriority) {
    naive.set_priority(operation.tag, operation.request.priority);
  }
  if (operation.act == Act::kConnected) naive.connected(operation.tag);
  if (operation.act == Act::kConnectFailed) naive.connect_failed(operation.tag);
}

std::vector<NaiveDispatcher::Event> events_of(const std::vector<Decision>& decisions) {
  std::vector<NaiveDispatcher::Event> events;
  for (const auto& [type, outcome, reason, agent, queue, tag, at] : decisions) {
    const auto kind = static_cast<Output::Type>(type);
    if (kind == Output::Type::kOfferCreated) events.emplace_back(true, -1, agent, tag);
    if (kind == Output::Type::kOfferClosed) events.emplace_back(false, outcome, agent, tag);
    if (kind == Output::Type::kCallerLeft) events.emplace_back(false, -1, 999, tag);
  }
  return events;
}

// True when both decided the same all day; counts the offers.
bool agree_all_day(uint64_t seed, const DayRules& rules, int steps, size_t& offers) {
  Day day;
  DayMaker maker(seed, rules);
  maker.furnish(day);
  NaiveDispatcher naive;
  for (const QueueRef queue : day.queues) naive.queues.push_back(day.engine.queue(queue).config);
  naive.agents.resize(day.agents.size());
  naive.members = day.members;
  naive.now = day.now;
  bool is_equal = true;
  const auto compare = [&] {
    const auto events = events_of(day.take());
    offers += events.size();
    is_equal = is_equal && events == naive.events;
    naive.events.clear();
  };
  for (int step = 0; step < steps && is_equal; ++step) {
    const Micros when = maker.next_time(day);
    while (is_equal && std::min(day.engine.deadline(), naive.deadline()) <= when) {
      const Micros due = std::min(day.engine.deadline(), naive.deadline());
      const bool may_be_idle = due == day.now && day.engine.deadline() > due;
      if (may_be_idle) break;
      naive.now = day.now = due;
      day.engine.advance(day.now);
      naive.advance();
      compare();
    }
    naive.now = day.now = when;
    const Operation operation = maker.next(day);
    apply(naive, day, operation);
    day.apply(operation);
    compare();
  }
  return is_equal;
}

}  // namespace

TEST_CASE("the engine decides as the naive reference on 200 random days") {
  const std::vector<std::vector<Strategy>> mixes{
      {Strategy::kLongestIdle},
      {Strategy::kRingAll},
      {Strategy::kLongestIdle, Strategy::kRingAll},
      {Strategy::kRoundRobin, Strategy::kTopDown, Strategy::kLongestIdle, Strategy::kRingAll}};
  size_t events = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    DayRules rules{3, 6, mixes[seed % mixes.size()], kEverydayActs, seed % 3 != 0, false};
    CHECK(agree_all_day(seed, rules, 200, events));
  }
  CHECK(events > 10'000);
}
