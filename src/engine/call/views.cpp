#include <algorithm>

#include "engine/call/engine.hpp"
#include "schema/configuration.hpp"

// What people look at: statistics of an interval and the live tables of queues and agents.
namespace sivo::call {
namespace {

std::optional<stats::Span> span_of(int32_t minutes) {
  switch (minutes) {
    case 15:
      return stats::Span::kQuarter;
    case 30:
      return stats::Span::kHalfHour;
    case 60:
      return stats::Span::kHour;
    case 24 * 60:
      return stats::Span::kDay;
    default:
      return std::nullopt;
  }
}

void count_member(QueueView& view, const LiveAgent& live) {
  view.logged_in += live.presence != AgentPresence::kLoggedOut;
  switch (live.status) {
    case UserStatus::kAvailable:
      view.available += live.activity == AgentActivity::kIdle;
      break;
    case UserStatus::kOnCall:
      ++view.on_call;
      break;
    case UserStatus::kAcw:
      ++view.wrap_up;
      break;
    case UserStatus::kPaused:
      ++view.paused;
      break;
    case UserStatus::kLoggedOut:
      break;
  }
}

}  // namespace

void Engine::start_counting(uint64_t seed) {
  counting_ = std::make_unique<Counting>(seed);
  for (const auto& [id, entry] : directory_.tenants) counting_->set_tenant(id, entry.timezone);
  for (const auto& [id, entry] : directory_.queues) counting_->set_queue(entry.queue);
  for (const auto& [id, agent] : directory_.agents) counting_->set_agent(agent);
  book_.for_each_call([&](ActiveCall& call) {
    for (const Visit& visit : call.visits) counting_->add(call.row.tenant_id, visit);
    for (const HandledPart& part : call.handled) {
      const Agent* agent = directory_.agent(call.row.tenant_id, part.agent_id);
      const bool goes_on = agent && agent->live.wrap_up_call_id == call.row.id &&
                           wrapping_part(call.handled, part.agent_id) == &part;
      if (!goes_on) counting_->add(call.row.tenant_id, part);
    }
  });
  for (const sivo::Call& cdr : cdrs_) count(cdr);
}

// After the row took effect.
void Engine::configure_counting(const Record& row) {
  if (row.kind() == Kind::kTenant) {
    const Id& id = row.as<Tenant>().id;
    counting_->set_tenant(id, directory_.tenants[id].timezone);
  } else if (row.kind() == Kind::kConfiguration) {
    const auto& configuration = row.as<Configuration>();
    counting_->set_tenant(configuration.tenant_id, configuration.tenant_timezone);
  } else if (row.kind() == Kind::kQueue) {
    counting_->set_queue(row.as<Queue>());
  } else if (row.kind() == Kind::kUser) {
    counting_->set_agent(directory_.agents.at(row.as<User>().id));
  }
}

void Engine::count(const sivo::Call& cdr) {
  std::optional<Id> running;
  for (const auto& [id, agent] : directory_.agents) {
    if (agent.live.wrap_up_call_id == cdr.id) running = id;
  }
  counting_->add(cdr, running);
}

void Engine::count(const Event& event) { counting_->add(directory_, event); }

stats::LineNow Engine::line_now(const Id& tenant, const Id* queue, Micros now) {
  stats::LineNow line;
  book_.for_each_call([&](const ActiveCall& call) {
    if (!call.is_waiting() || call.row.tenant_id != tenant) return;
    if (queue && call.row.queue_id != *queue) return;
    ++line.waiting;
    line.longest_wait_us = std::max(line.longest_wait_us, now - call.row.joined_at);
  });
  return line;
}

Result<Record> Engine::statistics(const StatisticsOf& of, Micros now) {
  SIVO_ASSERT(counting_ != nullptr);
  const auto span = span_of(of.minutes);
  if (!span) {
    return invalid("minutes", "expected 15, 30, 60 or 1440, got " + std::to_string(of.minutes));
  }
  const stats::Statistics& counted = counting_->statistics();
  const auto interval = counted.interval(of.tenant, *span, of.at);
  if (!interval) return Error{Status::kNotFound, "no such tenant", "tenant"};
  const bool is_running = interval->from <= now && now < interval->until;
  if (const Agent* agent = directory_.agent(of.tenant, of.id)) {
    auto report = counted.agent(of.tenant, of.id, *interval, agent_now(*agent, now));
    SIVO_ASSERT(report.has_value());
    report->tenant_id = of.tenant;
    report->user_id = of.id;
    return Record(*report);
  }
  if (of.id == of.tenant) {
    auto report = counted.tenant(of.tenant, *interval,
                                 is_running ? line_now(of.tenant, nullptr, now) : stats::LineNow{});
    SIVO_ASSERT(report.has_value());
    report->tenant_id = of.tenant;
    return Record(*report);
  }
  auto report = counted.queue(of.tenant, of.id, *interval,
                              is_running ? line_now(of.tenant, &of.id, now) : stats::LineNow{});
  if (!report) {
    return Error{Status::kNotFound, "expected a queue, an agent or the tenant itself, got another",
                 "id"};
  }
  report->tenant_id = of.tenant;
  report->queue_id = of.id;
  return Record(*report);
}

std::vector<Record> Engine::queue_views(const Id& tenant, Micros now) {
  std::map<Id, QueueView> views;
  for (const auto& [id, entry] : directory_.queues) {
    if (entry.queue.tenant_id != tenant) continue;
    QueueView& view = views[id];
    view.queue_id = id;
    view.tenant_id = tenant;
    view.name = entry.queue.name;
    const Micros wait_us = acd_.estimated_wait(entry.ref, 0);
    if (wait_us >= 0) view.estimated_wait_ms = wait_us / kMillisecond;
  }
  for (const auto& [id, member] : directory_.members) {
    const auto view = views.find(member.queue_id);
    const Agent* agent = directory_.agent(tenant, member.user_id);
    if (view != views.end() && agent) count_member(view->second, agent->live);
  }
  book_.for_each_call([&](const ActiveCall& call) {
    if (!call.is_waiting() || call.row.tenant_id != tenant) return;
    const auto view = views.find(*call.row.queue_id);
    if (view == views.end()) return;
    ++view->second.waiting;
    view->second.longest_wait_ms =
        std::max(view->second.longest_wait_ms, (now - call.row.joined_at) / kMillisecond);
  });
  std::vector<Record> rows;
  for (auto& [id, view] : views) {
    add_day(view, now);
    rows.emplace_back(view);
  }
  std::sort(rows.begin(), rows.end(), [](const Record& a, const Record& b) {
    return a.as<QueueView>().name < b.as<QueueView>().name;
  });
  return rows;
}

void Engine::add_day(QueueView& view, Micros now) {
  const stats::Statistics& counted = counting_->statistics();
  const auto day = counted.interval(view.tenant_id, stats::Span::kDay, now);
  const auto report = day ? counted.queue(view.tenant_id, view.queue_id, *day) : std::nullopt;
  if (!report) return;
  view.offered = report->offered;
  view.answered = report->answered;
  view.abandoned = report->abandoned;
  view.service_level = report->service_level;
  view.asa_ms = report->asa_ms;
}

stats::AgentNow Engine::agent_now(const Agent& agent, Micros now) const {
  return {agent.live.status, agent.live.status_since,
          is_productive(directory_, agent.live.pause_reason_id), now};
}

AgentView Engine::agent_view(const Agent& agent, Micros now) {
  AgentView view;
  view.user_id = agent.id;
  view.tenant_id = agent.tenant_id;
  view.full_name = agent.full_name;
  view.extension = agent.extension;
  view.status = agent.live.status;
  view.status_since = agent.live.status_since;
  view.activity = kAgentActivityNames[static_cast<size_t>(agent.live.activity)];
  view.is_reachable = agent.live.is_reachable;
  view.misses = agent.live.misses;
  if (agent.live.pause_reason_id) {
    const auto reason = directory_.pause_reasons.find(*agent.live.pause_reason_id);
    if (reason != directory_.pause_reasons.end()) view.pause_reason = reason->second.name;
  }
  if (agent.live.pending == AgentPresence::kPaused) view.pending = UserStatus::kPaused;
  if (agent.live.pending == AgentPresence::kLoggedOut) view.pending = UserStatus::kLoggedOut;
  const stats::Statistics& counted = counting_->statistics();
  const auto day = counted.interval(agent.tenant_id, stats::Span::kDay, now);
  const auto report =
      day ? counted.agent(agent.tenant_id, agent.id, *day, agent_now(agent, now)) : std::nullopt;
  if (!report) return view;
  view.handled = report->handled;
  view.aht_ms = report->aht_ms;
  view.occupancy_pct = report->occupancy_pct;
  return view;
}

// People who have never been agents (no phone, never logged in) are not shown.
std::vector<Record> Engine::agent_views(const Id& tenant, Micros now) {
  std::map<Id, const ActiveLeg*> legs;  // the one an agent is on, or that rings
  book_.for_each_leg([&](const ActiveLeg& leg) {
    if (leg.row.user_id && leg.row.tenant_id == tenant) legs.emplace(*leg.row.user_id, &leg);
  });
  std::vector<Record> rows;
  for (const auto& [id, agent] : directory_.agents) {
    if (agent.tenant_id != tenant) continue;
    if (!agent.extension && agent.live.presence == AgentPresence::kLoggedOut) continue;
    AgentView view = agent_view(agent, now);
    if (const auto leg = legs.find(id); leg != legs.end()) {
      view.call_id = leg->second->row.call_id;
      view.queue_id = leg->second->row.queue_id;
    }
    rows.emplace_back(view);
  }
  std::sort(rows.begin(), rows.end(), [](const Record& a, const Record& b) {
    return a.as<AgentView>().full_name < b.as<AgentView>().full_name;
  });
  return rows;
}

}  // namespace sivo::call
