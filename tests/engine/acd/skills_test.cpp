#include "center.hpp"
#include "engine/acd/model.hpp"

using namespace sivo;
using namespace sivo::acd;

namespace {

constexpr uint32_t kEnglish = 1, kGerman = 2, kBilling = 3;

AgentRef skilled(Center& center, QueueRef queue, Skills skills, MemberConfig member = {}) {
  const AgentRef agent = center.agent(queue, member);
  AgentConfig config{id_of(static_cast<uint8_t>(center.agents.size()))};
  config.skills = std::move(skills);
  center.engine.update_agent(agent, config, center.now);
  center.login(agent);
  return agent;
}

JoinRequest demanding(Skills skills) {
  JoinRequest request;
  request.required = std::move(skills);
  return request;
}

}  // namespace

TEST_CASE("skills are met at their levels, less what was relaxed") {
  const Skills has{{kEnglish, 5}, {kBilling, 1}};
  CHECK(has_skills(has, {}, 0));
  CHECK(has_skills({}, {}, 0));
  CHECK(has_skills(has, {{kEnglish, 5}}, 0));
  CHECK_FALSE(has_skills(has, {{kEnglish, 6}}, 0));
  CHECK(has_skills(has, {{kEnglish, 6}}, 1));
  CHECK_FALSE(has_skills(has, {{kGerman, 1}}, 0));
  CHECK(has_skills(has, {{kGerman, 1}}, 1));
  CHECK(has_skills(has, {{kEnglish, 1}, {kBilling, 1}}, 0));
  CHECK_FALSE(has_skills(has, {{kEnglish, 1}, {kGerman, 3}, {kBilling, 1}}, 2));
  CHECK(has_skills(has, {{kEnglish, 1}, {kGerman, 3}, {kBilling, 1}}, 3));
}

TEST_CASE("a caller waits for an agent with the queue's required skills, others stay idle") {
  Center center;
  QueueConfig config;
  config.required = {{kGerman, 4}};
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef english = skilled(center, queue, {{kEnglish, 9}});
  const AgentRef beginner = skilled(center, queue, {{kGerman, 3}});
  center.join(queue, 1);
  center.run(kHour);
  CHECK_FALSE(center.rings(english));
  CHECK_FALSE(center.rings(beginner));
  const AgentRef german = skilled(center, queue, {{kGerman, 4}});
  CHECK(center.rung_by(german) == 1);
}

TEST_CASE("a caller's own demand adds to the queue's, the greater level counts") {
  Center center;
  QueueConfig config;
  config.required = {{kEnglish, 5}, {kGerman, 2}};
  const QueueRef queue = center.queue(Strategy::kTopDown, config);
  const AgentRef first = skilled(center, queue, {{kEnglish, 5}, {kGerman, 2}});
  const AgentRef second = skilled(center, queue, {{kEnglish, 5}, {kGerman, 7}});
  const AgentRef third = skilled(center, queue, {{kEnglish, 5}, {kGerman, 7}, {kBilling, 1}});
  center.join(queue, 1, demanding({{kEnglish, 1}, {kGerman, 7}, {kBilling, 1}}));
  center.join(queue, 2, demanding({{kGerman, 6}}));
  center.join(queue, 3);
  CHECK(center.rung_by(third) == 1);
  CHECK(center.rung_by(second) == 2);
  CHECK(center.rung_by(first) == 3);
}

TEST_CASE("a caller nobody can serve does not hold up those behind it") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(queue);
  center.join(queue, 1, demanding({{kGerman, 1}}));
  center.join(queue, 2);
  center.login(agent);
  CHECK(center.rung_by(agent) == 2);
}

TEST_CASE("preferred skills without relaxing only order a tier: who has them all goes first") {
  Center center;
  QueueConfig config;
  config.preferred = {{kEnglish, 3}, {kGerman, 3}};
  const QueueRef queue = center.queue(Strategy::kTopDown, config);
  const AgentRef plain = skilled(center, queue, {}, {1, 1});
  const AgentRef half = skilled(center, queue, {{kEnglish, 9}}, {1, 2});
  const AgentRef full = skilled(center, queue, {{kEnglish, 3}, {kGerman, 3}}, {1, 3});
  const AgentRef backup = skilled(center, queue, {{kEnglish, 9}, {kGerman, 9}}, {2, 1});
  for (uint64_t tag = 1; tag <= 4; ++tag) center.join(queue, tag);
  CHECK(center.rung_by(full) == 1);
  CHECK(center.rung_by(plain) == 2);
  CHECK(center.rung_by(half) == 3);
  CHECK(center.rung_by(backup) == 4);
}

