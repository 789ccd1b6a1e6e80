#include "cli/arguments.hpp"

#include <algorithm>
#include <charconv>

#include "cli/failure.hpp"

namespace sivo::cli {
namespace {

const Option& find_option(std::span<const Option> options, std::string_view name) {
  const auto it = std::find_if(options.begin(), options.end(),
                               [&](const Option& option) { return option.name == name; });
  if (it == options.end())
    fail(Exit::kUsage, std::string(name), "expected an option of this command");
  return *it;
}

}  // namespace

Arguments Arguments::parse(std::span<const std::string_view> words, std::span<const Option> options,
                           size_t words_min, size_t words_max) {
  Arguments result;
  bool is_option_allowed = true;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (!is_option_allowed || word.size() < 2 || word[0] != '-') {
      result.words_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      is_option_allowed = false;
      continue;
    }
    const size_t equals = word.find('=');
    const std::string name(word.substr(0, equals));
    const Option& option = find_option(options, name);
    const bool has_value = equals != std::string_view::npos;
    std::string value;
    if (option.value_name.empty()) {
      if (has_value) fail(Exit::kUsage, name, "expected no value");
    } else if (has_value) {
      value = word.substr(equals + 1);
    } else {
      if (i + 1 == words.size())
        fail(Exit::kUsage, name, "expected a value: " + std::string(option.value_name));
      value = words[++i];
    }
    if (!result.options_.emplace(name, std::move(value)).second)
      fail(Exit::kUsage, name, "expected once, got it twice");
  }
  if (result.words_.size() < words_min) fail(Exit::kUsage, "", "expected more arguments");
  if (result.words_.size() > words_max)
    fail(Exit::kUsage, result.words_[words_max], "expected fewer arguments");
  return result;
}

bool Arguments::has(std::string_view option) const { return options_.contains(option); }

std::optional<std::string> Arguments::value(std::string_view option) const {
  const auto it = options_.find(option);
  if (it == options_.end()) return std::nullopt;
  return it->second;
}

int64_t Arguments::number(std::string_view option, int64_t otherwise, int64_t min,
                          int64_t max) const {
  const auto it = options_.find(option);
  if (it == options_.end()) return otherwise;
  const std::string& text = it->second;
  int64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = end.ec == std::errc() && end.ptr == text.data() + text.size();
  if (!is_number || number < min || number > max)
    fail(Exit::kUsage, std::string(option),
         "expected a number from " + std::to_string(min) + " to " + std::to_string(max) +
             ", got '" + text + "'");
  return number;
}

const std::string& Arguments::operator[](size_t index) const {
  static const std::string kNone;
  return index < words_.size() ? words_[index] : kNone;
}

}  // namespace sivo::cli
