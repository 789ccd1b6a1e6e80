#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"

namespace sivo {

#define SIVO_IVR_FLOW(FIELD)                                                               \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.") \
  FIELD(7, description, std::optional<std::string>, {}, .length(0, 2000), "What it is for.")
SIVO_ENTITY(IvrFlow, kIvrFlow, "ivr_flow", SIVO_IVR_FLOW,
            "A dialogue with callers; its contents are its versions.")

}  // namespace sivo
