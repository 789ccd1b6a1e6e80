#pragma once

#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "schema/statistics.hpp"

namespace sivo::test {

// Text without what differs from run to run: ids and the prompts numbered after them become what
// they are called by their order of appearance.
class Names {
 public:
  std::string plain(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size();) {
      const size_t size = is_id(text, i) ? kIdTextSize : long_number(text, i);
      if (size == 0) {
        out += text[i++];
        continue;
      }
      const auto next = static_cast<int>(known_.size());
      out += "#" + std::to_string(known_.try_emplace(text.substr(i, size), next).first->second);
      i += size;
    }
    return out;
  }

 private:
  static bool is_id(const std::string& text, size_t at) {
    return at + kIdTextSize <= text.size() && parse_id(text.substr(at, kIdTextSize)).has_value();
  }
  // Of a play_id with bit 31; 0 = none begins here.
  static size_t long_number(const std::string& text, size_t at) {
    const auto is_digit = [&](size_t i) {
      return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    };
    if (at < 8 || !is_digit(at) || is_digit(at - 1)) return 0;
    if (text.substr(at - 8, 8).find("play") == std::string::npos &&
        text.substr(at - 8, 8).find("lay_id") == std::string::npos) {
      return 0;
    }
    size_t size = 0;
    while (is_digit(at + size)) ++size;
    return size == 10 ? size : 0;
  }

  std::map<std::string, int> known_;
};

// What a host that does as it is told has set up: hears what it is told as often as it is told.
class TelephoneSystem {
 public:
  void hear(const Record& action);
  void say(const Record& input);
  // Legs are named by whom they were dialled to.
  std::string state() const;

 private:
  struct Line {
    bool is_up = false;
    bool is_held = false;
    bool has_music = false;
    int64_t play = 0;
    std::string with;  // bridged
    int mode = -1;     // of a supervisor's
  };
  std::string name_of(const std::string& line) const {
    const auto found = names_.find(line);
    return found == names_.end() ? line : found->second;
  }
  void gone(const std::string& line);

  std::map<std::string, Line> lines_;
  std::map<std::string, std::string> names_;  // of legs
  std::set<std::string> gone_;
};

inline void TelephoneSystem::gone(const std::string& line) {
  lines_.erase(line);
  gone_.insert(line);
}

inline void TelephoneSystem::hear(const Record& action) {
  const auto on = [&](const auto& said) -> Line& { return lines_[said.channel]; };
  const auto on_leg_or_channel = [&](const auto& said) -> Line& {
    return lines_[said.leg_id ? to_text(*said.leg_id) : said.channel];
  };
  switch (action.kind()) {
    case Kind::kAnswer:
      on(action.as<Answer>()).is_up = true;
      return;
    case Kind::kPlay:
      on_leg_or_channel(action.as<Play>()).play = action.as<Play>().play_id;
      return;
    case Kind::kStopPlay: {
      Line& line = on_leg_or_channel(action.as<StopPlay>());
      if (line.play == action.as<StopPlay>().play_id) line.play = 0;
      return;
    }
    case Kind::kDial: {
      const auto& dial = action.as<Dial>();
      const std::string leg = to_text(dial.leg_id);
      if (!gone_.contains(leg)) lines_[leg];
      names_[leg] = dial.user_id ? to_text(*dial.user_id) : dial.number.value_or("");
      return;
    }
    case Kind::kCancelLeg:
      return gone(to_text(action.as<CancelLeg>().leg_id));
    case Kind::kBridge: {
      const auto& bridge = action.as<Bridge>();
      const std::string other = bridge.with_leg_id ? to_text(*bridge.with_leg_id) : bridge.channel;
      lines_[to_text(bridge.leg_id)].with = other;
      if (bridge.with_leg_id) return;
      lines_[other].has_music = lines_[other].is_held = false;
      return;
    }
    case Kind::kHold:
      on(action.as<Hold>()).is_held = true;
      return;
    case Kind::kResume:
      on(action.as<Resume>()).is_held = false;
      return;
    case Kind::kMusicStart:
      on(action.as<MusicStart>()).has_music = true;
      return;
    case Kind::kMusicStop:
      on(action.as<MusicStop>()).has_music = false;
      return;
    case Kind::kHangup:
      return gone(action.as<Hangup>().channel);
    case Kind::kSupervise:
      lines_[to_text(action.as<Supervise>().leg_id)].mode =
          static_cast<int>(action.as<Supervise>().mode);
      return;
    default:
      return;
  }
}

