#include <set>

#include "engine/call/center.hpp"
#include "engine/call/virtual_host.hpp"

namespace sivo::call::test {
namespace {

constexpr const char* kMenu =
    R"({"id":"m","type":"menu","prompt":"ask","options":[{"digits":"1"},{"digits":"2"},)"
    R"({"digits":"3"},)"
    R"({"digits":"4"}],"edges":{"1":"q","2":"b","3":"t","4":"bye","max_retries":"bye"}},)"
    R"({"id":"q","type":"queue","queue":"support","max_wait_s":60,"exit_keys":"#",)"
    R"("edges":{"timeout":"sorry",)"
    R"("exit_key":"m"}},{"id":"b","type":"transfer","kind":"bridge","continue_after_call":true,)"
    R"("to":"+34900000001","edges":{"busy":"sorry","next":"sorry"}},)"
    R"({"id":"t","type":"transfer","kind":"blind","to":"102","edges":{"error":"sorry"}},)"
    R"({"id":"sorry","type":"play","prompt":"sorry","edges":{"next":"bye"}},{"id":"bye",)"
    R"("type":"hangup"})";

// Two lines with different habits, a menu, a number that is never open.
void furnish_widely(Center& center) {
  Queue line;
  line.strategy = Strategy::kLongestIdle;
  line.max_wait_time = 120;
  line.wrap_up_time = 5;
  line.whisper = "A call for sales";
  center.furnish(5, line);
  Queue second;
  second.name = "support";
  second.strategy = Strategy::kRingAll;
  second.max_length = 4;
  second.ring_timeout_sec = 8;
  second.press_to_accept = true;
  second.join_empty = EmptyRule::kNo;
  second.leave_when_empty = EmptyRule::kStrict;
  const Id support = center.add(second);
  for (size_t i = 2; i < 5; ++i) center.add_member(support, center.agents[i], i == 4 ? 2 : 1);
  center.agents.push_back(center.add_user("105", Role::kSupervisor));
  center.agents.push_back(center.add_user("106", Role::kAdmin));
  const Id menu = center.add_flow("menu", kMenu, "m");
  center.add_did("+34911000001", menu);
  Schedule never;
  never.name = "never";
  never.timezone = "Europe/Madrid";
  Did closed;
  closed.number = "+34911000002";
  closed.ivr_flow_id = center.flow;
  closed.schedule_id = center.add(never);
  center.add(closed);
}

VirtualHost::World world_of(const Center& center) {
  VirtualHost::World world;
  world.tenants = {center.tenant};
  world.users = center.agents;
  for (const auto& row : center.configuration) {
    if (row.kind() == Kind::kQueue) world.queues.push_back(row.as<Queue>().id);
  }
  world.numbers = {"+34911234567", "+34911000001", "+34911000001", "+34911000002"};
  world.extensions = {"100", "101", "102", "103", "104", "105", "+34900000009"};
  world.supervisors = {center.agents[4], center.agents[5], center.agents[6]};
  return world;
}

// What a day tells: each call begins once, ends once, with one record that adds up.
struct Ledger {
  std::set<Id> begun, ended;
  int answered = 0;
  // What a day should have seen to have checked anything.
  int prompts_to_agents = 0, supervised = 0, far_ends_joined = 0;

