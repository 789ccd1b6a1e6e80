#include "engine/stats/chunk_pool.hpp"

#include <doctest/doctest.h>

#include "base/assert.hpp"

namespace sivo::stats {

TEST_CASE("a taken element is new and stays where it is") {
  ChunkPool<int> pool;
  const uint32_t first = pool.take();
  int& element = pool[first];
  CHECK(element == 0);
  element = 7;
  for (uint32_t i = 0; i < 10 * ChunkPool<int>::kChunkSize; ++i) static_cast<void>(pool.take());
  CHECK(&pool[first] == &element);
  CHECK(element == 7);
  pool.give_back(first);
  CHECK(pool.take() == first);
  CHECK(element == 0);
}

TEST_CASE("what was given back is used before the pool grows") {
  ChunkPool<int> pool;
  CHECK(pool.slot_count() == 0);
  CHECK(pool.size_bytes() == 0);
  for (uint32_t i = 0; i < ChunkPool<int>::kChunkSize; ++i) CHECK(pool.take() == i);
  CHECK(pool.slot_count() == ChunkPool<int>::kChunkSize);
  pool.give_back(5);
  CHECK(pool.size() == ChunkPool<int>::kChunkSize - 1);
  CHECK(pool.take() == 5);
  CHECK(pool.slot_count() == ChunkPool<int>::kChunkSize);
  CHECK(pool.take() == ChunkPool<int>::kChunkSize);
  CHECK(pool.slot_count() == 2 * ChunkPool<int>::kChunkSize);
}

TEST_CASE("a slot that does not exist is a bug") {
  ChunkPool<int> pool;
  CHECK_THROWS_AS(pool[0], AssertFailure);
  CHECK_THROWS_AS(pool.give_back(0), AssertFailure);
}

}  // namespace sivo::stats
