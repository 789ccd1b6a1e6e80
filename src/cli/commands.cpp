#include "cli/commands.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/library.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

std::string padded(std::string_view text, size_t width) {
  std::string result(text);
  const size_t columns = width_of(text);
  result.append(columns < width ? width - columns : 0, ' ');
  return result;
}

std::string option_word(const Option& option) {
  std::string word(option.name);
  if (!option.value_name.empty()) word.append(" ").append(option.value_name);
  return word;
}

std::string usage_of(const Command& command) {
  std::string text = "usage: sivo " + std::string(command.name);
  if (!command.words.empty()) text.append(" ").append(command.words);
  return text + " [OPTION]...";
}

std::string help_of(const Command& command) {
  std::string text = usage_of(command);
  text.append("\n\n").append(command.summary).append(".\n");
  if (!command.text.empty()) text.append("\n").append(command.text);
  text += "\nOptions\n";
  std::vector<Option> options(command.options.begin(), command.options.end());
  options.push_back(kHelpOption);
  for (const Option& option : options)
    text += "  " + padded(option_word(option), 22) + "  " + std::string(option.help) + "\n";
  return text.append("\nExample\n").append(command.example);
}

std::string general_help() {
  std::string text =
      "usage: sivo COMMAND [ARGUMENT]... [OPTION]...\n\n"
      "Looks after a libsivo file: the tenants, queues, agents and call records of a contact "
      "centre.\n"
      "\nCommands\n";
  for (const Command* command : commands()) {
    std::string usage = std::string(command->name) + " " + std::string(command->words);
    text += "  " + padded(usage, 32) + "  " + std::string(command->summary) + "\n";
  }
  text +=
      "  " + padded("help [COMMAND]", 32) + "  What a command does, its options and an example\n" +
      "\nExit codes\n"
      "  0  done\n"
      "  1  failed: reading or writing, a damaged file, an internal error\n"
      "  2  the command line is wrong\n"
      "  3  not found: the file, the tenant, the row\n"
      "  4  refused by a rule, or a proof failed (audit verify, replay)\n"
      "  5  another process has the file open\n"
      "\nAn error is one line on standard error, 'sivo: place: message'; a warning begins "
      "'sivo: warning:'.\n"
      "Results are on standard output; with --json, which every command knows, they are JSON. The\n"
      "master key comes from a file, --key-file, never from the command line or the environment.\n";
  return text;
}

const Command& known_command(std::string_view name) {
  const Command* command = find_command(name);
  if (command == nullptr)
    fail(Exit::kUsage, std::string(name), "expected a command; 'sivo help' lists them");
  return *command;
}

bool is_help(std::string_view word) {
  return word == "help" || word == kHelpOption.name || word == "-h";
}

bool asks_for_help(std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return word != "help" && is_help(word); });
}

// Further words, as in "help audit verify", are the command's own: its help explains them.
Exit print_help(std::span<const std::string_view> words) {
  const bool is_general = words.empty() || is_help(words[0]);
  print(is_general ? general_help() : help_of(known_command(words[0])));
  return Exit::kOk;
}

// What is wrong with the words after a command ends with how they should be.
Exit run_command(const Command& command, std::span<const std::string_view> words) {
  try {
    return command.run(
        Arguments::parse(words, command.options, command.words_min, command.words_max));
  } catch (Failure& failure) {
    if (failure.code == Exit::kUsage) failure.message += "; " + usage_of(command);
    throw;
  }
}

Exit dispatch(std::span<const std::string_view> words) {
  if (words.empty()) {
    print_error(general_help());
    return Exit::kUsage;
  }
  const std::string_view name = words[0];
  const auto rest = words.subspan(1);
  if (is_help(name)) return print_help(rest);
  const Command& command = known_command(name == "--version" ? "version" : name);
  if (asks_for_help(rest)) {
    print(help_of(command));
    return Exit::kOk;
  }
  return run_command(command, rest);
}

}  // namespace

std::span<const Command* const> commands() {
  static constexpr std::array<const Command*, 11> kCommands = {
      &kInit,   &kApply, &kExport, &kShow,   &kCalls,  &kQueues,
      &kAgents, &kAudit, &kBackup, &kReplay, &kVersion};
  return kCommands;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : commands())
    if (command->name == name) return command;
  return nullptr;
}

Exit run(std::span<const std::string_view> words) {
  try {
    return dispatch(words);
  } catch (const Failure& failure) {
    std::string line = "sivo: ";
    if (!failure.place.empty()) line += failure.place + ": ";
    print_error(printable(line + failure.message) + "\n");
    return failure.code;
  } catch (const sivo::error& problem) {
    print_error(printable(std::string("sivo: ") + problem.what()) + "\n");
    return exit_of(problem.status());
  } catch (const std::exception& problem) {
    print_error(printable(std::string("sivo: ") + problem.what()) + "\n");
    return Exit::kFailed;
  }
}

}  // namespace sivo::cli
