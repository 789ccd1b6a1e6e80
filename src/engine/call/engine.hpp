#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.hpp"
#include "base/timer_heap.hpp"
#include "engine/acd/engine.hpp"
#include "engine/call/book.hpp"
#include "engine/call/counting.hpp"
#include "engine/call/directory.hpp"
#include "engine/call/resume_place.hpp"
#include "engine/call/visits.hpp"
#include "schema/call.hpp"
#include "schema/events.hpp"
#include "schema/inputs.hpp"
#include "schema/walk.hpp"

namespace sivo::call {

inline constexpr Micros kDirectRing = 30 * kSecond;  // a colleague or a number that is dialled
inline constexpr size_t kTransfersMax = 100;         // of one call
inline constexpr size_t kSupervisorsMax = 16;        // of one call at one time
inline constexpr Micros kWhisperMax = 45 * kSecond;  // then the two are joined all the same
inline constexpr size_t kDecisionsPerStepMax = 1'000'000;
inline constexpr size_t kIvrPathMax = 10'000;             // node ids of one call's record
inline constexpr size_t kVariablesBytesMax = 256 * 1024;  // of one call's record, as JSON
inline constexpr int64_t kOverflowHopsMax = 8;            // of one call between two answers
inline constexpr size_t kPlacesMax = 100'000;   // of callers who left and may have them back
inline constexpr Micros kPlaceSweep = kMinute;  // then places that nobody can have back go
// Of an agent who waits for a callback's customer; the customer's phone has rung out before.
inline constexpr Micros kCustomerGuard = kDirectRing + 5 * kSecond;
inline constexpr Micros kAnnounceGuard = 60 * kSecond;  // no announcement is longer

// Where the rows of a step go; the core implements it over the store.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Result<void> put(const schema::Table& table, const void* object) = 0;
  virtual Result<void> erase(const schema::Table& table, const Id& tenant, const Id& id) = 0;
  virtual Result<void> put_user_status(const Id& tenant, const Id& user, UserStatus status) = 0;
};

// What a supervisor or admin did to a call or an agent, for the audit log.
struct SupervisorAct {
  Id tenant_id;
  Id actor;
  std::string_view action;  // listen, whisper, barge, leave, end, move, prioritise, pause, …
  Kind resource{};          // of resource_id: kCall or kUser
  Id resource_id;
  std::string detail;  // a JSON object
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
  // The same for a row that the file has already: what this machine cannot make sense of, a time
  // zone that its database does not know, counts as UTC and as an unusable row.
  Result<void> load(const Record& row, Micros now);
  int64_t unusable_rows() const { return unusable_rows_; }
  // kInvalid for a queue whose overflow the engine cannot follow, or would for ever.
  Result<void> check_overflow(const Queue& queue) const;
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
  // Accepted since the last clear_changes(), in order.
  std::span<const SupervisorAct> supervisor_acts() const { return supervisor_acts_; }
  // Whether a call with this id ended since the last clear_changes().
  bool has_record(const Id& call) const;

  // Reopening, after the configuration: agents and queues, what goes with queues, then calls, then
  // legs, then resume().
  void restore(const LiveAgent& row);
  void restore(const LiveQueue& row);
  void restore(const LivePlace& row);
  void restore(const LiveAnswer& row);  // by their ids
  Result<void> restore(const LiveCall& row);
  Result<void> restore(const LiveLeg& row);
  // (tenant, call) of wrap-ups that run: the core gives the CDRs it finds for them.
  std::vector<std::pair<Id, Id>> wrap_ups_to_restore() const;
  void restore_wrap_up(const sivo::Call& cdr);
  // In place of resume(), to be asked for statistics and views only: nothing is decided.
  void look(Micros now);
  // Goes on; with is_repeating, tells again what the host is to do for the calls in progress.
  void resume(Micros now, bool is_repeating);

