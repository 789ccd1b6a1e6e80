#include "store/store.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("a new file is created and opens again with its rows") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  Id tenant;
  {
    TwoTenants two(options);
    tenant = two.a;
  }
  auto store = Store::open(options);
  REQUIRE(store.ok());
  const auto found = store->get(FileScope(), schema::table_of<Tenant>(), tenant);
  REQUIRE(found.ok());
  CHECK(found->as<Tenant>().slug == "alpha");
  CHECK(found->as<Tenant>().version == 1);
}

TEST_CASE("writes outside a unit and nested units are refused") {
  TwoTenants two;
  Queue queue;
  queue.id = two.world.id();
  queue.name = "sales";
  schema::Record record(queue);
  CHECK(two.store.insert(two.scope_a(), record, two.world.change()).error().status ==
        Status::kState);
  CHECK(two.store.commit().error().status == Status::kState);
  two.must_begin();
  CHECK(two.store.begin().error().status == Status::kState);
  two.store.rollback();
  two.store.rollback();
  CHECK_FALSE(two.store.in_unit());
}

TEST_CASE("a rolled back unit leaves nothing, not even in the audit chain") {
  TwoTenants two;
  const auto before = two.store.state_hash();
  two.must_begin();
  add_queue(two.store, two.world, two.a, "sales");
  two.store.rollback();
  CHECK(*two.store.state_hash() == *before);
  two.must_begin();
  add_queue(two.store, two.world, two.a, "sales");
  two.must_commit();
  CHECK(two.store.verify()->ok());
}

TEST_CASE("a missing folder is an I/O error, a missing file is not found") {
  const Folder folder;
  auto no_folder = Store::open(options_for(folder.file("no/such/a.sivo")));
  CHECK(no_folder.error().status == Status::kIo);
  CHECK(no_folder.error().path == "path");
  OpenOptions options = options_for(folder.file("a.sivo"));
  options.must_exist = true;
  CHECK(Store::open(options).error().status == Status::kNotFound);
}

TEST_CASE("a text file and another program's database are refused and left alone") {
  const Folder folder;
  const std::string text = folder.file("a.txt");
  write_file(text, std::string(5000, 'x'));
  for (const bool is_read_only : {false, true}) {
    OpenOptions options = options_for(text);
    options.is_read_only = is_read_only;
    const auto no_database = Store::open(options);
    CHECK(no_database.error().status == Status::kCorrupt);
    CHECK(no_database.error().path == "path");
    CHECK(no_database.error().message.ends_with("no SQLite database"));
  }
  CHECK(read_file(text) == std::string(5000, 'x'));

  const std::string other = folder.file("b.db");
  write_file(other, "");
  run_sql(other, "CREATE TABLE t (x)");
  const std::string bytes = read_file(other);
  const auto refused = Store::open(options_for(other));
  CHECK(refused.error().status == Status::kCorrupt);
  CHECK(refused.error().path == "path");
  CHECK(refused.error().message.ends_with("a database of another program"));
  CHECK(read_file(other) == bytes);
}

TEST_CASE("a file of a newer library is refused") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  run_sql(options.path, "PRAGMA user_version=99");
  CHECK(Store::open(options).error().status == Status::kNewer);
}

TEST_CASE("a file whose pages are damaged is corrupt") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  std::string bytes = read_file(options.path);
  for (size_t i = 4096; i < bytes.size(); ++i) bytes[i] = static_cast<char>(0x5a);
  write_file(options.path, bytes);
  auto store = Store::open(options);
  CHECK(store.error().status == Status::kCorrupt);
}

TEST_CASE("a truncated file is corrupt at open or at verify, never a crash") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  std::string bytes = read_file(options.path);
  bytes.resize(bytes.size() / 2 / 4096 * 4096);
  write_file(options.path, bytes);
  auto store = Store::open(options);
  if (!store) {
    CHECK(store.error().status == Status::kCorrupt);
  } else {
    const auto report = store->verify();
    CHECK((!report || !report->ok()));
  }
}

TEST_CASE("a second writer in the same process is locked out until the first closes") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  {
    TwoTenants two(options);
    CHECK(Store::open(options).error().status == Status::kLocked);
  }
  CHECK(Store::open(options).ok());
}

