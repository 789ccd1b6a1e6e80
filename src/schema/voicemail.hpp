#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/recording.hpp"

namespace sivo {

#define SIVO_VOICEMAIL(FIELD)                                                                   \
  FIELD(6, mailbox, std::string, {}, .length(1, 120).required().sealed().indexed(),             \
        "The box it was left in, as the flow or the queue names it.")                           \
  FIELD(7, call_id, std::optional<Id>, {}, .sealed().refers_history(Kind::kCall),               \
        "The call that left it.")                                                               \
  FIELD(8, user_id, std::optional<Id>, {}, .refers(Kind::kUser, schema::OnDelete::kSetNull),    \
        "The person it is for, if one.")                                                        \
  FIELD(9, queue_id, std::optional<Id>, {}, .refers(Kind::kQueue, schema::OnDelete::kSetNull),  \
        "The queue it is for, if one.")                                                         \
  FIELD(10, caller_id_number, std::string, {}, .length(0, 255).personal(),                      \
        "The caller's number; empty = withheld.")                                               \
  FIELD(11, storage_url, std::string, {}, .length(1, 2048).rule(schema::rules::uri).required(), \
        "Where the audio is.")                                                                  \
  FIELD(12, format, AudioFormat, AudioFormat::kWav, , "How the audio is coded.")                \
  FIELD(13, duration_sec, int64_t, 0, .range(0, kMediaSecondsMax), "Length in seconds.")        \
  FIELD(14, size_bytes, int64_t, 0, .range(0, kMediaBytesMax), "Size in bytes.")                \
  FIELD(15, transcript, std::optional<std::string>, {}, .length(0, 20000).personal(),           \
        "What was said, if transcribed.")                                                       \
  FIELD(16, heard_at, std::optional<int64_t>, {}, .time(), "When it was first heard.")          \
  FIELD(17, expires_at, std::optional<int64_t>, {}, .time().indexed(),                          \
        "When it is to go; null = never.")
SIVO_ENTITY(Voicemail, kVoicemail, "voicemail", SIVO_VOICEMAIL, "A message a caller left.")

}  // namespace sivo
