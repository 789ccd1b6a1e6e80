#include "sim/inside.hpp"

#include "core/impl.hpp"
#include "sim/finding.hpp"

namespace sivo::sim {
namespace {

core::Core::Impl& impl_of(core::Core& core);

// An explicit instantiation may name a private member: the one way to it that changes no source.
template <auto kMember>
struct Opened {
  friend core::Core::Impl& impl_of(core::Core& core) { return *(core.*kMember); }
};
template struct Opened<&core::Core::impl_>;

}  // namespace

void check_engine(core::Core& core) {
  core::Core::Impl& impl = impl_of(core);
  if (!impl.must_reload_) impl.engine_->check_invariants(impl.now_);
}

uint64_t late_inputs(core::Core& core) {
  core::Core::Impl& impl = impl_of(core);
  return impl.must_reload_ ? 0 : impl.engine_->late_inputs();
}

void forge(core::Core& core, const schema::Record& row) {
  store::Store& store = impl_of(core).store_;
  expect(store.begin().ok(), "forge", "");
  expect(store.put(row.table(), row.object()).ok(), "forge", "");
  expect(store.commit().ok(), "forge", "");
}

void forge_removal(core::Core& core, const schema::Table& table, const Id& tenant, const Id& id) {
  store::Store& store = impl_of(core).store_;
  expect(store.begin().ok(), "forge", "");
  expect(store.erase(store::TenantScope(tenant), table, id).ok(), "forge", "");
  expect(store.commit().ok(), "forge", "");
}

std::string state_hash(core::Core& core) {
  auto hash = impl_of(core).store_.state_hash();
  expect(hash.ok(), "state_hash", hash.ok() ? "" : hash.error().message);
  return std::string(hash->begin(), hash->end());
}

}  // namespace sivo::sim
