/* Rows: created, read, changed, removed; actors; whole tenants as documents. */
#include "host.h"

static sivo_record* new_queue(const host* h, const char* name) {
  sivo_record* queue = NULL;
  OK(sivo_record_new(SIVO_KIND_QUEUE, &queue, &err));
  OK(sivo_record_set_id(queue, SIVO_QUEUE_TENANT_ID, h->tenant, &err));
  set_text(queue, SIVO_QUEUE_NAME, name);
  return queue;
}

static void a_created_row_holds_id_times_and_version(void) {
  host h = start_host();
  sivo_record *queue = new_queue(&h, "support"), *read = NULL;
  OK(sivo_create(h.core, queue, h.now, &err));
  CHECK(!is_zero_id(sivo_record_id(queue, SIVO_QUEUE_ID)));
  CHECK(sivo_record_int(queue, SIVO_QUEUE_CREATED_AT) == h.now);
  CHECK(sivo_record_int(queue, SIVO_QUEUE_VERSION) == 1);
  OK(sivo_get(h.core, SIVO_KIND_QUEUE, h.tenant, sivo_record_id(queue, SIVO_QUEUE_ID), &read,
              &err));
  CHECK(is_same_text(sivo_record_str(read, SIVO_QUEUE_NAME, NULL), "support"));
  sivo_record_free(read);
  sivo_record_free(queue);
  sivo_close(h.core);
}

static void an_update_writes_what_was_set_since_the_row_was_read(void) {
  host h = start_host();
  sivo_record *queue = new_queue(&h, "support"), *mine = NULL, *other = NULL;
  sivo_id id;
  OK(sivo_create(h.core, queue, h.now, &err));
  id = sivo_record_id(queue, SIVO_QUEUE_ID);
  OK(sivo_get(h.core, SIVO_KIND_QUEUE, h.tenant, id, &mine, &err));
  OK(sivo_get(h.core, SIVO_KIND_QUEUE, h.tenant, id, &other, &err));
  OK(sivo_record_set_int(mine, SIVO_QUEUE_MAX_WAIT_TIME, 60, &err));
  OK(sivo_update(h.core, mine, h.now, &err));
  set_text(other, SIVO_QUEUE_NAME, "care");
  OK(sivo_update(h.core, other, h.now, &err));
  CHECK(sivo_record_int(other, SIVO_QUEUE_MAX_WAIT_TIME) == 60);
  CHECK(is_same_text(sivo_record_str(other, SIVO_QUEUE_NAME, NULL), "care"));
  CHECK(sivo_record_int(other, SIVO_QUEUE_VERSION) == 3);
  set_text(queue, SIVO_QUEUE_NAME, "help"); /* the record of the creation, two versions old */
  OK(sivo_update(h.core, queue, h.now, &err));
  CHECK(sivo_record_int(queue, SIVO_QUEUE_MAX_WAIT_TIME) == 60);
  sivo_record_free(other);
  sivo_record_free(mine);
  sivo_record_free(queue);
  sivo_close(h.core);
}

static void a_stale_version_is_a_conflict_and_leaves_the_record_alone(void) {
  host h = start_host();
  sivo_record *queue = new_queue(&h, "support"), *stale = NULL;
  OK(sivo_create(h.core, queue, h.now, &err));
  OK(sivo_record_copy(queue, &stale, &err));
  set_text(queue, SIVO_QUEUE_NAME, "care");
  OK(sivo_update(h.core, queue, h.now, &err));
  set_text(stale, SIVO_QUEUE_NAME, "help");
  OK(sivo_record_set_int(stale, SIVO_QUEUE_VERSION, sivo_record_int(stale, SIVO_QUEUE_VERSION),
                         &err));
  CHECK(sivo_update(h.core, stale, h.now, &err) == SIVO_ECONFLICT);
  CHECK(sivo_error_status(err) == SIVO_ECONFLICT);
  sivo_error_free(err);
  err = NULL;
  CHECK(is_same_text(sivo_record_str(stale, SIVO_QUEUE_NAME, NULL), "help"));
  CHECK(sivo_record_int(stale, SIVO_QUEUE_VERSION) == 1);
  sivo_record_free(stale);
  sivo_record_free(queue);
  sivo_close(h.core);
}

