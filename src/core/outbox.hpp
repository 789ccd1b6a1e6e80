#pragma once

#include <list>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "schema/record.hpp"

namespace sivo::core {

using schema::Record;

// The outputs between the engine and sivo_poll: staged until the commit of their cause, then ready,
// in order. Bounded by the core, which refuses inputs while it is full.
class Outbox {
 public:
  void stage(const std::vector<Record>& outputs);
  // From the commit: staged outputs become visible.
  // Cannot fail: the cause is on disk by then.
  void release() noexcept;
  // From the rollback.
  void drop_staged() { staged_.clear(); }
  std::optional<Record> take();

  size_t size() const { return ready_.size() + staged_.size(); }
  bool has_staged() const { return !staged_.empty(); }
  const std::list<Record>& staged() const { return staged_; }
  const Id& last_event() const { return last_event_; }
  void set_last_event(const Id& id) { last_event_ = id; }

  // Events of an earlier run that nobody polled; they come first.
  void push_ready(Record output) { ready_.push_back(std::move(output)); }

  // The ends that a restart must not forget, as JSON: actions not polled yet that take something
  // away, which no row is left to tell of. What calls in progress need is told again from theirs.
  std::string unpolled_ends() const;
  static Result<std::vector<Record>> parse_ends(std::string_view json);

 private:
  std::list<Record> staged_;
  std::list<Record> ready_;
  Id last_event_;  // the latest one polled
};

}  // namespace sivo::core
