#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/call/engine.hpp"
#include "schema/actions.hpp"
#include "schema/configuration.hpp"
#include "schema/pause_reason.hpp"
#include "schema/sip_trunk.hpp"

namespace sivo::call::test {

inline constexpr Micros kMorning = 1'763'715'600 * kSecond;  // 2025-11-21T09:00:00Z, a Friday

// The rows of a file, in memory.
class MemorySink final : public RowSink {
 public:
  Result<void> put(const schema::Table& table, const void* object) override {
    Record row(table);
    table.assign(row.object(), object);
    rows.insert_or_assign(Key{table.kind, std::get<Id>(row.get(0))}, row);
    return {};
  }
  Result<void> erase(const schema::Table& table, const Id&, const Id& id) override {
    rows.erase(Key{table.kind, id});
    return {};
  }
  Result<void> put_user_status(const Id&, const Id& user, UserStatus status) override {
    statuses[user] = status;
    return {};
  }

  using Key = std::pair<Kind, Id>;
  std::map<Key, Record> rows;
  std::map<Id, UserStatus> statuses;
};

// A contact centre around the call engine alone, checked after every step.
struct Center {
  explicit Center(uint64_t engine_seed = 7) : engine(engine_seed), seed(engine_seed) {}

  Engine engine;
  uint64_t seed;
  uint64_t reopened = 0;
  IdGenerator ids{99};
  Micros now = kMorning;
  MemorySink sink;
  std::vector<Record> outputs;
  std::vector<Record> configuration;
  Id tenant, trunk, queue, flow, did;
  std::vector<Id> agents;

