/* Opening, closing, steps, polling, submitting: arguments, flags, limits, threads. */
#include "host.h"

static sivo_open_options in_memory(void) {
  sivo_open_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  return options;
}

/* A struct of a later version of the library. */
struct larger_options {
  sivo_open_options known;
  uint64_t member_of_a_later_version;
};

static void a_core_opens_in_memory_and_closes(void) {
  sivo_core* core = open_in_memory();
  sivo_close(core);
  sivo_close(NULL);
}

static void options_without_their_size_are_refused(void) {
  sivo_open_options options = in_memory();
  sivo_core* core = (sivo_core*)&options;
  options.size = 0;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "size");
  CHECK(core == NULL);
  options.size = sizeof(size_t);
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "size");
  options.size = sizeof options - 1;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "size");
  options.size = SIZE_MAX;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "size");
}

static void an_older_smaller_struct_opens(void) {
  sivo_open_options options = in_memory();
  sivo_core* core = NULL;
  options.size = offsetof(sivo_open_options, seed);
  options.outputs_max = SIZE_MAX; /* beyond the end of the older struct */
  OK(sivo_open(&options, &core, &err));
  sivo_close(core);
}

static void a_newer_larger_struct_opens_while_its_new_members_are_zero(void) {
  struct larger_options options;
  sivo_core* core = NULL;
  memset(&options, 0, sizeof options);
  options.known.size = sizeof options;
  OK(sivo_open(&options.known, &core, &err));
  sivo_close(core);
  options.member_of_a_later_version = 1;
  REFUSED(sivo_open(&options.known, &core, &err), SIVO_EINVAL, "size");
  CHECK(core == NULL);
}

static void bad_options_are_refused_by_name(void) {
  static const uint8_t kKey[33] = {1};
  char long_path[5000];
  sivo_core* core = NULL;
  sivo_open_options options = in_memory();
  options.path = "";
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "path");
  memset(long_path, 'a', sizeof long_path - 1);
  long_path[sizeof long_path - 1] = '\0';
  options.path = long_path;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "path");
  options = in_memory();
  options.flags = 4;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "flags");
  options.flags = SIVO_OPEN_READONLY;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "flags");
  options.path = "x.sivo";
  options.flags = SIVO_OPEN_READONLY | SIVO_OPEN_CREATE;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "flags");
  options = in_memory();
  options.durability = 3;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "durability");
  options.durability = -1;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "durability");
  options = in_memory();
  options.now_us = -1;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "now_us");
  options.now_us = INT64_MAX;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "now_us");
  options = in_memory();
  options.master_key_size = 32;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "master_key");
  options.master_key = kKey;
  options.master_key_size = 31;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "master_key_size");
  options.master_key_size = 33;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "master_key_size");
  options = in_memory();
  options.outputs_max = ((size_t)1 << 24) + 1;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "outputs_max");
  options = in_memory();
  options.submit_max = ((size_t)1 << 20) + 1;
  REFUSED(sivo_open(&options, &core, &err), SIVO_EINVAL, "submit_max");
  REFUSED(sivo_open(NULL, &core, &err), SIVO_EINVAL, "options");
  REFUSED(sivo_open(&options, NULL, &err), SIVO_EINVAL, "out");
  CHECK(core == NULL);
}

static void a_file_that_is_not_there_is_not_found_without_create(void) {
  sivo_open_options options = in_memory();
  sivo_core* core = NULL;
  int32_t status;
  options.path = SIVO_BINARY_DIR "/no such folder/no such file.sivo";
  status = sivo_open(&options, &core, &err);
  CHECK(status == SIVO_ENOTFOUND || status == SIVO_EIO);
  CHECK(sivo_error_status(err) == status);
  CHECK(core == NULL);
  sivo_error_free(err);
  err = NULL;
}

