#include <doctest/doctest.h>

#include "core/day.hpp"
#include "schema/queue.hpp"
#include "schema/reports.hpp"

namespace sivo::test {
namespace {

CallOffered offer(const std::string& channel) {
  CallOffered in;
  in.channel = channel;
  in.to = "+34911234567";
  in.from = "+34600000001";
  return in;
}

int64_t status_of(const Site& site, std::string_view field) {
  const auto index = static_cast<size_t>(schema::table_of<StatusReport>().index_of(field));
  return std::get<int64_t>(site.core->status().get(index));
}

TEST_CASE("a submitted input that the engine refuses as full does not hold up those behind it") {
  Site site;
  site.furnish(0, R"(,"max_length":1)");
  const Id other = site.create<Queue>(R"("name":"other","max_length":1)");
  const Id boss = site.create<User>(
      R"("email":"boss@acme.example","full_name":"Boss","extension":"900","role":"supervisor")");
  site.call("c1");
  site.by_channel<CallAnswered>("c1");
  const Id waiting = site.rows<LiveCall>()[0].id;
  const Id flow = site.flow;
  site.flow = site.create<IvrFlow>(R"("name":"two")");
  site.publish(R"([{"id":"q","type":"queue","queue":"other"}])", "q");
  site.create<Did>(R"("number":"+34911234568","trunk_id":")" + to_text(site.trunk) +
                   R"(","ivr_flow_id":")" + to_text(site.flow) + "\"");
  site.flow = flow;
  CallOffered in = offer("c2");
  in.to = "+34911234568";
  REQUIRE(site.tell(in).ok());
  site.by_channel<CallAnswered>("c2");
  MoveRequested move;
  move.call_id = waiting;
  move.to_queue_id = other;
  move.by_user_id = boss;
  CallHangup gone;
  gone.channel = "c2";
  REQUIRE(site.core->submit(Record(move)).ok());
  REQUIRE(site.core->submit(Record(gone)).ok());
  const auto done = site.core->advance(site.now);
  REQUIRE(!done.ok());
  CHECK(done.error().status == Status::kFull);
  CHECK(done.error().message.starts_with("submitted move_requested: "));
  site.drain();
  CHECK(site.rows<LiveCall>().size() == 1);
  CHECK(status_of(site, "refused_submits") == 1);
  CHECK(site.core->advance(site.now).ok());
  CHECK(site.core->deadline() > site.now);
}

TEST_CASE("an input that lacks a required field is refused where it is submitted") {
  Site site;
  const auto refused = site.core->submit(Record(schema::table_of<Dtmf>()));
  REQUIRE(!refused.ok());
  CHECK(refused.error().path == "digit");
}

TEST_CASE("inside a group nothing submitted makes the core due") {
  Site site;
  site.furnish(0);
  REQUIRE(site.core->submit(Record(offer("c1"))).ok());
  CHECK(site.core->deadline() <= site.now);
  REQUIRE(site.core->begin().ok());
  CHECK(site.core->deadline() > site.now);
  REQUIRE(site.core->commit().ok());
  CHECK(site.core->deadline() <= site.now);
}

TEST_CASE("another call on the channel of a live one is refused, the same one told twice is late") {
  Site site;
  site.furnish(0);
  REQUIRE(site.tell(offer("c1")).ok());
  CHECK(site.tell(offer("c1")).ok());
  CallOffered other = offer("c1");
  other.from = "+34600999999";
  const auto refused = site.tell(other);
  REQUIRE(!refused.ok());
  CHECK(refused.error().status == Status::kExists);
  CHECK(refused.error().path == "channel");
  CHECK(site.rows<LiveCall>().size() == 1);
}

TEST_CASE("a queue whose overflow cannot be followed is refused, and the group goes on") {
  Site site;
  site.furnish(0);
  REQUIRE(site.core->begin().ok());
  REQUIRE(site.core->step(Record(offer("c1")), site.now).ok());
  auto loop = schema::parse_record(
      schema::table_of<Queue>(),
      R"({"tenant_id":")" + to_text(site.tenant) + R"(","id":")" + to_text(site.queue) +
          R"(","overflow_action":"queue","overflow_queue_id":")" + to_text(site.queue) + "\"}");
  REQUIRE(loop.ok());
  const auto refused = site.core->update(*loop, site.now);
  REQUIRE(!refused.ok());
  CHECK(refused.error().path == "overflow_queue_id");
  REQUIRE(site.core->commit().ok());
  site.drain();
  CHECK(site.rows<LiveCall>().size() == 1);
}

}  // namespace
}  // namespace sivo::test
