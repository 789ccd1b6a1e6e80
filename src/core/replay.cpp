#include "core/impl.hpp"
#include "core/keys.hpp"
#include "core/trace_hash.hpp"

namespace sivo::core {
namespace {

constexpr int kEntriesPerStep = 2'000;
constexpr int32_t kPagesPerStep = 4'096;  // as of a backup

std::string hex(const crypto::Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const uint8_t byte : digest) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xf];
  }
  return out;
}

bool is_of_machine(Status status) {
  return status == Status::kNoMemory || status == Status::kIo || status == Status::kDiskFull;
}

}  // namespace

// Drives the recorded entries through the same code that made them, and compares.
class Replay final : public Job {
 public:
  Replay(TraceReader reader, std::unique_ptr<Core::Impl> core, std::string database)
      : reader_(std::move(reader)), core_(std::move(core)), database_(std::move(database)) {}

  Result<Progress> step() override {
    if (is_broken_) return Error{Status::kState, "the replay broke off before", {}};
    for (int i = 0; i < kEntriesPerStep && !is_replayed_; ++i) {
      if (auto done = next_entry(); !done) {
        is_broken_ = true;
        return done.take_error();
      }
    }
    const int64_t size = reader_.size_bytes();
    if (!is_replayed_) return Progress{std::min(reader_.position_bytes(), size - 1), size};
    if (is_over()) return Progress{size + pages_, size + pages_};
    auto saved = save();
    if (!saved) {
      copy_.reset();  // the next step begins the copy anew
      return saved.take_error();
    }
    is_saved_ = saved->done == saved->total;
    pages_ = saved->total;
    return Progress{size + saved->done, size + pages_};
  }

  Result<Record> report() override {
    if (!is_over()) return Error{Status::kState, "the replay is not finished", {}};
    return Record(report_);
  }

 private:
  bool is_over() const { return is_replayed_ && (is_saved_ || database_.empty()); }

  // An error only where the machine failed: then the replay says nothing about the trace.
  Result<void> next_entry() {
    auto entry = reader_.next();
    if (!entry) return problem(entry.take_error());
    if (!*entry) {
      is_replayed_ = true;
      if (reader_.is_cut_off() || !report_.is_complete) return cut_off();
      return {};
    }
    if (auto done = apply(**entry); !done) return problem(done.take_error());
    return {};
  }

  Result<void> apply(TraceEntry& entry) {
    core_->clamp(entry.now);
    switch (entry.op) {
      case TraceOp::kInput: {
        ++report_.inputs;
        (void)core_->engine_->apply(*entry.record, entry.now);  // a refusal is part of the day
        core_->collect();
        return {};
      }
      case TraceOp::kCreate:
        if (auto done = core_->ensure_unit(); !done) return done;
        return core_->create_in_unit(*entry.record, true);
      case TraceOp::kUpdate:
        if (auto done = core_->ensure_unit(); !done) return done;
        return core_->update_in_unit(*entry.record, true);
      case TraceOp::kRemove:
        return remove(entry);
      case TraceOp::kActor:
        return act_as(entry);
      case TraceOp::kReload:
        return core_->reload(false);
      case TraceOp::kPolled:
        core_->recorded_polled_ = entry.id;
        core_->has_changes_ = true;  // so that the commit does what the recorded one did
        return {};
      case TraceOp::kCommit:
        return commit(entry);
      case TraceOp::kProof:
        return prove(entry);
      case TraceOp::kHeader:
      case TraceOp::kImage:
        break;
    }
    return Error{Status::kMismatch, "the trace is damaged: a second header", {}};
  }

  Result<void> remove(const TraceEntry& entry) {
    const schema::Table* table = schema::find_table(entry.kind);
    if (!table) return Error{Status::kMismatch, "the trace removes a row of an unknown kind", {}};
    if (auto done = core_->ensure_unit(); !done) return done;
    const Id tenant = entry.kind == Kind::kTenant ? entry.id : entry.tenant;
    return core_->remove_in_unit(*table, tenant, entry.id, entry.is_cascade);
  }

