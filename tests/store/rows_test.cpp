#include "store/rows.hpp"

#include <doctest/doctest.h>

#include "schema/call.hpp"
#include "schema/events.hpp"
#include "schema/live.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

LiveCall live_call(TwoTenants& two, const Id& tenant) {
  LiveCall call;
  call.id = two.world.id();
  call.tenant_id = tenant;
  call.channel = "channel";
  call.caller_id_number = "+34600000000";
  call.state = CallState::kQueued;
  call.mos_score = 4.25;
  return call;
}

}  // namespace

TEST_CASE("a live row comes back as it was put, null and enumeration and real included") {
  TwoTenants two;
  two.must_begin();
  LiveCall call = live_call(two, two.a);
  REQUIRE(two.store.put(call).ok());
  call.state = CallState::kTalking;
  call.answered_at = 77;
  REQUIRE(two.store.put(call).ok());
  two.must_commit();
  int seen = 0;
  REQUIRE(two.store
              .for_each<LiveCall>([&](const LiveCall& row) -> Result<void> {
                ++seen;
                CHECK(row.id == call.id);
                CHECK(row.tenant_id == two.a);
                CHECK(row.state == CallState::kTalking);
                CHECK(row.answered_at == 77);
                CHECK(row.mos_score == 4.25);
                CHECK_FALSE(row.did_id.has_value());
                CHECK(row.caller_id_number == "+34600000000");
                return {};
              })
              .ok());
  CHECK(seen == 1);
}

TEST_CASE("the same id in two tenants is two rows") {
  TwoTenants two;
  two.must_begin();
  LiveCall call = live_call(two, two.a);
  REQUIRE(two.store.put(call).ok());
  call.tenant_id = two.b;
  REQUIRE(two.store.put(call).ok());
  CHECK(*two.store.erase<LiveCall>(two.scope_a(), call.id));
  CHECK_FALSE(*two.store.erase<LiveCall>(two.scope_a(), call.id));
  CHECK(*two.store.count(two.scope_b(), schema::table_of<LiveCall>(), {}) == 1);
  two.must_commit();
}

TEST_CASE("appending a row twice exists already") {
  TwoTenants two;
  two.must_begin();
  Call call;
  call.id = two.world.id();
  call.tenant_id = two.a;
  REQUIRE(two.store.append(call).ok());
  const auto again = two.store.append(call);
  CHECK(again.error().status == Status::kExists);
  CHECK(again.error().path == "id");
  two.must_commit();
  CHECK(*two.store.count(two.scope_a(), schema::table_of<Call>(), {}) == 1);
}

TEST_CASE("a visit that fails stops the walk with its error") {
  TwoTenants two;
  two.must_begin();
  for (int i = 0; i < 3; ++i) REQUIRE(two.store.put(live_call(two, two.a)).ok());
  two.must_commit();
  int seen = 0;
  const auto stopped = two.store.for_each<LiveCall>([&](const LiveCall&) -> Result<void> {
    ++seen;
    return Error{Status::kFull, "expected room, got none", {}};
  });
  CHECK(stopped.error().status == Status::kFull);
  CHECK(seen == 1);
}

TEST_CASE("live rows need a unit and no secrets") {
  TwoTenants two;
  CHECK(two.store.put(live_call(two, two.a)).error().status == Status::kState);
  CHECK(two.store.erase<LiveCall>(two.scope_a(), two.a).error().status == Status::kState);
  two.must_begin();
  CHECK_THROWS_AS((void)two.store.put(trunk_named(two.world, "t")), AssertFailure);
}

TEST_CASE("an enumeration name that the library does not know is corrupt, with its place") {
  const Folder folder;
  const OpenOptions options = options_for(folder.file("a.sivo"));
  {
    TwoTenants two(options);
    two.must_begin();
    REQUIRE(two.store.put(live_call(two, two.a)).ok());
    two.must_commit();
  }
  run_sql(options.path,
          "PRAGMA ignore_check_constraints=ON; UPDATE live_call SET state='dreaming'");
  auto store = Store::open(options);
  REQUIRE(store.ok());
  const auto read = store->for_each<LiveCall>([](const LiveCall&) -> Result<void> { return {}; });
  CHECK(read.error().status == Status::kCorrupt);
  CHECK(read.error().path == "live_call.state");
}

