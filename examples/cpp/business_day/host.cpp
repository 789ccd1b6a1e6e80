#include "host.hpp"

#include <algorithm>

namespace {

// How many inputs share a commit at most: a bound on what a crash may undo and on memory.
constexpr int kBatchMax = 64;
constexpr int64_t kProgressEvery = 10 * kMinute;

}  // namespace

Host::Host(sivo::core& core, const Centre& centre, const DayPlan& day, uint64_t seed)
    : core_(core),
      exchange_{day, core},
      callers_(exchange_, centre),
      agents_(exchange_, centre, seed) {}

void Host::run(const std::function<void(int64_t)>& progress) {
  callers_.plan_arrivals();
  agents_.plan_shifts();
  exchange_.now_us = exchange_.day.midnight_us;
  const int64_t end_us = exchange_.moment(kDay + kDrain);
  run_until(end_us, progress);
  exchange_.now_us = end_us;
  callers_.close();
  agents_.close();
  commit();
  poll();
  // Wrap-ups that still run.
  run_until(end_us + kHour, progress);
}

void Host::run_until(int64_t end_us, const std::function<void(int64_t)>& progress) {
  int64_t shown_us = exchange_.now_us;
  for (;;) {
    const int64_t next_us = std::min(exchange_.queue.next_at(), core_.deadline());
    if (next_us >= end_us) return;
    exchange_.now_us = std::max(exchange_.now_us, next_us);
    commit_instant();
    poll();
    if (exchange_.now_us < shown_us + kProgressEvery) continue;
    shown_us = exchange_.now_us;
    progress(shown_us - exchange_.day.midnight_us);
  }
}

// Group commit. Everything that happens at one instant, up to kBatchMax inputs, becomes durable
// with one fsync. It is no more than an instant because actions are visible only after the commit:
// an agent who answers cannot be bridged before, and waiting for more inputs would let callers
// wait. A real host does the same with all that its sockets hold when it wakes up, which under load
// is much.
void Host::commit_instant() {
  if (core_.deadline() <= exchange_.now_us) {
    exchange_.group.emplace(core_);
    core_.advance(exchange_.now_us);
    ++exchange_.steps;
  }
  for (int i = 0; i < kBatchMax && exchange_.queue.next_at() <= exchange_.now_us; ++i)
    dispatch(exchange_.queue.take());
  commit();
}

void Host::commit() {
  if (!exchange_.group) return;
  exchange_.group->commit();
  exchange_.group.reset();
  ++commits_;
}

void Host::poll() {
  for (const sivo::record& output : core_.poll_all()) {
    if (output.kind() == SIVO_KIND_EVENT) {
      learn(output);
      continue;
    }
    ++actions_;
    callers_.perform(output);
    agents_.perform(output);
  }
}

void Host::dispatch(const Happening& happening) {
  if (happening.what < What::kLogsIn) callers_.happens(happening);
  else agents_.happens(happening);
}

void Host::learn(const sivo::record& event) {
  const std::string_view type = event.text(SIVO_EVENT_TYPE);
  if (type == "call.ended") ended_.insert(event.id(SIVO_EVENT_CALL_ID));
  else agents_.learn(type, event.text(SIVO_EVENT_DATA));
}
