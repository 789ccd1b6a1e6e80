#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/ivr/action.hpp"
#include "engine/ivr/event.hpp"
#include "engine/ivr/flow.hpp"
#include "engine/ivr/session_data.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// One call in one flow: a pure state machine. Every call runs to the next wait and appends what the
// host is to do, in order. Times come from the host and may stand still; one that goes back counts
// as no time passed. Timers that are due fire before the event delivered at the same moment, in the
// order of their deadlines; what they start is measured from the time of the call, so that a late
// host takes nothing from the caller.
class Session {
 public:
  explicit Session(FlowPtr flow, const Limits& limits = {});

  // kInvalid for a malformed event, kState for one that is not legal in this state: the session is
  // then unchanged and nothing is appended. Stale events are no errors.
  Result<void> feed(const Event& event, Micros now, std::vector<Action>& out);
  void tick(Micros now, std::vector<Action>& out);
  // When tick wants to be called at the latest; kNever when there is nothing to wait for.
  Micros deadline() const;

  // Everything the session is, as JSON. restore() with the same flow goes on equally; `shift` moves
  // all its times, for a host whose clock starts elsewhere. kCorrupt when it is no such snapshot.
  schema::Json snapshot() const;
  static Result<Session> restore(FlowPtr flow, const schema::Json& snapshot, Micros shift = 0,
                                 const Limits& limits = {});

  State state() const { return data_.state; }
  // The node the session is in, kNoNode before the first.
  NodeIndex node() const { return data_.node; }
  const Flow& flow() const { return *flow_; }
  // When the flow ends the wait in the queue it is in; kNever: it leaves that to the queue.
  Micros wait_ends_at() const;
  std::optional<Outcome> outcome() const { return data_.outcome; }  // once completed was emitted
  const Counters& counters() const { return data_.counters; }
  std::string_view typeahead() const { return data_.typeahead; }
  uint32_t attempt() const { return data_.attempt; }  // the reserved variable
  uint32_t steps() const { return data_.steps; }
  // A variable or its declared default; null when there is neither.
  const schema::Json* variable(std::string_view name) const;
  const CollectRecord* record_of(std::string_view node_id) const;
  // The variables as the host may see them: without the sensitive ones.
  schema::Json public_variables() const;

 private:
  // kFull when the values break a limit; nothing is set.
  Result<void> check_variables(const event::SetVariables& event) const;

  FlowPtr flow_;
  Limits limits_;
  SessionData data_;
};

}  // namespace sivo::ivr
