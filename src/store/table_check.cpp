#include "store/table_check.hpp"

#include "store/bytes.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kChecking = "check the rows";
constexpr int64_t kEntriesPerRow = 10;  // counting one is that much quicker than looking at a row

// All rows of a statement with one bound text.
template <class Visit>
Result<void> for_rows(Connection& db, std::string_view sql, std::string_view bound,
                      const Visit& visit) {
  auto owner = db.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  rows.bind_text(1, bound);
  for (;;) {
    auto row = rows.step("read the schema");
    if (!row) return row.take_error();
    if (!*row) return {};
    visit(rows);
  }
}

std::string text(const Statement& row, int column) { return std::string(row.text_at(column)); }

std::string and_before(const std::string& condition) {
  return condition.empty() ? std::string() : condition + " AND ";
}

}  // namespace

Result<bool> has_more_rows(Connection& db, std::string_view table, int64_t rows) {
  auto count = db.query_int("SELECT count(*) FROM (SELECT 1 FROM " + quoted(table) + " LIMIT " +
                            std::to_string(rows + 1) + ")");
  if (!count) return count.take_error();
  return *count > rows;
}

TableCheck::TableCheck(Connection& db, const schema::Table& table)
    : db_(db), table_(table), object_(table.create(), table.destroy) {}

Result<std::unique_ptr<TableCheck>> TableCheck::begin(Connection& db, const schema::Table& table,
                                                      What what) {
  auto check = std::make_unique<TableCheck>(db, table);
  check->what_ = what;
  auto found = what == What::kPages ? check->find_indexes() : check->find_references();
  if (found) found = check->prepare_rows();
  if (!found) return found.take_error();
  return check;
}

Result<void> TableCheck::find_indexes() {
  auto found = for_rows(db_,
                        "SELECT l.name,coalesce(s.sql,'') FROM pragma_index_list(?1) AS l"
                        " JOIN sqlite_schema AS s ON s.type='index' AND s.name=l.name"
                        " WHERE l.origin<>'pk'",
                        table_.name, [&](const Statement& row) {
                          Rule rule;
                          rule.name = text(row, 0);
                          const std::string sql = text(row, 1);
                          const size_t where = sql.find(") WHERE ");
                          if (where != std::string::npos) rule.where = sql.substr(where + 8);
                          rules_.push_back(std::move(rule));
                        });
  if (!found) return found;
  for (Rule& rule : rules_) {
    std::string same;
    found = for_rows(db_, "SELECT name FROM pragma_index_xinfo(?1)", rule.name,
                     [&](const Statement& row) {
                       const std::string name = quoted(row.text_at(0));
                       same = and_before(same) + "i." + name + " IS r." + name;
                     });
    if (!found) return found;
    rule.sql = "EXISTS(SELECT 1 FROM " + quoted(table_.name) + " AS i INDEXED BY " +
               quoted(rule.name) + " WHERE " + and_before(rule.where) + same + ")";
  }
  return {};
}

Result<void> TableCheck::find_references() {
  int64_t last = -1;
  auto found = for_rows(
      db_, "SELECT id,\"table\",\"from\",\"to\" FROM pragma_foreign_key_list(?1) ORDER BY id,seq",
      table_.name, [&](const Statement& row) {
        if (row.int_at(0) != last) rules_.push_back({.name = text(row, 1), .sql = {}, .where = {}});
        last = row.int_at(0);
        const std::string from = quoted(row.text_at(2)), to = quoted(row.text_at(3));
        Rule& rule = rules_.back();
        rule.where = and_before(rule.where) + "r." + from + " IS NOT NULL";
        rule.sql = and_before(rule.sql) + "p." + to + "=r." + from;
      });
  if (!found) return found;
  for (Rule& rule : rules_) {
    rule.sql = "EXISTS(SELECT 1 FROM " + quoted(rule.name) + " AS p WHERE " + rule.sql + ")";
  }
  return {};
}

