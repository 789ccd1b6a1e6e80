#pragma once

#include <map>
#include <string>

#include "plan.hpp"
#include "sivo/sivo.hpp"

// The tenant of the day in the file: made once, then known by ids.
struct Centre {
  sivo::id tenant;
  std::string name;
  std::map<char, sivo::id> queues;  // by menu key
  std::map<sivo::id, std::string> queue_names;
  std::map<std::string, sivo::id> users;  // by email
  std::map<std::string, sivo::id> pause_reasons;
};

// Applies the tenant's JSON document, adds the agents of the day that it does not name, and looks
// up what the host needs. Menu keys 1, 2, … stand for the queues in the order of `queue_names`.
Centre make_centre(sivo::core& core, const std::string& document, const DayPlan& day,
                   const std::vector<std::string>& queue_names);
