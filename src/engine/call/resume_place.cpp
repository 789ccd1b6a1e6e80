#include "engine/call/resume_place.hpp"

#include "base/phone.hpp"
#include "engine/call/engine.hpp"

// A caller who hung up while he waited and calls again soon has his place again
// (Queue::abandoned_resume_sec). Only a number that the network vouches for gives it back, and only
// one that is one caller's: not withheld, not one of our own, not in two calls at once, as the
// numbers of companies' exchanges are.
namespace sivo::call {

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
  ResumePlace place;
  place.joined = call.row.joined_at;
  place.left = now;
  place.until = now + queue->queue.abandoned_resume_sec * kSecond;
  put_resume({call.row.tenant_id, visit.queue_id, *call.row.caller_id_number}, place);
}

void Engine::restore_abandoned(const sivo::Call& cdr) {
  const auto visits = parse_visits(cdr.queue_visits);
  if (!visits || visits->over.empty() || !is_e164(cdr.caller_id_number)) return;
  const Visit& last = visits->over.back();
  const QueueEntry* queue = directory_.queue(cdr.tenant_id, last.queue_id);
  if (last.end != VisitEnd::kAbandoned || !queue) return;
  if (queue->queue.abandoned_resume_sec == 0) return;
  if (directory_.did_numbered(cdr.caller_id_number)) return;
  ResumePlace place;
  place.joined = last.left_at - last.waited_us;
  place.left = last.left_at;
  place.until = last.left_at + queue->queue.abandoned_resume_sec * kSecond;
  put_resume({cdr.tenant_id, last.queue_id, cdr.caller_id_number}, place);
}

void Engine::put_resume(const ResumeKey& key, ResumePlace place) {
  forget_resume(key);
  if (resumes_.size() >= kResumesMax) forget_resume(resume_order_.begin()->second);
  place.order = ++last_resume_;
  resume_order_.emplace(place.order, key);
  resumes_.emplace(key, place);
}

void Engine::forget_resume(const ResumeKey& key) {
  const auto found = resumes_.find(key);
  if (found == resumes_.end()) return;
  resume_order_.erase(found->second.order);
  resumes_.erase(found);
}

// The moment from which he waits: as if he had never left. Where the queue limits the waiting time
// the absence does not use it up: he has waited as long as he had when he left.
std::optional<Micros> Engine::resumed_place(const ActiveCall& call, const QueueEntry& queue,
                                            Micros now) {
  const Queue& line = queue.queue;
  if (line.abandoned_resume_sec == 0 || !call.row.is_number_verified) return std::nullopt;
  if (!has_own_number(call)) return std::nullopt;
  const ResumeKey key{call.row.tenant_id, line.id, *call.row.caller_id_number};
  const auto found = resumes_.find(key);
  if (found == resumes_.end()) return std::nullopt;
  const ResumePlace place = found->second;
  if (place.until < now) {
    forget_resume(key);
    return std::nullopt;
  }
  const bool is_limited =
      call.row.max_wait_us > 0 || line.max_wait_time > 0 ||
      (line.overflow_action != OverflowAction::kNone && line.overflow_after_sec > 0);
  return is_limited ? now - (place.left - place.joined) : place.joined;
}

void Engine::forget_resumes(const Id& tenant, const Id* queue) {
  const auto is_of = [&](const ResumeKey& key) {
    return key.tenant == tenant && (!queue || key.queue == *queue);
  };
  std::erase_if(resumes_, [&](const auto& entry) { return is_of(entry.first); });
  std::erase_if(resume_order_, [&](const auto& entry) { return is_of(entry.second); });
}

}  // namespace sivo::call
