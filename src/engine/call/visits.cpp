#include "engine/call/visits.hpp"

#include <array>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

constexpr std::array<std::string_view, 11> kEndNames = {
    "served",    "abandoned", "timeout",       "exit_key",      "overflow",       "moved",
    "no_agents", "full",      "refused_empty", "queue_removed", "callback_failed"};

Error damaged() { return Error{Status::kCorrupt, "a call's queue visits are unreadable", {}}; }

Json json_of(const Visit& visit, bool is_over) {
  Json out = Json::object();
  out.append("queue_id", Json::string(to_text(visit.queue_id)));
  out.append("entered_at", Json::string(format_time(visit.entered_at)));
  if (is_over) {
    out.append("left_at", Json::string(format_time(visit.left_at)));
    out.append("waited_ms", Json::integer(visit.waited_us / kMillisecond));
    out.append("in_sl", Json::boolean(visit.in_sl));
    out.append("is_short", Json::boolean(visit.is_short));
    out.append("reason", Json::string(std::string(name_of(visit.end))));
    out.append("agent_id", visit.agent_id ? Json::string(to_text(*visit.agent_id)) : Json());
  }
  const bool is_known = visit.predicted_us >= 0;
  out.append("predicted_ms", is_known ? Json::integer(visit.predicted_us / kMillisecond) : Json());
  Json missed = Json::object();
  for (const auto& [user, count] : visit.missed) {
    missed.append(to_text(user), Json::integer(count));
  }
  out.append("missed", std::move(missed));
  return out;
}

const std::string* text_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value && value->is_string() ? &value->as_string() : nullptr;
}

std::optional<Micros> time_in(const Json& object, std::string_view key) {
  const std::string* text = text_in(object, key);
  return text ? parse_time(*text) : std::nullopt;
}

std::optional<Id> id_in(const Json& object, std::string_view key) {
  const std::string* text = text_in(object, key);
  return text ? parse_id(*text) : std::nullopt;
}

bool is_true_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value && value->is_bool() && value->as_bool();
}

std::optional<VisitEnd> end_named(std::string_view name) {
  for (size_t i = 0; i < kEndNames.size(); ++i) {
    if (kEndNames[i] == name) return static_cast<VisitEnd>(i);
  }
  return std::nullopt;
}

Result<void> parse_missed(const Json& json, Visit& visit) {
  const Json* missed = json.find("missed");
  if (!missed) return {};
  if (!missed->is_object()) return damaged();
  for (const auto& [user, count] : missed->members()) {
    const auto id = parse_id(user);
    if (!id || !count.is_integer()) return damaged();
    visit.missed.emplace(*id, count.as_integer());
  }
  return {};
}

Result<Visit> parse_visit(const Json& json) {
  Visit visit;
  const auto queue = json.is_object() ? id_in(json, "queue_id") : std::nullopt;
  const auto entered = json.is_object() ? time_in(json, "entered_at") : std::nullopt;
  if (!queue || !entered) return damaged();
  visit.queue_id = *queue;
  visit.entered_at = *entered;
  if (const Json* predicted = json.find("predicted_ms"); predicted && predicted->is_integer()) {
    visit.predicted_us = predicted->as_integer() * kMillisecond;
  }
  if (auto done = parse_missed(json, visit); !done) return done.take_error();
  const std::string* reason = text_in(json, "reason");
  if (!reason) return visit;
  const auto end = end_named(*reason);
  const auto left = time_in(json, "left_at");
  const Json* waited = json.find("waited_ms");
  if (!end || !left || !waited || !waited->is_integer()) return damaged();
  visit.end = *end;
  visit.left_at = *left;
  visit.waited_us = waited->as_integer() * kMillisecond;
  visit.in_sl = is_true_in(json, "in_sl");
  visit.is_short = is_true_in(json, "is_short");
  visit.agent_id = id_in(json, "agent_id");
  return visit;
}

}  // namespace

std::string_view name_of(VisitEnd end) { return kEndNames[static_cast<size_t>(end)]; }

