/* The first call: a tenant with a queue, an agent and a number, and one call from its offer to its
 * record. Nothing rings: every action of the library is answered at once with what a PBX would
 * report. Prints each action and event as it comes. */
#include <sivo/sivo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON(...) #__VA_ARGS__ /* JSON without backslashes */
/* clang-format off */
static const char acme[] = JSON({
  "tenant": {"slug": "acme", "name": "Acme"},
  "queues": [{"name": "sales"}],
  "users": [{"email": "ana@acme.example", "full_name": "Ana", "extension": "100", "role": "agent"}],
  "queue_members": [{"queue": "sales", "user": "ana@acme.example"}],
  "ivr_flows": [{"name": "main", "flow": {"format": "sivo.flow/1", "name": "main", "start": "q",
                 "nodes": [{"id": "q", "type": "queue", "queue": "sales"}]}}],
  "sip_trunks": [{"name": "carrier", "provider": "custom", "host": "sip.carrier.example"}],
  "dids": [{"number": "+34911234567", "trunk": "carrier", "ivr_flow": "main"}]
});
/* clang-format on */

static int64_t now = INT64_C(1800000000000000); /* microseconds; a real host reads its clock */
static sivo_error* err;

static void need(int32_t status) {
  if (status == SIVO_OK) return;
  fprintf(stderr, "%s: %s\n", sivo_error_path(err), sivo_error_message(err));
  exit(EXIT_FAILURE);
}

/* Tells the core what happened, a second after the last thing. */
static void tell(sivo_core* core, uint16_t kind, const char* json) {
  sivo_record* input = NULL;
  need(sivo_record_from_json(kind, json, strlen(json), &input, &err));
  need(sivo_step(core, input, now += 1000000, &err));
  sivo_record_free(input);
}

static void tell_of(sivo_core* core, uint16_t kind, const char* name, sivo_id id) {
  char text[37], json[64];
  sivo_id_text(id, text);
  snprintf(json, sizeof json, "{\"%s\": \"%s\"}", name, text);
  tell(core, kind, json);
}

static void log_in(sivo_core* core, sivo_id tenant, const sivo_record* user) {
  sivo_record* login = NULL;
  need(sivo_record_new(SIVO_KIND_AGENT_LOGIN, &login, &err));
  need(sivo_record_set_id(login, SIVO_AGENT_LOGIN_TENANT_ID, tenant, &err));
  need(sivo_record_set_id(login, SIVO_AGENT_LOGIN_USER_ID, sivo_record_id(user, SIVO_USER_ID),
                          &err));
  need(sivo_step(core, login, now += 1000000, &err));
  sivo_record_free(login);
}

static void log_in_all(sivo_core* core, sivo_id tenant) {
  sivo_query* query = NULL;
  sivo_list* users = NULL;
  need(sivo_query_new(SIVO_KIND_USER, tenant, &query, &err));
  need(sivo_find(core, query, &users, &err));
  for (size_t i = 0; i < sivo_list_size(users); ++i) log_in(core, tenant, sivo_list_at(users, i));
  sivo_list_free(users);
  sivo_query_free(query);
}

static void print(sivo_record* record) {
  const char* json = NULL;
  need(sivo_record_json(record, &json, NULL, &err));
  printf("%-10s %s\n", sivo_kind_name(sivo_record_kind(record)), json);
}

int main(void) {
  sivo_open_options options = {.size = sizeof options}; /* in memory; .path names a file */
  sivo_core* core = NULL;
  sivo_record *report = NULL, *out = NULL, *cdr = NULL;
  sivo_id tenant, call = {{0}};
  need(sivo_open(&options, &core, &err));
  need(sivo_apply(core, acme, strlen(acme), 0, now, &report, &err));
  tenant = sivo_record_id(report, SIVO_APPLY_REPORT_TENANT_ID);
  log_in_all(core, tenant);
  tell(core, SIVO_KIND_CALL_OFFERED, JSON({"channel" : "sip-1", "to" : "+34911234567"}));
  for (; sivo_poll(core, &out, &err) == SIVO_OK && out != NULL; sivo_record_free(out)) {
    const uint16_t kind = sivo_record_kind(out);
    print(out);
    if (kind == SIVO_KIND_ANSWER) call = sivo_record_id(out, SIVO_ANSWER_CALL_ID);
    if (kind == SIVO_KIND_ANSWER) tell_of(core, SIVO_KIND_CALL_ANSWERED, "call_id", call);
    if (kind == SIVO_KIND_DIAL)
      tell_of(core, SIVO_KIND_LEG_ANSWERED, "leg_id", sivo_record_id(out, SIVO_DIAL_LEG_ID));
    if (kind == SIVO_KIND_BRIDGE) tell_of(core, SIVO_KIND_CALL_HANGUP, "call_id", call);
  }
  need(sivo_get(core, SIVO_KIND_CALL, tenant, call, &cdr, &err));
  print(cdr);
  sivo_record_free(cdr);
  sivo_record_free(report);
  sivo_close(core);
}
