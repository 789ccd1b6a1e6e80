#include "engine/stats/statistics.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

uint32_t bucket_of_wait(Micros wait_us) {
  return bucket_of(static_cast<uint64_t>(counted_us(wait_us) / kMillisecond));
}

Micros moment_of(const HandledFact& fact) { return fact.ended; }
Micros moment_of(const OfferFact& fact) { return fact.decided; }

}  // namespace

Statistics::Statistics(uint64_t seed) : tenants_(seed), queues_(seed), agents_(seed) {}

bool Statistics::set_tenant(const Id& tenant, const schedule::Zone& zone) {
  Tenant* known = tenants_.find(tenant);
  if (!known) {
    tenants_.put(tenant, Tenant{tenant, zone, {}, {}});
    return true;
  }
  if (known->zone->name() == zone.name()) return true;
  clear_counts(*known);
  known->zone = zone;
  return false;
}

void Statistics::set_queue(const Id& tenant, const Id& queue, const LevelRules& rules) {
  SIVO_ASSERT(tenants_.find(tenant) != nullptr);
  Queue* known = queue_of(tenant, queue);
  if (!known) {
    queues_.put(queue, Queue{queue, tenant, rules, {}});
    return;
  }
  if (known->rules != rules) redefine(*known, rules);
}

void Statistics::set_agent(const Id& tenant, const Id& agent) {
  SIVO_ASSERT(tenants_.find(tenant) != nullptr);
  if (!agent_of(tenant, agent)) agents_.put(agent, Agent{agent, tenant, {}});
}

bool Statistics::remove_tenant(const Id& tenant) {
  Tenant* known = tenants_.find(tenant);
  if (!known) return false;
  clear_counts(*known);
  queues_.for_each([&](const Queue& queue) {
    if (queue.tenant == tenant) queues_.erase(Id(queue.id));
  });
  agents_.for_each([&](const Agent& agent) {
    if (agent.tenant == tenant) agents_.erase(Id(agent.id));
  });
  tenants_.erase(tenant);
  return true;
}

bool Statistics::remove_queue(const Id& queue) {
  Queue* known = queues_.find(queue);
  if (!known) return false;
  redefine(*known, {});  // what the tenant keeps of it
  clear_line(known->days);
  queues_.erase(queue);
  return true;
}

bool Statistics::remove_agent(const Id& agent) {
  Agent* known = agents_.find(agent);
  if (!known) return false;
  clear_agent(known->days);
  agents_.erase(agent);
  return true;
}

bool Statistics::add(const VisitFact& fact) {
  Tenant* tenant = tenants_.find(fact.tenant);
  if (!tenant) return false;
  Queue* queue = queue_of(fact.tenant, fact.queue);
  const Visits one = visits_of(fact, queue ? queue->rules : LevelRules{});
  const auto place = place_of(*tenant, fact.decided);
  if (!place) return false;
  for (Days* days : {queue ? &queue->days : nullptr, &tenant->days}) {
    if (!days) continue;
    for (const uint32_t cell : {place->cell, kWholeDay}) {
      LineCell& counted = line_cell(*days, {place->day, cell});
      counted.visits += one;
      if (is_offered(fact.end)) sketches_.add(counted.waits, bucket_of_wait(fact.wait_us), 1);
    }
  }
  return true;
}

bool Statistics::add(const HandledFact& fact) { return add_handling(fact); }

bool Statistics::add(const OfferFact& fact) { return add_handling(fact); }

bool Statistics::add(const StateFact& fact) {
  SIVO_ASSERT(fact.from <= fact.until);
  Tenant* found = tenants_.find(fact.tenant);
  if (!found || fact.doing == Doing::kNothing || fact.from == fact.until) return false;
  Tenant& tenant = *found;
  const auto last = place_of(tenant, fact.until - 1);
  Agent* agent = agent_of(fact.tenant, fact.agent);
  if (!agent || !last) return false;
  LocalDay day = day_of(tenant, fact.until - 1);
  for (int32_t i = 0; i < kDaysKept && tenant.kept.keeps(day.number); ++i) {
    tenant.kept.begin(day);
    count_state(*agent, fact, day);
    if (day.begin <= fact.from) break;
    day = day_of(tenant, day.begin - 1);
  }
  return true;
}

