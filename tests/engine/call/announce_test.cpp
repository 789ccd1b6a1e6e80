#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Queue announced() {
  Queue line;
  line.announce_position = true;
  line.announce_interval_sec = 30;
  return line;
}

// The announcements and what was said in them.
struct Line : Center {
  explicit Line(Queue line = announced(), size_t count = 0) { furnish(count, std::move(line)); }

  std::vector<Play> plays() const { return all_of<Play>(); }
  bool said(const std::string& text) const {
    return last<Play>().prompts.find(text) != std::string::npos;
  }
  void finish(const std::string& channel, PlayEnd reason = PlayEnd::kCompleted) {
    PlayFinished done;
    done.play_id = live_on(channel).announce_play;
    REQUIRE(done.play_id != 0);
    done.reason = reason;
    by_channel(channel, done);
  }
  // Serves a queue's calls until the estimate is known, then leaves one agent who talks on.
  void teach(Micros talk) {
    login(0);
    talk_to(talk);
    wait(20 * kSecond);
    wait_in_line("busy");
    by_leg<LegAnswered>(last<Dial>().leg_id);
    outputs.clear();
  }
  void talk_to(Micros time) {
    wait_in_line("lesson");
    const Id leg = last<Dial>().leg_id;
    by_leg<LegAnswered>(leg);
    wait(time);
    by_channel<CallHangup>("lesson");
  }
};

TEST_CASE("case 70: a place is told on entering and again only when it has changed") {
  Line center;
  center.wait_in_line("c0");
  center.finish("c0");
  center.wait_in_line("c1");
  REQUIRE(center.plays().size() == 2);
  CHECK(center.said("Su posición en la cola es 2."));
  CHECK(center.said(R"("language":"es")"));
  CHECK(!center.live_on("c1").has_music);
  center.finish("c1");
  CHECK(center.live_on("c1").has_music);
  center.wait(300 * kSecond);
  CHECK(center.plays().size() == 2);
  center.by_channel<CallHangup>("c0");
  center.wait(30 * kSecond);
  CHECK(center.plays().size() == 3);
  CHECK(center.said("Su posición en la cola es 1."));
}

TEST_CASE("case 70: two announcements never overlap, and one that never ends is stopped") {
  Line center;
  center.wait_in_line("c0");
  center.wait_in_line("c1");
  center.by_channel<CallHangup>("c0");
  center.wait(kAnnounceGuard - 1);
  CHECK(center.plays().size() == 2);
  CHECK(center.all_of<StopPlay>().size() == 1);  // of the one who left
  center.wait(1);
  CHECK(center.all_of<StopPlay>().size() == 2);
  CHECK(center.live().has_music);
  center.wait(30 * kSecond);
  CHECK(center.plays().size() == 3);
}

TEST_CASE("case 71: an agent's answer stops the announcement before the bridge; keys do nothing") {
  Line center;
  center.wait_in_line("c1");
  const int64_t play = center.live().announce_play;
  Dtmf key;
  key.digit = "5";
  center.by_channel("c1", key);
  CHECK(center.live().announce_play == play);
  center.agents.push_back(center.add_user("100"));
  center.add_member(*center.live().queue_id, center.agents[0]);
  center.login(0);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  CHECK(center.last<StopPlay>().play_id == play);
  size_t stop = 0, bridge = 0;
  for (size_t i = 0; i < center.outputs.size(); ++i) {
    if (center.outputs[i].kind() == Kind::kStopPlay) stop = i;
    if (center.outputs[i].kind() == Kind::kBridge) bridge = i;
  }
  CHECK(stop < bridge);
  CHECK(!center.live().play);
  PlayFinished late;
  late.play_id = play;
  late.reason = PlayEnd::kStopped;
  center.by_channel("c1", late);
  CHECK(!center.live().has_music);
}

TEST_CASE("case 72: the place told is the one at the begin of the speech") {
  Line center;
  center.wait_in_line("c0");
  center.wait_in_line("c1");
  center.by_channel<CallHangup>("c0");  // while "2" is spoken
  CHECK(center.said("es 2."));
  center.finish("c1");
  center.wait(30 * kSecond);
  CHECK(center.said("es 1."));
}

