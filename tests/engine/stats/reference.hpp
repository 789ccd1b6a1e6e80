#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "engine/stats/fixture.hpp"

// Statistics as they are defined: every report walks all facts.
namespace sivo::stats {

using Fact = std::variant<VisitFact, HandledFact, OfferFact, StateFact>;

struct Reference {
  std::map<Id, schedule::Zone> tenants;
  std::map<Id, LevelRules> queues;
  std::vector<Id> agents;
  std::vector<Fact> facts;

  // Of a queue that is not configured.
  LevelRules rules_of(const Id& queue) const {
    const auto found = queues.find(queue);
    return found == queues.end() ? LevelRules{} : found->second;
  }
  template <class F>
  static bool counts(const F&) {
    return true;
  }
  static bool counts(const StateFact& fact) {
    return fact.doing != Doing::kNothing && fact.from < fact.until;
  }
  static Micros last_moment(const VisitFact& fact) { return fact.decided; }
  static Micros last_moment(const HandledFact& fact) { return fact.ended; }
  static Micros last_moment(const OfferFact& fact) { return fact.decided; }
  static Micros last_moment(const StateFact& fact) { return fact.until - 1; }

  // From when on facts of the tenant are kept.
  Micros kept_from(const Id& tenant) const {
    std::optional<int32_t> newest;
    for (const Fact& fact : facts) {
      std::visit(
          [&](const auto& known) {
            if (known.tenant != tenant || !counts(known)) return;
            const int32_t day = tenants.at(tenant).to_local(last_moment(known)).days;
            newest = std::max(newest.value_or(day), day);
          },
          fact);
    }
    return newest ? tenants.at(tenant).to_moment({*newest - kDaysKept + 1, 0}) : kNever;
  }

  // Of one queue, or of all queues of the tenant, removed ones too.
  LineSum line(const Id& tenant, const std::optional<Id>& queue, const Interval& interval,
               std::vector<Micros>& waits) const {
    LineSum sum;
    const Micros from = std::max(interval.from, kept_from(tenant));
    const auto is_meant = [&](const auto& fact) {
      return fact.tenant == tenant && !fact.queue.is_nil() && (!queue || fact.queue == *queue) &&
             last_moment(fact) >= from && last_moment(fact) < interval.until;
    };
    for (const Fact& fact : facts) {
      if (const auto* visit = std::get_if<VisitFact>(&fact); visit && is_meant(*visit)) {
        sum.visits += visits_of(*visit, rules_of(visit->queue));
        if (is_offered(visit->end)) waits.push_back(visit->wait_us);
      }
      if (const auto* part = std::get_if<HandledFact>(&fact); part && is_meant(*part))
        sum.handling += handling_of(*part);
      if (const auto* offer = std::get_if<OfferFact>(&fact); offer && is_meant(*offer))
        sum.handling += handling_of(*offer);
    }
    std::sort(waits.begin(), waits.end());
    return sum;
  }

  AgentSum agent(const Id& tenant, const Id& agent, const Interval& interval) const {
    AgentSum sum;
    const Interval kept{std::max(interval.from, kept_from(tenant)), interval.until};
    const auto is_meant = [&](const auto& fact) {
      return fact.tenant == tenant && fact.agent == agent && last_moment(fact) >= kept.from &&
             last_moment(fact) < kept.until;
    };
    for (const Fact& fact : facts) {
      if (const auto* part = std::get_if<HandledFact>(&fact); part && is_meant(*part))
        sum.handling += handling_of(*part);
      if (const auto* offer = std::get_if<OfferFact>(&fact); offer && is_meant(*offer))
        sum.handling += handling_of(*offer);
      if (const auto* state = std::get_if<StateFact>(&fact); state && state->agent == agent) {
        const Micros spent_us = overlap_us(kept, {state->from, state->until});
        sum.times += times_of(state->doing, spent_us);
      }
    }
    return sum;
  }
};

}  // namespace sivo::stats
