#include <string>

#include "cli/commands.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

Exit run_version(const Arguments& arguments) {
  const std::string version = sivo_version_text();
  print(arguments.has(kJsonOption.name) ? "{\"version\":\"" + version + "\"}\n"
                                        : "sivo " + version + "\n");
  return Exit::kOk;
}

constexpr Option kOptions[] = {kJsonOption};

}  // namespace

constinit const Command kVersion = {.name = "version",
                                    .words = "",
                                    .summary = "The library's version",
                                    .text = "",
                                    .example = "  sivo version\n",
                                    .options = kOptions,
                                    .words_min = 0,
                                    .words_max = 0,
                                    .run = run_version};

}  // namespace sivo::cli
