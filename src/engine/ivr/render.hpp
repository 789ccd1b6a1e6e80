#pragma once

#include <string_view>
#include <vector>

#include "engine/ivr/action.hpp"
#include "engine/ivr/flow.hpp"

namespace sivo::ivr {

// The prompt in that language, ready to be played. What renders to nothing is left out: an empty
// text, no silence, a by_language without the language, its base ("es" of "es-MX") and the flow's.
std::vector<RenderedPrompt> render_prompt(const Flow& flow, const Prompt& prompt,
                                          std::string_view language);

// Whether a transfer may dial it: an extension of 2 to 8 digits, E.164, or a sip: URI of harmless
// characters.
bool is_destination(std::string_view text);

// Characters that may go into a host's command: no white space, no comma, no quotes.
bool is_plain_name(std::string_view text);

}  // namespace sivo::ivr
