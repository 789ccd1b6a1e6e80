#include "engine/stats/statistics.hpp"

#include <doctest/doctest.h>

#include "base/assert.hpp"
#include "engine/stats/fixture.hpp"

namespace sivo::stats {

TEST_CASE("a visit counts in the interval in which it was decided, in its queue and tenant") {
  Statistics center = make_center();
  // Joined at 9:59:50, answered at 10:00:10.
  CHECK(center.add(visit(kSales, kTen + 10 * kSecond, VisitEnd::kAnswered, 20 * kSecond)));
  CHECK(queue_in(center, kSales, Span::kQuarter, kTen - 1).offered == 0);
  const QueueStatistics report = queue_in(center, kSales, Span::kQuarter, kTen);
  CHECK(report.tenant_id == kTenant);
  CHECK(report.queue_id == kSales);
  CHECK(report.from == kTen);
  CHECK(report.until == kTen + 15 * kMinute);
  CHECK(report.offered == 1);
  CHECK(report.answered_in_sl == 1);
  CHECK(report.asa_ms == 20'000);
  CHECK(report.service_level == 100.0);
  CHECK(queue_in(center, kSupport, Span::kDay, kTen).offered == 0);
  CHECK(tenant_in(center, Span::kDay, kTen).offered == 1);
  CHECK(tenant_in(center, Span::kDay, kTen).tenant_id == kTenant);
}

TEST_CASE("half hours, hours and the day are what their quarters hold") {
  Statistics center = make_center();
  for (int quarter = 0; quarter < 8; ++quarter) {
    const Micros at = kTen + quarter * kCellUs;
    for (int i = 0; i <= quarter; ++i) {
      center.add(visit(kSales, at + i, VisitEnd::kAnswered, (i + 1) * kSecond));
    }
  }
  const auto offered = [&](Span span, int quarter) {
    return queue_in(center, kSales, span, kTen + quarter * kCellUs).offered;
  };
  CHECK(offered(Span::kQuarter, 3) == 4);
  CHECK(offered(Span::kHalfHour, 3) == 3 + 4);
  CHECK(offered(Span::kHour, 3) == 1 + 2 + 3 + 4);
  CHECK(offered(Span::kHour, 4) == 5 + 6 + 7 + 8);
  CHECK(offered(Span::kDay, 0) == 36);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).wait_max_ms == 4'000);
  CHECK(queue_in(center, kSales, Span::kDay, kTen).wait_max_ms == 8'000);
}

TEST_CASE("any interval may be asked for: it has the cells that begin in it") {
  Statistics center = make_center();
  for (int quarter = -96; quarter < 96; ++quarter) {
    center.add(visit(kSales, kTen + quarter * kCellUs, VisitEnd::kAnswered, kSecond));
  }
  const auto offered = [&](Micros from, Micros until) {
    return center.queue(kTenant, kSales, {from, until}).value().offered;
  };
  CHECK(offered(kTen, kTen + 3 * kCellUs) == 3);
  CHECK(offered(kTen - 5 * kMinute, kTen + 5 * kMinute) == 1);
  CHECK(offered(kTen, kTen) == 0);
  CHECK(offered(kTen + kHour, kTen) == 0);
  // Midnight to midnight twice: the third day, which began after 14 hours, was not the first.
  const Interval kept = center.kept(kTenant).value();
  CHECK(kept.until - kept.from == 2 * kDay);
  CHECK(offered(kept.from, kept.until) == 96 + 40);
  CHECK(offered(INT64_MIN, INT64_MAX) == 96 + 40);
  CHECK(offered(kept.from + kCellUs, kept.until) == 96 + 39);
  CHECK(offered(kept.until, kNever) == 0);
}

TEST_CASE("what waits now is told by the caller") {
  const Statistics center = make_center();
  const Interval interval = center.interval(kTenant, Span::kDay, kTen).value();
  CHECK(center.queue(kTenant, kSales, interval, {4, 9 * kSecond}).value().waiting == 4);
  CHECK(center.tenant(kTenant, interval, {4, 9 * kSecond}).value().longest_wait_ms == 9'000);
}

TEST_CASE("offered is answered, abandoned and flow-outs at every moment") {
  Statistics center = make_center();
  int64_t offered = 0;
  for (const VisitEnd end : {VisitEnd::kAnswered, VisitEnd::kAbandoned, VisitEnd::kTimeout,
                             VisitEnd::kExitKey, VisitEnd::kOverflow, VisitEnd::kMoved,
                             VisitEnd::kNoAgent, VisitEnd::kFull, VisitEnd::kRefusedEmpty}) {
    center.add(visit(kSales, kTen, end, kMinute));
    if (is_offered(end)) ++offered;
    const TenantStatistics report = tenant_in(center, Span::kHour, kTen);
    CHECK(report.offered == offered);
    CHECK(report.offered == report.answered + report.abandoned + report.timed_out +
                                report.exited_key + report.overflowed + report.moved +
                                report.no_agent);
  }
  CHECK(offered == 7);
}

TEST_CASE("case 68: a move between queues is one leave of the first and one visit of the second") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kOverflow, kMinute));
  center.add(visit(kSupport, kTen + kMinute, VisitEnd::kAnswered, 2 * kMinute));
  CHECK(queue_in(center, kSales, Span::kDay, kTen).overflowed == 1);
  CHECK(queue_in(center, kSales, Span::kDay, kTen).answered == 0);
  CHECK(queue_in(center, kSupport, Span::kDay, kTen).offered == 1);
  CHECK(queue_in(center, kSupport, Span::kDay, kTen).asa_ms == 120'000);
}

TEST_CASE("case 102: a call that was transferred is one part for each agent") {
  Statistics center = make_center();
  HandledFact first = handled(kSales, kAnna, kTen, kMinute);
  first.transfer = Transfer::kAttended;
  CHECK(center.add(first));
  CHECK(center.add(handled(kSales, kBen, kTen + kMinute, 3 * kMinute)));
  const QueueStatistics queue = queue_in(center, kSales, Span::kHour, kTen);
  CHECK(queue.handled == 2);
  CHECK(queue.transferred == 1);
  CHECK(queue.transferred_attended == 1);
  CHECK(queue.transferred_blind == 0);
  CHECK(queue.aht_ms == 120'000);
  CHECK(agent_in(center, kAnna, Span::kHour, kTen).handled == 1);
  CHECK(agent_in(center, kAnna, Span::kHour, kTen).transferred == 1);
  CHECK(agent_in(center, kBen, Span::kHour, kTen).transferred == 0);
  CHECK(agent_in(center, kBen, Span::kHour, kTen).user_id == kBen);
  CHECK(tenant_in(center, Span::kHour, kTen).handled == 2);
}

TEST_CASE("a part without a queue counts for the agent alone") {
  Statistics center = make_center();
  CHECK(center.add(handled(Id{}, kAnna, kTen, kMinute)));
  CHECK(agent_in(center, kAnna, Span::kDay, kTen).handled == 1);
  CHECK(tenant_in(center, Span::kDay, kTen).handled == 0);
}

TEST_CASE("offers count for the queue, the tenant and the agent") {
  Statistics center = make_center();
  for (const OfferEnd end : {OfferEnd::kAnswered, OfferEnd::kMissed, OfferEnd::kBusy}) {
    CHECK(center.add(OfferFact{kTenant, kSales, kAnna, kTen, end}));
  }
  CHECK(queue_in(center, kSales, Span::kDay, kTen).offers == 3);
  CHECK(tenant_in(center, Span::kDay, kTen).rejected == 1);
  CHECK(agent_in(center, kAnna, Span::kDay, kTen).missed == 1);
  CHECK(agent_in(center, kBen, Span::kDay, kTen).offers == 0);
}

TEST_CASE(
    "case 35: a status is split at the borders of intervals and days, and none of it is lost") {
  Statistics center = make_center();
  const Micros midnight = utc("2026-07-15T22:00:00Z");
  CHECK(center.add(state(kAnna, Doing::kWrapUp, midnight - 20 * kMinute, midnight + kMinute)));
  const auto wrap_up_ms = [&](Span span, Micros moment) {
    return agent_in(center, kAnna, span, moment).wrap_up_ms;
  };
  CHECK(wrap_up_ms(Span::kQuarter, midnight - 16 * kMinute) == 5 * 60'000);
  CHECK(wrap_up_ms(Span::kQuarter, midnight - 1) == 15 * 60'000);
  CHECK(wrap_up_ms(Span::kQuarter, midnight) == 60'000);
  CHECK(wrap_up_ms(Span::kHour, midnight - 1) == 20 * 60'000);
  CHECK(wrap_up_ms(Span::kDay, midnight - 1) == 20 * 60'000);
  CHECK(wrap_up_ms(Span::kDay, midnight) == 60'000);
}

TEST_CASE("of a status that lasted for days the kept ones count") {
  Statistics center = make_center();
  CHECK(center.add(state(kAnna, Doing::kAvailable, kTen - 30 * kDay, kTen)));
  const Interval kept = center.kept(kTenant).value();
  CHECK(kept.from == utc("2026-07-13T22:00:00Z"));
  CHECK(center.agent(kTenant, kAnna, kept).value().available_ms == 34 * 3'600'000);
  CHECK(agent_in(center, kAnna, Span::kDay, kTen).available_ms == 10 * 3'600'000);
}

TEST_CASE("an hour lasts an hour on the days the clock is changed") {
  for (const char* noon : {"2026-03-29T12:00:00Z", "2026-10-25T12:00:00Z"}) {
    Statistics center = make_center();
    const Interval day = center.interval(kTenant, Span::kDay, utc(noon)).value();
    CHECK(center.add(state(kAnna, Doing::kOnCall, day.from, day.until)));
    CHECK(agent_in(center, kAnna, Span::kDay, utc(noon)).on_call_ms ==
          (day.until - day.from) / kMillisecond);
    for (Micros at = day.from; at < day.until; at += kHour) {
      REQUIRE(agent_in(center, kAnna, Span::kHour, at).on_call_ms == 3'600'000);
    }
  }
}

TEST_CASE("logged out is no time, and a status of no length is no fact") {
  Statistics center = make_center();
  CHECK_FALSE(center.add(state(kAnna, Doing::kNothing, kTen, kTen + kHour)));
  CHECK_FALSE(center.add(state(kAnna, Doing::kAvailable, kTen, kTen)));
  CHECK_FALSE(center.kept(kTenant).has_value());
  CHECK_THROWS_AS(center.add(state(kAnna, Doing::kAvailable, kTen + 1, kTen)), AssertFailure);
}

TEST_CASE("a live agent's report has the status that still runs") {
  Statistics center = make_center();
  center.add(state(kAnna, Doing::kAvailable, kTen, kTen + 10 * kMinute));
  const Interval hour = center.interval(kTenant, Span::kHour, kTen).value();
  const AgentNow now{
      UserStatus::kOnCall, kTen + 10 * kMinute, Doing::kOnCall, kTen + 40 * kMinute, {}};
  const AgentStatistics report = center.agent(kTenant, kAnna, hour, now).value();
  CHECK(report.status == UserStatus::kOnCall);
  CHECK(report.on_call_ms == 30 * 60'000);
  CHECK(report.occupancy_pct == 75.0);
}

TEST_CASE("two days are kept, an older fact counts nothing") {
  Statistics center = make_center();
  CHECK(center.add(visit(kSales, kTen, VisitEnd::kAnswered, 0)));
  CHECK(center.add(visit(kSales, kTen + kDay, VisitEnd::kAnswered, 0)));
  CHECK(queue_in(center, kSales, Span::kDay, kTen).offered == 1);
  CHECK(center.add(visit(kSupport, kTen + 2 * kDay, VisitEnd::kAnswered, 0)));
  CHECK(queue_in(center, kSales, Span::kDay, kTen).offered == 0);
  CHECK(queue_in(center, kSales, Span::kDay, kTen + kDay).offered == 1);
  CHECK(tenant_in(center, Span::kDay, kTen + 2 * kDay).offered == 1);
  const uint64_t before = center.digest();
  CHECK_FALSE(center.add(visit(kSales, kTen, VisitEnd::kAnswered, 0)));
  CHECK_FALSE(center.add(handled(kSales, kAnna, kTen, 0)));
  CHECK_FALSE(center.add(state(kAnna, Doing::kAvailable, kTen, kTen + 1)));
  CHECK(center.digest() == before);
}

TEST_CASE("a new day takes the memory of the one that goes") {
  Statistics center = make_center();
  const auto live_a_day = [&](int day) {
    for (int i = 0; i < 300; ++i) {
      const Micros at = kTen + day * kDay + i * kMinute;
      center.add(visit(kSales, at, VisitEnd::kAnswered, (i * i % 997) * kSecond));
      center.add(handled(kSales, kAnna, at, kMinute));
      center.add(state(kAnna, Doing::kOnCall, at, at + kMinute));
    }
  };
  live_a_day(0);
  live_a_day(1);
  live_a_day(2);
  const size_t bytes = center.size_bytes();
  for (int day = 3; day < 12; ++day) live_a_day(day);
  CHECK(center.size_bytes() == bytes);
  CHECK(queue_in(center, kSales, Span::kDay, kTen + 11 * kDay).offered == 300);
}

TEST_CASE("the options of the service level hold for the past too") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  center.add(visit(kSales, kTen, VisitEnd::kAbandoned, kSecond));
  center.add(visit(kSales, kTen, VisitEnd::kTimeout, kMinute));
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 50.0);
  LevelRules rules;
  rules.excludes_short = true;
  center.set_queue(kTenant, kSales, rules);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).service_level == 100.0);
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 100.0);
  rules.includes_flow_outs = true;
  center.set_queue(kTenant, kSales, rules);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).service_level == 50.0);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).sl_answered_over_offered == 50.0);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).sl_ignore_abandoned == 100.0);
  center.set_queue(kTenant, kSales, {});
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 50.0);
}

