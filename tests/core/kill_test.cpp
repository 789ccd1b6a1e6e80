#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstring>

#include "core/day.hpp"
#include "schema/pause_reason.hpp"
#include "store/fault_vfs.hpp"

namespace sivo::test {
namespace {

// What the core has acknowledged: an event it gave, a row it created, a document it applied.
struct Told {
  enum class What : uint8_t { kEvent, kRow, kDocument } what = What::kEvent;
  Id id;  // of a document: its number in the first bytes
};

Id id_of_document(uint32_t number) {
  Id id;
  std::memcpy(id.bytes.data(), &number, sizeof number);
  return id;
}

std::string name_of_document(const Id& id) {
  uint32_t number = 0;
  std::memcpy(&number, id.bytes.data(), sizeof number);
  return "document " + std::to_string(number);
}

// Every few turns a row, and every few of those a document; what became of them.
std::optional<Told> change_something(Core& core, const Id& tenant, uint32_t turn, Micros now) {
  if (turn % 10 == 7) {
    PauseReason reason;
    reason.tenant_id = tenant;
    reason.name = "row " + std::to_string(turn);
    Record row(reason);
    if (!core.create(row, now)) return std::nullopt;
    return Told{Told::What::kRow, std::get<Id>(row.get(0))};
  }
  if (turn % 40 != 19) return std::nullopt;
  const Id id = id_of_document(turn);
  const std::string document =
      R"({"tenant":{"slug":"acme"},"pause_reasons":[{"name":")" + name_of_document(id) + "\"}]}";
  if (!core.apply(document, {}, now)) return std::nullopt;
  return Told{Told::What::kDocument, id};
}

void check_kept(Core& core, const Id& tenant, const std::vector<Told>& told) {
  std::set<Id> events, rows;
  std::set<std::string> names;
  for (const Event& event : every<Event>(core, tenant)) events.insert(event.id);
  for (const PauseReason& reason : every<PauseReason>(core, tenant)) {
    rows.insert(reason.id);
    names.insert(reason.name);
  }
  for (const Told& each : told) {
    if (each.what == Told::What::kEvent) CHECK(events.contains(each.id));
    if (each.what == Told::What::kRow) CHECK(rows.contains(each.id));
    if (each.what == Told::What::kDocument) CHECK(names.contains(name_of_document(each.id)));
  }
}

// Drives calls and changes on the file and writes down everything that was acknowledged.
[[noreturn]] void drive(const core::OpenOptions& options, const VirtualHost::World& world,
                        const Id& tenant, uint64_t seed, int pipe) {
  auto opened = Core::open(options);
  if (!opened) _exit(2);
  Core& core = **opened;
  VirtualHost host(world, seed);
  const auto tell = [pipe](const Told& told) {
    if (write(pipe, &told, sizeof told) != sizeof told) _exit(5);
  };
  uint32_t turn = 0;
  for (Micros now = kMorning;; now += host.pause()) {
    if (core.deadline() <= now && !core.advance(now).ok()) _exit(3);
    (void)core.step(host.next(), now);
    if (const auto changed = change_something(core, tenant, turn++, now)) tell(*changed);
    for (;;) {
      auto output = core.poll();
      if (!output.ok()) _exit(4);
      if (!*output) break;
      host.hear(**output);
      if ((*output)->kind() == Kind::kEvent) tell({Told::What::kEvent, (*output)->as<Event>().id});
    }
  }
}

// The child is gone by SIGKILL after it has acknowledged about `told_max` things; these.
std::vector<Told> run_and_kill(const core::OpenOptions& options, const VirtualHost::World& world,
                               const Id& tenant, uint64_t seed, uint64_t told_max) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    try {
      drive(options, world, tenant, seed, ends[1]);
    } catch (...) {
      _exit(6);
    }
  }
  close(ends[1]);
  std::vector<Told> told;
  bool is_killed = false;
  for (Told each; read(ends[0], &each, sizeof each) == sizeof each;) {
    told.push_back(each);
    if (told.size() >= told_max && !is_killed) is_killed = kill(child, SIGKILL) == 0;
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK_MESSAGE(WIFSIGNALED(status), WEXITSTATUS(status));
  return told;
}

using Place = std::tuple<Id, int64_t, Micros, int64_t, Id>;

