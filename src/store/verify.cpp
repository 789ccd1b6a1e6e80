#include "store/verify.hpp"

namespace sivo::store {
namespace {

void add(VerifyReport& report, Finding finding) {
  if (report.findings.size() < kFindingsMax) report.findings.push_back(std::move(finding));
}

}  // namespace

std::string_view area_name(Finding::Area area) {
  switch (area) {
    case Finding::Area::kPages:
      return "pages";
    case Finding::Area::kReferences:
      return "references";
    case Finding::Area::kAudit:
      return "audit";
    case Finding::Area::kSecrets:
      return "secrets";
  }
  return "";
}

const schema::Table* table_named(std::span<const schema::Table* const> tables,
                                 std::string_view name) {
  for (const schema::Table* table : tables) {
    if (table->name == name) return table;
  }
  return nullptr;
}

Result<std::vector<std::string>> table_names(Connection& db) {
  auto owner =
      db.prepare_owned("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name", false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  std::vector<std::string> out{"sqlite_schema"};
  for (;;) {
    auto row = rows.step("read the names of the tables");
    if (!row) return db.failed(row.take_error());
    if (!*row) return out;
    out.emplace_back(rows.text_at(0));
  }
}

Result<void> verify_table(Connection& db, const std::string& table, VerifyReport& report) {
  auto statement = db.prepare("SELECT integrity_check FROM pragma_integrity_check(?1)");
  if (!statement) return statement.take_error();
  Statement& check = **statement;
  const ResetGuard guard(check);
  check.bind_text(1, table);
  for (;;) {
    auto row = check.step("check the pages");
    if (!row) return db.failed(row.take_error());
    if (!*row) return {};
    // SQLite names pages, tables and indexes here, no values.
    if (check.text_at(0) == "ok") continue;
    add(report, Finding{.area = Finding::Area::kPages,
                        .table = table,
                        .message = std::string(check.text_at(0))});
  }
}

Result<void> verify_references(Connection& db, const std::string& table, VerifyReport& report) {
  auto statement =
      db.prepare("SELECT parent,count(*) FROM pragma_foreign_key_check(?1) GROUP BY parent");
  if (!statement) return statement.take_error();
  Statement& check = **statement;
  const ResetGuard guard(check);
  check.bind_text(1, table);
  for (;;) {
    auto row = check.step("check the references");
    if (!row) return db.failed(row.take_error());
    if (!*row) return {};
    std::string message = "expected a row of ";
    message.append(check.text_at(0)).append(" for each reference, got none for ");
    message.append(std::to_string(check.int_at(1)));
    add(report,
        Finding{.area = Finding::Area::kReferences, .table = table, .message = std::move(message)});
  }
}

}  // namespace sivo::store
