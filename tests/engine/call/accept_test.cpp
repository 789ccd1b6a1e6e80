#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Queue with_key() {
  Queue line;
  line.press_to_accept = true;
  line.accept_key = "5";
  return line;
}

Queue with_whisper() {
  Queue line;
  line.whisper = "A call for sales";
  return line;
}

// A caller whose offer has just been answered, by somebody or something.
Id picked_up(Center& center, const std::string& channel = "c1") {
  center.call(channel);
  center.by_channel<CallAnswered>(channel);
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegRinging>(leg);
  center.wait(2 * kSecond);
  center.by_leg<LegAnswered>(leg);
  return leg;
}

void press(Center& center, const Id& leg, const std::string& key) {
  Dtmf in;
  in.digit = key;
  in.leg_id = leg;
  REQUIRE(center.tell(in).ok());
}

void play_ends(Center& center, const std::string& channel = "c1",
               PlayEnd reason = PlayEnd::kCompleted) {
  PlayFinished in;
  in.play_id = center.last<Play>().play_id;
  in.reason = reason;
  center.by_channel(channel, in);
}

TEST_CASE("case 25: a voicemail that answers never gets the caller") {
  Center center;
  center.furnish(2, with_key());
  center.login(0);
  const Id leg = picked_up(center);
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.last<Play>().leg_id == leg);
  CHECK(center.last<Play>().prompts == R"([{"audio":"sivo:accept"},{"digits":"5"}])");
  play_ends(center);
  press(center, leg, "1");  // another key
  SUBCASE("until the ring deadline: a miss") { center.wait(18 * kSecond); }
  SUBCASE("it hangs up: a miss too") { center.by_leg<LegEnded>(leg); }
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.events("offer.missed") == 1);
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.status(0) == UserStatus::kAvailable);
  press(center, leg, "5");  // too late
  CHECK(center.all_of<Bridge>().empty());
}

TEST_CASE("the key accepts the call, stops the prompt and joins the two") {
  Center center;
  center.furnish(1, with_key());
  center.login(0);
  const Id leg = picked_up(center);
  const int64_t prompt = center.last<Play>().play_id;
  CHECK(prompt >= int64_t{1} << 31);
  center.wait(3 * kSecond);
  press(center, leg, "5");
  CHECK(center.last<StopPlay>().leg_id == leg);
  CHECK(center.last<StopPlay>().play_id == prompt);
  CHECK(center.last<Bridge>().leg_id == leg);
  CHECK(center.live().wait_us == 5 * kSecond);
  CHECK(center.events("offer.accepted") == 1);
  press(center, leg, "5");  // in conversation keys mean nothing
  CHECK(center.live().state == CallState::kTalking);
}

TEST_CASE("with ring-all the others go on ringing until the key, which decides the race") {
  Center center;
  Queue line = with_key();
  line.strategy = Strategy::kRingAll;
  center.furnish(3, line);
  for (size_t i = 0; i < 3; ++i) center.login(i);
  center.call("c1");
  center.by_channel<CallAnswered>("c1");
  const auto dials = center.all_of<Dial>();
  REQUIRE(dials.size() == 3);
  center.by_leg<LegAnswered>(dials[0].leg_id);
  center.by_leg<LegAnswered>(dials[1].leg_id);
  CHECK(center.all_of<CancelLeg>().empty());
  press(center, dials[1].leg_id, "5");
  CHECK(center.last<Bridge>().leg_id == dials[1].leg_id);
  CHECK(center.all_of<CancelLeg>().size() == 2);
  CHECK(center.last<CancelLeg>().cause == "LOSE_RACE");
  press(center, dials[0].leg_id, "5");  // case 1: no second winner
  CHECK(center.all_of<Bridge>().size() == 1);
  CHECK(center.events("offer.missed") == 0);
  CHECK(center.status(0) == UserStatus::kAvailable);
}

TEST_CASE("a whisper is played to the agent before the two are joined; the caller waits on") {
  Center center;
  center.furnish(1, with_whisper());
  center.login(0);
  const Id leg = picked_up(center);
  CHECK(center.last<Play>().leg_id == leg);
  CHECK(center.last<Play>().prompts == R"([{"tts":"A call for sales"}])");
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.status(0) == UserStatus::kOnCall);
  CHECK(center.engine.waiting_count() == 0);  // claimed: in nobody's way
  center.wait(4 * kSecond);
  SUBCASE("played") { play_ends(center); }
  SUBCASE("could not be played") { play_ends(center, "c1", PlayEnd::kError); }
  CHECK(center.last<Bridge>().leg_id == leg);
  CHECK(center.live().wait_us == 6 * kSecond);
  CHECK(center.all_of<StopPlay>().empty());
  center.by_channel<CallHangup>("c1");
  CHECK(center.status(0) == UserStatus::kAcw);
  CHECK(parse_parts(center.cdr().handled)[0].ring_ms == 2'000);
}

