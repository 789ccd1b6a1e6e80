#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "engine/acd/types.hpp"

// The rules of spec/acd.md written down once more, the slow and obvious way: no index, no timer
// heap, everything is looked for. For ring-all, longest-idle, round-robin and top-down, without the
// rules for empty and full queues. Agents, queues are numbers, callers are tags.
namespace sivo::acd {

class NaiveDispatcher {
 public:
  struct Agent {
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
  };
  struct Offer {
    uint32_t agent = 0;
    uint64_t tag = 0;
    Micros deadline = 0;
    bool is_accepted = false;
  };
  struct Caller {
    uint32_t queue = 0;
    int32_t priority = 0;
    Micros joined = 0;
    uint64_t sequence = 0;
    Micros max_wait = 0;
    std::set<uint32_t> tried;
    Micros retry_at = 0;
    uint32_t failures = 0;
  };
  // (created, outcome or -1, agent, tag); a caller that timed out has agent 999.
  using Event = std::tuple<bool, int, uint32_t, uint64_t>;

  std::vector<QueueConfig> queues;
  std::vector<Agent> agents;
  std::map<std::pair<uint32_t, uint32_t>, MemberConfig> members;  // (queue, agent)
  std::vector<Event> events;
  Micros now = 0;

  void login(uint32_t a) {
    if (agents[a].presence == Presence::kLoggedOut) become_available(a);
    if (agents[a].pending == Presence::kLoggedOut) agents[a].pending = Presence::kAvailable;
    dispatch();
  }
  void logout(uint32_t a) {
    Agent& agent = agents[a];
    if (agent.presence == Presence::kLoggedOut) return;
    if (agent.activity == Activity::kOnCall) {
      agent.pending = Presence::kLoggedOut;
      return;
    }
    stop_ringing(a);
    if (agent.activity == Activity::kWrapUp) end_wrap_up(a, now);
    agent.presence = Presence::kLoggedOut;
    dispatch();
  }
  void pause(uint32_t a) {
    Agent& agent = agents[a];
    if (agent.presence == Presence::kLoggedOut) return;
    if (agent.activity == Activity::kOnCall) {
      const bool is_paused = agent.presence == Presence::kPaused;
      agent.pending = is_paused ? Presence::kAvailable : Presence::kPaused;
      return;
    }
    stop_ringing(a);
    agent.presence = Presence::kPaused;
    dispatch();
  }
  void ready(uint32_t a) {
    Agent& agent = agents[a];
    if (agent.presence == Presence::kLoggedOut) return;
    agent.pending = Presence::kAvailable;
    if (agent.activity == Activity::kWrapUp) end_wrap_up(a, now);
    if (agent.presence == Presence::kPaused) become_available(a);
    dispatch();
  }
  void set_reachable(uint32_t a, bool is_reachable) {
    agents[a].is_reachable = is_reachable;
    agents[a].reachable_again = kNever;
    dispatch();
  }
  void begin_call(uint32_t a) {
    if (agents[a].activity == Activity::kOnCall) return;
    stop_ringing(a);
    agents[a].activity = Activity::kOnCall;
    agents[a].call_wrap_up = 0;
    dispatch();
  }
  void end_call(uint32_t a, Micros wrap_up) {
    Agent& agent = agents[a];
    if (agent.activity != Activity::kOnCall) return;
    if (const Offer* offer = offer_of(a)) return connect_failed(offer->tag);
    const Micros until = std::max(now + std::max(agent.call_wrap_up, wrap_up), agent.wrap_up_until);
    agent.call_wrap_up = 0;
    agent.wrap_up_until = 0;
    agent.activity = Activity::kIdle;
    agent.idle_since = now;
    apply_pending(a);
    if (until > now && agent.presence != Presence::kLoggedOut) {
      agent.activity = Activity::kWrapUp;
      agent.wrap_up_until = until;
    }
    dispatch();
  }

  void join(uint32_t queue, uint64_t tag, const JoinRequest& request) {
    Caller& caller = callers[tag];
    caller.queue = queue;
    caller.priority = request.priority;
    caller.joined = request.joined == 0 ? now : request.joined;
    caller.sequence = ++sequence;
    caller.max_wait = request.max_wait_us < 0 ? queues[queue].max_wait_us : request.max_wait_us;
    dispatch();
  }
  void leave(uint64_t tag) {
    drop(tag);
    dispatch();
  }
  void set_priority(uint64_t tag, int32_t priority) { callers[tag].priority = priority; }

