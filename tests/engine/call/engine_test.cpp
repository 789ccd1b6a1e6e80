#include "engine/call/engine.hpp"

#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Id second_agent_leg(const Center& center) { return center.last<Dial>().leg_id; }

TEST_CASE("an abandoned call frees its agent without a miss") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr().status == CallStatus::kAbandoned);
  CHECK(center.cdr().wait_ms == 5'000);
  CHECK(center.last<CancelLeg>().cause == "ORIGINATOR_CANCEL");
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.events("offer.missed") == 0);
  CHECK(center.events("queue.abandoned") == 1);
}

TEST_CASE("an unknown number and a channel told twice make no call") {
  Center center;
  center.furnish(0);
  CallOffered in;
  in.channel = "c1";
  in.to = "+19999999999";
  CHECK(center.tell(in).error().status == Status::kNotFound);
  CHECK(center.engine.call_count() == 0);
  center.call("c1");
  center.call("c1");
  CHECK(center.engine.call_count() == 1);
  CHECK(center.engine.late_inputs() == 1);
}

TEST_CASE("a closed number says so and hangs up; with a flow for it, that one runs") {
  Center center;
  center.furnish(1);
  Schedule never;
  never.timezone = "Europe/Madrid";
  Did closed;
  closed.number = "+34911000002";
  closed.ivr_flow_id = center.flow;
  closed.schedule_id = center.add(never);
  center.add(closed);
  center.call("c1", "+34911000002");
  center.by_channel<CallAnswered>("c1");
  PlayFinished played;
  played.play_id = center.last<Play>().play_id;
  center.by_channel("c1", played);
  CHECK(center.cdr().status == CallStatus::kNoAnswer);
  CHECK(center.cdr().hangup_cause == "NORMAL_CLEARING");

  Did other = closed;
  other.number = "+34911000003";
  other.out_of_hours_ivr_flow_id =
      center.add_flow("night", R"({"id":"p","type":"play","prompt":"night"})", "p");
  center.add(other);
  center.call("c2", "+34911000003");
  CHECK(center.live().ivr_flow_id == other.out_of_hours_ivr_flow_id);
}

TEST_CASE("a schedule follows the clock of its zone through the change to summer time") {
  Center center;
  center.furnish(0);
  Schedule hours;
  hours.timezone = "Europe/Madrid";
  hours.hours = R"({"sun":{"open":"09:00","close":"10:00"}})";
  Did did;
  did.number = "+34911000004";
  did.ivr_flow_id = center.flow;
  did.schedule_id = center.add(hours);
  center.add(did);
  const auto outcome_at = [&](const char* time) {
    center.now = *parse_time(time);
    center.call("c1", "+34911000004");
    const auto outcome = center.live().outcome;
    center.by_channel<CallHangup>("c1");
    return outcome;
  };
  // 29 March 2026: 09:30 is 07:30 UTC from this Sunday on, 08:30 UTC the week before.
  CHECK(!outcome_at("2026-03-22T08:30:00Z"));
  CHECK(!outcome_at("2026-03-29T07:30:00Z"));
  CHECK(outcome_at("2026-03-29T08:30:00Z") == "closed");
}

TEST_CASE("a blind transfer to a colleague frees the first agent and rings the second") {
  Center center;
  center.furnish(2);
  center.login(0);
  const Id first = center.talk("c1");
  TransferRequested in;
  in.to_user_id = center.agents[1];
  center.by_channel("c1", in);
  CHECK(center.last<CancelLeg>().leg_id == first);
  CHECK(center.status(0) == UserStatus::kAcw);
  CHECK(center.last<Dial>().user_id == center.agents[1]);
  center.by_leg<LegAnswered>(second_agent_leg(center));
  center.wait(3 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr().agent_id == center.agents[1]);
  CHECK(center.cdr().transfers.find("\"result\":\"answered\"") != std::string::npos);
}

