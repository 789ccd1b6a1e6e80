/* A host for the tests: a tenant with a menu in front of one queue, one agent, one number, and what
 * a PBX keeps of the outputs it polled. */
#ifndef SIVO_TESTS_CAPI_HOST_H
#define SIVO_TESTS_CAPI_HOST_H

#include <inttypes.h>

#include "check.h"

enum { kKindsMax = 512 };

static const char kAcme[] = JSON({
  "tenant" : {"slug" : "acme", "name" : "Acme"},
  "queues" : [ {"name" : "sales", "wrap_up_time" : 0} ],
  "users" : [
    {"email" : "ana@acme.example", "full_name" : "Ana", "extension" : "100", "role" : "agent"}
  ],
  "queue_members" : [ {"queue" : "sales", "user" : "ana@acme.example"} ],
  "ivr_flows" : [ {
    "name" : "main",
    "flow" : {
      "format" : "sivo.flow/1",
      "name" : "main",
      "start" : "menu",
      "nodes" : [
        {
          "id" : "menu",
          "type" : "menu",
          "prompt" : "For sales press 1.",
          "options" : [ {"digits" : "1", "label" : "sales"} ],
          "edges" : {"1" : "sales", "max_retries" : "bye"}
        },
        {"id" : "sales", "type" : "queue", "queue" : "sales"}, {"id" : "bye", "type" : "hangup"}
      ]
    }
  } ],
  "sip_trunks" : [ {"name" : "carrier", "provider" : "custom", "host" : "sip.carrier.example"} ],
  "dids" : [ {"number" : "+34911234567", "trunk" : "carrier", "ivr_flow" : "main"} ]
});

static const int64_t kStart = INT64_C(1800000000000000);

typedef struct host {
  sivo_core* core;
  int64_t now;
  sivo_id tenant, agent; /* the rows of kAcme */
  sivo_id call, leg;     /* of the last answer and dial action */
  int64_t play_id;       /* of the last play action */
  int seen[kKindsMax];   /* outputs polled, by kind */
  int ended;             /* call.ended events polled */
} host;

/* Every output there is, remembered and freed. */
static inline int32_t take_outputs(host* h) {
  sivo_record* output = NULL;
  int32_t status = sivo_poll(h->core, &output, &err);
  while (status == SIVO_OK && output != NULL) {
    const uint16_t kind = sivo_record_kind(output);
    if (kind < kKindsMax) ++h->seen[kind];
    if (kind == SIVO_KIND_ANSWER) h->call = sivo_record_id(output, SIVO_ANSWER_CALL_ID);
    if (kind == SIVO_KIND_DIAL) h->leg = sivo_record_id(output, SIVO_DIAL_LEG_ID);
    if (kind == SIVO_KIND_PLAY) h->play_id = sivo_record_int(output, SIVO_PLAY_PLAY_ID);
    if (kind == SIVO_KIND_EVENT &&
        is_same_text(sivo_record_str(output, SIVO_EVENT_TYPE, NULL), "call.ended")) {
      ++h->ended;
    }
    sivo_record_free(output);
    status = sivo_poll(h->core, &output, &err);
  }
  return status;
}

/* Tells the core what happened a second later, and takes what comes of it. */
static inline int32_t tell(host* h, uint16_t kind, const char* json) {
  sivo_record* input = NULL;
  int32_t status = sivo_record_from_json(kind, json, strlen(json), &input, &err);
  h->now += 1000000;
  if (status == SIVO_OK) status = sivo_step(h->core, input, h->now, &err);
  sivo_record_free(input);
  return status == SIVO_OK ? take_outputs(h) : status;
}

static inline int32_t tell_id(host* h, uint16_t kind, const char* name, sivo_id id) {
  char text[37], json[80];
  sivo_id_text(id, text);
  snprintf(json, sizeof json, "{\"%s\":\"%s\"}", name, text);
  return tell(h, kind, json);
}

static inline int32_t tell_agent(host* h, uint16_t kind) {
  char tenant[37], user[37], json[120];
  sivo_id_text(h->tenant, tenant);
  sivo_id_text(h->agent, user);
  snprintf(json, sizeof json, "{\"tenant_id\":\"%s\",\"user_id\":\"%s\"}", tenant, user);
  return tell(h, kind, json);
}

/* The id of the first row of a kind, zero when there is none. */
static inline int32_t first_id(host* h, uint16_t kind, sivo_id* id) {
  sivo_query* query = NULL;
  sivo_list* list = NULL;
  int32_t status = sivo_query_new(kind, h->tenant, &query, &err);
  if (status == SIVO_OK) status = sivo_find(h->core, query, &list, &err);
  *id = sivo_record_id(sivo_list_at(list, 0), SIVO_USER_ID);
  sivo_list_free(list);
  sivo_query_free(query);
  return status;
}

/* Makes the tenant in an open core. */
static inline int32_t apply_acme(host* h) {
  sivo_record* report = NULL;
  int32_t status = sivo_apply(h->core, kAcme, strlen(kAcme), 0, h->now, &report, &err);
  h->tenant = sivo_record_id(report, SIVO_APPLY_REPORT_TENANT_ID);
  sivo_record_free(report);
  return status == SIVO_OK ? first_id(h, SIVO_KIND_USER, &h->agent) : status;
}

static inline host host_of(sivo_core* core) {
  host h = {0};
  h.core = core;
  h.now = kStart;
  return h;
}

/* A host in memory with the tenant made and the agent logged in. */
static inline host start_host(void) {
  host h = host_of(open_in_memory());
  OK(apply_acme(&h));
  CHECK(!is_zero_id(h.tenant) && !is_zero_id(h.agent));
  OK(tell_agent(&h, SIVO_KIND_AGENT_LOGIN));
  return h;
}

static const char kOffer[] =
    JSON({"channel" : "sip-1", "to" : "+34911234567", "from" : "+34600111222"});

#endif
