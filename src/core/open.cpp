#include <algorithm>

#include "core/impl.hpp"
#include "core/keys.hpp"
#include "schema/configuration.hpp"
#include "schema/pause_reason.hpp"
#include "schema/sip_trunk.hpp"

namespace sivo::core {
namespace {

constexpr std::string_view kMetaNow = "core.now";
constexpr std::string_view kMetaIdMs = "core.id_ms";
constexpr std::string_view kMetaRuns = "core.runs";
constexpr std::string_view kMetaPolled = "core.polled";
constexpr std::string_view kMetaEnds = "core.ends";
constexpr size_t kUnpolledMax = 1'000'000;  // events of an earlier run that are given again

store::OpenOptions store_options(const OpenOptions& options, store::Seals seals) {
  store::OpenOptions out;
  out.path = options.path;
  out.durability = static_cast<store::Durability>(options.durability);
  out.is_read_only = options.is_read_only;
  out.must_exist = !options.may_create && !options.path.empty();
  out.seals = std::move(seals);
  return out;
}

}  // namespace

Result<std::unique_ptr<Core>> Core::open(OpenOptions options) {
  std::span<const uint8_t> key;
  if (options.master_key) key = *options.master_key;
  auto seals = make_seals(key);
  if (!seals) return seals.take_error();
  Origin origin;
  origin.seed = options.seed;
  if (origin.seed == 0) {
    auto seed = random_seed();
    if (!seed) return seed.take_error();
    origin.seed = *seed;
  }
  auto store = store::Store::open(store_options(options, *std::move(seals)));
  if (!store) return store.take_error();
  auto impl = std::make_unique<Impl>(std::move(options), *std::move(store), origin);
  if (auto started = impl->start(true); !started) return started.take_error();
  return std::make_unique<Core>(std::move(impl));
}

Result<void> Core::Impl::start(bool is_repeating) {
  const auto now = store_.meta(kMetaNow);
  const auto id_ms = store_.meta(kMetaIdMs);
  const auto runs = store_.meta(kMetaRuns);
  if (!now) return now.error();
  if (!id_ms) return id_ms.error();
  if (!runs) return runs.error();
  now_ = std::max(options_.now, now->value_or(0));
  if (options_.is_read_only) return {};
  // A run of its own: a seed given twice must not give the ids of the run before again.
  const int64_t run = runs->value_or(0) + 1;
  origin_.seed = keyed_random(origin_.seed, 3, static_cast<uint64_t>(run));
  origin_.id_ms = id_ms->value_or(0);
  row_ids_ = IdGenerator(keyed_random(origin_.seed, 5, 0));
  if (auto done = load_unpolled(); !done) return done;
  if (auto done = ensure_unit(); !done) return done;
  if (auto done = store_.set_meta(kMetaRuns, run); !done) return done;
  if (auto done = reload(is_repeating); !done) return done;
  has_changes_ = true;
  return commit();
}

// Builds the engines from the file: at open, after a rollback, and where a trace begins, so that
// the replay begins as the recording did.
Result<void> Core::Impl::reload(bool is_repeating) {
  std::unique_ptr<call::Counting> counting;
  if (engine_) {
    if (!must_reload_) counting = engine_->give_counting();  // nothing of it was undone
    // Ids of what was undone do not count: a replay never draws them.
    if (!must_reload_) origin_.id_ms = std::max(origin_.id_ms, engine_->ids().last_ms());
    late_before_ += engine_->late_inputs();
  }
  engine_ = std::make_unique<call::Engine>(keyed_random(origin_.seed, 4, origin_.reloads));
  engine_->ids().start_after(origin_.id_ms);
  must_reload_ = true;  // until everything is loaded
  if (auto done = retention_.load(store_); !done) return done;
  if (auto done = load_configuration(*engine_, now_); !done) return done;
  if (auto done = load_live_state(*engine_); !done) return done;
  engine_->take_counting(std::move(counting));
  must_reload_ = false;
  ++origin_.reloads;
  engine_->resume(now_, is_repeating);
  collect();
  return {};
}

// As the file is at its last commit, to look at: nothing is told and nothing written. Gives the
// file's time.
Result<Micros> Core::Impl::load_to_look(call::Engine& engine) {
  const auto now = store_.meta(kMetaNow);
  if (!now) return now.error();
  const Micros as_of = now->value_or(0);
  if (auto done = load_configuration(engine, as_of); !done) return done.take_error();
  if (auto done = load_live_state(engine); !done) return done.take_error();
  engine.look(as_of);
  return as_of;
}

Result<void> Core::Impl::load_configuration(call::Engine& engine, Micros now) {
  const auto load = [&]<class S>() {
    return store_.for_each<S>([&](const S& row) { return engine.load(Record(row), now); });
  };
  if (auto done = load.template operator()<Tenant>(); !done) return done;
  if (auto done = load.template operator()<Configuration>(); !done) return done;
  if (auto done = load.template operator()<PauseReason>(); !done) return done;
  if (auto done = load.template operator()<SipTrunk>(); !done) return done;
  if (auto done = load.template operator()<User>(); !done) return done;
  if (auto done = load.template operator()<Queue>(); !done) return done;
  if (auto done = load.template operator()<QueueMember>(); !done) return done;
  if (auto done = load.template operator()<Schedule>(); !done) return done;
  if (auto done = load.template operator()<IvrFlow>(); !done) return done;
  if (auto done = load.template operator()<IvrFlowVersion>(); !done) return done;
  return load.template operator()<Did>();
}

Result<void> Core::Impl::load_live_state(call::Engine& engine) {
  const auto load = [&]<class S>() {
    return store_.for_each<S>([&](const S& row) -> Result<void> {
      engine.restore(row);
      return {};
    });
  };
  if (auto done = load.template operator()<LiveAgent>(); !done) return done;
  if (auto done = load.template operator()<LiveQueue>(); !done) return done;
  if (auto done = load.template operator()<LiveAnswer>(); !done) return done;
  if (auto done = load.template operator()<LivePlace>(); !done) return done;
  const auto call = [&](const LiveCall& row) { return engine.restore(row); };
  if (auto done = store_.for_each<LiveCall>(call); !done) return done;
  const auto leg = [&](const LiveLeg& row) { return engine.restore(row); };
  if (auto done = store_.for_each<LiveLeg>(leg); !done) return done;
  for (const auto& [tenant, id] : engine.wrap_ups_to_restore()) {
    const auto cdr = store_.get(store::TenantScope(tenant), schema::table_of<sivo::Call>(), id);
    if (cdr) {
      engine.restore_wrap_up(cdr->as<sivo::Call>());
    } else if (cdr.error().status != Status::kNotFound) {
      return cdr.error();
    }
  }
  return {};
}

// Events and ends of an earlier run that the host has not polled.
Result<void> Core::Impl::load_unpolled() {
  const auto ends = store_.meta_bytes(kMetaEnds);
  if (!ends) return ends.error();
  auto actions = Outbox::parse_ends(ends->value_or(""));
  if (!actions) return actions.take_error();
  for (Record& action : *actions) outbox_.push_ready(std::move(action));
  const auto polled = store_.meta_bytes(kMetaPolled);
  if (!polled) return polled.error();
  Id last;
  if (*polled && (*polled)->size() == last.bytes.size()) {
    std::copy((*polled)->begin(), (*polled)->end(), last.bytes.begin());
  }
  outbox_.set_last_event(last);
  std::vector<Record> events;
  const auto keep = [&](const void* row) -> Result<void> {
    events.emplace_back(*static_cast<const Event*>(row));
    return {};
  };
  const auto of_tenant = [&](const Tenant& tenant) {
    const auto room = static_cast<int64_t>(kUnpolledMax - events.size());
    return store_.for_each_after(store::TenantScope(tenant.id), schema::table_of<Event>(), last,
                                 room, keep);
  };
  std::vector<Tenant> tenants;
  const auto collected = store_.for_each<Tenant>([&](const Tenant& tenant) -> Result<void> {
    tenants.push_back(tenant);
    return {};
  });
  if (!collected) return collected.error();
  for (const Tenant& tenant : tenants) {
    if (auto done = of_tenant(tenant); !done) return done;
  }
  std::sort(events.begin(), events.end(),
            [](const Record& a, const Record& b) { return a.as<Event>().id < b.as<Event>().id; });
  for (Record& event : events) outbox_.push_ready(std::move(event));
  return {};
}

Result<void> Core::Impl::write_meta() {
  if (auto done = store_.set_meta(kMetaNow, now_); !done) return done;
  if (auto done = store_.set_meta(kMetaIdMs, engine_->ids().last_ms()); !done) return done;
  const Id& last = outbox_.last_event();
  const std::string_view polled(reinterpret_cast<const char*>(last.bytes.data()),
                                last.bytes.size());
  if (auto done = store_.set_meta_bytes(kMetaPolled, polled); !done) return done;
  return store_.set_meta_bytes(kMetaEnds, outbox_.unpolled_ends());
}

}  // namespace sivo::core