static void a_refused_creation_leaves_the_record_without_an_id(void) {
  host h = start_host();
  sivo_record* queue = new_queue(&h, "sales");
  CHECK(sivo_create(h.core, queue, h.now, &err) == SIVO_EEXISTS);
  CHECK(is_same_text(sivo_error_path(err), "name"));
  sivo_error_free(err);
  err = NULL;
  CHECK(is_zero_id(sivo_record_id(queue, SIVO_QUEUE_ID)));
  set_text(queue, SIVO_QUEUE_NAME, "support");
  OK(sivo_create(h.core, queue, h.now, &err));
  sivo_record_free(queue);
  sivo_close(h.core);
}

static void a_tenant_is_created_without_a_tenant(void) {
  sivo_core* core = open_in_memory();
  const char* json = JSON({"slug" : "bolt", "name" : "Bolt"});
  const sivo_id none = {{0}};
  sivo_record *tenant = NULL, *read = NULL;
  sivo_id id;
  OK(sivo_record_from_json(SIVO_KIND_TENANT, json, strlen(json), &tenant, &err));
  OK(sivo_create(core, tenant, kStart, &err));
  id = sivo_record_id(tenant, SIVO_TENANT_ID);
  OK(sivo_get(core, SIVO_KIND_TENANT, none, id, &read, &err));
  CHECK(is_same_text(sivo_record_str(read, SIVO_TENANT_SLUG, NULL), "bolt"));
  set_text(read, SIVO_TENANT_NAME, "Bolt & Co");
  OK(sivo_update(core, read, kStart, &err));
  CHECK(is_same_text(sivo_record_str(read, SIVO_TENANT_NAME, NULL), "Bolt & Co"));
  OK(sivo_delete(core, SIVO_KIND_TENANT, none, id, SIVO_DELETE_CASCADE, kStart, &err));
  sivo_record_free(read);
  REFUSED(sivo_get(core, SIVO_KIND_TENANT, none, id, &read, &err), SIVO_ENOTFOUND, "id");
  sivo_record_free(tenant);
  sivo_close(core);
}

static void a_row_in_use_is_removed_only_by_a_cascade(void) {
  host h = start_host();
  sivo_id id;
  int32_t status;
  OK(first_id(&h, SIVO_KIND_QUEUE, &id));
  status = sivo_delete(h.core, SIVO_KIND_QUEUE, h.tenant, id, 0, h.now, &err);
  CHECK(status == SIVO_EINUSE && sivo_error_status(err) == status);
  sivo_error_free(err);
  err = NULL;
  OK(sivo_delete(h.core, SIVO_KIND_QUEUE, h.tenant, id, SIVO_DELETE_CASCADE, h.now, &err));
  OK(first_id(&h, SIVO_KIND_QUEUE_MEMBER, &id));
  CHECK(is_zero_id(id));
  sivo_close(h.core);
}

static void another_tenants_row_is_not_found(void) {
  host h = start_host();
  const sivo_id stranger = {{1, 2, 3}};
  sivo_record* out = NULL;
  sivo_id id;
  OK(first_id(&h, SIVO_KIND_QUEUE, &id));
  CHECK(sivo_get(h.core, SIVO_KIND_QUEUE, stranger, id, &out, &err) == SIVO_ENOTFOUND);
  CHECK(out == NULL);
  sivo_error_free(err);
  err = NULL;
  sivo_close(h.core);
}

