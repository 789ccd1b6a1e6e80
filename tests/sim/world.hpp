#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/prng.hpp"
#include "core/core.hpp"
#include "schema/queue.hpp"
#include "schema/user.hpp"

// The configuration of the contact centre that is simulated, and its changes during the day.
namespace sivo::sim {

using core::Core;
using schema::Record;

// Two tenants that use the same names and extensions. The second is small and changes nothing.
struct World {
  struct Owner {
    Id tenant, trunk;
    std::vector<Id> agents, supervisors, queues;
    std::vector<std::string> queue_names;  // of `queues`; a queue made again keeps its name
    std::vector<Id> flows;
    std::vector<std::string> numbers;     // dialled from outside
    std::vector<std::string> extensions;  // and numbers that agents dial
  };
  std::vector<Owner> owners;
  int made = 0;  // names are never used twice
};

World furnish(Core& core, Micros now);

// One change drawn at random; true when it was applied, false when the library refused it, as it
// may. Throws Finding when it broke.
bool change_something(Core& core, World& world, Xoshiro256& random, Micros now);

// For the end of the day: every queue serves and ends by itself.
void make_drainable(Core& core, const World& world, Micros now);

}  // namespace sivo::sim
