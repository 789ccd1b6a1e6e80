#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace sivo::ivr::testing {

// The specification's collector_model.py, line by line, times in ms: slow, and obviously the same.
struct CollectorModel {
  bool is_menu = false;
  std::set<std::string> options;
  size_t min = 1, max = 20;
  std::string terminator = "#", cancel, allowed = "0123456789";
  bool required = false, bad_is_invalid = false, barge = true;
  int64_t first_ms = 5000, inter_ms = 3000, overall_ms = 60000;

  std::string entry, result, value, left, typeahead;
  std::vector<std::string> acts;
  int64_t d1 = -1, d2 = -1, d3 = -1, swallow_ms = -1;
  int64_t swallow_until = -1;
  std::string swallow_set;
  bool in_prompt = true;

  void start(int64_t now) {
    if (!barge) typeahead.clear();
    if (!typeahead.empty()) {
      in_prompt = false;
      d3 = now + overall_ms;
      while (!typeahead.empty() && result.empty()) {
        const char key = typeahead[0];
        typeahead.erase(0, 1);
        take(key, now);
      }
      left = result.empty() ? "" : typeahead;
      return;
    }
    if (in_prompt) {
      acts.push_back("play");
    } else {
      arm(now);
    }
  }
  void play_finished(int64_t now) {
    if (result.empty() && in_prompt) arm(now);
  }
  void digit(char key, int64_t now) {
    if (swallow_until >= 0) {
      const bool is_swallowed = now <= swallow_until && swallow_set.find(key) != std::string::npos;
      swallow_until = -1;
      if (is_swallowed) return;
    }
    if (!result.empty()) {
      left += key;
      return;
    }
    if (in_prompt) {
      if (!barge) return;
      acts.push_back("stop_play");
      in_prompt = false;
      d3 = now + overall_ms;
    }
    take(key, now);
  }
  int64_t deadline() const {
    int64_t first = -1;
    for (const int64_t d : {d1, d2, d3}) {
      if (d >= 0 && (first < 0 || d < first)) first = d;
    }
    return first;
  }
  void tick(int64_t now) {
    const int64_t due = deadline();
    if (!result.empty() || due < 0 || now < due) return;
    if (entry.empty()) return finish("no_input", "");
    if (is_menu) {
      if (options.count(entry)) return finish("match", entry);
      return finish("invalid", "no_option");
    }
    if (required) return finish("invalid", "no_terminator");
    if (entry.size() >= min) return finish("match", entry);
    finish("invalid", "too_short");
  }

 private:
  void arm(int64_t now) {
    in_prompt = false;
    d1 = now + first_ms;
    if (d3 < 0) d3 = now + overall_ms;
  }
  bool begins_option(const std::string& text) const {
    for (const auto& option : options) {
      if (option.rfind(text, 0) == 0) return true;
    }
    return false;
  }
  void take(char key, int64_t now) {
    d1 = -1;
    if (!cancel.empty() && key == cancel[0]) {
      entry.clear();
      d2 = -1;
      d1 = now + first_ms;
      return;
    }
    const bool is_terminator = terminator.find(key) != std::string::npos;
    if (is_terminator && !(is_menu && begins_option(entry + key))) return close_entry();
    if (!is_menu && allowed.find(key) == std::string::npos) {
      if (bad_is_invalid) return finish("invalid", "disallowed");
      d2 = entry.empty() ? -1 : now + inter_ms;
      d1 = entry.empty() ? now + first_ms : -1;
      return;
    }
    entry += key;
    d2 = now + inter_ms;
    if (is_menu) {
      bool has_longer = false;
      for (const auto& option : options)
        has_longer |= option != entry && option.rfind(entry, 0) == 0;
      if (options.count(entry) && !has_longer) return finish("match", entry);
      if (!options.count(entry) && !has_longer) return finish("invalid", "no_option");
    } else if (entry.size() > max) {
      finish("invalid", "too_long");
    } else if (entry.size() == max && !required) {
      finish("match", entry);
      swallow_ms = now + 1000;
    }
  }
  void close_entry() {
    if (is_menu) {
      if (options.count(entry)) return finish("match", entry);
      return finish("invalid", entry.empty() ? "empty" : "no_option");
    }
    if (entry.empty()) {
      if (min == 0) return finish("match", entry);
      return finish("invalid", "empty");
    }
    if (entry.size() >= min) return finish("match", entry);
    finish("invalid", "too_short");
  }
  void finish(const char* status, const std::string& what) {
    result = status;
    value = what;
    d1 = d2 = d3 = -1;
  }
};

}  // namespace sivo::ivr::testing
