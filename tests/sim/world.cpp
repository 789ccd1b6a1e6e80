#include "sim/world.hpp"

#include <array>
#include <set>

#include "core/site.hpp"
#include "sim/finding.hpp"

namespace sivo::sim {
namespace {

using Owner = World::Owner;

constexpr const char* kMenuNodes =
    R"([{"id":"m","type":"menu","prompt":"ask","options":[{"digits":"1"},{"digits":"2"},)"
    R"({"digits":"3"},{"digits":"4"}],"edges":{"1":"s","2":"b","3":"v","4":"bye",)"
    R"("max_retries":"bye"}},)"
    R"({"id":"s","type":"queue","queue":"support","max_wait_s":60,"exit_keys":"#",)"
    R"("edges":{"timeout":"v","exit_key":"m"}},)"
    R"({"id":"v","type":"queue","queue":"vip","priority":5,"skills":["english"],)"
    R"("continue_after_call":true,"edges":{"next":"bye"}},)"
    R"({"id":"b","type":"transfer","kind":"bridge","to":"+34900000001","whisper":"a call",)"
    R"("continue_after_call":true,"edges":{"busy":"bye","next":"bye"}},)"
    R"({"id":"bye","type":"hangup"}])";

constexpr const char* kSorryNodes =
    R"([{"id":"p","type":"play","prompt":"sorry","edges":{"next":"bye"}},)"
    R"({"id":"bye","type":"hangup"}])";

std::string quoted(const Id& id) { return "\"" + to_text(id) + "\""; }

void check_status(const Result<void>& done) {
  if (done.ok()) return;
  const Status status = done.error().status;
  const bool is_refusal = status == Status::kInvalid || status == Status::kNotFound ||
                          status == Status::kExists || status == Status::kInUse ||
                          status == Status::kState || status == Status::kConflict;
  expect(is_refusal, "configuration", done.error().path + ": " + done.error().message);
}

template <class S>
Result<Id> create(Core& core, const Id& tenant, const std::string& fields, Micros now) {
  const std::string owner = tenant.is_nil() ? "" : "\"tenant_id\":" + quoted(tenant) + ",";
  auto row = schema::parse_record(schema::table_of<S>(), "{" + owner + fields + "}");
  expect(row.ok(), "configuration", row.ok() ? "" : row.error().path + row.error().message);
  auto done = core.create(*row, now);
  check_status(done);
  if (!done) return done.take_error();
  return std::get<Id>(row->get(0));
}

template <class S>
Id make(Core& core, const Id& tenant, const std::string& fields, Micros now) {
  auto id = create<S>(core, tenant, fields, now);
  expect(id.ok(), "configuration", id.ok() ? "" : id.error().path + ": " + id.error().message);
  return *id;
}

template <class S>
bool update(Core& core, const Id& tenant, const Id& id, const std::string& fields, Micros now) {
  auto row = schema::parse_record(
      schema::table_of<S>(),
      "{\"id\":" + quoted(id) + ",\"tenant_id\":" + quoted(tenant) + "," + fields + "}");
  expect(row.ok(), "configuration", row.ok() ? "" : row.error().path + row.error().message);
  const auto done = core.update(*row, now);
  check_status(done);
  return done.ok();
}

template <class S>
std::vector<S> rows(Core& core, const Id& tenant) {
  store::Query query;
  query.limit = store::kQueryLimitMax;
  auto page = core.find(schema::table_of<S>(), tenant, query);
  expect(page.ok(), "find", page.ok() ? "" : page.error().message);
  std::vector<S> out;
  for (const Record& row : page->rows) out.push_back(row.as<S>());
  return out;
}

struct Person {
  std::string extension;
  const char* role = "agent";
};

Id make_user(Core& core, World& world, const Owner& owner, const Person& person, Micros now) {
  const int serial = world.made++;
  const char* skills = serial % 2 == 0 ? R"({"english":7,"german":3})" : R"({"english":2})";
  return make<User>(core, owner.tenant,
                    R"("email":"u)" + std::to_string(serial) + R"(@x.example","full_name":"User )" +
                        std::to_string(serial) + R"(","extension":")" + person.extension +
                        R"(","role":")" + person.role + R"(","skills":)" + skills,
                    now);
}

