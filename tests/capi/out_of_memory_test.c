/* The n-th allocation of each call of a typical session fails, alone and with all that follow it:
 * the call says SIVO_ENOMEM or succeeds, may be tried again, loses no output, leaks nothing, and
 * the telephone call that runs meanwhile ends in the record it would have had. With --all n takes
 * every value, else the first ones of each call and some of the others.
 *
 * malloc is this program's own, so that what SQLite, mbedTLS and operator new ask for counts too.
 */
#include <errno.h>
#include <stdlib.h>

#include "host.h"

#if defined(__SANITIZE_ADDRESS__)
#define REAL(name) __interceptor_##name
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define REAL(name) __interceptor_##name
#endif
#endif
#ifndef REAL
#define REAL(name) __libc_##name
#endif

extern void* REAL(malloc)(size_t size);
extern void* REAL(calloc)(size_t count, size_t size);
extern void* REAL(realloc)(void* block, size_t size);
extern void REAL(free)(void* block);

static long fails_in = -1; /* allocations until one fails; negative: none does */
static int fails_on;       /* all after that one fail too */
static int has_failed;
static long asked; /* allocations so far */
static long live;  /* blocks allocated and not freed */

static int must_fail(void) {
  ++asked;
  if (fails_in < 0 || fails_in-- > 0) return 0;
  has_failed = 1;
  if (fails_on) fails_in = 0;
  errno = ENOMEM;
  return 1;
}

/* Seen by the library, though the build hides what is not exported. */
#define FOR_ALL __attribute__((visibility("default")))

FOR_ALL void* malloc(size_t size) {
  void* block = must_fail() ? NULL : REAL(malloc)(size);
  if (block != NULL) ++live;
  return block;
}

FOR_ALL void* calloc(size_t count, size_t size) {
  void* block = must_fail() ? NULL : REAL(calloc)(count, size);
  if (block != NULL) ++live;
  return block;
}

FOR_ALL void* realloc(void* old, size_t size) {
  void* block;
  if (old == NULL) return malloc(size);
  block = must_fail() ? NULL : REAL(realloc)(old, size);
  if (block == NULL && size == 0) --live;
  return block;
}

FOR_ALL void free(void* block) {
  if (block != NULL) --live;
  REAL(free)(block);
}

/* A session of single calls, each of which may be tried again after SIVO_ENOMEM. */
typedef struct session {
  host h;
  sivo_record* input; /* made by one call, given by the next */
  sivo_record* row;
} session;

static int32_t open_core(session* s) {
  sivo_open_options options = {.size = sizeof options, .seed = 7, .now_us = kStart};
  options.durability = SIVO_DURABILITY_NONE;
  s->h = host_of(NULL);
  return sivo_open(&options, &s->h.core, &err);
}

static int32_t make(session* s, uint16_t kind, const char* json) {
  sivo_record_free(s->input);
  return sivo_record_from_json(kind, json, strlen(json), &s->input, &err);
}

static int32_t make_of(session* s, uint16_t kind, const char* name, sivo_id id) {
  char text[37], json[80];
  sivo_id_text(id, text);
  snprintf(json, sizeof json, "{\"%s\":\"%s\"}", name, text);
  return make(s, kind, json);
}

static int32_t apply(session* s) {
  sivo_record* report = NULL;
  const int32_t status = sivo_apply(s->h.core, kAcme, strlen(kAcme), 0, kStart, &report, &err);
  if (status == SIVO_OK) s->h.tenant = sivo_record_id(report, SIVO_APPLY_REPORT_TENANT_ID);
  sivo_record_free(report);
  return status;
}

static int32_t find_agent(session* s) { return first_id(&s->h, SIVO_KIND_USER, &s->h.agent); }

static int32_t make_login(session* s) {
  char tenant[37], user[37], json[120];
  sivo_id_text(s->h.tenant, tenant);
  sivo_id_text(s->h.agent, user);
  snprintf(json, sizeof json, "{\"tenant_id\":\"%s\",\"user_id\":\"%s\"}", tenant, user);
  return make(s, SIVO_KIND_AGENT_LOGIN, json);
}

