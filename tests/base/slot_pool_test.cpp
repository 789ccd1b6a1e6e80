#include "base/slot_pool.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>

#include "base/prng.hpp"

namespace {

using namespace sivo;

TEST_CASE("the slot freed last is used first, under a new generation") {
  SlotPool<int> pool;
  const SlotRef a = *pool.insert(1);
  const SlotRef b = *pool.insert(2);
  CHECK(a.slot == 0);
  CHECK(b.slot == 1);
  pool.erase(a.slot);
  pool.erase(b.slot);
  const SlotRef c = *pool.insert(3);
  CHECK(c.slot == b.slot);
  CHECK(c.generation != b.generation);
  CHECK(pool.find(b) == nullptr);
  CHECK(*pool.find(c) == 3);
  CHECK(pool.insert(4)->slot == a.slot);
  CHECK(pool.insert(5)->slot == 2);
  CHECK(pool.slot_end() == 3);
}

TEST_CASE("a reference that was never given out names nothing") {
  SlotPool<int> pool;
  CHECK(pool.find(SlotRef{}) == nullptr);
  CHECK(pool.find(SlotRef{0, 1}) == nullptr);
  static_cast<void>(pool.insert(1));
  CHECK(pool.find(SlotRef{0, 0}) == nullptr);
  CHECK(pool.find(SlotRef{0, 2}) == nullptr);
  CHECK(pool.find(pool.ref(0)) != nullptr);
}

TEST_CASE("a pool takes its maximum, refuses one more, and goes on after an erase") {
  SlotPool<int> pool(2);
  CHECK(pool.insert(1));
  CHECK(pool.insert(2));
  CHECK_FALSE(pool.insert(3));
  pool.erase(0);
  CHECK(pool.insert(3)->slot == 0);
  CHECK_FALSE(SlotPool<int>(0).insert(1));
}

TEST_CASE("an erased element is let go at once, and using its slot is a bug that is seen") {
  const auto shared = std::make_shared<int>(1);  // owned by the test and by the pool
  SlotPool<std::shared_ptr<int>> pool;
  const SlotRef ref = *pool.insert(shared);
  pool.erase(ref.slot);
  CHECK(shared.use_count() == 1);
  CHECK_THROWS_AS(static_cast<void>(pool[ref.slot]), AssertFailure);
  CHECK_THROWS_AS(pool.erase(ref.slot), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(pool.ref(99)), AssertFailure);
}

TEST_CASE("random inserts and erases agree with a map, and repeat exactly") {
  std::array<uint64_t, 2> digests{};
  for (uint64_t& digest : digests) {
    Xoshiro256 random(37);
    SlotPool<uint64_t> pool;
    std::map<SlotRef, uint64_t> reference;
    for (int i = 0; i < 3'000; ++i) {
      if (reference.empty() || random.below(5) < 3) {
        const uint64_t value = random.next();
        const SlotRef ref = *pool.insert(value);
        REQUIRE(reference.emplace(ref, value).second);
        digest = digest * 31 + ref.slot;
      } else {
        auto at = reference.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random.below(reference.size())));
        pool.erase(at->first.slot);
        REQUIRE(pool.find(at->first) == nullptr);
        reference.erase(at);
      }
      REQUIRE(pool.size() == reference.size());
    }
    for (const auto& [ref, value] : reference) REQUIRE(*pool.find(ref) == value);
  }
  CHECK(digests[0] == digests[1]);
}

}  // namespace