// The columns of the table, then two for each rule: whether it is asked of the row, and kept.
Result<void> TableCheck::prepare_rows() {
  std::string sql = "SELECT " + column_list(table_);
  for (const Rule& rule : rules_) {
    sql.append(",").append(rule.where.empty() ? "1" : rule.where).append(",").append(rule.sql);
  }
  sql += " FROM " + quoted(table_.name) + " AS r NOT INDEXED";
  auto owner = db_.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  owner_ = std::move(*owner);
  rows_ = Statement(owner_.get());
  return {};
}

Result<bool> TableCheck::step(int64_t rows_max) {
  auto done = is_in_rows_ ? read_rows(rows_max) : count_entries(rows_max * kEntriesPerRow);
  if (!done) return done.take_error();
  return !is_in_rows_ && (what_ == What::kReferences || counted_ == rules_.size());
}

Result<void> TableCheck::read_rows(int64_t rows_max) {
  for (int64_t i = 0; i < rows_max; ++i) {
    auto row = rows_.step(kChecking);
    if (!row) return row.take_error();
    if (!*row) {
      is_in_rows_ = false;
      owner_.reset();
      return {};
    }
    look_at_row();
  }
  return {};
}

void TableCheck::look_at_row() {
  if (what_ == What::kPages) {
    if (auto read = read_row(rows_, table_, object_.get()); !read && bad_field_.empty()) {
      bad_field_ = read.error().path;
    }
    std::string key;
    append_sized(key, rows_.bytes_at(static_cast<int>(kTenantIndex)));
    append_sized(key, rows_.bytes_at(static_cast<int>(kIdIndex)));
    disordered_ += key <= last_key_ ? 1 : 0;
    last_key_ = std::move(key);
  }
  int column = static_cast<int>(table_.fields.size());
  for (Rule& rule : rules_) {
    const bool is_asked = rows_.int_at(column) != 0;
    const bool is_kept = rows_.int_at(column + 1) != 0;
    rule.rows += is_asked ? 1 : 0;
    rule.broken += is_asked && !is_kept ? 1 : 0;
    column += 2;
  }
}

Result<void> TableCheck::prepare_entries() {
  const Rule& rule = rules_[counted_];
  auto owner = db_.prepare_owned(
      "SELECT 1 FROM " + quoted(table_.name) + " INDEXED BY " + quoted(rule.name), false);
  if (!owner) return owner.take_error();
  owner_ = std::move(*owner);
  rows_ = Statement(owner_.get());
  return {};
}

Result<void> TableCheck::count_entries(int64_t entries_max) {
  while (entries_max > 0 && counted_ < rules_.size()) {
    if (!rules_[counted_].where.empty()) {
      rules_[counted_].entries = rules_[counted_].rows;
      ++counted_;
      continue;
    }
    if (!owner_) {
      if (auto done = prepare_entries(); !done) return done;
    }
    auto entry = rows_.step(kChecking);
    if (!entry) return entry.take_error();
    --entries_max;
    if (*entry) {
      ++rules_[counted_].entries;
    } else {
      owner_.reset();
      ++counted_;
    }
  }
  return {};
}

void TableCheck::add_findings(VerifyReport& report) const {
  const auto area = what_ == What::kPages ? Finding::Area::kPages : Finding::Area::kReferences;
  const auto add = [&](std::string message) {
    if (report.findings.size() >= kFindingsMax) return;
    report.findings.push_back(
        Finding{.area = area, .table = std::string(table_.name), .message = std::move(message)});
  };
  if (disordered_ > 0) {
    add("expected rows in order, got " + std::to_string(disordered_) + " out of it");
  }
  if (!bad_field_.empty()) {
    add("expected values that " + bad_field_ + " may hold, got another");
  }
  for (const Rule& rule : rules_) {
    const std::string count = std::to_string(rule.broken);
    if (what_ == What::kReferences) {
      if (rule.broken == 0) continue;
      add("expected a row of " + rule.name + " for each reference, got none for " + count);
    } else if (rule.broken > 0) {
      add("expected an entry of " + rule.name + " for each row, got none for " + count);
    } else if (rule.entries != rule.rows) {
      add("expected an entry of " + rule.name + " for each row, got " +
          std::to_string(rule.entries) + " for " + std::to_string(rule.rows));
    }
  }
}

}  // namespace sivo::store
