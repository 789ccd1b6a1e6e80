#include <algorithm>

#include "core/apply.hpp"
#include "schema/configuration.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/tenant.hpp"

namespace sivo::core {
namespace {

using document::Json;
using document::Names;
using document::Resource;

// The row under the names a document uses; nothing when it is about what is gone. All fields are
// written, defaults and nulls too: applied to a changed tenant the document brings everything back.
Result<std::optional<Json>> export_row(const Record& row, Names& names) {
  Json out = Json::object();
  const auto fields = row.table().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!document::is_writable(fields[i], i) || fields[i].is_secret) continue;
    const schema::Value value = row.get(i);
    if (!document::is_reference(fields[i])) {
      out.append(std::string(fields[i].name), document::json_of(fields[i], value));
      continue;
    }
    Json name;
    if (const auto* id = std::get_if<Id>(&value)) {
      auto key = names.key_of(document::target_of(row, i), *id);
      if (!key) return key.take_error();
      if (!*key) return std::optional<Json>();
      name = Json::string(std::move(**key));
    }
    out.append(std::string(document::alias_of(fields[i])), std::move(name));
  }
  return std::optional<Json>(std::move(out));
}

Result<void> append_flow(Core& core, const Record& flow, Json& out) {
  const Id tenant = std::get<Id>(flow.get(1));
  auto version = document::active_version(core, tenant, document::id_of(flow));
  if (!version) return version.take_error();
  if (!*version) {
    out.append("flow", Json());
    return {};
  }
  const size_t nodes = document::field_of((*version)->table(), "nodes");
  out.append("flow", document::json_of((*version)->table().fields[nodes], (*version)->get(nodes)));
  return {};
}

Result<Json> export_list(Core& core, const Id& tenant, const Resource& resource, Names& names) {
  std::vector<std::pair<std::string, Json>> rows;
  const auto take = [&](Record& row) -> Result<void> {
    auto key = names.key_of(resource.kind, document::id_of(row));
    if (!key) return key.take_error();
    auto json = export_row(row, names);
    if (!json) return json.take_error();
    if (!*json) return {};
    if (row.kind() == Kind::kIvrFlow) {
      if (auto done = append_flow(core, row, **json); !done) return done;
    }
    rows.emplace_back(key->value_or(""), std::move(**json));
    return {};
  };
  if (auto done = document::for_each_row(core, resource.table(), tenant, {}, take); !done) {
    return done.take_error();
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Json out = Json::array();
  for (auto& [key, json] : rows) out.push(std::move(json));
  return out;
}

// A row that stands alone in the document.
Result<Json> export_object(Core& core, const schema::Table& table, const Id& tenant, Names& names) {
  auto row = core.get(table, tenant, tenant);
  if (!row) return row.take_error();
  auto json = export_row(*row, names);
  if (!json) return json.take_error();
  return std::move(**json);
}

}  // namespace

Result<Record> Core::export_tenant(Id tenant) {
  Names names(*this, tenant);
  Json out = Json::object();
  auto object = export_object(*this, schema::table_of<Tenant>(), tenant, names);
  if (!object) return object.take_error();
  out.append(std::string(document::kTenants.name), std::move(*object));
  object = export_object(*this, schema::table_of<Configuration>(), tenant, names);
  if (!object) return object.take_error();
  out.append(std::string(document::kConfigurations.name), std::move(*object));
  for (const Resource& resource : document::resources()) {
    if (!resource.is_exported) continue;
    auto list = export_list(*this, tenant, resource, names);
    if (!list) return list.take_error();
    out.append(std::string(resource.name), std::move(*list));
  }
  Document document;
  document.text = out.dump();
  return Record(document);
}

}  // namespace sivo::core
