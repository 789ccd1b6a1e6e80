#include <doctest/doctest.h>

#include <array>

#include "schema/audit_log.hpp"
#include "schema/ivr_flow.hpp"
#include "store/fault_vfs.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

// Few tables: each of some hundred runs opens a file twice.
const std::array<const schema::Table*, 4> kTables = {
    &schema::table_of<Tenant>(), &schema::table_of<Queue>(), &schema::table_of<IvrFlow>(),
    &schema::table_of<AuditLog>()};

OpenOptions small(const std::string& path) {
  OpenOptions options = options_for(path);
  options.durability = Durability::kFull;
  options.schema = Schema{.tables = kTables, .version = 1, .steps = {}};
  return options;
}

bool is_clear(Status status) {
  return status == Status::kIo || status == Status::kDiskFull || status == Status::kReadOnly ||
         status == Status::kState;
}

// A file with a tenant and one queue, and what a run through the faulty VFS acknowledged.
struct Bench {
  Folder folder;
  std::string whole;  // the bytes of the file at the start
  std::string path = folder.file("a.sivo");
  World world;
  Id tenant{};
  Durability durability = Durability::kFull;
  int acknowledged = 0;  // units
  int attempted = 0;

  Bench() {
    auto store = Store::open(small(path));
    REQUIRE(store.ok());
    REQUIRE(store->begin().ok());
    tenant = add_tenant(*store, world, "alpha");
    add_queue(*store, world, tenant, "base");
    REQUIRE(store->commit().ok());
    store = Error{};
    whole = read_file(path);
  }

  void restore() {
    for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(path + suffix);
    write_file(path, whole);
    acknowledged = attempted = 0;
  }

  Result<void> unit(Store& store, const std::string& name) {
    if (auto done = store.begin(); !done) return done;
    ++attempted;
    Queue queue;
    queue.id = world.id();
    queue.name = name;
    schema::Record record(queue);
    if (auto done = store.insert(TenantScope(tenant), record, world.change()); !done) {
      store.rollback();
      return done;
    }
    auto done = store.commit();
    if (done) ++acknowledged;
    return done;
  }

  // Three units and a checkpoint, going on after failures as a host would.
  void run() {
    OpenOptions options = small(path);
    options.durability = durability;
    options.vfs = kFaultVfs;
    auto store = Store::open(options);
    if (!store) {
      CHECK_MESSAGE(is_clear(store.error().status), store.error().message);
      return;
    }
    for (const char* name : {"one", "two", "three"}) {
      const auto done = unit(*store, name);
      if (!done) CHECK_MESSAGE(is_clear(done.error().status), done.error().message);
    }
    if (auto done = store->checkpoint(); !done) CHECK(is_clear(done.error().status));
  }

  // Empty when the file opens, proves, and holds at least what was acknowledged; else what is
  // wrong.
  std::string problem() const { return problem_of(path, acknowledged); }
  std::string problem_of(const std::string& file, int kept) const {
    OpenOptions options = small(file);
    options.durability = Durability::kNone;
    auto store = Store::open(options);
    if (!store) return store.error().message;
    const auto report = store->verify();
    if (!report) return report.error().message;
    if (!report->ok()) return report->findings[0].message;
    const auto count = store->count(TenantScope(tenant), schema::table_of<Queue>(), {});
    const auto audit = store->count(TenantScope(tenant), schema::table_of<AuditLog>(), {});
    if (!count || !audit) return "expected to count the rows";
    if (*count < 1 + kept) return "an acknowledged unit is lost";
    if (*count > 1 + attempted) return "a unit is there that nobody wrote";
    if (*audit != *count + 1) return "rows and audit do not go together";
    return {};
  }
};

void fail_each_operation(bool stays_broken) {
  Bench bench;
  FaultPlan& plan = fault_plan();
  int64_t n = 1;
  for (; n < 1000; ++n) {
    bench.restore();
    plan = FaultPlan{.fail_at = n, .stays_broken = stays_broken};
    bench.run();
    const bool has_failed = plan.has_failed;
    plan = FaultPlan{};
    INFO("operation ", n);
    CHECK(bench.problem() == "");
    if (!has_failed) break;
  }
  CHECK(n > 10);
  CHECK(n < 1000);
  CHECK(bench.acknowledged == 3);  // the run that met no fault
}

// The first operation opens the file: nothing is remembered of it before.
constexpr int64_t kFirstCut = 2;

// The power goes at every sixth operation of a run, from the given one on. In how many of the runs
// an acknowledged unit was lost.
int cut_power(Durability durability, int64_t first) {
  Bench bench;
  bench.durability = durability;
  FaultPlan& plan = fault_plan();
  Xoshiro256 random(static_cast<uint64_t>(first));
  const std::string after = bench.folder.file("after.sivo");
  int losses = 0;
  bool is_cut = true;
  int64_t n = first;
  for (; is_cut && n < 1000; n += 6) {
    bench.restore();
    forget_disk();
    int kept = 0;
    is_cut = false;
    plan = FaultPlan{.cut_at = n, .on_cut = [&] {
                       is_cut = true;
                       kept = bench.acknowledged;
                     }};
    bench.run();
    plan = FaultPlan{};
    if (!is_cut) break;
    for (const char* suffix : {"-shm", "-lock"}) std::filesystem::remove(after + suffix);
    write_file(after, content_after_cut(bench.path, random));
    write_file(after + "-wal", content_after_cut(bench.path + "-wal", random));
    INFO("operation ", n);
    const std::string problem = bench.problem_of(after, kept);
    const bool is_lost = problem == "an acknowledged unit is lost";
    losses += is_lost ? 1 : 0;
    if (!is_lost) CHECK(problem == "");
  }
  CHECK(n > 10);
  return losses;
}

}  // namespace

