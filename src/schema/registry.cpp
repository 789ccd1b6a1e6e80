#include <array>

#include "schema/actions.hpp"
#include "schema/api_key.hpp"
#include "schema/audit_log.hpp"
#include "schema/call.hpp"
#include "schema/configuration.hpp"
#include "schema/dead_letter.hpp"
#include "schema/did.hpp"
#include "schema/events.hpp"
#include "schema/inputs.hpp"
#include "schema/ivr_flow.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/live.hpp"
#include "schema/pause_reason.hpp"
#include "schema/queue.hpp"
#include "schema/queue_member.hpp"
#include "schema/recording.hpp"
#include "schema/recording_policy.hpp"
#include "schema/reports.hpp"
#include "schema/schedule.hpp"
#include "schema/secret.hpp"
#include "schema/session.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/statistics.hpp"
#include "schema/table.hpp"
#include "schema/tenant.hpp"
#include "schema/transcript.hpp"
#include "schema/transcription_policy.hpp"
#include "schema/user.hpp"
#include "schema/user_secret.hpp"
#include "schema/voicemail.hpp"
#include "schema/webhook_delivery.hpp"
#include "schema/webhook_endpoint.hpp"

namespace sivo::schema {
namespace {

template <class... Structs>
constexpr auto list_of() {
  return std::array<const Table*, sizeof...(Structs)>{&table_of<Structs>()...};
}

// In the order of their kind numbers.
constexpr auto kTables =
    list_of<Tenant, User, Queue, QueueMember, Did, IvrFlow, IvrFlowVersion, SipTrunk, Schedule,
            Call, Recording, Transcript, RecordingPolicy, TranscriptionPolicy, AuditLog,
            PauseReason, Voicemail, WebhookEndpoint, WebhookDelivery, DeadLetter, Session, ApiKey,
            Secret, Configuration, UserSecret,
            // The outbox and live state.
            Event, LiveCall, LiveLeg, LiveAgent, LiveQueue, LivePlace, LiveAnswer,
            // Inputs.
            CallOffered, CallPlaced, CallAnswered, CallHangup, Dtmf, PlayFinished, LegRinging,
            LegAnswered, LegFailed, LegEnded, HoldRequested, ResumeRequested, TransferRequested,
            ConsultRequested, ConsultCompleted, ConsultCancelled, EndRequested, AgentLogin,
            AgentLogout, AgentPause, AgentReady, DeviceState, Tick, HostRestarted, CallQuality,
            CallbackRequested, MoveRequested, PriorityRequested, SuperviseRequested, SuperviseEnded,
            Actor,
            // Actions.
            Answer, Play, StopPlay, Dial, CancelLeg, Bridge, Hold, Resume, MusicStart, MusicStop,
            Hangup, Transfer, Supervise,
            // Data of events.
            CallEvent, QueueEvent, OfferEvent, AgentEvent, IvrEvent,
            // Reports.
            StatusReport, VerifyReport, ReplayReport, ApplyReport, Document, BackupReport,
            QueueStatistics, AgentStatistics, TenantStatistics, QueueView, AgentView>();

constexpr bool is_in_order() {
  for (size_t i = 1; i < kTables.size(); ++i) {
    if (kTables[i - 1]->kind >= kTables[i]->kind) return false;
  }
  return true;
}
static_assert(is_in_order());

constexpr bool is_each_narrow_enough() {
  for (const Table* table : kTables) {
    if (table->fields.size() > kFieldsMax) return false;
  }
  return true;
}
static_assert(is_each_narrow_enough());

}  // namespace

std::span<const Table* const> all_tables() { return kTables; }

const Table* find_table(Kind kind) {
  for (const Table* table : kTables) {
    if (table->kind == kind) return table;
  }
  return nullptr;
}

const Table* find_table(std::string_view name) {
  for (const Table* table : kTables) {
    if (table->name == name) return table;
  }
  return nullptr;
}

}  // namespace sivo::schema
