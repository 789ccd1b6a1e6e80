#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "base/prng.hpp"
#include "engine/acd/engine.hpp"
#include "engine_access.hpp"

// Random days: operations named by numbers that mean the same in any engine (agent 3, the caller
// with tag 17), so that one operation can be done to two engines and their decisions compared.
namespace sivo::acd {

enum class Act : uint8_t {
  kLogin,
  kLogout,
  kPause,
  kReady,
  kReachable,
  kUnreachable,
  kBeginCall,
  kEndCall,
  kJoin,
  kLeave,
  kHoldOff,
  kPriority,
  kAnswer,
  kFail,
  kRinging,
  kConnected,
  kConnectFailed,
  kStale,
  kUpdateQueue,
  kSetMember,
  kRemoveMember,
  kReplaceQueue,
  kReplaceAgent,
  kUpdateAgent,
  kNothing,
};

struct Operation {
  Act act = Act::kNothing;
  uint32_t queue = 0;
  uint32_t agent = 0;
  uint64_t tag = 0;
  uint64_t choice = 0;
  JoinRequest request{};
  QueueConfig config{};
  MemberConfig member{};
  AgentConfig agent_config{};
  Micros not_before = 0;
};

struct DayRules {
  uint32_t queue_count = 3;
  uint32_t agent_count = 8;
  std::vector<Strategy> strategies;
  std::vector<Act> acts;  // drawn uniformly; repeat one to make it likelier
  bool has_tiers = true;
  bool has_limits = true;  // of the length of the line and for empty queues
  Micros step_us_max = 4 * kSecond;
  bool has_skills = false;
  bool has_extras = false;  // aging, overflow, guaranteed places, agents' own settings
  uint32_t tier_max = 3;
  size_t demands_max = kDemandsMax;  // of each queue
  bool has_ringing_reports = false;
  bool has_whole_seconds = false;  // so that much falls due when something is done
};

using Decision = std::tuple<int, int, int, uint32_t, uint32_t, uint64_t, Micros>;

// An engine with the names of what is in it.
struct Day {
  Engine engine{11};
  std::vector<QueueRef> queues;
  std::vector<AgentRef> agents;
  std::vector<AgentConfig> agent_configs;
  std::map<std::pair<uint32_t, uint32_t>, MemberConfig> members;  // (queue, agent)
  std::map<uint64_t, CallerRef> callers;                          // alive, by tag
  std::vector<OfferRef> history;
  JoinResult join_result{};     // of the last one
  std::vector<uint64_t> asked;  // callers whose overflow is due, to be answered
  Micros now = 1'000'000 * kSecond;

