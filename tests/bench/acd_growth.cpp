#include "acd_growth.hpp"

#include <algorithm>
#include <string>

#include "acd_engine.hpp"
#include "acd_floor.hpp"

namespace sivo::bench {
namespace {

using EngineFloor = Floor<EngineDispatcher>;

// Seconds of a round on the small floor and on the large one, in turns, so that noise meets both.
struct Costs {
  double small = 1;
  double large = 1;

  double growth() const { return large / small; }
  std::string text() const {
    return fixed(1e9 * large, 0) + " ns over " + fixed(1e9 * small, 0) + " ns";
  }
};

template <class Small, class Large>
Costs costs_of(const Small& small, const Large& large) {
  constexpr double kSeconds = 0.2;
  const auto thousand = [](const auto& round) {
    return [&round] {
      for (int i = 0; i < 1000; ++i) round();
      return 1000;
    };
  };
  Costs costs;
  cpu_rate_of(kSeconds, thousand(large));
  for (int run = 0; run < kRuns; ++run) {
    costs.small = std::min(costs.small, 1 / cpu_rate_of(kSeconds, thousand(small)));
    costs.large = std::min(costs.large, 1 / cpu_rate_of(kSeconds, thousand(large)));
  }
  return costs;
}

// The strategy that grows most; the note has them all.
class Worst {
 public:
  void add(std::string_view name, const Costs& costs) {
    growth_ = std::max(growth_, costs.growth());
    text_ += std::string(text_.empty() ? "" : ", ") + std::string(name) + " " + costs.text();
  }
  double growth() const { return growth_; }
  const std::string& text() const { return text_; }

 private:
  double growth_ = 0;
  std::string text_;
};

Costs costs_of_agents(acd::Strategy strategy) {
  const Scene few_agents = wide_scene(10, 1, strategy);
  const Scene many_agents = wide_scene(10'000, 1, strategy);
  EngineFloor few(few_agents), many(many_agents);
  return costs_of([&few] { few.round_of_idle_agents(5); },
                  [&many] { many.round_of_idle_agents(5000); });
}

Costs costs_of_waiting(acd::Strategy strategy) {
  constexpr uint32_t kAgents = 1000;
  const Scene scene = wide_scene(kAgents, 1, strategy);
  EngineFloor few(scene), many(scene);
  few.fill(1);
  many.fill(10'000);
  return costs_of([&few] { few.round_of_scarce_agents(); },
                  [&many] { many.round_of_scarce_agents(); });
}

void add_growth_of_agents(Report& report) {
  if (!report.wants("acd.growth_10_to_10000_agents")) return;
  Worst worst;
  for (const NamedStrategy& named : kStrategies) {
    if (named.strategy == acd::Strategy::kRingAll) continue;
    worst.add(named.name, costs_of_agents(named.strategy));
  }
  report.add({"acd.growth_10_to_10000_agents", worst.growth(), "×",
              "cost of a call with 10 000 agents in one queue, half of them idle, over that with"
              " 10, calls ending at random, processor time; the worst of the strategies but"
              " ring-all, which rings every idle agent: " +
                  worst.text(),
              at_most(2)});
}

void add_growth_of_waiting(Report& report) {
  if (!report.wants("acd.growth_1_to_10000_waiting")) return;
  Worst worst;
  for (const NamedStrategy& named : kStrategies)
    worst.add(named.name, costs_of_waiting(named.strategy));
  report.add({"acd.growth_1_to_10000_waiting", worst.growth(), "×",
              "cost of a call with 10 000 waiting in one queue, 1 000 agents all busy, over that"
              " with 1, calls ending at random, processor time; the worst of the strategies: " +
                  worst.text()});
}

}  // namespace

void add_acd_growth(Report& report) {
  add_growth_of_agents(report);
  add_growth_of_waiting(report);
}

}  // namespace sivo::bench
