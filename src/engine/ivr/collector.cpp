#include "engine/ivr/collector.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace sivo::ivr {
namespace {

bool contains(std::string_view keys, char key) { return keys.find(key) != std::string_view::npos; }

// How an entry relates to a menu's options.
struct MenuMatch {
  bool is_option = false;
  bool is_proper_prefix = false;
};

MenuMatch match_options(const CollectorSettings& settings, std::string_view entry) {
  MenuMatch match;
  for (const std::string& option : settings.options) {
    if (option == entry) match.is_option = true;
    if (option.size() > entry.size() && option.starts_with(entry)) match.is_proper_prefix = true;
  }
  return match;
}

// In a menu a key that goes on with an option is never the terminator.
bool is_terminator(const CollectorSettings& settings, const std::string& entry, char key) {
  if (!contains(settings.terminator, key)) return false;
  if (settings.kind == CollectKind::kInput) return true;
  const MenuMatch match = match_options(settings, entry + key);
  return !match.is_option && !match.is_proper_prefix;
}

}  // namespace

bool is_dtmf_key(char key) { return key != '\0' && contains("0123456789*#ABCD", key); }

std::string_view collect_status_name(CollectStatus status) {
  switch (status) {
    case CollectStatus::kRunning:
      return "running";
    case CollectStatus::kMatch:
      return "match";
    case CollectStatus::kInvalid:
      return "invalid";
    case CollectStatus::kNoInput:
      return "no_input";
  }
  return {};
}

std::string_view invalid_reason_name(InvalidReason reason) {
  switch (reason) {
    case InvalidReason::kNone:
      return "";
    case InvalidReason::kNoOption:
      return "no_option";
    case InvalidReason::kEmpty:
      return "empty";
    case InvalidReason::kTooShort:
      return "too_short";
    case InvalidReason::kTooLong:
      return "too_long";
    case InvalidReason::kDisallowed:
      return "disallowed";
    case InvalidReason::kNoTerminator:
      return "no_terminator";
  }
  return {};
}

bool Collector::start(const CollectorSettings& settings, bool has_prompt, std::string& typeahead,
                      Micros now) {
  state_ = State{};
  if (!settings.barge_in) typeahead.clear();
  if (!typeahead.empty()) {
    state_.phase = Phase::kWaiting;
    state_.overall_at = now + settings.overall_us;
    size_t used = 0;
    while (used < typeahead.size() && state_.status == CollectStatus::kRunning) {
      take(settings, typeahead[used++], now);
    }
    typeahead.erase(0, used);
    return false;
  }
  if (has_prompt) return true;
  wait_first(settings, now);
  return false;
}

void Collector::wait_first(const CollectorSettings& settings, Micros now) {
  state_.phase = Phase::kWaiting;
  state_.first_at = now + settings.first_us;
  if (state_.overall_at == kNever) state_.overall_at = now + settings.overall_us;
}

void Collector::prompt_finished(const CollectorSettings& settings, Micros now) {
  const bool is_running = state_.status == CollectStatus::kRunning;
  if (is_running && state_.phase == Phase::kPrompt) wait_first(settings, now);
}

KeyUse Collector::key(const CollectorSettings& settings, char key, Micros now) {
  SIVO_ASSERT(is_dtmf_key(key));
  if (state_.status != CollectStatus::kRunning) return KeyUse::kLeft;
  const bool is_in_prompt = state_.phase == Phase::kPrompt;
  if (is_in_prompt && !settings.barge_in) return KeyUse::kDropped;
  if (is_in_prompt) {
    state_.phase = Phase::kWaiting;
    state_.overall_at = now + settings.overall_us;
  }
  take(settings, key, now);
  return is_in_prompt ? KeyUse::kStopsPrompt : KeyUse::kTaken;
}

void Collector::take(const CollectorSettings& settings, char key, Micros now) {
  state_.first_at = kNever;
  if (contains(settings.cancel_key, key)) {
    state_.entry.clear();
    state_.interdigit_at = kNever;
    state_.first_at = now + settings.first_us;
    return;
  }
  if (is_terminator(settings, state_.entry, key)) return close_entry(settings);
  const bool is_input = settings.kind == CollectKind::kInput;
  if (is_input && !contains(settings.allowed, key)) {
    if (settings.on_disallowed == Disallowed::kInvalid) {
      return finish(CollectStatus::kInvalid, InvalidReason::kDisallowed);
    }
    // The key still shows that somebody is there: the timer of the moment starts again.
    if (state_.entry.empty()) state_.first_at = now + settings.first_us;
    state_.interdigit_at = state_.entry.empty() ? kNever : now + settings.interdigit_us;
    return;
  }
  state_.entry += key;
  state_.interdigit_at = now + settings.interdigit_us;
  if (is_input) return take_input(settings, now);
  take_menu(settings);
}

void Collector::take_menu(const CollectorSettings& settings) {
  const MenuMatch match = match_options(settings, state_.entry);
  if (match.is_proper_prefix) return;
  if (match.is_option) return finish(CollectStatus::kMatch);
  finish(CollectStatus::kInvalid, InvalidReason::kNoOption);
}

void Collector::take_input(const CollectorSettings& settings, Micros now) {
  if (state_.entry.size() > settings.digits_max) {
    return finish(CollectStatus::kInvalid, InvalidReason::kTooLong);
  }
  if (state_.entry.size() < settings.digits_max || settings.terminator_required) return;
  finish(CollectStatus::kMatch);
  state_.swallow_until = now + kSwallowWindow;
}

void Collector::close_entry(const CollectorSettings& settings) {
  const std::string& entry = state_.entry;
  if (settings.kind == CollectKind::kMenu) {
    if (match_options(settings, entry).is_option) return finish(CollectStatus::kMatch);
    return finish(CollectStatus::kInvalid,
                  entry.empty() ? InvalidReason::kEmpty : InvalidReason::kNoOption);
  }
  if (entry.size() >= settings.digits_min) return finish(CollectStatus::kMatch);
  finish(CollectStatus::kInvalid, entry.empty() ? InvalidReason::kEmpty : InvalidReason::kTooShort);
}

// Whichever timer it is, it closes the entry with what is valid so far.
void Collector::tick(const CollectorSettings& settings, Micros now) {
  if (state_.status != CollectStatus::kRunning || now < deadline()) return;
  const std::string& entry = state_.entry;
  if (entry.empty()) return finish(CollectStatus::kNoInput);
  if (settings.kind == CollectKind::kMenu) {
    if (match_options(settings, entry).is_option) return finish(CollectStatus::kMatch);
    return finish(CollectStatus::kInvalid, InvalidReason::kNoOption);
  }
  if (settings.terminator_required) {
    return finish(CollectStatus::kInvalid, InvalidReason::kNoTerminator);
  }
  if (entry.size() >= settings.digits_min) return finish(CollectStatus::kMatch);
  finish(CollectStatus::kInvalid, InvalidReason::kTooShort);
}

Micros Collector::deadline() const {
  return std::min({state_.first_at, state_.interdigit_at, state_.overall_at});
}

void Collector::finish(CollectStatus status, InvalidReason reason) {
  state_.status = status;
  state_.reason = reason;
  state_.first_at = state_.interdigit_at = state_.overall_at = kNever;
}

}  // namespace sivo::ivr
