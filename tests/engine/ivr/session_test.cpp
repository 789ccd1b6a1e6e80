#include "engine/ivr/session.hpp"

#include "engine/ivr/host.hpp"
#include "engine/ivr/small_flows.hpp"

namespace sivo::ivr {

using namespace testing;
using event::Party;
using event::PlayEnd;
using event::QueueEnd;
using event::TransferEnd;

TEST_CASE("case 44: an unconnected next ends the flow with a normal hangup") {
  Host host(play("", ""));
  host.start().played();
  CHECK(host.said() == "play(hello) hangup(normal) completed(end_of_flow)");
}

TEST_CASE("case 102 and 103: an end delivered twice, or of an unknown action, is ignored") {
  Host host(play("", R"("next":"q")") + R"(,{"id":"q","type":"play","prompt":"next"})");
  host.start();
  const uint32_t first = host.last<action::Play>().id;
  host.played();
  host.said();
  host.feed(event::PlayFinished{first, PlayEnd::kCompleted});
  host.feed(event::PlayFinished{777, PlayEnd::kCompleted});
  host.feed(event::QueueResult{0, QueueEnd::kTimeout});
  host.feed(event::TransferResult{0, TransferEnd::kBusy});
  host.feed(event::BridgeEnded{0, Party::kAgent});
  CHECK(host.said() == "");
  CHECK(host.session.counters().late_events == 5);
}

TEST_CASE("case 104: after the end every event but call_ended is refused") {
  Host host(play());
  host.start().feed(event::CallEnded{Party::kCaller});
  CHECK(host.outcome() == "caller_hangup");
  CHECK(host.try_feed(event::Dtmf{"1"}).error().status == Status::kState);
  CHECK(host.try_feed(event::Start{true}).error().status == Status::kState);
  CHECK(host.try_feed(event::Abort{}).error().status == Status::kState);
  CHECK(host.try_feed(event::CallEnded{}).ok());
  CHECK(host.count<action::Completed>() == 1);
}

TEST_CASE("case 106: a session restored in a half entry goes on with the same deadlines") {
  Host host(menu_with_prefix());
  host.start().key("1").pass(kSecond);
  const auto saved = host.session.snapshot();
  const Micros shift = -500 * kSecond;
  auto restored = Session::restore(testing::flow_of(menu_with_prefix()), saved, shift);
  REQUIRE(restored.ok());
  CHECK(restored->deadline() == host.session.deadline() + shift);
  std::vector<Action> out;
  REQUIRE(restored->feed(event::Dtmf{"0"}, host.now + shift, out).ok());
  CHECK(restored->flow().nodes[restored->node()].id == "ten");
}

TEST_CASE("case 107: a time that goes back is no time passed") {
  Host host(menu(""));
  host.start().played();
  const Micros deadline = host.session.deadline();
  host.now = kNow - kHour;
  host.pass(0);
  CHECK(host.session.deadline() == deadline);
  host.feed(event::CallEnded{});
  CHECK(host.body<action::Completed>().duration_us == 0);
}

TEST_CASE("case 109: answer comes before any play, and a caller who cancels hears none") {
  Host host(play());
  host.start(false);
  CHECK(host.said() == "answer");
  CHECK(host.session.state() == State::kAnswering);
  host.feed(event::Answered{});
  CHECK(host.said() == "play(hello)");
  Host cancelled(play());
  cancelled.start(false).feed(event::CallEnded{Party::kCaller});
  CHECK(cancelled.said() == "answer completed(caller_hangup)");
}

TEST_CASE("without auto_answer nothing is answered, and a hangup without a prompt never is") {
  Host host(play(), R"(,"auto_answer":false)");
  host.start(false);
  CHECK(host.said() == "play(hello)");
  Host refused(R"({"id":"a","type":"hangup","cause":"busy","reason":"closed"})");
  refused.start(false);
  CHECK(refused.said() == "hangup(busy) completed(end_of_flow)");
  CHECK(refused.body<action::Hangup>().reason == "closed");
}

TEST_CASE("a supervisor's goto cancels what is going on") {
  Host host(queue("", R"("error":"sorry")"));
  host.start().feed(event::Goto{"one"});
  CHECK(host.said() == "queue(support) leave(goto) play(first)");
  CHECK(host.try_feed(event::Goto{"nowhere"}).error().path == "node");
  host.feed(event::Goto{"sorry"});
  CHECK(host.said() == "stop_play play(sorry)");
}

TEST_CASE("an abort cancels, hangs up and completes; ten seconds later the session is over") {
  Host host(queue("", R"("error":"sorry")"));
  host.start().feed(event::Abort{"maintenance"});
  CHECK(host.said() == "queue(support) leave(abort) hangup(normal) completed(aborted)");
  CHECK(host.session.state() == State::kEnding);
  host.pass(kEndingTimeout - 1);
  CHECK(host.session.state() == State::kEnding);
  host.pass(1);
  CHECK(host.session.state() == State::kEnded);
  CHECK(host.session.deadline() == kNever);
}

TEST_CASE("the timer wins over an event of the same moment") {
  Host host(menu(R"("max_attempts":1,)", R"("timeout":"two","invalid":"two")"));
  host.start().played();
  host.now += 5 * kSecond;
  host.key("1");
  CHECK(host.node() == "two");
}

TEST_CASE("variables: assign, a menu's key, set_variables, defaults and secrets") {
  Host host(
      R"({"id":"a","type":"menu","prompt":"","variable":"choice",
           "assign":{"tier":"gold","n":[1,"x"]},
      "options":[{"digits":"0034"}],"edges":{"0034":"bye","error":"bye"}},)" +
          kBye,
      R"(,"variables":[{"name":"pin","sensitive":true,"default":"1234"},
         {"name":"tier","default":"std"},
                {"name":"city","default":"Madrid"}])");
  REQUIRE(host.session.variable("tier") != nullptr);
  CHECK(host.session.variable("tier")->as_string() == "std");
  host.feed(event::SetVariables{schema::Json::parse(R"({"vip":true})").value()});
  host.start().key("0034");
  CHECK(host.session.variable("choice")->as_string() ==
        "0034");  // case 21: a string with its zeros
  CHECK(host.body<action::Completed>().variables.dump() ==
        R"({"city":"Madrid","tier":"gold","choice":"0034","n":[1,"x"],"vip":true})");
  CHECK(host.session.variable("pin")->as_string() == "1234");
  CHECK(host.session.variable("unknown") == nullptr);
}

}  // namespace sivo::ivr
