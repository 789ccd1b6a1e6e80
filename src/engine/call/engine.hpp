#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/timer_heap.hpp"
#include "engine/acd/engine.hpp"
#include "engine/call/book.hpp"
#include "engine/call/directory.hpp"
#include "schema/call.hpp"
#include "schema/events.hpp"
#include "schema/inputs.hpp"
#include "schema/walk.hpp"

namespace sivo::call {

inline constexpr Micros kDirectRing = 30 * kSecond;  // a colleague or a number that is dialled
inline constexpr size_t kTransfersMax = 100;         // of one call
inline constexpr size_t kDecisionsPerStepMax = 1'000'000;

// Where the rows of a step go; the core implements it over the store.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Result<void> put(const schema::Table& table, const void* object) = 0;
  virtual Result<void> erase(const schema::Table& table, const Id& tenant, const Id& id) = 0;
  virtual Result<void> put_user_status(const Id& tenant, const Id& user, UserStatus status) = 0;
};

// The life of every call: joins the distributor, the IVR and the schedules, and owns what is in
// progress. A pure state machine: inputs and times in, actions, events and rows out. An input that
// is refused (Result) changed nothing; one about a call or leg that is over is late and counted.
class Engine {
 public:
  explicit Engine(uint64_t seed);

  // Configuration: a row that was created or changed, or that goes away. Unknown tables are
  // ignored.
  Result<void> configure(const Record& row, Micros now);
  void remove(const schema::Table& table, const Id& tenant, const Id& id, Micros now);

  Result<void> apply(const Record& input, Micros now);
  void advance(Micros now);
  Micros deadline() const;

  // Actions and events (as Event rows) since the last clear, in order.
  const std::vector<Record>& outputs() const { return outputs_; }
  void clear_outputs() { outputs_.clear(); }
  // Writes every row that changed since the last time: live rows, CDRs, users' status.
  Result<void> write_changes(RowSink& sink);
  void clear_changes();
  bool has_changes() const;
  // Whether a call with this id ended since the last clear_changes().
  bool has_record(const Id& call) const;

  // Reopening, after the configuration: agents and queues, then calls, then legs, then resume().
  void restore(const LiveAgent& row);
  void restore(const LiveQueue& row);
  Result<void> restore(const LiveCall& row);
  Result<void> restore(const LiveLeg& row);
  // (tenant, call) of wrap-ups that run: the core gives the CDRs it finds for them.
  std::vector<std::pair<Id, Id>> wrap_ups_to_restore() const;
  void restore_wrap_up(const sivo::Call& cdr);
  // Goes on; with is_repeating, tells again what the host is to do for the calls in progress.
  void resume(Micros now, bool is_repeating);

  Directory& directory() { return directory_; }
  const Directory& directory() const { return directory_; }
  IdGenerator& ids() { return ids_; }
  size_t call_count() const { return book_.call_count(); }
  size_t leg_count() const { return book_.leg_count(); }
  size_t waiting_count() const;
  size_t logged_in_count() const;
  uint64_t late_inputs() const { return late_inputs_; }

  // Throws AssertFailure where the book, the distributor and the rows disagree; for tests.
  void check_invariants(Micros now) const;

 private:
  // configure.cpp
  Result<void> configure_row(const Record& row, Micros now);
  Result<void> configure_user(const User& user, Micros now);
  Result<void> configure_queue(const Queue& queue, Micros now);
  Result<void> configure_member(const QueueMember& member, Micros now);
  Result<void> configure_version(const IvrFlowVersion& version);
  Result<void> configure_schedule(const Schedule& schedule);
  Result<void> compile_calendars(const Id& tenant);
  void remove_tenant(const Id& tenant, Micros now);
  void remove_user(const Id& id, Micros now);
  void remove_queue(const Id& id, Micros now);
  void remove_flow(const Id& id, Micros now);
  void remove_version(std::map<Id, FlowVersion>::iterator version, Micros now);

