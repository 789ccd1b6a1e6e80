#include "store/entities.hpp"

#include <doctest/doctest.h>

#include "schema/audit_log.hpp"
#include "schema/live.hpp"
#include "schema/walk.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

Result<void> add_member(TwoTenants& two, const Id& tenant, const Id& queue, const Id& user) {
  QueueMember member;
  member.id = two.world.id();
  member.queue_id = queue;
  member.user_id = user;
  schema::Record record(member);
  return two.store.insert(TenantScope(tenant), record, two.world.change());
}

Result<void> set_failover(TwoTenants& two, const Id& trunk, const Id& next) {
  schema::Record change = patch(schema::table_of<SipTrunk>(), trunk);
  const size_t field = index_of(schema::table_of<SipTrunk>(), "failover_trunk_id");
  REQUIRE(change.set(field, next).ok());
  return two.store.update(two.scope_a(), change, two.world.change());
}

std::string last_diff(TwoTenants& two, const Id& tenant) {
  Query query;
  query.order = {{index_of(schema::table_of<AuditLog>(), "sequence"), true}};
  query.limit = 1;
  auto page = two.store.query(TenantScope(tenant), schema::table_of<AuditLog>(), query);
  REQUIRE(page.ok());
  return page->rows.at(0).as<AuditLog>().diff;
}

}  // namespace

TEST_CASE("a created row has its times, version 1 and its tenant") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_queue(two.store, two.world, two.a, "sales");
  two.must_commit();
  auto row = two.store.get(two.scope_a(), schema::table_of<Queue>(), id);
  REQUIRE(row.ok());
  CHECK(row->as<Queue>().tenant_id == two.a);
  CHECK(row->as<Queue>().created_at == two.world.now);
  CHECK(row->as<Queue>().version == 1);
}

TEST_CASE("a row needs an id") {
  TwoTenants two;
  two.must_begin();
  schema::Record record{Queue{}};
  CHECK(two.store.insert(two.scope_a(), record, two.world.change()).error().path == "id");
}

TEST_CASE(
    "an update writes the given fields, moves the version and names both values in the audit") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_queue(two.store, two.world, two.a, "sales");
  two.world.now += kSecond;
  schema::Record change = patch(schema::table_of<Queue>(), id);
  REQUIRE(change.set(index_of(schema::table_of<Queue>(), "wrap_up_time"), int64_t{30}).ok());
  REQUIRE(two.store.update(two.scope_a(), change, two.world.change()).ok());
  two.must_commit();
  auto row = two.store.get(two.scope_a(), schema::table_of<Queue>(), id);
  CHECK(row->as<Queue>().wrap_up_time == 30);
  CHECK(row->as<Queue>().name == "sales");
  CHECK(row->as<Queue>().version == 2);
  CHECK(row->as<Queue>().updated_at == two.world.now);
  CHECK(row->as<Queue>().created_at == two.world.now - kSecond);
  CHECK(change.as<Queue>().name == "sales");
  CHECK(last_diff(two, two.a) == R"({"wrap_up_time":{"from":10,"to":30}})");
}

TEST_CASE("an update that changes nothing writes nothing") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_queue(two.store, two.world, two.a, "sales");
  two.must_commit();
  const auto before = two.store.state_hash();
  two.must_begin();
  schema::Record change = patch(schema::table_of<Queue>(), id);
  const size_t name = index_of(schema::table_of<Queue>(), "name");
  REQUIRE(change.set(name, std::string_view("sales")).ok());
  CHECK(two.store.update(two.scope_a(), change, two.world.change()).ok());
  two.must_commit();
  CHECK(change.as<Queue>().version == 1);
  CHECK(*two.store.state_hash() == *before);
}

TEST_CASE("a stale version is a conflict") {
  TwoTenants two;
  two.must_begin();
  const Id id = add_queue(two.store, two.world, two.a, "sales");
  schema::Record change = patch(schema::table_of<Queue>(), id);
  const schema::Table& table = schema::table_of<Queue>();
  REQUIRE(change.set(index_of(table, "wrap_up_time"), int64_t{30}).ok());
  REQUIRE(change.set(kVersionIndex, int64_t{2}).ok());
  const auto stale = two.store.update(two.scope_a(), change, two.world.change());
  CHECK(stale.error().status == Status::kConflict);
  CHECK(stale.error().path == "version");
  REQUIRE(change.set(kVersionIndex, int64_t{1}).ok());
  CHECK(two.store.update(two.scope_a(), change, two.world.change()).ok());
  two.must_commit();
}

TEST_CASE("a sealed field keeps its first value") {
  TwoTenants two;
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const Id other = add_queue(two.store, two.world, two.a, "help");
  const Id user = add_user(two.store, two.world, two.a, "ana@example.com");
  QueueMember member;
  member.id = two.world.id();
  member.queue_id = queue;
  member.user_id = user;
  schema::Record record(member);
  REQUIRE(two.store.insert(two.scope_a(), record, two.world.change()).ok());
  record.as<QueueMember>().queue_id = other;
  const auto refused = two.store.update(two.scope_a(), record, two.world.change());
  CHECK(refused.error().status == Status::kInvalid);
  CHECK(refused.error().path == "queue_id");
}

