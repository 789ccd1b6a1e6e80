#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "core/day.hpp"
#include "schema/reports.hpp"
#include "store/fault_vfs.hpp"

// Cases of spec/acd.md that are about a whole core: its file, its outbox, its tenants. Where the
// case speaks of a service with nodes and threads, the nearest thing that is true of a library.
namespace sivo::test {
namespace {

CallOffered offered(const std::string& channel, const std::string& to = "+34911234567") {
  CallOffered in;
  in.channel = channel;
  in.to = to;
  in.from = "+34600000001";
  return in;
}

void reopen(Site& site, const ScratchFile& file) {
  site.core.reset();
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = site.now;
  auto opened = Core::open(options);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  site.core = *std::move(opened);
  site.drain();
}

void wait_in_line(Site& site, const std::string& channel) {
  site.call(channel);
  site.by_channel<CallAnswered>(channel);
}

TEST_CASE("case 52: a login outlives the process; it ends when the host says that it is lost") {
  const ScratchFile file("case_52");
  Site site(file.options(core::Durability::kNormal, 7));
  site.furnish(1);
  site.login(0);
  site.now += 3 * kDay;
  reopen(site, file);
  CHECK(site.rows<User>()[0].status == UserStatus::kAvailable);
  DeviceState gone;
  gone.tenant_id = site.tenant;
  gone.user_id = site.agents[0];
  gone.is_reachable = false;
  REQUIRE(site.tell(gone).ok());
  site.outputs.clear();
  wait_in_line(site, "one");
  CHECK(site.all_of<Dial>().empty());
  AgentLogout out;
  out.tenant_id = site.tenant;
  out.user_id = site.agents[0];
  REQUIRE(site.tell(out).ok());
  CHECK(site.rows<User>()[0].status == UserStatus::kLoggedOut);
  CHECK(site.events("agent.status_changed") == 1);
}

TEST_CASE("case 95: with a slow consumer the core refuses and loses nothing") {
  auto options = Site::memory();
  options.outputs_max = 8;
  Site site(options);
  site.furnish(0);
  std::set<std::string> accepted;
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string channel = "c" + std::to_string(i);
    for (int tries = 0; tries < 2; ++tries) {  // polled only when the core says that it is full
      const auto done = site.core->step(Record(offered(channel)), site.now);
      if (done) {
        accepted.insert(channel);
        break;
      }
      CHECK(done.error().status == Status::kFull);
      CHECK(site.core->status().as<StatusReport>().calls ==
            static_cast<int64_t>(accepted.size()));  // it changed nothing
      ++refused;
      site.drain();
    }
  }
  site.drain();
  CHECK(refused > 0);
  CHECK(accepted.size() == 20);
  CHECK(site.events("call.created") == 20);
  CHECK(site.all_of<Answer>().size() == 20);
  Id last;
  for (const Event& event : site.all_of<Event>()) {
    CHECK(last < event.id);
    last = event.id;
  }
}

TEST_CASE("case 96: who handles an event may call the core before it polls on") {
  Site site;
  site.furnish(1);
  site.login(0);
  wait_in_line(site, "one");
  site.outputs.clear();
  site.by_leg<LegRinging>(site.rows<LiveLeg>()[0].id);
  site.now = site.core->deadline();
  REQUIRE(site.core->advance(site.now).ok());
  std::vector<std::string> order;
  for (;;) {
    auto output = site.core->poll();
    REQUIRE(output.ok());
    if (!*output) break;
    if ((*output)->kind() != Kind::kEvent) continue;
    order.push_back((*output)->as<Event>().type);
    if (order.back() != "offer.missed") continue;
    AgentPause pause;
    pause.tenant_id = site.tenant;
    pause.user_id = site.agents[0];
    REQUIRE(site.core->step(Record(pause), site.now).ok());  // from within
  }
  REQUIRE(order.size() >= 2);
  CHECK(order.front() == "offer.missed");
  CHECK(order.back() == "agent.paused");  // behind what was there already
  CHECK(site.rows<User>()[0].status == UserStatus::kPaused);
}

// A second tenant with the same names: a queue, an agent and a number.
struct Neighbour {
  Id tenant, queue, agent;
};
Neighbour add_neighbour(Site& site) {
  const Id acme = std::exchange(site.tenant, Id{});
  Neighbour beta;
  beta.tenant = site.tenant = site.create<Tenant>(R"("slug":"beta","name":"Beta")");
  beta.queue = site.create<Queue>(R"("name":"sales")");
  beta.agent = site.create<User>(
      R"("email":"a@beta.example","full_name":"Agent of beta","extension":"100")");
  site.create<QueueMember>("\"queue_id\":\"" + to_text(beta.queue) + "\",\"user_id\":\"" +
                           to_text(beta.agent) + "\"");
  const Id trunk = site.create<SipTrunk>(R"("name":"pstn","host":"sip.example.com")");
  const Id flow = std::exchange(site.flow, site.create<IvrFlow>(R"("name":"main")"));
  site.publish(R"([{"id":"q","type":"queue","queue":"sales"}])", "q");
  site.create<Did>(R"("number":"+34922000001","trunk_id":")" + to_text(trunk) +
                   R"(","ivr_flow_id":")" + to_text(site.flow) + "\"");
  site.flow = flow;
  site.tenant = acme;
  site.drain();
  site.outputs.clear();
  return beta;
}

