#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

TEST_CASE(
    "case 24: a forwarded phone that answers counts for its agent; refused, he has declined") {
  Center center;
  Queue line;
  line.max_reject = 1;
  center.furnish(1, line);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  const Id leg = center.last<Dial>().leg_id;
  SUBCASE("followed") {
    center.by_leg<LegAnswered>(leg);
    CHECK(center.live().agent_id == center.agents[0]);
  }
  SUBCASE("refused") {
    LegFailed moved;
    moved.cause = "REDIRECTION_TO_NEW_DESTINATION";
    center.by_leg(leg, moved);
    CHECK(center.events("offer.rejected") == 1);
    CHECK(center.status(0) == UserStatus::kPaused);
    CHECK(center.live().state == CallState::kQueued);
  }
}

TEST_CASE("case 13: an answer after the ring deadline is refused and the leg released") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegRinging>(leg);
  center.wait(20 * kSecond);
  CHECK(center.last<CancelLeg>().leg_id == leg);
  center.by_leg<LegAnswered>(leg);
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.engine.late_inputs() == 1);
}

TEST_CASE("case 45: an agent whose leg's end is never told is free when the call ends") {
  Center center;
  center.furnish(2);
  center.login(0);
  const Id leg = center.talk("c1");
  SUBCASE("by the caller") { center.by_channel<CallHangup>("c1"); }
  SUBCASE("by a supervisor or the agent's desktop") { center.by_channel<EndRequested>("c1"); }
  SUBCASE("by a transfer of the caller") {
    center.by_channel("c1", center.to_user<TransferRequested>("c1", center.agents[1]));
  }
  SUBCASE("because the host lost all its calls") { REQUIRE(center.tell(HostRestarted{}).ok()); }
  CHECK(center.status(0) == UserStatus::kAcw);
  center.wait(10 * kSecond);
  CHECK(center.status(0) == UserStatus::kAvailable);
  center.by_leg<LegEnded>(leg);  // found at last
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.engine.late_inputs() == 1);
}

TEST_CASE("case 46: an agent with two devices is one agent with one offer") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  REQUIRE(center.all_of<Dial>().size() == 1);
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegRinging>(leg);
  center.by_leg<LegRinging>(leg);
  center.by_leg<LegAnswered>(leg);
  center.by_leg<LegAnswered>(leg);
  CHECK(center.all_of<Bridge>().size() == 1);
  CHECK(center.events("agent.status_changed") == 2);  // available, on_call
}

TEST_CASE("case 93: a user removed while talking leaves no trace in the distributor") {
  Center center;
  center.furnish(1);
  center.login(0);
  const auto ref_of = [&](const Id& user) {
    return center.engine.directory().agent(center.tenant, user)->ref;
  };
  const acd::AgentRef before = ref_of(center.agents[0]);
  SUBCASE("served") { center.talk("c1"); }
  SUBCASE("a call of his own") { center.talk_out("c1", 0); }
  SUBCASE("called by a colleague") {
    center.agents.push_back(center.add_user("150"));
    center.talk_out("c1", 1, "100");
  }
  center.remove<User>(center.agents[0]);
  center.by_channel<CallHangup>("c1");
  CHECK(center.rows<LiveAgent>().size() == center.agents.size() - 1);
  CHECK(center.engine.leg_count() == 0);
  CHECK(ref_of(center.add_user("199")) == before);  // his place is free again
}

TEST_CASE("a removed user's part of the call stays in its record") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.wait(5 * kSecond);
  center.remove<User>(center.agents[0]);
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  const auto parts = parse_parts(center.cdr().handled);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].agent_id == center.agents[0]);
  CHECK(parts[0].talk_ms == 10'000);
}

// A caller of a flow that goes on after the call, who talks with the first agent; the agent's leg.
Id talk_in_flow(Center& center) {
  const Id flow =
      center.add_flow("survey",
                      R"({"id":"q","type":"queue","queue":"sales","continue_after_call":true,)"
                      R"("edges":{"next":"s"}},{"id":"s","type":"play","prompt":"survey"})",
                      "q");
  center.add_did("+34911000001", flow);
  center.login(0);
  center.wait_in_line("c1", "+34911000001");
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegAnswered>(leg);
  return leg;
}

TEST_CASE("an agent who goes while his consultation rings leaves the caller to the flow") {
  Center center;
  center.furnish(2);
  const Id leg = talk_in_flow(center);
  center.by_channel("c1", center.to_user<ConsultRequested>("c1", center.agents[1]));
  const Id third = center.last<Dial>().leg_id;
  center.by_leg<LegEnded>(leg);
  CHECK(center.last<CancelLeg>().leg_id == third);
  REQUIRE(center.rows<LiveCall>().size() == 1);
  CHECK(center.live().state == CallState::kIvr);
  CHECK(center.last<Play>().prompts.find("survey") != std::string::npos);
  CHECK(center.live().transfers.find(R"("result":"cancelled")") != std::string::npos);
  CHECK(center.status(1) == UserStatus::kLoggedOut);
  PlayFinished played;
  played.play_id = center.last<Play>().play_id;
  center.by_channel("c1", played);
  CHECK(center.cdr().status == CallStatus::kAnswered);
}

