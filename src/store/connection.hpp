#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"
#include "schema/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace sivo::store {

// What an SQLite result code means; `doing` completes "expected to …". No data of rows gets into
// the message: SQLite's own text is left out because it may quote them.
Error sqlite_error(int code, std::string_view doing);

// A prepared statement. Text and bytes are bound without a copy: they must live until reset().
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}

  // The places are numbered from 1. Binding cannot fail but for a wrong place, which is a bug, and
  // for memory, which the next step() reports.
  void bind_int(int place, int64_t value);
  void bind_real(int place, double value);
  void bind_text(int place, std::string_view value);
  void bind_bytes(int place, std::string_view value);
  void bind_id(int place, const Id& value);
  void bind_null(int place);

  // True: a row is there. False: done, and the statement is reset. An error resets it too.
  Result<bool> step(std::string_view doing);
  // step() for statements that give no row.
  Result<void> run(std::string_view doing);
  void reset();

  // The columns are numbered from 0; the views live until the next step or reset.
  bool is_null(int column) const;
  bool is_int(int column) const;
  bool is_real(int column) const;
  bool is_text(int column) const;
  bool is_bytes(int column) const;
  int64_t int_at(int column) const;
  double real_at(int column) const;
  std::string_view text_at(int column) const;
  std::string_view bytes_at(int column) const;
  Id id_at(int column) const;  // nil when it is not 16 bytes

 private:
  void check_bound(int code);
  sqlite3_stmt* handle_ = nullptr;  // owned by StatementOwner
  bool is_short_of_memory_ = false;
};

struct FinalizeStatement {
  void operator()(sqlite3_stmt* handle) const;
};
using StatementOwner = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Resets at the end of a scope, so that a statement never holds a read lock or borrowed text.
class ResetGuard {
 public:
  explicit ResetGuard(Statement& statement) : statement_(statement) {}
  ~ResetGuard() { statement_.reset(); }
  ResetGuard(const ResetGuard&) = delete;
  ResetGuard& operator=(const ResetGuard&) = delete;

 private:
  Statement& statement_;
};

enum class OpenMode : uint8_t { kReadOnly, kReadWrite, kCreate };

inline constexpr size_t kStatementsMax = 256;  // cached per connection
inline constexpr int64_t kValueBytesMax = int64_t{64} << 20;
// How long a connection waits for SQLite's locks. Writers are kept apart by a lock of our own, so
// these are held for a moment only: a reader takes even the write lock when it builds the WAL's
// index anew.
inline constexpr int kBusyMs = 2'000;

// One SQLite connection: statements, and the unit of work.
class Connection {
 public:
  Connection() = default;  // closed; use open()
  static Result<std::unique_ptr<Connection>> open(const std::string& path, OpenMode mode,
                                                  const std::string& vfs);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return handle_; }
  // The file's full name, links followed; empty in memory.
  std::string file_name() const;
  // A second connection that sees the same file and only reads it.
  Result<std::unique_ptr<Connection>> open_beside() const;

  // Runs one or more statements that give no result. `sql` is a constant or made of schema names.
  Result<void> execute(const std::string& sql, std::string_view doing);
  // Prepared once, kept. The pointer lives until the cache is full or flush_statements(); use it at
  // once.
  Result<Statement*> prepare(std::string_view sql);
  // The first column of the first row, which must be there.
  Result<int64_t> query_int(std::string_view sql);
  void flush_statements();
  // A statement outside the cache, for one that stays open while others run, or is kept by the
  // caller.
  Result<StatementOwner> prepare_owned(std::string_view sql, bool is_kept);

  Result<void> begin();
  Result<void> commit();
  void rollback();
  bool in_unit() const { return in_unit_; }
  // Until end_read() all statements see the file as it is now, also while another process writes.
  // Not inside a unit.
  Result<void> begin_read();
  void end_read();
  // A unit that could not be rolled back for want of memory is rolled back before anything else is
  // read or written; for who keeps statements of his own.
  Result<void> settle();
  // kState outside a unit, or in one that can only be rolled back.
  Result<void> check_writable() const;
  // The unit holds half a call: it may only be rolled back.
  void doom() { is_doomed_ = in_unit_; }
  // Dooms the unit when the error is of the machine, not of the caller.
  Error failed(Error error);

  int64_t changed_rows() const;  // by the last statement
  // Of the last failed statement: the column that broke a unique rule, empty when it was none.
  std::string unique_column() const;

 private:
  struct Cached {
    StatementOwner owner;
    Statement statement;
  };
  sqlite3* handle_ = nullptr;
  Result<void> prepare_undo();
  void roll_back_open_transaction();
  void write_over_failed();

  std::map<std::string, Cached, std::less<>> statements_;
  StatementOwner undo_;  // "ROLLBACK"
  bool in_unit_ = false;
  bool is_doomed_ = false;
  bool is_left_open_ = false;  // SQLite's transaction, of a unit that is over
};

// Around the second and later writes of one call: leaving the scope without done() dooms the unit,
// because half a call is in it.
class WholeCall {
 public:
  explicit WholeCall(Connection& db) : db_(db) {}
  ~WholeCall() {
    if (!is_done_) db_.doom();
  }
  WholeCall(const WholeCall&) = delete;
  WholeCall& operator=(const WholeCall&) = delete;
  void done() { is_done_ = true; }

 private:
  Connection& db_;
  bool is_done_ = false;
};

}  // namespace sivo::store
