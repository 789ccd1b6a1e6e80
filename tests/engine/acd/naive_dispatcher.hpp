#pragma once

#include "naive_rules.hpp"

// The rules of spec/acd.md written down once more, the slow and obvious way: no index, no timer
// heap. Random draws are the engine's: what it drew is taken when the rules allow it.
namespace sivo::acd {

class NaiveDispatcher : public NaiveRules {
 public:
  // (created, outcome or 100 + reason or 200 + join result or kAsked, agent, tag); 999 = no agent.
  using Event = std::tuple<bool, int, uint32_t, uint64_t>;
  static constexpr uint32_t kNobody = 999;
  static constexpr int kAsked = 300;

  std::vector<Event> events;
  std::multimap<uint64_t, uint32_t> drawn;  // tag to agents the engine offered it to in this step
  uint32_t agent_count = 0;  // those beyond in `agents` are gone, and on a call that goes on

  void login(uint32_t a) {
    if (agents[a].presence == Presence::kLoggedOut) become_available(a);
    if (agents[a].pending == Presence::kLoggedOut) agents[a].pending = Presence::kAvailable;
    finish();
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
    set_presence(a, Presence::kLoggedOut);
    finish();
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
    set_presence(a, Presence::kPaused);
    finish();
  }
  void ready(uint32_t a) {
    Agent& agent = agents[a];
    if (agent.presence == Presence::kLoggedOut) return;
    agent.pending = Presence::kAvailable;
    if (agent.activity == Activity::kWrapUp) end_wrap_up(a, now);
    if (agent.presence == Presence::kPaused) become_available(a);
    finish();
  }
  void set_reachable(uint32_t a, bool is_reachable) {
    agents[a].is_reachable = is_reachable;
    agents[a].reachable_again = kNever;
    finish();
  }
  void begin_call(uint32_t a) {
    if (agents[a].activity == Activity::kOnCall) return;
    stop_ringing(a);
    agents[a].activity = Activity::kOnCall;
    agents[a].call_wrap_up = 0;
    finish();
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
    finish();
  }

  void join(uint32_t q, uint64_t tag, const JoinRequest& request) {
    const JoinResult result = admit(q, request);
    if (result != JoinResult::kJoined) {
      events.emplace_back(false, 200 + static_cast<int>(result), kNobody, tag);
      return;
    }
    Caller& caller = callers[tag];
    caller.tag = tag;
    caller.queue = q;
    caller.request = request;
    caller.joined = request.joined == 0 ? now : request.joined;
    caller.entered = now;
    caller.asked = request.is_let_in ? now : 0;
    caller.sequence = ++sequence;
    caller.empty_since = queues[q].is_empty ? now : 0;
    finish();
  }
  void leave(uint64_t tag) {
    drop(tag);
    finish();
  }
  void stay(uint64_t tag) {
    Caller& caller = callers[tag];
    if (!caller.is_asked_now) return;
    caller.is_asked_now = false;
    if (is_deserted(caller.queue) && grace_ends_at(caller) <= now) {
      expel(tag, LeaveReason::kNoAgents);
    } else if (wait_ends_at(caller) <= now) {
      expel(tag, LeaveReason::kTimeout);
    }
    finish();
  }
  void set_priority(uint64_t tag, int32_t priority) {
    callers[tag].request.priority = priority;
    finish();
  }
  void hold_off(uint64_t tag, Micros not_before) {
    callers[tag].not_before = not_before;
    if (is_connecting(tag)) {
      give_back(tag, OfferState::kCancelled);
    } else {
      close_all(tag, OfferState::kCancelled, false);
    }
    finish();
  }

