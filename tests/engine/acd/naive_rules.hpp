#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "engine/acd/types.hpp"

// The facts and the questions of the naive dispatcher: who may serve whom, in which order, and when
// does what fall due. Everything is looked for. Agents and queues are numbers, callers are tags.
namespace sivo::acd {

struct NaiveRules {
  struct Agent {
    AgentConfig config;
    Presence presence = Presence::kLoggedOut;
    Presence pending = Presence::kAvailable;
    Activity activity = Activity::kIdle;
    bool is_reachable = true;
    Micros reachable_again = kNever;
    Micros idle_since = 0;
    Micros wrap_up_until = 0;
    Micros delay_until = 0;
    Micros call_wrap_up = 0;
    uint32_t misses = 0, busies = 0, rejects = 0;
    uint32_t slot = 0;  // in the engine: of several at one instant the least goes first
  };
  struct Offer {
    uint32_t agent = 0;
    uint64_t tag = 0;
    Micros deadline = 0;
    bool is_accepted = false;
    bool is_ringing = false;
  };
  struct Caller {
    uint64_t tag = 0;
    uint32_t queue = 0;
    JoinRequest request;
    Micros joined = 0;
    Micros entered = 0;
    Micros asked = 0;           // when the overflow last asked for him; 0 = never, or long past
    bool is_asked_now = false;  // and the answer is awaited
    uint64_t sequence = 0;
    Micros empty_since = 0;
    std::set<uint32_t> tried;
    Micros retry_at = 0;
    Micros not_before = 0;
    uint32_t failures = 0;
  };
  struct Queue {
    QueueConfig config;
    bool is_empty = false;
    Micros empty_since = 0;
    struct Answer {
      Micros at;
      uint32_t agent;
      uint32_t weight;
    };
    std::vector<Answer> answers;  // fewest-calls
    std::map<uint32_t, std::pair<uint32_t, uint32_t>>
        last{};  // round-robin: tier to (level, agent)
  };

  std::vector<Queue> queues;
  std::vector<Agent> agents;
  std::map<std::pair<uint32_t, uint32_t>, MemberConfig> members;  // (queue, agent)
  std::map<uint64_t, Caller> callers;
  std::vector<Offer> offers;  // oldest first
  Micros now = 0;
  bool are_ringing_reports_expected = false;
  static constexpr uint32_t kTierMax = 12;

  const QueueConfig& config_of(const Caller& caller) const { return queues[caller.queue].config; }

  bool is_connecting(uint64_t tag) const {
    return std::any_of(offers.begin(), offers.end(),
                       [tag](const Offer& offer) { return offer.tag == tag && offer.is_accepted; });
  }
  bool is_ringing(uint64_t tag) const {
    return std::any_of(offers.begin(), offers.end(),
                       [tag](const Offer& offer) { return offer.tag == tag; });
  }
  uint32_t waiting(uint32_t queue) const {
    uint32_t count = 0;
    for (const auto& [tag, caller] : callers) count += caller.queue == queue && !is_connecting(tag);
    return count;
  }
  uint32_t members_who(uint32_t queue, bool also_paused) const {
    uint32_t count = 0;
    for (const auto& [place, member] : members) {
      const Presence presence = agents[place.second].presence;
      count += place.first == queue &&
               (presence == Presence::kAvailable || (also_paused && presence == Presence::kPaused));
    }
    return count;
  }

  // Skills.
  static bool has(const Skills& skills, uint32_t skill, uint32_t level) {
    return level == 0 || std::any_of(skills.begin(), skills.end(), [&](const SkillLevel& each) {
             return each.skill == skill && each.level >= level;
           });
  }
  static bool has_all(const Skills& skills, const Skills& needed, Micros relaxed) {
    return std::all_of(needed.begin(), needed.end(), [&](const SkillLevel& need) {
      return has(skills, need.skill,
                 static_cast<uint32_t>(std::max<Micros>(need.level - relaxed, 0)));
    });
  }
  bool may_serve(uint32_t a, const Caller& caller) const {
    const Skills& skills = agents[a].config.skills;
    const QueueConfig& config = config_of(caller);
    if (!has_all(skills, config.required, 0)) return false;
    if (!has_all(skills, caller.request.required, 0)) return false;
    if (config.skill_relax_us == 0) return true;
    return has_all(skills, config.preferred, (now - caller.joined) / config.skill_relax_us);
  }
  bool is_preferred(uint32_t a, const Caller& caller) const {
    const QueueConfig& config = config_of(caller);
    return config.skill_relax_us > 0 || has_all(agents[a].config.skills, config.preferred, 0);
  }

