#pragma once

#include <string_view>

#include "engine/acd/types.hpp"
#include "engine/ivr/event.hpp"

namespace sivo::call {

// What a leg's hangup cause means for the distributor and for a flow (spec/telephony.md section 1).
acd::OfferState offer_state_of(std::string_view cause);
ivr::event::TransferEnd transfer_end_of(std::string_view cause);

}  // namespace sivo::call
