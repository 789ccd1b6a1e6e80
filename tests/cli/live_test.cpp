#include "cli/live.hpp"

#include <doctest/doctest.h>

namespace sivo::cli {

TEST_CASE("durations read as on a wallboard") {
  CHECK(clock_text(0) == "0:00");
  CHECK(clock_text(7'999) == "0:07");
  CHECK(clock_text(754'000) == "12:34");
  CHECK(clock_text(3'723'000) == "1:02:03");
  CHECK(clock_text(86'399'999) == "23:59:59");
  CHECK(clock_text(86'400'000) == "1 d 00:00:00");
  CHECK(clock_text(22'723'491'000) == "263 d 00:04:51");
  CHECK(clock_text(-5) == "0:00");
}

}  // namespace sivo::cli
