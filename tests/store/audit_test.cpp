#include "store/audit.hpp"

#include <doctest/doctest.h>

#include <array>

#include "schema/walk.hpp"
#include "store/bytes.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

const schema::Table& audit_log() { return schema::table_of<AuditLog>(); }

struct Notes : TwoTenants {
  void add(const Id& tenant, int count) {
    must_begin();
    for (int i = 0; i < count; ++i) {
      world.now += kSecond;
      AuditNote note;
      note.action = AuditAction::kLogin;
      note.resource_type = "user";
      note.resource_id = world.id();
      Change change = world.change();
      change.actor = Actor{world.id(), "192.0.2.1", "phone", true};
      REQUIRE(store.note(TenantScope(tenant), note, change).ok());
    }
    must_commit();
  }
  std::vector<AuditLog> rows(const Id& tenant) {
    Query query;
    query.order = {{index_of(audit_log(), "sequence"), false}};
    query.limit = kQueryLimitMax;
    auto page = store.query(TenantScope(tenant), audit_log(), query);
    REQUIRE(page.ok());
    std::vector<AuditLog> out;
    for (const auto& row : page->rows) out.push_back(row.as<AuditLog>());
    return out;
  }
};

// Two tables are enough here, and quick to prove some hundred times.
const std::array<const schema::Table*, 2> kFewTables = {&schema::table_of<Tenant>(), &audit_log()};

// A committed file with a few audit rows, and a second connection that tampers with it.
struct Tampered {
  Folder folder;
  std::string path = folder.file("a.sivo");
  Id tenant{};
  OpenOptions options_here(bool has_key = true) const {
    OpenOptions options = options_for(path);
    options.durability = Durability::kNone;
    options.schema.tables = kFewTables;
    if (!has_key) options.seals = toy_seals_without_key();
    return options;
  }
  explicit Tampered(bool has_key = true) {
    const OpenOptions options = options_here(has_key);
    TwoTenants two(options);
    tenant = two.a;
    two.must_begin();
    for (int i = 0; i < 3; ++i) {
      two.world.now += kSecond;
      AuditNote note;
      note.resource_type = "user";
      note.resource_id = two.world.id();
      note.diff_json = R"({"x":{"from":1,"to":2}})";
      Change change = two.world.change();
      change.actor = Actor{two.world.id(), "192.0.2.1", "ua", false};
      REQUIRE(two.store.note(two.scope_a(), note, change).ok());
    }
    two.must_commit();
  }
  VerifyReport verify(bool has_key = true) const {
    auto store = Store::open(options_here(has_key));
    REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
    auto report = store->verify();
    REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().message));
    return *report;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Notes, "rows of a tenant are numbered, linked and proved") {
  add(a, 5);
  const std::vector<AuditLog> log = rows(a);
  REQUIRE(log.size() == 6);  // with the tenant's creation
  CHECK(log[0].previous_hash.empty());
  for (size_t i = 0; i < log.size(); ++i) {
    CHECK(log[i].sequence == static_cast<int64_t>(i) + 1);
    if (i > 0) CHECK(log[i].previous_hash == log[i - 1].hash);
  }
  CHECK(log[5].action == AuditAction::kLogin);
  CHECK(log[5].actor_ip == "192.0.2.1");
  CHECK(log[5].actor_ua == "phone");
  CHECK(log[5].cross_tenant);
  CHECK(log[5].timestamp == world.now);
  const auto report = store.verify();
  REQUIRE(report.ok());
  CHECK(report->ok());
  CHECK(report->is_signed);
  CHECK(report->audit_chains == 2);
  CHECK(report->audit_rows == 7);
}

TEST_CASE_FIXTURE(Notes, "a chain goes on over many units and after reopening") {
  add(a, 2);
  add(b, 2);
  add(a, 2);
  auto again = open_bytes(options_for({}), content_of(store));
  REQUIRE(again.ok());
  REQUIRE(again->begin().ok());
  REQUIRE(
      again->note(TenantScope(a), {.resource_type = "user", .diff_json = {}}, world.change()).ok());
  REQUIRE(again->commit().ok());
  const auto report = again->verify();
  CHECK(report->ok());
  CHECK(report->audit_rows == 9);
}

TEST_CASE_FIXTURE(Notes, "a pruned chain still proves, in one go or several") {
  add(a, 20);
  const Micros middle = rows(a)[10].timestamp;
  must_begin();
  CHECK(*store.prune_audit(TenantScope(a), middle, 4) == 4);
  CHECK(*store.prune_audit(TenantScope(a), middle, 1000) == 6);
  CHECK(*store.prune_audit(TenantScope(a), middle, 1000) == 0);
  must_commit();
  CHECK(rows(a).front().sequence == 11);
  CHECK(store.verify()->ok());
  add(a, 1);
  CHECK(store.verify()->ok());
  must_begin();
  CHECK(*store.prune_audit(TenantScope(a), kNever, 1000) == 12);
  must_commit();
  CHECK(rows(a).empty());
  CHECK(store.verify()->ok());
  add(a, 1);
  CHECK(rows(a).front().sequence == 23);
  CHECK(store.verify()->ok());
}

