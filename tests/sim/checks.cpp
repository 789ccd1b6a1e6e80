#include "sim/checks.hpp"

#include <algorithm>

#include "schema/json.hpp"
#include "schema/queue_member.hpp"
#include "sim/rows.hpp"

namespace sivo::sim {
namespace {

using schema::Json;

// An offer of which nothing was heard by its deadline is closed so long after it.
constexpr Micros kHostGrace = 5 * kSecond;

struct Live {
  std::vector<LiveCall> calls;
  std::vector<LiveLeg> legs;
  std::map<Id, LiveAgent> agents;
  std::map<Id, Queue> queues;
  std::vector<QueueMember> members;
};

Live read_live(Core& core, const Id& tenant) {
  Live live;
  live.calls = rows_of<LiveCall>(core, tenant);
  live.legs = rows_of<LiveLeg>(core, tenant);
  for (LiveAgent& row : rows_of<LiveAgent>(core, tenant)) live.agents.emplace(row.id, row);
  for (Queue& row : rows_of<Queue>(core, tenant)) live.queues.emplace(row.id, row);
  live.members = rows_of<QueueMember>(core, tenant);
  return live;
}

bool is_claimed(const LiveLeg& leg) { return leg.is_offer && leg.state == LegState::kWhispering; }
bool is_pending(const LiveLeg& leg) { return leg.is_offer && !is_claimed(leg); }

void check_agents(const Live& live) {
  std::map<Id, int> held, offered;
  std::set<Id> calls;
  for (const LiveCall& call : live.calls) {
    calls.insert(call.id);
    if (call.placed_by) ++held[*call.placed_by];
  }
  for (const LiveLeg& leg : live.legs) {
    expect(calls.contains(leg.call_id), "a leg has its call", to_text(leg.id));
    if (leg.user_id) ++(is_pending(leg) ? offered : held)[*leg.user_id];
  }
  for (const auto& [id, agent] : live.agents) {
    const bool is_on_call = agent.activity == AgentActivity::kOnCall;
    const bool is_offered = agent.activity == AgentActivity::kOffered;
    const std::string text = to_text(id) + " has " + std::to_string(offered[id]) + " offers and " +
                             std::to_string(held[id]) + " calls";
    expect(held[id] + offered[id] <= 1, "one reservation", text);
    expect(held[id] == is_on_call && offered[id] == is_offered, "no agent stuck", text);
    const UserStatus rest = agent.presence == AgentPresence::kLoggedOut ? UserStatus::kLoggedOut
                            : agent.presence == AgentPresence::kPaused  ? UserStatus::kPaused
                                                                        : UserStatus::kAvailable;
    const UserStatus status = is_on_call                                 ? UserStatus::kOnCall
                              : agent.activity == AgentActivity::kWrapUp ? UserStatus::kAcw
                                                                         : rest;
    expect(agent.status == status, "derived status", to_text(id));
  }
}

void check_deadlines(const Live& live, Micros now) {
  for (const LiveLeg& leg : live.legs) {
    const Micros grace = is_pending(leg) ? kHostGrace : 0;
    if (leg.state != LegState::kTalking) {
      expect(now < leg.ring_until + grace, "nothing overdue", "leg " + to_text(leg.id));
    }
    if (leg.state == LegState::kTalking && leg.ring_until > 0) {
      expect(now <= leg.ring_until, "nothing overdue", "talk " + to_text(leg.id));
    }
  }
  for (const auto& [id, agent] : live.agents) {
    if (agent.activity != AgentActivity::kWrapUp) continue;
    expect(now < agent.wrap_up_until, "nothing overdue", "wrap-up of " + to_text(id));
  }
}

// Where the rules of tiers, skills and rounds surely let the agent serve; the engine's own check
// knows the rest.
struct Seeker {
  const LiveCall* call = nullptr;
  const Queue* queue = nullptr;
};

std::vector<Seeker> seekers(const Live& live, Micros now) {
  std::vector<Seeker> out;
  for (const LiveCall& call : live.calls) {
    if (call.state != CallState::kQueued || call.retry_at > now) continue;
    if (call.callback_attempts > 0) continue;  // may be held off until the next attempt
    const auto queue = live.queues.find(call.queue_id.value_or(Id{}));
    expect(queue != live.queues.end(), "a caller waits in a queue", to_text(call.id));
    const Queue& line = queue->second;
    if (call.required_skills != "{}" || line.required_skills != "{}") continue;
    if (line.preferred_skills != "{}" && line.skill_relax_after_sec > 0) continue;
    bool has_offer = false;
    bool is_connecting = false;
    for (const LiveLeg& leg : live.legs) {
      if (leg.call_id != call.id) continue;
      has_offer |= is_pending(leg);
      is_connecting |= is_claimed(leg);
    }
    if (is_connecting || (has_offer && line.strategy != Strategy::kRingAll)) continue;
    out.push_back({&call, &line});
  }
  return out;
}

void check_work(const Live& live, Micros now) {
  for (const Seeker& seeker : seekers(live, now)) {
    int64_t lowest = INT64_MAX;
    for (const QueueMember& member : live.members) {
      if (member.queue_id == seeker.queue->id) lowest = std::min(lowest, member.tier);
    }
    for (const QueueMember& member : live.members) {
      if (member.queue_id != seeker.queue->id || member.tier != lowest) continue;
      const auto found = live.agents.find(member.user_id);
      if (found == live.agents.end()) continue;
      const LiveAgent& agent = found->second;
      const bool is_free = agent.presence == AgentPresence::kAvailable &&
                           agent.activity == AgentActivity::kIdle && agent.is_reachable &&
                           agent.delay_until <= now;
      const bool was_tried = seeker.call->tried.find(to_text(agent.id)) != std::string::npos;
      expect(!is_free || was_tried, "work conservation",
             schema::render_record(Record(agent)) +
                 " is idle while he waits: " + schema::render_record(Record(*seeker.call)) +
                 " in " + schema::render_record(Record(*seeker.queue)));
    }
  }
}

template <class S>
void add_rows(Core& core, const Id& tenant, std::string& out) {
  for (const S& row : rows_of<S>(core, tenant)) out += schema::render_record(Record(row)) + "\n";
}

}  // namespace

void check_rows(Core& core, const Id& tenant, Micros now) {
  const Live live = read_live(core, tenant);
  check_agents(live);
  check_deadlines(live, now);
  check_work(live, now);
  for (const User& user : rows_of<User>(core, tenant)) {
    const auto agent = live.agents.find(user.id);
    if (agent == live.agents.end()) continue;
    expect(user.status == agent->second.status, "derived status", to_text(user.id));
  }
}

void check_truth(Core& core, const Id& tenant, const Pbx& pbx, const Patience& patience,
                 Micros now) {
  const auto check = [&](const std::string& name, const std::string& what) {
    const Line* line = pbx.line(name);
    if (!line || line->state != LineState::kGone) return;
    const Micros since = std::max(line->gone_at, patience.since);
    expect(
        now - since <= patience.differs_max, "no agent stuck",
        what + " " + name + " went " + std::to_string((now - line->gone_at) / kSecond) + " s ago");
  };
  for (const LiveLeg& leg : rows_of<LiveLeg>(core, tenant)) check(to_text(leg.id), "leg");
  for (const LiveCall& call : rows_of<LiveCall>(core, tenant)) {
    if (!call.is_callback) check(call.channel, "call");
  }
}

void check_drained(Core& core, const Id& tenant) {
  for (const LiveCall& call : rows_of<LiveCall>(core, tenant)) {
    expect(false, "drained", schema::render_record(Record(call)));
  }
  expect(rows_of<LiveLeg>(core, tenant).empty(), "drained", "a leg is left");
  for (const LiveAgent& agent : rows_of<LiveAgent>(core, tenant)) {
    expect(agent.activity == AgentActivity::kIdle, "drained", to_text(agent.id) + " is not idle");
  }
}

std::string live_text(Core& core, const Id& tenant) {
  std::string out;
  add_rows<LiveCall>(core, tenant, out);
  add_rows<LiveLeg>(core, tenant, out);
  add_rows<LiveAgent>(core, tenant, out);
  add_rows<LiveQueue>(core, tenant, out);
  add_rows<LivePlace>(core, tenant, out);
  add_rows<LiveAnswer>(core, tenant, out);
  return out;
}

void check_file(Core& core) {
  auto job = core.verify();
  expect(job.ok(), "verify", job.ok() ? "" : job.error().message);
  for (bool is_done = false; !is_done;) {
    const auto progress = (*job)->step();
    expect(progress.ok(), "verify", progress.ok() ? "" : progress.error().message);
    is_done = progress->done == progress->total;
  }
  const auto report = (*job)->report();
  expect(report.ok(), "verify", report.ok() ? "" : report.error().message);
  const auto& found = report->as<VerifyReport>();
  expect(found.is_ok, "verify", found.problem.value_or(""));
}

}  // namespace sivo::sim
