/* Queries and the lists they give. */
#include "host.h"

enum { kQueues = 7 };

/* A host with the queues q0 … q6 beside the tenant's own; q3 and later wait 30 s at most. */
static host host_with_queues(void) {
  host h = start_host();
  int i;
  for (i = 0; i < kQueues; ++i) {
    sivo_record* queue = NULL;
    char name[8];
    snprintf(name, sizeof name, "q%d", i);
    OK(sivo_record_new(SIVO_KIND_QUEUE, &queue, &err));
    OK(sivo_record_set_id(queue, SIVO_QUEUE_TENANT_ID, h.tenant, &err));
    set_text(queue, SIVO_QUEUE_NAME, name);
    OK(sivo_record_set_int(queue, SIVO_QUEUE_MAX_WAIT_TIME, i < 3 ? 0 : 30, &err));
    OK(sivo_record_set_bool(queue, SIVO_QUEUE_ANNOUNCE_POSITION, i % 2, &err));
    OK(sivo_create(h.core, queue, h.now, &err));
    sivo_record_free(queue);
  }
  return h;
}

static sivo_query* queues_of(const host* h) {
  sivo_query* query = NULL;
  OK(sivo_query_new(SIVO_KIND_QUEUE, h->tenant, &query, &err));
  return query;
}

static void where(sivo_query* query, uint16_t field, int32_t op, const char* value) {
  OK(sivo_query_where(query, field, op, value, value == NULL ? 0 : strlen(value), &err));
}

/* How many rows the query finds; frees it. */
static size_t count(host* h, sivo_query* query) {
  sivo_list* list = NULL;
  size_t size;
  OK(sivo_find(h->core, query, &list, &err));
  size = sivo_list_size(list);
  sivo_list_free(list);
  sivo_query_free(query);
  return size;
}

static size_t count_where(host* h, uint16_t field, int32_t op, const char* value) {
  sivo_query* query = queues_of(h);
  where(query, field, op, value);
  return count(h, query);
}

static void every_operator_finds_its_rows(void) {
  host h = host_with_queues();
  CHECK(count(&h, queues_of(&h)) == kQueues + 1);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_EQ, "q3") == 1);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_NE, "q3") == kQueues);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_LT, "q3") == 3);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_LE, "q3") == 4);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_GT, "q3") == 4);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_GE, "q3") == 5);
  CHECK(count_where(&h, SIVO_QUEUE_NAME, SIVO_PREFIX, "q") == kQueues);
  CHECK(count_where(&h, SIVO_QUEUE_MOH_URL, SIVO_NULL, NULL) == kQueues + 1);
  CHECK(count_where(&h, SIVO_QUEUE_MOH_URL, SIVO_NOT_NULL, NULL) == 0);
  sivo_close(h.core);
}

static void values_of_every_type_are_text(void) {
  host h = host_with_queues();
  char id[37];
  CHECK(count_where(&h, SIVO_QUEUE_MAX_WAIT_TIME, SIVO_EQ, "30") == 4);
  CHECK(count_where(&h, SIVO_QUEUE_ANNOUNCE_POSITION, SIVO_EQ, "true") == 3);
  CHECK(count_where(&h, SIVO_QUEUE_STRATEGY, SIVO_EQ, "top-down") == 0);
  CHECK(count_where(&h, SIVO_QUEUE_CREATED_AT, SIVO_GT, "2999-01-01T00:00:00Z") == 0);
  CHECK(count_where(&h, SIVO_QUEUE_CREATED_AT, SIVO_GE, "1999-01-01T00:00:00Z") == kQueues + 1);
  sivo_id_text(h.agent, id);
  CHECK(count_where(&h, SIVO_QUEUE_ID, SIVO_EQ, id) == 0);
  sivo_close(h.core);
}

