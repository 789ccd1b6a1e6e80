#include "base/assert.hpp"
#include "engine/stats/statistics.hpp"

namespace sivo::stats {
namespace {

// What tells the numbers of queues, tenants and agents apart in a digest.
enum class Owner : uint8_t { kLine = 1, kAgent = 2 };

Digest digest_of(Owner owner, const Id& id, const Place& place) {
  Digest digest;
  digest.add(static_cast<uint64_t>(owner));
  for (const uint8_t byte : id.bytes) digest.add(byte);
  digest.add(static_cast<uint64_t>(place.day));
  digest.add(place.cell);
  return digest;
}

}  // namespace

void Statistics::merge(const Statistics& other) {
  other.tenants_.for_each([&](const Tenant& from) {
    Tenant& to = tenant_of(from.id);
    SIVO_ASSERT(to.zone->name() == from.zone->name());
    from.kept.for_each([&](const LocalDay& day) { to.kept.begin(day); });
    merge_line(to, to.days, other, from.days);
  });
  other.queues_.for_each([&](const Queue& from) {
    Queue* to = queue_of(from.tenant, from.id);
    SIVO_ASSERT(to != nullptr && to->rules == from.rules);
    merge_line(tenant_of(from.tenant), to->days, other, from.days);
  });
  other.agents_.for_each([&](const Agent& from) {
    Agent* to = agent_of(from.tenant, from.id);
    SIVO_ASSERT(to != nullptr);
    merge_agent(tenant_of(from.tenant), to->days, other, from.days);
  });
}

void Statistics::merge_line(const Tenant& tenant, Days& days, const Statistics& other,
                            const Days& others) {
  tenant.kept.for_each_place([&](const Place& place) {
    const LineCell* from = other.lines_.find(others, place);
    if (!from) return;
    LineCell& to = line_cell(days, place);
    to.visits += from->visits;
    to.handling += from->handling;
    other.sketches_.for_each(from->waits, [&](uint32_t bucket, uint32_t count) {
      sketches_.add(to.waits, bucket, count);
    });
  });
}

void Statistics::merge_agent(const Tenant& tenant, Days& days, const Statistics& other,
                             const Days& others) {
  tenant.kept.for_each_place([&](const Place& place) {
    const AgentCell* from = other.agent_cells_.find(others, place);
    if (!from) return;
    AgentCell& to = agent_cell(days, place);
    to.handling += from->handling;
    to.times += from->times;
  });
}

// The digests of cells are summed, since they are found in no certain order.
uint64_t Statistics::digest() const {
  uint64_t sum = 0;
  tenants_.for_each(
      [&](const Tenant& tenant) { sum += digest_line(tenant, tenant.id, tenant.days); });
  queues_.for_each([&](const Queue& queue) {
    sum += digest_line(*tenants_.find(queue.tenant), queue.id, queue.days);
  });
  agents_.for_each(
      [&](const Agent& agent) { sum += digest_agent(*tenants_.find(agent.tenant), agent); });
  return sum;
}

uint64_t Statistics::digest_line(const Tenant& tenant, const Id& id, const Days& days) const {
  uint64_t sum = 0;
  tenant.kept.for_each_place([&](const Place& place) {
    const LineCell* cell = lines_.find(days, place);
    if (!cell) return;
    Digest digest = digest_of(Owner::kLine, id, place);
    digest.add(cell->visits);
    digest.add(cell->handling);
    sketches_.for_each(cell->waits, [&](uint32_t bucket, uint32_t count) {
      digest.add(bucket);
      digest.add(count);
    });
    sum += digest.value();
  });
  return sum;
}

uint64_t Statistics::digest_agent(const Tenant& tenant, const Agent& agent) const {
  uint64_t sum = 0;
  tenant.kept.for_each_place([&](const Place& place) {
    const AgentCell* cell = agent_cells_.find(agent.days, place);
    if (!cell) return;
    Digest digest = digest_of(Owner::kAgent, agent.id, place);
    digest.add(cell->handling);
    digest.add(cell->times);
    sum += digest.value();
  });
  return sum;
}

size_t Statistics::size_bytes() const {
  return lines_.size_bytes() + agent_cells_.size_bytes() + sketches_.size_bytes();
}

}  // namespace sivo::stats
