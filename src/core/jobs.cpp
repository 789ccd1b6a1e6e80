#include "base/time.hpp"
#include "core/impl.hpp"
#include "schema/json.hpp"

namespace sivo::core {
namespace {

constexpr int32_t kPagesPerStep = 4'096;  // 16 MiB: some tens of milliseconds

// What the group wrote so far may still be undone.
Error inside_group() {
  return Error{Status::kState, "expected a step of the job outside a group, got one inside", {}};
}

class BackupJob final : public Job {
 public:
  BackupJob(store::Store& store, std::string path) : store_(store), path_(std::move(path)) {}

  Result<Progress> step() override {
    if (store_.in_unit()) return inside_group();
    if (!copy_) {
      auto copy = store_.begin_backup(path_);
      if (!copy) return copy.take_error();
      copy_.emplace(*std::move(copy));
    }
    auto progress = copy_->step(kPagesPerStep);
    if (!progress) return progress.take_error();
    is_done_ = progress->done == progress->total;
    report_.pages = copy_->pages();
    report_.size_bytes = copy_->size_bytes();
    return Progress{progress->done, progress->total};
  }

  Result<Record> report() override {
    if (!is_done_) return Error{Status::kState, "the backup is not finished", {}};
    return Record(report_);
  }

 private:
  store::Store& store_;
  std::string path_;
  std::optional<store::BackupRun> copy_;
  BackupReport report_;
  bool is_done_ = false;
};

schema::Json text_or_null(const std::optional<std::string>& text) {
  return text ? schema::Json::string(*text) : schema::Json();
}

std::string removed_tenants(const std::vector<store::RemovedTenant>& removed) {
  schema::Json list = schema::Json::array();
  for (const store::RemovedTenant& tenant : removed) {
    schema::Json item = schema::Json::object();
    item.append("tenant_id", schema::Json::string(to_text(tenant.tenant)));
    item.append("slug", schema::Json::string(tenant.slug));
    item.append("name", schema::Json::string(tenant.name));
    item.append("removed_at", schema::Json::string(format_time(tenant.removed_at)));
    const auto user =
        tenant.user_id ? schema::Json::string(to_text(*tenant.user_id)) : schema::Json();
    item.append("user_id", user);
    item.append("ip", text_or_null(tenant.ip));
    item.append("user_agent", text_or_null(tenant.user_agent));
    list.push(std::move(item));
  }
  return list.dump();
}

class VerifyJob final : public Job {
 public:
  explicit VerifyJob(store::Store& store) : store_(store) {}

  Result<Progress> step() override {
    if (store_.in_unit()) return inside_group();
    if (!run_) {
      auto run = store_.begin_verify();
      if (!run) return run.take_error();
      run_.emplace(*std::move(run));
    }
    auto progress = run_->step();
    if (!progress) return progress.take_error();
    is_done_ = progress->done == progress->total;
    return Progress{progress->done, progress->total};
  }

  Result<Record> report() override {
    if (!is_done_) return Error{Status::kState, "the check is not finished", {}};
    const store::VerifyReport& found = run_->report();
    VerifyReport report;
    report.is_ok = found.ok() && (found.is_signed || !found.is_keyed);
    report.is_signed = found.is_signed;
    report.removed_tenants = removed_tenants(found.removed);
    report.audit_rows = found.audit_rows;
    report.tenants = found.audit_chains;
    if (!found.ok()) {
      const store::Finding& first = found.findings.front();
      report.problem = std::string(store::area_name(first.area)) + ": " + first.message;
    } else if (!report.is_ok) {
      report.problem = "audit: the signatures were not checked, the master key was not given";
    }
    return Record(report);
  }

 private:
  store::Store& store_;
  std::optional<store::VerifyRun> run_;
  bool is_done_ = false;
};

}  // namespace

Result<std::unique_ptr<Job>> Core::backup(const std::string& path) {
  if (impl_->is_poisoned_) return impl_->check_ready().take_error();
  if (impl_->in_group_) return Error{Status::kState, "expected no open group", {}};
  return std::unique_ptr<Job>(std::make_unique<BackupJob>(impl_->store_, path));
}

Result<std::unique_ptr<Job>> Core::verify() {
  if (impl_->is_poisoned_) return impl_->check_ready().take_error();
  return std::unique_ptr<Job>(std::make_unique<VerifyJob>(impl_->store_));
}

}  // namespace sivo::core
