#pragma once

#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class AudioFormat : uint8_t { kWav, kMp3, kOgg };
inline constexpr std::string_view kAudioFormatNames[] = {"wav", "mp3", "ogg"};
template <>
struct schema::EnumerationOf<AudioFormat> {
  static constexpr Enumeration value{"audio_format", kAudioFormatNames};
};

enum class StorageProvider : uint8_t { kSivoManaged, kS3, kGcs, kAzure, kMinio, kFtp, kSftp };
inline constexpr std::string_view kStorageProviderNames[] = {"sivo_managed", "s3",  "gcs", "azure",
                                                             "minio",        "ftp", "sftp"};
template <>
struct schema::EnumerationOf<StorageProvider> {
  static constexpr Enumeration value{"storage_provider", kStorageProviderNames};
};

inline constexpr int64_t kMediaSecondsMax = 31 * 86'400;
inline constexpr int64_t kMediaBytesMax = int64_t{1} << 40;

#define SIVO_RECORDING(FIELD)                                                                  \
  FIELD(6, call_id, Id, {}, .required().sealed().refers_history(Kind::kCall), "The call.")     \
  FIELD(7, storage_url, std::string, {}, .length(1, 2048).rule(schema::rules::uri).required(), \
        "Where the audio is.")                                                                 \
  FIELD(8, format, AudioFormat, AudioFormat::kWav, , "How the audio is coded.")                \
  FIELD(9, duration_sec, int64_t, 0, .range(0, kMediaSecondsMax), "Length in seconds.")        \
  FIELD(10, size_bytes, int64_t, 0, .range(0, kMediaBytesMax), "Size in bytes.")               \
  FIELD(11, expires_at, std::optional<int64_t>, {}, .time().sealed().indexed(),                \
        "When it is to go, by the policy of the time; null = never.")                          \
  FIELD(12, provider, StorageProvider, StorageProvider::kSivoManaged, , "Who keeps it.")
SIVO_ENTITY(Recording, kRecording, "recording", SIVO_RECORDING, "The audio of a call.")

}  // namespace sivo