  void answer(uint32_t a) {
    Offer* won = offer_of(a);
    if (won == nullptr || won->is_accepted) return;
    won->is_accepted = true;
    callers[won->tag].is_asked_now = false;
    won->deadline = now + kMinute;
    agents[a].activity = Activity::kOnCall;
    agents[a].call_wrap_up = 0;
    agents[a].misses = agents[a].busies = agents[a].rejects = 0;
    close_all(won->tag, OfferState::kLostRace, false);
    finish();
  }
  void fail(uint32_t a, OfferState outcome) {
    const Offer* offer = offer_of(a);
    if (offer == nullptr || offer->is_accepted) return;
    close(a, outcome);
    finish();
  }
  void ringing(uint32_t a) {
    Offer* offer = offer_of(a);
    if (offer != nullptr && now <= offer->deadline) offer->is_ringing = true;
  }
  void connected(uint64_t tag) {
    const auto offer = accepted_of(tag);
    if (offer == offers.end()) return;
    Queue& queue = queues[callers[tag].queue];
    const Micros own = agents[offer->agent].config.wrap_up_us;
    agents[offer->agent].call_wrap_up = own >= 0 ? own : queue.config.wrap_up_us;
    const bool is_member = members.count({callers[tag].queue, offer->agent}) == 1;
    if (queue.config.strategy == Strategy::kFewestCalls && is_member) {
      queue.answers.push_back({now, offer->agent, 1});
    }
    offers.erase(offer);
    callers.erase(tag);
  }
  void connect_failed(uint64_t tag) {
    if (!is_connecting(tag)) return;
    give_back(tag, OfferState::kHostError);
    finish();
  }

  void update_queue(uint32_t q, const QueueConfig& config) {
    Queue& queue = queues[q];
    const bool is_other = config.strategy != queue.config.strategy;
    queue.config = config;
    if (is_other) queue.answers.clear();
    expire_answers(q);
    checked.insert(q);
    see_emptiness();
    expel_overdue(q);
    finish();
  }
  void update_agent(uint32_t a, const AgentConfig& config) {
    agents[a].config = config;
    finish();
  }
  // With its callers; another comes in its place, without members.
  void replace_queue(uint32_t q, const QueueConfig& config) {
    std::map<uint64_t, uint64_t> in_order;
    for (const auto& [tag, caller] : callers) {
      if (caller.queue == q) in_order[caller.sequence] = tag;
    }
    for (const auto& [number, tag] : in_order) expel(tag, LeaveReason::kQueueRemoved);
    std::erase_if(members, [q](const auto& each) { return each.first.first == q; });
    finish();
    queues[q] = Queue{};
    queues[q].config = config;
    queues[q].is_empty = counts_as_empty(q);
  }
  // Its call goes on; another comes in its place, a member of no queue.
  void replace_agent(uint32_t a, const AgentConfig& config, uint32_t slot) {
    stop_ringing(a);
    set_presence(a, Presence::kLoggedOut);
    agents[a].pending = Presence::kAvailable;
    if (Offer* offer = offer_of(a)) {
      offer->agent = static_cast<uint32_t>(agents.size());
      agents.push_back(agents[a]);
    }
    for (auto& [tag, caller] : callers) caller.tried.erase(a);
    for (Queue& queue : queues) {
      std::erase_if(queue.answers, [a](const auto& answer) { return answer.agent == a; });
    }
    std::erase_if(members, [a](const auto& each) { return each.first.second == a; });
    agents[a] = Agent{};
    finish();
    agents[a].config = config;
    agents[a].slot = slot;
  }
  void set_member(uint32_t q, uint32_t a, const MemberConfig& member) {
    const auto known = members.find({q, a});
    const bool enters = known == members.end() || known->second.tier != member.tier;
    for (auto& [tier, pointer] : queues[q].last) {
      if (known != members.end() && pointer.second == a) pointer.first = member.level;
    }
    members[{q, a}] = member;
    if (enters && agents[a].presence == Presence::kAvailable) start_at_least_of_peers(q, a);
    checked.insert(q);
    finish();
  }
  void remove_member(uint32_t q, uint32_t a) {
    if (members.count({q, a}) == 0) return;
    const Offer* offer = offer_of(a);
    if (offer != nullptr && !offer->is_accepted && callers[offer->tag].queue == q) stop_ringing(a);
    members.erase({q, a});
    std::erase_if(queues[q].answers, [a](const auto& answer) { return answer.agent == a; });
    checked.insert(q);
    finish();
  }

  // Agents first, then what was due of queues, then callers, then queues that emptied just now.
  void advance() {
    std::set<uint32_t> due;
    for (uint32_t q = 0; q < queues.size(); ++q) {
      if (is_due(q)) due.insert(q);
    }
    std::multimap<uint32_t, uint32_t> by_slot;
    for (uint32_t a = 0; a < agents.size(); ++a) by_slot.emplace(agents[a].slot, a);
    for (const auto& [slot, a] : by_slot) advance_agent(a);
    see_emptiness();
    for (const uint32_t q : due) {
      expire_answers(q);
      expel_from_empty(q);
    }
    std::map<uint64_t, uint64_t> in_order;
    for (const auto& [tag, caller] : callers) in_order[caller.sequence] = tag;
    for (const auto& [number, tag] : in_order) {
      if (!is_connecting(tag)) expel_if_overdue(tag);
    }
    finish();
  }