  // inbound.cpp, outbound.cpp, transfer.cpp, agents.cpp: one function an input
  Result<bool> find_twin(const std::string& channel, const std::optional<Id>& id);
  Result<void> call_offered(const CallOffered& in, Micros now);
  Result<void> call_placed(const CallPlaced& in, Micros now);
  Result<void> call_answered(ActiveCall& call, Micros now);
  Result<void> call_hangup(ActiveCall& call, const CallHangup& in, Micros now);
  Result<void> dtmf(ActiveCall& call, const Dtmf& in, Micros now);
  Result<void> play_finished(ActiveCall& call, const PlayFinished& in, Micros now);
  Result<void> leg_ringing(ActiveLeg& leg, Micros now);
  Result<void> leg_answered(ActiveLeg& leg, Micros now);
  Result<void> leg_failed(ActiveLeg& leg, const LegFailed& in, Micros now);
  Result<void> leg_ended(ActiveLeg& leg, Micros now);
  Result<void> hold(ActiveCall& call, Micros now);
  Result<void> unhold(ActiveCall& call, Micros now);
  Result<void> transfer_blind(ActiveCall& call, const TransferRequested& in, Micros now);
  Result<void> consult(ActiveCall& call, const ConsultRequested& in, Micros now);
  Result<void> complete_consult(ActiveCall& call, Micros now);
  Result<void> cancel_consult(ActiveCall& call, Micros now);
  Result<void> end_requested(ActiveCall& call, const EndRequested& in, Micros now);
  Result<void> apply_to_call(const Record& input, Micros now);
  Result<void> apply_to_leg(const Record& input, Micros now);
  Result<void> apply_to_agent(const Record& input, Micros now);
  struct AgentName {
    std::optional<Id> tenant_id;
    std::optional<Id> user_id;
    std::optional<std::string> tenant;
    std::optional<std::string> extension;
  };
  Result<Agent*> find_agent(const AgentName& name);
  Result<void> agent_pause(Agent& agent, const AgentPause& in, Micros now);
  void host_restarted(Micros now);

  // ivr.cpp
  void start_session(ActiveCall& call, const FlowVersion* version, Micros now);
  void feed(ActiveCall& call, const ivr::Event& event, Micros now);
  void perform(ActiveCall& call, std::vector<ivr::Action>& actions, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::Answer& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::Play& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::StopPlay& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::QueueEnter& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::QueueLeave& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::Transfer& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::TransferCancel& action,
               Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::Hangup& action, Micros now);
  void perform(ActiveCall& call, uint32_t id, const ivr::action::Completed& action, Micros now);
  void later(ActiveCall& call, ivr::Event event);
  void drop_session(ActiveCall& call, Micros now);
  void watch_session(ActiveCall& call);

  // queueing.cpp
  enum class Entry : uint8_t { kJoined, kFull, kNoAgents };
  Entry enter_queue(ActiveCall& call, QueueEntry& queue, int64_t priority, Micros now);
  void leave_queue(ActiveCall& call, acd::LeaveReason reason, Micros now);
  void pump(Micros now);
  void on_output(const acd::Output& output, Micros now);
  void on_offer_created(const acd::Output& output, Micros now);
  void on_offer_closed(const acd::Output& output, Micros now);
  void on_caller_left(const acd::Output& output, Micros now);
  void on_agent_changed(Agent& agent, Micros now);
  void begin_wrap_up(Agent& agent, const Id& call);
  void count_wrap_up(Agent& agent, Micros now);
  void finish_wrap_up(Agent& agent);
  void copy_state(Agent& agent);
  void copy_place(ActiveCall& call);
  void answer_offer(ActiveLeg& leg, Micros now);

  // legs.cpp
  struct Target {
    Agent* agent = nullptr;
    QueueEntry* queue = nullptr;
    std::string number;
    std::string text() const;
  };
  template <class Request>
  Result<Target> find_target(const ActiveCall& call, const Request& in);
  Result<Target> find_number(const Id& tenant, const std::string& to);
  struct Dialling {
    LegPurpose purpose = LegPurpose::kTransfer;
    Micros ring_us = kDirectRing;
    std::optional<Id> trunk_id;
  };
  ActiveLeg* dial(ActiveCall& call, const Dialling& how, const Target& target, Micros now);
  bool is_taken(const Target& target) const;
  void send_dial(const ActiveCall& call, const ActiveLeg& leg, bool is_repeat);
  void close_leg(ActiveLeg& leg, std::string_view cause, Micros now);
  void serve(ActiveCall& call, ActiveLeg& leg, Micros now);
  void release_serving(ActiveCall& call, std::string_view cause, Micros now);
  void leg_lost(ActiveLeg& leg, std::string_view cause, Micros now);
  void serving_ended(ActiveCall& call, Micros now);
  ActiveLeg* consult_leg(const ActiveCall& call);
  void note_transfer(ActiveCall& call, std::string_view kind, const Target& target, Micros now);
  void note_transfer_result(ActiveCall& call, std::string_view result);