  template <class S>
  Id add(S row) {
    row.id = ids.next(now);
    if constexpr (std::is_same_v<S, Tenant>) tenant = row.id;
    row.tenant_id = tenant;
    change(row);
    return row.id;
  }
  template <class S>
  void change(S row) {
    row.created_at = row.updated_at = now;
    configuration.emplace_back(row);
    const auto done = engine.configure(Record(row), now);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().path + ": " + done.error().message));
    settle();
  }
  template <class S>
  void remove(const Id& id) {
    engine.remove(schema::table_of<S>(), tenant, id, now);
    settle();
  }

  Id add_user(const std::string& extension, Role role = Role::kAgent) {
    User user;
    user.role = role;
    user.email = "a" + extension + "@acme.example";
    user.full_name = "Agent " + extension;
    user.extension = extension;
    return add(user);
  }
  void add_member(const Id& to, const Id& user, int64_t tier = 1) {
    QueueMember member;
    member.queue_id = to;
    member.user_id = user;
    member.tier = tier;
    add(member);
  }
  Id add_flow(const std::string& name, const std::string& nodes, const std::string& start) {
    IvrFlow made;
    made.name = name;
    const Id id = add(made);
    publish(id, 1, nodes, start);
    return id;
  }
  Id publish(const Id& of, int64_t number, const std::string& nodes, const std::string& start) {
    IvrFlowVersion version;
    version.flow_id = of;
    version.flow_version = number;
    version.is_active = true;
    version.nodes =
        R"({"format":"sivo.flow/1","name":"f","start":")" + start + R"(","nodes":[)" + nodes + "]}";
    return add(version);
  }
  // As it was last configured.
  Queue queue_row(const Id& id) const {
    Queue found;
    for (const Record& row : configuration) {
      if (row.kind() == Kind::kQueue && row.as<Queue>().id == id) found = row.as<Queue>();
    }
    REQUIRE(found.id == id);
    return found;
  }
  Result<void> try_change(const Queue& row) { return engine.configure(Record(row), now); }
  Id add_queue(const std::string& name, Queue line = {}) {
    line.name = name;
    return add(line);
  }
  // A caller who is up and in the flow's queue.
  void wait_in_line(const std::string& channel, const std::string& to = "+34911234567") {
    call(channel, to);
    by_channel<CallAnswered>(channel);
  }
  LiveCall live_on(const std::string& channel) const {
    for (const LiveCall& row : rows<LiveCall>()) {
      if (row.channel == channel) return row;
    }
    FAIL("no such call: " << channel);
    return {};
  }
  sivo::Call cdr_on(const std::string& channel) const {
    for (const sivo::Call& row : rows<sivo::Call>()) {
      if (row.channel == channel) return row;
    }
    FAIL("no such record: " << channel);
    return {};
  }
  // The reasons of a call's visits, in order.
  static std::string reasons(const std::string& visits) {
    const auto parsed = parse_visits(visits);
    REQUIRE(parsed.ok());
    std::string out;
    for (const Visit& visit : parsed->over) out += std::string(name_of(visit.end)) + " ";
    return out + (parsed->running ? "…" : "");
  }
  Id add_did(const std::string& number, const Id& leads_to) {
    Did made;
    made.number = number;
    made.trunk_id = trunk;
    made.ivr_flow_id = leads_to;
    return add(made);
  }

  // One queue with `count` agents, one number whose flow is the queue.
  void furnish(size_t count, Queue line = {}) {
    Tenant owner;
    owner.slug = "acme";
    owner.name = "Acme";
    add(owner);
    trunk = add(SipTrunk{});
    line.name = "sales";
    queue = add(line);
    for (size_t i = 0; i < count; ++i) {
      agents.push_back(add_user(std::to_string(100 + i)));
      add_member(queue, agents.back());
    }
    flow = add_flow("main", R"({"id":"q","type":"queue","queue":"sales"})", "q");
    did = add_did("+34911234567", flow);
    outputs.clear();
  }

  // Takes outputs and rows as the core does, and checks everything.
  void settle() {
    outputs.insert(outputs.end(), engine.outputs().begin(), engine.outputs().end());
    engine.clear_outputs();
    REQUIRE(engine.write_changes(sink).ok());
    engine.clear_changes();
    engine.check_invariants(now);
  }
  Result<void> tell(const Record& input) {
    auto done = engine.apply(input, now);
    settle();
    return done;
  }
  template <class Input>
  requires(!std::is_same_v<Input, Record>) Result<void> tell(const Input& input) {
    return tell(Record(input));
  }
  void wait(Micros time) {
    const Micros until = now + time;
    while (engine.deadline() <= until) {
      now = std::max(now, engine.deadline());
      engine.advance(now);
      settle();
    }
    now = until;
  }

  void login(size_t agent) { of_agent<AgentLogin>(agent); }
  template <class Input>
  void of_agent(size_t agent, Input in = {}) {
    in.tenant_id = tenant;
    in.user_id = agents[agent];
    REQUIRE(tell(in).ok());
  }
  void call(const std::string& channel, const std::string& to = "+34911234567") {
    CallOffered in;
    in.channel = channel;
    in.to = to;
    in.from = "+34600000001";
    REQUIRE(tell(in).ok());
  }
  template <class Input>
  void by_channel(const std::string& channel, Input in = {}) {
    in.channel = channel;
    const auto done = tell(in);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message));
  }
  template <class Input>
  void by_leg(const Id& leg, Input in = {}) {
    in.leg_id = leg;
    REQUIRE(tell(in).ok());
  }
  // A caller who waits, is offered to the only free agent and talks with him; his leg.
  Id talk(const std::string& channel) {
    call(channel);
    by_channel<CallAnswered>(channel);
    const Id leg = last<Dial>().leg_id;
    by_leg<LegRinging>(leg);
    wait(2 * kSecond);
    by_leg<LegAnswered>(leg);
    return leg;
  }

  // An agent calls out; the far end's leg.
  Id place(const std::string& channel, size_t agent, const std::string& to) {
    CallPlaced in;
    in.channel = channel;
    in.tenant_id = tenant;
    in.user_id = agents[agent];
    in.to = to;
    REQUIRE(tell(in).ok());
    return last<Dial>().leg_id;
  }
  // The same, and the far end answers after 3 s.
  Id talk_out(const std::string& channel, size_t agent, const std::string& to = "+34900000001") {
    const Id leg = place(channel, agent, to);
    wait(3 * kSecond);
    by_leg<LegAnswered>(leg);
    return leg;
  }
  template <class Request>
  Request to_user(const std::string& channel, const Id& user) {
    Request in;
    in.channel = channel;
    in.to_user_id = user;
    return in;
  }

  // The process ended; another one goes on from the rows.
  void reopen() {
    engine = Engine(seed + ++reopened);
    engine.ids().start_after(now / kMillisecond);
    for (const Record& row : configuration) REQUIRE(engine.configure(row, now).ok());
    for (const auto& row : rows<LiveAgent>()) engine.restore(row);
    for (const auto& row : rows<LiveQueue>()) engine.restore(row);
    for (const auto& row : rows<LiveAnswer>()) engine.restore(row);
    for (const auto& row : rows<LivePlace>()) engine.restore(row);
    for (const auto& row : rows<LiveCall>()) REQUIRE(engine.restore(row).ok());
    for (const auto& row : rows<LiveLeg>()) REQUIRE(engine.restore(row).ok());
    for (const auto& [owner, call] : engine.wrap_ups_to_restore()) {
      const auto found = sink.rows.find({Kind::kCall, call});
      if (found != sink.rows.end()) engine.restore_wrap_up(found->second.as<sivo::Call>());
    }
    engine.resume(now, true);
    settle();
  }

  template <class S>
  std::vector<S> all_of() const {
    std::vector<S> out;
    for (const Record& output : outputs) {
      if (output.kind() == schema::table_of<S>().kind) out.push_back(output.as<S>());
    }
    return out;
  }
  template <class S>
  S last() const {
    const auto all = all_of<S>();
    REQUIRE(!all.empty());
    return all.back();
  }
  int events(const std::string& type) const {
    int count = 0;
    for (const Event& event : all_of<Event>()) count += event.type == type;
    return count;
  }
  template <class S>
  std::vector<S> rows() const {
    std::vector<S> out;
    for (const auto& [key, row] : sink.rows) {
      if (key.first == schema::table_of<S>().kind) out.push_back(row.template as<S>());
    }
    return out;
  }
  UserStatus status(size_t agent) const {
    const auto found = sink.statuses.find(agents[agent]);
    return found == sink.statuses.end() ? UserStatus::kLoggedOut : found->second;
  }
  LiveCall live(size_t index = 0) const {
    const auto all = rows<LiveCall>();
    REQUIRE(index < all.size());
    return all[index];
  }
  sivo::Call cdr() const {
    const auto all = rows<sivo::Call>();
    REQUIRE(all.size() == 1);
    return all.front();
  }
};

}  // namespace sivo::call::test