TEST_CASE("a blind transfer to a busy colleague or to oneself is refused and the call goes on") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  TransferRequested own;
  own.channel = "c1";
  own.to_user_id = center.agents[0];
  CHECK(center.tell(own).error().path == "to_user_id");
  CallPlaced busy;
  busy.channel = "p1";
  busy.tenant_id = center.tenant;
  busy.user_id = center.agents[1];
  busy.to = "+34900000001";
  REQUIRE(center.tell(busy).ok());
  TransferRequested in;
  in.channel = "c1";
  in.to_user_id = center.agents[1];
  CHECK(center.tell(in).error().status == Status::kState);
  CHECK(center.live(0).state == CallState::kTalking);
}

TEST_CASE("a blind transfer to a queue waits there and is served again") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  TransferRequested in;
  in.to_queue_id = center.queue;
  center.by_channel("c1", in);
  CHECK(center.live().state == CallState::kQueued);
  center.wait(11 * kSecond);  // wrap-up
  center.by_leg<LegAnswered>(second_agent_leg(center));
  CHECK(center.live().state == CallState::kTalking);
  CHECK(center.events("call.answered") == 1);
}

TEST_CASE("a consultation holds the caller; completed it hands over, cancelled it comes back") {
  Center center;
  center.furnish(2);
  center.login(0);
  const Id first = center.talk("c1");
  ConsultRequested in;
  in.to_user_id = center.agents[1];
  center.by_channel("c1", in);
  CHECK(center.live().state == CallState::kConsulting);
  const Id third = second_agent_leg(center);
  center.by_leg<LegAnswered>(third);
  CHECK(center.last<Bridge>().with_leg_id == first);
  SUBCASE("completed") {
    center.by_channel<ConsultCompleted>("c1");
    CHECK(center.last<Bridge>().leg_id == third);
    CHECK(center.live().agent_id == center.agents[1]);
    CHECK(center.status(0) == UserStatus::kAcw);
  }
  SUBCASE("cancelled") {
    center.by_channel<ConsultCancelled>("c1");
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.last<CancelLeg>().leg_id == third);
    CHECK(center.status(1) != UserStatus::kOnCall);
  }
  SUBCASE("the first agent just hangs up") {
    center.by_leg<LegEnded>(first);
    CHECK(center.live().serving_leg == third);
  }
  SUBCASE("the third party hangs up") {
    center.by_leg<LegEnded>(third);
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.live().serving_leg == first);
  }
  SUBCASE("the caller hangs up") {
    center.by_channel<CallHangup>("c1");
    CHECK(center.cdr().status == CallStatus::kAnswered);
    CHECK(center.engine.leg_count() == 0);
  }
}

TEST_CASE("a consultation completed while it rings goes on ringing for the caller") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  ConsultRequested in;
  in.to_user_id = center.agents[1];
  center.by_channel("c1", in);
  const Id third = second_agent_leg(center);
  center.by_channel<ConsultCompleted>("c1");
  CHECK(center.live().state == CallState::kDialling);
  center.by_leg<LegAnswered>(third);
  CHECK(center.live().state == CallState::kTalking);
}

