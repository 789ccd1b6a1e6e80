#include "report.hpp"

#include <algorithm>
#include <map>

namespace {

constexpr int kBarColumns = 40;
constexpr size_t kSlowest = 5;

struct OutcomeWords {
  std::string_view text;
  Outcome outcome;
};
constexpr OutcomeWords kOutcomeWords[] = {
    {"served by an agent", Outcome::kServed},
    {"left in the menu", Outcome::kLeftInMenu},
    {"left in a queue", Outcome::kLeftInQueue},
    {"turned away (closed, full)", Outcome::kTurnedAway},
    {"still there at the end", Outcome::kStillThere},
};

int64_t of(const Ledger& ledger, Outcome outcome) {
  return ledger.outcomes[static_cast<size_t>(outcome)];
}

double share_of(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string title(const Day& day) {
  return day.centre.name + ", " + weekday_text(day.plan.date) + " " + date_text(day.plan.date) +
         "\n" + day.plan.source + ": " + std::to_string(day.plan.agents.size()) + " agents, " +
         std::to_string(day.centre.queues.size()) + " queues\n";
}

std::string outcomes(const Day& day, const Chart& chart) {
  const auto offered = static_cast<int64_t>(day.ledger.calls.size());
  std::string text = "\nCalls by outcome\n";
  for (const OutcomeWords& words : kOutcomeWords) {
    const int64_t count = of(day.ledger, words.outcome);
    const double share = share_of(count, offered);
    text += "  " + left(words.text, 27) + right(count_text(count), 6) +
            right(percent_text(share), 9) + "  " + chart.bar(share, kBarColumns) + "\n";
  }
  text += "  " + left("offered", 27) + right(count_text(offered), 6);
  text += day.ledger.problems.empty() ? "   one call record each, the sums add up\n" : "\n";
  for (const std::string& problem : day.ledger.problems) text += "  WRONG: " + problem + "\n";
  return text;
}

std::string level_line(size_t hour, const Quality& quality, const Chart& chart) {
  const std::string label = (hour < 10 ? "0" : "") + std::to_string(hour);
  return "  " + label + "  " + chart.bar(quality.service_level(), kBarColumns) +
         right(decimal(quality.service_level() * 100, 0) + " %", 6) +
         right(count_text(quality.wanted), 7) + right(count_text(quality.left), 6) +
         right(decimal(quality.asa_s(), 0) + " s", 8) + "\n";
}

std::string levels(const Day& day, const Chart& chart) {
  std::string text = "\nService level by hour: answered within 20 s, of all who wanted an agent\n" +
                     left("  hour", 6) + left("", kBarColumns) + right("level", 6) +
                     right("calls", 7) + right("left", 6) + right("ASA", 8) + "\n";
  for (size_t hour = 0; hour < day.ledger.by_hour.size(); ++hour)
    if (day.ledger.by_hour[hour].wanted > 0)
      text += level_line(hour, day.ledger.by_hour[hour], chart);
  const Quality& total = day.ledger.total;
  return text + "  Day: service level " + percent_text(total.service_level()) +
         ", average speed of answer " + decimal(total.asa_s(), 1) + " s, abandonment " +
         percent_text(total.abandonment()) + "\n";
}

std::string compared(const Quality& ours, const Quality& theirs) {
  const auto three = [](const Quality& q) {
    return right(decimal(q.asa_s(), 1), 8) + right(decimal(q.service_level() * 100, 1), 8) +
           right(decimal(q.abandonment() * 100, 1), 8);
  };
  return three(ours) + "  " + three(theirs) + "\n";
}

// Of a recorded day: our waits beside the real ones.
std::string comparison(const Day& day) {
  if (!day.plan.is_recorded) return "";
  const std::string heads = right("ASA s", 8) + right("<=20 %", 8) + right("left %", 8);
  std::string text = "\nOurs beside what was recorded\n  hour  calls" + right("ours", 16) +
                     right("recorded", 28) + "\n             " + heads + "  " + heads + "\n";
  for (size_t hour = 0; hour < day.ledger.by_hour.size(); ++hour) {
    const Quality& theirs = day.ledger.recorded_by_hour[hour];
    const Quality& ours = day.ledger.by_hour[hour];
    if (theirs.wanted + ours.wanted == 0) continue;
    text += "  " + right(std::to_string(hour), 4) + right(count_text(ours.wanted), 7) +
            compared(ours, theirs);
  }
  text += "   day" + right(count_text(day.ledger.total.wanted), 7) +
          compared(day.ledger.total, day.ledger.recorded);
  return text +
         "  Ours are shorter: from first to last service we hold the agents ready, their breaks "
         "are\n"
         "  in no record. Callers who were served wait here as long as it takes.\n";
}

std::string agents(const Day& day, const Chart& chart) {
  std::string text =
      "\nAgents: occupancy = (call + wrap-up) / (call + wrap-up + ready), ringing is ready\n  " +
      left("agent", 12);
  for (const std::string_view head : {"present", "call", "wrap-up", "pause"})
    text += right(head, 9);
  text += right("calls", 7) + right("missed", 8) + "  occupancy\n";
  for (size_t i = 0; i < day.plan.agents.size(); ++i) {
    const Agents::Tally& tally = day.host.agents().tallies()[i];
    const auto [ready, call, paused, wrap_up, out] = tally.status_us;
    const double occupancy = share_of(call + wrap_up, call + wrap_up + ready);
    const std::string& email = day.plan.agents[i].email;
    text += "  " + left(email.substr(0, email.find('@')), 12);
    for (const int64_t time_us : {ready + call + paused + wrap_up, call, wrap_up, paused})
      text += right(duration_text(time_us), 9);
    text += right(std::to_string(tally.answered), 7) + right(std::to_string(tally.missed), 8) +
            right(percent_text(occupancy), 9) + "  " + chart.bar(occupancy, 16) + "\n";
  }
  return text;
}

// A phone number as a report may show it.
std::string masked(const std::string& number) {
  return number.size() < 6 ? number
                           : number.substr(0, 3) + "..." + number.substr(number.size() - 2);
}

std::string slowest(const Day& day) {
  std::vector<CallRow> rows;
  for (const CallRow& row : day.ledger.calls)
    if (row.queue) rows.push_back(row);
  const size_t count = std::min(kSlowest, rows.size());
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(),
                    [](const CallRow& a, const CallRow& b) { return a.wait_us > b.wait_us; });
  std::string text = "\nSlowest waits\n";
  for (size_t i = 0; i < count; ++i) {
    const CallRow& row = rows[i];
    const auto queue = day.centre.queue_names.find(row.queue);
    text += "  " + clock_text(row.started_us) + "  " +
            left(masked(day.plan.callers[row.caller].number), 10) +
            left(queue == day.centre.queue_names.end() ? "?" : queue->second, 16) +
            right(duration_text(row.wait_us), 8) + "  " +
            (row.outcome == Outcome::kServed ? "served" : "left") + "\n";
  }
  return text;
}

std::string speed(const Speed& speed) {
  return "\n" + count_text(speed.steps) + " steps and " + count_text(speed.actions) +
         " actions in " + count_text(speed.commits) + " commits: " + decimal(speed.wall_s, 2) +
         " s, " + count_text(static_cast<int64_t>(speed.steps_per_s())) + " steps/s\n";
}

}  // namespace

std::string report_text(const Day& day, const Chart& chart) {
  return title(day) + outcomes(day, chart) + levels(day, chart) + comparison(day) +
         agents(day, chart) + slowest(day) + speed(day.speed);
}
