#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

constexpr const char* kNumber = "+34911000001";

// Agents of "sales", and a number with a flow of its own.
struct Desk : Center {
  explicit Desk(const std::string& nodes, const std::string& start, size_t count = 0) {
    furnish(count);
    own = add_flow("own", nodes, start);
    add_did(kNumber, own);
  }
  void overflow_to(OverflowAction action, const std::string& nodes = {}) {
    Queue line = queue_row(queue);
    line.overflow_action = action;
    line.overflow_after_sec = 20;
    line.overflow_number = "+34900000002";
    if (!nodes.empty()) line.overflow_ivr_flow_id = add_flow("second", nodes, "p2");
    change(line);
  }
  void press(const std::string& digit) {
    Dtmf key;
    key.digit = digit;
    by_channel("c1", key);
  }
  void played() {
    PlayFinished done;
    done.play_id = last<Play>().play_id;
    by_channel("c1", done);
  }
  void leg_is_busy() {
    LegFailed busy;
    busy.cause = "USER_BUSY";
    by_leg(last<Dial>().leg_id, busy);
  }
  template <class Data>
  Data last_of(const std::string& type) const {
    Data found;
    for (const Event& event : all_of<Event>()) {
      if (event.type != type) continue;
      auto data = schema::parse_record(schema::table_of<Data>(), event.data);
      REQUIRE(data.ok());
      found = data->template as<Data>();
    }
    return found;
  }
  std::string call_outcome() const {
    return last_of<CallEvent>("call.ended").outcome.value_or("none");
  }
  std::string flow_outcome() const { return last_of<IvrEvent>("ivr.completed").outcome; }

  Id own;
};

constexpr const char* kMenuThenQueue =
    R"({"id":"m","type":"menu","prompt":"1","options":[{"digits":"1"}],)"
    R"("edges":{"1":"q","max_retries":"q"}},)"
    R"({"id":"q","type":"queue","queue":"sales"})";

constexpr const char* kSecond2 =
    R"({"id":"p2","type":"play","prompt":"sorry","assign":{"late":true,"shared":"second"},)"
    R"("edges":{"next":"h2"}},{"id":"h2","type":"hangup"})";

TEST_CASE("a call through two flows has the nodes and the variables of both in its record") {
  Desk desk(R"({"id":"q","type":"queue","queue":"sales","assign":{"early":1,"shared":"first"}})",
            "q");
  desk.overflow_to(OverflowAction::kIvrFlow, kSecond2);
  desk.wait_in_line("c1", kNumber);
  desk.wait(20 * kSecond);
  CHECK(desk.last_of<IvrEvent>("ivr.completed").path == R"(["q"])");
  desk.played();
  CHECK(desk.cdr().ivr_path == R"(["q","p2","h2"])");
  CHECK(desk.cdr().variables == R"({"early":1,"shared":"second","late":true})");
  const auto second = desk.last_of<IvrEvent>("ivr.completed");
  CHECK(second.path == R"(["p2","h2"])");
  CHECK(second.variables.find("early") == std::string::npos);
}

TEST_CASE("a call that its queue sent on ends with the outcome of where it came to") {
  Desk desk(R"({"id":"q","type":"queue","queue":"sales"})", "q");
  SUBCASE("a flow that ended well") {
    desk.overflow_to(OverflowAction::kIvrFlow, kSecond2);
    desk.wait_in_line("c1", kNumber);
    desk.wait(20 * kSecond);
    CHECK(!desk.live().outcome);
    desk.played();
    CHECK(desk.call_outcome() == "end_of_flow");
  }
  SUBCASE("a number that answered") {
    desk.overflow_to(OverflowAction::kNumber);
    desk.wait_in_line("c1", kNumber);
    desk.wait(20 * kSecond);
    const Id leg = desk.last<Dial>().leg_id;
    desk.by_leg<LegAnswered>(leg);
    desk.wait(kMinute);
    desk.by_leg<LegEnded>(leg);
    CHECK(desk.call_outcome() == "transferred");
  }
  SUBCASE("a number that was busy") {
    desk.overflow_to(OverflowAction::kNumber);
    desk.wait_in_line("c1", kNumber);
    desk.wait(20 * kSecond);
    desk.leg_is_busy();
    CHECK(desk.cdr().status == CallStatus::kBusy);
    CHECK(desk.call_outcome() == "none");
  }
}

TEST_CASE("a caller whom an agent served stays served, whoever he is handed to") {
  Desk desk(kMenuThenQueue, "m", 1);
  desk.login(0);
  desk.talk("c1");
  TransferRequested in;
  in.to = "+34900000002";
  desk.by_channel("c1", in);
  const Id leg = desk.last<Dial>().leg_id;
  desk.by_leg<LegAnswered>(leg);
  desk.by_leg<LegEnded>(leg);
  CHECK(desk.call_outcome() == "served");
}

TEST_CASE("a flow ends by the caller who hangs up, and by the supervisor who ends the call") {
  Desk desk(kMenuThenQueue, "m");
  desk.wait_in_line("c1", kNumber);
  SUBCASE("in a menu") {
    desk.by_channel<CallHangup>("c1");
    CHECK(desk.flow_outcome() == "caller_hangup");
    CHECK(desk.call_outcome() == "caller_hangup");
    CHECK(desk.cdr().status == CallStatus::kAbandoned);
  }
  SUBCASE("in a queue") {
    desk.press("1");
    REQUIRE(desk.live().state == CallState::kQueued);
    desk.by_channel<CallHangup>("c1");
    CHECK(desk.flow_outcome() == "caller_hangup");
    CHECK(desk.call_outcome() == "abandoned");
  }
  SUBCASE("from outside") {
    desk.by_channel<EndRequested>("c1");
    CHECK(desk.flow_outcome() == "aborted");
  }
  SUBCASE("by the host's restart") {
    REQUIRE(desk.tell(HostRestarted{}).ok());
    CHECK(desk.flow_outcome() == "aborted");
  }
}

TEST_CASE("what a queue came to says nothing about the number that the flow tries next") {
  Desk desk(
      R"({"id":"q","type":"queue","queue":"sales","max_wait_s":10,"edges":{"timeout":"t"}},)"
      R"({"id":"t","type":"transfer","kind":"bridge","to":"+34900000001","edges":{"busy":"b"}},)"
      R"({"id":"b","type":"hangup","cause":"busy"})",
      "q");
  desk.wait_in_line("c1", kNumber);
  desk.wait(10 * kSecond);
  SUBCASE("busy") {
    desk.leg_is_busy();
    CHECK(desk.cdr().hangup_cause == "USER_BUSY");
    CHECK(desk.cdr().status == CallStatus::kBusy);
    CHECK(desk.call_outcome() == "end_of_flow");
  }
  SUBCASE("answered") {
    const Id leg = desk.last<Dial>().leg_id;
    desk.by_leg<LegAnswered>(leg);
    desk.by_leg<LegEnded>(leg);
    CHECK(desk.cdr().status == CallStatus::kAnswered);
    CHECK(desk.call_outcome() == "transferred");
  }
}

}  // namespace
}  // namespace sivo::call::test
