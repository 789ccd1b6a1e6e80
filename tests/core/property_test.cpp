#include "core/day.hpp"

namespace sivo::test {
namespace {

// Random inputs, groups and rollbacks; the rows are checked after every commit.
void run_day(uint64_t seed, int steps, int check_every) {
  auto options = Site::memory();
  options.seed = seed;
  Site site(options);
  const auto world = furnish_widely(site);
  VirtualHost host(world, seed);
  int step = 0;
  CAPTURE(seed);
  CAPTURE(step);
  for (; step < steps; ++step) {
    site.now += host.pause();
    const uint64_t dice = host.random().below(20);
    if (dice < 2) REQUIRE(site.core->begin().ok());
    REQUIRE(site.core->advance(site.now).ok());
    (void)site.core->step(host.next(), site.now);
    (void)site.core->step(host.next(), site.now);
    if (dice == 0) REQUIRE(site.core->commit().ok());
    if (dice == 1) REQUIRE(site.core->rollback().ok());
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
    if (step % check_every == 0) check_rows(*site.core, site.tenant);
  }
  finish_day(site, host);
}

TEST_CASE("random days on a file keep rows and events in agreement") {
  for (uint64_t seed = 1; seed <= 3; ++seed) run_day(seed, 250, 25);
}

TEST_CASE("the same seed gives the same outputs, another one does not") {
  const auto transcript = [](uint64_t seed) {
    auto options = Site::memory();
    options.seed = seed;
    Site site(options);
    VirtualHost host(furnish_widely(site), 5);
    std::string out;
    for (int i = 0; i < 100; ++i) {
      site.now += host.pause();
      (void)site.core->step(host.next(), site.now);
      site.drain();
      for (const Record& output : site.outputs) host.hear(output);
      out += site.transcript();
      site.outputs.clear();
    }
    return out;
  };
  const std::string first = transcript(7);
  CHECK(first == transcript(7));
  CHECK(first != transcript(8));
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("20 000 random steps on a file keep rows and events in agreement") {
    for (uint64_t seed = 100; seed < 110; ++seed) run_day(seed, 1'000, 100);
  }
}

}  // namespace sivo::test
