#include "engine/call/counting.hpp"

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
  Directory directory;
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
    part.was_transferred = true;
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
  live.counting.add(live.tenant, visit);
  live.counting.add(live.tenant, live.part());
  sivo::Call cdr;
  cdr.tenant_id = live.tenant;
  cdr.queue_visits = render_visits(std::span(&visit, 1), nullptr);
  const HandledPart part = live.part();
  cdr.handled = render_parts(std::span(&part, 1));
  later.counting.add(cdr, std::nullopt);
  CHECK(later.counting.statistics().digest() == live.counting.statistics().digest());
  CHECK(later.hour().transferred == 1);
  CHECK(later.hour().acw_ms == 5'000);
}

TEST_CASE("a part whose wrap-up goes on is left for later") {
  Counted counted;
  sivo::Call cdr;
  cdr.tenant_id = counted.tenant;
  const HandledPart part = counted.part();
  cdr.handled = render_parts(std::span(&part, 1));
  counted.counting.add(cdr, counted.agent);
  CHECK(counted.hour().handled == 0);
  counted.counting.add(cdr, std::nullopt);
  CHECK(counted.hour().handled == 1);
}

TEST_CASE("a pause is productive by the reason it had") {
  Counted counted;
  PauseReason training;
  training.id = id_of(9);
  training.tenant_id = counted.tenant;
  training.is_productive = true;
  counted.directory.pause_reasons[training.id] = training;
  Event event;
  event.type = kStatusChanged;
  event.tenant_id = counted.tenant;
  AgentEvent data;
  data.user_id = counted.agent;
  data.previous_status = UserStatus::kPaused;
  data.previous_ms = 60'000;
  for (const auto& reason : {std::optional<Id>(training.id), std::optional<Id>()}) {
    event.created_at = kNoon + (reason ? kMinute : kHour);
    data.previous_pause_reason_id = reason;
    event.data.clear();
    schema::render_record(event.data, schema::table_of<AgentEvent>(), &data);
    counted.counting.add(counted.directory, event);
  }
  CHECK(counted.day().paused_ms == 120'000);
  CHECK(counted.day().productive_pause_ms == 60'000);
}

TEST_CASE("offers count by their outcome, other events not at all") {
  Counted counted;
  Event event;
  event.tenant_id = counted.tenant;
  event.created_at = kNoon;
  OfferEvent data;
  data.queue_id = counted.queue;
  data.user_id = counted.agent;
  for (const auto& [type, outcome] :
       {std::pair("offer.accepted", "accepted"), std::pair("offer.missed", "no_answer"),
        std::pair("offer.rejected", "busy"), std::pair("offer.created", "")}) {
    event.type = type;
    data.outcome = outcome;
    event.data.clear();
    schema::render_record(event.data, schema::table_of<OfferEvent>(), &data);
    counted.counting.add(counted.directory, event);
  }
  event.type = "call.created";
  counted.counting.add(counted.directory, event);
  CHECK(counted.hour().offers == 3);
  CHECK(counted.hour().missed == 1);
  CHECK(counted.hour().rejected == 1);
}

}  // namespace sivo::call
