#pragma once

#include <vector>

#include "acd_scene.hpp"
#include "raw_sqlite.hpp"

namespace sivo::bench {

// A distributor of the kind PBX modules are: agents, tiers and waiting callers are tables of an
// in-memory SQLite database, and a pass asks one query for every waiting caller, over agents ×
// tiers in the order of the strategy. Here it gets what it can be given: a pass for every event
// instead of a poll, numbers instead of texts, prepared statements, an index for every question,
// one transaction a pass. No skills. A baseline.
class SqlDispatcher {
 public:
  SqlDispatcher(const Scene& scene, Micros now);

  void pass_time(Micros now);
  void join(const Arrival& arrival, Micros now);
  void enter(const Arrival& arrival, Micros now);
  void end_call(uint32_t agent, Micros now);
  void ready(uint32_t agent, Micros now);
  void serve(std::vector<Assignment>& served, Micros now);

 private:
  using Statement = RawSqlite::Statement;
  struct Caller {
    int64_t tag = 0;
    int64_t queue = 0;
    int64_t joined = 0;
  };

  void load(const Scene& scene, Micros now);
  void read_line();
  void pass(Micros now);

  Micros tier_wait_us_;
  RawSqlite db_;
  Statement begin_, commit_, line_, choose_;
  Statement add_caller_, set_caller_, remove_caller_, set_agent_, set_idle_;
  std::vector<Caller> waiting_;  // in line order, of the pass in progress
  std::vector<Assignment> offers_;
};

}  // namespace sivo::bench
