#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Queue called_back() {
  Queue line;
  line.callback_enabled = true;
  line.callback_key = "1";
  line.callback_attempts = 2;
  line.callback_retry_sec = 60;
  line.callback_window_sec = 600;
  return line;
}

struct Line : Center {
  explicit Line(size_t count = 1, Queue line = called_back()) { furnish(count, std::move(line)); }

  void press(const std::string& channel, const std::string& digit) {
    Dtmf key;
    key.digit = digit;
    by_channel(channel, key);
  }
  // A caller with a number of his own who asks to be called back.
  void ask(const std::string& channel, const std::string& from = "+34600000001") {
    arrive(channel, from);
    press(channel, "1");
  }
  void arrive(const std::string& channel, const std::string& from) {
    CallOffered in;
    in.channel = channel;
    in.to = "+34911234567";
    in.from = from;
    REQUIRE(tell(in).ok());
    by_channel<CallAnswered>(channel);
  }
  // The agent says yes; the customer's leg.
  Id dialled() {
    by_leg<LegAnswered>(last<Dial>().leg_id);
    REQUIRE(last<Dial>().purpose == LegPurpose::kCallback);
    return last<Dial>().leg_id;
  }
  size_t callbacks_dialled() const {
    size_t count = 0;
    for (const Dial& dial : all_of<Dial>()) count += dial.purpose == LegPurpose::kCallback;
    return count;
  }
};

TEST_CASE("a key lets the caller hang up and keeps his place; one call, one record") {
  Line center;
  center.arrive("c0", "+34600000009");
  center.wait(kSecond);
  center.ask("c1");
  center.arrive("c2", "+34600000002");
  CHECK(center.last<Hangup>().channel == "c1");
  CHECK(center.live_on("c1").is_callback);
  center.by_channel<CallHangup>("c1");  // as the host tells of every end
  CHECK(center.rows<sivo::Call>().empty());
  center.by_channel<CallHangup>("c0");
  center.wait(40 * kSecond);
  center.login(0);
  CHECK(center.last<Dial>().call_id == center.live_on("c1").id);
  CHECK(center.last<Dial>().channel.empty());
  const Id agent = center.last<Dial>().leg_id;
  const Id customer = center.dialled();
  CHECK(center.last<Dial>().number == "+34600000001");
  center.wait(3 * kSecond);
  center.by_leg<LegAnswered>(customer);
  CHECK(center.last<Bridge>().leg_id == agent);
  CHECK(center.last<Bridge>().channel == to_text(customer));
  CHECK(center.events("call.answered") == 1);
  center.wait(10 * kSecond);
  center.by_leg<LegEnded>(customer);  // his leg is the caller's now
  const sivo::Call cdr = center.cdr_on(to_text(customer));
  CHECK(cdr.status == CallStatus::kAnswered);
  CHECK(cdr.talk_ms == 10'000);
  CHECK(cdr.wait_ms == 43'000);
  CHECK(cdr.agent_id == center.agents[0]);
  CHECK(Center::reasons(cdr.queue_visits) == "served ");
  CHECK(cdr.variables.find("+34600000001") != std::string::npos);
}

TEST_CASE("case 74: a callback whose turn has come is not dialled while no agent has said yes") {
  Line center;
  center.ask("c1");
  center.wait(kSecond);
  center.login(0);
  const Id leg = center.last<Dial>().leg_id;
  CHECK(center.callbacks_dialled() == 0);
  LegFailed busy;
  busy.cause = "USER_BUSY";
  center.by_leg(leg, busy);
  center.of_agent<AgentLogout>(0);
  center.wait(100 * kSecond);
  CHECK(center.callbacks_dialled() == 0);
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.live().callback_attempts == 0);
}

TEST_CASE(
    "case 75: no more customers are called than agents said yes, and callers are not starved") {
  Line center(2);
  for (int i = 0; i < 5; ++i) {
    center.ask("b" + std::to_string(i), "+3460000010" + std::to_string(i));
  }
  center.arrive("live", "+34600000001");
  center.login(0);
  center.login(1);
  std::vector<Id> offers;
  for (const Dial& dial : center.all_of<Dial>()) offers.push_back(dial.leg_id);
  REQUIRE(offers.size() == 2);
  for (const Id& leg : offers) center.by_leg<LegAnswered>(leg);
  CHECK(center.callbacks_dialled() == 2);
  // Nobody answers: the places are kept for later and the agents are free for the others.
  center.wait(kDirectRing);
  for (int i = 0; i < 4; ++i) {
    const auto dials = center.all_of<Dial>();
    for (const Dial& dial : dials) {
      if (dial.purpose == LegPurpose::kAgent)
        (void)center.tell(Record([&] {
          LegAnswered in;
          in.leg_id = dial.leg_id;
          return in;
        }()));
    }
    center.wait(kDirectRing);
  }
  CHECK(center.live_on("live").state == CallState::kTalking);
}

TEST_CASE("case 76: a customer who does not answer is tried again a bounded number of times") {
  Line center;
  center.ask("c1");
  center.login(0);
  const Id first = center.dialled();
  LegFailed failed;
  failed.cause = "USER_BUSY";
  center.by_leg(first, failed);
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.events("offer.missed") + center.events("offer.rejected") == 0);
  center.outputs.clear();
  center.wait(59 * kSecond);
  CHECK(center.all_of<Dial>().empty());
  center.wait(kSecond);
  center.dialled();
  CHECK(center.live().callback_attempts == 1);
  center.wait(kDirectRing);
  const sivo::Call cdr = center.cdr();
  CHECK(cdr.status == CallStatus::kNoAnswer);
  CHECK(cdr.channel == "c1");
  CHECK(Center::reasons(cdr.queue_visits) == "callback_failed ");
  CHECK(center.all_of<Hangup>().empty());  // there is no caller's leg any more
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.engine.leg_count() == 0);
}

