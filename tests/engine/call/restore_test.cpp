#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

TEST_CASE("the answer that a transfer of the flow brought comes again before its bridge") {
  Center center;
  center.furnish(0);
  const Id flow = center.add_flow(
      "out", R"({"id":"t","type":"transfer","kind":"bridge","to":"+34900000001"})", "t");
  center.add_did("+34911000001", flow);
  center.call("c1", "+34911000001");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  CHECK(center.all_of<Answer>().size() == 1);
  center.outputs.clear();
  center.reopen();
  REQUIRE(center.outputs.size() == 2);
  CHECK(center.outputs[0].as<Answer>().is_repeat);
  CHECK(center.outputs[1].as<Bridge>().is_repeat);
}

TEST_CASE("legs that an agent or the library dialled are not answered on reopening") {
  Queue line;
  line.callback_enabled = true;
  Center center;
  center.furnish(2, line);
  SUBCASE("an agent's own call") { center.talk_out("p1", 0); }
  SUBCASE("a callback's customer") {
    center.wait_in_line("c1");
    center.by_channel<CallbackRequested>("c1");
    center.login(0);
    center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    CHECK(center.live().state == CallState::kTalking);
  }
  center.outputs.clear();
  center.reopen();
  CHECK(center.all_of<Bridge>().size() == 1);
  CHECK(center.all_of<Answer>().empty());
}

TEST_CASE("the music of a flow's transfer is told again as it was") {
  Center center;
  Queue line;
  line.moh_url = "queue.wav";
  center.furnish(0, line);
  const Id flow = center.add_flow(
      "out",
      R"({"id":"q","type":"queue","queue":"sales","max_wait_s":10,"edges":{"timeout":"t"}},)"
      R"({"id":"t","type":"transfer","kind":"bridge","to":"+34900000001","moh":"t.wav"})",
      "q");
  center.add_did("+34911000001", flow);
  center.wait_in_line("c1", "+34911000001");
  CHECK(center.last<MusicStart>().moh_url == "queue.wav");
  center.reopen();
  CHECK(center.last<MusicStart>().moh_url == "queue.wav");
  center.wait(10 * kSecond);
  CHECK(center.last<MusicStart>().moh_url == "t.wav");
  center.outputs.clear();
  center.reopen();
  CHECK(center.last<MusicStart>().moh_url == "t.wav");
}

TEST_CASE("the estimated wait is the same after reopening") {
  std::optional<Micros> first;
  for (const bool is_reopened : {false, true}) {
    CAPTURE(is_reopened);
    Queue line;
    line.wrap_up_time = 0;
    Center center;
    center.furnish(1, line);
    center.login(0);
    center.talk("c1");
    center.wait(100 * kSecond);
    center.by_channel<CallHangup>("c1");
    center.wait_in_line("gone");
    center.by_channel<CallHangup>("gone");
    center.wait(10 * kSecond);
    center.talk("c2");
    center.wait_in_line("c3");
    center.wait(kHour);  // more than its estimate: what c3 has been through says more now
    if (is_reopened) center.reopen();
    center.wait_in_line("c4");
    const Micros predicted = center.live_on("c4").predicted_us;
    CHECK(predicted > kHour);
    if (!first) first = predicted;
    CHECK(predicted == *first);
  }
}

}  // namespace
}  // namespace sivo::call::test
