#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace sivo::ivr {

inline constexpr size_t kEntryDigitsMax = 64;
inline constexpr size_t kMenuOptionsMax = 40;
inline constexpr Micros kSwallowWindow = 1000 * kMillisecond;

enum class CollectKind : uint8_t { kMenu, kInput };
enum class Disallowed : uint8_t { kIgnore, kInvalid };

// One of 0-9 * # A-D.
bool is_dtmf_key(char key);

// How a node collects keys; times in µs. Part of the compiled flow.
struct CollectorSettings {
  CollectKind kind = CollectKind::kMenu;
  std::vector<std::string> options;  // menu only
  uint8_t digits_min = 1;            // from here on input only
  uint8_t digits_max = 20;
  std::string terminator;  // menu and input
  bool terminator_required = false;
  std::string cancel_key;
  std::string allowed = "0123456789";
  Disallowed on_disallowed = Disallowed::kIgnore;
  bool barge_in = true;  // from here on menu and input
  Micros first_us = 5 * kSecond;
  Micros interdigit_us = 3 * kSecond;
  Micros overall_us = 60 * kSecond;
};

enum class CollectStatus : uint8_t { kRunning, kMatch, kInvalid, kNoInput };
enum class InvalidReason : uint8_t {
  kNone,
  kNoOption,
  kEmpty,
  kTooShort,
  kTooLong,
  kDisallowed,
  kNoTerminator,
};
std::string_view collect_status_name(CollectStatus status);
std::string_view invalid_reason_name(InvalidReason reason);

// What became of a key.
enum class KeyUse : uint8_t {
  kTaken,
  kStopsPrompt,  // taken, and the prompt is to be stopped first
  kDropped,      // the prompt is playing and is not to be interrupted
  kLeft,         // the entry is over; the key is for whoever collects next
};

// One attempt to collect DTMF keys (spec section 2.4; the pattern and the validator of an input
// come after it: they judge a finished match). Pure; the settings are borrowed and outlive it.
//
// Three timers: first key, between keys, overall. The first-key timer starts when the prompt has
// ended; every key stops it and restarts the one between keys; the overall timer starts with the
// first of (end of the prompt, first key).
class Collector {
 public:
  enum class Phase : uint8_t { kPrompt, kWaiting };
  // Everything that changes, as data: what a snapshot stores.
  struct State {
    Phase phase = Phase::kPrompt;
    CollectStatus status = CollectStatus::kRunning;
    InvalidReason reason = InvalidReason::kNone;
    std::string entry;
    Micros first_at = kNever;
    Micros interdigit_at = kNever;
    Micros overall_at = kNever;
    // Until then one terminator is swallowed, so that it does not leak into the next node; 0: none.
    Micros swallow_until = 0;
  };

  Collector() = default;

  // Starts an attempt. Buffered keys (with barge-in) are taken from the front of `typeahead` as if
  // just pressed and the prompt is skipped; without barge-in they are discarded. Returns whether
  // the prompt is to be played; without one, waiting starts at once.
  bool start(const CollectorSettings& settings, bool has_prompt, std::string& typeahead,
             Micros now);
  void prompt_finished(const CollectorSettings& settings, Micros now);
  KeyUse key(const CollectorSettings& settings, char key, Micros now);
  // Fires the timers that are due.
  void tick(const CollectorSettings& settings, Micros now);
  Micros deadline() const;

  const State& state() const { return state_; }
  void set_state(State state) { state_ = std::move(state); }

 private:
  void wait_first(const CollectorSettings& settings, Micros now);
  void take(const CollectorSettings& settings, char key, Micros now);
  void take_menu(const CollectorSettings& settings);
  void take_input(const CollectorSettings& settings, Micros now);
  void close_entry(const CollectorSettings& settings);
  void finish(CollectStatus status, InvalidReason reason = InvalidReason::kNone);

  State state_;
};

}  // namespace sivo::ivr
