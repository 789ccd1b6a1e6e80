#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sivo {

// Why a leg or a call ended: FreeSWITCH's causes under its numbers. Up to 127 they are those of
// ITU-T Q.850, but for PRE_EMPTED (8 there) and the two CALL_BARRED (53, 55 there); the others are
// FreeSWITCH's own.
enum class HangupCause : uint16_t {
  kNone = 0,
  kUnallocatedNumber = 1,
  kNoRouteTransitNet = 2,
  kNoRouteDestination = 3,
  kChannelUnacceptable = 6,
  kCallAwardedDelivered = 7,
  kNormalClearing = 16,
  kUserBusy = 17,
  kNoUserResponse = 18,
  kNoAnswer = 19,
  kSubscriberAbsent = 20,
  kCallRejected = 21,
  kNumberChanged = 22,
  kRedirectionToNewDestination = 23,
  kExchangeRoutingError = 25,
  kDestinationOutOfOrder = 27,
  kInvalidNumberFormat = 28,
  kFacilityRejected = 29,
  kResponseToStatusEnquiry = 30,
  kNormalUnspecified = 31,
  kNormalCircuitCongestion = 34,
  kNetworkOutOfOrder = 38,
  kNormalTemporaryFailure = 41,
  kSwitchCongestion = 42,
  kAccessInfoDiscarded = 43,
  kRequestedChanUnavail = 44,
  kPreEmpted = 45,
  kFacilityNotSubscribed = 50,
  kOutgoingCallBarred = 52,
  kIncomingCallBarred = 54,
  kBearerCapabilityNotAuth = 57,
  kBearerCapabilityNotAvail = 58,
  kServiceUnavailable = 63,
  kBearerCapabilityNotImpl = 65,
  kChanNotImplemented = 66,
  kFacilityNotImplemented = 69,
  kServiceNotImplemented = 79,
  kInvalidCallReference = 81,
  kIncompatibleDestination = 88,
  kInvalidMsgUnspecified = 95,
  kMandatoryIeMissing = 96,
  kMessageTypeNonexist = 97,
  kWrongMessage = 98,
  kIeNonexist = 99,
  kInvalidIeContents = 100,
  kWrongCallState = 101,
  kRecoveryOnTimerExpire = 102,
  kMandatoryIeLengthError = 103,
  kProtocolError = 111,
  kInterworking = 127,
  kSuccess = 142,
  kOriginatorCancel = 487,
  kCrash = 700,
  kSystemShutdown = 701,
  kLoseRace = 702,
  kManagerRequest = 703,
  kBlindTransfer = 800,
  kAttendedTransfer = 801,
  kAllottedTimeout = 802,
  kUserChallenge = 803,
  kMediaTimeout = 804,
  kPickedOff = 805,
  kUserNotRegistered = 806,
  kProgressTimeout = 807,
  kInvalidGateway = 808,
  kGatewayDown = 809,
  kInvalidUrl = 810,
  kInvalidProfile = 811,
  kNoPickup = 812,
  kSrtpReadError = 813,
  kBowout = 814,
  kBusyEverywhere = 815,
  kDecline = 816,
  kDoesNotExistAnywhere = 817,
  kNotAcceptable = 818,
  kUnwanted = 819,
  kNoIdentity = 820,
  kBadIdentityInfo = 821,
  kUnsupportedCertificate = 822,
  kInvalidIdentity = 823,
  kStaleDate = 824,
  kRejectAll = 825,
};

// "USER_BUSY".
std::string_view cause_name(HangupCause cause);
std::optional<HangupCause> cause_of_name(std::string_view name);
std::optional<HangupCause> cause_of_code(uint16_t freeswitch_code);

// The cause for a Q.850 value off the wire, 1 to 127. A value without a name of its own becomes the
// "unspecified" of its class, as Q.850 section 2.2.5 has it.
HangupCause cause_of_q850(uint8_t value);

// The Q.850 value to send; nothing for a cause of FreeSWITCH's own. (FreeSWITCH says 16 for those,
// which hides every failure.)
std::optional<uint8_t> q850_of(HangupCause cause);

// FreeSWITCH's tables (mod_sofia hangup_cause_to_sip, sofia_glue). Statuses it does not know become
// NORMAL_UNSPECIFIED.
uint16_t sip_status_of(HangupCause cause);
HangupCause cause_of_sip_status(uint16_t status);

// What a leg ended with: the value of a "Reason: Q.850;cause=n" header beats the SIP status.
HangupCause cause_of_leg_end(uint16_t sip_status, std::optional<uint8_t> reason_q850);

// The status column of a call record.
enum class CdrStatus : uint8_t { kAnswered, kNoAnswer, kBusy, kFailed, kAbandoned };

// "answered", "no_answer", "busy", "failed", "abandoned".
std::string_view cdr_status_name(CdrStatus status);

// What the call knows of its end beside the cause.
struct CallEnd {
  bool was_answered = false;   // by a human agent, or a completed AI agent or transfer
  bool caller_left = false;    // BYE or CANCEL came from the caller
  bool was_timed_out = false;  // rang out, waited too long, or the place was closed
};

// spec/telephony.md section 1. Answered beats all, then what the caller did, then the clock, then
// the cause. NORMAL_CLEARING alone never means success.
CdrStatus cdr_status_of(HangupCause cause, const CallEnd& end);

}  // namespace sivo
