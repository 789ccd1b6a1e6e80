#include <set>

#include "engine/call/center.hpp"
#include "engine/call/virtual_host.hpp"

// Random days in queues that announce, overflow into each other, call back and give places back,
// while their configuration changes and the file is closed and opened.
namespace sivo::call::test {
namespace {

constexpr const char* kFlow =
    R"({"id":"q","type":"queue","queue":"sales","max_wait_s":90,"exit_keys":"#","skills":["en"],)"
    R"("edges":{"timeout":"sorry","exit_key":"sorry","full":"sorry"}},)"
    R"({"id":"sorry","type":"play","prompt":"sorry"})";

Queue busy_line(const std::string& name) {
  Queue line;
  line.name = name;
  line.announce_position = true;
  line.announce_wait = true;
  line.announce_interval_sec = 5;
  line.callback_enabled = true;
  line.callback_key = "1";
  line.callback_attempts = 2;
  line.callback_retry_sec = 10;
  line.callback_window_sec = 120;
  line.abandoned_resume_sec = 60;
  line.aging_points_per_min = 2;
  line.ring_timeout_sec = 10;
  line.wrap_up_time = 5;
  return line;
}

struct Day : Center {
  explicit Day(uint64_t day_seed) : Center(day_seed) {
    Queue first = busy_line("sales");
    furnish(6, first);
    Id last = make("last", OverflowAction::kNumber, {});
    Id support = make("support", OverflowAction::kQueue, last);
    Queue sales = queue_row(queue);
    sales.overflow_action = OverflowAction::kQueue;
    sales.overflow_queue_id = support;
    sales.overflow_after_sec = 30;
    sales.overflow_at_length = 5;
    change(sales);
    lines = {queue, support, last};
    for (size_t i = 0; i < agents.size(); ++i) {
      if (i % 2 == 0) add_member(support, agents[i]);
      User user = user_row(agents[i]);
      if (i < 3) user.skills = R"({"en":5})";
      change(user);
    }
    add_did("+34911000001", add_flow("own", kFlow, "q"));
  }

  Id make(const std::string& name, OverflowAction action, const Id& target) {
    Queue line = busy_line(name);
    line.overflow_action = action;
    if (action == OverflowAction::kQueue) line.overflow_queue_id = target;
    if (action == OverflowAction::kNumber) line.overflow_number = "+34900000009";
    line.overflow_after_sec = 20;
    line.overflow_when_empty = true;
    line.empty_grace_sec = 3;
    line.keep_wait = action == OverflowAction::kQueue;
    line.max_length = 3;
    line.whisper = "From " + name;
    return add(line);
  }
  User user_row(const Id& id) const {
    User found;
    for (const Record& row : configuration) {
      if (row.kind() == Kind::kUser && row.as<User>().id == id) found = row.as<User>();
    }
    return found;
  }

  // One habit of one line changes.
  void reform(Xoshiro256& random) {
    Queue line = queue_row(lines[random.below(lines.size())]);
    switch (random.below(6)) {
      case 0:
        line.announce_position = !line.announce_position;
        break;
      case 1:
        line.announce_wait = !line.announce_wait;
        break;
      case 2:
        line.callback_enabled = !line.callback_enabled;
        break;
      case 3:
        line.max_wait_time = line.max_wait_time == 0 ? 60 : 0;
        break;
      case 4:
        line.keep_wait = !line.keep_wait;
        break;
      default:
        line.strategy = static_cast<Strategy>(random.below(6));
        break;
    }
    change(line);
  }

  std::vector<Id> lines;
};

// What the events tell, and what the day should have seen to have checked anything.
struct Ledger {
  std::set<Id> begun, ended;
  std::map<std::string, int64_t> events;
  int64_t announced = 0, customers = 0;

