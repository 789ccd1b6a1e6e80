#include "engine/call/counting.hpp"

#include <array>

#include <doctest/doctest.h>

#include "base/time.hpp"
#include "schema/walk.hpp"

namespace sivo::call {
namespace {

constexpr Micros kNoon = 1'763'726'400 * kSecond;  // 2025-11-21T12:00:00Z

Id id_of(uint8_t number) {
  Id id;
  id.bytes[15] = number;
  return id;
}

struct Counted {
  Id tenant = id_of(1), queue = id_of(2), agent = id_of(3);
  Counting counting{5};

  Counted() {
    counting.set_tenant(tenant, "Europe/Madrid");
    Queue row;
    row.id = queue;
    row.tenant_id = tenant;
    counting.set_queue(row);
    Agent person;
    person.id = agent;
    person.tenant_id = tenant;
    counting.set_agent(person);
  }
  QueueStatistics hour() const {
    const auto& all = counting.statistics();
    return *all.queue(tenant, queue, *all.interval(tenant, stats::Span::kHour, kNoon));
  }
  AgentStatistics day() const {
    const auto& all = counting.statistics();
    return *all.agent(tenant, agent, *all.interval(tenant, stats::Span::kDay, kNoon));
  }
  HandledPart part() const {
    HandledPart part;
    part.agent_id = agent;
    part.queue_id = queue;
    part.answered_at = kNoon;
    part.ended_at = kNoon + kMinute;
    part.talk_ms = 60'000;
    part.acw_ms = 5'000;
    part.transfer = stats::Transfer::kAttended;
    return part;
  }
};

}  // namespace

TEST_CASE("a visit of each kind counts as what it was") {
  Counted counted;
  const VisitEnd ends[] = {
      VisitEnd::kServed,       VisitEnd::kAbandoned,     VisitEnd::kTimeout,
      VisitEnd::kExitKey,      VisitEnd::kOverflow,      VisitEnd::kMoved,
      VisitEnd::kNoAgents,     VisitEnd::kFull,          VisitEnd::kRefusedEmpty,
      VisitEnd::kQueueRemoved, VisitEnd::kCallbackFailed};
  for (const VisitEnd end : ends) {
    Visit visit;
    visit.queue_id = counted.queue;
    visit.entered_at = kNoon;
    visit.left_at = kNoon + 10 * kSecond;
    visit.waited_us = 10 * kSecond;
    visit.end = end;
    counted.counting.add(counted.tenant, visit);
  }
  const QueueStatistics hour = counted.hour();
  CHECK(hour.offered == 9);
  CHECK(hour.answered == 1);
  CHECK(hour.abandoned == 1);
  CHECK(hour.timed_out == 1);
  CHECK(hour.exited_key == 1);
  CHECK(hour.overflowed == 1);
  CHECK(hour.moved == 3);
  CHECK(hour.no_agent == 1);
  CHECK(hour.full == 1);
  CHECK(hour.refused_empty == 1);
}

TEST_CASE("a record counts as its visits and parts did live") {
  Counted live, later;
  Visit visit;
  visit.queue_id = live.queue;
  visit.entered_at = kNoon + 1;
  visit.left_at = kNoon + 10'000'777;  // finer than the record
  visit.waited_us = 10'000'776;
  visit.end = VisitEnd::kServed;
  visit.agent_id = live.agent;
  visit.predicted_us = 7'000'123;
  visit.in_sl = true;
  live.counting.add(live.tenant, visit);
  live.counting.add(live.tenant, live.part());
  sivo::Call cdr;
  cdr.tenant_id = live.tenant;
  cdr.queue_visits = render_visits(std::span(&visit, 1), nullptr);
  const HandledPart part = live.part();
  cdr.handled = render_parts(std::span(&part, 1));
  later.counting.add(cdr, {});
  CHECK(later.counting.statistics().digest() == live.counting.statistics().digest());
  CHECK(later.hour().answered_in_sl == 1);
  CHECK(later.hour().transferred_attended == 1);
  CHECK(later.hour().acw_ms == 5'000);
}

TEST_CASE("a part whose wrap-up goes on is left for later") {
  Counted counted;
  sivo::Call cdr;
  cdr.tenant_id = counted.tenant;
  const HandledPart part = counted.part();
  cdr.handled = render_parts(std::span(&part, 1));
  counted.counting.add(cdr, std::array{counted.agent});
  CHECK(counted.hour().handled == 0);
  counted.counting.add_wrapped_up(cdr, counted.agent);
  CHECK(counted.hour().handled == 1);
  Counted at_once;
  at_once.counting.add(cdr, {});
  CHECK(counted.counting.statistics().digest() == at_once.counting.statistics().digest());
}

TEST_CASE("a pause is productive, and a call supervision, by what its event says") {
  Counted counted;
  Event event;
  event.type = kStatusChanged;
  event.tenant_id = counted.tenant;
  AgentEvent data;
  data.user_id = counted.agent;
  data.previous_ms = 60'000;
  const auto add = [&](UserStatus before, bool is_productive, bool is_supervision, Micros until) {
    data.previous_status = before;
    data.previous_is_productive = is_productive;
    data.previous_is_supervision = is_supervision;
    event.created_at = until;
    event.data.clear();
    schema::render_record(event.data, schema::table_of<AgentEvent>(), &data);
    counted.counting.add(event);
  };
  add(UserStatus::kPaused, true, false, kNoon + kMinute);
  add(UserStatus::kPaused, false, false, kNoon + kHour);
  add(UserStatus::kOnCall, false, true, kNoon + kHour + kMinute);
  add(UserStatus::kOnCall, false, false, kNoon + kHour + 2 * kMinute);
  CHECK(counted.day().paused_ms == 120'000);
  CHECK(counted.day().productive_pause_ms == 60'000);
  CHECK(counted.day().supervising_ms == 60'000);
  CHECK(counted.day().on_call_ms == 60'000);
}

TEST_CASE("offers count by their outcome and for as long as they rang, other events not at all") {
  Counted counted;
  Event event;
  event.tenant_id = counted.tenant;
  event.created_at = kNoon;
  OfferEvent data;
  data.queue_id = counted.queue;
  data.user_id = counted.agent;
  data.dialled_at = kNoon - 10 * kSecond;
  data.ring_ms = 5'000;
  for (const auto& [type, outcome] :
       {std::pair("offer.accepted", "accepted"), std::pair("offer.missed", "no_answer"),
        std::pair("offer.rejected", "busy"), std::pair("offer.cancelled", "lost_race"),
        std::pair("offer.created", "")}) {
    event.type = type;
    data.outcome = outcome;
    event.data.clear();
    schema::render_record(event.data, schema::table_of<OfferEvent>(), &data);
    counted.counting.add(event);
  }
  event.type = "call.created";
  counted.counting.add(event);
  CHECK(counted.hour().offers == 3);
  CHECK(counted.hour().missed == 1);
  CHECK(counted.hour().rejected == 1);
  CHECK(counted.day().ringing_ms == 4 * 5'000);
}

TEST_CASE("what the directory has no more counts for its tenant alone") {
  Counted counted;
  counted.counting.add(counted.tenant, counted.part());
  Directory directory;
  Tenant tenant;
  tenant.id = counted.tenant;
  directory.put_tenant(tenant);
  counted.counting.keep_only(directory);
  const auto& all = counted.counting.statistics();
  const auto hour = *all.interval(counted.tenant, stats::Span::kHour, kNoon);
  CHECK(!all.queue(counted.tenant, counted.queue, hour));
  CHECK(!all.agent(counted.tenant, counted.agent, hour));
  CHECK(all.tenant(counted.tenant, hour)->handled == 1);
  counted.counting.keep_only(Directory());
  CHECK(!all.interval(counted.tenant, stats::Span::kHour, kNoon));
}

}  // namespace sivo::call