TEST_CASE("preferred skills are relaxed by a level a step, by the caller's timer alone") {
  Center center;
  QueueConfig config;
  config.preferred = {{kEnglish, 2}, {kGerman, 3}};
  config.skill_relax_us = 10 * kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef english = skilled(center, queue, {{kEnglish, 2}});
  const AgentRef plain = skilled(center, queue, {});
  const AgentRef beginner = skilled(center, queue, {{kGerman, 1}});
  center.join(queue, 1);
  center.begin_call(english);
  center.run(20 * kSecond - 1);
  CHECK_FALSE(center.rings(beginner));
  center.run(1);  // English 0, German 1
  CHECK(center.rung_by(beginner) == 1);
  CHECK_FALSE(center.rings(plain));
  center.fail(beginner, OfferState::kBusy);
  center.run(10 * kSecond - 1);
  CHECK_FALSE(center.rings(plain));
  center.run(1);  // nothing is left of them
  CHECK(center.rung_by(plain) == 1);
}

TEST_CASE("relaxing counts a wait that was brought along and never touches required skills") {
  Center center;
  QueueConfig config;
  config.required = {{kBilling, 1}};
  config.preferred = {{kGerman, 10}};
  config.skill_relax_us = kSecond;
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef plain = skilled(center, queue, {});
  const AgentRef billing = skilled(center, queue, {{kBilling, 1}});
  JoinRequest request;
  request.joined = center.now - 10 * kSecond + 1;
  center.join(queue, 1, request);
  CHECK_FALSE(center.rings(billing));
  center.run(1);
  CHECK(center.rung_by(billing) == 1);
  center.run(kHour);
  CHECK_FALSE(center.rings(plain));
}

TEST_CASE("skills that change count for the next decision; what rings goes on") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent_on_duty(queue);
  center.join(queue, 1, demanding({{kGerman, 2}}));
  AgentConfig config{id_of(1)};
  config.skills = {{kGerman, 2}};
  center.take();
  center.engine.update_agent(agent, config, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
  config.skills.clear();
  center.engine.update_agent(agent, config, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
  center.fail(agent, OfferState::kCancelled);
  CHECK_FALSE(center.rings(agent));
}

TEST_CASE("required skills of a queue that change free or bind its callers at once") {
  Center center;
  QueueConfig config;
  config.required = {{kGerman, 1}};
  const QueueRef queue = center.queue(Strategy::kLongestIdle, config);
  const AgentRef agent = center.agent_on_duty(queue);
  const CallerRef caller = center.join(queue, 1);
  config.required.clear();
  center.engine.update_queue(queue, config, center.now);
  center.check();
  CHECK(center.rung_by(agent) == 1);
  config.required = {{kGerman, 1}};
  center.engine.update_queue(queue, config, center.now);
  center.leave(caller);
  center.join(queue, 2);
  CHECK_FALSE(center.rings(agent));
}

TEST_CASE("ring-all rings only those who have the skills, round-robin goes round among them") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kRingAll);
  const AgentRef plain = skilled(center, queue, {});
  const AgentRef german = skilled(center, queue, {{kGerman, 1}});
  const AgentRef both = skilled(center, queue, {{kEnglish, 1}, {kGerman, 1}});
  const CallerRef caller = center.join(queue, 1, demanding({{kGerman, 1}}));
  CHECK_FALSE(center.rings(plain));
  CHECK(center.rings(german));
  CHECK(center.rings(both));
  center.leave(caller);
  QueueConfig config;
  config.strategy = Strategy::kRoundRobin;
  center.engine.update_queue(queue, config, center.now);
  for (const AgentRef expected : {german, both, german, both}) {
    const CallerRef next = center.join(queue, 2, demanding({{kGerman, 1}}));
    CHECK(center.rung_by(expected) == 2);
    center.leave(next);
  }
}

TEST_CASE("an agent shared by queues goes to the first caller whom it may serve") {
  Center center;
  const QueueRef sales = center.queue(Strategy::kLongestIdle);
  const QueueRef support = center.queue(Strategy::kLongestIdle);
  const AgentRef agent = center.agent(sales);
  center.engine.set_member(support, agent, {}, center.now);
  center.join(sales, 1, demanding({{kGerman, 1}}));
  center.run(kSecond);
  center.join(support, 2);
  center.run(kSecond);
  center.join(sales, 3);
  center.login(agent);
  CHECK(center.rung_by(agent) == 2);
}

