#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/recording_policy.hpp"

namespace sivo {

enum class TranscriptFormat : uint8_t { kJson, kText, kVtt };
inline constexpr std::string_view kTranscriptFormatNames[] = {"json", "text", "vtt"};
template <>
struct schema::EnumerationOf<TranscriptFormat> {
  static constexpr Enumeration value{"transcript_format", kTranscriptFormatNames};
};

#define SIVO_TRANSCRIPTION_POLICY(FIELD)                                                   \
  FIELD(6, scope, PolicyScope, PolicyScope::kGlobal, .required(), "What it applies to.")   \
  FIELD(7, resource_id, std::optional<Id>, {}, .indexed(),                                 \
        "The did, queue or agent; null for scope global.")                                 \
  FIELD(8, active, bool, true, , "It is in force.")                                        \
  FIELD(9, format, TranscriptFormat, TranscriptFormat::kJson, , "How the text is kept.")   \
  FIELD(10, retention_days, int64_t, 90, .range(1, kRetentionDaysMax),                     \
        "Days until a transcript expires.")                                                \
  FIELD(11, provider_id, std::optional<Id>, {}, , "Who writes it; null = the engine set.") \
  FIELD(12, on_expiry, OnExpiry, OnExpiry::kDelete, , "What then becomes of it.")
SIVO_ENTITY(TranscriptionPolicy, kTranscriptionPolicy, "transcription_policy",
            SIVO_TRANSCRIPTION_POLICY,
            "Which calls are transcribed; the most specific wins, none means not transcribed.",
            kPolicyUniques)

}  // namespace sivo
