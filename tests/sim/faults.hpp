#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/prng.hpp"
#include "schema/inputs.hpp"
#include "schema/record.hpp"

// The way of a message from the telephone system to the library.
namespace sivo::sim {

using schema::Record;

// What a message is about; each class has faults of its own.
enum class Matter : uint8_t {
  kBirth,     // call_offered, call_placed
  kProgress,  // call_answered, leg_ringing, leg_answered, play_finished, dtmf
  kEnd,       // call_hangup, leg_failed, leg_ended, host_restarted
  kPeople,    // what agents and supervisors do to agents, device_state
  kWish,      // hold, transfer, consult, supervise, …
};
inline constexpr size_t kMatters = 5;
Matter matter_of(Kind kind);

// Per mille of the messages.
struct Rates {
  uint32_t lost = 0;
  uint32_t doubled = 0;
  uint32_t late = 0;  // and so overtaken by others
};

struct Faults {
  std::array<Rates, kMatters> rates{};
  Micros late_us_max = 0;
  uint32_t mute_legs = 0;  // per mille: about such a leg nothing is ever reported
  Micros quiet_us = 0;     // mean time between two partitions; 0 = none
  Micros down_us_max = 0;  // of a partition
};

// Loses, doubles, delays and reorders, all drawn from the seed. While it is down everything sent is
// lost or, with the same probability, kept until it is up again.
class Channel {
 public:
  Channel(const Faults& faults, uint64_t seed) : faults_(faults), random_(seed) {}

  void send(const Record& message, Micros now);
  // Repeated until it is acknowledged: may be late and come twice, but comes.
  void send_surely(const Record& message, Micros now);
  void put_back(Record message, Micros at) { messages_.emplace(std::pair(at, ++sent_), message); }
  void take_down(Micros until) { down_until_ = until; }
  bool is_down(Micros now) const { return now < down_until_; }
  bool is_mute(const Id& leg);
  // From now on nothing goes wrong any more.
  void heal() { faults_ = Faults{}; }
  void lose_all() { messages_.clear(); }

  Micros next() const { return messages_.empty() ? kNever : messages_.begin()->first.first; }
  Record take();
  const Faults& faults() const { return faults_; }

 private:
  bool happens(uint32_t per_mille) { return random_.below(1'000) < per_mille; }
  Micros delay(Matter matter, Micros now);

  Faults faults_;
  Xoshiro256 random_;
  std::map<std::pair<Micros, uint64_t>, Record>
      messages_;  // by (when it arrives, order of sending)
  uint64_t sent_ = 0;
  Micros down_until_ = 0;
  std::map<Id, bool> mute_;  // legs that were drawn
};

}  // namespace sivo::sim
