#pragma once

#include <cstdint>

#include "plan.hpp"

// A weekday of about 1 300 calls for the tenant of business_day.json.
DayPlan synthetic_day(const Date& date, uint64_t seed);
