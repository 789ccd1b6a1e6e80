#include <algorithm>
#include <string>

#include "cli/commands.hpp"
#include "cli/library.hpp"
#include "cli/rows.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kFrom = {"--from", "TIME", "started at or after: 2026-03-02 or RFC 3339"};
constexpr Option kTo = {"--to", "TIME", "started before"};
constexpr Option kStatus = {"--status", "STATUS", "answered, no_answer, busy, failed or abandoned"};
constexpr Option kQueue = {"--queue", "NAME", "whose last queue was this one"};
constexpr Option kAgent = {"--agent", "EMAIL", "whose last agent was this one"};
constexpr Option kLimit = {"--limit", "N", "at most this many, the newest (default 50; 0 = all)"};
constexpr Option kCsv = {"--csv", "", "print comma-separated values (RFC 4180)"};
constexpr Option kOptions[] = {kTenantOption, kFrom,  kTo,  kStatus,     kQueue,
                               kAgent,        kLimit, kCsv, kJsonOption, kKeyOption};
constexpr int64_t kLimitMax = 10'000'000;

// The id of a named row of the tenant; none when it has none of that name.
sivo::id id_by_name(sivo::core& core, const Tenant& tenant, const ShownKind& kind,
                    const std::string& name) {
  sivo::query query(kind.kind, tenant.id);
  query.where(kind.name_number, sivo::op::eq, name);
  const std::vector<sivo::record> rows = find_all(core, query, 1);
  return rows.empty() ? sivo::id() : rows[0].id(kIdField);
}

// A bare date is its first moment, UTC.
std::string moment(const std::string& text) {
  return text.size() == 10 ? text + "T00:00:00Z" : text;
}

void filter_plain(sivo::query& query, const Arguments& arguments) {
  const auto filter = [&](const Option& option, uint16_t field, sivo::op how) {
    const auto value = arguments.value(option.name);
    if (!value) return;
    const bool is_moment = field == SIVO_CALL_STARTED_AT;
    at(option.name, [&] { query.where(field, how, is_moment ? moment(*value) : *value); });
  };
  filter(kFrom, SIVO_CALL_STARTED_AT, sivo::op::ge);
  filter(kTo, SIVO_CALL_STARTED_AT, sivo::op::lt);
  filter(kStatus, SIVO_CALL_STATUS, sivo::op::eq);
}

struct Named {
  const Option& option;
  uint16_t kind;
  uint16_t field;
  std::string_view expected;
};
constexpr Named kNamed[] = {
    {kQueue, SIVO_KIND_QUEUE, SIVO_CALL_QUEUE_ID, "the name of a queue"},
    {kAgent, SIVO_KIND_USER, SIVO_CALL_AGENT_ID, "the e-mail address of an agent"}};

// Asks for the rows named on the command line; what this tenant lacks, or null.
const Named* filter_named(sivo::core& core, sivo::query& query, const Tenant& tenant,
                          const Arguments& arguments) {
  for (const Named& named : kNamed) {
    const auto name = arguments.value(named.option.name);
    if (!name) continue;
    const sivo::id id = id_by_name(core, tenant, *find_shown(named.kind), *name);
    if (!id) return &named;
    query.where(named.field, sivo::op::eq, id);
  }
  return nullptr;
}

std::vector<Row> calls_of(sivo::core& core, const Arguments& arguments) {
  const auto limit = static_cast<size_t>(arguments.number(kLimit.name, 50, 0, kLimitMax));
  std::vector<Row> rows;
  bool is_found = false;
  const Named* missing = nullptr;
  for (const Tenant& tenant : tenants_of(core, arguments)) {
    sivo::query query(SIVO_KIND_CALL, tenant.id);
    filter_plain(query, arguments);
    if (const Named* lacking = filter_named(core, query, tenant, arguments)) {
      missing = lacking;
      continue;
    }
    is_found = true;
    query.order(SIVO_CALL_STARTED_AT, true);
    for (sivo::record& record : find_all(core, query, limit))
      rows.push_back({tenant, std::move(record)});
  }
  if (!is_found && missing != nullptr) {
    const std::string_view option = missing->option.name;
    fail(Exit::kNotFound, std::string(option),
         "expected " + std::string(missing->expected) + " in the file, got '" +
             *arguments.value(option) + "'");
  }
  // Each tenant's are sorted already; the limit holds for all of them together.
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.record.integer(SIVO_CALL_STARTED_AT) > b.record.integer(SIVO_CALL_STARTED_AT);
  });
  if (limit != 0 && rows.size() > limit)
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
  return rows;
}

Exit run_calls(const Arguments& arguments) {
  if (arguments.has(kCsv.name) && arguments.has(kJsonOption.name))
    fail(Exit::kUsage, "--csv", "expected --csv or --json, got both");
  sivo::core core = open_file(arguments[0], Access::kRead, arguments);
  const std::vector<Row> rows = calls_of(core, arguments);
  if (arguments.has(kJsonOption.name)) {
    print(json_array(rows) + "\n");
    return Exit::kOk;
  }
  const Grid grid = grid_of(core, call_columns(), rows);
  if (arguments.has(kCsv.name)) print(grid.csv());
  else print(grid.empty() ? "No calls.\n" : grid.text());
  return Exit::kOk;
}

}  // namespace

constinit const Command kCalls = {
    .name = "calls",
    .words = "FILE",
    .summary = "List call records, the newest first",
    .text =
        "All conditions must hold; times are UTC. wait_s is in queues, talk_s in conversation.\n"
        "The file is opened read-only.\n",
    .example =
        "  sivo calls centre.sivo --status abandoned --from 2026-03-02 --limit 20\n"
        "  sivo calls centre.sivo --queue sales --csv --limit 0 > sales.csv\n",
    .options = kOptions,
    .words_min = 1,
    .words_max = 1,
    .run = run_calls};

}  // namespace sivo::cli
