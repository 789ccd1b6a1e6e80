#pragma once

#include "bench.hpp"

namespace sivo::bench {

// What is not a quiet day: a host that fails, a claim that frees hundreds of agents at once, and
// callers who are told how long they will wait in queues that share all their agents.
void add_acd_storms(Report& report);

}  // namespace sivo::bench
