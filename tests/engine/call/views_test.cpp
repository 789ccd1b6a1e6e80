#include "engine/call/center.hpp"
#include "schema/statistics.hpp"

namespace sivo::call::test {
namespace {

AgentStatistics day_of(Center& center, size_t agent) {
  auto report =
      center.engine.statistics({center.tenant, center.agents[agent], 1440, center.now}, center.now);
  REQUIRE(report.ok());
  return report->as<AgentStatistics>();
}

QueueView view_of(Center& center) {
  const auto views = center.engine.queue_views(center.tenant, center.now);
  REQUIRE(views.size() == 1);
  return views.front().as<QueueView>();
}

TEST_CASE("ringing counts as occupied while it lasts and when it is over") {
  Center center;
  center.furnish(1);
  center.engine.start_counting(5);
  center.login(0);
  center.wait(8 * kSecond);
  center.wait_in_line("c1");
  const Id leg = center.last<Dial>().leg_id;
  center.by_leg<LegRinging>(leg);
  center.wait(2 * kSecond);
  AgentStatistics day = day_of(center, 0);
  CHECK(day.ringing_ms == 2'000);
  CHECK(day.available_ms == 10'000);
  CHECK(day.occupancy_pct == 20.0);
  center.by_leg<LegAnswered>(leg);
  day = day_of(center, 0);
  CHECK(day.ringing_ms == 2'000);
  CHECK(day.occupancy_pct == 20.0);
}

TEST_CASE("an agent who listens to the key's prompt is rung no more") {
  Queue line;
  line.press_to_accept = true;
  Center center;
  center.furnish(1, line);
  center.engine.start_counting(5);
  center.login(0);
  center.wait_in_line("c1");
  const Id leg = center.last<Dial>().leg_id;
  center.wait(3 * kSecond);
  center.by_leg<LegAnswered>(leg);
  center.wait(4 * kSecond);
  CHECK(day_of(center, 0).ringing_ms == 3'000);
  center.by_channel<CallHangup>("c1");
  CHECK(center.last<Event>().type == "call.ended");
  CHECK(day_of(center, 0).ringing_ms == 3'000);
}

TEST_CASE("supervision is no handling: it is in no percentage, logged in or not") {
  for (const bool is_logged_in : {false, true}) {
    CAPTURE(is_logged_in);
    Center center;
    center.furnish(1);
    center.engine.start_counting(5);
    center.agents.push_back(center.add_user("900", Role::kSupervisor));
    if (is_logged_in) center.login(1);
    center.login(0);
    center.talk("c1");
    center.wait(10 * kSecond);
    const AgentStatistics before = day_of(center, 1);
    SuperviseRequested in;
    in.channel = "c1";
    in.by_user_id = center.agents[1];
    REQUIRE(center.tell(in).ok());
    center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
    center.reopen();
    center.engine.start_counting(5);
    for (const auto& event : center.all_of<Event>()) center.engine.count(event);
    center.wait(30 * kSecond);
    AgentStatistics day = day_of(center, 1);
    CHECK(day.status == UserStatus::kOnCall);
    CHECK(day.supervising_ms == 30'000);
    CHECK(day.on_call_ms == 0);
    CHECK(day.occupancy_pct == before.occupancy_pct);
    center.by_channel<CallHangup>("c1");
    center.wait(kSecond);
    day = day_of(center, 1);
    CHECK(day.supervising_ms == 30'000);
    CHECK(day.on_call_ms == 0);
    CHECK(day.utilisation_pct == before.utilisation_pct);
    // The next call is his own.
    CallPlaced placed;
    placed.channel = "p1";
    placed.tenant_id = center.tenant;
    placed.user_id = center.agents[1];
    placed.to = "+34900000001";
    REQUIRE(center.tell(placed).ok());
    center.wait(5 * kSecond);
    CHECK(day_of(center, 1).on_call_ms == 5'000);
    CHECK(day_of(center, 1).supervising_ms == 30'000);
  }
}

TEST_CASE("a view tells the callers who wait to be called back from the others") {
  Queue line;
  line.callback_enabled = true;
  Center center;
  center.furnish(1, line);
  center.engine.start_counting(5);
  center.wait_in_line("c1");
  center.wait(5 * kSecond);
  center.wait_in_line("c2");
  CallbackRequested back;
  back.channel = "c1";
  back.number = "+34600000009";
  REQUIRE(center.tell(back).ok());
  center.wait(kSecond);
  CHECK(view_of(center).waiting == 2);
  CHECK(view_of(center).callbacks == 1);
  CHECK(view_of(center).longest_wait_ms == 6'000);
  center.reopen();
  center.engine.start_counting(5);
  CHECK(view_of(center).waiting == 2);
  CHECK(view_of(center).callbacks == 1);
  center.by_channel<CallHangup>("c2");
  CHECK(view_of(center).waiting == 1);
  center.login(0);  // he is asked first
  CHECK(view_of(center).callbacks == 1);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  CHECK(view_of(center).waiting == 0);
  CHECK(view_of(center).callbacks == 0);
  CHECK(view_of(center).longest_wait_ms == 0);
}

TEST_CASE("the tenant's waiting callers are those of its queues, the longest wait the longest") {
  Center center;
  center.furnish(0);
  const Id second = center.add_queue("second");
  const Id flow = center.add_flow("other", R"({"id":"q","type":"queue","queue":"second"})", "q");
  center.add_did("+34911234568", flow);
  center.engine.start_counting(5);
  center.wait_in_line("c1");
  center.wait(4 * kSecond);
  center.wait_in_line("c2", "+34911234568");
  center.wait(kSecond);
  const auto read = [&](const Id& id) {
    auto report = center.engine.statistics({center.tenant, id, 15, center.now}, center.now);
    REQUIRE(report.ok());
    return *std::move(report);
  };
  CHECK(read(center.tenant).as<TenantStatistics>().waiting == 2);
  CHECK(read(center.tenant).as<TenantStatistics>().longest_wait_ms == 5'000);
  CHECK(read(second).as<QueueStatistics>().waiting == 1);
  CHECK(read(second).as<QueueStatistics>().longest_wait_ms == 1'000);
  auto past = center.engine.statistics({center.tenant, second, 15, center.now - kHour}, center.now);
  CHECK(past->as<QueueStatistics>().waiting == 0);
}

TEST_CASE("a new time zone ends the counting, until somebody counts the records again") {
  Center center;
  center.furnish(0);
  center.engine.start_counting(5);
  Configuration zone;
  zone.tenant_id = center.tenant;
  zone.id = center.tenant;
  zone.tenant_timezone = "Europe/Madrid";
  REQUIRE(center.engine.configure(Record(zone), center.now).ok());
  CHECK(center.engine.is_counting());
  zone.tenant_timezone = "Asia/Kathmandu";
  REQUIRE(center.engine.configure(Record(zone), center.now).ok());
  CHECK(!center.engine.is_counting());
}

TEST_CASE("blind and attended transfers count apart") {
  Center center;
  center.furnish(2);
  center.engine.start_counting(5);
  center.login(0);
  center.talk("c1");
  center.by_channel("c1", center.to_user<ConsultRequested>("c1", center.agents[1]));
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<ConsultCompleted>("c1");
  center.wait(kMinute);
  TransferRequested away;
  away.to = "+34900000001";
  center.wait_in_line("c2");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel("c2", away);
  center.wait(kMinute);
  auto report =
      center.engine.statistics({center.tenant, center.queue, 1440, center.now}, center.now);
  REQUIRE(report.ok());
  CHECK(report->as<QueueStatistics>().transferred == 2);
  CHECK(report->as<QueueStatistics>().transferred_blind == 1);
  CHECK(report->as<QueueStatistics>().transferred_attended == 1);
}

}  // namespace
}  // namespace sivo::call::test