  static Id id_of(uint64_t number) {
    Id id;
    for (size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
    return id;
  }

  template <class Ref>
  static uint32_t number_of(const std::vector<Ref>& refs, Ref ref) {
    return static_cast<uint32_t>(std::find(refs.begin(), refs.end(), ref) - refs.begin());
  }

  // What was decided since the last time, in numbers; `now` where the output has no time.
  std::vector<Decision> take() {
    std::vector<Decision> taken;
    for (const Output& output : engine.outputs()) {
      if (output.type == Output::Type::kOfferCreated) history.push_back(output.offer);
      if (output.type == Output::Type::kCallerLeft) callers.erase(output.tag);
      if (output.type == Output::Type::kOverflowDue) asked.push_back(output.tag);
      taken.emplace_back(static_cast<int>(output.type), static_cast<int>(output.offer_state),
                         static_cast<int>(output.leave_reason), number_of(agents, output.agent),
                         number_of(queues, output.queue), output.tag,
                         output.at == 0 ? now : output.at);
    }
    engine.clear_outputs();
    return taken;
  }

  // Of those who are asked for, a third finds a target; at another time they are others.
  bool has_target(uint64_t tag) const {
    return (tag + static_cast<uint64_t>(now / kSecond)) % 3 == 0;
  }
  void answer_overflow(uint64_t tag) {
    if (!has(tag)) return;
    if (!has_target(tag)) return engine.stay(caller(tag), now);
    engine.leave(caller(tag), LeaveReason::kOverflow, now);
    callers.erase(tag);
  }
  // take(), with the answers that are due.
  std::vector<Decision> take_all() {
    std::vector<Decision> taken = take();
    while (!asked.empty()) {
      const uint64_t tag = asked.front();
      asked.erase(asked.begin());
      answer_overflow(tag);
      const std::vector<Decision> more = take();
      taken.insert(taken.end(), more.begin(), more.end());
    }
    return taken;
  }

  CallerRef caller(uint64_t tag) const { return callers.at(tag); }
  bool has(uint64_t tag) const { return callers.count(tag) == 1; }

  void apply(const Operation& operation);
  void apply_to_agent(const Operation& operation);
  void apply_to_caller(const Operation& operation);
  void apply_to_offer(const Operation& operation);
  void apply_to_configuration(const Operation& operation);
};

inline void Day::apply(const Operation& operation) {
  if (operation.act <= Act::kEndCall) return apply_to_agent(operation);
  if (operation.act <= Act::kPriority) return apply_to_caller(operation);
  if (operation.act <= Act::kStale) return apply_to_offer(operation);
  apply_to_configuration(operation);
}

inline void Day::apply_to_agent(const Operation& operation) {
  const AgentRef agent = agents[operation.agent];
  if (operation.act == Act::kLogin) engine.login(agent, now);
  if (operation.act == Act::kLogout) engine.logout(agent, now);
  if (operation.act == Act::kPause) engine.pause(agent, now);
  if (operation.act == Act::kReady) engine.ready(agent, now);
  if (operation.act == Act::kReachable) engine.set_reachable(agent, true, now);
  if (operation.act == Act::kUnreachable) engine.set_reachable(agent, false, now);
  if (operation.act == Act::kBeginCall) engine.begin_call(agent, now);
  if (operation.act == Act::kEndCall) {
    engine.end_call(agent, operation.choice % 3 == 0 ? 2 * kSecond : 0, now);
  }
}

inline void Day::apply_to_caller(const Operation& operation) {
  if (operation.act == Act::kJoin) {
    JoinRequest request = operation.request;
    request.tag = operation.tag;
    const Engine::Joined joined = engine.join(queues[operation.queue], request, now);
    join_result = joined.result;
    if (joined.result == JoinResult::kJoined) callers[operation.tag] = joined.caller;
    return;
  }
  if (!has(operation.tag)) return;
  if (operation.act == Act::kHoldOff) {
    engine.hold_off(caller(operation.tag), operation.not_before, now);
  }
  if (operation.act == Act::kPriority) {
    engine.set_priority(caller(operation.tag), operation.request.priority, now);
  }
  if (operation.act == Act::kLeave) {
    engine.leave(caller(operation.tag), LeaveReason::kAbandoned, now);
    callers.erase(operation.tag);
  }
}

inline void Day::apply_to_offer(const Operation& operation) {
  const OfferRef offer = engine.agent(agents[operation.agent]).offer;
  if (operation.act == Act::kAnswer) engine.offer_answered(offer, now);
  if (operation.act == Act::kRinging) engine.offer_ringing(offer, now);
  if (operation.act == Act::kFail) {
    constexpr std::array kOutcomes{OfferState::kRejected,  OfferState::kNoAnswer,
                                   OfferState::kBusy,      OfferState::kUnreachable,
                                   OfferState::kHostError, OfferState::kCancelled};
    engine.offer_failed(offer, kOutcomes[operation.choice % kOutcomes.size()], now);
  }
  if (operation.act == Act::kStale && !history.empty()) {
    const OfferRef old = history[operation.choice % history.size()];
    if (engine.offer(old) == nullptr) {
      SIVO_ASSERT(!engine.offer_answered(old, now));
      SIVO_ASSERT(!engine.offer_failed(old, OfferState::kRejected, now));
    }
  }
  if (!has(operation.tag)) return;
  if (operation.act == Act::kConnectFailed) engine.connect_failed(caller(operation.tag), now);
  if (operation.act == Act::kConnected) {
    const bool is_connecting = engine.caller(caller(operation.tag)).is_connecting;
    engine.connected(caller(operation.tag), now);
    if (is_connecting) callers.erase(operation.tag);
  }
}

inline void Day::apply_to_configuration(const Operation& operation) {
  QueueRef& queue = queues[operation.queue];
  AgentRef& agent = agents[operation.agent];
  if (operation.act == Act::kUpdateQueue) engine.update_queue(queue, operation.config, now);
  if (operation.act == Act::kSetMember) {
    engine.set_member(queue, agent, operation.member, now);
    members[{operation.queue, operation.agent}] = operation.member;
  }
  if (operation.act == Act::kRemoveMember) {
    engine.remove_member(queue, agent, now);
    members.erase({operation.queue, operation.agent});
  }
  if (operation.act == Act::kReplaceQueue) {
    engine.remove_queue(queue, now);
    for (const Output& output : engine.outputs()) {
      if (output.type == Output::Type::kCallerLeft) callers.erase(output.tag);
    }
    queue = engine.add_queue(operation.config);
    for (uint32_t i = 0; i < agents.size(); ++i) {
      engine.set_member(queue, agents[i], operation.member, now);
      members[{operation.queue, i}] = operation.member;
    }
  }
  if (operation.act == Act::kReplaceAgent) {
    engine.remove_agent(agent, now);
    agent = engine.add_agent(operation.agent_config);
    agent_configs[operation.agent] = operation.agent_config;
    for (uint32_t i = 0; i < queues.size(); ++i) {
      engine.set_member(queues[i], agent, operation.member, now);
      members[{i, operation.agent}] = operation.member;
    }
    engine.login(agent, now);
  }
  if (operation.act == Act::kUpdateAgent) {
    engine.update_agent(agent, operation.agent_config, now);
    agent_configs[operation.agent] = operation.agent_config;
  }
}

// Draws operations that make sense often enough; it looks at the day only to name living callers.
class DayMaker {
 public:
  DayMaker(uint64_t seed, DayRules rules) : random_(seed), rules_(std::move(rules)) {}