struct Seat {
  Id queue, user;
  uint64_t tier = 1;
};

bool join(Core& core, const Owner& owner, const Seat& seat, Micros now) {
  return create<QueueMember>(core, owner.tenant,
                             "\"queue_id\":" + quoted(seat.queue) + ",\"user_id\":" +
                                 quoted(seat.user) + ",\"tier\":" + std::to_string(seat.tier),
                             now)
      .ok();
}

Id make_flow(Core& core, Owner& owner, const std::string& name, const std::string& nodes,
             Micros now) {
  const Id flow = make<IvrFlow>(core, owner.tenant, "\"name\":\"" + name + "\"", now);
  const std::string start(1, nodes[8]);
  make<IvrFlowVersion>(core, owner.tenant,
                       "\"flow_id\":" + quoted(flow) +
                           R"(,"is_active":true,"nodes":{"format":"sivo.flow/1","name":"f",)" +
                           R"("start":")" + start + R"(","nodes":)" + nodes + "}",
                       now);
  owner.flows.push_back(flow);
  return flow;
}

void make_number(Core& core, Owner& owner, const std::string& number, const Id& flow, Micros now) {
  make<Did>(core, owner.tenant,
            R"("number":")" + number + R"(","trunk_id":)" + quoted(owner.trunk) +
                ",\"ivr_flow_id\":" + quoted(flow),
            now);
  owner.numbers.push_back(number);
}

constexpr std::array<const char*, 4> kQueues = {
    R"("name":"sales","max_wait_time":120,"wrap_up_time":5,"abandoned_resume_sec":90,)"
    R"("callback_enabled":true,"callback_retry_sec":15,"callback_window_sec":200)",
    R"("name":"support","strategy":"ring-all","ring_timeout_sec":8,"leave_when_empty":"strict",)"
    R"("empty_grace_sec":30,"max_length":6,"wrap_up_time":3)",
    R"("name":"vip","strategy":"round-robin","wrap_up_time":0,"aging_points_per_min":2,)"
    R"("whisper":"a vip","weight":3)",
    R"("name":"back","strategy":"top-down","press_to_accept":true,"callback_enabled":true,)"
    R"("callback_key":"9","callback_retry_sec":20,"callback_window_sec":300,)"
    R"("announce_position":true,"announce_interval_sec":10,"announce_wait":true)"};
constexpr std::array<const char*, 4> kQueueNames = {"sales", "support", "vip", "back"};

// Where the callers of each go when it overflows; of the last one, nowhere.
void set_overflow(Core& core, const Owner& owner, size_t queue, Micros now) {
  const std::array<std::string, 3> kTargets = {
      R"("overflow_action":"queue","overflow_after_sec":40,"overflow_queue_id":)" +
          quoted(owner.queues[3]),
      R"("overflow_action":"ivr_flow","overflow_at_length":4,"overflow_ivr_flow_id":)" +
          quoted(owner.flows[3]),
      R"("overflow_action":"number","overflow_after_sec":50,"overflow_number":"+34900000009")"};
  if (queue < kTargets.size()) {
    update<Queue>(core, owner.tenant, owner.queues[queue], kTargets[queue], now);
  }
}

Owner make_owner(Core& core, World& world, const std::string& slug, size_t agents, Micros now) {
  Owner owner;
  owner.tenant = make<Tenant>(core, Id{}, R"("slug":")" + slug + R"(","name":"T")", now);
  owner.trunk =
      make<SipTrunk>(core, owner.tenant, R"("name":"pstn","host":"sip.example.com")", now);
  for (size_t i = 0; i < agents; ++i) {
    const std::string extension = std::to_string(100 + i);
    owner.agents.push_back(make_user(core, world, owner, {extension}, now));
    owner.extensions.push_back(extension);
  }
  return owner;
}

