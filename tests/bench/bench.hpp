#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What the files of this folder share: rows, a clock, a folder for files. Includes no header of the
// library, because some parts use the C++ layer over the ABI and others the inside.
namespace sivo::bench {

// What a row should reach; the issues and the specifications name it.
struct Goal {
  enum class Way : uint8_t { kAtLeast, kAtMost };
  Way way = Way::kAtLeast;
  double limit = 0;

  bool is_met(double value) const { return way == Way::kAtLeast ? value >= limit : value <= limit; }
};
constexpr Goal at_least(double limit) { return {Goal::Way::kAtLeast, limit}; }
constexpr Goal at_most(double limit) { return {Goal::Way::kAtMost, limit}; }

struct Row {
  std::string name;
  double value = 0;
  std::string unit;
  std::string note;
  std::optional<Goal> goal = {};
  std::optional<double> baseline = {};  // what it is compared with, in the same unit
};

// Prints each row as it comes; finish() adds the notes and writes bench.json into the current
// folder.
class Report {
 public:
  // Rows whose names do not begin so are dropped; empty = all.
  explicit Report(std::string_view only) : only_(only) {}

  void add(Row row);
  bool wants(std::string_view name) const { return name.starts_with(only_); }
  bool wants_any(std::initializer_list<std::string_view> names) const;
  void finish() const;
  bool is_every_goal_met() const;

 private:
  std::string_view only_;
  std::vector<Row> rows_;
};

// The parts; each measures what the report wants of it. A failure is an exception.
void run_core_bench(Report& report);
void run_store_bench(Report& report);
void run_size_bench(Report& report);
void run_acd_bench(Report& report);
void run_ivr_bench(Report& report);

// What this program does when a part starts it again, to look at a fresh process: `arguments` are
// those after "--child".
int run_child(std::span<char* const> arguments);

// ---- Measuring ----

inline constexpr int kRuns = 3;  // of each row; the best counts, because noise only slows down

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Calls `work`, which returns how much it did, until the time is over; how much a second.
template <class Work>
double rate_of(double seconds, const Work& work) {
  const Stopwatch watch;
  double done = 0, taken = 0;
  do {
    done += static_cast<double>(work());
    taken = watch.seconds();
  } while (taken < seconds);
  return done / taken;
}

// The best of kRuns.
template <class Work>
double best_rate_of(double seconds, const Work& work) {
  double best = 0;
  for (int run = 0; run < kRuns; ++run) best = std::max(best, rate_of(seconds, work));
  return best;
}

// The value below which this share of them lies; sorts them.
double quantile(std::vector<double>& values, double share);

// Below the current folder, which is the build folder: on a real disk, where /tmp may be none.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// "12 345", "0.62", "3.1e-05".
std::string number_text(double value);
// With a fixed number of decimals, for notes.
std::string fixed(double value, int decimals);

}  // namespace sivo::bench
