#include "capi/argument.hpp"
#include "capi/barrier.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

Result<const schema::Table*> view_table(uint16_t kind) {
  const schema::Table* table = schema::find_table(static_cast<Kind>(kind));
  if (table && (table->kind == Kind::kQueueView || table->kind == Kind::kAgentView)) return table;
  return invalid("kind", "expected queue_view or agent_view, got " +
                             (table ? std::string(table->name) : std::to_string(kind)));
}

Result<void> check_some_tenant(const Id& tenant) {
  if (!tenant.is_nil()) return {};
  return invalid("tenant", "expected the id of a tenant, got the zero id");
}

}  // namespace

int32_t sivo_statistics(sivo_core* core, sivo_id tenant, sivo_id id, int32_t minutes, int64_t at_us,
                        sivo_record** out, sivo_error** err) {
  return record_from_core(core, out, err, [&](core::Core& engine) -> Result<schema::Record> {
    if (auto named = check_some_tenant(to_id(tenant)); !named) return named.take_error();
    if (auto at = check_now(at_us, "at_us"); !at) return at.take_error();
    return engine.statistics({to_id(tenant), to_id(id), minutes, at_us});
  });
}

int32_t sivo_view(sivo_core* core, uint16_t kind, sivo_id tenant, int64_t now_us, sivo_list** out,
                  sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto table = view_table(kind);
    if (!table) return table.take_error();
    if (auto named = check_some_tenant(to_id(tenant)); !named) return named;
    if (auto now = check_now(now_us); !now) return now;
    auto list = std::make_unique<sivo_list>();
    auto rows = engine.view(**table, to_id(tenant), now_us);
    if (!rows) return rows.take_error();
    list->rows.reserve(rows->size());
    for (schema::Record& row : *rows) {
      sivo_record& handle = list->rows.emplace_back();
      handle.record.emplace(std::move(row));
      handle.is_in_list = true;
    }
    *out = list.release();
    return {};
  });
}
