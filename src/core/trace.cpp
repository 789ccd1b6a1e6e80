#include <cstdio>
#include <filesystem>

#include "core/impl.hpp"
#include "core/trace_hash.hpp"
#include "sivo/version.h"

namespace sivo::core {
namespace {

void add_actor(TraceWriter& trace, const store::Actor& of) {
  Actor actor;
  if (!of.user_id.is_nil()) actor.user_id = of.user_id;
  if (!of.ip.empty()) actor.ip = of.ip;
  if (!of.user_agent.empty()) actor.user_agent = of.user_agent;
  actor.is_cross_tenant = of.is_cross_tenant;
  trace.add_actor(Record(actor));
}

// The database as a file beside the trace, for as long as it is copied into it: the database may
// be larger than the memory.
class Image {
 public:
  explicit Image(const std::string& trace) : path_(trace + "-image") {}
  ~Image() { std::remove(path_.c_str()); }  // asks for no memory
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  const std::string& path() const { return path_; }
  Result<int64_t> take(store::Store& store) const {
    if (auto done = store.copy_to(path_); !done) return done.take_error();
    std::error_code failed;
    const auto size = std::filesystem::file_size(path_, failed);
    if (failed) return Error{Status::kIo, "the copy of the database cannot be read", "path"};
    return static_cast<int64_t>(size);
  }

 private:
  std::string path_;
};

}  // namespace

Result<void> Core::Impl::trace_start(const std::string& path) {
  if (auto ready = check_ready(); !ready) return ready;
  if (in_group_) return Error{Status::kState, "expected no open group", {}};
  if (trace_) return Error{Status::kState, "a trace is being written already", {}};
  auto writer = TraceWriter::create(path);
  if (!writer) return writer.take_error();
  const Image image(path);
  auto image_bytes = image.take(store_);
  if (!image_bytes) return image_bytes.take_error();
  TraceHeader header;
  header.seed = origin_.seed;
  header.reloads = origin_.reloads;
  header.id_ms = std::max(origin_.id_ms, engine_->ids().last_ms());
  header.now = now_;
  header.polled = outbox_.last_event();
  header.library = SIVO_VERSION;
  header.image_bytes = *image_bytes;
  if (auto done = (*writer)->begin(header, image.path()); !done) return done;
  // The replay begins with engines built from the image; so does the recording.
  if (auto done = reload(false); !done) return done;
  if (auto done = commit(); !done) return done;
  add_actor(**writer, actor_);
  (*writer)->keep();
  trace_ = *std::move(writer);  // the last thing: a call that fails has started no trace
  must_trace_actor_ = false;
  return {};
}

Result<void> Core::Impl::trace_stop() {
  if (auto ready = check_ready(); !ready) return ready;
  if (in_group_) return Error{Status::kState, "expected no open group", {}};
  if (!trace_) return Error{Status::kState, "no trace is being written", {}};
  auto state = store_.state_hash(kVolatileMeta);
  if (!state) return state.take_error();
  auto done = trace_->finish(*state);
  trace_.reset();
  return done;
}

void Core::Impl::trace_input(const Record& input, Micros now) {
  if (must_trace_actor_) trace_actor();
  if (trace_) trace_->add_input(input, now);
}

void Core::Impl::trace_row(TraceOp op, const Record& row, Micros now) {
  if (must_trace_actor_) trace_actor();
  if (trace_) trace_->add_row(op, row, now);
}

void Core::Impl::trace_actor() {
  must_trace_actor_ = false;
  if (trace_) add_actor(*trace_, actor_);
}

// Before the commit, while failing is still free.
void Core::Impl::trace_end_block(bool is_retaining) {
  if (!trace_) return;
  if (is_retaining) trace_->add_polled(outbox_.last_event(), now_);
  trace_->end_block(hash_of(outbox_.staged()), now_);
}

}  // namespace sivo::core