TEST_CASE("the definition of the service level holds for the past too, in the tenant as well") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  center.add(visit(kSales, kTen, VisitEnd::kAbandoned, kSecond));
  center.add(visit(kSupport, kTen, VisitEnd::kAnswered, kMinute));
  center.add(visit(kSupport, kTen, VisitEnd::kAbandoned, kSecond));
  CHECK(queue_in(center, kSales, Span::kHour, kTen).service_level == 50.0);
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 25.0);
  LevelRules rules;
  rules.definition = ServiceLevel::kIgnoreAbandoned;
  center.set_queue(kTenant, kSales, rules);
  CHECK(queue_in(center, kSales, Span::kHour, kTen).service_level == 100.0);
  CHECK(queue_in(center, kSales, Span::kDay, kTen).service_level == 100.0);
  // Sales 1 of 1, support 0 of 2.
  CHECK(*tenant_in(center, Span::kDay, kTen).service_level == doctest::Approx(100.0 / 3));
  CHECK(*tenant_in(center, Span::kQuarter, kTen).service_level == doctest::Approx(100.0 / 3));

  Statistics other = make_center();
  other.set_queue(kTenant, kSales, rules);
  other.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  other.add(visit(kSales, kTen, VisitEnd::kAbandoned, kSecond));
  other.add(visit(kSupport, kTen, VisitEnd::kAnswered, kMinute));
  other.add(visit(kSupport, kTen, VisitEnd::kAbandoned, kSecond));
  CHECK(other.digest() == center.digest());
}