  Result<void> act_as(const TraceEntry& entry) {
    const auto& actor = entry.record->as<Actor>();
    core_->actor_ = {actor.user_id.value_or(Id{}), actor.ip.value_or(""),
                     actor.user_agent.value_or(""), actor.is_cross_tenant};
    return {};
  }

  Result<void> commit(const TraceEntry& entry) {
    ++report_.commits;
    if (hash_of(core_->outbox_.staged()) != entry.digest && !report_.first_difference) {
      report_.first_difference = report_.commits;
      report_.problem = "commit " + std::to_string(report_.commits) + " gave other outputs";
    }
    if (auto done = core_->commit(); !done) return done;
    while (core_->outbox_.take()) {
    }
    return {};
  }

  Result<void> prove(const TraceEntry& entry) {
    report_.is_complete = true;
    auto state = core_->store_.state_hash(kVolatileMeta);
    if (!state) return state.take_error();
    report_.state_hash = hex(*state);
    report_.is_equal = *state == entry.digest && !report_.first_difference && !report_.problem;
    if (*state != entry.digest && !report_.problem) {
      report_.problem = "the outputs are equal, the tables at the end are not";
    }
    return {};
  }

  Result<void> problem(Error error) {
    if (is_of_machine(error.status)) return error;
    if (!report_.problem) report_.problem = std::move(error.message);
    report_.is_equal = false;
    is_replayed_ = true;
    return {};
  }

  Result<void> cut_off() {
    if (!report_.problem) {
      report_.problem = "the trace is cut off: it ends without its proof; what is there was equal";
    }
    auto state = core_->store_.state_hash(kVolatileMeta);
    if (state) report_.state_hash = hex(*state);
    if (!state && is_of_machine(state.error().status)) return state.take_error();
    return {};
  }

  // The rebuilt database under the name that was asked for, in steps.
  Result<store::BackupRun::Progress> save() {
    if (!copy_) {
      if (core_->store_.in_unit()) core_->store_.rollback();
      auto copy = core_->store_.begin_backup(database_);
      if (!copy) return copy.take_error();
      copy_.emplace(*std::move(copy));
    }
    return copy_->step(kPagesPerStep);
  }

  TraceReader reader_;
  std::unique_ptr<Core::Impl> core_;
  std::string database_;
  ReplayReport report_;
  bool is_broken_ = false;
  bool is_replayed_ = false;  // to its end, or to what is wrong
  bool is_saved_ = false;
  int64_t pages_ = 0;                     // of the copy, as far as its size is known
  std::optional<store::BackupRun> copy_;  // goes before the store it copies
};

Result<std::unique_ptr<Job>> replay(const std::string& trace, const std::string& database) {
  auto reader = TraceReader::open(trace);
  if (!reader) return reader.take_error();
  auto seals = make_seals({});
  if (!seals) return seals.take_error();
  store::OpenOptions options;
  options.durability = store::Durability::kNone;
  options.seals = *std::move(seals);
  auto store = store::Store::open_content(std::move(options), reader->header().image_bytes,
                                          [&] { return reader->next_image_piece(); });
  if (!store) return store.take_error();
  const TraceHeader& header = reader->header();
  auto core = std::make_unique<Core::Impl>(OpenOptions{}, *std::move(store),
                                           Origin{header.seed, header.reloads, header.id_ms});
  core->now_ = header.now;
  core->recorded_polled_ = header.polled;
  if (auto done = core->reload(false); !done) return done.take_error();
  if (auto done = core->commit(); !done) return done.take_error();
  while (core->outbox_.take()) {
  }
  return std::unique_ptr<Job>(
      std::make_unique<Replay>(*std::move(reader), std::move(core), database));
}

}  // namespace sivo::core