  // Tiers.
  Micros tier_opens_at(const Caller& caller, uint32_t tier) const {
    const QueueConfig& config = config_of(caller);
    return caller.joined + config.tier_wait_us * (config.tier_wait_multiply ? tier - 1 : 1);
  }
  bool is_open(const Caller& caller, uint32_t tier) const {
    if (tier == 1 || tier_opens_at(caller, tier) <= now) return true;
    for (const auto& [place, member] : members) {
      const bool is_lower = place.first == caller.queue && member.tier < tier;
      if (is_lower && agents[place.second].presence == Presence::kAvailable) return false;
    }
    return true;
  }
  bool is_ready(const Agent& agent) const {
    return agent.presence == Presence::kAvailable && agent.activity == Activity::kIdle &&
           agent.is_reachable && agent.delay_until <= now;
  }
  uint32_t answered(uint32_t queue, uint32_t a) const {
    uint32_t sum = 0;
    for (const Queue::Answer& answer : queues[queue].answers) {
      if (answer.agent == a) sum += answer.weight;
    }
    return sum;
  }

  struct Candidate {
    uint32_t tier = 0;
    bool lacks_preferred = false;
    bool is_behind = false;  // the round-robin pointer
    Micros rank = 0;
    uint32_t level = 0;
    uint32_t agent = 0;
    friend auto operator<=>(const Candidate&, const Candidate&) = default;
  };
  std::vector<Candidate> candidates(const Caller& caller) const {
    std::vector<Candidate> found;
    const Queue& queue = queues[caller.queue];
    const Strategy strategy = queue.config.strategy;
    for (const auto& [place, member] : members) {
      const uint32_t a = place.second;
      if (place.first != caller.queue || !is_ready(agents[a]) || !is_open(caller, member.tier)) {
        continue;
      }
      if (!may_serve(a, caller)) continue;
      Candidate candidate{member.tier, !is_preferred(a, caller), false, 0, member.level, a};
      const auto pointer = queue.last.find(member.tier);
      if (strategy == Strategy::kRoundRobin && pointer != queue.last.end()) {
        candidate.is_behind = std::pair{member.level, a} <= pointer->second;
      }
      if (strategy == Strategy::kLongestIdle) candidate.rank = agents[a].idle_since;
      if (strategy == Strategy::kFewestCalls) candidate.rank = answered(caller.queue, a);
      found.push_back(candidate);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  // Order of the callers, over all queues: effective priority in 60-millionths of a point, weight,
  // joined, sequence.
  std::vector<uint64_t> line() const {
    using Key = std::tuple<int64_t, int64_t, Micros, uint64_t, uint64_t>;
    std::set<Key> keys;
    for (const auto& [tag, caller] : callers) {
      const QueueConfig& config = config_of(caller);
      const int64_t points =
          caller.request.priority * kMinute + int64_t{config.aging_per_min} * (now - caller.joined);
      keys.emplace(-points, -int64_t{config.weight}, caller.joined, caller.sequence, tag);
    }
    std::vector<uint64_t> tags;
    for (const Key& key : keys) tags.push_back(std::get<4>(key));
    return tags;
  }

  uint32_t place(const Caller& of) const {
    uint32_t ahead = 0;
    for (const uint64_t tag : line()) {
      if (tag == of.tag) break;
      ahead += callers.at(tag).queue == of.queue && !is_connecting(tag);
    }
    return ahead + 1;
  }

  bool is_host_silent(const Offer& offer) const {
    return !offer.is_accepted && are_ringing_reports_expected && !offer.is_ringing;
  }
  Micros ends_at(const Offer& offer) const {
    return offer.deadline + (is_host_silent(offer) ? 5 * kSecond : 0);
  }

  // Limits.
  Micros overflows_at(const Caller& caller) const {
    if (caller.request.is_guaranteed) return kNever;
    if (caller.asked != 0) return caller.asked + kOverflowRetry;
    const Micros limit = config_of(caller).overflow_us;
    return limit == 0 ? kNever : caller.entered + limit;
  }
  bool has_reason_to_overflow(const Caller& caller) const {
    const QueueConfig& config = config_of(caller);
    const bool is_long = config.overflow_us > 0 && caller.entered + config.overflow_us <= now;
    const bool is_alone = config.overflow_when_empty && members_who(caller.queue, false) == 0;
    const bool is_far = config.overflow_at_length > 0 && place(caller) > config.overflow_at_length;
    return is_long || is_alone || is_far;
  }
  Micros wait_ends_at(const Caller& caller) const {
    const Micros own = caller.request.max_wait_us;
    const Micros limit = own < 0 ? config_of(caller).max_wait_us : own;
    return limit == 0 ? kNever : caller.joined + limit;
  }
  // Nobody may stay.
  bool is_deserted(uint32_t q) const {
    const QueueConfig& config = queues[q].config;
    if (config.leave_when_empty == EmptyRule::kYes) return false;
    return members_who(q, config.leave_when_empty == EmptyRule::kNo) == 0;
  }
  bool counts_as_empty(uint32_t q) const {
    if (queues[q].config.overflow_when_empty) return members_who(q, false) == 0;
    return is_deserted(q);
  }
  Micros grace_ends_at(const Caller& caller) const {
    const Queue& queue = queues[caller.queue];
    if (!queue.is_empty || caller.request.is_guaranteed || is_connecting(caller.tag)) return kNever;
    return std::max(queue.empty_since, caller.empty_since) + queue.config.empty_grace_us;
  }
  // Once the grace is over: asked for, where there is an overflow and it has not happened since;
  // else out, where nobody may stay.
  bool is_to_be_asked(const Caller& caller) const {
    const bool was_asked = caller.asked != 0 && caller.asked >= grace_ends_at(caller);
    return config_of(caller).overflow_when_empty && !was_asked;
  }
  Micros emptied_out_at(const Caller& caller) const {
    if (caller.is_asked_now) return kNever;
    const bool concerns_him = is_to_be_asked(caller) || is_deserted(caller.queue);
    return concerns_him ? grace_ends_at(caller) : kNever;
  }
  bool is_due(uint32_t q) const {
    const Queue& queue = queues[q];
    if (!queue.answers.empty() &&
        queue.answers.front().at + queue.config.fewest_calls_window_us <= now) {
      return true;
    }
    return std::any_of(callers.begin(), callers.end(), [&](const auto& each) {
      return each.second.queue == q && emptied_out_at(each.second) <= now;
    });
  }

  Micros deadline() const {
    Micros due = kNever;
    const auto consider = [&due](Micros at) { due = std::min(due, at); };
    const auto consider_future = [&](Micros at) { consider(at > now ? at : kNever); };
    for (const Agent& agent : agents) {
      if (!agent.is_reachable) consider(agent.reachable_again);
      if (agent.activity == Activity::kWrapUp) consider(agent.wrap_up_until);
      consider_future(agent.delay_until);
    }
    for (const Offer& offer : offers) consider(ends_at(offer));
    for (const Queue& queue : queues) {
      if (queue.answers.empty()) continue;
      consider(queue.answers.front().at + queue.config.fewest_calls_window_us);
    }
    for (const auto& [tag, caller] : callers) {
      if (is_connecting(tag)) continue;
      if (!caller.is_asked_now) consider(overflows_at(caller));
      if (!caller.is_asked_now) consider(wait_ends_at(caller));
      consider(emptied_out_at(caller));
      consider_future(caller.retry_at);
      consider_future(caller.not_before);
      for (uint32_t tier = 2; tier <= kTierMax; ++tier) {
        consider_future(tier_opens_at(caller, tier));
      }
      const Micros step = config_of(caller).skill_relax_us;
      if (step == 0) continue;
      const Micros steps = (now - caller.joined) / step;
      if (steps < kSkillLevelMax) consider_future(caller.joined + (steps + 1) * step);
    }
    return std::max(due, now);
  }
};

}  // namespace sivo::acd
