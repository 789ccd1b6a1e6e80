/* Records: made, read, written, copied, to JSON and back. */
#include "check.h"

static sivo_record* new_record(uint16_t kind) {
  sivo_record* record = NULL;
  OK(sivo_record_new(kind, &record, &err));
  return record;
}

static const sivo_id kId = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

static void a_new_record_has_its_defaults(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  CHECK(sivo_record_kind(queue) == SIVO_KIND_QUEUE);
  CHECK(sivo_record_int(queue, SIVO_QUEUE_SERVICE_LEVEL_TARGET_PCT) == 80);
  CHECK(sivo_record_has(queue, SIVO_QUEUE_MOH_URL) == 0);
  sivo_record_free(queue);
}

static void a_kind_has_a_name(void) {
  CHECK(is_same_text(sivo_kind_name(SIVO_KIND_CALL_OFFERED), "call_offered"));
  CHECK(is_same_text(sivo_kind_name(SIVO_KIND_QUEUE), "queue"));
  CHECK(is_same_text(sivo_kind_name(0), ""));
  CHECK(is_same_text(sivo_kind_name(65535), ""));
}

static void text_is_set_and_read(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  size_t size = 0;
  OK(sivo_record_set_str(queue, SIVO_QUEUE_NAME, "sales and more", 5, &err));
  CHECK(is_same_text(sivo_record_str(queue, SIVO_QUEUE_NAME, &size), "sales"));
  CHECK(size == 5);
  CHECK(is_same_text(sivo_record_str(queue, SIVO_QUEUE_NAME, NULL), "sales"));
  CHECK(sivo_record_int(queue, SIVO_QUEUE_NAME) == 0);
  CHECK(is_zero_id(sivo_record_id(queue, SIVO_QUEUE_NAME)));
  sivo_record_free(queue);
}

static void integers_and_booleans_are_set_and_read(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  OK(sivo_record_set_int(queue, SIVO_QUEUE_MAX_WAIT_TIME, 90, &err));
  CHECK(sivo_record_int(queue, SIVO_QUEUE_MAX_WAIT_TIME) == 90);
  CHECK(sivo_record_real(queue, SIVO_QUEUE_MAX_WAIT_TIME) == 90.0);
  CHECK(sivo_record_str(queue, SIVO_QUEUE_MAX_WAIT_TIME, NULL) == NULL);
  OK(sivo_record_set_bool(queue, SIVO_QUEUE_ANNOUNCE_POSITION, 2, &err));
  CHECK(sivo_record_bool(queue, SIVO_QUEUE_ANNOUNCE_POSITION) == 1);
  CHECK(sivo_record_int(queue, SIVO_QUEUE_ANNOUNCE_POSITION) == 1);
  OK(sivo_record_set_bool(queue, SIVO_QUEUE_ANNOUNCE_POSITION, 0, &err));
  CHECK(sivo_record_bool(queue, SIVO_QUEUE_ANNOUNCE_POSITION) == 0);
  sivo_record_free(queue);
}

static void reals_are_set_and_read(void) {
  sivo_record* quality = new_record(SIVO_KIND_CALL_QUALITY);
  OK(sivo_record_set_real(quality, SIVO_CALL_QUALITY_MOS_SCORE, 4.25, &err));
  CHECK(sivo_record_real(quality, SIVO_CALL_QUALITY_MOS_SCORE) == 4.25);
  CHECK(sivo_record_int(quality, SIVO_CALL_QUALITY_MOS_SCORE) == 0);
  OK(sivo_record_set_int(quality, SIVO_CALL_QUALITY_MOS_SCORE, 3, &err));
  CHECK(sivo_record_real(quality, SIVO_CALL_QUALITY_MOS_SCORE) == 3.0);
  REFUSED(sivo_record_set_real(quality, SIVO_CALL_QUALITY_MOS_SCORE, 5.01, &err), SIVO_EINVAL,
          "mos_score");
  CHECK(sivo_record_real(quality, SIVO_CALL_QUALITY_MOS_SCORE) == 3.0);
  sivo_record_free(quality);
}