static int32_t make_offer(session* s) { return make(s, SIVO_KIND_CALL_OFFERED, kOffer); }
static int32_t make_answered(session* s) {
  return make_of(s, SIVO_KIND_CALL_ANSWERED, "call_id", s->h.call);
}
static int32_t make_key(session* s) {
  return make(s, SIVO_KIND_DTMF, JSON({"channel" : "sip-1", "digit" : "1"}));
}
static int32_t make_ringing(session* s) {
  return make_of(s, SIVO_KIND_LEG_RINGING, "leg_id", s->h.leg);
}
static int32_t make_leg_answered(session* s) {
  return make_of(s, SIVO_KIND_LEG_ANSWERED, "leg_id", s->h.leg);
}
static int32_t make_hangup(session* s) {
  return make(s, SIVO_KIND_CALL_HANGUP, JSON({"channel" : "sip-1"}));
}

static int32_t give(session* s) {
  const int32_t status = sivo_step(s->h.core, s->input, s->h.now + 1000000, &err);
  if (status == SIVO_OK) s->h.now += 1000000;
  return status;
}

/* Written from the start to the end of the telephone call, and proved by its replay at the end. */
static const char kTrace[] = SIVO_BINARY_DIR "/out_of_memory_test.trace";

static int32_t start_trace(session* s) {
  remove(kTrace); /* an attempt that failed may leave it */
  return sivo_trace_start(s->h.core, kTrace, &err);
}

static int32_t stop_trace(session* s) { return sivo_trace_stop(s->h.core, &err); }

/* Whatever failed while it was written, what the trace says is what happened. A trace that could
 * not be written for want of memory ends there and says so. */
static int32_t replay(session* s) {
  sivo_job* job = NULL;
  sivo_record* report = NULL;
  int64_t done = 0, total = 1;
  int32_t status = sivo_replay(kTrace, NULL, &job, &err);
  (void)s;
  while (status == SIVO_OK && done != total) status = sivo_job_step(job, &done, &total, &err);
  if (status == SIVO_OK) status = sivo_job_report(job, &report, &err);
  if (status == SIVO_OK) {
    CHECK(sivo_record_bool(report, SIVO_REPLAY_REPORT_IS_EQUAL) == 1);
  }
  sivo_record_free(report);
  sivo_job_free(job);
  return status;
}

static int32_t take(session* s) { return take_outputs(&s->h); }

static int32_t submit(session* s) { return sivo_submit(s->h.core, s->input, &err); }

static int32_t advance(session* s) {
  const int32_t status = sivo_advance(s->h.core, s->h.now + 1000000, &err);
  if (status == SIVO_OK) s->h.now += 1000000;
  return status;
}

/* A group with the input in it; one that ran out of memory is over, and begins anew. */
static int32_t give_in_group(session* s) {
  int32_t status = sivo_begin(s->h.core, &err);
  if (status == SIVO_OK) status = sivo_step(s->h.core, s->input, s->h.now + 1000000, &err);
  if (status == SIVO_OK) status = sivo_commit(s->h.core, &err);
  if (status == SIVO_OK) s->h.now += 1000000;
  return status;
}

static int32_t make_row(session* s) {
  int32_t status;
  sivo_record_free(s->row);
  status = sivo_record_new(SIVO_KIND_QUEUE, &s->row, &err);
  if (status == SIVO_OK) {
    status = sivo_record_set_id(s->row, SIVO_QUEUE_TENANT_ID, s->h.tenant, &err);
  }
  if (status != SIVO_OK) return status;
  return sivo_record_set_str(s->row, SIVO_QUEUE_NAME, "a queue with a long name", 24, &err);
}
static int32_t create(session* s) { return sivo_create(s->h.core, s->row, s->h.now, &err); }
static int32_t change(session* s) {
  return sivo_record_set_str(s->row, SIVO_QUEUE_NAME, "a queue with another name", 25, &err);
}
static int32_t update(session* s) { return sivo_update(s->h.core, s->row, s->h.now, &err); }
static int32_t delete_row(session* s) {
  return sivo_delete(s->h.core, SIVO_KIND_QUEUE, s->h.tenant, sivo_record_id(s->row, SIVO_QUEUE_ID),
                     0, s->h.now, &err);
}