TEST_CASE("a host that never says that the whisper is over joins the two all the same") {
  Center center;
  center.furnish(1, with_whisper());
  center.login(0);
  const Id leg = picked_up(center);
  center.wait(kWhisperMax - 1);
  CHECK(center.all_of<Bridge>().empty());
  center.wait(1);
  CHECK(center.last<StopPlay>().leg_id == leg);
  CHECK(center.last<Bridge>().leg_id == leg);
}

TEST_CASE("case 11: the caller hangs up during the whisper: the agent is free, one abandon") {
  Center center;
  center.furnish(1, with_whisper());
  center.login(0);
  const Id leg = picked_up(center);
  center.wait(kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.last<CancelLeg>().leg_id == leg);
  CHECK(center.status(0) == UserStatus::kAvailable);  // no wrap-up, no miss
  CHECK(center.events("queue.abandoned") == 1);
  CHECK(center.events("offer.missed") == 0);
  CHECK(center.cdr().status == CallStatus::kAbandoned);
  CHECK(center.cdr().handled == "[]");
  play_ends(center);
  CHECK(center.events("queue.abandoned") == 1);
}

TEST_CASE("case 12: the agent hangs up during the whisper: the caller has his place again") {
  Center center;
  center.furnish(2, with_whisper());
  center.login(0);
  const Id leg = picked_up(center);
  center.call("c2");
  center.by_channel<CallAnswered>("c2");
  const int64_t joined = center.live(0).joined_at;
  center.wait(kSecond);
  center.login(1);  // c2 rings there
  CHECK(center.last<Dial>().channel == "c2");
  SUBCASE("ended") { center.by_leg<LegEnded>(leg); }
  SUBCASE("case 3: failed, its media") { center.by_leg<LegFailed>(leg); }
  CHECK(center.live(0).state == CallState::kQueued);
  CHECK(center.live(0).joined_at == joined);
  CHECK(center.last<Dial>().channel == "c1");  // at the head of the line again
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.events("queue.abandoned") == 0);
  CHECK(center.events("offer.missed") == 0);
}

TEST_CASE("case 4: with ring-all another agent may still win when the first one drops out") {
  Center center;
  Queue line = with_whisper();
  line.strategy = Strategy::kRingAll;
  center.furnish(2, line);
  center.login(0);
  center.login(1);
  const Id first = picked_up(center);
  center.by_leg<LegEnded>(first);
  const Dial again = center.last<Dial>();
  CHECK(again.leg_id != first);
  center.by_leg<LegAnswered>(again.leg_id);
  play_ends(center);
  CHECK(center.last<Bridge>().leg_id == again.leg_id);
}

TEST_CASE("a late report about another agent's whisper does not shorten this one's") {
  Center center;
  center.furnish(2, with_whisper());
  center.login(0);
  const Id first = picked_up(center);
  PlayFinished stale;
  stale.play_id = center.last<Play>().play_id;
  center.by_leg<LegEnded>(first);
  center.login(1);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel("c1", stale);
  CHECK(center.all_of<Bridge>().empty());
  play_ends(center);
  CHECK(center.all_of<Bridge>().size() == 1);
}

TEST_CASE("a pause during the whisper waits for the call's end, a logout too") {
  Center center;
  center.furnish(1, with_whisper());
  center.login(0);
  picked_up(center);
  SUBCASE("pause") { center.of_agent<AgentPause>(0); }
  SUBCASE("logout") { center.of_agent<AgentLogout>(0); }
  play_ends(center);
  CHECK(center.status(0) == UserStatus::kOnCall);
  center.by_channel<CallHangup>("c1");
  CHECK(center.status(0) != UserStatus::kAvailable);
}

TEST_CASE("an agent who is removed during the whisper leaves the caller in his place") {
  Center center;
  center.furnish(2, with_whisper());
  center.login(0);
  const Id leg = picked_up(center);
  center.remove<User>(center.agents[0]);
  CHECK(center.last<CancelLeg>().leg_id == leg);
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.engine.waiting_count() == 1);
}

