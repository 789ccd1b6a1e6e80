#include <filesystem>
#include <string>

#include "cli/commands.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kDatabase = {"--database", "OUT", "keep the rebuilt database in this new file"};
constexpr Option kOptions[] = {kDatabase, kQuietOption, kJsonOption};

std::string verdict(const sivo::record& report) {
  const auto count = [&](uint16_t field) { return std::to_string(report.integer(field)); };
  std::string text =
      counted(report.integer(SIVO_REPLAY_REPORT_INPUTS), "input", "inputs") + " in " +
      counted(report.integer(SIVO_REPLAY_REPORT_COMMITS), "commit", "commits") + " replayed.\n";
  if (report.flag(SIVO_REPLAY_REPORT_IS_EQUAL))
    text += "EQUAL: every output and every table came out the same.\n";
  else if (report.has(SIVO_REPLAY_REPORT_FIRST_DIFFERENCE))
    text += "DIFFERENT, first at commit " + count(SIVO_REPLAY_REPORT_FIRST_DIFFERENCE) + ".\n";
  else text += "NOT PROVEN.\n";
  if (!report.flag(SIVO_REPLAY_REPORT_IS_COMPLETE))
    text += "The trace has no closing proof: it was not stopped, or was cut off.\n";
  const std::string problem(report.text(SIVO_REPLAY_REPORT_PROBLEM));
  if (!problem.empty()) text += "Problem: " + printable(problem) + "\n";
  return text + "state " + printable(report.text(SIVO_REPLAY_REPORT_STATE_HASH)) + "\n";
}

Exit run_replay(const Arguments& arguments) {
  const std::string& trace = arguments[0];
  const Output output = output_of(arguments);
  if (!std::filesystem::exists(trace))
    fail(Exit::kNotFound, trace, "expected a trace, there is no such file");
  const auto database = arguments.value(kDatabase.name);
  if (database && std::filesystem::exists(*database))
    fail(Exit::kRefused, *database, "expected no file of that name, there is one");
  const sivo::record report = finish(
      at(trace, [&] { return sivo::replay(trace, database.value_or("")); }), "Replaying", trace);
  if (output != Output::kNone)
    print(output == Output::kJson ? report.json() + "\n" : verdict(report));
  const bool is_proven =
      report.flag(SIVO_REPLAY_REPORT_IS_EQUAL) && report.flag(SIVO_REPLAY_REPORT_IS_COMPLETE);
  return is_proven ? Exit::kOk : Exit::kRefused;
}

}  // namespace

constinit const Command kReplay = {
    .name = "replay",
    .words = "TRACE",
    .summary = "Run a recorded trace again and prove that it comes out the same",
    .text =
        "Rebuilds the database from the trace's image and inputs, in memory or with --database in "
        "a\n"
        "new file, comparing every output and at the end every table. Exit code 4 when they differ "
        "or\n"
        "the trace is cut off or tampered with; --quiet leaves it at that.\n",
    .example = "  sivo replay day.trace --database again.sivo\n",
    .options = kOptions,
    .words_min = 1,
    .words_max = 1,
    .run = run_replay};

}  // namespace sivo::cli
