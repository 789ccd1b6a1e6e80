#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

inline constexpr std::string_view kIvrFlowVersionOnce[] = {"flow_id", "flow_version"};
inline constexpr std::string_view kIvrFlowVersionActive[] = {"flow_id"};
inline constexpr schema::Unique kIvrFlowVersionUniques[] = {
    {kIvrFlowVersionOnce},
    {kIvrFlowVersionActive, "is_active"},
};

// `version` is the row's own, as in every table; the flow's is flow_version.
#define SIVO_IVR_FLOW_VERSION(FIELD)                                                          \
  FIELD(6, flow_id, Id, {},                                                                   \
        .required().sealed().refers(Kind::kIvrFlow, schema::OnDelete::kCascade), "The flow.") \
  FIELD(7, flow_version, int64_t, 0, .range(0, 1000000).sealed(),                             \
        "1, 2, 3…; 0 at creation takes the next.")                                            \
  FIELD(8, is_active, bool, false, , "Calls that start now run it; at most one of a flow.")   \
  FIELD(9, nodes, std::string, {}, .json(schema::rules::flow_nodes).required().sealed(),      \
        "The flow document (sivo.flow/1), or its array of nodes.")                            \
  FIELD(10, created_by, std::optional<Id>, {}, .sealed().refers_history(Kind::kUser),         \
        "Who made it.")
SIVO_ENTITY(IvrFlowVersion, kIvrFlowVersion, "ivr_flow_version", SIVO_IVR_FLOW_VERSION,
            "One state of a flow, never changed; running calls keep theirs.",
            kIvrFlowVersionUniques)

}  // namespace sivo
