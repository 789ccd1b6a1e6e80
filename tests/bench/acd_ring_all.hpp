#pragma once

#include <algorithm>
#include <stdexcept>

#include "acd_engine.hpp"
#include "bench.hpp"

namespace sivo::bench {

// One queue that rings all its members, for one caller after another.
class RingAll {
 public:
  static constexpr uint32_t kMembers = 100;

  RingAll() {
    acd::QueueConfig config;
    config.id = id_of(1'000'000);
    config.strategy = acd::Strategy::kRingAll;
    const acd::QueueRef queue = engine_.add_queue(config);
    for (uint32_t i = 0; i < kMembers; ++i) {
      const acd::AgentRef agent = engine_.add_agent({id_of(uint64_t{i} + 1)});
      engine_.set_member(queue, agent, {}, now_);
      engine_.login(agent, now_);
    }
  }

  // A caller joins and rings at all of them, one of them answers; returns the seconds of that. The
  // call then ends.
  double round() {
    now_ += kMillisecond;
    clear();
    const Stopwatch watch;
    const acd::CallerRef caller = engine_.join(acd::QueueRef{0}, {}, now_).caller;
    const acd::OfferRef offer = claimed();
    const bool is_won = engine_.offer_answered(offer, now_);
    const double seconds = watch.seconds();
    if (!is_won) throw std::runtime_error("the claim of the benchmark was refused");
    check_outputs();
    const acd::AgentRef agent = engine_.offer(offer)->agent;
    engine_.connected(caller, now_);
    engine_.end_call(agent, 0, now_);
    engine_.ready(agent, now_);
    return seconds;
  }

 private:
  // Another one each time.
  acd::OfferRef claimed() {
    const size_t number = ++rounds_ * 37 % kMembers;
    size_t seen = 0;
    for (const acd::Output& output : engine_.outputs())
      if (output.type == acd::Output::Type::kOfferCreated && seen++ == number) return output.offer;
    throw std::runtime_error("not every member of the benchmark rings");
  }
  void check_outputs() const {
    const auto outputs = engine_.outputs();
    const auto lost = std::count_if(outputs.begin(), outputs.end(), [](const acd::Output& output) {
      return output.type == acd::Output::Type::kOfferClosed &&
             output.offer_state == acd::OfferState::kLostRace;
    });
    if (lost != kMembers - 1) throw std::runtime_error("an offer of the benchmark rings on");
  }
  void clear() {
    engine_.clear_outputs();
    engine_.clear_changes();
  }

  acd::Engine engine_{7};
  Micros now_ = 1'800'000'000 * kSecond;
  size_t rounds_ = 0;
};

}  // namespace sivo::bench