TEST_CASE("case 76: one number is called back once by a queue") {
  Line center;
  center.ask("c1");
  center.arrive("c2", "+34600000001");
  CallbackRequested in;
  in.channel = "c2";
  CHECK(center.tell(in).error().status == Status::kExists);
  center.press("c2", "1");
  CHECK(!center.live_on("c2").is_callback);
  in.number = "+34600000002";
  CHECK(center.tell(in).ok());
  CHECK(center.live_on("c2").is_callback);
}

TEST_CASE("a callback is refused where it makes no sense, and nothing changes") {
  Queue off;
  Line center(1, off);
  center.arrive("c1", "+34600000001");
  CallbackRequested in;
  in.channel = "c1";
  CHECK(center.tell(in).error().status == Status::kState);
  Queue line = center.queue_row(center.queue);
  line.callback_enabled = true;
  center.change(line);
  in.number = "+34911234567";  // our own
  CHECK(center.tell(in).error().path == "number");
  center.wait(kSecond);
  center.arrive("c2", "anonymous");
  in.number.reset();
  in.channel = "c2";
  CHECK(center.tell(in).error().path == "number");
  in.channel = "c1";
  CHECK(center.tell(in).ok());
  in.channel.reset();
  in.call_id = center.live_on("c1").id;
  CHECK(center.tell(in).error().status == Status::kExists);
  center.login(0);
  center.dialled();
  CHECK(center.tell(in).error().status == Status::kState);
}

TEST_CASE("the flow's exit key comes before the queue's callback key") {
  Line center;
  const Id flow =
      center.add_flow("own",
                      R"({"id":"q","type":"queue","queue":"sales","exit_keys":"1",)"
                      R"("edges":{"exit_key":"p"}},{"id":"p","type":"play","prompt":"out"})",
                      "q");
  center.add_did("+34911000001", flow);
  center.wait_in_line("c1", "+34911000001");
  center.press("c1", "1");
  CHECK(center.live().state == CallState::kIvr);
  CHECK(Center::reasons(center.live().visits) == "exit_key ");
}

TEST_CASE("the channel of a caller who waits for a callback is free for another call") {
  Line center;
  center.ask("c1");
  const Id first = center.live().id;
  center.arrive("c1", "+34600000002");
  CHECK(center.engine.call_count() == 2);
  CallHangup late;
  late.call_id = first;
  REQUIRE(center.tell(late).ok());
  center.by_channel<CallHangup>("c1");
  CHECK(center.engine.call_count() == 1);
  CHECK(center.live().id == first);
}

TEST_CASE("a callback that is not reached in its window is dropped") {
  Line center;
  center.ask("c1");
  center.wait(600 * kSecond - 1);
  CHECK(center.live().is_callback);
  center.wait(1);
  CHECK(center.cdr().status == CallStatus::kNoAnswer);
  CHECK(Center::reasons(center.cdr().queue_visits) == "callback_failed ");
}

