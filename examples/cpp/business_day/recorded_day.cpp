#include "recorded_day.hpp"

#include <stdio.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "prng.hpp"

namespace {

constexpr size_t kLineMax = 4096;
constexpr int64_t kServiceDefault = 180 * kSecond;
constexpr int64_t kMenuMax = 59 * kMinute;

struct CloseFile {
  bool is_pipe;
  void operator()(FILE* file) const { is_pipe ? pclose(file) : fclose(file); }
};
using File = std::unique_ptr<FILE, CloseFile>;

std::string quoted_for_shell(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += "'\\''";
    else result += c;
  }
  return result + "'";
}

File open_table(const std::string& path) {
  File probe(fopen(path.c_str(), "rb"), CloseFile{false});
  if (!probe) throw std::runtime_error(path + ": expected a readable file");
  if (!path.ends_with(".gz")) return probe;
  const std::string command = "gzip -dc " + quoted_for_shell(path);
  return File(popen(command.c_str(), "r"), CloseFile{true});
}

std::vector<std::string_view> cells_of(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string_view> cells;
  for (;;) {
    const size_t comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

int64_t seconds(std::string_view text) {
  int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value * kSecond;
}

enum Column : size_t {
  kDate,
  kPriority,
  kType,
  kEntry,
  kMenu,
  kQueued,
  kWait,
  kOutcome,
  kStart,
  kService,
  kServer,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kNames = {
    "date",   "priority", "type",        "vru_entry_s", "vru_s", "queued",
    "wait_s", "outcome",  "ser_start_s", "service_s",   "server"};

struct Call {
  std::string type;
  std::string server;
  int64_t starts_us = 0;  // the service
  CallerPlan plan;
};

// The bank has a menu key for each kind of caller: 1 accounts, 2 the stock exchange, 3 internet
// help, 4 people who are no customers yet. Call-backs and callers in English go to accounts, as
// they did.
char key_of_type(std::string_view type) {
  if (type == "NE") return '2';
  if (type == "IN") return '3';
  if (type == "NW") return '4';
  return '1';
}

class Table {
 public:
  explicit Table(const std::string& path) : path_(path), file_(open_table(path)) {
    const auto names = next();
    for (size_t column = 0; column < kColumns; ++column) {
      const auto it = std::find(names.begin(), names.end(), kNames[column]);
      if (it == names.end())
        throw std::runtime_error(path + ": expected a column " + std::string(kNames[column]));
      where_[column] = static_cast<size_t>(it - names.begin());
    }
    width_ = names.size();
  }

  // The calls of a day; the cells of a row live until the next is read.
  std::vector<Call> calls_of(const std::string& date) {
    std::vector<Call> calls;
    for (auto cells = next(); !cells.empty(); cells = next()) {
      if (cells.size() != width_) throw std::runtime_error(path_ + ": a row is cut off");
      const auto cell = [&](Column column) { return cells[where_[column]]; };
      if (cell(kDate) != date) continue;
      Call call;
      call.type = cell(kType);
      call.server = cell(kServer);
      call.starts_us = seconds(cell(kStart));
      call.plan.arrives_us = seconds(cell(kEntry));
      // A few recorded durations are negative, clocks that were set back, and one is longer than
      // the hour that a flow may take.
      call.plan.menu_us = std::clamp<int64_t>(seconds(cell(kMenu)), 0, kMenuMax);
      call.plan.priority = cell(kPriority) == "2" ? 1 : 0;
      call.plan.service_us = seconds(cell(kService));
      const bool is_served = cell(kOutcome) == "AGENT";
      const bool is_queued = cell(kQueued) == "1";
      call.plan.recorded = {is_served, is_served || is_queued, seconds(cell(kWait))};
      calls.push_back(std::move(call));
    }
    return calls;
  }

 private:
  std::vector<std::string_view> next() {
    if (fgets(line_.data(), static_cast<int>(line_.size()), file_.get()) == nullptr) return {};
    return cells_of(line_.data());
  }

  std::string path_;
  File file_;
  std::array<char, kLineMax> line_{};
  std::array<size_t, kColumns> where_{};
  size_t width_ = 0;
};

using ServicesByType = std::map<std::string, std::vector<int64_t>>;

void complete_caller(Call& call, size_t index, const ServicesByType& services, Prng& prng) {
  CallerPlan& plan = call.plan;
  // The record has no numbers; withheld ones would all be the same caller.
  plan.number = "+97250" + std::to_string(1'000'000 + index);
  const bool leaves_in_menu = !plan.recorded->is_in_queue;
  if (!leaves_in_menu) plan.key = key_of_type(call.type);
  if (plan.recorded->is_served) return;
  plan.patience_us = plan.recorded->wait_us;
  const auto it = services.find(call.type);
  plan.service_us =
      it == services.end() ? kServiceDefault : it->second[prng.below(it->second.size())];
}

std::vector<AgentPlan> agents_of(const std::vector<Call>& calls) {
  std::map<std::string, AgentPlan> agents;
  for (const Call& call : calls) {
    if (call.server.empty()) continue;
    const int64_t ends_us = call.starts_us + call.plan.service_us;
    const auto [it, is_new] = agents.try_emplace(call.server);
    AgentPlan& agent = it->second;
    if (is_new) {
      agent.email = call.server + "@bank.example";
      agent.login_us = call.starts_us;
    }
    agent.login_us = std::min(agent.login_us, call.starts_us);
    agent.logout_us = std::max(agent.logout_us, ends_us);
    const char key = key_of_type(call.type);
    if (agent.keys.find(key) == std::string::npos) agent.keys += key;
  }
  std::vector<AgentPlan> result;
  for (auto& [name, agent] : agents) result.push_back(std::move(agent));
  return result;
}

}  // namespace

DayPlan recorded_day(const std::string& path, const Date& date, uint64_t seed) {
  std::vector<Call> calls = Table(path).calls_of(date_text(date));
  if (calls.empty())
    throw std::runtime_error(path + ": expected calls of " + date_text(date) + ", there are none");
  Prng prng(seed);
  ServicesByType services;
  for (const Call& call : calls)
    if (call.plan.recorded->is_served) services[call.type].push_back(call.plan.service_us);
  DayPlan day;
  day.date = date;
  // The record's clock is the bank's own; nothing here depends on its zone, so it counts as UTC.
  day.midnight_us = utc_midnight(date);
  day.source = "recorded day";
  day.is_recorded = true;
  day.did = "+97239000000";
  day.agents = agents_of(calls);
  for (size_t i = 0; i < calls.size(); ++i) {
    complete_caller(calls[i], i, services, prng);
    day.callers.push_back(std::move(calls[i].plan));
  }
  std::stable_sort(
      day.callers.begin(), day.callers.end(),
      [](const CallerPlan& a, const CallerPlan& b) { return a.arrives_us < b.arrives_us; });
  return day;
}
