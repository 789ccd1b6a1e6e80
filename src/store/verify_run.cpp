#include "store/verify_run.hpp"

#include <algorithm>
#include <utility>

#include "store/meta.hpp"
#include "store/verify.hpp"

namespace sivo::store {
namespace {

constexpr int64_t kAuditRowsPerStep = 2'000;  // some tens of milliseconds of hashing
constexpr int64_t kPagesPerStep = 500;        // about, in a large table

using Area = Finding::Area;

void add_damage(VerifyReport& report, Area area, const Error& error) {
  if (report.findings.size() >= kFindingsMax) return;
  report.findings.push_back(Finding{.area = area, .table = error.path, .message = error.message});
}

// One state of the file for all statements of a step.
class Reading {
 public:
  explicit Reading(Connection& db) : db_(db) {}
  ~Reading() { db_.end_read(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Connection& db_;
};

}  // namespace

Result<VerifyRun::Progress> VerifyRun::step() {
  if (place_.part == Part::kDone) return progress_;
  if (auto done = parts_.db.begin_read(); !done) return done.take_error();
  const Reading reading(parts_.db);
  if (tables_.empty()) {
    if (auto done = plan(); !done) return done.take_error();
  }
  Place place = place_;
  VerifyReport report = report_;
  auto is_part_over = prove_some(place, report);
  if (!is_part_over) {
    check_.reset();
    if (beside_) beside_->end_read();
    Error error = is_part_over.take_error();
    if (error.status != Status::kCorrupt) return error;
    // Damage is what we are looking for. What of the part was not read yet cannot be proved.
    constexpr Area kAreas[] = {Area::kPages, Area::kReferences, Area::kAudit, Area::kAudit,
                               Area::kSecrets};
    report = report_;
    place = place_;
    add_damage(report, kAreas[static_cast<size_t>(place.part)], error);
    is_part_over = true;
  }
  leave(place, *is_part_over);
  place_ = std::move(place);
  report_ = std::move(report);
  return advance();
}

// What there is to do, as far as one can know before it is done.
Result<void> VerifyRun::plan() {
  auto rows = parts_.audit.verify_size();
  if (!rows && rows.error().status != Status::kCorrupt) return rows.take_error();
  auto names = table_names(parts_.db);
  if (!names && names.error().status != Status::kCorrupt) return names.take_error();
  tables_ = names ? *std::move(names) : std::vector<std::string>{"sqlite_schema"};
  auto pages = parts_.db.query_int("PRAGMA page_count");
  if (!pages && pages.error().status != Status::kCorrupt) return pages.take_error();
  constexpr int64_t kOthers = 2;  // the count of the chains; secrets
  progress_.total = 2 * static_cast<int64_t>(tables_.size()) + kOthers +
                    (rows ? *rows / kAuditRowsPerStep + 1 : 1);
  if (pages && !parts_.db.file_name().empty()) progress_.total += *pages / kPagesPerStep;
  return {};
}

// True: that was the last of the part, or of the table.
Result<bool> VerifyRun::prove_some(Place& place, VerifyReport& report) {
  const auto is_over = [](Result<void> done) -> Result<bool> {
    if (!done) return done.take_error();
    return true;
  };
  const auto has_ended = [](Result<bool> has_more) -> Result<bool> {
    if (!has_more) return has_more;
    return !*has_more;
  };
  switch (place.part) {
    case Part::kPages:
    case Part::kReferences:
      return prove_table(place, report);
    case Part::kCount:
      return is_over(prove_count(report));
    case Part::kAudit:
      return has_ended(parts_.audit.verify_some(place.audit, kAuditRowsPerStep, report));
    case Part::kSecrets:
      return has_ended(parts_.secrets.verify_some(parts_.tables, place.secrets, report));
    case Part::kDone:
      break;
  }
  return true;
}

Result<bool> VerifyRun::prove_table(const Place& place, VerifyReport& report) {
  const std::string& name = tables_[place.table];
  const bool is_of_pages = place.part == Part::kPages;
  const schema::Table* known = table_named(parts_.tables, name);
  const bool is_in_parts = known != nullptr && !parts_.db.file_name().empty();
  Result<bool> is_large = is_in_parts && !check_ ? has_more_rows(parts_.db, name, kRowsPerStep)
                                                 : Result<bool>(is_in_parts);
  if (!is_large) return is_large;
  if (*is_large) {
    const auto what = is_of_pages ? TableCheck::What::kPages : TableCheck::What::kReferences;
    return prove_large(*known, what, report);
  }
  auto done = is_of_pages ? verify_table(parts_.db, name, report)
                          : verify_references(parts_.db, name, report);
  if (!done) return done.take_error();
  return true;
}

Result<bool> VerifyRun::prove_large(const schema::Table& table, TableCheck::What what,
                                    VerifyReport& report) {
  if (!check_) {
    if (auto done = look_from_beside(); !done) return done.take_error();
    auto check = TableCheck::begin(*beside_, table, what);
    if (!check) return check.take_error();
    check_ = *std::move(check);
  }
  auto is_over = check_->step(kRowsPerStep);
  if (!is_over || !*is_over) return is_over;
  check_->add_findings(report);
  check_.reset();
  beside_->end_read();
  return true;
}

// At the file as it is now, until end_read().
Result<void> VerifyRun::look_from_beside() {
  if (!beside_) {
    auto beside = parts_.db.open_beside();
    if (!beside) return beside.take_error();
    beside_ = *std::move(beside);
  }
  beside_->end_read();
  return beside_->begin_read();
}

Result<void> VerifyRun::prove_count(VerifyReport& report) {
  auto key = parts_.db.query_int("SELECT count(*) FROM store_meta WHERE key='" +
                                 std::string(kKeyCheckMeta) + "'");
  if (!key) return key.take_error();
  report.is_keyed = *key != 0;
  return parts_.audit.verify_count(report);
}

void VerifyRun::leave(Place& place, bool is_part_over) const {
  if (!is_part_over) return;
  const bool is_by_table = place.part == Part::kPages || place.part == Part::kReferences;
  if (is_by_table && ++place.table < tables_.size()) return;
  place.table = 0;
  place.part = static_cast<Part>(static_cast<uint8_t>(place.part) + 1);
}

VerifyRun::Progress VerifyRun::advance() {
  ++progress_.done;
  if (place_.part == Part::kDone) {
    progress_.done = progress_.total = std::max(progress_.done, progress_.total);
  } else {
    progress_.total = std::max(progress_.total, progress_.done + 1);
  }
  return progress_;
}

}  // namespace sivo::store
