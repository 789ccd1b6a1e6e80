#pragma once

#include <optional>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/call/directory.hpp"
#include "schema/tenant.hpp"
#include "store/store.hpp"

namespace sivo::core {

// How often old rows are looked for. Days are what they are kept for, so an hour late is on time.
inline constexpr Micros kRetentionEvery = kHour;
// An event that the host polled is only looked up again: by a webhook that was down, whose dead
// letters are kept as long, and by people who ask what happened.
inline constexpr Micros kEventsKept = 30 * kDay;
// In the commit of a step, which may have a caller waiting for it: a millisecond or two.
inline constexpr int64_t kRetentionRowsMax = 200;
inline constexpr int kRetentionTenantsMax = 50;

// How long a tenant's audit rows are kept: what its plan pays for.
Micros audit_kept(Plan plan);

// Lets old rows go, in portions inside commits: events that were polled, and audit rows, whose
// chain keeps its anchor. What is due follows from the commit's time and from named values of the
// file, so a replay removes the same rows in the same commits, and a process that was killed goes
// on where the last commit left it.
class Retention {
 public:
  // As the file has it: at open, and after a rollback.
  Result<void> load(store::Store& store);
  bool is_due(Micros now) const { return after_ || now - begun_ >= kRetentionEvery; }
  // A portion. `polled` is the last event that the host has; it is saved in the same unit.
  Result<void> run(store::Store& store, const call::Directory& directory, Micros now,
                   const Id& polled);

 private:
  Result<void> save(store::Store& store) const;
  Micros begun_ = 0;         // the round that runs, or the last one
  std::optional<Id> after_;  // while a round runs: the last tenant it is done with
};

}  // namespace sivo::core
