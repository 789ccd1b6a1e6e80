#pragma once

#include <map>

#include "schema/live.hpp"
#include "sim/pbx.hpp"

namespace sivo::sim {

// How long the truth may differ from what the library believes.
struct Patience {
  Micros since = 0;        // the last time that something kept them apart
  Micros differs_max = 0;  // counted from the later of it and the line's end
};

// Rules over the live rows as any reader finds them, by other means than the engine's own:
//   - an agent has one reservation at most, and one that a live leg or call explains;
//   - nothing runs past its deadline;
//   - no agent who may be offered a caller is idle beside one who waits for him;
//   - what was a line is not taken for one long after it went.
// At a moment when no timer is overdue and no group is open.
void check_rows(Core& core, const Id& tenant, Micros now);
void check_truth(Core& core, const Id& tenant, const Pbx& pbx, const Patience& patience,
                 Micros now);
// Nothing is left of any call.
void check_drained(Core& core, const Id& tenant);
// The live rows as text: reopening must not change them.
std::string live_text(Core& core, const Id& tenant);
// The file's own check, with the audit chain.
void check_file(Core& core);

}  // namespace sivo::sim
