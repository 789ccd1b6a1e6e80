#include "base/prng.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

namespace {

using namespace sivo;

TEST_CASE("splitmix64 and xoshiro256++ give their authors' numbers") {
  // The first outputs of splitmix64.c for the state 1234567, and of xoshiro256plusplus.c for
  // 1,2,3,4.
  uint64_t state = 1'234'567;
  CHECK(splitmix64(state) == 6457827717110365317ULL);
  CHECK(splitmix64(state) == 3203168211198807973ULL);
  Xoshiro256 random(0);
  random.set_state({1, 2, 3, 4});
  CHECK(random.next() == 41943041ULL);
  CHECK(random.next() == 58720359ULL);
  CHECK(random.next() == 3588806011781223ULL);
}

TEST_CASE("a saved state goes on where it was") {
  Xoshiro256 random(5);
  static_cast<void>(random.next());
  Xoshiro256 again(0);
  again.set_state(random.state());
  for (int i = 0; i < 10; ++i) CHECK(random.next() == again.next());
}

TEST_CASE("below stays below its bound, at the smallest and the largest too") {
  Xoshiro256 random(11);
  constexpr std::array<uint64_t, 8> kBounds = {
      1, 2, 3, 10, uint64_t{1} << 32, (uint64_t{1} << 63) + 1, UINT64_MAX - 1, UINT64_MAX};
  CHECK(random.below(0) == 0);
  for (const uint64_t bound : kBounds) {
    CAPTURE(bound);
    for (int i = 0; i < 200; ++i) CHECK(random.below(bound) < bound);
  }
}

TEST_CASE("below is the upper half of the 128-bit product") {
  // With a power of two no draw is rejected and the product is a shift.
  Xoshiro256 random(3);
  Xoshiro256 same(3);
  for (int i = 0; i < 100; ++i) CHECK(random.below(uint64_t{1} << 40) == same.next() >> 24);
}

TEST_CASE("below is even over its range") {
  // Chi-square with 9 degrees of freedom: 27.9 is passed once in a thousand seeds; this seed is
  // fixed.
  constexpr int kDraws = 20'000;
  constexpr uint64_t kBound = 10;
  std::array<int, kBound> counts{};
  Xoshiro256 random(17);
  for (int i = 0; i < kDraws; ++i) ++counts[random.below(kBound)];
  double chi_square = 0;
  for (const int count : counts) {
    const double difference = count - kDraws / 10.0;
    chi_square += difference * difference / (kDraws / 10.0);
  }
  CHECK(chi_square < 27.9);
}

TEST_CASE("a bound just over 2^63, where half of all draws are rejected, is even too") {
  constexpr uint64_t kBound = (uint64_t{1} << 63) + 1;
  Xoshiro256 random(19);
  int upper = 0;
  for (int i = 0; i < 10'000; ++i) upper += random.below(kBound) >= kBound / 2 ? 1 : 0;
  CHECK(upper > 4'800);
  CHECK(upper < 5'200);
}

TEST_CASE("uniform is in [0, 1)") {
  Xoshiro256 random(23);
  for (int i = 0; i < 1'000; ++i) {
    const double value = random.uniform();
    CHECK(value >= 0.0);
    CHECK(value < 1.0);
  }
}

TEST_CASE("a keyed number depends on all of its key") {
  CHECK(keyed_random(1, 2, 3) == keyed_random(1, 2, 3));
  CHECK(keyed_random(1, 2, 3) != keyed_random(2, 2, 3));
  CHECK(keyed_random(1, 2, 3) != keyed_random(1, 3, 3));
  CHECK(keyed_random(1, 2, 3) != keyed_random(1, 2, 4));
}

}  // namespace
