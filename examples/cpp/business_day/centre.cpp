#include "centre.hpp"

#include <stdexcept>

namespace {

constexpr int32_t kRowsMax = 1000;  // of a kind; a tenant of this example has far fewer

std::map<std::string, sivo::id> ids_by_name(sivo::core& core, sivo::id tenant, uint16_t kind,
                                            uint16_t name_field, uint16_t id_field) {
  sivo::query query(kind, tenant);
  query.limit(kRowsMax);
  std::map<std::string, sivo::id> ids;
  for (const sivo::record_view row : core.find(query))
    ids.emplace(row.text(name_field), row.id(id_field));
  return ids;
}

// A row at a time, as a panel would; the document of the other tenant shows the way by JSON.
sivo::id add_agent(sivo::core& core, const Centre& centre, const AgentPlan& agent, size_t number,
                   int64_t now_us) {
  sivo::record user(SIVO_KIND_USER);
  user.set(SIVO_USER_TENANT_ID, centre.tenant)
      .set(SIVO_USER_EMAIL, agent.email)
      .set(SIVO_USER_FULL_NAME, agent.email.substr(0, agent.email.find('@')))
      .set(SIVO_USER_EXTENSION, std::to_string(200 + number));
  core.create(user, now_us);
  for (const char key : agent.keys) {
    sivo::record member(SIVO_KIND_QUEUE_MEMBER);
    member.set(SIVO_QUEUE_MEMBER_TENANT_ID, centre.tenant)
        .set(SIVO_QUEUE_MEMBER_QUEUE_ID, centre.queues.at(key))
        .set(SIVO_QUEUE_MEMBER_USER_ID, user.id(SIVO_USER_ID));
    core.create(member, now_us);
  }
  return user.id(SIVO_USER_ID);
}

}  // namespace

Centre make_centre(sivo::core& core, const std::string& document, const DayPlan& day,
                   const std::vector<std::string>& queue_names) {
  const int64_t now_us = day.midnight_us;
  const sivo::record report = core.apply(document, now_us);
  Centre centre;
  centre.tenant = report.id(SIVO_APPLY_REPORT_TENANT_ID);
  sivo::query named(SIVO_KIND_TENANT, sivo::id());
  named.where(SIVO_TENANT_ID, sivo::op::eq, centre.tenant);
  for (const sivo::record_view row : core.find(named)) centre.name = row.text(SIVO_TENANT_NAME);
  const auto queues =
      ids_by_name(core, centre.tenant, SIVO_KIND_QUEUE, SIVO_QUEUE_NAME, SIVO_QUEUE_ID);
  for (size_t i = 0; i < queue_names.size(); ++i) {
    const sivo::id queue = queues.at(queue_names[i]);
    centre.queues.emplace(static_cast<char>('1' + i), queue);
    centre.queue_names.emplace(queue, queue_names[i]);
  }
  centre.pause_reasons = ids_by_name(core, centre.tenant, SIVO_KIND_PAUSE_REASON,
                                     SIVO_PAUSE_REASON_NAME, SIVO_PAUSE_REASON_ID);
  centre.users = ids_by_name(core, centre.tenant, SIVO_KIND_USER, SIVO_USER_EMAIL, SIVO_USER_ID);
  sivo::group group(core);
  for (size_t i = 0; i < day.agents.size(); ++i) {
    const AgentPlan& agent = day.agents[i];
    if (centre.users.contains(agent.email)) continue;
    centre.users.emplace(agent.email, add_agent(core, centre, agent, i, now_us));
  }
  group.commit();
  return centre;
}
