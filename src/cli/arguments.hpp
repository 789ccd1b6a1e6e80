#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sivo::cli {

// An option of a command: `--name` or, with a value_name, `--name VALUE` and `--name=VALUE`.
struct Option {
  std::string_view name;        // with its dashes
  std::string_view value_name;  // "" = a switch
  std::string_view help;
};

// A command line, checked against what a command understands.
class Arguments {
 public:
  // Throws a usage Failure: unknown or repeated option, missing or unwanted value, too few or too
  // many words. `--` ends the options.
  static Arguments parse(std::span<const std::string_view> words, std::span<const Option> options,
                         size_t words_min, size_t words_max);

  bool has(std::string_view option) const;
  std::optional<std::string> value(std::string_view option) const;
  // The option's value as a whole number; Failure when it is none or outside.
  int64_t number(std::string_view option, int64_t otherwise, int64_t min, int64_t max) const;

  size_t size() const { return words_.size(); }
  // "" when not given.
  const std::string& operator[](size_t index) const;

 private:
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<std::string> words_;
};

}  // namespace sivo::cli
