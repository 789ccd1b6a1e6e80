#include "store/verify.hpp"

#include <doctest/doctest.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("a whole store has no findings") {
  TwoTenants two;
  const auto report = two.store.verify();
  REQUIRE(report.ok());
  CHECK(report->ok());
  CHECK(report->audit_chains == 2);
}

TEST_CASE("a reference that leads nowhere is found, with its table") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  {
    TwoTenants two(options);
    two.must_begin();
    add_trunk(two.store, two.world, two.a, "main");
    two.must_commit();
  }
  run_sql(options.path, "UPDATE sip_trunk SET failover_trunk_id=randomblob(16)");
  auto store = Store::open(options);
  const auto report = store->verify();
  REQUIRE(report->findings.size() == 1);
  CHECK(report->findings[0].area == Finding::Area::kReferences);
  CHECK(report->findings[0].table == "sip_trunk");
}

TEST_CASE("damaged pages are found or refused, for every page") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  {
    TwoTenants two(options);
    two.must_begin();
    for (int i = 0; i < 20; ++i) add_queue(two.store, two.world, two.a, std::to_string(i));
    two.must_commit();
  }
  const std::string whole = read_file(options.path);
  const std::string damaged_path = folder.file("b.sivo");
  for (size_t page = 0; page < whole.size() / 4096; page += 7) {
    std::string damaged = whole;
    for (size_t i = 0; i < 16; ++i) damaged[page * 4096 + i] = static_cast<char>(0xa5);
    write_file(damaged_path, damaged);
    auto store = Store::open(options_for(damaged_path));
    if (!store) {
      CHECK(store.error().status == Status::kCorrupt);
      continue;
    }
    const auto report = store->verify();
    CHECK_MESSAGE((!report || !report->ok()), "page ", page);
  }
}

TEST_CASE("areas have names") {
  CHECK(area_name(Finding::Area::kPages) == "pages");
  CHECK(area_name(Finding::Area::kReferences) == "references");
  CHECK(area_name(Finding::Area::kAudit) == "audit");
  CHECK(area_name(Finding::Area::kSecrets) == "secrets");
}
