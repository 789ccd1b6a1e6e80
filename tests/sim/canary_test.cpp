#include <doctest/doctest.h>

#include "sim/simulator.hpp"

// Rules broken on purpose: each must be found, or the rig proves nothing.
namespace sivo::sim {
namespace {

Day broken(Sabotage sabotage) {
  Day day = day_of(7, kMinute, "");  // fair weather: nothing else goes wrong
  day.conduct.call_gap_us = 4 * kSecond;
  day.conduct.talk_us_max = 15 * kSecond;
  day.change_gap_us = 0;
  day.host_restart_gap_us = 0;
  day.rows_every = 10;
  day.sabotage = sabotage;
  return day;
}

std::string found(const Day& day) {
  const Outcome outcome = simulate(day);
  return outcome.finding ? outcome.finding->check : "nothing";
}

TEST_CASE("the day of the canaries is a good one without them") {
  const Day day = broken(Sabotage::kNone);
  const Outcome outcome = simulate(day);
  CHECK_MESSAGE(!outcome.finding, explain(day, outcome));
  CHECK(outcome.answers > 5);
}

TEST_CASE("an agent whose leg's end is never told is found stuck") {
  Day day = broken(Sabotage::kNoEnds);
  day.length = 3 * kMinute;
  day.conduct.withheld = {Kind::kLegEnded, Kind::kCallHangup};
  CHECK(found(day) == "no agent stuck");
}

TEST_CASE("timers that nobody fires are found overdue") {
  Day day = broken(Sabotage::kNoTimers);
  day.rows_every = 1;
  CHECK(found(day) == "nothing overdue");
}

TEST_CASE("a call whose end nobody told is found") {
  CHECK(found(broken(Sabotage::kHiddenEnd)) == "every call ends");
}

TEST_CASE("an agent on a call that is none is found") {
  CHECK(found(broken(Sabotage::kForgedAgent)) == "no agent stuck");
  CHECK(found(broken(Sabotage::kForgedIdle)) == "no agent stuck");
}

TEST_CASE("a record whose times do not add up is found") {
  CHECK(found(broken(Sabotage::kForgedRecord)) == "times");
}

TEST_CASE("a call that a restart forgets is found") {
  Day day = broken(Sabotage::kLostCall);
  day.folder = std::string(SIVO_BINARY_DIR) + "/sim_test_canary";
  day.restart_gap_us = 20 * kSecond;
  const std::string check = found(day);
  CHECK_MESSAGE((check == "every call ends" || check == "reopen"), check);
}

TEST_CASE("what was found is told with its seed and step") {
  const Day day = broken(Sabotage::kForgedAgent);
  const std::string text = explain(day, simulate(day));
  CHECK(text.starts_with("seed 7, step "));
  CHECK(text.find("\n  ") != std::string::npos);
}

}  // namespace
}  // namespace sivo::sim
