#include "ledger.hpp"

#include <algorithm>
#include <numeric>

namespace {

constexpr int64_t kThreshold = 20 * kSecond;
constexpr int64_t kMillisecond = 1000;
constexpr int32_t kPageRows = 1000;

double ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

size_t hour_of(int64_t time_us) {
  return static_cast<size_t>(std::clamp<int64_t>(time_us / kHour, 0, 23));
}

Outcome outcome_of(const sivo::record_view& call, bool is_still_there) {
  if (is_still_there) return Outcome::kStillThere;
  const std::string_view status = call.text(SIVO_CALL_STATUS);
  if (status == "answered") return Outcome::kServed;
  if (status != "abandoned") return Outcome::kTurnedAway;
  return call.has(SIVO_CALL_QUEUE_ID) ? Outcome::kLeftInQueue : Outcome::kLeftInMenu;
}

void note(Ledger& ledger, bool is_so, const std::string& problem) {
  if (!is_so) ledger.problems.push_back(problem);
}

// All call records of the tenant, page by page.
void read_calls(sivo::core& core, const Centre& centre, const DayPlan& day, const Host& host,
                Ledger& ledger) {
  std::vector<int> records(day.callers.size(), 0);
  std::multiset<sivo::id> ids;
  sivo::query query(SIVO_KIND_CALL, centre.tenant);
  query.order(SIVO_CALL_STARTED_AT).limit(kPageRows);
  for (;;) {
    const sivo::list page = core.find(query);
    for (const sivo::record_view call : page) {
      CallRow row;
      row.caller = Callers::index_of(call.text(SIVO_CALL_CHANNEL));
      if (row.caller >= records.size()) continue;  // told below: a caller without a record
      ++records[row.caller];
      ids.insert(call.id(SIVO_CALL_ID));
      row.outcome = outcome_of(call, host.callers().still_there()[row.caller]);
      row.queue = call.id(SIVO_CALL_QUEUE_ID);
      row.agent = call.id(SIVO_CALL_AGENT_ID);
      row.started_us = call.integer(SIVO_CALL_STARTED_AT) - day.midnight_us;
      row.wait_us = call.integer(SIVO_CALL_WAIT_MS) * kMillisecond;  // ringing included
      row.talk_us = call.integer(SIVO_CALL_TALK_MS) * kMillisecond;
      ledger.calls.push_back(row);
    }
    if (page.cursor().empty()) break;
    query.page(page.cursor());
  }
  const auto is_one = [](int count) { return count == 1; };
  note(ledger, std::all_of(records.begin(), records.end(), is_one),
       "a caller does not have exactly one call record");
  note(ledger, ids == host.ended(), "call records and call.ended events differ");
}

void count(Ledger& ledger, const DayPlan& day) {
  for (const CallRow& row : ledger.calls) {
    ++ledger.outcomes[static_cast<size_t>(row.outcome)];
    const bool is_served = row.outcome == Outcome::kServed;
    if (is_served || row.outcome == Outcome::kLeftInQueue)
      ledger.by_hour[hour_of(row.started_us)].add(is_served, row.wait_us);
  }
  for (const CallerPlan& caller : day.callers) {
    if (!caller.recorded) continue;
    if (caller.recorded->is_in_queue)
      ledger.recorded_by_hour[hour_of(caller.arrives_us)].add(caller.recorded->is_served,
                                                              caller.recorded->wait_us);
    else ++ledger.recorded_left_in_menu;
  }
  for (size_t hour = 0; hour < ledger.by_hour.size(); ++hour) {
    ledger.total.add(ledger.by_hour[hour]);
    ledger.recorded.add(ledger.recorded_by_hour[hour]);
  }
}

// Nothing is lost and nothing is left over.
void prove(sivo::core& core, const DayPlan& day, const Host& host, Ledger& ledger) {
  const auto offered = static_cast<int64_t>(day.callers.size());
  note(ledger, host.callers().offered() == offered, "not every caller of the plan called");
  note(ledger, static_cast<int64_t>(ledger.calls.size()) == offered,
       std::to_string(offered) + " calls were offered, " + std::to_string(ledger.calls.size()) +
           " have a record");
  const int64_t sum = std::accumulate(ledger.outcomes.begin(), ledger.outcomes.end(), int64_t{0});
  note(ledger, sum == offered, "the outcomes do not add up to the calls offered");
  note(ledger, ledger.total.served + ledger.total.left == ledger.total.wanted,
       "the hours do not add up");
  const sivo::record status = core.status();
  note(ledger, status.integer(SIVO_STATUS_REPORT_CALLS) == 0, "a call is still in progress");
  note(ledger, status.integer(SIVO_STATUS_REPORT_WAITING) == 0, "a caller still waits");
  note(ledger, status.integer(SIVO_STATUS_REPORT_LEGS) == 0, "a leg is left over");
  note(ledger, status.integer(SIVO_STATUS_REPORT_AGENTS_LOGGED_IN) == 0,
       "an agent is still logged in");
}

}  // namespace

void Quality::add(bool is_served, int64_t wait_us) {
  ++wanted;
  if (!is_served) {
    ++left;
    return;
  }
  ++served;
  served_wait_us += wait_us;
  served_wait_max_us = std::max(served_wait_max_us, wait_us);
  if (wait_us <= kThreshold) ++served_in_time;
}

void Quality::add(const Quality& other) {
  wanted += other.wanted;
  served += other.served;
  served_in_time += other.served_in_time;
  left += other.left;
  served_wait_us += other.served_wait_us;
  served_wait_max_us = std::max(served_wait_max_us, other.served_wait_max_us);
}

double Quality::service_level() const { return ratio(served_in_time, wanted); }
double Quality::abandonment() const { return ratio(left, wanted); }
double Quality::asa_s() const { return ratio(served_wait_us, served * kSecond); }

Ledger read_ledger(sivo::core& core, const Centre& centre, const DayPlan& day, const Host& host) {
  Ledger ledger;
  read_calls(core, centre, day, host, ledger);
  count(ledger, day);
  prove(core, day, host, ledger);
  return ledger;
}