static void arguments_of_rows_are_checked(void) {
  host h = start_host();
  const sivo_id none = {{0}};
  sivo_record *dial = NULL, *queue = new_queue(&h, "support"), *out = queue;
  OK(sivo_record_new(SIVO_KIND_DIAL, &dial, &err));
  REFUSED(sivo_create(h.core, NULL, h.now, &err), SIVO_EINVAL, "row");
  REFUSED(sivo_create(h.core, dial, h.now, &err), SIVO_EINVAL, "row");
  REFUSED(sivo_create(h.core, (sivo_record*)h.core, h.now, &err), SIVO_EINVAL, "row");
  REFUSED(sivo_create(h.core, queue, -1, &err), SIVO_EINVAL, "now_us");
  REFUSED(sivo_update(h.core, NULL, h.now, &err), SIVO_EINVAL, "row");
  REFUSED(sivo_update(h.core, dial, h.now, &err), SIVO_EINVAL, "row");
  REFUSED(sivo_update(h.core, queue, h.now, &err), SIVO_EINVAL, "id");
  REFUSED(sivo_delete(h.core, SIVO_KIND_DIAL, h.tenant, h.agent, 0, h.now, &err), SIVO_EINVAL,
          "kind");
  REFUSED(sivo_delete(h.core, SIVO_KIND_USER, none, h.agent, 0, h.now, &err), SIVO_EINVAL,
          "tenant");
  REFUSED(sivo_delete(h.core, SIVO_KIND_USER, h.tenant, h.agent, 2, h.now, &err), SIVO_EINVAL,
          "flags");
  REFUSED(sivo_delete(h.core, SIVO_KIND_USER, h.tenant, h.agent, 0, -1, &err), SIVO_EINVAL,
          "now_us");
  REFUSED(sivo_get(h.core, SIVO_KIND_DIAL, h.tenant, h.agent, &out, &err), SIVO_EINVAL, "kind");
  CHECK(out == NULL);
  REFUSED(sivo_get(h.core, 0, h.tenant, h.agent, &out, &err), SIVO_EINVAL, "kind");
  REFUSED(sivo_get(h.core, SIVO_KIND_USER, none, h.agent, &out, &err), SIVO_EINVAL, "tenant");
  REFUSED(sivo_get(h.core, SIVO_KIND_USER, h.tenant, h.agent, NULL, &err), SIVO_EINVAL, "out");
  sivo_record_free(queue);
  sivo_record_free(dial);
  sivo_close(h.core);
}

static void the_library_s_own_rows_are_not_written(void) {
  host h = start_host();
  sivo_record* call = NULL;
  OK(sivo_record_new(SIVO_KIND_CALL, &call, &err));
  OK(sivo_record_set_id(call, SIVO_CALL_TENANT_ID, h.tenant, &err));
  CHECK(sivo_create(h.core, call, h.now, &err) == SIVO_EINVAL);
  sivo_error_free(err);
  err = NULL;
  sivo_record_free(call);
  sivo_close(h.core);
}

static void the_audit_log_names_the_actor(void) {
  host h = start_host();
  sivo_record *actor = NULL, *queue = new_queue(&h, "support");
  sivo_query* query = NULL;
  sivo_list* list = NULL;
  REFUSED(sivo_act_as(h.core, queue, &err), SIVO_EINVAL, "actor");
  REFUSED(sivo_act_as(h.core, (sivo_record*)h.core, &err), SIVO_EINVAL, "actor");
  OK(sivo_record_new(SIVO_KIND_ACTOR, &actor, &err));
  OK(sivo_record_set_id(actor, SIVO_ACTOR_USER_ID, h.agent, &err));
  OK(sivo_act_as(h.core, actor, &err));
  sivo_record_free(actor);
  OK(sivo_create(h.core, queue, h.now, &err));
  OK(sivo_act_as(h.core, NULL, &err));
  OK(sivo_query_new(SIVO_KIND_AUDIT_LOG, h.tenant, &query, &err));
  OK(sivo_query_where(query, SIVO_AUDIT_LOG_ACTOR_USER_ID, SIVO_NOT_NULL, NULL, 0, &err));
  OK(sivo_find(h.core, query, &list, &err));
  CHECK(sivo_list_size(list) == 1);
  CHECK(is_same_id(sivo_record_id(sivo_list_at(list, 0), SIVO_AUDIT_LOG_ACTOR_USER_ID), h.agent));
  sivo_list_free(list);
  sivo_query_free(query);
  sivo_record_free(queue);
  sivo_close(h.core);
}

