#include "cli/live.hpp"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/grid.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kEvery = {"--every", "SECONDS", "look again this often on a terminal (default 1)"};
constexpr Option kOnce = {"--once", "", "print the table once and end"};
constexpr Option kAt = {"--at", "TIME",
                        "as of this moment, RFC 3339, or last: the file's own latest"};
constexpr Option kOptions[] = {kTenantOption, kEvery, kOnce, kAt, kJsonOption, kKeyOption};
constexpr int64_t kEveryMax = 3600;

// Home, and what is below the new text goes; no flicker, as clearing the screen first would give.
constexpr std::string_view kHome = "\x1b[H";
constexpr std::string_view kClearLine = "\x1b[K";
constexpr std::string_view kClearBelow = "\x1b[J";
constexpr std::string_view kClearAll = "\x1b[2J";

volatile std::sig_atomic_t must_end = 0;
void end_soon(int) { must_end = 1; }

// Ends early on Ctrl-C.
void pause_for(int64_t seconds) {
  for (int64_t i = 0; i < seconds * 10 && must_end == 0; ++i) ::poll(nullptr, 0, 100);
}

struct View {
  uint16_t kind;
  std::string_view empty;
  Grid (*table)(const std::vector<sivo::record_view>& rows, int64_t now_us);
};

std::string optional_integer(const sivo::record_view& row, uint16_t field,
                             std::string (*shown)(int64_t)) {
  return !row.has(field) ? "-" : shown(row.integer(field));
}

