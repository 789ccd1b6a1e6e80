#include "engine/stats/counters.hpp"

#include <doctest/doctest.h>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

VisitFact visit(VisitEnd end, Micros wait_us) {
  VisitFact fact;
  fact.end = end;
  fact.wait_us = wait_us;
  fact.is_within = wait_us <= 20 * kSecond;
  fact.is_short = end == VisitEnd::kAbandoned && wait_us < 5 * kSecond;
  return fact;
}

constexpr LevelRules kRules;
constexpr ServiceLevel kDefinitions[] = {
    ServiceLevel::kAnsweredOverOffered, ServiceLevel::kAnsweredOnly, ServiceLevel::kIgnoreAbandoned,
    ServiceLevel::kAbandonedWithinCounts};

}  // namespace

TEST_CASE("what was within counts for the answered and the abandoned") {
  CHECK(visits_of(visit(VisitEnd::kAnswered, kSecond), kRules).answered_in_sl == 1);
  CHECK(visits_of(visit(VisitEnd::kAnswered, kMinute), kRules).answered_in_sl == 0);
  CHECK(visits_of(visit(VisitEnd::kAbandoned, 6 * kSecond), kRules).abandoned_in_sl == 1);
  CHECK(visits_of(visit(VisitEnd::kAbandoned, kMinute), kRules).abandoned_in_sl == 0);
  CHECK(visits_of(visit(VisitEnd::kTimeout, kSecond), kRules).abandoned_in_sl == 0);
}

TEST_CASE("a short abandon is still an abandon, and no other end is short") {
  VisitFact fact = visit(VisitEnd::kAbandoned, kSecond);
  const Visits one = visits_of(fact, kRules);
  CHECK(one.abandoned == 1);
  CHECK(one.short_abandoned == 1);
  CHECK(one.short_in_sl == 1);
  CHECK(one.offered() == 1);
  fact.is_within = false;  // a threshold below the short abandon's limit
  CHECK(visits_of(fact, kRules).short_abandoned == 1);
  CHECK(visits_of(fact, kRules).short_in_sl == 0);
  fact.end = VisitEnd::kTimeout;
  CHECK(visits_of(fact, kRules).short_abandoned == 0);
}

TEST_CASE("every end of a visit has its counter, and refusals are not offered") {
  struct Row {
    VisitEnd end;
    uint32_t Visits::*counter;
    int64_t offered;
  };
  const Row rows[] = {
      {VisitEnd::kAnswered, &Visits::answered, 1},
      {VisitEnd::kAbandoned, &Visits::abandoned, 1},
      {VisitEnd::kTimeout, &Visits::timed_out, 1},
      {VisitEnd::kExitKey, &Visits::exited_key, 1},
      {VisitEnd::kOverflow, &Visits::overflowed, 1},
      {VisitEnd::kMoved, &Visits::moved, 1},
      {VisitEnd::kNoAgent, &Visits::no_agent, 1},
      {VisitEnd::kFull, &Visits::full, 0},
      {VisitEnd::kRefusedEmpty, &Visits::refused_empty, 0},
  };
  Visits all;
  for (const Row& row : rows) {
    const Visits one = visits_of(visit(row.end, kMinute), kRules);
    CHECK(one.*row.counter == 1);
    CHECK(one.offered() == row.offered);
    CHECK(one.offered_wait_us == row.offered * kMinute);
    CHECK(one.answered_wait_us == (row.end == VisitEnd::kAnswered ? kMinute : 0));
    all += one;
  }
  for (const Row& row : rows) CHECK(all.*row.counter == 1);
  CHECK(all.offered() == 7);
  CHECK(all.offered_wait_us == 7 * kMinute);
  CHECK(all.wait_us_max == kMinute);
}

TEST_CASE("the error of an estimate counts for answered visits that had one") {
  VisitFact fact = visit(VisitEnd::kAnswered, 30 * kSecond);
  CHECK(visits_of(fact, kRules).predictions == 0);
  fact.predicted_us = 20 * kSecond;
  const Visits early = visits_of(fact, kRules);
  CHECK(early.predictions == 1);
  CHECK(early.error_us == -10 * kSecond);
  CHECK(early.error_abs_us == 10 * kSecond);
  fact.predicted_us = 45 * kSecond;
  Visits both = visits_of(fact, kRules);
  both += early;
  CHECK(both.predictions == 2);
  CHECK(both.error_us == 5 * kSecond);
  CHECK(both.error_abs_us == 25 * kSecond);
  fact.predicted_us = 0;
  CHECK(visits_of(fact, kRules).predictions == 1);
  fact.end = VisitEnd::kAbandoned;
  CHECK(visits_of(fact, kRules).predictions == 0);
}