  void answer(uint32_t a) {
    Offer* won = offer_of(a);
    if (won == nullptr || won->is_accepted) return;
    won->is_accepted = true;
    won->deadline = now + kMinute;
    agents[a].activity = Activity::kOnCall;
    agents[a].call_wrap_up = 0;
    agents[a].misses = agents[a].busies = agents[a].rejects = 0;
    const uint64_t tag = won->tag;
    close_all(tag, OfferState::kLostRace, false);
    dispatch();
  }
  void fail(uint32_t a, OfferState outcome) {
    const Offer* offer = offer_of(a);
    if (offer == nullptr || offer->is_accepted) return;
    close(a, outcome);
    dispatch();
  }
  void connected(uint64_t tag) {
    const auto offer = accepted_of(tag);
    if (offer == offers.end()) return;
    agents[offer->agent].call_wrap_up = queues[callers[tag].queue].wrap_up_us;
    offers.erase(offer);
    callers.erase(tag);
  }
  void connect_failed(uint64_t tag) {
    const auto offer = accepted_of(tag);
    if (offer == offers.end()) return;
    const uint32_t a = offer->agent;
    close(a, OfferState::kHostError);
    apply_pending(a);
    time_out(tag);
    dispatch();
  }

  Micros deadline() const {
    Micros due = kNever;
    const auto consider = [&due](Micros at) { due = std::min(due, at); };
    for (const Agent& agent : agents) {
      if (!agent.is_reachable) consider(agent.reachable_again);
      if (agent.activity == Activity::kWrapUp) consider(agent.wrap_up_until);
      if (agent.delay_until > now) consider(agent.delay_until);
    }
    for (const Offer& offer : offers) consider(offer.deadline);
    for (const auto& [tag, caller] : callers) {
      if (is_connecting(tag)) continue;
      if (caller.max_wait > 0) consider(caller.joined + caller.max_wait);
      if (caller.retry_at > now) consider(caller.retry_at);
      for (uint32_t tier = 2; tier <= 4; ++tier) {
        const Micros at = tier_opens_at(caller, tier);
        if (at > now) consider(at);
      }
    }
    return std::max(due, now);
  }

  void advance() {
    for (uint32_t a = 0; a < agents.size(); ++a) {
      Agent& agent = agents[a];
      if (!agent.is_reachable && agent.reachable_again <= now) set_back(a);
      const Offer* offer = offer_of(a);
      if (offer != nullptr && offer->deadline <= now) {
        const bool is_accepted = offer->is_accepted;
        const uint64_t tag = offer->tag;
        close(a, is_accepted ? OfferState::kHostError : OfferState::kNoAnswer);
        if (is_accepted) apply_pending(a), time_out(tag);
      }
      if (agent.activity == Activity::kWrapUp && agent.wrap_up_until <= now) {
        end_wrap_up(a, agent.wrap_up_until);
      }
    }
    std::map<uint64_t, uint64_t> in_order;
    for (const auto& [tag, caller] : callers) in_order[caller.sequence] = tag;
    for (const auto& [number, tag] : in_order) {
      if (!is_connecting(tag)) time_out(tag);
    }
    dispatch();
  }

 private:
  std::map<uint64_t, Caller> callers;
  std::vector<Offer> offers;                                                    // oldest first
  std::map<std::pair<uint32_t, uint32_t>, std::pair<uint32_t, uint32_t>> last;  // (queue, tier)
  uint64_t sequence = 0;

  void set_back(uint32_t a) {
    agents[a].is_reachable = true;
    agents[a].reachable_again = kNever;
  }
  void become_available(uint32_t a) {
    agents[a].presence = Presence::kAvailable;
    agents[a].idle_since = now;
    agents[a].misses = agents[a].busies = agents[a].rejects = 0;
  }
  void end_wrap_up(uint32_t a, Micros at) {
    agents[a].activity = Activity::kIdle;
    agents[a].wrap_up_until = 0;
    agents[a].idle_since = at;
  }
  void apply_pending(uint32_t a) {
    if (agents[a].pending != Presence::kAvailable) agents[a].presence = agents[a].pending;
    agents[a].pending = Presence::kAvailable;
  }
  void stop_ringing(uint32_t a) {
    if (agents[a].activity == Activity::kOffered) close(a, OfferState::kCancelled);
  }

  Offer* offer_of(uint32_t a) {
    for (Offer& offer : offers) {
      if (offer.agent == a) return &offer;
    }
    return nullptr;
  }
  std::vector<Offer>::iterator accepted_of(uint64_t tag) {
    return std::find_if(offers.begin(), offers.end(), [tag](const Offer& offer) {
      return offer.tag == tag && offer.is_accepted;
    });
  }
  bool is_connecting(uint64_t tag) const {
    return std::any_of(offers.begin(), offers.end(),
                       [tag](const Offer& offer) { return offer.tag == tag && offer.is_accepted; });
  }
  bool is_ringing(uint64_t tag) const {
    return std::any_of(offers.begin(), offers.end(),
                       [tag](const Offer& offer) { return offer.tag == tag; });
  }

