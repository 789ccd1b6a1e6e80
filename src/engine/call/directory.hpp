#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/acd/types.hpp"
#include "engine/ivr/flow.hpp"
#include "engine/schedule/calendar.hpp"
#include "schema/did.hpp"
#include "schema/ivr_flow.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/live.hpp"
#include "schema/pause_reason.hpp"
#include "schema/queue.hpp"
#include "schema/queue_member.hpp"
#include "schema/record.hpp"
#include "schema/schedule.hpp"
#include "schema/tenant.hpp"
#include "schema/user.hpp"

namespace sivo::call {

using schema::Record;

// An agent as the engines see him.
struct Agent {
  Id id;
  Id tenant_id;
  std::optional<std::string> extension;
  std::string full_name;
  Role role = Role::kAgent;
  acd::AgentRef ref{acd::kNoRef};
  LiveAgent live;
  bool is_dirty = false;
};

struct QueueEntry {
  Queue queue;
  acd::QueueRef ref{acd::kNoRef};
  bool is_leaving = false;                 // being removed
  std::deque<LiveAnswer> answers{};        // fewest-calls: what counts, as written, oldest first
  std::set<std::pair<Micros, Id>> line{};  // who waits: since when, and the call
};

struct FlowVersion {
  Id tenant_id;
  Id flow_id;
  int64_t version = 0;
  bool is_active = false;
  ivr::FlowPtr flow;  // shared with the sessions that run it
};

// The configuration in memory, kept equal to the file's by Engine::configure and Engine::remove.
// Every look-up names the tenant; what belongs to another one is not found.
class Directory {
 public:
  struct TenantEntry {
    Tenant tenant;
    std::string timezone = "Europe/Madrid";
    Language locale = Language::kEs;
  };
  struct MemberEntry {
    Id tenant_id;
    Id queue_id;
    Id user_id;
  };

  std::map<Id, TenantEntry> tenants;
  std::map<Id, Agent> agents;
  std::map<Id, QueueEntry> queues;
  std::map<Id, MemberEntry> members;
  std::map<Id, IvrFlow> flows;
  std::map<Id, FlowVersion> versions;  // by the id of the version's row
  std::map<Id, Did> dids;
  std::map<Id, schedule::Calendar> calendars;
  std::map<Id, PauseReason> pause_reasons;
  std::map<Id, Id> trunks;  // to their tenant
  std::map<Id, Schedule> schedules;

  const TenantEntry* tenant(const Id& id) const;
  // By slug or SIP domain.
  std::optional<Id> tenant_named(std::string_view name) const;
  Agent* agent(const Id& tenant, const Id& id);
  Agent* agent_at(const Id& tenant, std::string_view extension);
  Agent* agent_of(acd::AgentRef ref);
  QueueEntry* queue(const Id& tenant, const Id& id);
  QueueEntry* queue_of(acd::QueueRef ref);
  // By id or by name, as flows write it.
  QueueEntry* queue_named(const Id& tenant, std::string_view text);
  const Did* did_numbered(std::string_view number) const;
  const Did* did(const Id& tenant, const Id& id) const;
  const FlowVersion* active_version(const Id& tenant, const Id& flow) const;
  const FlowVersion* version(const Id& tenant, const Id& flow, int64_t number) const;

  bool has_trunk(const Id& tenant, const Id& id) const;

  void put_tenant(const Tenant& tenant);
  void erase_tenant(const Id& id);
  void index_agent(Agent& agent);
  void unindex_agent(const Agent& agent);
  void index_queue(QueueEntry& entry);
  void unindex_queue(const QueueEntry& entry);
  void index_version(const Id& row, const FlowVersion& version);
  void unindex_version(const FlowVersion& version);
  void index_did(const Did& did);
  void unindex_did(const Did& did);

 private:
  void forget_names(const Tenant& tenant);

  std::map<std::string, Id, std::less<>> by_tenant_name_;
  std::map<std::pair<Id, std::string>, Id> by_extension_;
  std::map<std::pair<Id, std::string>, Id> by_queue_name_;
  std::map<std::string, Id, std::less<>> by_number_;
  std::map<std::pair<Id, int64_t>, Id> by_flow_version_;  // to the version's row
  std::map<Id, Id> active_by_flow_;
  std::vector<Agent*> by_agent_ref_;  // by the distributor's slot
  std::vector<QueueEntry*> by_queue_ref_;
};

}  // namespace sivo::call
