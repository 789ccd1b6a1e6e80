#include "options.hpp"

#include <charconv>
#include <stdexcept>
#include <string_view>

#include "sivo/sivo.h"

const char* const kUsage =
    "usage: business_day [OPTION]...\n\n"
    "Plays one day of a contact centre through libsivo, in virtual time, and reports.\n\n"
    "  --calls FILE        a recorded day instead of a synthetic one: CSV or CSV.gz\n"
    "  --date YYYY-MM-DD   which day (synthetic: 2026-03-03; recorded: needed)\n"
    "  --database PATH     where the file goes; it must not exist\n"
    "  --trace PATH        record every input, for 'sivo replay'\n"
    "  --seed N            another day of the same kind (default 1)\n"
    "  --durability WORD   full (default, fsync at every commit), normal or none\n"
    "  --quiet             no report, only the last line\n"
    "  --json              a summary for machines\n"
    "  --help              this\n";

namespace {

int32_t durability(std::string_view word) {
  if (word == "full") return SIVO_DURABILITY_FULL;
  if (word == "normal") return SIVO_DURABILITY_NORMAL;
  if (word == "none") return SIVO_DURABILITY_NONE;
  throw std::invalid_argument("--durability: expected full, normal or none");
}

uint64_t seed(std::string_view word) {
  uint64_t value = 0;
  const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
  if (end.ec != std::errc() || end.ptr != word.data() + word.size() || value == 0)
    throw std::invalid_argument("--seed: expected a whole number greater than 0");
  return value;
}

Date date(std::string_view word) {
  const auto value = parse_date(word);
  if (!value) throw std::invalid_argument("--date: expected YYYY-MM-DD");
  return *value;
}

void set_value(Options& options, std::string_view name, const char* value) {
  if (name == "--calls") options.calls_file = value;
  else if (name == "--date") options.date = date(value);
  else if (name == "--database") options.database = value;
  else if (name == "--trace") options.trace = value;
  else if (name == "--seed") options.seed = seed(value);
  else if (name == "--durability") options.durability = durability(value);
  else throw std::invalid_argument(std::string(name) + ": expected an option; see --help");
}

}  // namespace

Options parse_options(int count, const char* const* words) {
  Options options;
  bool has_date = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = words[i];
    if (name == "--quiet") {
      options.is_quiet = true;
    } else if (name == "--json") {
      options.is_json = true;
    } else if (name == "--help" || name == "-h") {
      options.is_help = true;
    } else {
      if (i + 1 == count) throw std::invalid_argument(std::string(name) + ": expected a value");
      has_date = has_date || name == "--date";
      set_value(options, name, words[++i]);
    }
  }
  if (!options.calls_file.empty() && !has_date)
    throw std::invalid_argument("--calls: expected --date too");
  return options;
}