static int32_t export_tenant(session* s) {
  sivo_record* document = NULL;
  const int32_t status = sivo_export(s->h.core, s->h.tenant, &document, &err);
  sivo_record_free(document);
  return status;
}

static int32_t read_status(session* s) {
  sivo_record* report = NULL;
  const char* json;
  int32_t status = sivo_status(s->h.core, &report, &err);
  if (status == SIVO_OK) status = sivo_record_json(report, &json, NULL, &err);
  sivo_record_free(report);
  return status;
}

static int32_t verify(session* s) {
  sivo_job* job = NULL;
  sivo_record* report = NULL;
  int64_t done = 0, total = 1;
  int32_t status = sivo_verify(s->h.core, &job, &err);
  while (status == SIVO_OK && done != total) status = sivo_job_step(job, &done, &total, &err);
  if (status == SIVO_OK) status = sivo_job_report(job, &report, &err);
  if (status == SIVO_OK) CHECK(sivo_record_bool(report, SIVO_VERIFY_REPORT_IS_OK) == 1);
  sivo_record_free(report);
  sivo_job_free(job);
  return status;
}

static int32_t read_views(session* s) {
  sivo_record* report = NULL;
  sivo_list* list = NULL;
  int32_t status = sivo_statistics(s->h.core, s->h.tenant, s->h.agent, 60, s->h.now, &report, &err);
  if (status == SIVO_OK) {
    status = sivo_view(s->h.core, SIVO_KIND_QUEUE_VIEW, s->h.tenant, s->h.now, &list, &err);
  }
  sivo_record_free(report);
  sivo_list_free(list);
  return status;
}

static int32_t query_calls(session* s) {
  sivo_query* query = NULL;
  sivo_list* list = NULL;
  int32_t status = sivo_query_new(SIVO_KIND_CALL, s->h.tenant, &query, &err);
  if (status == SIVO_OK) {
    status = sivo_query_where(query, SIVO_CALL_STATUS, SIVO_EQ, "answered", 8, &err);
  }
  if (status == SIVO_OK) status = sivo_query_order(query, SIVO_CALL_STARTED_AT, 1, &err);
  if (status == SIVO_OK) status = sivo_query_page(query, 10, NULL, 0, &err);
  if (status == SIVO_OK) status = sivo_find(s->h.core, query, &list, &err);
  sivo_list_free(list);
  sivo_query_free(query);
  return status;
}

/* Every way to write a field, and a copy. */
static int32_t fill_record(session* s) {
  static const char kId[] = "0190a0b0-0000-7000-8000-000000000001";
  sivo_record *row = NULL, *copy = NULL;
  sivo_id id;
  int32_t status = sivo_record_new(SIVO_KIND_CALL, &row, &err);
  (void)s;
  if (status == SIVO_OK) status = sivo_id_parse(kId, 36, &id, &err);
  if (status == SIVO_OK) status = sivo_record_set_id(row, SIVO_CALL_TENANT_ID, id, &err);
  if (status == SIVO_OK) status = sivo_record_set_int(row, SIVO_CALL_BILLSEC, 7, &err);
  if (status == SIVO_OK) status = sivo_record_set_real(row, SIVO_CALL_MOS_SCORE, 4.5, &err);
  if (status == SIVO_OK) status = sivo_record_copy(row, &copy, &err);
  sivo_record_free(row);
  sivo_record_free(copy);
  row = NULL;
  if (status == SIVO_OK) status = sivo_record_new(SIVO_KIND_QUEUE, &row, &err);
  if (status == SIVO_OK) status = sivo_record_set_bool(row, SIVO_QUEUE_KEEP_WAIT, 1, &err);
  sivo_record_free(row);
  return status;
}

static int32_t act_as_system(session* s) { return sivo_act_as(s->h.core, NULL, &err); }

static int32_t step_json_late(session* s) {
  const char* json = JSON({"channel" : "nobody"});
  return sivo_step_json(s->h.core, SIVO_KIND_CALL_HANGUP, json, strlen(json), s->h.now, &err);
}

static int32_t roll_back(session* s) {
  int32_t status = sivo_begin(s->h.core, &err);
  if (status == SIVO_OK) status = sivo_rollback(s->h.core, &err);
  return status;
}

