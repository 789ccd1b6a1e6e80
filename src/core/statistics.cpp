#include "schema/statistics.hpp"

#include <algorithm>

#include "core/impl.hpp"
#include "core/look.hpp"

namespace sivo::core {
namespace {

// Statistics are kept of a tenant's latest day and the one before, which together are shorter than
// this everywhere.
constexpr Micros kCountedUs = 3 * kDay;
constexpr int64_t kEventsPerPart = 10'000;
constexpr size_t kPartsMax = 100'000;

// The row with the greatest value, if there is one.
Result<std::optional<Record>> last_row(store::Store& store, const Id& tenant,
                                       const schema::Table& table, std::string_view field) {
  store::Query query;
  query.order.push_back({static_cast<size_t>(table.index_of(field)), true});
  query.limit = 1;
  auto page = store.query(store::TenantScope(tenant), table, query);
  if (!page) return page.take_error();
  if (page->rows.empty()) return std::optional<Record>();
  return std::optional<Record>(std::move(page->rows.front()));
}

}  // namespace

// Ids begin with their time, so this one comes before all that are made from then on.
Id first_id_of(Micros moment) {
  Id id;
  const auto ms = static_cast<uint64_t>(std::max<Micros>(0, moment) / kMillisecond);
  for (size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(ms >> (8 * (5 - i)));
  return id;
}

// What was recorded before counts in no day that is kept: those follow from the latest record, so
// that counting later gives the same as having counted.
Result<Micros> Core::Impl::counted_since(const Id& tenant) {
  Micros latest = 0;
  const auto call = last_row(store_, tenant, schema::table_of<sivo::Call>(), "ended_at");
  if (!call) return call.error();
  if (*call) latest = (*call)->as<sivo::Call>().ended_at.value_or(0);
  const auto event = last_row(store_, tenant, schema::table_of<Event>(), "id");
  if (!event) return event.error();
  if (*event) latest = std::max<Micros>(latest, (*event)->as<Event>().created_at);
  return std::max<Micros>(0, latest - kCountedUs);
}

Result<void> Core::Impl::each_record(const Id& tenant, Micros since,
                                     const std::function<void(const sivo::Call&)>& visit) {
  const schema::Table& table = schema::table_of<sivo::Call>();
  store::Query query;
  auto filter = store::make_filter(table, "ended_at", store::Op::kGe, {schema::Value(since)});
  if (!filter) return filter.take_error();
  query.filters.push_back(*std::move(filter));
  query.order.push_back({static_cast<size_t>(table.index_of("ended_at")), false});
  query.limit = store::kQueryLimitMax;
  for (size_t i = 0; i < kPartsMax; ++i) {
    auto page = store_.query(store::TenantScope(tenant), table, query);
    if (!page) return page.take_error();
    for (const Record& row : page->rows) visit(row.as<sivo::Call>());
    if (page->next_cursor.empty()) break;
    query.cursor = std::move(page->next_cursor);
  }
  return {};
}

Result<void> Core::Impl::each_event(const Id& tenant, Id& after,
                                    const std::function<void(const Event&)>& visit) {
  for (size_t i = 0; i < kPartsMax; ++i) {
    int64_t count = 0;
    const auto row = [&](const void* object) -> Result<void> {
      const auto& event = *static_cast<const Event*>(object);
      visit(event);
      after = event.id;
      ++count;
      return {};
    };
    auto done = store_.for_each_after(store::TenantScope(tenant), schema::table_of<Event>(), after,
                                      kEventsPerPart, row);
    if (!done) return done;
    if (count < kEventsPerPart) break;
  }
  return {};
}

// From the first reading on the engine counts by itself. A unit that is open has rows of the
// engine's only after its commit; what is staged there comes from memory.
Result<void> Core::Impl::start_counting(call::Engine& engine) {
  engine.start_counting(origin_.seed);
  // A record that is not committed yet is in memory too.
  const auto ended = [&](const sivo::Call& cdr) {
    if (!engine.has_record(cdr.id)) engine.count(cdr);
  };
  const auto told = [&](const Event& event) { engine.count(event); };
  for (const auto& [tenant, entry] : engine.directory().tenants) {
    const auto since = counted_since(tenant);
    if (!since) return since.error();
    if (auto done = each_record(tenant, *since, ended); !done) return done;
    Id after = first_id_of(*since);
    if (auto done = each_event(tenant, after, told); !done) return done;
  }
  for (const Record& output : outbox_.staged()) {
    if (output.kind() == Kind::kEvent) engine.count(output.as<Event>());
  }
  return {};
}

// The core's engines, counting; of a file that is only looked at, engines of their own. `now` is
// the present moment then, at the earliest.
Result<call::Engine*> Core::Impl::counting_engine(Micros& now) {
  if (options_.is_read_only) {
    auto seen = look();
    if (!seen) return seen.take_error();
    now = std::max(now, (*seen)->as_of);
    return (*seen)->engine.get();
  }
  if (auto ready = check_ready(); !ready) return ready.take_error();
  now = std::max(now, now_);
  if (!engine_->is_counting()) {
    if (auto done = start_counting(*engine_); !done) {
      engine_->stop_counting();
      return done.take_error();
    }
  }
  return engine_.get();
}

Result<Record> Core::statistics(const StatisticsOf& of) {
  Micros now = of.at;
  auto engine = impl_->counting_engine(now);
  if (!engine) return engine.take_error();
  return (*engine)->statistics({of.tenant, of.id, of.minutes, of.at}, now);
}

Result<std::vector<Record>> Core::view(const schema::Table& table, const Id& tenant, Micros now) {
  auto engine = impl_->counting_engine(now);
  if (!engine) return engine.take_error();
  if (!(*engine)->directory().tenant(tenant)) {
    return Error{Status::kNotFound, "no such tenant", "tenant"};
  }
  return table.kind == Kind::kQueueView ? (*engine)->queue_views(tenant, now)
                                        : (*engine)->agent_views(tenant, now);
}

}  // namespace sivo::core
