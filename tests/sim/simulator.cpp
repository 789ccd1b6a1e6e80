#include <filesystem>

#include "core/site.hpp"
#include "schema/call.hpp"
#include "sim/inside.hpp"
#include "sim/rows.hpp"
#include "sim/simulation.hpp"

namespace sivo::sim {
namespace {

using test::kMorning;

constexpr Micros kDrainMax = 40 * kMinute;  // two callbacks' windows, wrap-ups, guards
constexpr uint64_t kStepsMax = 2'000'000;

}  // namespace

Simulation::Simulation(const Day& day)
    : day_(day),
      random_(keyed_random(day.seed, 11, 0)),
      channel_(day.faults, keyed_random(day.seed, 12, 0)),
      ledger_(tenant_of_),
      now_(kMorning) {
  ledger_.has_digest = day.has_digest;
}

void Simulation::note(const std::string& line) {
  if (outcome_.step < day_.log_from) return;
  outcome_.log.push_back(std::to_string(outcome_.step) + " " + format_time(now_).substr(11, 12) +
                         " " + line);
}

void Simulation::know_users() {
  for (const World::Owner& owner : world_.owners) {
    for (const Id& user : owner.agents) tenant_of_[user] = owner.tenant;
    for (const Id& user : owner.supervisors) tenant_of_[user] = owner.tenant;
  }
}

void Simulation::begin() {
  if (!day_.folder.empty()) {
    std::filesystem::remove_all(day_.folder);
    std::filesystem::create_directories(day_.folder);
    path_ = day_.folder + "/day0.sivo";
  }
  open();
  world_ = furnish(*core_, now_);
  know_users();
  patience_.differs_max = kAuditPeriod + day_.faults.late_us_max + 2 * kSecond;
  pbx_.emplace(world_, channel_, day_.conduct, keyed_random(day_.seed, 13, 0));
  pbx_->start(now_);
  plan_turn(Turn::kChange, day_.change_gap_us);
  plan_turn(Turn::kRestart, day_.restart_gap_us);
  plan_turn(Turn::kHostRestart, day_.host_restart_gap_us);
  plan_turn(Turn::kPartition, day_.faults.quiet_us);
  plan_turn(Turn::kStall, day_.faults.quiet_us);
  plan_turn(Turn::kGroup, 10 * kSecond);
}

Micros Simulation::next_event() const {
  Micros next = std::min(channel_.next(), pbx_->next());
  if (!turns_.empty()) next = std::min(next, turns_.begin()->first.first);
  if (!core_) return std::min(next, opens_at_);
  return day_.sabotage == Sabotage::kNoTimers ? next : std::min(next, core_->deadline());
}

void Simulation::check_outcome(const Result<void>& done) {
  if (done.ok()) return;
  const Status status = done.error().status;
  const bool is_refusal = status == Status::kInvalid || status == Status::kNotFound ||
                          status == Status::kExists || status == Status::kState ||
                          status == Status::kDenied || status == Status::kFull;
  expect(is_refusal, "step",
         std::string(status_name(status)) + " " + done.error().path + ": " + done.error().message);
}

// True: a new call was taken.
bool Simulation::step(const Record& message) {
  const bool is_birth = matter_of(message.kind()) == Matter::kBirth;
  const uint64_t late = late_inputs(*core_);
  // The clock may step back; the library's does not.
  const Micros told = random_.below(200) == 0 ? now_ - 5 * kSecond : now_;
  const auto done = core_->step(message, told);
  note("in " + std::string(message.table().name) + " " +
       (outcome_.step < day_.log_from ? "" : schema::render_record(message)) +
       (done.ok() ? "" : " REFUSED " + done.error().message));
  check_outcome(done);
  if (!done.ok()) pbx_->refused(message, now_);
  const bool is_late = late_inputs(*core_) > late;
  outcome_.late += is_late;
  return is_birth && done.ok() && !is_late;
}

void Simulation::deliver(Record message) {
  if (!core_) {
    if (random_.below(2) == 0) channel_.put_back(std::move(message), opens_at_ + kMillisecond);
    return;
  }
  const bool is_birth = matter_of(message.kind()) == Matter::kBirth;
  if (!is_birth && random_.below(20) == 0) {
    check_outcome(core_->submit(message));
    note("submit " + std::string(message.table().name));
    check_outcome(core_->advance(now_));
  } else if (step(message)) {
    ledger_.offered();
  }
  listen();
}

// The events are read by the one who keeps the books, the actions by the telephone system, unless
// the line to it is down.
void Simulation::listen() {
  for (;;) {
    auto output = core_->poll();
    expect(output.ok(), "poll", output.ok() ? "" : output.error().message);
    if (!*output) break;
    const Record& record = **output;
    if (outcome_.step >= day_.log_from) {
      note("out " + std::string(record.table().name) + " " + schema::render_record(record));
    }
    const bool is_hidden = day_.sabotage == Sabotage::kHiddenEnd && !is_sabotaged_ &&
                           record.kind() == Kind::kEvent && record.as<Event>().type == "call.ended";
    is_sabotaged_ |= is_hidden;
    if (!is_hidden) ledger_.read(record);
    if (record.kind() != Kind::kEvent) actions_.push_back(record);
  }
  if (channel_.is_down(now_)) {
    std::erase_if(actions_, [&](const Record&) { return random_.below(2) == 0; });
    return;
  }
  const std::vector<Record> actions = std::move(actions_);
  actions_.clear();
  for (const Record& action : actions) pbx_->hear(action, now_);
}

void Simulation::check_step() {
  ++outcome_.step;
  if (core_ && outcome_.step % day_.engine_every == 0) check_engine(*core_);
  if (outcome_.step % day_.rows_every == 0) check_all_rows();
  expect(outcome_.step < kStepsMax, "endless", "");
}

void Simulation::check_all_rows() {
  if (!core_ || (core_->deadline() <= now_ && day_.sabotage != Sabotage::kNoTimers)) return;
  forge_rows();
  for (const World::Owner& owner : world_.owners) {
    check_rows(*core_, owner.tenant, now_);
    check_truth(*core_, owner.tenant, *pbx_, patience_, now_);
  }
}

void Simulation::move_to(Micros at) {
  now_ = std::max(now_, at);
  if (!core_ && opens_at_ <= now_) {
    open();
    return listen();
  }
  if (core_ && core_->deadline() <= now_ && day_.sabotage != Sabotage::kNoTimers) {
    note("advance");
    check_outcome(core_->advance(now_));
    return listen();
  }
  if (channel_.next() <= now_) return deliver(channel_.take());
  if (pbx_->next() <= now_) return pbx_->act(core_.get(), now_);
  if (turns_.empty() || turns_.begin()->first.first > now_) return;
  const Turn turn = turns_.begin()->second;
  turns_.erase(turns_.begin());
  take_turn(turn);
}

void Simulation::live(Micros until) {
  for (;;) {
    const Micros next = next_event();
    if (next > until) break;
    move_to(next);
    check_step();
  }
  now_ = std::max(now_, until);
}

bool Simulation::is_over() {
  if (!core_) return false;
  const Record status = core_->status();
  return status.as<StatusReport>().calls == 0 && channel_.next() == kNever;
}

void Simulation::drain() {
  is_draining_ = true;
  turns_.clear();
  channel_.heal();
  live(std::max(now_, opens_at_) + kSecond);
  if (day_.sabotage != Sabotage::kNoTimers) make_drainable(*core_, world_, now_);
  listen();
  pbx_->close_the_day(now_);
  const Micros latest = now_ + kDrainMax;
  while (now_ < latest && !is_over()) live(now_ + 10 * kSecond);
  live(now_ + 2 * kMinute);  // wrap-ups
}

// One row that cannot be, where there is one to forge.
void Simulation::forge_rows() {
  const bool is_on_call = day_.sabotage == Sabotage::kForgedIdle;
  if (is_sabotaged_ || (!is_on_call && day_.sabotage != Sabotage::kForgedAgent)) return;
  const auto wanted = is_on_call ? AgentActivity::kOnCall : AgentActivity::kIdle;
  for (LiveAgent& row : rows_of<LiveAgent>(*core_, world_.owners[0].tenant)) {
    if (row.activity != wanted || row.presence != AgentPresence::kAvailable) continue;
    row.activity = is_on_call ? AgentActivity::kIdle : AgentActivity::kOnCall;
    forge(*core_, Record(row));
    is_sabotaged_ = true;
    return;
  }
}

void Simulation::forge_record() {
  if (day_.sabotage != Sabotage::kForgedRecord) return;
  auto records = rows_of<Call>(*core_, world_.owners[0].tenant);
  records.front().talk_ms += kHour / kMillisecond;
  forge(*core_, Record(records.front()));
}

void Simulation::settle() {
  forge_record();
  for (const World::Owner& owner : world_.owners) {
    check_rows(*core_, owner.tenant, now_);
    check_drained(*core_, owner.tenant);
  }
  ledger_.settle();
  for (const World::Owner& owner : world_.owners) ledger_.settle(*core_, owner.tenant);
  check_file(*core_);
  if (day_.has_digest) {
    outcome_.digest = std::to_string(ledger_.digest()) + " " + state_hash(*core_);
  }
}

Outcome Simulation::run() {
  try {
    begin();
    live(kMorning + day_.length);
    drain();
    settle();
  } catch (const Finding& finding) {
    outcome_.finding = finding;
  } catch (const AssertFailure& failure) {
    outcome_.finding =
        Finding{"assert", std::string(failure.file()) + ":" + std::to_string(failure.line()) +
                              ": " + failure.what()};
  }
  outcome_.calls = ledger_.calls();
  outcome_.answers = ledger_.answers();
  outcome_.offers = ledger_.offers();
  outcome_.repeats = ledger_.repeats();
  core_.reset();
  if (!day_.folder.empty()) std::filesystem::remove_all(day_.folder);
  return std::move(outcome_);
}

Outcome simulate(const Day& day) { return Simulation(day).run(); }

}  // namespace sivo::sim
