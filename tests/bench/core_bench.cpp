#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <thread>

#include "base/prng.hpp"
#include "bench.hpp"
#include "switchboard.hpp"

// The core as a host meets it: through the C ABI, with outputs polled, inputs built anew each time.
namespace sivo::bench {
namespace {

constexpr uint32_t kCallers = 300;  // at once; each has its own agent to talk with
constexpr int64_t kStepTime = 100;  // virtual µs between inputs

struct Durable {
  const char* name;
  int32_t value;
  const char* means;
};
constexpr Durable kDurabilities[] = {
    {"none", SIVO_DURABILITY_NONE, "in memory"},
    {"normal", SIVO_DURABILITY_NORMAL, "a file, no fsync at the commit"},
    {"full", SIVO_DURABILITY_FULL, "a file, an fsync at every commit"},
};

// ---- As fast as it goes ----

// Callers without a pause: each has its next input ready as soon as the last one's commit is
// polled.
class Rush {
 public:
  explicit Rush(const Switchboard::Options& options) : board_(options) {
    for (uint32_t i = 0; i < kCallers; ++i) ready_.push_back({i, Fact::kOffered});
  }

  // One commit of at most `inputs_max`; how many it had.
  size_t commit(size_t inputs_max) {
    const size_t inputs = std::min(inputs_max, ready_.size());
    if (inputs == 1) {
      report(ready_[0]);
    } else {
      sivo::group group(board_.core());
      for (size_t i = 0; i < inputs; ++i) report(ready_[i]);
      group.commit();
    }
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(inputs));
    next_.clear();
    board_.poll(next_);
    ready_.insert(ready_.end(), next_.begin(), next_.end());
    return inputs;
  }
  int64_t calls_ended() const { return board_.calls_ended(); }

 private:
  void report(Input input) {
    now_us_ += kStepTime;
    if (board_.core().deadline() <= now_us_) board_.core().advance(now_us_);
    board_.step(input, now_us_);
    // The channel is free again: the next one calls.
    if (input.what == Fact::kHungUp) next_offer(input.caller);
  }
  void next_offer(uint32_t caller) { ready_.push_back({caller, Fact::kOffered}); }

  Switchboard board_;
  std::vector<Input> ready_, next_;
  int64_t now_us_ = kMorning;
};

void add_steps(Report& report, const Durable& durable) {
  const std::string name = std::string("core.steps_per_s.") + durable.name;
  if (!report.wants(name) && !report.wants(name + ".batch1") && !report.wants(name + ".batch10"))
    return;
  const Folder folder;
  const bool is_file = durable.value != SIVO_DURABILITY_NONE;
  Rush rush({is_file ? folder.file("steps.sivo") : "", durable.value, kCallers, false});
  rate_of(0.2, [&] { return rush.commit(100); });
  for (const size_t batch : {size_t{100}, size_t{1}, size_t{10}}) {
    const double rate = best_rate_of(0.4, [&] { return rush.commit(batch); });
    const std::string suffix = batch == 100 ? "" : ".batch" + std::to_string(batch);
    const std::string inputs =
        batch == 1 ? "1 input a commit" : std::to_string(batch) + " inputs a commit";
    report.add({name + suffix, rate, "steps/s", std::string(durable.means) + "; " + inputs});
  }
}

void add_calls(Report& report) {
  if (!report.wants("core.calls_per_s.full")) return;
  const Folder folder;
  Rush rush({folder.file("calls.sivo"), SIVO_DURABILITY_FULL, kCallers, false});
  rate_of(0.2, [&] { return rush.commit(kCallers); });
  double inputs = 0, commits = 0;
  const double rate = best_rate_of(1, [&] {
    const int64_t before = rush.calls_ended();
    inputs += static_cast<double>(rush.commit(kCallers));
    commits += 1;
    return rush.calls_ended() - before;
  });
  report.add({"core.calls_per_s.full", rate, "calls/s",
              "complete calls (offered, answered, key, ringing, picked up, hung up) with " +
                  std::to_string(kCallers) + " callers at once; a commit takes what is ready, " +
                  fixed(inputs / commits, 0) + " inputs",
              at_least(2000)});
}

// ---- At a given pace ----

constexpr double kOfferedPerSecond = 500;
constexpr size_t kGroupMax = 256;
constexpr double kRampSeconds = 1;  // not measured: the first calls have not reached their agents
constexpr double kPacedSeconds = 2.5;

// How long people and phones take before the host has the next thing to report, ms.
double delay_ms(Fact what, Xoshiro256& random) {
  const double spread = 0.5 + random.uniform();
  switch (what) {
    case Fact::kOffered:
      return 0;
    case Fact::kAnswered:
      return 20 * spread;
    case Fact::kKey:
      return 150 * spread;
    case Fact::kRings:
      return 30 * spread;
    case Fact::kPickedUp:
      return 150 * spread;
    case Fact::kHungUp:
      return 300 * spread;
  }
  return 0;
}

// Calls that arrive as they do in life: at random times, whether or not the library keeps up.
class Traffic {
 public:
  explicit Traffic(const std::string& path)
      : board_({path, SIVO_DURABILITY_FULL, kPacedAgents, false}) {}

  // The latencies in µs, from the moment an input was due to the moment its first action was there.
  std::vector<double> run() {
    offer_next(0);
    while (watch_.seconds() < kRampSeconds + kPacedSeconds) {
      wait();
      commit();
      hear();
    }
    return std::move(latencies_us_);
  }
  double inputs_per_commit() const { return inputs_ / commits_; }

