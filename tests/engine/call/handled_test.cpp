#include "engine/call/handled.hpp"

#include "engine/call/center.hpp"
#include "schema/statistics.hpp"

namespace sivo::call::test {
namespace {

HandledPart part_of(uint8_t agent, bool is_from_queue) {
  HandledPart part;
  part.agent_id.bytes[15] = agent;
  if (is_from_queue) part.queue_id = part.agent_id;
  part.answered_at = kMorning;
  part.ended_at = kMorning + 70 * kSecond;
  part.ring_ms = 1;
  part.talk_ms = 50'000;
  part.hold_ms = 20'000;
  part.acw_ms = 9;
  return part;
}

TEST_CASE("parts read back are the same parts") {
  std::vector<HandledPart> parts = {part_of(1, true), part_of(2, false), part_of(3, true)};
  parts[1].transfer = stats::Transfer::kBlind;
  parts[2].transfer = stats::Transfer::kAttended;
  CHECK(parse_parts(render_parts(parts)) == parts);
  CHECK(render_parts({}) == "[]");
}

TEST_CASE("what is no part is left out") {
  CHECK(parse_parts("").empty());
  CHECK(parse_parts("{}").empty());
  CHECK(parse_parts(R"([1,{"agent_id":"x"},{"talk_ms":1}])").empty());
}

TEST_CASE("the part that wraps up is the agent's last one from a queue") {
  std::vector<HandledPart> parts = {part_of(1, true), part_of(2, true), part_of(1, false)};
  CHECK(wrapping_part(parts, parts[0].agent_id) == &parts[0]);
  CHECK(wrapping_part(parts, part_of(3, true).agent_id) == nullptr);
}

std::vector<HandledPart> parts_of_record(const Center& center) {
  return parse_parts(center.cdr().handled);
}

TEST_CASE("an agent's part has the call's times, and its wrap-up when that is over") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");  // rings 2 s
  center.wait(10 * kSecond);
  center.by_channel<HoldRequested>("c1");
  center.wait(4 * kSecond);
  center.by_channel<ResumeRequested>("c1");
  center.wait(6 * kSecond);
  center.by_channel<CallHangup>("c1");
  REQUIRE(parts_of_record(center).size() == 1);
  CHECK(parts_of_record(center)[0].acw_ms == 0);
  center.wait(3 * kSecond);
  center.of_agent<AgentReady>(0);
  const HandledPart part = parts_of_record(center)[0];
  CHECK(part.agent_id == center.agents[0]);
  CHECK(part.queue_id == center.queue);
  CHECK(part.ring_ms == 2'000);
  CHECK(part.talk_ms == 16'000);
  CHECK(part.hold_ms == 4'000);
  CHECK(part.acw_ms == 3'000);
  CHECK(part.ended_at - part.answered_at == 20 * kSecond);
  CHECK(center.cdr().talk_ms == part.talk_ms);
  CHECK(center.cdr().hold_ms == part.hold_ms);
  CHECK(center.cdr().acw_ms == part.acw_ms);
}

TEST_CASE("case 42: the caller hangs up on hold: wrap-up, talk and hold split right") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.wait(7 * kSecond);
  center.by_channel<HoldRequested>("c1");
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.status(0) == UserStatus::kAcw);
  CHECK(center.cdr().talk_ms == 7'000);
  CHECK(center.cdr().hold_ms == 5'000);
  CHECK(parts_of_record(center)[0].talk_ms == 7'000);
  CHECK(parts_of_record(center)[0].hold_ms == 5'000);
}

TEST_CASE("each agent who took the call has a part; together they are its talk and hold") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  center.wait(5 * kSecond);
  center.by_channel("c1", center.to_user<ConsultRequested>("c1", center.agents[1]));
  center.wait(2 * kSecond);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(3 * kSecond);
  center.by_channel<ConsultCompleted>("c1");
  center.wait(8 * kSecond);
  center.by_channel<CallHangup>("c1");
  center.wait(kMinute);
  const auto parts = parts_of_record(center);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].agent_id == center.agents[0]);
  CHECK(parts[0].talk_ms == 5'000);
  CHECK(parts[0].hold_ms == 5'000);
  CHECK(parts[0].acw_ms == 10'000);
  CHECK(parts[1].agent_id == center.agents[1]);
  CHECK(!parts[1].queue_id);
  CHECK(parts[1].ring_ms == 2'000);
  CHECK(parts[1].talk_ms == 8'000);
  CHECK(parts[1].acw_ms == 0);
  CHECK(center.cdr().talk_ms == parts[0].talk_ms + parts[1].talk_ms);
  CHECK(center.cdr().hold_ms == parts[0].hold_ms + parts[1].hold_ms);
}

TEST_CASE("an agent who is served the same call again wraps up for the part that earned it") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  center.wait(5 * kSecond);
  center.by_channel("c1", center.to_user<TransferRequested>("c1", center.agents[1]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(4 * kSecond);  // of 10 s of wrap-up
  center.by_channel("c1", center.to_user<TransferRequested>("c1", center.agents[0]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(2 * kSecond);
  center.by_channel<CallHangup>("c1");
  center.wait(kMinute);
  const auto parts = parts_of_record(center);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].acw_ms == 8'000);  // 4 s before and 4 s after the second part
  CHECK(parts[2].agent_id == center.agents[0]);
  CHECK(parts[2].acw_ms == 0);
  CHECK(center.cdr().acw_ms == 8'000);
}

TEST_CASE("an outbound call is its agent's part, an internal one that of the colleague") {
  Center center;
  center.furnish(2);
  center.talk_out("p1", 0);
  center.wait(9 * kSecond);
  center.by_channel<CallHangup>("p1");
  REQUIRE(parts_of_record(center).size() == 1);
  CHECK(parts_of_record(center)[0].agent_id == center.agents[0]);
  CHECK(parts_of_record(center)[0].ring_ms == 3'000);
  CHECK(parts_of_record(center)[0].talk_ms == 9'000);
  CHECK(center.cdr().talk_ms == 9'000);
  center.sink.rows.erase({Kind::kCall, center.cdr().id});
  center.talk_out("p2", 0, "101");
  center.wait(4 * kSecond);
  center.by_channel<CallHangup>("p2");
  REQUIRE(parts_of_record(center).size() == 1);
  CHECK(parts_of_record(center)[0].agent_id == center.agents[1]);
  CHECK(parts_of_record(center)[0].talk_ms == 4'000);
}

TEST_CASE("parts survive a restart, in the call and in its wrap-up") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  center.wait(5 * kSecond);
  center.by_channel("c1", center.to_user<TransferRequested>("c1", center.agents[1]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(2 * kSecond);
  center.reopen();
  center.wait(2 * kSecond);
  center.by_channel<CallHangup>("c1");
  center.reopen();
  center.wait(kMinute);
  const auto parts = parts_of_record(center);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].talk_ms == 5'000);
  CHECK(parts[0].acw_ms == 10'000);
  CHECK(parts[1].talk_ms == 4'000);
}

TEST_CASE("no more parts are read than a call may have") {
  std::vector<HandledPart> many(kHandledMax + 1, part_of(1, true));
  CHECK(parse_parts(render_parts(many)).size() == kHandledMax);
}

int64_t handled_by(Center& center, size_t agent) {
  auto report = center.engine.statistics({center.tenant, center.agents[agent], 24 * 60, center.now},
                                         center.now);
  REQUIRE(report.ok());
  return report->as<AgentStatistics>().handled;
}

// As the core counts the past, at the first reading.
void count_anew(Center& center) {
  center.engine.stop_counting();
  center.engine.start_counting(5);
  for (const auto& cdr : center.rows<sivo::Call>()) {
    if (!center.engine.has_record(cdr.id)) center.engine.count(cdr);
  }
}

TEST_CASE("agents who wrap up one call when the statistics begin are counted once each") {
  Queue line;
  line.wrap_up_time = 60;
  Center center;
  center.furnish(1, line);
  center.login(0);
  const Id second = center.add_queue("second", line);
  center.agents.push_back(center.add_user("150"));
  center.add_member(second, center.agents[1]);
  center.login(1);
  center.talk("c1");
  center.wait(10 * kSecond);
  TransferRequested hand_on;
  hand_on.to_queue_id = second;
  center.by_channel("c1", hand_on);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  center.wait(kSecond);
  count_anew(center);
  center.wait(2 * kMinute);
  CHECK(handled_by(center, 0) == 1);
  CHECK(handled_by(center, 1) == 1);
}

// Agent 0 calls agent 1 and hands him to the queue; its agent 2 answers, and agent 1 hands him on
// to a number: agent 2 is the caller now. His channel.
std::string become_caller(Center& center) {
  center.login(2);
  const Id far = center.talk_out("p1", 0, "101");
  TransferRequested to_line;
  to_line.to_queue_id = center.queue;
  center.by_channel("p1", to_line);
  const Id leg = center.last<Dial>().leg_id;
  center.wait(kSecond);
  center.by_leg<LegAnswered>(leg);
  center.wait(5 * kSecond);
  TransferRequested to_number;
  to_number.to = "+34900000002";
  center.by_channel(to_text(far), to_number);
  CHECK(center.live().channel == to_text(leg));
  CHECK(center.status(2) == UserStatus::kOnCall);
  return to_text(leg);
}

TEST_CASE("a queue's agent who becomes the caller wraps up when he is out of the call") {
  for (const bool is_reopened : {false, true}) {
    CAPTURE(is_reopened);
    Center center;
    center.furnish(3);
    center.engine.start_counting(5);
    const std::string channel = become_caller(center);
    center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    center.wait(5 * kSecond);
    if (is_reopened) {
      center.reopen();
      count_anew(center);
    }
    CHECK(handled_by(center, 2) == 0);
    center.by_channel<CallHangup>(channel);
    CHECK(center.status(2) == UserStatus::kAcw);
    center.wait(kMinute);
    CHECK(center.cdr().acw_ms == 10'000);
    const auto parts = parts_of_record(center);
    const auto own = std::find_if(parts.begin(), parts.end(),
                                  [](const HandledPart& part) { return part.queue_id; });
    REQUIRE(own != parts.end());
    CHECK(own->agent_id == center.agents[2]);
    CHECK(own->acw_ms == 10'000);
    const int64_t handled = handled_by(center, 2);
    CHECK(handled >= 1);
    count_anew(center);
    CHECK(handled_by(center, 2) == handled);
  }
}

TEST_CASE("a queue's agent who becomes the caller and is removed has his part all the same") {
  Center center;
  center.furnish(3);
  center.engine.start_counting(5);
  const std::string channel = become_caller(center);
  center.remove<User>(center.agents[2]);
  auto report =
      center.engine.statistics({center.tenant, center.queue, 24 * 60, center.now}, center.now);
  REQUIRE(report.ok());
  CHECK(report->as<QueueStatistics>().aht_ms > 0);
  center.by_channel<CallHangup>(channel);
  CHECK(center.cdr().acw_ms == 0);
}

}  // namespace
}  // namespace sivo::call::test
