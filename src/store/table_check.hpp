#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "schema/table.hpp"
#include "store/connection.hpp"
#include "store/report.hpp"

namespace sivo::store {

// What SQLite's own check proves of a table, for one that is too large to be checked in one go:
// each row can be read, holds what its fields may hold, and stands in its order; each index has an
// entry for every row and none besides; each reference has its row. Two things are not looked at:
// how the free room inside the table's pages is accounted for, which SQLite does when it writes
// there, and entries besides in an index over some of the rows.
//
// The connection must be one that nobody else uses and see one state of the file from the first
// step to the last. After an error the check is over; a new one may be made.
class TableCheck {
 public:
  enum class What : uint8_t { kPages, kReferences };
  static Result<std::unique_ptr<TableCheck>> begin(Connection& db, const schema::Table& table,
                                                   What what);
  TableCheck(Connection& db, const schema::Table& table);  // use begin()

  // Goes on for about `rows_max` rows, or the entries of an index that take as long. True: that was
  // the end. Damage that ends the reading is kCorrupt.
  Result<bool> step(int64_t rows_max);
  // What was found, once it is at its end.
  void add_findings(VerifyReport& report) const;

 private:
  // Something that must be true of every row: an index has it, a reference leads to a row.
  struct Rule {
    std::string name;     // of the index, or of the table referred to
    std::string sql;      // the condition, of the row "r"
    std::string where;    // of a partial index: for which rows; empty = all
    int64_t rows = 0;     // it was asked of
    int64_t broken = 0;   // of them
    int64_t entries = 0;  // of the index
  };
  Result<void> find_indexes();
  Result<void> find_references();
  Result<void> prepare_rows();
  Result<void> prepare_entries();
  Result<void> read_rows(int64_t rows_max);
  Result<void> count_entries(int64_t entries_max);
  void look_at_row();

  Connection& db_;
  const schema::Table& table_;
  What what_ = What::kPages;
  std::unique_ptr<void, void (*)(void*)> object_;
  std::vector<Rule> rules_;
  size_t counted_ = 0;  // rules whose entries are counted
  bool is_in_rows_ = true;
  StatementOwner owner_;
  Statement rows_;
  std::string last_key_;
  int64_t disordered_ = 0;  // rows
  std::string bad_field_;   // the first that holds what it may not
};

// Whether the table has more rows than that; reads no more of them.
Result<bool> has_more_rows(Connection& db, std::string_view table, int64_t rows);

}  // namespace sivo::store