LocalDay Statistics::day_of(const Tenant& tenant, Micros moment) {
  const LocalDay* kept = tenant.kept.find(moment);
  return kept ? *kept : local_day(*tenant.zone, moment);
}

std::optional<Place> Statistics::place_of(Tenant& tenant, Micros moment) {
  moment = std::clamp(moment, kMomentMin, kMomentMax);
  const LocalDay day = day_of(tenant, moment);
  tenant.kept.begin(day);
  if (!tenant.kept.keeps(day.number)) return std::nullopt;
  return Place{day.number, cell_of(day, moment)};
}

Statistics::Tenant& Statistics::tenant_of(const Id& id) {
  Tenant* tenant = tenants_.find(id);
  SIVO_ASSERT(tenant != nullptr);
  return *tenant;
}

Statistics::Queue* Statistics::queue_of(const Id& tenant, const Id& id) {
  Queue* queue = queues_.find(id);
  SIVO_ASSERT(!queue || queue->tenant == tenant);
  return queue;
}

Statistics::Agent* Statistics::agent_of(const Id& tenant, const Id& id) {
  Agent* agent = agents_.find(id);
  SIVO_ASSERT(!agent || agent->tenant == tenant);
  return agent;
}

Statistics::LineCell& Statistics::line_cell(Days& days, const Place& place) {
  const auto drop = [this](LineCell& cell) { sketches_.clear(cell.waits); };
  return lines_.cell(days, place, drop);
}

Statistics::AgentCell& Statistics::agent_cell(Days& days, const Place& place) {
  return agent_cells_.cell(days, place, [](AgentCell&) {});
}

void Statistics::clear_line(Days& days) {
  lines_.clear(days, [this](LineCell& cell) { sketches_.clear(cell.waits); });
}

void Statistics::clear_agent(Days& days) {
  agent_cells_.clear(days, [](AgentCell&) {});
}

void Statistics::clear_counts(Tenant& tenant) {
  clear_line(tenant.days);
  queues_.for_each([&](Queue& queue) {
    if (queue.tenant == tenant.id) clear_line(queue.days);
  });
  agents_.for_each([&](Agent& agent) {
    if (agent.tenant == tenant.id) clear_agent(agent.days);
  });
  tenant.kept = {};
}

// The tenant's share of the queue follows.
void Statistics::redefine(Queue& queue, const LevelRules& rules) {
  queue.rules = rules;
  Tenant& tenant = tenant_of(queue.tenant);
  tenant.kept.for_each_place([&](const Place& place) {
    if (!lines_.find(queue.days, place)) return;
    Visits& own = line_cell(queue.days, place).visits;
    Visits& all = line_cell(tenant.days, place).visits;
    const Level level = level_of(own, rules);
    all.level_within = all.level_within - own.level_within + level.within;
    all.level_of = all.level_of - own.level_of + level.of;
    own.level_within = level.within;
    own.level_of = level.of;
  });
}

template <class Fact>
bool Statistics::add_handling(const Fact& fact) {
  Tenant* tenant = tenants_.find(fact.tenant);
  const bool has_queue = !fact.queue.is_nil();
  Queue* queue = queue_of(fact.tenant, fact.queue);
  Agent* agent = agent_of(fact.tenant, fact.agent);
  if (!tenant) return false;
  const Handling one = handling_of(fact);
  const auto place = place_of(*tenant, moment_of(fact));
  if (!place || (!has_queue && !agent)) return false;
  for (const uint32_t cell : {place->cell, kWholeDay}) {
    if (queue) line_cell(queue->days, {place->day, cell}).handling += one;
    if (has_queue) line_cell(tenant->days, {place->day, cell}).handling += one;
    if (agent) agent_cell(agent->days, {place->day, cell}).handling += one;
  }
  return true;
}

void Statistics::count_state(Agent& agent, const StateFact& fact, const LocalDay& day) {
  const Interval inside{std::max(fact.from, day.begin), std::min(fact.until, day.end)};
  const auto count = [&](uint32_t cell, Micros duration_us) {
    agent_cell(agent.days, {day.number, cell}).times += times_of(fact.doing, duration_us);
  };
  count(kWholeDay, inside.until - inside.from);
  const uint32_t last = cell_of(day, inside.until - 1);
  for (uint32_t cell = cell_of(day, inside.from); cell <= last; ++cell) {
    count(cell, overlap_us(inside, cell_interval(day, cell)));
  }
}

}  // namespace sivo::stats