std::string percent(const sivo::record_view& row, uint16_t field) {
  if (!row.has(field)) return "-";
  const auto tenths = static_cast<int64_t>(row.real(field) * 10 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

Grid queue_table(const std::vector<sivo::record_view>& rows, int64_t) {
  Grid grid;
  grid.add_column("queue");
  for (const char* header :
       {"waiting", "callbacks", "longest", "est. wait", "ready", "on call", "wrap-up", "paused",
        "agents", "offered", "answered", "left", "level", "ASA"}) {
    grid.add_column(header, Align::kRight);
  }
  for (const sivo::record_view& row : rows) {
    const auto number = [&](uint16_t field) { return std::to_string(row.integer(field)); };
    grid.add_row({printable(row.text(SIVO_QUEUE_VIEW_NAME)), number(SIVO_QUEUE_VIEW_WAITING),
                  number(SIVO_QUEUE_VIEW_CALLBACKS),
                  clock_text(row.integer(SIVO_QUEUE_VIEW_LONGEST_WAIT_MS)),
                  optional_integer(row, SIVO_QUEUE_VIEW_ESTIMATED_WAIT_MS, clock_text),
                  number(SIVO_QUEUE_VIEW_AVAILABLE), number(SIVO_QUEUE_VIEW_ON_CALL),
                  number(SIVO_QUEUE_VIEW_WRAP_UP), number(SIVO_QUEUE_VIEW_PAUSED),
                  number(SIVO_QUEUE_VIEW_LOGGED_IN), number(SIVO_QUEUE_VIEW_OFFERED),
                  number(SIVO_QUEUE_VIEW_ANSWERED), number(SIVO_QUEUE_VIEW_ABANDONED),
                  percent(row, SIVO_QUEUE_VIEW_SERVICE_LEVEL),
                  optional_integer(row, SIVO_QUEUE_VIEW_ASA_MS, clock_text)});
  }
  return grid;
}

std::string status_of(const sivo::record_view& row) {
  std::string status(row.text(SIVO_AGENT_VIEW_STATUS));
  if (row.text(SIVO_AGENT_VIEW_ACTIVITY) == "offered") status = "ringing";
  if (row.has(SIVO_AGENT_VIEW_PAUSE_REASON))
    status.append(": ").append(printable(row.text(SIVO_AGENT_VIEW_PAUSE_REASON)));
  if (row.has(SIVO_AGENT_VIEW_PENDING))
    status.append(", then ").append(row.text(SIVO_AGENT_VIEW_PENDING));
  if (!row.flag(SIVO_AGENT_VIEW_IS_REACHABLE)) status += " (unreachable)";
  return status;
}

Grid agent_table(const std::vector<sivo::record_view>& rows, int64_t now_us) {
  Grid grid;
  grid.add_column("agent");
  grid.add_column("phone");
  grid.add_column("status");
  for (const char* header : {"since", "handled", "AHT", "occupancy", "missed"})
    grid.add_column(header, Align::kRight);
  for (const sivo::record_view& row : rows) {
    const int64_t since_us = row.integer(SIVO_AGENT_VIEW_STATUS_SINCE);
    grid.add_row(
        {printable(row.text(SIVO_AGENT_VIEW_FULL_NAME)),
         !row.has(SIVO_AGENT_VIEW_EXTENSION) ? "-" : printable(row.text(SIVO_AGENT_VIEW_EXTENSION)),
         status_of(row), clock_text((now_us - since_us) / 1000),
         std::to_string(row.integer(SIVO_AGENT_VIEW_HANDLED)),
         optional_integer(row, SIVO_AGENT_VIEW_AHT_MS, clock_text),
         percent(row, SIVO_AGENT_VIEW_OCCUPANCY_PCT),
         std::to_string(row.integer(SIVO_AGENT_VIEW_MISSES))});
  }
  return grid;
}

constexpr View kQueueView = {SIVO_KIND_QUEUE_VIEW, "No queues.\n", queue_table};
constexpr View kAgentView = {SIVO_KIND_AGENT_VIEW, "No agents.\n", agent_table};

std::string json_of(sivo::core& core, const View& view, const std::vector<Tenant>& tenants,
                    int64_t now) {
  std::string text = "[";
  for (const Tenant& tenant : tenants) {
    const sivo::list rows = core.view(view.kind, tenant.id, now);
    for (const sivo::record_view& row : rows)
      text.append(text.size() > 1 ? ",\n" : "").append(row.json());
  }
  return text + "]\n";
}

std::string tables_of(sivo::core& core, const View& view, const std::vector<Tenant>& tenants,
                      int64_t now) {
  std::string text;
  for (const Tenant& tenant : tenants) {
    const sivo::list list = core.view(view.kind, tenant.id, now);
    const std::vector<sivo::record_view> rows(list.begin(), list.end());
    if (tenants.size() > 1) text.append(text.empty() ? "" : "\n").append(tenant.slug).append("\n");
    text += rows.empty() ? std::string(view.empty) : view.table(rows, now).text();
  }
  return text.empty() ? "No tenants.\n" : text;
}

// Over what is on the screen, line by line.
std::string frame_of(const std::string& text) {
  std::string frame(kHome);
  for (const char c : text) {
    if (c == '\n') frame += kClearLine;
    frame += c;
  }
  return frame + std::string(kClearBelow);
}

void watch(sivo::core& core, const View& view, const Arguments& arguments, int64_t every) {
  std::signal(SIGINT, end_soon);
  print(kClearAll);
  while (must_end == 0) {
    const int64_t now = now_us();
    print(frame_of(tables_of(core, view, tenants_of(core, arguments), now) + "\nevery " +
                   counted(every, "second", "seconds") + "; Ctrl-C ends\n"));
    pause_for(every);
  }
}

// Of --at. 0 is before whatever happened in the file.
int64_t moment_of(const std::string& text) {
  if (text == "last") return 0;
  return at(kAt.name, [&] {
    sivo::record row(SIVO_KIND_EVENT);
    row.set(SIVO_EVENT_CREATED_AT, text);
    return row.integer(SIVO_EVENT_CREATED_AT);
  });
}

// The library shows nothing from before the file's latest moment.
int64_t moment_in(sivo::core& core, const std::optional<int64_t>& asked) {
  if (!asked) return now_us();
  return std::max(*asked, core.status().integer(SIVO_STATUS_REPORT_NOW));
}

Exit run_view(const View& view, const Arguments& arguments) {
  // A wrong word is told before the file is opened, and where nothing is drawn again.
  const int64_t every = arguments.number(kEvery.name, 1, 1, kEveryMax);
  std::optional<int64_t> asked;
  if (const auto text = arguments.value(kAt.name)) asked = moment_of(*text);
  sivo::core core = open_file(arguments[0], Access::kRead, arguments, 0);
  return at(arguments[0], [&] {
    const bool is_once = asked || arguments.has(kOnce.name) || !is_output_terminal();
    if (arguments.has(kJsonOption.name)) {
      print(json_of(core, view, tenants_of(core, arguments), moment_in(core, asked)));
    } else if (is_once) {
      print(tables_of(core, view, tenants_of(core, arguments), moment_in(core, asked)));
    } else {
      watch(core, view, arguments, every);
    }
    return Exit::kOk;
  });
}

Exit run_queues(const Arguments& arguments) { return run_view(kQueueView, arguments); }
Exit run_agents(const Arguments& arguments) { return run_view(kAgentView, arguments); }

}  // namespace

std::string clock_text(int64_t duration_ms) {
  const int64_t seconds = duration_ms < 0 ? 0 : duration_ms / 1000;
  const auto two = [](int64_t number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
  };
  const int64_t days = seconds / 86'400;
  const int64_t hours = seconds / 3600 % 24;
  const int64_t minutes = seconds / 60 % 60;
  if (days > 0) {
    return std::to_string(days) + " d " + two(hours) + ":" + two(minutes) + ":" + two(seconds % 60);
  }
  if (hours > 0) return std::to_string(hours) + ":" + two(minutes) + ":" + two(seconds % 60);
  return std::to_string(minutes) + ":" + two(seconds % 60);
}

constinit const Command kQueues = {
    .name = "queues",
    .words = "FILE",
    .summary = "Who waits and who works in each queue, live",
    .text =
        "On a terminal the table is drawn again every second until Ctrl-C. The host may have the\n"
        "file open meanwhile: it is opened read-only and shows what is committed. offered, "
        "answered,\n"
        "left, level (service level) and ASA are of the day so far, on the tenant's clock;\n"
        "callbacks: of waiting, those who hung up and wait to be called back. Of a file that has\n"
        "rested for days, --at last shows its latest day.\n",
    .example =
        "  sivo queues centre.sivo --tenant acme\n  sivo queues centre.sivo --json\n"
        "  sivo queues centre.sivo --at 2026-03-02T18:00:00Z\n",
    .options = kOptions,
    .words_min = 1,
    .words_max = 1,
    .run = run_queues};

constinit const Command kAgents = {
    .name = "agents",
    .words = "FILE",
    .summary = "What each agent does, live",
    .text =
        "As sivo queues. since: how long in this status; handled, AHT (average handling time) and\n"
        "occupancy are of the day so far; missed: offers in a row.\n",
    .example = "  sivo agents centre.sivo --every 5\n  sivo agents centre.sivo --once\n",
    .options = kOptions,
    .words_min = 1,
    .words_max = 1,
    .run = run_agents};

}  // namespace sivo::cli
