#include "engine/stats/report.hpp"

#include <algorithm>
#include <optional>

namespace sivo::stats {
namespace {

std::optional<double> percent(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> percent(const Level& level) { return percent(level.within, level.of); }

std::optional<int64_t> mean_ms(int64_t sum_us, int64_t count) {
  if (count == 0) return std::nullopt;
  return sum_us / count / kMillisecond;
}

std::optional<int64_t> quantile_ms(const LineSum& sum, uint32_t per_thousand) {
  if (sum.waits.size() == 0) return std::nullopt;
  const int64_t longest_ms = sum.visits.wait_us_max / kMillisecond;
  if (sum.waits.rank(per_thousand) == sum.waits.size()) return longest_ms;
  return std::min(static_cast<int64_t>(sum.waits.quantile_ms(per_thousand)), longest_ms);
}

template <class Report>
void fill_interval(Report& report, const Interval& interval) {
  report.from = interval.from;
  report.until = interval.until;
}

template <class Report>
void fill_counts(Report& report, const Visits& visits) {
  report.offered = visits.offered();
  report.answered = visits.answered;
  report.answered_in_sl = visits.answered_in_sl;
  report.abandoned = visits.abandoned;
  report.abandoned_in_sl = visits.abandoned_in_sl;
  report.short_abandoned = visits.short_abandoned;
  report.timed_out = visits.timed_out;
  report.exited_key = visits.exited_key;
  report.overflowed = visits.overflowed;
  report.moved = visits.moved;
  report.no_agent = visits.no_agent;
  report.full = visits.full;
  report.refused_empty = visits.refused_empty;
}

template <class Report>
void fill_levels(Report& report, const Visits& visits) {
  report.service_level = percent(visits.level_within, visits.level_of);
  const auto by = [&](ServiceLevel definition) {
    return percent(level_of(visits, {definition, false, false}));
  };
  report.sl_answered_over_offered = by(ServiceLevel::kAnsweredOverOffered);
  report.sl_answered_only = by(ServiceLevel::kAnsweredOnly);
  report.sl_ignore_abandoned = by(ServiceLevel::kIgnoreAbandoned);
  report.sl_abandoned_within_counts = by(ServiceLevel::kAbandonedWithinCounts);
}

template <class Report>
void fill_waits(Report& report, const LineSum& sum) {
  const Visits& visits = sum.visits;
  report.asa_ms = mean_ms(visits.answered_wait_us, visits.answered);
  report.wait_mean_ms = mean_ms(visits.offered_wait_us, visits.offered());
  report.wait_p50_ms = quantile_ms(sum, 500);
  report.wait_p90_ms = quantile_ms(sum, 900);
  report.wait_p95_ms = quantile_ms(sum, 950);
  report.wait_p99_ms = quantile_ms(sum, 990);
  if (visits.offered() > 0) report.wait_max_ms = visits.wait_us_max / kMillisecond;
  const int64_t lasting = visits.offered() - visits.short_abandoned;
  report.abandonment_pct = percent(visits.abandoned, visits.offered());
  report.abandonment_without_short_pct =
      percent(int64_t{visits.abandoned} - visits.short_abandoned, lasting);
  report.predictions = visits.predictions;
  report.prediction_error_ms = mean_ms(visits.error_us, visits.predictions);
  report.prediction_error_abs_ms = mean_ms(visits.error_abs_us, visits.predictions);
}

template <class Report>
void fill_handling(Report& report, const Handling& handling) {
  report.handled = handling.handled;
  report.talk_ms = handling.talk_us / kMillisecond;
  report.hold_ms = handling.hold_us / kMillisecond;
  report.acw_ms = handling.acw_us / kMillisecond;
  report.ring_ms = handling.ring_us / kMillisecond;
  report.aht_ms = mean_ms(handling.talk_us + handling.hold_us + handling.acw_us, handling.handled);
  report.offers = handling.offers;
  report.missed = handling.missed;
  report.rejected = handling.rejected;
  report.missed_pct = percent(handling.missed, handling.offers);
  report.transferred = int64_t{handling.blind} + handling.attended;
  report.transferred_blind = handling.blind;
  report.transferred_attended = handling.attended;
}

template <class Report>
Report line_report(const LineSum& sum, const Interval& interval, const LineNow& now) {
  Report report;
  fill_interval(report, interval);
  report.waiting = now.waiting;
  report.longest_wait_ms = now.longest_wait_us / kMillisecond;
  fill_counts(report, sum.visits);
  fill_levels(report, sum.visits);
  fill_waits(report, sum);
  fill_handling(report, sum.handling);
  return report;
}

void fill_times(AgentStatistics& report, const StateTimes& times) {
  report.available_ms = times.available_us / kMillisecond;
  report.ringing_ms = times.ringing_us / kMillisecond;
  report.on_call_ms = times.on_call_us / kMillisecond;
  report.supervising_ms = times.supervising_us / kMillisecond;
  report.wrap_up_ms = times.wrap_up_us / kMillisecond;
  report.paused_ms = times.paused_us / kMillisecond;
  report.productive_pause_ms = times.productive_us / kMillisecond;
  const int64_t handling_us = times.on_call_us + times.wrap_up_us;
  const int64_t working_us = handling_us + times.productive_us;
  // An offer that was taken in the next interval may have rung in this one.
  const int64_t ringing_us = std::min(times.ringing_us, times.available_us);
  report.occupancy_pct = percent(working_us + ringing_us, working_us + times.available_us);
  report.utilisation_pct = percent(handling_us, handling_us + times.available_us + times.paused_us);
}

}  // namespace

QueueStatistics queue_report(const LineSum& sum, const Interval& interval, const LineNow& now) {
  return line_report<QueueStatistics>(sum, interval, now);
}

TenantStatistics tenant_report(const LineSum& sum, const Interval& interval, const LineNow& now) {
  return line_report<TenantStatistics>(sum, interval, now);
}

AgentStatistics agent_report(const AgentSum& sum, const Interval& interval, const AgentNow& now) {
  AgentStatistics report;
  fill_interval(report, interval);
  report.status = now.status;
  report.status_since = now.since;
  fill_handling(report, sum.handling);
  const Micros running_us = overlap_us(interval, {now.since, now.now});
  StateTimes times = sum.times;
  times += times_of(now.doing, running_us);
  times += times_of(Doing::kRinging, overlap_us(interval, now.ringing));
  fill_times(report, times);
  return report;
}

}  // namespace sivo::stats
