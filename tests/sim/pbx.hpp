#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/prng.hpp"
#include "core/core.hpp"
#include "schema/actions.hpp"
#include "sim/faults.hpp"
#include "sim/world.hpp"

// The telephone system with the people at its phones. It knows the truth: which lines are up. What
// it says goes through the channel; what it is told comes as actions.
namespace sivo::sim {

// Every host has to do this: compare the calls and legs that the library takes for live with its
// own lines, and say again what the library does not know. The library finds by itself
//   - an agent's or a number's leg that never answers, or whose answer got lost: at its ring
//     deadline, an offer that never rang 5 s later;
//   - a caller's leg that is not reported as answered, a prompt not reported as finished, a
//     whisper that does not end: the flow's and the leg's own guards;
//   - a caller in line too long: the queue's limits.
// It cannot find the end of a line that was up: a conversation may last for hours. The audit does,
// so an agent is held at most kAuditPeriod and the delay of a message too long.
inline constexpr Micros kAuditPeriod = 60 * kSecond;

enum class LineState : uint8_t { kDialled, kRinging, kUp, kGone };

// One phone line, a caller's or one that the library had dialled.
struct Line {
  std::string name;  // the channel, or the leg's id as text
  std::optional<Id> leg;
  std::optional<Id> user;  // whose phone
  std::string peer;        // whom it talks with
  LineState state = LineState::kDialled;
  bool was_up = false;
  bool is_handover = false;
  bool is_accepting = false;  // hears that a key is asked for
  Micros born = 0;
  Micros gone_at = 0;
  int64_t play = 0;
  std::optional<Record> offer;  // the caller's line: how it is announced
};

struct Conduct {
  Micros call_gap_us = 5 * kSecond;  // mean time between two callers
  Micros talk_us_max = 40 * kSecond;
  Micros patience_us_max = 120 * kSecond;
  bool has_supervisors = true;
  bool has_audit = true;
  std::set<Kind> withheld;  // messages that are never sent: for the canary
};

class Pbx {
 public:
  Pbx(World& world, Channel& channel, const Conduct& conduct, uint64_t seed);

  void start(Micros now);
  void hear(const Record& action, Micros now);
  Micros next() const { return agenda_.empty() ? kNever : agenda_.begin()->first.first; }
  void act(Core* core, Micros now);  // what is due first; null while the library is not running
  // The library took no notice of it.
  void refused(const Record& input, Micros now);
  // All lines are lost at once; only host_restarted tells it.
  void restart(Micros now);
  // No new calls, and everybody works and comes to an end.
  void close_the_day(Micros now);

  const Line* line(const std::string& name) const;
  size_t lines_up() const;

 private:
  enum class Deed : uint8_t {
    kNewCall,
    kAgent,
    kSupervisor,
    kAudit,
    kPress,   // a key
    kRing,    // the phone begins to ring
    kPickUp,  // or is answered
    kRefuse,  // or fails with `text` as cause
    kReport,  // the caller's leg is up
    kPlayed,  // the prompt `number` is over
    kHangUp,
    kRequest,  // somebody at the line wants something: `number` says what
  };
  struct Intent {
    Deed deed{};
    std::string line;
    std::string text;
    int64_t number = 0;
  };

  uint64_t below(uint64_t bound) { return random_.below(bound); }
  bool one_in(uint64_t n) { return random_.below(n) == 0; }
  Micros up_to(Micros least, Micros most);
  template <class T>
  const T& any(const std::vector<T>& from) {
    return from[random_.below(from.size())];
  }
  void plan(Micros at, Intent what) { agenda_.emplace(std::pair(at, ++planned_), std::move(what)); }
  template <class Input>
  void say(const Input& input, Micros now) {
    const Record message(input);
    if (!conduct_.withheld.contains(message.kind())) channel_.send(message, now);
  }
  template <class Input>
  void say_surely(const Input& input, Micros now) {
    const Record message(input);
    if (!conduct_.withheld.contains(message.kind())) channel_.send_surely(message, now);
  }

  // pbx.cpp: lines
  Line* find(const std::string& name);
  Line* alive(const std::string& name);
  void gone(Line& line, Micros now);
  void hang_up(Line& line, Micros now);
  void hear_dial(const Dial& dial, Micros now);
  void hear_play(const Play& play, Micros now);
  void hear_bridge(const Bridge& bridge, Micros now);
  void hear_transfer(const Transfer& transfer, Micros now);
  void ring_user(Line& line, Micros now);
  void ring_number(Line& line, Micros now);
  void say_state(const Line& line, Micros now);
  void pick_up(Line& line, Micros now);
  void act_on_line(const Intent& what, Line& line, Micros now);

  // people.cpp
  void new_call(Micros now);
  void place_call(Micros now);
  void agent_acts(Micros now);
  void supervisor_acts(Micros now);
  void request(const Intent& what, const Line& line, Micros now);
  template <class Request>
  Request aimed(const std::string& channel);
  template <class Input>
  Input of_agent(const World::Owner& owner, const Id& user);
  const World::Owner& some_owner() { return world_.owners[one_in(6) ? 1 : 0]; }
  std::optional<std::string> some_channel();

  // audit.cpp
  void audit(Core& core, Micros now);
  void audit_calls(Core& core, const World::Owner& owner, Micros now);
  void audit_legs(Core& core, const World::Owner& owner, Micros now);
  void audit_lines(Micros now);

  World& world_;
  Channel& channel_;
  Conduct conduct_;
  Xoshiro256 random_;
  std::map<std::pair<Micros, uint64_t>, Intent> agenda_;
  uint64_t planned_ = 0;
  std::map<std::string, Line> lines_;
  std::map<Id, bool> reachable_;  // phones that were ever off, by user
  std::set<std::string> known_;   // lines that the library named at the last audit
  int calls_made_ = 0;
  bool is_closing_ = false;
};

}  // namespace sivo::sim
