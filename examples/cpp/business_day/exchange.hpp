#pragma once

#include <cstdint>
#include <optional>

#include "event_queue.hpp"
#include "plan.hpp"
#include "sivo/sivo.hpp"

// What is to happen at some time, to a caller, an agent or a leg.
enum class What : uint8_t {
  // To a caller, unless his turn has passed: see Callers.
  kArrives,
  kIsAnswered,
  kPromptEnds,
  kPressesKey,
  kLeaves,
  kWishes,
  kResumes,
  kHandsOver,
  kHangsUp,
  // To an agent.
  kLogsIn,
  kPauses,
  kIsReady,
  kLogsOut,
  // To a leg.
  kRings,
  kAnswers,
  kRejects,
};

struct Happening {
  What what;
  uint32_t who = 0;    // index of the caller or agent in the plan
  uint32_t turn = 0;   // of the caller, when this was planned
  int64_t number = 0;  // of the prompt or the pause
  sivo::id leg{};
};

// What callers and agents share: the time, what is still to happen, and the way to tell the
// library.
struct Exchange {
  const DayPlan& day;
  sivo::core& core;
  EventQueue<Happening> queue{};
  int64_t now_us = 0;
  int64_t steps = 0;
  // What was sent since the last commit; see Host::commit_instant.
  std::optional<sivo::group> group{};

  // The moment of a time of the plan.
  int64_t moment(int64_t time_of_day_us) const { return day.midnight_us + time_of_day_us; }
  void later(int64_t delay_us, const Happening& happening) {
    queue.add(now_us + delay_us, happening);
  }
  void send(const sivo::record& input) {
    if (!group) group.emplace(core);
    core.step(input, now_us);
    ++steps;
  }
};
