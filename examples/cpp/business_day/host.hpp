#pragma once

#include <cstdint>
#include <functional>
#include <set>

#include "agents.hpp"
#include "callers.hpp"
#include "exchange.hpp"

// A PBX in virtual time: the part of a program that a real host writes over its own signalling and
// audio. Its loop is the whole contract with libsivo:
//
//   1. sleep until the next thing happens or the library's deadline;
//   2. tell the library what happened (sivo_step), or that time passed (sivo_advance);
//   3. commit; poll; do what the actions say, learn what the events say.
class Host {
 public:
  Host(sivo::core& core, const Centre& centre, const DayPlan& day, uint64_t seed);

  // Plays the day; `progress` is called now and then with the time of day.
  void run(const std::function<void(int64_t time_of_day_us)>& progress);

  const Callers& callers() const { return callers_; }
  const Agents& agents() const { return agents_; }
  int64_t steps() const { return exchange_.steps; }
  int64_t commits() const { return commits_; }
  int64_t actions() const { return actions_; }
  // Calls that ended, by the events that said so.
  const std::multiset<sivo::id>& ended() const { return ended_; }

 private:
  void run_until(int64_t end_us, const std::function<void(int64_t)>& progress);
  void commit_instant();
  void commit();
  void poll();
  void dispatch(const Happening& happening);
  void learn(const sivo::record& event);

  sivo::core& core_;
  Exchange exchange_;
  Callers callers_;
  Agents agents_;
  int64_t commits_ = 0;
  int64_t actions_ = 0;
  std::multiset<sivo::id> ended_;
};