TEST_CASE("pruning stops before a gap, then says so, and the unit goes on") {
  Tampered file;
  run_sql(file.path, "DELETE FROM audit_log WHERE sequence=3");
  auto store = Store::open(file.options_here());
  REQUIRE(store.ok());
  REQUIRE(store->begin().ok());
  const TenantScope scope(file.tenant);
  CHECK(*store->prune_audit(scope, kNever, 100) == 2);
  CHECK(store->prune_audit(scope, kNever, 100).error().status == Status::kMismatch);
  CHECK(store->set_meta("core.test", 1).ok());
  CHECK(store->commit().ok());
  CHECK_FALSE(store->verify()->ok());
}

TEST_CASE("every changed byte of every audit row is found") {
  Tampered file;
  auto store = Store::open(file.options_here());
  REQUIRE(store.ok());
  auto db = Connection::open(file.path, OpenMode::kReadWrite, {});
  REQUIRE(
      (*db)->execute("PRAGMA ignore_check_constraints=ON;PRAGMA synchronous=OFF", "set up").ok());
  int flips = 0;
  for (const schema::Field& field : audit_log().fields) {
    const std::string name = quoted(field.name);
    // As text of hex digits, whatever the type: SQLite converts both ways.
    auto owner = (*db)->prepare_owned(
        "SELECT typeof(" + name + ")," + name + " FROM audit_log WHERE sequence=3", false);
    REQUIRE(owner.ok());
    Statement row(owner->get());
    REQUIRE(*row.step("read"));
    const std::string type(row.text_at(0));
    if (type == "null") continue;
    std::string bytes;
    if (type == "integer") append_be(bytes, static_cast<uint64_t>(row.int_at(1)), 8);
    else bytes = type == "text" ? row.text_at(1) : row.bytes_at(1);
    row.reset();
    for (size_t i = 0; i < bytes.size(); ++i) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      auto update = (*db)->prepare_owned("UPDATE audit_log SET " + name + "=?1 WHERE " +
                                             (field.name == "hash" ? "sequence=3" : "hash=?2"),
                                         false);
      REQUIRE(update.ok());
      Statement write(update->get());
      auto hash_owner = (*db)->prepare_owned("SELECT hash FROM audit_log WHERE sequence=3", false);
      Statement hash_row(hash_owner->get());
      REQUIRE(*hash_row.step("read"));
      const std::string hash(hash_row.bytes_at(0));
      hash_row.reset();
      const auto set = [&](const std::string& value) {
        if (type == "integer") write.bind_int(1, static_cast<int64_t>(read_be(value)));
        else if (type == "text") write.bind_text(1, value);
        else write.bind_bytes(1, value);
        if (field.name != "hash") write.bind_bytes(2, hash);
        const auto done = write.run("tamper");
        REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
      };
      // The tenant's rows are compared; a unique rule may refuse a number that another row has.
      if (field.name == "sequence" && (read_be(changed) < 5 && read_be(changed) > 0)) continue;
      set(changed);
      const auto report = store->verify();
      CHECK_MESSAGE((report.ok() && !report->ok()), field.name, " byte ", i);
      set(bytes);
      ++flips;
    }
  }
  CHECK(flips > 200);
  CHECK(store->verify()->ok());
}

TEST_CASE("a removed row is found at its place") {
  Tampered file;
  run_sql(file.path, "DELETE FROM audit_log WHERE sequence=2");
  const VerifyReport report = file.verify();
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].area == Finding::Area::kAudit);
  CHECK(report.findings[0].tenant == file.tenant);
  CHECK(report.findings[0].sequence == 2);
}

TEST_CASE("a cut tail is found by the head, and by its signature when the head was cut too") {
  Tampered file;
  run_sql(file.path, "DELETE FROM audit_log WHERE sequence=4");
  CHECK_FALSE(file.verify().ok());
  run_sql(
      file.path,
      "UPDATE store_audit_head SET sequence=3, hash=(SELECT hash FROM audit_log WHERE sequence=3)"
      " WHERE sequence=4");
  const VerifyReport report = file.verify();
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].message.find("signature") != std::string::npos);
}

TEST_CASE("without a key a forged head passes, which is why there is one") {
  Tampered file(false);
  run_sql(
      file.path,
      "DELETE FROM audit_log WHERE sequence=4;"
      "UPDATE store_audit_head SET sequence=3, hash=(SELECT hash FROM audit_log WHERE sequence=3)"
      " WHERE sequence=4");
  const VerifyReport report = file.verify(false);
  CHECK(report.ok());
  CHECK_FALSE(report.is_signed);
}

