/* Statistics of intervals, and the live views. */
#include "host.h"

/* A call that the agent takes. */
static void take_call(host* h) {
  OK(tell(h, SIVO_KIND_CALL_OFFERED, kOffer));
  OK(tell_id(h, SIVO_KIND_CALL_ANSWERED, "call_id", h->call));
  OK(tell(h, SIVO_KIND_DTMF, JSON({"channel" : "sip-1", "digit" : "1"})));
  OK(tell_id(h, SIVO_KIND_LEG_ANSWERED, "leg_id", h->leg));
}

static sivo_record* statistics(host* h, sivo_id id) {
  sivo_record* report = NULL;
  OK(sivo_statistics(h->core, h->tenant, id, 15, h->now, &report, &err));
  return report;
}

static void an_answered_call_is_counted_for_queue_tenant_and_agent(void) {
  host h = start_host();
  sivo_id queue;
  sivo_record* report;
  OK(first_id(&h, SIVO_KIND_QUEUE, &queue));
  take_call(&h);
  OK(tell(&h, SIVO_KIND_CALL_HANGUP, JSON({"channel" : "sip-1"})));
  report = statistics(&h, queue);
  CHECK(sivo_record_kind(report) == SIVO_KIND_QUEUE_STATISTICS);
  CHECK(sivo_record_int(report, SIVO_QUEUE_STATISTICS_ANSWERED) == 1);
  CHECK(sivo_record_int(report, SIVO_QUEUE_STATISTICS_OFFERED) == 1);
  CHECK(sivo_record_real(report, SIVO_QUEUE_STATISTICS_SERVICE_LEVEL) == 100.0);
  CHECK(is_same_id(sivo_record_id(report, SIVO_QUEUE_STATISTICS_QUEUE_ID), queue));
  sivo_record_free(report);
  report = statistics(&h, h.tenant);
  CHECK(sivo_record_int(report, SIVO_TENANT_STATISTICS_HANDLED) == 1);
  sivo_record_free(report);
  report = statistics(&h, h.agent);
  CHECK(sivo_record_int(report, SIVO_AGENT_STATISTICS_TALK_MS) == 1000);
  CHECK(sivo_record_has(report, SIVO_AGENT_STATISTICS_OCCUPANCY_PCT) == 1);
  sivo_record_free(report);
  sivo_close(h.core);
}

static void views_list_queues_and_agents(void) {
  host h = start_host();
  sivo_list* list = NULL;
  sivo_record* row;
  take_call(&h);
  OK(sivo_view(h.core, SIVO_KIND_AGENT_VIEW, h.tenant, h.now, &list, &err));
  CHECK(sivo_list_size(list) == 1);
  row = sivo_list_at(list, 0);
  CHECK(is_same_text(sivo_record_str(row, SIVO_AGENT_VIEW_STATUS, NULL), "on_call"));
  CHECK(is_same_id(sivo_record_id(row, SIVO_AGENT_VIEW_CALL_ID), h.call));
  CHECK(sivo_list_cursor(list) == NULL);
  sivo_list_free(list);
  OK(sivo_view(h.core, SIVO_KIND_QUEUE_VIEW, h.tenant, h.now, &list, &err));
  CHECK(sivo_list_size(list) == 1);
  row = sivo_list_at(list, 0);
  CHECK(is_same_text(sivo_record_str(row, SIVO_QUEUE_VIEW_NAME, NULL), "sales"));
  CHECK(sivo_record_int(row, SIVO_QUEUE_VIEW_ON_CALL) == 1);
  sivo_list_free(list);
  sivo_close(h.core);
}

static void what_is_wrong_is_named(void) {
  host h = start_host();
  sivo_record* report = NULL;
  sivo_list* list = NULL;
  const sivo_id zero = {{0}};
  sivo_id queue;
  OK(first_id(&h, SIVO_KIND_QUEUE, &queue));
  REFUSED(sivo_statistics(NULL, h.tenant, queue, 15, h.now, &report, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_statistics(h.core, zero, queue, 15, h.now, &report, &err), SIVO_EINVAL, "tenant");
  REFUSED(sivo_statistics(h.core, queue, queue, 15, h.now, &report, &err), SIVO_ENOTFOUND,
          "tenant");
  REFUSED(sivo_statistics(h.core, h.tenant, zero, 15, h.now, &report, &err), SIVO_ENOTFOUND, "id");
  REFUSED(sivo_statistics(h.core, h.tenant, queue, 0, h.now, &report, &err), SIVO_EINVAL,
          "minutes");
  REFUSED(sivo_statistics(h.core, h.tenant, queue, 15, -1, &report, &err), SIVO_EINVAL, "at_us");
  CHECK(report == NULL);
  REFUSED(sivo_statistics(h.core, h.tenant, queue, 15, h.now, NULL, &err), SIVO_EINVAL, "out");
  REFUSED(sivo_view(NULL, SIVO_KIND_QUEUE_VIEW, h.tenant, h.now, &list, &err), SIVO_EINVAL, "core");
  REFUSED(sivo_view(h.core, SIVO_KIND_QUEUE_STATISTICS, h.tenant, h.now, &list, &err), SIVO_EINVAL,
          "kind");
  REFUSED(sivo_view(h.core, SIVO_KIND_QUEUE_VIEW, zero, h.now, &list, &err), SIVO_EINVAL, "tenant");
  REFUSED(sivo_view(h.core, SIVO_KIND_QUEUE_VIEW, queue, h.now, &list, &err), SIVO_ENOTFOUND,
          "tenant");
  REFUSED(sivo_view(h.core, SIVO_KIND_QUEUE_VIEW, h.tenant, -1, &list, &err), SIVO_EINVAL,
          "now_us");
  CHECK(list == NULL);
  REFUSED(sivo_view(h.core, SIVO_KIND_QUEUE_VIEW, h.tenant, h.now, NULL, &err), SIVO_EINVAL, "out");
  sivo_close(h.core);
}

int main(void) {
  RUN(an_answered_call_is_counted_for_queue_tenant_and_agent);
  RUN(views_list_queues_and_agents);
  RUN(what_is_wrong_is_named);
  return failed();
}