TEST_CASE("a queue that is removed leaves its numbers with the tenant") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  CHECK(center.remove_queue(kSales));
  CHECK_FALSE(center.remove_queue(kSales));
  const Interval day = center.interval(kTenant, Span::kDay, kTen).value();
  CHECK_FALSE(center.queue(kTenant, kSales, day).has_value());
  CHECK(tenant_in(center, Span::kDay, kTen).answered == 1);
  CHECK(center.add(visit(kSales, kTen, VisitEnd::kMoved, 0)));
  CHECK(center.add(handled(kSales, kAnna, kTen, kMinute)));
  CHECK(tenant_in(center, Span::kDay, kTen).moved == 1);
  CHECK(tenant_in(center, Span::kDay, kTen).handled == 1);
  CHECK(agent_in(center, kAnna, Span::kDay, kTen).handled == 1);
  center.set_queue(kTenant, kSales, {});
  CHECK(queue_in(center, kSales, Span::kDay, kTen).offered == 0);
}

TEST_CASE("case 93: a call that outlives its agent brings nobody back") {
  Statistics center = make_center();
  center.add(handled(kSales, kAnna, kTen, kMinute));
  CHECK(center.remove_agent(kAnna));
  CHECK_FALSE(center.remove_agent(kAnna));
  CHECK(center.add(handled(kSales, kAnna, kTen, kMinute)));
  CHECK_FALSE(center.add(handled(Id{}, kAnna, kTen, kMinute)));
  CHECK_FALSE(center.add(state(kAnna, Doing::kOnCall, kTen, kTen + 1)));
  const Interval day = center.interval(kTenant, Span::kDay, kTen).value();
  CHECK_FALSE(center.agent(kTenant, kAnna, day).has_value());
  CHECK(queue_in(center, kSales, Span::kDay, kTen).handled == 2);
}

