#include "schema/together.hpp"

#include "schema/queue.hpp"
#include "schema/recording_policy.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/tenant.hpp"
#include "schema/transcription_policy.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr std::string_view kSipDomainSuffix = ".sip.sivocenter.com";

template <class Policy>
Result<void> check_policy(const Record& row) {
  const Policy& policy = row.as<Policy>();
  const bool is_global = policy.scope == PolicyScope::kGlobal;
  if (is_global == !policy.resource_id) return {};
  return invalid("resource_id", is_global ? "expected null for scope global, got an id"
                                          : "expected an id for this scope, got null");
}

Result<void> check_queue(const Record& row) {
  const Queue& queue = row.as<Queue>();
  const auto needs = [](bool is_needed, bool is_there, const char* path) -> Result<void> {
    if (!is_needed || is_there) return {};
    return invalid(path, "expected the target that overflow_action names, got null");
  };
  switch (queue.overflow_action) {
    case OverflowAction::kQueue:
      if (queue.overflow_queue_id == queue.id) {
        return invalid("overflow_queue_id", "expected another queue, got the queue itself");
      }
      return needs(true, queue.overflow_queue_id.has_value(), "overflow_queue_id");
    case OverflowAction::kIvrFlow:
      return needs(true, queue.overflow_ivr_flow_id.has_value(), "overflow_ivr_flow_id");
    case OverflowAction::kNumber:
      return needs(true, queue.overflow_number.has_value(), "overflow_number");
    case OverflowAction::kNone:
    case OverflowAction::kVoicemail:
    case OverflowAction::kHangup:
      return {};
  }
  return {};
}

// Longer cycles need the file; the store looks for them.
Result<void> check_trunk(const Record& row) {
  const SipTrunk& trunk = row.as<SipTrunk>();
  if (trunk.failover_trunk_id && *trunk.failover_trunk_id == trunk.id && trunk.id) {
    return invalid("failover_trunk_id", "expected another trunk, got the trunk itself");
  }
  if (trunk.registers && !trunk.username) {
    return invalid("username", "expected a name for a trunk that registers, got null");
  }
  return {};
}

}  // namespace

TogetherRule together_rule(Kind kind) {
  if (kind == Kind::kRecordingPolicy) return check_policy<RecordingPolicy>;
  if (kind == Kind::kTranscriptionPolicy) return check_policy<TranscriptionPolicy>;
  if (kind == Kind::kQueue) return check_queue;
  if (kind == Kind::kSipTrunk) return check_trunk;
  return nullptr;
}

void complete_create(Record& record) {
  if (record.kind() != Kind::kTenant) return;
  Tenant& tenant = record.as<Tenant>();
  if (!tenant.sip_domain.empty()) return;
  tenant.sip_domain = tenant.slug + std::string(kSipDomainSuffix);
  record.mark_given(static_cast<size_t>(record.table().index_of("sip_domain")));
}

}  // namespace sivo::schema