TEST_CASE("another tenant's row is not found by get, update, remove and query") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<Queue>();
  two.must_begin();
  const Id id = add_queue(two.store, two.world, two.a, "sales");
  CHECK(two.store.get(two.scope_b(), table, id).error().status == Status::kNotFound);
  schema::Record change = patch(table, id);
  REQUIRE(change.set(index_of(table, "wrap_up_time"), int64_t{30}).ok());
  const auto updated = two.store.update(two.scope_b(), change, two.world.change());
  CHECK(updated.error().status == Status::kNotFound);
  const auto removed =
      two.store.remove(two.scope_b(), table, id, Removal::kCascade, two.world.change());
  CHECK(removed.error().status == Status::kNotFound);
  CHECK(two.store.query(two.scope_b(), table, {})->rows.empty());
  CHECK(*two.store.count(two.scope_b(), table, {}) == 0);
  CHECK_FALSE(*two.store.erase(two.scope_b(), table, id));
  const auto of_a = two.store.get(two.scope_b(), schema::table_of<Tenant>(), two.a);
  CHECK(of_a.error().status == Status::kNotFound);
  CHECK(two.store.query(two.scope_b(), schema::table_of<Tenant>(), {})->rows.size() == 1);
  two.must_commit();
}

TEST_CASE("the file's scope opens the list of tenants and nothing else") {
  TwoTenants two;
  CHECK(two.store.query(FileScope(), schema::table_of<Tenant>(), {})->rows.size() == 2);
  const auto refused = two.store.query(FileScope(), schema::table_of<Queue>(), {});
  CHECK(refused.error().status == Status::kInvalid);
  two.must_begin();
  Tenant tenant;
  tenant.id = two.world.id();
  tenant.slug = "gamma";
  schema::Record record(tenant);
  CHECK(two.store.insert(two.scope_a(), record, two.world.change()).error().path == "tenant_id");
}

TEST_CASE("a reference to another tenant's row is not found and nothing is written") {
  TwoTenants two;
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const Id user = add_user(two.store, two.world, two.b, "ana@example.com");
  const auto refused = add_member(two, two.a, queue, user);
  CHECK(refused.error().status == Status::kNotFound);
  CHECK(refused.error().path == "user_id");
  CHECK(two.store.query(two.scope_a(), schema::table_of<QueueMember>(), {})->rows.empty());
  two.must_commit();
}

TEST_CASE("a row of a tenant that does not exist is not found") {
  TwoTenants two;
  two.must_begin();
  Queue queue;
  queue.id = two.world.id();
  queue.name = "sales";
  schema::Record record(queue);
  const TenantScope nobody(two.world.id());
  const auto refused = two.store.insert(nobody, record, two.world.change());
  CHECK(refused.error().status == Status::kNotFound);
  CHECK(refused.error().path == "tenant_id");
}

TEST_CASE("a name taken in the tenant exists already, in another tenant it is free") {
  TwoTenants two;
  two.must_begin();
  const Id first = add_queue(two.store, two.world, two.a, "sales");
  add_queue(two.store, two.world, two.b, "sales");
  Queue queue;
  queue.id = two.world.id();
  queue.name = "sales";
  schema::Record record(queue);
  const auto taken = two.store.insert(two.scope_a(), record, two.world.change());
  CHECK(taken.error().status == Status::kExists);
  CHECK(taken.error().path == "name");
  CHECK(taken.error().message.find("sales") == std::string::npos);

  const Id second = add_queue(two.store, two.world, two.a, "help");
  schema::Record change = patch(schema::table_of<Queue>(), second);
  const size_t name = index_of(schema::table_of<Queue>(), "name");
  REQUIRE(change.set(name, std::string_view("sales")).ok());
  CHECK(two.store.update(two.scope_a(), change, two.world.change()).error().path == "name");

  queue.id = first;
  queue.name = "third";
  schema::Record again(queue);
  CHECK(two.store.insert(two.scope_a(), again, two.world.change()).error().path == "id");
  two.must_commit();
  CHECK(two.store.verify()->ok());
}

TEST_CASE("a slug is unique in the file") {
  TwoTenants two;
  two.must_begin();
  Tenant tenant;
  tenant.id = two.world.id();
  tenant.slug = "alpha";
  tenant.name = "Alpha";
  tenant.sip_domain = "other.example";
  schema::Record record(tenant);
  const auto taken = two.store.insert(FileScope(), record, two.world.change());
  CHECK(taken.error().status == Status::kExists);
  CHECK(taken.error().path == "slug");
}

