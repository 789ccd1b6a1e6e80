#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calendar.hpp"
#include "event_queue.hpp"

// A day as it is to happen, before anything does: who calls and how he behaves, which agents are
// there and how they behave. Times are µs after the local midnight. Made by synthetic_day or
// recorded_day, played by the host.

enum class Wish : uint8_t {
  kNone,
  kHold,      // the agent looks something up
  kTransfer,  // to another queue, blind
  kConsult,   // a specialist outside takes over, announced
};

struct CallerPlan {
  int64_t arrives_us = 0;
  std::string number;
  int64_t priority = 0;
  // In the menu: presses the key after that long, or with key '\0' hangs up then.
  int64_t menu_us = 0;
  char key = '\0';
  int64_t patience_us = kNever;  // in a queue
  int64_t service_us = 0;        // in conversation
  Wish wish = Wish::kNone;
  char transfer_key = '\0';  // the menu key of the queue a transfer goes to
  bool hangs_up_first = true;
  // What really became of him, of a recorded day.
  struct Recorded {
    bool is_served;
    bool is_in_queue;  // or was served at once
    int64_t wait_us;
  };
  std::optional<Recorded> recorded;
};

struct PausePlan {
  int64_t from_us = 0;
  int64_t to_us = 0;
  std::string reason;  // name of a pause reason of the tenant
};

struct AgentPlan {
  std::string email;
  std::string keys;  // of the queues to serve, by menu key; "" = as the tenant's document says
  int64_t login_us = 0;
  int64_t logout_us = 0;
  std::vector<PausePlan> pauses;
  // Takes offers after about that long, or not at all.
  int64_t answer_us = 0;
  double miss_chance = 0;
  double reject_chance = 0;
};

struct DayPlan {
  Date date{};
  int64_t midnight_us = 0;  // the local midnight, µs since the epoch
  std::string source;       // where the day comes from, for people
  std::string did;          // the number they call
  bool is_recorded = false;
  std::vector<CallerPlan> callers;  // by arrival
  std::vector<AgentPlan> agents;
};

inline constexpr int64_t kDrain = 6 * kHour;  // after midnight, for conversations to end
