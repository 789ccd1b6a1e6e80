#include "base/hangup_cause.hpp"

#include <algorithm>
#include <iterator>

namespace sivo {
namespace {

struct CauseRow {
  HangupCause cause;
  uint16_t sip_status;  // 480 is FreeSWITCH's answer where it has no better one
  std::string_view name;
};

// Sorted by code.
constexpr CauseRow kCauses[] = {
    {HangupCause::kNone, 480, "NONE"},
    {HangupCause::kUnallocatedNumber, 404, "UNALLOCATED_NUMBER"},
    {HangupCause::kNoRouteTransitNet, 404, "NO_ROUTE_TRANSIT_NET"},
    {HangupCause::kNoRouteDestination, 404, "NO_ROUTE_DESTINATION"},
    {HangupCause::kChannelUnacceptable, 480, "CHANNEL_UNACCEPTABLE"},
    {HangupCause::kCallAwardedDelivered, 480, "CALL_AWARDED_DELIVERED"},
    {HangupCause::kNormalClearing, 480, "NORMAL_CLEARING"},
    {HangupCause::kUserBusy, 486, "USER_BUSY"},
    {HangupCause::kNoUserResponse, 408, "NO_USER_RESPONSE"},
    {HangupCause::kNoAnswer, 480, "NO_ANSWER"},
    {HangupCause::kSubscriberAbsent, 480, "SUBSCRIBER_ABSENT"},
    {HangupCause::kCallRejected, 603, "CALL_REJECTED"},
    {HangupCause::kNumberChanged, 410, "NUMBER_CHANGED"},
    {HangupCause::kRedirectionToNewDestination, 410, "REDIRECTION_TO_NEW_DESTINATION"},
    {HangupCause::kExchangeRoutingError, 483, "EXCHANGE_ROUTING_ERROR"},
    {HangupCause::kDestinationOutOfOrder, 502, "DESTINATION_OUT_OF_ORDER"},
    {HangupCause::kInvalidNumberFormat, 484, "INVALID_NUMBER_FORMAT"},
    {HangupCause::kFacilityRejected, 501, "FACILITY_REJECTED"},
    {HangupCause::kResponseToStatusEnquiry, 480, "RESPONSE_TO_STATUS_ENQUIRY"},
    {HangupCause::kNormalUnspecified, 480, "NORMAL_UNSPECIFIED"},
    {HangupCause::kNormalCircuitCongestion, 503, "NORMAL_CIRCUIT_CONGESTION"},
    {HangupCause::kNetworkOutOfOrder, 503, "NETWORK_OUT_OF_ORDER"},
    {HangupCause::kNormalTemporaryFailure, 503, "NORMAL_TEMPORARY_FAILURE"},
    {HangupCause::kSwitchCongestion, 503, "SWITCH_CONGESTION"},
    {HangupCause::kAccessInfoDiscarded, 480, "ACCESS_INFO_DISCARDED"},
    {HangupCause::kRequestedChanUnavail, 503, "REQUESTED_CHAN_UNAVAIL"},
    {HangupCause::kPreEmpted, 480, "PRE_EMPTED"},
    {HangupCause::kFacilityNotSubscribed, 480, "FACILITY_NOT_SUBSCRIBED"},
    {HangupCause::kOutgoingCallBarred, 403, "OUTGOING_CALL_BARRED"},
    {HangupCause::kIncomingCallBarred, 403, "INCOMING_CALL_BARRED"},
    {HangupCause::kBearerCapabilityNotAuth, 403, "BEARERCAPABILITY_NOTAUTH"},
    {HangupCause::kBearerCapabilityNotAvail, 503, "BEARERCAPABILITY_NOTAVAIL"},
    {HangupCause::kServiceUnavailable, 480, "SERVICE_UNAVAILABLE"},
    {HangupCause::kBearerCapabilityNotImpl, 488, "BEARERCAPABILITY_NOTIMPL"},
    {HangupCause::kChanNotImplemented, 480, "CHAN_NOT_IMPLEMENTED"},
    {HangupCause::kFacilityNotImplemented, 501, "FACILITY_NOT_IMPLEMENTED"},
    {HangupCause::kServiceNotImplemented, 501, "SERVICE_NOT_IMPLEMENTED"},
    {HangupCause::kInvalidCallReference, 480, "INVALID_CALL_REFERENCE"},
    {HangupCause::kIncompatibleDestination, 488, "INCOMPATIBLE_DESTINATION"},
    {HangupCause::kInvalidMsgUnspecified, 480, "INVALID_MSG_UNSPECIFIED"},
    {HangupCause::kMandatoryIeMissing, 480, "MANDATORY_IE_MISSING"},
    {HangupCause::kMessageTypeNonexist, 480, "MESSAGE_TYPE_NONEXIST"},
    {HangupCause::kWrongMessage, 480, "WRONG_MESSAGE"},
    {HangupCause::kIeNonexist, 480, "IE_NONEXIST"},
    {HangupCause::kInvalidIeContents, 480, "INVALID_IE_CONTENTS"},
    {HangupCause::kWrongCallState, 480, "WRONG_CALL_STATE"},
    {HangupCause::kRecoveryOnTimerExpire, 504, "RECOVERY_ON_TIMER_EXPIRE"},
    {HangupCause::kMandatoryIeLengthError, 480, "MANDATORY_IE_LENGTH_ERROR"},
    {HangupCause::kProtocolError, 480, "PROTOCOL_ERROR"},
    {HangupCause::kInterworking, 480, "INTERWORKING"},
    {HangupCause::kSuccess, 480, "SUCCESS"},
    {HangupCause::kOriginatorCancel, 487, "ORIGINATOR_CANCEL"},
    {HangupCause::kCrash, 480, "CRASH"},
    {HangupCause::kSystemShutdown, 480, "SYSTEM_SHUTDOWN"},
    {HangupCause::kLoseRace, 480, "LOSE_RACE"},
    {HangupCause::kManagerRequest, 480, "MANAGER_REQUEST"},
    {HangupCause::kBlindTransfer, 480, "BLIND_TRANSFER"},
    {HangupCause::kAttendedTransfer, 480, "ATTENDED_TRANSFER"},
    {HangupCause::kAllottedTimeout, 480, "ALLOTTED_TIMEOUT"},
    {HangupCause::kUserChallenge, 480, "USER_CHALLENGE"},
    {HangupCause::kMediaTimeout, 480, "MEDIA_TIMEOUT"},
    {HangupCause::kPickedOff, 480, "PICKED_OFF"},
    {HangupCause::kUserNotRegistered, 480, "USER_NOT_REGISTERED"},
    {HangupCause::kProgressTimeout, 480, "PROGRESS_TIMEOUT"},
    {HangupCause::kInvalidGateway, 484, "INVALID_GATEWAY"},
    {HangupCause::kGatewayDown, 503, "GATEWAY_DOWN"},
    {HangupCause::kInvalidUrl, 484, "INVALID_URL"},
    {HangupCause::kInvalidProfile, 502, "INVALID_PROFILE"},
    {HangupCause::kNoPickup, 480, "NO_PICKUP"},
    {HangupCause::kSrtpReadError, 480, "SRTP_READ_ERROR"},
    {HangupCause::kBowout, 480, "BOWOUT"},
    {HangupCause::kBusyEverywhere, 600, "BUSY_EVERYWHERE"},
    {HangupCause::kDecline, 603, "DECLINE"},
    {HangupCause::kDoesNotExistAnywhere, 604, "DOES_NOT_EXIST_ANYWHERE"},
    {HangupCause::kNotAcceptable, 606, "NOT_ACCEPTABLE"},
    {HangupCause::kUnwanted, 607, "UNWANTED"},
    {HangupCause::kNoIdentity, 428, "NO_IDENTITY"},
    {HangupCause::kBadIdentityInfo, 429, "BAD_IDENTITY_INFO"},
    {HangupCause::kUnsupportedCertificate, 437, "UNSUPPORTED_CERTIFICATE"},
    {HangupCause::kInvalidIdentity, 438, "INVALID_IDENTITY"},
    {HangupCause::kStaleDate, 403, "STALE_DATE"},
    {HangupCause::kRejectAll, 603, "REJECT_ALL"},
};

static_assert(std::is_sorted(std::begin(kCauses), std::end(kCauses),
                             [](const auto& a, const auto& b) { return a.cause < b.cause; }));

struct SipRow {
  uint16_t status;
  HangupCause cause;
};

// Sorted by status. What is not here is NORMAL_UNSPECIFIED.
constexpr SipRow kSipStatuses[] = {
    {200, HangupCause::kNormalClearing},
    {400, HangupCause::kNormalTemporaryFailure},
    {401, HangupCause::kCallRejected},
    {402, HangupCause::kCallRejected},
    {403, HangupCause::kCallRejected},
    {404, HangupCause::kUnallocatedNumber},
    {405, HangupCause::kServiceUnavailable},
    {406, HangupCause::kServiceNotImplemented},
    {407, HangupCause::kCallRejected},
    {408, HangupCause::kRecoveryOnTimerExpire},
    {410, HangupCause::kNumberChanged},
    {413, HangupCause::kInterworking},
    {414, HangupCause::kInterworking},
    {415, HangupCause::kServiceNotImplemented},
    {416, HangupCause::kInterworking},
    {420, HangupCause::kInterworking},
    {421, HangupCause::kInterworking},
    {423, HangupCause::kInterworking},
    {428, HangupCause::kNoIdentity},
    {429, HangupCause::kBadIdentityInfo},
    {437, HangupCause::kUnsupportedCertificate},
    {438, HangupCause::kInvalidIdentity},
    {480, HangupCause::kNoUserResponse},
    {481, HangupCause::kNormalTemporaryFailure},
    {482, HangupCause::kExchangeRoutingError},
    {483, HangupCause::kExchangeRoutingError},
    {484, HangupCause::kInvalidNumberFormat},
    {485, HangupCause::kNoRouteDestination},
    {486, HangupCause::kUserBusy},
    {487, HangupCause::kOriginatorCancel},
    {488, HangupCause::kIncompatibleDestination},
    {500, HangupCause::kNormalTemporaryFailure},
    {501, HangupCause::kServiceNotImplemented},
    {502, HangupCause::kNetworkOutOfOrder},
    {503, HangupCause::kNormalTemporaryFailure},
    {504, HangupCause::kRecoveryOnTimerExpire},
    {505, HangupCause::kInterworking},
    {513, HangupCause::kInterworking},
    {600, HangupCause::kUserBusy},
    {603, HangupCause::kCallRejected},
    {604, HangupCause::kNoRouteDestination},
    {606, HangupCause::kIncompatibleDestination},
    {607, HangupCause::kUnwanted},
    {608, HangupCause::kCallRejected},
};

static_assert(std::is_sorted(std::begin(kSipStatuses), std::end(kSipStatuses),
                             [](const auto& a, const auto& b) { return a.status < b.status; }));

const CauseRow* find_row(uint16_t code) {
  const auto* const end = std::end(kCauses);
  const auto* const found = std::lower_bound(
      std::begin(kCauses), end, code,
      [](const CauseRow& row, uint16_t key) { return static_cast<uint16_t>(row.cause) < key; });
  return found != end && static_cast<uint16_t>(found->cause) == code ? found : nullptr;
}

// Q.850 section 2.2.5: the last value of each class. Class 2, resource unavailable, has no 47 in
// FreeSWITCH; a temporary failure is the nearest.
constexpr HangupCause unspecified_of_class(uint8_t value) {
  if (value < 32) return HangupCause::kNormalUnspecified;
  if (value < 48) return HangupCause::kNormalTemporaryFailure;
  if (value < 64) return HangupCause::kServiceUnavailable;
  if (value < 80) return HangupCause::kServiceNotImplemented;
  if (value < 96) return HangupCause::kInvalidMsgUnspecified;
  if (value < 112) return HangupCause::kProtocolError;
  return HangupCause::kInterworking;
}

}  // namespace

std::string_view cause_name(HangupCause cause) {
  const CauseRow* row = find_row(static_cast<uint16_t>(cause));
  return row != nullptr ? row->name : "NONE";
}

std::optional<HangupCause> cause_of_name(std::string_view name) {
  for (const CauseRow& row : kCauses) {
    if (row.name == name) return row.cause;
  }
  return std::nullopt;
}

std::optional<HangupCause> cause_of_code(uint16_t freeswitch_code) {
  const CauseRow* row = find_row(freeswitch_code);
  if (row == nullptr) return std::nullopt;
  return row->cause;
}

HangupCause cause_of_q850(uint8_t value) {
  switch (value) {
    case 0:
      return HangupCause::kNone;
    case 8:
      return HangupCause::kPreEmpted;
    case 26:
      return HangupCause::kLoseRace;  // non-selected user: another took the call
    case 53:
      return HangupCause::kOutgoingCallBarred;
    case 55:
      return HangupCause::kIncomingCallBarred;
  }
  if (value > 127) return HangupCause::kInterworking;
  return cause_of_code(value).value_or(unspecified_of_class(value));
}

std::optional<uint8_t> q850_of(HangupCause cause) {
  constexpr uint16_t kQ850Max = 127;
  if (cause == HangupCause::kPreEmpted) return uint8_t{8};
  if (cause == HangupCause::kOutgoingCallBarred) return uint8_t{53};
  if (cause == HangupCause::kIncomingCallBarred) return uint8_t{55};
  if (cause == HangupCause::kNone || static_cast<uint16_t>(cause) > kQ850Max) return std::nullopt;
  return static_cast<uint8_t>(cause);
}

uint16_t sip_status_of(HangupCause cause) {
  constexpr uint16_t kTemporarilyUnavailable = 480;
  const CauseRow* row = find_row(static_cast<uint16_t>(cause));
  return row != nullptr ? row->sip_status : kTemporarilyUnavailable;
}

HangupCause cause_of_sip_status(uint16_t status) {
  const auto* const end = std::end(kSipStatuses);
  const auto* const found =
      std::lower_bound(std::begin(kSipStatuses), end, status,
                       [](const SipRow& row, uint16_t key) { return row.status < key; });
  return found != end && found->status == status ? found->cause : HangupCause::kNormalUnspecified;
}

HangupCause cause_of_leg_end(uint16_t sip_status, std::optional<uint8_t> reason_q850) {
  return reason_q850 && *reason_q850 != 0 ? cause_of_q850(*reason_q850)
                                          : cause_of_sip_status(sip_status);
}

std::string_view cdr_status_name(CdrStatus status) {
  switch (status) {
    case CdrStatus::kAnswered:
      return "answered";
    case CdrStatus::kNoAnswer:
      return "no_answer";
    case CdrStatus::kBusy:
      return "busy";
    case CdrStatus::kFailed:
      return "failed";
    case CdrStatus::kAbandoned:
      return "abandoned";
  }
  return "failed";
}

CdrStatus cdr_status_of(HangupCause cause, const CallEnd& end) {
  const bool was_transferred =
      cause == HangupCause::kBlindTransfer || cause == HangupCause::kAttendedTransfer;
  if (end.was_answered || was_transferred) return CdrStatus::kAnswered;
  if (end.caller_left || cause == HangupCause::kOriginatorCancel) return CdrStatus::kAbandoned;
  if (end.was_timed_out) return CdrStatus::kNoAnswer;
  if (cause == HangupCause::kUserBusy || cause == HangupCause::kBusyEverywhere) {
    return CdrStatus::kBusy;
  }
  const bool rang_out = cause == HangupCause::kNoUserResponse || cause == HangupCause::kNoAnswer ||
                        cause == HangupCause::kSubscriberAbsent ||
                        cause == HangupCause::kUserNotRegistered ||
                        cause == HangupCause::kProgressTimeout || cause == HangupCause::kNoPickup;
  if (rang_out) return CdrStatus::kNoAnswer;
  // Cleared normally before an answer, and not by our clock: the caller's side let go.
  return cause == HangupCause::kNormalClearing ? CdrStatus::kAbandoned : CdrStatus::kFailed;
}

}  // namespace sivo