TEST_CASE("case 98: of two tenants with agent 100 and queue sales nothing crosses") {
  Site site;
  site.furnish(1);
  const Neighbour beta = add_neighbour(site);
  AgentLogin in;
  in.tenant = "acme";
  in.extension = "100";
  REQUIRE(site.tell(in).ok());
  REQUIRE(site.tell(offered("b1", "+34922000001")).ok());
  site.by_channel<CallAnswered>("b1");
  CHECK(site.all_of<Dial>().empty());  // acme's agent is free, and none of beta's
  wait_in_line(site, "a1");
  REQUIRE(site.all_of<Dial>().size() == 1);
  CHECK(site.last<Dial>().user_id == site.agents[0]);
  CHECK(site.last<Dial>().tenant_id == site.tenant);
  in.tenant = "beta";
  REQUIRE(site.tell(in).ok());
  REQUIRE(site.all_of<Dial>().size() == 2);
  CHECK(site.last<Dial>().user_id == beta.agent);
  CHECK(site.last<Dial>().channel == "b1");
  CHECK(site.last<Dial>().tenant_id == beta.tenant);
}

TEST_CASE("case 99: what belongs to another tenant is not found, whoever names it") {
  Site site;
  site.furnish(1);
  const Neighbour beta = add_neighbour(site);
  site.login(0);
  wait_in_line(site, "a1");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  TransferRequested to_queue;
  to_queue.channel = "a1";
  to_queue.to_queue_id = beta.queue;
  CHECK(site.tell(to_queue).error().status == Status::kNotFound);
  ConsultRequested to_user;
  to_user.channel = "a1";
  to_user.to_user_id = beta.agent;
  CHECK(site.tell(to_user).error().status == Status::kNotFound);
  AgentPause pause;
  pause.tenant_id = site.tenant;
  pause.user_id = beta.agent;
  CHECK(site.tell(pause).error().status == Status::kNotFound);
  const schema::Table& queues = schema::table_of<Queue>();
  CHECK(site.core->get(queues, site.tenant, beta.queue).error().status == Status::kNotFound);
  CHECK(site.core->remove(queues, site.tenant, beta.queue, false, site.now).error().status ==
        Status::kNotFound);
  auto change =
      schema::parse_record(queues, "{\"tenant_id\":\"" + to_text(site.tenant) + "\",\"id\":\"" +
                                       to_text(beta.queue) + R"(","name":"mine"})");
  REQUIRE(change.ok());
  CHECK(site.core->update(*change, site.now).error().status == Status::kNotFound);
  CHECK(site.core->statistics({site.tenant, beta.queue, 15, site.now}).error().status ==
        Status::kNotFound);
  for (const Queue& queue : site.rows<Queue>()) CHECK(queue.id != beta.queue);
}

