#include "engine/stats/counters.hpp"

#include <doctest/doctest.h>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

VisitFact visit(VisitEnd end, Micros wait_us) {
  VisitFact fact;
  fact.end = end;
  fact.wait_us = wait_us;
  return fact;
}

constexpr QueueRules kRules{20 * kSecond, 5 * kSecond, ServiceLevel::kAnsweredOverOffered};

}  // namespace

TEST_CASE("case 104: an answer at exactly the threshold is within") {
  CHECK(visits_of(visit(VisitEnd::kAnswered, 20 * kSecond), kRules).answered_in_sl == 1);
  CHECK(visits_of(visit(VisitEnd::kAnswered, 20 * kSecond + 1), kRules).answered_in_sl == 0);
  CHECK(visits_of(visit(VisitEnd::kAbandoned, 20 * kSecond), kRules).abandoned_in_sl == 1);
  CHECK(visits_of(visit(VisitEnd::kAbandoned, 20 * kSecond + 1), kRules).abandoned_in_sl == 0);
  QueueRules at_once = kRules;
  at_once.threshold_us = 0;
  CHECK(visits_of(visit(VisitEnd::kAnswered, 0), at_once).answered_in_sl == 1);
  CHECK(visits_of(visit(VisitEnd::kAnswered, 1), at_once).answered_in_sl == 0);
}

TEST_CASE("case 103: an abandon before the limit is a short one, and still an abandon") {
  const Visits before = visits_of(visit(VisitEnd::kAbandoned, 5 * kSecond - 1), kRules);
  CHECK(before.abandoned == 1);
  CHECK(before.short_abandoned == 1);
  CHECK(before.offered() == 1);
  const Visits at = visits_of(visit(VisitEnd::kAbandoned, 5 * kSecond), kRules);
  CHECK(at.short_abandoned == 0);
  CHECK(visits_of(visit(VisitEnd::kTimeout, 1), kRules).short_abandoned == 0);
  QueueRules none = kRules;
  none.short_abandon_us = 0;
  CHECK(visits_of(visit(VisitEnd::kAbandoned, 0), none).short_abandoned == 0);
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
    const Level found = level_of(day, definition);
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
  for (const ServiceLevel definition :
       {ServiceLevel::kAnsweredOverOffered, ServiceLevel::kAnsweredOnly,
        ServiceLevel::kIgnoreAbandoned, ServiceLevel::kAbandonedWithinCounts}) {
    CHECK(level_of(day, definition).of == 0);
  }
}

TEST_CASE("the level of one visit is by its queue's definition, and levels add up") {
  for (const ServiceLevel definition :
       {ServiceLevel::kAnsweredOverOffered, ServiceLevel::kAnsweredOnly,
        ServiceLevel::kIgnoreAbandoned, ServiceLevel::kAbandonedWithinCounts}) {
    QueueRules rules = kRules;
    rules.definition = definition;
    Visits day;
    for (const Micros wait_us : {kSecond, kMinute}) {
      for (const VisitEnd end : {VisitEnd::kAnswered, VisitEnd::kAbandoned, VisitEnd::kTimeout}) {
        day += visits_of(visit(end, wait_us), rules);
      }
    }
    const Level whole = level_of(day, definition);
    CHECK(day.level_within == whole.within);
    CHECK(day.level_of == whole.of);
    CHECK(whole.of > 0);
  }
}

TEST_CASE("a part of a call and its offers have their counters") {
  HandledFact part;
  part.ring_us = 1;
  part.talk_us = 2;
  part.hold_us = 3;
  part.acw_us = 4;
  part.was_transferred = true;
  Handling sum = handling_of(part);
  part.was_transferred = false;
  sum += handling_of(part);
  CHECK(sum.handled == 2);
  CHECK(sum.transferred == 1);
  CHECK(sum.ring_us == 2);
  CHECK(sum.talk_us == 4);
  CHECK(sum.hold_us == 6);
  CHECK(sum.acw_us == 8);
  OfferFact offer;
  for (const OfferEnd end : {OfferEnd::kAnswered, OfferEnd::kMissed, OfferEnd::kRejected,
                             OfferEnd::kBusy, OfferEnd::kUnreachable}) {
    offer.end = end;
    sum += handling_of(offer);
  }
  CHECK(sum.offers == 5);
  CHECK(sum.missed == 1);
  CHECK(sum.rejected == 3);
  CHECK(sum.handled == 2);
}

TEST_CASE("time in a status has its counter, logged out none") {
  CHECK(times_of(UserStatus::kAvailable, false, 5).available_us == 5);
  CHECK(times_of(UserStatus::kOnCall, false, 5).on_call_us == 5);
  CHECK(times_of(UserStatus::kAcw, false, 5).wrap_up_us == 5);
  CHECK(times_of(UserStatus::kPaused, false, 5) == StateTimes{0, 0, 0, 5, 0});
  CHECK(times_of(UserStatus::kPaused, true, 5) == StateTimes{0, 0, 0, 5, 5});
  CHECK(times_of(UserStatus::kLoggedOut, false, 5) == StateTimes{});
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
