/* Long work: backup, verification, trace and replay. */
#include <stdlib.h>

#include "host.h"

#define FILE_NAME(name) SIVO_BINARY_DIR "/capi_job_test_" name

static void remove_file(const char* path) {
  char beside[1024];
  remove(path);
  snprintf(beside, sizeof beside, "%s-wal", path);
  remove(beside);
  snprintf(beside, sizeof beside, "%s-shm", path);
  remove(beside);
}

static host start_on_file(const char* path) {
  sivo_open_options options = {.size = sizeof options, .flags = SIVO_OPEN_CREATE, .seed = 7};
  sivo_core* core = NULL;
  host h;
  remove_file(path);
  options.path = path;
  options.durability = SIVO_DURABILITY_NORMAL;
  options.now_us = kStart;
  OK(sivo_open(&options, &core, &err));
  h = host_of(core);
  OK(apply_acme(&h));
  OK(tell_agent(&h, SIVO_KIND_AGENT_LOGIN));
  return h;
}

/* Steps to the end, and gives the report. */
static sivo_record* finish(sivo_job* job) {
  sivo_record* report = NULL;
  int64_t done = 0, total = 1;
  int i;
  for (i = 0; i < 100000 && done != total; ++i) {
    const int32_t status = sivo_job_step(job, &done, &total, &err);
    OK(status);
    if (status != SIVO_OK) return NULL;
  }
  CHECK(done == total);
  OK(sivo_job_report(job, &report, &err));
  return report;
}

static void a_verification_finds_a_fresh_file_good(void) {
  host h = start_host();
  sivo_job* job = NULL;
  sivo_record* report = NULL;
  OK(sivo_verify(h.core, &job, &err));
  REFUSED(sivo_job_report(job, &report, &err), SIVO_ESTATE, "");
  CHECK(report == NULL);
  report = finish(job);
  CHECK(sivo_record_kind(report) == SIVO_KIND_VERIFY_REPORT);
  CHECK(sivo_record_bool(report, SIVO_VERIFY_REPORT_IS_OK) == 1);
  CHECK(sivo_record_int(report, SIVO_VERIFY_REPORT_AUDIT_ROWS) > 0);
  sivo_record_free(report);
  OK(sivo_job_report(job, &report, &err)); /* as often as wanted */
  sivo_record_free(report);
  sivo_job_free(job);
  sivo_close(h.core);
}

static void a_backup_opens_as_the_file_it_copied(void) {
  host h = start_on_file(FILE_NAME("live.sivo"));
  sivo_open_options options = {.size = sizeof options, .flags = SIVO_OPEN_READONLY};
  sivo_job* job = NULL;
  sivo_record* report;
  sivo_core* copy = NULL;
  options.path = FILE_NAME("copy.sivo");
  remove_file(options.path);
  OK(sivo_backup(h.core, options.path, &job, &err));
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer)); /* calls go on in between */
  report = finish(job);
  CHECK(sivo_record_int(report, SIVO_BACKUP_REPORT_PAGES) > 0);
  sivo_record_free(report);
  sivo_job_free(job);
  sivo_close(h.core);
  OK(sivo_open(&options, &copy, &err));
  h.core = copy;
  {
    sivo_id user;
    OK(first_id(&h, SIVO_KIND_USER, &user));
    CHECK(is_same_id(user, h.agent));
  }
  sivo_close(copy);
  remove_file(FILE_NAME("live.sivo"));
  remove_file(FILE_NAME("copy.sivo"));
}

