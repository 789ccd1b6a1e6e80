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
  configure_counting(*counting_);
  count_in_memory();
}

void Engine::start_counting(const Counting& past) {
  counting_ = std::make_unique<Counting>(past);
  count_in_memory();
}

bool Engine::configure_counting(Counting& counting) const {
  bool is_kept = true;
  counting.keep_only(directory_);
  for (const auto& [id, entry] : directory_.tenants) {
    is_kept = counting.set_tenant(id, entry.timezone) && is_kept;
  }
  for (const auto& [id, entry] : directory_.queues) counting.set_queue(entry.queue);
  for (const auto& [id, agent] : directory_.agents) counting.set_agent(agent);
  return is_kept;
}

void Engine::count_in_memory() {
  book_.for_each_call([&](ActiveCall& call) {
    for (const Visit& visit : call.visits) counting_->add(call.row.tenant_id, visit);
    for (const HandledPart& part : call.handled) {
      if (!is_unfinished(call, part)) counting_->add(call.row.tenant_id, part);
    }
  });
  for (const sivo::Call& cdr : cdrs_) count(cdr);
}

// His wrap-up goes on, or comes when he is out of the call at last.
bool Engine::is_unfinished(ActiveCall& call, const HandledPart& part) {
  if (wrapping_part(call.handled, part.agent_id) != &part) return false;
  if (call.row.placed_wrap_up_us > 0 && call.row.placed_by == part.agent_id) return true;
  const Agent* agent = directory_.agent(call.row.tenant_id, part.agent_id);
  return agent && agent->live.wrap_up_call_id == call.row.id;
}

// After the row took effect. In another time zone the tenant's days are other ones: they are
// counted from the records again when somebody asks.
void Engine::configure_counting(const Record& row) {
  if (row.kind() == Kind::kTenant || row.kind() == Kind::kConfiguration) {
    const bool is_tenant = row.kind() == Kind::kTenant;
    const Id id = is_tenant ? row.as<Tenant>().id : row.as<Configuration>().tenant_id;
    if (!counting_->set_tenant(id, directory_.tenants[id].timezone)) counting_.reset();
  } else if (row.kind() == Kind::kQueue) {
    counting_->set_queue(row.as<Queue>());
  } else if (row.kind() == Kind::kUser) {
    counting_->set_agent(directory_.agents.at(row.as<User>().id));
  }
}

std::vector<Id> Engine::agents_wrapping_up(const sivo::Call& cdr) const {
  std::vector<Id> agents;
  if (!wrap_ups_.contains(cdr.id)) return agents;
  for (const HandledPart& part : parse_parts(cdr.handled)) {
    const auto agent = directory_.agents.find(part.agent_id);
    if (agent == directory_.agents.end() || agent->second.live.wrap_up_call_id != cdr.id) continue;
    if (std::find(agents.begin(), agents.end(), part.agent_id) == agents.end()) {
      agents.push_back(part.agent_id);
    }
  }
  return agents;
}

void Engine::count(const sivo::Call& cdr) { counting_->add(cdr, agents_wrapping_up(cdr)); }

void Engine::count(const Event& event) { counting_->add(event); }

stats::LineNow Engine::line_now(const QueueEntry& queue, Micros now) {
  stats::LineNow line;
  if (queue.line.empty()) return line;
  line.waiting = static_cast<int64_t>(queue.line.size());
  line.longest_wait_us = now - queue.line.begin()->first;
  return line;
}

stats::LineNow Engine::tenant_now(const Id& tenant, Micros now) const {
  stats::LineNow all;
  for (const auto& [id, entry] : directory_.queues) {
    if (entry.queue.tenant_id != tenant) continue;
    const stats::LineNow line = line_now(entry, now);
    all.waiting += line.waiting;
    all.longest_wait_us = std::max(all.longest_wait_us, line.longest_wait_us);
  }
  return all;
}

int64_t Engine::callback_count(const Id& queue) const {
  int64_t count = 0;
  auto at = callbacks_.lower_bound({queue, {}, Id{}});
  for (; at != callbacks_.end() && std::get<0>(*at) == queue; ++at) ++count;
  return count;
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
                                 is_running ? tenant_now(of.tenant, now) : stats::LineNow{});
    SIVO_ASSERT(report.has_value());
    report->tenant_id = of.tenant;
    return Record(*report);
  }
  const QueueEntry* queue = directory_.queue(of.tenant, of.id);
  auto report = counted.queue(of.tenant, of.id, *interval,
                              queue && is_running ? line_now(*queue, now) : stats::LineNow{});
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
    const stats::LineNow line = line_now(entry, now);
    view.waiting = line.waiting;
    view.longest_wait_ms = line.longest_wait_us / kMillisecond;
    view.callbacks = callback_count(id);
  }
  for (const auto& [id, member] : directory_.members) {
    const auto view = views.find(member.queue_id);
    const Agent* agent = directory_.agent(tenant, member.user_id);
    if (view != views.end() && agent) count_member(view->second, agent->live);
  }
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
  const LiveAgent& live = agent.live;
  stats::AgentNow out;
  out.status = live.status;
  out.since = live.status_since;
  out.doing =
      doing_of(live.status, is_productive(directory_, live.pause_reason_id), live.is_supervising);
  out.now = now;
  const acd::OfferRecord* offer = acd_.offer(acd_.agent(agent.ref).offer);
  const ActiveLeg* leg = offer ? book_.leg(leg_of_offer_[offer->ref.slot]) : nullptr;
  if (leg) {
    const Micros since = leg->row.dialled_at;
    out.ringing = {since, leg->row.ring_us > 0 ? since + leg->row.ring_us : now};
  }
  return out;
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