void furnish_first(Core& core, World& world, Micros now) {
  Owner owner = make_owner(core, world, "acme", 7, now);
  owner.supervisors.push_back(make_user(core, world, owner, {"200", "supervisor"}, now));
  owner.supervisors.push_back(make_user(core, world, owner, {"201", "admin"}, now));
  owner.extensions.insert(owner.extensions.end(), {"200", "+34900000009"});
  for (size_t i = 0; i < kQueues.size(); ++i) {
    owner.queues.push_back(make<Queue>(core, owner.tenant, kQueues[i], now));
    owner.queue_names.emplace_back(kQueueNames[i]);
    for (size_t agent = i; agent < owner.agents.size(); ++agent) {
      join(core, owner, {owner.queues[i], owner.agents[agent], agent % 3 == 2 ? 2U : 1U}, now);
    }
  }
  const Id line =
      make_flow(core, owner, "main", R"([{"id":"q","type":"queue","queue":"sales"}])", now);
  const Id back =
      make_flow(core, owner, "back", R"([{"id":"q","type":"queue","queue":"back"}])", now);
  const Id menu = make_flow(core, owner, "menu", kMenuNodes, now);
  make_flow(core, owner, "sorry", kSorryNodes, now);
  for (size_t i = 0; i < kQueues.size(); ++i) set_overflow(core, owner, i, now);
  make_number(core, owner, "+34911234567", line, now);
  make_number(core, owner, "+34911000001", menu, now);
  make_number(core, owner, "+34911000002", back, now);
  world.owners.push_back(std::move(owner));
}

void furnish_second(Core& core, World& world, Micros now) {
  Owner owner = make_owner(core, world, "beta", 2, now);
  owner.extensions.emplace_back("+34900000009");
  owner.queues.push_back(make<Queue>(core, owner.tenant, R"("name":"sales")", now));
  owner.queue_names.emplace_back("sales");
  for (const Id& agent : owner.agents) join(core, owner, {owner.queues[0], agent}, now);
  const Id line =
      make_flow(core, owner, "main", R"([{"id":"q","type":"queue","queue":"sales"}])", now);
  make_number(core, owner, "+34922000001", line, now);
  world.owners.push_back(std::move(owner));
}

// One setting of a queue, of all that say who is offered what and who leaves when.
std::string draw_setting(Xoshiro256& random) {
  static constexpr std::array<const char*, 6> kRules = {"ring-all", "longest-idle", "round-robin",
                                                        "top-down", "fewest-calls", "random"};
  static constexpr std::array<const char*, 3> kEmpty = {"yes", "no", "strict"};
  const auto number = [&](const char* name, uint64_t least, uint64_t most) {
    return "\"" + std::string(name) + "\":" + std::to_string(least + random.below(most - least));
  };
  const auto flag = [&](const char* name) {
    return "\"" + std::string(name) + "\":" + (random.below(2) == 0 ? "true" : "false");
  };
  switch (random.below(21)) {
    case 0:
    case 1:
    case 2:
      return R"("strategy":")" + std::string(kRules[random.below(kRules.size())]) + "\"";
    case 3:
      return number("ring_timeout_sec", 5, 15);
    case 4:
      return number("max_wait_time", 0, 90);
    case 5:
      return number("max_length", 0, 6);
    case 6:
      return number("wrap_up_time", 0, 15);
    case 7:
      return R"("leave_when_empty":")" + std::string(kEmpty[random.below(3)]) + "\"";
    case 8:
      return R"("join_empty":")" + std::string(kEmpty[random.below(3)]) + "\"";
    case 9:
      return number("tier_wait_sec", 0, 20);
    case 10:
      return number("max_no_answer", 0, 4) + "," + number("max_reject", 0, 3);
    case 11:
      return number("weight", 0, 5);
    case 12:
      return flag("press_to_accept");
    case 13:
      return random.below(2) == 0 ? R"("whisper":null)" : R"("whisper":"psst")";
    case 14:
      return number("overflow_at_length", 0, 5);
    case 15:
      return number("overflow_after_sec", 0, 60);
    case 16:
      return flag("overflow_when_empty");
    case 17:
      return number("abandoned_resume_sec", 0, 120);
    case 18:
      return flag("callback_enabled");
    case 19:
      return random.below(2) == 0 ? R"("required_skills":{})"
                                  : R"("required_skills":{"english":3})";
    default:
      return random.below(2) == 0 ? R"("preferred_skills":{})"
                                  : R"("preferred_skills":{"german":2},"skill_relax_after_sec":5)";
  }
}

