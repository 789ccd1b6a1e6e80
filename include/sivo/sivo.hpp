/* libsivo for C++17: values that own the handles of sivo.h and throw instead of returning a status.
 *
 *     sivo::core core = sivo::core::open("acme.sivo", now);
 *     core.apply(json, now);
 *     sivo::record offer(SIVO_KIND_CALL_OFFERED);
 *     offer.set(SIVO_CALL_OFFERED_CHANNEL, "sip-1").set(SIVO_CALL_OFFERED_TO, "+34911234567");
 *     core.step(offer, now);
 *     for (const sivo::record& output : core.poll_all()) perform(output);
 *
 * Everything here is inline and calls nothing but sivo.h, whose comments are the contract: it adds
 * no exported symbol and no macro, and works with any later libsivo of the same ABI.
 *
 * Errors    sivo::error, with status and path; std::bad_alloc for SIVO_ENOMEM. Only destructors,
 *           moves, and reading a record throw nothing.
 * Ownership Every class owns one handle and can be moved, not copied; a record has copy(). One that
 *           was moved from may be assigned to or destroyed, nothing else. std::string_view results
 *           are borrowed: the line says for how long.
 * Threads   As in sivo.h: a core, and what was made from it, is used by one thread at a time. Only
 *           core::submit may be called from any thread.
 */
#ifndef SIVO_SIVO_HPP
#define SIVO_SIVO_HPP

#include <chrono>
#include <cstring>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "sivo/sivo.h"

