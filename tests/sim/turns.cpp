#include <algorithm>
#include <filesystem>

#include "sim/inside.hpp"
#include "sim/rows.hpp"
#include "sim/simulation.hpp"

// What happens to the library and to the telephone system: restarts, partitions, changes.
namespace sivo::sim {
namespace {

constexpr size_t kGroupMax = 6;

// Around the first letter that differs.
std::string difference(const std::string& before, const std::string& after) {
  constexpr size_t kShown = 160;
  size_t at = 0;
  while (at < std::min(before.size(), after.size()) && before[at] == after[at]) ++at;
  const size_t from = at < kShown ? 0 : at - kShown;
  return "before " + before.substr(from, 2 * kShown) + "\nafter " + after.substr(from, 2 * kShown);
}

}  // namespace

void Simulation::plan_turn(Turn turn, Micros mean) {
  if (mean > 0 && !is_draining_) turns_.emplace(std::pair(now_ + draw_gap(mean), ++planned_), turn);
}

void Simulation::take_turn(Turn turn) {
  switch (turn) {
    case Turn::kChange:
      change();
      return plan_turn(turn, day_.change_gap_us);
    case Turn::kRestart:
      restart();
      return plan_turn(turn, day_.restart_gap_us);
    case Turn::kHostRestart:
      note("host restarts");
      pbx_->restart(now_);
      return plan_turn(turn, day_.host_restart_gap_us);
    case Turn::kPartition:
      partition();
      return plan_turn(turn, day_.faults.quiet_us);
    case Turn::kStall:
      // The machine stands still: every timer is late, and all that came waits.
      now_ += static_cast<Micros>(random_.below(10'000'000));
      patience_.since = std::max(patience_.since, now_);
      note("stalled");
      return plan_turn(turn, day_.faults.quiet_us);
    case Turn::kGroup:
      group();
      return plan_turn(turn, 10 * kSecond);
  }
}

void Simulation::change() {
  if (!core_) return;
  note("change");
  outcome_.changes += change_something(*core_, world_, random_, now_);
  know_users();
  listen();
}

void Simulation::partition() {
  const auto max = static_cast<uint64_t>(day_.faults.down_us_max);
  const Micros until = now_ + static_cast<Micros>(random_.below(max + 1));
  note("partition until " + format_time(until).substr(11, 12));
  channel_.take_down(until);
  patience_.since = std::max(patience_.since, until);
}

// Several inputs share a commit; sometimes it is taken back, and the host tells them again.
void Simulation::group() {
  if (!core_) return;
  check_outcome(core_->begin());
  std::vector<Record> told;
  size_t births = 0;
  note("begin");
  while (told.size() < kGroupMax && channel_.next() <= now_ + 200 * kMillisecond) {
    now_ = std::max(now_, channel_.next());
    told.push_back(channel_.take());
    births += step(told.back());
  }
  if (random_.below(4) == 0) {
    note("rollback");
    check_outcome(core_->rollback());
    for (Record& message : told) channel_.put_back(std::move(message), now_ + 10 * kMillisecond);
    check_outcome(core_->advance(now_));
  } else {
    note("commit");
    check_outcome(core_->commit());
    for (; births > 0; --births) ledger_.offered();
  }
  listen();
}

// The 5 s in which a silent host may still answer do not survive a restart: such an offer is closed
// as host_error when the file is opened.
bool Simulation::rings_past_deadline() {
  for (const World::Owner& owner : world_.owners) {
    for (const LiveLeg& leg : rows_of<LiveLeg>(*core_, owner.tenant)) {
      if (leg.is_offer && leg.ring_until <= now_) return true;
    }
  }
  return false;
}

// Closed cleanly, or killed: then what was not committed and what was under way to the process is
// lost. What was polled, and by the same commit what was not, is there again.
void Simulation::restart() {
  if (!core_ || path_.empty()) return;
  ++outcome_.restarts;
  const bool is_killed = random_.below(3) != 0;
  const Micros pause = random_.below(2) == 0 ? 0 : static_cast<Micros>(random_.below(40'000'000));
  if (day_.sabotage == Sabotage::kLostCall && !is_sabotaged_) {
    for (const LiveCall& row : rows_of<LiveCall>(*core_, world_.owners[0].tenant)) {
      forge_removal(*core_, schema::table_of<LiveCall>(), row.tenant_id, row.id);
      is_sabotaged_ = true;
    }
  }
  std::vector<std::string> before;
  const bool is_exact = pause == 0 && core_->deadline() > now_ && !rings_past_deadline();
  for (const World::Owner& owner : world_.owners) {
    before.push_back(live_text(*core_, owner.tenant));
  }
  if (is_killed) {
    if (random_.below(2) == 0) {
      check_outcome(core_->begin());
      if (channel_.next() <= now_ + kSecond) (void)step(channel_.take());
    }
    const std::string copy = day_.folder + "/day" + std::to_string(++files_) + ".sivo";
    std::filesystem::copy_file(path_, copy);
    if (std::filesystem::exists(path_ + "-wal")) {
      std::filesystem::copy_file(path_ + "-wal", copy + "-wal");
    }
    core_.reset();
    for (const char* tail : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(path_ + tail);
    path_ = copy;
    if (random_.below(2) == 0) channel_.lose_all();
  } else {
    core_.reset();
  }
  note(is_killed ? "killed" : "closed");
  opens_at_ = now_ + pause;
  if (!is_exact) return;
  open();
  for (size_t i = 0; i < before.size(); ++i) {
    const std::string after = live_text(*core_, world_.owners[i].tenant);
    expect(after == before[i], "reopening changes nothing", difference(before[i], after));
  }
  listen();
}

void Simulation::open() {
  core::OpenOptions options;
  options.path = path_;
  options.durability = core::Durability::kNone;
  options.now = now_;
  options.seed = day_.seed;
  auto opened = Core::open(options);
  expect(opened.ok(), "reopen", opened.ok() ? "" : opened.error().message);
  core_ = *std::move(opened);
  opens_at_ = 0;
  patience_.since = std::max(patience_.since, now_);
  ledger_.reopened();
  note("open");
}

}  // namespace sivo::sim