TEST_CASE("an outbound call answers, ends, and leaves a record; the agent has no wrap-up") {
  Center center;
  center.furnish(1);
  center.login(0);
  CallPlaced in;
  in.channel = "p1";
  in.tenant_id = center.tenant;
  in.user_id = center.agents[0];
  in.to = "+34900000001";
  REQUIRE(center.tell(in).ok());
  CHECK(center.status(0) == UserStatus::kOnCall);
  center.wait(4 * kSecond);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.wait(20 * kSecond);
  center.by_leg<LegEnded>(center.last<Dial>().leg_id);
  CHECK(center.cdr().direction == CallDirection::kOutbound);
  CHECK(center.cdr().status == CallStatus::kAnswered);
  CHECK(center.cdr().ring_ms == 4'000);
  CHECK(center.cdr().billsec == 20);
  CHECK(center.status(0) == UserStatus::kAvailable);
}

TEST_CASE("an internal call that nobody answers rings out") {
  Center center;
  center.furnish(2);
  CallPlaced in;
  in.channel = "p1";
  in.tenant_id = center.tenant;
  in.user_id = center.agents[0];
  in.to = "101";
  REQUIRE(center.tell(in).ok());
  center.wait(kDirectRing);
  CHECK(center.cdr().direction == CallDirection::kInternal);
  CHECK(center.cdr().status == CallStatus::kNoAnswer);
}

TEST_CASE("a call of one's own interrupts a wrap-up and its time is still counted once") {
  Center center;
  center.furnish(2);
  center.login(0);
  center.talk("c1");
  center.by_channel<CallHangup>("c1");
  center.wait(3 * kSecond);  // of 10 s of wrap-up
  CallPlaced in;
  in.channel = "p1";
  in.tenant_id = center.tenant;
  in.user_id = center.agents[0];
  in.to = "101";
  REQUIRE(center.tell(in).ok());
  center.wait(2 * kSecond);
  center.by_channel<CallHangup>("p1");
  CHECK(center.status(0) == UserStatus::kAcw);
  center.wait(60 * kSecond);
  for (const auto& cdr : center.rows<sivo::Call>()) {
    if (cdr.channel == "c1") CHECK(cdr.acw_ms == 8'000);
  }
}

TEST_CASE("a host that restarted has lost its calls: nobody abandoned them, nobody is held") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  REQUIRE(center.tell(HostRestarted{}).ok());
  CHECK(center.cdr().status == CallStatus::kFailed);
  CHECK(center.events("queue.abandoned") == 0);
  CHECK(center.all_of<Hangup>().empty());
  CHECK(center.status(0) == UserStatus::kAvailable);
}

TEST_CASE("a pause needs a reason of the tenant, and waits for the call's end") {
  Center center;
  center.furnish(1);
  center.login(0);
  PauseReason lunch;
  lunch.name = "Lunch";
  const Id reason = center.add(lunch);
  AgentPause in;
  in.tenant_id = center.tenant;
  in.user_id = center.agents[0];
  in.pause_reason_id = center.ids.next(center.now);
  CHECK(center.tell(in).error().status == Status::kNotFound);
  center.talk("c1");
  in.pause_reason_id = reason;
  REQUIRE(center.tell(in).ok());
  CHECK(center.status(0) == UserStatus::kOnCall);
  center.by_channel<CallHangup>("c1");
  center.wait(10 * kSecond);
  CHECK(center.status(0) == UserStatus::kPaused);
  CHECK(center.events("agent.paused") == 1);
}

TEST_CASE("a member added while callers wait is offered the first at once") {
  Center center;
  center.furnish(0);
  const Id user = center.add_user("100");
  center.agents.push_back(user);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  CHECK(center.all_of<Dial>().empty());
  center.add_member(center.queue, user);
  CHECK(center.last<Dial>().user_id == user);
}

TEST_CASE("a queue that is removed sends its callers on; the agent who rang is free") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  center.remove<Queue>(center.queue);
  CHECK(center.engine.waiting_count() == 0);
  CHECK(center.engine.leg_count() == 0);
  CHECK(center.rows<sivo::Call>().size() == 1);
}

TEST_CASE("a user removed while talking ends with the call and does not come back") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.remove<User>(center.agents[0]);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr().agent_id == center.agents[0]);
  CHECK(center.rows<LiveAgent>().empty());
}

TEST_CASE("a flow version removed under its calls ends those in it and leaves the served alone") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  const Id menu = center.add_flow(
      "menu",
      R"({"id":"m","type":"menu","prompt":"x","options":[{"digits":"1"}],"edges":{"1":"b",)"
      R"("max_retries":"b"}},)"
      R"({"id":"b","type":"hangup"})",
      "m");
  center.add_did("+34911000001", menu);
  center.call("c2", "+34911000001");
  center.by_channel<CallAnswered>("c2");
  center.remove<IvrFlow>(menu);
  CHECK(center.last<Hangup>().channel == "c2");
  center.remove<IvrFlow>(center.flow);
  CHECK(center.live().state == CallState::kTalking);
  CHECK(!center.live().session);
}

