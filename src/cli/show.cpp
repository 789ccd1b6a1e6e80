#include <string>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/kinds.hpp"
#include "cli/library.hpp"
#include "cli/rows.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kLimit = {"--limit", "N", "at most this many rows (default 200)"};
constexpr Option kOptions[] = {kTenantOption, kLimit, kKeyOption, kJsonOption};
constexpr size_t kWordMin = 1;
constexpr size_t kWordMax = 3;

std::string kind_words() {
  std::string words;
  for (const ShownKind& kind : shown_kinds())
    words.append(words.empty() ? "" : ", ").append(kind.word);
  return words;
}

const ShownKind& kind_of(const std::string& word) {
  const ShownKind* kind = find_shown(word);
  if (kind == nullptr) fail(Exit::kNotFound, word, "expected a kind: " + kind_words());
  return *kind;
}

bool is_id_text(const std::string& text) {
  sivo_id id;
  return sivo_id_parse(text.data(), text.size(), &id, nullptr) == SIVO_OK;
}

std::vector<Row> rows_of(sivo::core& core, const ShownKind& kind, const std::string& name,
                         const Arguments& arguments) {
  const auto limit = static_cast<size_t>(arguments.number(kLimit.name, 200, 1, 1'000'000));
  const bool has_tenants = kind.kind != SIVO_KIND_TENANT;
  const bool is_id = is_id_text(name);
  if (!name.empty() && !is_id && kind.name_number == 0)
    fail(Exit::kUsage, name, "expected an id: these rows have no name");
  std::vector<Row> rows;
  const std::vector<Tenant> tenants =
      has_tenants ? tenants_of(core, arguments) : std::vector<Tenant>(1);
  for (const Tenant& tenant : tenants) {
    sivo::query query(kind.kind, tenant.id);
    if (!name.empty())
      at(name, [&] { query.where(is_id ? kIdField : kind.name_number, sivo::op::eq, name); });
    if (rows.size() >= limit) break;
    for (sivo::record& record : find_all(core, query, limit - rows.size()))
      rows.push_back({tenant, std::move(record)});
  }
  return rows;
}

std::string table(sivo::core& core, const ShownKind& kind, const std::vector<Row>& rows) {
  if (rows.empty()) return "No " + std::string(kind.word) + ".\n";
  return grid_of(core, kind.columns, rows).text();
}

Exit show_one(sivo::core& core, const ShownKind& kind, const std::string& name,
              const Arguments& arguments) {
  const std::vector<Row> rows = rows_of(core, kind, name, arguments);
  if (rows.empty())
    fail(Exit::kNotFound, name,
         "expected one of the " + std::string(kind.word) + ", there is none");
  for (const Row& row : rows) {
    const std::string json = row.record.json();
    print((arguments.has(kJsonOption.name) ? json : render_json(parse_json(json), 0)) + "\n");
  }
  return Exit::kOk;
}

// What goes on now, counted in the live rows: a core that only reads has no engine that knows.
struct Now {
  size_t calls = 0;
  size_t waiting = 0;
  size_t agents = 0;  // logged in
};

Now count_now(sivo::core& core, const Arguments& arguments) {
  Now now;
  for (const Tenant& tenant : tenants_of(core, arguments)) {
    sivo::query calls(SIVO_KIND_LIVE_CALL, tenant.id);
    for (const sivo::record& call : find_all(core, calls)) {
      ++now.calls;
      now.waiting += call.text(SIVO_LIVE_CALL_STATE) == "queued" ? 1 : 0;
    }
    sivo::query agents(SIVO_KIND_LIVE_AGENT, tenant.id);
    agents.where(SIVO_LIVE_AGENT_STATUS, sivo::op::ne, "logged_out");
    now.agents += find_all(core, agents).size();
  }
  return now;
}

Exit show_overview(sivo::core& core, const Arguments& arguments) {
  const Now now = count_now(core, arguments);
  const std::string schema = std::to_string(
      at(arguments[0], [&] { return core.status(); }).integer(SIVO_STATUS_REPORT_SCHEMA_VERSION));
  const ShownKind& tenants = kind_of("tenants");
  const std::vector<Row> rows = rows_of(core, tenants, "", arguments);
  const std::string waiting = std::to_string(now.waiting);
  if (arguments.has(kJsonOption.name)) {
    print("{\"status\":{\"calls\":" + std::to_string(now.calls) + ",\"waiting\":" + waiting +
          ",\"agents_logged_in\":" + std::to_string(now.agents) + ",\"schema_version\":" + schema +
          "},\"tenants\":" + json_array(rows) + "}\n");
    return Exit::kOk;
  }
  print(table(core, tenants, rows) + (rows.empty() ? "" : "\n") +
        counted(static_cast<int64_t>(now.calls), "call", "calls") + " in progress, " + waiting +
        " waiting; " + counted(static_cast<int64_t>(now.agents), "agent", "agents") +
        " logged in; schema " + schema + ".\nAlso: " + kind_words() + "; and sivo calls.\n");
  return Exit::kOk;
}

Exit run_show(const Arguments& arguments) {
  // A wrong word is told before the file is opened.
  const ShownKind* kind = arguments.size() > 1 ? &kind_of(arguments[1]) : nullptr;
  sivo::core core = open_file(arguments[0], Access::kRead, arguments);
  if (kind == nullptr) return show_overview(core, arguments);
  if (arguments.size() > 2) return show_one(core, *kind, arguments[2], arguments);
  const std::vector<Row> rows = rows_of(core, *kind, "", arguments);
  print(arguments.has(kJsonOption.name) ? json_array(rows) + "\n" : table(core, *kind, rows));
  return Exit::kOk;
}

}  // namespace

constinit const Command kShow = {
    .name = "show",
    .words = "FILE [KIND [ID|NAME]]",
    .summary = "Show what is in the file, as tables",
    .text =
        "Without KIND: the tenants and what goes on. KIND is one of tenants, users, queues, "
        "members,\n"
        "dids, flows, flow-versions, trunks, schedules, pause-reasons, configuration, audit,\n"
        "live-calls, live-agents, each also in the singular or as the schema names it "
        "(sip_trunk).\n"
        "With an id or a name (a user's email, a DID's number): that row "
        "whole.\n"
        "The file is opened read-only.\n",
    .example =
        "  sivo show centre.sivo queues\n"
        "  sivo show centre.sivo users ana@acme.example --json\n",
    .options = kOptions,
    .words_min = kWordMin,
    .words_max = kWordMax,
    .run = run_show};

}  // namespace sivo::cli
