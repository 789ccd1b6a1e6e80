#include "store/snapshot.hpp"

#include <doctest/doctest.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("a backup is a whole store under its final name only") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  int64_t last_done = -1, last_total = -1;
  BackupOptions options;
  options.path = folder.file("copy.sivo");
  options.pages_per_step = 5;
  options.progress = [&](int64_t done, int64_t total) {
    CHECK(done > last_done);
    CHECK(std::filesystem::exists(options.path) == (done == total));
    last_done = done;
    last_total = total;
    return true;
  };
  REQUIRE(two.store.backup(options).ok());
  CHECK(last_done == last_total);
  CHECK_FALSE(std::filesystem::exists(options.path + "-partial"));
  CHECK_FALSE(std::filesystem::exists(options.path + "-wal"));
  auto copy = Store::open(options_for(options.path));
  REQUIRE(copy.ok());
  CHECK(*copy->state_hash() == *two.store.state_hash());
  CHECK(copy->verify()->ok());
}

TEST_CASE("a backup does not replace a file unless told, and a stopped one leaves nothing") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  BackupOptions options;
  options.path = folder.file("copy.sivo");
  write_file(options.path, "precious");
  CHECK(two.store.backup(options).error().status == Status::kExists);
  options.may_replace = true;
  options.pages_per_step = 1;
  options.progress = [](int64_t, int64_t) { return false; };
  CHECK(two.store.backup(options).error().status == Status::kState);
  CHECK(read_file(options.path) == "precious");
  CHECK_FALSE(std::filesystem::exists(options.path + "-partial"));
  // A stop after the end comes too late.
  options.progress = [](int64_t done, int64_t total) { return done != total; };
  CHECK(two.store.backup(options).ok());
  CHECK(Store::open(options_for(options.path)).ok());
  options.path = folder.file("no/folder/copy.sivo");
  CHECK(two.store.backup(options).error().status == Status::kIo);
  options.path.clear();
  CHECK(two.store.backup(options).error().path == "path");
}

TEST_CASE("the content as bytes opens in memory with the same state, from a file and from memory") {
  const Folder folder;
  for (const std::string& path : {std::string(), folder.file("a.sivo")}) {
    TwoTenants two(options_for(path));
    auto copy = open_bytes(options_for({}), content_of(two.store));
    REQUIRE_MESSAGE(copy.ok(), (copy ? "" : copy.error().message));
    CHECK(*copy->state_hash() == *two.store.state_hash());
    World world(5);
    REQUIRE(copy->begin().ok());
    add_queue(*copy, world, two.a, "sales");
    CHECK(copy->commit().ok());
    CHECK(copy->verify()->ok());
    CHECK(*two.store.count(two.scope_a(), schema::table_of<Queue>(), {}) == 0);
  }
}

TEST_CASE("cut, foreign or damaged bytes are corrupt, and a wrong key is found") {
  TwoTenants two;
  const std::string bytes = content_of(two.store);
  for (const std::string& bad : {std::string(), std::string("SQLite"), std::string(8192, 'x'),
                                 bytes.substr(0, bytes.size() / 2)}) {
    CHECK(open_bytes(options_for({}), bad).error().status == Status::kCorrupt);
  }
  OpenOptions options = options_for({});
  options.seals = toy_seals("another");
  CHECK(open_bytes(options, bytes).error().status == Status::kKey);
}

TEST_CASE("whole-file operations wait for the end of the unit") {
  TwoTenants two;
  two.must_begin();
  const Folder folder;
  CHECK(two.store.copy_to(folder.file("content")).error().status == Status::kState);
  CHECK(two.store.state_hash().error().status == Status::kState);
  CHECK(two.store.verify().error().status == Status::kState);
  CHECK(two.store.checkpoint().error().status == Status::kState);
  CHECK(two.store.backup({}).error().status == Status::kState);
}