  void close_all(uint64_t tag, OfferState outcome, bool also_accepted) {
    for (size_t i = 0; i < offers.size();) {
      if (offers[i].tag == tag && !offers[i].is_accepted) {
        close(offers[i].agent, outcome);
      } else {
        ++i;
      }
    }
    const auto accepted = accepted_of(tag);
    if (!also_accepted || accepted == offers.end()) return;
    const uint32_t a = accepted->agent;
    close(a, outcome);
    apply_pending(a);
  }
  void drop(uint64_t tag) {
    close_all(tag, OfferState::kCancelled, true);
    callers.erase(tag);
  }
  void time_out(uint64_t tag) {
    const Caller& caller = callers[tag];
    if (caller.max_wait == 0 || caller.joined + caller.max_wait > now) return;
    drop(tag);
    events.emplace_back(false, -1, 999, tag);
  }

  void close(uint32_t a, OfferState outcome) {
    const Offer offer = *offer_of(a);
    offers.erase(offers.begin() + (offer_of(a) - offers.data()));
    Caller& caller = callers[offer.tag];
    const QueueConfig& config = queues[caller.queue];
    Agent& agent = agents[a];
    agent.activity = Activity::kIdle;
    events.emplace_back(false, static_cast<int>(outcome), a, offer.tag);
    const auto punish = [&](Micros delay, uint32_t& counter, uint32_t limit) {
      agent.delay_until = now + std::max(delay, kSecond);
      if (++counter >= limit && limit > 0) agent.presence = Presence::kPaused;
    };
    if (outcome == OfferState::kNoAnswer) {
      punish(config.no_answer_delay_us, agent.misses, config.max_no_answer);
      if (config.missed_moves_to_end) agent.idle_since = now;
    }
    if (outcome == OfferState::kBusy) punish(config.busy_delay_us, agent.busies, config.max_busy);
    if (outcome == OfferState::kRejected) {
      punish(config.reject_delay_us, agent.rejects, config.max_reject);
    }
    if (outcome == OfferState::kUnreachable) {
      agent.is_reachable = false;
      agent.reachable_again = now + std::max(config.unreachable_delay_us, kSecond);
    }
    if (outcome != OfferState::kCancelled && outcome != OfferState::kLostRace) {
      caller.tried.insert(a);
    }
    if (outcome == OfferState::kHostError && ++caller.failures > 1) caller.retry_at = now + kSecond;
  }

  Micros tier_opens_at(const Caller& caller, uint32_t tier) const {
    const QueueConfig& config = queues[caller.queue];
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

  // (tier, behind the round-robin pointer or not, idle since, level, agent) of those who may serve.
  using Candidate = std::tuple<uint32_t, bool, Micros, uint32_t, uint32_t>;
  std::vector<Candidate> candidates(const Caller& caller) const {
    std::vector<Candidate> found;
    const Strategy strategy = queues[caller.queue].strategy;
    for (const auto& [place, member] : members) {
      const auto& [queue, a] = place;
      if (queue != caller.queue || !is_ready(agents[a]) || !is_open(caller, member.tier)) continue;
      bool is_behind = false;
      const auto pointer = last.find({queue, member.tier});
      if (strategy == Strategy::kRoundRobin && pointer != last.end()) {
        is_behind = std::pair{member.level, a} <= pointer->second;
      }
      const Micros idle = strategy == Strategy::kLongestIdle ? agents[a].idle_since : 0;
      found.emplace_back(member.tier, is_behind, idle, member.level, a);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  bool offer_somebody(uint64_t tag) {
    Caller& caller = callers[tag];
    const QueueConfig& config = queues[caller.queue];
    if (is_connecting(tag)) return false;
    if (config.strategy != Strategy::kRingAll && is_ringing(tag)) return false;
    const std::vector<Candidate> all = candidates(caller);
    auto chosen = std::find_if(all.begin(), all.end(), [&caller](const Candidate& candidate) {
      return caller.tried.count(std::get<4>(candidate)) == 0;
    });
    if (chosen == all.end()) {
      if (all.empty() || is_ringing(tag) || caller.retry_at > now) return false;
      caller.tried.clear();
      chosen = all.begin();
    }
    const auto [tier, is_behind, idle, level, a] = *chosen;
    agents[a].activity = Activity::kOffered;
    offers.push_back({a, tag, now + config.ring_us, false});
    last[{caller.queue, tier}] = {level, a};
    events.emplace_back(true, -1, a, tag);
    return true;
  }

  void dispatch() {
    using Key = std::tuple<int64_t, int64_t, Micros, uint64_t, uint64_t>;
    for (bool has_offered = true; has_offered;) {
      has_offered = false;
      std::set<Key> line;
      for (const auto& [tag, caller] : callers) {
        const int64_t weight = queues[caller.queue].weight;
        line.emplace(-int64_t{caller.priority}, -weight, caller.joined, caller.sequence, tag);
      }
      for (const Key& key : line) {
        has_offered = offer_somebody(std::get<4>(key));
        if (has_offered) break;
      }
    }
  }
};

}  // namespace sivo::acd
