#include "engine/stats/sketch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/prng.hpp"

namespace sivo::stats {
namespace {

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

Pairs pairs_of(const SketchPool& pool, const Sketch& sketch) {
  Pairs pairs;
  pool.for_each(sketch, [&](uint32_t bucket, uint32_t count) { pairs.push_back({bucket, count}); });
  return pairs;
}

uint64_t exact_quantile(std::vector<uint64_t> waits, uint32_t per_thousand) {
  std::sort(waits.begin(), waits.end());
  const size_t rank = (waits.size() * per_thousand + 999) / 1000;
  return waits[rank - 1];
}

// Waits of every size: the exponent is uniform.
uint64_t random_wait(Xoshiro256& random) {
  const uint64_t bits = random.below(30);
  return std::min((uint64_t{1} << bits) + random.below(uint64_t{1} << bits), kSketchMsMax);
}

bool is_near(uint64_t got, uint64_t exact) {
  const uint64_t error = got > exact ? got - exact : exact - got;
  return error * 64 <= exact;
}

}  // namespace

TEST_CASE("buckets grow with the wait, without a gap") {
  for (uint64_t ms = 0; ms < 70'000; ++ms) {
    const uint32_t step = bucket_of(ms + 1) - bucket_of(ms);
    REQUIRE(step <= 1);
  }
  CHECK(bucket_of(0) == 0);
  CHECK(bucket_of(63) == 63);
  CHECK(bucket_of(64) == 64);
  CHECK(bucket_of(65) == 64);
  CHECK(bucket_of(66) == 65);
  CHECK(bucket_of(kSketchMsMax) == kBuckets - 1);
}

TEST_CASE("a bucket's middle is at most 1/64 away from its waits, and exact below 64 ms") {
  for (uint64_t ms = 0; ms < 64; ++ms) REQUIRE(bucket_middle(bucket_of(ms)) == ms);
  for (uint64_t ms = 64; ms < 70'000; ++ms) REQUIRE(is_near(bucket_middle(bucket_of(ms)), ms));
  Xoshiro256 random(1);
  for (int i = 0; i < 5000; ++i) {
    const uint64_t ms = random_wait(random);
    REQUIRE(is_near(bucket_middle(bucket_of(ms)), ms));
  }
  CHECK(is_near(bucket_middle(bucket_of(kSketchMsMax)), kSketchMsMax));
}

TEST_CASE("quantiles are at most 1/64 away from the exact ones") {
  Xoshiro256 random(2);
  for (const size_t size : {1U, 2U, 9U, 10U, 11U, 1000U, 5000U}) {
    std::vector<uint64_t> waits;
    Distribution distribution;
    for (size_t i = 0; i < size; ++i) {
      waits.push_back(random_wait(random));
      distribution.add(bucket_of(waits.back()), 1);
    }
    for (const uint32_t per_thousand : {1U, 500U, 900U, 950U, 990U, 1000U}) {
      CAPTURE(size);
      CAPTURE(per_thousand);
      CHECK(is_near(distribution.quantile_ms(per_thousand), exact_quantile(waits, per_thousand)));
    }
  }
}

TEST_CASE("a quantile is by the nearest rank") {
  Distribution distribution;
  for (uint32_t ms = 1; ms <= 10; ++ms) distribution.add(bucket_of(ms), 1);
  CHECK(distribution.quantile_ms(500) == 5);
  CHECK(distribution.quantile_ms(501) == 6);
  CHECK(distribution.quantile_ms(900) == 9);
  CHECK(distribution.quantile_ms(901) == 10);
  CHECK(distribution.quantile_ms(1) == 1);
  CHECK(distribution.quantile_ms(1000) == 10);
}

TEST_CASE("there is no quantile of nothing, nor one beyond all") {
  Distribution distribution;
  CHECK_THROWS_AS(distribution.quantile_ms(500), AssertFailure);
  distribution.add(1, 1);
  CHECK_THROWS_AS(distribution.quantile_ms(0), AssertFailure);
  CHECK_THROWS_AS(distribution.quantile_ms(1001), AssertFailure);
}

TEST_CASE("a sketch counts every bucket, and clearing gives its blocks back") {
  SketchPool pool;
  Sketch all;
  Sketch other;
  CHECK(pairs_of(pool, all).empty());
  pool.add(other, 3, 9);
  Pairs expected;
  for (uint32_t bucket = 0; bucket < kBuckets; ++bucket) {
    pool.add(all, bucket, bucket + 1);
    pool.add(all, bucket, 1);
    expected.push_back({bucket, bucket + 2});
  }
  CHECK(pairs_of(pool, all) == expected);
  CHECK(pool.block_count() == kSketchBlocksMax + 1);
  pool.clear(all);
  CHECK(pairs_of(pool, all).empty());
  CHECK(pool.block_count() == 1);
  CHECK(pairs_of(pool, other) == Pairs{{3, 9}});
  CHECK_THROWS_AS(pool.add(all, kBuckets, 1), AssertFailure);
}

TEST_CASE("blocks that were given back are used again, empty") {
  SketchPool pool;
  Sketch sketch;
  for (uint32_t bucket = 0; bucket < kBuckets; bucket += 7) pool.add(sketch, bucket, 5);
  const uint32_t blocks = pool.block_count();
  const size_t bytes = pool.size_bytes();
  for (int round = 0; round < 20; ++round) {
    pool.clear(sketch);
    for (uint32_t bucket = 0; bucket < kBuckets; bucket += 7) pool.add(sketch, bucket, 5);
    REQUIRE(pool.block_count() == blocks);
  }
  CHECK(pool.size_bytes() == bytes);
  for (const auto& [bucket, count] : pairs_of(pool, sketch)) CHECK(count == 5);
}

TEST_CASE("a sketch takes one block up to 16 buckets, and never more than its greatest size") {
  SketchPool pool;
  Sketch sketch;
  CHECK(pool.block_count() == 0);
  Pairs expected;
  for (uint32_t i = 0; i < 16; ++i) {
    const uint32_t bucket = i * 50;
    pool.add(sketch, (i * 7 % 16) * 50, 1);
    pool.add(sketch, (i * 3 % 16) * 50, 2);
    expected.push_back({bucket, 3});
  }
  CHECK(pool.block_count() == 1);
  CHECK(pairs_of(pool, sketch) == expected);
  pool.add(sketch, 49, 1);
  expected.insert(expected.begin() + 1, {49, 1});
  CHECK(pool.block_count() > 1);
  CHECK(pairs_of(pool, sketch) == expected);
  pool.clear(sketch);
  CHECK(pool.block_count() == 0);
  CHECK(kSketchBlocksMax == 55);
}

TEST_CASE("a count that a list cannot hold makes a tree, and nothing is lost") {
  SketchPool pool;
  Sketch at_once;
  Sketch slowly;
  pool.add(slowly, 5, kListCountMax - 1);
  pool.add(slowly, 5, 1);
  CHECK_FALSE(slowly.is_tree);
  CHECK(pairs_of(pool, slowly) == Pairs{{5, kListCountMax}});
  pool.add(slowly, 5, 1);
  pool.add(at_once, 5, kListCountMax + 1);
  for (const Sketch& sketch : {at_once, slowly}) {
    CHECK(sketch.is_tree);
    CHECK(pairs_of(pool, sketch) == Pairs{{5, kListCountMax + 1}});
  }
  pool.clear(at_once);
  pool.clear(slowly);
  pool.add(slowly, 5, 0);
  CHECK(pool.block_count() == 0);
}

}  // namespace sivo::stats
