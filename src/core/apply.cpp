#include "core/apply.hpp"

#include "core/impl.hpp"
#include "crypto/crypto.hpp"
#include "schema/tenant.hpp"

namespace sivo::core {
namespace {

using document::Document;

Result<Id> find_tenant(Core& core, const std::string& slug) {
  const schema::Table& table = schema::table_of<Tenant>();
  auto found = document::find_one(
      core, table, Id{},
      {document::field_of(table, "slug"), store::Op::kEq, {std::string_view(slug)}});
  if (!found) return found.take_error();
  return *found ? document::id_of(**found) : Id{};
}

}  // namespace

// On a file open for reading a dry run does not try the writing, so what only that would find, such
// as a row that others use, it does not tell. Everything that can be found wrong without writing
// is, before the group begins: a refused document does not make the engines start again from the
// file.
Result<Record> Core::apply(std::string_view json, ApplyFlags flags, Micros now) {
  const bool only_looks = flags.is_dry_run && impl_->options_.is_read_only;
  if (!only_looks) {
    if (auto ready = impl_->check_ready(); !ready) return ready.take_error();
  }
  if (impl_->in_group_) return Error{Status::kState, "expected no open group", {}};
  auto document = document::read_document(json);
  if (!document) return document.take_error();
  auto tenant = find_tenant(*this, document->tenant().key);
  if (!tenant) return tenant.take_error();
  document::Names names(*this, *tenant);
  if (auto done = document::bind_document(*document, names, flags.is_pruning); !done) {
    return done.take_error();
  }
  auto warnings = document::check_flows(*this, *document, names, flags.is_pruning);
  if (!warnings) return warnings.take_error();
  const auto is_same_secret = [this](const Record& stored, size_t field,
                                     std::string_view text) -> Result<bool> {
    auto plain = impl_->store_.read_secret(store::TenantScope(std::get<Id>(stored.get(1))),
                                           stored.table(), document::id_of(stored), field);
    if (!plain) return plain.take_error();
    const bool is_same =
        crypto::constant_time_equal(crypto::as_bytes(*plain), crypto::as_bytes(text));
    crypto::wipe(*plain);
    return is_same;
  };
  auto plan =
      document::Planner{*this, names, *tenant, is_same_secret}.plan(*document, flags.is_pruning);
  if (!plan) return plan.take_error();
  document::Outcome outcome{{}, flags.is_dry_run, std::move(*warnings)};
  if (!tenant->is_nil()) outcome.tenant = *tenant;
  if (plan->is_empty() || only_looks) return document::make_report(*plan, {}, outcome);

  if (auto begun = begin(); !begun) return begun.take_error();
  document::Writer writer(*this, names, *document, flags.is_pruning, now);
  Id written = *tenant;
  auto done = writer.write(*plan, written);
  if (!done || flags.is_dry_run) {
    auto undone = rollback();
    if (!done) return done.take_error();
    if (!undone) return undone.take_error();
    return document::make_report(*plan, writer.gone(), outcome);
  }
  if (auto committed = commit(); !committed) return committed.take_error();
  outcome.tenant = written;
  return document::make_report(*plan, writer.gone(), outcome);
}

}  // namespace sivo::core