TEST_CASE("a walk after an id gives the later rows of that tenant, at most as many as asked") {
  TwoTenants two;
  two.must_begin();
  std::vector<Id> ids;
  for (int i = 0; i < 6; ++i) {
    const LiveCall call = live_call(two, two.a);
    ids.push_back(call.id);
    REQUIRE(two.store.put(call).ok());
    REQUIRE(two.store.put(live_call(two, two.b)).ok());
  }
  two.must_commit();
  std::vector<Id> seen;
  const auto collect = [&](const void* object) -> Result<void> {
    seen.push_back(static_cast<const LiveCall*>(object)->id);
    return {};
  };
  const schema::Table& table = schema::table_of<LiveCall>();
  REQUIRE(two.store.for_each_after(two.scope_a(), table, ids[1], 3, collect).ok());
  CHECK(seen == std::vector<Id>(ids.begin() + 2, ids.begin() + 5));
  seen.clear();
  REQUIRE(two.store.for_each_after(two.scope_a(), table, Id{}, 0, collect).ok());
  CHECK(seen.empty());
  REQUIRE(two.store.for_each_after(two.scope_a(), table, Id{}, 100, collect).ok());
  CHECK(seen == ids);
}

TEST_CASE("a derived field is set in its tenant only, and never an identity or a secret") {
  TwoTenants two;
  const schema::Table& users = schema::table_of<User>();
  const size_t status = index_of(users, "status");
  const auto paused = static_cast<int64_t>(UserStatus::kPaused);
  two.must_begin();
  const Id user = add_user(two.store, two.world, two.a, "ana@example.com");
  REQUIRE(two.store.set_field(two.scope_b(), users, user, status, paused).ok());
  CHECK(two.store.get(two.scope_a(), users, user)->as<User>().status == UserStatus::kLoggedOut);
  REQUIRE(two.store.set_field(two.scope_a(), users, user, status, paused).ok());
  CHECK(two.store.get(two.scope_a(), users, user)->as<User>().status == UserStatus::kPaused);
  CHECK_THROWS_AS((void)two.store.set_field(two.scope_a(), users, user, kTenantIndex, two.b),
                  AssertFailure);
  const schema::Table& trunks = schema::table_of<SipTrunk>();
  const size_t password = index_of(trunks, "password_encrypted");
  CHECK_THROWS_AS((void)two.store.set_field(two.scope_a(), trunks, user, password, paused),
                  AssertFailure);
}

TEST_CASE("the oldest rows of a history go up to an id, at most as many as asked, of one tenant") {
  TwoTenants two;
  two.must_begin();
  std::vector<Id> ids;
  for (int i = 0; i < 6; ++i) {
    Event event;
    event.id = two.world.id();
    event.type = "call.created";
    for (const Id& tenant : {two.a, two.b}) {
      event.tenant_id = tenant;
      REQUIRE(two.store.append(event).ok());
    }
    ids.push_back(event.id);
  }
  const schema::Table& events = schema::table_of<Event>();
  const auto count = [&](const TenantScope& scope) { return *two.store.count(scope, events, {}); };
  CHECK(*two.store.erase_up_to(two.scope_a(), events, ids[3], 0) == 0);
  CHECK(*two.store.erase_up_to(two.scope_a(), events, Id{}, 10) == 0);
  CHECK(*two.store.erase_up_to(two.scope_a(), events, ids[3], 3) == 3);
  CHECK(two.store.get(two.scope_a(), events, ids[2]).error().status == Status::kNotFound);
  CHECK(*two.store.erase_up_to(two.scope_a(), events, ids[3], 3) == 1);
  CHECK(*two.store.erase_up_to(two.scope_a(), events, ids[3], 3) == 0);
  CHECK(count(two.scope_a()) == 2);
  CHECK(count(two.scope_b()) == 6);
  two.must_commit();
  CHECK(two.store.erase_up_to(two.scope_a(), events, ids[5], 3).error().status == Status::kState);
}