 private:
  std::set<uint32_t> checked;  // queues whose members or rules changed in this step
  uint64_t sequence = 0;

  JoinResult admit(uint32_t q, const JoinRequest& request) const {
    const QueueConfig& config = queues[q].config;
    const bool has_present = members_who(q, false) > 0;
    const uint32_t length = waiting(q);
    if (request.is_guaranteed || request.is_let_in) return JoinResult::kJoined;
    if (config.overflow_at_length > 0 && length >= config.overflow_at_length) {
      return JoinResult::kOverflow;
    }
    if (config.overflow_when_empty && !has_present) return JoinResult::kOverflow;
    if (config.max_length > 0 && length >= config.max_length) return JoinResult::kFull;
    const bool has_somebody = members_who(q, config.join_empty == EmptyRule::kNo) > 0;
    if (config.join_empty == EmptyRule::kYes || has_somebody) return JoinResult::kJoined;
    return JoinResult::kNoAgents;
  }

  void advance_agent(uint32_t a) {
    Agent& agent = agents[a];
    if (!agent.is_reachable && agent.reachable_again <= now) {
      agent.is_reachable = true;
      agent.reachable_again = kNever;
    }
    const Offer* offer = offer_of(a);
    if (offer != nullptr && ends_at(*offer) <= now) {
      if (offer->is_accepted) {
        give_back(offer->tag, OfferState::kHostError);
      } else {
        close(a, is_host_silent(*offer) ? OfferState::kHostError : OfferState::kNoAnswer);
      }
    }
    if (agent.activity == Activity::kWrapUp && agent.wrap_up_until <= now) {
      end_wrap_up(a, agent.wrap_up_until);
    }
  }

