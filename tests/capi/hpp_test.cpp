#include <doctest/doctest.h>
#include <sivo/sivo.hpp>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

namespace {

constexpr std::int64_t kNow = 1'800'000'000'000'000;

// One queue, one agent, and a number whose flow goes straight into the queue.
constexpr const char* kAcme = R"({
  "tenant": {"slug": "acme", "name": "Acme"},
  "queues": [{"name": "sales"}],
  "users": [{"email": "ana@acme.example", "full_name": "Ana", "extension": "100", "role": "agent"}],
  "queue_members": [{"queue": "sales", "user": "ana@acme.example"}],
  "ivr_flows": [{"name": "main", "flow": {"format": "sivo.flow/1", "name": "main", "start": "q",
                 "nodes": [{"id": "q", "type": "queue", "queue": "sales"}]}}],
  "sip_trunks": [{"name": "carrier", "provider": "custom", "host": "sip.carrier.example"}],
  "dids": [{"number": "+34911234567", "trunk": "carrier", "ivr_flow": "main"}]
})";

sivo::id make_acme(sivo::core& core) {
  return core.apply(kAcme, kNow).id(SIVO_APPLY_REPORT_TENANT_ID);
}

sivo::record offer() {
  sivo::record out(SIVO_KIND_CALL_OFFERED);
  out.set(SIVO_CALL_OFFERED_CHANNEL, "sip-1").set(SIVO_CALL_OFFERED_TO, "+34911234567");
  return out;
}

template <class Work>
std::string path_of_error(Work&& work) {
  try {
    work();
  } catch (const sivo::error& error) {
    return error.path();
  }
  return "no error";
}

TEST_CASE("handles are moved, not copied") {
  static_assert(!std::is_copy_constructible_v<sivo::record>);
  static_assert(!std::is_copy_constructible_v<sivo::core>);
  static_assert(!std::is_copy_constructible_v<sivo::query>);
  static_assert(!std::is_copy_constructible_v<sivo::list>);
  static_assert(!std::is_copy_constructible_v<sivo::job>);
  static_assert(std::is_nothrow_move_constructible_v<sivo::record>);
  static_assert(std::is_nothrow_move_constructible_v<sivo::core>);
  static_assert(std::is_copy_constructible_v<sivo::id>);
  sivo::record a = offer();
  sivo::record b = std::move(a);
  CHECK(b.text(SIVO_CALL_OFFERED_CHANNEL) == "sip-1");
  a = std::move(b);
  CHECK(a.text(SIVO_CALL_OFFERED_CHANNEL) == "sip-1");
}

TEST_CASE("an id is a value") {
  const sivo::id none;
  const sivo::id some = sivo::id::parse("0190a5b2-7c3d-7e4f-8a6b-0123456789ab");
  CHECK(!none);
  CHECK(some);
  CHECK(some.text() == "0190a5b2-7c3d-7e4f-8a6b-0123456789ab");
  CHECK(none < some);
  CHECK(some == sivo::id(some.get()));
  CHECK(some != none);
  CHECK(path_of_error([] { sivo::id::parse("7"); }) == "text");
}

TEST_CASE("microseconds come from a system clock's time point") {
  using std::chrono::system_clock;
  CHECK(sivo::micros(system_clock::from_time_t(0)) == 0);
  CHECK(sivo::micros(system_clock::from_time_t(2) + std::chrono::milliseconds(5)) == 2'005'000);
}

TEST_CASE("an error has status, path and a line to print") {
  try {
    sivo::record record(9999);
    FAIL("no error");
  } catch (const sivo::error& error) {
    CHECK(error.status() == SIVO_EINVAL);
    CHECK(error.path() == "kind");
    CHECK(std::string(error.what()).find("kind: expected") == 0);
  }
}

