#include "sim/pbx.hpp"

#include "schema/live.hpp"
#include "sim/rows.hpp"

namespace sivo::sim {

void Pbx::audit(Core& core, Micros now) {
  known_.clear();
  for (const World::Owner& owner : world_.owners) {
    audit_calls(core, owner, now);
    audit_legs(core, owner, now);
    for (const Id& user : owner.agents) {
      auto state = of_agent<DeviceState>(owner, user);
      const auto off = reachable_.find(user);
      state.is_reachable = off == reachable_.end() || off->second;
      say_surely(state, now);
    }
  }
  audit_lines(now);
}

// A call that is to be called back has no line while it waits.
void Pbx::audit_calls(Core& core, const World::Owner& owner, Micros now) {
  for (const LiveCall& row : rows_of<LiveCall>(core, owner.tenant)) {
    known_.insert(row.channel);
    if (row.is_callback) continue;
    const Line* line = alive(row.channel);
    if (!line) {
      CallHangup in;
      in.call_id = row.id;
      say_surely(in, now);
    } else if (line->state == LineState::kUp && !row.is_up) {
      CallAnswered in;
      in.call_id = row.id;
      say_surely(in, now);
    }
  }
}

void Pbx::audit_legs(Core& core, const World::Owner& owner, Micros now) {
  for (const LiveLeg& row : rows_of<LiveLeg>(core, owner.tenant)) {
    known_.insert(to_text(row.id));
    const auto about = [&](auto in) {
      in.leg_id = row.id;
      say_surely(in, now);
    };
    const Line* line = find(to_text(row.id));
    const bool is_ringing = row.state == LegState::kDialling || row.state == LegState::kRinging;
    if (!line) {
      about(LegFailed{});  // the action never came here
    } else if (line->state == LineState::kGone) {
      about(LegEnded{});
    } else if (line->state == LineState::kUp && is_ringing) {
      about(LegAnswered{});
    } else if (line->state == LineState::kRinging && row.state == LegState::kDialling) {
      about(LegRinging{});
    }
  }
}

// Lines that the library does not know: it never heard of them, or they are to be gone.
void Pbx::audit_lines(Micros now) {
  for (auto& [name, line] : lines_) {
    if (line.state == LineState::kGone || known_.contains(name)) continue;
    if (line.offer && now - line.born < kAuditPeriod + kAuditPeriod / 2) {
      channel_.send_surely(*line.offer, now);
    } else {
      gone(line, now);
    }
  }
}

}  // namespace sivo::sim
