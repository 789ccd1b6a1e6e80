#include "agents.hpp"

namespace {

// A phone outside the centre, and an agent's that needs no hand: no time to ring.
constexpr uint32_t kOutside = UINT32_MAX;
constexpr int64_t kRingsAfter = 400'000;
constexpr int64_t kOutsideAnswers = 8 * kSecond;
constexpr int64_t kRejectsAfter = 2 * kSecond;
// Who was paused for missed offers notices after this long.
constexpr int64_t kNotices = 4 * kMinute;

constexpr int64_t kMillisecond = 1000;

}  // namespace

Agents::Agents(Exchange& exchange, const Centre& centre, uint64_t seed)
    : exchange_(exchange),
      centre_(centre),
      prng_(seed),
      tallies_(exchange.day.agents.size()),
      is_in_(exchange.day.agents.size(), false),
      is_on_break_(exchange.day.agents.size(), false) {
  for (uint32_t who = 0; who < tallies_.size(); ++who)
    index_.emplace(centre.users.at(exchange.day.agents[who].email), who);
}

void Agents::plan_shifts() {
  const auto plan = [&](int64_t at_us, What what, uint32_t who, size_t pause) {
    exchange_.queue.add(exchange_.moment(at_us), {what, who, 0, static_cast<int64_t>(pause), {}});
  };
  for (uint32_t who = 0; who < tallies_.size(); ++who) {
    const AgentPlan& agent = exchange_.day.agents[who];
    plan(agent.login_us, What::kLogsIn, who, 0);
    for (size_t i = 0; i < agent.pauses.size(); ++i) {
      plan(agent.pauses[i].from_us, What::kPauses, who, i);
      plan(agent.pauses[i].to_us, What::kIsReady, who, i);
    }
    plan(agent.logout_us, What::kLogsOut, who, 0);
  }
}

// ---- What agents do ----

void Agents::happens(const Happening& happening) {
  switch (happening.what) {
    case What::kLogsIn:
    case What::kPauses:
    case What::kIsReady:
    case What::kLogsOut:
      return shift(happening.who, happening.what, happening.number);
    default:
      break;
  }
  if (!ringing_legs_.contains(happening.leg)) return;  // cancelled meanwhile
  switch (happening.what) {
    case What::kRings:
      exchange_.send(
          sivo::record(SIVO_KIND_LEG_RINGING).set(SIVO_LEG_RINGING_LEG_ID, happening.leg));
      return;
    case What::kAnswers:
      ringing_legs_.erase(happening.leg);
      exchange_.send(
          sivo::record(SIVO_KIND_LEG_ANSWERED).set(SIVO_LEG_ANSWERED_LEG_ID, happening.leg));
      return;
    case What::kRejects:
      ringing_legs_.erase(happening.leg);
      exchange_.send(sivo::record(SIVO_KIND_LEG_FAILED)
                         .set(SIVO_LEG_FAILED_LEG_ID, happening.leg)
                         .set(SIVO_LEG_FAILED_CAUSE, "CALL_REJECTED"));
      return;
    default:
      return;
  }
}

void Agents::shift(uint32_t who, What what, int64_t pause) {
  if (what == What::kLogsIn) {
    is_in_[who] = true;
    return exchange_.send(to_agent(who, SIVO_KIND_AGENT_LOGIN));
  }
  if (!is_in_[who]) return;
  if (what == What::kLogsOut) {
    is_in_[who] = false;
    return exchange_.send(to_agent(who, SIVO_KIND_AGENT_LOGOUT));
  }
  if (what == What::kPauses) {
    is_on_break_[who] = true;
    const PausePlan& plan = exchange_.day.agents[who].pauses[static_cast<size_t>(pause)];
    sivo::record input = to_agent(who, SIVO_KIND_AGENT_PAUSE);
    input.set(SIVO_AGENT_PAUSE_PAUSE_REASON_ID, centre_.pause_reasons.at(plan.reason));
    return exchange_.send(input);
  }
  // Back from a break, or from a pause that the library made: not while on a break.
  if (pause >= 0) is_on_break_[who] = false;
  if (!is_on_break_[who]) exchange_.send(to_agent(who, SIVO_KIND_AGENT_READY));
}

// ---- What the library asks ----

void Agents::perform(const sivo::record& action) {
  if (action.kind() == SIVO_KIND_DIAL) return on_dial(action);
  if (action.kind() == SIVO_KIND_CANCEL_LEG) ringing_legs_.erase(action.id(SIVO_CANCEL_LEG_LEG_ID));
}

void Agents::on_dial(const sivo::record& action) {
  const sivo::id leg = action.id(SIVO_DIAL_LEG_ID);
  const bool is_agent = action.has(SIVO_DIAL_USER_ID);
  const uint32_t who = is_agent ? index_.at(action.id(SIVO_DIAL_USER_ID)) : kOutside;
  ringing_legs_.emplace(leg, who);
  const auto plan = [&](int64_t delay_us, What what) {
    exchange_.later(delay_us, {what, who, 0, 0, leg});
  };
  if (is_agent && exchange_.day.agents[who].answer_us == 0)  // a headset that answers by itself
    return plan(0, What::kAnswers);
  plan(kRingsAfter, What::kRings);
  if (!is_agent) return plan(kOutsideAnswers, What::kAnswers);
  const AgentPlan& agent = exchange_.day.agents[who];
  if (prng_.chance(agent.miss_chance)) return;  // not at the desk: the library gives up in time
  if (prng_.chance(agent.reject_chance)) return plan(kRejectsAfter, What::kRejects);
  const double factor = prng_.between(0.6, 1.6);
  plan(static_cast<int64_t>(static_cast<double>(agent.answer_us) * factor), What::kAnswers);
}

// ---- What the library says ----

void Agents::learn(std::string_view type, std::string_view data) {
  if (type == "agent.status_changed")
    return on_status(sivo::record::from_json(SIVO_KIND_AGENT_EVENT, data));
  if (type != "offer.accepted" && type != "offer.missed") return;
  const sivo::record offer = sivo::record::from_json(SIVO_KIND_OFFER_EVENT, data);
  Tally& tally = tallies_[index_.at(offer.id(SIVO_OFFER_EVENT_USER_ID))];
  ++(type == "offer.missed" ? tally.missed : tally.answered);
}

void Agents::on_status(const sivo::record& event) {
  const uint32_t who = index_.at(event.id(SIVO_AGENT_EVENT_USER_ID));
  const auto before = static_cast<size_t>(event.integer(SIVO_AGENT_EVENT_PREVIOUS_STATUS));
  tallies_[who].status_us.at(before) += event.integer(SIVO_AGENT_EVENT_PREVIOUS_MS) * kMillisecond;
  const bool was_paused_for_misses =
      event.text(SIVO_AGENT_EVENT_STATUS) == "paused" && !is_on_break_[who];
  if (was_paused_for_misses) exchange_.later(kNotices, {What::kIsReady, who, 0, -1, {}});
}

void Agents::close() {
  for (uint32_t who = 0; who < is_in_.size(); ++who)
    if (is_in_[who]) shift(who, What::kLogsOut, 0);
}

sivo::record Agents::to_agent(uint32_t who, uint16_t kind) const {
  // Every input about an agent begins with the tenant and the user.
  sivo::record input(kind);
  input.set(SIVO_AGENT_LOGIN_TENANT_ID, centre_.tenant)
      .set(SIVO_AGENT_LOGIN_USER_ID, centre_.users.at(exchange_.day.agents[who].email));
  return input;
}