  void read(const std::vector<Record>& outputs) {
    for (const Record& output : outputs) {
      if (output.kind() == Kind::kDial) {
        customers += output.as<Dial>().purpose == LegPurpose::kCallback;
      }
      if (output.kind() == Kind::kPlay) announced += output.as<Play>().play_id > INT32_MAX;
      if (output.kind() != Kind::kEvent) continue;
      const auto& event = output.as<Event>();
      ++events[event.type];
      if (event.type == "call.created") CHECK(begun.insert(*event.call_id).second);
      if (event.type == "call.ended") CHECK(ended.insert(*event.call_id).second);
    }
  }
};

// Each visit is in one record, with the reason that the event told.
void check_visits(const Center& center, Ledger& ledger) {
  CHECK(ledger.begun == ledger.ended);
  std::map<VisitEnd, int64_t> ends;
  for (const sivo::Call& cdr : center.rows<sivo::Call>()) {
    const auto visits = parse_visits(cdr.queue_visits);
    REQUIRE(visits.ok());
    CHECK(!visits->running);
    Micros before = cdr.started_at / kMillisecond * kMillisecond;
    for (const Visit& visit : visits->over) {
      ++ends[visit.end];
      CHECK(visit.entered_at >= before);
      CHECK(visit.left_at >= visit.entered_at);
      CHECK(visit.waited_us >= 0);
      CHECK(visit.agent_id.has_value() == (visit.end == VisitEnd::kServed));
      before = visit.left_at;
    }
  }
  CHECK(ends[VisitEnd::kServed] == ledger.events["offer.accepted"]);
  CHECK(ends[VisitEnd::kAbandoned] == ledger.events["queue.abandoned"]);
  CHECK(ends[VisitEnd::kOverflow] == ledger.events["queue.overflowed"]);
  CHECK(ends[VisitEnd::kTimeout] + ends[VisitEnd::kNoAgents] == ledger.events["queue.timeout"]);
}

Ledger run_day(uint64_t seed, int steps) {
  Day center(seed);
  VirtualHost::World world;
  world.tenants = {center.tenant};
  world.users = center.agents;
  world.queues = center.lines;
  world.numbers = {"+34911234567", "+34911234567", "+34911000001"};
  world.extensions = {"100", "101", "102", "+34900000009"};
  world.supervisors = {center.add_user("900", Role::kSupervisor)};
  for (int i = 0; i < 12; ++i) world.callers.push_back("+3460000000" + std::to_string(i));
  VirtualHost host(world, seed);
  Ledger ledger;
  const auto listen = [&] {
    ledger.read(center.outputs);
    for (const Record& output : center.outputs) host.hear(output);
    center.outputs.clear();
  };
  listen();
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
    (void)center.tell(host.next());
    listen();
    if (step % 41 == 40) center.reform(host.random());
    if (step % 59 == 58) center.reopen();
    listen();
  }
  for (const LiveCall& left : center.rows<LiveCall>()) {
    EndRequested end;
    end.call_id = left.id;
    REQUIRE(center.tell(end).ok());
  }
  center.wait(600 * kSecond);
  listen();
  CHECK(center.engine.call_count() == 0);
  CHECK(center.engine.leg_count() == 0);
  check_visits(center, ledger);
  return ledger;
}

void add(Ledger& all, const Ledger& day) {
  for (const auto& [type, count] : day.events) all.events[type] += count;
  all.announced += day.announced;
  all.customers += day.customers;
}

TEST_CASE("random days in busy queues keep every visit, place and callback in agreement") {
  Ledger all;
  for (uint64_t seed = 1; seed <= 3; ++seed) add(all, run_day(seed, 500));
  CHECK(all.events["queue.overflowed"] > 0);
  CHECK(all.events["offer.accepted"] > 0);
  CHECK(all.announced > 0);
  CHECK(all.customers > 0);
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("100 000 random steps in busy queues") {
    for (uint64_t seed = 100; seed < 150; ++seed) run_day(seed, 2'000);
  }
}

}  // namespace sivo::call::test
