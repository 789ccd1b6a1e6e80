#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "base/ordered_index.hpp"
#include "base/prng.hpp"
#include "engine/acd/answer_log.hpp"
#include "engine/acd/slots.hpp"
#include "engine/acd/state.hpp"

// What the engine keeps of each thing. Private to src/engine/acd; slots are plain numbers here.
namespace sivo::acd {

inline constexpr Micros kDelayFloor = kSecond;     // so that a delay of zero cannot spin
inline constexpr Micros kHostGrace = 5 * kSecond;  // after the ring deadline, for a silent host
inline constexpr Micros kConnectLimit = kMinute;   // accepted, but neither connected nor failed
inline constexpr Micros kRetryPause = kSecond;     // of a caller whose connections keep failing
// Demands that nobody waits with any more but that stay indexed: the next caller is likely to bring
// one of them again.
inline constexpr uint32_t kIdleDemandsMax = 16;

// An Id that compares as two words.
struct IdKey {
  uint64_t high = 0;
  uint64_t low = 0;
  friend constexpr auto operator<=>(const IdKey&, const IdKey&) = default;
};
IdKey key_of(const Id& id);

// now + span without overflow; kNever stays kNever.
Micros later(Micros now, Micros span);

// Points of priority, exact: whole ones, and parts of which kMinute make one.
struct Points {
  int64_t whole = 0;
  int64_t parts = 0;
  friend constexpr auto operator<=>(const Points&, const Points&) = default;
};
Points aged_points(int32_t priority, uint32_t aging_per_min, Micros waited);
inline Points points_of(int32_t priority, uint32_t aging_per_min, Micros waited) {
  return aging_per_min == 0 ? Points{priority, 0} : aged_points(priority, aging_per_min, waited);
}

// Every skill needed, at its level less `relaxed`; a level of 0 is none. O(both).
bool has_skills(const Skills& has, const Skills& needed, uint32_t relaxed);
void check_skills(const Skills& skills);

// An agent in a queue.
struct Member {
  uint32_t queue = kNone;
  uint32_t agent = kNone;
  uint32_t tier = 1;
  uint32_t level = 1;
  IdKey id;
  Micros rank = 0;  // what the strategy orders by before level and id; fixed while ready
  uint32_t ready_node = kNoNode;
  uint32_t peer_node = kNoNode;
  uint32_t answered = 0;  // fewest-calls: weight in the window
  uint32_t generation = 0;

  void recycle() {
    const uint32_t next = generation + 1;
    *this = Member{};
    generation = next;
  }
};

struct Tier {
  uint32_t number = 1;
  uint32_t member_count = 0;
  uint32_t present = 0;  // members logged in and not paused
  OrderedTree ready;     // members that may be offered now, in the order of the strategy
  std::vector<OrderedTree> fitting;  // those of them who meet a demand; by demand less kDemandKinds
  OrderedTree peers;                 // fewest-calls: present members by calls answered
  bool has_last = false;             // round-robin: the member last offered
  uint32_t last_level = 0;
  IdKey last_id;
};

struct AgentSlot {
  AgentConfig config;
  IdKey key;
  AgentState state;
  std::vector<uint32_t> members;
  bool is_removed = false;  // its call in progress is awaited
  bool is_indexed = false;  // stands in the ready index of all its queues
  bool is_fresh = false;    // became ready in this step
  bool is_changed = false;

