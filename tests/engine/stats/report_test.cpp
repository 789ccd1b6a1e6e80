#include "engine/stats/report.hpp"

#include <doctest/doctest.h>

namespace sivo::stats {
namespace {

constexpr Interval kHourLong{0, kHour};

LineSum sum_of(std::initializer_list<VisitFact> facts, const LevelRules& rules = {}) {
  LineSum sum;
  for (const VisitFact& fact : facts) {
    sum.visits += visits_of(fact, rules);
    if (is_offered(fact.end))
      sum.waits.add(bucket_of(static_cast<uint64_t>(fact.wait_us / kMillisecond)), 1);
  }
  return sum;
}

VisitFact visit(VisitEnd end, Micros wait_us) {
  VisitFact fact;
  fact.end = end;
  fact.wait_us = wait_us;
  fact.is_within = wait_us <= 20 * kSecond;
  fact.is_short = end == VisitEnd::kAbandoned && wait_us < 5 * kSecond;
  return fact;
}

}  // namespace

TEST_CASE("an interval without calls has zeros and no ratio") {
  const QueueStatistics report = queue_report({}, kHourLong, {});
  CHECK(report.from == 0);
  CHECK(report.until == kHour);
  CHECK(report.offered == 0);
  CHECK(report.handled == 0);
  for (const auto& ratio :
       {report.service_level, report.sl_answered_over_offered, report.sl_answered_only,
        report.sl_ignore_abandoned, report.sl_abandoned_within_counts, report.abandonment_pct,
        report.abandonment_without_short_pct, report.missed_pct}) {
    CHECK_FALSE(ratio.has_value());
  }
  for (const auto& mean :
       {report.asa_ms, report.wait_mean_ms, report.wait_p50_ms, report.wait_p90_ms,
        report.wait_p95_ms, report.wait_p99_ms, report.wait_max_ms, report.aht_ms,
        report.prediction_error_ms, report.prediction_error_abs_ms}) {
    CHECK_FALSE(mean.has_value());
  }
}

TEST_CASE("the day of spec/acd.md section 6.1 is 70, 77.8 or 80 percent") {
  LineSum sum;
  sum.visits.answered = 85;
  sum.visits.answered_in_sl = 70;
  sum.visits.abandoned = 15;
  sum.visits.abandoned_in_sl = 10;
  sum.visits.level_within = 70;
  sum.visits.level_of = 90;
  const TenantStatistics report = tenant_report(sum, kHourLong, {});
  CHECK(report.sl_answered_over_offered == 70.0);
  CHECK(*report.sl_ignore_abandoned == doctest::Approx(77.8).epsilon(0.001));
  CHECK(report.sl_abandoned_within_counts == 80.0);
  CHECK(*report.sl_answered_only == doctest::Approx(82.35).epsilon(0.001));
  CHECK(report.service_level == report.sl_ignore_abandoned);
}

TEST_CASE("waits: the answered alone, and all offered") {
  const LineSum sum =
      sum_of({visit(VisitEnd::kAnswered, 10 * kSecond), visit(VisitEnd::kAnswered, 20 * kSecond),
              visit(VisitEnd::kTimeout, 60 * kSecond), visit(VisitEnd::kFull, 0)});
  const QueueStatistics report = queue_report(sum, kHourLong, {3, 1'999'999});
  CHECK(report.waiting == 3);
  CHECK(report.longest_wait_ms == 1'999);
  CHECK(report.offered == 3);
  CHECK(report.full == 1);
  CHECK(report.asa_ms == 15'000);
  CHECK(report.wait_mean_ms == 30'000);
  CHECK(report.wait_max_ms == 60'000);
  CHECK(report.wait_p99_ms == 60'000);
  CHECK(*report.wait_p50_ms == doctest::Approx(20'000).epsilon(1.0 / 64));
}

TEST_CASE("a quantile is never above the longest wait") {
  const LineSum sum = sum_of({visit(VisitEnd::kAnswered, 10 * kSecond)});
  const QueueStatistics report = queue_report(sum, kHourLong, {});
  CHECK(report.wait_p50_ms == 10'000);
  CHECK(report.wait_p99_ms == 10'000);
}

TEST_CASE("abandonment with and without short ones") {
  const LineSum sum =
      sum_of({visit(VisitEnd::kAnswered, kSecond), visit(VisitEnd::kAbandoned, kSecond),
              visit(VisitEnd::kAbandoned, kMinute), visit(VisitEnd::kMoved, 0)});
  const QueueStatistics report = queue_report(sum, kHourLong, {});
  CHECK(report.abandonment_pct == 50.0);
  CHECK(*report.abandonment_without_short_pct == doctest::Approx(33.333).epsilon(0.001));
  const LineSum only_short = sum_of({visit(VisitEnd::kAbandoned, kSecond)});
  CHECK(queue_report(only_short, kHourLong, {}).abandonment_pct == 100.0);
  CHECK_FALSE(queue_report(only_short, kHourLong, {}).abandonment_without_short_pct.has_value());
}

TEST_CASE("estimates that came too low have a negative error") {
  VisitFact low = visit(VisitEnd::kAnswered, 30 * kSecond);
  low.predicted_us = 10 * kSecond;
  VisitFact high = visit(VisitEnd::kAnswered, 30 * kSecond);
  high.predicted_us = 40 * kSecond;
  const QueueStatistics report = queue_report(sum_of({low, high}), kHourLong, {});
  CHECK(report.predictions == 2);
  CHECK(report.prediction_error_ms == -5'000);
  CHECK(report.prediction_error_abs_ms == 15'000);
}

TEST_CASE("handling time is talk, hold and wrap-up, without ringing") {
  LineSum sum;
  sum.handling = {2, 1, 1, 4, 1, 2, 100 * kSecond, 20 * kSecond, 10 * kSecond, 8 * kSecond};
  const QueueStatistics report = queue_report(sum, kHourLong, {});
  CHECK(report.handled == 2);
  CHECK(report.transferred == 2);
  CHECK(report.transferred_blind == 1);
  CHECK(report.transferred_attended == 1);
  CHECK(report.talk_ms == 100'000);
  CHECK(report.hold_ms == 20'000);
  CHECK(report.acw_ms == 10'000);
  CHECK(report.ring_ms == 8'000);
  CHECK(report.aht_ms == 65'000);
  CHECK(report.offers == 4);
  CHECK(report.missed == 1);
  CHECK(report.rejected == 2);
  CHECK(report.missed_pct == 25.0);
}

TEST_CASE(
    "occupancy counts ringing and productive pauses as work, utilisation all time logged in") {
  AgentSum sum;
  sum.times.available_us = 30 * kMinute;
  sum.times.ringing_us = 3 * kMinute;
  sum.times.on_call_us = 20 * kMinute;
  sum.times.wrap_up_us = 5 * kMinute;
  sum.times.paused_us = 5 * kMinute;
  sum.times.productive_us = 2 * kMinute;
  const AgentStatistics report = agent_report(sum, kHourLong, {});
  CHECK(report.available_ms == 30 * kMinute / kMillisecond);
  CHECK(report.ringing_ms == 3 * kMinute / kMillisecond);
  CHECK(report.on_call_ms == 20 * kMinute / kMillisecond);
  CHECK(report.wrap_up_ms == 5 * kMinute / kMillisecond);
  CHECK(report.paused_ms == 5 * kMinute / kMillisecond);
  CHECK(report.productive_pause_ms == 2 * kMinute / kMillisecond);
  CHECK(*report.occupancy_pct == doctest::Approx(100.0 * 30 / 57));
  CHECK(*report.utilisation_pct == doctest::Approx(100.0 * 25 / 60));
}

TEST_CASE("who only supervises others' calls has no occupancy and no utilisation") {
  AgentSum sum;
  sum.times.supervising_us = 10 * kMinute;
  const AgentStatistics report = agent_report(sum, kHourLong, {});
  CHECK(report.supervising_ms == 600'000);
  CHECK(report.on_call_ms == 0);
  CHECK_FALSE(report.occupancy_pct.has_value());
  CHECK_FALSE(report.utilisation_pct.has_value());
}

TEST_CASE("an agent who was only paused is utilised by 0 and has no occupancy") {
  AgentSum sum;
  sum.times.paused_us = kMinute;
  const AgentStatistics report = agent_report(sum, kHourLong, {});
  CHECK_FALSE(report.occupancy_pct.has_value());
  CHECK(report.utilisation_pct == 0.0);
  CHECK_FALSE(agent_report({}, kHourLong, {}).utilisation_pct.has_value());
}

TEST_CASE("the running status counts with what of it lies in the interval") {
  AgentNow now{UserStatus::kAvailable, -kMinute, Doing::kAvailable, 10 * kMinute, {}};
  CHECK(agent_report({}, kHourLong, now).available_ms == 600'000);
  CHECK(agent_report({}, kHourLong, now).status == UserStatus::kAvailable);
  CHECK(agent_report({}, kHourLong, now).status_since == -kMinute);
  now.now = 3 * kHour;
  CHECK(agent_report({}, kHourLong, now).available_ms == 3'600'000);
  now.since = 2 * kHour;
  CHECK(agent_report({}, kHourLong, now).available_ms == 0);
  now = {UserStatus::kPaused, 0, Doing::kProductivePause, kMinute, {}};
  CHECK(agent_report({}, kHourLong, now).productive_pause_ms == 60'000);
  CHECK(agent_report({}, kHourLong, now).occupancy_pct == 100.0);
}

TEST_CASE("a phone that rings for an offer counts with what of it lies in the interval") {
  const AgentNow now{
      UserStatus::kAvailable, 0, Doing::kAvailable, 10 * kMinute, {-kMinute, 4 * kMinute}};
  const AgentStatistics report = agent_report({}, kHourLong, now);
  CHECK(report.available_ms == 600'000);
  CHECK(report.ringing_ms == 240'000);
  CHECK(report.occupancy_pct == 40.0);
}

}  // namespace sivo::stats
