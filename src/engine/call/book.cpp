#include "engine/call/book.hpp"

namespace sivo::call {
namespace {

template <class T>
Slot take_slot(std::vector<std::unique_ptr<T>>& slots, std::vector<Slot>& free) {
  if (!free.empty()) {
    const Slot slot = free.back();
    free.pop_back();
    slots[slot] = std::make_unique<T>();
    return slot;
  }
  slots.push_back(std::make_unique<T>());
  return static_cast<Slot>(slots.size() - 1);
}

}  // namespace

ActiveCall& Book::add_call(const Id& id, const std::string& channel) {
  const Slot slot = take_slot(calls_, free_calls_);
  ActiveCall& call = *calls_[slot];
  call.slot = slot;
  call.row.id = id;
  call.row.channel = channel;
  by_id_.emplace(id, slot);
  by_channel_.emplace(channel, slot);
  return call;
}

void Book::remove_call(Slot slot) {
  ActiveCall& call = *calls_[slot];
  SIVO_ASSERT(call.legs.empty());
  erased_.push_back({&schema::table_of<LiveCall>(), call.row.tenant_id, call.row.id});
  by_id_.erase(call.row.id);
  release_channel(call);
  calls_[slot].reset();
  free_calls_.push_back(slot);
}

ActiveCall* Book::call(Slot slot) { return slot < calls_.size() ? calls_[slot].get() : nullptr; }

ActiveCall* Book::call(const Id& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : calls_[found->second].get();
}

ActiveCall* Book::call_on(std::string_view channel) {
  const auto found = by_channel_.find(channel);
  return found == by_channel_.end() ? nullptr : calls_[found->second].get();
}

const ActiveCall* Book::call_on(std::string_view channel) const {
  const auto found = by_channel_.find(channel);
  return found == by_channel_.end() ? nullptr : calls_[found->second].get();
}

void Book::release_channel(const ActiveCall& call) {
  const auto found = by_channel_.find(call.row.channel);
  if (found != by_channel_.end() && found->second == call.slot) by_channel_.erase(found);
}

void Book::rename_channel(ActiveCall& call, std::string channel) {
  release_channel(call);
  call.row.channel = std::move(channel);
  by_channel_.emplace(call.row.channel, call.slot);
  mark(call);
}

ActiveLeg& Book::add_leg(const Id& id, ActiveCall& call) {
  SIVO_ASSERT(call.legs.size() < kLegsPerCallMax);
  const Slot slot = take_slot(legs_, free_legs_);
  ActiveLeg& leg = *legs_[slot];
  leg.slot = slot;
  leg.call = call.slot;
  leg.row.id = id;
  leg.row.tenant_id = call.row.tenant_id;
  leg.row.call_id = call.row.id;
  call.legs.push_back(slot);
  legs_by_id_.emplace(id, slot);
  mark(leg);
  return leg;
}

void Book::remove_leg(Slot slot) {
  ActiveLeg& leg = *legs_[slot];
  if (ActiveCall* owner = call(leg.call)) std::erase(owner->legs, slot);
  erased_.push_back({&schema::table_of<LiveLeg>(), leg.row.tenant_id, leg.row.id});
  legs_by_id_.erase(leg.row.id);
  legs_[slot].reset();
  free_legs_.push_back(slot);
}

ActiveLeg* Book::leg(Slot slot) { return slot < legs_.size() ? legs_[slot].get() : nullptr; }

ActiveLeg* Book::leg(const Id& id) {
  const auto found = legs_by_id_.find(id);
  return found == legs_by_id_.end() ? nullptr : legs_[found->second].get();
}

void Book::mark(ActiveCall& call) {
  if (call.is_dirty) return;
  call.is_dirty = true;
  dirty_calls_.push_back(call.slot);
}

void Book::mark(ActiveLeg& leg) {
  if (leg.is_dirty) return;
  leg.is_dirty = true;
  dirty_legs_.push_back(leg.slot);
}

void Book::clear_changes() {
  for (const Slot slot : dirty_calls_) {
    if (ActiveCall* changed = call(slot)) changed->is_dirty = false;
  }
  for (const Slot slot : dirty_legs_) {
    if (ActiveLeg* changed = leg(slot)) changed->is_dirty = false;
  }
  dirty_calls_.clear();
  dirty_legs_.clear();
  erased_.clear();
}

}  // namespace sivo::call