TEST_CASE("a pulled plug takes no unit that was acknowledged with full durability") {
  for (const int64_t first : {kFirstCut, kFirstCut + 3}) {
    CHECK(cut_power(Durability::kFull, first) == 0);
  }
}

TEST_CASE("a pulled plug takes the last units of normal durability, never the file") {
  int losses = 0;
  for (const int64_t first : {kFirstCut, kFirstCut + 3}) {
    losses += cut_power(Durability::kNormal, first);
  }
  CHECK(losses > 0);
}

TEST_CASE("a unit whose sync failed is not there when the process ends after it") {
  for (const bool stays_broken : {false, true}) {
    CAPTURE(stays_broken);
    Bench bench;
    FaultPlan& plan = fault_plan();
    plan = FaultPlan{};
    OpenOptions options = small(bench.path);
    options.vfs = kFaultVfs;
    auto store = Store::open(options);
    REQUIRE(store.ok());
    REQUIRE(bench.unit(*store, "one").ok());
    const int64_t before = plan.operations;
    REQUIRE(bench.unit(*store, "two").ok());
    // The sync of the commit is its last operation.
    plan = FaultPlan{.fail_at = stays_broken ? 0 : plan.operations - before};
    plan.fails_syncs = stays_broken;
    CHECK(bench.unit(*store, "three").error().status == Status::kIo);
    const std::string after = bench.folder.file("after.sivo");
    for (const char* suffix : {"", "-wal"}) {
      write_file(after + suffix, read_file(bench.path + suffix));
    }
    plan = FaultPlan{};
    bench.attempted = 2;
    CHECK(bench.problem_of(after, 2) == "");
    CHECK(bench.unit(*store, "four").ok());
  }
}

TEST_CASE("a writer waits while a reader has the WAL's write lock for a moment") {
  Bench bench;
  bench.restore();
  FaultPlan& plan = fault_plan();
  plan = FaultPlan{};
  OpenOptions options = small(bench.path);
  options.vfs = kFaultVfs;
  auto store = Store::open(options);
  REQUIRE(store.ok());
  plan.busy_write_locks = 3;
  CHECK(bench.unit(*store, "one").ok());
  CHECK(plan.busy_write_locks == 0);
}

TEST_CASE("any single failing open, write, sync or truncate loses nothing that was acknowledged") {
  fail_each_operation(false);
}

TEST_CASE("a disk that breaks at any operation and stays broken loses nothing acknowledged") {
  fail_each_operation(true);
}

TEST_CASE("a disk that is full after any number of pages says so and loses nothing") {
  Bench bench;
  FaultPlan& plan = fault_plan();
  bool was_enough = false;
  int refusals = 0;
  for (int64_t bytes = 0; bytes < (1 << 20) && !was_enough; bytes += 3000) {
    bench.restore();
    plan = FaultPlan{.bytes_left = bytes};
    bench.run();
    was_enough = !plan.has_failed;
    refusals += plan.has_failed ? 1 : 0;
    plan = FaultPlan{};
    INFO("bytes ", bytes);
    CHECK(bench.problem() == "");
  }
  CHECK(was_enough);
  CHECK(refusals > 5);
}

TEST_CASE("a full disk is reported as such, and writing goes on when there is room again") {
  Bench bench;
  bench.restore();
  FaultPlan& plan = fault_plan();
  plan = FaultPlan{};
  OpenOptions options = small(bench.path);
  options.vfs = kFaultVfs;
  auto store = Store::open(options);
  REQUIRE(store.ok());
  plan.bytes_left = 0;
  CHECK(bench.unit(*store, "one").error().status == Status::kDiskFull);
  plan.bytes_left = -1;
  CHECK(bench.unit(*store, "one").ok());
}

TEST_CASE("creating a file fails cleanly at any operation and works afterwards") {
  const Folder folder;
  FaultPlan& plan = fault_plan();
  bool has_failed = true;
  int64_t n = 1;
  for (; has_failed && n < 1000; ++n) {
    const std::string path = folder.file(std::to_string(n));
    OpenOptions options = small(path);
    options.vfs = kFaultVfs;
    plan = FaultPlan{.fail_at = n};
    {
      auto store = Store::open(options);
      if (!store) CHECK_MESSAGE(is_clear(store.error().status), store.error().message);
    }
    has_failed = plan.has_failed;
    plan = FaultPlan{};
    options = small(path);
    options.durability = Durability::kNone;
    auto store = Store::open(options);
    REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
    CHECK(store->verify()->ok());
  }
  CHECK(n > 5);
}

TEST_CASE("the check itself finds a lost unit, an unexplained one and a torn one") {
  Bench bench;
  CHECK(bench.problem() == "");
  bench.acknowledged = 1;
  CHECK(bench.problem() == "an acknowledged unit is lost");
  bench.acknowledged = 0;
  bench.attempted = -1;
  CHECK(bench.problem() == "a unit is there that nobody wrote");
  bench.attempted = 0;
  run_sql(bench.path, "DELETE FROM audit_log WHERE sequence=2");
  CHECK(bench.problem() != "");
}
