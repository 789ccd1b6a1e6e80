#include "core/retention.hpp"

#include <algorithm>

#include "schema/events.hpp"

namespace sivo::core {
namespace {

constexpr std::string_view kMetaBegun = "core.retention_begun";
constexpr std::string_view kMetaAfter = "core.retention_after";
constexpr int kMsBytes = 6;  // of an id's front: UUIDv7

// The ids made before this moment are less.
Id first_id_of(Micros moment) {
  const auto ms = static_cast<uint64_t>(std::max<Micros>(0, moment) / kMillisecond);
  Id id;
  for (int i = 0; i < kMsBytes; ++i) {
    id.bytes[static_cast<size_t>(i)] = static_cast<uint8_t>(ms >> (8 * (kMsBytes - 1 - i)));
  }
  return id;
}

// At most rows_max rows of one tenant; how many went.
Result<int64_t> forget(store::Store& store, const Tenant& tenant, Micros now, const Id& polled,
                       int64_t rows_max) {
  const store::TenantScope scope(tenant.id);
  const Id last = std::min(polled, first_id_of(now - kEventsKept));
  auto events = store.erase_up_to(scope, schema::table_of<Event>(), last, rows_max);
  if (!events || *events == rows_max) return events;
  auto audit = store.prune_audit(scope, now - audit_kept(tenant.plan), rows_max - *events);
  if (audit) return *events + *audit;
  // A chain that was tampered with stays as it is, for sivo_verify to show; calls go on.
  if (audit.error().status == Status::kMismatch) return events;
  return audit;
}

}  // namespace

Micros audit_kept(Plan plan) {
  switch (plan) {
    case Plan::kStarter:
      return 30 * kDay;
    case Plan::kPro:
      return 365 * kDay;
    case Plan::kEnterprise:
      return 7 * 365 * kDay + 2 * kDay;  // seven years have one or two leap days
  }
  return kNever;
}

Result<void> Retention::load(store::Store& store) {
  const auto begun = store.meta(kMetaBegun);
  if (!begun) return begun.error();
  const auto after = store.meta_bytes(kMetaAfter);
  if (!after) return after.error();
  begun_ = begun->value_or(0);
  after_.reset();
  if (!after->has_value()) return {};
  after_.emplace();
  if ((*after)->size() != after_->bytes.size()) {
    return Error{Status::kCorrupt, "expected an id where the retention stands, got other bytes",
                 std::string(kMetaAfter)};
  }
  std::copy((*after)->begin(), (*after)->end(), after_->bytes.begin());
  return {};
}

Result<void> Retention::run(store::Store& store, const call::Directory& directory, Micros now,
                            const Id& polled) {
  if (!after_) begun_ = now;
  int64_t rows_left = kRetentionRowsMax;
  int tenants_left = kRetentionTenantsMax;
  auto next = directory.tenants.upper_bound(after_.value_or(Id{}));
  for (; next != directory.tenants.end() && tenants_left > 0; ++next, --tenants_left) {
    auto gone = forget(store, next->second.tenant, now, polled, rows_left);
    if (!gone) return gone.take_error();
    rows_left -= *gone;
    if (rows_left == 0) break;  // there may be more of this tenant
    after_ = next->first;
  }
  if (next == directory.tenants.end()) {
    after_.reset();
  } else if (!after_) {
    after_.emplace();
  }
  return save(store);
}

Result<void> Retention::save(store::Store& store) const {
  if (auto done = store.set_meta(kMetaBegun, begun_); !done) return done;
  if (!after_) return store.erase_meta(kMetaAfter);
  const std::string_view after(reinterpret_cast<const char*>(after_->bytes.data()),
                               after_->bytes.size());
  return store.set_meta_bytes(kMetaAfter, after);
}

}  // namespace sivo::core
