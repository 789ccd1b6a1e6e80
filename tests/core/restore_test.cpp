#include <functional>

#include "core/day.hpp"
#include "schema/statistics.hpp"

namespace sivo::test {
namespace {

// The live rows and the users' states, which reopening must not change.
std::string state_of(Site& site) {
  std::string out;
  const auto add = [&]<class S>() {
    for (const S& row : every<S>(*site.core, site.tenant)) {
      out += schema::render_record(Record(row)) + "\n";
    }
  };
  add.template operator()<LiveCall>();
  add.template operator()<LiveLeg>();
  add.template operator()<LiveAgent>();
  add.template operator()<LiveQueue>();
  add.template operator()<User>();
  add.template operator()<Call>();
  return out;
}

// Closes the file and opens it again at the same moment.
void reopen(Site& site, const ScratchFile& file) {
  site.core.reset();
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = site.now;
  auto opened = Core::open(options);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  site.core = *std::move(opened);
}

template <class Input>
void tell(Site& site, const std::string& channel, Input in = {}) {
  site.by_channel(channel, in);
}

// A working morning in steps: menu, queue, ringing, talking, hold, consult, transfer, wrap-up,
// pause.
std::vector<std::function<void(Site&)>> scenario() {
  const auto dial = [](Site& site) { return site.last<Dial>().leg_id; };
  const auto call_menu = [](Site& site) {
    CallOffered in;
    in.channel = "menu";
    in.to = "+34911000001";
    REQUIRE(site.tell(in).ok());
  };
  const auto press = [](Site& site) {
    Dtmf in;
    in.digit = "1";
    site.by_channel("menu", in);
  };
  const auto consult = [](Site& site) {
    ConsultRequested in;
    in.to_user_id = site.agents[1];
    site.by_channel("one", in);
  };
  const auto agent_pause = [](Site& site) {
    AgentPause in;
    in.tenant_id = site.tenant;
    in.user_id = site.agents[3];
    REQUIRE(site.tell(in).ok());
  };
  return {
      [](Site& site) { site.login(0); },
      [](Site& site) { site.call("one"); },
      [](Site& site) { tell<CallAnswered>(site, "one"); },
      [=](Site& site) { site.by_leg<LegRinging>(dial(site)); },
      [](Site& site) { site.wait(2 * kSecond); },
      [=](Site& site) { site.by_leg<LegAnswered>(dial(site)); },
      [](Site& site) { site.wait(30 * kSecond); },
      [](Site& site) { tell<HoldRequested>(site, "one"); },
      [](Site& site) { site.wait(5 * kSecond); },
      [](Site& site) { tell<ResumeRequested>(site, "one"); },
      [](Site& site) { site.call("two"); },
      [](Site& site) { tell<CallAnswered>(site, "two"); },
      call_menu,
      [](Site& site) { tell<CallAnswered>(site, "menu"); },
      [](Site& site) {
        PlayFinished in;
        in.play_id = site.last<Play>().play_id;
        site.by_channel("menu", in);
      },
      press,
      [](Site& site) { site.wait(3 * kSecond); },
      consult,
      [=](Site& site) { site.by_leg<LegRinging>(dial(site)); },
      [=](Site& site) { site.by_leg<LegAnswered>(dial(site)); },
      [](Site& site) { site.wait(4 * kSecond); },
      [](Site& site) { tell<ConsultCompleted>(site, "one"); },
      [](Site& site) { site.wait(1 * kSecond); },
      [](Site& site) { site.wait(10 * kSecond); },
      [=](Site& site) { site.by_leg<LegAnswered>(dial(site)); },
      [](Site& site) { site.login(3); },
      agent_pause,
      [](Site& site) { tell<CallHangup>(site, "two"); },
      [](Site& site) { site.wait(2 * kSecond); },
      [](Site& site) { tell<CallHangup>(site, "one"); },
      [](Site& site) { tell<CallHangup>(site, "menu"); },
      [](Site& site) { site.wait(600 * kSecond); },
  };
}

TEST_CASE("reopening at every point of a morning changes nothing") {
  const auto steps = scenario();
  for (size_t point = 0; point <= steps.size(); ++point) {
    CAPTURE(point);
    ScratchFile file("restore");
    Site site(file.options(core::Durability::kNormal, 7));
    (void)furnish_widely(site);
    for (size_t i = 0; i < steps.size(); ++i) {
      if (i == point) {
        const std::string before = state_of(site);
        reopen(site, file);
        CHECK(state_of(site) == before);
        site.drain();
      }
      steps[i](site);
    }
    if (point == steps.size()) reopen(site, file);
    const auto cdrs = every<Call>(*site.core, site.tenant);
    REQUIRE(cdrs.size() == 3);
    CHECK(cdrs[0].status == CallStatus::kAnswered);
    CHECK(cdrs[0].talk_ms >= 33'000);
    CHECK(cdrs[0].hold_ms == 9'000);
    CHECK(cdrs[1].status == CallStatus::kAnswered);
    CHECK(cdrs[2].status == CallStatus::kAbandoned);
    CHECK(every<User>(*site.core, site.tenant)[3].status == UserStatus::kPaused);
    check_rows(*site.core, site.tenant);
  }
}

TEST_CASE("what the host was told for a call in progress is told again") {
  ScratchFile file("repeat");
  Site site(file.options(core::Durability::kNormal, 7));
  (void)furnish_widely(site);
  site.login(0);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  const Id leg = site.last<Dial>().leg_id;
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  CHECK(site.last<Dial>().leg_id == leg);
  CHECK(site.last<Dial>().is_repeat);
  CHECK(site.last<MusicStart>().is_repeat);
  site.by_leg<LegRinging>(leg);
  site.by_leg<LegAnswered>(leg);
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  CHECK(site.last<Bridge>().leg_id == leg);
  CHECK(site.last<Bridge>().is_repeat);
}

TEST_CASE("events that nobody polled come again, in order, and polled ones do not after a commit") {
  ScratchFile file("events");
  Site site(file.options(core::Durability::kNormal, 7));
  (void)furnish_widely(site);
  site.login(0);
  CallOffered in;
  in.channel = "one";
  in.to = "+34911234567";
  REQUIRE(site.core->step(Record(in), site.now).ok());
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  const auto types = site.event_types();
  REQUIRE(std::count(types.begin(), types.end(), "call.created") == 1);
  site.by_channel<CallAnswered>("one");  // a commit after the poll
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  CHECK(site.events("call.created") == 0);
}

TEST_CASE("a hangup that nobody polled comes again") {
  ScratchFile file("hangup");
  Site site(file.options(core::Durability::kNormal, 7));
  (void)furnish_widely(site);
  site.call("one");
  EndRequested end;
  end.channel = "one";
  REQUIRE(site.core->step(Record(end), site.now).ok());
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  REQUIRE(site.all_of<Hangup>().size() == 1);
  CHECK(site.last<Hangup>().channel == "one");
  CHECK(site.last<Hangup>().is_repeat);
}

TEST_CASE("the estimated wait is the same after reopening, and to one who only looks") {
  const ScratchFile file("estimate");
  Site site(file.options(core::Durability::kNormal, 7));
  site.furnish(1, R"(,"wrap_up_time":0)");
  site.login(0);
  const auto talk = [&](const std::string& channel) {
    site.call(channel);
    site.by_channel<CallAnswered>(channel);
    site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  };
  talk("one");
  site.wait(100 * kSecond);
  site.by_channel<CallHangup>("one");
  talk("two");
  site.call("three");
  site.by_channel<CallAnswered>("three");
  site.wait(kSecond);
  const auto estimate = [&](Core& core) {
    auto views = core.view(schema::table_of<QueueView>(), site.tenant, site.now);
    REQUIRE(views.ok());
    REQUIRE(views->size() == 1);
    return views->front().as<QueueView>().estimated_wait_ms;
  };
  const auto before = estimate(*site.core);
  REQUIRE(before.has_value());
  CHECK(*before > 150'000);  // behind "three", each about 100 s
  auto options = file.options(core::Durability::kNormal, 7);
  options.is_read_only = true;
  options.now = site.now;
  {
    auto viewer = Core::open(options);
    REQUIRE(viewer.ok());
    CHECK(estimate(**viewer) == before);
  }
  reopen(site, file);
  CHECK(estimate(*site.core) == before);
  site.by_channel<CallHangup>("three");
  site.by_channel<CallHangup>("two");  // the agent is free
  auto viewer = Core::open(options);
  REQUIRE(viewer.ok());
  CHECK(estimate(**viewer) == 0);
}

TEST_CASE("timers that ran out while the file was closed fire at once") {
  ScratchFile file("timers");
  Site site(file.options(core::Durability::kNormal, 7));
  (void)furnish_widely(site);
  site.login(0);
  site.call("served");
  site.by_channel<CallAnswered>("served");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  site.by_channel<CallHangup>("served");
  site.call("waiting");
  site.by_channel<CallAnswered>("waiting");
  CHECK(every<User>(*site.core, site.tenant)[0].status == UserStatus::kAcw);
  site.now += 121 * kSecond;
  site.outputs.clear();
  reopen(site, file);
  site.drain();
  CHECK(every<User>(*site.core, site.tenant)[0].status == UserStatus::kAvailable);
  CHECK(site.events("queue.timeout") == 1);
  check_rows(*site.core, site.tenant);
}

TEST_CASE("after a rollback the calls go on as of the last commit") {
  Site site;
  (void)furnish_widely(site);
  site.login(0);
  site.call("one");
  const std::string before = state_of(site);
  REQUIRE(site.core->begin().ok());
  CallHangup hangup;
  hangup.channel = "one";
  REQUIRE(site.core->step(Record(hangup), site.now).ok());
  REQUIRE(site.core->rollback().ok());
  site.outputs.clear();
  site.drain();
  CHECK(site.outputs.empty());
  CHECK(state_of(site) == before);
  site.by_channel<CallAnswered>("one");
  CHECK(site.last<Dial>().user_id == site.agents[0]);
}

}  // namespace
}  // namespace sivo::test
