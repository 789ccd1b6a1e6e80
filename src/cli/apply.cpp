#include <string>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kDryRun = {"--dry-run", "", "show what would change and change nothing"};
constexpr Option kPrune = {"--prune", "", "remove rows that the listed resources do not name"};
constexpr Option kOptions[] = {kDryRun, kPrune, kKeyOption, kQuietOption, kJsonOption};

std::string_view sign_of(const std::string& change) {
  if (change.starts_with("creat")) return "+";
  if (change.starts_with("delet")) return "-";
  return "~";
}

std::string shown(const JsonValue* value) {
  if (value == nullptr || (value->kind == JsonValue::Kind::kScalar && value->text == "null"))
    return "-";
  return printable(value->shown());
}

// "max_wait_time: 0 -> 300", a line for each field that an update changes.
std::string diff_lines(const JsonValue& diff) {
  std::string lines;
  for (size_t i = 0; i < diff.names.size(); ++i)
    lines += "      " + printable(diff.names[i]) + ": " + shown(diff.items[i].find("from")) +
             " -> " + shown(diff.items[i].find("to")) + "\n";
  return lines;
}

std::string diff_text(const JsonValue& changes) {
  std::string text;
  for (const JsonValue& change : changes.items) {
    const JsonValue* word = change.find("change");
    const JsonValue* diff = change.find("diff");
    const std::string_view sign = sign_of(word == nullptr ? "" : word->text);
    text.append("  ").append(sign).append(" ") += shown(change.find("resource"));
    text.append(" ") += shown(change.find("name")) + "\n";
    if (sign == "~" && diff != nullptr) text += diff_lines(*diff);
  }
  return text;
}

std::string summary(const sivo::record& report) {
  const auto count = [&](uint16_t field) { return std::to_string(report.integer(field)); };
  const bool is_dry_run = report.flag(SIVO_APPLY_REPORT_IS_DRY_RUN);
  return std::string(is_dry_run ? "Would create " : "Created ") + count(SIVO_APPLY_REPORT_CREATED) +
         ", change" + (is_dry_run ? " " : "d ") + count(SIVO_APPLY_REPORT_UPDATED) + ", remove" +
         (is_dry_run ? " " : "d ") + count(SIVO_APPLY_REPORT_DELETED) + "; " +
         count(SIVO_APPLY_REPORT_UNCHANGED) + " as asked already.\n";
}

// What was taken but looks wrong, a line each, as errors are.
std::string warning_lines(const std::string& document, const JsonValue& warnings) {
  std::string text;
  for (const JsonValue& warning : warnings.items) {
    text += "sivo: warning: " + printable(document) + ": " + shown(warning.find("path")) + ": ";
    text += shown(warning.find("message")) + "\n";
  }
  return text;
}

Exit run_apply(const Arguments& arguments) {
  const Output output = output_of(arguments);
  const std::string& document = arguments[1];
  const std::string text = read_file(document);
  const Access access = arguments.has(kDryRun.name) ? Access::kRead : Access::kWrite;
  sivo::core core = open_file(arguments[0], access, arguments);
  const uint32_t flags = (arguments.has(kDryRun.name) ? SIVO_APPLY_DRY_RUN : 0U) |
                         (arguments.has(kPrune.name) ? SIVO_APPLY_PRUNE : 0U);
  const sivo::record report = at(document, [&] { return core.apply(text, now_us(), flags); });
  if (output == Output::kJson) {
    print(report.json() + "\n");
    return Exit::kOk;
  }
  if (output == Output::kText)
    print(diff_text(parse_json(report.text(SIVO_APPLY_REPORT_CHANGES))) + summary(report));
  print_error(warning_lines(document, parse_json(report.text(SIVO_APPLY_REPORT_WARNINGS))));
  return Exit::kOk;
}

}  // namespace

constinit const Command kApply = {
    .name = "apply",
    .words = "FILE CONFIG.json",
    .summary = "Make a tenant as a JSON document says, and show what changed",
    .text =
        "Rows are found by their names, so applying a document twice changes nothing the second\n"
        "time. Either all of it happens or, on an error that names the place in the document, "
        "nothing.\n"
        "While a host has the file open, only --dry-run works here: the host itself applies\n"
        "documents with sivo_apply. Calls in progress in a file without its host go on meanwhile:\n"
        "what is due happens.\n"
        "What looks wrong and is taken all the same is a warning on standard error, and in the\n"
        "report of --json.\n",
    .example =
        "  sivo apply centre.sivo tenant.json --dry-run\n"
        "  sivo apply centre.sivo tenant.json\n",
    .options = kOptions,
    .words_min = 2,
    .words_max = 2,
    .run = run_apply};

}  // namespace sivo::cli
