#include "base/timer_heap.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/prng.hpp"

namespace {

using namespace sivo;

TEST_CASE("timers fall due in the order of their times, then of their setting") {
  TimerHeap<> timers;
  timers.schedule(5, 20);
  timers.schedule(9, 10);
  timers.schedule(1, 20);
  timers.schedule(7, 20);
  CHECK(timers.earliest() == 10);
  std::vector<uint32_t> keys;
  while (const auto due = timers.pop_due(20)) keys.push_back(due->key);
  CHECK(keys == std::vector<uint32_t>{9, 5, 1, 7});
  CHECK(timers.earliest() == kNever);
}

TEST_CASE("a timer is due at its time, not before") {
  TimerHeap<> timers;
  timers.schedule(0, 100);
  CHECK_FALSE(timers.pop_due(99));
  const auto due = timers.pop_due(100);
  REQUIRE(due);
  CHECK(due->when == 100);
  CHECK_FALSE(timers.pop_due(100));
}

TEST_CASE("setting a timer again moves it, behind the others of its new time") {
  TimerHeap<> timers;
  timers.schedule(1, 10);
  timers.schedule(2, 10);
  timers.schedule(1, 10);
  CHECK(timers.size() == 2);
  CHECK(timers.pop_due(10)->key == 2);
  timers.schedule(1, 5);
  CHECK(timers.when(1) == 5);
  CHECK(timers.earliest() == 5);
}

TEST_CASE("a cancelled timer never falls due") {
  TimerHeap<> timers;
  timers.schedule(1, 10);
  CHECK(timers.cancel(1));
  CHECK_FALSE(timers.cancel(1));
  CHECK_FALSE(timers.cancel(77));
  CHECK_FALSE(timers.when(1));
  CHECK_FALSE(timers.pop_due(kNever - 1));
}

TEST_CASE("never is not a time to set") {
  TimerHeap<> timers;
  CHECK_THROWS_AS(timers.schedule(1, kNever), AssertFailure);
}

// Against a set of (time, order of setting, key), for a heap of any arity.
template <unsigned kArity>
void compare_with_set(uint64_t seed) {
  CAPTURE(seed);
  constexpr uint32_t kKeys = 60;
  Xoshiro256 random(seed);
  TimerHeap<kArity> timers;
  std::set<std::tuple<Micros, uint64_t, uint32_t>> reference;
  std::map<uint32_t, std::tuple<Micros, uint64_t, uint32_t>> by_key;
  const auto forget = [&](uint32_t key) {
    const auto at = by_key.find(key);
    if (at == by_key.end()) return false;
    reference.erase(at->second);
    by_key.erase(at);
    return true;
  };
  Micros now = 0;
  for (uint64_t step = 0; step < 700; ++step) {
    const auto key = static_cast<uint32_t>(random.below(kKeys));
    const uint64_t choice = random.below(10);
    if (choice < 6) {
      forget(key);
      const Micros when = now + static_cast<Micros>(random.below(30));
      by_key[key] = {when, step, key};
      reference.insert(by_key[key]);
      timers.schedule(key, when);
    } else if (choice < 8) {
      REQUIRE(timers.cancel(key) == forget(key));
    } else {
      now += static_cast<Micros>(random.below(10));
      while (const auto due = timers.pop_due(now)) {
        REQUIRE(!reference.empty());
        const auto [when, sequence, first_key] = *reference.begin();
        REQUIRE((due->key == first_key && due->when == when));
        forget(due->key);
      }
    }
    REQUIRE(timers.size() == reference.size());
    REQUIRE(timers.earliest() == (reference.empty() ? kNever : std::get<0>(*reference.begin())));
    REQUIRE(timers.is_scheduled(key) == by_key.contains(key));
  }
}

TEST_CASE("random operations agree with an ordered set") {
  for (const uint64_t seed : {1U, 2U, 3U}) {
    compare_with_set<2>(seed);
    compare_with_set<4>(seed);
    compare_with_set<8>(seed);
  }
}

}  // namespace
