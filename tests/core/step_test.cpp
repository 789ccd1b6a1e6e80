#include <doctest/doctest.h>

#include "core/site.hpp"

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

}  // namespace
}  // namespace sivo::test
