#include "sim/simulator.hpp"

namespace sivo::sim {
namespace {

// The kinds of bad days; each seed has one, and how bad it is.
enum class Weather : uint8_t { kFair, kLossy, kDoubling, kSlow, kPartitions, kMute, kStorm };
constexpr uint64_t kWeathers = 7;

void set_rates(Faults& faults, Rates rates) {
  for (Rates& each : faults.rates) {
    each.lost += rates.lost;
    each.doubled += rates.doubled;
    each.late += rates.late;
  }
}

Faults faults_of(Weather weather, Xoshiro256& random) {
  Faults faults;
  const auto some = [&](uint64_t most) { return static_cast<uint32_t>(1 + random.below(most)); };
  const bool is_storm = weather == Weather::kStorm;
  if (weather == Weather::kLossy || is_storm) set_rates(faults, {some(200), 0, 0});
  if (weather == Weather::kDoubling || is_storm) set_rates(faults, {0, some(400), 0});
  if (weather == Weather::kSlow || weather == Weather::kDoubling || is_storm) {
    set_rates(faults, {0, 0, some(300)});
    faults.late_us_max = static_cast<Micros>(some(15)) * kSecond;
  }
  if (weather == Weather::kPartitions || is_storm) {
    faults.quiet_us = 60 * kSecond;
    faults.down_us_max = 25 * kSecond;
  }
  if (weather == Weather::kMute || is_storm) faults.mute_legs = some(250);
  return faults;
}

}  // namespace

Day day_of(uint64_t seed, Micros length, const std::string& folder) {
  Xoshiro256 random(keyed_random(seed, 10, 0));
  const auto weather = static_cast<Weather>(seed % kWeathers);
  Day day;
  day.seed = seed;
  day.length = length;
  day.faults = faults_of(weather, random);
  day.conduct.call_gap_us = static_cast<Micros>(1 + random.below(8)) * kSecond;
  day.conduct.talk_us_max = static_cast<Micros>(5 + random.below(60)) * kSecond;
  if (random.below(3) != 0) day.change_gap_us = static_cast<Micros>(5 + random.below(30)) * kSecond;
  if (random.below(3) == 0) day.host_restart_gap_us = 3 * kMinute;
  if (random.below(2) == 0 && !folder.empty()) {
    day.folder = folder;
    day.restart_gap_us = static_cast<Micros>(10 + random.below(60)) * kSecond;
  }
  return day;
}

std::string explain(const Day& day, const Outcome& outcome) {
  if (!outcome.finding) return "";
  constexpr uint64_t kStepsTold = 30;
  Day again = day;
  again.log_from = outcome.step > kStepsTold ? outcome.step - kStepsTold : 0;
  std::string text = "seed " + std::to_string(day.seed) + ", step " + std::to_string(outcome.step) +
                     ": " + outcome.finding->check + ": " + outcome.finding->text + "\n";
  for (const std::string& line : simulate(again).log) text += "  " + line + "\n";
  return text;
}

}  // namespace sivo::sim
