#include "store/table_check.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

constexpr int kQueues = 30;

// A closed file with some queues, and what a check in small parts finds in it.
struct Checked {
  Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  int steps = 0;

  Checked() {
    TwoTenants two(options);
    two.must_begin();
    for (int i = 0; i < kQueues; ++i) {
      const Id tenant = i % 2 == 0 ? two.a : two.b;
      const Id queue = add_queue(two.store, two.world, tenant, "q" + std::to_string(i));
      const Id user = add_user(two.store, two.world, tenant, std::to_string(i) + "@a.example");
      QueueMember member;
      member.id = two.world.id();
      member.queue_id = queue;
      member.user_id = user;
      schema::Record record(member);
      REQUIRE(two.store.insert(TenantScope(tenant), record, two.world.change()).ok());
    }
    two.must_commit();
  }
  std::vector<Finding> find(const schema::Table& table, TableCheck::What what) {
    auto db = Connection::open(options.path, OpenMode::kReadOnly, {});
    REQUIRE(db.ok());
    REQUIRE((*db)->begin_read().ok());
    VerifyReport report;
    auto check = TableCheck::begin(**db, table, what);
    REQUIRE_MESSAGE(check.ok(), (check.ok() ? "" : check.error().message), " in ", table.name);
    for (steps = 1; steps < 1'000; ++steps) {
      const auto is_over = (*check)->step(4);
      REQUIRE(is_over.ok());
      if (*is_over) break;
    }
    (*check)->add_findings(report);
    return report.findings;
  }
  std::vector<Finding> find_in_queues() {
    return find(schema::table_of<Queue>(), TableCheck::What::kPages);
  }
};

// Hides an index of the file from SQLite, so that it falls behind its table, and shows it again.
void change_behind_index(const std::string& path, const std::string& index,
                         const std::string& sql) {
  const std::string row = " sqlite_schema WHERE name='" + index + "'";
  const auto edit_schema = [&](const std::string& edit) {
    auto db = Connection::open(path, OpenMode::kReadWrite, {});
    REQUIRE(db.ok());
    sqlite3_db_config((*db)->handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    const auto done = (*db)->execute("PRAGMA writable_schema=ON;" + edit, "edit the schema");
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message));
  };
  edit_schema("CREATE TABLE hidden AS SELECT * FROM" + row + ";DELETE FROM" + row);
  run_sql(path, sql);
  edit_schema("INSERT INTO sqlite_schema SELECT * FROM hidden");
  run_sql(path, "DROP TABLE hidden");
}

}  // namespace

TEST_CASE("every table of a sound file is proved in parts, its references as well") {
  Checked file;
  for (const schema::Table* table : schema::all_tables()) {
    if (!table->is_stored()) continue;
    for (const auto what : {TableCheck::What::kPages, TableCheck::What::kReferences}) {
      const auto findings = file.find(*table, what);
      CHECK_MESSAGE(findings.empty(), table->name, ": ", findings.front().message);
    }
  }
  CHECK(file.find(schema::table_of<QueueMember>(), TableCheck::What::kReferences).empty());
  CHECK(file.steps == kQueues / 4 + 1);
}

TEST_CASE("a row that an index does not have is found, also when another's entry is too many") {
  Checked file;
  const std::string index = "queue__name";
  change_behind_index(file.options.path, index, "UPDATE queue SET name='other' WHERE name='q7'");
  const auto findings = file.find_in_queues();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].area == Finding::Area::kPages);
  CHECK(findings[0].table == "queue");
  CHECK(findings[0].message == "expected an entry of queue__name for each row, got none for 1");
}

TEST_CASE("an entry of a row that is gone is found") {
  Checked file;
  change_behind_index(file.options.path, "queue__name", "DELETE FROM queue WHERE name='q7'");
  const auto findings = file.find_in_queues();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == "expected an entry of queue__name for each row, got 30 for 29");
}

TEST_CASE("a value that its field may not hold is found") {
  for (const char* change : {"strategy='nobody'", "announce_position=2"}) {
    CAPTURE(change);
    Checked file;
    run_sql(file.options.path, std::string("PRAGMA ignore_check_constraints=ON;UPDATE queue SET ") +
                                   change + " WHERE name='q7'");
    const auto findings = file.find_in_queues();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.find("queue.") != std::string::npos);
  }
}

TEST_CASE("a reference that leads nowhere is found in parts") {
  Checked file;
  run_sql(file.options.path, "UPDATE queue_member SET queue_id=randomblob(16)");
  const auto findings = file.find(schema::table_of<QueueMember>(), TableCheck::What::kReferences);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].area == Finding::Area::kReferences);
  CHECK(findings[0].message == "expected a row of queue for each reference, got none for 30");
}

TEST_CASE("only as many rows are counted as are asked about") {
  Checked file;
  auto db = Connection::open(file.options.path, OpenMode::kReadOnly, {});
  CHECK(*has_more_rows(**db, "queue", kQueues - 1));
  CHECK_FALSE(*has_more_rows(**db, "queue", kQueues));
}
