#include "store/verify_run.hpp"

#include <algorithm>
#include <utility>

#include "store/verify.hpp"

namespace sivo::store {
namespace {

constexpr int64_t kAuditRowsPerStep = 2'000;  // some tens of milliseconds of hashing

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
  constexpr int64_t kOthers = 2;  // the count of the chains; secrets
  progress_.total = 2 * static_cast<int64_t>(tables_.size()) + kOthers +
                    (rows ? *rows / kAuditRowsPerStep + 1 : 1);
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
      return is_over(verify_table(parts_.db, tables_[place.table], report));
    case Part::kReferences:
      return is_over(verify_references(parts_.db, tables_[place.table], report));
    case Part::kCount:
      return is_over(parts_.audit.verify_count(report));
    case Part::kAudit:
      return has_ended(parts_.audit.verify_some(place.audit, kAuditRowsPerStep, report));
    case Part::kSecrets:
      return has_ended(parts_.secrets.verify_some(parts_.tables, place.secrets, report));
    case Part::kDone:
      break;
  }
  return true;
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