  void read(const std::vector<Record>& outputs) {
    for (const Record& output : outputs) {
      if (output.kind() == Kind::kPlay) {
        prompts_to_agents += output.as<Play>().leg_id.has_value();
      }
      supervised += output.kind() == Kind::kSupervise;
      if (output.kind() == Kind::kBridge) {
        far_ends_joined += output.as<Bridge>().channel.size() == kIdTextSize;
      }
      if (output.kind() != Kind::kEvent) continue;
      const auto& event = output.as<Event>();
      if (event.type == "call.created") CHECK(begun.insert(*event.call_id).second);
      if (event.type == "call.ended") CHECK(ended.insert(*event.call_id).second);
      if (event.type == "call.answered") ++answered;
    }
  }
};

void check_records(const Center& center, const Ledger& ledger) {
  CHECK(ledger.begun == ledger.ended);
  const auto records = center.rows<sivo::Call>();
  CHECK(records.size() == ledger.begun.size());
  int answered = 0;
  for (const auto& cdr : records) {
    CHECK(ledger.ended.contains(cdr.id));
    answered += cdr.answered_at.has_value();
    const int64_t parts = cdr.wait_ms + cdr.talk_ms + cdr.hold_ms;
    CHECK(parts / 1000 <= cdr.duration_sec + 1);
    CHECK(cdr.duration_sec == (*cdr.ended_at - cdr.started_at) / kSecond);
    CHECK(cdr.billsec <= cdr.duration_sec);
    int64_t talk_ms = 0, hold_ms = 0, acw_ms = 0;
    for (const HandledPart& part : parse_parts(cdr.handled)) {
      talk_ms += part.talk_ms;
      hold_ms += part.hold_ms;
      acw_ms += part.acw_ms;
    }
    CHECK(talk_ms <= cdr.talk_ms);
    CHECK(hold_ms <= cdr.hold_ms);
    CHECK(std::abs(acw_ms - cdr.acw_ms) <= 10);  // whole milliseconds each time it counts on
    if (cdr.answered_at && cdr.direction == CallDirection::kInbound) {
      CHECK(cdr.status == CallStatus::kAnswered);
    }
  }
  CHECK(answered >= ledger.answered);
}

Ledger run_day(uint64_t seed, int steps) {
  Center center(seed);
  furnish_widely(center);
  VirtualHost host(world_of(center), seed);
  Ledger ledger;
  const auto listen = [&] {
    ledger.read(center.outputs);
    for (const Record& output : center.outputs) host.hear(output);
    center.outputs.clear();
  };
  int step = 0;
  CAPTURE(seed);
  CAPTURE(step);
  for (; step < steps; ++step) {
    const Micros pause = host.pause();
    if (step % 3 == 0) {
      center.now += pause;  // timers are late as well
    } else {
      center.wait(pause);
    }
    listen();
    (void)center.tell(host.next());
    listen();
    if (step % 97 == 96) center.reopen();
  }
  for (; center.engine.call_count() > 0 && step < steps + 5'000; ++step) {
    center.wait(host.pause());
    (void)center.tell(host.next(true));
    listen();
  }
  for (const LiveCall& left : center.rows<LiveCall>()) {
    EndRequested end;
    end.call_id = left.id;
    REQUIRE(center.tell(end).ok());
  }
  center.wait(600 * kSecond);
  listen();
  CHECK(center.engine.leg_count() == 0);
  check_records(center, ledger);
  return ledger;
}

TEST_CASE("random days keep the book, the distributor and the rows in agreement") {
  Ledger all;
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    const Ledger day = run_day(seed, 600);
    all.answered += day.answered;
    all.prompts_to_agents += day.prompts_to_agents;
    all.supervised += day.supervised;
    all.far_ends_joined += day.far_ends_joined;
  }
  CHECK(all.answered > 0);
  CHECK(all.prompts_to_agents > 0);
  CHECK(all.supervised > 0);
  CHECK(all.far_ends_joined > 0);
}

TEST_CASE("a broken row is found: the check can fail") {
  Center center;
  center.furnish(1);
  center.login(0);
  center.talk("c1");
  center.engine.check_invariants(center.now);
  LiveCall row = center.live();
  row.id = center.ids.next(center.now);
  row.channel = "c2";
  row.session.reset();
  REQUIRE(center.engine.restore(row).ok());  // a second call served by the same leg
  CHECK_THROWS_AS(center.engine.check_invariants(center.now), AssertFailure);
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("100 000 random steps keep every invariant") {
    for (uint64_t seed = 100; seed < 150; ++seed) run_day(seed, 2'000);
  }
}

}  // namespace sivo::call::test
