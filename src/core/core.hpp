#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "schema/record.hpp"
#include "schema/reports.hpp"
#include "store/query.hpp"

namespace sivo::core {

enum class Durability : uint8_t { kFull, kNormal, kNone };

struct OpenOptions {
  std::string path;  // empty = in memory
  bool may_create = true;
  bool is_read_only = false;
  Durability durability = Durability::kFull;
  Micros now = 0;
  std::optional<std::array<uint8_t, 32>> master_key;
  uint64_t seed = 0;  // 0 = from the system
  size_t outputs_max = 65'536;
  size_t submit_max = 1'024;
};

using schema::Record;

// Rows are asked for in the store's words, which are the core's as well: who uses the core needs no
// other folder.
using store::Filter;
using store::Op;
using store::Order;
using store::Page;
using store::Query;
using store::kCursorBytesMax;
using store::kFiltersMax;
using store::kOrdersMax;
using store::kQueryLimitMax;
using store::make_filter;

// Long work in bounded steps; see sivo_job in sivo.h.
class Job {
 public:
  struct Progress {
    int64_t done = 0;
    int64_t total = 1;
  };
  virtual ~Job() = default;
  virtual Result<Progress> step() = 0;
  virtual Result<Record> report() = 0;  // kState before the work is finished
};

// An open file with its engines: the only place that knows engine, store and crypto together. Each
// function is one function of sivo.h, whose comment is the contract. Exceptions other than
// bad_alloc and AssertFailure do not leave it; after either of them the caller calls abandon().
class Core {
 public:
  static Result<std::unique_ptr<Core>> open(OpenOptions options);
  ~Core();

  Result<void> step(const Record& input, Micros now);
  Result<void> advance(Micros now);
  Micros deadline() const;
  Result<std::optional<Record>> poll();

  Result<void> begin();
  Result<void> commit();
  Result<void> rollback();

  // Thread-safe; everything else is for one thread at a time.
  Result<void> submit(const Record& input);
  void on_wakeup(void (*wakeup)(void*), void* context);

  Record status() const;

  Result<void> act_as(const Record* actor);
  Result<void> create(Record& row, Micros now);
  Result<void> update(Record& row, Micros now);
  Result<void> remove(const schema::Table& table, Id tenant, Id id, bool is_cascade, Micros now);
  Result<Record> get(const schema::Table& table, Id tenant, Id id);
  Result<Page> find(const schema::Table& table, Id tenant, const Query& query);

  struct ApplyFlags {
    bool is_dry_run = false;
    bool is_pruning = false;
  };
  Result<Record> apply(std::string_view json, ApplyFlags flags, Micros now);
  Result<Record> export_tenant(Id tenant);

  struct StatisticsOf {
    Id tenant;
    Id id;
    int32_t minutes = 0;
    Micros at = 0;
  };
  Result<Record> statistics(const StatisticsOf& of);
  Result<std::vector<Record>> view(const schema::Table& table, const Id& tenant, Micros now);

  Result<void> trace_start(const std::string& path);
  Result<void> trace_stop();
  Result<void> rekey(std::span<const uint8_t> key, std::span<const uint8_t> new_key);
  Result<std::unique_ptr<Job>> backup(const std::string& path);
  Result<std::unique_ptr<Job>> verify();

  // After an exception: rolls back. With is_poisoned every later call fails with kPoisoned;
  // without, the engines are built again from the file before the next call.
  void abandon(bool is_poisoned) noexcept;

  class Impl;  // for the files of this folder
  explicit Core(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

Result<std::unique_ptr<Job>> replay(const std::string& trace, const std::string& database);

}  // namespace sivo::core
