#include "core/core.hpp"
#include "core/impl.hpp"

#include "core/day.hpp"

namespace sivo::test {
namespace {

TEST_CASE("in a group outputs wait for the commit and are gone after a rollback") {
  Site site;
  site.furnish(0);
  CallOffered in;
  in.channel = "c1";
  in.to = "+34911234567";
  REQUIRE(site.core->begin().ok());
  CHECK(site.core->begin().error().status == Status::kState);
  REQUIRE(site.core->step(Record(in), site.now).ok());
  CHECK(!*site.core->poll());
  REQUIRE(site.core->commit().ok());
  site.drain();
  CHECK(site.events("call.created") == 1);
  CHECK(site.core->commit().error().status == Status::kState);
  CHECK(site.core->rollback().error().status == Status::kState);
}

TEST_CASE("with outputs_max outputs waiting an input is refused, and taken after a poll") {
  auto options = Site::memory();
  options.outputs_max = 1;
  Site site(options);
  site.furnish(0);
  CallOffered in;
  in.channel = "c1";
  in.to = "+34911234567";
  REQUIRE(site.core->step(Record(in), site.now).ok());
  in.channel = "c2";
  CHECK(site.core->step(Record(in), site.now).error().status == Status::kFull);
  site.drain();
  CHECK(site.core->step(Record(in), site.now).ok());
}

TEST_CASE("submitted inputs are bounded and applied in order by advance") {
  auto options = Site::memory();
  options.submit_max = 2;
  Site site(options);
  site.furnish(0);
  int wakeups = 0;
  site.core->on_wakeup([](void* count) { ++*static_cast<int*>(count); }, &wakeups);
  CallOffered in;
  in.to = "+34911234567";
  for (const char* channel : {"c1", "c2"}) {
    in.channel = channel;
    REQUIRE(site.core->submit(Record(in)).ok());
  }
  CHECK(site.core->submit(Record(in)).error().status == Status::kFull);
  CHECK(wakeups == 2);
  REQUIRE(site.core->advance(site.now).ok());
  site.drain();
  REQUIRE(site.all_of<Answer>().size() == 2);
  CHECK(site.all_of<Answer>()[0].channel == "c1");
}

TEST_CASE("a poisoned core answers everything with kPoisoned; an abandoned one goes on") {
  Site site;
  site.furnish(0);
  site.core->abandon(false);
  CHECK(site.core->advance(site.now).ok());
  site.core->abandon(true);
  CHECK(site.core->advance(site.now).error().status == Status::kPoisoned);
  CHECK(site.core->poll().error().status == Status::kPoisoned);
  CHECK(site.core->begin().error().status == Status::kPoisoned);
  CHECK(site.core->deadline() == kNever);
}

TEST_CASE("time that goes back is taken as the latest") {
  Site site;
  site.furnish(0);
  site.call("c1");
  site.now -= 100 * kSecond;
  site.by_channel<CallHangup>("c1");
  CHECK(site.rows<Call>()[0].duration_sec == 0);
}

TEST_CASE("activating a flow version takes the mark from the one before") {
  Site site;
  site.furnish(0);
  site.publish(R"([{"id":"bye","type":"hangup"}])", "bye");
  int active = 0;
  for (const IvrFlowVersion& version : site.rows<IvrFlowVersion>()) active += version.is_active;
  CHECK(active == 1);
  CHECK(site.rows<IvrFlowVersion>().size() == 2);
}

TEST_CASE("a file keeps a flow that was removed under its calls openable") {
  ScratchFile file("flow");
  Site site(file.options(core::Durability::kNormal, 7));
  site.furnish(1);
  site.login(0);
  site.call("c1");
  site.by_channel<CallAnswered>("c1");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  const auto removed =
      site.core->remove(schema::table_of<IvrFlow>(), site.tenant, site.flow, true, site.now);
  CHECK_MESSAGE(removed.ok(), (removed.ok() ? "" : removed.error().message));
  site.core.reset();
  auto opened = Core::open(file.options(core::Durability::kNormal, 7));
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  CHECK(every<LiveCall>(**opened, site.tenant).size() == 1);
}

}  // namespace
}  // namespace sivo::test
