#include "store/connection.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "store/bytes.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

std::unique_ptr<Connection> memory() {
  auto db = Connection::open(":memory:", OpenMode::kCreate, {});
  REQUIRE(db.ok());
  REQUIRE((*db)
              ->execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE) STRICT", "set up")
              .ok());
  return std::move(*db);
}

}  // namespace

TEST_CASE("every SQLite result has a status") {
  const std::pair<int, Status> table[] = {
      {SQLITE_NOMEM, Status::kNoMemory},        {SQLITE_IOERR_NOMEM, Status::kNoMemory},
      {SQLITE_FULL, Status::kDiskFull},         {SQLITE_READONLY_DIRECTORY, Status::kReadOnly},
      {SQLITE_BUSY_SNAPSHOT, Status::kLocked},  {SQLITE_LOCKED, Status::kLocked},
      {SQLITE_CORRUPT_INDEX, Status::kCorrupt}, {SQLITE_NOTADB, Status::kCorrupt},
      {SQLITE_IOERR_FSYNC, Status::kIo},        {SQLITE_CANTOPEN_ISDIR, Status::kIo},
      {SQLITE_TOOBIG, Status::kFull},           {SQLITE_CONSTRAINT_CHECK, Status::kInvalid},
      {SQLITE_MISUSE, Status::kInternal},       {SQLITE_ERROR, Status::kInternal},
  };
  for (const auto& [code, status] : table) {
    const Error error = sqlite_error(code, "do it");
    CHECK_MESSAGE(error.status == status, code);
    CHECK(error.message.find("expected to do it, got: ") == 0);
  }
}

TEST_CASE("a prepared statement is kept and binds again") {
  auto db = memory();
  const std::string_view sql = "INSERT INTO t (a,b) VALUES (?1,?2)";
  Statement* first = *db->prepare(sql);
  CHECK(*db->prepare(sql) == first);
  for (int i = 0; i < 3; ++i) {
    first->bind_int(1, i);
    const std::string text = std::to_string(i);
    first->bind_text(2, text);
    CHECK(first->run("insert").ok());
  }
  CHECK(*db->query_int("SELECT count(*) FROM t") == 3);
}

TEST_CASE("empty text is text and empty bytes are bytes") {
  auto db = memory();
  auto owner = db->prepare_owned("SELECT ?1,?2,?3", false);
  Statement row(owner->get());
  row.bind_text(1, {});
  row.bind_bytes(2, {});
  row.bind_null(3);
  REQUIRE(*row.step("read"));
  CHECK(row.is_text(0));
  CHECK(row.is_bytes(1));
  CHECK(row.is_null(2));
}

TEST_CASE("a broken unique rule names its column, other errors name none") {
  auto db = memory();
  REQUIRE(db->execute("INSERT INTO t VALUES (1,'x')", "set up").ok());
  CHECK_FALSE(db->execute("INSERT INTO t VALUES (2,'x')", "insert").ok());
  CHECK(db->unique_column() == "b");
  CHECK_FALSE(db->execute("INSERT INTO t VALUES (1,'y')", "insert").ok());
  CHECK(db->unique_column() == "id");
  CHECK_FALSE(db->execute("INSERT INTO nothing VALUES (1)", "insert").ok());
  CHECK(db->unique_column().empty());
}

TEST_CASE("a doomed unit refuses to go on and to commit") {
  auto db = memory();
  REQUIRE(db->begin().ok());
  { const WholeCall half(*db); }
  CHECK(db->check_writable().error().status == Status::kState);
  CHECK(db->commit().error().status == Status::kState);
  CHECK_FALSE(db->in_unit());
  REQUIRE(db->begin().ok());
  {
    WholeCall whole(*db);
    whole.done();
  }
  CHECK(db->commit().ok());
}

TEST_CASE("the statement cache is bounded") {
  auto db = memory();
  for (size_t i = 0; i < kStatementsMax * 2 + 1; ++i) {
    CHECK(db->prepare("SELECT " + std::to_string(i)).ok());
  }
}

TEST_CASE("numbers in canonical bytes come back") {
  for (const uint64_t value :
       {uint64_t{0}, uint64_t{1}, UINT64_MAX, uint64_t{0x0102030405060708}}) {
    std::string bytes;
    append_be(bytes, value, 8);
    CHECK(read_be(bytes) == value);
  }
  CHECK(equal_secret("abc", "abc"));
  CHECK_FALSE(equal_secret("abc", "abd"));
  CHECK_FALSE(equal_secret("abc", "ab"));
  CHECK(digest_of("short") == Digest{});
}

TEST_CASE("between begin_read and end_read a connection sees one state, and then the next") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  auto writer = Connection::open(path, OpenMode::kCreate, {});
  REQUIRE(writer.ok());
  REQUIRE((*writer)->execute("PRAGMA journal_mode=WAL;CREATE TABLE t (x)", "set up").ok());
  auto reader = Connection::open(path, OpenMode::kReadOnly, {});
  REQUIRE(reader.ok());
  const auto count = [&] { return *(*reader)->query_int("SELECT count(*) FROM t"); };
  REQUIRE((*reader)->begin_read().ok());
  CHECK(count() == 0);
  REQUIRE((*writer)->execute("INSERT INTO t VALUES (1)", "write").ok());
  CHECK(count() == 0);
  (*reader)->end_read();
  CHECK(count() == 1);
  REQUIRE((*writer)->begin().ok());
  CHECK((*writer)->begin_read().error().status == Status::kState);
  (*writer)->end_read();  // leaves the unit alone
  CHECK((*writer)->commit().ok());
}