bool change_members(Core& core, Owner& owner, Xoshiro256& random, Micros now) {
  const size_t queue = random.below(owner.queues.size());
  const Id& user = owner.agents[random.below(owner.agents.size())];
  for (const QueueMember& member : rows<QueueMember>(core, owner.tenant)) {
    if (member.queue_id != owner.queues[queue] || member.user_id != user) continue;
    if (random.below(2) == 0) {
      return update<QueueMember>(core, owner.tenant, member.id,
                                 "\"tier\":" + std::to_string(1 + random.below(3)), now);
    }
    const auto done =
        core.remove(schema::table_of<QueueMember>(), owner.tenant, member.id, false, now);
    check_status(done);
    return done.ok();
  }
  return join(core, owner, {owner.queues[queue], user, 1 + random.below(2)}, now);
}

// Deleted with its callers in it, and with what overflows to it; made again under the same name.
bool replace_queue(Core& core, Owner& owner, Xoshiro256& random, Micros now) {
  const size_t at = random.below(owner.queues.size());
  const bool is_cascade = random.below(3) != 0;
  const auto done =
      core.remove(schema::table_of<Queue>(), owner.tenant, owner.queues[at], is_cascade, now);
  check_status(done);
  if (!done) return false;
  std::set<Id> left;
  for (const Queue& queue : rows<Queue>(core, owner.tenant)) left.insert(queue.id);
  for (size_t i = 0; i < owner.queues.size(); ++i) {
    if (left.contains(owner.queues[i])) continue;
    owner.queues[i] = make<Queue>(core, owner.tenant, kQueues[i], now);
    set_overflow(core, owner, i, now);
    for (const Id& user : owner.agents) {
      if (random.below(4) != 0) join(core, owner, {owner.queues[i], user}, now);
    }
  }
  return true;
}

bool replace_user(Core& core, World& world, Owner& owner, Xoshiro256& random, Micros now) {
  const size_t at = random.below(owner.agents.size());
  const auto done = core.remove(schema::table_of<User>(), owner.tenant, owner.agents[at],
                                random.below(2) == 0, now);
  check_status(done);
  if (!done) return false;
  owner.agents[at] = make_user(core, world, owner, {std::to_string(100 + at)}, now);
  for (size_t queue = 0; queue < owner.queues.size(); ++queue) {
    if (random.below(2) == 0) join(core, owner, {owner.queues[queue], owner.agents[at]}, now);
  }
  return true;
}

bool publish_again(Core& core, Owner& owner, Micros now) {
  return create<IvrFlowVersion>(core, owner.tenant,
                                "\"flow_id\":" + quoted(owner.flows[2]) +
                                    R"(,"is_active":true,"nodes":{"format":"sivo.flow/1",)" +
                                    R"("name":"f","start":"m","nodes":)" + kMenuNodes + "}",
                                now)
      .ok();
}

}  // namespace

World furnish(Core& core, Micros now) {
  World world;
  furnish_first(core, world, now);
  furnish_second(core, world, now);
  return world;
}

bool change_something(Core& core, World& world, Xoshiro256& random, Micros now) {
  Owner& owner = world.owners[0];
  const uint64_t dice = random.below(20);
  if (dice < 11) {
    const Id& queue = owner.queues[random.below(owner.queues.size())];
    return update<Queue>(core, owner.tenant, queue, draw_setting(random), now);
  }
  if (dice < 15) return change_members(core, owner, random, now);
  if (dice < 16) return replace_queue(core, owner, random, now);
  if (dice < 17) return replace_user(core, world, owner, random, now);
  if (dice < 18) return publish_again(core, owner, now);
  const Id& user = owner.agents[random.below(owner.agents.size())];
  const char* skills = random.below(2) == 0 ? R"("skills":{})" : R"("skills":{"english":9})";
  return update<User>(core, owner.tenant, user, skills, now);
}

void make_drainable(Core& core, const World& world, Micros now) {
  for (const Owner& owner : world.owners) {
    for (const Id& queue : owner.queues) {
      update<Queue>(core, owner.tenant, queue, R"("max_wait_time":300,"max_no_answer":0)", now);
    }
  }
}

}  // namespace sivo::sim