TEST_CASE("a field takes every type it can hold") {
  sivo::record queue(SIVO_KIND_QUEUE);
  queue.set(SIVO_QUEUE_NAME, std::string("sales"))
      .set(SIVO_QUEUE_MAX_WAIT_TIME, 30)
      .set(SIVO_QUEUE_ANNOUNCE_POSITION, true)
      .set(SIVO_QUEUE_STRATEGY, "ring-all")
      .set(SIVO_QUEUE_MOH_URL, "https://acme.example/moh.wav")
      .set_null(SIVO_QUEUE_MOH_URL);
  CHECK(queue.text(SIVO_QUEUE_NAME) == "sales");
  CHECK(queue.integer(SIVO_QUEUE_MAX_WAIT_TIME) == 30);
  CHECK(queue.flag(SIVO_QUEUE_ANNOUNCE_POSITION));
  CHECK(queue.text(SIVO_QUEUE_STRATEGY) == "ring-all");
  CHECK(!queue.has(SIVO_QUEUE_MOH_URL));
  CHECK(queue.kind_name() == "queue");
  sivo::record quality(SIVO_KIND_CALL_QUALITY);
  quality.set(SIVO_CALL_QUALITY_MOS_SCORE, 4.5F);
  CHECK(quality.real(SIVO_CALL_QUALITY_MOS_SCORE) == 4.5);
}

TEST_CASE("an empty text is not null") {
  sivo::record queue(SIVO_KIND_QUEUE);
  CHECK(path_of_error([&] { queue.set(SIVO_QUEUE_NAME, std::string_view()); }) == "name");
  sivo::record leg(SIVO_KIND_CALL_OFFERED);
  leg.set(SIVO_CALL_OFFERED_FROM, std::string_view());
  CHECK(leg.has(SIVO_CALL_OFFERED_FROM));
  leg.set_null(SIVO_CALL_OFFERED_FROM);
  CHECK(!leg.has(SIVO_CALL_OFFERED_FROM));
}

TEST_CASE("a record goes to JSON and back, and is copied on request") {
  const sivo::record first = offer();
  const sivo::record second = sivo::record::from_json(SIVO_KIND_CALL_OFFERED, first.json());
  CHECK(second.json() == first.json());
  CHECK(first.copy().json() == first.json());
  CHECK(path_of_error([] { sivo::record::from_json(SIVO_KIND_DTMF, R"({"key":1})"); }) == "key");
}

TEST_CASE("poll_all gives every output, also those that its body causes") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  make_acme(core);
  for (const sivo::record& output : core.poll_all()) CHECK(output.kind() == SIVO_KIND_EVENT);
  core.step(offer(), kNow);
  std::vector<std::string> seen;
  for (const sivo::record& output : core.poll_all()) {
    seen.emplace_back(output.kind_name());
    if (output.kind() != SIVO_KIND_ANSWER) continue;
    sivo::record up(SIVO_KIND_CALL_ANSWERED);
    up.set(SIVO_CALL_ANSWERED_CALL_ID, output.id(SIVO_ANSWER_CALL_ID));
    core.step(up, kNow);
  }
  CHECK(std::count(seen.begin(), seen.end(), "answer") == 1);
  CHECK(std::count(seen.begin(), seen.end(), "music_start") == 1);
  CHECK(core.poll().get() == nullptr);
  CHECK(core.status().integer(SIVO_STATUS_REPORT_WAITING) == 1);
}

TEST_CASE("rows are created, changed, found and removed") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  const sivo::id tenant = make_acme(core);
  sivo::record queue(SIVO_KIND_QUEUE);
  queue.set(SIVO_QUEUE_TENANT_ID, tenant).set(SIVO_QUEUE_NAME, "support");
  core.create(queue, kNow);
  queue.set(SIVO_QUEUE_MAX_WAIT_TIME, 90);
  core.update(queue, kNow);
  CHECK(queue.integer(SIVO_QUEUE_VERSION) == 2);

  sivo::query query(SIVO_KIND_QUEUE, tenant);
  query.where(SIVO_QUEUE_MAX_WAIT_TIME, sivo::op::eq, 90)
      .where(SIVO_QUEUE_ANNOUNCE_POSITION, sivo::op::eq, false)
      .where(SIVO_QUEUE_ID, sivo::op::eq, queue.id(SIVO_QUEUE_ID))
      .where_null(SIVO_QUEUE_MOH_URL)
      .where_not_null(SIVO_QUEUE_NAME);
  const sivo::list found = core.find(query);
  REQUIRE(found.size() == 1);
  CHECK(found[0].text(SIVO_QUEUE_NAME) == "support");
  const sivo::id id = queue.id(SIVO_QUEUE_ID);
  CHECK(core.get(SIVO_KIND_QUEUE, tenant, id).text(SIVO_QUEUE_NAME) == "support");
  core.remove(found[0], 0, kNow);
  CHECK_THROWS_AS(core.get(SIVO_KIND_QUEUE, tenant, id), sivo::error);
}

