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

Result<void> verify_pages(Connection& db, VerifyReport& report) {
  auto owner = db.prepare_owned("PRAGMA integrity_check(100)", false);
  if (!owner) return owner.take_error();
  Statement check(owner->get());
  for (;;) {
    auto row = check.step("check the pages");
    if (!row) return row.take_error();
    if (!*row) return {};
    // SQLite names pages, tables and indexes here, no values.
    if (check.text_at(0) == "ok") continue;
    add(report,
        Finding{
            .area = Finding::Area::kPages, .table = {}, .message = std::string(check.text_at(0))});
  }
}

Result<void> verify_references(Connection& db, VerifyReport& report) {
  auto owner = db.prepare_owned(
      "SELECT \"table\",parent,count(*) FROM pragma_foreign_key_check GROUP BY 1,2", false);
  if (!owner) return owner.take_error();
  Statement check(owner->get());
  for (;;) {
    auto row = check.step("check the references");
    if (!row) return row.take_error();
    if (!*row) return {};
    std::string message = "expected a row of ";
    message.append(check.text_at(1)).append(" for each reference, got none for ");
    message.append(std::to_string(check.int_at(2)));
    add(report, Finding{.area = Finding::Area::kReferences,
                        .table = std::string(check.text_at(0)),
                        .message = std::move(message)});
  }
}

}  // namespace sivo::store
