#include "sim/pbx.hpp"

// What callers, agents and supervisors want, sensible or not.
namespace sivo::sim {
namespace {

constexpr int64_t kAsksCallback = 20;  // of a request

}  // namespace

template <class Input>
Input Pbx::of_agent(const World::Owner& owner, const Id& user) {
  Input in;
  in.tenant_id = owner.tenant;
  in.user_id = user;
  return in;
}
template AgentLogin Pbx::of_agent(const World::Owner&, const Id&);
template AgentReady Pbx::of_agent(const World::Owner&, const Id&);
template DeviceState Pbx::of_agent(const World::Owner&, const Id&);

void Pbx::new_call(Micros now) {
  if (is_closing_) return;
  plan(now + up_to(0, 2 * conduct_.call_gap_us), {Deed::kNewCall, {}, {}, 0});
  if (one_in(8)) return place_call(now);
  const World::Owner& owner = some_owner();
  CallOffered in;
  in.channel = "c" + std::to_string(++calls_made_);
  in.to = any(owner.numbers);
  if (!one_in(5)) in.from = "+34600" + std::to_string(100'000 + below(60));
  in.is_number_verified = one_in(2);
  in.priority = static_cast<int64_t>(below(3));
  if (one_in(2)) {
    IdGenerator ids(random_.next());
    in.call_id = ids.next(now);
  }
  Line& line = lines_[in.channel];
  line.name = in.channel;
  line.state = LineState::kRinging;
  line.born = now;
  line.offer = Record(in);
  channel_.send(*line.offer, now);
  plan(now + up_to(kSecond, conduct_.patience_us_max), {Deed::kHangUp, line.name, {}, 0});
  if (one_in(5)) {
    plan(now + up_to(2 * kSecond, 40 * kSecond),
         {Deed::kRequest, line.name, line.name, kAsksCallback});
  }
  static constexpr std::string_view kKeys = "1112233349#*";
  for (uint64_t keys = below(4); keys > 0; --keys) {
    plan(now + up_to(kSecond, 30 * kSecond),
         {Deed::kPress, line.name, std::string(1, kKeys[below(kKeys.size())]), 0});
  }
}

void Pbx::place_call(Micros now) {
  const World::Owner& owner = some_owner();
  CallPlaced in;
  in.channel = "c" + std::to_string(++calls_made_);
  in.tenant_id = owner.tenant;
  in.user_id = any(owner.agents);
  in.to = any(owner.extensions);
  Line& line = lines_[in.channel];
  line.name = in.channel;
  line.user = in.user_id;
  line.state = LineState::kUp;
  line.born = now;
  line.offer = Record(in);
  channel_.send(*line.offer, now);
  plan(now + up_to(5 * kSecond, conduct_.patience_us_max), {Deed::kHangUp, line.name, {}, 0});
}

void Pbx::agent_acts(Micros now) {
  if (is_closing_) return;
  plan(now + up_to(0, 4 * kSecond), {Deed::kAgent, {}, {}, 0});
  const World::Owner& owner = some_owner();
  const Id user = any(owner.agents);
  const uint64_t dice = below(100);
  if (dice < 40) return say(of_agent<AgentLogin>(owner, user), now);
  if (dice < 70) return say(of_agent<AgentReady>(owner, user), now);
  if (dice < 82) return say(of_agent<AgentPause>(owner, user), now);
  if (dice < 88) return say(of_agent<AgentLogout>(owner, user), now);
  auto state = of_agent<DeviceState>(owner, user);
  state.is_reachable = !one_in(3);
  reachable_[user] = state.is_reachable;
  say(state, now);
}

std::optional<std::string> Pbx::some_channel() {
  std::vector<std::string> names;
  for (const auto& [name, line] : lines_) {
    if (!line.leg && line.state != LineState::kGone) names.push_back(name);
  }
  if (names.empty()) return std::nullopt;
  return any(names);
}

void Pbx::supervisor_acts(Micros now) {
  if (is_closing_) return;
  plan(now + up_to(0, 12 * kSecond), {Deed::kSupervisor, {}, {}, 0});
  const World::Owner& owner = world_.owners[0];
  const Id by = one_in(10) ? any(owner.agents) : any(owner.supervisors);
  const auto channel = some_channel();
  const auto forced = [&](auto in) {
    in.by_user_id = by;
    say(in, now);
  };
  const auto on_call = [&](auto in) {
    in.channel = channel;
    in.by_user_id = by;
    say(in, now);
  };
  const uint64_t dice = below(12);
  if (dice == 0) return forced(of_agent<AgentPause>(owner, any(owner.agents)));
  if (dice == 1) return forced(of_agent<AgentReady>(owner, any(owner.agents)));
  if (dice == 2) return forced(of_agent<AgentLogout>(owner, any(owner.agents)));
  if (!channel) return;
  if (dice < 6) {
    SuperviseRequested in;
    in.mode = static_cast<SuperviseMode>(below(3));
    return on_call(in);
  }
  if (dice == 6) return on_call(SuperviseEnded{});
  if (dice == 7) return on_call(EndRequested{});
  if (dice < 10) {
    MoveRequested in;
    in.to_queue_id = any(owner.queues);
    in.keep_wait = one_in(2);
    return on_call(in);
  }
  PriorityRequested in;
  in.priority = static_cast<int64_t>(below(20));
  on_call(in);
}

template <class Request>
Request Pbx::aimed(const std::string& channel) {
  const World::Owner& owner = world_.owners[0];
  Request in;
  in.channel = channel;
  const uint64_t dice = below(10);
  if (dice < 4) {
    in.to_user_id = any(owner.agents);
  } else if (dice < 6) {
    in.to_queue_id = any(owner.queues);
  } else {
    in.to = any(owner.extensions);
  }
  return in;
}

// In pairs: what begins something, and 10 more, what ends it.
void Pbx::request(const Intent& what, const Line&, Micros now) {
  const auto on_call = [&](auto in) {
    in.channel = what.text;
    say(in, now);
  };
  switch (what.number) {
    case 0:
      return on_call(HoldRequested{});
    case 10:
      return on_call(ResumeRequested{});
    case 1:
    case 2:
      return say(aimed<ConsultRequested>(what.text), now);
    case 11:
      return on_call(ConsultCompleted{});
    case 12:
      return on_call(ConsultCancelled{});
    case 3:
      return say(aimed<TransferRequested>(what.text), now);
    case kAsksCallback: {
      CallbackRequested in;
      if (one_in(3)) in.number = "+34600" + std::to_string(100'000 + below(60));
      return on_call(in);
    }
    default:
      return on_call(EndRequested{});
  }
}

}  // namespace sivo::sim
