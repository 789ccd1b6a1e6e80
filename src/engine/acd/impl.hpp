#pragma once

#include <cstdint>
#include <vector>

#include "base/ordered_index.hpp"
#include "base/prng.hpp"
#include "base/timer_heap.hpp"
#include "engine/acd/engine.hpp"
#include "engine/acd/model.hpp"

namespace sivo::acd {

// The state of the engine. A public call changes facts, which mark what they may have made possible
// (fresh agents, dirty queues); finish() then matches callers and agents until nothing is left to
// do. One file per concern: config, agents, callers, skills, overflow, estimate, offers, ready,
// dispatch, timers, restore, check.
class Engine::Impl {
 public:
  explicit Impl(uint64_t seed) : random(seed) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // One public call: after it the engine has settled again.
  template <class Change>
  void step(Micros now, Change change) {
    SIVO_ASSERT(now >= time && timers.earliest() >= now);
    time = now;
    change();
    finish();
  }
  void finish();

  // config.cpp
  uint32_t add_queue(const QueueConfig& config);
  void update_queue(uint32_t queue, const QueueConfig& config);
  void change_strategy(uint32_t queue, Strategy strategy);
  void remove_queue(uint32_t queue);
  uint32_t add_agent(const AgentConfig& config);
  void update_agent(uint32_t agent, const AgentConfig& config);
  void remove_agent(uint32_t agent);
  void release_agent(uint32_t agent);
  void set_member(uint32_t queue, uint32_t agent, const MemberConfig& config);
  void remove_member(uint32_t queue, uint32_t agent);
  uint32_t find_member(uint32_t queue, uint32_t agent) const;
  void add_member(uint32_t queue, uint32_t agent, const MemberConfig& config);
  void move_member(uint32_t member, const MemberConfig& config);
  void drop_member(uint32_t member);
  uint32_t tier_index(const QueueSlot& queue, uint32_t number) const;  // kNone when there is none
  void make_tier(uint32_t queue, uint32_t number);
  void enter_tier(uint32_t member);
  void leave_tier(uint32_t member);

  // agents.cpp
  void login(uint32_t agent);
  void logout(uint32_t agent);
  void pause(uint32_t agent);
  void ready(uint32_t agent);
  void set_reachable(uint32_t agent, bool is_reachable);
  void begin_call(uint32_t agent);
  void end_call(uint32_t agent, Micros wrap_up_us);
  void end_wrap_up(uint32_t agent, Micros at);
  void set_presence(uint32_t agent, Presence presence);
  void apply_pending(uint32_t agent);
  void become_available(uint32_t agent);
  void cancel_ring(uint32_t agent);
  void count_presence(uint32_t member, Presence presence, int change);
  void touch_agent(uint32_t agent);
  void agent_changed(uint32_t agent);  // a fact of the status changed: output, index, timer
  void agent_updated(uint32_t agent);  // another fact changed: index, timer

  // callers.cpp
  Joined join(uint32_t queue, const JoinRequest& request);
  void leave(uint32_t caller, LeaveReason reason);
  void set_priority(uint32_t caller, int32_t priority);
  void hold_off(uint32_t caller, Micros not_before);
  uint32_t position(uint32_t caller) const;
  void link_caller(uint32_t caller);
  void unlink_caller(uint32_t caller);
  void enter_line(uint32_t caller);
  void leave_line(uint32_t caller);
  void enter_order(uint32_t caller);
  void leave_order(uint32_t caller);
  void place_caller(uint32_t caller);
  void refresh_seeking(uint32_t caller);
  void stop_seeking(uint32_t caller);
  bool wants_offers(const CallerSlot& caller) const;
  void remove_caller(uint32_t caller);  // cancels its offers; no output of its own
  void cancel_offers(uint32_t caller);  // those that ring
  void expel_caller(uint32_t caller, LeaveReason reason);
  uint32_t tier_open_by_wait(const CallerSlot& caller) const;
  Micros tier_opens_at(const CallerSlot& caller, uint32_t index) const;
  void refresh_callers(uint32_t queue);  // after a change of configuration
  void reorder_line(uint32_t queue);
  void touch_queue(uint32_t queue);

  // overflow.cpp
  JoinResult admit(const QueueState& queue, const JoinRequest& request) const;
  Micros wait_ends_at(const CallerSlot& caller) const;
  Micros overflows_at(const CallerSlot& caller) const;
  bool is_to_overflow(uint32_t caller) const;
  Micros limit_at(const CallerSlot& caller) const;
  void apply_limits(uint32_t caller);
  void ask_overflow(uint32_t caller);
  void stay(uint32_t caller);
  bool is_empty(const QueueSlot& queue) const;
  bool is_deserted(const QueueSlot& queue) const;
  void check_emptiness(uint32_t queue);
  Micros grace_ends_at(const CallerSlot& caller) const;
  bool was_asked(const CallerSlot& caller) const;
  bool is_passed(const CallerSlot& caller) const;
  void pass_asked(uint32_t queue);
  Micros expulsion_at(const QueueSlot& queue) const;
  void empty_out(uint32_t queue);

