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

}  // namespace

bool is_productive(const Directory& directory, const std::optional<Id>& pause_reason) {
  if (!pause_reason) return false;
  const auto found = directory.pause_reasons.find(*pause_reason);
  return found != directory.pause_reasons.end() && found->second.is_productive;
}

void Counting::set_tenant(const Id& tenant, std::string_view timezone) {
  auto zone = schedule::Zone::find(timezone);
  if (!zone) zone = schedule::Zone::find("UTC");  // the configuration knows only zones that exist
  SIVO_ASSERT(zone.ok());
  statistics_.set_tenant(tenant, *zone);
}

void Counting::set_queue(const Queue& queue) {
  stats::QueueRules rules;
  rules.threshold_us = queue.service_level_threshold_sec * kSecond;
  rules.short_abandon_us = queue.short_abandon_sec * kSecond;
  rules.definition = queue.service_level_definition;
  statistics_.set_queue(queue.tenant_id, queue.id, rules);
}

void Counting::set_agent(const Agent& agent) { statistics_.set_agent(agent.tenant_id, agent.id); }

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
  fact.was_transferred = part.was_transferred;
  statistics_.add(fact);
}

void Counting::add(std::string_view type, const Id& tenant, const OfferEvent& data, Micros at) {
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

void Counting::add(const Directory& directory, const Id& tenant, const AgentEvent& data,
                   Micros at) {
  stats::StateFact fact;
  fact.tenant = tenant;
  fact.agent = data.user_id;
  fact.status = data.previous_status;
  fact.is_productive = is_productive(directory, data.previous_pause_reason_id);
  fact.until = at;
  fact.from = at - std::max<int64_t>(0, data.previous_ms) * kMillisecond;
  statistics_.add(fact);
}

void Counting::add(const sivo::Call& cdr, const std::optional<Id>& running) {
  if (auto visits = parse_visits(cdr.queue_visits)) {
    for (const Visit& visit : visits->over) add(cdr.tenant_id, visit);
  }
  std::vector<HandledPart> parts = parse_parts(cdr.handled);
  if (running) {
    const HandledPart* last = wrapping_part(parts, *running);
    if (last) parts.erase(parts.begin() + (last - parts.data()));
  }
  for (const HandledPart& part : parts) add(cdr.tenant_id, part);
}

void Counting::add(const Directory& directory, const Event& event) {
  if (event.type == kStatusChanged) {
    auto data = schema::parse_record(schema::table_of<AgentEvent>(), event.data);
    if (data) add(directory, event.tenant_id, data->as<AgentEvent>(), event.created_at);
    return;
  }
  if (!event.type.starts_with("offer.")) return;
  auto data = schema::parse_record(schema::table_of<OfferEvent>(), event.data);
  if (data) add(event.type, event.tenant_id, data->as<OfferEvent>(), event.created_at);
}

}  // namespace sivo::call