  void recycle() {
    members.clear();
    Skills kept = std::move(config.skills);
    kept.clear();
    config = AgentConfig{};
    config.skills = std::move(kept);
    key = IdKey{};
    state = AgentState{};
    is_removed = is_indexed = is_fresh = is_changed = false;
  }
};

// What callers of a queue demand of an agent, interned: equal ones seek as one. The first two of a
// queue are no demand at all, and those of callers who are looked at one by one (kDemandsMax).
inline constexpr uint32_t kNoDemand = 0;
inline constexpr uint32_t kOwnDemand = 1;
inline constexpr uint32_t kDemandKinds = 2;
struct Demand {
  Skills skills;
  uint32_t users = 0;    // callers in line who demand or wish it
  uint32_t present = 0;  // members logged in and not paused who meet it
  uint32_t seeking = 0;  // in all of `seekers`
  uint64_t used = 0;     // QueueSlot::demand_uses when it was last wanted; 0 = a free place
  std::vector<OrderedTree>
      seekers;  // who demand it and want offers, by open_tier; one more than none
};

// A caller's place in the order of its line; fixed while it is in line. The points are those of
// time 0, since all of a line age alike.
struct LineKey {
  Points points;
  Micros joined = 0;
  uint64_t sequence = 0;
};

// What a walk through a line reads comes first, in one cache line, then what an offer needs.
struct CallerSlot {
  LineKey key;
  uint32_t previous = kNone;  // callers of the queue, in the order they entered
  uint32_t next = kNone;
  uint32_t line_node = kNoNode;  // in line; not while connecting
  uint32_t seek_node = kNoNode;  // wants (more) offers
  uint32_t demand = kNoDemand;   // of its queue; while in line
  uint32_t open_tier = 0;        // index of the highest tier its wait has opened
  uint32_t first_offer = kNone;  // pending ones, oldest first
  uint32_t last_offer = kNone;
  uint32_t accepted_offer = kNone;
  CallerState state;
  uint32_t wish = kNone;    // whoever meets this one goes first in a tier
  uint32_t relax_step = 0;  // levels that preferred skills have lost

  void recycle() {
    std::vector<AgentRef> tried;
    Skills required;
    tried.swap(state.tried);
    required.swap(state.required);
    *this = CallerSlot{};
    tried.clear();
    required.clear();
    state.tried.swap(tried);
    state.required.swap(required);
  }
};

struct OfferSlot {
  OfferRecord record;
  uint32_t previous = kNone;
  uint32_t next = kNone;
  uint32_t generation = 1;

  void recycle() {
    const uint32_t following = generation == UINT32_MAX ? 1 : generation + 1;
    *this = OfferSlot{};
    generation = following;
  }
};

struct QueueSlot {
  QueueState state;
  std::vector<Tier> tiers;  // by number; an emptied tier keeps its memory
  std::vector<Demand> demands;
  uint32_t idle_demands = 0;  // without users
  uint64_t demand_uses = 0;
  std::vector<uint32_t> members;
  OrderedTree line;
  AnswerLog answers;
  uint32_t ready_count = 0;
  uint32_t first_caller = kNone;    // guaranteed ones first
  uint32_t first_ordinary = kNone;  // from here on they may have to go when the queue is empty
  uint32_t first_unasked = kNone;   // while it is: the ordinary ones before are is_passed()
  uint32_t last_caller = kNone;
  bool is_empty = false;     // for overflow_when_empty or leave_when_empty
  bool is_deserted = false;  // for leave_when_empty
  bool is_dirty = false;     // a match may have become possible
  bool is_overdue = false;   // callers may have to leave because it is empty
  bool is_changed = false;

  void recycle() { *this = QueueSlot{}; }
};

struct CallerLess {
  const Slots<CallerSlot>* callers;
  bool operator()(uint32_t a, uint32_t b) const {
    const LineKey& x = (*callers)[a].key;
    const LineKey& y = (*callers)[b].key;
    if (x.points != y.points) return x.points > y.points;
    return x.joined != y.joined ? x.joined < y.joined : x.sequence < y.sequence;
  }
};

struct ReadyLess {
  const Slots<Member>* members;
  bool operator()(uint32_t a, uint32_t b) const {
    const Member& x = (*members)[a];
    const Member& y = (*members)[b];
    if (x.rank != y.rank) return x.rank < y.rank;
    if (x.level != y.level) return x.level < y.level;
    if (x.id != y.id) return x.id < y.id;
    return x.agent < y.agent;
  }
};

struct PeerLess {
  const Slots<Member>* members;
  bool operator()(uint32_t a, uint32_t b) const {
    const Member& x = (*members)[a];
    const Member& y = (*members)[b];
    return x.answered != y.answered ? x.answered < y.answered : x.agent < y.agent;
  }
};

}  // namespace sivo::acd