static void an_enumeration_is_set_by_name_and_by_index(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  set_text(queue, SIVO_QUEUE_STRATEGY, "round-robin");
  CHECK(is_same_text(sivo_record_str(queue, SIVO_QUEUE_STRATEGY, NULL), "round-robin"));
  CHECK(sivo_record_int(queue, SIVO_QUEUE_STRATEGY) == 2);
  OK(sivo_record_set_int(queue, SIVO_QUEUE_STRATEGY, 0, &err));
  CHECK(is_same_text(sivo_record_str(queue, SIVO_QUEUE_STRATEGY, NULL), "ring-all"));
  REFUSED(sivo_record_set_int(queue, SIVO_QUEUE_STRATEGY, 99, &err), SIVO_EINVAL, "strategy");
  REFUSED(sivo_record_set_str(queue, SIVO_QUEUE_STRATEGY, "shortest", 8, &err), SIVO_EINVAL,
          "strategy");
  sivo_record_free(queue);
}

static void ids_are_set_as_bytes_and_as_text(void) {
  sivo_record* login = new_record(SIVO_KIND_AGENT_LOGIN);
  OK(sivo_record_set_id(login, SIVO_AGENT_LOGIN_USER_ID, kId, &err));
  CHECK(is_same_id(sivo_record_id(login, SIVO_AGENT_LOGIN_USER_ID), kId));
  set_text(login, SIVO_AGENT_LOGIN_TENANT_ID, "01020304-0506-0708-090a-0b0c0d0e0f10");
  CHECK(is_same_id(sivo_record_id(login, SIVO_AGENT_LOGIN_TENANT_ID), kId));
  REFUSED(sivo_record_set_str(login, SIVO_AGENT_LOGIN_USER_ID, "ana", 3, &err), SIVO_EINVAL,
          "user_id");
  sivo_record_free(login);
}

static void times_are_set_as_microseconds_and_as_text(void) {
  sivo_record* dial = new_record(SIVO_KIND_DIAL);
  CHECK(sivo_record_has(dial, SIVO_DIAL_RING_UNTIL) == 0);
  set_text(dial, SIVO_DIAL_RING_UNTIL, "1970-01-01T00:00:01.5Z");
  CHECK(sivo_record_int(dial, SIVO_DIAL_RING_UNTIL) == 1500000);
  OK(sivo_record_set_int(dial, SIVO_DIAL_RING_UNTIL, 77, &err));
  CHECK(sivo_record_int(dial, SIVO_DIAL_RING_UNTIL) == 77);
  REFUSED(sivo_record_set_str(dial, SIVO_DIAL_RING_UNTIL, "tomorrow", 8, &err), SIVO_EINVAL,
          "ring_until");
  sivo_record_free(dial);
}

static void json_is_set_as_text_and_compacted(void) {
  sivo_record* play = new_record(SIVO_KIND_PLAY);
  set_text(play, SIVO_PLAY_PROMPTS, "[ {\"silence_ms\": 5} ]");
  CHECK(is_same_text(sivo_record_str(play, SIVO_PLAY_PROMPTS, NULL), "[{\"silence_ms\":5}]"));
  CHECK(sivo_record_set_str(play, SIVO_PLAY_PROMPTS, "[", 1, &err) == SIVO_EINVAL);
  sivo_error_free(err);
  err = NULL;
  sivo_record_free(play);
}

static void null_text_clears_a_nullable_field_only(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  set_text(queue, SIVO_QUEUE_MOH_URL, "https://acme.example/moh.wav");
  CHECK(sivo_record_has(queue, SIVO_QUEUE_MOH_URL) == 1);
  OK(sivo_record_set_str(queue, SIVO_QUEUE_MOH_URL, NULL, 0, &err));
  CHECK(sivo_record_has(queue, SIVO_QUEUE_MOH_URL) == 0);
  CHECK(sivo_record_str(queue, SIVO_QUEUE_MOH_URL, NULL) == NULL);
  REFUSED(sivo_record_set_str(queue, SIVO_QUEUE_NAME, NULL, 0, &err), SIVO_EINVAL, "name");
  sivo_record_free(queue);
}

static void a_value_of_another_type_is_refused(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  REFUSED(sivo_record_set_int(queue, SIVO_QUEUE_NAME, 1, &err), SIVO_EINVAL, "name");
  REFUSED(sivo_record_set_real(queue, SIVO_QUEUE_MAX_WAIT_TIME, 1.5, &err), SIVO_EINVAL,
          "max_wait_time");
  REFUSED(sivo_record_set_bool(queue, SIVO_QUEUE_NAME, 1, &err), SIVO_EINVAL, "name");
  REFUSED(sivo_record_set_id(queue, SIVO_QUEUE_NAME, kId, &err), SIVO_EINVAL, "name");
  REFUSED(sivo_record_set_str(queue, SIVO_QUEUE_MAX_WAIT_TIME, "9", 1, &err), SIVO_EINVAL,
          "max_wait_time");
  sivo_record_free(queue);
}