TEST_CASE("a query pages through its rows") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  const sivo::id tenant = make_acme(core);
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    sivo::record queue(SIVO_KIND_QUEUE);
    queue.set(SIVO_QUEUE_TENANT_ID, tenant).set(SIVO_QUEUE_NAME, name);
    core.create(queue, kNow);
  }
  sivo::query query(SIVO_KIND_QUEUE, tenant);
  query.order(SIVO_QUEUE_NAME, true).limit(2);
  std::string names;
  for (int page = 0; page < 10; ++page) {
    const sivo::list list = core.find(query);
    for (const sivo::record_view row : list) names += row.text(SIVO_QUEUE_NAME);
    if (list.cursor().empty()) break;
    query.page(list.cursor());
  }
  CHECK(names == "salesedcba");
}

TEST_CASE("statistics and views are read of an interval and of the moment") {
  sivo::core core = sivo::core::in_memory(kNow, 1);
  const sivo::id tenant = make_acme(core);
  core.step(offer(), kNow);
  const sivo::list views = core.view(SIVO_KIND_QUEUE_VIEW, tenant, kNow);
  REQUIRE(views.size() == 1);
  const sivo::id queue = views[0].id(SIVO_QUEUE_VIEW_QUEUE_ID);
  const sivo::record hour = core.statistics(tenant, queue, 60, kNow);
  CHECK(hour.integer(SIVO_QUEUE_STATISTICS_OFFERED) == 0);
  CHECK(!hour.has(SIVO_QUEUE_STATISTICS_SERVICE_LEVEL));
  CHECK(path_of_error([&] { core.statistics(tenant, queue, 61, kNow); }) == "minutes");
}

TEST_CASE("a group without commit never happened") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  make_acme(core);
  {
    sivo::group group(core);
    core.step(offer(), kNow);
  }
  CHECK(core.status().integer(SIVO_STATUS_REPORT_CALLS) == 0);
  sivo::group group(core);
  core.step(SIVO_KIND_CALL_OFFERED, offer().json(), kNow);
  group.commit();
  CHECK(core.status().integer(SIVO_STATUS_REPORT_CALLS) == 1);
}

TEST_CASE("what a core refuses is an error with its path") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  CHECK(path_of_error([&] { core.step(sivo::record(SIVO_KIND_DIAL), kNow); }) == "input");
  CHECK(path_of_error([&] { core.advance(-1); }) == "now_us");
  CHECK(path_of_error([&] { core.rekey("short", "short"); }) == "key_size");
  CHECK(path_of_error([] { sivo::core(sivo_open_options{}); }) == "size");
  CHECK_THROWS_AS(sivo::replay("no such trace"), sivo::error);
}

TEST_CASE("a job runs to its report") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  make_acme(core);
  CHECK(core.verify().run().flag(SIVO_VERIFY_REPORT_IS_OK));
}

TEST_CASE("a submitted input wakes and waits for advance") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  make_acme(core);
  int wakeups = 0;
  core.on_wakeup([](void* context) { ++*static_cast<int*>(context); }, &wakeups);
  core.submit(offer());
  CHECK(wakeups == 1);
  core.advance(kNow);
  CHECK(core.status().integer(SIVO_STATUS_REPORT_CALLS) == 1);
}

TEST_CASE("changes are made in the name of an actor") {
  sivo::core core = sivo::core::in_memory(kNow, 7);
  const sivo::id tenant = make_acme(core);
  sivo::record actor(SIVO_KIND_ACTOR);
  actor.set(SIVO_ACTOR_USER_ID, tenant);
  core.act_as(actor);
  core.act_as_system();
  CHECK(core.export_tenant(tenant).has(SIVO_DOCUMENT_TEXT));
}

}  // namespace
