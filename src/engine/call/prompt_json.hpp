#pragma once

#include <span>
#include <string>

#include "engine/ivr/action.hpp"

namespace sivo::call {

// As `prompts` in the play action (schema/actions.hpp).
std::string prompts_json(std::span<const ivr::RenderedPrompt> prompts);

}  // namespace sivo::call
