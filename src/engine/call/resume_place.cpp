#include "engine/call/resume_place.hpp"

#include "base/phone.hpp"
#include "engine/call/engine.hpp"

// A caller who hung up while he waited and calls again soon has his place again
// (Queue::abandoned_resume_sec). Only a number that the network vouches for gives it back, and only
// one that is one caller's: not withheld, not one of our own, not in two calls at once, as the
// numbers of companies' exchanges are.
namespace sivo::call {
namespace {

ResumeKey key_of(const LivePlace& place) { return {place.tenant_id, place.queue_id, place.number}; }

}  // namespace

bool Engine::has_own_number(const ActiveCall& call) const {
  const auto& number = call.row.caller_id_number;
  if (!call.is_counted || directory_.did_numbered(*number)) return false;
  return live_numbers_.at({call.row.tenant_id, *number}) == 1;
}

void Engine::count_number(ActiveCall& call) {
  const auto& number = call.row.caller_id_number;
  const bool is_inbound = call.row.direction == CallDirection::kInbound;
  if (!is_inbound || !number || !is_e164(*number)) return;
  call.is_counted = true;
  ++live_numbers_[{call.row.tenant_id, *number}];
}

void Engine::uncount_number(const ActiveCall& call) {
  if (!call.is_counted) return;
  const auto found = live_numbers_.find({call.row.tenant_id, *call.row.caller_id_number});
  if (--found->second == 0) live_numbers_.erase(found);
}

void Engine::remember_abandoned(const ActiveCall& call, const Visit& visit, Micros now) {
  const QueueEntry* queue = directory_.queue(call.row.tenant_id, visit.queue_id);
  if (!queue || queue->queue.abandoned_resume_sec == 0 || !has_own_number(call)) return;
  LivePlace place;
  place.id = ids_.next(now);
  place.tenant_id = call.row.tenant_id;
  place.created_at = place.updated_at = now;
  place.version = 1;
  place.queue_id = visit.queue_id;
  place.number = *call.row.caller_id_number;
  place.joined_at = call.row.joined_at;
  place.left_at = now;
  place.kept_until = now + queue->queue.abandoned_resume_sec * kSecond;
  const ResumeKey key = key_of(place);
  put_place(key, std::move(place));
  new_places_.push_back(key);
}

// Of a queue that is gone it is worth nothing.
void Engine::restore(const LivePlace& row) {
  if (directory_.queue(row.tenant_id, row.queue_id)) {
    put_place(key_of(row), row);
  } else {
    removed_rows_.push_back({&schema::table_of<LivePlace>(), row.tenant_id, row.id});
  }
}

// Beyond the limit those go first that would go first by themselves.
void Engine::put_place(const ResumeKey& key, LivePlace place) {
  forget_place(key);
  if (places_.size() >= kPlacesMax) forget_place(ResumeKey(place_order_.begin()->second));
  place_order_.emplace(std::pair(place.kept_until, place.id), key);
  places_.emplace(key, std::move(place));
}

void Engine::forget_place(const ResumeKey& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return;
  const LivePlace& place = found->second;
  removed_rows_.push_back({&schema::table_of<LivePlace>(), place.tenant_id, place.id});
  place_order_.erase({place.kept_until, place.id});
  places_.erase(found);
}

// A number is not kept for longer than it is needed, give or take the sweep.
Micros Engine::places_due() const {
  return place_order_.empty() ? kNever : place_order_.begin()->first.first + kPlaceSweep;
}

void Engine::sweep_places(Micros now) {
  while (!place_order_.empty() && place_order_.begin()->first.first < now) {
    forget_place(ResumeKey(place_order_.begin()->second));
  }
}

// The moment from which he waits: as if he had never left. Where the queue limits the waiting time
// the absence does not use it up: he has waited as long as he had when he left.
std::optional<Micros> Engine::resumed_place(const ActiveCall& call, const QueueEntry& queue,
                                            Micros now) {
  const Queue& line = queue.queue;
  if (line.abandoned_resume_sec == 0 || !call.row.is_number_verified) return std::nullopt;
  if (!has_own_number(call)) return std::nullopt;
  const ResumeKey key{call.row.tenant_id, line.id, *call.row.caller_id_number};
  const auto found = places_.find(key);
  if (found == places_.end() || found->second.kept_until < now) return std::nullopt;
  const LivePlace& place = found->second;
  const bool is_limited =
      call.row.max_wait_us > 0 || line.max_wait_time > 0 ||
      (line.overflow_action != OverflowAction::kNone && line.overflow_after_sec > 0);
  return is_limited ? now - (place.left_at - place.joined_at) : place.joined_at;
}

void Engine::forget_places(const Id& tenant, const Id& queue) {
  std::vector<ResumeKey> keys;
  const auto first = places_.lower_bound({tenant, queue, {}});
  for (auto at = first; at != places_.end(); ++at) {
    if (at->first.tenant != tenant || at->first.queue != queue) break;
    keys.push_back(at->first);
  }
  for (const ResumeKey& key : keys) forget_place(key);
}

Result<void> Engine::write_places(RowSink& sink) {
  for (const ResumeKey& key : new_places_) {
    const auto found = places_.find(key);
    if (found == places_.end()) continue;  // gone again
    if (auto done = sink.put(schema::table_of<LivePlace>(), &found->second); !done) return done;
  }
  return {};
}

}  // namespace sivo::call
