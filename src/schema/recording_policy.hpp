#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/recording.hpp"

namespace sivo {

enum class PolicyScope : uint8_t { kGlobal, kDid, kQueue, kAgent };
inline constexpr std::string_view kPolicyScopeNames[] = {"global", "did", "queue", "agent"};
template <>
struct schema::EnumerationOf<PolicyScope> {
  static constexpr Enumeration value{"policy_scope", kPolicyScopeNames};
};

enum class OnExpiry : uint8_t { kDelete, kArchive, kTransfer };
inline constexpr std::string_view kOnExpiryNames[] = {"delete", "archive", "transfer"};
template <>
struct schema::EnumerationOf<OnExpiry> {
  static constexpr Enumeration value{"on_expiry", kOnExpiryNames};
};

inline constexpr int64_t kRetentionDaysMax = 36'500;

inline constexpr std::string_view kPolicyOnce[] = {"scope", "resource_id"};
inline constexpr schema::Unique kPolicyUniques[] = {{kPolicyOnce}};

#define SIVO_RECORDING_POLICY(FIELD)                                                     \
  FIELD(6, scope, PolicyScope, PolicyScope::kGlobal, .required(), "What it applies to.") \
  FIELD(7, resource_id, std::optional<Id>, {}, .indexed(),                               \
        "The did, queue or agent; null for scope global.")                               \
  FIELD(8, active, bool, true, , "It is in force.")                                      \
  FIELD(9, format, AudioFormat, AudioFormat::kWav, , "How the audio is coded.")          \
  FIELD(10, retention_days, int64_t, 30, .range(1, kRetentionDaysMax),                   \
        "Days until a recording expires.")                                               \
  FIELD(11, provider_id, std::optional<Id>, {}, , "Where it is kept; null = managed.")   \
  FIELD(12, on_expiry, OnExpiry, OnExpiry::kDelete, , "What then becomes of it.")
SIVO_ENTITY(RecordingPolicy, kRecordingPolicy, "recording_policy", SIVO_RECORDING_POLICY,
            "Which calls are recorded; the most specific wins, none means not recorded.",
            kPolicyUniques)

}  // namespace sivo