TEST_CASE("case 73: music that the host cannot play is asked for once; the caller waits on") {
  Queue line;
  line.moh_url = "https://acme.example/missing.mp3";
  Line center(line);
  center.wait_in_line("c1");
  REQUIRE(center.all_of<MusicStart>().size() == 1);
  CHECK(center.last<MusicStart>().moh_url == line.moh_url);
  const size_t before = center.outputs.size();
  for (int i = 0; i < 3; ++i) {
    PlayFinished failed;  // of the music, which is no play of ours
    failed.reason = PlayEnd::kError;
    center.by_channel("c1", failed);
  }
  center.wait(kHour);
  CHECK(center.outputs.size() == before);
  CHECK(center.engine.deadline() == kNever);
  CHECK(center.live().state == CallState::kQueued);
  CHECK(center.live().has_music);
}

TEST_CASE("case 73: an announcement that cannot be played does not come again at once") {
  Line center;
  center.wait_in_line("c1");
  center.finish("c1", PlayEnd::kError);
  CHECK(center.plays().size() == 1);
  CHECK(center.live().has_music);
  const Micros next = center.engine.deadline();
  CHECK(next == center.now + 30 * kSecond);
}

TEST_CASE("the estimated wait counts down in whole minutes and never grows by itself") {
  Queue line;
  line.announce_wait = true;
  line.announce_interval_sec = 30;
  Line center(line, 1);
  center.teach(280 * kSecond);
  center.wait_in_line("c1");
  const Micros predicted = center.live_on("c1").predicted_us;
  REQUIRE(predicted > 2 * kMinute);
  int64_t told = (predicted + kMinute - 1) / kMinute;
  CHECK(center.said("es de " + std::to_string(told) + " minutos"));
  const Micros begin = center.now;
  while (told > 1) {
    const size_t before = center.plays().size();
    if (center.live_on("c1").announce_play != 0) center.finish("c1");
    center.wait(30 * kSecond);
    const Micros left = std::max<Micros>(0, predicted - (center.now - begin));
    const int64_t figure = std::max<int64_t>(1, (left + kMinute - 1) / kMinute);
    CHECK(center.plays().size() == before + (figure != told));
    if (figure == told) continue;
    CHECK(figure < told);
    told = figure;
    CHECK(center.said(told == 1 ? std::string("de un minuto")
                                : "es de " + std::to_string(told) + " minutos"));
  }
}

TEST_CASE("a caller who was overtaken is told the longer wait") {
  Queue line = announced();
  line.announce_wait = true;
  Line center(line, 1);
  center.teach(280 * kSecond);
  center.wait_in_line("c1");
  const Micros told = center.live_on("c1").announced_wait_us;
  center.finish("c1");
  CallOffered first;
  first.channel = "vip";
  first.to = "+34911234567";
  first.priority = 5;
  REQUIRE(center.tell(first).ok());
  center.by_channel<CallAnswered>("vip");
  center.wait(30 * kSecond);
  CHECK(center.live_on("c1").announced_place == 2);
  CHECK(center.live_on("c1").announced_wait_us > told);
}

TEST_CASE("nothing is announced to one whom a free agent is about to answer") {
  Line center(announced(), 1);
  center.login(0);
  center.wait_in_line("c1");
  CHECK(center.plays().empty());
  CHECK(center.live().has_music);
}

TEST_CASE("a flow may ask for announcements, or for none, whatever the queue says") {
  for (const bool wish : {true, false}) {
    Queue line;
    line.announce_position = !wish;
    Line center(line);
    const Id flow = center.add_flow(
        "own",
        std::string(R"({"id":"q","type":"queue","queue":"sales","announce_position":)") +
            (wish ? "true" : "false") + R"(,"moh":"https://a.example/x.wav"})",
        "q");
    center.add_did("+34911000001", flow);
    center.wait_in_line("c1", "+34911000001");
    CHECK(center.plays().size() == (wish ? 1 : 0));
    if (wish) center.finish("c1");
    CHECK(center.last<MusicStart>().moh_url == "https://a.example/x.wav");
  }
}

