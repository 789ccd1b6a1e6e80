#pragma once

#include <map>
#include <optional>
#include <span>
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

  // False: another zone, and nothing is counted of the tenant any more.
  bool set_tenant(const Id& tenant, std::string_view timezone);
  void set_queue(const Queue& queue);
  void set_agent(const Agent& agent);
  // What the directory does not have goes.
  void keep_only(const Directory& directory);
  // Queues and agents that are not there, and other tables, are ignored.
  void remove(const schema::Table& table, const Id& id);

  void add(const Id& tenant, const Visit& visit);
  void add(const Id& tenant, const HandledPart& part);
  // Events that say nothing about offers and agents are ignored.
  void add(std::string_view type, const Id& tenant, const OfferEvent& data, Micros at);
  void add(const Id& tenant, const AgentEvent& data, Micros at);

  // From the file. `wrapping` are the agents whose wrap-up of this call goes on: the last part of
  // each is counted when that is over.
  void add(const sivo::Call& cdr, std::span<const Id> wrapping);
  void add_wrapped_up(const sivo::Call& cdr, const Id& agent);  // the part that was left out
  void add(const Event& event);

  const stats::Statistics& statistics() const { return statistics_; }

 private:
  stats::Statistics statistics_;
};

// Whether pauses for this reason count as work; of an unknown one: no.
bool is_productive(const Directory& directory, const std::optional<Id>& pause_reason);
// How the statistics see a status, of a pause or a call with what it was.
stats::Doing doing_of(UserStatus status, bool is_productive, bool is_supervision);

}  // namespace sivo::call
