#include <algorithm>

#include "engine/call/engine.hpp"
#include "engine/call/prompt_json.hpp"
#include "engine/ivr/render.hpp"

// Between an agent's answer and the bridge. With press_to_accept the offer stays open, and other
// phones go on ringing, until the key: a voicemail that answers never gets the caller (case 25).
// Then the agent claims the caller; a whisper is played to him before the two are joined. Who goes
// away meanwhile leaves the other where he was (cases 11 and 12). Without either, the answer claims
// and joins at once.
namespace sivo::call {
namespace {

// What the host plays to an agent who is to accept by a key; it maps the URI to its own recording.
constexpr std::string_view kAcceptPrompt = "sivo:accept";

// A flow gives up on a transfer 5 s after its ring time, the time its whisper may take of that.
constexpr Micros kFlowWhisperMax = 4 * kSecond;

// Ids of prompts on legs have bit 31, which those of sessions have not, and are taken from the
// leg's: a late report about another leg's whisper is no mistake for this one's.
constexpr uint32_t kLegPlay = 1U << 31;

int64_t play_id_of(const LiveLeg& leg) {
  const auto& bytes = leg.id.bytes;
  uint32_t tail = 0;
  for (size_t i = bytes.size() - 4; i < bytes.size(); ++i) tail = tail << 8 | bytes[i];
  const uint32_t which = leg.state == LegState::kWhispering ? 1 : 0;
  return kLegPlay | (tail << 1 & ~kLegPlay) | which;
}

ivr::RenderedPrompt prompt_of(ivr::PromptKind kind, std::string text) {
  ivr::RenderedPrompt prompt;
  prompt.kind = kind;
  prompt.text = std::move(text);
  return prompt;
}

}  // namespace

// The agent's phone was answered, perhaps by the agent. Without the key it will have rung out.
void Engine::offer_picked_up(ActiveLeg& leg, Micros now) {
  acd_.offer_ringing(leg.offer, now);
  leg.row.ring_us = now - leg.row.dialled_at;
  const QueueEntry* queue = directory_.queue(leg.row.tenant_id, *leg.row.queue_id);
  if (!queue || !queue->queue.press_to_accept) {
    claim_caller(leg, now);
    return;
  }
  leg.row.state = LegState::kAccepting;
  play_to_leg(*book_.call(leg.call), leg, false);
}

// The one atomic claim; every other phone that rings for the caller is released by it.
void Engine::claim_caller(ActiveLeg& leg, Micros now) {
  if (!acd_.offer_answered(leg.offer, now)) {
    ++late_inputs_;  // closed in this very step; its leg is released by that output
    return;
  }
  book_.mark(*book_.call(leg.call));
  if (!begin_whisper(leg, now)) {
    answer_offer(leg, now);
    return;
  }
  // What the caller was just being told is not true any more.
  ActiveCall& call = *book_.call(leg.call);
  if (call.row.announce_play != 0) fire_announcement(call, now);
}

// The agent is gone before he was joined: the caller has his place again.
void Engine::drop_claim(ActiveLeg& leg, Micros now) {
  const ActiveCall& call = *book_.call(leg.call);
  if (call.is_waiting()) acd_.connect_failed(call.caller, now);
}

// Of an agent who is being removed: logged out first, so that he is not rung again.
void Engine::drop_claim_of(const Agent& agent, Micros now) {
  const acd::OfferRecord* offer = acd_.offer(acd_.agent(agent.ref).offer);
  if (!offer || offer->state != acd::OfferState::kAccepted) return;
  acd_.logout(agent.ref, now);
  if (ActiveLeg* leg = book_.leg(leg_of_offer_[offer->ref.slot])) drop_claim(*leg, now);
}

// False when there is nothing to say.
bool Engine::begin_whisper(ActiveLeg& leg, Micros now) {
  const LegState before = leg.row.state;
  const ActiveCall& call = *book_.call(leg.call);
  leg.row.state = LegState::kWhispering;
  if (prompts_for(call, leg) == "[]") {
    leg.row.state = before;
    return false;
  }
  leg.row.ring_until = now + kWhisperMax;
  if (!leg.row.is_offer) {
    const Micros rings_until = leg.row.dialled_at + flow_transfer(call, leg)->ring_us_max;
    leg.row.ring_until = std::min(leg.row.ring_until, rings_until + kFlowWhisperMax);
  }
  timers_.schedule(leg_key(leg.slot), leg.row.ring_until);
  book_.mark(leg);
  play_to_leg(call, leg, false);
  return true;
}

// Also when it is not over but has taken too long.
void Engine::whisper_over(ActiveLeg& leg, Micros now) {
  stop_leg_play(leg);
  timers_.cancel(leg_key(leg.slot));
  ActiveCall& call = *book_.call(leg.call);
  if (leg.row.is_offer) {
    answer_offer(leg, now);
  } else {
    transfer_answered(call, leg, now);
  }
}

// Made anew from the configuration each time, so that no row has to keep them.
std::string Engine::prompts_for(const ActiveCall& call, const ActiveLeg& leg) const {
  std::vector<ivr::RenderedPrompt> prompts;
  if (const ivr::TransferNode* transfer = flow_transfer(call, leg)) {
    const schema::Json* language = call.session->variable("language");
    const bool is_set = language && language->is_string();
    const ivr::Flow& flow = call.session->flow();
    prompts =
        ivr::render_prompt(flow, transfer->whisper, is_set ? language->as_string() : flow.language);
    return prompts_json(prompts);
  }
  const auto found = directory_.queues.find(leg.row.queue_id.value_or(Id{}));
  if (found == directory_.queues.end()) return "[]";
  const Queue& queue = found->second.queue;
  if (leg.row.state == LegState::kAccepting) {
    prompts.push_back(prompt_of(ivr::PromptKind::kAudio, std::string(kAcceptPrompt)));
    prompts.push_back(prompt_of(ivr::PromptKind::kDigits, queue.accept_key));
  } else if (queue.whisper) {
    prompts.push_back(prompt_of(ivr::PromptKind::kTts, *queue.whisper));
  }
  return prompts_json(prompts);
}

void Engine::play_to_leg(const ActiveCall& call, ActiveLeg& leg, bool is_repeat) {
  auto play = to_call<Play>(call);
  play.is_repeat = is_repeat;
  play.leg_id = leg.row.id;
  play.play_id = leg.row.play = play_id_of(leg.row);
  play.prompts = prompts_for(call, leg);
  act(play);
}

void Engine::stop_leg_play(ActiveLeg& leg) {
  if (leg.row.play == 0) return;
  auto stop = to_call<StopPlay>(*book_.call(leg.call));
  stop.leg_id = leg.row.id;
  stop.play_id = leg.row.play;
  act(stop);
  leg.row.play = 0;
  book_.mark(leg);
}

ActiveLeg* Engine::leg_playing(const ActiveCall& call, int64_t play_id) {
  if (play_id == 0) return nullptr;
  for (const Slot slot : call.legs) {
    ActiveLeg* leg = book_.leg(slot);
    if (leg->row.play == play_id && !leg->is_gone) return leg;
  }
  return nullptr;
}

// Whether it was played or could not be: the two are joined. After the prompt for the key, the key
// is awaited.
void Engine::leg_play_finished(ActiveLeg& leg, Micros now) {
  leg.row.play = 0;
  book_.mark(leg);
  if (leg.row.state == LegState::kWhispering) whisper_over(leg, now);
}

// The key of an agent's phone. Those pressed in a conversation mean nothing to the library.
Result<void> Engine::key_on_leg(const Dtmf& in, Micros now) {
  ActiveLeg* leg = book_.leg(*in.leg_id);
  ActiveCall* call = leg ? book_.call(leg->call) : book_.call_on(to_text(*in.leg_id));
  if (!call || call->is_ending || (leg && leg->is_gone)) {
    ++late_inputs_;
    return {};
  }
  book_.mark(*call);
  if (!leg) return dtmf(*call, in, now);  // it has become the caller's
  if (leg->row.state != LegState::kAccepting) return {};
  const QueueEntry* queue = directory_.queue(leg->row.tenant_id, *leg->row.queue_id);
  if (!queue || in.digit != queue->queue.accept_key) return {};
  book_.mark(*leg);
  stop_leg_play(*leg);
  claim_caller(*leg, now);
  return {};
}

}  // namespace sivo::call
