#pragma once

#include "base/result.hpp"
#include "engine/ivr/event.hpp"
#include "engine/ivr/flow.hpp"
#include "engine/ivr/session_data.hpp"

namespace sivo::ivr {

inline constexpr size_t kReasonBytesMax = 200;

std::string_view event_name(const Event& event);

// kInvalid for an event that is malformed in every state.
Result<void> check_event(const Flow& flow, const Event& event);

// kState for an event that the table of the specification marks X in this state.
Result<void> check_legality(State state, const Event& event);

}  // namespace sivo::ivr