static void a_recorded_call_replays_the_same(void) {
  host h = start_on_file(FILE_NAME("traced.sivo"));
  const char* trace = FILE_NAME("call.trace");
  sivo_job* job = NULL;
  sivo_record* report;
  remove(trace);
  OK(sivo_trace_start(h.core, trace, &err));
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  OK(tell_id(&h, SIVO_KIND_CALL_ANSWERED, "call_id", h.call));
  OK(tell(&h, SIVO_KIND_DTMF, JSON({"channel" : "sip-1", "digit" : "1"})));
  OK(tell_id(&h, SIVO_KIND_LEG_ANSWERED, "leg_id", h.leg));
  OK(tell(&h, SIVO_KIND_CALL_HANGUP, JSON({"channel" : "sip-1"})));
  OK(sivo_trace_stop(h.core, &err));
  sivo_close(h.core);
  OK(sivo_replay(trace, NULL, &job, &err));
  report = finish(job);
  CHECK(sivo_record_bool(report, SIVO_REPLAY_REPORT_IS_EQUAL) == 1);
  CHECK(sivo_record_bool(report, SIVO_REPLAY_REPORT_IS_COMPLETE) == 1);
  sivo_record_free(report);
  sivo_job_free(job);
  remove(trace);
  remove_file(FILE_NAME("traced.sivo"));
}

static void a_job_outlives_its_core_without_harm(void) {
  host h = start_host();
  sivo_job* job = NULL;
  sivo_record* report = NULL;
  OK(sivo_verify(h.core, &job, &err));
  sivo_close(h.core);
  REFUSED(sivo_job_step(job, NULL, NULL, &err), SIVO_ESTATE, "");
  REFUSED(sivo_job_report(job, &report, &err), SIVO_ESTATE, "");
  sivo_job_free(job);
}

static void an_unfinished_job_is_given_up(void) {
  host h = start_host();
  sivo_job *first = NULL, *second = NULL;
  OK(sivo_verify(h.core, &first, &err));
  OK(sivo_verify(h.core, &second, &err));
  OK(sivo_job_step(first, NULL, NULL, &err));
  sivo_job_free(first);
  sivo_record_free(finish(second));
  sivo_job_free(second);
  OK(tell(&h, SIVO_KIND_CALL_OFFERED, kOffer));
  sivo_close(h.core);
}

static void arguments_of_jobs_are_checked(void) {
  sivo_core* core = open_in_memory();
  sivo_job* job = (sivo_job*)core;
  sivo_record* report = NULL;
  REFUSED(sivo_backup(core, NULL, &job, &err), SIVO_EINVAL, "path");
  CHECK(job == NULL);
  REFUSED(sivo_backup(core, "", &job, &err), SIVO_EINVAL, "path");
  REFUSED(sivo_backup(core, "x", NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_verify(core, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_replay(NULL, NULL, &job, &err), SIVO_EINVAL, "trace");
  REFUSED(sivo_replay("t", "", &job, &err), SIVO_EINVAL, "database");
  REFUSED(sivo_replay("t", NULL, NULL, &err), SIVO_EINVAL, "out");
  CHECK(sivo_replay(FILE_NAME("that is not there"), NULL, &job, &err) != SIVO_OK);
  CHECK(job == NULL);
  sivo_error_free(err);
  err = NULL;
  REFUSED(sivo_job_step(NULL, NULL, NULL, &err), SIVO_EINVAL, "job");
  REFUSED(sivo_job_step((sivo_job*)core, NULL, NULL, &err), SIVO_EINVAL, "job");
  REFUSED(sivo_job_report(NULL, &report, &err), SIVO_EINVAL, "job");
  REFUSED(sivo_job_report((sivo_job*)core, &report, &err), SIVO_EINVAL, "job");
  sivo_job_free(NULL);
  sivo_job_free((sivo_job*)core);
  OK(sivo_verify(core, &job, &err));
  REFUSED(sivo_job_report(job, NULL, &err), SIVO_EINVAL, "out");
  sivo_job_free(job);
  sivo_close(core);
}

int main(void) {
  RUN(a_verification_finds_a_fresh_file_good);
  RUN(a_backup_opens_as_the_file_it_copied);
  RUN(a_recorded_call_replays_the_same);
  RUN(a_job_outlives_its_core_without_harm);
  RUN(an_unfinished_job_is_given_up);
  RUN(arguments_of_jobs_are_checked);
  return failed();
}
