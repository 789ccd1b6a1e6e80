#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/core.hpp"
#include "schema/actions.hpp"
#include "schema/did.hpp"
#include "schema/events.hpp"
#include "schema/inputs.hpp"
#include "schema/ivr_flow.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/live.hpp"
#include "schema/queue.hpp"
#include "schema/queue_member.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/tenant.hpp"
#include "schema/user.hpp"
#include "schema/walk.hpp"

namespace sivo::test {

using core::Core;
using schema::Record;

inline constexpr Micros kMorning = 1'763'715'600 * kSecond;  // 2025-11-21T09:00:00Z, a Friday

// A small contact centre in a file or in memory, and the virtual host's side of it.
struct Site {
  std::unique_ptr<Core> core;
  Micros now = kMorning;
  Id tenant, queue, trunk, flow, did;
  std::vector<Id> agents;
  std::vector<Record> outputs;  // everything polled, in order

  static core::OpenOptions memory() {
    core::OpenOptions options;
    options.durability = core::Durability::kNone;
    options.now = kMorning;
    options.seed = 7;
    return options;
  }

  explicit Site(core::OpenOptions options = memory()) {
    auto opened = Core::open(std::move(options));
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
    core = *std::move(opened);
  }

  Id create(const schema::Table& table, const std::string& json) {
    auto row = schema::parse_record(table, json);
    REQUIRE_MESSAGE(row.ok(), (row.ok() ? "" : row.error().path + ": " + row.error().message));
    const auto done = core->create(*row, now);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().path + ": " + done.error().message));
    return std::get<Id>(row->get(0));
  }
  template <class S>
  Id create(const std::string& fields) {
    const std::string owner = tenant.is_nil() ? "" : "\"tenant_id\":\"" + to_text(tenant) + "\",";
    return create(schema::table_of<S>(), "{" + owner + fields + "}");
  }

  // One queue, `count` agents in it, one number whose flow leads straight into the queue.
  void furnish(int count, const std::string& queue_fields = "") {
    tenant = create<Tenant>(R"("slug":"acme","name":"Acme")");
    trunk = create<SipTrunk>(R"("name":"pstn","host":"sip.example.com")");
    queue = create<Queue>(R"("name":"sales")" + queue_fields);
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(100 + i);
      agents.push_back(create<User>(R"("email":"a)" + number +
                                    R"(@acme.example","full_name":"Agent )" + number +
                                    R"(","extension":")" + number + "\""));
      create<QueueMember>(R"("queue_id":")" + to_text(queue) + R"(","user_id":")" +
                          to_text(agents.back()) + "\"");
    }
    flow = create<IvrFlow>(R"("name":"main")");
    publish(R"([{"id":"q","type":"queue","queue":"sales"}])", "q");
    did = create<Did>(R"("number":"+34911234567","trunk_id":")" + to_text(trunk) +
                      R"(","ivr_flow_id":")" + to_text(flow) + "\"");
    drain();
    outputs.clear();
  }

  void publish(const std::string& nodes, const std::string& start) {
    create<IvrFlowVersion>(
        R"("flow_id":")" + to_text(flow) +
        R"(","is_active":true,"nodes":{"format":"sivo.flow/1","name":"main","start":")" + start +
        R"(","nodes":)" + nodes + "}");
  }

  template <class Input>
  Result<void> tell(const Input& input) {
    auto done = core->step(Record(input), now);
    drain();
    return done;
  }
  void wait(Micros time) {
    const Micros until = now + time;
    while (core->deadline() <= until) {
      now = std::max(now, core->deadline());
      REQUIRE(core->advance(now).ok());
      drain();
    }
    now = until;
  }
  void drain() {
    for (;;) {
      auto output = core->poll();
      REQUIRE(output.ok());
      if (!*output) return;
      outputs.push_back(**std::move(output));
    }
  }

  void login(size_t agent) {
    AgentLogin in;
    in.tenant_id = tenant;
    in.user_id = agents[agent];
    REQUIRE(tell(in).ok());
  }
  void call(const std::string& channel) {
    CallOffered in;
    in.channel = channel;
    in.to = "+34911234567";
    in.from = "+34600000001";
    REQUIRE(tell(in).ok());
  }
  // The caller's answer to the answer action, and so on for the host's other reports.
  template <class Input>
  void by_channel(const std::string& channel, Input in = {}) {
    in.channel = channel;
    REQUIRE(tell(in).ok());
  }
  template <class Input>
  void by_leg(const Id& leg, Input in = {}) {
    in.leg_id = leg;
    REQUIRE(tell(in).ok());
  }

  template <class S>
  std::vector<S> all_of() const {
    std::vector<S> out;
    for (const Record& output : outputs) {
      if (output.kind() == schema::table_of<S>().kind) out.push_back(output.as<S>());
    }
    return out;
  }
  std::string transcript() const {
    std::string out;
    for (const Record& output : outputs) {
      out += std::string(output.table().name) + ' ' + schema::render_record(output) + '\n';
    }
    return out;
  }
  template <class S>
  S last() const {
    auto all = all_of<S>();
    REQUIRE_MESSAGE(!all.empty(), transcript());
    return all.back();
  }
  std::vector<std::string> event_types() const {
    std::vector<std::string> out;
    for (const Event& event : all_of<Event>()) out.push_back(event.type);
    return out;
  }
  int events(const std::string& type) const {
    int count = 0;
    for (const std::string& each : event_types()) count += each == type;
    return count;
  }

  template <class S>
  std::vector<S> rows() {
    store::Query query;
    query.limit = store::kQueryLimitMax;
    auto page = core->find(schema::table_of<S>(), tenant, query);
    REQUIRE_MESSAGE(page.ok(), (page.ok() ? "" : page.error().message));
    std::vector<S> out;
    for (const Record& row : page->rows) out.push_back(row.as<S>());
    return out;
  }
};

}  // namespace sivo::test
