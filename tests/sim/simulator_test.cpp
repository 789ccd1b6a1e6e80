// A seed that failed is told with its step and the last things that happened. To run it again, set
// kAgain and its length, and:  test_sim -tc="one seed again" -s
#include "sim/simulator.hpp"

#include <doctest/doctest.h>

namespace sivo::sim {
namespace {

constexpr uint64_t kAgain = 1;
constexpr Micros kShort = 40 * kSecond;
constexpr Micros kAgainLength = kShort;

std::string folder_of(uint64_t seed) {
  return std::string(SIVO_BINARY_DIR) + "/sim_test_" + std::to_string(seed);
}

Outcome run_seed(uint64_t seed, Micros length) {
  const Day day = day_of(seed, length, folder_of(seed));
  Outcome outcome = simulate(day);
  CHECK_MESSAGE(!outcome.finding, explain(day, outcome));
  return outcome;
}

TEST_CASE("whatever the host loses, doubles, delays or never says, no agent and no call is lost") {
  size_t calls = 0;
  size_t answers = 0;
  size_t restarts = 0;
  uint64_t late = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const Outcome outcome = run_seed(seed, kShort);
    calls += outcome.calls;
    answers += outcome.answers;
    restarts += outcome.restarts;
    late += outcome.late;
  }
  // The rig does something.
  CHECK(calls > 100);
  CHECK(answers > 40);
  CHECK(restarts > 2);
  CHECK(late > 20);
}

TEST_CASE("one seed again") {
  const Outcome outcome = run_seed(kAgain, kAgainLength);
  CHECK(outcome.calls > 0);
  MESSAGE("steps ", outcome.step, ", calls ", outcome.calls, ", answers ", outcome.answers,
          ", offers ", outcome.offers, ", changes ", outcome.changes, ", restarts ",
          outcome.restarts, ", late ", outcome.late);
}

TEST_CASE("the same seed gives the same day, another one does not") {
  const auto digest = [](uint64_t seed) {
    Day day = day_of(seed, kShort, folder_of(seed));
    day.has_digest = true;
    const Outcome outcome = simulate(day);
    CHECK_MESSAGE(!outcome.finding, explain(day, outcome));
    return outcome.digest;
  };
  for (const uint64_t seed : {6, 13}) CHECK(digest(seed) == digest(seed));
  CHECK(digest(6) != digest(13));
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("300 seeds of longer days lose nothing") {
    for (uint64_t seed = 100; seed < 400; ++seed) run_seed(seed, 4 * kMinute);
  }
  TEST_CASE("7 days of an hour each, one of every weather, lose nothing") {
    for (uint64_t seed = 1'000; seed < 1'007; ++seed) run_seed(seed, kHour);
  }
}

}  // namespace sivo::sim
