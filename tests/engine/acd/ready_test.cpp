#include <algorithm>
#include <array>

#include "center.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

// The order in which callers that join now are offered to the agents, by agent number.
std::vector<size_t> offer_order(Center& center, QueueRef queue) {
  std::vector<size_t> order;
  for (size_t i = 0; i < center.agents.size(); ++i) {
    center.join(queue, 100 + i);
    for (size_t agent = 0; agent < center.agents.size(); ++agent) {
      if (center.rung_by(center.agents[agent]) == 100 + i) order.push_back(agent + 1);
    }
  }
  return order;
}

constexpr size_t kA = 1, kB = 2, kC = 3, kD = 4;
using Order = std::vector<size_t>;

// The people of the test vectors of spec/acd.md section 3, all eligible.
void staff(Center& center, QueueRef queue) {
  constexpr std::array<Micros, 4> kIdleSince{100, 90, 50, 20};
  constexpr std::array<MemberConfig, 4> kMembers{{{1, 1}, {1, 2}, {1, 3}, {2, 1}}};
  for (size_t i = 0; i < 4; ++i) {
    const AgentRef agent = center.agent(queue, kMembers[i]);
    AgentState state;
    state.presence = Presence::kAvailable;
    state.idle_since = kIdleSince[i] * kSecond;
    center.engine.restore_agent(agent, state);
  }
  center.engine.resume(center.now);
}

// Agents answer and end a call each at once.
void handle(Center& center, QueueRef queue, AgentRef agent) {
  for (const AgentRef other : center.agents) {
    if (other != agent) center.begin_call(other);
  }
  center.join(queue, 1);
  center.serve(agent);
  for (const AgentRef each : center.agents) center.end_call(each);
}

QueueConfig without_wrap_up() {
  QueueConfig config;
  config.wrap_up_us = 0;
  return config;
}

}  // namespace

TEST_CASE("vector: longest-idle gives C, B, A, D") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  staff(center, queue);
  CHECK(offer_order(center, queue) == Order{kC, kB, kA, kD});
}

TEST_CASE("vector: top-down gives A, B, C, D") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kTopDown);
  staff(center, queue);
  CHECK(offer_order(center, queue) == Order{kA, kB, kC, kD});
}

TEST_CASE("vector: ring-all rings all four, tier by tier") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  staff(center, queue);
  center.join(queue, 1);
  Order order;
  for (const Output& output : center.take()) {
    if (output.type != Output::Type::kOfferCreated) continue;
    order.push_back(static_cast<size_t>(output.agent) + 1);
  }
  CHECK(order == Order{kA, kB, kC, kD});
}

TEST_CASE("vector: fewest-calls gives B, A, C, D for 3, 2, 5 and 0 calls") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kFewestCalls, without_wrap_up());
  staff(center, queue);
  constexpr std::array<int, 4> kCalls{3, 2, 5, 0};
  for (size_t agent = 0; agent < 4; ++agent) {
    for (int i = 0; i < kCalls[agent]; ++i) handle(center, queue, center.agents[agent]);
  }
  SUBCASE("inside the window") { CHECK(offer_order(center, queue) == Order{kB, kA, kC, kD}); }
  SUBCASE("an hour later nothing counts any more") {
    center.run(kHour);
    CHECK(center.engine.deadline() == kNever);
    CHECK(offer_order(center, queue) == Order{kA, kB, kC, kD});
  }
}

TEST_CASE("fewest-calls: who returns starts at the least of its peers") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kFewestCalls, without_wrap_up());
  const AgentRef away = center.agent_on_duty(queue, {1, 1});
  const AgentRef steady = center.agent_on_duty(queue, {1, 2});
  center.logout(away);
  for (int i = 0; i < 3; ++i) handle(center, queue, steady);
  center.login(away);
  handle(center, queue, away);  // 4 now, not 1
  center.join(queue, 9);
  CHECK(center.rung_by(steady) == 9);
}

