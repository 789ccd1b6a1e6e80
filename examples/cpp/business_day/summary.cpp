#include "report.hpp"

namespace {

// The values here are numbers, dates and paths: quotes and backslashes are all there is to escape.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string member(const std::string& name, int64_t value) {
  return quoted(name) + ":" + std::to_string(value);
}

std::string member(const std::string& name, double value) {
  return quoted(name) + ":" + decimal(value, 4);
}

std::string quality(const Quality& quality) {
  return "{" + member("wanted", quality.wanted) + "," + member("served", quality.served) + "," +
         member("served_within_20s", quality.served_in_time) + "," + member("left", quality.left) +
         "," + member("mean_wait_s", quality.asa_s()) + "," +
         member("service_level", quality.service_level()) + "," +
         member("abandonment", quality.abandonment()) + "}";
}

std::string outcomes(const Ledger& ledger) {
  static constexpr std::array<const char*, kOutcomes> kNames = {
      "served", "left_in_menu", "left_in_queue", "turned_away", "still_there"};
  std::string text;
  for (size_t i = 0; i < kOutcomes; ++i) text += member(kNames[i], ledger.outcomes[i]) + ",";
  return text;
}

}  // namespace

std::string summary_json(const Day& day, const std::string& database) {
  const Ledger& ledger = day.ledger;
  std::string text = "{\"date\":" + quoted(date_text(day.plan.date)) + "," +
                     member("offered", day.host.callers().offered()) + "," +
                     member("call_records", static_cast<int64_t>(ledger.calls.size())) + "," +
                     outcomes(ledger) + "\"ours\":" + quality(ledger.total) + ",";
  if (day.plan.is_recorded)
    text += "\"recorded\":" + quality(ledger.recorded) + "," +
            member("recorded_left_in_menu", ledger.recorded_left_in_menu) + ",";
  text += member("agents", static_cast<int64_t>(day.plan.agents.size())) + "," +
          member("steps", day.speed.steps) + "," + member("commits", day.speed.commits) + "," +
          member("wall_s", day.speed.wall_s) + "," +
          member("steps_per_s", day.speed.steps_per_s()) + ",\"problems\":[";
  for (size_t i = 0; i < ledger.problems.size(); ++i)
    text += (i > 0 ? "," : "") + quoted(ledger.problems[i]);
  return text + "],\"database\":" + quoted(database) + "}\n";
}
