#include "engine/call/handled.hpp"

#include <algorithm>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

namespace sivo::call {
namespace {

using schema::Json;

Micros whole_ms(Micros time) { return time / kMillisecond * kMillisecond; }

Json to_json(const HandledPart& part) {
  Json out = Json::object();
  out.append("agent_id", Json::string(to_text(part.agent_id)));
  out.append("queue_id", part.queue_id ? Json::string(to_text(*part.queue_id)) : Json());
  out.append("answered_at", Json::string(format_time(part.answered_at)));
  out.append("ended_at", Json::string(format_time(part.ended_at)));
  out.append("ring_ms", Json::integer(part.ring_ms));
  out.append("talk_ms", Json::integer(part.talk_ms));
  out.append("hold_ms", Json::integer(part.hold_ms));
  out.append("acw_ms", Json::integer(part.acw_ms));
  if (part.transfer == stats::Transfer::kBlind) out.append("transfer", Json::string("blind"));
  if (part.transfer == stats::Transfer::kAttended) out.append("transfer", Json::string("attended"));
  return out;
}

const std::string* text_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value && value->is_string() ? &value->as_string() : nullptr;
}

std::optional<Id> id_of(const Json& object, std::string_view key) {
  const std::string* text = text_of(object, key);
  return text ? parse_id(*text) : std::nullopt;
}

Micros time_of(const Json& object, std::string_view key) {
  const std::string* text = text_of(object, key);
  return text ? parse_time(*text).value_or(0) : 0;
}

int64_t number_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value && value->is_integer() ? value->as_integer() : 0;
}

}  // namespace

std::string render_parts(std::span<const HandledPart> parts) {
  if (parts.empty()) return "[]";
  Json list = Json::array();
  for (const HandledPart& part : parts) list.push(to_json(part));
  return list.dump();
}

std::vector<HandledPart> parse_parts(std::string_view text) {
  std::vector<HandledPart> parts;
  const auto list = Json::parse(text);
  if (!list || !list->is_array()) return parts;
  for (const Json& item : list->items()) {
    const auto agent = item.is_object() ? id_of(item, "agent_id") : std::nullopt;
    if (!agent || parts.size() >= kHandledMax) continue;
    HandledPart part;
    part.agent_id = *agent;
    part.queue_id = id_of(item, "queue_id");
    part.answered_at = time_of(item, "answered_at");
    part.ended_at = time_of(item, "ended_at");
    part.ring_ms = number_of(item, "ring_ms");
    part.talk_ms = number_of(item, "talk_ms");
    part.hold_ms = number_of(item, "hold_ms");
    part.acw_ms = number_of(item, "acw_ms");
    const std::string* transfer = text_of(item, "transfer");
    if (transfer && *transfer == "blind") part.transfer = stats::Transfer::kBlind;
    if (transfer && *transfer == "attended") part.transfer = stats::Transfer::kAttended;
    parts.push_back(part);
  }
  return parts;
}

HandledPart* wrapping_part(std::span<HandledPart> parts, const Id& agent) {
  const auto found = std::find_if(parts.rbegin(), parts.rend(), [&](const HandledPart& part) {
    return part.agent_id == agent && part.queue_id;
  });
  return found == parts.rend() ? nullptr : &*found;
}

// A moment of the call's talk or hold is one of the agent's who serves, too.
void Engine::settle_part(ActiveCall& call, Micros spent) {
  ActiveLeg* leg = call.row.serving_leg ? book_.leg(*call.row.serving_leg) : nullptr;
  if (!leg || spent == 0) return;
  if (call.row.phase == CallPhase::kTalk) leg->row.talk_us += spent;
  if (call.row.phase == CallPhase::kHold) leg->row.hold_us += spent;
  book_.mark(*leg);
}

// The leg's agent, or the one at the call's own end who talks with a number, is out of the call.
// With a wrap-up to come the part is over when that is.
void Engine::end_part(ActiveCall& call, ActiveLeg& leg, Micros now) {
  settle_phase(call, now);
  const auto agent =
      leg.row.purpose == LegPurpose::kOutbound ? call.row.placed_by : leg.row.user_id;
  if (!agent) return;
  HandledPart part;
  part.agent_id = *agent;
  part.queue_id = leg.row.queue_id;
  part.answered_at = whole_ms(leg.row.talk_since);
  part.ended_at = whole_ms(now);
  part.ring_ms = leg.row.ring_us / kMillisecond;
  part.talk_ms = leg.row.talk_us / kMillisecond;
  part.hold_ms = leg.row.hold_us / kMillisecond;
  part.transfer = call.handed_on;
  if (call.handled.size() >= kHandledMax) call.handled.erase(call.handled.begin());
  call.handled.push_back(part);
  book_.mark(call);
  const bool wraps_up =
      leg.row.earned_wrap_up_us > 0 && directory_.agent(call.row.tenant_id, *agent) != nullptr;
  if (!wraps_up) part_over(call.row.tenant_id, part, now);
}

// The agent at the channel's end is no agent any more: what he did is over without the wrap-up.
void Engine::drop_placed_wrap_up(ActiveCall& call, Micros now) {
  if (call.row.placed_wrap_up_us == 0) return;
  call.row.placed_wrap_up_us = 0;
  book_.mark(call);
  const HandledPart* part = wrapping_part(call.handled, *call.row.placed_by);
  if (part) part_over(call.row.tenant_id, *part, now);
}

// Of a call that goes on, or of the record of one that is over.
std::vector<HandledPart>& Engine::parts_of(WrapUp& wrap_up, const Id& call) {
  ActiveCall* active = book_.call(call);
  return active ? active->handled : wrap_up.parts;
}

// Every part comes here once, complete, in the order in which they were over.
void Engine::part_over(const Id& tenant, const HandledPart& part, Micros) {
  if (counting_) counting_->add(tenant, part);
  const QueueEntry* queue = part.queue_id ? directory_.queue(tenant, *part.queue_id) : nullptr;
  if (!queue) return;
  const int64_t handle_ms = part.ring_ms + part.talk_ms + part.hold_ms + part.acw_ms;
  acd_.count_handled(queue->ref, handle_ms * kMillisecond);
}

}  // namespace sivo::call
