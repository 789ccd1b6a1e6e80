#include "acd_sql.hpp"

#include <initializer_list>
#include <stdexcept>

namespace sivo::bench {
namespace {

// States; 0 is an agent who is idle and a caller who waits.
constexpr int64_t kOffered = 1, kOnCall = 2, kWrapUp = 3;

constexpr const char* kTables =
    "CREATE TABLE agents (id INTEGER PRIMARY KEY, present INTEGER NOT NULL, state INTEGER NOT NULL,"
    " idle_since INTEGER NOT NULL);"
    "CREATE TABLE tiers (queue INTEGER NOT NULL, agent INTEGER NOT NULL, tier INTEGER NOT NULL,"
    " level INTEGER NOT NULL, PRIMARY KEY (queue, agent)) WITHOUT ROWID;"
    "CREATE TABLE callers (tag INTEGER PRIMARY KEY, queue INTEGER NOT NULL,"
    " state INTEGER NOT NULL, priority INTEGER NOT NULL, joined INTEGER NOT NULL);"
    "CREATE INDEX idle_agents ON agents (state, idle_since);"
    "CREATE INDEX line ON callers (state, priority DESC, joined, tag, queue)";

constexpr const char* kLine =
    "SELECT tag, queue, joined FROM callers WHERE state = 0 ORDER BY priority DESC, joined, tag";

// Few are idle, so they come first and the queue's tier second: CROSS JOIN holds SQLite to it.
constexpr const char* kChoose =
    "SELECT a.id FROM agents AS a CROSS JOIN tiers AS t ON t.agent = a.id"
    " WHERE a.state = 0 AND a.present AND t.queue = ?1 AND (t.tier = 1 OR ?2 >= ?3 OR NOT EXISTS"
    " (SELECT 1 FROM tiers AS l CROSS JOIN agents AS b ON b.id = l.agent"
    " WHERE l.queue = t.queue AND l.tier < t.tier AND b.present))"
    " ORDER BY t.tier, a.idle_since, t.level, a.id LIMIT 1";

using Statement = RawSqlite::Statement;

void bind(const Statement& statement, std::initializer_list<int64_t> values) {
  int place = 0;
  for (const int64_t value : values) sqlite3_bind_int64(statement.get(), ++place, value);
}

// False at the end, where the statement is reset.
bool step(const Statement& statement) {
  const int code = sqlite3_step(statement.get());
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement.get());
  if (code != SQLITE_DONE)
    throw std::runtime_error(std::string("the dispatcher in SQL: ") + sqlite3_errstr(code));
  return false;
}

void run(const Statement& statement, std::initializer_list<int64_t> values) {
  bind(statement, values);
  step(statement);
}

}  // namespace

SqlDispatcher::SqlDispatcher(const Scene& scene, Micros now)
    : tier_wait_us_(scene.tier_wait_us), db_(":memory:") {
  db_.execute("PRAGMA journal_mode=OFF");
  db_.execute(kTables);
  begin_ = db_.prepare("BEGIN");
  commit_ = db_.prepare("COMMIT");
  line_ = db_.prepare(kLine);
  choose_ = db_.prepare(kChoose);
  add_caller_ = db_.prepare(
      "INSERT INTO callers (tag, queue, state, priority, joined) VALUES (?1, ?2, 0, ?3, ?4)");
  set_caller_ = db_.prepare("UPDATE callers SET state = ?2 WHERE tag = ?1");
  remove_caller_ = db_.prepare("DELETE FROM callers WHERE tag = ?1");
  set_agent_ = db_.prepare("UPDATE agents SET state = ?2 WHERE id = ?1");
  set_idle_ = db_.prepare("UPDATE agents SET state = 0, idle_since = ?2 WHERE id = ?1");
  load(scene, now);
}

void SqlDispatcher::load(const Scene& scene, Micros now) {
  const Statement add_agent =
      db_.prepare("INSERT INTO agents (id, present, state, idle_since) VALUES (?1, 1, 0, ?2)");
  const Statement add_place =
      db_.prepare("INSERT INTO tiers (queue, agent, tier, level) VALUES (?1, ?2, ?3, ?4)");
  run(begin_, {});
  for (uint32_t agent = 0; agent < scene.agents(); ++agent) {
    run(add_agent, {agent, now});
    for (const Place& place : scene.places[agent])
      run(add_place, {place.queue, agent, place.tier, place.level});
  }
  run(commit_, {});
}

// Time alone opens tiers, nothing else.
void SqlDispatcher::pass_time(Micros now) {
  if (tier_wait_us_ > 0) pass(now);
}

void SqlDispatcher::join(const Arrival& arrival, Micros now) {
  enter(arrival, now);
  pass(now);
}

void SqlDispatcher::enter(const Arrival& arrival, Micros now) {
  run(add_caller_, {static_cast<int64_t>(arrival.tag), arrival.queue, arrival.priority, now});
}

void SqlDispatcher::end_call(uint32_t agent, Micros) { run(set_agent_, {agent, kWrapUp}); }

void SqlDispatcher::ready(uint32_t agent, Micros now) {
  run(set_idle_, {agent, now});
  pass(now);
}

void SqlDispatcher::serve(std::vector<Assignment>& served, Micros) {
  for (const Assignment& offer : offers_) {
    run(set_agent_, {offer.agent, kOnCall});
    run(remove_caller_, {static_cast<int64_t>(offer.tag)});
    served.push_back(offer);
  }
  offers_.clear();
}

void SqlDispatcher::read_line() {
  waiting_.clear();
  while (step(line_)) {
    waiting_.push_back({sqlite3_column_int64(line_.get(), 0), sqlite3_column_int64(line_.get(), 1),
                        sqlite3_column_int64(line_.get(), 2)});
  }
}

void SqlDispatcher::pass(Micros now) {
  run(begin_, {});
  read_line();
  for (const Caller& caller : waiting_) {
    bind(choose_, {caller.queue, now - caller.joined, tier_wait_us_});
    if (!step(choose_)) continue;
    const int64_t agent = sqlite3_column_int64(choose_.get(), 0);
    sqlite3_reset(choose_.get());
    run(set_agent_, {agent, kOffered});
    run(set_caller_, {caller.tag, kOffered});
    offers_.push_back({static_cast<uint32_t>(agent), static_cast<uint64_t>(caller.tag)});
  }
  run(commit_, {});
}

}  // namespace sivo::bench
