#include "base/bounded.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <memory>
#include <string>

#include "base/prng.hpp"

namespace {

using namespace sivo;

TEST_CASE("a bounded vector takes its maximum and refuses one more") {
  BoundedVector<int, 3> vector;
  CHECK(vector.empty());
  for (int i = 0; i < 3; ++i) CHECK(vector.push(i));
  CHECK(vector.is_full());
  CHECK_FALSE(vector.push(3));
  CHECK(vector.size() == 3);
  CHECK(vector.back() == 2);
}

TEST_CASE("erasing from a bounded vector keeps the order of the others") {
  BoundedVector<std::string, 4> vector;
  for (const char* text : {"a", "b", "c"}) CHECK(vector.push(text));
  vector.erase(1);
  std::string all;
  for (const std::string& text : vector) all += text;
  CHECK(all == "ac");
  vector.clear();
  CHECK(vector.empty());
}

TEST_CASE("removed elements are let go at once") {
  const auto shared = std::make_shared<int>(1);  // owned by the test and by the containers
  BoundedVector<std::shared_ptr<int>, 2> vector;
  RingBuffer<std::shared_ptr<int>> ring(2);
  CHECK(vector.push(shared));
  CHECK(ring.push(shared));
  CHECK(shared.use_count() == 3);
  vector.pop();
  static_cast<void>(ring.pop());
  CHECK(shared.use_count() == 1);
}

TEST_CASE("bounded containers of size zero are empty and full") {
  BoundedVector<int, 0> vector;
  RingBuffer<int> ring(0);
  CHECK((vector.empty() && vector.is_full() && ring.empty() && ring.is_full()));
  CHECK_FALSE(vector.push(1));
  CHECK_FALSE(ring.push(1));
}

TEST_CASE("reaching outside is a bug that is seen") {
  BoundedVector<int, 2> vector;
  RingBuffer<int> ring(2);
  CHECK_THROWS_AS(static_cast<void>(vector[0]), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(vector.back()), AssertFailure);
  CHECK_THROWS_AS(vector.pop(), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(ring.pop()), AssertFailure);
  CHECK_THROWS_AS(static_cast<void>(ring.front()), AssertFailure);
}

TEST_CASE("a ring buffer agrees with a deque under random operations") {
  for (const size_t size_max : {size_t{1}, size_t{2}, size_t{7}, size_t{64}}) {
    CAPTURE(size_max);
    Xoshiro256 random(size_max);
    RingBuffer<uint64_t> ring(size_max);
    std::deque<uint64_t> reference;
    for (int i = 0; i < 1'000; ++i) {
      if (random.below(5) < 3) {
        const uint64_t value = random.next();
        REQUIRE(ring.push(value) == (reference.size() < size_max));
        if (reference.size() < size_max) reference.push_back(value);
      } else if (!reference.empty()) {
        REQUIRE(ring.pop() == reference.front());
        reference.pop_front();
      }
      REQUIRE(ring.size() == reference.size());
      for (size_t j = 0; j < reference.size(); ++j) REQUIRE(ring[j] == reference[j]);
    }
    ring.clear();
    CHECK(ring.empty());
  }
}

}  // namespace
