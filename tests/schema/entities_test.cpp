#include <doctest/doctest.h>

#include <type_traits>

#include "samples.hpp"
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
#include "schema/tenant.hpp"
#include "schema/transcript.hpp"
#include "schema/transcription_policy.hpp"
#include "schema/user.hpp"
#include "schema/user_secret.hpp"
#include "schema/voicemail.hpp"
#include "schema/walk.hpp"
#include "schema/webhook_delivery.hpp"
#include "schema/webhook_endpoint.hpp"

// What spec/model.md and spec/acd.md say of single fields.
using namespace sivo;
using namespace sivo::schema;

namespace {

template <class S>
Result<Record> parse(std::string_view json) {
  return parse_record(table_of<S>(), json);
}

template <class S>
std::string path_of_error(std::string_view json) {
  const auto record = parse<S>(json);
  return record.ok() ? "" : record.error().path;
}

}  // namespace

TEST_CASE("a strategy is understood in every spelling in use") {
  const struct {
    const char* text;
    Strategy strategy;
  } rows[] = {
      {"ring-all", Strategy::kRingAll},         {"ring_all", Strategy::kRingAll},
      {"Ring All", Strategy::kRingAll},         {"longest-idle-agent", Strategy::kLongestIdle},
      {"LONGEST_IDLE", Strategy::kLongestIdle}, {"round_robin", Strategy::kRoundRobin},
      {"top down", Strategy::kTopDown},         {"agent-with-fewest-calls", Strategy::kFewestCalls},
      {"fewest_calls", Strategy::kFewestCalls}, {"random", Strategy::kRandom},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto queue = parse<Queue>("{\"strategy\":\"" + std::string(row.text) + "\"}");
    REQUIRE(queue.ok());
    CHECK(queue->as<Queue>().strategy == row.strategy);
  }
  const auto unknown = parse<Queue>(R"({"strategy":"linear"})");
  CHECK(unknown.error().message ==
        "expected one of ring-all, longest-idle, round-robin, top-down, fewest-calls, random, got "
        "\"linear\"");
}

TEST_CASE("a user's status labels are understood") {
  for (const char* text : {"On Break", "on_break", "paused", "PAUSED"}) {
    const auto user = parse<User>("{\"status\":\"" + std::string(text) + "\"}");
    REQUIRE(user.ok());
    CHECK(user->as<User>().status == UserStatus::kPaused);
  }
  CHECK(parse<User>(R"({"status":"Logged Out"})")->as<User>().status == UserStatus::kLoggedOut);
  CHECK(parse<User>(R"({"status":"On Call"})")->as<User>().status == UserStatus::kOnCall);
}

TEST_CASE("names without aliases are exact") {
  CHECK(path_of_error<Call>(R"({"direction":"Inbound"})") == "direction");
  CHECK(path_of_error<Call>(R"({"status":"no answer"})") == "status");
  CHECK(path_of_error<Tenant>(R"({"plan":"Pro"})") == "plan");
  CHECK(path_of_error<SipTrunk>(R"({"state":"reged"})") == "state");
}

TEST_CASE("a bare service level target is the threshold") {
  const auto queue = parse<Queue>(R"({"service_level_target":30})");
  REQUIRE(queue.ok());
  CHECK(queue->as<Queue>().service_level_threshold_sec == 30);
  CHECK(queue->as<Queue>().service_level_target_pct == 80);
  CHECK(render_record(*queue).find("\"service_level_target\":") == std::string::npos);
  CHECK(path_of_error<Queue>(R"({"service_level_target":30,"service_level_threshold_sec":20})") ==
        "service_level_threshold_sec");
}

TEST_CASE("a queue begins with the defaults of the ACD") {
  const Queue queue;
  CHECK(queue.strategy == Strategy::kLongestIdle);
  CHECK(queue.ring_timeout_sec == 20);
  CHECK(queue.max_wait_time == 0);
  CHECK(queue.wrap_up_time == 10);
  CHECK(queue.max_length == 0);
  CHECK(queue.reject_delay_sec == 0);
  CHECK(queue.busy_delay_sec == 10);
  CHECK(queue.no_answer_delay_sec == 5);
  CHECK(queue.unreachable_delay_sec == 30);
  CHECK(queue.max_no_answer == 3);
  CHECK(queue.announce_interval_sec == 30);
  CHECK(queue.short_abandon_sec == 5);
  CHECK(queue.service_level_threshold_sec == 20);
  CHECK(queue.weight == 1);
}

TEST_CASE("an e-mail address is lower-cased and checked") {
  CHECK(parse<User>(R"({"email":" Ana.Perez@Example.COM "})")->as<User>().email ==
        "ana.perez@example.com");
  CHECK(path_of_error<User>(R"({"email":"ana"})") == "email");
}

