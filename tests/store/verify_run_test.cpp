#include "store/verify_run.hpp"

#include <doctest/doctest.h>

#include <array>

#include "schema/audit_log.hpp"
#include "schema/sip_trunk.hpp"
#include "store/fault_vfs.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

// Enough audit rows that their chain takes several steps.
constexpr int kManyRows = 4'500;

const std::array<const schema::Table*, 3> kTables = {
    &schema::table_of<Tenant>(), &schema::table_of<SipTrunk>(), &schema::table_of<AuditLog>()};

OpenOptions few_tables(const std::string& path) {
  OpenOptions options = options_for(path);
  options.durability = Durability::kNone;
  options.schema = Schema{.tables = kTables, .version = 1, .steps = {}};
  return options;
}

struct Logged {
  World world;
  Store store;
  Id tenant{};
  explicit Logged(const std::string& path = {}, int rows = kManyRows)
      : store(*Store::open(few_tables(path))) {
    REQUIRE(store.begin().ok());
    tenant = add_tenant(store, world, "alpha");
    REQUIRE(store.commit().ok());
    add(rows);
  }
  void add(int count) {
    REQUIRE(store.begin().ok());
    for (int i = 0; i < count; ++i) {
      world.now += kSecond;
      AuditNote note;
      note.resource_type = "user";
      REQUIRE(store.note(TenantScope(tenant), note, world.change()).ok());
    }
    REQUIRE(store.commit().ok());
  }
  void prune(int count) {
    REQUIRE(store.begin().ok());
    REQUIRE(*store.prune_audit(TenantScope(tenant), kNever, count) == count);
    REQUIRE(store.commit().ok());
  }
};

// Steps to the end with something done after each; how many it took.
template <class Between>
int run_to_end(VerifyRun& run, const Between& between) {
  VerifyRun::Progress last;
  for (int steps = 1; steps < 1'000; ++steps) {
    const auto progress = run.step();
    REQUIRE_MESSAGE(progress.ok(), (progress.ok() ? "" : progress.error().message));
    CHECK(progress->done > last.done);
    CHECK(progress->total >= last.total);
    last = *progress;
    if (progress->done == progress->total) return steps;
    between(steps);
  }
  FAIL("no end");
  return 0;
}

}  // namespace

TEST_CASE("a proof goes forward step by step, a table or a part of a chain each") {
  Logged site;
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  // Three tables of ours, three of the store, the schema's own: pages and references; then the
  // rest.
  CHECK(run_to_end(*run, [](int) {}) == 2 * 7 + 1 + 3 + 1);
  CHECK(run->report().ok());
  CHECK(run->report().audit_rows == kManyRows + 1);
  CHECK(run->report().audit_chains == 1);
  CHECK(run->step()->done == run->step()->total);
}

TEST_CASE("a table with many rows is checked in parts, in a file, and a part may fail") {
  const Folder folder;
  const std::string path = folder.file("a.sivo");
  Logged site(path);
  OpenOptions options = few_tables(path);
  options.vfs = kFaultVfs;
  options.is_read_only = true;
  FaultPlan& plan = fault_plan();
  plan = FaultPlan{};
  auto reader = Store::open(options);
  REQUIRE(reader.ok());
  auto run = reader->begin_verify();
  REQUIRE(run.ok());
  // Of audit_log, the first of the tables by name: three parts of its rows, one of its indexes.
  REQUIRE(run->step().ok());  // sqlite_schema
  plan.fail_at = plan.operations + 1;
  CHECK(run->step().error().status == Status::kIo);  // no second connection
  plan = FaultPlan{};
  const int whole_tables = 2 * 7 - 2;
  CHECK(run_to_end(*run, [](int) {}) == whole_tables - 1 + 4 + 3 + 1 + 3 + 1);
  CHECK(run->report().ok());
  CHECK(run->report().audit_rows == kManyRows + 1);
}

