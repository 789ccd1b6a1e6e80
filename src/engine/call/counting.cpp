#include "engine/call/counting.hpp"

#include <algorithm>

#include "schema/json.hpp"
#include "schema/walk.hpp"

namespace sivo::call {
namespace {

// What the records hold.
Micros to_millisecond(Micros time) { return time - time % kMillisecond; }

stats::VisitEnd end_of(VisitEnd end) {
  switch (end) {
    case VisitEnd::kServed:
      return stats::VisitEnd::kAnswered;
    case VisitEnd::kAbandoned:
      return stats::VisitEnd::kAbandoned;
    case VisitEnd::kTimeout:
      return stats::VisitEnd::kTimeout;
    case VisitEnd::kExitKey:
      return stats::VisitEnd::kExitKey;
    case VisitEnd::kOverflow:
      return stats::VisitEnd::kOverflow;
    case VisitEnd::kNoAgents:
      return stats::VisitEnd::kNoAgent;
    case VisitEnd::kFull:
      return stats::VisitEnd::kFull;
    case VisitEnd::kRefusedEmpty:
      return stats::VisitEnd::kRefusedEmpty;
    case VisitEnd::kMoved:
    case VisitEnd::kQueueRemoved:
    case VisitEnd::kCallbackFailed:
      return stats::VisitEnd::kMoved;
  }
  return stats::VisitEnd::kMoved;
}

std::optional<stats::OfferEnd> offer_end(std::string_view type, const OfferEvent& data) {
  if (type == "offer.accepted") return stats::OfferEnd::kAnswered;
  if (type == "offer.missed") return stats::OfferEnd::kMissed;
  if (type != "offer.rejected") return std::nullopt;
  if (data.outcome == "busy") return stats::OfferEnd::kBusy;
  if (data.outcome == "unreachable") return stats::OfferEnd::kUnreachable;
  return stats::OfferEnd::kRejected;
}

bool is_ring_over(std::string_view type) {
  return type == "offer.accepted" || type == "offer.missed" || type == "offer.rejected" ||
         type == "offer.cancelled";
}

}  // namespace

bool is_productive(const Directory& directory, const std::optional<Id>& pause_reason) {
  if (!pause_reason) return false;
  const auto found = directory.pause_reasons.find(*pause_reason);
  return found != directory.pause_reasons.end() && found->second.is_productive;
}

stats::Doing doing_of(UserStatus status, bool is_productive, bool is_supervision) {
  switch (status) {
    case UserStatus::kAvailable:
      return stats::Doing::kAvailable;
    case UserStatus::kOnCall:
      return is_supervision ? stats::Doing::kSupervising : stats::Doing::kOnCall;
    case UserStatus::kPaused:
      return is_productive ? stats::Doing::kProductivePause : stats::Doing::kPaused;
    case UserStatus::kAcw:
      return stats::Doing::kWrapUp;
    case UserStatus::kLoggedOut:
      break;
  }
  return stats::Doing::kNothing;
}

bool Counting::set_tenant(const Id& tenant, std::string_view timezone) {
  auto zone = schedule::Zone::find(timezone);
  return statistics_.set_tenant(tenant, zone ? *zone : schedule::Zone::utc());
}

void Counting::set_queue(const Queue& queue) {
  stats::LevelRules rules;
  rules.definition = queue.service_level_definition;
  rules.excludes_short = queue.service_level_excludes_short_abandons;
  rules.includes_flow_outs = queue.service_level_includes_flow_outs;
  statistics_.set_queue(queue.tenant_id, queue.id, rules);
}

void Counting::set_agent(const Agent& agent) { statistics_.set_agent(agent.tenant_id, agent.id); }

void Counting::keep_only(const Directory& directory) {
  for (const Id& id : statistics_.tenants()) {
    if (!directory.tenants.contains(id)) statistics_.remove_tenant(id);
  }
  for (const Id& id : statistics_.queues()) {
    if (!directory.queues.contains(id)) statistics_.remove_queue(id);
  }
  for (const Id& id : statistics_.agents()) {
    if (!directory.agents.contains(id)) statistics_.remove_agent(id);
  }
}

void Counting::remove(const schema::Table& table, const Id& id) {
  if (table.kind == Kind::kTenant) statistics_.remove_tenant(id);
  if (table.kind == Kind::kQueue) statistics_.remove_queue(id);
  if (table.kind == Kind::kUser) statistics_.remove_agent(id);
}

void Counting::add(const Id& tenant, const Visit& visit) {
  stats::VisitFact fact;
  fact.tenant = tenant;
  fact.queue = visit.queue_id;
  fact.decided = to_millisecond(visit.left_at);
  fact.end = end_of(visit.end);
  fact.wait_us = std::max<Micros>(0, to_millisecond(visit.waited_us));
  fact.predicted_us = visit.predicted_us < 0 ? -1 : to_millisecond(visit.predicted_us);
  fact.is_within = visit.in_sl;
  fact.is_short = visit.is_short;
  statistics_.add(fact);
}

void Counting::add(const Id& tenant, const HandledPart& part) {
  stats::HandledFact fact;
  fact.tenant = tenant;
  fact.queue = part.queue_id.value_or(Id{});
  fact.agent = part.agent_id;
  fact.ended = part.ended_at + part.acw_ms * kMillisecond;
  fact.ring_us = part.ring_ms * kMillisecond;
  fact.talk_us = part.talk_ms * kMillisecond;
  fact.hold_us = part.hold_ms * kMillisecond;
  fact.acw_us = part.acw_ms * kMillisecond;
  fact.transfer = part.transfer;
  statistics_.add(fact);
}

void Counting::add(std::string_view type, const Id& tenant, const OfferEvent& data, Micros at) {
  if (is_ring_over(type)) {
    stats::StateFact rang;
    rang.tenant = tenant;
    rang.agent = data.user_id;
    rang.doing = stats::Doing::kRinging;
    rang.from = to_millisecond(data.dialled_at);
    rang.until = rang.from + std::max<int64_t>(0, data.ring_ms) * kMillisecond;
    statistics_.add(rang);
  }
  const auto end = offer_end(type, data);
  if (!end || !data.queue_id) return;
  stats::OfferFact fact;
  fact.tenant = tenant;
  fact.queue = *data.queue_id;
  fact.agent = data.user_id;
  fact.decided = at;
  fact.end = *end;
  statistics_.add(fact);
}

void Counting::add(const Id& tenant, const AgentEvent& data, Micros at) {
  stats::StateFact fact;
  fact.tenant = tenant;
  fact.agent = data.user_id;
  fact.doing =
      doing_of(data.previous_status, data.previous_is_productive, data.previous_is_supervision);
  fact.until = at;
  fact.from = at - std::max<int64_t>(0, data.previous_ms) * kMillisecond;
  statistics_.add(fact);
}

void Counting::add(const sivo::Call& cdr, std::span<const Id> wrapping) {
  if (auto visits = parse_visits(cdr.queue_visits)) {
    for (const Visit& visit : visits->over) add(cdr.tenant_id, visit);
  }
  std::vector<HandledPart> parts = parse_parts(cdr.handled);
  for (const Id& agent : wrapping) {
    const HandledPart* last = wrapping_part(parts, agent);
    if (last) parts.erase(parts.begin() + (last - parts.data()));
  }
  for (const HandledPart& part : parts) add(cdr.tenant_id, part);
}

void Counting::add_wrapped_up(const sivo::Call& cdr, const Id& agent) {
  std::vector<HandledPart> parts = parse_parts(cdr.handled);
  const HandledPart* last = wrapping_part(parts, agent);
  if (last) add(cdr.tenant_id, *last);
}

void Counting::add(const Event& event) {
  if (event.type == kStatusChanged) {
    auto data = schema::parse_record(schema::table_of<AgentEvent>(), event.data);
    if (data) add(event.tenant_id, data->as<AgentEvent>(), event.created_at);
    return;
  }
  if (!event.type.starts_with("offer.")) return;
  auto data = schema::parse_record(schema::table_of<OfferEvent>(), event.data);
  if (data) add(event.type, event.tenant_id, data->as<OfferEvent>(), event.created_at);
}

}  // namespace sivo::call