TEST_CASE("case 98: tenants do not mix, and one cannot read the other's") {
  Statistics center = make_center();
  const Id other = tenant_id(2);
  center.set_tenant(other, zone("Asia/Kathmandu"));
  center.set_queue(other, queue_id(9), {});
  center.set_agent(other, agent_id(9));
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, 0));
  const Interval day = center.interval(other, Span::kDay, kTen).value();
  CHECK(day.from == utc("2026-07-14T18:15:00Z"));
  CHECK(center.tenant(other, day).value().offered == 0);
  CHECK_FALSE(center.queue(other, kSales, day).has_value());
  CHECK_FALSE(center.agent(other, kAnna, day).has_value());
  CHECK_FALSE(center.tenant(tenant_id(3), day).has_value());
  CHECK_FALSE(center.interval(tenant_id(3), Span::kDay, kTen).has_value());
  VisitFact crossed = visit(kSales, kTen, VisitEnd::kAnswered, 0);
  crossed.tenant = other;
  CHECK_THROWS_AS(center.add(crossed), AssertFailure);
  CHECK_THROWS_AS(center.set_queue(other, kSales, {}), AssertFailure);
  CHECK_THROWS_AS(center.set_agent(tenant_id(3), agent_id(7)), AssertFailure);
}

TEST_CASE("a queue that is removed leaves a service level by the first definition") {
  Statistics center = make_center();
  LevelRules rules;
  rules.definition = ServiceLevel::kIgnoreAbandoned;
  center.set_queue(kTenant, kSales, rules);
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  center.add(visit(kSales, kTen, VisitEnd::kAbandoned, kSecond));
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 100.0);
  center.remove_queue(kSales);
  CHECK(tenant_in(center, Span::kDay, kTen).service_level == 50.0);
  CHECK(center.queues().size() == 1);
}