TEST_CASE("a tenant that is removed takes its calls with it") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.call("c2");
  center.remove<Tenant>(center.tenant);
  CHECK(center.engine.call_count() == 0);
  CHECK(center.all_of<Hangup>().size() == 2);
}

TEST_CASE("the caller may hang up in any state and leaves one record and no leg") {
  for (int state = 0; state < 7; ++state) {
    CAPTURE(state);
    Center center;
    center.furnish(2);
    if (state > 1) center.login(0);
    center.call("c1");
    if (state > 0) center.by_channel<CallAnswered>("c1");
    if (state > 2) center.by_leg<LegRinging>(center.last<Dial>().leg_id);
    if (state > 3) center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    if (state == 5) center.by_channel<HoldRequested>("c1");
    if (state == 6) {
      ConsultRequested in;
      in.to = "+34900000001";
      center.by_channel("c1", in);
    }
    center.by_channel<CallHangup>("c1");
    center.by_channel<CallHangup>("c1");  // told twice
    CHECK(center.cdr().status == (state > 3 ? CallStatus::kAnswered : CallStatus::kAbandoned));
    CHECK(center.engine.leg_count() == 0);
    CHECK(center.all_of<Hangup>().empty());
  }
}

TEST_CASE("case 47: another reason for a pause ends the pause before it, the same one nothing") {
  Center center;
  center.furnish(1);
  PauseReason reason;
  reason.name = "Lunch";
  const Id lunch = center.add(reason);
  reason.name = "Training";
  const Id training = center.add(reason);
  center.login(0);
  const auto pause = [&](const std::optional<Id>& why) {
    AgentPause in;
    in.pause_reason_id = why;
    center.of_agent(0, in);
  };
  const auto last_change = [&] {
    auto data = schema::parse_record(schema::table_of<AgentEvent>(), center.last<Event>().data);
    REQUIRE(data.ok());
    return data->as<AgentEvent>();
  };
  pause(lunch);
  center.wait(kHour);
  pause(lunch);
  CHECK(center.events("agent.status_changed") == 2);
  pause(training);
  CHECK(center.events("agent.status_changed") == 3);
  CHECK(center.events("agent.paused") == 2);
  CHECK(last_change().previous_status == UserStatus::kPaused);
  CHECK(last_change().previous_ms == 3'600'000);
  CHECK(last_change().previous_pause_reason_id == lunch);
  CHECK(last_change().pause_reason_id == training);
  center.wait(kMinute);
  center.of_agent<AgentReady>(0);
  CHECK(last_change().previous_ms == 60'000);
  CHECK(last_change().previous_pause_reason_id == training);
}

TEST_CASE("a pause that a limit brought gets the agent's own reason when he gives one") {
  Queue line;
  line.max_no_answer = 1;
  Center center;
  center.furnish(1, line);
  PauseReason reason;
  reason.name = "Lunch";
  const Id lunch = center.add(reason);
  center.login(0);
  center.wait_in_line("c1");
  center.by_leg<LegRinging>(center.last<Dial>().leg_id);
  center.wait(30 * kSecond);
  REQUIRE(center.status(0) == UserStatus::kPaused);
  CHECK(center.rows<LiveAgent>().front().pause_cause == AgentPauseCause::kNoAnswer);
  AgentPause in;
  in.pause_reason_id = lunch;
  center.of_agent(0, in);
  CHECK(center.rows<LiveAgent>().front().pause_cause == AgentPauseCause::kPerson);
  CHECK(center.last<Event>().data.find(R"("reason":"person")") != std::string::npos);
}

}  // namespace
}  // namespace sivo::call::test