inline void TelephoneSystem::say(const Record& input) {
  switch (input.kind()) {
    case Kind::kPlayFinished: {
      const auto& played = input.as<PlayFinished>();
      for (auto& [name, line] : lines_) {
        const bool is_on_it = !played.channel || *played.channel == name;
        if (is_on_it && line.play == played.play_id) line.play = 0;
      }
      return;
    }
    case Kind::kCallAnswered:
      lines_[*input.as<CallAnswered>().channel].is_up = true;
      return;
    case Kind::kCallHangup:
      return gone(*input.as<CallHangup>().channel);
    case Kind::kLegFailed:
      return gone(to_text(input.as<LegFailed>().leg_id));
    case Kind::kLegEnded:
      return gone(to_text(input.as<LegEnded>().leg_id));
    default:
      return;
  }
}

inline std::string TelephoneSystem::state() const {
  std::set<std::string> all;
  for (const auto& [name, line] : lines_) {
    if (gone_.contains(name)) continue;
    all.insert(
        name_of(name) + (line.is_up ? " up" : "") + (line.is_held ? " held" : "") +
        (line.has_music ? " music" : "") + (line.play != 0 ? " play" : "") +
        (line.with.empty() || gone_.contains(line.with) ? "" : " with " + name_of(line.with)) +
        (line.mode < 0 ? "" : " supervises " + std::to_string(line.mode)) + "\n");
  }
  std::string out;
  for (const std::string& line : all) out += line;
  return out;
}

// When the file is closed and opened again.
enum class Reopening : uint8_t {
  kNever,
  kAfterEachStep,    // which the host has heard of
  kBeforeEachAnswer  // before the host hears anything of the step
};

// One day in steps of one input, or of waiting; the same steps for every Reopening.
struct ReopenedDay {
  ReopenedDay(const std::string& name, Reopening reopening);

  using Step = std::function<void(ReopenedDay&)>;
  void take(const Step& step);

  template <class Input>
  void tell(const Input& input) {
    const auto done = site.core->step(Record(input), site.now);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().path + ": " + done.error().message));
    host.say(Record(input));
  }
  template <class Input>
  void by_channel(const std::string& channel, Input in = {}) {
    in.channel = channel;
    tell(in);
  }
  template <class Input>
  void by_leg(const Id& leg, Input in = {}) {
    in.leg_id = leg;
    tell(in);
  }
  template <class Input>
  void by_agent(size_t agent, Input in = {}) {
    in.tenant_id = site.tenant;
    in.user_id = site.agents[agent];
    tell(in);
  }
  void offer(const std::string& channel, const std::string& to, const std::string& from);
  void wait(Micros time);

  // What was told last.
  Id leg_to(size_t agent) const;
  Id leg_to(const std::string& number) const;
  void finish_play(const std::string& channel);
  void finish_play(const Id& leg);

  // After a step: what it brought, the rows, and what the host knows.
  std::string told, events, rows, known;

  ScratchFile file;
  Reopening reopening;
  Site site;
  TelephoneSystem host;
  Id reserve, support, lunch, training, supervisor;

 private:
  void furnish();
  void reopen();
  void listen();
  std::string all_rows();

  Names of_outputs_, of_events_, of_rows_;
};

std::vector<ReopenedDay::Step> day_with_everything();

}  // namespace sivo::test
