#pragma once

#include <cstdint>
#include <string_view>

#include "engine/stats/statistics.hpp"

// A tenant in Madrid with two queues and two agents, and facts about them.
namespace sivo::stats {

inline Micros utc(std::string_view text) { return parse_time(text).value(); }
inline schedule::Zone zone(std::string_view name) { return schedule::Zone::find(name).value(); }

inline Id id_of(uint8_t kind, uint8_t number) {
  Id id;
  id.bytes[0] = kind;
  id.bytes[15] = number;
  return id;
}
inline Id tenant_id(uint8_t number) { return id_of(1, number); }
inline Id queue_id(uint8_t number) { return id_of(2, number); }
inline Id agent_id(uint8_t number) { return id_of(3, number); }

inline const Id kTenant = tenant_id(1);
inline const Id kSales = queue_id(1);
inline const Id kSupport = queue_id(2);
inline const Id kAnna = agent_id(1);
inline const Id kBen = agent_id(2);
// A summer day; 10:00 in Madrid.
inline const Micros kTen = utc("2026-07-15T08:00:00Z");

inline Statistics make_center() {
  Statistics statistics;
  statistics.set_tenant(kTenant, zone("Europe/Madrid"));
  for (const Id& queue : {kSales, kSupport}) statistics.set_queue(kTenant, queue, {});
  for (const Id& agent : {kAnna, kBen}) statistics.set_agent(kTenant, agent);
  return statistics;
}

// With a threshold of 20 s and a short abandon's limit of 5 s.
inline VisitFact visit(const Id& queue, Micros decided, VisitEnd end, Micros wait_us) {
  const bool is_short = end == VisitEnd::kAbandoned && wait_us < 5 * kSecond;
  return {kTenant, queue, decided, end, wait_us, -1, wait_us <= 20 * kSecond, is_short};
}

inline HandledFact handled(const Id& queue, const Id& agent, Micros ended, Micros talk_us) {
  HandledFact fact;
  fact.tenant = kTenant;
  fact.queue = queue;
  fact.agent = agent;
  fact.ended = ended;
  fact.talk_us = talk_us;
  return fact;
}

inline StateFact state(const Id& agent, Doing doing, Micros from, Micros until) {
  return {kTenant, agent, doing, from, until};
}

inline QueueStatistics queue_in(const Statistics& statistics, const Id& queue, Span span,
                                Micros moment) {
  const Interval interval = statistics.interval(kTenant, span, moment).value();
  return statistics.queue(kTenant, queue, interval).value();
}
inline TenantStatistics tenant_in(const Statistics& statistics, Span span, Micros moment) {
  return statistics.tenant(kTenant, statistics.interval(kTenant, span, moment).value()).value();
}
inline AgentStatistics agent_in(const Statistics& statistics, const Id& agent, Span span,
                                Micros moment) {
  const Interval interval = statistics.interval(kTenant, span, moment).value();
  return statistics.agent(kTenant, agent, interval).value();
}

}  // namespace sivo::stats
