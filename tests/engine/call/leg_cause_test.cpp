#include "engine/call/leg_cause.hpp"

#include <doctest/doctest.h>

namespace sivo::call {
namespace {

TEST_CASE("a leg's cause says what the agent did") {
  CHECK(offer_state_of("USER_BUSY") == acd::OfferState::kBusy);
  CHECK(offer_state_of("CALL_REJECTED") == acd::OfferState::kRejected);
  CHECK(offer_state_of("USER_NOT_REGISTERED") == acd::OfferState::kUnreachable);
  CHECK(offer_state_of("NO_ANSWER") == acd::OfferState::kNoAnswer);
}

TEST_CASE("case 24: a phone that forwards and is not followed counts as declined") {
  CHECK(offer_state_of("REDIRECTION_TO_NEW_DESTINATION") == acd::OfferState::kRejected);
}

TEST_CASE("what is the network's fault or unknown costs the agent nothing") {
  CHECK(offer_state_of("NORMAL_TEMPORARY_FAILURE") == acd::OfferState::kHostError);
  CHECK(offer_state_of("") == acd::OfferState::kHostError);
  CHECK(offer_state_of("NEVER_HEARD") == acd::OfferState::kHostError);
}

TEST_CASE("a leg's cause says where a flow goes on after a transfer") {
  using ivr::event::TransferEnd;
  CHECK(transfer_end_of("BUSY_EVERYWHERE") == TransferEnd::kBusy);
  CHECK(transfer_end_of("SUBSCRIBER_ABSENT") == TransferEnd::kNoAnswer);
  CHECK(transfer_end_of("DECLINE") == TransferEnd::kRejected);
  CHECK(transfer_end_of("UNALLOCATED_NUMBER") == TransferEnd::kInvalid);
  CHECK(transfer_end_of("") == TransferEnd::kFailed);
}

}  // namespace
}  // namespace sivo::call