  void furnish(Day& day) {
    EngineTestAccess::impl(day.engine).demands_max = rules_.demands_max;
    day.engine.set_ringing_reports(rules_.has_ringing_reports);
    for (uint32_t i = 0; i < rules_.queue_count; ++i) {
      day.queues.push_back(day.engine.add_queue(queue_config(i)));
    }
    for (uint32_t i = 0; i < rules_.agent_count; ++i) {
      day.agent_configs.push_back(agent_config(i));
      day.agents.push_back(day.engine.add_agent(day.agent_configs.back()));
      for (const QueueRef queue : day.queues) {
        if (random_.below(3) == 0) continue;
        const MemberConfig member = member_config();
        day.engine.set_member(queue, day.agents.back(), member, day.now);
        day.members[{Day::number_of(day.queues, queue), i}] = member;
      }
    }
  }

  Micros next_time(const Day& day) {
    if (random_.below(3) == 0) return day.now;
    if (rules_.has_whole_seconds) {
      return day.now + static_cast<Micros>(random_.below(5)) * kSecond;
    }
    return day.now + static_cast<Micros>(random_.below(static_cast<uint64_t>(rules_.step_us_max)));
  }

  Operation next(const Day& day) {
    Operation operation;
    operation.act = rules_.acts[random_.below(rules_.acts.size())];
    operation.queue = static_cast<uint32_t>(random_.below(rules_.queue_count));
    operation.agent = static_cast<uint32_t>(random_.below(rules_.agent_count));
    prefer_fitting_agent(day, operation);
    operation.choice = random_.next();
    operation.request.priority = static_cast<int32_t>(random_.below(3));
    operation.request.joined =
        random_.below(5) == 0 ? day.now - static_cast<Micros>(random_.below(9)) * kSecond : 0;
    if (random_.below(4) == 0) operation.request.max_wait_us = 40 * kSecond;
    operation.tag = operation.act == Act::kJoin ? ++last_tag_ : living_tag(day, operation.act);
    operation.not_before = day.now + static_cast<Micros>(random_.below(6)) * 4 * kSecond;
    if (rules_.has_skills && random_.below(4) == 0) operation.request.required = skills(1, 2);
    operation.request.is_guaranteed = rules_.has_extras && random_.below(6) == 0;
    operation.request.is_let_in = rules_.has_extras && random_.below(6) == 0;
    operation.config = queue_config(operation.queue);
    operation.agent_config = agent_config(operation.agent);
    operation.member = member_config();
    return operation;
  }

