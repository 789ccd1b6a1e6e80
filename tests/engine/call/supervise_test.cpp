#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

// A centre with agents, and someone who may supervise them.
struct Floor : Center {
  Id boss;
  explicit Floor(size_t count, Queue line = {}) {
    furnish(count, std::move(line));
    boss = add_user("900", Role::kSupervisor);
    agents.push_back(boss);
  }
  size_t boss_index() const { return agents.size() - 1; }

  SuperviseRequested request(SuperviseMode mode, const std::string& channel = "c1") const {
    SuperviseRequested in;
    in.channel = channel;
    in.by_user_id = boss;
    in.mode = mode;
    return in;
  }
  Id join(SuperviseMode mode, const std::string& channel = "c1") {
    REQUIRE(tell(request(mode, channel)).ok());
    const Id leg = last<Dial>().leg_id;
    by_leg<LegAnswered>(leg);
    return leg;
  }
  template <class Input>
  Result<void> force(size_t agent, const Id& by, Input in = {}) {
    in.tenant_id = tenant;
    in.user_id = agents[agent];
    in.by_user_id = by;
    return tell(in);
  }
};

// What the engine keeps until the rows are written; Center takes the rows after every step.
std::vector<SupervisorAct> acts_of(Floor& floor, const Record& input) {
  REQUIRE(floor.engine.apply(input, floor.now).ok());
  const auto acts = floor.engine.supervisor_acts();
  std::vector<SupervisorAct> out(acts.begin(), acts.end());
  CHECK(floor.engine.has_changes());
  floor.settle();
  CHECK(floor.engine.supervisor_acts().empty());
  return out;
}

TEST_CASE("a supervisor joins a conversation, changes the mode and leaves") {
  Floor floor(1);
  floor.login(0);
  const Id agent = floor.talk("c1");
  const Id leg = floor.join(SuperviseMode::kListen);
  CHECK(floor.last<Dial>().purpose == LegPurpose::kSupervisor);
  CHECK(floor.last<Dial>().user_id == floor.boss);
  CHECK(floor.last<Supervise>().leg_id == leg);
  CHECK(floor.last<Supervise>().agent_leg_id == agent);
  CHECK(floor.last<Supervise>().mode == SuperviseMode::kListen);
  CHECK(floor.status(floor.boss_index()) == UserStatus::kOnCall);
  REQUIRE(floor.tell(floor.request(SuperviseMode::kBarge)).ok());
  CHECK(floor.last<Supervise>().mode == SuperviseMode::kBarge);
  CHECK(floor.all_of<Dial>().size() == 2);
  SuperviseEnded end;
  end.by_user_id = floor.boss;
  floor.by_channel("c1", end);
  CHECK(floor.last<CancelLeg>().leg_id == leg);
  CHECK(floor.live().state == CallState::kTalking);
  CHECK(floor.status(floor.boss_index()) != UserStatus::kOnCall);
  end.channel = "c1";
  CHECK(floor.tell(end).error().status == Status::kState);
}

TEST_CASE("a mode that changes while the supervisor's phone rings is the one he joins with") {
  Floor floor(1);
  floor.login(0);
  floor.talk("c1");
  REQUIRE(floor.tell(floor.request(SuperviseMode::kListen)).ok());
  REQUIRE(floor.tell(floor.request(SuperviseMode::kWhisper)).ok());
  CHECK(floor.all_of<Supervise>().empty());
  floor.by_leg<LegAnswered>(floor.last<Dial>().leg_id);
  REQUIRE(floor.all_of<Supervise>().size() == 1);
  CHECK(floor.last<Supervise>().mode == SuperviseMode::kWhisper);
}