TEST_CASE("a keyed file looked at without its key says that nothing was signed") {
  Tampered file;
  OpenOptions options = file.options_here(false);
  options.is_read_only = true;
  auto store = Store::open(options);
  REQUIRE(store.ok());
  const auto report = store->verify();
  REQUIRE(report.ok());
  CHECK(report->is_keyed);
  CHECK_FALSE(report->is_signed);
  CHECK(file.verify().is_keyed);
  CHECK(file.verify().is_signed);
  CHECK_FALSE(Tampered(false).verify(false).is_keyed);
}

namespace {

// Two tenants of which the first was removed by somebody known.
struct Removed : Tampered {
  Id user{};
  Removed() {
    auto store = Store::open(options_here());
    World world(7);
    user = world.id();
    Change change = world.change();
    change.actor = Actor{user, "192.0.2.9", "browser", true};
    REQUIRE(store->begin().ok());
    REQUIRE(
        store->remove(FileScope{}, schema::table_of<Tenant>(), tenant, Removal::kCascade, change)
            .ok());
    REQUIRE(store->commit().ok());
  }
};

}  // namespace

TEST_CASE_FIXTURE(Removed, "who removed a tenant stays in the file, proved by its chain") {
  const VerifyReport report = verify();
  CHECK(report.ok());
  CHECK(report.audit_chains == 2);
  CHECK(report.audit_rows == 2);  // the other's creation, and this removal
  REQUIRE(report.removed.size() == 1);
  const RemovedTenant& removed = report.removed[0];
  CHECK(removed.tenant == tenant);
  CHECK(removed.slug == "alpha");
  CHECK(removed.name == "alpha");
  CHECK(removed.removed_at == World().now);
  CHECK(removed.user_id == user);
  CHECK(removed.ip == "192.0.2.9");
  CHECK(removed.user_agent == "browser");
}

TEST_CASE_FIXTURE(Removed, "a removal that was blamed on another, moved or wiped out is found") {
  auto store = Store::open(options_here());
  REQUIRE(store.ok());
  const auto is_found_after = [&](const std::string& sql) {
    run_sql(path, "CREATE TABLE kept AS SELECT * FROM store_removed_tenant;" + sql);
    const auto report = store->verify();
    REQUIRE(report.ok());
    run_sql(path,
            "DELETE FROM store_removed_tenant; INSERT INTO store_removed_tenant SELECT * FROM kept;"
            "DROP TABLE kept");
    return report->findings.size() == 1 && report->findings[0].tenant == tenant &&
           report->removed.empty();
  };
  const std::string update = "UPDATE store_removed_tenant SET ";
  for (const char* change :
       {"actor_user_id=randomblob(16)", "actor_user_id=NULL", "actor_ip='192.0.2.8'",
        "actor_ua='x'", "timestamp=timestamp+1", "diff='{}'", "cross_tenant=0",
        "sequence=sequence+1", "id=randomblob(16)", "previous_hash=x''", "hash=randomblob(32)"}) {
    CHECK_MESSAGE(is_found_after(update + change), change);
  }
  CHECK(is_found_after("DELETE FROM store_removed_tenant"));
  CHECK(store->verify()->ok());
}

TEST_CASE_FIXTURE(Removed, "a tenant that comes again under its old id goes on with the chain") {
  auto store = Store::open(options_here());
  World world(8);
  world.now += kHour;
  Tenant again;
  again.id = tenant;
  again.slug = again.name = "again";
  again.sip_domain = "again.example";
  REQUIRE(store->begin().ok());
  schema::Record record(again);
  REQUIRE(store->insert(FileScope(), record, world.change()).ok());
  REQUIRE(store->commit().ok());
  CHECK(store->verify()->ok());
  CHECK(store->verify()->removed.empty());
  REQUIRE(store->begin().ok());
  REQUIRE(store
              ->remove(FileScope{}, schema::table_of<Tenant>(), tenant, Removal::kCascade,
                       world.change())
              .ok());
  REQUIRE(store->commit().ok());
  const auto report = store->verify();
  CHECK(report->ok());
  REQUIRE(report->removed.size() == 1);
  CHECK(report->removed[0].slug == "again");
  CHECK_FALSE(report->removed[0].user_id);
}

TEST_CASE("a chain that vanished whole is found") {
  Tampered file;
  run_sql(
      file.path,
      "DELETE FROM store_audit_head WHERE sequence=4;"
      "DELETE FROM audit_log WHERE tenant_id=(SELECT tenant_id FROM audit_log WHERE sequence=4)");
  CHECK_FALSE(file.verify().ok());
}

TEST_CASE("writing on after a forged head is refused, so it is not signed over") {
  Tampered file;
  run_sql(file.path, "UPDATE store_audit_head SET hash=zeroblob(32) WHERE sequence=4");
  auto store = Store::open(file.options_here());
  REQUIRE(store.ok());
  World world(9);
  REQUIRE(store->begin().ok());
  const auto refused = store->note(TenantScope(file.tenant),
                                   {.resource_type = "user", .diff_json = {}}, world.change());
  CHECK(refused.error().status == Status::kMismatch);
  store->rollback();
  CHECK(store->rekey(toy_seals("new key")).error().status == Status::kMismatch);
}