/* Everything that takes a core, on what is none. */
static void refuse_core(sivo_core* core) {
  static const uint8_t kKey[32] = {1};
  const sivo_id id = {{1}};
  sivo_record *record = NULL, *out = NULL;
  sivo_job* job = NULL;
  sivo_query* query = NULL;
  sivo_list* list = NULL;
  OK(sivo_record_new(SIVO_KIND_TICK, &record, &err));
  OK(sivo_query_new(SIVO_KIND_USER, id, &query, &err));
  REFUSED(sivo_step(core, record, 0, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_step_json(core, SIVO_KIND_TICK, "{}", 2, 0, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_advance(core, 0, &err), SIVO_EINVAL, "core");
  CHECK(sivo_deadline(core) == INT64_MAX);
  REFUSED(sivo_poll(core, &out, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_begin(core, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_commit(core, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_rollback(core, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_submit(core, record, &err), SIVO_EINVAL, "core");
  sivo_on_wakeup(core, NULL, NULL);
  REFUSED(sivo_status(core, &out, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_act_as(core, NULL, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_create(core, record, 0, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_update(core, record, 0, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_delete(core, SIVO_KIND_QUEUE, id, id, 0, 0, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_get(core, SIVO_KIND_QUEUE, id, id, &out, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_find(core, query, &list, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_apply(core, "{}", 2, 0, 0, &out, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_export(core, id, &out, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_trace_start(core, "t", &err), SIVO_EINVAL, "core");
  REFUSED(sivo_trace_stop(core, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_rekey(core, kKey, 32, kKey, 32, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_backup(core, "b", &job, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_verify(core, &job, &err), SIVO_EINVAL, "core");
  sivo_close(core);
  CHECK(out == NULL && job == NULL && list == NULL);
  sivo_query_free(query);
  sivo_record_free(record);
}

static void null_and_foreign_cores_are_refused(void) {
  sivo_record* record = NULL;
  OK(sivo_record_new(SIVO_KIND_TICK, &record, &err));
  refuse_core(NULL);
  refuse_core((sivo_core*)record);
  sivo_record_free(record);
}

static void a_step_takes_inputs_only(void) {
  sivo_core* core = open_in_memory();
  sivo_record* record = NULL;
  static const uint16_t kNoInputs[] = {SIVO_KIND_QUEUE, SIVO_KIND_DIAL, SIVO_KIND_ACTOR,
                                       SIVO_KIND_EVENT, SIVO_KIND_STATUS_REPORT};
  size_t i;
  for (i = 0; i < sizeof kNoInputs / sizeof kNoInputs[0]; ++i) {
    OK(sivo_record_new(kNoInputs[i], &record, &err));
    REFUSED(sivo_step(core, record, 1, &err), SIVO_EINVAL, "input");
    REFUSED(sivo_submit(core, record, &err), SIVO_EINVAL, "input");
    sivo_record_free(record);
  }
  REFUSED(sivo_step(core, NULL, 1, &err), SIVO_EINVAL, "input");
  REFUSED(sivo_step(core, (sivo_record*)core, 1, &err), SIVO_EINVAL, "input");
  REFUSED(sivo_submit(core, NULL, &err), SIVO_EINVAL, "input");
  sivo_close(core);
}

static void an_input_lacking_a_required_field_is_refused_by_the_fields_name(void) {
  sivo_core* core = open_in_memory();
  sivo_record* offer = NULL;
  OK(sivo_record_new(SIVO_KIND_CALL_OFFERED, &offer, &err));
  REFUSED(sivo_step(core, offer, 1, &err), SIVO_EINVAL, "channel");
  sivo_record_free(offer);
  sivo_close(core);
}

static void a_step_takes_its_input_as_json_too(void) {
  host h = start_host();
  OK(sivo_step_json(h.core, SIVO_KIND_CALL_OFFERED, kOffer, strlen(kOffer), h.now, &err));
  OK(take_outputs(&h));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 1);
  REFUSED(sivo_step_json(h.core, 9999, "{}", 2, h.now, &err), SIVO_EINVAL, "kind");
  REFUSED(sivo_step_json(h.core, SIVO_KIND_DIAL, "{}", 2, h.now, &err), SIVO_EINVAL, "input");
  REFUSED(sivo_step_json(h.core, SIVO_KIND_TICK, NULL, 2, h.now, &err), SIVO_EINVAL, "json");
  REFUSED(sivo_step_json(h.core, SIVO_KIND_TICK, "{}", 2, -1, &err), SIVO_EINVAL, "now_us");
  REFUSED(sivo_step_json(h.core, SIVO_KIND_DTMF, "{\"key\":1}", 9, h.now, &err), SIVO_EINVAL,
          "key");
  REFUSED(sivo_step_json(h.core, SIVO_KIND_CALL_OFFERED, "{}", 2, h.now, &err), SIVO_EINVAL,
          "channel");
  sivo_close(h.core);
}

static void a_time_before_1970_or_after_9999_is_refused(void) {
  sivo_core* core = open_in_memory();
  sivo_record* tick = NULL;
  OK(sivo_record_new(SIVO_KIND_TICK, &tick, &err));
  REFUSED(sivo_step(core, tick, -1, &err), SIVO_EINVAL, "now_us");
  REFUSED(sivo_step(core, tick, INT64_MAX, &err), SIVO_EINVAL, "now_us");
  REFUSED(sivo_advance(core, -1, &err), SIVO_EINVAL, "now_us");
  OK(sivo_step(core, tick, 0, &err));
  OK(sivo_step(core, tick, INT64_C(253402300799999999), &err));
  OK(sivo_step(core, tick, 5, &err)); /* late: counts as the latest */
  sivo_record_free(tick);
  sivo_close(core);
}

static void null_outs_are_refused(void) {
  sivo_core* core = open_in_memory();
  REFUSED(sivo_poll(core, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_status(core, NULL, &err), SIVO_EINVAL, "out");
  sivo_close(core);
}

static void an_idle_core_has_no_output_and_no_deadline(void) {
  sivo_core* core = open_in_memory();
  sivo_record* out = (sivo_record*)core;
  OK(sivo_poll(core, &out, &err));
  CHECK(out == NULL);
  CHECK(sivo_deadline(core) == INT64_MAX);
  OK(sivo_advance(core, 1, &err));
  sivo_close(core);
}

static int wakeups;
static void count_wakeup(void* context) {
  CHECK(context == &wakeups);
  ++wakeups;
}

static void a_submitted_input_wakes_and_is_applied_by_advance(void) {
  host h = start_host();
  sivo_record* offer = NULL;
  OK(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, kOffer, strlen(kOffer), &offer, &err));
  wakeups = 0;
  sivo_on_wakeup(h.core, count_wakeup, &wakeups);
  OK(sivo_submit(h.core, offer, &err));
  sivo_record_free(offer);
  CHECK(wakeups == 1);
  OK(take_outputs(&h));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 0);
  OK(sivo_advance(h.core, h.now + 1, &err));
  OK(take_outputs(&h));
  CHECK(h.seen[SIVO_KIND_ANSWER] == 1);
  sivo_on_wakeup(h.core, NULL, NULL);
  sivo_close(h.core);
}

static void a_full_inbox_refuses_and_drops_nothing(void) {
  sivo_open_options options = in_memory();
  sivo_core* core = NULL;
  sivo_record *tick = NULL, *report = NULL;
  int i;
  options.submit_max = 3;
  OK(sivo_open(&options, &core, &err));
  OK(sivo_record_new(SIVO_KIND_TICK, &tick, &err));
  for (i = 0; i < 3; ++i) OK(sivo_submit(core, tick, &err));
  REFUSED(sivo_submit(core, tick, &err), SIVO_EFULL, "");
  OK(sivo_advance(core, 1, &err));
  OK(sivo_submit(core, tick, &err));
  OK(sivo_status(core, &report, &err));
  CHECK(sivo_record_int(report, SIVO_STATUS_REPORT_STEPS) == 3);
  sivo_record_free(report);
  sivo_record_free(tick);
  sivo_close(core);
}

static void outputs_that_nobody_polls_fill_up(void) {
  sivo_open_options options = in_memory();
  host h;
  sivo_core* core = NULL;
  options.outputs_max = 1;
  OK(sivo_open(&options, &core, &err));
  h = host_of(core);
  OK(apply_acme(&h));
  OK(take_outputs(&h));
  {
    sivo_record* offer = NULL;
    OK(sivo_record_from_json(SIVO_KIND_CALL_OFFERED, kOffer, strlen(kOffer), &offer, &err));
    OK(sivo_step(core, offer, h.now, &err));
    REFUSED(sivo_step(core, offer, h.now, &err), SIVO_EFULL, "");
    sivo_record_free(offer);
  }
  OK(take_outputs(&h));
  OK(tell_id(&h, SIVO_KIND_CALL_ANSWERED, "call_id", h.call));
  sivo_close(core);
}

static void trace_and_keys_check_their_arguments(void) {
  static const uint8_t kKey[32] = {1};
  sivo_core* core = open_in_memory();
  REFUSED(sivo_trace_start(core, NULL, &err), SIVO_EINVAL, "path");
  REFUSED(sivo_trace_start(core, "", &err), SIVO_EINVAL, "path");
  REFUSED(sivo_trace_stop(core, &err), SIVO_ESTATE, "");
  REFUSED(sivo_rekey(core, NULL, 32, kKey, 32, &err), SIVO_EINVAL, "key");
  REFUSED(sivo_rekey(core, kKey, 32, NULL, 32, &err), SIVO_EINVAL, "new_key");
  REFUSED(sivo_rekey(core, kKey, 31, kKey, 32, &err), SIVO_EINVAL, "key_size");
  REFUSED(sivo_rekey(core, kKey, 32, kKey, 33, &err), SIVO_EINVAL, "new_key_size");
  sivo_close(core);
}

int main(void) {
  RUN(a_core_opens_in_memory_and_closes);
  RUN(options_without_their_size_are_refused);
  RUN(an_older_smaller_struct_opens);
  RUN(a_newer_larger_struct_opens_while_its_new_members_are_zero);
  RUN(bad_options_are_refused_by_name);
  RUN(a_file_that_is_not_there_is_not_found_without_create);
  RUN(null_and_foreign_cores_are_refused);
  RUN(a_step_takes_inputs_only);
  RUN(an_input_lacking_a_required_field_is_refused_by_the_fields_name);
  RUN(a_step_takes_its_input_as_json_too);
  RUN(a_time_before_1970_or_after_9999_is_refused);
  RUN(null_outs_are_refused);
  RUN(an_idle_core_has_no_output_and_no_deadline);
  RUN(a_submitted_input_wakes_and_is_applied_by_advance);
  RUN(a_full_inbox_refuses_and_drops_nothing);
  RUN(outputs_that_nobody_polls_fill_up);
  RUN(trace_and_keys_check_their_arguments);
  return failed();
}
