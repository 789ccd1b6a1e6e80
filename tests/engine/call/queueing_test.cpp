#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

std::string queue_node(const std::string& extra) {
  return R"({"id":"q","type":"queue","queue":"sales")" + extra + "}";
}

constexpr const char* kSorry = R"(,{"id":"p","type":"play","prompt":"sorry"})";

struct Line : Center {
  explicit Line(size_t count = 1, Queue line = {}) { furnish(count, std::move(line)); }

  // A number whose flow is this queue node, and a play node "p".
  std::string number_for(const std::string& extra) {
    const std::string number = "+3491100000" + std::to_string(++numbers_);
    add_did(number, add_flow("f" + number, queue_node(extra) + kSorry, "q"));
    return number;
  }
  Result<void> move(const std::string& channel, const Id& to, bool keep_wait = true) {
    if (!supervisor) supervisor = add_user("900", Role::kSupervisor);
    MoveRequested in;
    in.channel = channel;
    in.to_queue_id = to;
    in.by_user_id = supervisor;
    in.keep_wait = keep_wait;
    return tell(in);
  }
  Id supervisor;

 private:
  int numbers_ = 0;
};

TEST_CASE("case 59: a caller who leaves by a key stops the ringing and did not abandon") {
  Line center;
  const std::string number = center.number_for(R"(,"exit_keys":"#","edges":{"exit_key":"p"})");
  center.login(0);
  center.wait_in_line("c1", number);
  center.by_leg<LegRinging>(center.last<Dial>().leg_id);
  Dtmf key;
  key.digit = "#";
  center.by_channel("c1", key);
  CHECK(center.last<CancelLeg>().leg_id == center.last<Dial>().leg_id);
  CHECK(center.live().state == CallState::kIvr);
  CHECK(center.events("queue.abandoned") == 0);
  CHECK(center.status(0) == UserStatus::kAvailable);
  center.by_channel<CallHangup>("c1");
  CHECK(Center::reasons(center.cdr().queue_visits) == "exit_key ");
}

TEST_CASE("case 60: one caller more than the queue takes is refused as full and never entered") {
  Queue line;
  line.max_length = 1;
  line.announce_position = true;
  Line center(0, line);
  const std::string number = center.number_for(R"(,"edges":{"full":"p"})");
  center.wait_in_line("c1", number);
  const size_t spoken = center.all_of<Play>().size();
  center.wait_in_line("c2", number);
  CHECK(center.live_on("c1").state == CallState::kQueued);
  CHECK(center.live_on("c2").state == CallState::kIvr);
  CHECK(center.all_of<Play>().size() == spoken + 1);  // the flow's "sorry"
  CHECK(center.events("queue.entered") == 1);
  CHECK(Center::reasons(center.live_on("c2").visits) == "full ");
}

TEST_CASE("case 61: whether a paused agent counts as there is the queue's rule, after its grace") {
  for (const EmptyRule rule : {EmptyRule::kYes, EmptyRule::kStrict}) {
    Queue line;
    line.leave_when_empty = rule;
    line.empty_grace_sec = 5;
    Line center(1, line);
    center.login(0);
    center.of_agent<AgentPause>(0);
    center.of_agent<AgentReady>(0);
    center.of_agent<DeviceState>(0, {{}, {}, {}, {}, false});
    center.wait_in_line("c1");
    center.of_agent<AgentPause>(0);
    center.wait(5 * kSecond - 1);
    CHECK(center.live().state == CallState::kQueued);
    center.wait(1);
    CHECK(center.rows<LiveCall>().empty() == (rule == EmptyRule::kStrict));
  }
}

TEST_CASE("case 62: an agent who is there before the grace is over keeps the callers") {
  Queue line;
  line.leave_when_empty = EmptyRule::kYes;
  line.empty_grace_sec = 5;
  Line center(1, line);
  center.wait_in_line("c1");
  center.wait(4'900 * kMillisecond);
  center.login(0);
  center.wait(kMinute);
  CHECK(center.live().state == CallState::kQueued);
}

TEST_CASE("a queue that takes nobody without agents refuses, and the visit says so") {
  Queue line;
  line.join_empty = EmptyRule::kNo;
  Line center(1, line);
  center.wait_in_line("c1");
  CHECK(Center::reasons(center.cdr().queue_visits) == "refused_empty ");
  CHECK(center.cdr().status == CallStatus::kNoAnswer);
}

TEST_CASE("case 66: a priority raised while another is being offered changes the next offer only") {
  Line center;
  center.login(0);
  center.wait_in_line("c1");
  const Id offered = center.last<Dial>().leg_id;
  for (const char* channel : {"c2", "c3"}) center.wait_in_line(channel);
  PriorityRequested in;
  in.channel = "c3";
  in.priority = 7;
  in.by_user_id = center.add_user("900", Role::kSupervisor);
  REQUIRE(center.tell(in).ok());
  CHECK(center.all_of<CancelLeg>().empty());
  center.by_leg<LegAnswered>(offered);
  center.by_channel<CallHangup>("c1");
  center.wait(10 * kSecond);
  CHECK(center.last<Dial>().channel == "c3");
}

TEST_CASE("case 69: a caller who is moved is in one queue, never in two") {
  Line center;
  center.login(0);
  const Id other = center.add_queue("other");
  center.wait_in_line("c1");
  const Id rings = center.last<Dial>().leg_id;
  const Micros joined = center.live().joined_at;
  center.wait(5 * kSecond);
  REQUIRE(center.move("c1", other).ok());
  CHECK(center.last<CancelLeg>().leg_id == rings);
  CHECK(center.live().queue_id == other);
  CHECK(center.live().joined_at == joined);
  CHECK(center.engine.waiting_count() == 1);
  REQUIRE(center.move("c1", center.queue, false).ok());
  CHECK(center.live().joined_at == center.now);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<CallHangup>("c1");
  CHECK(Center::reasons(center.cdr().queue_visits) == "moved moved served ");
  CHECK(center.cdr().wait_ms == 5'000);
}

TEST_CASE("a move that cannot be made leaves the caller where he is") {
  Line center;
  Queue full;
  full.max_length = 1;
  const Id other = center.add_queue("other", full);
  center.wait_in_line("c1");
  center.wait_in_line("c2");
  const Micros joined = center.now;
  center.wait(kSecond);
  CHECK(center.move("c1", center.queue).error().path == "to_queue_id");
  REQUIRE(center.move("c1", other).ok());
  CHECK(center.move("c2", other).error().status == Status::kFull);
  CHECK(center.live_on("c2").queue_id == center.queue);
  CHECK(center.live_on("c2").joined_at == joined);
  CHECK(Center::reasons(center.live_on("c2").visits) == "…");
}

TEST_CASE(
    "case 90: callers of a queue that is deleted leave with a reason, by the flow's edge too") {
  Line center;
  const std::string number = center.number_for(R"(,"edges":{"error":"p"})");
  center.wait_in_line("c1");
  center.wait_in_line("c2", number);
  center.remove<Queue>(center.queue);
  CHECK(center.cdr_on("c1").status == CallStatus::kFailed);
  CHECK(center.cdr_on("c1").hangup_cause == "NORMAL_TEMPORARY_FAILURE");
  CHECK(Center::reasons(center.cdr_on("c1").queue_visits) == "queue_removed ");
  CHECK(center.live_on("c2").state == CallState::kIvr);
  CHECK(!center.live_on("c2").has_music);
}

TEST_CASE("case 91: a queue that is configured anew keeps its callers' places and its agents") {
  Queue line;
  line.strategy = Strategy::kLongestIdle;
  Line center(2, line);
  center.login(0);
  center.of_agent<AgentPause>(0);
  center.wait_in_line("c1");
  center.wait(kSecond);
  center.wait_in_line("c2");
  for (const Strategy strategy : {Strategy::kTopDown, Strategy::kRingAll, Strategy::kRandom}) {
    Queue changed = center.queue_row(center.queue);
    changed.strategy = strategy;
    changed.wrap_up_time = 30;
    center.change(changed);
  }
  CHECK(center.live_on("c1").joined_at == center.now - kSecond);
  CHECK(center.status(0) == UserStatus::kPaused);
  center.of_agent<AgentReady>(0);
  CHECK(center.last<Dial>().channel == "c1");
}

TEST_CASE("case 58: a lower longest wait sends those who waited longer away at once") {
  Line center;
  center.wait_in_line("c1");
  center.wait(50 * kSecond);
  center.wait_in_line("c2");
  Queue line = center.queue_row(center.queue);
  line.max_wait_time = 40;
  center.change(line);
  CHECK(center.cdr_on("c1").status == CallStatus::kNoAnswer);
  CHECK(center.live_on("c2").state == CallState::kQueued);
}

TEST_CASE("case 92: a member removed while he rings for the queue is let go, the caller goes on") {
  Line center(2);
  center.login(0);
  center.wait(kSecond);
  center.login(1);
  center.wait_in_line("c1");
  const Dial first = center.last<Dial>();
  CHECK(first.user_id == center.agents[0]);
  for (const Record& row : std::vector<Record>(center.configuration)) {
    if (row.kind() != Kind::kQueueMember) continue;
    if (row.as<QueueMember>().user_id == center.agents[0]) {
      center.remove<QueueMember>(row.as<QueueMember>().id);
    }
  }
  CHECK(center.last<CancelLeg>().leg_id == first.leg_id);
  CHECK(center.last<Dial>().user_id == center.agents[1]);
  CHECK(center.events("offer.missed") == 0);
}

TEST_CASE("case 98: tenants with queues and agents of one name share nothing, skills neither") {
  Line center(1);
  const Id first = center.tenant;
  Tenant other;
  other.slug = "globex";
  other.name = "Globex";
  center.add(other);
  Queue sales;
  sales.name = "sales";
  const Id theirs = center.add(sales);
  User user;
  user.extension = "100";
  user.email = "b100@globex.example";
  user.full_name = "Agent 100";
  const Id agent = center.add(user);
  center.add_member(theirs, agent);
  AgentLogin in;
  in.tenant_id = center.tenant;
  in.user_id = agent;
  REQUIRE(center.tell(in).ok());
  center.wait_in_line("c1");
  CHECK(center.live().tenant_id == first);
  CHECK(center.all_of<Dial>().empty());
  center.tenant = first;
  CHECK(center.move("c1", theirs).error().status == Status::kNotFound);
}

TEST_CASE("case 103: a short abandon is in the record like any other") {
  Queue line;
  line.short_abandon_sec = 5;
  Line center(0, line);
  center.wait_in_line("c1");
  center.wait(2 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr().status == CallStatus::kAbandoned);
  CHECK(Center::reasons(center.cdr().queue_visits) == "abandoned ");
  CHECK(center.events("queue.abandoned") == 1);
}

TEST_CASE("a caller is offered to those who have the queue's skills and the flow's") {
  Queue line;
  line.required_skills = R"({"english":5})";
  Line center(3, line);
  const auto teach = [&](size_t agent, const std::string& skills) {
    for (const Record& row : std::vector<Record>(center.configuration)) {
      if (row.kind() != Kind::kUser || row.as<User>().id != center.agents[agent]) continue;
      User user = row.as<User>();
      user.skills = skills;
      center.change(user);
      return;
    }
  };
  teach(0, R"({"english":4,"billing":9})");
  teach(1, R"({"english":5})");
  for (size_t i = 0; i < 3; ++i) center.login(i);
  const std::string number = center.number_for(R"(,"skills":["billing"])");
  center.wait_in_line("c1", number);
  CHECK(center.all_of<Dial>().empty());
  CHECK(center.live().required_skills == R"({"billing":1})");
  center.wait_in_line("c2");
  CHECK(center.last<Dial>().user_id == center.agents[1]);
  center.reopen();
  center.outputs.clear();
  teach(2, R"({"english":10,"billing":1})");
  REQUIRE(center.all_of<Dial>().size() == 1);
  CHECK(center.last<Dial>().channel == "c1");
  CHECK(center.last<Dial>().user_id == center.agents[2]);
}

TEST_CASE("an agent's own wrap-up time goes before the queue's, also when it changes") {
  Line center;
  User user;
  for (const Record& row : center.configuration) {
    if (row.kind() == Kind::kUser) user = row.as<User>();
  }
  user.wrap_up_time = 3;
  center.change(user);
  center.login(0);
  center.talk("c1");
  center.by_channel<CallHangup>("c1");
  center.wait(3 * kSecond - 1);
  CHECK(center.status(0) == UserStatus::kAcw);
  center.wait(1);
  CHECK(center.status(0) == UserStatus::kAvailable);
}

TEST_CASE("a flow that ends by an error has failed; one that merely found nobody has not") {
  Line center(0);
  SUBCASE("no such queue") {
    center.add_did("+34911000009",
                   center.add_flow("f", R"({"id":"q","type":"queue","queue":"nowhere"})", "q"));
    center.wait_in_line("c1", "+34911000009");
    CHECK(center.cdr().hangup_cause == "NORMAL_TEMPORARY_FAILURE");
    CHECK(center.cdr().status == CallStatus::kFailed);
  }
  SUBCASE("no such queue, but an edge for it") {
    center.add_did("+34911000009",
                   center.add_flow("f",
                                   std::string(R"({"id":"q","type":"queue","queue":"nowhere",)") +
                                       R"("edges":{"error":"p"}})" + kSorry,
                                   "q"));
    center.wait_in_line("c1", "+34911000009");
    CHECK(center.live().state == CallState::kIvr);
  }
  SUBCASE("the longest wait is over") {
    Queue line = center.queue_row(center.queue);
    line.max_wait_time = 10;
    center.change(line);
    center.wait_in_line("c1");
    center.wait(10 * kSecond);
    CHECK(center.cdr().status == CallStatus::kNoAnswer);
    CHECK(Center::reasons(center.cdr().queue_visits) == "timeout ");
  }
}

QueueEvent data_of(const Center& center, const std::string& type) {
  for (const Event& event : center.all_of<Event>()) {
    if (event.type != type) continue;
    auto data = schema::parse_record(schema::table_of<QueueEvent>(), event.data);
    REQUIRE(data.ok());
    return data->as<QueueEvent>();
  }
  FAIL("no such event: " << type);
  return {};
}

TEST_CASE("an event of a queue tells the wait in this queue, also with the wait before it kept") {
  Line center(0);
  const Id reserve = center.add_queue("reserve");
  const std::string number = center.number_for("");
  center.wait_in_line("c1", number);
  center.wait(20 * kSecond);
  REQUIRE(center.move("c1", reserve).ok());
  CHECK(data_of(center, "queue.moved").waited_ms == 20'000);
  CHECK(data_of(center, "queue.moved").queue_id == center.queue);
  center.wait(5 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(data_of(center, "queue.abandoned").waited_ms == 5'000);
  CHECK(center.cdr().wait_ms == 25'000);
}

TEST_CASE("a queue that is passed at the door has kept nobody waiting") {
  Queue line;
  line.overflow_at_length = 1;
  line.overflow_action = OverflowAction::kHangup;
  Line center(0, line);
  const std::string number = center.number_for("");
  center.wait_in_line("c1", number);
  center.wait(20 * kSecond);
  center.wait_in_line("c2", number);
  CHECK(data_of(center, "queue.overflowed").waited_ms == 0);
}

TEST_CASE("a supervisor's move leaves the flow's longest wait as it is") {
  Line center(0);
  const Id reserve = center.add_queue("reserve");
  const std::string number = center.number_for(R"(,"max_wait_s":60,"edges":{"timeout":"p"})");
  bool keeps_wait = true;
  SUBCASE("with the wait kept") {}
  SUBCASE("without") { keeps_wait = false; }
  center.wait_in_line("c1", number);
  center.wait(20 * kSecond);
  REQUIRE(center.move("c1", reserve, keeps_wait).ok());
  center.wait(40 * kSecond - 1);
  CHECK(center.live().state == CallState::kQueued);
  center.wait(1);
  CHECK(center.live().state == CallState::kIvr);
}

}  // namespace
}  // namespace sivo::call::test