static void conditions_all_hold(void) {
  host h = host_with_queues();
  sivo_query* query = queues_of(&h);
  where(query, SIVO_QUEUE_NAME, SIVO_PREFIX, "q");
  where(query, SIVO_QUEUE_MAX_WAIT_TIME, SIVO_EQ, "30");
  where(query, SIVO_QUEUE_NAME, SIVO_NE, "q5");
  CHECK(count(&h, query) == 3);
  sivo_close(h.core);
}

static void pages_go_through_all_rows_in_order_once(void) {
  host h = host_with_queues();
  sivo_query* query = queues_of(&h);
  sivo_list* list = NULL;
  const char* cursor = NULL;
  char seen[64] = "";
  int pages = 0;
  where(query, SIVO_QUEUE_NAME, SIVO_PREFIX, "q");
  OK(sivo_query_order(query, SIVO_QUEUE_NAME, 1, &err));
  OK(sivo_query_page(query, 3, NULL, 0, &err));
  do {
    size_t i;
    OK(sivo_find(h.core, query, &list, &err));
    for (i = 0; i < sivo_list_size(list); ++i) {
      strcat(seen, sivo_record_str(sivo_list_at(list, i), SIVO_QUEUE_NAME, NULL));
    }
    cursor = sivo_list_cursor(list);
    if (cursor != NULL) OK(sivo_query_page(query, 3, cursor, strlen(cursor), &err));
    ++pages;
    if (cursor == NULL) break;
    sivo_list_free(list);
  } while (pages < 10);
  sivo_list_free(list);
  CHECK(is_same_text(seen, "q6q5q4q3q2q1q0"));
  CHECK(pages == 3);
  sivo_query_free(query);
  sivo_close(h.core);
}

static void a_row_of_a_list_is_lent_and_may_be_copied(void) {
  host h = host_with_queues();
  sivo_query* query = queues_of(&h);
  sivo_list* list = NULL;
  sivo_record *row, *copy = NULL;
  OK(sivo_find(h.core, query, &list, &err));
  row = sivo_list_at(list, 0);
  sivo_record_free(row); /* the list's, so nothing happens */
  CHECK(sivo_record_kind(row) == SIVO_KIND_QUEUE);
  OK(sivo_record_copy(row, &copy, &err));
  CHECK(sivo_list_at(list, kQueues + 1) == NULL);
  CHECK(sivo_list_at(list, SIZE_MAX) == NULL);
  sivo_list_free(list);
  CHECK(sivo_record_has(copy, SIVO_QUEUE_NAME) == 1);
  sivo_record_free(copy);
  sivo_query_free(query);
  sivo_close(h.core);
}

static void conditions_are_checked_when_they_are_added(void) {
  host h = start_host();
  sivo_query* query = queues_of(&h);
  REFUSED(sivo_query_where(query, 9999, SIVO_EQ, "x", 1, &err), SIVO_EINVAL, "field");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_NAME, -1, "x", 1, &err), SIVO_EINVAL, "op");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_NAME, 9, "x", 1, &err), SIVO_EINVAL, "op");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_NAME, SIVO_EQ, NULL, 1, &err), SIVO_EINVAL, "value");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_MAX_WAIT_TIME, SIVO_EQ, "soon", 4, &err), SIVO_EINVAL,
          "value");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_ANNOUNCE_POSITION, SIVO_EQ, "1", 1, &err), SIVO_EINVAL,
          "value");
  CHECK(sivo_query_where(query, SIVO_QUEUE_STRATEGY, SIVO_EQ, "best", 4, &err) == SIVO_EINVAL);
  sivo_error_free(err);
  err = NULL;
  CHECK(sivo_query_where(query, SIVO_QUEUE_ID, SIVO_EQ, "7", 1, &err) == SIVO_EINVAL);
  sivo_error_free(err);
  err = NULL;
  CHECK(count(&h, query) == 1); /* what was refused is no condition */
  sivo_close(h.core);
}

