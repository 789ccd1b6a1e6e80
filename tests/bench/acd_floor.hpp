#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "acd_scene.hpp"
#include "base/prng.hpp"
#include "bench.hpp"

namespace sivo::bench {

// Callers who come and agents who end their calls, the same ones for every dispatcher, which must
// have
//   pass_time(now)      what is due by then
//   join(arrival, now)  a caller comes, and is offered to whoever is free
//   enter(arrival, now) the same when it is known that nobody is free
//   end_call(agent, now), ready(agent, now), which offers the agent the first caller it may take
//   serve(served, now)  answers and connects each offer and adds it to the list
template <class Dispatcher>
class Floor {
 public:
  explicit Floor(const Scene& scene) : scene_(scene), dispatcher_(scene, now_) {}

  // Until so many wait; those before them are in conversation.
  void fill(size_t waiting) {
    for (size_t i = 0; i < waiting + scene_.agents(); ++i) {
      pass();
      if (busy_.size() < scene_.agents()) dispatcher_.join(next_arrival(), now_);
      else dispatcher_.enter(next_arrival(), now_);
      serve();
    }
  }

  // More callers than agents: a caller joins the line, an agent ends his call and takes the next
  // one, answers and is bridged. Calls `lap` before the first call and after each.
  static constexpr size_t kCallsOfRound = 4;  // the last of them is answer and bridge
  template <class Lap>
  void round_of_scarce_agents(Lap lap) {
    pass();
    const Arrival arrival = next_arrival();
    const uint32_t agent = take_busy();
    lap();
    dispatcher_.join(arrival, now_);
    lap();
    dispatcher_.end_call(agent, now_);
    lap();
    dispatcher_.ready(agent, now_);
    lap();
    served_.clear();
    dispatcher_.serve(served_, now_);
    lap();
    note_served();
  }
  void round_of_scarce_agents() {
    round_of_scarce_agents([] {});
  }

  // More agents than callers: a caller joins and is served at once; beyond so many calls, one ends.
  void round_of_idle_agents(size_t busy_max) {
    pass();
    dispatcher_.join(next_arrival(), now_);
    serve();
    if (busy_.size() > busy_max) end_a_call();
  }

  // Lines and idle agents come and go.
  void random_step() {
    pass();
    if (busy_.empty() || random_.below(2) == 0) dispatcher_.join(next_arrival(), now_);
    else end_a_call();
    serve();
  }

  uint64_t decisions() const { return decisions_; }
  const std::vector<Assignment>& log() const { return log_; }  // of the first of them
  Dispatcher& dispatcher() { return dispatcher_; }

 private:
  static constexpr Micros kBetween = kMillisecond;  // virtual time from step to step
  static constexpr size_t kLogged = 20'000;

  void pass() {
    now_ += kBetween;
    dispatcher_.pass_time(now_);
  }
  Arrival next_arrival() {
    Arrival arrival;
    arrival.tag = ++tag_;
    arrival.queue = static_cast<uint32_t>(random_.below(scene_.queues));
    if (scene_.priorities > 1)
      arrival.priority = static_cast<int32_t>(random_.below(scene_.priorities));
    if (!scene_.demands.empty()) {
      const std::vector<acd::Skills>& choice = scene_.demands[arrival.queue];
      arrival.required = &choice[random_.below(choice.size())];
    }
    return arrival;
  }
  uint32_t take_busy() {
    if (busy_.empty()) throw std::runtime_error("no agent of the benchmark is in conversation");
    uint32_t& place = busy_[random_.below(busy_.size())];
    const uint32_t agent = place;
    place = busy_.back();
    busy_.pop_back();
    return agent;
  }
  void end_a_call() {
    const uint32_t agent = take_busy();
    dispatcher_.end_call(agent, now_);
    dispatcher_.ready(agent, now_);
    serve();
  }
  void serve() {
    served_.clear();
    dispatcher_.serve(served_, now_);
    note_served();
  }
  void note_served() {
    for (const Assignment& assignment : served_) {
      busy_.push_back(assignment.agent);
      ++decisions_;
      if (log_.size() < kLogged) log_.push_back(assignment);
    }
  }

  const Scene& scene_;
  Micros now_ = 1'800'000'000 * kSecond;
  Dispatcher dispatcher_;
  Xoshiro256 random_{5};
  std::vector<uint32_t> busy_;  // agents in conversation
  std::vector<Assignment> served_, log_;
  uint64_t tag_ = 0;
  uint64_t decisions_ = 0;
};

// Of this thread, so that what else the machine does counts less: nothing here waits.
inline double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Like rate_of(), a second of the processor.
template <class Work>
double cpu_rate_of(double seconds, const Work& work) {
  const Stopwatch watch;
  const double start = cpu_seconds();
  double done = 0;
  do done += static_cast<double>(work());
  while (watch.seconds() < seconds);
  return done / (cpu_seconds() - start);
}

// Throws where `log` differs from the engine's within the length of both.
inline void check_same_decisions(const std::vector<Assignment>& engine,
                                 const std::vector<Assignment>& log, const std::string& whose) {
  const size_t size = std::min(engine.size(), log.size());
  if (size == 0) throw std::runtime_error(whose + " decided nothing");
  for (size_t i = 0; i < size; ++i) {
    if (engine[i] == log[i]) continue;
    const auto text = [](const Assignment& each) {
      return "caller " + std::to_string(each.tag) + " to agent " + std::to_string(each.agent);
    };
    throw std::runtime_error("decision " + std::to_string(i + 1) + ": expected " + text(engine[i]) +
                             ", got " + text(log[i]) + " from " + whose);
  }
}

}  // namespace sivo::bench
