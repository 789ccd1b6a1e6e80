#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

#define SIVO_SECRET(FIELD)                                                                       \
  FIELD(6, name, std::string, {}, .length(1, 64).rule(schema::rules::token).required().unique(), \
        "What flows and settings call it.")                                                      \
  FIELD(7, description, std::optional<std::string>, {}, .length(0, 500), "What it is for.")      \
  FIELD(8, value, std::string, {}, .length(1, 8192).secret().required(),                         \
        "Goes in, is kept encrypted, never comes out.")
SIVO_ENTITY(Secret, kSecret, "secret", SIVO_SECRET, "A password or key of a service in use.")

}  // namespace sivo