TEST_CASE("a tenant that is removed takes everything along") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  center.add(handled(kSales, kAnna, kTen, kMinute));
  CHECK(center.remove_tenant(kTenant));
  CHECK_FALSE(center.remove_tenant(kTenant));
  CHECK(center.digest() == 0);
  CHECK_FALSE(center.remove_queue(kSales));
  CHECK_FALSE(center.remove_agent(kBen));
  CHECK_FALSE(center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond)));
}

TEST_CASE("another zone starts the tenant anew, the same one changes nothing") {
  Statistics center = make_center();
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  center.add(handled(kSales, kAnna, kTen, kMinute));
  const uint64_t before = center.digest();
  CHECK(center.set_tenant(kTenant, zone("Europe/Madrid")));
  CHECK(center.digest() == before);
  CHECK_FALSE(center.set_tenant(kTenant, zone("Asia/Kathmandu")));
  CHECK(center.digest() == 0);
  CHECK_FALSE(center.kept(kTenant).has_value());
  CHECK(center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond)));
  CHECK(queue_in(center, kSales, Span::kHour, kTen).from == utc("2026-07-15T07:15:00Z"));
  CHECK(queue_in(center, kSales, Span::kHour, kTen).offered == 1);
}

TEST_CASE("cells of a tenant in Kathmandu begin at its quarter hours") {
  Statistics center = make_center();
  center.set_tenant(kTenant, zone("Asia/Kathmandu"));
  const Micros hour = utc("2026-07-15T07:15:00Z");  // 13:00
  center.add(visit(kSales, hour - 1, VisitEnd::kAnswered, 0));
  center.add(visit(kSales, hour, VisitEnd::kAnswered, 0));
  center.add(visit(kSales, hour + kHour - 1, VisitEnd::kAnswered, 0));
  center.add(visit(kSales, hour + kHour, VisitEnd::kAnswered, 0));
  CHECK(queue_in(center, kSales, Span::kHour, hour).offered == 2);
  CHECK(queue_in(center, kSales, Span::kQuarter, hour).offered == 1);
}