  // Statistics, from start_counting() on: of what is in memory then (calls in progress, records not
  // written yet), and of what count() is given, which is the past in the file, each record once.
  void start_counting(uint64_t seed);
  void start_counting(const Counting& past);  // configured as this engine; it has the records
  void stop_counting() { counting_.reset(); }
  // Its configuration: what is not there any more goes, the rest is set. False: a tenant has
  // another zone than before, and nothing is counted of it any more.
  bool configure_counting(Counting& counting) const;
  // From one engine to the next that is built of the same file.
  std::unique_ptr<Counting> give_counting() { return std::move(counting_); }
  void take_counting(std::unique_ptr<Counting> counting) { counting_ = std::move(counting); }
  bool is_counting() const { return counting_ != nullptr; }
  void count(const sivo::Call& cdr);
  void count(const Event& event);
  // Whose wrap-up of this call goes on: count() leaves out their last parts.
  std::vector<Id> agents_wrapping_up(const sivo::Call& cdr) const;
  struct StatisticsOf {
    Id tenant;
    Id id;  // of a queue, an agent or the tenant
    int32_t minutes = 0;
    Micros at = 0;
  };
  Result<Record> statistics(const StatisticsOf& of, Micros now);
  // By name. The tenant's members, or the agents and legs, are looked through.
  std::vector<Record> queue_views(const Id& tenant, Micros now);
  std::vector<Record> agent_views(const Id& tenant, Micros now);
  uint64_t statistics_digest() const { return counting_->statistics().digest(); }  // for tests

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

  // acd_config.cpp
  acd::QueueConfig config_of(const Queue& queue);
  acd::AgentConfig config_of(const User& user);
  acd::Skills skills_of(const std::string& json);

  // inbound.cpp, outbound.cpp, transfer.cpp, agents.cpp: one function an input
  Result<bool> find_twin(const std::string& channel, const std::optional<Id>& id);
  Result<void> check_same_call(const std::string& channel, std::string_view to,
                               const std::optional<std::string>& from) const;
  Result<void> call_offered(const CallOffered& in, Micros now);
  Result<void> call_placed(const CallPlaced& in, Micros now);
  Result<void> call_answered(ActiveCall& call, Micros now);
  Result<void> call_hangup(ActiveCall& call, const CallHangup& in, Micros now);
  Result<void> dtmf(ActiveCall& call, const Dtmf& in, Micros now);
  Result<void> play_finished(ActiveCall& call, const PlayFinished& in, Micros now);
  Result<void> leg_ringing(ActiveLeg& leg, Micros now);
  Result<void> leg_answered(ActiveLeg& leg, Micros now);
  Result<void> leg_failed(ActiveLeg& leg, const LegFailed& in, Micros now);
  Result<void> leg_ended(ActiveLeg& leg, std::string_view cause, Micros now);
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
  Result<void> change_agent(const Record& input, Agent& agent, Micros now);
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
  // by: who ends it, which is its outcome where it is not decided already.
  void drop_session(ActiveCall& call, ivr::event::Party by, Micros now);
  void watch_session(ActiveCall& call);

  // queueing.cpp
  // kJoined: he waits, or goes where the queue overflows to within this step.
  enum class Entry : uint8_t { kJoined, kFull, kNoAgents };
  // For a flow or a transfer; row.required_skills and row.max_wait_us are set before.
  Entry enter_queue(ActiveCall& call, QueueEntry& queue, int64_t priority, Micros now);
  void leave_queue(ActiveCall& call, acd::LeaveReason reason, Micros now);
  // To another queue, by a supervisor. Refused, it changes nothing.
  Result<void> move_call(ActiveCall& call, QueueEntry& to, bool keep_wait, Micros now);
  Entry enter(ActiveCall& call, QueueEntry& queue, Micros joined_at, Micros now);
  acd::JoinRequest join_request(const ActiveCall& call, Micros joined_at);
  static Micros limit_from_now(const ActiveCall& call, const Queue& queue, Micros joined_at,
                               Micros now);
  void entered(ActiveCall& call, const QueueEntry& queue, acd::CallerRef caller, Micros now);
  void out_of_line(ActiveCall& call, Micros now);
  void refuse_entry(ActiveCall& call, VisitEnd reason, Micros now);
  QueueEntry* queue_of(const ActiveCall& call);

  // decisions.cpp
  void pump(Micros now);
  void on_output(const acd::Output& output, Micros now);
  void on_offer_created(const acd::Output& output, Micros now);
  void on_offer_closed(const acd::Output& output, Micros now);
  void on_caller_left(const acd::Output& output, Micros now);
  void on_overflow_due(const acd::Output& output, Micros now);
  void on_agent_changed(Agent& agent, Micros now);
  void change_pause_reason(Agent& agent, const std::optional<Id>& reason, Micros now);
  void tell_status(const Agent& agent, AgentEvent data, Micros now);
  void begin_wrap_up(Agent& agent, const Id& call, Micros now);
  void count_wrap_up(Agent& agent, Micros now);
  void finish_wrap_up(Agent& agent, Micros now);
  void copy_state(Agent& agent);
  void copy_place(ActiveCall& call);
  // The agent, who has claimed the caller (accept.cpp: acd_.offer_answered), is joined to him; for
  // a callback its customer is called first, while the agent's leg stays claimed.
  void answer_offer(ActiveLeg& leg, Micros now);
  void join_agent(ActiveCall& call, ActiveLeg& leg, Micros now);

