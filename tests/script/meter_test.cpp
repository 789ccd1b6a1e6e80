#include "script/meter.hpp"

#include <doctest/doctest.h>

#include "script/manual_clock.hpp"

namespace sivo::script {
namespace {

const MonotonicClock kNoClock;
const World kWorld{1'000, 7};

}  // namespace

TEST_CASE("memory is granted up to the limit and refused above it") {
  const Limits limits{kNever, 1'000'000, 10'000};
  Meter meter(limits, kWorld, kNoClock);
  meter.arm();
  void* block = meter.allocate(10'000 - 16);
  REQUIRE(block);
  CHECK(meter.used_bytes() == 10'000);
  CHECK_FALSE(meter.allocate(1));
  CHECK_FALSE(meter.reallocate(block, 10'000 - 15));
  block = meter.reallocate(block, 100);
  REQUIRE(block);
  CHECK(meter.used_bytes() == 116);
  meter.release(block);
  CHECK(meter.used_bytes() == 0);
  CHECK(meter.peak_bytes() == 10'000);
  CHECK_FALSE(meter.end());
  meter.give_up(&meter);
  CHECK(meter.end() == End::kMemory);
  CHECK_FALSE(meter.allocate(1));
}

TEST_CASE("sizes at the edge of what a size can be are refused") {
  const Limits limits{kNever, 1'000'000, SIZE_MAX};
  Meter meter(limits, kWorld, kNoClock);
  CHECK_FALSE(meter.allocate(0));
  CHECK_FALSE(meter.allocate(SIZE_MAX));
  CHECK_FALSE(meter.allocate(SIZE_MAX - 8));
  void* block = meter.reallocate(nullptr, 8);
  REQUIRE(block);
  CHECK_FALSE(meter.reallocate(block, SIZE_MAX));
  CHECK_FALSE(meter.reallocate(block, 0));
  CHECK(meter.used_bytes() == 0);
}

TEST_CASE("before it is armed nothing is denied") {
  const Limits limits{0, 0, 0};
  ManualClock clock(kSecond);
  const MonotonicClock read = clock.read();
  Meter meter(limits, kWorld, read);
  void* block = meter.allocate(100'000);
  CHECK(block);
  CHECK(sivo_js_work(&meter, 1'000'000) == 0);
  meter.give_up(&meter);
  CHECK_FALSE(meter.end());
  meter.release(block);
}

TEST_CASE("fuel is spent to the last unit") {
  const Limits limits{kNever, 5'000, 10'000};
  Meter meter(limits, kWorld, kNoClock);
  meter.arm();
  CHECK(sivo_js_spend(&meter, 5'000) == 0);
  CHECK(sivo_js_spend(&meter, 0) == 0);
  CHECK(sivo_js_spend(&meter, 1) != 0);
  CHECK(meter.end() == End::kFuel);
  CHECK(meter.fuel() == 5'001);
  CHECK(sivo_js_work(&meter, 0) != 0);
  CHECK_FALSE(meter.allocate(1));
}

TEST_CASE("native work is gathered and paid") {
  const Limits limits{kNever, 5'000, 10'000};
  Meter meter(limits, kWorld, kNoClock);
  meter.arm();
  for (int i = 0; i < 1'000; ++i) REQUIRE(sivo_js_work(&meter, 5) == 0);
  CHECK(meter.fuel() == 5'000);
  CHECK(sivo_js_work(&meter, 1'024) != 0);
  CHECK(meter.end() == End::kFuel);
  Meter huge(limits, kWorld, kNoClock);
  huge.arm();
  CHECK(sivo_js_work(&huge, SIZE_MAX) != 0);
}

TEST_CASE("the clock ends a run, at its deadline and at the next look") {
  const Limits limits{3, 1'000'000, 1'000'000};
  ManualClock clock(1);
  const MonotonicClock read = clock.read();
  Meter meter(limits, kWorld, read);
  meter.arm();
  CHECK(sivo_js_spend(&meter, 1) == 0);
  CHECK(sivo_js_spend(&meter, 1) == 0);
  CHECK(sivo_js_spend(&meter, 1) != 0);
  CHECK(meter.end() == End::kTime);
}

TEST_CASE("allocations alone have the clock read at least every 256th time") {
  const Limits limits{2, 1'000'000, 1'000'000};
  ManualClock clock(1);
  const MonotonicClock read = clock.read();
  Meter meter(limits, kWorld, read);
  meter.arm();
  int count = 0;
  while (void* block = meter.allocate(1)) {
    meter.release(block);
    REQUIRE(++count <= 512);
  }
  CHECK(meter.end() == End::kTime);
}

TEST_CASE("a stack is low below its budget") {
  const Limits limits;
  Meter meter(limits, kWorld, kNoClock);
  CHECK(sivo_js_stack_is_low(&meter) == 0);
  meter.stack_end = UINTPTR_MAX;
  CHECK(sivo_js_stack_is_low(&meter) != 0);
}

}  // namespace sivo::script
