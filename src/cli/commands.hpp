#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/failure.hpp"

namespace sivo::cli {

// A command of the program: one file each, one line of the table in commands.cpp.
struct Command {
  std::string_view name;
  std::string_view words;    // after the name, for the usage line
  std::string_view summary;  // one line
  std::string_view text;     // what --help adds: meaning, refusals
  std::string_view example;
  std::span<const Option> options;
  size_t words_min;
  size_t words_max;
  Exit (*run)(const Arguments& arguments);
};

extern const Command kInit;
extern const Command kApply;
extern const Command kShow;
extern const Command kCalls;
extern const Command kQueues;
extern const Command kAgents;
extern const Command kReplay;
extern const Command kAudit;
extern const Command kBackup;
extern const Command kExport;
extern const Command kVersion;

std::span<const Command* const> commands();
// nullptr when there is none of that name.
const Command* find_command(std::string_view name);

// The program: what main does, with the words after the program's name.
Exit run(std::span<const std::string_view> words);

}  // namespace sivo::cli
