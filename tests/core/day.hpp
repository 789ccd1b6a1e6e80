#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/site.hpp"
#include "engine/call/virtual_host.hpp"
#include "schema/call.hpp"
#include "schema/schedule.hpp"

namespace sivo::test {

using call::test::VirtualHost;

// A file of its own for one test, gone with it.
struct ScratchFile {
  explicit ScratchFile(const std::string& name)
      : folder(std::filesystem::path(SIVO_BINARY_DIR) / ("core_test_" + name)) {
    clear();
    std::filesystem::create_directories(folder);
  }
  ~ScratchFile() { clear(); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  void clear() const { std::filesystem::remove_all(folder); }
  std::string path(const std::string& file = "site.sivo") const { return (folder / file).string(); }
  core::OpenOptions options(core::Durability durability, uint64_t seed) const {
    core::OpenOptions out;
    out.path = path();
    out.durability = durability;
    out.seed = seed;
    return out;
  }
  std::filesystem::path folder;
};

// A line with five agents, a second one that rings all of three, a menu before it, a closed number.
inline VirtualHost::World furnish_widely(Site& site) {
  site.furnish(5, R"(,"max_wait_time":120,"wrap_up_time":5)");
  const Id support =
      site.create<Queue>(R"("name":"support","strategy":"ring-all","ring_timeout_sec":8,)"
                         R"("leave_when_empty":"strict","empty_grace_sec":30)");
  for (size_t i = 2; i < 5; ++i) {
    site.create<QueueMember>(R"("queue_id":")" + to_text(support) + R"(","user_id":")" +
                             to_text(site.agents[i]) + "\"");
  }
  const Id line = site.flow;
  site.flow = site.create<IvrFlow>(R"("name":"menu")");
  site.publish(
      R"([{"id":"m","type":"menu","prompt":"ask","options":[{"digits":"1"},{"digits":"2"},)"
      R"({"digits":"3"}],)"
      R"("edges":{"1":"q","2":"b","3":"bye","max_retries":"bye"}},)"
      R"({"id":"q","type":"queue","queue":"support","max_wait_s":60,"edges":{"timeout":"bye"}},)"
      R"({"id":"b","type":"transfer","to":"+34900000001","edges":{"busy":"bye"}},)"
      R"({"id":"bye","type":"hangup"}])",
      "m");
  const auto number = [&](const std::string& digits, const Id& flow, const std::string& more) {
    site.create<Did>(R"("number":")" + digits + R"(","trunk_id":")" + to_text(site.trunk) +
                     R"(","ivr_flow_id":")" + to_text(flow) + "\"" + more);
  };
  number("+34911000001", site.flow, "");
  const Id never = site.create<Schedule>(R"("name":"never","timezone":"Europe/Madrid")");
  number("+34911000002", line, R"(,"schedule_id":")" + to_text(never) + "\"");
  site.drain();
  site.outputs.clear();
  VirtualHost::World world;
  world.tenants = {site.tenant};
  world.users = site.agents;
  world.queues = {site.queue, support};
  world.numbers = {"+34911234567", "+34911000001", "+34911000002"};
  world.extensions = {"100", "101", "102", "103", "104", "+34900000009"};
  return world;
}

template <class S>
std::vector<S> every(Core& core, const Id& tenant) {
  std::vector<S> out;
  store::Query query;
  query.limit = store::kQueryLimitMax;
  do {
    auto page = core.find(schema::table_of<S>(), tenant, query);
    REQUIRE_MESSAGE(page.ok(), (page.ok() ? "" : page.error().message));
    for (const Record& row : page->rows) out.push_back(row.as<S>());
    query.cursor = page->next_cursor;
  } while (!query.cursor.empty());
  return out;
}

// What must be true of the rows of any file, at any moment.
inline void check_rows(Core& core, const Id& tenant) {
  std::set<Id> live, over, begun, ended;
  std::map<Id, int> holders, offers;
  for (const LiveCall& row : every<LiveCall>(core, tenant)) {
    live.insert(row.id);
    if (row.placed_by) ++holders[*row.placed_by];
  }
  for (const Call& row : every<Call>(core, tenant)) over.insert(row.id);
  for (const LiveLeg& row : every<LiveLeg>(core, tenant)) {
    CHECK(live.contains(row.call_id));
    if (row.user_id) ++(row.is_offer ? offers : holders)[*row.user_id];
  }
  std::map<Id, UserStatus> told;
  for (const Event& event : every<Event>(core, tenant)) {
    if (event.type == "call.created") CHECK(begun.insert(*event.call_id).second);
    if (event.type == "call.ended") CHECK(ended.insert(*event.call_id).second);
    if (event.type != "agent.status_changed") continue;
    const auto data = schema::parse_record(schema::table_of<AgentEvent>(), event.data);
    REQUIRE(data.ok());
    told[data->as<AgentEvent>().user_id] = data->as<AgentEvent>().status;
  }
  CHECK(over == ended);  // exactly one record for each call that ended
  for (const Id& id : begun) CHECK(live.contains(id) != over.contains(id));
  CHECK(live.size() + over.size() == begun.size());
  for (const LiveAgent& row : every<LiveAgent>(core, tenant)) {
    CHECK(holders[row.id] == (row.activity == AgentActivity::kOnCall ? 1 : 0));
    CHECK(offers[row.id] == (row.activity == AgentActivity::kOffered ? 1 : 0));
  }
  for (const User& row : every<User>(core, tenant)) {
    if (told.contains(row.id)) CHECK(row.status == told[row.id]);
  }
}

// Goes on until every call has ended, as a host would: then each has its record and nobody is held.
inline void finish_day(Site& site, VirtualHost& host) {
  const auto listen = [&] {
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
  };
  listen();
  for (int i = 0; i < 400; ++i) {
    site.wait(host.pause());
    (void)site.core->step(host.next(true), site.now);
    listen();
  }
  for (const LiveCall& left : every<LiveCall>(*site.core, site.tenant)) {
    EndRequested end;
    end.call_id = left.id;
    REQUIRE(site.tell(end).ok());
  }
  site.wait(600 * kSecond);
  site.drain();
  CHECK(every<LiveCall>(*site.core, site.tenant).empty());
  CHECK(every<LiveLeg>(*site.core, site.tenant).empty());
  check_rows(*site.core, site.tenant);
}

}  // namespace sivo::test
