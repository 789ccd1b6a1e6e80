#include "store/references.hpp"

#include <doctest/doctest.h>

#include "schema/audit_log.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/voicemail.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

Id add_trunk(TwoTenants& two, std::string_view name, const std::optional<Id>& failover) {
  SipTrunk trunk;
  trunk.id = two.world.id();
  trunk.name = name;
  trunk.host = "sip.example.com";
  trunk.failover_trunk_id = failover;
  schema::Record record(trunk);
  const auto done = two.store.insert(two.scope_a(), record, two.world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return trunk.id;
}

Id add_overflow(TwoTenants& two, std::string_view name, const Id& target) {
  Queue queue;
  queue.id = two.world.id();
  queue.name = name;
  queue.overflow_queue_id = target;
  schema::Record record(queue);
  const auto done = two.store.insert(two.scope_a(), record, two.world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return queue.id;
}

}  // namespace

TEST_CASE("the cascade follows references to the end") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<SipTrunk>();
  two.must_begin();
  const Id first = add_trunk(two, "first", {});
  const Id second = add_trunk(two, "second", first);
  add_trunk(two, "third", second);
  const Id apart = add_trunk(two, "apart", {});
  const auto gone =
      two.store.remove(two.scope_a(), table, first, Removal::kCascade, two.world.change());
  REQUIRE_MESSAGE(gone.ok(), (gone ? "" : gone.error().message));
  const auto left = two.store.query(two.scope_a(), table, {});
  REQUIRE(left->rows.size() == 1);
  CHECK(left->rows[0].as<SipTrunk>().id == apart);
  two.must_commit();
  CHECK(two.store.verify()->ok());
}

TEST_CASE("a queue that goes takes no queue along that overflows to it") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<Queue>();
  two.must_begin();
  const Id first = add_queue(two.store, two.world, two.a, "first");
  const Id second = add_overflow(two, "second", first);
  schema::Record change = patch(table, first);
  REQUIRE(change.set(index_of(table, "overflow_queue_id"), second).ok());  // a circle
  REQUIRE(two.store.update(two.scope_a(), change, two.world.change()).ok());
  const auto gone =
      two.store.remove(two.scope_a(), table, first, Removal::kCascade, two.world.change());
  REQUIRE_MESSAGE(gone.ok(), (gone ? "" : gone.error().message));
  const auto left = two.store.query(two.scope_a(), table, {});
  REQUIRE(left->rows.size() == 1);
  CHECK(left->rows[0].as<Queue>().id == second);
  CHECK(!left->rows[0].as<Queue>().overflow_queue_id);
  two.must_commit();
  CHECK(two.store.verify()->ok());
}

TEST_CASE("a reference that may be cut becomes null with the cascade and its row moves on") {
  TwoTenants two;
  const schema::Table& table = schema::table_of<Voicemail>();
  two.must_begin();
  const Id queue = add_queue(two.store, two.world, two.a, "sales");
  Voicemail mail;
  mail.id = two.world.id();
  mail.tenant_id = two.a;
  mail.queue_id = queue;
  mail.version = 1;
  REQUIRE(two.store.append(mail).ok());
  const auto& queues = schema::table_of<Queue>();
  const auto used =
      two.store.remove(two.scope_a(), queues, queue, Removal::kRefuseIfUsed, two.world.change());
  CHECK(used.error().status == Status::kInUse);
  CHECK(used.error().message.find("1 row of voicemail refers") != std::string::npos);
  REQUIRE(
      two.store.remove(two.scope_a(), queues, queue, Removal::kCascade, two.world.change()).ok());
  auto row = two.store.get(two.scope_a(), table, mail.id);
  REQUIRE(row.ok());
  CHECK_FALSE(row->as<Voicemail>().queue_id.has_value());
  CHECK(row->as<Voicemail>().version == 2);
  two.must_commit();
}

TEST_CASE("a history reference neither blocks nor changes") {
  TwoTenants two;
  two.must_begin();
  const Id user = add_user(two.store, two.world, two.a, "ana@example.com");
  Change change = two.world.change();
  change.actor.user_id = user;
  REQUIRE(two.store.note(two.scope_a(), {.resource_type = "user", .diff_json = {}}, change).ok());
  const auto gone = two.store.remove(two.scope_a(), schema::table_of<User>(), user,
                                     Removal::kRefuseIfUsed, two.world.change());
  REQUIRE_MESSAGE(gone.ok(), (gone ? "" : gone.error().message));
  two.must_commit();
  CHECK(two.store.verify()->ok());
}
