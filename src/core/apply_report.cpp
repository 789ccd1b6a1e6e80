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

}  // namespace

Record make_report(const Plan& plan, const std::vector<Going>& gone, std::optional<Id> tenant,
                   bool is_dry_run) {
  ApplyReport report;
  report.tenant_id = tenant;
  report.is_dry_run = is_dry_run;
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
