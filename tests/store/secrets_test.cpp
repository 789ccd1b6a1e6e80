#include "store/secrets.hpp"

#include <doctest/doctest.h>

#include "schema/audit_log.hpp"
#include "schema/walk.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

constexpr std::string_view kPlain = "correct horse battery";

const schema::Table& trunks() { return schema::table_of<SipTrunk>(); }
size_t password() { return index_of(trunks(), "password_encrypted"); }

Id add_secret_trunk(TwoTenants& two, std::string_view name, std::string_view plain = kPlain) {
  SipTrunk trunk = trunk_named(two.world, name);
  trunk.password = plain;
  schema::Record record(trunk);
  const auto done = two.store.insert(two.scope_a(), record, two.world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  CHECK(record.as<SipTrunk>().password == schema::kSecretMask);
  return trunk.id;
}

}  // namespace

TEST_CASE("a secret is nowhere in the file, in no row read and in no audit row") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  Id id, tenant;
  {
    TwoTenants two(options);
    tenant = two.a;
    two.must_begin();
    id = add_secret_trunk(two, "main");
    two.must_commit();
    auto row = two.store.get(two.scope_a(), trunks(), id);
    CHECK(row->as<SipTrunk>().password == schema::kSecretMask);
    auto audit = two.store.query(two.scope_a(), schema::table_of<AuditLog>(), {});
    REQUIRE(audit.ok());
    for (const auto& log : audit->rows) {
      CHECK(log.as<AuditLog>().diff.find(kPlain) == std::string::npos);
    }
    CHECK(*two.store.read_secret(two.scope_a(), trunks(), id, password()) == kPlain);
    CHECK(two.store.read_secret(two.scope_b(), trunks(), id, password()).error().status ==
          Status::kNotFound);
  }
  CHECK(read_file(options.path).find(kPlain) == std::string::npos);
  auto store = Store::open(options);
  CHECK(*store->read_secret(TenantScope(tenant), trunks(), id, password()) == kPlain);
}

TEST_CASE("the mask keeps a secret, null takes it away, a new text replaces it") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_secret_trunk(two, "main");
  const auto read = [&] { return two.store.read_secret(two.scope_a(), trunks(), id, password()); };
  auto row = two.store.get(two.scope_a(), trunks(), id);
  row->as<SipTrunk>().port = 5070;
  REQUIRE(two.store.update(two.scope_a(), *row, two.world.change()).ok());
  CHECK(row->as<SipTrunk>().version == 2);
  CHECK(*read() == kPlain);
  schema::Record change = patch(trunks(), id);
  REQUIRE(change.set(password(), std::string_view("another one")).ok());
  REQUIRE(two.store.update(two.scope_a(), change, two.world.change()).ok());
  CHECK(*read() == "another one");
  change = patch(trunks(), id);
  REQUIRE(change.set(password(), schema::Value{}).ok());
  REQUIRE(two.store.update(two.scope_a(), change, two.world.change()).ok());
  CHECK(read().error().status == Status::kNotFound);
  two.must_commit();
}

TEST_CASE("a new row cannot bring the mask as its secret") {
  TwoTenants two;
  two.must_begin();
  SipTrunk trunk = trunk_named(two.world, "main");
  trunk.password = schema::kSecretMask;
  schema::Record record(trunk);
  const auto refused = two.store.insert(two.scope_a(), record, two.world.change());
  CHECK(refused.error().path == "password_encrypted");
}

TEST_CASE("without a key a secret is refused and nothing is written") {
  OpenOptions options = options_for({});
  options.seals = toy_seals_without_key();
  TwoTenants two(options);
  two.must_begin();
  SipTrunk trunk = trunk_named(two.world, "main");
  trunk.password = kPlain;
  schema::Record record(trunk);
  const auto refused = two.store.insert(two.scope_a(), record, two.world.change());
  CHECK(refused.error().status == Status::kKey);
  CHECK(*two.store.count(two.scope_a(), trunks(), {}) == 0);
}

TEST_CASE("values sealed before are stored as they are, so a replay gives the same file") {
  TwoTenants first, second;
  SipTrunk trunk = trunk_named(first.world, "main");
  (void)second.world.id();
  trunk.password = kPlain;
  schema::Record sealed(trunk);
  REQUIRE(first.store.seal_record(first.scope_a(), sealed).ok());
  CHECK(sealed.as<SipTrunk>().password != kPlain);
  for (TwoTenants* two : {&first, &second}) {
    schema::Record record = sealed;
    Change change = two->world.change();
    change.is_sealed = true;
    two->must_begin();
    REQUIRE(two->store.insert(two->scope_a(), record, change).ok());
    two->must_commit();
  }
  CHECK(*first.store.state_hash() == *second.store.state_hash());
  CHECK(*second.store.read_secret(second.scope_a(), trunks(), trunk.id, password()) == kPlain);
}

TEST_CASE("a ciphertext moved to another row does not open there, and verify says so") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  Id first, second, tenant;
  {
    TwoTenants two(options);
    tenant = two.a;
    two.must_begin();
    first = add_secret_trunk(two, "main", "first secret");
    second = add_secret_trunk(two, "spare", "second secret");
    two.must_commit();
  }
  run_sql(options.path,
          "UPDATE sip_trunk SET password_encrypted=(SELECT password_encrypted FROM sip_trunk WHERE"
          " name='main') WHERE name='spare'");
  auto store = Store::open(options);
  REQUIRE(store.ok());
  CHECK(store->read_secret(TenantScope(tenant), trunks(), first, password()).ok());
  CHECK(store->read_secret(TenantScope(tenant), trunks(), second, password()).error().status ==
        Status::kKey);
  const auto report = store->verify();
  REQUIRE(report->findings.size() == 1);
  CHECK(report->findings[0].area == Finding::Area::kSecrets);
  CHECK(report->findings[0].row == second);
}

TEST_CASE("rekeying seals everything again and the old key opens nothing") {
  const Folder folder;
  OpenOptions options = options_for(folder.file("a.sivo"));
  Id id, tenant;
  {
    TwoTenants two(options);
    tenant = two.a;
    two.must_begin();
    for (int i = 0; i < 300; ++i) id = add_secret_trunk(two, "trunk " + std::to_string(i));
    two.must_commit();
    REQUIRE(two.store.rekey(toy_seals("new key")).ok());
    CHECK(*two.store.read_secret(two.scope_a(), trunks(), id, password()) == kPlain);
    two.must_begin();
    add_queue(two.store, two.world, two.a, "sales");
    two.must_commit();
    CHECK(two.store.verify()->ok());
  }
  CHECK(Store::open(options).error().status == Status::kKey);
  options.seals = toy_seals("new key");
  auto store = Store::open(options);
  REQUIRE(store.ok());
  CHECK(*store->read_secret(TenantScope(tenant), trunks(), id, password()) == kPlain);
  CHECK(store->verify()->ok());
}

TEST_CASE("rekeying inside a unit, or without a new key, is refused and changes nothing") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_secret_trunk(two, "main");
  CHECK(two.store.rekey(toy_seals("new")).error().status == Status::kState);
  CHECK(two.store.in_unit());
  two.must_commit();
  CHECK(two.store.rekey(toy_seals_without_key()).error().status == Status::kKey);
  CHECK(*two.store.read_secret(two.scope_a(), trunks(), id, password()) == kPlain);
}
