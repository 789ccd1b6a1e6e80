#include "sim/pbx.hpp"

namespace sivo::sim {

Pbx::Pbx(World& world, Channel& channel, const Conduct& conduct, uint64_t seed)
    : world_(world), channel_(channel), conduct_(conduct), random_(seed) {}

void Pbx::start(Micros now) {
  for (const World::Owner& owner : world_.owners) {
    for (const Id& user : owner.agents) {
      say_surely(of_agent<AgentLogin>(owner, user), now);
    }
    for (const Id& user : owner.supervisors) say_surely(of_agent<AgentLogin>(owner, user), now);
  }
  plan(now + up_to(0, kSecond), {Deed::kNewCall, {}, {}, 0});
  plan(now + up_to(0, 5 * kSecond), {Deed::kAgent, {}, {}, 0});
  if (conduct_.has_supervisors) plan(now + up_to(0, 20 * kSecond), {Deed::kSupervisor, {}, {}, 0});
  if (conduct_.has_audit) plan(now + kAuditPeriod, {Deed::kAudit, {}, {}, 0});
}

Micros Pbx::up_to(Micros least, Micros most) {
  return least + static_cast<Micros>(random_.below(static_cast<uint64_t>(most - least) + 1));
}

Line* Pbx::find(const std::string& name) {
  const auto found = lines_.find(name);
  return found == lines_.end() ? nullptr : &found->second;
}
Line* Pbx::alive(const std::string& name) {
  Line* line = find(name);
  return line && line->state != LineState::kGone ? line : nullptr;
}
const Line* Pbx::line(const std::string& name) const {
  const auto found = lines_.find(name);
  return found == lines_.end() ? nullptr : &found->second;
}
size_t Pbx::lines_up() const {
  size_t count = 0;
  for (const auto& [name, line] : lines_) count += line.state != LineState::kGone;
  return count;
}

void Pbx::gone(Line& line, Micros now) {
  if (line.state == LineState::kGone) return;
  line.was_up = line.state == LineState::kUp;
  line.state = LineState::kGone;
  line.gone_at = now;
  line.play = 0;
}

// The person at the line does it. The other one may notice, and hang up too.
void Pbx::hang_up(Line& line, Micros now) {
  gone(line, now);
  say_state(line, now);
  if (Line* peer = alive(line.peer); peer && one_in(2)) {
    plan(now + up_to(kSecond, 6 * kSecond), {Deed::kHangUp, peer->name, {}, 0});
  }
}

// What the library would have heard last about it.
void Pbx::say_state(const Line& line, Micros now) {
  if (!line.leg) {
    if (line.state == LineState::kGone) {
      CallHangup in;
      in.channel = line.name;
      say(in, now);
    } else if (line.state == LineState::kUp) {
      CallAnswered in;
      in.channel = line.name;
      say(in, now);
    }
    return;
  }
  const auto about = [&](auto in) {
    in.leg_id = *line.leg;
    say(in, now);
  };
  switch (line.state) {
    case LineState::kDialled:
      return;
    case LineState::kRinging:
      return about(LegRinging{});
    case LineState::kUp:
      return about(LegAnswered{});
    case LineState::kGone:
      return line.was_up ? about(LegEnded{}) : about(LegFailed{});
  }
}

// A call that is not wanted is refused on the line.
void Pbx::refused(const Record& input, Micros now) {
  std::string channel;
  if (input.kind() == Kind::kCallOffered) channel = input.as<CallOffered>().channel;
  if (input.kind() == Kind::kCallPlaced) channel = input.as<CallPlaced>().channel;
  if (Line* line = alive(channel)) gone(*line, now);
}

void Pbx::restart(Micros now) {
  for (auto& [name, line] : lines_) gone(line, now);
  say(HostRestarted{}, now);
}

void Pbx::hear(const Record& action, Micros now) {
  switch (action.kind()) {
    case Kind::kAnswer:
      if (Line* line = alive(action.as<Answer>().channel)) {
        plan(now + up_to(20 * kMillisecond, 400 * kMillisecond),
             {Deed::kReport, line->name, {}, 0});
      }
      return;
    case Kind::kPlay:
      return hear_play(action.as<Play>(), now);
    case Kind::kStopPlay: {
      const auto& stop = action.as<StopPlay>();
      Line* line = alive(stop.leg_id ? to_text(*stop.leg_id) : stop.channel);
      if (line && line->play == stop.play_id) line->play = 0;
      return;
    }
    case Kind::kDial:
      return hear_dial(action.as<Dial>(), now);
    case Kind::kTransfer:
      return hear_transfer(action.as<Transfer>(), now);
    case Kind::kCancelLeg:
      if (Line* line = find(to_text(action.as<CancelLeg>().leg_id))) gone(*line, now);
      return;
    case Kind::kHangup:
      if (Line* line = find(action.as<Hangup>().channel)) {
        gone(*line, now);
      }
      return;
    case Kind::kBridge:
      return hear_bridge(action.as<Bridge>(), now);
    default:
      return;
  }
}

void Pbx::hear_play(const Play& play, Micros now) {
  Line* line = alive(play.leg_id ? to_text(*play.leg_id) : play.channel);
  if (!line) return;
  line->play = play.play_id;
  if (play.leg_id && play.prompts.find("sivo:accept") != std::string::npos) {
    if (!one_in(5)) plan(now + up_to(kSecond, 4 * kSecond), {Deed::kPress, line->name, "1", 0});
  }
  plan(now + up_to(kSecond, 6 * kSecond), {Deed::kPlayed, line->name, play.channel, play.play_id});
}

void Pbx::hear_dial(const Dial& dial, Micros now) {
  const std::string name = to_text(dial.leg_id);
  if (Line* known = find(name)) {  // told again: it may have missed how far it is
    say_state(*known, now);
    return;
  }
  Line& line = lines_[name];
  line.name = name;
  line.leg = dial.leg_id;
  line.user = dial.user_id;
  line.born = now;
  if (dial.user_id) {
    ring_user(line, now);
  } else {
    ring_number(line, now);
  }
}

void Pbx::ring_user(Line& line, Micros now) {
  const Micros begins = now + up_to(50 * kMillisecond, 800 * kMillisecond);
  const auto off = reachable_.find(*line.user);
  bool is_busy = false;
  for (const auto& [name, other] : lines_) {
    if (&other == &line || other.state == LineState::kGone) continue;
    is_busy = is_busy || other.user == line.user;
  }
  if (is_busy || (off != reachable_.end() && !off->second)) {
    plan(begins, {Deed::kRefuse, line.name, is_busy ? "USER_BUSY" : "USER_NOT_REGISTERED", 0});
    return;
  }
  plan(begins, {Deed::kRing, line.name, {}, 0});
  const uint64_t dice = is_closing_ ? 0 : below(100);
  if (dice < 70) {
    plan(begins + up_to(200 * kMillisecond, 7 * kSecond), {Deed::kPickUp, line.name, {}, 0});
  } else if (dice < 80) {
    plan(begins + up_to(kSecond, 5 * kSecond), {Deed::kRefuse, line.name, "CALL_REJECTED", 0});
  } else if (dice < 84) {
    plan(begins, {Deed::kRefuse, line.name, "NORMAL_TEMPORARY_FAILURE", 0});
  }
}

void Pbx::ring_number(Line& line, Micros now) {
  const Micros begins = now + up_to(50 * kMillisecond, 800 * kMillisecond);
  const uint64_t dice = is_closing_ ? 0 : below(100);
  if (dice < 10) {
    plan(begins, {Deed::kRefuse, line.name, "USER_BUSY", 0});
    return;
  }
  plan(begins, {Deed::kRing, line.name, {}, 0});
  if (dice >= 25 || is_closing_) {
    plan(begins + up_to(kSecond, 8 * kSecond), {Deed::kPickUp, line.name, {}, 0});
  }
}

void Pbx::hear_transfer(const Transfer& transfer, Micros now) {
  const std::string name = to_text(transfer.leg_id);
  if (Line* known = find(name)) {
    say_state(*known, now);
    return;
  }
  Line& line = lines_[name];
  line.name = name;
  line.leg = transfer.leg_id;
  line.peer = transfer.channel;
  line.is_handover = true;
  line.born = now;
  const bool is_taken_over = !one_in(4);
  plan(now + up_to(kSecond, 4 * kSecond),
       {is_taken_over ? Deed::kPickUp : Deed::kRefuse, name, "NO_ANSWER", 0});
}

// Two people talk; one of them will end it.
void Pbx::hear_bridge(const Bridge& bridge, Micros now) {
  Line* one = alive(to_text(bridge.leg_id));
  Line* other = alive(bridge.with_leg_id ? to_text(*bridge.with_leg_id) : bridge.channel);
  if (one) one->peer = bridge.with_leg_id ? to_text(*bridge.with_leg_id) : bridge.channel;
  if (other) other->peer = to_text(bridge.leg_id);
  if (bridge.is_repeat) return;
  Line* ends = one_in(2) ? one : other;
  if (!ends) ends = one ? one : other;
  if (!ends) return;
  plan(now + up_to(2 * kSecond, conduct_.talk_us_max), {Deed::kHangUp, ends->name, {}, 0});
  if (is_closing_ || !one_in(3)) return;
  const Micros at = now + up_to(kSecond, 15 * kSecond);
  const auto what = static_cast<int64_t>(below(4));
  plan(at, {Deed::kRequest, ends->name, bridge.channel, what});
  plan(at + up_to(kSecond, 10 * kSecond), {Deed::kRequest, ends->name, bridge.channel, what + 10});
}

void Pbx::pick_up(Line& line, Micros now) {
  line.state = LineState::kUp;
  say_state(line, now);
  if (!line.is_handover) {
    // Nobody stays for ever, also when he hears nobody.
    const Micros most = conduct_.talk_us_max + 2 * kMinute;
    return plan(now + up_to(conduct_.talk_us_max, most), {Deed::kHangUp, line.name, {}, 0});
  }
  gone(line, now);  // taken over: the caller is somebody else's now
  if (Line* caller = alive(line.peer)) gone(*caller, now);
}

void Pbx::act_on_line(const Intent& what, Line& line, Micros now) {
  switch (what.deed) {
    case Deed::kRing:
      if (line.state != LineState::kDialled) return;
      line.state = LineState::kRinging;
      return say_state(line, now);
    case Deed::kPickUp:
      if (line.state != LineState::kUp) pick_up(line, now);
      return;
    case Deed::kRefuse: {
      if (line.state == LineState::kUp) return;
      gone(line, now);
      LegFailed in;
      in.leg_id = *line.leg;
      in.cause = what.text;
      return say(in, now);
    }
    case Deed::kReport:
      line.state = LineState::kUp;
      return say_state(line, now);
    case Deed::kPlayed: {
      if (line.play != what.number) return;
      line.play = 0;
      PlayFinished in;
      in.channel = what.text;
      in.play_id = what.number;
      return say(in, now);
    }
    case Deed::kPress: {
      Dtmf in;
      in.digit = what.text;
      if (line.leg) {
        in.leg_id = line.leg;
      } else {
        in.channel = line.name;
      }
      return say(in, now);
    }
    case Deed::kHangUp:
      return hang_up(line, now);
    case Deed::kRequest:
      return request(what, line, now);
    case Deed::kNewCall:
    case Deed::kAgent:
    case Deed::kSupervisor:
    case Deed::kAudit:
      return;
  }
}

void Pbx::act(Core* core, Micros now) {
  const Intent what = std::move(agenda_.begin()->second);
  agenda_.erase(agenda_.begin());
  switch (what.deed) {
    case Deed::kNewCall:
      return new_call(now);
    case Deed::kAgent:
      return agent_acts(now);
    case Deed::kSupervisor:
      return supervisor_acts(now);
    case Deed::kAudit:
      if (core && !channel_.is_down(now)) audit(*core, now);
      return plan(now + kAuditPeriod, {Deed::kAudit, {}, {}, 0});
    default:
      if (Line* line = alive(what.line)) act_on_line(what, *line, now);
      return;
  }
}

void Pbx::close_the_day(Micros now) {
  is_closing_ = true;
  for (const World::Owner& owner : world_.owners) {
    for (const Id& user : owner.agents) {
      reachable_[user] = true;
      DeviceState state = of_agent<DeviceState>(owner, user);
      say_surely(state, now);
      say_surely(of_agent<AgentLogin>(owner, user), now);
      say_surely(of_agent<AgentReady>(owner, user), now + kSecond);
    }
  }
}

}  // namespace sivo::sim