// One demand more than the table has places, then one less.
TEST_CASE("callers beyond the table of demands are served by the same rules, in line order") {
  Center center;
  QueueConfig config;
  config.preferred = {{kEnglish, 1}};
  const QueueRef queue = center.queue(Strategy::kTopDown, config);
  std::vector<CallerRef> callers;
  for (uint32_t i = 0; i < kDemandsMax + 4; ++i) {
    callers.push_back(
        center.engine.join(queue, demanding({{1'000 + i, 1 + i % kSkillLevelMax}}), center.now)
            .caller);
  }
  center.check();
  const uint32_t last = static_cast<uint32_t>(callers.size()) - 1;
  const Skills needed{{1'000 + last, 1 + last % kSkillLevelMax}};
  const AgentRef plain = skilled(center, queue, {}, {1, 1});
  const AgentRef able = skilled(center, queue, needed, {1, 2});
  CHECK_FALSE(center.rings(plain));
  REQUIRE(center.rings(able));
  CHECK(center.engine.offer(center.offer_of(able))->caller == callers[last]);
  SUBCASE("the preferred one of two goes first") {
    center.leave(callers[last]);
    Skills preferred{{kEnglish, 1}};
    preferred.insert(preferred.end(), needed.begin(), needed.end());
    const AgentRef best = skilled(center, queue, preferred, {1, 3});
    center.join(queue, 7, demanding(needed));
    CHECK(center.rung_by(best) == 7);
    center.fail(best, OfferState::kRejected);
    CHECK(center.rung_by(able) == 7);
  }
  SUBCASE("a fresh agent takes the first of them in line") {
    center.begin_call(able);
    Skills two{{1'000 + last - 1, 10}, {1'000 + last, 10}};
    const AgentRef wide = skilled(center, queue, two, {1, 3});
    CHECK(center.engine.offer(center.offer_of(wide))->caller == callers[last - 1]);
  }
  SUBCASE("when all have left, the demands of the next ones are indexed again") {
    for (const CallerRef caller : callers) {
      center.engine.leave(caller, LeaveReason::kAbandoned, center.now);
    }
    center.check();
    center.join(queue, 9, demanding(needed));
    CHECK(center.rung_by(able) == 9);
  }
}

TEST_CASE("random draws among those who have the skills, also beyond the table of demands") {
  for (const uint32_t crowd : {0U, static_cast<uint32_t>(kDemandsMax)}) {
    CAPTURE(crowd);
    Center center;
    const QueueRef queue = center.queue(Strategy::kRandom);
    for (uint32_t i = 0; i < crowd; ++i) {
      center.engine.join(queue, demanding({{1'000 + i, 1}}), center.now);
    }
    skilled(center, queue, {});
    skilled(center, queue, {{kGerman, 1}});
    skilled(center, queue, {{kGerman, 2}});
    std::vector<int> drawn(3);
    for (int i = 0; i < 60; ++i) {
      const CallerRef caller =
          center.engine.join(queue, demanding({{kGerman, 1}}), center.now).caller;
      for (size_t agent = 0; agent < 3; ++agent) drawn[agent] += center.rings(center.agents[agent]);
      center.engine.leave(caller, LeaveReason::kAbandoned, center.now);
    }
    CHECK(drawn[0] == 0);
    CHECK(drawn[1] > 15);
    CHECK(drawn[2] > 15);
    CHECK(drawn[1] + drawn[2] == 60);
  }
}

TEST_CASE("lists of skills that are none are refused: too long, unsorted, twice, levels 0 and 11") {
  Center center;
  const QueueRef queue = center.queue(Strategy::kLongestIdle);
  Skills longest;
  for (uint32_t i = 0; i < kSkillsMax; ++i) longest.push_back({i, kSkillLevelMax});
  center.join(queue, 1, demanding(longest));
  longest.push_back({kSkillsMax, 1});
  const std::vector<Skills> wrong{longest, {{2, 1}, {1, 1}}, {{1, 1}, {1, 2}}, {{1, 0}}, {{1, 11}}};
  for (const Skills& skills : wrong) {
    QueueConfig config;
    config.required = skills;
    CHECK_THROWS_AS(center.engine.add_queue(config), AssertFailure);
    AgentConfig agent{id_of(9)};
    agent.skills = skills;
    CHECK_THROWS_AS(center.engine.add_agent(agent), AssertFailure);
    CHECK_THROWS_AS(center.engine.join(queue, demanding(skills), center.now), AssertFailure);
  }
}