static int32_t back_up(session* s) {
  static const char kCopy[] = SIVO_BINARY_DIR "/out_of_memory_test.copy";
  sivo_job* job = NULL;
  int64_t done = 0, total = 1;
  int32_t status;
  remove(kCopy);
  status = sivo_backup(s->h.core, kCopy, &job, &err);
  while (status == SIVO_OK && done != total) status = sivo_job_step(job, &done, &total, &err);
  sivo_job_free(job);
  return status;
}

static int32_t rekey(session* s) {
  static const uint8_t kKey[32] = {1};
  return sivo_rekey(s->h.core, kKey, sizeof kKey, kKey, sizeof kKey, &err);
}

/* The record of the call, which says whether all went as it should. */
static int32_t read_cdr(session* s) {
  sivo_record* cdr = NULL;
  const int32_t status = sivo_get(s->h.core, SIVO_KIND_CALL, s->h.tenant, s->h.call, &cdr, &err);
  if (status == SIVO_OK) {
    CHECK(is_same_text(sivo_record_str(cdr, SIVO_CALL_STATUS, NULL), "answered"));
    CHECK(is_same_id(sivo_record_id(cdr, SIVO_CALL_AGENT_ID), s->h.agent));
    CHECK(sivo_record_int(cdr, SIVO_CALL_BILLSEC) == 1);
  }
  sivo_record_free(cdr);
  return status;
}

static const struct {
  const char* name;
  int32_t (*call)(session* s);
} kCalls[] = {
    {"open", open_core},
    {"apply", apply},
    {"find", find_agent},
    {"login from JSON", make_login},
    {"step: login", give},
    {"poll", take},
    {"trace: start", start_trace},
    {"offer from JSON", make_offer},
    {"submit: offer", submit},
    {"advance", advance},
    {"poll", take},
    {"answered from JSON", make_answered},
    {"step: answered", give},
    {"poll", take},
    {"key from JSON", make_key},
    {"group: key", give_in_group},
    {"poll", take},
    {"ringing from JSON", make_ringing},
    {"step: ringing", give},
    {"poll", take},
    {"leg answered from JSON", make_leg_answered},
    {"step: leg answered", give},
    {"poll", take},
    {"new row", make_row},
    {"create", create},
    {"set", change},
    {"update", update},
    {"delete", delete_row},
    {"hangup from JSON", make_hangup},
    {"step: hangup", give},
    {"poll", take},
    {"trace: stop", stop_trace},
    {"trace: replay", replay},
    {"get", read_cdr},
    {"statistics and views", read_views},
    {"query", query_calls},
    {"fill a record", fill_record},
    {"act as", act_as_system},
    {"step from JSON", step_json_late},
    {"rollback", roll_back},
    {"backup", back_up},
    {"rekey", rekey},
    {"status", read_status},
    {"export", export_tenant},
    {"verify", verify},
};
enum {
  kCallCount = sizeof kCalls / sizeof kCalls[0],
  kFirst = 8,
  kLast = 8,
  kSamples = 24,
  kFailuresMax = 20
};
static int is_thorough;
static long allocations_of[kCallCount]; /* when nothing fails */

static void end(session* s) {
  sivo_record_free(s->input);
  sivo_record_free(s->row);
  sivo_close(s->h.core);
  memset(s, 0, sizeof *s);
}

/* The session up to a call, with memory enough. */
static void run_until(session* s, int until) {
  int i;
  memset(s, 0, sizeof *s);
  for (i = 0; i < until; ++i) {
    const long before = asked;
    OK(kCalls[i].call(s));
    allocations_of[i] = asked - before;
  }
}

/* One call with its n-th allocation failing. */
static int32_t call_with_failure(session* s, int index, long n, int all_after) {
  int32_t status;
  has_failed = 0;
  fails_on = all_after;
  fails_in = n - 1;
  status = kCalls[index].call(s);
  fails_in = -1;
  return status;
}

static long after(long n, int index) {
  const long stride = allocations_of[index] / kSamples;
  return is_thorough || n < kFirst || stride < 1 ? n + 1 : n + stride;
}

