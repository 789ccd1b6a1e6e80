#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/recording.hpp"
#include "schema/rules.hpp"
#include "schema/user.hpp"

namespace sivo {

enum class TranscriptionEngine : uint8_t { kDeepgram, kElevenlabsScribe, kWhisper };
inline constexpr std::string_view kTranscriptionEngineNames[] = {
    "deepgram", "elevenlabs_scribe_v2_realtime", "whisper"};
template <>
struct schema::EnumerationOf<TranscriptionEngine> {
  static constexpr Enumeration value{"transcription_engine", kTranscriptionEngineNames};
};

inline constexpr std::string_view kConfigurationOnce[] = {"tenant_id"};
inline constexpr schema::Unique kConfigurationUniques[] = {{kConfigurationOnce}};

// The keys of spec/model.md section 4, by prefix; each list is part of the one below.
#define SIVO_CONFIGURATION_TENANT(FIELD)                                                  \
  FIELD(6, tenant_slug, std::optional<std::string>, {},                                   \
        .length(2, 125).rule(schema::rules::slug).read_only().key("tenant.slug"),         \
        "The tenant's; changed there.")                                                   \
  FIELD(7, tenant_sip_domain, std::optional<std::string>, {},                             \
        .length(1, 253).rule(schema::rules::domain).read_only().key("tenant.sip_domain"), \
        "The tenant's; changed there.")                                                   \
  FIELD(8, tenant_dashboard_url, std::optional<std::string>, {},                          \
        .length(1, 2048).rule(schema::rules::url_or_host).key("tenant.dashboard_url"),    \
        "Address of the panel; null = <slug>.app.sivocenter.com.")                        \
  FIELD(9, tenant_default_locale, Language, Language::kEs, .key("tenant.default_locale"), \
        "Language where nothing else says one.")                                          \
  FIELD(10, tenant_timezone, std::string, "Europe/Madrid",                                \
        .length(1, 64).rule(schema::rules::timezone).key("tenant.timezone"),              \
        "IANA zone where nothing else says one.")

#define SIVO_CONFIGURATION_AUTH(FIELD)                                                            \
  FIELD(11, auth_jwt_ttl_sec, int64_t, 86400, .range(60, 2592000).key("auth.jwt_ttl_sec"),        \
        "Seconds an access token lives.")                                                         \
  FIELD(12, auth_refresh_ttl_sec, int64_t, 2592000,                                               \
        .range(60, 31536000).key("auth.refresh_ttl_sec"), "Seconds a refresh token lives.")       \
  FIELD(13, auth_password_min_length, int64_t, 8, .range(8, 128).key("auth.password_min_length"), \
        "Characters a password must have.")                                                       \
  FIELD(14, auth_login_max_attempts, int64_t, 5, .range(1, 100).key("auth.login_max_attempts"),   \
        "Failures in 15 minutes before a temporary lock.")                                        \
  FIELD(15, auth_mfa_required_roles, std::string, "[\"admin\",\"superadmin\"]",                   \
        .json(schema::rules::roles).length(2, 256).key("auth.mfa_required_roles"),                \
        "Roles that must use a second factor.")

#define SIVO_CONFIGURATION_MEDIA(FIELD)                                                      \
  FIELD(16, recording_default_format, AudioFormat, AudioFormat::kWav,                        \
        .key("recording.default_format"), "Format where no policy says one.")                \
  FIELD(17, recording_default_retention_days, std::optional<int64_t>, {},                    \
        .range(1, 36500).key("recording.default_retention_days"),                            \
        "Days a recording is kept; null = by plan: 30, 180, or set by the tenant.")          \
  FIELD(18, recording_default_provider_id, std::optional<Id>, {},                            \
        .key("recording.default_provider_id"), "Where recordings are kept; null = managed.") \
  FIELD(19, recording_kms_enabled, bool, true, .key("recording.kms_enabled"),                \
        "Recordings are encrypted with a managed key.")                                      \
  FIELD(20, transcription_engine, TranscriptionEngine, TranscriptionEngine::kDeepgram,       \
        .key("transcription.engine"), "Who transcribes.")                                    \
  FIELD(21, transcription_language, std::string, "es",                                       \
        .length(2, 2).rule(schema::rules::language).key("transcription.language"),           \
        "ISO 639-1 language; a DID's own wins.")                                             \
  FIELD(22, transcription_speaker_separation, bool, true,                                    \
        .key("transcription.speaker_separation"), "Speakers are told apart.")                \
  FIELD(23, transcription_policy_retention_days, int64_t, 90,                                \
        .range(1, 36500).key("transcription.policy_retention_days"),                         \
        "Days a transcript is kept where no policy says.")                                   \
  FIELD(24, transcription_push_to_sf, bool, false, .key("transcription.push_to_sf"),         \
        "Transcripts go to Salesforce.")

#define SIVO_CONFIGURATION_AI(FIELD)                                                            \
  FIELD(25, ai_stt_provider, std::string, "deepgram", .length(1, 64).key("ai.stt_provider"),    \
        "Who turns speech into text.")                                                          \
  FIELD(26, ai_stt_model, std::string, "nova-2", .length(1, 128).key("ai.stt_model"),           \
        "Its model.")                                                                           \
  FIELD(27, ai_llm_base_url, std::string, "https://api.groq.com/openai/v1",                     \
        .length(8, 2048).rule(schema::rules::url).key("ai.llm_base_url"),                       \
        "Address of the language model.")                                                       \
  FIELD(28, ai_llm_model, std::string, "llama-3.1-70b-versatile",                               \
        .length(1, 128).key("ai.llm_model"), "The language model.")                             \
  FIELD(29, ai_tts_provider, std::string, "elevenlabs", .length(1, 64).key("ai.tts_provider"),  \
        "Who turns text into speech.")                                                          \
  FIELD(30, ai_tts_model, std::string, "eleven_multilingual_v2",                                \
        .length(1, 128).key("ai.tts_model"), "Its model.")                                      \
  FIELD(31, ai_tts_voice_id, std::optional<std::string>, {},                                    \
        .length(1, 128).key("ai.tts_voice_id"), "The voice; null = by language.")               \
  FIELD(32, ai_max_turns, int64_t, 20, .range(1, 200).key("ai.max_turns"),                      \
        "Turns of a conversation.")                                                             \
  FIELD(33, ai_max_duration_sec, int64_t, 600, .range(10, 14400).key("ai.max_duration_sec"),    \
        "Seconds of a conversation.")                                                           \
  FIELD(34, ai_barge_in_cooldown_ms, int64_t, 300,                                              \
        .range(0, 10000).key("ai.barge_in_cooldown_ms"), "Milliseconds between interruptions.") \
  FIELD(35, ai_speech_min_ms, int64_t, 400, .range(0, 10000).key("ai.speech_min_ms"),           \
        "Milliseconds of sound that count as speech.")

#define SIVO_CONFIGURATION_SALESFORCE(FIELD)                                                    \
  FIELD(36, sf_connected_orgs, std::string, "[]",                                               \
        .json(schema::rules::texts).length(2, 8192).key("sf.connected_orgs"),                   \
        "Organisations connected.")                                                             \
  FIELD(37, sf_jwt_keypair_id, std::string, "global", .length(1, 128).key("sf.jwt_keypair_id"), \
        "The key pair that signs for them.")                                                    \
  FIELD(38, sf_scrt_base_url, std::string, "auto",                                              \
        .length(4, 2048).rule(schema::rules::url_or_auto).key("sf.scrt_base_url"),              \
        "Address of the SCRT service; auto = found by the organisation.")                       \
  FIELD(39, sf_user_mappings, std::string, "[]",                                                \
        .json(schema::rules::user_mappings).length(2, 262144).key("sf.user_mappings"),          \
        "Array of objects that join our users to theirs.")                                      \
  FIELD(40, sf_push_transcripts, bool, false, .key("sf.push_transcripts"),                      \
        "Transcripts are pushed.")                                                              \
  FIELD(41, sf_message_provider_name, std::string, "calltree",                                  \
        .length(1, 128).key("sf.message_provider_name"), "Name of the message provider.")

#define SIVO_CONFIGURATION_WEBHOOKS(FIELD)                                                       \
  FIELD(42, webhooks_signing_secret, std::optional<std::string>, {},                             \
        .length(38, 100).secret().key("webhooks.signing_secret"),                                \
        "For endpoints without one of their own; null = one is made for each.")                  \
  FIELD(43, webhooks_retry_max_attempts, int64_t, 6,                                             \
        .range(0, 20).key("webhooks.retry_max_attempts"), "Retries after the first request.")    \
  FIELD(44, webhooks_timeout_ms, int64_t, 10000, .range(1000, 30000).key("webhooks.timeout_ms"), \
        "Milliseconds for one request.")                                                         \
  FIELD(45, webhooks_dlq_retention_days, int64_t, 30,                                            \
        .range(1, 3650).key("webhooks.dlq_retention_days"), "Days a dead letter is kept.")

#define SIVO_CONFIGURATION(FIELD)      \
  SIVO_CONFIGURATION_TENANT(FIELD)     \
  SIVO_CONFIGURATION_AUTH(FIELD)       \
  SIVO_CONFIGURATION_MEDIA(FIELD)      \
  SIVO_CONFIGURATION_AI(FIELD)         \
  SIVO_CONFIGURATION_SALESFORCE(FIELD) \
  SIVO_CONFIGURATION_WEBHOOKS(FIELD)
SIVO_ENTITY(Configuration, kConfiguration, "configuration", SIVO_CONFIGURATION,
            "The settings of a tenant, one row each.", kConfigurationUniques)

}  // namespace sivo