  // ending.cpp
  void end_call(ActiveCall& call, std::string_view cause, bool by_caller, Micros now);
  sivo::Call make_cdr(const ActiveCall& call, std::string_view cause, bool by_caller, Micros now);
  CallStatus status_of(const ActiveCall& call, std::string_view cause, bool by_caller) const;

  // invariants.cpp
  void check_call(const ActiveCall& call, Micros now) const;
  void check_place(const ActiveCall& call) const;
  void check_times(const ActiveCall& call, Micros now) const;
  void check_leg(const ActiveLeg& leg) const;
  void check_agents() const;

  // engine.cpp
  void set_phase(ActiveCall& call, CallPhase phase, Micros now);
  void settle_phase(ActiveCall& call, Micros now);
  void update_ring_phase(ActiveCall& call, Micros now);
  template <class Action>
  Action to_call(const ActiveCall& call) const;
  template <class Action>
  void act(const Action& action);
  template <class Data>
  void emit(std::string_view type, const Id& tenant, const Id* call, const Data& data, Micros now);
  void emit_call(std::string_view type, const ActiveCall& call, const sivo::Call* cdr, Micros now);
  void emit_queue(std::string_view type, const ActiveCall& call, int64_t position,
                  std::string_view reason, Micros now);
  void emit_offer(std::string_view type, const ActiveLeg& leg, std::string_view outcome,
                  Micros now);
  void mark(Agent& agent);
  void fire(uint32_t key, Micros now);
  void repeat(ActiveCall& call);
  ActiveCall* named_call(const std::optional<Id>& id, const std::optional<std::string>& channel);
  void music(ActiveCall& call, bool is_on, const std::optional<std::string>& url);

  Directory directory_;
  Book book_;
  acd::Engine acd_;
  IdGenerator ids_;
  TimerHeap<> timers_;  // key: call slot × 2 for its session, leg slot × 2 + 1 for its ringing
  std::vector<Slot> leg_of_offer_;  // by the offer's slot
  std::vector<Record> outputs_;
  std::deque<std::pair<Slot, ivr::Event>> later_;  // for sessions, after what is going on
  // Calls whose agents wrap up: how many, and the CDR once the call is over and still gains acw_ms.
  struct WrapUp {
    int64_t running = 0;
    std::optional<sivo::Call> cdr;
  };
  std::map<Id, WrapUp> wrap_ups_;
  std::vector<sivo::Call> cdrs_;  // to be written
  std::vector<Id> dirty_agents_;
  std::vector<Book::Erased> removed_agents_;
  uint64_t late_inputs_ = 0;
  ivr::FlowPtr closed_flow_;  // shared with the sessions of refused calls
};

template <class Action>
Action Engine::to_call(const ActiveCall& call) const {
  Action action;
  action.call_id = call.row.id;
  action.channel = call.row.channel;
  action.tenant_id = call.row.tenant_id;
  return action;
}

template <class Action>
void Engine::act(const Action& action) {
  outputs_.emplace_back(action);
}

template <class Data>
void Engine::emit(std::string_view type, const Id& tenant, const Id* call, const Data& data,
                  Micros now) {
  Event event;
  event.id = ids_.next(now);
  event.tenant_id = tenant;
  event.created_at = event.updated_at = now;
  event.version = 1;
  event.type = type;
  if (call) event.call_id = *call;
  event.data.clear();
  schema::render_record(event.data, schema::table_of<Data>(), &data);
  outputs_.emplace_back(event);
}

}  // namespace sivo::call
