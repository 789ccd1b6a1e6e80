#include "capi/rows.hpp"

#include "capi/argument.hpp"
#include "capi/barrier.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

// A record of a kind whose rows are in the file.
Result<schema::Record*> row_argument(sivo_record* handle) {
  if (!is_live(handle)) return invalid("row", "expected a record, got NULL or another handle");
  schema::Record& row = *handle->record;
  if (row.table().is_stored()) return &row;
  return invalid("row",
                 "expected a record of a kind of rows, got " + std::string(row.table().name));
}

using Write = Result<void> (core::Core::*)(schema::Record&, Micros);

int32_t write_row(sivo_core* core, sivo_record* handle, int64_t now_us, Write write,
                  sivo_error** err) noexcept {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto row = row_argument(handle);
    if (!row) return row.take_error();
    if (auto now = check_now(now_us); !now) return now;
    // On a copy: when it fails, the caller's record is as it was.
    schema::Record written(**row);
    if (auto done = (engine.*write)(written, now_us); !done) return done;
    mark_as_stored(written);
    **row = std::move(written);
    return {};
  });
}

}  // namespace

namespace sivo::capi {

void mark_as_stored(schema::Record& row) {
  row.mark_none_given();
  for (const std::string_view name : {"id", "tenant_id"}) {
    const int index = row.table().index_of(name);
    if (index < 0) continue;
    const auto at = static_cast<size_t>(index);
    const schema::Value value = row.get(at);
    const auto* id = std::get_if<Id>(&value);
    row.mark_given(at, id != nullptr && !id->is_nil());
  }
}

}  // namespace sivo::capi

int32_t sivo_act_as(sivo_core* core, const sivo_record* actor, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    if (actor == nullptr) return engine.act_as(nullptr);
    if (!is_live(actor) || actor->record->kind() != Kind::kActor) {
      return invalid("actor", "expected a record of SIVO_KIND_ACTOR, got another one");
    }
    return engine.act_as(&*actor->record);
  });
}

int32_t sivo_create(sivo_core* core, sivo_record* row, int64_t now_us, sivo_error** err) {
  return write_row(core, row, now_us, &core::Core::create, err);
}

int32_t sivo_update(sivo_core* core, sivo_record* row, int64_t now_us, sivo_error** err) {
  return write_row(core, row, now_us, &core::Core::update, err);
}

int32_t sivo_delete(sivo_core* core, uint16_t kind, sivo_id tenant, sivo_id id, uint32_t flags,
                    int64_t now_us, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto table = row_table(kind);
    if (!table) return table.take_error();
    if (auto named = check_tenant(**table, to_id(tenant)); !named) return named;
    if (auto known = check_flags(flags, SIVO_DELETE_CASCADE); !known) return known;
    if (auto now = check_now(now_us); !now) return now;
    const bool is_cascade = (flags & SIVO_DELETE_CASCADE) != 0;
    return engine.remove(**table, to_id(tenant), to_id(id), is_cascade, now_us);
  });
}

int32_t sivo_get(sivo_core* core, uint16_t kind, sivo_id tenant, sivo_id id, sivo_record** out,
                 sivo_error** err) {
  return record_from_core(core, out, err, [&](core::Core& engine) -> Result<schema::Record> {
    auto table = row_table(kind);
    if (!table) return table.take_error();
    if (auto named = check_tenant(**table, to_id(tenant)); !named) return named.take_error();
    auto row = engine.get(**table, to_id(tenant), to_id(id));
    if (row) mark_as_stored(*row);
    return row;
  });
}

int32_t sivo_apply(sivo_core* core, const char* json, size_t size, uint32_t flags, int64_t now_us,
                   sivo_record** report, sivo_error** err) {
  sivo_record* made = nullptr;
  if (report != nullptr) *report = nullptr;
  const int32_t status =
      record_from_core(core, &made, err, [&](core::Core& engine) -> Result<schema::Record> {
        auto text = text_argument(json, size, "json");
        if (!text) return text.take_error();
        if (auto known = check_flags(flags, SIVO_APPLY_DRY_RUN | SIVO_APPLY_PRUNE); !known) {
          return known.take_error();
        }
        if (auto now = check_now(now_us); !now) return now.take_error();
        const core::Core::ApplyFlags how{.is_dry_run = (flags & SIVO_APPLY_DRY_RUN) != 0,
                                         .is_pruning = (flags & SIVO_APPLY_PRUNE) != 0};
        return engine.apply(*text, how, now_us);
      });
  if (report != nullptr) *report = made;
  else sivo_record_free(made);
  return status;
}

int32_t sivo_export(sivo_core* core, sivo_id tenant, sivo_record** document, sivo_error** err) {
  return record_from_core(core, document, err, [&](core::Core& engine) -> Result<schema::Record> {
    if (to_id(tenant).is_nil()) {
      return invalid("tenant", "expected the id of a tenant, got the zero id");
    }
    return engine.export_tenant(to_id(tenant));
  });
}
