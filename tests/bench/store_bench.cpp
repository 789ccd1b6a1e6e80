#include <array>
#include <filesystem>
#include <stdexcept>

#include "abi_rows.hpp"
#include "base/prng.hpp"
#include "bench.hpp"
#include "core/keys.hpp"
#include "raw_sqlite.hpp"
#include "schema/audit_log.hpp"
#include "schema/call.hpp"
#include "schema/live.hpp"
#include "schema/queue.hpp"
#include "schema/tenant.hpp"
#include "schema/walk.hpp"
#include "sivo/sivo.h"
#include "store/diff.hpp"
#include "store/store.hpp"

// The store against SQLite itself: both sides write the same rows into files with the same tables
// and pragmas, in units of the same size, in turns.
namespace sivo::bench {
namespace {

constexpr Micros kStart = 1'795'251'600 * kSecond;
constexpr int64_t kNewWait = 600;

void must(const Result<void>& done) {
  if (!done) throw std::runtime_error(done.error().path + ": " + done.error().message);
}
template <class T>
T must(Result<T> done) {
  if (!done) throw std::runtime_error(done.error().path + ": " + done.error().message);
  return std::move(*done);
}

store::Store opened(const std::string& path, store::Durability durability) {
  const std::array<uint8_t, 32> key{1, 2, 3};
  store::OpenOptions options;
  options.path = path;
  options.durability = durability;
  options.seals = must(core::make_seals(key));
  return must(store::Store::open(std::move(options)));
}

Id add_tenant(store::Store& store, IdGenerator& ids) {
  Tenant tenant;
  tenant.id = ids.next(kStart);
  tenant.slug = tenant.name = "acme";
  tenant.sip_domain = "acme.example";
  schema::Record record(tenant);
  must(store.begin());
  must(store.insert(store::FileScope(), record, {.now = kStart, .ids = ids}));
  must(store.commit());
  return tenant.id;
}

std::string queue_name(int64_t number) { return "queue " + std::to_string(number); }

// ---- Checked, audited writes ----

class StoreQueues {
 public:
  explicit StoreQueues(const std::string& path)
      : store_(opened(path, store::Durability::kNormal)), tenant_(add_tenant(store_, ids_)) {}

  void run_unit() {
    must(store_.begin());
    for (int i = 0; i < kCyclesPerUnit; ++i) run_cycle();
    must(store_.commit());
  }

 private:
  void run_cycle() {
    now_ += kMillisecond;
    const schema::Table& table = schema::table_of<Queue>();
    const store::TenantScope scope(tenant_);
    const store::Change change{.now = now_, .ids = ids_};
    Queue queue;
    queue.id = ids_.next(now_);
    queue.name = queue_name(++number_);
    schema::Record row(queue);
    must(store_.insert(scope, row, change));
    schema::Record read = must(store_.get(scope, table, queue.id));
    read.mark_none_given();
    read.as<Queue>().max_wait_time = kNewWait;
    read.mark_given(max_wait_);
    must(store_.update(scope, read, change));
    must(store_.remove(scope, table, queue.id, store::Removal::kRefuseIfUsed, change));
  }