  // overflow.cpp
  bool may_overflow(const ActiveCall& call, const QueueEntry& from);
  void leave_by_overflow(ActiveCall& call, Micros now);
  void overflow(ActiveCall& call, Micros now);
  void overflow_to_queue(ActiveCall& call, QueueEntry& from, QueueEntry& to, Micros now);
  void overflow_to_flow(ActiveCall& call, const FlowVersion& version, Micros now);
  void overflow_to_number(ActiveCall& call, const std::string& number, Micros now);
  void join_anyway(ActiveCall& call, QueueEntry& queue, Micros joined_at, Micros now);
  std::optional<Entry> refusal(const QueueEntry& queue) const;

  // announce.cpp: while a caller waits he hears music, and between it his place or his wait.
  void start_waiting_sound(ActiveCall& call, const QueueEntry& queue, Micros now);
  void stop_waiting_sound(ActiveCall& call);
  void waiting_music(ActiveCall& call, const QueueEntry& queue);
  std::optional<std::string> waiting_music_url(const ActiveCall& call,
                                               const QueueEntry& queue) const;
  bool announces_place(const ActiveCall& call, const QueueEntry& queue) const;
  bool announces(const ActiveCall& call) const;
  Micros wait_to_say(const ActiveCall& call, int64_t place, Micros now) const;
  bool announce(ActiveCall& call, const QueueEntry& queue, Micros now);
  void announcement_over(ActiveCall& call, Micros now);
  void fire_announcement(ActiveCall& call, Micros now);
  void watch_announcements(ActiveCall& call, Micros since);
  void restore_announcements(ActiveCall& call);
  void refresh_announcements(const QueueEntry& queue, Micros now);
  Language language_of(const ActiveCall& call) const;

  // callback.cpp
  Result<void> request_callback(ActiveCall& call, const std::optional<std::string>& number,
                                Micros now);
  Result<std::string> callback_number(const ActiveCall& call,
                                      const std::optional<std::string>& asked) const;
  bool is_callback_key(const ActiveCall& call, const std::string& digit) const;
  void release_caller(ActiveCall& call, Micros now);
  void watch_callback(ActiveCall& call);
  void forget_callback(const ActiveCall& call);
  void restore_callback(ActiveCall& call);
  void dial_customer(ActiveCall& call, Micros now);
  void show_callback(const ActiveCall& call, Dial& dial) const;
  void customer_answered(ActiveLeg& leg, Micros now);
  void customer_lost(ActiveLeg& leg, std::string_view cause, Micros now);
  void drop_customer(ActiveCall& call, Micros now);
  void fire_callback(ActiveCall& call, Micros now);
  void fail_callback(ActiveCall& call, Micros now);
  bool survives_host(ActiveCall& call, Micros now);

  // resume_place.cpp
  void remember_abandoned(const ActiveCall& call, const Visit& visit, Micros now);
  std::optional<Micros> resumed_place(const ActiveCall& call, const QueueEntry& queue, Micros now);
  bool has_own_number(const ActiveCall& call) const;
  void count_number(ActiveCall& call);
  void uncount_number(const ActiveCall& call);
  void put_place(const ResumeKey& key, LivePlace place);
  void forget_place(const ResumeKey& key);
  void forget_places(const Id& tenant, const Id& queue);
  Micros places_due() const;
  void sweep_places(Micros now);
  Result<void> write_places(RowSink& sink);

  // fewest_calls.cpp
  Result<void> write_answers(RowSink& sink);
  Result<void> expire_answers(RowSink& sink, QueueEntry& queue, Micros now);
  void forget_answers(QueueEntry& queue, const Id* user);

