#include "callers.hpp"

#include <algorithm>
#include <charconv>

namespace {

constexpr std::string_view kChannelPrefix = "call-";
constexpr std::string_view kSpecialist = "+34933334444";
constexpr int64_t kHoldTime = 40 * kSecond;
constexpr int64_t kConsultTime = 20 * kSecond;
// A prompt's length: this host speaks 15 characters a second; a real one knows its audio.
constexpr int64_t kCharactersPerSecond = 15;

std::string channel_of(uint32_t who) { return std::string(kChannelPrefix) + std::to_string(who); }

}  // namespace

Callers::Callers(Exchange& exchange, const Centre& centre)
    : exchange_(exchange),
      centre_(centre),
      callers_(exchange.day.callers.size()),
      still_there_(exchange.day.callers.size(), false) {}

uint32_t Callers::index_of(std::string_view channel) {
  uint32_t who = UINT32_MAX;
  channel.remove_prefix(std::min(kChannelPrefix.size(), channel.size()));
  std::from_chars(channel.data(), channel.data() + channel.size(), who);
  return who;
}

void Callers::plan_arrivals() {
  for (uint32_t who = 0; who < callers_.size(); ++who)
    exchange_.queue.add(exchange_.moment(exchange_.day.callers[who].arrives_us),
                        {What::kArrives, who});
}

// ---- What callers and their agents do ----

void Callers::happens(const Happening& happening) {
  const uint32_t who = happening.who;
  Caller& caller = callers_[who];
  if (happening.what == What::kArrives) return arrives(who);
  if (caller.stage == Stage::kGone) return;
  if (happening.what == What::kIsAnswered) {
    exchange_.send(to_call(who, SIVO_KIND_CALL_ANSWERED, SIVO_CALL_ANSWERED_CHANNEL));
    return;
  }
  if (happening.what == What::kPromptEnds) {
    if (caller.prompt != happening.number) return;  // stopped meanwhile
    caller.prompt = -1;
    exchange_.send(to_call(who, SIVO_KIND_PLAY_FINISHED, SIVO_PLAY_FINISHED_CHANNEL)
                       .set(SIVO_PLAY_FINISHED_PLAY_ID, happening.number));
    return;
  }
  if (caller.turn != happening.turn) return;
  switch (happening.what) {
    case What::kPressesKey:
      return presses_key(who);
    case What::kLeaves:
      return leaves(who);
    case What::kWishes:
      return wishes(who);
    case What::kResumes:
      exchange_.send(to_call(who, SIVO_KIND_RESUME_REQUESTED, SIVO_RESUME_REQUESTED_CHANNEL));
      move_to(who, Stage::kTalking);
      return plan(who, caller.talk_left_us, What::kHangsUp);
    case What::kHandsOver:
      exchange_.send(to_call(who, SIVO_KIND_CONSULT_COMPLETED, SIVO_CONSULT_COMPLETED_CHANNEL));
      return;
    case What::kHangsUp:
      return hangs_up(who);
    default:
      return;
  }
}

void Callers::arrives(uint32_t who) {
  const CallerPlan& plan_of_caller = exchange_.day.callers[who];
  sivo::record offer = to_call(who, SIVO_KIND_CALL_OFFERED, SIVO_CALL_OFFERED_CHANNEL);
  offer.set(SIVO_CALL_OFFERED_TO, exchange_.day.did)
      .set(SIVO_CALL_OFFERED_FROM, plan_of_caller.number)
      .set(SIVO_CALL_OFFERED_PRIORITY, plan_of_caller.priority);
  ++offered_;
  callers_[who].talk_left_us = plan_of_caller.service_us;
  move_to(who, Stage::kMenu);
  plan(who, plan_of_caller.menu_us, plan_of_caller.key == '\0' ? What::kLeaves : What::kPressesKey);
  exchange_.send(offer);
}

void Callers::presses_key(uint32_t who) {
  const char key = exchange_.day.callers[who].key;
  exchange_.send(to_call(who, SIVO_KIND_DTMF, SIVO_DTMF_CHANNEL)
                     .set(SIVO_DTMF_DIGIT, std::string_view(&key, 1)));
}

// What the caller needs that one short conversation with one agent does not give.
void Callers::wishes(uint32_t who) {
  Caller& caller = callers_[who];
  caller.has_wished = true;
  switch (exchange_.day.callers[who].wish) {
    case Wish::kHold:
      exchange_.send(to_call(who, SIVO_KIND_HOLD_REQUESTED, SIVO_HOLD_REQUESTED_CHANNEL));
      move_to(who, Stage::kHeld);
      return plan(who, kHoldTime, What::kResumes);
    case Wish::kTransfer:
      return ask_transfer(who);
    case Wish::kConsult:
      return ask_consult(who);
    case Wish::kNone:
      return;
  }
}

