#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace sivo::test {

#ifdef SIVO_SOURCE_DIR
inline const std::string kSourceDir = SIVO_SOURCE_DIR;
#else
inline const std::string kSourceDir = ".";
#endif

using CsvRow = std::vector<std::string>;

// One line of RFC 4180; no quoted line breaks.
inline CsvRow split_csv_line(const std::string& line) {
  CsvRow row(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      row.emplace_back();
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return row;
}

// The rows of a reference file below ../shared/data without its heading; none, and a message, where
// the file is not here. Who calls this is in the suite "shared", which then counts as skipped.
inline std::vector<CsvRow> read_shared_csv(const std::string& name) {
  std::ifstream file(kSourceDir + "/../shared/data/" + name);
  std::vector<CsvRow> rows;
  if (!file) {
    MESSAGE("SKIPPED: ../shared/data/" << name << " is not here");
    return rows;
  }
  std::string line;
  std::getline(file, line);
  const size_t columns = split_csv_line(line).size();
  while (std::getline(file, line)) {
    CsvRow row = split_csv_line(line);
    REQUIRE(row.size() == columns);
    rows.push_back(std::move(row));
  }
  REQUIRE(!rows.empty());
  return rows;
}

}  // namespace sivo::test
