#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "acd_engine.hpp"
#include "acd_floor.hpp"
#include "acd_growth.hpp"
#include "acd_naive.hpp"
#include "acd_ring_all.hpp"
#include "acd_sql.hpp"
#include "acd_storms.hpp"
#include "bench.hpp"

// The distributor alone, beside two others that decide the same. A decision is a whole round of
// spec/acd.md section 8: a caller joins, is offered to an agent, answered, ended, and the agent is
// ready again.
namespace sivo::bench {
namespace {

using EngineFloor = Floor<EngineDispatcher>;

constexpr uint32_t kAgents = 1000;
constexpr uint32_t kQueues = 50;
constexpr size_t kWaiting = 5000;
constexpr std::string_view kScene = "1 000 agents in 3 of 50 queues each, 5 000 waiting";
constexpr const char* kCpuTime = "; time of the processor";  // cpu_seconds()
constexpr double kBaselineSeconds = 1;  // of one run; one is enough for such distances

// ---- Decisions ----

double engine_rate(EngineFloor& floor) {
  double best = 0;
  for (int run = 0; run < kRuns; ++run) {
    const double rate = cpu_rate_of(0.6, [&floor] {
      const uint64_t before = floor.decisions();
      for (int i = 0; i < 1000; ++i) floor.round_of_scarce_agents();
      return floor.decisions() - before;
    });
    best = std::max(best, rate);
  }
  return best;
}

// Decides on a small scene what the engine decides, or throws.
template <class Dispatcher>
void check_on(const Scene& scene, const std::string& whose) {
  constexpr int kSteps = 3000;
  EngineFloor engine(scene);
  Floor<Dispatcher> other(scene);
  for (int i = 0; i < kSteps; ++i) {
    engine.random_step();
    other.random_step();
  }
  if (engine.log().size() != other.log().size())
    throw std::runtime_error("expected as many decisions as the engine's from " + whose);
  check_same_decisions(engine.log(), other.log(), whose);
}

// Decisions a second in the scene, all of which have to be the engine's.
template <class Dispatcher>
double baseline_rate(const Scene& scene, const std::string& whose) {
  Floor<Dispatcher> floor(scene);
  floor.fill(kWaiting);
  const double rate = cpu_rate_of(kBaselineSeconds, [&floor] {
    const uint64_t before = floor.decisions();
    floor.round_of_scarce_agents();
    return floor.decisions() - before;
  });
  EngineFloor engine(scene);
  engine.fill(kWaiting);
  while (engine.decisions() < floor.decisions()) engine.round_of_scarce_agents();
  check_same_decisions(engine.log(), floor.log(), whose);
  return rate;
}

const std::string kNaive = "the naive dispatcher";
const std::string kSql = "the dispatcher in SQL";

void add_rates(Report& report) {
  if (!report.wants_any({"acd.decisions_per_s", "acd.ratio_to_sql_dispatcher"})) return;
  const Scene scene = wide_scene(kAgents, kQueues);
  EngineFloor floor(scene);
  floor.fill(kWaiting);
  const double rate = engine_rate(floor);
  if (report.wants("acd.decisions_per_s")) {
    check_on<NaiveDispatcher>(tiers_scene(), kNaive);
    const double naive = baseline_rate<NaiveDispatcher>(scene, kNaive);
    report.add({"acd.decisions_per_s", rate, "decisions/s",
                std::string(kScene) +
                    "; a round is join, end, ready with the offer, answer, bridge; baseline: plain"
                    " structs in vectors, where at each join and each ready every waiting caller"
                    " looks at every agent, same decisions, " +
                    fixed(naive, 1) + " a second" + kCpuTime,
                at_least(1e6), naive});
  }
  if (report.wants("acd.ratio_to_sql_dispatcher")) {
    check_on<SqlDispatcher>(tiers_scene(), kSql);
    const double sql = baseline_rate<SqlDispatcher>(scene, kSql);
    report.add({"acd.ratio_to_sql_dispatcher", rate / sql, "×",
                std::string(kScene) +
                    "; decisions a second over those of a dispatcher in in-memory SQLite (at each"
                    " join and each ready, one indexed query over agents × tiers for every waiting"
                    " caller), same decisions, " +
                    fixed(sql, 1) + " a second" + kCpuTime,
                at_least(1e4)});
  }
}

struct Times {
  double p50 = 1, p99 = 1, p999 = 1;
};

// Of all calls of a round; the best of the runs.
Times times_of(acd::Strategy strategy) {
  constexpr size_t kRounds = 50'000;
  const Scene scene = wide_scene(kAgents, kQueues, strategy);
  EngineFloor floor(scene);
  floor.fill(kWaiting);
  Times best;
  std::vector<double> times;
  times.reserve(kRounds * EngineFloor::kCallsOfRound);
  for (int run = 0; run < kRuns; ++run) {
    times.clear();
    for (size_t round = 0; round < kRounds; ++round) {
      std::optional<std::chrono::steady_clock::time_point> last;
      floor.round_of_scarce_agents([&] {
        const auto now = std::chrono::steady_clock::now();
        if (last) times.push_back(std::chrono::duration<double>(now - *last).count());
        last = now;
      });
    }
    best.p50 = std::min(best.p50, quantile(times, 0.5));
    best.p99 = std::min(best.p99, quantile(times, 0.99));
    best.p999 = std::min(best.p999, quantile(times, 0.999));
  }
  return best;
}

void add_decision_times(Report& report) {
  if (!report.wants_any({"acd.decision_p50_ns", "acd.decision_p99_ns", "acd.decision_p999_ns"}))
    return;
  Times worst{0, 0, 0};
  std::string each;
  for (const NamedStrategy& named : kStrategies) {
    const Times times = times_of(named.strategy);
    worst.p50 = std::max(worst.p50, times.p50);
    worst.p99 = std::max(worst.p99, times.p99);
    worst.p999 = std::max(worst.p999, times.p999);
    each += std::string(each.empty() ? "" : ", ") + std::string(named.name) + " " +
            fixed(times.p99 * 1e9, 0) + " ns";
  }
  const std::string note = std::string(kScene) +
                           "; every call of a round for itself (join, end, ready with the offer,"
                           " answer with the bridge), a reading of the clock included; 200 000"
                           " calls a run, the worst of the strategies";
  report.add({"acd.decision_p50_ns", worst.p50 * 1e9, "ns", note});
  report.add({"acd.decision_p99_ns", worst.p99 * 1e9, "ns", note + ": " + each, at_most(10'000)});
  report.add({"acd.decision_p999_ns", worst.p999 * 1e9, "ns", note});
}

void add_skills(Report& report) {
  if (!report.wants("acd.skills_decisions_per_s")) return;
  check_on<NaiveDispatcher>(skills_scene(30, 4), kNaive);
  const Scene scene = skills_scene(kAgents, kQueues);
  EngineFloor floor(scene);
  floor.fill(kWaiting);
  report.add({"acd.skills_decisions_per_s", engine_rate(floor), "decisions/s",
              std::string(kScene) +
                  "; 20 skills; an agent has one of 30 profiles of 5 skills, a caller demands 2 of"
                  " such a profile; on 30 agents and 4 queues the naive dispatcher decides the"
                  " same" +
                  kCpuTime});
}

// ---- Ring-all ----

void add_ring_all(Report& report) {
  if (!report.wants("acd.ring_all_100_claim_us")) return;
  RingAll floor;
  double best = 1;
  std::vector<double> times(10'000);
  for (int run = 0; run < kRuns; ++run) {
    for (double& time : times) time = floor.round();
    best = std::min(best, quantile(times, 0.5));
  }
  report.add({"acd.ring_all_100_claim_us", best * 1e6, "µs",
              "a caller joins a ring-all queue and is offered to its 100 members, one answers, the"
              " other 99 offers are closed; median of 10 000"});
}

// ---- Memory ----

// Of the heap in use, room that containers keep and malloc's own words included.
double heap_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

void add_memory(Report& report) {
  if (!report.wants_any({"acd.bytes_per_agent", "acd.bytes_per_caller"})) return;
  constexpr uint32_t kMany = 10'000;
  const Scene none = wide_scene(0, kQueues), scene = wide_scene(kMany, kQueues);
  const std::string method =
      "; growth of the heap in use (mallinfo2) from an engine with none, spare room of the"
      " containers included";
  const double before = heap_bytes();
  const EngineFloor empty(none);
  const double of_empty = heap_bytes() - before;
  std::optional<EngineFloor> floor(std::in_place, scene);
  const double agents = (heap_bytes() - before - 2 * of_empty) / kMany;
  report.add({"acd.bytes_per_agent", agents, "bytes",
              "10 000 agents in 3 of 50 queues each, logged in" + method, at_most(1023)});
  floor.reset();
  EngineFloor line(none);
  const double quiet = heap_bytes();
  line.fill(kMany);
  report.add({"acd.bytes_per_caller", (heap_bytes() - quiet) / kMany, "bytes",
              "10 000 callers waiting in 50 queues" + method, at_most(1023)});
}

}  // namespace

void run_acd_bench(Report& report) {
  add_rates(report);
  add_decision_times(report);
  add_skills(report);
  add_acd_growth(report);
  add_ring_all(report);
  add_acd_storms(report);
  add_memory(report);
}

}  // namespace sivo::bench
