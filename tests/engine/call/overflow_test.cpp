#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

// Two lines; callers of the first, "sales", overflow to "reserve" after 20 s.
struct TwoLines : Center {
  Id reserve;

  explicit TwoLines(Queue first = {}, Queue second = {}) {
    furnish(0);
    reserve = add_queue("reserve", second);
    first.id = queue;
    first.tenant_id = tenant;
    first.name = "sales";
    if (first.overflow_action == OverflowAction::kNone) {
      first.overflow_action = OverflowAction::kQueue;
      first.overflow_queue_id = reserve;
    }
    change(first);
  }
};

Queue after_20_s(bool keep_wait = true) {
  Queue line;
  line.overflow_after_sec = 20;
  line.keep_wait = keep_wait;
  return line;
}

TEST_CASE("case 68: who overflows leaves once, enters once, and brings his wait with him") {
  TwoLines center(after_20_s());
  center.wait_in_line("c1");
  const Micros joined = center.live().joined_at;
  center.wait(20 * kSecond);
  CHECK(center.live().queue_id == center.reserve);
  CHECK(center.live().joined_at == joined);
  CHECK(center.live().entered_at == center.now);
  CHECK(center.events("queue.overflowed") == 1);
  CHECK(center.events("queue.entered") == 2);
  CHECK(center.engine.waiting_count() == 1);
  center.by_channel<CallHangup>("c1");
  CHECK(Center::reasons(center.cdr().queue_visits) == "overflow abandoned ");
  CHECK(center.cdr().wait_ms == 20'000);
}

TEST_CASE("case 68: without keep_wait the wait begins again, behind those who wait there") {
  TwoLines center(after_20_s(false));
  const Id second = center.add_flow("two", R"({"id":"q","type":"queue","queue":"reserve"})", "q");
  center.add_did("+34911000001", second);
  center.wait_in_line("c1");
  center.wait(10 * kSecond);
  center.wait_in_line("c2", "+34911000001");
  center.wait(10 * kSecond);
  CHECK(center.live_on("c1").joined_at == center.now);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.reserve, center.agents[0]);
  center.login(0);
  CHECK(center.last<Dial>().channel == "c2");
}

TEST_CASE("the target's longest wait begins when an overflowed caller enters it") {
  Queue second;
  second.max_wait_time = 15;
  TwoLines center(after_20_s(), second);
  center.wait_in_line("c1");
  center.wait(34 * kSecond);
  CHECK(center.live().state == CallState::kQueued);
  center.wait(kSecond);
  CHECK(Center::reasons(center.cdr().queue_visits) == "overflow timeout ");
}

TEST_CASE("a line that is long enough sends the next caller on at once, below it nobody") {
  Queue first;
  first.overflow_at_length = 2;
  TwoLines center(first);
  center.wait_in_line("c1");
  center.wait_in_line("c2");
  CHECK(center.live_on("c2").queue_id == center.queue);
  center.wait_in_line("c3");
  CHECK(center.live_on("c3").queue_id == center.reserve);
  CHECK(Center::reasons(center.live_on("c3").visits) == "overflow …");
}

TEST_CASE("an empty line sends its callers on, also to another flow, which begins anew") {
  Queue first;
  first.overflow_action = OverflowAction::kIvrFlow;
  first.overflow_when_empty = true;
  TwoLines center(first);
  Queue line = center.queue_row(center.queue);
  line.overflow_ivr_flow_id =
      center.add_flow("sorry",
                      R"({"id":"p","type":"play","prompt":"sorry","edges":{"next":"h"}},)"
                      R"({"id":"h","type":"hangup"})",
                      "p");
  center.change(line);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  center.call("c0");  // takes the agent
  center.by_channel<CallAnswered>("c0");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait_in_line("c1");
  CHECK(center.live_on("c1").state == CallState::kQueued);
  center.of_agent<AgentLogout>(0);
  CHECK(center.live_on("c1").state == CallState::kQueued);  // he talks, he is there
  center.by_channel<CallHangup>("c0");
  CHECK(center.live_on("c1").state == CallState::kIvr);
  CHECK(center.live_on("c1").flow_id == line.overflow_ivr_flow_id);
  CHECK(center.last<Play>().prompts.find("sorry") != std::string::npos);
  CHECK(center.events("ivr.completed") == 2);
}

