#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

#define SIVO_SCHEDULE(FIELD)                                                                       \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.")         \
  FIELD(7, timezone, std::optional<std::string>, {}, .length(1, 64).rule(schema::rules::timezone), \
        "IANA zone; null = the tenant's.")                                                         \
  FIELD(8, hours, std::string, "{}", .json(schema::rules::hours).length(2, 16384),                 \
        "mon to sun: null, {open, close} or an array of those; HH:MM, close exclusive.")           \
  FIELD(9, holidays, std::string, "[]", .json(schema::rules::holidays).length(2, 65536),           \
        "Dates YYYY-MM-DD on which it is closed.")                                                 \
  FIELD(10, exceptions, std::string, "[]", .json(schema::rules::exceptions).length(2, 262144),     \
        "Dates with hours of their own, or closed; they win over holidays and weekdays.")
SIVO_ENTITY(Schedule, kSchedule, "schedule", SIVO_SCHEDULE, "When a number is open.")

}  // namespace sivo