static void a_value_out_of_bounds_changes_nothing(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  set_text(queue, SIVO_QUEUE_NAME, "sales");
  REFUSED(sivo_record_set_str(queue, SIVO_QUEUE_NAME, "", 0, &err), SIVO_EINVAL, "name");
  REFUSED(sivo_record_set_str(queue, SIVO_QUEUE_NAME, "\xff", 1, &err), SIVO_EINVAL, "name");
  REFUSED(sivo_record_set_int(queue, SIVO_QUEUE_MAX_WAIT_TIME, -1, &err), SIVO_EINVAL,
          "max_wait_time");
  CHECK(is_same_text(sivo_record_str(queue, SIVO_QUEUE_NAME, NULL), "sales"));
  sivo_record_free(queue);
}

static void an_unknown_field_reads_as_nothing_and_is_not_written(void) {
  sivo_record* queue = new_record(SIVO_KIND_QUEUE);
  size_t size = 9;
  CHECK(sivo_record_has(queue, 9999) == 0);
  CHECK(sivo_record_str(queue, 9999, &size) == NULL && size == 0);
  CHECK(sivo_record_int(queue, 9999) == 0);
  CHECK(sivo_record_real(queue, 9999) == 0.0);
  CHECK(sivo_record_bool(queue, 9999) == 0);
  CHECK(is_zero_id(sivo_record_id(queue, 9999)));
  REFUSED(sivo_record_set_int(queue, 9999, 1, &err), SIVO_EINVAL, "field");
  REFUSED(sivo_record_set_str(queue, 0, "x", 1, &err), SIVO_EINVAL, "field");
  sivo_record_free(queue);
}

static void a_record_comes_from_json_and_goes_back(void) {
  const char* text = JSON({"channel" : "sip-1", "to" : "+34911234567", "priority" : 5});
  sivo_record *offer = NULL, *again = NULL;
  const char* json = NULL;
  size_t size = 0;
  OK(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, text, strlen(text), &offer, &err));
  CHECK(is_same_text(sivo_record_str(offer, SIVO_CALL_OFFERED_CHANNEL, NULL), "sip-1"));
  CHECK(sivo_record_int(offer, SIVO_CALL_OFFERED_PRIORITY) == 5);
  OK(sivo_record_json(offer, &json, &size, &err));
  CHECK(json != NULL && strlen(json) == size);
  OK(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, json, size, &again, &err));
  CHECK(is_same_text(sivo_record_str(again, SIVO_CALL_OFFERED_TO, NULL), "+34911234567"));
  OK(sivo_record_json(offer, &json, NULL, &err));
  sivo_record_free(again);
  sivo_record_free(offer);
}

static void bad_json_is_refused_with_its_place(void) {
  static const char* const kBad[] = {"", "{", "[]", "{}x", "{\"priority\":1,\"priority\":2}"};
  sivo_record* record = NULL;
  size_t i;
  for (i = 0; i < sizeof kBad / sizeof kBad[0]; ++i) {
    CHECK(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, kBad[i], strlen(kBad[i]), &record, &err) ==
          SIVO_EINVAL);
    CHECK(record == NULL);
    sivo_error_free(err);
    err = NULL;
  }
  REFUSED(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, "{\"colour\":1}", 12, &record, &err),
          SIVO_EINVAL, "colour");
  REFUSED(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, "{\"priority\":1001}", 17, &record, &err),
          SIVO_EINVAL, "priority");
}

static void a_secret_is_written_and_never_read(void) {
  sivo_record* trunk = new_record(SIVO_KIND_SIP_TRUNK);
  const char* json = NULL;
  CHECK(sivo_record_has(trunk, SIVO_SIP_TRUNK_PASSWORD_ENCRYPTED) == 0 ||
        is_same_text(sivo_record_str(trunk, SIVO_SIP_TRUNK_PASSWORD_ENCRYPTED, NULL), ""));
  set_text(trunk, SIVO_SIP_TRUNK_PASSWORD_ENCRYPTED, "correct horse");
  CHECK(is_same_text(sivo_record_str(trunk, SIVO_SIP_TRUNK_PASSWORD_ENCRYPTED, NULL), "***"));
  OK(sivo_record_json(trunk, &json, NULL, &err));
  CHECK(strstr(json, "horse") == NULL);
  sivo_record_free(trunk);
}

