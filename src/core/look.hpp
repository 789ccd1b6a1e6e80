#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "engine/call/counting.hpp"
#include "engine/call/engine.hpp"

namespace sivo::core {

// What a core that only reads knows of the file: engines as of the last look, and the past, counted
// once. Nothing that is in the past can change: a later look adds what is new.
struct Look {
  std::unique_ptr<call::Engine> engine;
  int64_t version = 0;  // of the file
  Micros as_of = 0;     // the file's time

  struct Wrapping {
    Id tenant;
    std::vector<Id> agents;
  };
  std::optional<call::Counting> past;
  Micros counted_until = 0;         // the records of calls that ended before are in it
  std::map<Id, Id> last_events;     // that are in it, by tenant
  std::map<Id, Wrapping> wrapping;  // calls in it whose agents wrap up: their last parts are not
};

// Comes before all ids that are made from then on.
Id first_id_of(Micros moment);

}  // namespace sivo::core
