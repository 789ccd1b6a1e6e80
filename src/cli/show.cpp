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

Exit show_overview(sivo::core& core, const Arguments& arguments) {
  const sivo::record report = at(arguments[0], [&] { return core.status(); });
  const ShownKind& tenants = kind_of("tenants");
  const std::vector<Row> rows = rows_of(core, tenants, "", arguments);
  if (arguments.has(kJsonOption.name)) {
    print("{\"status\":" + report.json() + ",\"tenants\":" + json_array(rows) + "}\n");
    return Exit::kOk;
  }
  const auto count = [&](uint16_t field) { return std::to_string(report.integer(field)); };
  print(table(core, tenants, rows) + "\n" + count(SIVO_STATUS_REPORT_CALLS) +
        " calls in progress, " + count(SIVO_STATUS_REPORT_WAITING) + " waiting; " +
        count(SIVO_STATUS_REPORT_AGENTS_LOGGED_IN) + " agents logged in; schema " +
        count(SIVO_STATUS_REPORT_SCHEMA_VERSION) + ".\nAlso: " + kind_words() +
        "; and sivo calls.\n");
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
        "live-calls, live-agents. With an id or a name (a user's email, a DID's number): that row "
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
