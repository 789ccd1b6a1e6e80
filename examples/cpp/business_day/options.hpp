#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "calendar.hpp"

struct Options {
  std::string calls_file;  // a recorded day; "" = synthetic
  Date date{2026, 3, 3};
  std::string database;  // "" = a fresh one in the temporary folder
  std::string trace;
  uint64_t seed = 1;
  int32_t durability = 0;  // SIVO_DURABILITY_…
  bool is_quiet = false;
  bool is_json = false;
  bool is_help = false;
};

// Throws std::invalid_argument.
Options parse_options(int count, const char* const* words);
extern const char* const kUsage;