TEST_CASE("a supervisor's leg changes nothing of the call's times and keeps nothing alive") {
  Floor floor(1);
  floor.login(0);
  const Id agent = floor.talk("c1");
  floor.wait(3 * kSecond);
  const Id leg = floor.join(SuperviseMode::kBarge);
  floor.wait(4 * kSecond);
  SUBCASE("the caller hangs up") { floor.by_channel<CallHangup>("c1"); }
  SUBCASE("the agent hangs up") { floor.by_leg<LegEnded>(agent); }
  SUBCASE("the supervisor hangs up first") {
    floor.by_leg<LegEnded>(leg);
    CHECK(floor.live().state == CallState::kTalking);
    floor.by_channel<CallHangup>("c1");
  }
  CHECK(floor.engine.leg_count() == 0);
  CHECK(floor.cdr().talk_ms == 7'000);
  CHECK(floor.cdr().ring_ms == 2'000);
  CHECK(floor.cdr().agent_id == floor.agents[0]);
  CHECK(parse_parts(floor.cdr().handled).size() == 1);
  CHECK(floor.status(floor.boss_index()) != UserStatus::kOnCall);
}

TEST_CASE("a supervisor whose phone does not answer is not in the call, which does not mind") {
  Floor floor(1);
  floor.login(0);
  floor.talk("c1");
  REQUIRE(floor.tell(floor.request(SuperviseMode::kListen)).ok());
  SUBCASE("it rings out") { floor.wait(kDirectRing); }
  SUBCASE("it is busy") {
    LegFailed busy;
    busy.cause = "USER_BUSY";
    floor.by_leg(floor.last<Dial>().leg_id, busy);
  }
  CHECK(floor.engine.leg_count() == 1);
  CHECK(floor.live().state == CallState::kTalking);
  CHECK(!floor.live().last_cause);
  CHECK(floor.status(floor.boss_index()) != UserStatus::kOnCall);
}

TEST_CASE("supervision follows the conversation through hold and ends when the agent leaves") {
  Floor floor(2);
  floor.login(0);
  floor.talk("c1");
  const Id leg = floor.join(SuperviseMode::kListen);
  floor.by_channel<HoldRequested>("c1");
  floor.by_channel<ResumeRequested>("c1");
  CHECK(floor.engine.leg_count() == 2);
  floor.by_channel("c1", floor.to_user<TransferRequested>("c1", floor.agents[1]));
  CHECK(floor.engine.leg_count() == 1);
  bool is_released = false;
  for (const CancelLeg& cancel : floor.all_of<CancelLeg>()) is_released |= cancel.leg_id == leg;
  CHECK(is_released);
}

TEST_CASE("the agent at the channel's end of his own call is the one who is helped") {
  Floor floor(1);
  floor.talk_out("p1", 0);
  floor.join(SuperviseMode::kWhisper, "p1");
  CHECK(!floor.last<Supervise>().agent_leg_id);
  CHECK(floor.last<Supervise>().channel == "p1");
}

TEST_CASE("only a supervisor or admin of the tenant may, and only what is possible") {
  Floor floor(2);
  floor.login(0);
  floor.call("c1");
  CHECK(floor.tell(floor.request(SuperviseMode::kListen)).error().status == Status::kState);
  floor.by_channel<CallHangup>("c1");
  floor.wait(kMinute);
  floor.talk("c2");
  SuperviseRequested in = floor.request(SuperviseMode::kListen, "c2");
  in.by_user_id = floor.agents[1];
  CHECK(floor.tell(in).error().status == Status::kDenied);
  in.by_user_id = floor.add_user("901", Role::kViewer);
  CHECK(floor.tell(in).error().status == Status::kDenied);
  in.by_user_id = floor.ids.next(floor.now);
  CHECK(floor.tell(in).error().status == Status::kNotFound);
  in.by_user_id = floor.add_user("902", Role::kAdmin);
  CHECK(floor.tell(in).ok());
  floor.place("p1", floor.boss_index(), "+34900000001");
  CHECK(floor.tell(floor.request(SuperviseMode::kListen, "c2")).error().status == Status::kState);
}

TEST_CASE("a supervisor of another tenant is not found") {
  Floor floor(1);
  floor.login(0);
  floor.talk("c1");
  const Id ours = floor.tenant;
  Tenant other;
  other.slug = "other";
  other.name = "Other";
  floor.add(other);
  SuperviseRequested in = floor.request(SuperviseMode::kListen);
  in.by_user_id = floor.add_user("900", Role::kAdmin);
  floor.tenant = ours;
  CHECK(floor.tell(in).error().status == Status::kNotFound);
  CHECK(floor.force<AgentPause>(0, in.by_user_id).error().status == Status::kNotFound);
  EndRequested end;
  end.channel = "c1";
  end.by_user_id = in.by_user_id;
  CHECK(floor.tell(end).error().status == Status::kNotFound);
  CHECK(floor.engine.call_count() == 1);
}

TEST_CASE("no more supervisors than the limit are on one call") {
  Floor floor(1);
  floor.login(0);
  floor.talk("c1");
  for (size_t i = 0; i <= kSupervisorsMax; ++i) {
    SuperviseRequested in = floor.request(SuperviseMode::kListen);
    in.by_user_id = floor.add_user(std::to_string(1000 + i), Role::kSupervisor);
    CHECK(floor.tell(in).ok() == (i < kSupervisorsMax));
  }
}

TEST_CASE("a forced pause, ready or logout follows the rules of the agent's own") {
  Floor floor(1);
  floor.login(0);
  CHECK(floor.force<AgentPause>(0, floor.agents[0]).error().status == Status::kDenied);
  CHECK(floor.status(0) == UserStatus::kAvailable);
  REQUIRE(floor.force<AgentPause>(0, floor.boss).ok());
  CHECK(floor.status(0) == UserStatus::kPaused);
  REQUIRE(floor.force<AgentReady>(0, floor.boss).ok());
  CHECK(floor.status(0) == UserStatus::kAvailable);
  const Id leg = floor.talk("c1");
  REQUIRE(floor.force<AgentLogout>(0, floor.boss).ok());
  CHECK(floor.status(0) == UserStatus::kOnCall);  // pending until the call ends
  floor.by_leg<LegEnded>(leg);
  CHECK(floor.status(0) == UserStatus::kLoggedOut);
}

TEST_CASE("case 30: a supervisor's pause cancels the ringing, costs no miss and serves another") {
  Floor floor(2);
  floor.login(0);
  floor.login(1);
  floor.call("c1");
  floor.by_channel<CallAnswered>("c1");
  const Dial first = floor.last<Dial>();
  const size_t rung = first.user_id == floor.agents[0] ? 0 : 1;
  floor.by_leg<LegRinging>(first.leg_id);
  REQUIRE(floor.force<AgentPause>(rung, floor.boss).ok());
  CHECK(floor.last<CancelLeg>().leg_id == first.leg_id);
  CHECK(floor.events("offer.missed") == 0);
  CHECK(floor.last<Dial>().user_id == floor.agents[1 - rung]);
}

TEST_CASE("a supervisor ends a call, and raises the priority of a waiting one") {
  Floor floor(0);
  floor.call("c1");
  floor.by_channel<CallAnswered>("c1");
  floor.call("c2");
  floor.by_channel<CallAnswered>("c2");
  PriorityRequested raise;
  raise.channel = "c2";
  raise.priority = 50;
  raise.by_user_id = floor.boss;
  REQUIRE(floor.tell(raise).ok());
  CHECK(floor.live(1).priority == 50);
  floor.agents.push_back(floor.add_user("150"));
  floor.login(floor.boss_index());
  floor.add_member(floor.queue, floor.agents.back());
  CHECK(floor.last<Dial>().channel == "c2");
  EndRequested end;
  end.channel = "c2";
  end.by_user_id = floor.boss;
  REQUIRE(floor.tell(end).ok());
  CHECK(floor.last<Hangup>().channel == "c2");
  raise.channel = "c1";
  raise.by_user_id = floor.agents.back();
  CHECK(floor.tell(raise).error().status == Status::kDenied);
}

TEST_CASE("case 66: a priority raised while another is offered changes the order of the next") {
  Floor floor(1);
  floor.login(0);
  floor.call("c1");
  floor.by_channel<CallAnswered>("c1");
  floor.call("c2");
  floor.by_channel<CallAnswered>("c2");
  PriorityRequested raise;
  raise.priority = 50;
  raise.by_user_id = floor.boss;
  floor.by_channel("c2", raise);
  CHECK(floor.all_of<CancelLeg>().empty());
  CHECK(floor.all_of<Dial>().size() == 1);
  raise.priority = 1;
  floor.by_leg<LegAnswered>(floor.last<Dial>().leg_id);
  raise.channel = "c1";
  CHECK(floor.tell(raise).error().status == Status::kState);  // it waits no more
}

TEST_CASE("a supervisor moves a waiting caller to another queue of the tenant") {
  Floor floor(0);
  Queue other;
  other.name = "support";
  const Id support = floor.add(other);
  floor.call("c1");
  floor.by_channel<CallAnswered>("c1");
  MoveRequested move;
  move.channel = "c1";
  move.to_queue_id = support;
  move.by_user_id = floor.ids.next(floor.now);
  CHECK(floor.tell(move).error().status == Status::kNotFound);
  move.by_user_id = floor.boss;
  move.to_queue_id = floor.queue;
  CHECK(floor.tell(move).error().status == Status::kInvalid);
  move.to_queue_id = floor.ids.next(floor.now);
  CHECK(floor.tell(move).error().status == Status::kNotFound);
  move.to_queue_id = support;
  REQUIRE(floor.tell(move).ok());
  CHECK(floor.live().queue_id == support);
  CHECK(floor.engine.waiting_count() == 1);
}

TEST_CASE("every accepted act is kept for the audit log, a refused one is not") {
  Floor floor(1);
  floor.login(0);
  PauseReason lunch;
  lunch.name = "Lunch";
  const Id reason = floor.add(lunch);
  AgentPause pause;
  pause.tenant_id = floor.tenant;
  pause.user_id = floor.agents[0];
  pause.by_user_id = floor.boss;
  pause.pause_reason_id = reason;
  auto acts = acts_of(floor, Record(pause));
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].tenant_id == floor.tenant);
  CHECK(acts[0].actor == floor.boss);
  CHECK(acts[0].action == "pause");
  CHECK(acts[0].resource == Kind::kUser);
  CHECK(acts[0].resource_id == floor.agents[0]);
  CHECK(acts[0].detail == "{\"pause_reason_id\":\"" + to_text(reason) + "\"}");
  floor.of_agent<AgentReady>(0);
  floor.talk("c1");
  acts = acts_of(floor, Record(floor.request(SuperviseMode::kWhisper)));
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].action == "whisper");
  CHECK(acts[0].resource == Kind::kCall);
  CHECK(acts[0].resource_id == floor.live().id);
  SuperviseRequested denied = floor.request(SuperviseMode::kListen);
  denied.by_user_id = floor.agents[0];
  CHECK(!floor.engine.apply(Record(denied), floor.now).ok());
  CHECK(floor.engine.supervisor_acts().empty());
  EndRequested end;
  end.channel = "c1";
  end.by_user_id = floor.boss;
  acts = acts_of(floor, Record(end));
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].action == "end");
}

TEST_CASE("a supervisor in the call is told to join again after a restart") {
  Floor floor(1);
  floor.login(0);
  floor.talk("c1");
  const Id leg = floor.join(SuperviseMode::kBarge);
  floor.reopen();
  CHECK(floor.last<Supervise>().is_repeat);
  CHECK(floor.last<Supervise>().leg_id == leg);
  CHECK(floor.last<Supervise>().mode == SuperviseMode::kBarge);
  floor.by_channel<CallHangup>("c1");
  CHECK(floor.status(floor.boss_index()) != UserStatus::kOnCall);
}

TEST_CASE("a caller who is put first is told of with his new place") {
  Floor floor(0);
  floor.wait_in_line("c1");
  floor.wait_in_line("c2");
  PriorityRequested in;
  in.channel = "c2";
  in.by_user_id = floor.boss;
  in.priority = 9;
  REQUIRE(floor.tell(in).ok());
  CHECK(floor.last<Event>().type == "queue.prioritised");
  CHECK(floor.last<Event>().data.find(R"("position":1)") != std::string::npos);
  CHECK(floor.last<Event>().data.find(R"("priority":9)") != std::string::npos);
}

}  // namespace
}  // namespace sivo::call::test