static void check_refusal(int32_t status, int index, long n) {
  const int is_told = status == SIVO_ENOMEM && sivo_error_status(err) == SIVO_ENOMEM;
  if (!is_told) {
    printf("  %s, allocation %ld: %s %s: %s\n", kCalls[index].name, n, sivo_status_name(status),
           sivo_error_path(err), sivo_error_message(err));
  }
  CHECK(is_told);
  sivo_error_free(err);
  err = NULL;
}

static long asked_last; /* by the call that went through at the end of a sweep */

/* One attempt; 1 when the call went through and nothing failed. */
static int has_gone_through(session* s, int index, long n, int all_after) {
  const long before = asked;
  const int32_t status = call_with_failure(s, index, n, all_after);
  asked_last = asked - before;
  if (status == SIVO_OK && !has_failed) return 1;
  if (status != SIVO_OK) {
    check_refusal(status, index, n);
  } else { /* it could do without: once more from the start, for the next one */
    end(s);
    run_until(s, index);
  }
  return 0;
}

/* Fails some allocations of the call, from the first one on, until none is left; the call then
 * happened once. Gives how many failed. */
static long sweep_some(session* s, int index, int all_after) {
  long n, failed_count = 0;
  for (n = 1; failures < kFailuresMax; n = after(n, index)) {
    if (has_gone_through(s, index, n, all_after)) break;
    ++failed_count;
  }
  return failed_count;
}

/* The same for each of the last: the commit and what comes after it. How many a call asks for is
 * known only when it went through, so it is made anew, after a failure as before. */
static long sweep_last(session* s, int index, int all_after) {
  const long first = asked_last > kLast ? asked_last - kLast + 1 : 1;
  long n, failed_count = 0;
  end(s);
  run_until(s, index);
  (void)has_gone_through(s, index, 1, all_after);
  for (n = first; n < first + 3 * kLast && failures < kFailuresMax; ++n) {
    if (has_gone_through(s, index, n, all_after)) return failed_count;
    ++failed_count;
  }
  OK(kCalls[index].call(s));
  return failed_count;
}

static long sweep(session* s, int index, int all_after) {
  const long failed_count = sweep_some(s, index, all_after);
  if (is_thorough || asked_last == 0) return failed_count;
  return failed_count + sweep_last(s, index, all_after);
}

static void check_outputs(const session* s, const session* expected) {
  int kind;
  for (kind = 0; kind < kKindsMax; ++kind) {
    if (s->h.seen[kind] == expected->h.seen[kind]) continue;
    printf("  %s: %d outputs, without failures %d\n", sivo_kind_name((uint16_t)kind),
           s->h.seen[kind], expected->h.seen[kind]);
    CHECK(s->h.seen[kind] == expected->h.seen[kind]);
  }
}

static void sweep_session(int all_after) {
  session s, expected;
  long before, failed_count = 0;
  int i;
  run_until(&expected, kCallCount); /* also makes what libraries keep for ever */
  before = live;
  memset(&s, 0, sizeof s);
  for (i = 0; i < kCallCount; ++i) failed_count += sweep(&s, i, all_after);
  check_outputs(&s, &expected);
  end(&s);
  CHECK(live == before);
  CHECK(failed_count > kCallCount);
  printf("  %ld allocations failed\n", failed_count);
  end(&expected);
}

static void a_single_allocation_that_fails_does_no_harm(void) { sweep_session(0); }
static void no_memory_at_all_does_no_harm(void) { sweep_session(1); }

/* The canary: the counting does see SQLite, operator new and this program. */
static void the_counter_counts(void) {
  session s;
  const long before = live;
  run_until(&s, 3);
  CHECK(live > before + 100);
  CHECK(call_with_failure(&s, 3, 1, 0) == SIVO_ENOMEM);
  CHECK(has_failed);
  sivo_error_free(err);
  err = NULL;
  end(&s);
}

int main(int count, char** arguments) {
  is_thorough = count > 1 && strcmp(arguments[1], "--all") == 0;
  setvbuf(stdout, NULL, _IONBF, 0); /* so that a crash leaves what was printed */
  RUN(the_counter_counts);
  RUN(a_single_allocation_that_fails_does_no_harm);
  RUN(no_memory_at_all_does_no_harm);
  return failed();
}
