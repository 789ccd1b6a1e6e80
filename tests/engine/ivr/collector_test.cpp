#include "engine/ivr/collector.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "base/prng.hpp"
#include "engine/ivr/collector_model.hpp"

namespace sivo::ivr {
namespace {

using testing::CollectorModel;

struct Step {
  int64_t at_ms = 0;
  char key = 0;  // 0: the prompt ends
};

struct Script {
  CollectorSettings settings;
  bool has_prompt = true;
  std::string typeahead;
  int64_t swallow_until_ms = 0;
  std::string swallow_keys;
  std::vector<Step> steps;
};

struct Observed {
  std::string result, value, acts, left;
  int64_t swallow_ms = 0;
  int64_t end_ms = -1;
  friend bool operator==(const Observed&, const Observed&) = default;
};

std::string describe(const Observed& o) {
  return o.result + "(" + o.value + ") acts " + o.acts + " left " + o.left + " swallow " +
         std::to_string(o.swallow_ms) + " end " + std::to_string(o.end_ms);
}

// Drives the collector as a session does: due timers first, the swallow window before the keys.
class Driver {
 public:
  explicit Driver(const Script& script) : script_(script), typeahead_(script.typeahead) {}

  Observed run() {
    if (collector_.start(script_.settings, script_.has_prompt, typeahead_, 0)) act("play");
    note(0);
    for (const Step& step : script_.steps) {
      const Micros now = step.at_ms * kMillisecond;
      tick_until(now);
      if (step.key == 0) {
        collector_.prompt_finished(script_.settings, now);
      } else {
        press(step.key, now);
      }
      note(now);
    }
    tick_until(kNever - 1);
    const Collector::State& state = collector_.state();
    const bool is_running = state.status == CollectStatus::kRunning;
    seen_.result = is_running ? "" : std::string(collect_status_name(state.status));
    if (state.status == CollectStatus::kMatch) seen_.value = state.entry;
    if (state.status == CollectStatus::kInvalid) seen_.value = invalid_reason_name(state.reason);
    seen_.left = is_running ? "" : typeahead_ + left_;
    seen_.swallow_ms = state.swallow_until / kMillisecond;
    return seen_;
  }

 private:
  void act(const char* name) { seen_.acts += (seen_.acts.empty() ? "" : ",") + std::string(name); }
  void note(Micros now) {
    const bool is_over = collector_.state().status != CollectStatus::kRunning;
    if (is_over && seen_.end_ms < 0) seen_.end_ms = now / kMillisecond;
  }
  void tick_until(Micros now) {
    while (collector_.deadline() != kNever && collector_.deadline() <= now) {
      const Micros due = collector_.deadline();
      collector_.tick(script_.settings, due - 1);
      REQUIRE(collector_.deadline() == due);  // not before
      collector_.tick(script_.settings, due);
      note(due);
    }
  }
  void press(char key, Micros now) {
    if (window_open_) {
      window_open_ = false;
      const bool is_key = script_.swallow_keys.find(key) != std::string::npos;
      if (is_key && now <= script_.swallow_until_ms * kMillisecond) return;
    }
    const KeyUse use = collector_.key(script_.settings, key, now);
    if (use == KeyUse::kStopsPrompt) act("stop_play");
    if (use == KeyUse::kLeft) left_ += key;
  }