  // skills.cpp
  bool meets_demand(const AgentSlot& agent, const CallerSlot& caller) const;
  bool meets_wish(const AgentSlot& agent, const CallerSlot& caller) const;
  uint32_t relax_step_of(const CallerSlot& caller) const;
  uint32_t relax_steps(const QueueSlot& queue) const;
  Micros relaxes_at(const CallerSlot& caller) const;
  void take_demand(uint32_t caller);
  void drop_demand(uint32_t caller);
  void collect_demand(const CallerSlot& caller, bool with_wish);
  uint32_t find_demand(const QueueSlot& queue) const;
  uint32_t use_demand(uint32_t queue);
  void release_demand(uint32_t queue, uint32_t demand);
  uint32_t new_demand(uint32_t queue);
  uint32_t forget_idle_demand(QueueSlot& queue);
  void count_present(uint32_t member, int change);
  OrderedTree& ready_tree(Tier& tier, uint32_t demand);
  const OrderedTree& ready_tree(const Tier& tier, uint32_t demand) const;

  // estimate.cpp
  Micros estimated_wait(uint32_t caller) const;
  Micros estimated_wait_of_next(uint32_t queue, int32_t priority);
  void count_handled(uint32_t queue, Micros handle_us);
  void count_left(uint32_t queue, bool is_unserved);
  Micros estimate(const CallerSlot& caller, uint32_t position) const;
  bool has_free_agent(const CallerSlot& caller) const;
  uint32_t present_for(const CallerSlot& caller) const;
  int64_t effective_agents(const CallerSlot& caller) const;
  int64_t busy_queues(const AgentSlot& agent, uint32_t queue) const;
  Micros head_bound(const QueueSlot& queue, uint32_t position) const;

  // offers.cpp
  void make_offer(uint32_t caller, uint32_t member);
  bool offer_ringing(OfferRef offer);
  bool offer_answered(OfferRef offer);
  bool offer_failed(OfferRef offer, OfferState outcome);
  void connected(uint32_t caller);
  void connect_failed(uint32_t caller);
  void give_back(uint32_t caller, OfferState outcome);
  bool is_current(OfferRef offer) const;
  void close_offer(uint32_t offer, OfferState outcome);  // frees the agent; agent_changed() is due
  void link_offer(uint32_t offer);
  void unlink_offer(uint32_t offer);
  void free_from_connecting(uint32_t agent);
  void penalise(uint32_t agent, const QueueConfig& config, OfferState outcome);
  void count_towards(uint32_t agent, uint32_t count, int64_t limit, PauseCause cause);
  void remember_tried(uint32_t caller, uint32_t agent);
  void count_setup_failure(uint32_t caller);

  // ready.cpp
  bool is_ready(const AgentSlot& agent) const;
  void refresh_ready(uint32_t agent);
  void index_agent(uint32_t agent);
  void unindex_agent(uint32_t agent);
  void index_member(uint32_t member);
  void unindex_member(uint32_t member);
  Micros rank_of(const Member& member) const;
  using Tried = std::vector<AgentRef>;
  bool was_tried(const Tried& tried, uint32_t agent) const;
  // Where and among whom pick() looks. With `caller`, each member is looked at.
  struct Search {
    const Tier* tier;
    const OrderedTree* tree;
    const Tried* tried;
    const CallerSlot* caller;
    bool by_wish;
  };
  bool is_candidate(const Search& search, uint32_t member) const;
  uint32_t pick(const Search& search, Strategy strategy);
  uint32_t pick_in_order(const Search& search, uint32_t from) const;
  uint32_t pick_random(const Search& search);
  void remember_last(uint32_t member);
  void change_last_level(uint32_t member, uint32_t level);
  void count_answer(uint32_t queue, uint32_t agent);
  void log_answer(uint32_t member, uint32_t weight);
  void drop_new_answers(uint32_t queue, uint32_t agent);
  void expire_answers(uint32_t queue);
  void enter_peers(uint32_t member);
  void leave_peers(uint32_t member);
  void set_answered(uint32_t member, uint32_t answered);

