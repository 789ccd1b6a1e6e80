#include "synthetic_day.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "prng.hpp"

namespace {

// Calls an hour, by hour of the day: the double peak of weekday call centres, late morning and
// middle of the afternoon with a dip at lunch, as in Gans, Koole and Mandelbaum, "Telephone call
// centers: tutorial, review, and research prospects", M&SOM 5(2), 2003, section 2. The shape is
// theirs, the numbers are ours.
constexpr std::array<double, 24> kCallsPerHour = {
    1, 0, 0, 0, 0, 0, 2, 9, 62, 112, 146, 150, 118, 86, 98, 124, 132, 112, 64, 40, 12, 6, 3, 2};

// Brown et al., "Statistical analysis of a telephone call center", JASA 100(469), 2005: service
// times are lognormal, patience is long against the wait. Seconds.
constexpr double kServiceMedian = 165;
constexpr double kServiceSigma = 0.85;
constexpr double kPatienceMean = 420;
constexpr double kMenuMedian = 9;
constexpr double kMenuSigma = 0.5;
constexpr double kServiceMax = 3600;

constexpr double kLeavesInMenu = 0.05;
constexpr double kHolds = 0.12;
constexpr double kTransfers = 0.06;
constexpr double kConsults = 0.02;
// In the menu: 1 sales, 2 support, 3 billing.
constexpr std::array<char, 3> kKeys = {'1', '2', '3'};
constexpr std::array<double, 3> kKeyShares = {0.27, 0.45, 0.28};

int64_t micros(double seconds) { return std::llround(seconds * static_cast<double>(kSecond)); }

char draw_key(Prng& prng) {
  double draw = prng.uniform();
  for (size_t i = 0; i < kKeys.size(); ++i) {
    if (draw < kKeyShares[i]) return kKeys[i];
    draw -= kKeyShares[i];
  }
  return kKeys.back();
}

Wish draw_wish(Prng& prng) {
  const double draw = prng.uniform();
  if (draw < kHolds) return Wish::kHold;
  if (draw < kHolds + kTransfers) return Wish::kTransfer;
  if (draw < kHolds + kTransfers + kConsults) return Wish::kConsult;
  return Wish::kNone;
}

CallerPlan draw_caller(Prng& prng, int64_t arrives_us) {
  CallerPlan caller;
  caller.arrives_us = arrives_us;
  caller.number = "+346" + std::to_string(10'000'000 + prng.below(90'000'000));
  caller.menu_us = micros(prng.lognormal(kMenuMedian, kMenuSigma));
  if (!prng.chance(kLeavesInMenu)) caller.key = draw_key(prng);
  caller.patience_us = micros(prng.exponential(kPatienceMean));
  caller.service_us =
      micros(std::clamp(prng.lognormal(kServiceMedian, kServiceSigma), 5.0, kServiceMax));
  caller.wish = draw_wish(prng);
  // Handed on to the next queue of the menu.
  if (caller.key != '\0') caller.transfer_key = kKeys[static_cast<size_t>(caller.key - '0') % 3];
  caller.hangs_up_first = prng.chance(0.7);
  return caller;
}

std::vector<CallerPlan> draw_callers(Prng& prng) {
  std::vector<CallerPlan> callers;
  for (size_t hour = 0; hour < kCallsPerHour.size(); ++hour) {
    if (kCallsPerHour[hour] <= 0) continue;
    const double gap_mean = 3600 / kCallsPerHour[hour];
    const double start = static_cast<double>(hour) * 3600;
    // Poisson arrivals at the hour's rate.
    for (double at = start + prng.exponential(gap_mean); at < start + 3600;
         at += prng.exponential(gap_mean))
      callers.push_back(draw_caller(prng, micros(at)));
  }
  return callers;
}

struct Shift {
  double login;  // hours of the day
  double logout;
  double lunch;
};
constexpr Shift kEarly = {7.9, 16, 12.5};
constexpr Shift kMiddle = {9, 17.75, 13.5};
constexpr Shift kLate = {11.5, 20.25, 14.25};

AgentPlan draw_agent(Prng& prng, size_t index, const Shift& shift) {
  AgentPlan agent;
  const std::string number = std::to_string(index + 1);
  agent.email = "agent" + std::string(number.size() < 2 ? "0" : "") + number + "@norte.example";
  const auto at = [&](double hour) { return micros((hour + prng.between(-0.08, 0.08)) * 3600); };
  agent.login_us = at(shift.login);
  agent.logout_us = at(shift.logout);
  // Lunches and coffees are staggered, or nobody would answer at noon.
  const auto turn = static_cast<double>(index % 5);
  const auto rest = [&](double from, double hours, const char* reason) {
    agent.pauses.push_back({at(from), at(from + hours), reason});
  };
  rest(shift.login + 1.2 + turn * 0.25, 0.2, "Coffee");
  rest(shift.lunch + turn * 0.25, 0.5, "Lunch");
  rest(shift.logout - 2.4 + turn * 0.25, 0.2, "Coffee");
  if (index % 7 == 3) rest(shift.login + 3.2, 0.4, "Training");
  std::sort(agent.pauses.begin(), agent.pauses.end(),
            [](const PausePlan& a, const PausePlan& b) { return a.from_us < b.from_us; });
  agent.answer_us = micros(prng.between(1.5, 5));
  agent.miss_chance = prng.between(0, 0.05);
  agent.reject_chance = 0.01;
  return agent;
}

constexpr size_t kAgents = 20;

}  // namespace

DayPlan synthetic_day(const Date& date, uint64_t seed) {
  Prng prng(seed);
  DayPlan day;
  day.date = date;
  day.midnight_us = utc_midnight(date) - madrid_offset(date);
  day.source = "synthetic day, seed " + std::to_string(seed);
  day.did = "+34911234567";
  day.callers = draw_callers(prng);
  constexpr std::array<Shift, 3> kShifts = {kEarly, kMiddle, kLate};
  for (size_t i = 0; i < kAgents; ++i)
    day.agents.push_back(draw_agent(prng, i, kShifts[i % kShifts.size()]));
  return day;
}