 private:
  // Three times in four, an agent for whom the operation means something.
  void prefer_fitting_agent(const Day& day, Operation& operation) {
    Activity wanted{};
    if (operation.act == Act::kAnswer || operation.act == Act::kFail) {
      wanted = Activity::kOffered;
    } else if (operation.act == Act::kEndCall) {
      wanted = Activity::kOnCall;
    } else {
      return;
    }
    if (random_.below(4) == 0) return;
    for (uint32_t i = 0; i < rules_.agent_count; ++i) {
      const uint32_t agent = (operation.agent + i) % rules_.agent_count;
      if (day.engine.agent(day.agents[agent]).activity != wanted) continue;
      operation.agent = agent;
      return;
    }
  }

  uint64_t living_tag(const Day& day, Act act) {
    if (day.callers.empty()) return 0;
    const bool wants_connecting = act == Act::kConnected || act == Act::kConnectFailed;
    for (const auto& [tag, caller] : day.callers) {
      if (wants_connecting && day.engine.caller(caller).is_connecting) return tag;
    }
    auto at = day.callers.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.below(day.callers.size())));
    return at->first;
  }

  QueueConfig queue_config(uint32_t number) {
    QueueConfig config;
    config.id = Day::id_of(1'000 + number);
    config.strategy = rules_.strategies[random_.below(rules_.strategies.size())];
    config.ring_us = static_cast<Micros>(5 + random_.below(15)) * kSecond;
    config.max_wait_us = random_.below(2) == 0 ? 0 : 60 * kSecond;
    config.wrap_up_us = static_cast<Micros>(random_.below(4)) * 3 * kSecond;
    if (rules_.has_limits) {
      config.max_length = random_.below(2) == 0 ? 0 : 6;
      config.join_empty = static_cast<EmptyRule>(random_.below(3));
      config.leave_when_empty = static_cast<EmptyRule>(random_.below(3));
      config.empty_grace_us = static_cast<Micros>(random_.below(3)) * 2 * kSecond;
    }
    config.tier_wait_us = static_cast<Micros>(random_.below(3)) * 10 * kSecond;
    config.tier_wait_multiply = random_.below(2) == 0;
    config.max_no_answer = static_cast<uint32_t>(random_.below(4));
    config.max_reject = static_cast<uint32_t>(random_.below(4));
    config.missed_moves_to_end = random_.below(2) == 0;
    config.weight = static_cast<uint32_t>(1 + random_.below(2));
    if (rules_.has_skills) {
      if (random_.below(3) == 0) config.required = skills(1, 2);
      if (random_.below(2) == 0) config.preferred = skills(2, 4);
      if (random_.below(2) == 0) config.skill_relax_us = 5 * kSecond;
    }
    if (rules_.has_extras) add_extras(config);
    return config;
  }

  void add_extras(QueueConfig& config) {
    config.aging_per_min = static_cast<uint32_t>(random_.below(3)) * 4;
    if (random_.below(3) == 0) config.overflow_us = 50 * kSecond;
    if (random_.below(3) == 0) config.overflow_at_length = 5;
    config.overflow_when_empty = random_.below(4) == 0;
    config.fewest_calls_window_us = random_.below(2) == 0 ? kHour : kMinute;
  }

  AgentConfig agent_config(uint32_t number) {
    AgentConfig config{Day::id_of(number + 1)};
    if (rules_.has_skills) config.skills = skills(3, 5);
    if (rules_.has_extras && random_.below(3) == 0) {
      config.wrap_up_us = static_cast<Micros>(random_.below(3)) * kSecond;
    }
    if (rules_.has_extras && random_.below(3) == 0) {
      config.max_no_answer = static_cast<int64_t>(random_.below(3));
    }
    return config;
  }

  // Some of the skills 1 to 4, at levels up to a greatest one.
  Skills skills(size_t count_max, uint32_t level_max) {
    Skills drawn;
    for (uint32_t skill = 1; skill <= 4 && drawn.size() < count_max; ++skill) {
      if (random_.below(2) == 0) continue;
      drawn.push_back({skill, static_cast<uint32_t>(1 + random_.below(level_max))});
    }
    return drawn;
  }

  MemberConfig member_config() {
    MemberConfig member;
    if (rules_.has_tiers) member.tier = static_cast<uint32_t>(1 + random_.below(rules_.tier_max));
    member.level = static_cast<uint32_t>(1 + random_.below(3));
    return member;
  }

  Xoshiro256 random_;
  DayRules rules_;
  uint64_t last_tag_ = 0;
};

inline const std::vector<Act> kEverydayActs{
    Act::kLogin,     Act::kLogin,     Act::kLogin,     Act::kLogout,      Act::kPause,
    Act::kReady,     Act::kReady,     Act::kReachable, Act::kUnreachable, Act::kReachable,
    Act::kReachable, Act::kReachable, Act::kBeginCall, Act::kEndCall,     Act::kEndCall,
    Act::kEndCall,   Act::kEndCall,   Act::kEndCall,   Act::kJoin,        Act::kJoin,
    Act::kJoin,      Act::kJoin,      Act::kJoin,      Act::kLeave,       Act::kPriority,
    Act::kAnswer,    Act::kAnswer,    Act::kAnswer,    Act::kAnswer,      Act::kFail,
    Act::kRinging,   Act::kConnected, Act::kConnected, Act::kConnected,   Act::kConnectFailed,
    Act::kStale,     Act::kNothing};

// With every kind of change that keeps the queues and the agents.
inline std::vector<Act> acts_of_a_restless_day() {
  std::vector<Act> acts = kEverydayActs;
  acts.insert(acts.end(), kEverydayActs.begin(), kEverydayActs.end());
  acts.insert(acts.end(), {Act::kHoldOff, Act::kHoldOff, Act::kUpdateAgent, Act::kUpdateAgent,
                           Act::kUpdateQueue, Act::kSetMember, Act::kRemoveMember});
  return acts;
}

// With agents and queues that go, and others that come in their places, and members who move.
inline std::vector<Act> acts_of_a_day_of_change() {
  std::vector<Act> acts = acts_of_a_restless_day();
  acts.insert(acts.end(), {Act::kSetMember, Act::kSetMember, Act::kRemoveMember, Act::kRemoveMember,
                           Act::kReplaceAgent, Act::kReplaceAgent, Act::kReplaceQueue,
                           Act::kRinging, Act::kRinging, Act::kFail, Act::kFail});
  return acts;
}

// Fires every timer before `when`, each at its own time; those of `when` itself are still to fire.
template <class AfterEach>
void run_before(Day& day, Micros when, AfterEach after_each) {
  while (day.engine.deadline() < when) {
    day.now = std::max(day.now, day.engine.deadline());
    day.engine.advance(day.now);
    after_each();
  }
  day.now = when;
}

// Those of `when` too.
template <class AfterEach>
void run_until(Day& day, Micros when, AfterEach after_each) {
  run_before(day, when + 1, after_each);
  day.now = when;
}

}  // namespace sivo::acd
