#include <filesystem>
#include <string>

#include "cli/commands.hpp"
#include "cli/json.hpp"
#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

Exit run_init(const Arguments& arguments) {
  const std::string& path = arguments[0];
  if (std::filesystem::exists(path))
    fail(Exit::kRefused, path, "expected no file of that name, there is one");
  static_cast<void>(open_file(path, Access::kCreate, arguments));
  print(arguments.has(kJsonOption.name) ? "{\"created\":" + json_string(path) + "}\n"
                                        : "Created " + printable(path) + ".\n");
  return Exit::kOk;
}

constexpr Option kOptions[] = {kKeyOption, kJsonOption};

}  // namespace

constinit const Command kInit = {
    .name = "init",
    .words = "FILE",
    .summary = "Create an empty file",
    .text =
        "With --key-file the file's secrets (trunk passwords) are sealed under that key, which "
        "every\n"
        "later change of a secret needs. An existing file is refused.\n",
    .example =
        "  head -c 32 /dev/urandom > centre.key && chmod 600 centre.key\n"
        "  sivo init centre.sivo --key-file centre.key\n",
    .options = kOptions,
    .words_min = 1,
    .words_max = 1,
    .run = run_init};

}  // namespace sivo::cli
