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
