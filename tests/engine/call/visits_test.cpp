#include "engine/call/visits.hpp"

#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

TEST_CASE("visits come back from their text as they were, the running one last") {
  IdGenerator ids(3);
  Visit visit;
  visit.queue_id = ids.next(kMorning);
  visit.entered_at = kMorning;
  visit.left_at = kMorning + 7 * kSecond;
  visit.waited_us = 9 * kSecond;
  visit.end = VisitEnd::kServed;
  visit.agent_id = ids.next(kMorning);
  visit.predicted_us = 30 * kSecond;
  visit.in_sl = true;
  visit.is_short = true;
  visit.missed[ids.next(kMorning)] = 2;
  Visit running = visit;
  running.left_at = 0;
  running.predicted_us = -1;
  const std::vector<Visit> over{visit};
  const auto visits = parse_visits(render_visits(over, &running));
  REQUIRE(visits.ok());
  REQUIRE(visits->over.size() == 1);
  const Visit& back = visits->over.front();
  CHECK(back.queue_id == visit.queue_id);
  CHECK(back.entered_at == visit.entered_at);
  CHECK(back.left_at == visit.left_at);
  CHECK(back.waited_us == visit.waited_us);
  CHECK(back.end == visit.end);
  CHECK(back.agent_id == visit.agent_id);
  CHECK(back.predicted_us == visit.predicted_us);
  CHECK(back.in_sl);
  CHECK(back.is_short);
  CHECK(back.missed == visit.missed);
  REQUIRE(visits->running.has_value());
  CHECK(visits->running->predicted_us == -1);
  CHECK(visits->running->missed == visit.missed);
  CHECK(render_visits({}, nullptr) == "[]");
}

Visit judged(VisitEnd end, Micros waited_us, const Queue& queue) {
  Visit visit;
  visit.end = end;
  visit.waited_us = waited_us;
  judge(visit, queue);
  return visit;
}

TEST_CASE("case 104: an answer at exactly the threshold is within") {
  Queue queue;  // 20 s
  CHECK(judged(VisitEnd::kServed, 20 * kSecond, queue).in_sl);
  CHECK(judged(VisitEnd::kServed, 20 * kSecond + kMillisecond - 1, queue).in_sl);
  CHECK(!judged(VisitEnd::kServed, 20 * kSecond + kMillisecond, queue).in_sl);
  CHECK(judged(VisitEnd::kAbandoned, 20 * kSecond, queue).in_sl);
  queue.service_level_threshold_sec = 0;
  CHECK(judged(VisitEnd::kServed, 0, queue).in_sl);
  CHECK(!judged(VisitEnd::kServed, kMillisecond, queue).in_sl);
}

TEST_CASE("case 103: an abandon before the limit is a short one, no other end is") {
  Queue queue;  // 5 s
  CHECK(judged(VisitEnd::kAbandoned, 5 * kSecond - 1, queue).is_short);
  CHECK(!judged(VisitEnd::kAbandoned, 5 * kSecond, queue).is_short);
  CHECK(!judged(VisitEnd::kServed, kSecond, queue).is_short);
  CHECK(!judged(VisitEnd::kTimeout, kSecond, queue).is_short);
  queue.short_abandon_sec = 0;
  CHECK(!judged(VisitEnd::kAbandoned, 0, queue).is_short);
}

TEST_CASE("case 103: the record says what was short and what was within when it happened") {
  Center center;
  center.furnish(0);
  center.wait_in_line("c1");
  center.wait(3 * kSecond);
  center.by_channel<CallHangup>("c1");
  Queue line = center.queue_row(center.queue);
  line.short_abandon_sec = 2;
  line.service_level_threshold_sec = 1;
  center.change(line);
  center.wait_in_line("c2");
  center.wait(3 * kSecond);
  center.by_channel<CallHangup>("c2");
  const auto before = parse_visits(center.cdr_on("c1").queue_visits);
  const auto after = parse_visits(center.cdr_on("c2").queue_visits);
  REQUIRE((before.ok() && after.ok()));
  CHECK(before->over.front().is_short);
  CHECK(before->over.front().in_sl);
  CHECK(!after->over.front().is_short);
  CHECK(!after->over.front().in_sl);
}

TEST_CASE("what is no list of visits is not taken for one") {
  for (const char* text : {"", "{}", "[1]", R"([{"queue_id":"x"}])",
                           R"([{"queue_id":"018f0000-0000-7000-8000-000000000001"}])",
                           R"([{"queue_id":"018f0000-0000-7000-8000-000000000001",)"
                           R"("entered_at":"2026-01-01T00:00:00Z","reason":"bored"}])",
                           R"([{"queue_id":"018f0000-0000-7000-8000-000000000001",)"
                           R"("entered_at":"2026-01-01T00:00:00Z","missed":{"x":1}}])"}) {
    CAPTURE(text);
    CHECK(parse_visits(text).error().status == Status::kCorrupt);
  }
}

TEST_CASE("a visit names who served, who let it ring, and what had been estimated") {
  Queue line;
  line.ring_timeout_sec = 5;
  Center center;
  center.furnish(2, line);
  center.login(0);
  center.wait(kSecond);
  center.login(1);
  center.wait_in_line("c1");
  const Dial first = center.last<Dial>();
  CHECK(first.user_id == center.agents[0]);
  center.by_leg<LegRinging>(first.leg_id);
  center.wait(5 * kSecond);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<CallHangup>("c1");
  const auto visits = parse_visits(center.cdr().queue_visits);
  REQUIRE(visits.ok());
  REQUIRE(visits->over.size() == 1);
  const Visit& visit = visits->over.front();
  CHECK(visit.end == VisitEnd::kServed);
  CHECK(visit.agent_id == center.agents[1]);
  CHECK(visit.waited_us == 5 * kSecond);
  CHECK(visit.predicted_us == 0);  // an agent was free
  CHECK(visit.missed == std::map<Id, int64_t>{{center.agents[0], 1}});
}

TEST_CASE("misses of the running visit survive the file") {
  Queue line;
  line.ring_timeout_sec = 5;
  Center center;
  center.furnish(1, line);
  center.login(0);
  center.wait_in_line("c1");
  center.by_leg<LegRinging>(center.last<Dial>().leg_id);
  center.wait(5 * kSecond);
  center.reopen();
  center.by_channel<CallHangup>("c1");
  const auto visits = parse_visits(center.cdr().queue_visits);
  REQUIRE(visits.ok());
  CHECK(visits->over.back().missed == std::map<Id, int64_t>{{center.agents[0], 1}});
  CHECK(visits->over.back().waited_us == 5 * kSecond);
}

TEST_CASE("one visit more than a record keeps is left out, and the call goes on") {
  Center center;
  center.furnish(0);
  center.wait_in_line("c1");
  ActiveCall probe;
  probe.visits.resize(kVisitsMax);
  for (Visit& visit : probe.visits) visit.left_at = kMorning;
  LiveCall row = center.live();
  probe.visit.emplace();
  probe.visit->queue_id = center.queue;
  probe.visit->entered_at = row.entered_at;
  row.visits = render_visits(probe.visits, &*probe.visit);
  center.sink.rows.insert_or_assign({Kind::kLiveCall, row.id}, Record(row));
  center.reopen();
  center.by_channel<CallHangup>("c1");
  const auto visits = parse_visits(center.cdr().queue_visits);
  REQUIRE(visits.ok());
  CHECK(visits->over.size() == kVisitsMax);
  CHECK(center.cdr().queue_visits.size() <= 262'144);
}

}  // namespace
}  // namespace sivo::call::test
