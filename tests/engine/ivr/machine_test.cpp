#include "engine/ivr/machine.hpp"

#include "engine/ivr/host.hpp"
#include "engine/ivr/small_flows.hpp"

namespace sivo::ivr {

using namespace testing;
using event::Party;
using event::PlayEnd;
using event::QueueEnd;
using event::TransferEnd;

TEST_CASE("case 38: a silent caller in a menu that leads back to itself does not stay for ever") {
  Host host(menu(R"("max_attempts":1,)", R"("timeout":"a","invalid":"a")"));
  host.start();
  for (int i = 0; i < 2000 && host.session.state() != State::kEnding; ++i)
    host.played().pass(5 * kSecond);
  CHECK(host.outcome() == "limit");
  CHECK(host.session.steps() == 10);  // one node ten times in a row is the first limit met
  CHECK(host.count<action::Completed>() == 1);
}

TEST_CASE("case 40: a fourth error does not use on_error again") {
  Host host(queue("", R"("timeout":"one")") +
                R"(,{"id":"oops","type":"play","prompt":"oops","edges":{"next":"a"}})",
            R"(,"on_error":"oops")");
  host.start();
  for (int i = 0; i < 3; ++i) {
    host.queued(QueueEnd::kError);
    CHECK(host.node() == "oops");
    host.played();
  }
  host.queued(QueueEnd::kError);
  CHECK(host.outcome() == "error");
  CHECK(host.session.state() == State::kEnding);
}

TEST_CASE("an error while on_error is handled ends the session") {
  Host host(queue("", "") + R"(,{"id":"again","type":"queue","queue":"other"})",
            R"(,"on_error":"again")");
  host.start().queued(QueueEnd::kError);
  CHECK(host.node() == "again");
  host.queued(QueueEnd::kError);
  CHECK(host.outcome() == "error");
}

TEST_CASE("case 42: a session over its time takes on_error once, then is hung up as limit") {
  Host host(menu(R"("timeout_ms":60000,)") + "," + kSorry,
            R"(,"on_error":"sorry","limits":{"max_duration_s":30})");
  host.start().played().pass(30 * kSecond);
  CHECK(host.node() == "sorry");
  CHECK(host.outcome() == "");
  host.played();
  CHECK(host.said() == "play(ask) play(sorry) hangup(normal) completed(limit)");
  host.pass(10 * kSecond);
  CHECK(host.session.state() == State::kEnded);
  CHECK(host.count<action::Completed>() == 1);
}

TEST_CASE("what on_error may still use after a limit is limited too") {
  Host host(menu(R"("timeout_ms":60000,)") + "," + kSorry,
            R"(,"on_error":"sorry","limits":{"max_duration_s":30})");
  host.start().played().pass(30 * kSecond).pass(kGraceTime);
  CHECK(host.outcome() == "limit");
  CHECK(host.said() == "play(ask) play(sorry) stop_play hangup(normal) completed(limit)");
}

TEST_CASE("case 43: time in the queue does not count for the session") {
  Host host(queue("", R"("timeout":"one","error":"sorry")"),
            R"(,"limits":{"max_duration_s":3600})");
  host.start().pass(50 * kMinute);
  CHECK(host.session.deadline() == kNever);
  host.queued(QueueEnd::kTimeout);
  CHECK(host.node() == "one");
  CHECK(host.session.deadline() == host.now + kPlayGuard);
  host.played();
  CHECK(host.body<action::Completed>().ivr_us == 0);
  CHECK(host.body<action::Completed>().duration_us == 50 * kMinute);
}

TEST_CASE("cases 94: only an exit key leaves the queue") {
  Host host(queue(R"("exit_keys":"*",)", R"("exit_key":"one","error":"sorry")"));
  host.start().key("5");
  CHECK(host.said() == "queue(support)");
  CHECK(host.session.counters().dropped_keys == 1);
  const uint32_t id = host.last<action::QueueEnter>().id;
  host.key("*");
  CHECK(host.said() == "leave(exit_key) play(first)");
  CHECK(host.last<action::QueueLeave>().id == id);
}

TEST_CASE("case 96: an unconnected closed takes error, then on_error") {
  Host own(queue("", R"("error":"one")"));
  own.start().queued(QueueEnd::kClosed);
  CHECK(own.node() == "one");
  Host flow_wide(queue("", ""), R"(,"on_error":"sorry")");
  flow_wide.start().queued(QueueEnd::kClosed);
  CHECK(flow_wide.node() == "sorry");
  Host nowhere(queue("", ""));
  nowhere.start().queued(QueueEnd::kClosed);
  CHECK(nowhere.outcome() == "error");
}

TEST_CASE("every queue result takes its edge") {
  const std::pair<QueueEnd, const char*> cases[] = {
      {QueueEnd::kTimeout, "timeout"},  {QueueEnd::kFull, "full"},
      {QueueEnd::kClosed, "closed"},    {QueueEnd::kNoAgents, "no_agents"},
      {QueueEnd::kExitKey, "exit_key"}, {QueueEnd::kLeft, "error"},
      {QueueEnd::kError, "error"}};
  for (const auto& [result, edge] : cases) {
    Host host(queue("", "\"" + std::string(edge) + R"(":"one")"));
    host.start().queued(result);
    CHECK(host.node() == "one");
  }
}

TEST_CASE("case 97: a destination that cannot be dialled takes invalid and dials nothing") {
  for (const char* to : {"", "+34 91", "1", "123456789", "+0123", "34,91", "sip:", "sip:a b@c"}) {
    Host host(transfer(to, "", R"("invalid":"one")"));
    host.start();
    CHECK(host.node() == "one");
    CHECK(host.count<action::Transfer>() == 0);
  }
  for (const char* to : {"12", "12345678", "+34911234567", "sip:desk@pbx.example"}) {
    Host host(transfer(to, "", R"("invalid":"one")"));
    host.start(false);
    CHECK(host.count<action::Transfer>() == 1);
    CHECK(host.count<action::Answer>() == 0);
  }
}

TEST_CASE("case 99: an accepted blind transfer ends the session without a hangup") {
  Host host(transfer("200", "", ""));
  host.start().transferred(TransferEnd::kAccepted);
  CHECK(host.said() == "transfer(200) completed(transferred)");
  CHECK(host.session.state() == State::kEnded);
}

TEST_CASE("every transfer result takes its edge") {
  const std::pair<TransferEnd, const char*> cases[] = {{TransferEnd::kBusy, "busy"},
                                                       {TransferEnd::kNoAnswer, "no_answer"},
                                                       {TransferEnd::kRejected, "rejected"},
                                                       {TransferEnd::kInvalid, "invalid"},
                                                       {TransferEnd::kFailed, "error"}};
  for (const auto& [result, edge] : cases) {
    Host host(transfer("200", R"("kind":"bridge",)", "\"" + std::string(edge) + R"(":"one")"));
    host.start().transferred(result);
    CHECK(host.node() == "one");
  }
}

TEST_CASE("a bridge goes on with next only when it is told to, and ends as transferred otherwise") {
  Host stay(transfer("200", R"("kind":"bridge","continue_after_call":true,)", R"("next":"one")"));
  stay.start().transferred(TransferEnd::kAnswered);
  CHECK(stay.session.state() == State::kBridged);
  CHECK(stay.session.deadline() == kNever);
  stay.pass(kHour).feed(event::BridgeEnded{stay.last<action::Transfer>().id, Party::kAgent});
  CHECK(stay.node() == "one");
  Host leave(transfer("200", R"("kind":"bridge",)", R"("next":"one")"));
  leave.start().transferred(TransferEnd::kAnswered);
  leave.feed(event::BridgeEnded{leave.last<action::Transfer>().id, Party::kAgent});
  CHECK(leave.said() == "transfer(200) hangup(normal) completed(transferred)");
}

TEST_CASE("an agent who answers ends the session, or bridges it when it continues") {
  Host host(queue("", R"("error":"sorry")"));
  host.start().queued(QueueEnd::kAnswered);
  CHECK(host.said() == "queue(support) completed(queued_answered)");
  CHECK(host.session.state() == State::kEnded);
  Host on(queue(R"("continue_after_call":true,)", R"("next":"one","error":"sorry")"));
  on.start().queued(QueueEnd::kAnswered);
  CHECK(on.session.state() == State::kBridged);
  on.feed(event::BridgeEnded{on.last<action::QueueEnter>().id, Party::kAgent});
  CHECK(on.node() == "one");
}

TEST_CASE("a call that ends inside a bridge was queued_answered or transferred") {
  Host on(queue(R"("continue_after_call":true,)", R"("next":"one","error":"sorry")"));
  on.start().queued(QueueEnd::kAnswered).feed(event::CallEnded{Party::kCaller});
  CHECK(on.outcome() == "queued_answered");
  Host bridge(transfer("200", R"("kind":"bridge",)", ""));
  bridge.start().transferred(TransferEnd::kAnswered).feed(event::CallEnded{Party::kCaller});
  CHECK(bridge.outcome() == "transferred");
}

TEST_CASE("the guards of queue, ring, prompt and answer fire after their margins") {
  Host waiting(queue(R"("max_wait_s":60,)", R"("timeout":"one","error":"sorry")"));
  waiting.start().pass(65 * kSecond - 1);
  CHECK(waiting.said() == "queue(support)");
  waiting.pass(1);
  CHECK(waiting.said() == "leave(timeout) play(first)");
  Host ringing(transfer("200", R"("ring_timeout_s":10,)", R"("no_answer":"one")"));
  ringing.start().pass(15 * kSecond);
  CHECK(ringing.said() == "transfer(200) cancel play(first)");
  Host playing(play(R"("max_duration_ms":2000,)"));
  playing.start().pass(2 * kSecond);
  CHECK(playing.said() == "play(hello) stop_play hangup(normal) completed(end_of_flow)");
  Host unanswered(play());
  unanswered.start(false).pass(kAnswerTimeout);
  CHECK(unanswered.said() == "answer hangup(normal) completed(error)");
}

TEST_CASE("prompts before a queue or transfer come first; an exit key ends them") {
  Host host(
      queue(R"("pre_prompt":"wait","exit_keys":"*",)", R"("exit_key":"one","error":"sorry")"));
  host.start();
  CHECK(host.said() == "play(wait)");
  CHECK(host.session.state() == State::kQueued);
  host.played();
  CHECK(host.said() == "queue(support)");
  Host leaving(
      queue(R"("pre_prompt":"wait","exit_keys":"*",)", R"("exit_key":"one","error":"sorry")"));
  leaving.start().key("*");
  CHECK(leaving.said() == "play(wait) stop_play play(first)");
  Host moving(transfer("200", R"("pre_prompt":"moving",)", ""));
  moving.start().played(PlayEnd::kError);
  CHECK(moving.said() == "play(moving) transfer(200)");
}

TEST_CASE("a caller who leaves the queue is taken out of it") {
  Host host(queue("", R"("error":"sorry")"));
  host.start().feed(event::CallEnded{Party::kCaller});
  CHECK(host.said() == "queue(support) leave(hangup) completed(caller_hangup)");
  Host ended_by_host(play());
  ended_by_host.start().feed(event::CallEnded{Party::kHost});
  CHECK(ended_by_host.said() == "play(hello) completed(aborted)");
}

TEST_CASE("one macrostep enters 100 nodes and not one more") {
  std::string nodes;
  for (int i = 0; i < 2; ++i) {
    nodes += std::string(R"({"id":")") + "ab"[i] +
             R"(","type":"play","prompt":"","edges":{"next":")" + "ba"[i] + R"("}},)";
  }
  Host host(nodes + kBye);
  host.start();
  CHECK(host.session.steps() == 100);
  CHECK(host.said() == "hangup(normal) completed(limit)");
}

TEST_CASE("case 61 and 63: reserved names and values over a limit are refused whole") {
  Host host(play());
  const auto set = [&](const std::string& json) {
    return host.try_feed(event::SetVariables{schema::Json::parse(json).value()});
  };
  CHECK(set(R"({"ok":1,"now":2})").error().status == Status::kInvalid);
  CHECK(set(R"({"Upper":1})").error().status == Status::kInvalid);
  CHECK(set("[]").error().status == Status::kInvalid);
  CHECK(set(R"({"ok":1,"big":")" + std::string(8 * 1024 - 1, 'x') + "\"}").error().status ==
        Status::kFull);
  CHECK(host.session.variable("ok") == nullptr);
  CHECK(set(R"({"big":")" + std::string(8 * 1024 - 2, 'x') + "\"}").ok());
}

}  // namespace sivo::ivr
