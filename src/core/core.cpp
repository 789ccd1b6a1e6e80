#include "core/core.hpp"

#include "core/impl.hpp"
#include "core/keys.hpp"
#include "crypto/crypto.hpp"

namespace sivo::core {

Core::Core(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Core::~Core() {
  impl_->close();
  if (impl_->options_.master_key) crypto::wipe(*impl_->options_.master_key);
}

Result<void> Core::step(const Record& input, Micros now) { return impl_->step(input, now); }
Result<void> Core::advance(Micros now) { return impl_->advance(now); }

Micros Core::deadline() const {
  if (!impl_->engine_ || impl_->is_poisoned_) return kNever;
  if (impl_->must_reload_) return impl_->now_;
  if (!impl_->in_group_) {  // in a group what was submitted waits
    const std::lock_guard lock(impl_->inbox_.mutex);
    if (!impl_->inbox_.inputs.empty()) return impl_->now_;
  }
  return impl_->engine_->deadline();
}

Result<std::optional<Record>> Core::poll() {
  if (impl_->is_poisoned_) return impl_->check_ready().take_error();
  return impl_->outbox_.take();
}

Result<void> Core::begin() { return impl_->begin(); }

Result<void> Core::commit() {
  if (auto ready = impl_->check_ready(); !ready) return ready;
  if (!impl_->in_group_) return Error{Status::kState, "no group is open", {}};
  return impl_->commit();
}

Result<void> Core::rollback() { return impl_->rollback(); }

Result<void> Core::submit(const Record& input) {
  auto& inbox = impl_->inbox_;
  if (input.table().cls != schema::Class::kInput || input.kind() == Kind::kActor) {
    return invalid("input", "expected an input");
  }
  if (auto checked = schema::check_create(input); !checked) return checked;
  Record copy(input);
  void (*wakeup)(void*) = nullptr;
  void* context = nullptr;
  {
    const std::lock_guard lock(inbox.mutex);
    if (inbox.inputs.size() >= impl_->options_.submit_max) {
      return Error{Status::kFull, "too many inputs wait for sivo_advance", {}};
    }
    inbox.inputs.push_back(std::move(copy));
    wakeup = inbox.wakeup;
    context = inbox.context;
  }
  if (wakeup) wakeup(context);
  return {};
}

void Core::on_wakeup(void (*wakeup)(void*), void* context) {
  const std::lock_guard lock(impl_->inbox_.mutex);
  impl_->inbox_.wakeup = wakeup;
  impl_->inbox_.context = context;
}

Record Core::status() const { return impl_->status(); }

Result<void> Core::act_as(const Record* actor) {
  store::Actor next;
  if (actor) {
    if (actor->kind() != Kind::kActor) return invalid("actor", "expected a record of kind actor");
    const auto& given = actor->as<Actor>();
    if (given.user_id) next.user_id = *given.user_id;
    next.ip = given.ip.value_or("");
    next.user_agent = given.user_agent.value_or("");
    next.is_cross_tenant = given.is_cross_tenant;
  }
  impl_->actor_ = std::move(next);
  impl_->trace_actor();
  return {};
}

Result<void> Core::create(Record& row, Micros now) { return impl_->create(row, now); }
Result<void> Core::update(Record& row, Micros now) { return impl_->update(row, now); }

Result<void> Core::remove(const schema::Table& table, Id tenant, Id id, bool is_cascade,
                          Micros now) {
  return impl_->remove(table, tenant, id, is_cascade, now);
}

Result<Record> Core::get(const schema::Table& table, Id tenant, Id id) {
  return impl_->get(table, tenant, id);
}

Result<store::Page> Core::find(const schema::Table& table, Id tenant, const store::Query& query) {
  return impl_->find(table, tenant, query);
}

Result<void> Core::trace_start(const std::string& path) { return impl_->trace_start(path); }
Result<void> Core::trace_stop() { return impl_->trace_stop(); }

Result<void> Core::rekey(std::span<const uint8_t> key, std::span<const uint8_t> new_key) {
  if (auto ready = impl_->check_ready(); !ready) return ready;
  if (impl_->in_group_) return Error{Status::kState, "expected no open group", {}};
  if (impl_->trace_) return Error{Status::kState, "expected no trace in progress", {}};
  const auto& current = impl_->options_.master_key;
  const bool fits = current && crypto::constant_time_equal(key, *current);
  if (current && !fits) return Error{Status::kKey, "expected the current master key", "key"};
  auto seals = make_seals(new_key);
  if (!seals) return seals.take_error();
  if (auto done = impl_->store_.rekey(*std::move(seals)); !done) return done;
  impl_->options_.master_key.emplace();
  std::copy(new_key.begin(), new_key.end(), impl_->options_.master_key->begin());
  return {};
}

void Core::abandon(bool is_poisoned) noexcept {
  impl_->is_poisoned_ |= is_poisoned;
  impl_->undo();
}

}  // namespace sivo::core
