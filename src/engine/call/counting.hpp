#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "engine/call/directory.hpp"
#include "engine/call/handled.hpp"
#include "engine/call/visits.hpp"
#include "engine/stats/statistics.hpp"
#include "schema/call.hpp"
#include "schema/events.hpp"

namespace sivo::call {

inline constexpr std::string_view kStatusChanged = "agent.status_changed";

// Turns what happens to calls and agents into the facts of the statistics, live and from records:
// a CDR gives its queue visits and agents' parts, events give offers and agents' states. Both ways
// give the same facts, to the millisecond that the records hold.
class Counting {
 public:
  explicit Counting(uint64_t seed) : statistics_(seed) {}

  void set_tenant(const Id& tenant, std::string_view timezone);
  void set_queue(const Queue& queue);
  void set_agent(const Agent& agent);
  // Queues and agents that are not there, and other tables, are ignored.
  void remove(const schema::Table& table, const Id& id);

  void add(const Id& tenant, const Visit& visit);
  void add(const Id& tenant, const HandledPart& part);
  // Events that say nothing about offers and agents are ignored.
  void add(std::string_view type, const Id& tenant, const OfferEvent& data, Micros at);
  void add(const Directory& directory, const Id& tenant, const AgentEvent& data, Micros at);

  // From the file. `running` is the agent whose wrap-up of this call goes on: his last part is
  // counted when it is over.
  void add(const sivo::Call& cdr, const std::optional<Id>& running);
  void add(const Directory& directory, const Event& event);

  const stats::Statistics& statistics() const { return statistics_; }

 private:
  stats::Statistics statistics_;
};

// Whether pauses for this reason count as work; of an unknown one: no.
bool is_productive(const Directory& directory, const std::optional<Id>& pause_reason);

}  // namespace sivo::call
