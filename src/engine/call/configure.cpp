#include "engine/call/engine.hpp"
#include "engine/ivr/compile.hpp"
#include "schema/configuration.hpp"
#include "schema/json.hpp"
#include "schema/pause_reason.hpp"
#include "schema/sip_trunk.hpp"

namespace sivo::call {
namespace {

using schema::Json;

uint32_t count_of(int64_t value) { return static_cast<uint32_t>(value); }

bool is_announced_alike(const Queue& a, const Queue& b) {
  return a.announce_position == b.announce_position && a.announce_wait == b.announce_wait &&
         a.announce_interval_sec == b.announce_interval_sec;
}

template <class Map, class Value>
void put(Map& map, const Id& id, Value&& value) {
  map.insert_or_assign(id, std::forward<Value>(value));
}

}  // namespace

Result<void> Engine::load(const Record& row, Micros now) {
  is_loading_ = true;
  auto done = configure(row, now);
  is_loading_ = false;
  return done;
}

Result<void> Engine::configure(const Record& row, Micros now) {
  advance(now);
  auto done = configure_row(row, now);
  if (done && counting_) configure_counting(row);
  pump(now);  // a new member may be offered a caller at once
  return done;
}

Result<void> Engine::configure_row(const Record& row, Micros now) {
  switch (row.kind()) {
    case Kind::kTenant:
      directory_.put_tenant(row.as<Tenant>());
      return {};
    case Kind::kConfiguration: {
      const auto& configuration = row.as<Configuration>();
      auto& tenant = directory_.tenants[configuration.tenant_id];
      tenant.timezone = configuration.tenant_timezone;
      tenant.locale = configuration.tenant_default_locale;
      return compile_calendars(configuration.tenant_id);
    }
    case Kind::kPauseReason: {
      const auto& reason = row.as<PauseReason>();
      put(directory_.pause_reasons, reason.id, reason);
      return {};
    }
    case Kind::kSipTrunk:
      put(directory_.trunks, row.as<SipTrunk>().id, row.as<SipTrunk>().tenant_id);
      return {};
    case Kind::kUser:
      return configure_user(row.as<User>(), now);
    case Kind::kQueue:
      return configure_queue(row.as<Queue>(), now);
    case Kind::kQueueMember:
      return configure_member(row.as<QueueMember>(), now);
    case Kind::kSchedule:
      return configure_schedule(row.as<Schedule>());
    case Kind::kIvrFlow:
      put(directory_.flows, row.as<IvrFlow>().id, row.as<IvrFlow>());
      return {};
    case Kind::kIvrFlowVersion:
      return configure_version(row.as<IvrFlowVersion>());
    case Kind::kDid: {
      const auto& did = row.as<Did>();
      const auto old = directory_.dids.find(did.id);
      if (old != directory_.dids.end()) directory_.unindex_did(old->second);
      put(directory_.dids, did.id, did);
      directory_.index_did(did);
      return {};
    }
    default:
      return {};
  }
}

Result<void> Engine::configure_user(const User& user, Micros now) {
  const auto [found, is_new] = directory_.agents.try_emplace(user.id);
  Agent& agent = found->second;
  if (is_new) {
    agent.ref = acd_.add_agent(config_of(user));
    agent.live.id = user.id;
    agent.live.tenant_id = user.tenant_id;
    agent.live.created_at = agent.live.updated_at = user.created_at;
    agent.live.status_since = user.created_at;
    agent.live.version = 1;
  } else {
    directory_.unindex_agent(agent);
    acd_.update_agent(agent.ref, config_of(user), now);
  }
  agent.id = user.id;
  agent.tenant_id = user.tenant_id;
  agent.extension = user.extension;
  agent.full_name = user.full_name;
  agent.role = user.role;
  directory_.index_agent(agent);
  return {};
}

Result<void> Engine::configure_queue(const Queue& queue, Micros now) {
  if (auto done = check_overflow(queue); !done) return done;
  const auto [found, is_new] = directory_.queues.try_emplace(queue.id);
  QueueEntry& entry = found->second;
  if (is_new) {
    entry.ref = acd_.add_queue(config_of(queue));
  } else {
    directory_.unindex_queue(entry);
    acd_.update_queue(entry.ref, config_of(queue), now);
  }
  if (!is_new && entry.queue.strategy != queue.strategy) forget_answers(entry, nullptr);
  const bool is_announced_anew = !is_new && !is_announced_alike(entry.queue, queue);
  entry.queue = queue;
  directory_.index_queue(entry);
  if (is_announced_anew) refresh_announcements(entry, now);
  return {};
}

Result<void> Engine::configure_member(const QueueMember& member, Micros now) {
  QueueEntry* queue = directory_.queue(member.tenant_id, member.queue_id);
  Agent* agent = directory_.agent(member.tenant_id, member.user_id);
  SIVO_ASSERT(queue && agent);  // the file's references hold
  put(directory_.members, member.id,
      Directory::MemberEntry{member.tenant_id, member.queue_id, member.user_id});
  acd_.set_member(queue->ref, agent->ref, {count_of(member.tier), count_of(member.level)}, now);
  return {};
}

// The tenant's zone is the default of schedules that name none.
Result<void> Engine::compile_calendars(const Id& tenant) {
  for (const auto& [id, schedule] : directory_.schedules) {
    if (schedule.tenant_id != tenant || schedule.timezone) continue;
    if (auto done = configure_schedule(Schedule(schedule)); !done) return done;
  }
  return {};
}

Result<void> Engine::configure_schedule(const Schedule& schedule) {
  const auto hours = Json::parse(schedule.hours);
  const auto holidays = Json::parse(schedule.holidays);
  const auto exceptions = Json::parse(schedule.exceptions);
  SIVO_ASSERT(hours && holidays && exceptions);  // checked when they were given
  const auto* tenant = directory_.tenant(schedule.tenant_id);
  schedule::CalendarSource source;
  if (schedule.timezone) source.timezone = *schedule.timezone;
  if (tenant) source.default_timezone = tenant->timezone;
  source.hours = &*hours;
  source.holidays = &*holidays;
  source.exceptions = &*exceptions;
  auto calendar = schedule::Calendar::compile(source);
  if (!calendar && is_loading_) {
    ++unusable_rows_;
    source.is_unknown_utc = true;
    calendar = schedule::Calendar::compile(source);
  }
  if (!calendar) return calendar.take_error();
  put(directory_.calendars, schedule.id, *std::move(calendar));
  put(directory_.schedules, schedule.id, schedule);
  return {};
}

Result<void> Engine::configure_version(const IvrFlowVersion& row) {
  const auto old = directory_.versions.find(row.id);
  FlowVersion version;
  version.tenant_id = row.tenant_id;
  version.flow_id = row.flow_id;
  version.version = row.flow_version;
  version.is_active = row.is_active;
  if (old != directory_.versions.end()) {
    version.flow = old->second.flow;  // a version never changes
    directory_.unindex_version(old->second);
  } else {
    const auto compiled = ivr::compile_text(row.nodes);
    if (!compiled.ok()) {
      const ivr::Diagnostic& first = compiled.diagnostics.front();
      return invalid("nodes" + first.field, first.code + ": " + first.message);
    }
    version.flow = compiled.flow;
  }
  put(directory_.versions, row.id, version);
  directory_.index_version(row.id, version);
  return {};
}

void Engine::remove(const schema::Table& table, const Id& tenant, const Id& id, Micros now) {
  advance(now);
  if (counting_) counting_->remove(table, table.kind == Kind::kTenant ? tenant : id);
  switch (table.kind) {
    case Kind::kTenant:
      remove_tenant(tenant, now);
      break;
    case Kind::kUser:
      remove_user(id, now);
      break;
    case Kind::kQueue:
      remove_queue(id, now);
      break;
    case Kind::kQueueMember: {
      const auto found = directory_.members.find(id);
      if (found == directory_.members.end()) break;
      QueueEntry* queue = directory_.queue(tenant, found->second.queue_id);
      Agent* agent = directory_.agent(tenant, found->second.user_id);
      if (queue && agent) acd_.remove_member(queue->ref, agent->ref, now);
      if (queue) forget_answers(*queue, &found->second.user_id);
      directory_.members.erase(found);
      break;
    }
    case Kind::kDid:
      if (const auto found = directory_.dids.find(id); found != directory_.dids.end()) {
        directory_.unindex_did(found->second);
        directory_.dids.erase(found);
      }
      break;
    case Kind::kIvrFlowVersion:
      if (const auto found = directory_.versions.find(id); found != directory_.versions.end()) {
        remove_version(found, now);
      }
      break;
    case Kind::kIvrFlow:
      remove_flow(id, now);
      break;
    case Kind::kSchedule:
      directory_.calendars.erase(id);
      directory_.schedules.erase(id);
      break;
    case Kind::kPauseReason:
      directory_.pause_reasons.erase(id);
      break;
    case Kind::kSipTrunk:
      directory_.trunks.erase(id);
      break;
    default:
      break;
  }
  pump(now);
}

void Engine::remove_flow(const Id& id, Micros now) {
  for (auto at = directory_.versions.begin(); at != directory_.versions.end();) {
    const auto version = at++;
    if (version->second.flow_id == id) remove_version(version, now);
  }
  directory_.flows.erase(id);
}

// A caller who is still in the flow's hands has nowhere to go; any other call goes on without it.
void Engine::remove_version(std::map<Id, FlowVersion>::iterator version, Micros now) {
  std::vector<Slot> slots;
  book_.for_each_call([&](ActiveCall& call) {
    const LiveCall& row = call.row;
    if (!call.session || row.flow_id != version->second.flow_id) return;
    if (row.flow_version == version->second.version) slots.push_back(call.slot);
  });
  for (const Slot slot : slots) {
    ActiveCall& call = *book_.call(slot);
    if (call.row.state == CallState::kIvr) {
      end_call(call, "NORMAL_TEMPORARY_FAILURE", false, now);
    } else {
      drop_session(call, ivr::event::Party::kHost, now);
    }
  }
  directory_.unindex_version(version->second);
  directory_.versions.erase(version);
}

void Engine::remove_queue(const Id& id, Micros now) {
  const auto found = directory_.queues.find(id);
  if (found == directory_.queues.end()) return;
  std::erase_if(directory_.members, [&](const auto& entry) { return entry.second.queue_id == id; });
  // Its callers leave while outputs about it are still understood, but nobody joins any more.
  found->second.is_leaving = true;
  acd_.remove_queue(found->second.ref, now);
  pump(now);
  forget_places(found->second.queue.tenant_id, id);
  forget_answers(found->second, nullptr);
  directory_.unindex_queue(found->second);
  directory_.queues.erase(found);
}

// A call in progress goes on without its agent's name and ends as any other (spec/acd.md case 93).
void Engine::remove_user(const Id& id, Micros now) {
  const auto found = directory_.agents.find(id);
  if (found == directory_.agents.end()) return;
  Agent& agent = found->second;
  std::erase_if(directory_.members, [&](const auto& entry) { return entry.second.user_id == id; });
  drop_claim_of(agent, now);
  pump(now);  // what is said about him is understood while he is known
  acd_.remove_agent(agent.ref, now);
  pump(now);
  if (agent.live.wrap_up_call_id) {
    if (agent.live.activity == AgentActivity::kWrapUp) count_wrap_up(agent, now);
    finish_wrap_up(agent, now);
  }
  for (auto& [queue_id, queue] : directory_.queues) forget_answers(queue, &id);
  book_.for_each_call([&](ActiveCall& call) {
    if (call.row.placed_by == id) drop_placed_wrap_up(call, now);
  });
  removed_rows_.push_back({&schema::table_of<LiveAgent>(), agent.tenant_id, agent.id});
  directory_.unindex_agent(agent);
  directory_.agents.erase(found);
}

void Engine::remove_tenant(const Id& tenant, Micros now) {
  std::vector<Slot> slots;
  book_.for_each_call([&](ActiveCall& call) {
    if (call.row.tenant_id == tenant) slots.push_back(call.slot);
  });
  for (const Slot slot : slots) {
    end_call(*book_.call(slot), "NORMAL_TEMPORARY_FAILURE", false, now);
  }
  pump(now);
  const auto all_of = [&](const auto& map, const schema::Table& table) {
    std::vector<Id> ids;
    for (const auto& [id, entry] : map) {
      if (entry.tenant_id == tenant) ids.push_back(id);
    }
    for (const Id& id : ids) remove(table, tenant, id, now);
  };
  all_of(directory_.dids, schema::table_of<Did>());
  all_of(directory_.versions, schema::table_of<IvrFlowVersion>());
  all_of(directory_.flows, schema::table_of<IvrFlow>());
  std::vector<Id> queues;
  for (const auto& [id, entry] : directory_.queues) {
    if (entry.queue.tenant_id == tenant) queues.push_back(id);
  }
  for (const Id& id : queues) remove_queue(id, now);
  all_of(directory_.agents, schema::table_of<User>());
  std::erase_if(directory_.pause_reasons,
                [&](const auto& entry) { return entry.second.tenant_id == tenant; });
  std::erase_if(directory_.trunks, [&](const auto& entry) { return entry.second == tenant; });
  std::erase_if(directory_.schedules,
                [&](const auto& entry) { return entry.second.tenant_id == tenant; });
  std::erase_if(cdrs_, [&](const sivo::Call& cdr) { return cdr.tenant_id == tenant; });
  directory_.erase_tenant(tenant);
}

}  // namespace sivo::call
