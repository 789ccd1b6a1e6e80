#include "cli/grid.hpp"

#include <doctest/doctest.h>

namespace sivo::cli {
namespace {

Grid two_columns() {
  Grid grid;
  grid.add_column("name");
  grid.add_column("calls", Align::kRight);
  return grid;
}

}  // namespace

TEST_CASE("columns are as wide as their widest cell, counted in characters") {
  Grid grid = two_columns();
  grid.add_row({"Ana", "7"});
  grid.add_row({"Íñigo", "1234567"});
  CHECK(grid.text() ==
        "name     calls\n"
        "-----  -------\n"
        "Ana          7\n"
        "Íñigo  1234567\n");
}

TEST_CASE("a long cell is cut between characters") {
  Grid grid = two_columns();
  std::string name;
  for (int i = 0; i < 41; ++i) name += "é";
  grid.add_row({name, "1"});
  CHECK(grid.text().find("éé...  ") != std::string::npos);
  name.resize(80);
  Grid fits = two_columns();
  fits.add_row({name, "1"});
  CHECK(fits.text().find("...") == std::string::npos);
}

TEST_CASE("control characters do not reach the terminal") {
  Grid grid = two_columns();
  grid.add_row({"a\x1b[2Jb\n", "1"});
  CHECK(grid.text().find('\x1b') == std::string::npos);
}

TEST_CASE("CSV quotes what needs it") {
  Grid grid = two_columns();
  grid.add_row({"a,\"b\"", "1"});
  CHECK(grid.csv() == "name,calls\r\n\"a,\"\"b\"\"\",1\r\n");
}

TEST_CASE("a grid without rows knows it") {
  CHECK(two_columns().empty());
  CHECK(two_columns().csv() == "name,calls\r\n");
}

}  // namespace sivo::cli
