#pragma once

#include <cstdint>
#include <string>

#include "centre.hpp"
#include "chart.hpp"
#include "host.hpp"
#include "ledger.hpp"
#include "plan.hpp"

// How fast it went.
struct Speed {
  double wall_s = 0;
  int64_t steps = 0;
  int64_t commits = 0;
  int64_t actions = 0;
  double steps_per_s() const { return wall_s > 0 ? static_cast<double>(steps) / wall_s : 0; }
};

struct Day {
  const DayPlan& plan;
  const Centre& centre;
  const Host& host;
  const Ledger& ledger;
  Speed speed;
};

// For people.
std::string report_text(const Day& day, const Chart& chart);
// For machines: one JSON object.
std::string summary_json(const Day& day, const std::string& database);
