#include "cli/terminal.hpp"

#include <doctest/doctest.h>

namespace sivo::cli {

TEST_CASE("a progress bar fills from nothing to all") {
  CHECK(ProgressBar::line("Copying", 0, 10, false) ==
        "Copying ..............................   0 %");
  CHECK(ProgressBar::line("Copying", 5, 10, false) ==
        "Copying ###############...............  50 %");
  CHECK(ProgressBar::line("Copying", 10, 10, false) ==
        "Copying ############################## 100 %");
}

TEST_CASE("a progress bar stands odd numbers") {
  CHECK(ProgressBar::line("x", 0, 0, false).ends_with("  0 %"));
  CHECK(ProgressBar::line("x", 20, 10, false).ends_with("100 %"));
  CHECK(ProgressBar::line("x", -1, 10, true).find("█") == std::string::npos);
}

TEST_CASE("width counts characters") {
  CHECK(width_of("") == 0);
  CHECK(width_of("é█x") == 3);
}

TEST_CASE("control characters are made visible") {
  CHECK(printable("a\tb\x7f\x1b") == "a?b??");
  CHECK(printable("é") == "é");
}

TEST_CASE("a count says one of one thing and the other of none and of many") {
  CHECK(counted(1, "row", "rows") == "1 row");
  CHECK(counted(0, "row", "rows") == "0 rows");
  CHECK(counted(2, "row", "rows") == "2 rows");
}

}  // namespace sivo::cli
