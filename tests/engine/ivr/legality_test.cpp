#include "engine/ivr/legality.hpp"

#include <set>

#include "engine/ivr/host.hpp"

namespace sivo::ivr {
namespace {

using event::QueueEnd;
using event::TransferEnd;
using testing::Host;

// Every state with the letters of the specification's table. A accepted, B buffered, D dropped, S
// stale, X refused, o accepted with its own action id. The columns are those of kEvents.
struct Row {
  State state;
  const char* letters;
};

const std::vector<std::pair<const char*, Event>> kEvents = {
    {"start", event::Start{true}},
    {"answered", event::Answered{}},
    {"dtmf", event::Dtmf{"7"}},
    {"play_finished", event::PlayFinished{9999}},
    {"queue_update", event::QueueUpdate{9999}},
    {"queue_result", event::QueueResult{9999}},
    {"transfer_result", event::TransferResult{9999}},
    {"bridge_ended", event::BridgeEnded{9999}},
    {"set_variables", event::SetVariables{schema::Json::parse(R"({"v":1})").value()}},
    {"goto", event::Goto{"other"}},
    {"abort", event::Abort{"test"}},
    {"call_ended", event::CallEnded{}},
};

const Row kRows[] = {
    {State::kCreated, "AXXXXXXXAXAA"}, {State::kAnswering, "XABSSSSSAAAA"},
    {State::kPlaying, "XSDSSSSSAAAA"}, {State::kCollecting, "XSASSSSSAAAA"},
    {State::kQueued, "XSDSSSSSAAAA"},  {State::kTransferring, "XSDSSSSSAAAA"},
    {State::kBridged, "XSDSSSSSAAAA"}, {State::kEnding, "XSDSSSSSSXSA"},
    {State::kEnded, "XXXXXXXXXXXS"},
};

const char* kNodes = R"(
  {"id":"a","type":"menu","prompt":"ask",
     "options":[{"digits":"7"},{"digits":"1"},{"digits":"2"},{"digits":"3"}],
   "edges":{"7":"other","1":"q","2":"t","3":"t","error":"other"}},
  {"id":"q","type":"queue","queue":"q","edges":{"error":"other"}},
  {"id":"t","type":"transfer","to":"200","kind":"bridge","edges":{"error":"other"}},
  {"id":"other","type":"play","prompt":"other"})";

Host in_state(State state) {
  Host host(kNodes);
  if (state == State::kCreated) return host;
  host.start(state != State::kAnswering);
  switch (state) {
    case State::kCreated:
    case State::kAnswering:
    case State::kCollecting:
      break;
    case State::kPlaying:
      host.feed(event::Goto{"other"});
      break;
    case State::kQueued:
      host.feed(event::Goto{"q"});
      break;
    case State::kTransferring:
      host.feed(event::Goto{"t"});
      break;
    case State::kBridged:
      host.feed(event::Goto{"t"});
      host.transferred(TransferEnd::kAnswered);
      break;
    case State::kEnding:
      host.feed(event::Abort{});
      break;
    case State::kEnded:
      host.feed(event::CallEnded{});
      break;
  }
  REQUIRE(host.session.state() == state);
  return host;
}

void check_cell(State state, const char* name, const Event& event, char letter) {
  Host host = in_state(state);
  CAPTURE(state_name(state));
  CAPTURE(name);
  const auto before = host.session.snapshot();
  const Counters counters = host.session.counters();
  const size_t told = host.actions.size();
  const auto result = host.try_feed(event);
  const Counters& after = host.session.counters();
  switch (letter) {
    case 'X':
      REQUIRE_FALSE(result.ok());
      CHECK(result.error().status == Status::kState);
      CHECK(host.session.snapshot() == before);
      break;
    case 'S':
      REQUIRE(result.ok());
      CHECK(after.late_events == counters.late_events + 1);
      CHECK(host.session.state() == state);
      CHECK(host.actions.size() == told);
      break;
    case 'D':
      REQUIRE(result.ok());
      CHECK(after.dropped_keys == counters.dropped_keys + 1);
      CHECK(host.actions.size() == told);
      break;
    case 'B':
      REQUIRE(result.ok());
      CHECK(host.session.typeahead() == "7");
      break;
    default:
      REQUIRE(result.ok());
      CHECK(after.late_events == counters.late_events);
      CHECK(host.session.snapshot() != before);
      break;
  }
}

}  // namespace

TEST_CASE("every event in every state does what the legality table says") {
  size_t cells = 0;
  for (const Row& row : kRows) {
    for (size_t i = 0; i < kEvents.size(); ++i, ++cells) {
      check_cell(row.state, kEvents[i].first, kEvents[i].second, row.letters[i]);
    }
  }
  CHECK(cells == 9 * 12);
}

TEST_CASE("events with their own action id are accepted where the table says own") {
  Host playing = in_state(State::kPlaying);
  playing.played();
  CHECK(playing.session.state() == State::kEnding);
  Host collecting = in_state(State::kCollecting);
  collecting.played();
  CHECK(collecting.session.counters().late_events == 0);
  Host queued = in_state(State::kQueued);
  queued.feed(event::QueueUpdate{queued.last<action::QueueEnter>().id});
  CHECK(queued.session.counters().late_events == 0);
  queued.queued(QueueEnd::kTimeout);
  CHECK(queued.session.state() == State::kPlaying);
  Host ringing = in_state(State::kTransferring);
  ringing.transferred(TransferEnd::kBusy);
  CHECK(ringing.session.state() == State::kPlaying);
  Host bridged = in_state(State::kBridged);
  bridged.feed(event::BridgeEnded{bridged.last<action::Transfer>().id, event::Party::kAgent});
  CHECK(bridged.outcome() == "transferred");
}

TEST_CASE("malformed events are refused in every state, naming the field") {
  for (const Row& row : kRows) {
    Host host = in_state(row.state);
    CHECK(host.try_feed(event::Dtmf{"77"}).error().path == "digit");
    CHECK(host.try_feed(event::Goto{"nobody"}).error().path == "node");
    CHECK(host.try_feed(event::SetVariables{}).error().path == "values");
    CHECK(host.try_feed(event::Abort{std::string(kReasonBytesMax + 1, 'r')}).error().path ==
          "reason");
  }
  CHECK(in_state(State::kPlaying).try_feed(event::Abort{std::string(kReasonBytesMax, 'r')}).ok());
}

TEST_CASE("states and events have names of their own") {
  std::set<std::string_view> names;
  for (const Row& row : kRows) names.insert(state_name(row.state));
  for (const auto& [name, event] : kEvents) CHECK(event_name(event) == name);
  CHECK(names.size() == 9);
}

}  // namespace sivo::ivr