  // dispatch.cpp
  struct Match {
    uint32_t caller = kNone;
    uint32_t member = kNone;
  };
  struct GoesLater {  // the order of a heap whose top goes first
    const Impl* impl;
    bool operator()(const Match& a, const Match& b) const {
      return impl->goes_before(b.caller, a.caller);
    }
  };
  void mark_dirty(uint32_t queue);
  void dispatch();
  void add_match(uint32_t queue);
  void dispatch_one(uint32_t agent);
  uint32_t first_for(uint32_t member, const Demand& demand) const;
  Match find_match(uint32_t queue);
  Match find_match_of(QueueSlot& queue, uint32_t demand, uint32_t limit);
  uint32_t choose(QueueSlot& queue, const CallerSlot& caller);
  uint32_t choose_in_open_tiers(QueueSlot& queue, const CallerSlot& caller, const Tried& tried);
  uint32_t choose_in_tier(QueueSlot& queue, uint32_t tier, const CallerSlot& caller,
                          const Tried& tried);
  uint32_t least_open_tier(const QueueSlot& queue, uint32_t tier) const;
  uint32_t next_seeker(const Demand& demand, uint32_t least_tier, uint32_t after) const;
  bool may_restart_round(const CallerSlot& caller) const;
  bool goes_before(uint32_t caller, uint32_t other) const;

  // timers.cpp
  enum class TimerKind : uint32_t { kAgent, kQueue, kCaller };
  static constexpr uint32_t kTimerKinds = 3;
  static uint32_t timer_key(TimerKind kind, uint32_t slot) {
    return slot * kTimerKinds + static_cast<uint32_t>(kind);
  }
  void arm(uint32_t key, Micros when);
  void arm_agent(uint32_t agent);
  void arm_caller(uint32_t caller);
  void arm_queue(uint32_t queue);
  Micros agent_due(const AgentSlot& agent) const;
  Micros offer_due(const OfferRecord& record) const;
  Micros caller_due(const CallerSlot& caller) const;
  Micros queue_due(const QueueSlot& queue) const;
  void advance();
  void fire(uint32_t key);
  void fire_agent(uint32_t agent);
  void fire_offer(uint32_t offer);
  void fire_caller(uint32_t caller);
  bool fires_before(uint32_t key, uint32_t other) const;

  // restore.cpp
  void restore_agent(uint32_t agent, const AgentState& state);
  void restore_queue(uint32_t queue, const QueueMemory& memory);
  void restore_answer(const CountedAnswer& answer);
  uint32_t restore_caller(uint32_t queue, const CallerState& state);
  uint32_t restore_offer(const OfferRecord& record);
  void resume();
  void restore_lines();
  void look();
  void relink_callers();
  void relink_offers();
  void resume_agent(uint32_t agent);
  bool made_before(const OfferRecord& a, const OfferRecord& b) const;

  // check.cpp
  void check_invariants(Micros at) const;
  void check_agent(uint32_t agent) const;
  void check_timer(uint32_t key, Micros due) const;
  void check_member(uint32_t member) const;
  void check_offer(uint32_t offer) const;
  void check_caller(uint32_t caller) const;
  void check_demand(const CallerSlot& caller) const;
  void check_demands(uint32_t queue) const;
  void check_queue(uint32_t queue) const;
  void check_tier(uint32_t queue, uint32_t tier) const;
  void check_line(uint32_t queue) const;
  void check_fitting(const QueueSlot& queue, const Tier& tier, uint32_t demand) const;
  void check_order_of_members(const OrderedTree& tree) const;
  void check_order_of_callers(const OrderedTree& tree) const;
  uint32_t present_with(const QueueSlot& queue, const Skills& skills) const;

  // check_matching.cpp
  bool may_take(const CallerSlot& caller, uint32_t member) const;
  void check_tried(const CallerSlot& caller) const;
  void check_work_conservation(uint32_t queue) const;
  void check_overtaking() const;

  Output& emit(Output::Type type) {
    outputs.emplace_back();
    outputs.back().type = type;
    return outputs.back();
  }

  Micros time = INT64_MIN;  // of the call in progress, else of the last one
  bool are_ringing_reports_expected = false;
  uint64_t sequence = 0;  // of the last caller that joined any queue
  Xoshiro256 random;

  Slots<AgentSlot> agents;
  Slots<QueueSlot> queues;
  Slots<CallerSlot> callers;
  Slots<OfferSlot> offers;
  Slots<Member> members;
  OrderedForest<CallerLess> caller_forest{CallerLess{&callers}};
  OrderedForest<ReadyLess> ready_forest{ReadyLess{&members}};
  OrderedForest<PeerLess> peer_forest{PeerLess{&members}};
  TimerHeap<> timers;

  std::vector<uint32_t> fresh_agents;
  std::vector<uint32_t> dirty_queues;
  std::vector<uint32_t> overdue_queues;
  std::vector<Match> matches;          // of dirty queues, one of each; a heap by GoesLater
  size_t outputs_before_dispatch = 0;  // of the last step; for check.cpp
  std::vector<Output> outputs;
  std::vector<AgentRef> changed_agents;
  std::vector<QueueRef> changed_queues;
  std::vector<CountedAnswer> new_answers;
  std::vector<uint32_t> due_keys;    // of the timers that fire at one instant
  std::vector<uint32_t> leaving;     // callers about to leave; used by one function at a time
  Skills demanded;                   // from collect_demand() to use_demand() or find_demand()
  size_t demands_max = kDemandsMax;  // less in tests
};

}  // namespace sivo::acd