TEST_CASE("the window's end lets an attempt finish that runs") {
  Line center;
  center.ask("c1");
  center.wait(595 * kSecond);
  center.login(0);
  const Id customer = center.dialled();
  center.wait(10 * kSecond);
  SUBCASE("answered") {
    center.by_leg<LegAnswered>(customer);
    CHECK(center.live().state == CallState::kTalking);
  }
  SUBCASE("not answered: there is no other") {
    center.wait(kDirectRing);
    CHECK(center.cdr().status == CallStatus::kNoAnswer);
  }
  SUBCASE("the agent leaves: it ends soon after") {
    center.of_agent<AgentLogout>(0);
    center.by_leg<LegEnded>(center.all_of<Dial>().front().leg_id);
    center.wait(kCustomerGuard);
    CHECK(center.cdr().status == CallStatus::kNoAnswer);
  }
}

TEST_CASE("an agent who hangs up while the customer rings leaves the place as it was") {
  Line center;
  center.ask("c1");
  center.wait(kSecond);
  center.login(0);
  const Id agent = center.last<Dial>().leg_id;
  const Id customer = center.dialled();
  center.by_leg<LegEnded>(agent);
  CHECK(center.last<CancelLeg>().leg_id == customer);
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.rows<LiveLeg>().size() <= 1);  // perhaps the next offer
  LegAnswered late;
  late.leg_id = customer;
  REQUIRE(center.tell(late).ok());
  CHECK(center.live().state == CallState::kQueued);
}

TEST_CASE("a callback survives the file in every state it has") {
  for (int state = 0; state < 3; ++state) {
    CAPTURE(state);
    Line center;
    center.ask("c1");
    center.wait(2 * kSecond);
    if (state > 0) center.login(0);
    Id agent, customer;
    if (state > 0) agent = center.last<Dial>().leg_id;
    if (state > 1) customer = center.dialled();
    center.reopen();
    CHECK(center.live().is_callback);
    CHECK(center.live().joined_at == center.now - 2 * kSecond);
    CallbackRequested again;
    again.call_id = center.live().id;
    CHECK(!center.tell(again).ok());
    if (state == 0) center.login(0);
    if (state == 0) agent = center.last<Dial>().leg_id;
    if (state < 2) {
      center.by_leg<LegAnswered>(agent);
      customer = center.last<Dial>().leg_id;
    }
    center.by_leg<LegAnswered>(customer);
    CHECK(center.live().state == CallState::kTalking);
    CHECK(center.live().serving_leg == agent);
    center.reopen();
    center.by_leg<LegEnded>(agent);
    CHECK(center.cdr().status == CallStatus::kAnswered);
  }
}

TEST_CASE("the pause between two attempts holds after the file was reopened") {
  Line center;
  center.ask("c1");
  center.login(0);
  center.by_leg<LegFailed>(center.dialled());
  center.wait(10 * kSecond);
  center.reopen();
  center.outputs.clear();
  center.wait(50 * kSecond - 1);
  CHECK(center.all_of<Dial>().empty());
  center.wait(1);
  CHECK(center.all_of<Dial>().size() == 1);
}

TEST_CASE("a host that restarted loses no callback that waits, and its legs are made again") {
  for (const bool is_dialled : {false, true}) {
    CAPTURE(is_dialled);
    Line center;
    center.ask("c1");
    center.login(0);
    if (is_dialled) center.dialled();
    center.outputs.clear();
    REQUIRE(center.tell(HostRestarted{}).ok());
    CHECK(center.live().is_callback);
    CHECK(center.rows<sivo::Call>().empty());
    center.wait(kMinute);
    REQUIRE(!center.all_of<Dial>().empty());
    center.by_leg<LegAnswered>(center.dialled());
    CHECK(center.live().state == CallState::kTalking);
  }
}

TEST_CASE("an agent may hand the one called back on as any caller") {
  Line center(2);
  center.ask("c1");
  center.login(0);
  const Id customer = center.dialled();
  center.by_leg<LegAnswered>(customer);
  const Id other = center.add_queue("other");
  TransferRequested in;
  in.channel = to_text(customer);
  in.to_queue_id = other;
  REQUIRE(center.tell(in).ok());
  CHECK(center.live().state == CallState::kQueued);
  CHECK(!center.live().is_callback);
  CHECK(center.last<MusicStart>().channel == to_text(customer));
  EndRequested end;
  end.call_id = center.live().id;
  REQUIRE(center.tell(end).ok());
  CHECK(center.last<Hangup>().channel == to_text(customer));
}

