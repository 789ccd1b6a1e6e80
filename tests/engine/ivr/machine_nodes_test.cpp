#include "engine/ivr/machine.hpp"

#include "engine/ivr/host.hpp"
#include "engine/ivr/small_flows.hpp"

namespace sivo::ivr {

using namespace testing;
using event::Party;
using event::PlayEnd;
using event::QueueEnd;
using event::TransferEnd;

TEST_CASE("case 1: a key during the prompt stops it, and its late end changes nothing") {
  Host host(menu(""));
  host.start();
  const uint32_t prompt = host.last<action::Play>().id;
  CHECK(host.said() == "play(ask)");
  host.key("1");
  CHECK(host.said() == "stop_play play(first)");
  host.feed(event::PlayFinished{prompt, PlayEnd::kStopped});
  CHECK(host.said() == "");
  CHECK(host.node() == "one");
  CHECK(host.session.counters().late_events == 1);
}

TEST_CASE("case 2: without barge-in a key during the prompt is dropped") {
  Host host(menu(R"("barge_in":false,)"));
  host.start().key("1");
  CHECK(host.said() == "play(ask)");
  CHECK(host.session.counters().dropped_keys == 1);
  host.pass(4 * kSecond).played();
  CHECK(host.session.deadline() == host.now + 5 * kSecond);
}

TEST_CASE("case 3: an option that begins another matches at the inter-digit time, not before") {
  Host host(menu_with_prefix());
  host.start().key("1").pass(3 * kSecond - 1);
  CHECK(host.node() == "a");
  host.pass(1);
  CHECK(host.node() == "one");
}

TEST_CASE("case 4: the longer option matches at once") {
  Host host(menu_with_prefix());
  host.start().key("1").pass(2 * kSecond).key("0");
  CHECK(host.node() == "ten");
}

TEST_CASE("case 6: the last failure decides the edge, and the record counts the attempts") {
  Host host(R"({"id":"a","type":"menu","prompt":"ask","options":[{"digits":"1"}],
      "timeout_prompt":"silence","invalid_prompt":"wrong","reprompt":"again",
      "edges":{"1":"bye","timeout":"t","invalid":"i"}},
      {"id":"t","type":"play","prompt":"t"},{"id":"i","type":"play","prompt":"i"},)" +
            kBye);
  host.start().key("9");
  CHECK(host.said() == "play(ask) stop_play play(wrong,again)");
  CHECK(host.session.attempt() == 2);
  host.played().pass(5 * kSecond);
  CHECK(host.said() == "play(silence,again)");
  host.key("8");
  CHECK(host.node() == "i");
  const CollectRecord* record = host.session.record_of("a");
  REQUIRE(record != nullptr);
  CHECK(record->attempts == 3);
  CHECK(record->status == CollectStatus::kInvalid);
  CHECK(record->reason == InvalidReason::kNoOption);
  CHECK(host.session.attempt() == 1);
}

TEST_CASE("case 7: an unconnected timeout takes max_retries") {
  Host host(menu(""));
  host.start();
  for (int i = 0; i < 3; ++i) host.played().pass(5 * kSecond);
  CHECK(host.node() == "bye");
}

TEST_CASE("case 8: with one attempt silence takes timeout without a reprompt") {
  Host host(menu(R"("max_attempts":1,"reprompt":"again",)", R"("timeout":"two","invalid":"two")"));
  host.start().played().pass(5 * kSecond);
  CHECK(host.node() == "two");
  CHECK(host.said() == "play(ask) play(second)");
}

TEST_CASE("case 23: type-ahead feeds the next menus without a prompt") {
  Host host(R"({"id":"a","type":"play","prompt":"hello","buffer_digits":true,"edges":{"next":"m"}},
      {"id":"m","type":"menu","prompt":"one","options":[{"digits":"1"}],
         "edges":{"1":"n","error":"bye"}},
      {"id":"n","type":"menu","prompt":"two","options":[{"digits":"2"}],
         "edges":{"2":"bye","error":"bye"}},)" +
            kBye);
  host.start().key("12").played();
  CHECK(host.said() == "play(hello) hangup(normal) completed(end_of_flow)");
  CHECK(host.body<action::Completed>().path == std::vector<std::string>{"a", "m", "n", "bye"});
}

TEST_CASE("a menu without barge-in empties the type-ahead") {
  Host host(R"({"id":"a","type":"play","prompt":"hello","buffer_digits":true,"edges":{"next":"m"}},
      {"id":"m","type":"menu","prompt":"one","barge_in":false,"options":[{"digits":"1"}],
       "edges":{"1":"bye","error":"bye"}},)" +
            kBye);
  host.start().key("1").played();
  CHECK(host.said() == "play(hello) play(one)");
  CHECK(host.session.typeahead().empty());
}

