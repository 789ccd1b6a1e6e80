#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class TranscriptProvider : uint8_t { kDeepgram, kElevenlabs, kWhisper };
inline constexpr std::string_view kTranscriptProviderNames[] = {"deepgram", "elevenlabs",
                                                                "whisper"};
template <>
struct schema::EnumerationOf<TranscriptProvider> {
  static constexpr Enumeration value{"transcript_provider", kTranscriptProviderNames};
};

#define SIVO_TRANSCRIPT(FIELD)                                                             \
  FIELD(6, call_id, Id, {}, .required().sealed().refers_history(Kind::kCall), "The call.") \
  FIELD(7, provider, TranscriptProvider, TranscriptProvider::kDeepgram, , "Who wrote it.") \
  FIELD(8, language, std::string, "es", .length(2, 2).rule(schema::rules::language),       \
        "ISO 639-1 language spoken.")                                                      \
  FIELD(9, segments, std::string, "[]", .json(schema::rules::segments).personal(),         \
        "Array of {speaker, start, end, text}; start and end in seconds of the call.")     \
  FIELD(10, expires_at, std::optional<int64_t>, {}, .time().sealed().indexed(),            \
        "When it is to go, by the policy of the time; null = never.")
SIVO_ENTITY(Transcript, kTranscript, "transcript", SIVO_TRANSCRIPT, "What was said in a call.")

}  // namespace sivo
