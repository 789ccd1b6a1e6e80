#include "engine/stats/counters.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace sivo::stats {
namespace {

// Each list names every counter once, so that adding and digesting cannot forget one.
constexpr std::array kVisitCounts = {
    &Visits::answered,        &Visits::answered_in_sl,  &Visits::abandoned,
    &Visits::abandoned_in_sl, &Visits::short_abandoned, &Visits::short_in_sl,
    &Visits::timed_out,       &Visits::exited_key,      &Visits::overflowed,
    &Visits::moved,           &Visits::no_agent,        &Visits::full,
    &Visits::refused_empty,   &Visits::predictions,     &Visits::level_within,
    &Visits::level_of};
constexpr std::array kVisitSums = {&Visits::answered_wait_us, &Visits::offered_wait_us,
                                   &Visits::error_us, &Visits::error_abs_us};
constexpr std::array kHandlingCounts = {&Handling::handled, &Handling::blind,  &Handling::attended,
                                        &Handling::offers,  &Handling::missed, &Handling::rejected};
constexpr std::array kHandlingSums = {&Handling::talk_us, &Handling::hold_us, &Handling::acw_us,
                                      &Handling::ring_us};
constexpr std::array kTimeSums = {&StateTimes::available_us, &StateTimes::ringing_us,
                                  &StateTimes::on_call_us,   &StateTimes::supervising_us,
                                  &StateTimes::wrap_up_us,   &StateTimes::paused_us,
                                  &StateTimes::productive_us};

constexpr size_t size_of(size_t counts, size_t sums) {
  return (counts * sizeof(uint32_t) + 7) / 8 * 8 + sums * sizeof(int64_t);
}
// The maximum is the one counter that is not added.
static_assert(sizeof(Visits) == size_of(kVisitCounts.size(), kVisitSums.size() + 1));
static_assert(sizeof(Handling) == size_of(kHandlingCounts.size(), kHandlingSums.size()));
static_assert(sizeof(StateTimes) == size_of(0, kTimeSums.size()));

template <class T, class Members>
void add_members(T& to, const T& from, const Members& members) {
  for (const auto member : members) to.*member += from.*member;
}

template <class T, class Members>
void digest_members(Digest& digest, const T& object, const Members& members) {
  for (const auto member : members) digest.add(static_cast<uint64_t>(object.*member));
}

uint32_t& count_of(Visits& visits, VisitEnd end) {
  switch (end) {
    case VisitEnd::kAnswered:
      return visits.answered;
    case VisitEnd::kAbandoned:
      return visits.abandoned;
    case VisitEnd::kTimeout:
      return visits.timed_out;
    case VisitEnd::kExitKey:
      return visits.exited_key;
    case VisitEnd::kOverflow:
      return visits.overflowed;
    case VisitEnd::kMoved:
      return visits.moved;
    case VisitEnd::kNoAgent:
      return visits.no_agent;
    case VisitEnd::kFull:
      return visits.full;
    case VisitEnd::kRefusedEmpty:
      return visits.refused_empty;
  }
  SIVO_ASSERT(false);
  return visits.answered;
}

}  // namespace

Visits& Visits::operator+=(const Visits& other) {
  add_members(*this, other, kVisitCounts);
  add_members(*this, other, kVisitSums);
  wait_us_max = std::max(wait_us_max, other.wait_us_max);
  return *this;
}

int64_t Visits::flow_outs() const {
  return int64_t{timed_out} + exited_key + overflowed + moved + no_agent;
}

int64_t Visits::offered() const { return int64_t{answered} + abandoned + flow_outs(); }

Handling& Handling::operator+=(const Handling& other) {
  add_members(*this, other, kHandlingCounts);
  add_members(*this, other, kHandlingSums);
  return *this;
}

StateTimes& StateTimes::operator+=(const StateTimes& other) {
  add_members(*this, other, kTimeSums);
  return *this;
}

