#include "core/impl.hpp"
#include "engine/ivr/compile.hpp"
#include "engine/schedule/calendar.hpp"
#include "schema/configuration.hpp"
#include "schema/walk.hpp"

namespace sivo::core {
namespace {

constexpr std::string_view kSipDomain = ".sip.sivocenter.com";

bool is_tenant(const schema::Table& table) { return table.kind == Kind::kTenant; }

store::Scope scope_of(const schema::Table& table, const Id& tenant) {
  if (is_tenant(table)) return store::FileScope{};
  return store::TenantScope(tenant);
}

Id id_of(const Record& row) { return std::get<Id>(row.get(0)); }
Id tenant_of(const Record& row) { return std::get<Id>(row.get(1)); }

void set_id(Record& row, size_t index, const Id& id) {
  row.table().fields[index].set(row.object(), id);
  row.mark_given(index);
}

Result<void> check_writable(const schema::Table& table) {
  if (table.cls == schema::Class::kEntity) return {};
  return invalid("kind",
                 "expected an entity that users may change, got " + std::string(table.name));
}

// What the file alone cannot judge: whether a flow compiles and a zone exists.
Result<void> check_meaning(const Record& row) {
  if (row.kind() == Kind::kIvrFlowVersion) {
    const auto compiled = ivr::compile_text(row.as<IvrFlowVersion>().nodes);
    if (compiled.ok()) return {};
    const ivr::Diagnostic& first = compiled.diagnostics.front();
    return invalid("nodes" + first.field, first.code + ": " + first.message);
  }
  if (row.kind() == Kind::kSchedule && row.as<Schedule>().timezone) {
    auto zone = schedule::Zone::find(*row.as<Schedule>().timezone);
    if (!zone) return Error{zone.error().status, zone.error().message, "timezone"};
  }
  if (row.kind() == Kind::kConfiguration) {
    auto zone = schedule::Zone::find(row.as<Configuration>().tenant_timezone);
    if (!zone) return Error{zone.error().status, zone.error().message, "tenant.timezone"};
  }
  return {};
}

}  // namespace

store::Change Core::Impl::change(bool is_sealed) {
  return store::Change{now_, engine_->ids(), actor_, is_sealed};
}

Result<void> Core::Impl::create(Record& row, Micros now) {
  if (auto ready = check_ready(); !ready) return ready;
  if (auto checked = check_writable(row.table()); !checked) return checked;
  if (auto checked = schema::check_create(row); !checked) return checked;
  clamp(now);
  if (auto prepared = prepare(row, true); !prepared) return prepared;
  if (auto done = ensure_unit(); !done) return done;
  const Record traced(row);
  const IdGenerator ids = engine_->ids();
  is_half_done_ = false;
  if (auto done = create_in_unit(row, true); !done) return refuse(std::move(done), ids);
  trace_row(TraceOp::kCreate, traced, now_);
  return finish({});
}

Result<void> Core::Impl::update(Record& row, Micros now) {
  if (auto ready = check_ready(); !ready) return ready;
  if (auto checked = check_writable(row.table()); !checked) return checked;
  if (auto checked = schema::check_update(row); !checked) return checked;
  clamp(now);
  if (auto prepared = prepare(row, false); !prepared) return prepared;
  if (auto done = ensure_unit(); !done) return done;
  const Record traced(row);
  const IdGenerator ids = engine_->ids();
  is_half_done_ = false;
  if (auto done = update_in_unit(row, true); !done) return refuse(std::move(done), ids);
  trace_row(TraceOp::kUpdate, traced, now_);
  return finish({});
}

// A row call that did not come to its end. Where only the store was asked, nothing is left of it
// and the engines need not know; where the engines began to follow, everything since the last
// commit is undone, the group too.
Result<void> Core::Impl::refuse(Result<void> why, const IdGenerator& ids) {
  if (is_half_done_) {
    undo();
    return why;
  }
  engine_->ids() = ids;
  if (in_group_) return why;
  store_.rollback();
  has_changes_ = false;
  return why;
}

// Ids, defaults that depend on other fields, sealed secrets: everything that is drawn or derived,
// so that a replay stores the same.
Result<void> Core::Impl::prepare(Record& row, bool is_new) {
  const bool has_tenant = !tenant_of(row).is_nil();
  if (is_new) {
    if (id_of(row).is_nil()) set_id(row, 0, row_ids_.next(now_));
    if (is_tenant(row.table())) set_id(row, 1, id_of(row));
    if (row.kind() == Kind::kTenant && row.as<Tenant>().sip_domain.empty()) {
      row.as<Tenant>().sip_domain = row.as<Tenant>().slug + std::string(kSipDomain);
    }
    if (row.kind() == Kind::kConfiguration) set_id(row, 0, tenant_of(row));
    if (row.kind() == Kind::kIvrFlowVersion) number_version(row);
  } else if (is_tenant(row.table())) {
    set_id(row, 1, id_of(row));
  }
  if (!is_tenant(row.table()) && !has_tenant) {
    return invalid("tenant_id", "expected the tenant the row belongs to, got none");
  }
  if (!is_new && id_of(row).is_nil()) return invalid("id", "expected the row's id, got none");
  if (is_new || row.kind() != Kind::kIvrFlowVersion) {  // whose nodes are sealed
    if (auto checked = check_meaning(row); !checked) return checked;
  }
  if (row.kind() == Kind::kQueue) {
    if (auto checked = check_queue(row, is_new); !checked) return checked;
  }
  return store_.seal_record(store::TenantScope(tenant_of(row)), row);
}

// Whether the engines can run the queue as it is going to be: asked before anything is written.
Result<void> Core::Impl::check_queue(const Record& row, bool is_new) {
  if (is_new) return engine_->check_overflow(row.as<Queue>());
  auto stored = get(row.table(), tenant_of(row), id_of(row));
  if (!stored) return {};  // the update says so
  for (size_t i = 0; i < row.table().fields.size(); ++i) {
    if (row.is_given(i)) row.table().fields[i].set(stored->object(), row.get(i));
  }
  return engine_->check_overflow(stored->as<Queue>());
}

// 0 takes the number after the flow's last one.
void Core::Impl::number_version(Record& row) const {
  auto& version = row.as<IvrFlowVersion>();
  if (version.flow_version != 0) return;
  for (const auto& [id, entry] : engine_->directory().versions) {
    if (entry.flow_id != version.flow_id) continue;
    version.flow_version = std::max(version.flow_version, entry.version);
  }
  ++version.flow_version;
  row.mark_given(static_cast<size_t>(row.table().index_of("flow_version")));
}

Result<void> Core::Impl::create_in_unit(Record& row, bool is_sealed) {
  has_changes_ = true;
  if (row.kind() == Kind::kIvrFlowVersion && row.as<IvrFlowVersion>().is_active) {
    if (auto done = deactivate_others(row.as<IvrFlowVersion>()); !done) return done;
  }
  const store::Scope scope = scope_of(row.table(), tenant_of(row));
  if (auto done = store_.insert(scope, row, change(is_sealed)); !done) return done;
  is_half_done_ = true;
  if (auto done = engine_->configure(row, now_); !done) return done;
  collect();
  if (row.kind() == Kind::kTenant) return make_configuration(row.as<Tenant>());
  return {};
}

// Every tenant has its one row of configuration from the start.
Result<void> Core::Impl::make_configuration(const Tenant& tenant) {
  Record row(schema::table_of<Configuration>());
  set_id(row, 0, tenant.id);
  set_id(row, 1, tenant.id);
  row.as<Configuration>().tenant_slug = tenant.slug;
  row.as<Configuration>().tenant_sip_domain = tenant.sip_domain;
  return create_in_unit(row, true);
}

Result<void> Core::Impl::update_in_unit(Record& row, bool is_sealed) {
  has_changes_ = true;
  if (row.kind() == Kind::kIvrFlowVersion && row.as<IvrFlowVersion>().is_active) {
    auto stored = get(row.table(), tenant_of(row), id_of(row));
    if (!stored) return stored.take_error();
    if (auto done = deactivate_others(stored->as<IvrFlowVersion>()); !done) return done;
  }
  const store::Scope scope = scope_of(row.table(), tenant_of(row));
  if (auto done = store_.update(scope, row, change(is_sealed)); !done) return done;
  is_half_done_ = true;
  if (auto done = engine_->configure(row, now_); !done) return done;
  collect();
  if (row.kind() == Kind::kTenant) return mirror_tenant(row.as<Tenant>());
  return {};
}

// The tenant's names in its configuration are copies to read there.
Result<void> Core::Impl::mirror_tenant(const Tenant& tenant) {
  const schema::Table& table = schema::table_of<Configuration>();
  Record copy(table);
  set_id(copy, 0, tenant.id);
  set_id(copy, 1, tenant.id);
  copy.as<Configuration>().tenant_slug = tenant.slug;
  copy.as<Configuration>().tenant_sip_domain = tenant.sip_domain;
  for (const std::string_view name : {"tenant.slug", "tenant.sip_domain"}) {
    copy.mark_given(static_cast<size_t>(table.index_of(name)));
  }
  return store_.update(store::TenantScope(tenant.id), copy, change(true));
}

// A flow has one active version: activating another one takes the mark from it, in the same unit.
Result<void> Core::Impl::deactivate_others(const IvrFlowVersion& version) {
  const auto& versions = engine_->directory().versions;
  Id active;
  for (const auto& [id, entry] : versions) {
    if (entry.flow_id == version.flow_id && entry.is_active && id != version.id) active = id;
  }
  if (active.is_nil()) return {};
  Record row(schema::table_of<IvrFlowVersion>());
  set_id(row, 0, active);
  set_id(row, 1, version.tenant_id);
  const int index = row.table().index_of("is_active");
  row.as<IvrFlowVersion>().is_active = false;
  row.mark_given(static_cast<size_t>(index));
  return update_in_unit(row, true);
}

Result<void> Core::Impl::remove(const schema::Table& table, const Id& tenant, const Id& id,
                                bool is_cascade, Micros now) {
  if (auto ready = check_ready(); !ready) return ready;
  if (auto checked = check_writable(table); !checked) return checked;
  if (table.kind == Kind::kConfiguration) {
    return Error{Status::kInUse, "expected a row that may go; a tenant keeps its configuration",
                 "kind"};
  }
  clamp(now);
  if (auto done = ensure_unit(); !done) return done;
  const IdGenerator ids = engine_->ids();
  is_half_done_ = false;
  const Id owner = is_tenant(table) ? id : tenant;
  if (auto done = remove_in_unit(table, owner, id, is_cascade); !done) {
    return refuse(std::move(done), ids);
  }
  if (must_trace_actor_) trace_actor();
  if (trace_) trace_->add_remove(table.kind, tenant, id, is_cascade, now_);
  return finish({});
}

Result<void> Core::Impl::remove_in_unit(const schema::Table& table, const Id& tenant, const Id& id,
                                        bool is_cascade) {
  has_changes_ = true;
  const store::Scope scope = scope_of(table, tenant);
  if (!is_cascade) {
    auto done = store_.remove(scope, table, id, store::Removal::kRefuseIfUsed, change(true));
    if (!done) return done;
    is_half_done_ = true;
    engine_->remove(table, tenant, id, now_);
    collect();
    return {};
  }
  // What else goes is known to the file only: the engines let go of the row, write what they hold,
  // and are built again from what is left.
  if (auto there = get(table, tenant, id); !there) return there.take_error();
  is_half_done_ = true;
  engine_->remove(table, tenant, id, now_);
  collect();
  if (auto done = write_rows(); !done) return done;
  engine_->clear_changes();
  auto done = store_.remove(scope, table, id, store::Removal::kCascade, change(true));
  if (!done) return done;
  return reload(false);
}

Result<Record> Core::Impl::get(const schema::Table& table, const Id& tenant, const Id& id) {
  if (is_poisoned_) return check_ready().take_error();
  if (!table.is_stored()) return invalid("kind", "expected a kind of row that is stored");
  if (!is_tenant(table) && tenant.is_nil()) return invalid("tenant", "expected a tenant, got none");
  return store_.get(scope_of(table, tenant), table, id);
}

Result<store::Page> Core::Impl::find(const schema::Table& table, const Id& tenant,
                                     const store::Query& query) {
  if (is_poisoned_) return check_ready().take_error();
  if (!table.is_stored()) return invalid("kind", "expected a kind of row that is stored");
  if (!is_tenant(table) && tenant.is_nil()) return invalid("tenant", "expected a tenant, got none");
  return store_.query(scope_of(table, tenant), table, query);
}

Record Core::Impl::status() const {
  StatusReport report;
  report.steps = steps_;
  report.commits = commits_;
  report.outputs_pending = static_cast<int64_t>(outbox_.size());
  report.now = now_;
  report.is_tracing = trace_ && trace_->is_good();
  report.schema_version = store_.schema_version();
  report.refused_submits = refused_submits_;
  if (engine_ && !must_reload_) {
    report.calls = static_cast<int64_t>(engine_->call_count());
    report.legs = static_cast<int64_t>(engine_->leg_count());
    report.waiting = static_cast<int64_t>(engine_->waiting_count());
    report.agents_logged_in = static_cast<int64_t>(engine_->logged_in_count());
    report.unusable_rows = engine_->unusable_rows();
    report.late_inputs = static_cast<int64_t>(late_before_ + engine_->late_inputs());
  }
  return Record(report);
}

}  // namespace sivo::core
