#include "store/open_file.hpp"

#include <doctest/doctest.h>

#include "schema/call.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("an open file is set up as the architecture says") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  options.durability = Durability::kFull;
  auto file = open_file(options);
  REQUIRE(file.ok());
  Connection& db = *file->db;
  CHECK(*db.query_int("PRAGMA application_id") == kApplicationId);
  CHECK(*db.query_int("PRAGMA user_version") == 1);
  CHECK(*db.query_int("PRAGMA foreign_keys") == 1);
  CHECK(*db.query_int("PRAGMA synchronous") == 2);
  CHECK(*db.query_int("PRAGMA cell_size_check") == 1);
  CHECK(*db.query_int("PRAGMA trusted_schema") == 0);
  CHECK(*db.query_int("PRAGMA temp_store") == 2);
  CHECK(*db.query_int("SELECT count(*) FROM pragma_table_list WHERE schema='main' AND type='table'"
                      " AND NOT strict AND name NOT LIKE 'sqlite%'") == 0);
  CHECK(std::filesystem::exists(options.path + "-lock"));
}

TEST_CASE("one file has one writer, by whatever name or link it is opened") {
  const Folder folder;
  std::filesystem::create_directory(folder.file("real"));
  std::filesystem::create_directory_symlink(folder.file("real"), folder.file("folder"));
  std::filesystem::create_symlink(folder.file("real/a.sivo"), folder.file("link.sivo"));
  const auto names = {folder.file("link.sivo"), folder.file("real/a.sivo"),
                      folder.file("folder/a.sivo"), folder.file("real/../real/a.sivo")};
  for (const std::string& first :
       names) {  // the very first name is of a file that is not there yet
    const auto store = Store::open(options_for(first));
    REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
    for (const std::string& second : names) {
      CHECK_MESSAGE(Store::open(options_for(second)).error().status == Status::kLocked, second);
    }
  }
  CHECK(std::filesystem::exists(folder.file("real/a.sivo-lock")));
  CHECK_FALSE(std::filesystem::exists(folder.file("link.sivo-lock")));
}

TEST_CASE("a path that is too long or holds a zero is refused") {
  CHECK(open_file(options_for(std::string(5000, 'x'))).error().path == "path");
  CHECK(open_file(options_for(std::string("a\0b", 3))).error().path == "path");
  OpenOptions options = options_for({});
  options.busy_ms = -1;
  CHECK(open_file(options).error().path == "busy_ms");
}

TEST_CASE("opening reads a few pages, not the rows") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  {
    TwoTenants two(options);
    two.must_begin();
    Call call;
    call.tenant_id = two.a;
    call.variables = std::string(500, 'v');
    for (int i = 0; i < 2000; ++i) {
      call.id = two.world.id();
      REQUIRE(two.store.append(call).ok());
    }
    two.must_commit();
  }
  // Every page that holds rows of calls is destroyed; opening must not notice.
  std::vector<int64_t> pages;
  {
    auto db = Connection::open(options.path, OpenMode::kReadOnly, {});
    auto owner = (*db)->prepare_owned("SELECT pageno FROM dbstat WHERE name='call'", false);
    if (!owner) {
      MESSAGE("SKIPPED: this SQLite has no dbstat");
      return;
    }
    Statement rows(owner->get());
    while (*rows.step("read")) pages.push_back(rows.int_at(0));
  }
  CHECK(pages.size() > 100);
  std::string bytes = read_file(options.path);
  for (const int64_t page : pages) {
    for (size_t i = 0; i < 4096; ++i) bytes[static_cast<size_t>(page - 1) * 4096 + i] = '\x5a';
  }
  write_file(options.path, bytes);
  auto store = Store::open(options);
  REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
  CHECK_FALSE(store->verify()->ok());
}
