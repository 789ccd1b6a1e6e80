#include <fstream>
#include <sstream>

#include "core/day.hpp"
#include "schema/reports.hpp"
#include "store/fault_vfs.hpp"

namespace sivo::test {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

void write_all(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// The report, or nothing when the trace was refused or its replay failed.
std::optional<ReplayReport> replayed(const std::string& trace, const std::string& database = "") {
  auto job = core::replay(trace, database);
  if (!job) return std::nullopt;
  for (;;) {
    const auto progress = (*job)->step();
    if (!progress) return std::nullopt;
    if (progress->done == progress->total) break;
  }
  const auto report = (*job)->report();
  REQUIRE(report.ok());
  return report->as<ReplayReport>();
}

bool is_equal(const std::string& trace) {
  const auto report = replayed(trace);
  return report && report->is_equal;
}

core::OpenOptions with_key(core::OpenOptions options) {
  options.master_key.emplace().fill(0x5a);
  return options;
}

void change_rows(Site& site, Xoshiro256& random, int round) {
  const std::string name = std::to_string(round);
  switch (random.below(4)) {
    case 0: {
      const Id user = site.create<User>(R"("email":"x)" + name +
                                        R"(@acme.example","full_name":"X)" + name + "\"");
      site.create<QueueMember>(R"("queue_id":")" + to_text(site.queue) + R"(","user_id":")" +
                               to_text(user) + "\"");
      if (random.below(2) == 0) {
        REQUIRE(
            site.core->remove(schema::table_of<User>(), site.tenant, user, true, site.now).ok());
      }
      return;
    }
    case 1: {
      auto row = schema::parse_record(schema::table_of<Queue>(),
                                      R"({"id":")" + to_text(site.queue) + R"(","tenant_id":")" +
                                          to_text(site.tenant) + R"(","wrap_up_time":)" +
                                          std::to_string(round % 20) + "}");
      REQUIRE(row.ok());
      REQUIRE(site.core->update(*row, site.now).ok());
      return;
    }
    case 2: {
      Actor actor;
      actor.user_id = site.agents[0];
      actor.ip = "192.0.2.7";
      const Record record(actor);
      REQUIRE(site.core->act_as(random.below(2) == 0 ? &record : nullptr).ok());
      return;
    }
    default: {  // refused: the name is taken
      auto row =
          schema::parse_record(schema::table_of<Queue>(),
                               R"({"tenant_id":")" + to_text(site.tenant) + R"(","name":"sales"})");
      REQUIRE(row.ok());
      CHECK(!site.core->create(*row, site.now).ok());
      return;
    }
  }
}

// A day with calls, changes, groups, rollbacks and removals, all in a trace.
void record_day(Site& site, const VirtualHost::World& world, uint64_t seed, int steps) {
  VirtualHost host(world, seed);
  Xoshiro256 random(seed);
  int group = 0;
  for (int i = 0; i < steps; ++i) {
    const uint64_t dice = random.below(100);
    if (group == 0 && dice < 10) {
      REQUIRE(site.core->begin().ok());
      group = 1 + static_cast<int>(random.below(5));
    }
    site.now += host.pause();
    if (dice % 10 == 3) change_rows(site, random, static_cast<int>(seed) * 1000 + i);
    (void)site.core->advance(site.now);
    (void)site.core->step(host.next(), site.now);
    if (group > 0 && --group == 0) {
      REQUIRE((dice % 3 == 0 ? site.core->rollback() : site.core->commit()).ok());
    }
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
  }
  if (group > 0) REQUIRE(site.core->commit().ok());
}

TEST_CASE("a day replays byte for byte, with changes, groups, rollbacks and removals") {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    ScratchFile file("trace");
    Site site(with_key(file.options(core::Durability::kNormal, seed)));
    const auto world = furnish_widely(site);
    record_day(site, world, seed + 10, 30);  // calls in progress when the trace begins
    Actor actor;
    actor.ip = "192.0.2.1";
    const Record record(actor);
    REQUIRE(site.core->act_as(&record).ok());
    REQUIRE(site.core->trace_start(file.path("day.trace")).ok());
    record_day(site, world, seed, 150);
    REQUIRE(site.core->trace_stop().ok());
    const auto report = replayed(file.path("day.trace"), file.path("again.sivo"));
    REQUIRE(report);
    CHECK_MESSAGE(report->is_equal, report->problem.value_or(""));
    CHECK(report->is_complete);
    CHECK(report->inputs > 100);
    auto again = with_key(file.options(core::Durability::kNormal, seed));
    again.path = file.path("again.sivo");
    auto opened = Core::open(again);
    REQUIRE(opened.ok());
    CHECK(every<Call>(**opened, site.tenant).size() == every<Call>(*site.core, site.tenant).size());
  }
}