TEST_CASE("the tenant's language speaks unless the flow's is one of ours") {
  Line center;
  Configuration settings;
  settings.tenant_default_locale = Language::kDe;
  settings.tenant_id = center.tenant;
  center.configuration.emplace_back(settings);
  REQUIRE(center.engine.configure(Record(settings), center.now).ok());
  const auto hears = [&](const std::string& language, const std::string& number) {
    const Id flow = center.add(IvrFlow{});
    IvrFlowVersion version;
    version.flow_id = flow;
    version.flow_version = 1;
    version.is_active = true;
    version.nodes = R"({"format":"sivo.flow/1","name":"f","language":")" + language +
                    R"(","start":"q","nodes":[{"id":"q","type":"queue","queue":"sales"}]})";
    center.add(version);
    center.add_did(number, flow);
    center.wait_in_line(number, number);
    return center.last<Play>().prompts;
  };
  CHECK(hears("nl", "+34911000001").find("Sie sind Nummer 1") != std::string::npos);
  CHECK(hears("en-GB", "+34911000002").find("You are number 2") != std::string::npos);
  CHECK(hears("pt", "+34911000003").find("o número 3") != std::string::npos);
  CHECK(hears("fr", "+34911000004").find("en position 4") != std::string::npos);
  CHECK(hears("it", "+34911000005").find("il numero 5") != std::string::npos);
}

TEST_CASE("announcements switched on or off reach those who wait") {
  Queue silent;
  Line center(silent);
  center.wait_in_line("c1");
  CHECK(center.plays().empty());
  Queue line = center.queue_row(center.queue);
  line.announce_position = true;
  center.change(line);
  center.wait(30 * kSecond);
  CHECK(center.plays().size() == 1);
  center.finish("c1");
  line.announce_position = false;
  center.change(line);
  center.wait_in_line("c0");
  center.wait(100 * kSecond);
  CHECK(center.plays().size() == 1);
}

TEST_CASE("a running announcement is told again after the file was reopened, and goes on") {
  Line center;
  center.wait_in_line("c0");
  center.wait_in_line("c1");
  const int64_t play = center.live_on("c1").announce_play;
  center.finish("c0");
  center.outputs.clear();
  center.wait(5 * kSecond);
  center.reopen();
  REQUIRE(center.plays().size() == 1);
  CHECK(center.last<Play>().is_repeat);
  CHECK(center.last<Play>().play_id == play);
  CHECK(center.last<MusicStart>().channel == "c0");
  center.finish("c1");
  center.by_channel<CallHangup>("c0");
  center.wait(30 * kSecond);
  CHECK(center.said("es 1."));
  CHECK(center.last<Play>().play_id != play);
}

TEST_CASE("the next announcement comes when it would have come without reopening") {
  for (const bool is_reopened : {false, true}) {
    Queue line = announced();
    line.announce_interval_sec = 300;
    Line center(line);
    center.wait_in_line("c0");
    center.finish("c0");
    center.wait_in_line("c1");
    center.finish("c1");
    center.wait(590 * kSecond);  // at 300 s there was nothing new to say
    center.by_channel<CallHangup>("c0");
    center.outputs.clear();
    if (is_reopened) center.reopen();
    center.wait(10 * kSecond - 1);
    CHECK(center.plays().empty());
    center.wait(1);
    REQUIRE(center.plays().size() == 1);
    CHECK(center.said("es 1."));
  }
}

TEST_CASE("a later announcement has another id, also after reopening") {
  Line center;
  center.wait_in_line("c0");
  center.wait_in_line("c1");
  center.finish("c0");
  const int64_t first = center.live_on("c1").announce_play;
  center.finish("c1");
  center.reopen();
  center.by_channel<CallHangup>("c0");
  center.wait(30 * kSecond);
  const int64_t second = center.live_on("c1").announce_play;
  CHECK(second != 0);
  CHECK(second != first);
}

}  // namespace
}  // namespace sivo::call::test