TEST_CASE("a file held by another process is locked, and free when that process is killed") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  int ready[2], hold[2];
  REQUIRE(pipe(ready) == 0);
  REQUIRE(pipe(hold) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto store = Store::open(options);
    const char state = store.ok() ? 'y' : 'n';
    char byte = 0;
    if (write(ready[1], &state, 1) == 1) (void)!read(hold[0], &byte, 1);
    _exit(0);
  }
  char state = 0;
  REQUIRE(read(ready[0], &state, 1) == 1);
  CHECK(state == 'y');
  CHECK(Store::open(options).error().status == Status::kLocked);
  OpenOptions reading = options;
  reading.is_read_only = true;
  CHECK(Store::open(reading).ok());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK(Store::open(options).ok());
  for (const int fd : {ready[0], ready[1], hold[0], hold[1]}) close(fd);
}

TEST_CASE("a read-only store reads the last commit while another writes, and refuses to write") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  TwoTenants two(options);
  options.is_read_only = true;
  auto reader = Store::open(options);
  REQUIRE(reader.ok());
  two.must_begin();
  add_queue(two.store, two.world, two.a, "sales");
  CHECK(*reader->count(two.scope_a(), schema::table_of<Queue>(), {}) == 0);
  two.must_commit();
  CHECK(*reader->count(two.scope_a(), schema::table_of<Queue>(), {}) == 1);
  CHECK(reader->begin().error().status == Status::kReadOnly);
}

// What opening gives to a user whom permissions hold back, as they do not root.
Status status_as_nobody(const OpenOptions& options) {
  constexpr uid_t kNobody = 65'534;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (geteuid() == 0 && setuid(kNobody) != 0) _exit(100);
    const auto store = Store::open(options);
    _exit(static_cast<int>(store.ok() ? Status::kOk : store.error().status));
  }
  int ended = 0;
  REQUIRE(waitpid(child, &ended, 0) == child);
  REQUIRE(WIFEXITED(ended));
  REQUIRE(WEXITSTATUS(ended) != 100);
  return static_cast<Status>(static_cast<int8_t>(WEXITSTATUS(ended)));
}

TEST_CASE("a file that cannot be written is read-only") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  using std::filesystem::perms;
  const perms all = perms::owner_all | perms::group_all | perms::others_all;
  std::filesystem::permissions(folder.path(), all);
  std::filesystem::permissions(options.path + "-lock", all);
  std::filesystem::permissions(options.path,
                               perms::owner_read | perms::group_read | perms::others_read);
  CHECK(status_as_nobody(options) == Status::kReadOnly);
  std::filesystem::permissions(options.path, all);
  CHECK(status_as_nobody(options) == Status::kOk);
}

TEST_CASE("every durability opens a file that the others open too") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  options.durability = Durability::kFull;
  { TwoTenants two(options); }
  for (const Durability durability : {Durability::kNone, Durability::kNormal, Durability::kFull}) {
    options.durability = durability;
    auto store = Store::open(options);
    REQUIRE(store.ok());
    CHECK(*store->count(FileScope(), schema::table_of<Tenant>(), {}) == 2);
    CHECK(store->checkpoint().ok());
  }
}

TEST_CASE("the wrong master key and a missing one are refused at open") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  { TwoTenants two(options); }
  options.seals = toy_seals("another key");
  CHECK(Store::open(options).error().status == Status::kKey);
  options.seals = toy_seals_without_key();
  CHECK(Store::open(options).error().status == Status::kKey);
  options.is_read_only = true;
  CHECK(Store::open(options).ok());
}

TEST_CASE("a file made without a key refuses one until it is rekeyed") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  options.seals = toy_seals_without_key();
  {
    TwoTenants two(options);
    OpenOptions keyed = options;
    keyed.seals = toy_seals("key");
    CHECK(two.store.verify()->ok());
  }
  OpenOptions keyed = options;
  keyed.seals = toy_seals("key");
  CHECK(Store::open(keyed).error().status == Status::kKey);
  {
    auto store = Store::open(options);
    REQUIRE(store.ok());
    REQUIRE(store->rekey(toy_seals("key")).ok());
  }
  auto store = Store::open(keyed);
  REQUIRE(store.ok());
  const auto report = store->verify();
  CHECK(report->ok());
  CHECK(report->is_signed);
}