 private:
  static constexpr int kPacedAgents = 500;
  struct Due {
    double at;  // seconds on the watch
    Input input;
    bool operator<(const Due& other) const { return at > other.at; }  // the earliest on top
  };

  void offer_next(double after) {
    const double at = after - std::log(1 - random_.uniform()) / kOfferedPerSecond;
    due_.push({at, {callers_++, Fact::kOffered}});
    caused_at_.push_back(-1);
  }
  static int64_t virtual_us(double seconds) {
    return kMorning + static_cast<int64_t>(seconds * 1e6);
  }
  void wait() {
    const double timer = static_cast<double>(board_.core().deadline() - kMorning) / 1e6;
    const double left = std::min(due_.top().at, timer) - watch_.seconds();
    if (left > 0) std::this_thread::sleep_for(std::chrono::duration<double>(left));
  }
  // Everything that is due, in one commit.
  void commit() {
    const double now = watch_.seconds();
    sivo::group group(board_.core());
    if (board_.core().deadline() <= virtual_us(now)) board_.core().advance(virtual_us(now));
    for (size_t i = 0; i < kGroupMax && due_.top().at <= now; ++i) {
      const Due due = due_.top();
      due_.pop();
      if (due.input.what == Fact::kOffered) offer_next(due.at);
      caused_at_[due.input.caller] = due.at;
      board_.step(due.input, virtual_us(now));
      inputs_ += 1;
    }
    group.commit();
    commits_ += 1;
  }
  void hear() {
    told_.clear();
    next_.clear();
    board_.poll(next_, &told_);
    const double now = watch_.seconds();
    for (const uint32_t caller : told_) {
      if (caused_at_[caller] < 0) continue;
      if (now > kRampSeconds) latencies_us_.push_back((now - caused_at_[caller]) * 1e6);
      caused_at_[caller] = -1;
    }
    for (const Input& input : next_) due_.push({now + delay_ms(input.what, random_) / 1e3, input});
  }

  Switchboard board_;
  Stopwatch watch_;
  Xoshiro256 random_{11};
  std::priority_queue<Due> due_;
  std::vector<double> caused_at_;  // by caller: when his last input was due; below 0 = acted upon
  std::vector<double> latencies_us_;
  std::vector<Input> next_;
  std::vector<uint32_t> told_;
  uint32_t callers_ = 0;
  double inputs_ = 0, commits_ = 0;
};

// The same arrivals with nothing but the disk: a group is one write and one fdatasync, no library.
// What is left of a latency when everything else is free.
class BareDisk {
 public:
  explicit BareDisk(const std::string& path) : file_(open(path.c_str(), O_CREAT | O_WRONLY, 0600)) {
    if (file_ < 0) throw std::runtime_error("a file of the benchmark cannot be made");
  }
  ~BareDisk() { close(file_); }
  BareDisk(const BareDisk&) = delete;
  BareDisk& operator=(const BareDisk&) = delete;

  std::vector<double> run() {
    std::vector<double> latencies_us;
    for (double next = gap(); watch_.seconds() < kPacedSeconds;) {
      const double left = next - watch_.seconds();
      if (left > 0) std::this_thread::sleep_for(std::chrono::duration<double>(left));
      const double now = watch_.seconds();
      due_.clear();
      for (; next <= now && due_.size() < kGroupMax; next += gap()) due_.push_back(next);
      sync();
      const double done = watch_.seconds();
      for (const double at : due_) latencies_us.push_back((done - at) * 1e6);
    }
    return latencies_us;
  }

 private:
  double gap() { return -std::log(1 - random_.uniform()) / (kOfferedPerSecond * kInputsPerCall); }
  void sync() {
    constexpr size_t kSpan = 256;  // pages written over and over: the file stops growing, as a WAL
    const auto place = static_cast<off_t>(syncs_++ % kSpan * page_.size());
    if (pwrite(file_, page_.data(), page_.size(), place) < 0 || fdatasync(file_) != 0)
      throw std::runtime_error("a file of the benchmark cannot be written");
  }

  int file_;
  Stopwatch watch_;
  Xoshiro256 random_{11};
  std::array<char, 4096> page_{};
  std::vector<double> due_;
  size_t syncs_ = 0;
};

void add_latency(Report& report) {
  if (!report.wants("core.input_to_action_p99_us.full")) return;
  Row row{"core.input_to_action_p99_us.full", INFINITY, "µs", "", at_most(10'000)};
  for (int run = 0; run < kRuns; ++run) {
    const Folder folder;
    Traffic traffic(folder.file("paced.sivo"));
    std::vector<double> latencies = traffic.run();
    std::vector<double> bare = BareDisk(folder.file("bare")).run();
    const double p99 = quantile(latencies, 0.99);
    if (p99 >= row.value) continue;
    row.value = p99;
    row.baseline = quantile(bare, 0.99);
    row.note =
        "500 calls/s offered at random real times, 6 inputs each; from the moment an input"
        " is due, waiting included, to its first action polled; a commit takes what is due, " +
        fixed(traffic.inputs_per_commit(), 1) + " inputs; p50 " +
        fixed(quantile(latencies, 0.5), 0) + " µs, p99.9 " + fixed(quantile(latencies, 0.999), 0) +
        " µs, " + std::to_string(latencies.size()) + " actions";
  }
  report.add(std::move(row));
}

}  // namespace

void run_core_bench(Report& report) {
  for (const Durable& durable : kDurabilities) add_steps(report, durable);
  add_calls(report);
  add_latency(report);
}

}  // namespace sivo::bench
