#pragma once

#include <string_view>

#include "engine/ivr/flow.hpp"
#include "engine/ivr/session_data.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// The variable, or its declared default; null when there is neither.
const schema::Json* find_variable(const Flow& flow, const SessionData& data, std::string_view name);

// Sets it within the limits; false leaves everything as it was.
bool set_variable(SessionData& data, const Limits& limits, std::string_view name,
                  const schema::Json& value);

// An object of all variables that are not sensitive, declared defaults included.
schema::Json public_variables(const Flow& flow, const SessionData& data);

}  // namespace sivo::ivr
