// Random days: whatever the order of the facts, the statistics are those of the reference.

#include <doctest/doctest.h>

#include <utility>

#include "base/prng.hpp"
#include "engine/stats/reference.hpp"
#include "schema/record.hpp"
#include "schema/walk.hpp"

namespace sivo::stats {
namespace {

constexpr uint8_t kTenants = 3;
constexpr uint8_t kQueues = 6;  // the tenant of a queue or an agent is its number modulo 3
constexpr uint8_t kAgents = 6;
constexpr int kFacts = 300;

uint8_t tenant_of(uint8_t number) { return number % kTenants; }

// Four days around the end of summer time, so that the first ones go.
class World {
 public:
  explicit World(uint64_t seed) : random_(seed) {
    const char* zones[] = {"Europe/Madrid", "Asia/Kathmandu", "America/New_York"};
    for (uint8_t i = 0; i < kTenants; ++i) reference_.tenants.emplace(tenant_id(i), zone(zones[i]));
    for (uint8_t i = 0; i < kQueues; ++i) {
      reference_.queues[queue_id(i)] = rules();
    }
    for (uint8_t i = 0; i < kAgents; ++i) reference_.agents.push_back(agent_id(i));
    for (int i = 0; i < kFacts; ++i) reference_.facts.push_back(fact());
  }

  LevelRules rules() {
    return {static_cast<ServiceLevel>(random_.below(4)), random_.below(2) == 0,
            random_.below(2) == 0};
  }
  const Reference& reference() const { return reference_; }
  Xoshiro256& random() { return random_; }

  Statistics configured(uint64_t seed = 0) const {
    Statistics made(seed);
    for (const auto& [id, where] : reference_.tenants) made.set_tenant(id, where);
    for (const auto& [id, rules] : reference_.queues)
      made.set_queue(tenant_id(tenant_of(id.bytes[15])), id, rules);
    for (const Id& id : reference_.agents) made.set_agent(tenant_id(tenant_of(id.bytes[15])), id);
    return made;
  }

 private:
  Micros seconds(uint64_t below) { return static_cast<Micros>(random_.below(below)) * kSecond; }
  Micros moment() {
    const uint64_t span = 80 * static_cast<uint64_t>(kHour);
    return utc("2026-10-22T20:00:00Z") + static_cast<Micros>(random_.below(span));
  }
  // Half of them answered or abandoned.
  VisitEnd visit_end() {
    return static_cast<VisitEnd>(random_.below(random_.below(2) == 0 ? 2 : 9));
  }
  // One number more than there are: what is not configured.
  uint8_t number(uint8_t tenant, uint8_t count) {
    return static_cast<uint8_t>(tenant + kTenants * random_.below(count / kTenants + 1));
  }

  Fact fact() {
    const auto tenant = static_cast<uint8_t>(random_.below(kTenants));
    const Id queue = queue_id(number(tenant, kQueues));
    const Id agent = agent_id(number(tenant, kAgents));
    switch (random_.below(4)) {
      case 0:
        return VisitFact{tenant_id(tenant),
                         queue,
                         moment(),
                         visit_end(),
                         seconds(60),
                         random_.below(2) == 0 ? -1 : seconds(60),
                         random_.below(2) == 0,
                         random_.below(2) == 0};
      case 1:
        return HandledFact{tenant_id(tenant),
                           random_.below(4) == 0 ? Id{} : queue,
                           agent,
                           moment(),
                           seconds(20),
                           seconds(600),
                           seconds(60),
                           seconds(30),
                           static_cast<Transfer>(random_.below(3))};
      case 2:
        return OfferFact{tenant_id(tenant), queue, agent, moment(),
                         static_cast<OfferEnd>(random_.below(5))};
      default:
        break;
    }
    const Micros from = moment();
    const Micros length_us = random_.below(8) == 0 ? seconds(40 * 3600) : seconds(1800);
    return StateFact{tenant_id(tenant), agent, static_cast<Doing>(random_.below(8)), from,
                     from + length_us};
  }