  void set_presence(uint32_t a, Presence presence) {
    if (agents[a].presence == presence) return;
    agents[a].presence = presence;
    for (const auto& [place, member] : members) {
      if (place.second != a) continue;
      checked.insert(place.first);
      if (presence == Presence::kAvailable) start_at_least_of_peers(place.first, a);
    }
  }
  void start_at_least_of_peers(uint32_t q, uint32_t a) {
    if (queues[q].config.strategy != Strategy::kFewestCalls) return;
    const uint32_t tier = members[{q, a}].tier;
    uint32_t least = UINT32_MAX;
    for (const auto& [place, member] : members) {
      const auto& [queue, other] = place;
      if (queue != q || other == a || member.tier != tier) continue;
      if (agents[other].presence != Presence::kAvailable) continue;
      least = std::min(least, answered(q, other));
    }
    const uint32_t own = answered(q, a);
    if (least != UINT32_MAX && own < least) queues[q].answers.push_back({now, a, least - own});
  }
  void expire_answers(uint32_t q) {
    std::erase_if(queues[q].answers, [&](const Queue::Answer& answer) {
      return answer.at + queues[q].config.fewest_calls_window_us <= now;
    });
  }
  void become_available(uint32_t a) {
    set_presence(a, Presence::kAvailable);
    agents[a].idle_since = now;
    agents[a].misses = agents[a].busies = agents[a].rejects = 0;
  }
  void end_wrap_up(uint32_t a, Micros at) {
    agents[a].activity = Activity::kIdle;
    agents[a].wrap_up_until = 0;
    agents[a].idle_since = at;
  }
  void apply_pending(uint32_t a) {
    if (agents[a].pending != Presence::kAvailable) set_presence(a, agents[a].pending);
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
  void give_back(uint64_t tag, OfferState outcome) {
    const uint32_t a = accepted_of(tag)->agent;
    close(a, outcome);
    apply_pending(a);
    see_emptiness();
    callers[tag].empty_since = queues[callers[tag].queue].is_empty ? now : 0;
    expel_if_overdue(tag);
  }
  void drop(uint64_t tag) {
    close_all(tag, OfferState::kCancelled, true);
    callers.erase(tag);
  }
  void expel(uint64_t tag, LeaveReason reason) {
    drop(tag);
    events.emplace_back(false, 100 + static_cast<int>(reason), kNobody, tag);
  }
  void ask(uint64_t tag) {
    callers[tag].asked = now;
    callers[tag].is_asked_now = true;
    events.emplace_back(false, kAsked, kNobody, tag);
  }
  // Overflow goes first when both are due at once; later, by which came first.
  void expel_if_overdue(uint64_t tag) {
    Caller& caller = callers[tag];
    if (caller.is_asked_now) return;
    const Micros overflow = overflows_at(caller);
    const Micros end = wait_ends_at(caller);
    if (overflow <= now && overflow <= end) {
      if (has_reason_to_overflow(caller)) return ask(tag);
      caller.asked = 0;
    }
    if (end <= now) expel(tag, LeaveReason::kTimeout);
  }
  void expel_overdue(uint32_t q) {
    for (const uint64_t tag : line()) {
      if (callers[tag].queue == q && !is_connecting(tag)) expel_if_overdue(tag);
    }
  }
  void see_emptiness() {
    for (uint32_t q = 0; q < queues.size(); ++q) {
      const bool is_empty = counts_as_empty(q);
      if (is_empty && !queues[q].is_empty) queues[q].empty_since = now;
      queues[q].is_empty = is_empty;
    }
  }
  void expel_from_empty(uint32_t q) {
    for (const uint64_t tag : line()) {
      if (callers[tag].queue != q || emptied_out_at(callers[tag]) > now) continue;
      if (is_to_be_asked(callers[tag])) {
        ask(tag);
      } else {
        expel(tag, LeaveReason::kNoAgents);
      }
    }
  }

  void close(uint32_t a, OfferState outcome) {
    const Offer offer = *offer_of(a);
    offers.erase(offers.begin() + (offer_of(a) - offers.data()));
    Caller& caller = callers[offer.tag];
    const QueueConfig& config = config_of(caller);
    Agent& agent = agents[a];
    agent.activity = Activity::kIdle;
    events.emplace_back(false, static_cast<int>(outcome), std::min(a, agent_count), offer.tag);
    const auto punish = [&](Micros delay, uint32_t& counter, int64_t limit) {
      agent.delay_until = now + std::max(delay, kSecond);
      if (++counter >= limit && limit > 0) set_presence(a, Presence::kPaused);
    };
    if (outcome == OfferState::kNoAnswer) {
      const int64_t own = agent.config.max_no_answer;
      punish(config.no_answer_delay_us, agent.misses, own < 0 ? config.max_no_answer : own);
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

  // The first, or with random the one the engine drew, if it is as good.
  Candidate one_of(const std::vector<Candidate>& best, const Caller& caller) {
    const Candidate& first = best.front();
    if (config_of(caller).strategy != Strategy::kRandom) return first;
    for (const Candidate& each : best) {
      const bool is_equal = std::tie(each.tier, each.lacks_preferred, each.level) ==
                            std::tie(first.tier, first.lacks_preferred, first.level);
      const auto [from, to] = drawn.equal_range(caller.tag);
      const bool is_drawn =
          std::any_of(from, to, [&](const auto& offered) { return offered.second == each.agent; });
      if (is_equal && is_drawn) return each;
    }
    return first;
  }

  bool offer_somebody(uint64_t tag) {
    Caller& caller = callers[tag];
    const QueueConfig& config = config_of(caller);
    if (is_connecting(tag) || caller.not_before > now || caller.is_asked_now) return false;
    if (caller.retry_at > now) return false;
    if (config.strategy != Strategy::kRingAll && is_ringing(tag)) return false;
    std::vector<Candidate> all = candidates(caller);
    std::vector<Candidate> untried = all;
    std::erase_if(untried, [&caller](const Candidate& candidate) {
      return caller.tried.count(candidate.agent) == 1;
    });
    if (untried.empty()) {
      if (all.empty() || is_ringing(tag)) return false;
      caller.tried.clear();
    }
    const Candidate chosen = one_of(untried.empty() ? all : untried, caller);
    agents[chosen.agent].activity = Activity::kOffered;
    offers.push_back({chosen.agent, tag, now + config.ring_us, false, false});
    if (config.strategy == Strategy::kRoundRobin) {
      queues[caller.queue].last[chosen.tier] = {chosen.level, chosen.agent};
    }
    events.emplace_back(true, -1, chosen.agent, tag);
    return true;
  }

  void finish() {
    see_emptiness();
    for (const uint32_t q : checked) expel_from_empty(q);
    checked.clear();
    for (bool has_offered = true; has_offered;) {
      has_offered = false;
      for (const uint64_t tag : line()) {
        has_offered = offer_somebody(tag);
        if (has_offered) break;
      }
    }
  }
};

}  // namespace sivo::acd