struct Recorded {
  ScratchFile file{"tamper"};
  std::string trace = file.path("day.trace");
  std::string other = file.path("other.trace");
  std::string bytes;

  Recorded() {
    Site site(file.options(core::Durability::kNone, 3));
    const auto world = furnish_widely(site);
    REQUIRE(site.core->trace_start(trace).ok());
    record_day(site, world, 3, 60);
    REQUIRE(site.core->trace_stop().ok());
    bytes = read_all(trace);
  }
  bool is_equal_after(const std::string& changed) const {
    write_all(other, changed);
    return is_equal(other);
  }
};

TEST_CASE("a flipped byte anywhere is found") {
  const Recorded day;
  REQUIRE(is_equal(day.trace));
  Xoshiro256 random(1);
  for (int i = 0; i < 40; ++i) {
    std::string bytes = day.bytes;
    const size_t at = i < 20 ? static_cast<size_t>(i) : random.below(bytes.size());
    CAPTURE(at);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    CHECK(!day.is_equal_after(bytes));
  }
}

TEST_CASE("a trace cut off at any length is never taken for whole") {
  const Recorded day;
  Xoshiro256 random(2);
  for (int i = 0; i < 25; ++i) {
    const size_t size =
        i < 10 ? day.bytes.size() - 1 - static_cast<size_t>(i) * 9 : random.below(day.bytes.size());
    CAPTURE(size);
    CHECK(!day.is_equal_after(day.bytes.substr(0, size)));
  }
}

// Where the blocks begin, behind the magic.
std::vector<size_t> blocks_of(const std::string& bytes) {
  std::vector<size_t> starts;
  for (size_t at = 8; at + 4 <= bytes.size();) {
    starts.push_back(at);
    uint32_t size = 0;
    for (size_t i = 0; i < 4; ++i) {
      size |= static_cast<uint32_t>(static_cast<uint8_t>(bytes[at + i])) << (8 * i);
    }
    at += 4 + size + 8;
  }
  return starts;
}

TEST_CASE("blocks moved, repeated or left out are found") {
  const Recorded day;
  const auto at = blocks_of(day.bytes);
  REQUIRE(at.size() > 10);
  const auto part = [&](size_t from, size_t to) {
    return day.bytes.substr(at[from], at[to] - at[from]);
  };
  const size_t last = at.size() - 1;
  const std::string head = day.bytes.substr(0, at[3]);
  const std::string tail = day.bytes.substr(at[last]);
  CHECK(!day.is_equal_after(head + part(4, 5) + part(3, 4) + part(5, last) + tail));
  CHECK(!day.is_equal_after(head + part(3, 4) + part(3, last) + tail));
  CHECK(!day.is_equal_after(head + part(4, last) + tail));
  CHECK(day.is_equal_after(head + part(3, last) + tail));  // the surgery itself is sound
}

TEST_CASE("a trunk's password never stands in the trace in plain") {
  ScratchFile file("secret");
  Site site(with_key(file.options(core::Durability::kNone, 3)));
  site.furnish(1);
  const std::string first = "correct-horse-before";
  const std::string second = "battery-staple-during";
  site.create<SipTrunk>(
      R"("name":"t1","host":"sip.example.com","username":"u","password_encrypted":")" + first +
      "\"");
  REQUIRE(site.core->trace_start(file.path("day.trace")).ok());
  site.create<SipTrunk>(
      R"("name":"t2","host":"sip.example.com","username":"u","password_encrypted":")" + second +
      "\"");
  REQUIRE(site.core->trace_stop().ok());
  const std::string bytes = read_all(file.path("day.trace"));
  CHECK(bytes.find(first) == std::string::npos);
  CHECK(bytes.find(second) == std::string::npos);
  const auto report = replayed(file.path("day.trace"));
  REQUIRE(report);
  CHECK_MESSAGE(report->is_equal, report->problem.value_or(""));
}

