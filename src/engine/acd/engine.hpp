#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "engine/acd/state.hpp"
#include "engine/acd/types.hpp"

namespace sivo::acd {

// The call distributor as a pure state machine. Every call takes `now`, which never goes back,
// decides at once, and appends to outputs(); timers fire in advance(), which must be called at
// deadline() or later, before any other call with a later `now`. Same calls and times, same
// outputs.
class Engine {
 public:
  explicit Engine(uint64_t seed);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // Configuration. A change takes effect at once for what is decided next (spec/acd.md cases 23,
  // 39, 58, 91, 92, 107); an offer or a wrap-up that runs keeps its deadline.
  // A value that does not exist or a negative time is a bug of the caller (an assert), never
  // something else silently. Agents' ids are to be unique: the last tie-break is by id.
  QueueRef add_queue(const QueueConfig& config);
  void update_queue(QueueRef queue, const QueueConfig& config, Micros now);
  // Its callers leave with kQueueRemoved, connecting ones too.
  void remove_queue(QueueRef queue, Micros now);
  AgentRef add_agent(const AgentConfig& config);
  // Skills count from the next decision on; a wrap-up that runs keeps its value. The id stays.
  void update_agent(AgentRef agent, const AgentConfig& config, Micros now);
  // A call in progress goes on; the handle is then good for its one end_call() (or, while
  // connecting, connected() and connect_failed() of the caller), which ends it without an output.
  void remove_agent(AgentRef agent, Micros now);
  void set_member(QueueRef queue, AgentRef agent, const MemberConfig& member, Micros now);
  void remove_member(QueueRef queue, AgentRef agent, Micros now);

  // What people do. A request during a call or an offer follows spec/acd.md cases 30 to 35; a
  // repeated one changes nothing (case 47). A logged-out agent must log in first: pause() and
  // ready() do nothing for it. During a call the last wish counts. A login does not end a pause.
  void login(AgentRef agent, Micros now);
  void logout(AgentRef agent, Micros now);
  void pause(AgentRef agent, Micros now);
  void ready(AgentRef agent, Micros now);  // available; also ends a wrap-up early
  // An offer that rings goes on. false: no offers until true. After an offer that ended unreachable
  // the agent is tried again when the queue's delay is over, unless the host spoke in between.
  void set_reachable(AgentRef agent, bool is_reachable, Micros now);

  // Callers.
  struct Joined {
    JoinResult result{};
    CallerRef caller{kNoRef};
  };
  Joined join(QueueRef queue, const JoinRequest& request, Micros now);
  // Cancels what rings for the caller; no kCallerLeft, which is for what the engine decided.
  void leave(CallerRef caller, LeaveReason reason, Micros now);
  // The answers to kOverflowDue, within the same step and in any order, are leave() and this: no
  // target takes the caller. Nothing of it is touched, and what rings for it rings on; it is asked
  // for again every kOverflowRetry while there is a reason. But if it has nothing to stay for, the
  // queue being empty or its wait too long, it leaves now. Until the answer it is offered to nobody
  // else. Without a kOverflowDue, or when the caller has been claimed since, nothing happens.
  void stay(CallerRef caller, Micros now);
  void set_priority(CallerRef caller, int32_t priority, Micros now);
  // The caller keeps its place but is offered to nobody before that moment; what rings for it is
  // cancelled. While it connects: the offer is cancelled, which counts as no failure, and the
  // caller is in line again (a callback whose customer did not answer).
  void hold_off(CallerRef caller, Micros not_before, Micros now);
  uint32_t position(CallerRef caller) const;  // 1 = head of the line, 0 = connecting; O(log n)

  // At the ring deadline a pending offer is closed as no_answer, whatever the host has said. Where
  // ringing reports are expected, that holds only for offers the host reported as ringing by then;
  // any other stays open for 5 s more, in which the host may still answer, and is then closed as
  // host_error, which costs the agent nothing (case 108).
  void set_ringing_reports(bool are_expected);
  bool offer_ringing(OfferRef offer, Micros now);

