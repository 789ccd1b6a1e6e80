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

}  // namespace

Result<void> Core::Impl::trace_start(const std::string& path) {
  if (auto ready = check_ready(); !ready) return ready;
  if (in_group_) return Error{Status::kState, "expected no open group", {}};
  if (trace_) return Error{Status::kState, "a trace is being written already", {}};
  auto image = store_.serialize();
  if (!image) return image.take_error();
  TraceHeader header;
  header.seed = origin_.seed;
  header.reloads = origin_.reloads;
  header.id_ms = std::max(origin_.id_ms, engine_->ids().last_ms());
  header.now = now_;
  header.polled = outbox_.last_event();
  header.library = SIVO_VERSION;
  header.database = *std::move(image);
  auto writer = TraceWriter::create(path, header);
  if (!writer) return writer.take_error();
  // The replay begins with engines built from the image; so does the recording.
  if (auto done = reload(false); !done) return done;
  if (auto done = commit(); !done) return done;
  add_actor(**writer, actor_);
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
