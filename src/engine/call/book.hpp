#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/acd/engine.hpp"
#include "engine/ivr/session.hpp"
#include "schema/live.hpp"

namespace sivo::call {

inline constexpr size_t kCallsMax = 1'000'000;
inline constexpr size_t kLegsPerCallMax = 4'096;  // ring-all in a big queue

using Slot = uint32_t;
inline constexpr Slot kNoSlot = UINT32_MAX;

// Keys of the engine's timers: a call's session, a leg's ringing.
constexpr uint32_t session_key(Slot slot) { return slot * 2; }
constexpr uint32_t leg_key(Slot slot) { return slot * 2 + 1; }

// A call in progress: its row, and what only memory holds.
struct ActiveCall {
  Slot slot = kNoSlot;
  LiveCall row;
  std::optional<ivr::Session> session;
  acd::CallerRef caller{acd::kNoRef};
  std::vector<Slot> legs;
  bool is_dirty = false;
  bool is_ending = false;  // no more decisions; the session may still say how it ended

  bool is_waiting() const { return static_cast<uint32_t>(caller) != acd::kNoRef; }
};

struct ActiveLeg {
  Slot slot = kNoSlot;
  LiveLeg row;
  Slot call = kNoSlot;
  acd::OfferRef offer;
  bool is_dirty = false;
  bool is_gone = false;  // the host has ended it; nothing is to be cancelled
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

  ActiveLeg& add_leg(const Id& id, ActiveCall& call);
  void remove_leg(Slot slot);
  ActiveLeg* leg(Slot slot);
  ActiveLeg* leg(const Id& id);

  const ActiveCall* call(Slot slot) const {
    return slot < calls_.size() ? calls_[slot].get() : nullptr;
  }
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
