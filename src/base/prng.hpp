#pragma once

#include <array>
#include <cstdint>

namespace sivo {

// SplitMix64 (Steele, Lea, Flood 2014): spreads a seed over a state, and hashes counters.
constexpr uint64_t splitmix64(uint64_t& state) {
  uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

// xoshiro256++ 1.0 (Blackman, Vigna 2019). The stream for a seed is the same on every compiler.
class Xoshiro256 {
 public:
  explicit constexpr Xoshiro256(uint64_t seed) {
    for (auto& word : state_) word = splitmix64(seed);
  }
  constexpr uint64_t next() {
    const uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }
  // Uniform in [0, bound), without bias (Lemire 2019); bound 0 gives 0.
  uint64_t below(uint64_t bound);
  // Uniform in [0, 1) with 53 bits.
  constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  const std::array<uint64_t, 4>& state() const { return state_; }
  void set_state(const std::array<uint64_t, 4>& state) { state_ = state; }

 private:
  static constexpr uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::array<uint64_t, 4> state_{};
};

// A number that depends on its key alone: streams keyed by (seed, purpose, index) do not depend on
// the order of drawing, which is what common random numbers need.
constexpr uint64_t keyed_random(uint64_t seed, uint64_t purpose, uint64_t index) {
  uint64_t state = seed;
  state = splitmix64(state) ^ (purpose * 0xd1342543de82ef95ULL);
  state = splitmix64(state) ^ (index * 0x2545f4914f6cdd1dULL);
  return splitmix64(state);
}

}  // namespace sivo