TEST_CASE("overflow to a number dials it; answered it is an answered call, else it is over") {
  Queue first = after_20_s();
  first.overflow_action = OverflowAction::kNumber;
  first.overflow_number = "+34900000001";
  for (const bool is_answered : {true, false}) {
    TwoLines center(first);
    center.wait_in_line("c1");
    center.wait(20 * kSecond);
    const Dial dial = center.last<Dial>();
    CHECK(dial.number == "+34900000001");
    CHECK(center.live().state == CallState::kDialling);
    if (is_answered) {
      center.by_leg<LegAnswered>(dial.leg_id);
      CHECK(center.events("call.answered") == 1);
      center.by_leg<LegEnded>(dial.leg_id);
    } else {
      center.wait(kDirectRing);
    }
    CHECK(center.cdr().status == (is_answered ? CallStatus::kAnswered : CallStatus::kNoAnswer));
    CHECK(Center::reasons(center.cdr().queue_visits) == "overflow ");
  }
}

TEST_CASE("overflow to nowhere hangs up") {
  Queue first = after_20_s();
  first.overflow_action = OverflowAction::kHangup;
  TwoLines center(first);
  center.wait_in_line("c1");
  center.wait(20 * kSecond);
  CHECK(center.cdr().status == CallStatus::kNoAnswer);
  CHECK(center.all_of<Hangup>().size() == 1);
}

TEST_CASE("a ring of queues is refused, whichever of them closes it, and so is a voicemail") {
  TwoLines center(after_20_s());
  Queue reserve = center.queue_row(center.reserve);
  reserve.overflow_action = OverflowAction::kQueue;
  reserve.overflow_queue_id = center.queue;
  CHECK(center.try_change(reserve).error().path == "overflow_queue_id");
  reserve.overflow_queue_id = center.reserve;
  CHECK(center.try_change(reserve).error().path == "overflow_queue_id");
  const Id third = center.add_queue("third");
  reserve.overflow_queue_id = third;
  CHECK(center.try_change(reserve).ok());
  Queue last = center.queue_row(third);
  last.overflow_action = OverflowAction::kQueue;
  last.overflow_queue_id = center.queue;
  CHECK(center.try_change(last).error().path == "overflow_queue_id");
  last.overflow_action = OverflowAction::kVoicemail;
  CHECK(center.try_change(last).error().path == "overflow_action");
}

TEST_CASE("an overflow passes through queues that overflow as well, within one step") {
  Queue first;
  first.overflow_at_length = 1;
  Queue second;
  second.overflow_action = OverflowAction::kQueue;
  second.overflow_at_length = 1;
  TwoLines center(first, second);
  const Id third = center.add_queue("third");
  Queue reserve = center.queue_row(center.reserve);
  reserve.overflow_queue_id = third;
  center.change(reserve);
  for (const char* channel : {"c1", "c2", "c3"}) center.wait_in_line(channel);
  CHECK(center.live_on("c1").queue_id == center.queue);
  CHECK(center.live_on("c2").queue_id == center.reserve);
  CHECK(center.live_on("c3").queue_id == third);
  CHECK(Center::reasons(center.live_on("c3").visits) == "overflow overflow …");
  CHECK(center.live_on("c3").overflow_hops == 2);
}

TEST_CASE("a flow that brings the caller back does not turn him round for ever") {
  Queue first;
  first.overflow_action = OverflowAction::kIvrFlow;
  first.overflow_at_length = 1;
  TwoLines center(first);
  Queue line = center.queue_row(center.queue);
  line.overflow_ivr_flow_id = center.flow;
  center.change(line);
  center.wait_in_line("c1");
  center.wait_in_line("c2");
  CHECK(center.live_on("c2").state == CallState::kQueued);
  CHECK(center.live_on("c2").overflow_hops == kOverflowHopsMax);
  CHECK(center.events("queue.overflowed") == kOverflowHopsMax);
}

