#include <algorithm>

#include "core/impl.hpp"
#include "schema/json.hpp"
#include "schema/walk.hpp"

namespace sivo::core {
namespace {

using schema::Json;

class StoreSink final : public call::RowSink {
 public:
  explicit StoreSink(store::Store& store) : store_(store) {}
  Result<void> put(const schema::Table& table, const void* object) override {
    return store_.put(table, object);
  }
  Result<void> erase(const schema::Table& table, const Id& tenant, const Id& id) override {
    auto erased = store_.erase(store::TenantScope(tenant), table, id);
    if (!erased) return erased.take_error();
    return {};
  }
  Result<void> put_user_status(const Id& tenant, const Id& user, UserStatus status) override {
    static const int field = schema::table_of<User>().index_of("status");
    return store_.set_field(store::TenantScope(tenant), schema::table_of<User>(), user,
                            static_cast<size_t>(field), static_cast<int64_t>(status));
  }

 private:
  store::Store& store_;
};

// The machine refused, not the input: it stays where it is.
bool may_succeed_later(Status status) {
  return status == Status::kNoMemory || status == Status::kIo || status == Status::kDiskFull ||
         status == Status::kLocked || status == Status::kReadOnly || status == Status::kInternal ||
         status == Status::kPoisoned;
}

Error too_many_outputs() { return {Status::kFull, "too many outputs wait for sivo_poll", {}}; }

}  // namespace

Result<void> Core::Impl::check_ready() {
  if (is_poisoned_) {
    return Error{Status::kPoisoned, "an internal error happened before; close and open again", {}};
  }
  if (options_.is_read_only) return Error{Status::kReadOnly, kReadOnlyMessage, {}};
  if (!must_reload_) return {};
  if (auto done = reload(false); !done) return done;
  if (trace_) trace_->add_reload(now_);
  return commit();  // what came due meanwhile
}

Micros Core::Impl::clamp(Micros now) {
  now_ = std::max(now_, now);
  return now_;
}

Result<void> Core::Impl::step(const Record& input, Micros now) {
  if (auto ready = check_ready(); !ready) return ready;
  if (input.table().cls != schema::Class::kInput || input.kind() == Kind::kActor) {
    return invalid("input",
                   "expected an input, got a record of kind " + std::string(input.table().name));
  }
  if (auto checked = schema::check_create(input); !checked) return checked;
  if (auto fresh = check_call_id(input); !fresh) return fresh;
  if (outbox_.size() >= options_.outputs_max) {
    return too_many_outputs();
  }
  now = clamp(now);
  trace_input(input, now);
  Result<void> applied = engine_->apply(input, now);
  collect();
  ++steps_;
  return finish(std::move(applied));
}

// An id the host chose must not be that of a call whose record is written already.
Result<void> Core::Impl::check_call_id(const Record& input) {
  std::optional<Id> id;
  std::optional<Id> tenant;
  if (input.kind() == Kind::kCallOffered) {
    const auto& offered = input.as<CallOffered>();
    const Did* did = engine_->directory().did_numbered(offered.to);
    id = offered.call_id;
    if (did) tenant = did->tenant_id;
  } else if (input.kind() == Kind::kCallPlaced) {
    const auto& placed = input.as<CallPlaced>();
    id = placed.call_id;
    tenant = placed.tenant ? engine_->directory().tenant_named(*placed.tenant) : placed.tenant_id;
  }
  if (!id || !tenant || tenant->is_nil()) return {};
  if (engine_->has_record(*id)) {
    return Error{Status::kExists, "expected a new id, got that of an ended call", "call_id"};
  }
  const auto found = store_.get(store::TenantScope(*tenant), schema::table_of<sivo::Call>(), *id);
  if (found)
    return Error{Status::kExists, "expected a new id, got that of an ended call", "call_id"};
  if (found.error().status != Status::kNotFound) return found.error();
  return {};
}

Result<void> Core::Impl::advance(Micros now) {
  if (auto ready = check_ready(); !ready) return ready;
  size_t waiting = 0;
  if (!in_group_) {  // a group may be undone, and what others submitted with it
    const std::lock_guard lock(inbox_.mutex);
    waiting = inbox_.inputs.size();
  }
  const bool has_work = waiting > 0 || engine_->deadline() <= std::max(now_, now);
  if (has_work && outbox_.size() >= options_.outputs_max) {
    return too_many_outputs();
  }
  now = clamp(now);
  if (engine_->deadline() <= now) {
    trace_input(Record(Tick{}), now);
    engine_->advance(now);
    collect();
    if (auto done = finish({}); !done) return done;
  }
  Result<void> first;
  for (; waiting > 0; --waiting) {
    const Record* input = nullptr;
    {
      const std::lock_guard lock(inbox_.mutex);
      input = &inbox_.inputs.front();  // a push at the other end leaves it where it is
    }
    if (outbox_.size() >= options_.outputs_max) return too_many_outputs();
    const std::string_view kind = input->table().name;
    Result<void> done = step(*input, now);
    if (!done && may_succeed_later(done.error().status)) return done;
    {
      const std::lock_guard lock(inbox_.mutex);
      inbox_.inputs.pop_front();
    }
    if (done) continue;
    ++refused_submits_;
    if (!first.ok()) continue;
    Error error = done.take_error();
    error.message = "submitted " + std::string(kind) + ": " + error.message;
    first = std::move(error);
  }
  return first;
}

// Takes what the engine decided; visible after the commit.
void Core::Impl::collect() {
  outbox_.stage(engine_->outputs());
  engine_->clear_outputs();
}

// Outside a group every call commits by itself, also one that was refused: time has passed.
Result<void> Core::Impl::finish(Result<void> outcome) {
  if (in_group_) return outcome;
  if (auto done = commit(); !done) return done;
  return outcome;
}

Result<void> Core::Impl::ensure_unit() {
  if (store_.in_unit()) return {};
  return store_.begin();
}

Result<void> Core::Impl::begin() {
  if (auto ready = check_ready(); !ready) return ready;
  if (in_group_) return Error{Status::kState, "a group is open already", {}};
  in_group_ = true;
  return {};
}

Result<void> Core::Impl::commit() {
  if (is_poisoned_) return check_ready();
  const bool is_idle = !has_changes_ && !outbox_.has_staged() && !engine_->has_changes();
  in_group_ = false;
  if (is_idle) {
    if (store_.in_unit()) store_.rollback();
    trace_end_block(false);
    if (trace_) trace_->write();
    mark_committed();
    return {};
  }
  const bool is_retaining = retention_.is_due(now_);
  trace_end_block(is_retaining);
  Result<void> done = ensure_unit();
  if (done) done = write_rows();
  if (done) done = write_events();
  if (done && is_retaining) {
    const Id polled = recorded_polled_.value_or(outbox_.last_event());
    done = retention_.run(store_, engine_->directory(), now_, polled);
  }
  if (done) done = write_meta();
  if (done) done = store_.commit();
  if (!done) {
    undo();
    return done;
  }
  ++commits_;
  has_changes_ = false;
  is_half_done_ = false;
  mark_committed();
  saved_polled_ = outbox_.last_event();
  if (trace_) trace_->write();
  engine_->clear_changes();
  outbox_.release();
  return {};
}

// Also when there was nothing to write: what was drawn, and how often the engines were built, is in
// the trace by now, so no later rollback may take it back.
void Core::Impl::mark_committed() noexcept {
  origin_.id_ms = std::max(origin_.id_ms, engine_->ids().last_ms());
  committed_ = origin_;
}

Result<void> Core::Impl::write_rows() {
  StoreSink sink(store_);
  if (auto done = engine_->write_changes(sink); !done) return done;
  for (const call::SupervisorAct& act : engine_->supervisor_acts()) {
    if (auto done = note(act); !done) return done;
  }
  return {};
}

// Into the audit log, as {field: {from, to}} like every other row of it.
Result<void> Core::Impl::note(const call::SupervisorAct& act) {
  if (!engine_->directory().tenant(act.tenant_id)) return {};
  const auto to = [](Json value) {
    Json change = Json::object();
    change.append("from", Json());
    change.append("to", std::move(value));
    return change;
  };
  Json diff = Json::object();
  diff.append("action", to(Json::string(std::string(act.action))));
  if (auto detail = Json::parse(act.detail)) diff.append("detail", to(*std::move(detail)));
  const std::string text = diff.dump();
  const bool is_listening = act.action == "listen";
  store::AuditNote note;
  note.action = is_listening ? AuditAction::kAccess : AuditAction::kUpdate;
  note.resource_type = act.resource == Kind::kUser ? "user" : "call";
  note.resource_id = act.resource_id;
  note.diff_json = text;
  store::Change by = change(false);
  if (by.actor.user_id != act.actor) {
    by.actor = {};
    by.actor.user_id = act.actor;
  }
  return store_.note(store::TenantScope(act.tenant_id), note, by);
}

// Events of a tenant that is gone by now are told, but there is no place to keep them.
Result<void> Core::Impl::write_events() {
  for (const Record& output : outbox_.staged()) {
    if (output.kind() != Kind::kEvent) continue;
    const auto& event = output.as<Event>();
    if (!engine_->directory().tenant(event.tenant_id)) continue;
    if (auto done = store_.append(event); !done) return done;
  }
  return {};
}

Result<void> Core::Impl::rollback() {
  if (is_poisoned_) return check_ready();
  if (!in_group_) return Error{Status::kState, "no group is open", {}};
  undo();
  return {};
}

// Back to the last commit: the file has it, so the engines are built from it before the next call.
void Core::Impl::undo() noexcept {
  in_group_ = false;
  has_changes_ = false;
  is_half_done_ = false;
  origin_ = committed_;
  store_.rollback();
  outbox_.drop_staged();
  if (trace_) trace_->drop_staged();
  must_trace_actor_ = true;  // who acts is not undone
  must_reload_ = true;
}

// What was polled since the last commit is not given again after a clean close.
void Core::Impl::close() noexcept {
  try {
    if (!engine_ || is_poisoned_ || must_reload_) return;
    if (in_group_ || outbox_.last_event() == saved_polled_) return;
    has_changes_ = true;
    if (auto done = commit(); !done) return;  // then they come again
  } catch (...) {
    undo();
  }
}

}  // namespace sivo::core
