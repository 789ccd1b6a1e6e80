#include <string>

#include "cli/commands.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kOptions[] = {kKeyOption, kJsonOption};

std::string verdict(const sivo::record& report) {
  const std::string scope =
      counted(report.integer(SIVO_VERIFY_REPORT_AUDIT_ROWS), "audit row", "audit rows") + " in " +
      counted(report.integer(SIVO_VERIFY_REPORT_TENANTS), "chain", "chains") + " checked.\n";
  if (report.flag(SIVO_VERIFY_REPORT_IS_OK))
    return scope + "OK: the file is sound and no audit row was changed or removed.\n";
  return scope + "NOT OK: " + printable(report.text(SIVO_VERIFY_REPORT_PROBLEM)) + "\n";
}

Exit run_audit(const Arguments& arguments) {
  if (arguments[0] != "verify") fail(Exit::kUsage, arguments[0], "expected 'verify'");
  sivo::core core = open_file(arguments[1], Access::kRead, arguments);
  const sivo::record report =
      finish(at(arguments[1], [&] { return core.verify(); }), "Verifying", arguments[1]);
  print(arguments.has(kJsonOption.name) ? report.json() + "\n" : verdict(report));
  return report.flag(SIVO_VERIFY_REPORT_IS_OK) ? Exit::kOk : Exit::kRefused;
}

}  // namespace

constinit const Command kAudit = {
    .name = "audit",
    .words = "verify FILE",
    .summary = "Prove that the file is sound and its audit log untouched",
    .text =
        "Checks the file's integrity and the hash chain of every tenant's audit log: each row "
        "carries\n"
        "the hash of the one before it. Exit code 4 when something does not fit.\n",
    .example = "  sivo audit verify centre.sivo\n",
    .options = kOptions,
    .words_min = 2,
    .words_max = 2,
    .run = run_audit};

}  // namespace sivo::cli
