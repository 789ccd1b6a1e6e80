#include "engine/call/directory.hpp"

#include "base/assert.hpp"

namespace sivo::call {
namespace {

template <class Entry>
void put_at(std::vector<Entry*>& index, uint32_t slot, Entry* entry) {
  if (index.size() <= slot) index.resize(slot + 1, nullptr);
  index[slot] = entry;
}

// A slug has no dot: a domain of one label could be taken for another tenant's slug.
bool is_domain(std::string_view name) { return name.find('.') != std::string_view::npos; }

}  // namespace

const Directory::TenantEntry* Directory::tenant(const Id& id) const {
  const auto found = tenants.find(id);
  return found == tenants.end() ? nullptr : &found->second;
}

std::optional<Id> Directory::tenant_named(std::string_view name) const {
  const auto found = by_tenant_name_.find(name);
  if (found == by_tenant_name_.end()) return std::nullopt;
  return found->second;
}

void Directory::forget_names(const Tenant& tenant) {
  by_tenant_name_.erase(tenant.slug);
  if (is_domain(tenant.sip_domain)) by_tenant_name_.erase(tenant.sip_domain);
}

bool Directory::has_trunk(const Id& tenant, const Id& id) const {
  const auto found = trunks.find(id);
  return found != trunks.end() && found->second == tenant;
}

void Directory::put_tenant(const Tenant& tenant) {
  TenantEntry& entry = tenants[tenant.id];
  forget_names(entry.tenant);
  entry.tenant = tenant;
  by_tenant_name_[tenant.slug] = tenant.id;
  if (is_domain(tenant.sip_domain)) by_tenant_name_[tenant.sip_domain] = tenant.id;
}

void Directory::erase_tenant(const Id& id) {
  const auto found = tenants.find(id);
  if (found == tenants.end()) return;
  forget_names(found->second.tenant);
  tenants.erase(found);
}

Agent* Directory::agent(const Id& tenant, const Id& id) {
  const auto found = agents.find(id);
  if (found == agents.end() || found->second.tenant_id != tenant) return nullptr;
  return &found->second;
}

Agent* Directory::agent_at(const Id& tenant, std::string_view extension) {
  const auto found = by_extension_.find({tenant, std::string(extension)});
  return found == by_extension_.end() ? nullptr : agent(tenant, found->second);
}

Agent* Directory::agent_of(acd::AgentRef ref) {
  const auto slot = static_cast<uint32_t>(ref);
  return slot < by_agent_ref_.size() ? by_agent_ref_[slot] : nullptr;
}

QueueEntry* Directory::queue(const Id& tenant, const Id& id) {
  const auto found = queues.find(id);
  if (found == queues.end() || found->second.queue.tenant_id != tenant) return nullptr;
  if (found->second.is_leaving) return nullptr;
  return &found->second;
}

QueueEntry* Directory::queue_of(acd::QueueRef ref) {
  const auto slot = static_cast<uint32_t>(ref);
  return slot < by_queue_ref_.size() ? by_queue_ref_[slot] : nullptr;
}

QueueEntry* Directory::queue_named(const Id& tenant, std::string_view text) {
  if (const auto id = parse_id(text)) {
    if (QueueEntry* entry = queue(tenant, *id)) return entry;
  }
  const auto found = by_queue_name_.find({tenant, std::string(text)});
  return found == by_queue_name_.end() ? nullptr : queue(tenant, found->second);
}

const Did* Directory::did_numbered(std::string_view number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : &dids.at(found->second);
}

const Did* Directory::did(const Id& tenant, const Id& id) const {
  const auto found = dids.find(id);
  if (found == dids.end() || found->second.tenant_id != tenant) return nullptr;
  return &found->second;
}

const FlowVersion* Directory::active_version(const Id& tenant, const Id& flow) const {
  const auto found = active_by_flow_.find(flow);
  if (found == active_by_flow_.end()) return nullptr;
  const FlowVersion& version = versions.at(found->second);
  return version.tenant_id == tenant ? &version : nullptr;
}

const FlowVersion* Directory::version(const Id& tenant, const Id& flow, int64_t number) const {
  const auto found = by_flow_version_.find({flow, number});
  if (found == by_flow_version_.end()) return nullptr;
  const FlowVersion& version = versions.at(found->second);
  return version.tenant_id == tenant ? &version : nullptr;
}

void Directory::index_version(const Id& row, const FlowVersion& version) {
  by_flow_version_[{version.flow_id, version.version}] = row;
  if (version.is_active) active_by_flow_[version.flow_id] = row;
}

void Directory::unindex_version(const FlowVersion& version) {
  by_flow_version_.erase({version.flow_id, version.version});
  if (version.is_active) active_by_flow_.erase(version.flow_id);
}

void Directory::index_agent(Agent& agent) {
  put_at(by_agent_ref_, static_cast<uint32_t>(agent.ref), &agent);
  if (agent.extension) by_extension_[{agent.tenant_id, *agent.extension}] = agent.id;
}

void Directory::unindex_agent(const Agent& agent) {
  by_agent_ref_[static_cast<uint32_t>(agent.ref)] = nullptr;
  if (agent.extension) by_extension_.erase({agent.tenant_id, *agent.extension});
}

void Directory::index_queue(QueueEntry& entry) {
  put_at(by_queue_ref_, static_cast<uint32_t>(entry.ref), &entry);
  by_queue_name_[{entry.queue.tenant_id, entry.queue.name}] = entry.queue.id;
}

void Directory::unindex_queue(const QueueEntry& entry) {
  by_queue_ref_[static_cast<uint32_t>(entry.ref)] = nullptr;
  by_queue_name_.erase({entry.queue.tenant_id, entry.queue.name});
}

void Directory::index_did(const Did& did) { by_number_[did.number] = did.id; }

void Directory::unindex_did(const Did& did) { by_number_.erase(did.number); }

}  // namespace sivo::call
