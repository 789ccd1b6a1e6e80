#pragma once

#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class PauseCategory : uint8_t { kPersonal, kOperational, kTraining };
inline constexpr std::string_view kPauseCategoryNames[] = {"personal", "operational", "training"};
template <>
struct schema::EnumerationOf<PauseCategory> {
  static constexpr Enumeration value{"pause_category", kPauseCategoryNames};
};

#define SIVO_PAUSE_REASON(FIELD)                                                             \
  FIELD(6, name, std::string, {}, .length(1, 60).required().unique(), "Shown to people.")    \
  FIELD(7, category, PauseCategory, PauseCategory::kPersonal, , "What kind of pause it is.") \
  FIELD(8, color, std::string, "#808080", .length(7, 7).rule(schema::rules::color),          \
        "Colour in the panel, #rrggbb.")                                                     \
  FIELD(9, is_productive, bool, false, , "Counts as work in occupancy.")
SIVO_ENTITY(PauseReason, kPauseReason, "pause_reason", SIVO_PAUSE_REASON, "Why an agent pauses.")

}  // namespace sivo