  // visits.cpp
  void begin_visit(ActiveCall& call, Micros now);
  void line_up(const ActiveCall& call);
  void end_visit(ActiveCall& call, VisitEnd reason, Micros now);
  void note_missed(ActiveCall& call, const Id& user);
  // Every visit comes here once, complete, when it is over.
  void visit_over(const ActiveCall& call, const Visit& visit);
  Result<void> restore_visits(ActiveCall& call);
  void forget_call(ActiveCall& call);

  // views.cpp
  static stats::LineNow line_now(const QueueEntry& queue, Micros now);
  stats::LineNow tenant_now(const Id& tenant, Micros now) const;
  int64_t callback_count(const Id& queue) const;
  void count_in_memory();
  void add_day(QueueView& view, Micros now);
  stats::AgentNow agent_now(const Agent& agent, Micros now) const;
  void configure_counting(const Record& row);
  bool is_unfinished(ActiveCall& call, const HandledPart& part);
  AgentView agent_view(const Agent& agent, Micros now);

  // accept.cpp
  void offer_picked_up(ActiveLeg& leg, Micros now);
  void claim_caller(ActiveLeg& leg, Micros now);
  void drop_claim(ActiveLeg& leg, Micros now);
  void drop_claim_of(const Agent& agent, Micros now);
  bool begin_whisper(ActiveLeg& leg, Micros now);
  void whisper_over(ActiveLeg& leg, Micros now);
  std::string prompts_for(const ActiveCall& call, const ActiveLeg& leg) const;
  void play_to_leg(const ActiveCall& call, ActiveLeg& leg, bool is_repeat);
  void stop_leg_play(ActiveLeg& leg);
  ActiveLeg* leg_playing(const ActiveCall& call, int64_t play_id);
  void leg_play_finished(ActiveLeg& leg, Micros now);
  Result<void> key_on_leg(const Dtmf& in, Micros now);

  // supervise.cpp
  Result<Agent*> check_supervisor(const Id& tenant, const Id& user);
  void note_act(const ActiveCall& call, const Id& actor, std::string_view action,
                std::string detail);
  ActiveLeg* supervisor_leg(const ActiveCall& call, const Id& user);
  Result<void> supervise(ActiveCall& call, const SuperviseRequested& in, Micros now);
  Result<void> end_supervise(ActiveCall& call, const SuperviseEnded& in, Micros now);
  Result<void> move_requested(ActiveCall& call, const MoveRequested& in, Micros now);
  Result<void> set_priority(ActiveCall& call, const PriorityRequested& in, Micros now);
  void send_supervise(const ActiveCall& call, const ActiveLeg& leg, bool is_repeat);
  void end_supervision(ActiveCall& call, Micros now);

  // handled.cpp
  struct WrapUp;
  std::vector<HandledPart>& parts_of(WrapUp& wrap_up, const Id& call);
  void settle_part(ActiveCall& call, Micros spent);
  void end_part(ActiveCall& call, ActiveLeg& leg, Micros now);
  void part_over(const Id& tenant, const HandledPart& part, Micros now);
  void drop_placed_wrap_up(ActiveCall& call, Micros now);

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
  ActiveLeg& ring(ActiveCall& call, const Dialling& how, const Target& target, Micros now);
  bool is_taken(const Target& target) const;
  void send_dial(const ActiveCall& call, const ActiveLeg& leg, bool is_repeat);
  void close_leg(ActiveLeg& leg, std::string_view cause, Micros now);
  void serve(ActiveCall& call, ActiveLeg& leg, Micros now);
  void release_serving(ActiveCall& call, std::string_view cause, Micros now);
  bool holds_agent(const ActiveLeg& leg) const;
  struct AtPhone {
    acd::AgentRef agent;
    std::optional<Id> user_id;
    Micros wrap_up_us = 0;  // that he has earned in the call
  };
  void free_agent(const ActiveCall& call, const AtPhone& who, Micros now);
  void transfer_answered(ActiveCall& call, ActiveLeg& leg, Micros now);
  void handover_accepted(ActiveCall& call, ActiveLeg& leg, Micros now);
  void leg_time_up(ActiveLeg& leg, Micros now);
  void leg_lost(ActiveLeg& leg, std::string_view cause, Micros now);
  void serving_ended(ActiveCall& call, std::string_view cause, Micros now);
  const ivr::TransferNode* flow_transfer(const ActiveCall& call, const ActiveLeg& leg) const;
  void show_caller(const ActiveCall& call, const ActiveLeg& leg, Dial& dial) const;