TEST_CASE("case 24: flush_buffer empties the type-ahead and plays the prompt") {
  Host host(R"({"id":"a","type":"play","prompt":"hello","buffer_digits":true,"edges":{"next":"m"}},
      {"id":"m","type":"menu","prompt":"one","flush_buffer":true,"options":[{"digits":"1"}],
       "edges":{"1":"bye","error":"bye"}},)" +
            kBye);
  host.start().key("1").played();
  CHECK(host.said() == "play(hello) play(one)");
}

TEST_CASE("a retry clears the type-ahead unless it is told not to") {
  const auto nodes = [](const char* clear) {
    return std::string(
               R"({"id":"a","type":"play","prompt":"hello","buffer_digits":true,
                  "edges":{"next":"m"}},
      {"id":"m","type":"menu","prompt":"ask","clear_buffer_on_retry":)") +
           clear + R"(,"options":[{"digits":"1"}],"edges":{"1":"bye","error":"bye"}},)" + kBye;
  };
  Host clearing(nodes("true"));
  clearing.start().key("91").played();
  CHECK(clearing.said() == "play(hello) play(ask)");
  Host keeping(nodes("false"));
  keeping.start().key("91").played();
  CHECK(keeping.node() == "bye");
}

TEST_CASE("case 26: the buffer holds 32 keys and drops what comes after") {
  Host host(play(R"("buffer_digits":true,)"));
  host.start().key(std::string(40, '5'));
  CHECK(host.session.typeahead() == std::string(32, '5'));
  CHECK(host.session.counters().dropped_keys == 8);
}

TEST_CASE("case 31: a prompt that renders to nothing starts the first-digit timer at once") {
  Host host(R"({"id":"a","type":"menu","prompt":"","options":[{"digits":"1"}],
      "edges":{"1":"bye","error":"bye"}},)" +
            kBye);
  host.start();
  CHECK(host.said() == "");
  CHECK(host.session.deadline() == kNow + 5 * kSecond);
}

TEST_CASE("case 32: a menu whose prompt fails collects as if it had ended") {
  Host host(menu(""));
  host.start().played(PlayEnd::kError);
  CHECK(host.session.state() == State::kCollecting);
  CHECK(host.session.deadline() == host.now + 5 * kSecond);
  CHECK(host.session.counters().warnings == 1);
}

TEST_CASE("case 34: what is not one key is refused and changes nothing") {
  Host host(menu(""));
  host.start();
  const auto before = host.session.snapshot();
  for (const char* digit : {"12", "", "x", "a", " "}) {
    const auto result = host.try_feed(event::Dtmf{digit});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().status == Status::kInvalid);
    CHECK(result.error().path == "digit");
  }
  CHECK(host.session.snapshot() == before);
}

TEST_CASE("keys pressed while the answer is on its way are type-ahead") {
  Host host(menu(""));
  host.start(false).key("2").feed(event::Answered{});
  CHECK(host.said() == "answer play(second)");
}

TEST_CASE("a play repeats, is cut by any key with barge-in, and its failure goes on to next") {
  Host host(play(R"("repeat":3,)"));
  host.start().played().played();
  CHECK(host.said() == "play(hello) play(hello) play(hello)");
  host.played();
  CHECK(host.said() == "hangup(normal) completed(end_of_flow)");
  Host cut(
      R"({"id":"a","type":"play","prompt":"hello","repeat":3,"barge_in":true,"edges":{"next":"m"}},
      {"id":"m","type":"menu","prompt":"ask","options":[{"digits":"1"}],
         "edges":{"1":"bye","error":"bye"}},)" +
      kBye);
  cut.start().key("1");
  CHECK(cut.said() == "play(hello) stop_play hangup(normal) completed(end_of_flow)");
  Host failing(play("", R"("next":"bye")"), R"(,"on_error":"bye")");
  failing.start().played(PlayEnd::kError);
  CHECK(failing.node() == "bye");
  CHECK(failing.outcome() == "end_of_flow");
  CHECK(failing.session.counters().warnings == 1);
}

TEST_CASE("a goodbye is played to the end and cannot be interrupted") {
  Host host(R"({"id":"a","type":"hangup","prompt":"bye","cause":"normal"})");
  host.start().key("1");
  CHECK(host.said() == "play(bye)");
  host.played(PlayEnd::kError);
  CHECK(host.said() == "hangup(normal) completed(end_of_flow)");
}

TEST_CASE("prompts speak the session's language, its base, or the flow's") {
  const std::string nodes =
      R"({"id":"a","type":"play","prompt":[{"by_language":{"es":"hola","en":"hi"}},
      {"digits":"12"},{"silence_ms":500},"",{"tts":"a\u0007b"}],"edges":{"next":"bye"}},)" +
      kBye;
  const auto speak = [&](const std::string& language) {
    Host host(nodes);
    host.feed(
        event::SetVariables{schema::Json::parse(R"({"language":")" + language + "\"}").value()});
    host.start();
    return host.said();
  };
  CHECK(speak("en-GB") == "play(hi,12,,ab)");
  CHECK(speak("es") == "play(hola,12,,ab)");
  CHECK(speak("fr") == "play(hola,12,,ab)");
}

}  // namespace sivo::ivr
