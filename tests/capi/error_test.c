/* Statuses, the library's version and error objects. */
#include "check.h"

static void a_status_has_the_name_of_its_macro(void) {
  CHECK(is_same_text(sivo_status_name(SIVO_OK), "SIVO_OK"));
  CHECK(is_same_text(sivo_status_name(SIVO_EINVAL), "SIVO_EINVAL"));
  CHECK(is_same_text(sivo_status_name(SIVO_ENOTFOUND), "SIVO_ENOTFOUND"));
  CHECK(is_same_text(sivo_status_name(SIVO_EEXISTS), "SIVO_EEXISTS"));
  CHECK(is_same_text(sivo_status_name(SIVO_ECONFLICT), "SIVO_ECONFLICT"));
  CHECK(is_same_text(sivo_status_name(SIVO_EINUSE), "SIVO_EINUSE"));
  CHECK(is_same_text(sivo_status_name(SIVO_ESTATE), "SIVO_ESTATE"));
  CHECK(is_same_text(sivo_status_name(SIVO_EFULL), "SIVO_EFULL"));
  CHECK(is_same_text(sivo_status_name(SIVO_ENOMEM), "SIVO_ENOMEM"));
  CHECK(is_same_text(sivo_status_name(SIVO_EIO), "SIVO_EIO"));
  CHECK(is_same_text(sivo_status_name(SIVO_EDISKFULL), "SIVO_EDISKFULL"));
  CHECK(is_same_text(sivo_status_name(SIVO_EREADONLY), "SIVO_EREADONLY"));
  CHECK(is_same_text(sivo_status_name(SIVO_ELOCKED), "SIVO_ELOCKED"));
  CHECK(is_same_text(sivo_status_name(SIVO_ECORRUPT), "SIVO_ECORRUPT"));
  CHECK(is_same_text(sivo_status_name(SIVO_ENEWER), "SIVO_ENEWER"));
  CHECK(is_same_text(sivo_status_name(SIVO_EKEY), "SIVO_EKEY"));
  CHECK(is_same_text(sivo_status_name(SIVO_EMISMATCH), "SIVO_EMISMATCH"));
  CHECK(is_same_text(sivo_status_name(SIVO_EPOISONED), "SIVO_EPOISONED"));
  CHECK(is_same_text(sivo_status_name(SIVO_EINTERNAL), "SIVO_EINTERNAL"));
  CHECK(is_same_text(sivo_status_name(SIVO_EDENIED), "SIVO_EDENIED"));
}

static void an_unknown_status_has_a_name_too(void) {
  CHECK(is_same_text(sivo_status_name(1), "SIVO_E?"));
  CHECK(is_same_text(sivo_status_name(SIVO_EDENIED - 1), "SIVO_E?"));
  CHECK(is_same_text(sivo_status_name(INT32_MIN), "SIVO_E?"));
  CHECK(is_same_text(sivo_status_name(INT32_MAX), "SIVO_E?"));
}

static void the_library_has_the_version_of_its_headers(void) {
  CHECK(sivo_version() ==
        (SIVO_VERSION_MAJOR << 16 | SIVO_VERSION_MINOR << 8 | SIVO_VERSION_PATCH));
  CHECK(is_same_text(sivo_version_text(), SIVO_VERSION));
}

static void no_error_reads_as_ok(void) {
  CHECK(sivo_error_status(NULL) == SIVO_OK);
  CHECK(is_same_text(sivo_error_message(NULL), ""));
  CHECK(is_same_text(sivo_error_path(NULL), ""));
  sivo_error_free(NULL);
}

static void an_error_tells_status_message_and_path(void) {
  sivo_record* record = NULL;
  CHECK(sivo_record_new(9999, &record, &err) == SIVO_EINVAL);
  CHECK(sivo_error_status(err) == SIVO_EINVAL);
  CHECK(is_same_text(sivo_error_path(err), "kind"));
  CHECK(strstr(sivo_error_message(err), "9999") != NULL);
  sivo_error_free(err);
  err = NULL;
}

static void a_later_success_clears_the_error(void) {
  sivo_record* record = NULL;
  sivo_error* first = NULL;
  CHECK(sivo_record_new(0, &record, &first) == SIVO_EINVAL);
  err = first;
  OK(sivo_record_new(SIVO_KIND_QUEUE, &record, &err));
  CHECK(err == NULL);
  sivo_error_free(first);
  sivo_record_free(record);
}

static void an_error_object_is_not_needed(void) {
  sivo_record* record = NULL;
  CHECK(sivo_record_new(0, &record, NULL) == SIVO_EINVAL);
  CHECK(record == NULL);
}

static void a_record_passed_as_an_error_is_ignored(void) {
  sivo_record* record = NULL;
  OK(sivo_record_new(SIVO_KIND_QUEUE, &record, &err));
  CHECK(sivo_error_status((sivo_error*)record) == SIVO_OK);
  CHECK(is_same_text(sivo_error_message((sivo_error*)record), ""));
  CHECK(is_same_text(sivo_error_path((sivo_error*)record), ""));
  sivo_error_free((sivo_error*)record);
  CHECK(sivo_record_kind(record) == SIVO_KIND_QUEUE);
  sivo_record_free(record);
}

int main(void) {
  RUN(a_status_has_the_name_of_its_macro);
  RUN(an_unknown_status_has_a_name_too);
  RUN(the_library_has_the_version_of_its_headers);
  RUN(no_error_reads_as_ok);
  RUN(an_error_tells_status_message_and_path);
  RUN(a_later_success_clears_the_error);
  RUN(an_error_object_is_not_needed);
  RUN(a_record_passed_as_an_error_is_ignored);
  return failed();
}
