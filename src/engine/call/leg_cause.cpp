#include "engine/call/leg_cause.hpp"

#include <algorithm>
#include <array>

namespace sivo::call {
namespace {

using Causes = std::array<std::string_view, 8>;

constexpr Causes kBusy = {"USER_BUSY", "BUSY_EVERYWHERE"};
// A phone that forwards (302): the host that follows it reports the answer of the target as the
// agent's; one that does not reports the refusal (spec/acd.md case 24). It is the agent's choice.
constexpr Causes kRejected = {"CALL_REJECTED", "DECLINE", "UNWANTED", "REJECT_ALL",
                              "REDIRECTION_TO_NEW_DESTINATION"};
constexpr Causes kUnreachable = {"USER_NOT_REGISTERED",      "SUBSCRIBER_ABSENT",
                                 "DESTINATION_OUT_OF_ORDER", "UNALLOCATED_NUMBER",
                                 "NO_ROUTE_DESTINATION",     "DOES_NOT_EXIST_ANYWHERE"};
constexpr Causes kNoAnswer = {"NO_ANSWER", "NO_USER_RESPONSE", "NO_PICKUP", "PROGRESS_TIMEOUT",
                              "ALLOTTED_TIMEOUT"};

bool is_one_of(std::string_view cause, const Causes& causes) {
  return !cause.empty() && std::find(causes.begin(), causes.end(), cause) != causes.end();
}

}  // namespace

acd::OfferState offer_state_of(std::string_view cause) {
  if (is_one_of(cause, kBusy)) return acd::OfferState::kBusy;
  if (is_one_of(cause, kRejected)) return acd::OfferState::kRejected;
  if (is_one_of(cause, kUnreachable)) return acd::OfferState::kUnreachable;
  if (is_one_of(cause, kNoAnswer)) return acd::OfferState::kNoAnswer;
  return acd::OfferState::kHostError;
}

ivr::event::TransferEnd transfer_end_of(std::string_view cause) {
  if (is_one_of(cause, kBusy)) return ivr::event::TransferEnd::kBusy;
  if (is_one_of(cause, kRejected)) return ivr::event::TransferEnd::kRejected;
  if (is_one_of(cause, kNoAnswer) || cause == "USER_NOT_REGISTERED" ||
      cause == "SUBSCRIBER_ABSENT") {
    return ivr::event::TransferEnd::kNoAnswer;
  }
  if (cause == "UNALLOCATED_NUMBER" || cause == "INVALID_NUMBER_FORMAT") {
    return ivr::event::TransferEnd::kInvalid;
  }
  return ivr::event::TransferEnd::kFailed;
}

}  // namespace sivo::call