void Callers::ask_transfer(uint32_t who) {
  const char key = exchange_.day.callers[who].transfer_key;
  // Where he goes is told by the next action: music in a queue, or a hangup.
  move_to(who, Stage::kHeld);
  exchange_.send(to_call(who, SIVO_KIND_TRANSFER_REQUESTED, SIVO_TRANSFER_REQUESTED_CHANNEL)
                     .set(SIVO_TRANSFER_REQUESTED_TO_QUEUE_ID, centre_.queues.at(key)));
}

void Callers::ask_consult(uint32_t who) {
  move_to(who, Stage::kConsulting);
  exchange_.send(to_call(who, SIVO_KIND_CONSULT_REQUESTED, SIVO_CONSULT_REQUESTED_CHANNEL)
                     .set(SIVO_CONSULT_REQUESTED_TO, kSpecialist));
}

void Callers::hangs_up(uint32_t who) {
  if (exchange_.day.callers[who].hangs_up_first) return leaves(who);
  // The agent hangs up first; the library then asks to hang up the caller.
  exchange_.send(sivo::record(SIVO_KIND_LEG_ENDED).set(SIVO_LEG_ENDED_LEG_ID, callers_[who].leg));
}

void Callers::leaves(uint32_t who) {
  exchange_.send(to_call(who, SIVO_KIND_CALL_HANGUP, SIVO_CALL_HANGUP_CHANNEL));
  move_to(who, Stage::kGone);
}

// ---- What the library asks ----

void Callers::perform(const sivo::record& action) {
  // Every action begins with the call and the channel.
  const uint32_t who = index_of(action.text(SIVO_ANSWER_CHANNEL));
  if (who >= callers_.size() || callers_[who].stage == Stage::kGone) return;
  switch (action.kind()) {
    case SIVO_KIND_ANSWER:
      return plan(who, 0, What::kIsAnswered);
    case SIVO_KIND_PLAY:
      return on_play(who, action);
    case SIVO_KIND_STOP_PLAY:
      callers_[who].prompt = -1;
      return;
    case SIVO_KIND_MUSIC_START:
      return on_waiting(who);
    case SIVO_KIND_BRIDGE:
      return on_bridge(who, action);
    case SIVO_KIND_HANGUP:
      return move_to(who, Stage::kGone);
    default:
      return;  // music and hold need audio, which this host has none of
  }
}

void Callers::on_play(uint32_t who, const sivo::record& action) {
  callers_[who].prompt = action.integer(SIVO_PLAY_PLAY_ID);
  const auto characters = static_cast<int64_t>(action.text(SIVO_PLAY_PROMPTS).size());
  exchange_.later(characters * kSecond / kCharactersPerSecond,
                  {What::kPromptEnds, who, 0, callers_[who].prompt, {}});
}

// Music: he has joined a line, and his patience begins.
void Callers::on_waiting(uint32_t who) {
  if (callers_[who].stage != Stage::kMenu && callers_[who].stage != Stage::kHeld) return;
  move_to(who, Stage::kQueue);
  const int64_t patience_us = exchange_.day.callers[who].patience_us;
  if (patience_us != kNever) plan(who, patience_us, What::kLeaves);
}

void Callers::on_bridge(uint32_t who, const sivo::record& action) {
  Caller& caller = callers_[who];
  if (action.has(SIVO_BRIDGE_WITH_LEG_ID))  // the specialist with the agent
    return plan(who, kConsultTime, What::kHandsOver);
  caller.leg = action.id(SIVO_BRIDGE_LEG_ID);
  move_to(who, Stage::kTalking);
  const bool wishes = !caller.has_wished && exchange_.day.callers[who].wish != Wish::kNone;
  if (!wishes) return plan(who, caller.talk_left_us, What::kHangsUp);
  const int64_t first_us = caller.talk_left_us * 2 / 5;
  caller.talk_left_us -= first_us;
  plan(who, first_us, What::kWishes);
}

// ---- The end ----

void Callers::close() {
  for (uint32_t who = 0; who < callers_.size(); ++who) {
    const Stage stage = callers_[who].stage;
    if (stage == Stage::kAway || stage == Stage::kGone) continue;
    still_there_[who] = true;
    leaves(who);
  }
}

void Callers::move_to(uint32_t who, Stage stage) {
  callers_[who].stage = stage;
  ++callers_[who].turn;
}

void Callers::plan(uint32_t who, int64_t delay_us, What what) {
  exchange_.later(delay_us, {what, who, callers_[who].turn, 0, {}});
}

sivo::record Callers::to_call(uint32_t who, uint16_t kind, uint16_t channel_field) const {
  sivo::record input(kind);
  input.set(channel_field, channel_of(who));
  return input;
}
