#include "center.hpp"
#include "engine/acd/model.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

JoinRequest of_priority(int32_t priority) {
  JoinRequest request;
  request.priority = priority;
  return request;
}

QueueConfig ageing(uint32_t points) {
  QueueConfig config;
  config.aging_per_min = points;
  return config;
}

}  // namespace

TEST_CASE("points are exact: whole ones and parts of a minute, also of times long ago") {
  CHECK(points_of(3, 0, kDay) == Points{3, 0});
  CHECK(points_of(3, 2, 0) == Points{3, 0});
  CHECK(points_of(3, 2, kMinute) == Points{5, 0});
  CHECK(points_of(3, 2, kMinute / 2 - 1) == Points{3, kMinute - 2});
  CHECK(points_of(3, 2, kMinute / 2) == Points{4, 0});
  CHECK(points_of(-5, 1, kSecond) == Points{-5, kSecond});
  CHECK(points_of(0, 1, -1) == Points{-1, kMinute - 1});
  CHECK(points_of(0, kAgingMax, -kTimeMax) < points_of(0, kAgingMax, -kTimeMax + 1));
  CHECK(points_of(INT32_MAX, kAgingMax, kTimeMax) > points_of(INT32_MIN, kAgingMax, kTimeMax));
}

TEST_CASE("an old caller overtakes a more urgent one when its wait is worth the difference") {
  for (const bool is_late : {false, true}) {
    CAPTURE(is_late);
    Center center;
    const QueueRef queue = center.queue(Strategy::kLongestIdle, ageing(2));
    const CallerRef old = center.join(queue, 1, of_priority(0));
    center.run(5 * kMinute - (is_late ? 1 : 0));
    const CallerRef urgent = center.join(queue, 2, of_priority(10));
    CHECK(center.engine.position(old) == (is_late ? 2 : 1));  // 10 points in 5 minutes: then older
    center.run(kHour);
    CHECK(center.engine.position(urgent) == (is_late ? 1 : 2));  // both age alike
  }
}

TEST_CASE("between queues the points of now count, so the order changes as time goes by") {
  for (const bool is_late : {false, true}) {
    CAPTURE(is_late);
    Center center;
    const QueueRef slow = center.queue(Strategy::kLongestIdle);
    const QueueRef fast = center.queue(Strategy::kLongestIdle, ageing(1));
    const AgentRef agent = center.agent(slow);
    center.engine.set_member(fast, agent, {}, center.now);
    center.join(slow, 1, of_priority(10));
    center.join(fast, 2, of_priority(0));
    center.run(10 * kMinute + (is_late ? 1 : -1));
    center.login(agent);
    CHECK(center.rung_by(agent) == (is_late ? 2 : 1));
  }
}

TEST_CASE("a change of aging reorders the line, offers that ring go on") {
  Center center;
  QueueConfig config = ageing(0);
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef ringing = center.join(queue, 1, of_priority(0));
  const CallerRef old = center.join(queue, 2, of_priority(0));
  center.run(2 * kSecond);
  const CallerRef urgent = center.join(queue, 3, of_priority(1));
  CHECK(center.engine.position(urgent) == 1);
  config.aging_per_min = 60;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.engine.position(ringing) == 1);
  CHECK(center.engine.position(old) == 2);
  CHECK(center.engine.position(urgent) == 3);
  CHECK(center.rung_by(agent) == 1);
  config.aging_per_min = 0;
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.engine.position(urgent) == 1);
}

TEST_CASE("a priority set while aging counts with the wait so far") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, ageing(1));
  const CallerRef first = center.join(queue, 1);
  center.run(3 * kMinute);
  const CallerRef second = center.join(queue, 2);
  center.engine.set_priority(second, 2, center.now);
  center.check();
  CHECK(center.engine.position(first) == 1);
  center.engine.set_priority(second, 4, center.now);
  center.check();
  CHECK(center.engine.position(second) == 1);
}

TEST_CASE("aging beyond the maximum is refused") {
  Engine engine(1);
  engine.add_queue(ageing(kAgingMax));
  CHECK_THROWS_AS(engine.add_queue(ageing(kAgingMax + 1)), AssertFailure);
}
