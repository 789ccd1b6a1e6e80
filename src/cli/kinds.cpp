#include "cli/kinds.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sivo/schema.h"
#include "sivo/sivo.h"

namespace sivo::cli {
namespace {

constexpr Align kRight = Align::kRight;
constexpr Align kLeft = Align::kLeft;

constexpr ShownColumn kTenants[] = {{"slug", "slug"},
                                    {"name", "name"},
                                    {"plan", "plan"},
                                    {"region", "region"},
                                    {"sip_domain", "SIP domain"}};
constexpr ShownColumn kUsers[] = {{"full_name", "name"},
                                  {"email", "email"},
                                  {"extension", "extension"},
                                  {"role", "role"},
                                  {"status", "status"}};
constexpr ShownColumn kQueues[] = {{"name", "name"},
                                   {"strategy", "strategy"},
                                   {"service_level_target_pct", "target %", kRight},
                                   {"service_level_threshold_sec", "within s", kRight},
                                   {"wrap_up_time", "wrap-up s", kRight},
                                   {"max_wait_time", "max wait s", kRight},
                                   {"max_length", "max length", kRight}};
constexpr ShownColumn kMembers[] = {{"queue_id", "queue", kLeft, SIVO_KIND_QUEUE},
                                    {"user_id", "agent", kLeft, SIVO_KIND_USER},
                                    {"tier", "tier", kRight},
                                    {"level", "level", kRight}};
constexpr ShownColumn kDids[] = {
    {"number", "number"},
    {"trunk_id", "trunk", kLeft, SIVO_KIND_SIP_TRUNK},
    {"ivr_flow_id", "flow", kLeft, SIVO_KIND_IVR_FLOW},
    {"schedule_id", "schedule", kLeft, SIVO_KIND_SCHEDULE},
    {"out_of_hours_ivr_flow_id", "flow when closed", kLeft, SIVO_KIND_IVR_FLOW}};
constexpr ShownColumn kFlows[] = {{"name", "name"}, {"description", "description"}};
constexpr ShownColumn kVersions[] = {{"flow_id", "flow", kLeft, SIVO_KIND_IVR_FLOW},
                                     {"flow_version", "version", kRight},
                                     {"is_active", "active"},
                                     {"created_at", "created"}};
constexpr ShownColumn kTrunks[] = {{"name", "name"},           {"provider", "provider"},
                                   {"host", "host"},           {"port", "port", kRight},
                                   {"transport", "transport"}, {"state", "state"}};
constexpr ShownColumn kSchedules[] = {
    {"name", "name"}, {"timezone", "time zone"}, {"hours", "hours"}, {"holidays", "holidays"}};
constexpr ShownColumn kReasons[] = {
    {"name", "name"}, {"category", "category"}, {"is_productive", "productive"}};
constexpr ShownColumn kAudit[] = {{"timestamp", "when"},
                                  {"action", "action"},
                                  {"resource_type", "resource"},
                                  {"resource_id", "id"},
                                  {"diff", "diff"}};
constexpr ShownColumn kLiveCalls[] = {{"started_at", "started"},
                                      {"state", "state"},
                                      {"caller_id_number", "from"},
                                      {"destination", "to"},
                                      {"queue_id", "queue", kLeft, SIVO_KIND_QUEUE},
                                      {"agent_id", "agent", kLeft, SIVO_KIND_USER}};
constexpr ShownColumn kAgents[] = {{"id", "agent", kLeft, SIVO_KIND_USER},
                                   {"status", "status"},
                                   {"status_since", "since"},
                                   {"activity", "activity"},
                                   {"is_reachable", "reachable"}};
constexpr ShownColumn kConfiguration[] = {{"tenant.slug", "tenant"},
                                          {"tenant.timezone", "time zone"},
                                          {"tenant.default_locale", "locale"}};

constexpr ShownColumn kCalls[] = {{"started_at", "started_at"},
                                  {"direction", "direction"},
                                  {"caller_id_number", "from"},
                                  {"destination", "to"},
                                  {"queue_id", "queue", kLeft, SIVO_KIND_QUEUE},
                                  {"agent_id", "agent", kLeft, SIVO_KIND_USER},
                                  {"status", "status"},
                                  {"wait_ms", "wait_s", kRight, 0, true},
                                  {"talk_ms", "talk_s", kRight, 0, true},
                                  {"hold_ms", "hold_s", kRight, 0, true},
                                  {"billsec", "billsec", kRight},
                                  {"hangup_cause", "hangup_cause"}};

constexpr std::array<ShownKind, 14> kKinds = {{
    {"tenants", SIVO_KIND_TENANT, "slug", SIVO_TENANT_SLUG, kTenants},
    {"users", SIVO_KIND_USER, "email", SIVO_USER_EMAIL, kUsers},
    {"queues", SIVO_KIND_QUEUE, "name", SIVO_QUEUE_NAME, kQueues},
    {"members", SIVO_KIND_QUEUE_MEMBER, "", 0, kMembers},
    {"dids", SIVO_KIND_DID, "number", SIVO_DID_NUMBER, kDids},
    {"flows", SIVO_KIND_IVR_FLOW, "name", SIVO_IVR_FLOW_NAME, kFlows},
    {"flow-versions", SIVO_KIND_IVR_FLOW_VERSION, "", 0, kVersions},
    {"trunks", SIVO_KIND_SIP_TRUNK, "name", SIVO_SIP_TRUNK_NAME, kTrunks},
    {"schedules", SIVO_KIND_SCHEDULE, "name", SIVO_SCHEDULE_NAME, kSchedules},
    {"pause-reasons", SIVO_KIND_PAUSE_REASON, "name", SIVO_PAUSE_REASON_NAME, kReasons},
    {"configuration", SIVO_KIND_CONFIGURATION, "", 0, kConfiguration},
    {"audit", SIVO_KIND_AUDIT_LOG, "", 0, kAudit},
    {"live-calls", SIVO_KIND_LIVE_CALL, "channel", SIVO_LIVE_CALL_CHANNEL, kLiveCalls},
    {"live-agents", SIVO_KIND_LIVE_AGENT, "", 0, kAgents},
}};

// "sip_trunks" is "sip-trunk"; no kind has a plural that is not formed by an s.
std::string singular(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

}  // namespace

std::span<const ShownColumn> call_columns() { return kCalls; }

std::span<const ShownKind> shown_kinds() { return kKinds; }

const ShownKind* find_shown(std::string_view word) {
  const std::string wanted = singular(word);
  for (const ShownKind& kind : kKinds)
    if (wanted == singular(kind.word) || wanted == singular(sivo_kind_name(kind.kind)))
      return &kind;
  return nullptr;
}

const ShownKind* find_shown(uint16_t number) {
  for (const ShownKind& kind : kKinds)
    if (kind.kind == number) return &kind;
  return nullptr;
}

}  // namespace sivo::cli