VisitEnd visit_end_of(acd::LeaveReason reason) {
  switch (reason) {
    case acd::LeaveReason::kServed:
      return VisitEnd::kServed;
    case acd::LeaveReason::kAbandoned:
      return VisitEnd::kAbandoned;
    case acd::LeaveReason::kTimeout:
      return VisitEnd::kTimeout;
    case acd::LeaveReason::kNoAgents:
      return VisitEnd::kNoAgents;
    case acd::LeaveReason::kExitKey:
      return VisitEnd::kExitKey;
    case acd::LeaveReason::kMoved:
      return VisitEnd::kMoved;
    case acd::LeaveReason::kQueueRemoved:
      return VisitEnd::kQueueRemoved;
    case acd::LeaveReason::kOverflow:
      return VisitEnd::kOverflow;
  }
  return VisitEnd::kMoved;
}

void judge(Visit& visit, const Queue& queue) {
  const int64_t waited_ms = visit.waited_us / kMillisecond;
  visit.in_sl = waited_ms <= queue.service_level_threshold_sec * 1'000;
  visit.is_short = visit.end == VisitEnd::kAbandoned && waited_ms < queue.short_abandon_sec * 1'000;
}

std::string render_visits(std::span<const Visit> over, const Visit* running) {
  if (over.empty() && !running) return "[]";
  Json list = Json::array();
  for (const Visit& visit : over) list.push(json_of(visit, true));
  if (running) list.push(json_of(*running, false));
  return list.dump();
}

Result<Visits> parse_visits(std::string_view text) {
  const auto list = Json::parse(text);
  if (!list || !list->is_array()) return damaged();
  Visits visits;
  for (const Json& json : list->items()) {
    if (visits.running) return damaged();  // it comes last
    auto visit = parse_visit(json);
    if (!visit) return visit.take_error();
    if (visit->left_at == 0) {
      visits.running = *std::move(visit);
    } else {
      visits.over.push_back(*std::move(visit));
    }
  }
  return visits;
}

void Engine::begin_visit(ActiveCall& call, Micros now) {
  SIVO_ASSERT(!call.visit);
  Visit& visit = call.visit.emplace();
  visit.queue_id = *call.row.queue_id;
  visit.entered_at = now;
  visit.predicted_us = call.row.predicted_us;
  line_up(call);
  call.row.visits = render_visits(call.visits, &visit);
  book_.mark(call);
}

void Engine::end_visit(ActiveCall& call, VisitEnd reason, Micros now) {
  if (!call.visit) return;
  const auto queue = directory_.queues.find(call.visit->queue_id);
  SIVO_ASSERT(queue != directory_.queues.end());
  queue->second.line.erase({call.row.joined_at, call.row.id});
  Visit visit = *std::move(call.visit);
  call.visit.reset();
  visit.left_at = now;
  visit.waited_us = now - call.row.joined_at;
  visit.end = reason;
  judge(visit, queue->second.queue);
  visit_over(call, visit);
  if (reason == VisitEnd::kAbandoned) remember_abandoned(call, visit, now);
  if (call.visits.size() < kVisitsMax) call.visits.push_back(std::move(visit));
  call.row.visits = render_visits(call.visits, nullptr);
  book_.mark(call);
}

void Engine::line_up(const ActiveCall& call) {
  const auto queue = directory_.queues.find(call.visit->queue_id);
  SIVO_ASSERT(queue != directory_.queues.end());
  queue->second.line.emplace(call.row.joined_at, call.row.id);
}

void Engine::note_missed(ActiveCall& call, const Id& user) {
  if (!call.visit) return;
  auto& missed = call.visit->missed;
  const auto found = missed.find(user);
  if (found == missed.end() && missed.size() >= kVisitMissedMax) return;
  ++missed[user];
  call.row.visits = render_visits(call.visits, &*call.visit);
  book_.mark(call);
}

void Engine::visit_over(const ActiveCall& call, const Visit& visit) {
  if (counting_) counting_->add(call.row.tenant_id, visit);
}

// The row's own columns are finer than the milliseconds of the text.
Result<void> Engine::restore_visits(ActiveCall& call) {
  auto visits = parse_visits(call.row.visits);
  if (!visits) return visits.take_error();
  call.visits = std::move(visits->over);
  if (call.row.state != CallState::kQueued) return {};
  if (!call.row.queue_id) return damaged();
  if (!visits->running) visits->running.emplace();
  call.visit = std::move(visits->running);
  call.visit->queue_id = *call.row.queue_id;
  call.visit->entered_at = call.row.entered_at;
  call.visit->predicted_us = call.row.predicted_us;
  return {};
}

// What else is known of a call that is over.
void Engine::forget_call(ActiveCall& call) {
  timers_.cancel(announce_key(call.slot));
  forget_callback(call);
  uncount_number(call);
}

}  // namespace sivo::call
