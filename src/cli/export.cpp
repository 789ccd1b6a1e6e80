#include <string>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kOptions[] = {kKeyOption, kJsonOption};

Exit run_export(const Arguments& arguments) {
  sivo::core core = open_file(arguments[0], Access::kRead, arguments);
  const Tenant tenant = tenant_of(core, arguments[1]);
  const sivo::record document = at(arguments[0], [&] { return core.export_tenant(tenant.id); });
  const std::string text(document.text(SIVO_DOCUMENT_TEXT));
  print((arguments.has(kJsonOption.name) ? text : render_json(parse_json(text), 0)) + "\n");
  return Exit::kOk;
}

}  // namespace

constinit const Command kExport = {
    .name = "export",
    .words = "FILE TENANT",
    .summary = "Print a tenant as the JSON document that apply takes",
    .text = "TENANT is its slug. Secrets are left out. --json prints it on one line.\n",
    .example =
        "  sivo export centre.sivo acme > acme.json\n"
        "  sivo apply other.sivo acme.json\n",
    .options = kOptions,
    .words_min = 2,
    .words_max = 2,
    .run = run_export};

}  // namespace sivo::cli
