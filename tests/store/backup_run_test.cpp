#include "store/backup_run.hpp"

#include <doctest/doctest.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("a backup in steps holds what was written between them") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  const std::string path = folder.file("copy.sivo");
  auto run = two.store.begin_backup(path);
  REQUIRE(run.ok());
  auto progress = run->step(1);
  REQUIRE(progress.ok());
  CHECK(progress->done < progress->total);
  CHECK_FALSE(std::filesystem::exists(path));
  two.must_begin();
  add_queue(two.store, two.world, two.a, "sales");
  two.must_commit();
  for (int i = 0; i < 10'000 && progress->done != progress->total; ++i) {
    progress = run->step(10);
    REQUIRE(progress.ok());
  }
  CHECK(run->size_bytes() == static_cast<int64_t>(std::filesystem::file_size(path)));
  CHECK(run->step(1)->done == progress->total);
  auto copy = Store::open(options_for(path));
  REQUIRE(copy.ok());
  CHECK(*copy->state_hash() == *two.store.state_hash());
}

TEST_CASE("a reader's backup ends while another writes, and is the file of its beginning") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  TwoTenants two(options);
  const auto before = two.store.state_hash();
  options.is_read_only = true;
  auto reader = Store::open(options);
  REQUIRE(reader.ok());
  const std::string path = folder.file("copy.sivo");
  auto run = reader->begin_backup(path);
  REQUIRE(run.ok());
  Result<BackupRun::Progress> progress = run->step(1);
  int steps = 1;
  for (; steps < 1'000 && progress.ok() && progress->done != progress->total; ++steps) {
    two.must_begin();
    add_queue(two.store, two.world, two.a, "q" + std::to_string(steps));
    two.must_commit();
    progress = run->step(10);
  }
  REQUIRE(progress.ok());
  CHECK(progress->done == progress->total);
  CHECK(steps > 20);
  auto copy = Store::open(options_for(path));
  REQUIRE(copy.ok());
  CHECK(*copy->state_hash() == *before);
  // The reader itself has not stood still.
  CHECK(*reader->count(two.scope_a(), schema::table_of<Queue>(), {}) == steps - 1);
}

TEST_CASE("a copied file is checked table by table and appears after the last one") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  const std::string path = folder.file("copy.sivo");
  auto run = two.store.begin_backup(path);
  REQUIRE(run.ok());
  auto progress = run->step(100'000);
  REQUIRE(progress.ok());
  const int64_t pages = run->pages();
  CHECK(pages > 10);
  CHECK(progress->done == pages);
  CHECK(progress->total > pages + 10);
  int steps = 0;
  while (progress->done != progress->total) {
    CHECK_FALSE(std::filesystem::exists(path));
    const int64_t before = progress->done;
    progress = run->step(100'000);
    REQUIRE(progress.ok());
    CHECK(progress->done == before + 1);
    ++steps;
  }
  CHECK(steps == progress->total - pages);
  CHECK(std::filesystem::exists(path));
}

TEST_CASE("a copy that is damaged before its check gets no name and is gone") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  const std::string path = folder.file("copy.sivo");
  {
    auto run = two.store.begin_backup(path);
    REQUIRE(run->step(100'000).ok());
    run_sql(path + "-partial", "DELETE FROM tenant");
    std::string bytes = read_file(path + "-partial");
    for (size_t at = bytes.size() - 4096; at < bytes.size(); ++at) bytes[at] = '\x5a';
    write_file(path + "-partial", bytes);
    Result<BackupRun::Progress> progress = run->step(1);
    for (int i = 0; i < 100 && progress.ok(); ++i) progress = run->step(1);
    CHECK(progress.error().status == Status::kCorrupt);
    CHECK_FALSE(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path + "-partial"));
}

TEST_CASE("a backup that is given up leaves nothing, one begun inside a unit is refused") {
  const Folder folder;
  TwoTenants two(options_for(folder.file("a.sivo")));
  const std::string path = folder.file("copy.sivo");
  {
    auto run = two.store.begin_backup(path);
    REQUIRE(run.ok());
    REQUIRE(run->step(1).ok());
    CHECK(std::filesystem::exists(path + "-partial"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_FALSE(std::filesystem::exists(path + "-partial"));
  two.must_begin();
  CHECK(two.store.begin_backup(path).error().status == Status::kState);
}
