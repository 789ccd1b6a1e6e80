#include <doctest/doctest.h>

#include "core/day.hpp"
#include "core/keys.hpp"
#include "schema/audit_log.hpp"
#include "schema/configuration.hpp"
#include "schema/reports.hpp"
#include "store/fault_vfs.hpp"
#include "store/store.hpp"

namespace sivo::test {
namespace {

TEST_CASE("a call goes through queue, agent and wrap-up and leaves one CDR") {
  Site site;
  site.furnish(1);
  site.login(0);
  site.call("chan-1");
  site.by_channel<CallAnswered>("chan-1");
  const Dial dial = site.last<Dial>();
  CHECK(dial.user_id == site.agents[0]);
  CHECK(dial.queue_id == site.queue);
  site.now += 2 * kSecond;
  site.by_leg<LegRinging>(dial.leg_id);
  site.now += 3 * kSecond;
  site.by_leg<LegAnswered>(dial.leg_id);
  CHECK(site.last<Bridge>().leg_id == dial.leg_id);
  CHECK(site.events("call.answered") == 1);
  site.wait(60 * kSecond);
  site.by_channel<HoldRequested>("chan-1");
  site.wait(10 * kSecond);
  site.by_channel<ResumeRequested>("chan-1");
  site.wait(30 * kSecond);
  site.by_channel<CallHangup>("chan-1");
  const auto cdrs = site.rows<Call>();
  REQUIRE(cdrs.size() == 1);
  CHECK(cdrs[0].status == CallStatus::kAnswered);
  CHECK(cdrs[0].agent_id == site.agents[0]);
  CHECK(cdrs[0].wait_ms == 5'000);
  CHECK(cdrs[0].ring_ms == 5'000);
  CHECK(cdrs[0].talk_ms == 90'000);
  CHECK(cdrs[0].hold_ms == 10'000);
  CHECK(cdrs[0].duration_sec == 105);
  CHECK(cdrs[0].billsec == 100);
  CHECK(site.rows<LiveCall>().empty());
  CHECK(site.rows<LiveLeg>().empty());
  CHECK(site.rows<User>()[0].status == UserStatus::kAcw);
  site.wait(10 * kSecond);
  CHECK(site.rows<User>()[0].status == UserStatus::kAvailable);
  CHECK(site.rows<Call>()[0].acw_ms == 10'000);
}

TEST_CASE("a call that its flow ends has the path in its record") {
  Site site;
  site.furnish(0);
  site.publish(R"([{"id":"hello","type":"play","prompt":"Hello.","edges":{"next":"bye"}},)"
               R"({"id":"bye","type":"hangup"}])",
               "hello");
  site.call("chan-1");
  site.by_channel<CallAnswered>("chan-1");
  PlayFinished played;
  played.play_id = site.last<Play>().play_id;
  site.by_channel("chan-1", played);
  const auto cdrs = site.rows<Call>();
  REQUIRE(cdrs.size() == 1);
  CHECK(cdrs[0].ivr_path == R"(["hello","bye"])");
  CHECK(cdrs[0].status == CallStatus::kNoAnswer);
  CHECK(site.events("ivr.completed") == 1);
}

CallOffered offer(const std::string& channel, const std::string& to = "+34911234567") {
  CallOffered in;
  in.channel = channel;
  in.to = to;
  return in;
}

TEST_CASE("an agent's call goes out by the trunk he asked for, and by no other tenant's") {
  Site site;
  site.furnish(1);
  site.login(0);
  CallPlaced in;
  in.channel = "desk";
  in.tenant_id = site.tenant;
  in.user_id = site.agents[0];
  in.to = "+34600000009";
  in.trunk_id = site.did;  // of another kind
  CHECK(site.tell(in).error().path == "trunk_id");
  in.trunk_id = site.trunk;
  REQUIRE(site.tell(in).ok());
  CHECK(site.last<Dial>().trunk_id == site.trunk);
  CHECK(site.last<Dial>().number == "+34600000009");
}

TEST_CASE("a new time zone of the tenant moves the hours of its calendars") {
  Site site;
  site.furnish(0);
  const Id hours =
      site.create<Schedule>(R"("name":"morning","hours":{"fri":{"open":"09:00","close":"11:00"}})");
  site.create<Did>(R"("number":"+34911000002","trunk_id":")" + to_text(site.trunk) +
                   R"(","ivr_flow_id":")" + to_text(site.flow) + R"(","schedule_id":")" +
                   to_text(hours) + "\"");
  const auto is_open_in = [&](const std::string& zone) {
    auto change =
        schema::parse_record(schema::table_of<Configuration>(),
                             R"({"id":")" + to_text(site.tenant) + R"(","tenant_id":")" +
                                 to_text(site.tenant) + R"(","tenant.timezone":")" + zone + "\"}");
    REQUIRE_MESSAGE(change.ok(), (change.ok() ? "" : change.error().path));
    const auto done = site.core->update(*change, site.now);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message));
    site.drain();
    site.outputs.clear();
    REQUIRE(site.tell(offer(zone, "+34911000002")).ok());
    (void)site.core->step(Record([&] {
                            CallAnswered in;
                            in.channel = zone;
                            return in;
                          }()),
                          site.now);
    site.drain();
    return site.events("queue.entered") == 1;
  };
  CHECK(is_open_in("Europe/Madrid"));      // 10:00
  CHECK(!is_open_in("America/New_York"));  // 04:00
  CHECK(is_open_in("Europe/London"));      // 09:00, as it opens
  CHECK(!is_open_in("Europe/Athens"));     // 11:00, as it closes
}

TEST_CASE("a file with a time zone that this machine does not know opens, on UTC, and says so") {
  ScratchFile file("zone");
  Id schedule;
  Id tenant;
  {
    Site site(file.options(core::Durability::kNone, 7));
    site.furnish(0);
    tenant = site.tenant;
    schedule = site.create<Schedule>(R"("name":"shop","timezone":"Europe/Madrid",)"
                                     R"("hours":{"fri":{"open":"09:00","close":"10:00"}})");
  }
  {
    store::OpenOptions options;
    options.path = file.path();
    auto seals = core::make_seals({});
    REQUIRE(seals.ok());
    options.seals = *std::move(seals);
    auto raw = store::Store::open(std::move(options));
    REQUIRE(raw.ok());
    const schema::Table& table = schema::table_of<Schedule>();
    REQUIRE(raw->begin().ok());
    REQUIRE(raw->set_field(store::TenantScope(tenant), table, schedule,
                           static_cast<size_t>(table.index_of("timezone")),
                           std::string_view("No/Where"))
                .ok());
    REQUIRE(raw->commit().ok());
  }
  Site site(file.options(core::Durability::kNone, 7));
  const auto index =
      static_cast<size_t>(schema::table_of<StatusReport>().index_of("unusable_rows"));
  CHECK(std::get<int64_t>(site.core->status().get(index)) == 1);
  auto change = schema::parse_record(schema::table_of<Schedule>(),
                                     R"({"id":")" + to_text(schedule) + R"(","tenant_id":")" +
                                         to_text(tenant) + R"(","timezone":"No/Where"})");
  REQUIRE(change.ok());
  CHECK(site.core->update(*change, site.now).error().path == "timezone");
}

TEST_CASE("what was submitted stays through a group that is rolled back, and is applied once") {
  Site site;
  site.furnish(0);
  REQUIRE(site.core->submit(Record(offer("submitted"))).ok());
  REQUIRE(site.core->begin().ok());
  REQUIRE(site.core->step(Record(offer("undone")), site.now).ok());
  REQUIRE(site.core->advance(site.now).ok());  // takes nothing that others submitted
  REQUIRE(site.core->rollback().ok());
  site.drain();
  CHECK(site.outputs.empty());
  CHECK(site.core->deadline() <= site.now);
  REQUIRE(site.core->advance(site.now).ok());
  REQUIRE(site.core->advance(site.now).ok());
  site.drain();
  REQUIRE(site.all_of<Answer>().size() == 1);
  CHECK(site.last<Answer>().channel == "submitted");
}

TEST_CASE("what was submitted stays through a group whose commit finds the disk full") {
  ScratchFile file("submitted");
  {
    Site site(file.options(core::Durability::kFull, 7));
    site.furnish(0);
  }
  const store::test::FaultByDefault faults;
  Site site(file.options(core::Durability::kFull, 7));
  site.now += kMinute;
  REQUIRE(site.core->submit(Record(offer("submitted"))).ok());
  REQUIRE(site.core->begin().ok());
  REQUIRE(site.core->step(Record(offer("undone")), site.now).ok());
  store::test::fault_plan().bytes_left = 0;
  CHECK(site.core->commit().error().status == Status::kDiskFull);
  CHECK(site.core->advance(site.now).error().status == Status::kDiskFull);
  store::test::fault_plan().bytes_left = -1;
  REQUIRE(site.core->advance(site.now).ok());
  site.drain();
  REQUIRE(site.all_of<Answer>().size() == 1);
  CHECK(site.last<Answer>().channel == "submitted");
}

TEST_CASE("a row refused inside a group leaves the rest of the group to its commit") {
  Site site;
  site.furnish(0);
  REQUIRE(site.core->begin().ok());
  const Id before = site.create<Queue>(R"("name":"before")");
  REQUIRE(site.core->step(Record(offer("c1")), site.now).ok());
  auto taken =
      schema::parse_record(schema::table_of<Queue>(),
                           R"({"tenant_id":")" + to_text(site.tenant) + R"(","name":"sales"})");
  REQUIRE(taken.ok());
  CHECK(site.core->create(*taken, site.now).error().status == Status::kExists);
  CHECK(site.core->remove(schema::table_of<Queue>(), site.tenant, Id{}, false, site.now)
            .error()
            .status == Status::kNotFound);
  site.create<Queue>(R"("name":"after")");
  REQUIRE(site.core->commit().ok());
  site.drain();
  CHECK(site.events("call.created") == 1);
  CHECK(site.rows<Queue>().size() == 3);
  CHECK(site.core->get(schema::table_of<Queue>(), site.tenant, before).ok());
  int created = 0;
  for (const AuditLog& row : site.rows<AuditLog>()) created += row.resource_type == "queue";
  CHECK(created == 3);
  auto job = site.core->verify();
  while (!(*job)->report().ok()) REQUIRE((*job)->step().ok());
  CHECK((*job)->report()->as<VerifyReport>().is_ok);
}

TEST_CASE("a host that restarted ends the calls it lost: waiting, ringing and talking") {
  Site site;
  site.furnish(2);
  const auto enter = [&](const std::string& channel) {
    site.call(channel);
    site.by_channel<CallAnswered>(channel);
  };
  site.login(0);
  enter("talking");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  site.login(1);
  enter("ringing");
  enter("waiting");
  enter("behind");
  site.now += kMinute / 10;
  site.outputs.clear();
  REQUIRE(site.tell(HostRestarted{}).ok());
  CHECK(site.rows<LiveCall>().empty());
  CHECK(site.rows<LiveLeg>().empty());
  CHECK(site.all_of<Hangup>().empty());  // nobody is there to be told
  CHECK(site.all_of<CancelLeg>().empty());
  CHECK(site.all_of<Dial>().empty());  // a free agent is not offered a caller who is gone
  CHECK(site.events("queue.abandoned") == 0);
  CHECK(site.events("call.ended") == 4);
  for (const Call& cdr : site.rows<Call>()) CHECK(cdr.status != CallStatus::kAbandoned);
  int restarted = 0;
  for (const Event& event : site.all_of<Event>()) {
    restarted += event.type == "call.ended" &&
                 event.data.find(R"("outcome":"host_restarted")") != std::string::npos;
  }
  CHECK(restarted == 3);  // the fourth was answered
  site.wait(kMinute);
  enter("new");
  CHECK(site.all_of<Dial>().size() == 1);
}

TEST_CASE("advance with outputs_max outputs waiting does nothing until they are polled") {
  auto options = Site::memory();
  options.outputs_max = 2;
  Site site(options);
  site.furnish(0, R"(,"max_wait_time":60)");
  site.call("waiting");
  site.by_channel<CallAnswered>("waiting");
  REQUIRE(site.core->step(Record(offer("other")), site.now).ok());
  CHECK(site.core->advance(site.now).ok());  // nothing is due
  const Micros due = site.core->deadline();
  site.now = due + 30 * kSecond;
  REQUIRE(site.core->submit(Record(offer("submitted"))).ok());
  for (int i = 0; i < 2; ++i) {
    CHECK(site.core->advance(site.now).error().status == Status::kFull);
    CHECK(site.core->deadline() <= site.now);
  }
  const auto now = static_cast<size_t>(schema::table_of<StatusReport>().index_of("now"));
  CHECK(std::get<int64_t>(site.core->status().get(now)) < due);
  site.drain();
  CHECK(site.events("queue.timeout") == 0);
  (void)site.core->advance(site.now);  // the timers; what they say may fill the outbox again
  site.drain();
  (void)site.core->advance(site.now);
  site.drain();
  CHECK(site.events("queue.timeout") == 1);
  CHECK(site.events("call.created") == 3);
  CHECK(site.core->deadline() > site.now);
}

}  // namespace
}  // namespace sivo::test
