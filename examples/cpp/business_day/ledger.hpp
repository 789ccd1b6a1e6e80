#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "centre.hpp"
#include "host.hpp"
#include "plan.hpp"
#include "sivo/sivo.hpp"

enum class Outcome : uint8_t { kServed, kLeftInMenu, kLeftInQueue, kTurnedAway, kStillThere };
inline constexpr size_t kOutcomes = 5;

// A call as its record in the file tells it; times of day.
struct CallRow {
  uint32_t caller = 0;  // index in the plan
  Outcome outcome = Outcome::kTurnedAway;
  sivo::id queue;
  sivo::id agent;
  int64_t started_us = 0;
  int64_t wait_us = 0;  // from joining a queue to the conversation or the end, ringing included
  int64_t talk_us = 0;
};

// How well callers were served, over those who wanted an agent: served, or left in a queue.
struct Quality {
  int64_t wanted = 0;
  int64_t served = 0;
  int64_t served_in_time = 0;  // within the threshold, 20 s, which counts as in time itself
  int64_t left = 0;
  int64_t served_wait_us = 0;
  int64_t served_wait_max_us = 0;

  void add(bool is_served, int64_t wait_us);
  void add(const Quality& other);
  // Answered in time over offered to the queues: definition 3 of the usual ten, nobody left out.
  double service_level() const;
  double abandonment() const;
  double asa_s() const;  // average speed of answer, of those served
};

// What the file says about the day, read back through queries, and whether it adds up.
struct Ledger {
  std::vector<CallRow> calls;  // by start
  std::array<int64_t, kOutcomes> outcomes{};
  Quality total;
  std::array<Quality, 24> by_hour;  // of arrival
  // Of a recorded day: what really happened.
  Quality recorded;
  std::array<Quality, 24> recorded_by_hour;
  int64_t recorded_left_in_menu = 0;
  // Every sum that does not add up, in words; empty is the only good answer.
  std::vector<std::string> problems;
};

Ledger read_ledger(sivo::core& core, const Centre& centre, const DayPlan& day, const Host& host);
