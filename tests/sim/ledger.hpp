#pragma once

#include <map>
#include <set>
#include <string>

#include "core/core.hpp"
#include "schema/events.hpp"
#include "schema/record.hpp"

// What the outputs of a whole day must add up to, whatever restarts came in between.
namespace sivo::sim {

using schema::Record;

class Ledger {
 public:
  explicit Ledger(const std::map<Id, Id>& tenant_of_user) : tenant_of_user_(tenant_of_user) {}

  void read(const Record& output);
  // After reopening, events that were not acknowledged come once more.
  void reopened() { last_event_ = Id{}; }
  // A call_offered or call_placed was committed as a new call.
  void offered() { ++offered_; }
  // All calls are over.
  void settle(core::Core& core, const Id& tenant) const;
  void settle() const;

  size_t calls() const { return begun_.size(); }
  size_t answers() const { return answers_; }
  size_t offers() const { return offers_.size(); }
  size_t repeats() const { return repeats_; }
  uint64_t digest() const { return digest_; }
  bool has_digest = false;  // costs the rendering of every output

 private:
  struct Visits {
    int entered = 0;
  };
  struct Offer {
    Id call, user;
    bool is_over = false;
  };

  void read_event(const Event& event);
  void read_offer(const Event& event);
  void read_queue(const Event& event);

  const std::map<Id, Id>& tenant_of_user_;
  std::set<Id> seen_;
  Id last_event_;
  std::map<Id, Id> begun_;  // calls, to their tenant
  std::set<Id> ended_;
  std::map<Id, Visits> visits_;  // by call
  std::map<Id, Offer> offers_;   // by leg
  std::map<Id, Id> legs_;        // dialled, to their call
  size_t offered_ = 0;
  size_t answers_ = 0;
  size_t repeats_ = 0;
  uint64_t digest_ = 0;
};

}  // namespace sivo::sim
