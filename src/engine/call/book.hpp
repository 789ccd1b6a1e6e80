#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/acd/engine.hpp"
#include "engine/call/handled.hpp"
#include "engine/call/visits.hpp"
#include "engine/ivr/session.hpp"
#include "schema/live.hpp"

namespace sivo::call {

inline constexpr size_t kCallsMax = 1'000'000;
// Ring-all in a big queue: the distributor's offers beyond it are closed as host errors, so their
// agents are free again at once and come in the next round.
inline constexpr size_t kLegsPerCallMax = 4'096;

using Slot = uint32_t;
inline constexpr Slot kNoSlot = UINT32_MAX;

// Keys of the engine's timers: a call's session, a leg's ringing, a call's announcements, the end
// of a callback's window.
constexpr uint32_t session_key(Slot slot) { return slot * 4; }
constexpr uint32_t leg_key(Slot slot) { return slot * 4 + 1; }
constexpr uint32_t announce_key(Slot slot) { return slot * 4 + 2; }
constexpr uint32_t callback_key(Slot slot) { return slot * 4 + 3; }

// A call in progress: its row, and what only memory holds.
struct ActiveCall {
  Slot slot = kNoSlot;
  LiveCall row;
  std::optional<ivr::Session> session;
  acd::CallerRef caller{acd::kNoRef};
  acd::AgentRef placed_by{acd::kNoRef};  // row.placed_by's handle; good also when he is removed
  std::vector<HandledPart> handled;      // row.handled is rendered from it
  std::vector<Visit> visits;    // over; row.visits is rendered from them and the running one
  std::optional<Visit> visit;   // while he is in a queue
  std::string callback_number;  // while row.is_callback
  std::vector<Slot> legs;
  bool is_dirty = false;
  bool is_counted = false;              // in Engine::live_numbers_
  stats::Transfer handed_on{};          // while the one who transfers it is let go
  bool is_ending = false;               // no more decisions; the session may still say how it ended
  bool is_lost = false;                 // with its host: nobody has hung up
  std::optional<int64_t> sip_status{};  // of the report that ends it, while that is worked on

  bool is_waiting() const { return static_cast<uint32_t>(caller) != acd::kNoRef; }
};

struct ActiveLeg {
  Slot slot = kNoSlot;
  LiveLeg row;
  Slot call = kNoSlot;
  acd::OfferRef offer;
  acd::AgentRef agent{acd::kNoRef};  // of row.user_id, good also when he is removed
  bool is_dirty = false;
  bool is_gone = false;  // the host has ended it; nothing is to be cancelled

  // The agent has the caller for himself, but is not joined to him yet.
  bool is_claimed() const { return row.is_offer && row.state == LegState::kWhispering; }
};

// The calls and legs in progress, by slot, id and the host's channel. Slots are used again, lowest
// first; addresses are stable while the call or leg lives.
class Book {
 public:
  ActiveCall& add_call(const Id& id, const std::string& channel);
  void remove_call(Slot slot);  // its legs are gone already
  ActiveCall* call(Slot slot);
  ActiveCall* call(const Id& id);
  ActiveCall* call_on(std::string_view channel);
  void rename_channel(ActiveCall& call, std::string channel);
  // The host may use the name for another call: this one is not found by it any more.
  void release_channel(const ActiveCall& call);

  ActiveLeg& add_leg(const Id& id, ActiveCall& call);
  void remove_leg(Slot slot);
  ActiveLeg* leg(Slot slot);
  ActiveLeg* leg(const Id& id);

  const ActiveCall* call(Slot slot) const {
    return slot < calls_.size() ? calls_[slot].get() : nullptr;
  }
  const ActiveCall* call_on(std::string_view channel) const;
  const ActiveLeg* leg(Slot slot) const {
    return slot < legs_.size() ? legs_[slot].get() : nullptr;
  }

  size_t call_count() const { return by_id_.size(); }
  size_t leg_count() const { return legs_by_id_.size(); }

  // In order of the ids, which is the order of their beginning.
  template <class F>
  void for_each_call(F&& visit) {
    for (const auto& [id, slot] : by_id_) visit(*calls_[slot]);
  }
  template <class F>
  void for_each_leg(F&& visit) {
    for (const auto& [id, slot] : legs_by_id_) visit(*legs_[slot]);
  }

  template <class F>
  void for_each_call(F&& visit) const {
    for (const auto& [id, slot] : by_id_) visit(std::as_const(*calls_[slot]));
  }
  template <class F>
  void for_each_leg(F&& visit) const {
    for (const auto& [id, slot] : legs_by_id_) visit(std::as_const(*legs_[slot]));
  }

  // Rows to be written, and rows to be removed from the file, since the last clear_changes().
  void mark(ActiveCall& call);
  void mark(ActiveLeg& leg);
  struct Erased {
    const schema::Table* table;
    Id tenant;
    Id id;
  };
  const std::vector<Slot>& dirty_calls() const { return dirty_calls_; }
  const std::vector<Slot>& dirty_legs() const { return dirty_legs_; }
  const std::vector<Erased>& erased() const { return erased_; }
  void clear_changes();

 private:
  std::vector<std::unique_ptr<ActiveCall>> calls_;
  std::vector<std::unique_ptr<ActiveLeg>> legs_;
  std::vector<Slot> free_calls_;
  std::vector<Slot> free_legs_;
  std::map<Id, Slot> by_id_;
  std::map<Id, Slot> legs_by_id_;
  std::map<std::string, Slot, std::less<>> by_channel_;
  std::vector<Slot> dirty_calls_;
  std::vector<Slot> dirty_legs_;
  std::vector<Erased> erased_;
};

}  // namespace sivo::call