std::set<Place> line_of(Core& core, const Id& tenant) {
  std::set<Place> line;
  for (const LiveCall& row : every<LiveCall>(core, tenant)) {
    if (row.state != CallState::kQueued) continue;
    line.insert({*row.queue_id, -row.priority, row.joined_at, row.sequence, row.id});
  }
  return line;
}

void kill_once(uint64_t seed) {
  CAPTURE(seed);
  ScratchFile file("kill");
  VirtualHost::World world;
  Id tenant;
  {
    Site site(file.options(core::Durability::kNormal, seed));
    world = furnish_widely(site);
    tenant = site.tenant;
  }
  Xoshiro256 random(seed);
  const bool is_full = seed % 5 == 0;
  const auto durability = is_full ? core::Durability::kFull : core::Durability::kNormal;
  const auto told = run_and_kill(file.options(durability, seed), world, tenant, seed,
                                 1 + random.below(is_full ? 60 : 400));

  auto frozen = file.options(core::Durability::kNormal, seed);
  frozen.is_read_only = true;
  std::set<Place> before;
  {
    auto core = Core::open(frozen);
    REQUIRE_MESSAGE(core.ok(), (core.ok() ? "" : core.error().message));
    before = line_of(**core, tenant);
    check_rows(**core, tenant);
  }
  Site site(file.options(core::Durability::kNormal, seed));
  site.tenant = tenant;
  site.now = std::get<int64_t>(site.core->status().get(
      static_cast<size_t>(schema::table_of<StatusReport>().index_of("now"))));
  check_kept(*site.core, tenant, told);
  CHECK(line_of(*site.core, tenant) == before);
  check_rows(*site.core, tenant);
  VirtualHost host(world, seed + 1);
  finish_day(site, host);
}

TEST_CASE("a killed process loses nothing that it acknowledged") {
  for (uint64_t seed = 1; seed <= 12; ++seed) kill_once(seed);
}

// Runs until the fault strikes and a while beyond, as a host that is told of errors and goes on.
void fail_once(uint64_t seed, const store::test::FaultPlan& plan) {
  CAPTURE(seed);
  ScratchFile file("fault");
  VirtualHost::World world;
  Id tenant;
  std::vector<Told> told;
  {
    Site site(file.options(core::Durability::kFull, seed));
    world = furnish_widely(site);
    tenant = site.tenant;
  }
  Micros now = kMorning;
  {
    const store::test::FaultByDefault faults;
    store::test::fault_plan() = plan;
    auto opened = Core::open(file.options(core::Durability::kFull, seed));
    VirtualHost host(world, seed);
    for (int i = 0; opened && i < 150; ++i, now += host.pause()) {
      (void)(*opened)->advance(now);
      (void)(*opened)->step(host.next(), now);
      if (const auto changed = change_something(**opened, tenant, static_cast<uint32_t>(i), now)) {
        told.push_back(*changed);
      }
      for (auto output = (*opened)->poll(); output && *output; output = (*opened)->poll()) {
        host.hear(**output);
        if ((*output)->kind() != Kind::kEvent) continue;
        told.push_back({Told::What::kEvent, (*output)->as<Event>().id});
      }
    }
  }
  Site site(file.options(core::Durability::kNormal, seed));
  site.tenant = tenant;
  site.now = now;
  check_kept(*site.core, tenant, told);
  check_rows(*site.core, tenant);
  VirtualHost host(world, seed + 1);
  finish_day(site, host);
}

TEST_CASE("the n-th write failing loses nothing that was acknowledged") {
  for (const int64_t at : {1, 3, 7, 20, 55, 140, 300}) {
    fail_once(static_cast<uint64_t>(at), {.fail_at = at});
    fail_once(static_cast<uint64_t>(at), {.fail_at = at, .stays_broken = true});
  }
}

TEST_CASE("a full disk loses nothing that was acknowledged") {
  for (const int64_t room : {0, 5'000, 60'000, 300'000}) {
    fail_once(static_cast<uint64_t>(room + 1), {.bytes_left = room});
  }
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("200 kills at random points lose nothing that was acknowledged") {
    for (uint64_t seed = 1'000; seed < 1'200; ++seed) kill_once(seed);
  }
}

}  // namespace sivo::test
