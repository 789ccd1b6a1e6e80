#include <algorithm>

#include "engine/ivr/machine.hpp"
#include "engine/ivr/render.hpp"
#include "engine/ivr/variables.hpp"

namespace sivo::ivr {

using event::PlayEnd;
using schema::Json;

bool Machine::is_over_limit(NodeIndex target) const {
  const uint32_t visits = target == d_.node ? d_.visits_in_row + 1 : 1;
  return d_.steps >= d_.steps_max || macrosteps_ >= limits_.macrostep ||
         visits > limits_.visits_in_row;
}

void Machine::enter(NodeIndex target, bool as_on_error) {
  if (is_over_limit(target)) return breach();
  d_.visits_in_row = target == d_.node ? d_.visits_in_row + 1 : 1;
  d_.node = target;
  d_.is_handling_error = as_on_error;
  d_.attempt = 1;
  ++d_.steps;
  ++macrosteps_;
  if (d_.path.size() < kPathMax) d_.path.push_back(target);
  for (const auto& [name, value] : node().assign) {
    if (!set_variable(d_, limits_, name, value)) return fail(Edge::kError);
  }
  if (d_.is_answered || !flow_.auto_answer || !needs_media(node())) return begin();
  d_.state = State::kAnswering;
  if (d_.answer_id != 0) return;
  d_.answer_id = emit(action::Answer{});
  timer(Timer::kAnswer) = d_.now + kAnswerTimeout;
}

bool Machine::needs_media(const Node& of) const {
  switch (of.type()) {
    case NodeType::kPlay:
      return !render(std::get<PlayNode>(of.body).prompt).empty();
    case NodeType::kMenu:
    case NodeType::kQueue:
      return true;
    case NodeType::kTransfer:
      return !render(std::get<TransferNode>(of.body).pre_prompt).empty();
    case NodeType::kHangup:
      return !render(std::get<HangupNode>(of.body).prompt).empty();
  }
  return true;
}

void Machine::begin() {
  switch (node().type()) {
    case NodeType::kPlay:
      return begin_play(std::get<PlayNode>(node().body));
    case NodeType::kMenu: {
      const auto& menu = std::get<MenuNode>(node().body);
      if (menu.flush_buffer) d_.typeahead.clear();
      return begin_attempt(menu);
    }
    case NodeType::kQueue:
      return begin_queue(std::get<QueueNode>(node().body));
    case NodeType::kTransfer:
      return begin_transfer(std::get<TransferNode>(node().body));
    case NodeType::kHangup:
      return begin_hangup(std::get<HangupNode>(node().body));
  }
}

void Machine::begin_play(const PlayNode& node_body) {
  auto prompts = render(node_body.prompt);
  d_.state = State::kPlaying;
  if (prompts.empty()) return succeed();
  d_.repeats_left = node_body.repeat - 1;
  play(std::move(prompts), node_body.barge_in);
  timer(Timer::kPlay) = d_.now + node_body.duration_us_max;
}

void Machine::play_over(const PlayNode& node_body, PlayEnd reason) {
  if (reason == PlayEnd::kError) {
    timer(Timer::kPlay) = kNever;
    return fail(Edge::kError);
  }
  if (reason == PlayEnd::kStopped || d_.repeats_left == 0) {
    timer(Timer::kPlay) = kNever;
    return succeed();
  }
  // The guard goes on: max_duration_ms is for all repetitions together.
  --d_.repeats_left;
  const Micros guard = timer(Timer::kPlay);
  play(render(node_body.prompt), node_body.barge_in);
  timer(Timer::kPlay) = guard;
}

void Machine::begin_attempt(const MenuNode& menu) {
  const bool is_retry = d_.attempt > 1;
  std::vector<RenderedPrompt> prompts;
  if (is_retry) {
    const bool is_silence = d_.last_failure == CollectStatus::kNoInput;
    prompts = render(is_silence ? menu.timeout_prompt : menu.invalid_prompt);
    if (menu.clear_buffer_on_retry) d_.typeahead.clear();
  }
  const bool is_short = is_retry && !menu.reprompt.empty();
  auto question = render(is_short ? menu.reprompt : menu.prompt);
  std::move(question.begin(), question.end(), std::back_inserter(prompts));
  d_.state = State::kCollecting;
  if (d_.collector.start(menu.collect, !prompts.empty(), d_.typeahead, d_.now)) {
    play(std::move(prompts), menu.collect.barge_in);
  }
  after_key_or_timer();
}

void Machine::after_key_or_timer() {
  if (d_.collector.state().status == CollectStatus::kRunning) return;
  collected(std::get<MenuNode>(node().body));
}

// Recursion through begin_attempt is bounded by the menu's attempts, ten at most.
void Machine::collected(const MenuNode& menu) {
  const Collector::State& result = d_.collector.state();
  const auto same = [this](const CollectRecord& record) { return record.node == d_.node; };
  auto record = std::find_if(d_.records.begin(), d_.records.end(), same);
  if (record == d_.records.end()) record = d_.records.insert(record, CollectRecord{});
  *record = {d_.node, result.status, result.reason, result.entry, d_.attempt};
  if (result.swallow_until != 0) {
    d_.swallow_until = result.swallow_until;
    d_.swallow_keys = menu.collect.terminator;
  }
  if (result.status == CollectStatus::kMatch) {
    const bool is_stored = menu.variable.empty() ||
                           set_variable(d_, limits_, menu.variable, Json::string(result.entry));
    if (!is_stored) return fail(Edge::kError);
    const auto option = std::find_if(menu.options.begin(), menu.options.end(),
                                     [&](const auto& o) { return o.digits == result.entry; });
    return go(option->target);
  }
  d_.last_failure = result.status;
  const bool is_silence = result.status == CollectStatus::kNoInput;
  if (d_.attempt >= static_cast<uint32_t>(menu.attempts_max)) {
    return fail(is_silence ? Edge::kTimeout : Edge::kInvalid);
  }
  ++d_.attempt;
  begin_attempt(menu);
}

void Machine::begin_queue(const QueueNode& queue) {
  if (!is_plain_name(queue.queue)) return fail(Edge::kError);
  auto prompts = render(queue.pre_prompt);
  d_.state = State::kQueued;
  d_.is_in_pre_prompt = !prompts.empty();
  if (!d_.is_in_pre_prompt) return enter_queue(queue);
  play(std::move(prompts), !queue.exit_keys.empty());
}

void Machine::enter_queue(const QueueNode& queue) {
  d_.is_in_pre_prompt = false;
  d_.leg_id = emit(action::QueueEnter{queue.queue, queue.priority, queue.skills, queue.wait_us_max,
                                      queue.announce_position, queue.moh, queue.exit_keys});
  run_clock(false);
  if (queue.wait_us_max != 0) {
    timer(Timer::kQueue) = d_.now + queue.wait_us_max + kGuardMargin;
  }
}

void Machine::begin_transfer(const TransferNode& transfer) {
  if (!is_destination(transfer.to)) return fail(Edge::kInvalid);
  if (!transfer.caller_id.empty() && !is_plain_name(transfer.caller_id))
    return fail(Edge::kInvalid);
  auto prompts = render(transfer.pre_prompt);
  d_.state = State::kTransferring;
  d_.is_in_pre_prompt = !prompts.empty();
  if (!d_.is_in_pre_prompt) return start_transfer(transfer);
  play(std::move(prompts), false);
}

void Machine::start_transfer(const TransferNode& transfer) {
  d_.is_in_pre_prompt = false;
  d_.leg_id =
      emit(action::Transfer{transfer.kind, transfer.to, transfer.caller_id, transfer.ring_us_max,
                            transfer.duration_us_max, render(transfer.whisper), transfer.moh});
  timer(Timer::kRing) = d_.now + transfer.ring_us_max + kGuardMargin;
}

void Machine::begin_hangup(const HangupNode& hangup) {
  auto prompts = render(hangup.prompt);
  if (prompts.empty()) return end(Outcome::kEndOfFlow, hangup.cause, hangup.reason);
  d_.state = State::kPlaying;
  play(std::move(prompts), false);
}

void Machine::prompt_over(PlayEnd reason) {
  if (const auto* body = std::get_if<PlayNode>(&node().body)) return play_over(*body, reason);
  timer(Timer::kPlay) = kNever;
  switch (node().type()) {
    case NodeType::kPlay:
      return;
    case NodeType::kMenu:
      return d_.collector.prompt_finished(std::get<MenuNode>(node().body).collect, d_.now);
    case NodeType::kQueue:
      return enter_queue(std::get<QueueNode>(node().body));
    case NodeType::kTransfer:
      return start_transfer(std::get<TransferNode>(node().body));
    case NodeType::kHangup: {
      const auto& hangup = std::get<HangupNode>(node().body);
      return end(Outcome::kEndOfFlow, hangup.cause, hangup.reason);
    }
  }
}

void Machine::play(std::vector<RenderedPrompt> prompts, bool barge_in) {
  d_.play_id = emit(action::Play{std::move(prompts), barge_in});
  timer(Timer::kPlay) = d_.now + kPlayGuard;
}

void Machine::stop_play() {
  timer(Timer::kPlay) = kNever;
  if (d_.play_id == 0) return;
  emit_for(d_.play_id, action::StopPlay{});
  d_.play_id = 0;
}

std::vector<RenderedPrompt> Machine::render(const Prompt& prompt) const {
  const Json* language = find_variable(flow_, d_, "language");
  const bool is_set = language != nullptr && language->is_string();
  return render_prompt(flow_, prompt, is_set ? language->as_string() : flow_.language);
}

}  // namespace sivo::ivr
