#pragma once

#include "bench.hpp"

namespace sivo::bench {

// How the cost of a call grows with the agents and with the callers.
void add_acd_growth(Report& report);

}  // namespace sivo::bench
