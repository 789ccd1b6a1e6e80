#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

#define SIVO_DID(FIELD)                                                                            \
  FIELD(6, number, std::string, {},                                                                \
        .length(3, 16).rule(schema::rules::e164).required().unique_in_file(),                      \
        "The number, E.164; one tenant of the file has it.")                                       \
  FIELD(7, trunk_id, Id, {}, .required().refers(Kind::kSipTrunk), "The trunk it comes in by.")     \
  FIELD(8, ivr_flow_id, Id, {}, .required().refers(Kind::kIvrFlow), "The flow a call to it runs.") \
  FIELD(9, schedule_id, std::optional<Id>, {}, .refers(Kind::kSchedule),                           \
        "When it is open; null = always.")                                                         \
  FIELD(10, out_of_hours_ivr_flow_id, std::optional<Id>, {}, .refers(Kind::kIvrFlow),              \
        "The flow while closed; null = a closed announcement and hangup.")                         \
  FIELD(11, outbound_caller_id, bool, false, , "May be shown on outbound calls.")                  \
  FIELD(12, language, std::optional<std::string>, {}, .length(2, 2).rule(schema::rules::language), \
        "ISO 639-1 language of its callers; null = the tenant's.")
SIVO_ENTITY(Did, kDid, "did", SIVO_DID, "A phone number of a tenant.")

}  // namespace sivo
