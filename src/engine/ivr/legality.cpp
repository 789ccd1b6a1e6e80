#include "engine/ivr/legality.hpp"

#include <string>

namespace sivo::ivr {
namespace {

constexpr std::string_view kEventNames[] = {
    "start",        "answered",        "dtmf",         "play_finished", "queue_update",
    "queue_result", "transfer_result", "bridge_ended", "set_variables", "goto",
    "abort",        "call_ended"};
static_assert(std::size(kEventNames) == std::variant_size_v<Event>);

template <class T>
bool is(const Event& event) {
  return std::holds_alternative<T>(event);
}

Result<void> check_values(const event::SetVariables& event) {
  if (!event.values.is_object()) return invalid("values", "expected an object of variables");
  for (const auto& [name, value] : event.values.members()) {
    if (!is_variable_name(name)) {
      return invalid("values", "expected names such as order_no, got something else");
    }
    if (is_reserved_name(name)) {
      return invalid("values." + name, "expected a name that may be written, got a reserved one");
    }
  }
  return {};
}

}  // namespace

std::string_view event_name(const Event& event) { return kEventNames[event.index()]; }

Result<void> check_event(const Flow& flow, const Event& event) {
  if (const auto* dtmf = std::get_if<event::Dtmf>(&event)) {
    if (dtmf->digit.size() == 1 && is_dtmf_key(dtmf->digit[0])) return {};
    return invalid("digit", "expected one key of 0-9, *, # and A-D, got something else");
  }
  if (const auto* values = std::get_if<event::SetVariables>(&event)) return check_values(*values);
  if (const auto* jump = std::get_if<event::Goto>(&event)) {
    if (flow.find(jump->node) != kNoNode) return {};
    return invalid("node", "expected the id of a node of the flow, got an unknown one");
  }
  if (const auto* abort = std::get_if<event::Abort>(&event)) {
    if (abort->reason.size() <= kReasonBytesMax) return {};
    return invalid("reason",
                   "expected at most 200 bytes, got " + std::to_string(abort->reason.size()));
  }
  return {};
}

Result<void> check_legality(State state, const Event& event) {
  bool is_legal = true;
  const bool is_start = is<event::Start>(event);
  const bool is_over = is<event::Abort>(event) || is<event::CallEnded>(event);
  switch (state) {
    case State::kCreated:
      is_legal = is_start || is_over || is<event::SetVariables>(event);
      break;
    case State::kEnding:
      is_legal = !is_start && !is<event::Goto>(event);
      break;
    case State::kEnded:
      is_legal = is<event::CallEnded>(event);
      break;
    case State::kAnswering:
    case State::kPlaying:
    case State::kCollecting:
    case State::kQueued:
    case State::kTransferring:
    case State::kBridged:
      is_legal = !is_start;
      break;
  }
  if (is_legal) return {};
  return Error{Status::kState,
               "expected an event that is legal in state " + std::string(state_name(state)) +
                   ", got " + std::string(event_name(event)),
               {}};
}

}  // namespace sivo::ivr
