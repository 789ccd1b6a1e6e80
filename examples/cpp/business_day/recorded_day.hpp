#pragma once

#include <cstdint>
#include <string>

#include "plan.hpp"

// A real day: rows of a call-by-call record with the columns of the "Anonymous Bank" data (Brown et
// al. 2005), as CSV or gzipped CSV. Throws std::runtime_error when the file or the day is not
// there.
//
// As recorded: arrival, seconds in the IVR, type, priority, how long a caller who left had waited,
// and the service times. The agents are those who served that day, present from their first to
// their last service and for the types they served. What no record can say is drawn or left out: a
// caller who left and is reached in time by us talks as long as another of his type did; a caller
// who was served waits for us as long as it takes, his patience being unknown.
DayPlan recorded_day(const std::string& path, const Date& date, uint64_t seed);