  // transfer.cpp
  ActiveLeg* consult_leg(const ActiveCall& call);
  std::optional<Id> agent_leg(const ActiveCall& call) const;
  std::optional<Id> transferor(const ActiveCall& call);
  Result<void> check_target(const ActiveCall& call, const Target& target);
  void hand_to_queue(ActiveCall& call, QueueEntry& queue, Micros now);
  void hand_to_third(ActiveCall& call, bool is_gone, Micros now);
  void leave_call(ActiveCall& call, std::string_view cause, bool is_gone, Micros now);
  // The leg's far end is the caller from now on: the call's channel is the leg's id as text, the
  // leg is taken out of the book. What becomes of the old channel is the caller's to say.
  void take_channel(ActiveCall& call, ActiveLeg& leg, Micros now);
  void release_placer(ActiveCall& call, Micros now);
  void note_transfer(ActiveCall& call, std::string_view kind, const Target& target, Micros now);
  void note_transfer_result(ActiveCall& call, std::string_view result);

  // ending.cpp
  void end_call(ActiveCall& call, std::string_view cause, bool by_caller, Micros now);
  sivo::Call make_cdr(const ActiveCall& call, std::string_view cause, bool by_caller, Micros now);
  CallStatus status_of(const ActiveCall& call, std::string_view cause, bool by_caller) const;

  // invariants.cpp
  void check_call(const ActiveCall& call, Micros now) const;
  void check_place(const ActiveCall& call) const;
  void check_waiting(const ActiveCall& call) const;
  void check_times(const ActiveCall& call, Micros now) const;
  void check_part(const ActiveCall& call, const ActiveLeg& serving) const;
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
  std::optional<std::string> music_url(const ActiveCall& call);
  ActiveCall* named_call(const std::optional<Id>& id, const std::optional<std::string>& channel);
  void music(ActiveCall& call, bool is_on, const std::optional<std::string>& url);

  Directory directory_;
  Book book_;
  acd::Engine acd_;
  IdGenerator ids_;
  TimerHeap<> timers_;              // keys: book.hpp
  std::vector<Slot> leg_of_offer_;  // by the offer's slot
  std::vector<Record> outputs_;
  std::deque<std::pair<Slot, ivr::Event>> later_;  // for sessions, after what is going on
  std::deque<Id> overflows_;  // calls that a queue did not take for overflow, to be sent on
  // Names of skills, any tenant's, to the distributor's numbers. They only grow: by what
  // configurations and flows name.
  std::map<std::string, uint32_t, std::less<>> skills_;
  std::map<ResumeKey, LivePlace> places_;
  std::map<std::pair<Micros, Id>, ResumeKey> place_order_;  // by the moment until which it is kept
  std::vector<ResumeKey> new_places_;                       // to be written
  std::set<std::tuple<Id, std::string, Id>> callbacks_;     // queue, number, call
  std::map<std::pair<Id, std::string>, uint32_t> live_numbers_;  // inbound calls, by tenant
  // Calls whose agents wrap up: how many, and the CDR once the call is over and still gains acw_ms.
  struct WrapUp {
    int64_t running = 0;
    std::optional<sivo::Call> cdr;
    std::vector<HandledPart> parts{};  // of the CDR
  };
  std::map<Id, WrapUp> wrap_ups_;
  std::vector<sivo::Call> cdrs_;  // to be written
  std::vector<SupervisorAct> supervisor_acts_;
  std::vector<Id> dirty_agents_;
  std::vector<Book::Erased> removed_rows_;  // other than those of calls and legs
  uint64_t late_inputs_ = 0;
  bool is_loading_ = false;
  int64_t unusable_rows_ = 0;
  std::unique_ptr<Counting> counting_;  // null until somebody asks for statistics
  ivr::FlowPtr closed_flow_;            // shared with the sessions of refused calls
};

template <class Action>
Action Engine::to_call(const ActiveCall& call) const {
  Action action;
  action.call_id = call.row.id;
  if (!call.row.is_callback) action.channel = call.row.channel;  // it has none
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
  if constexpr (std::is_same_v<Data, OfferEvent>) {
    if (counting_) counting_->add(type, tenant, data, now);
  }
  if constexpr (std::is_same_v<Data, AgentEvent>) {
    if (counting_ && type == kStatusChanged) counting_->add(tenant, data, now);
  }
  outputs_.emplace_back(event);
}

}  // namespace sivo::call
