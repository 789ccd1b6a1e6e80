#include "base/hangup_cause.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "base/csv_rows.hpp"

namespace {

using namespace sivo;

uint16_t number(const std::string& text) { return static_cast<uint16_t>(std::atoi(text.c_str())); }

// The causes whose FreeSWITCH number is not the ITU's (spec/telephony.md section 1).
bool is_misnumbered(HangupCause cause) {
  return cause == HangupCause::kPreEmpted || cause == HangupCause::kOutgoingCallBarred ||
         cause == HangupCause::kIncomingCallBarred;
}

CdrStatus suggested(const std::string& name) {
  for (const auto status : {CdrStatus::kAnswered, CdrStatus::kNoAnswer, CdrStatus::kBusy,
                            CdrStatus::kFailed, CdrStatus::kAbandoned}) {
    if (name == cdr_status_name(status)) return status;
  }
  FAIL("no status of that name");
  return CdrStatus::kFailed;
}

// The column lists the status, or "a|b": a when an agent answered, b when none did. A leg that lost
// the race, and no cause at all, have none.
void check_status(HangupCause cause, const std::string& column) {
  const size_t bar = column.find('|');
  if (column.empty() || column[0] == '(') return;
  if (bar == std::string::npos) {
    CHECK(cdr_status_of(cause, {}) == suggested(column));
    return;
  }
  const std::string without = column.substr(bar + 1);
  CHECK(cdr_status_of(cause, {.was_answered = true}) == suggested(column.substr(0, bar)));
  CHECK(cdr_status_of(cause, {}) == suggested(without.substr(0, without.find(' '))));
}

TEST_CASE("every FreeSWITCH cause of the reference has its name, code, SIP status and CDR status" *
          doctest::test_suite("shared")) {
  for (const auto& row : test::read_shared_csv("telephony/hangup_causes.csv")) {
    CAPTURE(row[0]);
    CAPTURE(row[3]);
    if (row[3].empty()) {
      CHECK_FALSE(cause_of_code(number(row[0])));
      check_status(cause_of_q850(static_cast<uint8_t>(number(row[0]))), row[11]);
      continue;
    }
    const auto cause = cause_of_name(row[3]);
    REQUIRE(cause);
    CHECK(static_cast<uint16_t>(*cause) == number(row[1]));
    CHECK(cause_of_code(number(row[1])) == cause);
    CHECK(cause_name(*cause) == row[3]);
    CHECK(sip_status_of(*cause) == number(row[4]));
    const bool has_q850 = !row[0].empty() && row[0] != "0";
    CHECK(q850_of(*cause).has_value() == has_q850);
    if (has_q850) {
      CHECK((*q850_of(*cause) == number(row[0])) != is_misnumbered(*cause));
      CHECK(cause_of_q850(static_cast<uint8_t>(number(row[0]))) == *cause);
    }
    check_status(*cause, row[11]);
  }
}

TEST_CASE("every SIP status of the reference becomes FreeSWITCH's cause" *
          doctest::test_suite("shared")) {
  for (const auto& row : test::read_shared_csv("telephony/sip_to_cause.csv")) {
    CAPTURE(row[0]);
    const HangupCause cause = cause_of_sip_status(number(row[0]));
    CHECK(cause_name(cause) == row[1]);
    CHECK(static_cast<uint16_t>(cause) == number(row[2]));
  }
}

TEST_CASE("an unknown SIP status, name or code is said to be unknown") {
  CHECK(cause_of_sip_status(499) == HangupCause::kNormalUnspecified);
  CHECK(cause_of_sip_status(0) == HangupCause::kNormalUnspecified);
  CHECK_FALSE(cause_of_name("user_busy"));
  CHECK_FALSE(cause_of_name(""));
  CHECK_FALSE(cause_of_code(4));
  CHECK_FALSE(cause_of_code(65535));
  CHECK(sip_status_of(static_cast<HangupCause>(4)) == 480);
}

TEST_CASE("what goes out as Q.850 comes back as the same cause") {
  for (uint16_t code = 1; code <= 127; ++code) {
    const auto cause = cause_of_code(code);
    if (!cause) continue;
    CAPTURE(code);
    CHECK(cause_of_q850(*q850_of(*cause)) == *cause);
  }
  CHECK_FALSE(q850_of(HangupCause::kGatewayDown));
  CHECK(q850_of(HangupCause::kPreEmpted) == uint8_t{8});
}

TEST_CASE("an unnamed Q.850 value is the unspecified one of its class") {
  CHECK(cause_of_q850(4) == HangupCause::kNormalUnspecified);
  CHECK(cause_of_q850(47) == HangupCause::kNormalTemporaryFailure);
  CHECK(cause_of_q850(49) == HangupCause::kServiceUnavailable);
  CHECK(cause_of_q850(70) == HangupCause::kServiceNotImplemented);
  CHECK(cause_of_q850(82) == HangupCause::kInvalidMsgUnspecified);
  CHECK(cause_of_q850(110) == HangupCause::kProtocolError);
  CHECK(cause_of_q850(126) == HangupCause::kInterworking);
  CHECK(cause_of_q850(255) == HangupCause::kInterworking);
}

TEST_CASE("a Reason header beats the SIP status") {
  CHECK(cause_of_leg_end(480, uint8_t{17}) == HangupCause::kUserBusy);
  CHECK(cause_of_leg_end(486, std::nullopt) == HangupCause::kUserBusy);
  CHECK(cause_of_leg_end(486, uint8_t{0}) == HangupCause::kUserBusy);
}

TEST_CASE("an answered call is answered, whatever ended it") {
  for (const auto cause : {HangupCause::kNormalClearing, HangupCause::kMediaTimeout,
                           HangupCause::kUserBusy, HangupCause::kOriginatorCancel}) {
    CHECK(cdr_status_of(cause, {.was_answered = true, .caller_left = true}) ==
          CdrStatus::kAnswered);
  }
}

TEST_CASE("a caller who leaves before an answer abandoned the call, also while agents were busy") {
  CHECK(cdr_status_of(HangupCause::kNormalClearing, {.caller_left = true}) ==
        CdrStatus::kAbandoned);
  CHECK(cdr_status_of(HangupCause::kUserBusy, {.caller_left = true}) == CdrStatus::kAbandoned);
  CHECK(cdr_status_of(HangupCause::kOriginatorCancel, {}) == CdrStatus::kAbandoned);
}

TEST_CASE("a call that waited too long, or came when closed, had no answer") {
  CHECK(cdr_status_of(HangupCause::kNormalClearing, {.was_timed_out = true}) ==
        CdrStatus::kNoAnswer);
  CHECK(cdr_status_of(HangupCause::kProgressTimeout, {}) == CdrStatus::kNoAnswer);
}

TEST_CASE("normal clearing without an answer is no success") {
  CHECK(cdr_status_of(HangupCause::kNormalClearing, {}) == CdrStatus::kAbandoned);
}

}  // namespace