static void a_copy_is_independent(void) {
  sivo_record *queue = new_record(SIVO_KIND_QUEUE), *copy = NULL;
  set_text(queue, SIVO_QUEUE_NAME, "sales");
  OK(sivo_record_copy(queue, &copy, &err));
  set_text(queue, SIVO_QUEUE_NAME, "support");
  CHECK(is_same_text(sivo_record_str(copy, SIVO_QUEUE_NAME, NULL), "sales"));
  sivo_record_free(queue);
  CHECK(is_same_text(sivo_record_str(copy, SIVO_QUEUE_NAME, NULL), "sales"));
  sivo_record_free(copy);
}

/* Every reader, on what is no record. */
static void read_nothing_of(const sivo_record* record) {
  size_t size = 9;
  CHECK(sivo_record_kind(record) == 0);
  CHECK(sivo_record_has(record, 1) == 0);
  CHECK(sivo_record_str(record, 1, &size) == NULL && size == 0);
  CHECK(sivo_record_int(record, 1) == 0);
  CHECK(sivo_record_real(record, 1) == 0.0);
  CHECK(sivo_record_bool(record, 1) == 0);
  CHECK(is_zero_id(sivo_record_id(record, 1)));
}

/* Every writer and maker, on what is no record. */
static void write_nothing_to(sivo_record* record) {
  sivo_record* out = (sivo_record*)&err;
  const char* json = "";
  size_t size = 9;
  REFUSED(sivo_record_set_str(record, 1, "x", 1, &err), SIVO_EINVAL, "record");
  REFUSED(sivo_record_set_int(record, 1, 1, &err), SIVO_EINVAL, "record");
  REFUSED(sivo_record_set_real(record, 1, 1.0, &err), SIVO_EINVAL, "record");
  REFUSED(sivo_record_set_bool(record, 1, 1, &err), SIVO_EINVAL, "record");
  REFUSED(sivo_record_set_id(record, 1, kId, &err), SIVO_EINVAL, "record");
  REFUSED(sivo_record_json(record, &json, &size, &err), SIVO_EINVAL, "record");
  CHECK(json == NULL && size == 0);
  REFUSED(sivo_record_copy(record, &out, &err), SIVO_EINVAL, "record");
  CHECK(out == NULL);
  sivo_record_free(record);
}

static void null_and_foreign_handles_are_refused(void) {
  const sivo_id tenant = kId;
  sivo_query* query = NULL;
  OK(sivo_query_new(SIVO_KIND_QUEUE, tenant, &query, &err));
  read_nothing_of(NULL);
  read_nothing_of((const sivo_record*)query);
  write_nothing_to(NULL);
  write_nothing_to((sivo_record*)query);
  sivo_query_free(query);
}

static void null_arguments_are_refused(void) {
  sivo_record *queue = new_record(SIVO_KIND_QUEUE), *out = queue;
  REFUSED(sivo_record_new(SIVO_KIND_QUEUE, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_record_copy(queue, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_record_json(queue, NULL, NULL, &err), SIVO_EINVAL, "json");
  REFUSED(sivo_record_from_json(SIVO_KIND_QUEUE, "{}", 2, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_record_from_json(SIVO_KIND_QUEUE, NULL, 0, &out, &err), SIVO_EINVAL, "json");
  CHECK(out == NULL);
  REFUSED(sivo_record_from_json(9999, "{}", 2, &out, &err), SIVO_EINVAL, "kind");
  REFUSED(sivo_record_new(0, &out, &err), SIVO_EINVAL, "kind");
  sivo_record_free(queue);
  sivo_record_free(NULL);
}

int main(void) {
  RUN(a_new_record_has_its_defaults);
  RUN(a_kind_has_a_name);
  RUN(text_is_set_and_read);
  RUN(integers_and_booleans_are_set_and_read);
  RUN(reals_are_set_and_read);
  RUN(an_enumeration_is_set_by_name_and_by_index);
  RUN(ids_are_set_as_bytes_and_as_text);
  RUN(times_are_set_as_microseconds_and_as_text);
  RUN(json_is_set_as_text_and_compacted);
  RUN(null_text_clears_a_nullable_field_only);
  RUN(a_value_of_another_type_is_refused);
  RUN(a_value_out_of_bounds_changes_nothing);
  RUN(an_unknown_field_reads_as_nothing_and_is_not_written);
  RUN(a_record_comes_from_json_and_goes_back);
  RUN(bad_json_is_refused_with_its_place);
  RUN(a_secret_is_written_and_never_read);
  RUN(a_copy_is_independent);
  RUN(null_and_foreign_handles_are_refused);
  RUN(null_arguments_are_refused);
  return failed();
}