TEST_CASE("the cause of an answered leg's end is the call's") {
  Center center;
  center.furnish(1);
  center.login(0);
  const Id leg = center.talk("c1");
  LegEnded ended;
  ended.cause = "MEDIA_TIMEOUT";
  center.by_leg(leg, ended);
  CHECK(center.cdr().hangup_cause == "MEDIA_TIMEOUT");
  CHECK(!center.cdr().q850_code);  // it is none of Q.850
}

TEST_CASE("a leg that ends before its answer ends for its own cause, as one that failed") {
  for (const bool has_ended : {false, true}) {
    Center center;
    center.furnish(1);
    center.login(0);
    center.wait_in_line("c1");
    const Id leg = center.last<Dial>().leg_id;
    if (has_ended) {
      LegEnded ended;
      ended.cause = "USER_BUSY";
      center.by_leg(leg, ended);
    } else {
      LegFailed failed;
      failed.cause = "USER_BUSY";
      center.by_leg(leg, failed);
    }
    CHECK(center.events("offer.rejected") == 1);
    center.outputs.clear();
    center.wait(10 * kSecond - 1);  // the queue's busy delay
    CHECK(center.all_of<Dial>().empty());
    center.wait(1);
    CHECK(center.all_of<Dial>().size() == 1);
  }
}

TEST_CASE("SIP status and Q.850 code of what ended the call are in its record") {
  Center center;
  center.furnish(1);
  SUBCASE("the caller's hangup") {
    center.wait_in_line("c1");
    CallHangup hangup;
    hangup.cause = "ORIGINATOR_CANCEL";
    hangup.sip_status = 487;
    center.by_channel("c1", hangup);
    CHECK(center.cdr().sip_status == 487);
    CHECK(!center.cdr().q850_code);
  }
  SUBCASE("the leg that failed") {
    const Id leg = center.place("p1", 0, "+34900000001");
    LegFailed busy;
    busy.cause = "USER_BUSY";
    busy.sip_status = 486;
    center.by_leg(leg, busy);
    CHECK(center.cdr().sip_status == 486);
    CHECK(center.cdr().q850_code == 17);
  }
  SUBCASE("not of a leg that failed before") {
    center.login(0);
    center.wait_in_line("c1");
    LegFailed busy;
    busy.cause = "USER_BUSY";
    busy.sip_status = 486;
    center.by_leg(center.last<Dial>().leg_id, busy);
    center.by_channel<CallHangup>("c1");
    CHECK(!center.cdr().sip_status);
    CHECK(center.cdr().q850_code == 16);
  }
}

TEST_CASE("a host that lost a caller who was answered before has not lost an abandoned one") {
  Center center;
  center.furnish(1);
  const Id second = center.add_queue("second");
  center.login(0);
  center.talk("c1");
  TransferRequested hand_on;
  hand_on.to_queue_id = second;
  center.by_channel("c1", hand_on);
  center.wait(5 * kSecond);
  REQUIRE(center.tell(HostRestarted{}).ok());
  CHECK(Center::reasons(center.cdr().queue_visits) == "served moved ");
  CHECK(center.events("queue.abandoned") == 0);
  CHECK(center.cdr().status == CallStatus::kAnswered);
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("a queue that rings more phones than a call may have legs leaves out the rest") {
    Center center;
    Queue line;
    line.strategy = Strategy::kRingAll;
    center.furnish(0, line);
    const size_t count = kLegsPerCallMax + 1;
    for (size_t i = 0; i < count; ++i) {
      User user;
      user.id = center.ids.next(center.now);
      user.tenant_id = center.tenant;
      user.full_name = "Agent";
      REQUIRE(center.engine.configure(Record(user), center.now).ok());
      QueueMember member;
      member.id = center.ids.next(center.now);
      member.tenant_id = center.tenant;
      member.queue_id = center.queue;
      member.user_id = user.id;
      REQUIRE(center.engine.configure(Record(member), center.now).ok());
      AgentLogin login;
      login.tenant_id = center.tenant;
      login.user_id = user.id;
      REQUIRE(center.engine.apply(Record(login), center.now).ok());
    }
    center.call("c1");
    center.by_channel<CallAnswered>("c1");
    CHECK(center.all_of<Dial>().size() == kLegsPerCallMax);
    CHECK(center.engine.leg_count() == kLegsPerCallMax);
    center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.engine.leg_count() == 1);
  }
}

}  // namespace sivo::call::test
