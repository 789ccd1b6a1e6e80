// One day of a contact centre through libsivo, in virtual time: `make demo`.
//
// Read it in this order: centre.cpp makes the tenant, host.cpp is the loop that every host of
// libsivo has, callers.cpp and agents.cpp are what a PBX's signalling would be, ledger.cpp reads
// the call records back and checks that nothing was lost, report.cpp shows them.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "options.hpp"
#include "recorded_day.hpp"
#include "report.hpp"
#include "synthetic_day.hpp"

namespace {

constexpr int kExitWrong = 1;
constexpr int kExitUsage = 2;

// The tenant of a kind of day: its document, and its queues in the order of the menu's keys.
struct Tenant {
  std::string document;
  std::vector<std::string> queues;
};
const Tenant kSynthetic = {"business_day.json", {"Sales", "Support", "Billing"}};
const Tenant kRecorded = {"bank_day.json", {"Accounts", "Exchange", "Internet", "Prospects"}};

std::string read_document(const std::string& name) {
  const std::string path = std::string(SIVO_SOURCE_DIR) + "/examples/cpp/business_day/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": expected a readable file");
  return {std::istreambuf_iterator<char>(file), {}};
}

// A name that no other run has.
std::string fresh_database() {
  const auto folder = std::filesystem::temp_directory_path();
  for (int i = 0;; ++i) {
    const auto path =
        folder / ("business_day-" + std::to_string(getpid()) + "-" + std::to_string(i) + ".sivo");
    if (!std::filesystem::exists(path)) return path.string();
  }
}

sivo::core open_file(const Options& options, const std::string& path, int64_t now_us) {
  if (std::filesystem::exists(path))
    throw std::runtime_error(path + ": expected no file of that name, there is one");
  sivo_open_options open = sivo::core::options();
  open.path = path.c_str();
  open.flags = SIVO_OPEN_CREATE;
  open.durability = options.durability;
  open.now_us = now_us;
  open.seed = options.seed;
  return sivo::core(open);
}

// The time of day on one line, where somebody watches.
void show_clock(const Options& options, const std::string& text) {
  if (options.is_json || options.is_quiet || isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r%-8s\r", text.c_str());
}

// The program beside this one in the build folder, or wherever the shell finds it.
std::string sivo_program() {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto built = self.parent_path() / "../../bin/sivo";
  if (self.empty() || !std::filesystem::exists(built, ignored)) return "sivo";
  return std::filesystem::relative(built, std::filesystem::current_path(), ignored).string();
}

void print_result(const Options& options, const Day& day, const std::string& database) {
  if (options.is_json) {
    std::fputs(summary_json(day, database).c_str(), stdout);
    return;
  }
  if (!options.is_quiet) std::fputs(report_text(day, Chart::of_terminal()).c_str(), stdout);
  const std::string sivo = sivo_program();
  std::printf("\nThe day is in %s. Look at it:\n", database.c_str());
  const std::string file = " " + database;
  for (const std::string& words : {"calls" + file + " --status abandoned --limit 10",
                                   "show" + file + " queues", "audit verify" + file})
    std::printf("  %s %s\n", sivo.c_str(), words.c_str());
  if (!options.trace.empty()) std::printf("  %s replay %s\n", sivo.c_str(), options.trace.c_str());
}

int run(const Options& options) {
  const bool is_recorded = !options.calls_file.empty();
  const DayPlan plan = is_recorded ? recorded_day(options.calls_file, options.date, options.seed)
                                   : synthetic_day(options.date, options.seed);
  const Tenant& tenant = is_recorded ? kRecorded : kSynthetic;
  const std::string database = options.database.empty() ? fresh_database() : options.database;
  sivo::core core = open_file(options, database, plan.midnight_us);
  const Centre centre = make_centre(core, read_document(tenant.document), plan, tenant.queues);
  if (!options.trace.empty()) core.trace_start(options.trace);

  Host host(core, centre, plan, options.seed);
  const auto start = std::chrono::steady_clock::now();
  host.run([&](int64_t time_us) { show_clock(options, clock_text(time_us)); });
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  if (!options.trace.empty()) core.trace_stop();
  show_clock(options, "");

  const Ledger ledger = read_ledger(core, centre, plan, host);
  const Speed speed = {wall.count(), host.steps(), host.commits(), host.actions()};
  print_result(options, {plan, centre, host, ledger, speed}, database);
  return ledger.problems.empty() ? 0 : kExitWrong;
}

}  // namespace

int main(int count, char** words) {
  try {
    const Options options = parse_options(count, words);
    if (!options.is_help) return run(options);
    std::fputs(kUsage, stdout);
    return 0;
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "business_day: %s\n%s", wrong.what(), kUsage);
    return kExitUsage;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "business_day: %s\n", problem.what());
    return kExitWrong;
  }
}
