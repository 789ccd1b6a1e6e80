#include "switchboard.hpp"

#include <charconv>

namespace sivo::bench {
namespace {

constexpr std::string_view kNumber = "+34911234567";

constexpr std::string_view kFlow = R"([{
  "name": "main",
  "flow": {
    "format": "sivo.flow/1", "name": "main", "start": "menu",
    "nodes": [
      {"id": "menu", "type": "menu", "prompt": "For sales press 1.",
       "options": [{"digits": "1", "label": "sales"}],
       "edges": {"1": "sales", "max_retries": "bye"}},
      {"id": "sales", "type": "queue", "queue": "sales"},
      {"id": "bye", "type": "hangup"}
    ]
  }
}])";

std::string email_of(int agent) { return "a" + std::to_string(agent) + "@acme.example"; }

std::string document(int agents) {
  std::string users, members;
  for (int i = 0; i < agents; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    users += comma + R"({"email":")" + email_of(i) + R"(","full_name":"Agent","extension":")" +
             std::to_string(10'000 + i) + R"(","role":"agent"})";
    members += comma + R"({"queue":"sales","user":")" + email_of(i) + "\"}";
  }
  return R"({"tenant":{"slug":"acme","name":"Acme"},)"
         R"("queues":[{"name":"sales","wrap_up_time":0}],"users":[)" +
         users + R"(],"queue_members":[)" + members + R"(],"ivr_flows":)" + std::string(kFlow) +
         R"(,"sip_trunks":[{"name":"carrier","provider":"custom","host":"sip.example"}],)"
         R"("dids":[{"number":")" +
         std::string(kNumber) + R"(","trunk":"carrier","ivr_flow":"main"}]})";
}

sivo::core opened(const Switchboard::Options& options) {
  sivo_open_options with = sivo::core::options();
  with.path = options.path.empty() ? nullptr : options.path.c_str();
  with.flags = SIVO_OPEN_CREATE;
  with.durability = options.durability;
  with.now_us = kMorning;
  with.seed = 7;
  return sivo::core(with);
}

// Every action names the call and its channel in the same two fields.
constexpr uint16_t kChannelField = SIVO_ANSWER_CHANNEL;
static_assert(kChannelField == SIVO_PLAY_CHANNEL && kChannelField == SIVO_BRIDGE_CHANNEL);

}  // namespace

Switchboard::Switchboard(const Options& options) : core_(opened(options)) {
  core_.apply(document(options.agents), kMorning);
  log_in(options);
  std::vector<Input> ignored;
  poll(ignored);
}

void Switchboard::log_in(const Options& options) {
  sivo::group group(core_);
  for (int i = 0; i < options.agents; ++i) {
    const std::string extension = std::to_string(10'000 + i);
    sivo::record login(SIVO_KIND_AGENT_LOGIN);
    login.set(SIVO_AGENT_LOGIN_TENANT, "acme").set(SIVO_AGENT_LOGIN_EXTENSION, extension);
    core_.step(login, kMorning);
    if (!options.is_paused) continue;
    sivo::record pause(SIVO_KIND_AGENT_PAUSE);
    pause.set(SIVO_AGENT_PAUSE_TENANT, "acme").set(SIVO_AGENT_PAUSE_EXTENSION, extension);
    core_.step(pause, kMorning);
  }
  group.commit();
}

Switchboard::Caller& Switchboard::caller(uint32_t index) {
  while (callers_.size() <= index) callers_.push_back({std::to_string(callers_.size()), {}});
  return callers_[index];
}

void Switchboard::step(const Input& input, int64_t now_us) {
  const Caller& who = caller(input.caller);
  switch (input.what) {
    case Fact::kOffered:
      core_.step(sivo::record(SIVO_KIND_CALL_OFFERED)
                     .set(SIVO_CALL_OFFERED_CHANNEL, who.channel)
                     .set(SIVO_CALL_OFFERED_TO, kNumber)
                     .set(SIVO_CALL_OFFERED_FROM, "+34600111222"),
                 now_us);
      return;
    case Fact::kAnswered:
      core_.step(sivo::record(SIVO_KIND_CALL_ANSWERED).set(SIVO_CALL_ANSWERED_CHANNEL, who.channel),
                 now_us);
      return;
    case Fact::kKey:
      core_.step(sivo::record(SIVO_KIND_DTMF)
                     .set(SIVO_DTMF_CHANNEL, who.channel)
                     .set(SIVO_DTMF_DIGIT, "1"),
                 now_us);
      return;
    case Fact::kRings:
      core_.step(sivo::record(SIVO_KIND_LEG_RINGING).set(SIVO_LEG_RINGING_LEG_ID, who.leg), now_us);
      return;
    case Fact::kPickedUp:
      core_.step(sivo::record(SIVO_KIND_LEG_ANSWERED).set(SIVO_LEG_ANSWERED_LEG_ID, who.leg),
                 now_us);
      return;
    case Fact::kHungUp:
      core_.step(sivo::record(SIVO_KIND_CALL_HANGUP).set(SIVO_CALL_HANGUP_CHANNEL, who.channel),
                 now_us);
      return;
  }
}

void Switchboard::poll(std::vector<Input>& next, std::vector<uint32_t>* told) {
  for (const sivo::record& output : core_.poll_all()) {
    if (output.kind() == SIVO_KIND_EVENT) {
      if (output.text(SIVO_EVENT_TYPE) == "call.ended") ++calls_ended_;
      continue;
    }
    const std::string_view channel = output.text(kChannelField);
    uint32_t index = 0;
    std::from_chars(channel.data(), channel.data() + channel.size(), index);
    if (told != nullptr) told->push_back(index);
    switch (output.kind()) {
      case SIVO_KIND_ANSWER:
        next.push_back({index, Fact::kAnswered});
        break;
      case SIVO_KIND_PLAY:
        next.push_back({index, Fact::kKey});
        break;
      case SIVO_KIND_DIAL:
        caller(index).leg = output.id(SIVO_DIAL_LEG_ID);
        next.push_back({index, Fact::kRings});
        next.push_back({index, Fact::kPickedUp});
        break;
      case SIVO_KIND_BRIDGE:
        next.push_back({index, Fact::kHungUp});
        break;
      default:
        break;
    }
  }
}

}  // namespace sivo::bench