TEST_CASE("where the target has no room the caller stays in his place") {
  Queue first;
  first.overflow_when_empty = true;
  first.empty_grace_sec = 5;
  Queue second;
  second.max_length = 1;
  TwoLines center(first, second);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  center.of_agent<DeviceState>(0, [] {
    DeviceState away;
    away.is_reachable = false;
    return away;
  }());
  center.wait_in_line("c1");
  center.wait(kSecond);
  center.wait_in_line("c2");
  const Micros joined = center.live_on("c2").joined_at;
  center.of_agent<AgentLogout>(0);
  center.wait(5 * kSecond);
  CHECK(center.live_on("c1").queue_id == center.reserve);
  CHECK(center.live_on("c2").queue_id == center.queue);
  CHECK(center.live_on("c2").joined_at == joined);
  CHECK(Center::reasons(center.live_on("c2").visits) == "…");
  CHECK(center.events("queue.overflowed") == 1);
}

TEST_CASE("who stayed for want of room goes as soon as there is some, also after a reopening") {
  Queue second;
  second.max_length = 1;
  TwoLines center(after_20_s(), second);
  const Id other = center.add_flow("two", R"({"id":"q","type":"queue","queue":"reserve"})", "q");
  center.add_did("+34911000001", other);
  center.wait_in_line("blocker", "+34911000001");
  center.wait_in_line("c1");
  center.wait(25 * kSecond);
  CHECK(center.live_on("c1").queue_id == center.queue);
  SUBCASE("in one run") {}
  SUBCASE("reopened") { center.reopen(); }
  center.wait(2 * kMinute);
  CHECK(center.live_on("c1").queue_id == center.queue);
  center.by_channel<CallHangup>("blocker");
  center.wait(acd::kOverflowRetry);
  CHECK(center.live_on("c1").queue_id == center.reserve);
  CHECK(center.events("queue.overflowed") == 1);
}

TEST_CASE("a queue's overflow time begins when the caller enters it, also with his wait kept") {
  Queue second = after_20_s();
  second.overflow_action = OverflowAction::kHangup;
  TwoLines center(after_20_s(), second);
  center.wait_in_line("c1");
  center.wait(20 * kSecond);
  CHECK(center.live().queue_id == center.reserve);
  SUBCASE("in one run") {}
  SUBCASE("reopened") { center.reopen(); }
  center.wait(20 * kSecond - 1);
  CHECK(center.live().queue_id == center.reserve);
  center.wait(1);
  CHECK(Center::reasons(center.cdr().queue_visits) == "overflow overflow ");
}

