#include <memory>

#include "core/impl.hpp"
#include "schema/statistics.hpp"

namespace sivo::core {
namespace {

// Statistics are kept of a tenant's day and the one before, which together are shorter than this
// everywhere; a call that ended in them began at most as much earlier as the longest call lasts.
constexpr Micros kCountedUs = 3 * kDay;
constexpr Micros kCallUsMax = kDay;
constexpr int64_t kEventsPerPart = 10'000;
constexpr size_t kPartsMax = 100'000;

// Ids begin with their time, so this one comes before all that are made from then on.
Id first_id_of(Micros moment) {
  Id id;
  const auto ms = static_cast<uint64_t>(std::max<Micros>(0, moment) / kMillisecond);
  for (size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(ms >> (8 * (5 - i)));
  return id;
}

}  // namespace

Result<void> Core::Impl::count_calls(call::Engine& engine, const Id& tenant) {
  const schema::Table& table = schema::table_of<sivo::Call>();
  store::Query query;
  const schema::Value since = std::max<Micros>(0, now_ - kCountedUs - kCallUsMax);
  auto filter = store::make_filter(table, "started_at", store::Op::kGe, {since});
  if (!filter) return filter.take_error();
  query.filters.push_back(*std::move(filter));
  query.limit = store::kQueryLimitMax;
  for (size_t i = 0; i < kPartsMax; ++i) {
    auto page = store_.query(store::TenantScope(tenant), table, query);
    if (!page) return page.take_error();
    for (const Record& row : page->rows) {
      const auto& cdr = row.as<sivo::Call>();
      // One that is not committed yet is in memory too.
      if (!engine.has_record(cdr.id)) engine.count(cdr);
    }
    if (page->next_cursor.empty()) break;
    query.cursor = std::move(page->next_cursor);
  }
  return {};
}

Result<void> Core::Impl::count_events(call::Engine& engine, const Id& tenant) {
  Id last = first_id_of(now_ - kCountedUs);
  for (size_t i = 0; i < kPartsMax; ++i) {
    int64_t count = 0;
    const auto visit = [&](const void* row) -> Result<void> {
      const auto& event = *static_cast<const Event*>(row);
      engine.count(event);
      last = event.id;
      ++count;
      return {};
    };
    auto done = store_.for_each_after(store::TenantScope(tenant), schema::table_of<Event>(), last,
                                      kEventsPerPart, visit);
    if (!done) return done;
    if (count < kEventsPerPart) break;
  }
  return {};
}

// From the first reading on the engine counts by itself. A unit that is open has rows of the
// engine's only after its commit; what is staged there comes from memory.
Result<void> Core::Impl::start_counting(call::Engine& engine) {
  engine.start_counting(origin_.seed);
  for (const auto& [id, entry] : engine.directory().tenants) {
    if (auto done = count_calls(engine, id); !done) return done;
    if (auto done = count_events(engine, id); !done) return done;
  }
  for (const Record& output : outbox_.staged()) {
    if (output.kind() == Kind::kEvent) engine.count(output.as<Event>());
  }
  return {};
}

// The core's engines, counting; of a file that is only looked at, engines built for one reading.
Result<call::Engine*> Core::Impl::counting_engine(std::unique_ptr<call::Engine>& of_the_moment) {
  if (options_.is_read_only) {
    of_the_moment = std::make_unique<call::Engine>(origin_.seed);
    if (auto done = load_configuration(*of_the_moment); !done) return done.take_error();
    if (auto done = load_live_state(*of_the_moment); !done) return done.take_error();
    if (auto done = start_counting(*of_the_moment); !done) return done.take_error();
    return of_the_moment.get();
  }
  if (auto ready = check_ready(); !ready) return ready.take_error();
  if (!engine_->is_counting()) {
    if (auto done = start_counting(*engine_); !done) {
      engine_->stop_counting();
      return done.take_error();
    }
  }
  return engine_.get();
}

Result<Record> Core::statistics(const StatisticsOf& of) {
  std::unique_ptr<call::Engine> of_the_moment;
  auto engine = impl_->counting_engine(of_the_moment);
  if (!engine) return engine.take_error();
  const Micros now = std::max(impl_->now_, of.at);
  return (*engine)->statistics({of.tenant, of.id, of.minutes, of.at}, now);
}

Result<std::vector<Record>> Core::view(const schema::Table& table, const Id& tenant, Micros now) {
  std::unique_ptr<call::Engine> of_the_moment;
  auto engine = impl_->counting_engine(of_the_moment);
  if (!engine) return engine.take_error();
  if (!(*engine)->directory().tenant(tenant)) {
    return Error{Status::kNotFound, "no such tenant", "tenant"};
  }
  now = std::max(impl_->now_, now);
  return table.kind == Kind::kQueueView ? (*engine)->queue_views(tenant, now)
                                        : (*engine)->agent_views(tenant, now);
}

}  // namespace sivo::core
