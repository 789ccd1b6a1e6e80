/* What the C tests of the ABI share: a test is a function that RUN prints and calls; main returns
 * failed(). Written in C99, like the tests, because that is what the header promises. */
#ifndef SIVO_TESTS_CAPI_CHECK_H
#define SIVO_TESTS_CAPI_CHECK_H

#include <sivo/sivo.h>
#include <stdio.h>
#include <string.h>

#define JSON(...) #__VA_ARGS__
#define RUN(test) (printf("%s\n", #test), (test)())
#define CHECK(condition) check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
/* The call gives SIVO_OK and no error object. */
#define OK(call) check_ok((call), #call, __FILE__, __LINE__)
/* The call gives the status, and an error object with it, a message and the path. */
#define REFUSED(call, status, path) check_refused((call), status, path, #call, __LINE__)

static int failures;
static sivo_error* err; /* what every call of a test reports into */

static inline int failed(void) { return failures == 0 ? 0 : 1; }

static inline void check_that(int is_true, const char* what, const char* file, int line) {
  if (is_true) return;
  ++failures;
  printf("  %s:%d: failed: %s\n", file, line, what);
}

static inline void check_ok(int32_t status, const char* what, const char* file, int line) {
  if (status != SIVO_OK || err != NULL) {
    printf("  %s %s: %s\n", sivo_status_name(status), sivo_error_path(err),
           sivo_error_message(err));
  }
  check_that(status == SIVO_OK && err == NULL, what, file, line);
  sivo_error_free(err);
  err = NULL;
}

static inline void check_refused(int32_t status, int32_t expected, const char* path,
                                 const char* what, int line) {
  const int is_as_expected = status == expected && sivo_error_status(err) == expected &&
                             strcmp(sivo_error_path(err), path) == 0 &&
                             sivo_error_message(err)[0] != '\0';
  if (!is_as_expected) {
    printf("  line %d: expected %s \"%s\", got %s \"%s\" (%s)\n", line, sivo_status_name(expected),
           path, sivo_status_name(status), sivo_error_path(err), sivo_error_message(err));
  }
  check_that(is_as_expected, what, "", line);
  check_that(strchr(sivo_error_message(err), '\n') == NULL, "the message is one line", "", line);
  sivo_error_free(err);
  err = NULL;
}

static inline int is_same_text(const char* a, const char* b) {
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static inline int is_same_id(sivo_id a, sivo_id b) { return memcmp(&a, &b, sizeof a) == 0; }

static inline int is_zero_id(sivo_id id) {
  const sivo_id zero = {{0}};
  return is_same_id(id, zero);
}

static inline void set_text(sivo_record* record, uint16_t field, const char* text) {
  OK(sivo_record_set_str(record, field, text, strlen(text), &err));
}

/* A core in memory whose ids repeat. */
static inline sivo_core* open_in_memory(void) {
  sivo_open_options options = {.size = sizeof options, .seed = 7};
  sivo_core* core = NULL;
  OK(sivo_open(&options, &core, &err));
  CHECK(core != NULL);
  return core;
}

#endif
