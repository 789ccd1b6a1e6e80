#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/core.hpp"
#include "core/look.hpp"
#include "core/outbox.hpp"
#include "core/retention.hpp"
#include "core/trace_file.hpp"
#include "engine/call/engine.hpp"
#include "store/store.hpp"

namespace sivo::core {

// What is told in place of an engine where a file is only looked at.
inline constexpr const char* kReadOnlyMessage = "the file is open for reading only";

// How the numbers of a core are drawn: the same seed and the same inputs give the same ids.
struct Origin {
  uint64_t seed = 0;
  uint64_t reloads = 0;  // how often the engines were built with it
  int64_t id_ms = 0;     // ids made before are not later than this ms
};

class Core::Impl {
 public:
  Impl(OpenOptions options, store::Store store, Origin origin)
      : options_(std::move(options)), store_(std::move(store)), origin_(origin) {}

  // open.cpp
  Result<void> start(bool is_repeating);
  Result<void> reload(bool is_repeating);
  Result<Micros> load_to_look(call::Engine& engine);
  Result<void> load_configuration(call::Engine& engine, Micros now);
  Result<void> load_live_state(call::Engine& engine);
  Result<void> load_unpolled();

  // step.cpp
  Result<void> check_ready();
  Result<void> step(const Record& input, Micros now);
  Result<void> check_call_id(const Record& input);
  Result<void> advance(Micros now);
  Result<void> begin();
  Result<void> commit();
  Result<void> rollback();
  Result<void> finish(Result<void> outcome);
  Result<void> ensure_unit();
  void mark_committed() noexcept;
  Result<void> write_rows();
  Result<void> note(const call::SupervisorAct& act);
  Result<void> write_events();
  Result<void> write_meta();
  void collect();
  Micros clamp(Micros now);
  void undo() noexcept;
  void close() noexcept;

  // rows.cpp
  Result<void> create(Record& row, Micros now);
  Result<void> update(Record& row, Micros now);
  Result<void> remove(const schema::Table& table, const Id& tenant, const Id& id, bool is_cascade,
                      Micros now);
  Result<void> create_in_unit(Record& row, bool is_sealed);
  Result<void> update_in_unit(Record& row, bool is_sealed);
  Result<void> remove_in_unit(const schema::Table& table, const Id& tenant, const Id& id,
                              bool is_cascade);
  Result<void> prepare(Record& row, bool is_new);
  Result<void> check_queue(const Record& row, bool is_new);
  Result<void> make_configuration(const Tenant& tenant);
  Result<void> mirror_tenant(const Tenant& tenant);
  void number_version(Record& row) const;
  Result<void> refuse(Result<void> why, const IdGenerator& ids);
  Result<void> deactivate_others(const IvrFlowVersion& version);
  Result<Record> get(const schema::Table& table, const Id& tenant, const Id& id);
  Result<store::Page> find(const schema::Table& table, const Id& tenant, const store::Query& query);
  store::Change change(bool is_sealed);
  Record status() const;

  // statistics.cpp
  Result<call::Engine*> counting_engine(Micros& now);
  Result<void> start_counting(call::Engine& engine);
  Result<Micros> counted_since(const Id& tenant);
  Result<void> each_record(const Id& tenant, Micros since,
                           const std::function<void(const sivo::Call&)>& visit);
  Result<void> each_event(const Id& tenant, Id& after,
                          const std::function<void(const Event&)>& visit);

  // look.cpp
  Result<Look*> look();
  Result<void> count_news(Look& look);
  Result<void> count_news_of(Look& look, const Id& tenant, std::vector<sivo::Call>& latest);
  Result<void> count_wrapped_up(Look& look);

  // trace.cpp
  Result<void> trace_start(const std::string& path);
  Result<void> trace_stop();
  void trace_input(const Record& input, Micros now);
  void trace_row(TraceOp op, const Record& row, Micros now);
  void trace_end_block(bool is_retaining);
  void trace_actor();

  OpenOptions options_;
  store::Store store_;
  Origin origin_;
  std::unique_ptr<call::Engine> engine_;  // null when read-only
  std::unique_ptr<Look> look_;            // null until a read-only core looks
  // Apart from the engine's, which a replay draws again in the same order: what users create has
  // its id in the trace.
  IdGenerator row_ids_{0};
  Outbox outbox_;
  store::Actor actor_;
  Retention retention_;
  // In a replay, in place of what the replay itself polls: what the recorded host had polled.
  std::optional<Id> recorded_polled_;
  std::unique_ptr<TraceWriter> trace_;
  Micros now_ = 0;
  bool in_group_ = false;
  bool is_poisoned_ = false;
  bool must_reload_ = false;
  bool must_trace_actor_ = false;
  bool is_half_done_ = false;  // a row call began to change the engines
  Id saved_polled_;            // the marker of polled events that the file has
  Origin committed_;           // as of the last commit
  bool has_changes_ = false;   // rows were changed in this unit
  int64_t steps_ = 0;
  int64_t commits_ = 0;
  int64_t refused_submits_ = 0;
  uint64_t late_before_ = 0;  // of engines that were built again

  struct Inbox {
    std::mutex mutex;  // the one lock: sivo_submit is open to any thread
    std::deque<Record> inputs;
    void (*wakeup)(void*) = nullptr;
    void* context = nullptr;
  } inbox_;
};

}  // namespace sivo::core
