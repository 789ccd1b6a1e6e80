#include "core/look.hpp"

#include <algorithm>

#include "core/impl.hpp"
#include "schema/statistics.hpp"

// Statistics for a core that only reads, while another process may write. Each look is at one
// commit. It costs what the configuration and the calls in progress cost, and what was recorded
// since the look before; nothing when nobody has written.
namespace sivo::core {
namespace {

class Reading {
 public:
  explicit Reading(store::Store& store) : store_(store) {}
  ~Reading() { store_.end_read(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  store::Store& store_;
};

}  // namespace

Result<Look*> Core::Impl::look() {
  if (auto done = store_.begin_read(); !done) return done.take_error();
  const Reading reading(store_);
  const auto version = store_.data_version();
  if (!version) return version.error();
  if (look_ && look_->version == *version) return look_.get();
  std::unique_ptr<Look> next = look_ ? std::move(look_) : std::make_unique<Look>();
  next->engine = std::make_unique<call::Engine>(origin_.seed);
  auto as_of = load_to_look(*next->engine);
  if (!as_of) return as_of.take_error();
  next->as_of = *as_of;
  if (auto done = count_news(*next); !done) return done.take_error();
  next->version = *version;
  look_ = std::move(next);
  return look_.get();
}

// The records of calls that ended in this very moment may not all be there yet: they count in the
// engine's copy alone.
Result<void> Core::Impl::count_news(Look& look) {
  const call::Engine& engine = *look.engine;
  if (!look.past) look.past.emplace(origin_.seed);
  if (!engine.configure_counting(*look.past)) {
    look.past.emplace(origin_.seed);
    look.last_events.clear();
    look.wrapping.clear();
    engine.configure_counting(*look.past);
  }
  if (auto done = count_wrapped_up(look); !done) return done;
  std::vector<sivo::Call> latest;
  for (const auto& [tenant, entry] : engine.directory().tenants) {
    if (auto done = count_news_of(look, tenant, latest); !done) return done;
  }
  look.counted_until = look.as_of;
  std::erase_if(look.last_events, [&](const auto& entry) {
    return !engine.directory().tenants.contains(entry.first);
  });
  look.engine->start_counting(*look.past);
  for (const sivo::Call& cdr : latest) look.engine->count(cdr);
  return {};
}

Result<void> Core::Impl::count_news_of(Look& look, const Id& tenant,
                                       std::vector<sivo::Call>& latest) {
  const auto last = look.last_events.find(tenant);
  const bool is_first = last == look.last_events.end();
  const auto since = counted_since(tenant);
  if (!since) return since.error();
  const auto count = [&](const sivo::Call& cdr) {
    if (cdr.ended_at >= look.as_of) {
      latest.push_back(cdr);
      return;
    }
    std::vector<Id> agents = look.engine->agents_wrapping_up(cdr);
    look.past->add(cdr, agents);
    if (!agents.empty()) look.wrapping[cdr.id] = {tenant, std::move(agents)};
  };
  const Micros from = is_first ? *since : look.counted_until;
  if (auto done = each_record(tenant, from, count); !done) return done;
  Id after = is_first ? first_id_of(*since) : last->second;
  const auto told = [&](const Event& event) { look.past->add(event); };
  if (auto done = each_event(tenant, after, told); !done) return done;
  look.last_events[tenant] = after;
  return {};
}

// The last parts of agents whose wrap-up was going on at the last look, and is over.
Result<void> Core::Impl::count_wrapped_up(Look& look) {
  for (auto at = look.wrapping.begin(); at != look.wrapping.end();) {
    const auto entry = at++;
    const auto row = store_.get(store::TenantScope(entry->second.tenant),
                                schema::table_of<sivo::Call>(), entry->first);
    if (!row && row.error().status != Status::kNotFound) return row.error();
    if (!row) {  // gone with its tenant
      look.wrapping.erase(entry);
      continue;
    }
    const auto& cdr = row->as<sivo::Call>();
    std::vector<Id> still = look.engine->agents_wrapping_up(cdr);
    for (const Id& agent : entry->second.agents) {
      if (std::find(still.begin(), still.end(), agent) != still.end()) continue;
      look.past->add_wrapped_up(cdr, agent);
    }
    entry->second.agents = std::move(still);
    if (entry->second.agents.empty()) look.wrapping.erase(entry);
  }
  return {};
}

}  // namespace sivo::core
