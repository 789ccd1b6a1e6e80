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
inline constexpr Micros kRoundPause = kSecond;  // before a new round when connections keep failing
inline constexpr Micros kFewestCallsWindow = kHour;  // answered calls count this long

// An Id that compares as two words.
struct IdKey {
  uint64_t high = 0;
  uint64_t low = 0;
  friend constexpr auto operator<=>(const IdKey&, const IdKey&) = default;
};
IdKey key_of(const Id& id);

// now + span without overflow; kNever stays kNever.
Micros later(Micros now, Micros span);

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
  uint32_t present = 0;   // members logged in and not paused
  OrderedTree ready;      // members that may be offered now, in the order of the strategy
  OrderedTree peers;      // fewest-calls: present members by calls answered
  bool has_last = false;  // round-robin: the member last offered
  uint32_t last_level = 0;
  IdKey last_id;
};

struct AgentSlot {
  Id id;
  IdKey key;
  AgentState state;
  std::vector<uint32_t> members;
  bool is_removed = false;  // its call in progress is awaited
  bool is_indexed = false;  // stands in the ready index of all its queues
  bool is_fresh = false;    // became ready in this step
  bool is_changed = false;

  void recycle() {
    members.clear();
    id = Id{};
    key = IdKey{};
    state = AgentState{};
    is_removed = is_indexed = is_fresh = is_changed = false;
  }
};

struct CallerSlot {
  CallerState state;
  uint32_t line_node = kNoNode;  // in line; not while connecting
  uint32_t seek_node = kNoNode;  // wants (more) offers
  uint32_t open_tier = 0;        // index of the highest tier its wait has opened
  uint32_t first_offer = kNone;  // pending ones, oldest first
  uint32_t last_offer = kNone;
  uint32_t accepted_offer = kNone;
  uint32_t previous = kNone;  // callers of the queue, in the order they entered
  uint32_t next = kNone;

  void recycle() {
    std::vector<AgentRef> kept = std::move(state.tried);
    kept.clear();
    *this = CallerSlot{};
    state.tried = std::move(kept);
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
  std::vector<Tier> tiers;           // by number; an emptied tier keeps its memory
  std::vector<OrderedTree> seekers;  // by open_tier; one more than none
  std::vector<uint32_t> members;
  OrderedTree line;
  AnswerLog answers;
  uint32_t ready_count = 0;
  uint32_t first_caller = kNone;
  uint32_t last_caller = kNone;
  bool is_empty = false;    // for leave_when_empty
  bool is_dirty = false;    // a match may have become possible
  bool is_overdue = false;  // callers may have to leave because it is empty
  bool is_changed = false;

  void recycle() { *this = QueueSlot{}; }
};

struct CallerLess {
  const Slots<CallerSlot>* callers;
  bool operator()(uint32_t a, uint32_t b) const {
    const CallerState& x = (*callers)[a].state;
    const CallerState& y = (*callers)[b].state;
    if (x.priority != y.priority) return x.priority > y.priority;
    if (x.joined != y.joined) return x.joined < y.joined;
    return x.sequence < y.sequence;
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
