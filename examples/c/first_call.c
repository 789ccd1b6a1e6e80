#include <sivo/sivo.h>
#include <stdio.h>
#define JSON(...) #__VA_ARGS__, sizeof #__VA_ARGS__ - 1 /* a text and its length */
#define CHECK(call) if ((call) != SIVO_OK) return \
  printf("%s: %s\n", sivo_error_path(error), sivo_error_message(error)), 1
#define TELL(kind, ...) CHECK(sivo_step_json(core, kind, JSON(__VA_ARGS__), now += 1000000, &error))
int main(void) {
  sivo_open_options options = {.size = sizeof options}; /* in memory; .path would name a file */
  int64_t now = INT64_C(1800000000000000);              /* microseconds: the clock is yours */
  sivo_core* core; sivo_record* out; sivo_error* error; const char* json;
  CHECK(sivo_open(&options, &core, &error));
  CHECK(sivo_apply(core, JSON({"tenant": {"slug": "acme", "name": "Acme"}, "queues": [{"name":
    "sales"}], "queue_members": [{"queue": "sales", "user": "ana@acme.test"}], "users": [{"email":
    "ana@acme.test", "full_name": "Ana", "extension": "100"}], "ivr_flows": [{"name": "main",
    "flow": {"format": "sivo.flow/1", "name": "main", "start": "q", "nodes": [{"id": "q", "type":
    "queue", "queue": "sales"}]}}], "sip_trunks": [{"name": "isp", "host": "sip.test"}], "dids":
    [{"number": "+34911234567", "trunk": "isp", "ivr_flow": "main"}]}), 0, now, NULL, &error));
  TELL(SIVO_KIND_AGENT_LOGIN, {"tenant": "acme", "extension": "100"});
  TELL(SIVO_KIND_CALL_OFFERED, {"channel": "sip-1", "to": "+34911234567"});
  TELL(SIVO_KIND_CALL_ANSWERED, {"channel": "sip-1"});
  for (; sivo_poll(core, &out, NULL) == SIVO_OK && out; sivo_record_free(out))
    if (sivo_record_json(out, &json, NULL, NULL) == SIVO_OK)
      printf("%-11s %s\n", sivo_kind_name(sivo_record_kind(out)), json);
  sivo_close(core);
}
