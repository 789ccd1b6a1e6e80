#include "core/apply.hpp"

namespace sivo::core::document {
namespace {

using Change = Step::Change;

void append_entry(std::string& out, std::string_view change, const Resource& resource,
                  std::string_view key, const Json& diff) {
  out += out.empty() ? '[' : ',';
  out.append(R"({"change":")").append(change).append(R"(","resource":")").append(resource.name);
  out += R"(","name":)";
  schema::append_json_string(out, label_of(key));
  out += R"(,"diff":)";
  diff.dump_to(out);
  out += '}';
}

std::string warnings_text(const std::vector<Warning>& warnings) {
  Json out = Json::array();
  for (const Warning& warning : warnings) {
    Json entry = Json::object();
    entry.append("path", Json::string(warning.path));
    entry.append("message", Json::string(warning.message));
    out.push(std::move(entry));
  }
  return out.dump();
}

}  // namespace

Record make_report(const Plan& plan, const std::vector<Going>& gone, const Outcome& outcome) {
  ApplyReport report;
  report.tenant_id = outcome.tenant;
  report.is_dry_run = outcome.is_dry_run;
  report.warnings = warnings_text(outcome.warnings);
  std::string changes;
  for (const Step& step : plan.steps) {
    switch (step.change) {
      case Change::kNone:
        ++report.unchanged;
        continue;
      case Change::kCreate:
        ++report.created;
        break;
      case Change::kUpdate:
        ++report.updated;
        break;
    }
    append_entry(changes, step.change == Change::kCreate ? "create" : "update", *step.row->resource,
                 step.row->key, step.diff);
  }
  for (const Going& row : gone) {
    ++report.deleted;
    append_entry(changes, "delete", *row.resource, row.key, Json::object());
  }
  report.changes = changes.empty() ? "[]" : changes + ']';
  return Record(report);
}

}  // namespace sivo::core::document
