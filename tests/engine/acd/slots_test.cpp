#include "engine/acd/slots.hpp"

#include <doctest/doctest.h>

using namespace sivo;
using namespace sivo::acd;

namespace {
struct Thing {
  std::vector<int> kept;
  int value = 0;
  void recycle() {
    kept.clear();
    value = 0;
  }
};
}  // namespace

TEST_CASE("a slot freed last is used first, emptied, with its buffers") {
  Slots<Thing> slots;
  const uint32_t first = slots.acquire();
  const uint32_t second = slots.acquire();
  slots[second].kept.assign(100, 1);
  slots[second].value = 5;
  slots.release(first);
  slots.release(second);
  CHECK(slots.size() == 0);
  CHECK_FALSE(slots.is_live(second));
  CHECK(slots.acquire() == second);
  CHECK(slots[second].value == 0);
  CHECK(slots[second].kept.capacity() >= 100);
  CHECK(slots.acquire() == first);
  CHECK(slots.slot_end() == 2);
}

TEST_CASE("a dead slot is not read") {
  Slots<Thing> slots;
  CHECK_THROWS_AS(slots[0], AssertFailure);
  const uint32_t slot = slots.acquire();
  slots.release(slot);
  CHECK_THROWS_AS(slots[slot], AssertFailure);
  CHECK_THROWS_AS(slots.release(slot), AssertFailure);
}