TEST_CASE("vector: round-robin goes on after the last offered of its tier") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRoundRobin, without_wrap_up());
  staff(center, queue);
  SUBCASE("after A") {
    handle(center, queue, center.agents[0]);
    CHECK(offer_order(center, queue) == Order{kB, kC, kA, kD});
  }
  SUBCASE("after C") {
    handle(center, queue, center.agents[2]);
    CHECK(offer_order(center, queue) == Order{kA, kB, kC, kD});
  }
  SUBCASE("after D, nothing yet offered in tier 1") {
    handle(center, queue, center.agents[3]);
    CHECK(offer_order(center, queue) == Order{kA, kB, kC, kD});
  }
  SUBCASE("the pointed member is gone") {
    handle(center, queue, center.agents[1]);
    center.engine.remove_member(queue, center.agents[1], center.now);
    CHECK(offer_order(center, queue) == Order{kC, kA, kD});
  }
}

TEST_CASE("case 77: a shared agent offered by one queue does not move the pointer of the other") {
  Center center;
  const QueueRef first = center.queue(Strategy::kRoundRobin, without_wrap_up());
  const QueueRef second = center.queue(Strategy::kRoundRobin, without_wrap_up());
  for (int i = 0; i < 3; ++i) {
    center.engine.set_member(second, center.agent_on_duty(first), {}, center.now);
  }
  handle(center, first, center.agents[0]);
  handle(center, second, center.agents[1]);
  CHECK(center.engine.queue(first).memory.last_offered.front().agent == id_of(1));
  CHECK(center.engine.queue(second).memory.last_offered.front().agent == id_of(2));
  CHECK(offer_order(center, first) == Order{kB, kC, kA});
}

TEST_CASE("case 79: round-robin holds its order over 5,000 members") {
  Engine engine(1);
  QueueConfig config;
  config.strategy = Strategy::kRoundRobin;
  const QueueRef queue = engine.add_queue(config);
  constexpr uint32_t kMembers = 5'000;
  for (uint32_t i = 0; i < kMembers; ++i) {
    Id id;
    id.bytes[14] = static_cast<uint8_t>(i >> 8);
    id.bytes[15] = static_cast<uint8_t>(i);
    const AgentRef agent = engine.add_agent({id});
    engine.set_member(queue, agent, {}, 1);
    engine.login(agent, 1);
  }
  bool is_in_order = true;
  for (uint32_t i = 0; i < 2 * kMembers; ++i) {
    engine.clear_outputs();
    const CallerRef caller = engine.join(queue, {}, 2).caller;
    is_in_order = is_in_order && engine.outputs().front().agent == AgentRef{i % kMembers};
    engine.leave(caller, LeaveReason::kAbandoned, 2);
  }
  CHECK(is_in_order);
}

TEST_CASE("case 81: top-down offers those who become free, also before the ones tried") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kTopDown);
  const AgentRef first = center.agent(queue, {1, 1});
  const AgentRef last = center.agent_on_duty(queue, {1, 2});
  center.join(queue, 1);
  center.pause(last);
  center.login(first);
  CHECK(center.rung_by(first) == 1);
}

TEST_CASE("case 82: of two with the same tier and level in top-down the second follows the first") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kTopDown);
  const AgentRef first = center.agent_on_duty(queue);
  const AgentRef second = center.agent_on_duty(queue);
  center.join(queue, 1);
  CHECK(center.rung_by(first) == 1);
  center.run(20 * kSecond);
  CHECK(center.rung_by(second) == 1);
}

TEST_CASE("case 83: tier 1 all logged out or paused: tier 2 is used at once") {
  Center center;
  QueueConfig config;
  config.tier_wait_us = 20 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef primary = center.agent_on_duty(queue, {1, 1});
  const AgentRef backup = center.agent_on_duty(queue, {2, 1});
  center.begin_call(primary);
  center.join(queue, 1);
  CHECK_FALSE(center.rings(backup));  // busy counts as present
  SUBCASE("logged out") { center.logout(primary); }
  SUBCASE("paused") { center.pause(primary); }
  CHECK_FALSE(center.rings(backup));  // at the end of the call only
  center.end_call(primary);
  CHECK(center.rung_by(backup) == 1);
}

