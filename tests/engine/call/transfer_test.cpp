#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

TransferRequested to_queue(const Id& queue) {
  TransferRequested in;
  in.to_queue_id = queue;
  return in;
}

TransferRequested to_number(const std::string& number) {
  TransferRequested in;
  in.to = number;
  return in;
}

Status refusal(Center& center, const std::string& channel, TransferRequested in) {
  in.channel = channel;
  const auto done = center.tell(in);
  return done.ok() ? Status::kOk : done.error().status;
}

TEST_CASE("the far end of an outbound call goes to a colleague; the agent who placed it is free") {
  Center center;
  center.furnish(2);
  const Id far = center.talk_out("p1", 0);
  center.wait(5 * kSecond);
  center.by_channel("p1", center.to_user<TransferRequested>("p1", center.agents[1]));
  CHECK(center.last<Hangup>().channel == "p1");  // his own leg; the call goes on
  CHECK(center.last<Hangup>().cause == "BLIND_TRANSFER");
  CHECK(center.status(0) != UserStatus::kOnCall);
  const Dial dial = center.last<Dial>();
  CHECK(dial.channel == to_text(far));
  CHECK(dial.user_id == center.agents[1]);
  CHECK(dial.caller_id_number == "+34900000001");  // whom he is to talk with
  CHECK(center.last<MusicStart>().channel == to_text(far));
  center.wait(2 * kSecond);
  center.by_leg<LegAnswered>(dial.leg_id);
  CHECK(center.last<Bridge>().channel == to_text(far));
  CHECK(center.last<Bridge>().leg_id == dial.leg_id);
  center.wait(8 * kSecond);

  SUBCASE("the far end hangs up as a leg") { center.by_leg<LegEnded>(far); }
  SUBCASE("the far end hangs up as the channel") { center.by_channel<CallHangup>(to_text(far)); }
  SUBCASE("the colleague hangs up") {
    center.by_leg<LegEnded>(dial.leg_id);
    CHECK(center.last<Hangup>().channel == to_text(far));
  }
  const sivo::Call cdr = center.cdr();
  CHECK(cdr.direction == CallDirection::kOutbound);
  CHECK(cdr.status == CallStatus::kAnswered);
  CHECK(cdr.agent_id == center.agents[1]);
  CHECK(cdr.talk_ms == 13'000);
  CHECK(cdr.ring_ms == 5'000);
  CHECK(cdr.transfers.find(to_text(center.agents[0])) != std::string::npos);
  CHECK(cdr.transfers.find("\"result\":\"answered\"") != std::string::npos);
  const auto parts = parse_parts(cdr.handled);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].agent_id == center.agents[0]);
  CHECK(parts[0].talk_ms == 5'000);
  CHECK(parts[1].talk_ms == 8'000);
  CHECK(center.status(1) != UserStatus::kOnCall);
  CHECK(center.events("call.ended") == 1);
}

TEST_CASE("a late word of the agent who left an outbound call does not end it") {
  Center center;
  center.furnish(2);
  center.talk_out("p1", 0);
  center.by_channel("p1", center.to_user<TransferRequested>("p1", center.agents[1]));
  center.by_channel<CallHangup>("p1");
  CHECK(center.engine.call_count() == 1);
  CHECK(center.engine.late_inputs() == 1);
  center.place("p1", 0, "+34900000002");  // the channel's name is free again
  CHECK(center.engine.call_count() == 2);
}

TEST_CASE("the far end of an outbound call waits in a queue like any caller") {
  Center center;
  center.furnish(2);
  center.login(1);
  const Id far = center.talk_out("p1", 0);
  center.by_channel("p1", to_queue(center.queue));
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.live().channel == to_text(far));
  const Id leg = center.last<Dial>().leg_id;
  center.wait(4 * kSecond);
  center.by_leg<LegAnswered>(leg);
  center.wait(6 * kSecond);
  center.by_leg<LegEnded>(leg);
  CHECK(center.status(1) == UserStatus::kAcw);
  CHECK(center.cdr().wait_ms == 4'000);
  CHECK(center.cdr().queue_id == center.queue);
  CHECK(center.cdr().agent_id == center.agents[1]);
}

TEST_CASE("the far end of an outbound call goes on to a number") {
  Center center;
  center.furnish(1);
  center.talk_out("p1", 0);
  center.by_channel("p1", to_number("+34900000002"));
  const Dial dial = center.last<Dial>();
  CHECK(dial.number == "+34900000002");
  SUBCASE("answered") {
    center.by_leg<LegAnswered>(dial.leg_id);
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.live().agent_id == center.agents[0]);  // the last agent who had it
  }
  SUBCASE("busy") {
    LegFailed busy;
    busy.cause = "USER_BUSY";
    center.by_leg(dial.leg_id, busy);
    CHECK(center.cdr().transfers.find("\"result\":\"failed\"") != std::string::npos);
    CHECK(center.cdr().status == CallStatus::kAnswered);
  }
}

TEST_CASE("in an internal call the colleague is handed on, and may then act himself") {
  Center center;
  center.furnish(3);
  const Id far = center.talk_out("p1", 0, "101");
  center.by_channel("p1", center.to_user<TransferRequested>("p1", center.agents[2]));
  CHECK(center.status(0) != UserStatus::kOnCall);
  CHECK(center.status(1) == UserStatus::kOnCall);
  CHECK(center.last<Dial>().caller_id_number == "101");
  CHECK(center.last<Dial>().caller_id_name == "Agent 101");
  const Id third = center.last<Dial>().leg_id;
  center.by_leg<LegAnswered>(third);
  CHECK(center.status(2) == UserStatus::kOnCall);
  center.by_channel(to_text(far), to_number("+34900000002"));
  CHECK(center.status(1) != UserStatus::kOnCall);
  CHECK(center.status(2) == UserStatus::kOnCall);
  CHECK(center.live().channel == to_text(third));
  center.by_leg<LegEnded>(third);
  CHECK(center.cdr().direction == CallDirection::kInternal);
  for (size_t i = 0; i < 3; ++i) CHECK(center.status(i) != UserStatus::kOnCall);
}

TEST_CASE("an agent holds the far end of his own call and takes it back") {
  Center center;
  center.furnish(1);
  center.talk_out("p1", 0);
  center.wait(2 * kSecond);
  center.by_channel<HoldRequested>("p1");
  CHECK(center.last<Hold>().channel == "p1");
  center.wait(5 * kSecond);
  center.by_channel<ResumeRequested>("p1");
  center.wait(kSecond);
  center.by_channel<CallHangup>("p1");
  CHECK(center.cdr().talk_ms == 3'000);
  CHECK(center.cdr().hold_ms == 5'000);
}

TEST_CASE("an agent consults in a call that he placed") {
  Center center;
  center.furnish(2);
  const Id far = center.talk_out("p1", 0);
  center.wait(kSecond);
  center.by_channel("p1", center.to_user<ConsultRequested>("p1", center.agents[1]));
  const Id third = center.last<Dial>().leg_id;
  CHECK(center.last<Hold>().channel == "p1");
  SUBCASE("the third party answers and takes over") {
    center.by_leg<LegAnswered>(third);
    CHECK(center.last<Bridge>().leg_id == third);
    CHECK(!center.last<Bridge>().with_leg_id);  // with the channel, which is the agent's
    CHECK(center.last<Bridge>().channel == "p1");
    SUBCASE("by the agent's word") { center.by_channel<ConsultCompleted>("p1"); }
    SUBCASE("by his hanging up") {
      center.by_channel<CallHangup>("p1");
      CHECK(center.all_of<Hangup>().empty());
    }
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.live().channel == to_text(far));
    CHECK(center.last<Bridge>().leg_id == third);
    CHECK(center.last<Bridge>().channel == to_text(far));
    CHECK(center.live().agent_id == center.agents[1]);
    CHECK(center.status(0) != UserStatus::kOnCall);
  }
  SUBCASE("the third party does not answer: back to the far end") {
    center.wait(kDirectRing);
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.live().serving_leg == far);
    CHECK(center.last<Resume>().channel == "p1");
    CHECK(center.status(1) != UserStatus::kOnCall);
  }
  SUBCASE("the agent gives it up") {
    center.by_channel<ConsultCancelled>("p1");
    CHECK(center.live().serving_leg == far);
    CHECK(center.last<CancelLeg>().leg_id == third);
  }
  SUBCASE("completed while it rings: it goes on ringing for the far end") {
    center.by_channel<ConsultCompleted>("p1");
    CHECK(center.live().state == CallState::kDialling);
    CHECK(center.status(0) != UserStatus::kOnCall);
    center.by_leg<LegAnswered>(third);
    CHECK(center.last<Bridge>().channel == to_text(far));
  }
  SUBCASE("the far end hangs up meanwhile: the call is over for all") {
    center.by_leg<LegAnswered>(third);
    center.by_leg<LegEnded>(far);
    CHECK(center.cdr().status == CallStatus::kAnswered);
    CHECK(center.status(0) != UserStatus::kOnCall);
    CHECK(center.status(1) != UserStatus::kOnCall);
  }
}

TEST_CASE("a transfer that cannot be is refused and the call goes on") {
  Center center;
  Queue line;
  line.join_empty = EmptyRule::kNo;
  center.furnish(2, line);
  const Id far = center.place("p1", 0, "+34900000001");
  CHECK(refusal(center, "p1", to_number("+34900000002")) == Status::kState);  // not answered yet
  center.by_leg<LegAnswered>(far);
  CHECK(refusal(center, "p1", to_queue(center.queue)) == Status::kState);  // nobody there
  CHECK(refusal(center, "p1", to_queue(center.ids.next(center.now))) == Status::kNotFound);
  CHECK(refusal(center, "p1", to_number("12")) == Status::kInvalid);
  CHECK(refusal(center, "p1", TransferRequested{}) == Status::kInvalid);
  const auto self = center.to_user<TransferRequested>("p1", center.agents[0]);
  CHECK(refusal(center, "p1", self) == Status::kInvalid);
  center.place("p2", 1, "+34900000003");
  const auto taken = center.to_user<TransferRequested>("p1", center.agents[1]);
  CHECK(refusal(center, "p1", taken) == Status::kState);
  CHECK(center.live(0).state == CallState::kTalking);
  CHECK(center.live(0).transfers == "[]");
  CHECK(center.live(0).serving_leg == far);
}

TEST_CASE("a full queue refuses a transfer, one that overflows sends the caller on") {
  Center center;
  Queue line;
  line.max_length = 1;
  center.furnish(1, line);
  Queue spills;
  spills.name = "spills";
  spills.overflow_at_length = 1;
  spills.overflow_action = OverflowAction::kQueue;
  spills.overflow_queue_id = center.queue;
  spills.max_length = 1;
  const Id other = center.add(spills);
  center.talk_out("p1", 0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  CHECK(refusal(center, "p1", to_queue(center.queue)) == Status::kState);
  CHECK(center.engine.waiting_count() == 1);
  center.by_channel<CallHangup>("c1");
  CHECK(refusal(center, "p1", to_queue(center.queue)) == Status::kOk);
  CHECK(center.engine.waiting_count() == 1);
  center.by_channel<CallHangup>(center.live().channel);
  center.flow = center.add_flow("two", R"({"id":"q","type":"queue","queue":"spills"})", "q");
  center.add_did("+34911000001", center.flow);
  center.call("c2", "+34911000001");
  center.by_channel<CallAnswered>("c2");
  center.talk_out("p2", 0);
  CHECK(refusal(center, "p2", to_queue(other)) == Status::kOk);
  CHECK(center.engine.waiting_count() == 2);
  CHECK(center.live(1).queue_id == center.queue);
}

TEST_CASE("the agent's pending logout opens a tier, yet the colleague he hands over to is rung") {
  Center center;
  Queue line;
  line.tier_wait_sec = 60;
  center.furnish(1, line);
  center.agents.push_back(center.add_user("150"));
  center.add_member(center.queue, center.agents[1], 2);
  center.login(0);
  center.login(1);
  center.talk("c1");
  center.call("c2");  // waits: tier 1 is busy, tier 2 is closed
  center.by_channel<CallAnswered>("c2");
  center.of_agent<AgentLogout>(0);
  center.by_channel("c1", center.to_user<TransferRequested>("c1", center.agents[1]));
  CHECK(center.last<Dial>().purpose == LegPurpose::kTransfer);
  CHECK(center.last<Dial>().user_id == center.agents[1]);
  CHECK(center.status(1) == UserStatus::kOnCall);
}

TEST_CASE("case 40: a blind transfer gives the agent his wrap-up and the call one record") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.by_channel("c1", to_number("+34900000002"));
  CHECK(center.last<CancelLeg>().cause == "BLIND_TRANSFER");
  CHECK(center.status(0) == UserStatus::kAcw);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(20 * kSecond);
  CHECK(center.status(0) == UserStatus::kAvailable);
  center.by_leg<LegEnded>(center.last<Dial>().leg_id);
  CHECK(center.events("call.transferred") == 1);
  CHECK(center.events("call.ended") == 1);
  CHECK(center.cdr().acw_ms == 10'000);
  CHECK(center.cdr().transfers.find("\"kind\":\"blind\"") != std::string::npos);
}

TEST_CASE("case 41: an agent who consults is free only when he has left the call") {
  Center center;
  center.furnish(2);
  center.login(0);
  const Id first = center.talk("c1");
  center.by_channel("c1", center.to_user<ConsultRequested>("c1", center.agents[1]));
  const Id third = center.last<Dial>().leg_id;
  center.by_leg<LegAnswered>(third);
  CHECK(center.status(0) == UserStatus::kOnCall);
  center.by_leg<LegEnded>(third);
  CHECK(center.status(0) == UserStatus::kOnCall);
  center.by_channel("c1", center.to_user<ConsultRequested>("c1", center.agents[1]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<ConsultCompleted>("c1");
  CHECK(center.last<CancelLeg>().leg_id == first);
  CHECK(center.status(0) == UserStatus::kAcw);
  CHECK(center.status(1) == UserStatus::kOnCall);
}

TEST_CASE("case 43: an agent on a call of his own is offered none and has no wrap-up") {
  Center center;
  center.furnish(1);
  center.login(0);
  const Id far = center.place("p1", 0, "+34900000001");
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  CHECK(center.all_of<Dial>().size() == 1);
  center.by_leg<LegAnswered>(far);
  center.by_leg<LegEnded>(far);
  CHECK(center.last<Dial>().user_id == center.agents[0]);  // at once
}

TEST_CASE("case 102: a transfer that was taken over and a hangup end the call once") {
  Center center;
  center.furnish(0);
  const Id flow = center.add_flow(
      "out", R"({"id":"t","type":"transfer","kind":"blind","to":"+34900000002"})", "t");
  center.add_did("+34911000001", flow);
  center.call("c1", "+34911000001");
  const Id leg = center.last<Transfer>().leg_id;
  center.by_leg<LegAnswered>(leg);
  center.by_channel<CallHangup>("c1");
  center.by_leg<LegEnded>(leg);
  CHECK(center.events("call.ended") == 1);
  CHECK(center.cdr().status == CallStatus::kAnswered);
  CHECK(center.cdr().hangup_cause == "BLIND_TRANSFER");
  CHECK(center.engine.late_inputs() == 2);
}

TEST_CASE("a flow's transfer shows its own number and ends the talk after its time") {
  Center center;
  center.furnish(0);
  const Id flow =
      center.add_flow("out",
                      R"({"id":"t","type":"transfer","kind":"bridge","to":"+34900000002",)"
                      R"("caller_id":"+34911999999","max_duration_s":60})",
                      "t");
  center.add_did("+34911000001", flow);
  center.call("c1", "+34911000001");
  CHECK(center.last<Dial>().caller_id_number == "+34911999999");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(30 * kSecond);
  center.reopen();
  center.wait(30 * kSecond - 1);
  CHECK(center.live().state == CallState::kTalking);
  center.wait(1);
  CHECK(center.last<CancelLeg>().cause == "ALLOTTED_TIMEOUT");
  CHECK(center.cdr().billsec == 60);
}

TEST_CASE("after a restart a call that was handed on goes on, and its agents are free at its end") {
  Center center;
  center.furnish(2);
  const Id far = center.talk_out("p1", 0, "101");
  center.agents.push_back(center.add_user("150"));
  center.by_channel("p1", center.to_user<TransferRequested>("p1", center.agents[2]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.reopen();
  CHECK(center.last<Bridge>().is_repeat);
  CHECK(center.last<Bridge>().channel == to_text(far));
  CHECK(center.status(1) == UserStatus::kOnCall);
  center.by_leg<LegEnded>(far);
  CHECK(center.status(1) != UserStatus::kOnCall);
  CHECK(center.status(2) != UserStatus::kOnCall);
}

}  // namespace
}  // namespace sivo::call::test