Level level_of(const Visits& visits, const LevelRules& rules) {
  uint32_t abandoned = visits.abandoned;
  uint32_t abandoned_in_sl = visits.abandoned_in_sl;
  if (rules.excludes_short) {
    abandoned -= visits.short_abandoned;
    abandoned_in_sl -= visits.short_in_sl;
  }
  uint32_t decided = visits.answered + abandoned;
  if (rules.includes_flow_outs) decided += static_cast<uint32_t>(visits.flow_outs());
  switch (rules.definition) {
    case ServiceLevel::kAnsweredOverOffered:
      return {visits.answered_in_sl, decided};
    case ServiceLevel::kAnsweredOnly:
      return {visits.answered_in_sl, visits.answered};
    case ServiceLevel::kIgnoreAbandoned:
      return {visits.answered_in_sl, decided - abandoned_in_sl};
    case ServiceLevel::kAbandonedWithinCounts:
      return {visits.answered_in_sl + abandoned_in_sl, decided};
  }
  SIVO_ASSERT(false);
  return {};
}

Micros counted_us(Micros duration_us) {
  SIVO_ASSERT(duration_us >= 0);
  return std::min(duration_us, kDurationUsMax);
}

bool is_offered(VisitEnd end) { return end != VisitEnd::kFull && end != VisitEnd::kRefusedEmpty; }

Visits visits_of(const VisitFact& fact, const LevelRules& rules) {
  Visits one;
  count_of(one, fact.end) = 1;
  if (!is_offered(fact.end)) return one;
  const Micros wait_us = counted_us(fact.wait_us);
  one.offered_wait_us = one.wait_us_max = wait_us;
  if (fact.end == VisitEnd::kAnswered) {
    one.answered_in_sl = fact.is_within ? 1 : 0;
    one.answered_wait_us = wait_us;
    if (fact.predicted_us >= 0) {
      one.predictions = 1;
      one.error_us = counted_us(fact.predicted_us) - wait_us;
      one.error_abs_us = one.error_us < 0 ? -one.error_us : one.error_us;
    }
  }
  if (fact.end == VisitEnd::kAbandoned) {
    one.abandoned_in_sl = fact.is_within ? 1 : 0;
    one.short_abandoned = fact.is_short ? 1 : 0;
    one.short_in_sl = fact.is_within && fact.is_short ? 1 : 0;
  }
  const Level level = level_of(one, rules);
  one.level_within = level.within;
  one.level_of = level.of;
  return one;
}

Handling handling_of(const HandledFact& fact) {
  Handling one;
  one.handled = 1;
  one.blind = fact.transfer == Transfer::kBlind ? 1 : 0;
  one.attended = fact.transfer == Transfer::kAttended ? 1 : 0;
  one.talk_us = counted_us(fact.talk_us);
  one.hold_us = counted_us(fact.hold_us);
  one.acw_us = counted_us(fact.acw_us);
  one.ring_us = counted_us(fact.ring_us);
  return one;
}

Handling handling_of(const OfferFact& fact) {
  Handling one;
  one.offers = 1;
  switch (fact.end) {
    case OfferEnd::kAnswered:
      break;
    case OfferEnd::kMissed:
      one.missed = 1;
      break;
    case OfferEnd::kRejected:
    case OfferEnd::kBusy:
    case OfferEnd::kUnreachable:
      one.rejected = 1;
      break;
  }
  return one;
}

StateTimes times_of(Doing doing, Micros duration_us) {
  StateTimes times;
  switch (doing) {
    case Doing::kNothing:
      break;
    case Doing::kAvailable:
      times.available_us = duration_us;
      break;
    case Doing::kRinging:
      times.ringing_us = duration_us;
      break;
    case Doing::kOnCall:
      times.on_call_us = duration_us;
      break;
    case Doing::kSupervising:
      times.supervising_us = duration_us;
      break;
    case Doing::kWrapUp:
      times.wrap_up_us = duration_us;
      break;
    case Doing::kPaused:
      times.paused_us = duration_us;
      break;
    case Doing::kProductivePause:
      times.paused_us = times.productive_us = duration_us;
      break;
  }
  return times;
}

void Digest::add(const Visits& visits) {
  digest_members(*this, visits, kVisitCounts);
  digest_members(*this, visits, kVisitSums);
  add(static_cast<uint64_t>(visits.wait_us_max));
}

void Digest::add(const Handling& handling) {
  digest_members(*this, handling, kHandlingCounts);
  digest_members(*this, handling, kHandlingSums);
}

void Digest::add(const StateTimes& times) { digest_members(*this, times, kTimeSums); }

}  // namespace sivo::stats
