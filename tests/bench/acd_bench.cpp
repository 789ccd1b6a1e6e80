#include <algorithm>
#include <stdexcept>

#include "base/prng.hpp"
#include "bench.hpp"
#include "engine/acd/engine.hpp"

// The distributor alone. A decision is a whole round of spec/acd.md section 8: a caller joins, is
// offered to an agent, answered, ended, and the agent is ready again.
namespace sivo::bench {
namespace {

using namespace sivo::acd;

constexpr Micros kBetween = kMillisecond;  // virtual time from round to round
constexpr int kQueuesPerAgent = 3;

Id id_of(uint64_t number) {
  Id id;
  for (size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

class Floor {
 public:
  Floor(int agents, int queues) {
    for (int i = 0; i < queues; ++i) {
      QueueConfig config;
      config.id = id_of(static_cast<uint64_t>(i) + 1'000'000);
      queues_.push_back(engine_.add_queue(config));
    }
    for (int i = 0; i < agents; ++i) {
      agents_.push_back(engine_.add_agent({id_of(static_cast<uint64_t>(i) + 1)}));
      for (int place = 0; place < std::min(queues, kQueuesPerAgent); ++place) {
        const auto queue = static_cast<size_t>((i + place * 7) % queues);
        engine_.set_member(queues_[queue], agents_.back(), {}, now_);
      }
      engine_.login(agents_.back(), now_);
    }
    settle();
  }

  // Until so many wait; those before them are in conversation.
  void fill(size_t waiting) {
    for (size_t i = 0; i < waiting + agents_.size(); ++i) {
      join(queues_[i % queues_.size()]);
      serve_all();
    }
    settle();
  }

  // More callers than agents: a caller joins the line, an agent ends his call and takes the next
  // one. Returns the seconds of the decision itself, from ready to the offer.
  template <class Clock>
  double round_of_scarce_agents(const Clock& clock) {
    pass();
    const AgentRef agent = agents_[random_.below(agents_.size())];
    join(queues_[random_.below(queues_.size())]);
    engine_.end_call(agent, 0, now_);
    const auto start = clock();
    engine_.ready(agent, now_);
    const auto end = clock();
    serve_all();
    settle();
    return std::chrono::duration<double>(end - start).count();
  }

  // More agents than callers: a caller joins and is served at once; the longest call ends.
  void round_of_idle_agents(size_t busy_max) {
    pass();
    join(queues_[random_.below(queues_.size())]);
    serve_all();
    if (busy_.size() - first_busy_ > busy_max) {
      const AgentRef agent = busy_[first_busy_++];
      engine_.end_call(agent, 0, now_);
      engine_.ready(agent, now_);
    }
    if (first_busy_ > 100'000) {
      busy_.erase(busy_.begin(), busy_.begin() + static_cast<std::ptrdiff_t>(first_busy_));
      first_busy_ = 0;
    }
    settle();
  }
  uint64_t decisions() const { return decisions_; }

 private:
  void pass() {
    now_ += kBetween;
    if (engine_.deadline() <= now_) engine_.advance(now_);
  }
  void join(QueueRef queue) {
    JoinRequest request;
    request.tag = ++tag_;
    if (engine_.join(queue, request, now_).result != JoinResult::kJoined)
      throw std::runtime_error("a queue of the benchmark is full");
  }
  // Every offer is answered and bridged.
  void serve_all() {
    offers_.clear();
    for (const Output& output : engine_.outputs())
      if (output.type == Output::Type::kOfferCreated) offers_.push_back(output);
    engine_.clear_outputs();
    for (const Output& output : offers_) {
      if (!engine_.offer_answered(output.offer, now_))
        throw std::runtime_error("an offer of the benchmark was lost");
      engine_.connected(output.caller, now_);
      busy_.push_back(output.agent);
      ++decisions_;
    }
  }
  void settle() {
    engine_.clear_outputs();
    engine_.clear_changes();
  }

  Engine engine_{7};
  Micros now_ = 1'800'000'000 * kSecond;
  Xoshiro256 random_{5};
  std::vector<QueueRef> queues_;
  std::vector<AgentRef> agents_;
  std::vector<AgentRef> busy_;  // in the order of their calls, from first_busy_
  size_t first_busy_ = 0;
  std::vector<Output> offers_;
  uint64_t tag_ = 0;
  uint64_t decisions_ = 0;
};

void add_decisions(Report& report) {
  if (!report.wants_any({"acd.decisions_per_s", "acd.decision_p99_ns"})) return;
  constexpr std::string_view kScene = "1 000 agents in 3 of 50 queues each, 5 000 waiting";
  Floor floor(1000, 50);
  floor.fill(5000);
  const auto no_clock = [] { return std::chrono::steady_clock::time_point(); };
  const auto round = [&](const auto& clock) {
    const uint64_t before = floor.decisions();
    for (int i = 0; i < 1000; ++i) floor.round_of_scarce_agents(clock);
    return floor.decisions() - before;
  };
  const double rate = best_rate_of(0.7, [&] { return round(no_clock); });
  report.add({"acd.decisions_per_s", rate, "decisions/s",
              std::string(kScene) + "; a round is join, end, ready with the offer, answer, bridge",
              at_least(1e6)});
  double best = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> times(200'000);
    for (double& time : times)
      time = floor.round_of_scarce_agents([] { return std::chrono::steady_clock::now(); });
    best = std::min(best, quantile(times, 0.99));
  }
  report.add({"acd.decision_p99_ns", best * 1e9, "ns",
              std::string(kScene) +
                  "; the call of ready that finds the next caller, two readings of the clock"
                  " included; 200 000 decisions a run",
              at_most(10'000)});
}

void add_growth(Report& report) {
  if (!report.wants("acd.growth_10_to_10000_agents")) return;
  Floor few(10, 1), many(10'000, 1);
  const auto rounds = [](Floor& floor, size_t busy) {
    for (int i = 0; i < 1000; ++i) floor.round_of_idle_agents(busy);
    return 1000;
  };
  // In turns, so that noise meets both.
  double few_rate = 0, many_rate = 0;
  rate_of(0.1, [&] { return rounds(many, 5000); });
  for (int run = 0; run < kRuns; ++run) {
    few_rate = std::max(few_rate, rate_of(0.4, [&] { return rounds(few, 5); }));
    many_rate = std::max(many_rate, rate_of(0.4, [&] { return rounds(many, 5000); }));
  }
  report.add({"acd.growth_10_to_10000_agents", few_rate / many_rate, "×",
              "cost of a call with 10 000 agents in one queue, half of them idle, over that with"
              " 10: " +
                  fixed(1e9 / many_rate, 0) + " ns and " + fixed(1e9 / few_rate, 0) + " ns",
              at_most(2)});
}

}  // namespace

void run_acd_bench(Report& report) {
  add_decisions(report);
  add_growth(report);
}

}  // namespace sivo::bench