static void applying_a_document_twice_changes_nothing(void) {
  host h = host_of(open_in_memory());
  sivo_record* report = NULL;
  OK(sivo_apply(h.core, kAcme, strlen(kAcme), SIVO_APPLY_DRY_RUN, h.now, &report, &err));
  CHECK(sivo_record_bool(report, SIVO_APPLY_REPORT_IS_DRY_RUN) == 1);
  CHECK(sivo_record_has(report, SIVO_APPLY_REPORT_TENANT_ID) == 0);
  sivo_record_free(report);
  OK(sivo_apply(h.core, kAcme, strlen(kAcme), 0, h.now, NULL, &err));
  OK(sivo_apply(h.core, kAcme, strlen(kAcme), 0, h.now, &report, &err));
  CHECK(sivo_record_int(report, SIVO_APPLY_REPORT_CREATED) == 0);
  CHECK(sivo_record_int(report, SIVO_APPLY_REPORT_UPDATED) == 0);
  CHECK(sivo_record_int(report, SIVO_APPLY_REPORT_UNCHANGED) > 0);
  sivo_record_free(report);
  sivo_close(h.core);
}

static void a_bad_document_is_refused_whole(void) {
  host h = host_of(open_in_memory());
  sivo_record* report = (sivo_record*)h.core;
  const char* bad = JSON({"tenant" : {"slug" : "acme", "name" : ""}});
  CHECK(sivo_apply(h.core, bad, strlen(bad), 0, h.now, &report, &err) == SIVO_EINVAL);
  CHECK(strstr(sivo_error_path(err), "name") != NULL);
  CHECK(report == NULL);
  sivo_error_free(err);
  err = NULL;
  REFUSED(sivo_apply(h.core, NULL, 3, 0, h.now, NULL, &err), SIVO_EINVAL, "json");
  REFUSED(sivo_apply(h.core, kAcme, strlen(kAcme), 4, h.now, NULL, &err), SIVO_EINVAL, "flags");
  REFUSED(sivo_apply(h.core, kAcme, strlen(kAcme), 0, -1, NULL, &err), SIVO_EINVAL, "now_us");
  CHECK(sivo_apply(h.core, "", 0, 0, h.now, NULL, &err) == SIVO_EINVAL);
  sivo_error_free(err);
  err = NULL;
  sivo_close(h.core);
}

static void an_exported_tenant_can_be_applied_elsewhere(void) {
  host h = start_host(), other = host_of(open_in_memory());
  const sivo_id none = {{0}};
  sivo_record *document = NULL, *report = NULL;
  const char* text;
  size_t size = 0;
  OK(sivo_export(h.core, h.tenant, &document, &err));
  CHECK(sivo_record_kind(document) == SIVO_KIND_DOCUMENT);
  text = sivo_record_str(document, SIVO_DOCUMENT_TEXT, &size);
  OK(sivo_apply(other.core, text, size, 0, kStart, &report, &err));
  CHECK(sivo_record_int(report, SIVO_APPLY_REPORT_CREATED) > 0);
  sivo_record_free(report);
  sivo_record_free(document);
  REFUSED(sivo_export(h.core, none, &document, &err), SIVO_EINVAL, "tenant");
  REFUSED(sivo_export(h.core, h.tenant, NULL, &err), SIVO_EINVAL, "out");
  sivo_close(other.core);
  sivo_close(h.core);
}

int main(void) {
  RUN(a_created_row_holds_id_times_and_version);
  RUN(an_update_writes_what_was_set_since_the_row_was_read);
  RUN(a_stale_version_is_a_conflict_and_leaves_the_record_alone);
  RUN(a_refused_creation_leaves_the_record_without_an_id);
  RUN(a_tenant_is_created_without_a_tenant);
  RUN(a_row_in_use_is_removed_only_by_a_cascade);
  RUN(another_tenants_row_is_not_found);
  RUN(arguments_of_rows_are_checked);
  RUN(the_library_s_own_rows_are_not_written);
  RUN(the_audit_log_names_the_actor);
  RUN(applying_a_document_twice_changes_nothing);
  RUN(a_bad_document_is_refused_whole);
  RUN(an_exported_tenant_can_be_applied_elsewhere);
  return failed();
}