TEST_CASE("a queue that is removed during the whisper lets caller and agent go") {
  Center center;
  center.furnish(1, with_whisper());
  center.login(0);
  picked_up(center);
  center.remove<Queue>(center.queue);
  CHECK(center.engine.leg_count() == 0);
  CHECK(center.status(0) == UserStatus::kAvailable);
  CHECK(center.rows<sivo::Call>().size() == 1);
}

TEST_CASE("the key comes before the whisper, the whisper before the bridge") {
  Center center;
  Queue line = with_key();
  line.whisper = "Sales";
  center.furnish(1, line);
  center.login(0);
  const Id leg = picked_up(center);
  press(center, leg, "5");
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.last<Play>().prompts == R"([{"tts":"Sales"}])");
  press(center, leg, "5");
  CHECK(center.all_of<Bridge>().empty());
  play_ends(center);
  CHECK(center.last<Bridge>().leg_id == leg);
}

TEST_CASE("after a restart a prompt to an agent is played again and the claim holds") {
  Center center;
  Queue line = with_key();
  line.whisper = "Sales";
  center.furnish(1, line);
  center.login(0);
  const Id leg = picked_up(center);
  center.reopen();
  CHECK(center.last<Play>().is_repeat);
  CHECK(center.last<Play>().leg_id == leg);
  press(center, leg, "5");
  center.reopen();
  CHECK(center.last<Play>().prompts == R"([{"tts":"Sales"}])");
  CHECK(center.status(0) == UserStatus::kOnCall);
  SUBCASE("the whisper ends") {
    play_ends(center);
    CHECK(center.last<Bridge>().leg_id == leg);
  }
  SUBCASE("the agent hangs up") {
    center.by_leg<LegEnded>(leg);
    CHECK(center.live().state == CallState::kQueued);
  }
  SUBCASE("the caller hangs up") {
    center.by_channel<CallHangup>("c1");
    CHECK(center.cdr().status == CallStatus::kAbandoned);
    CHECK(center.status(0) == UserStatus::kAvailable);
  }
}

TEST_CASE("a flow's transfer whispers before it joins, and a party that hangs up then has failed") {
  Center center;
  center.furnish(0);
  const Id flow = center.add_flow(
      "out",
      R"({"id":"t","type":"transfer","kind":"bridge","to":"+34900000002","whisper":"From acme",)"
      R"("edges":{"error":"sorry"}},{"id":"sorry","type":"play","prompt":"sorry"})",
      "t");
  center.add_did("+34911000001", flow);
  center.call("c1", "+34911000001");
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegAnswered>(leg);
  CHECK(center.all_of<Bridge>().empty());
  CHECK(center.last<Play>().leg_id == leg);
  CHECK(center.last<Play>().prompts.find("From acme") != std::string::npos);
  SUBCASE("played") {
    play_ends(center);
    CHECK(center.last<Bridge>().leg_id == leg);
    CHECK(center.live().state == CallState::kTalking);
  }
  SUBCASE("not said to be over: joined before the flow gives up") {
    center.wait(kWhisperMax);
    CHECK(center.last<Bridge>().leg_id == leg);
  }
  SUBCASE("hung up") {
    center.by_leg<LegEnded>(leg);
    CHECK(center.all_of<Bridge>().empty());
    CHECK(center.live().state == CallState::kIvr);
  }
}

TEST_CASE("a key of an unknown leg is late, a wrong key is refused") {
  Center center;
  center.furnish(0);
  Dtmf in;
  in.digit = "1";
  in.leg_id = center.ids.next(center.now);
  CHECK(center.tell(in).ok());
  CHECK(center.engine.late_inputs() == 1);
  in.digit = "x";
  CHECK(center.tell(in).error().path == "digit");
}

TEST_CASE(
    "case 71: an announcement stops when the agent answers, though he hears a whisper first") {
  Center center;
  Queue line = with_whisper();
  line.announce_position = true;
  center.furnish(1, line);
  center.wait_in_line("c1");
  const int64_t spoken = center.live().announce_play;
  REQUIRE(spoken != 0);
  center.login(0);
  const Id leg = center.last<Dial>().leg_id;
  CHECK(center.all_of<StopPlay>().empty());
  center.by_leg<LegAnswered>(leg);
  CHECK(center.last<StopPlay>().play_id == spoken);
  CHECK(center.last<Play>().leg_id == leg);
  CHECK(center.live().announce_play == 0);
  CHECK(center.live().has_music);
  play_ends(center);
  CHECK(center.last<Bridge>().leg_id == leg);
  CHECK(center.all_of<MusicStop>().size() == 1);
}

}  // namespace
}  // namespace sivo::call::test
