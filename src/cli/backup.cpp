#include <filesystem>
#include <string>

#include "cli/commands.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr Option kOptions[] = {kKeyOption, kJsonOption};

Exit run_backup(const Arguments& arguments) {
  const std::string& target = arguments[1];
  if (std::filesystem::exists(target))
    fail(Exit::kRefused, target, "expected no file of that name, there is one");
  sivo::core core = open_file(arguments[0], Access::kRead, arguments);
  const sivo::record report =
      finish(at(target, [&] { return core.backup(target); }), "Copying", target);
  if (arguments.has(kJsonOption.name)) print(report.json() + "\n");
  else
    print("Copied " + counted(report.integer(SIVO_BACKUP_REPORT_PAGES), "page", "pages") + ", " +
          counted(report.integer(SIVO_BACKUP_REPORT_SIZE_BYTES), "byte", "bytes") + ", to " +
          printable(target) + ".\n");
  return Exit::kOk;
}

}  // namespace

constinit const Command kBackup = {.name = "backup",
                                   .words = "FILE OUT",
                                   .summary = "Copy the file, consistent, to a new one",
                                   .text =
                                       "The copy is a libsivo file of its own; secrets in it stay "
                                       "sealed under the same master key.\n"
                                       "It is the file as it was at the beginning, also while "
                                       "another program writes it.\n"
                                       "An existing OUT is refused. A program that holds the file "
                                       "open makes its own with sivo_backup.\n",
                                   .example = "  sivo backup centre.sivo centre-monday.sivo\n",
                                   .options = kOptions,
                                   .words_min = 2,
                                   .words_max = 2,
                                   .run = run_backup};

}  // namespace sivo::cli
