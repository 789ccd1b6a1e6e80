#pragma once

#include "base/time.hpp"
#include "engine/stats/counters.hpp"
#include "engine/stats/interval.hpp"
#include "engine/stats/sketch.hpp"
#include "schema/statistics.hpp"
#include "schema/user.hpp"

// From counters to what people read. Only here numbers are divided; what would be 0/0 is null.
namespace sivo::stats {

// What was counted of a queue or a tenant in an interval.
struct LineSum {
  Visits visits;
  Handling handling;
  Distribution waits;  // of the offered
};

struct AgentSum {
  Handling handling;
  StateTimes times;
};

// Who waits at this moment; it stays 0 for an interval of the past.
struct LineNow {
  int64_t waiting = 0;
  Micros longest_wait_us = 0;
};

// What an agent does at `now`, which is no fact yet.
struct AgentNow {
  UserStatus status = UserStatus::kLoggedOut;
  Micros since = 0;
  Doing doing = Doing::kNothing;  // since then
  Micros now = 0;
  Interval ringing;  // of an offer that is not decided
};

// The ids are left to the caller.
QueueStatistics queue_report(const LineSum& sum, const Interval& interval, const LineNow& now);
TenantStatistics tenant_report(const LineSum& sum, const Interval& interval, const LineNow& now);
// What runs counts up to `now`, with what of it lies in the interval.
AgentStatistics agent_report(const AgentSum& sum, const Interval& interval, const AgentNow& now);

}  // namespace sivo::stats