  // Estimated wait until the answer, from the last call's time on (spec/acd.md section 6.3): for a
  // caller in line, and for one who joined now at the given priority. Negative = unknown (no agent
  // who has the skills, or nothing handled yet); 0 = an agent is free, rings or has answered.
  // O(log n), and exact in queues of up to 32 members with up to 16 queues each; beyond, how much
  // other queues take of the members is the average of 32. count_handled() feeds it: talk + hold +
  // wrap-up + ring of a part that is over.
  Micros estimated_wait(CallerRef caller) const;
  Micros estimated_wait(QueueRef queue, int32_t priority) const;
  void count_handled(QueueRef queue, Micros handle_us);

  // The host's answers to offers. False: the offer is closed or stale, the leg is to be released.
  // An accepted offer is not told as kOfferClosed. The caller is then connecting and the agent
  // on_call: connected() makes it served, the caller's handle ends there without an output;
  // connect_failed() closes the offer as kHostError, puts the caller back in its place with its
  // wait kept (or out, when its max wait is over) and frees the agent without a miss. With neither
  // for a minute, it counts as failed. An outcome that is none (pending, accepted, lost_race) is a
  // bug.
  bool offer_answered(OfferRef offer, Micros now);
  bool offer_failed(OfferRef offer, OfferState outcome, Micros now);
  void connected(CallerRef caller, Micros now);
  void connect_failed(CallerRef caller, Micros now);

  // The agent is busy with something the queues did not give (own outgoing call, a transfer to it).
  void begin_call(AgentRef agent, Micros now);
  // The agent's last leg ended; repeated, it does nothing. The longer of wrap_up_us and, after a
  // served queue call, the queue's wrap-up at the time of connected() applies. While the offer is
  // only accepted, the same as connect_failed().
  void end_call(AgentRef agent, Micros wrap_up_us, Micros now);

  Micros deadline() const;  // kNever when no timer runs
  void advance(Micros now);

  std::span<const Output> outputs() const;
  void clear_outputs();

  AgentStatus status(AgentRef agent) const;
  const AgentState& agent(AgentRef agent) const;
  const CallerState& caller(CallerRef caller) const;
  const OfferRecord* offer(OfferRef offer) const;  // null when stale
  const QueueState& queue(QueueRef queue) const;

  // What changed since the last clear_changes(), each once, for the live rows on disk: any field of
  // AgentState; QueueMemory.
  std::span<const AgentRef> changed_agents() const;
  std::span<const QueueRef> changed_queues() const;
  // What fewest-calls has counted since then, in order. It is forgotten with its queue or member,
  // when the strategy changes, and after the queue's window.
  std::span<const CountedAnswer> new_answers() const;
  void clear_changes();

  // Reopening: configuration first, then agents, queues' memories, the answers that fewest-calls
  // counts in their order, callers in any order, offers in any order. No decision is taken and no
  // output appended until resume(). Offers get new handles; the refs in the records and in
  // AgentState::offer are not read. An offer whose ring deadline passed meanwhile is closed as
  // host_error. The generator of random starts anew.
  void restore_agent(AgentRef agent, const AgentState& state);
  void restore_queue(QueueRef queue, const QueueMemory& memory);
  void restore_answer(const CountedAnswer& answer);
  CallerRef restore_caller(QueueRef queue, const CallerState& state);
  OfferRef restore_offer(const OfferRecord& record);
  void resume(Micros now);
  // In place of resume(), to be asked for estimates only: nothing is decided.
  void look(Micros now);

  // Throws AssertFailure when an invariant of spec/acd.md section 7 is broken; O(everything), for
  // tests.
  void check_invariants(Micros now) const;

 private:
  friend struct EngineTestAccess;  // the canary in the tests breaks an invariant through it
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sivo::acd
