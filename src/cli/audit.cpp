#include <string>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kOptions[] = {kKeyOption, kJsonOption};

std::string verdict(const sivo::record& report) {
  const std::string scope =
      counted(report.integer(SIVO_VERIFY_REPORT_AUDIT_ROWS), "audit row", "audit rows") + " in " +
      counted(report.integer(SIVO_VERIFY_REPORT_TENANTS), "chain", "chains") + " checked.\n";
  const bool is_signed = report.flag(SIVO_VERIFY_REPORT_IS_SIGNED);
  if (report.flag(SIVO_VERIFY_REPORT_IS_OK) && is_signed)
    return scope + "OK: the file is sound and no audit row was changed or removed.\n";
  if (report.flag(SIVO_VERIFY_REPORT_IS_OK))
    return scope +
           "OK: the file is sound and its audit rows fit together.\n"
           "It has no master key: who can write the file could have written them anew.\n";
  return scope + "NOT OK: " + printable(report.text(SIVO_VERIFY_REPORT_PROBLEM)) + "\n";
}

// Their audit rows are gone with them, but for the last one.
std::string removals(const sivo::record& report) {
  const JsonValue list = parse_json(report.text(SIVO_VERIFY_REPORT_REMOVED_TENANTS));
  std::string text;
  for (const JsonValue& item : list.items) {
    const auto value = [&item](std::string_view name) {
      const JsonValue* found = item.find(name);
      return found ? printable(found->shown()) : std::string();
    };
    const std::string user = value("user_id"), ip = value("ip");
    text += "Tenant " + value("slug") + " (" + value("name") + ") was removed at " +
            value("removed_at") + " by " + (user.empty() ? "an unnamed host" : "user " + user) +
            (ip.empty() ? "" : " from " + ip) + ".\n";
  }
  return text;
}

Exit run_audit(const Arguments& arguments) {
  if (arguments[0] != "verify") fail(Exit::kUsage, arguments[0], "expected 'verify'");
  sivo::core core = open_file(arguments[1], Access::kRead, arguments);
  const sivo::record report =
      finish(at(arguments[1], [&] { return core.verify(); }), "Verifying", arguments[1]);
  print(arguments.has(kJsonOption.name) ? report.json() + "\n"
                                        : removals(report) + verdict(report));
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
        "the hash of the one before it. Tells who removed a tenant. Exit code 4 when something\n"
        "does not fit, and when the file has a master key that was not given: only with the key\n"
        "it is seen that rows were cut off at the end.\n",
    .example = "  sivo audit verify centre.sivo\n",
    .options = kOptions,
    .words_min = 2,
    .words_max = 2,
    .run = run_audit};

}  // namespace sivo::cli
