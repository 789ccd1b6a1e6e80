#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "engine/schedule/zone.hpp"
#include "engine/stats/cell_store.hpp"
#include "engine/stats/counters.hpp"
#include "engine/stats/entity_table.hpp"
#include "engine/stats/facts.hpp"
#include "engine/stats/interval.hpp"
#include "engine/stats/kept_days.hpp"
#include "engine/stats/report.hpp"
#include "engine/stats/sketch.hpp"
#include "schema/statistics.hpp"

namespace sivo::stats {

// Live statistics of queues, tenants and agents (spec/acd.md section 6), counted from facts in
// cells of 15 minutes on the tenant's clock, with the day's total beside them.
//
// Counts are a function of the configuration and the set of facts: in any order, or counted apart
// and merged, they are equal. Four things follow:
// - a visit counts in the interval in which it was decided, so that offered = answered + abandoned
//   + flow-outs in every interval;
// - of each tenant the day of its latest fact and the kDaysKept - 1 local days before are kept; an
//   older fact counts nothing. A fact from the far future therefore empties what was there;
// - a tenant's numbers are those of its queues, removed ones included; an agent's are all his
//   parts of calls. A fact may name a queue or an agent that is not configured (any more): it
//   counts for the others that it names, and for what is the latest day; the level of such a
//   queue is that of LevelRules{};
// - whether a visit was within the threshold or a short abandon was decided with it. The rules of
//   the service level are applied to what is kept: changing them changes the past too.
//
// Cost: a fact O(1) expected (a state: O(cells it touches), at most kDaysKept days), without an
// allocation once the pools have grown to a usual day's size; a reading O(1): one cell for a day,
// at most four for a span below, at most kDaysKept * kCellsOfDayMax for any other. Memory: 188
// bytes for a cell of a queue or tenant in which something was counted, and for its waits 68 bytes
// a block (one up to 16 different waits, kSketchBlocksMax at most); 116 bytes for an agent's cell;
// 460 bytes for the table of an owner's day. An agent with two shifts of 8 h needs 8.6 KB.
class Statistics {
 public:
  // The seed keeps outsiders from choosing ids that collide; nothing that can be read depends on
  // it.
  explicit Statistics(uint64_t seed = 0);

  // Configuration: adds, or changes what is there. Another zone drops what was counted of the
  // tenant, since its days are other ones (false): its facts may be given again. A queue or an
  // agent stays with its tenant, which must be there (asserts).
  bool set_tenant(const Id& tenant, const schedule::Zone& zone);
  void set_queue(const Id& tenant, const Id& queue, const LevelRules& rules);
  void set_agent(const Id& tenant, const Id& agent);
  // False when it is not there. A tenant takes its queues and agents along.
  bool remove_tenant(const Id& tenant);
  bool remove_queue(const Id& queue);
  bool remove_agent(const Id& agent);
  // What is configured, in no certain order.
  std::vector<Id> tenants() const { return ids_of(tenants_); }
  std::vector<Id> queues() const { return ids_of(queues_); }
  std::vector<Id> agents() const { return ids_of(agents_); }

  // False when it counted nothing: too old, or of a tenant that is not there. Negative durations,
  // and a tenant that is not the queue's or the agent's, are bugs of the caller (asserts).
  bool add(const VisitFact& fact);
  bool add(const HandledFact& fact);
  bool add(const OfferFact& fact);
  bool add(const StateFact& fact);

  // Adds what the other one counted. Both must have been configured the same (asserts).
  void merge(const Statistics& other);

  // What may be asked for. Nothing when the tenant is not there.
  std::optional<Interval> interval(const Id& tenant, Span span, Micros moment) const;
  // From the begin of the oldest day that is kept to the end of the latest; nothing before the
  // first fact.
  std::optional<Interval> kept(const Id& tenant) const;

  // The cells that begin in the interval; zeros and nulls outside of what is kept. Nothing when the
  // queue or agent is not there or is another tenant's.
  std::optional<QueueStatistics> queue(const Id& tenant, const Id& queue, const Interval& interval,
                                       const LineNow& now = {}) const;
  std::optional<TenantStatistics> tenant(const Id& tenant, const Interval& interval,
                                         const LineNow& now = {}) const;
  std::optional<AgentStatistics> agent(const Id& tenant, const Id& agent, const Interval& interval,
                                       const AgentNow& now = {}) const;

  // Over all that is kept, whatever the order in which it came. O(everything), for tests and
  // checks.
  uint64_t digest() const;
  // Held by the pools; it never shrinks.
  size_t size_bytes() const;

 private:
  struct LineCell {
    Visits visits;
    Handling handling;
    Sketch waits;
  };
  struct AgentCell {
    Handling handling;
    StateTimes times;
  };
  struct Tenant {
    Id id;
    std::optional<schedule::Zone> zone;  // always set
    KeptDays kept;
    Days days;
  };
  struct Queue {
    Id id;
    Id tenant;
    LevelRules rules;
    Days days;
  };
  struct Agent {
    Id id;
    Id tenant;
    Days days;
  };

  template <class T>
  static std::vector<Id> ids_of(const EntityTable<T>& table) {
    std::vector<Id> ids;
    table.for_each([&](const T& entity) { ids.push_back(entity.id); });
    return ids;
  }
  static LocalDay day_of(const Tenant& tenant, Micros moment);
  // Its day begins. Nothing when that is not kept.
  static std::optional<Place> place_of(Tenant& tenant, Micros moment);

  Tenant& tenant_of(const Id& id);
  // Null when it is not there; asserts that it is of the tenant.
  Queue* queue_of(const Id& tenant, const Id& id);
  Agent* agent_of(const Id& tenant, const Id& id);
  LineCell& line_cell(Days& days, const Place& place);
  AgentCell& agent_cell(Days& days, const Place& place);
  void clear_line(Days& days);
  void clear_agent(Days& days);
  void clear_counts(Tenant& tenant);
  void redefine(Queue& queue, const LevelRules& rules);
  template <class Fact>
  bool add_handling(const Fact& fact);
  void count_state(Agent& agent, const StateFact& fact, const LocalDay& day);

  void merge_line(const Tenant& tenant, Days& days, const Statistics& other, const Days& others);
  void merge_agent(const Tenant& tenant, Days& days, const Statistics& other, const Days& others);

  LineSum sum_line(const Tenant& tenant, const Days& days, const Interval& interval) const;
  AgentSum sum_agent(const Tenant& tenant, const Days& days, const Interval& interval) const;
  uint64_t digest_line(const Tenant& tenant, const Id& id, const Days& days) const;
  uint64_t digest_agent(const Tenant& tenant, const Agent& agent) const;

  EntityTable<Tenant> tenants_;
  EntityTable<Queue> queues_;
  EntityTable<Agent> agents_;
  CellStore<LineCell> lines_;
  CellStore<AgentCell> agent_cells_;
  SketchPool sketches_;
};

}  // namespace sivo::stats