TEST_CASE("case 100: without room on the disk nothing is decided, in memory either, until it is") {
  const ScratchFile file("case_100");
  Id tenant;
  {
    Site site(file.options(core::Durability::kFull, 7));
    site.furnish(1, R"(,"max_wait_time":60)");
    tenant = site.tenant;
  }
  const store::test::FaultByDefault faults;
  Site site(file.options(core::Durability::kFull, 7));
  site.tenant = tenant;
  wait_in_line(site, "before");
  site.outputs.clear();
  store::test::fault_plan().bytes_left = 0;
  CHECK(site.core->step(Record(offered("refused")), site.now).error().status == Status::kDiskFull);
  site.now += 2 * kMinute;  // the time of "before" is up meanwhile
  CHECK(site.core->advance(site.now).error().status == Status::kDiskFull);
  site.drain();
  CHECK(site.outputs.empty());  // nothing was told that is not on the disk
  store::test::fault_plan().bytes_left = -1;
  REQUIRE(site.core->advance(site.now).ok());
  site.drain();
  CHECK(site.events("queue.timeout") == 1);
  CHECK(site.events("call.created") == 0);
  REQUIRE(site.tell(offered("refused")).ok());  // the same input again
  CHECK(site.events("call.created") == 1);
}

TEST_CASE("case 101: what a person says at the end of a wrap-up stands, in either order") {
  for (const bool is_submitted : {false, true}) {
    CAPTURE(is_submitted);
    Site site;
    site.furnish(1, R"(,"wrap_up_time":10)");
    site.login(0);
    wait_in_line(site, "one");
    site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
    site.by_channel<CallHangup>("one");
    site.now += 10 * kSecond;
    AgentPause pause;
    pause.tenant_id = site.tenant;
    pause.user_id = site.agents[0];
    if (is_submitted) {  // taken after the timer, in the same call
      REQUIRE(site.core->submit(Record(pause)).ok());
      REQUIRE(site.core->advance(site.now).ok());
    } else {
      REQUIRE(site.core->step(Record(pause), site.now).ok());
      REQUIRE(site.core->advance(site.now).ok());
    }
    site.wait(kMinute);
    CHECK(site.rows<User>()[0].status == UserStatus::kPaused);
    wait_in_line(site, "two");
    CHECK(site.all_of<Dial>().size() == 1);  // the first caller's
  }
}

TEST_CASE("case 106: closed while callers wait, the core stops at once and keeps their places") {
  const ScratchFile file("case_106");
  Site site(file.options(core::Durability::kNormal, 7));
  site.furnish(0);
  for (int i = 0; i < 3; ++i) {
    wait_in_line(site, "c" + std::to_string(i));
    site.now += kSecond;
  }
  const auto before = site.rows<LiveCall>();
  reopen(site, file);
  const auto after = site.rows<LiveCall>();
  REQUIRE(after.size() == 3);
  for (size_t i = 0; i < after.size(); ++i) {
    CHECK(after[i].id == before[i].id);
    CHECK(after[i].joined_at == before[i].joined_at);
    CHECK(after[i].sequence == before[i].sequence);
  }
  // A host that comes back without its calls says so: then all end, with a reason.
  site.outputs.clear();
  REQUIRE(site.tell(HostRestarted{}).ok());
  CHECK(site.rows<LiveCall>().empty());
  CHECK(site.events("call.ended") == 3);
  for (const Call& cdr : site.rows<Call>()) CHECK(cdr.hangup_cause == "NORMAL_TEMPORARY_FAILURE");
}

}  // namespace
}  // namespace sivo::test