  const Script& script_;
  Collector collector_;
  std::string typeahead_;
  std::string left_;
  bool window_open_ = script_.swallow_until_ms != 0;
  Observed seen_;
};

Observed run_model(const Script& script) {
  const CollectorSettings& s = script.settings;
  CollectorModel model;
  model.is_menu = s.kind == CollectKind::kMenu;
  model.options = {s.options.begin(), s.options.end()};
  model.min = s.digits_min;
  model.max = s.digits_max;
  model.terminator = s.terminator;
  model.cancel = s.cancel_key;
  model.allowed = s.allowed;
  model.required = s.terminator_required;
  model.bad_is_invalid = s.on_disallowed == Disallowed::kInvalid;
  model.barge = s.barge_in;
  model.first_ms = s.first_us / kMillisecond;
  model.inter_ms = s.interdigit_us / kMillisecond;
  model.overall_ms = s.overall_us / kMillisecond;
  model.in_prompt = script.has_prompt;
  model.typeahead = script.typeahead;
  if (script.swallow_until_ms != 0) model.swallow_until = script.swallow_until_ms;
  model.swallow_set = script.swallow_keys;
  Observed seen;
  const auto note = [&](int64_t now) {
    if (!model.result.empty() && seen.end_ms < 0) seen.end_ms = now;
  };
  const auto tick_until = [&](int64_t now) {
    while (model.deadline() >= 0 && model.deadline() <= now) {
      const int64_t due = model.deadline();
      model.tick(due);
      note(due);
    }
  };
  model.start(0);
  note(0);
  for (const Step& step : script.steps) {
    tick_until(step.at_ms);
    if (step.key == 0) {
      model.play_finished(step.at_ms);
    } else {
      model.digit(step.key, step.at_ms);
    }
    note(step.at_ms);
  }
  tick_until(INT64_MAX);
  seen.result = model.result;
  seen.value = model.value;
  seen.left = model.left;
  for (const auto& act : model.acts) seen.acts += (seen.acts.empty() ? "" : ",") + act;
  seen.swallow_ms = model.swallow_ms < 0 ? 0 : model.swallow_ms;
  return seen;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::string part;
  for (std::istringstream in(text); std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

Script script_of(const std::vector<std::string>& f) {
  Script script;
  CollectorSettings& s = script.settings;
  s.kind = f[0] == "menu" ? CollectKind::kMenu : CollectKind::kInput;
  s.options = split(f[1], ',');
  s.digits_min = static_cast<uint8_t>(std::stoi(f[2]));
  s.digits_max = static_cast<uint8_t>(std::stoi(f[3]));
  s.terminator = f[4];
  s.terminator_required = f[5] == "1";
  s.cancel_key = f[6];
  s.allowed = f[7];
  s.on_disallowed = f[8] == "invalid" ? Disallowed::kInvalid : Disallowed::kIgnore;
  s.barge_in = f[9] == "1";
  s.first_us = std::stoll(f[10]) * kMillisecond;
  s.interdigit_us = std::stoll(f[11]) * kMillisecond;
  s.overall_us = std::stoll(f[12]) * kMillisecond;
  script.has_prompt = f[13] == "1";
  script.typeahead = f[14];
  script.swallow_until_ms = std::stoll(f[15]);
  script.swallow_keys = f[16];
  for (const std::string& step : split(f[17], ' ')) {
    const auto parts = split(step, ':');
    script.steps.push_back({std::stoll(parts[0]), parts[1] == "end" ? '\0' : parts[1][0]});
  }
  return script;
}

std::string random_keys(Xoshiro256& random, std::string_view from, uint64_t size_max) {
  std::string keys;
  const uint64_t size = random.below(size_max + 1);
  while (keys.size() < size) keys += from[random.below(from.size())];
  return keys;
}

Script random_script(Xoshiro256& random) {
  Script script;
  CollectorSettings& s = script.settings;
  s.kind = random.below(2) ? CollectKind::kMenu : CollectKind::kInput;
  for (int i = 0; i < 4; ++i) {
    const std::string option = random_keys(random, "12#*0A", 3);
    if (!option.empty()) s.options.push_back(option);
  }
  if (s.options.empty()) s.options.push_back("1");
  s.digits_min = static_cast<uint8_t>(random.below(4));
  s.digits_max = static_cast<uint8_t>(s.digits_min + 1 + random.below(4));
  s.terminator = random_keys(random, "#*", 2);
  s.terminator_required = !s.terminator.empty() && random.below(3) == 0;
  s.cancel_key = random_keys(random, "9A", 1);
  s.allowed = random.below(2) ? "0123456789" : "12A";
  s.on_disallowed = random.below(3) ? Disallowed::kIgnore : Disallowed::kInvalid;
  s.barge_in = random.below(4) != 0;
  s.first_us = static_cast<Micros>(500 + random.below(3000)) * kMillisecond;
  s.interdigit_us = static_cast<Micros>(200 + random.below(2000)) * kMillisecond;
  s.overall_us = static_cast<Micros>(1000 + random.below(9000)) * kMillisecond;
  script.has_prompt = random.below(3) != 0;
  script.typeahead = random_keys(random, "0129#*", 4);
  script.swallow_until_ms = static_cast<int64_t>(random.below(1500));
  script.swallow_keys = "#";
  int64_t now = 0;
  for (uint64_t i = random.below(12); i > 0; --i) {
    now += static_cast<int64_t>(random.below(1200));
    const bool is_end = random.below(4) == 0;
    script.steps.push_back({now, is_end ? '\0' : "0123456789*#AB"[random.below(14)]});
  }
  script.steps.push_back({now + 1, '\0'});
  return script;
}

CollectorSettings input() {
  CollectorSettings settings;
  settings.kind = CollectKind::kInput;
  settings.terminator = "#";
  return settings;
}

}  // namespace

TEST_CASE("the collector gives what the specification's model gave for 600 scripts") {
  std::ifstream file(SIVO_SOURCE_DIR "/tests/engine/ivr/golden/collector.txt");
  REQUIRE_MESSAGE(file.good(), "the golden scripts must be read from the source tree");
  size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto fields = split(line, '|');
    REQUIRE(fields.size() == 24);
    const Observed expected{fields[18],
                            fields[19],
                            fields[20],
                            fields[21],
                            std::stoll(fields[22]),
                            std::stoll(fields[23])};
    const Observed seen = Driver(script_of(fields)).run();
    ++count;
    REQUIRE_MESSAGE(seen == expected,
                    line << "\ngot " << describe(seen) << "\nnot " << describe(expected));
  }
  CHECK(count == 600);
}

TEST_CASE("the collector and the ported model agree on random scripts") {
  for (uint64_t seed = 1; seed <= 3000; ++seed) {
    Xoshiro256 random(seed);
    const Script script = random_script(random);
    const Observed seen = Driver(script).run();
    const Observed expected = run_model(script);
    REQUIRE_MESSAGE(seen == expected, "seed " << seed << "\ngot " << describe(seen) << "\nnot "
                                              << describe(expected));
  }
}

TEST_CASE("only the sixteen DTMF keys are keys") {
  for (const char key : std::string("0123456789*#ABCD")) CHECK(is_dtmf_key(key));
  for (const char key : std::string("abcdE+ -\0", 9)) CHECK_FALSE(is_dtmf_key(key));
}

TEST_CASE("case 22: the overall timer closes a trickle of keys") {
  CollectorSettings settings = input();
  settings.digits_max = 64;
  Collector collector;
  std::string none;
  CHECK(collector.start(settings, true, none, 0));
  for (Micros at = 0; at < 60 * kSecond; at += 2900 * kMillisecond) {
    CHECK(collector.state().status == CollectStatus::kRunning);
    collector.key(settings, '1', at);
  }
  CHECK(collector.deadline() == 60 * kSecond);
  collector.tick(settings, 60 * kSecond);
  CHECK(collector.state().status == CollectStatus::kMatch);
  CHECK(collector.state().entry.size() == 21);
}

TEST_CASE("the longest entry is taken, one key more is too long") {
  CollectorSettings settings = input();
  settings.digits_max = kEntryDigitsMax;
  settings.terminator_required = true;
  Collector collector;
  std::string typeahead(kEntryDigitsMax, '7');
  collector.start(settings, false, typeahead, 0);
  CHECK(collector.state().status == CollectStatus::kRunning);
  collector.key(settings, '7', 1);
  CHECK(collector.state().reason == InvalidReason::kTooLong);
}

}  // namespace sivo::ivr