TEST_CASE("an overflowed caller is still one after the file was reopened") {
  TwoLines center(after_20_s());
  center.wait_in_line("c1");
  center.wait(25 * kSecond);
  center.reopen();
  CHECK(center.live().queue_id == center.reserve);
  CHECK(center.live().overflow_hops == 1);
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(Center::reasons(center.cdr().queue_visits) == "overflow abandoned ");
  CHECK(center.cdr().wait_ms == 30'000);
}

// One caller in "reserve", which takes no second one; the caller "c1" waits in "sales".
void fill_reserve(TwoLines& center) {
  const Id other = center.add_flow("two", R"({"id":"q","type":"queue","queue":"reserve"})", "q");
  center.add_did("+34911000001", other);
  center.wait_in_line("blocker", "+34911000001");
}

TEST_CASE("where no target takes him, the phone that rings for him rings on") {
  Queue first = after_20_s();
  first.ring_timeout_sec = 60;
  Queue second;
  second.max_length = 1;
  TwoLines center(first, second);
  fill_reserve(center);
  center.wait_in_line("c1");
  center.wait(5 * kSecond);
  for (size_t i = 0; i < 2; ++i) {
    center.agents.push_back(center.add_user(std::to_string(100 + i)));
    center.add_member(center.queue, center.agents[i]);
  }
  center.login(0);
  LegFailed busy;
  busy.cause = "USER_BUSY";
  center.by_leg(center.last<Dial>().leg_id, busy);
  center.login(1);
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegRinging>(leg);
  center.outputs.clear();
  const LiveCall before = center.live_on("c1");
  center.wait(35 * kSecond);
  CHECK(center.outputs.empty());
  CHECK(center.live_on("c1").tried == before.tried);
  CHECK(center.live_on("c1").sequence == before.sequence);
  CHECK(center.live_on("c1").overflow_again > center.now);
  center.by_leg<LegAnswered>(leg);
  CHECK(center.live_on("c1").state == CallState::kTalking);
}

TEST_CASE("who stays beyond the length leaves when the queue is left by all, also reopened") {
  Queue first;
  first.leave_when_empty = sivo::EmptyRule::kYes;
  first.overflow_at_length = 1;
  Queue second;
  second.max_length = 1;
  TwoLines center(first, second);
  fill_reserve(center);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  DeviceState away;
  away.is_reachable = false;
  center.of_agent<DeviceState>(0, away);
  center.wait_in_line("c1");
  center.wait_in_line("c2");
  CHECK(center.live_on("c2").queue_id == center.queue);
  SUBCASE("in one run") {}
  SUBCASE("reopened") { center.reopen(); }
  center.of_agent<AgentLogout>(0);
  center.wait(kMinute);
  CHECK(center.rows<LiveCall>().size() == 1);
  CHECK(Center::reasons(center.cdr_on("c2").queue_visits) == "no_agents ");
}

TEST_CASE("in an empty queue: to the target that has room, else out after the grace") {
  Queue first;
  first.overflow_when_empty = true;
  first.leave_when_empty = sivo::EmptyRule::kYes;
  first.empty_grace_sec = 5;
  Queue second;
  second.max_length = 1;
  TwoLines center(first, second);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  DeviceState away;
  away.is_reachable = false;
  center.of_agent<DeviceState>(0, away);
  center.wait_in_line("c1");
  center.wait_in_line("c2");
  center.of_agent<AgentLogout>(0);
  center.wait(5 * kSecond - 1);
  CHECK(center.engine.waiting_count() == 2);
  center.wait(1);
  CHECK(center.live_on("c1").queue_id == center.reserve);
  CHECK(Center::reasons(center.cdr_on("c2").queue_visits) == "no_agents ");
}

TEST_CASE("a caller in the flow of an overflow is in a flow, where he came from does not matter") {
  Queue busy;
  busy.overflow_when_empty = true;
  busy.overflow_action = OverflowAction::kIvrFlow;
  TwoLines center(busy);
  Queue line = center.queue_row(center.queue);
  line.overflow_ivr_flow_id =
      center.add_flow("sorry", R"({"id":"p","type":"play","prompt":"sorry"})", "p");
  center.change(line);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.reserve, center.agents[0]);
  center.login(0);
  const Id two = center.add_flow("two", R"({"id":"q","type":"queue","queue":"reserve"})", "q");
  center.add_did("+34911000001", two);
  center.wait_in_line("c1", "+34911000001");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(10 * kSecond);
  bool is_held = false;
  SUBCASE("from a conversation") {}
  SUBCASE("from hold") { is_held = true; }
  if (is_held) {
    center.by_channel<HoldRequested>("c1");
    center.wait(3 * kSecond);
  }
  TransferRequested in;
  in.to_queue_id = center.queue;
  center.by_channel("c1", in);
  CHECK(center.live().phase == CallPhase::kIvr);
  center.wait(40 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr().talk_ms == 10'000);
  CHECK(center.cdr().hold_ms == (is_held ? 3'000 : 0));
}

TEST_CASE("the flow's longest wait ends in the queue he overflowed to, unless that one's is over") {
  const bool keeps_wait = true;
  for (const bool is_kept : {keeps_wait, !keeps_wait}) {
    for (const int64_t own : {0, 15, 600}) {
      CAPTURE(is_kept);
      CAPTURE(own);
      Queue second;
      second.max_wait_time = own;
      TwoLines center(after_20_s(is_kept), second);
      const Id flow = center.add_flow(
          "w",
          R"({"id":"q","type":"queue","queue":"sales","max_wait_s":60,"edges":{"timeout":"p"}},)"
          R"({"id":"p","type":"play","prompt":"sorry"})",
          "q");
      center.add_did("+34911000001", flow);
      center.wait_in_line("c1", "+34911000001");
      center.wait((own == 15 ? 35 : 60) * kSecond - 1);
      CHECK(center.live().queue_id == center.reserve);
      CHECK(center.live().state == CallState::kQueued);
      center.wait(1);
      CHECK(center.live().state == CallState::kIvr);
      CHECK(center.events("queue.timeout") == 1);
      CHECK(Center::reasons(center.live().visits) == "overflow timeout ");
    }
  }
}

}  // namespace
}  // namespace sivo::call::test