TEST_CASE("the customer is shown the number he called, where it may be shown") {
  for (const bool is_shown : {false, true}) {
    Line center;
    for (const Record& row : std::vector<Record>(center.configuration)) {
      if (row.kind() != Kind::kDid) continue;
      Did did = row.as<Did>();
      did.outbound_caller_id = is_shown;
      center.change(did);
    }
    center.ask("c1");
    center.login(0);
    center.dialled();
    const auto shown = center.last<Dial>().caller_id_number;
    CHECK(shown == (is_shown ? std::optional<std::string>("+34911234567") : std::nullopt));
  }
}

TEST_CASE("limits of the queue send no callback away; its removal ends it with a reason") {
  Queue line = called_back();
  line.max_wait_time = 30;
  line.overflow_after_sec = 20;
  line.overflow_action = OverflowAction::kHangup;
  line.leave_when_empty = EmptyRule::kYes;
  Line center(1, line);
  center.login(0);
  center.of_agent<AgentPause>(0);
  center.ask("c1");
  center.wait(100 * kSecond);
  center.of_agent<AgentLogout>(0);
  center.wait(100 * kSecond);
  CHECK(center.live().state == CallState::kQueued);
  center.remove<Queue>(center.queue);
  CHECK(center.cdr().status == CallStatus::kFailed);
  CHECK(Center::reasons(center.cdr().queue_visits) == "queue_removed ");
}

TEST_CASE("an agent whose place in a queue becomes a callback is free again") {
  Line center(3);
  center.login(2);
  center.of_agent<AgentPause>(2);
  center.talk_out("p1", 0, "101");  // a colleague, whom he then hands to the queue
  TransferRequested in;
  in.to_queue_id = center.queue;
  center.by_channel("p1", in);
  CHECK(center.status(1) == UserStatus::kOnCall);
  CallbackRequested asked;
  asked.call_id = center.live().id;
  asked.number = "+34600000077";
  REQUIRE(center.tell(asked).ok());
  CHECK(center.status(1) == UserStatus::kLoggedOut);
  CHECK(!center.live().placed_by);
  SUBCASE("in one run") {}
  SUBCASE("reopened") { center.reopen(); }
  center.of_agent<AgentReady>(2);
  const Id customer = center.dialled();
  center.by_leg<LegAnswered>(customer);
  CHECK(center.live().state == CallState::kTalking);
  center.by_leg<LegEnded>(customer);
  CHECK(center.engine.call_count() == 0);
  CHECK(center.status(1) == UserStatus::kLoggedOut);
}

TEST_CASE("case 76: an agent who hangs up before the customer answers uses up no attempt") {
  Queue line = called_back();
  line.reject_delay_sec = 0;
  line.callback_window_sec = 3'600;
  Line center(1, line);
  center.ask("c1");
  center.login(0);
  for (int i = 0; i < 5; ++i) {
    const Id agent = center.last<Dial>().leg_id;
    (void)center.dialled();
    center.by_leg<LegEnded>(agent);
    CHECK(center.live().callback_attempts == 0);
    center.wait(5 * kSecond);
    CHECK(center.last<Dial>().purpose == LegPurpose::kAgent);
  }
  LegFailed busy;
  busy.cause = "USER_BUSY";
  center.by_leg(center.dialled(), busy);
  CHECK(center.live().callback_attempts == 1);
  center.wait(60 * kSecond);
  center.by_leg(center.dialled(), busy);
  CHECK(center.cdr_on(center.cdr().channel.value_or("")).status == CallStatus::kNoAnswer);
}

TEST_CASE("a callback tells when it is asked for, tried and given up, and how its flow ended") {
  Line center;
  center.ask("c1");
  center.wait(10 * kSecond);
  center.login(0);
  LegFailed busy;
  busy.cause = "USER_BUSY";
  center.by_leg(center.dialled(), busy);
  center.wait(60 * kSecond);
  center.by_leg(center.dialled(), busy);
  std::string reasons;
  for (const Event& event : center.all_of<Event>()) {
    if (event.type == "ivr.completed") {
      CHECK(event.data.find(R"("outcome":"callback")") != std::string::npos);
    }
    if (event.type != "queue.callback") continue;
    auto data = schema::parse_record(schema::table_of<QueueEvent>(), event.data);
    REQUIRE(data.ok());
    reasons += data->as<QueueEvent>().reason.value_or("") + " ";
    if (reasons == "requested ") CHECK(data->as<QueueEvent>().position == 1);
  }
  CHECK(reasons == "requested attempt attempt failed ");
  CHECK(center.events("ivr.completed") == 1);
}

}  // namespace
}  // namespace sivo::call::test