  Reference reference_;
  Xoshiro256 random_;
};

bool add(Statistics& to, const Fact& fact) {
  return std::visit([&](const auto& known) { return to.add(known); }, fact);
}

std::vector<Fact> mixed(std::vector<Fact> facts, Xoshiro256& random) {
  for (size_t i = facts.size(); i > 1; --i) std::swap(facts[i - 1], facts[random.below(i)]);
  return facts;
}

template <class Report>
std::string text_of(const Report& report) {
  std::string text;
  schema::render_record(text, schema::TableOf<Report>::value, &report);
  return text;
}

// The quantiles are compared with the exact ones, then taken over.
template <class Report>
void check_waits(const std::vector<Micros>& waits, const Report& got, Report& expected) {
  const std::pair<std::optional<int64_t> Report::*, size_t> quantiles[] = {
      {&Report::wait_p50_ms, 500},
      {&Report::wait_p90_ms, 900},
      {&Report::wait_p95_ms, 950},
      {&Report::wait_p99_ms, 990}};
  for (const auto& [member, per_thousand] : quantiles) {
    REQUIRE((got.*member).has_value() == !waits.empty());
    if (!waits.empty()) {
      const size_t rank = (waits.size() * per_thousand + 999) / 1000;
      const int64_t exact_ms = waits[rank - 1] / kMillisecond;
      const int64_t error = *(got.*member) - exact_ms;
      CHECK((error < 0 ? -error : error) * 64 <= exact_ms);
    }
    expected.*member = got.*member;
  }
}

void check_lines(const Statistics& got, const Reference& reference, const Id& tenant,
                 const Interval& interval) {
  std::vector<Micros> waits;
  TenantStatistics all = tenant_report(reference.line(tenant, {}, interval, waits), interval, {});
  all.tenant_id = tenant;
  const TenantStatistics read = got.tenant(tenant, interval).value();
  check_waits(waits, read, all);
  CHECK(text_of(read) == text_of(all));
  for (const auto& [queue, rules] : reference.queues) {
    const auto of_queue = got.queue(tenant, queue, interval);
    REQUIRE(of_queue.has_value() == (tenant_id(tenant_of(queue.bytes[15])) == tenant));
    if (!of_queue) continue;
    waits.clear();
    QueueStatistics expected =
        queue_report(reference.line(tenant, queue, interval, waits), interval, {});
    expected.tenant_id = tenant;
    expected.queue_id = queue;
    check_waits(waits, *of_queue, expected);
    CHECK(text_of(*of_queue) == text_of(expected));
  }
}

void check_agents(const Statistics& got, const Reference& reference, const Id& tenant,
                  const Interval& interval) {
  for (const Id& agent : reference.agents) {
    const auto read = got.agent(tenant, agent, interval);
    REQUIRE(read.has_value() == (tenant_id(tenant_of(agent.bytes[15])) == tenant));
    if (!read) continue;
    AgentStatistics expected = agent_report(reference.agent(tenant, agent, interval), interval, {});
    expected.tenant_id = tenant;
    expected.user_id = agent;
    CHECK(text_of(*read) == text_of(expected));
  }
}

void check_tenant(const Statistics& got, World& world, const Id& tenant) {
  const Interval kept = got.kept(tenant).value();
  CHECK(kept.from == world.reference().kept_from(tenant));
  const auto length = static_cast<uint64_t>(kept.until - kept.from + kDay);
  for (const Span span : {Span::kQuarter, Span::kHalfHour, Span::kHour, Span::kHour, Span::kDay}) {
    const Micros moment = kept.from - kDay + static_cast<Micros>(world.random().below(length));
    const Interval interval = got.interval(tenant, span, moment).value();
    check_lines(got, world.reference(), tenant, interval);
    check_agents(got, world.reference(), tenant, interval);
  }
  check_lines(got, world.reference(), tenant, kept);
  check_agents(got, world.reference(), tenant, kept);
}

void check_world(uint64_t seed) {
  CAPTURE(seed);
  World world(seed);
  Statistics statistics = world.configured();
  for (const Fact& fact : mixed(world.reference().facts, world.random())) add(statistics, fact);
  for (uint8_t i = 0; i < kTenants; ++i) check_tenant(statistics, world, tenant_id(i));
}

void check_definitions(uint64_t seed) {
  World world(seed);
  Statistics changing = world.configured();
  Statistics constant = world.configured();
  for (const Fact& fact : world.reference().facts) {
    if (world.random().below(20) == 0) {
      const auto number = static_cast<uint8_t>(world.random().below(kQueues));
      changing.set_queue(tenant_id(tenant_of(number)), queue_id(number), world.rules());
    }
    add(changing, fact);
    add(constant, fact);
  }
  for (const auto& [id, rules] : world.reference().queues)
    changing.set_queue(tenant_id(tenant_of(id.bytes[15])), id, rules);
  CHECK(changing.digest() == constant.digest());
}

}  // namespace

TEST_CASE("random days are counted as the reference does") { check_world(1); }

TEST_CASE("facts in any order give the same numbers") {
  World world(7);
  Statistics first = world.configured();
  for (const Fact& fact : world.reference().facts) add(first, fact);
  CHECK(first.digest() != 0);
  for (uint64_t round = 0; round < 6; ++round) {
    Statistics other = world.configured(round);
    for (const Fact& fact : mixed(world.reference().facts, world.random())) add(other, fact);
    REQUIRE(other.digest() == first.digest());
  }
}

TEST_CASE("facts counted apart and merged give the same numbers") {
  World world(8);
  Statistics whole = world.configured();
  for (const Fact& fact : world.reference().facts) add(whole, fact);
  for (int round = 0; round < 5; ++round) {
    Statistics left = world.configured(1);
    Statistics right = world.configured(2);
    const uint64_t share = world.random().below(101);
    for (const Fact& fact : mixed(world.reference().facts, world.random())) {
      add(world.random().below(100) < share ? left : right, fact);
    }
    Statistics backwards = right;
    backwards.merge(left);
    left.merge(right);
    CHECK(left.digest() == whole.digest());
    CHECK(backwards.digest() == whole.digest());
  }
}

TEST_CASE("the digest sees every fact that counts") {
  World world(9);
  const std::vector<Fact>& facts = world.reference().facts;
  Statistics whole = world.configured();
  for (const Fact& fact : facts) add(whole, fact);
  int counted = 0;
  for (size_t i = 0; i < 20; ++i) {
    Statistics more = whole;
    const bool is_counted = add(more, facts[i * facts.size() / 20]);
    CHECK((more.digest() != whole.digest()) == is_counted);
    counted += is_counted ? 1 : 0;
  }
  CHECK(counted > 3);
}

TEST_CASE("a change of definitions in between gives what the last ones give") {
  for (uint64_t seed = 10; seed < 13; ++seed) check_definitions(seed);
}

TEST_CASE("what is removed in between leaves what its absence from the start would have") {
  for (uint64_t seed = 20; seed < 24; ++seed) {
    World world(seed);
    Statistics changing = world.configured();
    Statistics without = world.configured();
    const Id queue = queue_id(static_cast<uint8_t>(world.random().below(kQueues)));
    const Id agent = agent_id(static_cast<uint8_t>(world.random().below(kAgents)));
    without.remove_queue(queue);
    without.remove_agent(agent);
    const size_t half = world.reference().facts.size() / 2;
    for (size_t i = 0; i < world.reference().facts.size(); ++i) {
      if (i == half) {
        CHECK(changing.remove_queue(queue));
        CHECK(changing.remove_agent(agent));
      }
      add(changing, world.reference().facts[i]);
      add(without, world.reference().facts[i]);
    }
    CHECK(changing.digest() == without.digest());
  }
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("many random days are counted as the reference does") {
  for (uint64_t seed = 100; seed < 260; ++seed) check_world(seed);
}

TEST_SUITE_END();

}  // namespace sivo::stats