TEST_CASE("service levels: the worked example of spec/acd.md section 6.1") {
  // 100 calls: 70 answered within the threshold, 10 abandoned within, 20 late.
  Visits day;
  for (int i = 0; i < 70; ++i) day += visits_of(visit(VisitEnd::kAnswered, 10 * kSecond), kRules);
  for (int i = 0; i < 10; ++i) day += visits_of(visit(VisitEnd::kAbandoned, 6 * kSecond), kRules);
  for (int i = 0; i < 15; ++i) day += visits_of(visit(VisitEnd::kAnswered, kMinute), kRules);
  for (int i = 0; i < 5; ++i) day += visits_of(visit(VisitEnd::kAbandoned, kMinute), kRules);
  const auto level = [&](ServiceLevel definition) {
    const Level found = level_of(day, {definition, false, false});
    return std::pair(found.within, found.of);
  };
  CHECK(level(ServiceLevel::kAnsweredOverOffered) == std::pair(70U, 100U));
  CHECK(level(ServiceLevel::kIgnoreAbandoned) == std::pair(70U, 90U));
  CHECK(level(ServiceLevel::kAbandonedWithinCounts) == std::pair(80U, 100U));
  CHECK(level(ServiceLevel::kAnsweredOnly) == std::pair(70U, 85U));
}

TEST_CASE("flow-outs and refusals are in no service level") {
  Visits day;
  for (const VisitEnd end :
       {VisitEnd::kTimeout, VisitEnd::kExitKey, VisitEnd::kOverflow, VisitEnd::kMoved,
        VisitEnd::kNoAgent, VisitEnd::kFull, VisitEnd::kRefusedEmpty}) {
    day += visits_of(visit(end, kSecond), kRules);
  }
  for (const ServiceLevel definition : kDefinitions) {
    CHECK(level_of(day, {definition, false, false}).of == 0);
  }
}

TEST_CASE("case 103: where so configured a short abandon is in no service level") {
  // 4 answered in time and 2 late, abandoned: 2 short, 1 within, 1 late; 3 flow-outs.
  Visits day;
  const std::pair<VisitFact, int> visits[] = {
      {visit(VisitEnd::kAnswered, kSecond), 4},  {visit(VisitEnd::kAnswered, kMinute), 2},
      {visit(VisitEnd::kAbandoned, kSecond), 2}, {visit(VisitEnd::kAbandoned, 6 * kSecond), 1},
      {visit(VisitEnd::kAbandoned, kMinute), 1}, {visit(VisitEnd::kOverflow, kSecond), 2},
      {visit(VisitEnd::kNoAgent, kMinute), 1},   {visit(VisitEnd::kFull, 0), 5}};
  for (const auto& [fact, count] : visits) {
    for (int i = 0; i < count; ++i) day += visits_of(fact, kRules);
  }
  CHECK(day.short_abandoned == 2);
  CHECK(day.offered() == 13);
  struct Row {
    ServiceLevel definition;
    std::pair<uint32_t, uint32_t> plain, without_short, with_flow_outs, both;
  };
  const Row rows[] = {{ServiceLevel::kAnsweredOverOffered, {4, 10}, {4, 8}, {4, 13}, {4, 11}},
                      {ServiceLevel::kAnsweredOnly, {4, 6}, {4, 6}, {4, 6}, {4, 6}},
                      {ServiceLevel::kIgnoreAbandoned, {4, 7}, {4, 7}, {4, 10}, {4, 10}},
                      {ServiceLevel::kAbandonedWithinCounts, {7, 10}, {5, 8}, {7, 13}, {5, 11}}};
  for (const Row& row : rows) {
    const auto level = [&](bool excludes_short, bool includes_flow_outs) {
      const Level found = level_of(day, {row.definition, excludes_short, includes_flow_outs});
      return std::pair(found.within, found.of);
    };
    CHECK(level(false, false) == row.plain);
    CHECK(level(true, false) == row.without_short);
    CHECK(level(false, true) == row.with_flow_outs);
    CHECK(level(true, true) == row.both);
  }
}