TEST_CASE("a queue in use stays, naming by whom; with the cascade its members go too") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<Queue>();
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const Id user = add_user(two.store, two.world, two.a, "ana@example.com");
  const Id other = add_user(two.store, two.world, two.a, "eva@example.com");
  REQUIRE(add_member(two, two.a, queue, user).ok());
  REQUIRE(add_member(two, two.a, queue, other).ok());
  const auto used =
      two.store.remove(two.scope_a(), table, queue, Removal::kRefuseIfUsed, two.world.change());
  CHECK(used.error().status == Status::kInUse);
  CHECK(used.error().message.find("2 rows of queue_member") != std::string::npos);
  const auto gone =
      two.store.remove(two.scope_a(), table, queue, Removal::kCascade, two.world.change());
  CHECK(gone.ok());
  CHECK(two.store.query(two.scope_a(), schema::table_of<QueueMember>(), {})->rows.empty());
  CHECK(two.store.query(two.scope_a(), schema::table_of<User>(), {})->rows.size() == 2);
  two.must_commit();
  CHECK(two.store.verify()->ok());
}

TEST_CASE("a row that nobody refers to goes without a cascade") {
  TwoTenants two;
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const schema::Table& table = schema::table_of<Queue>();
  CHECK(two.store.remove(two.scope_a(), table, queue, Removal::kRefuseIfUsed, two.world.change())
            .ok());
  CHECK(last_diff(two, two.a).find(R"("name":{"from":"sales","to":null})") != std::string::npos);
  two.must_commit();
}

TEST_CASE("what the engine keeps about a queue and a user goes with them") {
  TwoTenants two;
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const Id other = add_queue(two.store, two.world, two.a, "support");
  const Id user = add_user(two.store, two.world, two.a, "ana@a.example");
  REQUIRE(add_member(two, two.a, queue, user).ok());
  LiveQueue line;
  LiveAgent agent;
  line.tenant_id = agent.tenant_id = two.a;
  for (const Id& id : {queue, other}) {
    line.id = id;
    REQUIRE(two.store.put(line).ok());
  }
  agent.id = user;
  REQUIRE(two.store.put(agent).ok());
  const auto remove = [&](const schema::Table& table, const Id& id, Removal removal) {
    return two.store.remove(two.scope_a(), table, id, removal, two.world.change());
  };
  const auto count = [&](const schema::Table& table) {
    return *two.store.count(two.scope_a(), table, {});
  };
  CHECK(remove(schema::table_of<Queue>(), queue, Removal::kRefuseIfUsed).error().status ==
        Status::kInUse);
  CHECK(count(schema::table_of<LiveQueue>()) == 2);
  REQUIRE(remove(schema::table_of<Queue>(), queue, Removal::kCascade).ok());
  CHECK(count(schema::table_of<LiveQueue>()) == 1);
  REQUIRE(remove(schema::table_of<Queue>(), other, Removal::kRefuseIfUsed).ok());
  CHECK(count(schema::table_of<LiveQueue>()) == 0);
  REQUIRE(remove(schema::table_of<User>(), user, Removal::kRefuseIfUsed).ok());
  CHECK(count(schema::table_of<LiveAgent>()) == 0);
  two.must_commit();
}

TEST_CASE("a tenant goes only with the cascade and takes everything of it along") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<Tenant>();
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  const Id user = add_user(two.store, two.world, two.a, "ana@example.com");
  REQUIRE(add_member(two, two.a, queue, user).ok());
  add_queue(two.store, two.world, two.b, "sales");
  two.must_commit();
  two.must_begin();
  const Change change = two.world.change();
  const auto used = two.store.remove(FileScope(), table, two.a, Removal::kRefuseIfUsed, change);
  CHECK(used.error().status == Status::kInUse);
  const auto own = two.store.remove(two.scope_a(), table, two.a, Removal::kCascade, change);
  CHECK(own.error().status == Status::kInvalid);
  REQUIRE(two.store.remove(FileScope(), table, two.a, Removal::kCascade, change).ok());
  two.must_commit();
  CHECK(two.store.query(two.scope_a(), schema::table_of<Queue>(), {})->rows.empty());
  CHECK(two.store.query(two.scope_a(), schema::table_of<AuditLog>(), {})->rows.empty());
  CHECK(two.store.query(two.scope_b(), schema::table_of<Queue>(), {})->rows.size() == 1);
  CHECK(two.store.verify()->ok());
}

TEST_CASE("failover trunks may form a chain of eight, but no ninth and no circle") {
  TwoTenants two;
  two.must_begin();
  std::vector<Id> trunks;
  for (int i = 0; i < 9; ++i) {
    trunks.push_back(add_trunk(two.store, two.world, two.a, "trunk " + std::to_string(i)));
  }
  for (size_t i = 1; i < 8; ++i) REQUIRE(set_failover(two, trunks[i], trunks[i - 1]).ok());
  const auto ninth = set_failover(two, trunks[8], trunks[7]);
  CHECK(ninth.error().status == Status::kInvalid);
  CHECK(ninth.error().path == "failover_trunk_id");
  CHECK(set_failover(two, trunks[0], trunks[1]).error().status == Status::kInvalid);
  CHECK(set_failover(two, trunks[0], trunks[0]).error().status == Status::kInvalid);
  CHECK(set_failover(two, trunks[8], trunks[6]).ok());
  two.must_commit();
}
