#include "engine/stats/statistics.hpp"

namespace sivo::stats {

std::optional<Interval> Statistics::interval(const Id& tenant, Span span, Micros moment) const {
  const Tenant* known = tenants_.find(tenant);
  if (!known) return std::nullopt;
  return interval_at(*known->zone, span, moment);
}

std::optional<Interval> Statistics::kept(const Id& tenant) const {
  const Tenant* known = tenants_.find(tenant);
  if (!known || !known->kept.newest()) return std::nullopt;
  const schedule::Zone& zone = *known->zone;
  return Interval{zone.to_moment({*known->kept.newest() - kDaysKept + 1, 0}),
                  zone.to_moment({*known->kept.newest() + 1, 0})};
}

std::optional<QueueStatistics> Statistics::queue(const Id& tenant, const Id& queue,
                                                 const Interval& interval,
                                                 const LineNow& now) const {
  const Tenant* owner = tenants_.find(tenant);
  const Queue* known = queues_.find(queue);
  if (!owner || !known || known->tenant != tenant) return std::nullopt;
  QueueStatistics report = queue_report(sum_line(*owner, known->days, interval), interval, now);
  report.tenant_id = tenant;
  report.queue_id = queue;
  return report;
}

std::optional<TenantStatistics> Statistics::tenant(const Id& tenant, const Interval& interval,
                                                   const LineNow& now) const {
  const Tenant* known = tenants_.find(tenant);
  if (!known) return std::nullopt;
  TenantStatistics report = tenant_report(sum_line(*known, known->days, interval), interval, now);
  report.tenant_id = tenant;
  return report;
}

std::optional<AgentStatistics> Statistics::agent(const Id& tenant, const Id& agent,
                                                 const Interval& interval,
                                                 const AgentNow& now) const {
  const Tenant* owner = tenants_.find(tenant);
  const Agent* known = agents_.find(agent);
  if (!owner || !known || known->tenant != tenant) return std::nullopt;
  AgentStatistics report = agent_report(sum_agent(*owner, known->days, interval), interval, now);
  report.tenant_id = tenant;
  report.user_id = agent;
  return report;
}

LineSum Statistics::sum_line(const Tenant& tenant, const Days& days,
                             const Interval& interval) const {
  LineSum sum;
  tenant.kept.for_each_place_in(interval, [&](const Place& place) {
    const LineCell* cell = lines_.find(days, place);
    if (!cell) return;
    sum.visits += cell->visits;
    sum.handling += cell->handling;
    sketches_.for_each(cell->waits,
                       [&](uint32_t bucket, uint32_t count) { sum.waits.add(bucket, count); });
  });
  return sum;
}

AgentSum Statistics::sum_agent(const Tenant& tenant, const Days& days,
                               const Interval& interval) const {
  AgentSum sum;
  tenant.kept.for_each_place_in(interval, [&](const Place& place) {
    const AgentCell* cell = agent_cells_.find(days, place);
    if (!cell) return;
    sum.handling += cell->handling;
    sum.times += cell->times;
  });
  return sum;
}

}  // namespace sivo::stats