TEST_CASE("moments at the ends of time count as the nearest that can be") {
  Statistics center = make_center();
  CHECK(center.add(visit(kSales, INT64_MIN, VisitEnd::kAnswered, 0)));
  CHECK(center.add(visit(kSales, kNever, VisitEnd::kAnswered, kNever)));
  CHECK(queue_in(center, kSales, Span::kDay, kNever).offered == 1);
  CHECK(center.add(state(kAnna, Doing::kAvailable, INT64_MIN, kNever)));
  CHECK(agent_in(center, kAnna, Span::kDay, kMomentMax).available_ms == 24 * 3'600'000);
}

TEST_CASE("merging brings newer days and drops what is too old") {
  Statistics older = make_center();
  older.add(visit(kSales, kTen, VisitEnd::kAnswered, 0));
  older.add(visit(kSales, kTen + kDay, VisitEnd::kAnswered, 0));
  Statistics newer = make_center();
  newer.add(visit(kSales, kTen + 2 * kDay, VisitEnd::kAnswered, 0));
  newer.add(handled(kSales, kAnna, kTen + kDay, 0));
  Statistics nothing = make_center();
  nothing.merge(older);
  CHECK(nothing.digest() == older.digest());
  for (const bool is_older_first : {true, false}) {
    Statistics both = is_older_first ? older : newer;
    both.merge(is_older_first ? newer : older);
    CHECK(queue_in(both, kSales, Span::kDay, kTen).offered == 0);
    CHECK(queue_in(both, kSales, Span::kDay, kTen + kDay).offered == 1);
    CHECK(tenant_in(both, Span::kQuarter, kTen + kDay).handled == 1);
    CHECK(tenant_in(both, Span::kDay, kTen + 2 * kDay).offered == 1);
    CHECK(agent_in(both, kAnna, Span::kDay, kTen + kDay).handled == 1);
  }
}

TEST_CASE("merging needs the same configuration") {
  Statistics center = make_center();
  Statistics other = make_center();
  LevelRules rules;
  rules.excludes_short = true;
  other.set_queue(kTenant, kSales, rules);
  CHECK_THROWS_AS(center.merge(other), AssertFailure);
  Statistics elsewhere;
  elsewhere.set_tenant(kTenant, zone("UTC"));
  CHECK_THROWS_AS(center.merge(elsewhere), AssertFailure);
  Statistics stranger;
  stranger.set_tenant(tenant_id(2), zone("UTC"));
  CHECK_THROWS_AS(center.merge(stranger), AssertFailure);
}

TEST_CASE("the memory of what is counted is as documented") {
  Statistics center = make_center();
  CHECK(center.size_bytes() == 0);
  // Tables, cells and blocks: the pools grow by 64.
  center.add(visit(kSales, kTen, VisitEnd::kAnswered, kSecond));
  CHECK(center.size_bytes() == 64 * (460 + 188 + 68));
  center.add(state(kAnna, Doing::kOnCall, kTen, kTen + 1));
  CHECK(center.size_bytes() == 64 * (460 + 188 + 68 + 460 + 116));
}

}  // namespace sivo::stats