namespace sivo {
// Inline, so that a program that links the static library meets no other sivo::core.
inline namespace cpp {

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Why a call failed; what() is one line, "limit: expected 1 to 1000, got 0". */
class error : public std::runtime_error {
 public:
  error(std::int32_t status, const std::string& message, std::string path)
      : std::runtime_error(path.empty() ? message : path + ": " + message),
        status_(status),
        path_(std::move(path)) {}

  /* SIVO_EINVAL … */
  std::int32_t status() const noexcept { return status_; }
  /* The field or parameter at fault, like "hours.mon[0].open"; empty when none is. */
  const std::string& path() const noexcept { return path_; }

 private:
  std::int32_t status_;
  std::string path_;
};

namespace detail {

struct free_handle {
  void operator()(sivo_error* handle) const noexcept { sivo_error_free(handle); }
  void operator()(sivo_record* handle) const noexcept { sivo_record_free(handle); }
  void operator()(sivo_core* handle) const noexcept { sivo_close(handle); }
  void operator()(sivo_query* handle) const noexcept { sivo_query_free(handle); }
  void operator()(sivo_list* handle) const noexcept { sivo_list_free(handle); }
  void operator()(sivo_job* handle) const noexcept { sivo_job_free(handle); }
};
template <class Handle>
using owned = std::unique_ptr<Handle, free_handle>;

[[noreturn]] inline void raise(std::int32_t status, sivo_error* err) {
  const owned<sivo_error> owner(err);
  if (status == SIVO_ENOMEM) throw std::bad_alloc();
  throw error(status, sivo_error_message(err), sivo_error_path(err));
}

/* Runs a function of sivo.h, given everything but its last parameter. */
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
  sivo_error* err = nullptr;
  const std::int32_t status = function(arguments..., &err);
  if (status != SIVO_OK) raise(status, err);
}

/* The same for a function whose last but one parameter is a **out. */
template <class Handle, class Function, class... Arguments>
owned<Handle> make(Function function, Arguments... arguments) {
  Handle* out = nullptr;
  call(function, arguments..., &out);
  return owned<Handle>(out);
}

}  // namespace detail

/* ---- Time and ids ---------------------------------------------------------------------------- */

/* What sivo.h calls now_us. */
inline std::int64_t micros(std::chrono::system_clock::time_point time) {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

/* A UUIDv7. A value: copied, compared, ordered (by time of creation), and false when it is none. */
class id {
 public:
  constexpr id() = default;
  constexpr id(const sivo_id& value) : value_(value) {}
  /* From text of 36 characters. */
  static id parse(std::string_view text) {
    id out;
    detail::call(sivo_id_parse, text.data(), text.size(), &out.value_);
    return out;
  }

  std::string text() const {
    char out[37];
    sivo_id_text(value_, out);
    return std::string(out, 36);
  }
  const sivo_id& get() const noexcept { return value_; }
  explicit operator bool() const noexcept { return *this != id(); }

  friend bool operator==(const id& a, const id& b) noexcept { return a.compare(b) == 0; }
  friend bool operator!=(const id& a, const id& b) noexcept { return a.compare(b) != 0; }
  friend bool operator<(const id& a, const id& b) noexcept { return a.compare(b) < 0; }

 private:
  int compare(const id& other) const noexcept {
    return std::memcmp(value_.bytes, other.value_.bytes, sizeof value_.bytes);
  }
  sivo_id value_{};
};

/* ---- Records --------------------------------------------------------------------------------- */

class record;

/* Looks at a record that somebody else owns: a row of a sivo::list, until the list is destroyed.
 * Copied freely. Fields are named by SIVO_…_… of schema.h. */
class record_view {
 public:
  explicit record_view(sivo_record* handle) noexcept : handle_(handle) {}

  std::uint16_t kind() const noexcept { return sivo_record_kind(handle_); }
  /* "call_offered"; static. */
  std::string_view kind_name() const noexcept { return sivo_kind_name(kind()); }
  /* As a JSON object. */
  std::string json() const {
    const char* text = nullptr;
    std::size_t size = 0;
    detail::call(sivo_record_json, handle_, &text, &size);
    return std::string(text, size);
  }
  /* A record of one's own. */
  record copy() const;

  /* What is null, of another type or unknown reads as "", 0, 0.0, false and the zero id. */
  bool has(std::uint16_t field) const noexcept { return sivo_record_has(handle_, field) != 0; }
  /* Text, the name of an enumeration, or JSON; borrowed until the record is changed or destroyed.
   */
  std::string_view text(std::uint16_t field) const noexcept {
    std::size_t size = 0;
    const char* text = sivo_record_str(handle_, field, &size);
    return text != nullptr ? std::string_view(text, size) : std::string_view();
  }
  /* An integer, a time in microseconds, or the index of an enumeration. */
  std::int64_t integer(std::uint16_t field) const noexcept {
    return sivo_record_int(handle_, field);
  }
  double real(std::uint16_t field) const noexcept { return sivo_record_real(handle_, field); }
  bool flag(std::uint16_t field) const noexcept { return sivo_record_bool(handle_, field) != 0; }
  sivo::id id(std::uint16_t field) const noexcept { return sivo_record_id(handle_, field); }

  /* For a function of sivo.h. */
  const sivo_record* get() const noexcept { return handle_; }

 protected:
  sivo_record* handle_;
};

/* A row, an input, an action, an event or a report, owned. */
class record : public record_view {
 public:
  /* An empty one of a kind, SIVO_KIND_…. */
  explicit record(std::uint16_t kind)
      : record_view(detail::make<sivo_record>(sivo_record_new, kind).release()) {}
  /* Takes a handle over. */
  explicit record(sivo_record* handle) noexcept : record_view(handle) {}
  static record from_json(std::uint16_t kind, std::string_view json) {
    const char* text = json.data() != nullptr ? json.data() : "";
    return record(
        detail::make<sivo_record>(sivo_record_from_json, kind, text, json.size()).release());
  }
  record(record&& other) noexcept : record_view(std::exchange(other.handle_, nullptr)) {}
  record& operator=(record&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  record(const record&) = delete;
  record& operator=(const record&) = delete;
  ~record() { sivo_record_free(handle_); }

  /* Writing checks type, bounds and pattern; each returns the record, for the next one. Text is
   * also parsed: times (RFC 3339), ids and enumerations. */
  record& set(std::uint16_t field, std::string_view value) {
    /* A view may be empty and point nowhere, which is not the same as null here. */
    const char* text = value.data() != nullptr ? value.data() : "";
    detail::call(sivo_record_set_str, handle_, field, text, value.size());
    return *this;
  }
  record& set(std::uint16_t field, const char* value) {
    return set(field, std::string_view(value));
  }
  record& set(std::uint16_t field, const sivo::id& value) {
    detail::call(sivo_record_set_id, handle_, field, value.get());
    return *this;
  }
  template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
  record& set(std::uint16_t field, Number value) {
    if constexpr (std::is_same_v<Number, bool>) {
      detail::call(sivo_record_set_bool, handle_, field, std::int32_t{value});
    } else if constexpr (std::is_floating_point_v<Number>) {
      detail::call(sivo_record_set_real, handle_, field, static_cast<double>(value));
    } else {
      static_assert(sizeof(Number) < 8 || std::is_signed_v<Number>, "may not fit an int64_t");
      detail::call(sivo_record_set_int, handle_, field, static_cast<std::int64_t>(value));
    }
    return *this;
  }
  record& set_null(std::uint16_t field) {
    detail::call(sivo_record_set_str, handle_, field, nullptr, std::size_t{0});
    return *this;
  }

  using record_view::get;
  sivo_record* get() noexcept { return handle_; }
  /* Gives the handle away, for sivo_record_free. */
  sivo_record* release() noexcept { return std::exchange(handle_, nullptr); }
};

inline record record_view::copy() const {
  return record(detail::make<sivo_record>(sivo_record_copy, get()).release());
}

/* ---- Queries --------------------------------------------------------------------------------- */

enum class op : std::int32_t {
  eq = SIVO_EQ,
  ne = SIVO_NE,
  lt = SIVO_LT,
  le = SIVO_LE,
  gt = SIVO_GT,
  ge = SIVO_GE,
  prefix = SIVO_PREFIX
};

/* Which rows of one kind in one tenant; for tenants themselves the tenant is sivo::id().
 *
 *     sivo::query query(SIVO_KIND_CALL, tenant);
 *     query.where(SIVO_CALL_STATUS, sivo::op::eq,
 * "abandoned").order(SIVO_CALL_STARTED_AT).limit(100);
 */
class query {
 public:
  query(std::uint16_t kind, const sivo::id& tenant)
      : handle_(detail::make<sivo_query>(sivo_query_new, kind, tenant.get())) {}

  /* All conditions must hold. */
  query& where(std::uint16_t field, op how, std::string_view value) {
    const char* text = value.data() != nullptr ? value.data() : "";
    return add(field, static_cast<std::int32_t>(how), text, value.size());
  }
  query& where(std::uint16_t field, op how, const char* value) {
    return where(field, how, std::string_view(value));
  }
  query& where(std::uint16_t field, op how, const sivo::id& value) {
    return where(field, how, value.text());
  }
  template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  query& where(std::uint16_t field, op how, Integer value) {
    if constexpr (std::is_same_v<Integer, bool>) return where(field, how, value ? "true" : "false");
    else return where(field, how, std::to_string(value));
  }
  query& where_null(std::uint16_t field) { return add(field, SIVO_NULL, nullptr, 0); }
  query& where_not_null(std::uint16_t field) { return add(field, SIVO_NOT_NULL, nullptr, 0); }
  /* Sorts by the field, then by those of later calls, then by id. */
  query& order(std::uint16_t field, bool is_descending = false) {
    detail::call(sivo_query_order, handle_.get(), field, std::int32_t{is_descending});
    return *this;
  }
  /* At most so many rows, 1 to 1000, in one list; 50 when not called. From the first one on. */
  query& limit(std::int32_t rows) {
    limit_ = rows;
    return page({});
  }
  /* Goes on where an earlier list ended: its cursor(). */
  query& page(std::string_view cursor) {
    detail::call(sivo_query_page, handle_.get(), limit_, cursor.data(), cursor.size());
    return *this;
  }

  const sivo_query* get() const noexcept { return handle_.get(); }

 private:
  query& add(std::uint16_t field, std::int32_t how, const char* text, std::size_t size) {
    detail::call(sivo_query_where, handle_.get(), field, how, text, size);
    return *this;
  }
  detail::owned<sivo_query> handle_;
  std::int32_t limit_ = 50;
};

/* What a query found. Goes through its rows as record_views, which it owns:
 *
 *     for (const sivo::record_view call : core.find(query)) show(call);
 */
class list {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = record_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const record_view*;
    using reference = record_view;

    iterator(sivo_list* list, std::size_t index) noexcept : list_(list), index_(index) {}
    record_view operator*() const noexcept { return record_view(sivo_list_at(list_, index_)); }
    iterator& operator++() noexcept {
      ++index_;
      return *this;
    }
    iterator operator++(int) noexcept { return iterator(list_, index_++); }
    bool operator==(const iterator& other) const noexcept { return index_ == other.index_; }
    bool operator!=(const iterator& other) const noexcept { return index_ != other.index_; }

   private:
    sivo_list* list_;
    std::size_t index_;
  };

  /* Takes a handle over. */
  explicit list(sivo_list* handle) noexcept : handle_(handle) {}

  std::size_t size() const noexcept { return sivo_list_size(handle_.get()); }
  bool empty() const noexcept { return size() == 0; }
  record_view operator[](std::size_t index) const noexcept {
    return record_view(sivo_list_at(handle_.get(), index));
  }
  iterator begin() const noexcept { return iterator(handle_.get(), 0); }
  iterator end() const noexcept { return iterator(handle_.get(), size()); }
  /* For query::page; empty when this was the last page. Borrowed until the list is destroyed. */
  std::string_view cursor() const noexcept {
    const char* text = sivo_list_cursor(handle_.get());
    return text != nullptr ? std::string_view(text) : std::string_view();
  }

 private:
  detail::owned<sivo_list> handle_;
};

/* ---- Jobs ------------------------------------------------------------------------------------ */

/* Long work in bounded steps: a backup, a verification, a replay. */
class job {
 public:
  struct progress {
    std::int64_t done = 0;
    std::int64_t total = 1;
    bool is_finished() const noexcept { return done == total; }
  };

  /* Takes a handle over. */
  explicit job(sivo_job* handle) noexcept : handle_(handle) {}

  /* Some tens of milliseconds of work. */
  progress step() {
    progress now;
    detail::call(sivo_job_step, handle_.get(), &now.done, &now.total);
    return now;
  }
  /* Of a finished job. */
  record report() {
    return record(detail::make<sivo_record>(sivo_job_report, handle_.get()).release());
  }
  /* Steps to the end. */
  record run() {
    while (!step().is_finished()) {
    }
    return report();
  }

 private:
  detail::owned<sivo_job> handle_;
};

/* Replays a trace into a database of its own; an empty name keeps it in memory. */
inline job replay(const std::string& trace, const std::string& database = {}) {
  const char* file = database.empty() ? nullptr : database.c_str();
  return job(detail::make<sivo_job>(sivo_replay, trace.c_str(), file).release());
}

/* ---- A core ---------------------------------------------------------------------------------- */

/* An open file with its engines. */
class core {
 public:
  /* Outputs as they are polled; the end is when there is none left. See poll_all. */
  class outputs {
   public:
    class iterator {
     public:
      using iterator_category = std::input_iterator_tag;
      using value_type = record;
      using difference_type = std::ptrdiff_t;
      using pointer = record*;
      using reference = record&;

      explicit iterator(core* from) : from_(from), output_(nullptr) { ++*this; }
      iterator() noexcept : from_(nullptr), output_(nullptr) {}
      record& operator*() noexcept { return output_; }
      record* operator->() noexcept { return &output_; }
      iterator& operator++() {
        output_ = from_->poll();
        if (output_.get() == nullptr) from_ = nullptr;
        return *this;
      }
      void operator++(int) { ++*this; }
      bool operator==(const iterator& other) const noexcept { return from_ == other.from_; }
      bool operator!=(const iterator& other) const noexcept { return from_ != other.from_; }

     private:
      core* from_;
      record output_;
    };

    explicit outputs(core& from) noexcept : from_(&from) {}
    iterator begin() const { return iterator(from_); }
    iterator end() const noexcept { return iterator(); }

   private:
    core* from_;
  };

  /* Options are as in sivo.h; options() makes zeroed ones. */
  explicit core(const sivo_open_options& options)
      : handle_(detail::make<sivo_core>(sivo_open, &options)) {}
  static sivo_open_options options() noexcept {
    sivo_open_options out{};
    out.size = sizeof out;
    return out;
  }
  /* A file, created when it is not there, and safe from a pulled plug. */
  static core open(const std::string& path, std::int64_t now_us,
                   std::uint32_t flags = SIVO_OPEN_CREATE) {
    sivo_open_options with = options();
    with.path = path.c_str();
    with.flags = flags;
    with.now_us = now_us;
    return core(with);
  }
  /* Nothing on disk; with a seed other than 0 the same inputs give the same ids. */
  static core in_memory(std::int64_t now_us, std::uint64_t seed = 0) {
    sivo_open_options with = options();
    with.durability = SIVO_DURABILITY_NONE;
    with.now_us = now_us;
    with.seed = seed;
    return core(with);
  }

  /* Running calls */

  void step(const record& input, std::int64_t now_us) {
    detail::call(sivo_step, handle_.get(), input.get(), now_us);
  }
  void step(std::uint16_t kind, std::string_view json, std::int64_t now_us) {
    detail::call(sivo_step_json, handle_.get(), kind, json.data(), json.size(), now_us);
  }
  void advance(std::int64_t now_us) { detail::call(sivo_advance, handle_.get(), now_us); }
  std::int64_t deadline() const noexcept { return sivo_deadline(handle_.get()); }
  /* The next output; its get() is null when there is none. */
  record poll() { return record(detail::make<sivo_record>(sivo_poll, handle_.get()).release()); }
  /* All of them, also those of inputs that the loop's body steps:
   *
   *     for (const sivo::record& output : core.poll_all()) perform(output);
   */
  outputs poll_all() noexcept { return outputs(*this); }

  void begin() { detail::call(sivo_begin, handle_.get()); }
  void commit() { detail::call(sivo_commit, handle_.get()); }
  void rollback() { detail::call(sivo_rollback, handle_.get()); }

  /* From any thread. */
  void submit(const record& input) { detail::call(sivo_submit, handle_.get(), input.get()); }
  void on_wakeup(void (*wakeup)(void* context), void* context) noexcept {
    sivo_on_wakeup(handle_.get(), wakeup, context);
  }
  record status() { return made(sivo_status); }

  /* Rows */

  void act_as(const record& actor) { detail::call(sivo_act_as, handle_.get(), actor.get()); }
  void act_as_system() {
    detail::call(sivo_act_as, handle_.get(), static_cast<const sivo_record*>(nullptr));
  }
  void create(record& row, std::int64_t now_us) {
    detail::call(sivo_create, handle_.get(), row.get(), now_us);
  }
  void update(record& row, std::int64_t now_us) {
    detail::call(sivo_update, handle_.get(), row.get(), now_us);
  }
  /* Flags: SIVO_DELETE_CASCADE. */
  void remove(const record_view& row, std::uint32_t flags, std::int64_t now_us) {
    /* The same numbers in every kind of rows. */
    detail::call(sivo_delete, handle_.get(), row.kind(), row.id(SIVO_QUEUE_TENANT_ID).get(),
                 row.id(SIVO_QUEUE_ID).get(), flags, now_us);
  }
  record get(std::uint16_t kind, const sivo::id& tenant, const sivo::id& id) {
    return made(sivo_get, kind, tenant.get(), id.get());
  }
  list find(const query& query) {
    return list(detail::make<sivo_list>(sivo_find, handle_.get(), query.get()).release());
  }

  /* Statistics and live views */

  /* id names a queue, an agent or the tenant; minutes are 15, 30, 60 or 1440. */
  record statistics(const sivo::id& tenant, const sivo::id& id, std::int32_t minutes,
                    std::int64_t at_us) {
    return made(sivo_statistics, tenant.get(), id.get(), minutes, at_us);
  }
  /* kind is SIVO_KIND_QUEUE_VIEW or SIVO_KIND_AGENT_VIEW. */
  list view(std::uint16_t kind, const sivo::id& tenant, std::int64_t now_us) {
    return list(
        detail::make<sivo_list>(sivo_view, handle_.get(), kind, tenant.get(), now_us).release());
  }

  /* Documents. Flags: SIVO_APPLY_…; the report is a SIVO_KIND_APPLY_REPORT. */
  record apply(std::string_view json, std::int64_t now_us, std::uint32_t flags = 0) {
    return made(sivo_apply, json.data(), json.size(), flags, now_us);
  }
  record export_tenant(const sivo::id& tenant) { return made(sivo_export, tenant.get()); }

  /* Trace and long work */

  void trace_start(const std::string& path) {
    detail::call(sivo_trace_start, handle_.get(), path.c_str());
  }
  void trace_stop() { detail::call(sivo_trace_stop, handle_.get()); }
  /* Both of 32 bytes. */
  void rekey(std::string_view key, std::string_view new_key) {
    const auto bytes = [](std::string_view text) {
      return reinterpret_cast<const std::uint8_t*>(text.data());
    };
    detail::call(sivo_rekey, handle_.get(), bytes(key), key.size(), bytes(new_key), new_key.size());
  }
  job backup(const std::string& path) {
    return job(detail::make<sivo_job>(sivo_backup, handle_.get(), path.c_str()).release());
  }
  job verify() { return job(detail::make<sivo_job>(sivo_verify, handle_.get()).release()); }

  /* For a function of sivo.h. */
  sivo_core* get() noexcept { return handle_.get(); }

 private:
  template <class Function, class... Arguments>
  record made(Function function, Arguments... arguments) {
    return record(detail::make<sivo_record>(function, handle_.get(), arguments...).release());
  }
  detail::owned<sivo_core> handle_;
};

/* What is done between its making and commit() becomes durable and visible together; without
 * commit() (an exception, an early return) nothing of it does.
 *
 *     sivo::group group(core);
 *     for (const sivo::record& input : inputs) core.step(input, now);
 *     group.commit();
 */
class group {
 public:
  explicit group(core& of) : of_(&of) { of.begin(); }
  group(const group&) = delete;
  group& operator=(const group&) = delete;
  ~group() {
    if (of_ != nullptr) static_cast<void>(sivo_rollback(of_->get(), nullptr));
  }
  void commit() { std::exchange(of_, nullptr)->commit(); }

 private:
  core* of_;
};

}  // namespace cpp
}  // namespace sivo

#endif