TEST_CASE("case 83: tier 1 all logged out or paused before the caller joins") {
  Center center;
  QueueConfig config;
  config.tier_wait_us = 20 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef primary = center.agent_on_duty(queue, {1, 1});
  const AgentRef backup = center.agent_on_duty(queue, {2, 1});
  SUBCASE("logged out") { center.logout(primary); }
  SUBCASE("paused") { center.pause(primary); }
  center.join(queue, 1);
  CHECK(center.rung_by(backup) == 1);
}

TEST_CASE(
    "case 84: tier 1 all busy: tier 2 opens by its timer alone, each tier in turn if multiplied") {
  Center center;
  QueueConfig config;
  config.tier_wait_us = 20 * kSecond;
  SUBCASE("multiplied") { config.tier_wait_multiply = true; }
  SUBCASE("not multiplied") {}
  const QueueRef queue = center.queue(Strategy::kRingAll, config);
  const AgentRef primary = center.agent_on_duty(queue, {1, 1});
  const AgentRef second = center.agent_on_duty(queue, {2, 1});
  const AgentRef third = center.agent_on_duty(queue, {3, 1});
  center.begin_call(primary);
  center.join(queue, 1);
  CHECK(center.engine.deadline() == center.now + 20 * kSecond);
  center.run(20 * kSecond - 1);
  CHECK_FALSE(center.rings(second));
  center.run(1);
  CHECK(center.rung_by(second) == 1);
  CHECK(center.rings(third) == !config.tier_wait_multiply);
  if (!config.tier_wait_multiply) return;
  center.run(20 * kSecond - 1);
  CHECK_FALSE(center.rings(third));
  center.run(1);
  CHECK(center.rung_by(third) == 1);
}

TEST_CASE("a lower tier that frees is preferred again") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef backup = center.agent_on_duty(queue, {2, 1});
  center.run(kSecond);
  const AgentRef primary = center.agent_on_duty(queue, {1, 1});
  center.join(queue, 1);
  CHECK(center.rung_by(primary) == 1);
  CHECK_FALSE(center.rings(backup));
}

TEST_CASE(
    "case 87: random is uniform over equals, keeps to the lowest level, and follows its seed") {
  constexpr int kDraws = 10'000;
  const auto draw = [](uint64_t seed) {
    Engine engine(seed);
    QueueConfig config;
    config.strategy = Strategy::kRandom;
    const QueueRef queue = engine.add_queue(config);
    for (uint8_t i = 0; i < 5; ++i) {
      const AgentRef agent = engine.add_agent({id_of(i)});
      engine.set_member(queue, agent, {1, i < 4 ? 1U : 2U}, 1);
      engine.login(agent, 1);
    }
    std::vector<uint32_t> drawn;
    for (int i = 0; i < kDraws; ++i) {
      engine.clear_outputs();
      const CallerRef caller = engine.join(queue, {}, 2).caller;
      drawn.push_back(static_cast<uint32_t>(engine.outputs().front().agent));
      engine.leave(caller, LeaveReason::kAbandoned, 2);
    }
    return drawn;
  };
  const std::vector<uint32_t> drawn = draw(3);
  for (uint32_t agent = 0; agent < 4; ++agent) {
    const auto hits = std::count(drawn.begin(), drawn.end(), agent);
    CHECK(hits > kDraws * 23 / 100);
    CHECK(hits < kDraws * 27 / 100);
  }
  CHECK(std::count(drawn.begin(), drawn.end(), 4U) == 0);
  CHECK(drawn == draw(3));
  CHECK(drawn != draw(4));
}

TEST_CASE("random passes over those tried in this round") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRandom);
  for (int i = 0; i < 3; ++i) center.agent_on_duty(queue);
  center.join(queue, 1);
  std::vector<AgentRef> rung;
  for (int i = 0; i < 3; ++i) {
    for (const AgentRef agent : center.agents) {
      if (!center.rings(agent)) continue;
      rung.push_back(agent);
      center.fail(agent, i == 0 ? OfferState::kHostError : OfferState::kRejected);
      break;
    }
  }
  std::sort(rung.begin(), rung.end());
  CHECK(rung == center.agents);
}
