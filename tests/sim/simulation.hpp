#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/checks.hpp"
#include "sim/ledger.hpp"
#include "sim/simulator.hpp"

namespace sivo::sim {

// What befalls the two systems from outside.
enum class Turn : uint8_t { kChange, kRestart, kHostRestart, kPartition, kStall, kGroup };

// One run of a Day.
class Simulation {
 public:
  explicit Simulation(const Day& day);

  Outcome run();

 private:
  void begin();
  void live(Micros until);
  void drain();
  void settle();
  bool is_over();

  // simulator.cpp: one step each
  Micros next_event() const;
  void move_to(Micros at);
  void deliver(Record message);
  void listen();
  void check_step();
  void check_all_rows();
  void note(const std::string& line);
  void check_outcome(const Result<void>& done);
  bool step(const Record& message);

  // turns.cpp
  void plan_turn(Turn turn, Micros mean);
  void take_turn(Turn turn);
  void change();
  void restart();
  void open();
  bool rings_past_deadline();
  void partition();
  void group();
  void forge_rows();
  void forge_record();
  void know_users();

  Micros draw_gap(Micros mean) {
    return 1 + static_cast<Micros>(random_.below(static_cast<uint64_t>(2 * mean)));
  }

  const Day& day_;
  Xoshiro256 random_;
  World world_;
  Channel channel_;
  std::optional<Pbx> pbx_;
  std::map<Id, Id> tenant_of_;  // of users
  Ledger ledger_;
  std::unique_ptr<Core> core_;
  std::string path_;
  int files_ = 0;
  Micros now_;
  Micros opens_at_ = 0;  // while the library's process is down
  Patience patience_;
  std::map<std::pair<Micros, uint64_t>, Turn> turns_;
  uint64_t planned_ = 0;
  std::vector<Record> actions_;  // polled while the telephone system could not be reached
  bool is_sabotaged_ = false;
  bool is_draining_ = false;
  Outcome outcome_;
};

}  // namespace sivo::sim