TEST_CASE("an extension has 3 to 5 digits or is null") {
  CHECK(path_of_error<User>(R"({"extension":"100"})").empty());
  CHECK(path_of_error<User>(R"({"extension":"99999"})").empty());
  CHECK(path_of_error<User>(R"({"extension":null})").empty());
  for (const char* bad : {"10", "100000", "10a", "", "+100"}) {
    CHECK(path_of_error<User>("{\"extension\":\"" + std::string(bad) + "\"}") == "extension");
  }
}

TEST_CASE("a trunk's password goes in by both names and does not come out") {
  for (const char* key : {"password", "password_encrypted"}) {
    const auto trunk = parse<SipTrunk>("{\"" + std::string(key) + "\":\" s3cret \"}");
    REQUIRE(trunk.ok());
    CHECK(trunk->as<SipTrunk>().password == " s3cret ");
    const std::string json = render_record(*trunk);
    CHECK(json.find("\"password_encrypted\":\"***\"") != std::string::npos);
    CHECK(json.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("a tenant's slug and SIP domain follow the published pattern") {
  for (const char* good : {"ab", "a1", "acme", "acme-spain", "a-b-c", "0a"}) {
    CAPTURE(good);
    CHECK(path_of_error<Tenant>("{\"slug\":\"" + std::string(good) + "\"}").empty());
  }
  for (const char* bad : {"a", "-ab", "ab-", "a--b", "Acme", "a_b", "á"}) {
    CAPTURE(bad);
    CHECK(path_of_error<Tenant>("{\"slug\":\"" + std::string(bad) + "\"}") == "slug");
  }
  auto tenant = parse<Tenant>(R"({"slug":"acme","name":"Acme"})");
  complete_create(*tenant);
  CHECK(tenant->as<Tenant>().sip_domain == "acme.sip.sivocenter.com");
  CHECK(check_create(*tenant).ok());
}

TEST_CASE("configuration has the published keys and defaults, and no others") {
  const auto fresh = parse<Configuration>("{}");
  const Json json = to_json(*fresh);
  CHECK(json.find("auth.jwt_ttl_sec")->as_integer() == 86400);
  CHECK(json.find("auth.mfa_required_roles")->dump() == R"(["admin","superadmin"])");
  CHECK(json.find("ai.llm_base_url")->as_string() == "https://api.groq.com/openai/v1");
  CHECK(json.find("webhooks.retry_max_attempts")->as_integer() == 6);
  CHECK(json.find("recording.default_format")->as_string() == "wav");
  CHECK(parse<Configuration>(R"({"recording.default_format":"mp3"})")
            ->as<Configuration>()
            .recording_default_format == AudioFormat::kMp3);
  CHECK(path_of_error<Configuration>(R"({"recording_default_format":"mp3"})") ==
        "recording_default_format");
  CHECK(path_of_error<Configuration>(R"({"sf.scrt_base_url":"ftp://x"})") == "sf.scrt_base_url");
}

TEST_CASE("the sealed fields are those the model seals") {
  for (const auto& [table, name] : {std::pair{&table_of<Recording>(), "expires_at"},
                                    std::pair{&table_of<Transcript>(), "expires_at"},
                                    std::pair{&table_of<IvrFlowVersion>(), "nodes"},
                                    std::pair{&table_of<QueueMember>(), "user_id"},
                                    std::pair{&table_of<Session>(), "token_hash"},
                                    std::pair{&table_of<ApiKey>(), "key_hash"}}) {
    CHECK(table->fields[index_of(*table, name)].is_sealed);
  }
}

TEST_CASE("every table has the struct of its name") {
  CHECK(table_of<Did>().fields[index_of(table_of<Did>(), "number")].is_unique_in_file);
  CHECK(table_of<Secret>().fields[index_of(table_of<Secret>(), "value")].is_secret);
  CHECK(table_of<UserSecret>().fields[index_of(table_of<UserSecret>(), "mfa_secret")].is_secret);
  CHECK(table_of<AuditLog>().cls == Class::kHistory);
  CHECK(table_of<Call>().cls == Class::kHistory);
  CHECK(table_of<DeadLetter>().cls == Class::kHistory);
  CHECK(table_of<WebhookDelivery>().cls == Class::kHistory);
  CHECK(table_of<LiveCall>().cls == Class::kLive);
  CHECK(table_of<CallOffered>().cls == Class::kInput);
  CHECK(table_of<Hangup>().cls == Class::kAction);
  CHECK(table_of<CallEvent>().cls == Class::kEventData);
  CHECK(table_of<StatusReport>().cls == Class::kReport);
  CHECK(table_of<IvrFlow>().name == "ivr_flow");
  CHECK(table_of<PauseReason>().name == "pause_reason");
  CHECK(table_of<Voicemail>().name == "voicemail");
  CHECK(table_of<Schedule>().name == "schedule");
  CHECK(table_of<RecordingPolicy>().name == "recording_policy");
  CHECK(table_of<TranscriptionPolicy>().name == "transcription_policy");
  CHECK(table_of<WebhookEndpoint>().name == "webhook_endpoint");
}