TEST_CASE("rows appended and pruned between the steps are no findings") {
  Logged site;
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  run_to_end(*run, [&](int step) {
    site.add(step == 16 ? 2'500 : 3);
    if (step > 5) site.prune(step == 17 ? 2'500 : 10);
  });
  CHECK_MESSAGE(run->report().ok(), run->report().findings.front().message);
  CHECK(run->report().audit_chains == 1);
}

TEST_CASE("pruning past the place of the proof lets it go on from the anchor") {
  Logged site;
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  run_to_end(*run, [&](int step) {
    if (step == 16) site.prune(4'000);
    if (step == 17) site.prune(501);
  });
  CHECK(run->report().ok());
  CHECK(run->report().audit_rows < kManyRows);
}

TEST_CASE("a tenant removed between the steps leaves its chain proved") {
  Logged site;
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  run_to_end(*run, [&](int step) {
    if (step != 16) return;
    REQUIRE(site.store.begin().ok());
    REQUIRE(site.store
                .remove(FileScope{}, schema::table_of<Tenant>(), site.tenant, Removal::kCascade,
                        site.world.change())
                .ok());
    REQUIRE(site.store.commit().ok());
  });
  CHECK(run->report().ok());
}

TEST_CASE("a changed row in any part of a long chain is found at its place") {
  const Folder folder;
  const std::string path = folder.file("a.sivo");
  Logged site(path);
  for (const int64_t sequence : {2'000, 2'001, kManyRows + 1}) {
    const std::string at = " WHERE sequence=" + std::to_string(sequence);
    run_sql(path, "UPDATE audit_log SET resource_type='x'||resource_type" + at);
    const auto report = site.store.verify();
    REQUIRE(report.ok());
    REQUIRE(report->findings.size() == 1);
    CHECK(report->findings[0].sequence == sequence);
    run_sql(path, "UPDATE audit_log SET resource_type=substr(resource_type,2)" + at);
  }
}

TEST_CASE("a row before the anchor and a head under no tenant's id are found") {
  const Folder folder;
  const std::string path = folder.file("a.sivo");
  Logged site(path, 20);
  site.prune(10);
  run_sql(path, "UPDATE audit_log SET sequence=3 WHERE sequence=21");
  CHECK_FALSE(site.store.verify()->ok());
  run_sql(path, "UPDATE audit_log SET sequence=21 WHERE sequence=3");
  REQUIRE(site.store.verify()->ok());
  run_sql(path,
          "INSERT INTO store_audit_head SELECT x'01',sequence,hash,anchor_sequence,anchor_hash,"
          "removed_at,mac FROM store_audit_head WHERE tenant_id<>zeroblob(16);"
          "UPDATE audit_log SET resource_type='x' WHERE sequence=20");
  const auto report = site.store.verify();
  REQUIRE(report.ok());
  CHECK(report->findings.size() >= 2);  // the number of chains, and what is no id
}

TEST_CASE("many secrets are proved in parts, and one that was moved is found") {
  const Folder folder;
  const std::string path = folder.file("a.sivo");
  Logged site(path, 1);
  REQUIRE(site.store.begin().ok());
  const int count = static_cast<int>(Secrets::kSecretsMax) + 1;
  for (int i = 0; i < count; ++i) {
    SipTrunk trunk = trunk_named(site.world, "t" + std::to_string(i));
    trunk.username = "user";
    trunk.password = "secret";
    schema::Record record(trunk);
    REQUIRE(site.store.insert(TenantScope(site.tenant), record, site.world.change()).ok());
  }
  REQUIRE(site.store.commit().ok());
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  CHECK(run_to_end(*run, [](int) {}) == 2 * 7 + 1 + 1 + 3);
  CHECK(run->report().ok());
  run_sql(path,
          "UPDATE sip_trunk SET password_encrypted=(SELECT password_encrypted FROM sip_trunk"
          " WHERE name='t0') WHERE name='t" +
              std::to_string(count - 1) + "'");
  const auto report = site.store.verify();
  REQUIRE(report->findings.size() == 1);
  CHECK(report->findings[0].area == Finding::Area::kSecrets);
}

TEST_CASE("a step inside a unit is refused and the run goes on after it") {
  Logged site({}, 5);
  auto run = site.store.begin_verify();
  REQUIRE(run.ok());
  REQUIRE(run->step().ok());
  REQUIRE(site.store.begin().ok());
  CHECK(run->step().error().status == Status::kState);
  CHECK(site.store.begin_verify().error().status == Status::kState);
  REQUIRE(site.store.commit().ok());
  run_to_end(*run, [](int) {});
  CHECK(run->report().ok());
}

TEST_CASE("a reader's proof holds while another process writes between and within its steps") {
  const Folder folder;
  const std::string path = folder.file("a.sivo");
  Logged site(path, 2'500);
  OpenOptions options = few_tables(path);
  options.is_read_only = true;
  auto reader = Store::open(options);
  REQUIRE(reader.ok());
  auto run = reader->begin_verify();
  REQUIRE(run.ok());
  run_to_end(*run, [&](int) { site.add(2); });
  CHECK(run->report().ok());
}
