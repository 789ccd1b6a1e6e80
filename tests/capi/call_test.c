/* Whole calls through the ABI, as a host sees them. */
#include "host.h"

static void an_inbound_call_goes_from_the_menu_to_the_agent_into_its_record(void) {
  host h = start_host();
  sivo_record* cdr = NULL;
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 1);
  OK(tell_id(&h, SIVO_KIND_CALL_ANSWERED, "call_id", h.call));
  CHECK(h.seen[SIVO_KIND_PLAY] == 1);
  OK(tell(&h, SIVO_KIND_DTMF, JSON({"channel" : "sip-1", "digit" : "1"})));
  CHECK(h.seen[SIVO_KIND_DIAL] == 1);
  OK(tell_id(&h, SIVO_KIND_LEG_RINGING, "leg_id", h.leg));
  OK(tell_id(&h, SIVO_KIND_LEG_ANSWERED, "leg_id", h.leg));
  CHECK(h.seen[SIVO_KIND_BRIDGE] == 1);
  h.now += 60000000;
  OK(tell(&h, SIVO_KIND_CALL_HANGUP, JSON({"channel" : "sip-1"})));
  CHECK(h.ended == 1);

  OK(sivo_get(h.core, SIVO_KIND_CALL, h.tenant, h.call, &cdr, &err));
  CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_STATUS, NULL), "answered"));
  CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_DIRECTION, NULL), "inbound"));
  CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_CALLER_ID_NUMBER, NULL), "+34600111222"));
  CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_HANGUP_CAUSE, NULL), "NORMAL_CLEARING"));
  CHECK(is_same_id(sivo_record_id(cdr, SIVO_CALL_AGENT_ID), h.agent));
  CHECK(sivo_record_int(cdr, SIVO_CALL_BILLSEC) == 61);
  CHECK(sivo_record_int(cdr, SIVO_CALL_DURATION_SEC) == 65);
  sivo_record_free(cdr);
  sivo_close(h.core);
}

static void a_caller_who_gives_up_in_the_queue_is_abandoned(void) {
  host h = start_host();
  sivo_record* cdr = NULL;
  OK(tell_agent(&h, SIVO_KIND_AGENT_PAUSE));
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  OK(tell_id(&h, SIVO_KIND_CALL_ANSWERED, "call_id", h.call));
  OK(tell(&h, SIVO_KIND_DTMF, JSON({"channel" : "sip-1", "digit" : "1"})));
  CHECK(h.seen[SIVO_KIND_DIAL] == 0);
  OK(tell(&h, SIVO_KIND_CALL_HANGUP, JSON({"channel" : "sip-1"})));
  OK(sivo_get(h.core, SIVO_KIND_CALL, h.tenant, h.call, &cdr, &err));
  CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_STATUS, NULL), "abandoned"));
  CHECK(sivo_record_has(cdr, SIVO_CALL_ANSWERED_AT) == 0);
  sivo_record_free(cdr);
  sivo_close(h.core);
}

static void outputs_of_a_group_are_polled_after_its_commit(void) {
  host h = start_host();
  OK(sivo_begin(h.core, &err));
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 0);
  REFUSED(sivo_begin(h.core, &err), SIVO_ESTATE, "");
  OK(sivo_commit(h.core, &err));
  OK(take_outputs(&h));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 1);
  REFUSED(sivo_commit(h.core, &err), SIVO_ESTATE, "");
  REFUSED(sivo_rollback(h.core, &err), SIVO_ESTATE, "");
  sivo_close(h.core);
}

static void a_rolled_back_group_never_happened(void) {
  host h = start_host();
  sivo_record* report = NULL;
  OK(sivo_begin(h.core, &err));
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  OK(sivo_rollback(h.core, &err));
  OK(sivo_advance(h.core, h.now, &err));
  OK(take_outputs(&h));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 0);
  OK(sivo_status(h.core, &report, &err));
  CHECK(sivo_record_int(report, SIVO_STATUS_REPORT_CALLS) == 0);
  CHECK(sivo_record_int(report, SIVO_STATUS_REPORT_AGENTS_LOGGED_IN) == 1);
  sivo_record_free(report);
  sivo_close(h.core);
}

static void a_prompt_that_gets_no_answer_is_timed(void) {
  host h = start_host();
  char json[64];
  int i;
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  OK(tell_id(&h, SIVO_KIND_CALL_ANSWERED, "call_id", h.call));
  for (i = 0; i < 20 && h.seen[SIVO_KIND_HANGUP] == 0; ++i) {
    snprintf(json, sizeof json, "{\"channel\":\"sip-1\",\"play_id\":%" PRId64 "}", h.play_id);
    OK(tell(&h, SIVO_KIND_PLAY_FINISHED, json));
    if (h.seen[SIVO_KIND_HANGUP] != 0) break;
    CHECK(sivo_deadline(h.core) > h.now && sivo_deadline(h.core) < INT64_MAX);
    h.now = sivo_deadline(h.core);
    OK(sivo_advance(h.core, h.now, &err));
    OK(take_outputs(&h));
  }
  CHECK(h.seen[SIVO_KIND_HANGUP] == 1);
  CHECK(h.ended == 1);
  sivo_close(h.core);
}

int main(void) {
  RUN(an_inbound_call_goes_from_the_menu_to_the_agent_into_its_record);
  RUN(a_caller_who_gives_up_in_the_queue_is_abandoned);
  RUN(outputs_of_a_group_are_polled_after_its_commit);
  RUN(a_rolled_back_group_never_happened);
  RUN(a_prompt_that_gets_no_answer_is_timed);
  return failed();
}