// Everything that undoes a group, once each.
void undo_groups(Site& site, int kind) {
  const std::string document = R"({"tenant":{"slug":"acme"},"queues":[{"name":"new"}]})";
  if (kind == 0) {
    CHECK(site.core->apply(document, {.is_dry_run = true, .is_pruning = false}, site.now).ok());
    return;
  }
  REQUIRE(site.core->begin().ok());
  if (kind == 1) site.call("undone");
  if (kind == 2) site.create<Queue>(R"("name":"undone")");
  REQUIRE(site.core->rollback().ok());
}

void undo_twice_and_replay(int first, int second, bool is_refused_between) {
  CAPTURE(first);
  CAPTURE(second);
  ScratchFile file("undone");
  Site site;
  site.furnish(1);
  REQUIRE(site.core->trace_start(file.path("day.trace")).ok());
  undo_groups(site, first);
  AgentPause pause;  // of nobody who is logged in: commits, and changes nothing
  pause.tenant_id = site.tenant;
  pause.user_id = site.agents[0];
  site.now += kSecond;
  if (is_refused_between) CHECK(!site.core->step(Record(pause), site.now).ok());
  undo_groups(site, second);
  site.login(0);
  site.call("c1");
  undo_groups(site, first);
  site.by_channel<CallHangup>("c1");
  REQUIRE(site.core->trace_stop().ok());
  const auto report = replayed(file.path("day.trace"));
  REQUIRE(report);
  CHECK_MESSAGE(report->is_equal, report->problem.value_or(""));
}

TEST_CASE("groups undone one after the other replay, with nothing, a call or a refusal between") {
  for (int first = 0; first < 4; ++first) {
    for (int second = 0; second < 4; ++second) {
      undo_twice_and_replay(first, second, (first + second) % 3 == 0);
    }
  }
}

TEST_CASE("a trace that cannot be begun leaves no file, at any write, and can be begun again") {
  ScratchFile file("begin");
  const std::string trace = file.path("day.trace");
  Site site(file.options(core::Durability::kNone, 7));
  site.furnish(1);
  bool has_failed = true;
  int failures = 0;
  for (int64_t at = 1; has_failed && at < 500; at += 5) {
    CAPTURE(at);
    const store::test::FaultByDefault faults;  // of the copy beside; the site is open already
    store::test::fault_plan() = {.fail_at = at};
    const auto begun = site.core->trace_start(trace);
    has_failed = store::test::fault_plan().has_failed;
    store::test::fault_plan() = {};
    CHECK(!std::filesystem::exists(trace + "-image"));
    CHECK(std::filesystem::exists(trace) == begun.ok());
    if (!begun) ++failures;
    if (begun) REQUIRE(site.core->trace_stop().ok());
    if (begun && has_failed) std::filesystem::remove(trace);
  }
  CHECK(failures > 3);
  CHECK(!has_failed);
  CHECK(is_equal(trace));
  CHECK(site.core->trace_start(trace).error().status == Status::kExists);
  CHECK(site.core->trace_start(file.path("no/folder/trace")).error().status == Status::kIo);
}

TEST_CASE("a trace is started once, not inside a group, and stopped once") {
  ScratchFile file("misuse");
  Site site;
  site.furnish(1);
  CHECK(site.core->trace_stop().error().status == Status::kState);
  REQUIRE(site.core->begin().ok());
  CHECK(site.core->trace_start(file.path("a.trace")).error().status == Status::kState);
  REQUIRE(site.core->rollback().ok());
  REQUIRE(site.core->trace_start(file.path("a.trace")).ok());
  CHECK(site.core->trace_start(file.path("b.trace")).error().status == Status::kState);
  REQUIRE(site.core->trace_stop().ok());
  CHECK(core::replay(file.path("none.trace"), "").error().status == Status::kIo);
}

}  // namespace
}  // namespace sivo::test
