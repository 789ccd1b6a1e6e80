#pragma once

#include "engine/ivr/flow.hpp"
#include "engine/ivr/object_reader.hpp"

namespace sivo::ivr {

inline constexpr size_t kPromptItemsMax = 20;
inline constexpr size_t kPromptTextMax = 2000;  // characters
inline constexpr size_t kPromptDepthMax = 4;    // by_language inside by_language

// The prompt in that member, empty when absent: a text, an item, or an array of them.
Prompt read_prompt(ObjectReader& reader, std::string_view name);

}  // namespace sivo::ivr