static void limits_are_told_at_their_edge(void) {
  host h = start_host();
  sivo_query* query = queues_of(&h);
  int i;
  for (i = 0; i < 16; ++i) where(query, SIVO_QUEUE_NAME, SIVO_NE, "a");
  REFUSED(sivo_query_where(query, SIVO_QUEUE_NAME, SIVO_NE, "a", 1, &err), SIVO_EFULL, "field");
  OK(sivo_query_order(query, SIVO_QUEUE_NAME, 0, &err));
  OK(sivo_query_order(query, SIVO_QUEUE_WEIGHT, 0, &err));
  OK(sivo_query_order(query, SIVO_QUEUE_MAX_LENGTH, 1, &err));
  OK(sivo_query_order(query, SIVO_QUEUE_CREATED_AT, 1, &err));
  REFUSED(sivo_query_order(query, SIVO_QUEUE_STRATEGY, 1, &err), SIVO_EFULL, "field");
  REFUSED(sivo_query_page(query, 0, NULL, 0, &err), SIVO_EINVAL, "limit");
  REFUSED(sivo_query_page(query, 1001, NULL, 0, &err), SIVO_EINVAL, "limit");
  OK(sivo_query_page(query, 1000, NULL, 0, &err));
  CHECK(count(&h, query) == 1);
  sivo_close(h.core);
}

static void null_and_foreign_queries_are_refused(void) {
  host h = start_host();
  const sivo_id none = {{0}};
  sivo_query* query = NULL;
  sivo_query* foreign = (sivo_query*)h.core;
  sivo_list* list = NULL;
  REFUSED(sivo_query_new(SIVO_KIND_QUEUE, h.tenant, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_query_new(SIVO_KIND_DIAL, h.tenant, &query, &err), SIVO_EINVAL, "kind");
  REFUSED(sivo_query_new(SIVO_KIND_QUEUE, none, &query, &err), SIVO_EINVAL, "tenant");
  CHECK(query == NULL);
  REFUSED(sivo_query_where(NULL, 1, SIVO_EQ, "x", 1, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_query_where(foreign, 1, SIVO_EQ, "x", 1, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_query_order(NULL, 1, 0, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_query_order(foreign, 1, 0, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_query_page(NULL, 1, NULL, 0, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_query_page(foreign, 1, NULL, 0, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_find(h.core, NULL, &list, &err), SIVO_EINVAL, "query");
  REFUSED(sivo_find(h.core, foreign, &list, &err), SIVO_EINVAL, "query");
  CHECK(list == NULL);
  OK(sivo_query_new(SIVO_KIND_QUEUE, h.tenant, &query, &err));
  REFUSED(sivo_find(h.core, query, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_query_order(query, 9999, 0, &err), SIVO_EINVAL, "field");
  REFUSED(sivo_query_page(query, 5, NULL, 5, &err), SIVO_EINVAL, "cursor");
  OK(sivo_query_page(query, 5, "nonsense", 8, &err));
  REFUSED(sivo_find(h.core, query, &list, &err), SIVO_EINVAL, "cursor");
  sivo_query_free(query);
  sivo_query_free(foreign);
  sivo_query_free(NULL);
  CHECK(sivo_list_size(NULL) == 0 && sivo_list_size((sivo_list*)h.core) == 0);
  CHECK(sivo_list_at(NULL, 0) == NULL && sivo_list_at((sivo_list*)h.core, 0) == NULL);
  CHECK(sivo_list_cursor(NULL) == NULL && sivo_list_cursor((sivo_list*)h.core) == NULL);
  sivo_list_free(NULL);
  sivo_list_free((sivo_list*)h.core);
  sivo_close(h.core);
}

int main(void) {
  RUN(every_operator_finds_its_rows);
  RUN(values_of_every_type_are_text);
  RUN(conditions_all_hold);
  RUN(pages_go_through_all_rows_in_order_once);
  RUN(a_row_of_a_list_is_lent_and_may_be_copied);
  RUN(conditions_are_checked_when_they_are_added);
  RUN(limits_are_told_at_their_edge);
  RUN(null_and_foreign_queries_are_refused);
  return failed();
}