  IdGenerator ids_{1};
  store::Store store_;
  Id tenant_;
  Micros now_ = kStart;
  int64_t number_ = 0;
  size_t max_wait_ = static_cast<size_t>(schema::table_of<Queue>().index_of("max_wait_time"));
};

class RawQueues {
 public:
  explicit RawQueues(const std::string& path) : tenant_(make_file(path)), db_(path) {
    sample_.name = queue_name(10'000);
    row_ = cells_of(table_, &sample_);
    row_[1] = cell_of(tenant_);
    Queue changed = sample_;
    changed.max_wait_time = kNewWait;
    created_ = store::diff_of(table_, nullptr, &sample_);
    updated_ = store::diff_of(table_, &sample_, &changed);
    deleted_ = store::diff_of(table_, &changed, nullptr);
    AuditLog log;
    log.version = 1;
    log.resource_type = table_.name;
    log.previous_hash = log.hash = kHash;
    log_ = log;
    audit_row_ = cells_of(audit_, &log_);
    audit_row_[1] = cell_of(tenant_);
  }

  void run_unit() {
    db_.execute("BEGIN IMMEDIATE");
    for (int i = 0; i < kCyclesPerUnit; ++i) run_cycle();
    db_.execute("COMMIT");
  }

 private:
  Id make_file(const std::string& path) {
    store::Store store = opened(path, store::Durability::kNormal);
    return add_tenant(store, ids_);
  }
  void run_cycle() {
    now_ += kMillisecond;
    const Id id = ids_.next(now_);
    const std::string name = queue_name(++number_);
    row_[0] = cell_of(id);
    row_[2] = row_[3] = cell_of(now_);
    row_[4] = cell_of(int64_t{1});
    row_[5] = cell_of(std::string_view(name));
    db_.run(insert_, row_);
    note(id, "create", created_);
    db_.read(select_, {cell_of(tenant_), cell_of(id)}, texts_);
    db_.run(update_,
            {cell_of(now_), cell_of(int64_t{2}), cell_of(kNewWait), cell_of(tenant_), cell_of(id)});
    note(id, "update", updated_);
    db_.run(delete_, {cell_of(tenant_), cell_of(id)});
    note(id, "delete", deleted_);
  }
  // Columns as SIVO_AUDIT_LOG lists them.
  void note(const Id& id, std::string_view action, const std::string& diff) {
    audit_row_[0] = cell_of(ids_.next(now_));
    audit_row_[2] = audit_row_[3] = audit_row_[5] = cell_of(now_);
    audit_row_[9] = cell_of(action);
    audit_row_[11] = cell_of(id);
    audit_row_[12] = cell_of(std::string_view(diff));
    audit_row_[14] = cell_of(++sequence_);
    db_.run(insert_audit_, audit_row_);
  }

  static constexpr std::string_view kHash = "not computed, as long as SHA-256";
  const schema::Table& table_ = schema::table_of<Queue>();
  const schema::Table& audit_ = schema::table_of<AuditLog>();
  const std::string key_ = " WHERE \"tenant_id\"=? AND \"id\"=?";
  IdGenerator ids_{1};
  Id tenant_;
  RawSqlite db_;
  RawSqlite::Statement insert_ = db_.prepare(insert_text(table_));
  RawSqlite::Statement insert_audit_ = db_.prepare(insert_text(audit_));
  RawSqlite::Statement select_ =
      db_.prepare("SELECT " + column_names(table_) + " FROM queue" + key_);
  RawSqlite::Statement update_ =
      db_.prepare("UPDATE queue SET updated_at=?,version=?,max_wait_time=?" + key_);
  RawSqlite::Statement delete_ = db_.prepare("DELETE FROM queue" + key_);
  Queue sample_;
  AuditLog log_;
  std::vector<Cell> row_, audit_row_;
  std::string created_, updated_, deleted_;
  std::vector<std::string> texts_;
  Micros now_ = kStart;
  int64_t number_ = 0;
  int64_t sequence_ = 1;  // the tenant's own row was the first
};

void add_crud(Report& report) {
  if (!report.wants_any({"store.crud_ratio_to_raw_sqlite", "store.crud_per_s",
                         "store.crud_per_s.c_abi", "store.crud_ratio_to_raw_sqlite.c_abi"}))
    return;
  const Folder folder;
  StoreQueues ours(folder.file("ours.sivo"));
  RawQueues raw(folder.file("raw.sivo"));
  AbiRows abi(folder.file("abi.sivo"));
  const auto unit_of = [](auto& side) {
    return [&side] {
      side.run_unit();
      return kOpsPerUnit;
    };
  };
  double ours_rate = 0, raw_rate = 0, abi_rate = 0;
  for (int run = 0; run < kRuns; ++run) {
    raw_rate = std::max(raw_rate, rate_of(0.5, unit_of(raw)));
    ours_rate = std::max(ours_rate, rate_of(0.5, unit_of(ours)));
    abi_rate = std::max(abi_rate, rate_of(0.5, unit_of(abi)));
  }
  const std::string what =
      "create, get, update, delete of a queue (51 columns), 400 operations a commit, a file at"
      " durability normal";
  const std::string ratio =
      "; raw: prepared statements in a loop write the same rows and the same audit rows with texts"
      " made before, no hash, no checks; ours: also references, unique names, versions, "
      "before/after"
      " diffs, SHA-256 chain, signed head";
  report.add({"store.crud_per_s", ours_rate, "ops/s", what, std::nullopt, raw_rate});
  report.add({"store.crud_ratio_to_raw_sqlite", ours_rate / raw_rate, "×", what + ratio,
              at_least(0.5), 1.0});
  report.add({"store.crud_ratio_to_raw_sqlite.c_abi", abi_rate / raw_rate, "×",
              "the same by sivo_create, sivo_get, sivo_update, sivo_delete: validation and the"
              " engines' configuration too",
              std::nullopt, 1.0});
}

// ---- Rows of the engine ----

constexpr size_t kLiveRows = 1000;
constexpr int kPutsPerUnit = 500;

LiveCall live_call(const Id& tenant, const Id& id, int64_t number) {
  LiveCall call;
  call.id = id;
  call.tenant_id = tenant;
  call.created_at = call.updated_at = call.started_at = call.joined_at = kStart + number;
  call.version = 1;
  call.state = CallState::kQueued;
  call.phase = CallPhase::kWait;
  call.channel = "sip-trunk-" + std::to_string(number);
  call.caller_id_number = "+34600111222";
  call.destination = "+34911234567";
  call.session = std::string(300, 's');
  call.ivr_path = R"(["menu","sales"])";
  return call;
}

void add_put(Report& report) {
  if (!report.wants("store.put_ratio_to_raw_sqlite")) return;
  const Folder folder;
  IdGenerator ids(1);
  std::vector<LiveCall> calls;
  const auto made = [&](const std::string& path) {
    store::Store store = opened(path, store::Durability::kNormal);
    const Id tenant = add_tenant(store, ids);
    calls.clear();
    for (size_t i = 0; i < kLiveRows; ++i)
      calls.push_back(live_call(tenant, ids.next(kStart), static_cast<int64_t>(i)));
    return store;
  };
  { const store::Store closed = made(folder.file("raw.sivo")); }
  const schema::Table& table = schema::table_of<LiveCall>();
  std::vector<std::vector<Cell>> cells;
  const std::vector<LiveCall> raw_calls = calls;
  for (const LiveCall& call : raw_calls) cells.push_back(cells_of(table, &call));
  RawSqlite raw(folder.file("raw.sivo"));
  const RawSqlite::Statement upsert = raw.prepare(upsert_text(table));
  store::Store ours = made(folder.file("ours.sivo"));
  size_t next = 0;
  double ours_rate = 0, raw_rate = 0;
  for (int run = 0; run < kRuns; ++run) {
    raw_rate = std::max(raw_rate, rate_of(0.3, [&] {
                          raw.execute("BEGIN IMMEDIATE");
                          for (int i = 0; i < kPutsPerUnit; ++i)
                            RawSqlite::run(upsert, cells[++next % kLiveRows]);
                          raw.execute("COMMIT");
                          return kPutsPerUnit;
                        }));
    ours_rate = std::max(ours_rate, rate_of(0.3, [&] {
                           must(ours.begin());
                           for (int i = 0; i < kPutsPerUnit; ++i)
                             must(ours.put(calls[++next % kLiveRows]));
                           must(ours.commit());
                           return kPutsPerUnit;
                         }));
  }
  report.add(
      {"store.put_ratio_to_raw_sqlite", ours_rate / raw_rate, "×",
       "upserts of calls in progress (54 columns), 500 a commit, a file at durability normal;"
       " " +
           fixed(ours_rate, 0) +
           " a second; raw: one prepared statement with the values"
           " bound from an array; ours: read from the struct by the schema's walker",
       std::nullopt, 1.0});
}

// ---- Opening ----

constexpr int64_t kCdrs = 1'000'000;
constexpr int64_t kCdrsPerUnit = 50'000;

void append_cdrs(store::Store& store, const Id& tenant, IdGenerator& ids, int64_t from) {
  Xoshiro256 random(static_cast<uint64_t>(from) + 1);
  Call call;
  call.tenant_id = tenant;
  call.version = 1;
  call.destination = "+34911234567";
  call.ivr_path = R"(["menu","sales"])";
  must(store.begin());
  for (int64_t i = from; i < from + kCdrsPerUnit; ++i) {
    const Micros at = kStart + i * kSecond;
    call.id = ids.next(at);
    call.created_at = call.updated_at = call.started_at = at;
    call.status = random.below(10) == 0 ? CallStatus::kAbandoned : CallStatus::kAnswered;
    call.caller_id_number = "+346" + std::to_string(10'000'000 + random.below(90'000'000));
    call.talk_ms = static_cast<int64_t>(random.below(600'000));
    call.billsec = call.duration_sec = call.talk_ms / 1000;
    call.ended_at = at + call.talk_ms * kMillisecond;
    must(store.append(call));
  }
  must(store.commit());
}

double open_ms(const std::string& path) {
  sivo_open_options options{};
  options.size = sizeof options;
  options.path = path.c_str();
  options.now_us = kStart + 2 * kCdrs * kSecond;
  const std::array<uint8_t, 32> key{1, 2, 3};
  options.master_key = key.data();
  options.master_key_size = key.size();
  const Stopwatch watch;
  sivo_core* core = nullptr;
  if (sivo_open(&options, &core, nullptr) != SIVO_OK)
    throw std::runtime_error("the file with the CDRs does not open");
  const double ms = watch.seconds() * 1e3;
  sivo_close(core);
  return ms;
}

void add_open(Report& report) {
  if (!report.wants("store.open_ms_1m_cdr")) return;
  const Folder folder;
  const std::string path = folder.file("cdrs.sivo");
  const Stopwatch watch;
  {
    IdGenerator ids(1);
    store::Store store = opened(path, store::Durability::kNone);
    const Id tenant = add_tenant(store, ids);
    for (int64_t i = 0; i < kCdrs; i += kCdrsPerUnit) append_cdrs(store, tenant, ids, i);
  }
  const double made_s = watch.seconds();
  const double mib = static_cast<double>(std::filesystem::file_size(path)) / (1 << 20);
  double best = open_ms(path);
  for (int run = 1; run < kRuns; ++run) best = std::min(best, open_ms(path));
  report.add({"store.open_ms_1m_cdr", best, "ms",
              "sivo_open at durability full of a file with 1 000 000 CDRs, " + fixed(mib, 0) +
                  " MiB, its pages in the system's cache; writing them took " + fixed(made_s, 0) +
                  " s, " + fixed(kCdrs / made_s, 0) + " rows a second"});
}

}  // namespace

void run_store_bench(Report& report) {
  add_crud(report);
  add_put(report);
  add_open(report);
}

}  // namespace sivo::bench
