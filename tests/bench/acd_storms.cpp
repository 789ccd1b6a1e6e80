#include "acd_storms.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "acd_engine.hpp"
#include "acd_floor.hpp"

namespace sivo::bench {
namespace {

constexpr Micros kBegin = 1'800'000'000 * kSecond;

// A centre that is furnished by hand.
class Hall {
 public:
  acd::Engine engine{7};
  Micros now = kBegin;
  std::vector<acd::QueueRef> queues;
  std::vector<acd::AgentRef> agents;

  acd::QueueRef add_queue(acd::Strategy strategy) {
    acd::QueueConfig config;
    config.id = id_of(1'000'000 + queues.size());
    config.strategy = strategy;
    queues.push_back(engine.add_queue(config));
    return queues.back();
  }
  void add_agent(const std::vector<acd::QueueRef>& places) {
    const acd::AgentRef agent = engine.add_agent({id_of(agents.size() + 1)});
    agents.push_back(agent);
    for (const acd::QueueRef queue : places) engine.set_member(queue, agent, {}, now);
    engine.login(agent, now);
  }
  acd::CallerRef join(acd::QueueRef queue) {
    acd::JoinRequest request;
    request.tag = ++tag_;
    return engine.join(queue, request, now).caller;
  }
  void clear() {
    engine.clear_outputs();
    engine.clear_changes();
  }

 private:
  uint64_t tag_ = 0;
};

// ---- A host that fails ----

// Seconds of one failure when the host fails every offer at once until nobody is offered any more.
double failure_seconds(uint32_t waiting) {
  constexpr int kAgents = 20;
  Hall hall;
  const acd::QueueRef queue = hall.add_queue(acd::Strategy::kLongestIdle);
  for (int i = 0; i < kAgents; ++i) hall.add_agent({queue});
  for (uint32_t i = 0; i < waiting; ++i) hall.join(queue);
  const double start = cpu_seconds();
  double failures = 0;
  for (bool has_offers = true; has_offers;) {
    has_offers = false;
    for (const acd::AgentRef agent : hall.agents) {
      const acd::OfferRef offer = hall.engine.agent(agent).offer;
      if (!hall.engine.offer_failed(offer, acd::OfferState::kHostError, hall.now)) continue;
      hall.clear();
      has_offers = true;
      ++failures;
    }
  }
  return (cpu_seconds() - start) / failures;
}

void add_failing_host(Report& report) {
  if (!report.wants("acd.host_failure_us")) return;
  double few = 1, many = 1;
  for (int run = 0; run < kRuns; ++run) {
    few = std::min(few, failure_seconds(100));
    many = std::min(many, failure_seconds(4000));
  }
  report.add({"acd.host_failure_us", many * 1e6, "µs",
              "20 agents, 4 000 waiting, the host fails every offer at once: one failure and the"
              " offer that follows, on average; with 100 waiting " +
                  fixed(few * 1e6, 2) + " µs",
              at_most(10)});
}

// ---- A claim ----

// Seconds of one ring-all claim; each of the agents who lose it has a caller in another queue.
double claim_seconds(uint32_t queues, uint32_t agents) {
  Hall hall;
  const acd::QueueRef ringing = hall.add_queue(acd::Strategy::kRingAll);
  for (uint32_t i = 0; i < queues; ++i) hall.add_queue(acd::Strategy::kLongestIdle);
  for (uint32_t i = 0; i < agents; ++i) hall.add_agent({ringing, hall.queues[1 + i % queues]});
  hall.join(ringing);
  for (uint32_t i = 0; i < 2 * agents; ++i) hall.join(hall.queues[1 + i % queues]);
  hall.clear();
  const double start = cpu_seconds();
  hall.engine.offer_answered(hall.engine.agent(hall.agents[7]).offer, hall.now);
  const double seconds = cpu_seconds() - start;
  const auto outputs = hall.engine.outputs();
  const auto offers = std::count_if(outputs.begin(), outputs.end(), [](const auto& output) {
    return output.type == acd::Output::Type::kOfferCreated;
  });
  if (offers != agents - 1) throw std::runtime_error("not every agent of the benchmark goes on");
  return seconds;
}

void add_claim(Report& report) {
  if (!report.wants("acd.claim_of_500_growth")) return;
  constexpr uint32_t kAgents = 500;
  double one = 1, many = 1;
  for (int run = 0; run < 3 * kRuns; ++run) {
    one = std::min(one, claim_seconds(1, kAgents));
    many = std::min(many, claim_seconds(kAgents, kAgents));
  }
  report.add({"acd.claim_of_500_growth", many / one, "×",
              "one of 500 agents who all ring answers, the others go on to callers of 500 queues,"
              " over the same with one queue: " +
                  fixed(many * 1e6, 0) + " µs over " + fixed(one * 1e6, 0) + " µs",
              at_most(4)});
}

// ---- A join that is told its wait ----

void add_told_joins(Report& report) {
  if (!report.wants("acd.told_join_p99_us")) return;
  constexpr uint32_t kAgents = 1000, kQueues = 50;
  Hall hall;
  for (uint32_t i = 0; i < kQueues; ++i) hall.add_queue(acd::Strategy::kLongestIdle);
  for (uint32_t i = 0; i < kAgents; ++i) hall.add_agent(hall.queues);
  for (const acd::AgentRef agent : hall.agents) hall.engine.begin_call(agent, hall.now);
  for (const acd::QueueRef queue : hall.queues) hall.engine.count_handled(queue, 3 * kMinute);
  double best = 1;
  std::vector<double> times(20'000);
  for (int run = 0; run < kRuns; ++run) {
    std::vector<acd::CallerRef> callers;
    for (size_t i = 0; i < times.size(); ++i) {
      hall.now += kMillisecond;
      const Stopwatch watch;
      const acd::CallerRef caller = hall.join(hall.queues[i % kQueues]);
      const Micros wait_us = hall.engine.estimated_wait(caller);
      times[i] = watch.seconds();
      if (wait_us <= 0) throw std::runtime_error("the wait of the benchmark is not known");
      callers.push_back(caller);
      hall.clear();
    }
    for (const acd::CallerRef caller : callers)
      hall.engine.leave(caller, acd::LeaveReason::kServed, hall.now);
    hall.clear();
    best = std::min(best, quantile(times, 0.99));
  }
  report.add({"acd.told_join_p99_us", best * 1e6, "µs",
              "a join and its estimated wait; 1 000 agents, all in all of 50 queues and all busy",
              at_most(10)});
}

}  // namespace

void add_acd_storms(Report& report) {
  add_failing_host(report);
  add_claim(report);
  add_told_joins(report);
}

}  // namespace sivo::bench
