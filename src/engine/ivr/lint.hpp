#pragma once

#include <vector>

#include "engine/ivr/flow.hpp"
#include "engine/ivr/object_reader.hpp"

namespace sivo::ivr {

inline constexpr size_t kUninterruptibleCharactersMax = 200;
inline constexpr size_t kMenuOptionsWarned = 9;

// The warnings W2xx about a flow without errors. `places` holds, for each node, the JSON pointer to
// it.
void lint(const Flow& flow, const std::vector<std::string>& places, Diagnostics& diagnostics);

}  // namespace sivo::ivr