TEST_CASE("a short abandon after the threshold is left out as well") {
  VisitFact late = visit(VisitEnd::kAbandoned, kSecond);
  late.is_within = false;
  const Visits one = visits_of(late, kRules);
  for (const ServiceLevel definition : kDefinitions) {
    CHECK(level_of(one, {definition, true, false}).of == 0);
    CHECK(level_of(one, {definition, true, false}).within == 0);
  }
}

TEST_CASE("the level of one visit is by its queue's rules, and levels add up") {
  for (const ServiceLevel definition : kDefinitions) {
    for (const int options : {0, 1, 2, 3}) {
      const LevelRules rules{definition, (options & 1) != 0, (options & 2) != 0};
      Visits day;
      for (const Micros wait_us : {kSecond, kMinute}) {
        for (const VisitEnd end : {VisitEnd::kAnswered, VisitEnd::kAbandoned, VisitEnd::kTimeout}) {
          day += visits_of(visit(end, wait_us), rules);
        }
      }
      const Level whole = level_of(day, rules);
      CHECK(day.level_within == whole.within);
      CHECK(day.level_of == whole.of);
      CHECK(whole.of > 0);
    }
  }
}

TEST_CASE("a part of a call and its offers have their counters") {
  HandledFact part;
  part.ring_us = 1;
  part.talk_us = 2;
  part.hold_us = 3;
  part.acw_us = 4;
  Handling sum = handling_of(part);
  CHECK(sum.blind + sum.attended == 0);
  part.transfer = Transfer::kBlind;
  sum += handling_of(part);
  part.transfer = Transfer::kAttended;
  sum += handling_of(part);
  CHECK(sum.handled == 3);
  CHECK(sum.blind == 1);
  CHECK(sum.attended == 1);
  CHECK(sum.ring_us == 3);
  CHECK(sum.talk_us == 6);
  CHECK(sum.hold_us == 9);
  CHECK(sum.acw_us == 12);
  OfferFact offer;
  for (const OfferEnd end : {OfferEnd::kAnswered, OfferEnd::kMissed, OfferEnd::kRejected,
                             OfferEnd::kBusy, OfferEnd::kUnreachable}) {
    offer.end = end;
    sum += handling_of(offer);
  }
  CHECK(sum.offers == 5);
  CHECK(sum.missed == 1);
  CHECK(sum.rejected == 3);
  CHECK(sum.handled == 3);
}

TEST_CASE("what an agent did has its counter, logged out none") {
  const auto only = [](int64_t StateTimes::*member) {
    StateTimes times;
    times.*member = 5;
    return times;
  };
  CHECK(times_of(Doing::kAvailable, 5) == only(&StateTimes::available_us));
  CHECK(times_of(Doing::kRinging, 5) == only(&StateTimes::ringing_us));
  CHECK(times_of(Doing::kOnCall, 5) == only(&StateTimes::on_call_us));
  CHECK(times_of(Doing::kSupervising, 5) == only(&StateTimes::supervising_us));
  CHECK(times_of(Doing::kWrapUp, 5) == only(&StateTimes::wrap_up_us));
  CHECK(times_of(Doing::kPaused, 5) == only(&StateTimes::paused_us));
  StateTimes both = only(&StateTimes::paused_us);
  both.productive_us = 5;
  CHECK(times_of(Doing::kProductivePause, 5) == both);
  CHECK(times_of(Doing::kNothing, 5) == StateTimes{});
}

TEST_CASE("durations have a greatest value and are never negative") {
  CHECK(counted_us(0) == 0);
  CHECK(counted_us(kDurationUsMax) == kDurationUsMax);
  CHECK(counted_us(kDurationUsMax + 1) == kDurationUsMax);
  CHECK(counted_us(kNever) == kDurationUsMax);
  CHECK_THROWS_AS(counted_us(-1), AssertFailure);
  CHECK_THROWS_AS(visits_of(visit(VisitEnd::kAnswered, -1), kRules), AssertFailure);
}

TEST_CASE("a digest changes with every number and with their order") {
  const auto digest = [](std::initializer_list<uint64_t> numbers) {
    Digest made;
    for (const uint64_t number : numbers) made.add(number);
    return made.value();
  };
  CHECK(digest({1, 2}) == digest({1, 2}));
  CHECK(digest({1, 2}) != digest({2, 1}));
  CHECK(digest({1, 2}) != digest({1}));
  CHECK(digest({0}) != digest({}));
  Visits visits;
  Digest before;
  before.add(visits);
  visits.wait_us_max = 1;
  Digest after;
  after.add(visits);
  CHECK(before.value() != after.value());
}

}  // namespace sivo::stats
