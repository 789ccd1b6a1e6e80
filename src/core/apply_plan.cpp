#include "core/apply.hpp"

#include <algorithm>

#include "schema/configuration.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/walk.hpp"

namespace sivo::core::document {
namespace {

using Change = Step::Change;

Json shortened(Json json) {
  const size_t bytes = json.dump().size();
  if (bytes <= kDiffValueBytesMax) return json;
  return Json::string("(" + std::to_string(bytes) + " bytes)");
}

void note(Step& step, std::string_view field, Json from, Json to) {
  Json entry = Json::object();
  entry.append("from", shortened(std::move(from)));
  entry.append("to", shortened(std::move(to)));
  step.diff.append(std::string(field), std::move(entry));
}

Json name_json(const std::optional<std::string>& key) {
  return key ? Json::string(label_of(*key)) : Json();
}

Json number_json(const std::optional<int64_t>& number) {
  return number ? Json::integer(*number) : Json();
}

// JSON is compared by content: the order of keys says nothing.
bool is_same(const schema::Field& field, const schema::Value& a, const schema::Value& b) {
  if (a == b) return true;
  if (field.type != schema::Type::kJson || schema::is_null(a) || schema::is_null(b)) return false;
  return canonical(json_of(field, a)) == canonical(json_of(field, b));
}

store::Filter equals(const Table& table, std::string_view field, schema::Value value) {
  return {field_of(table, field), store::Op::kEq, {value}};
}

// The rest of a version's path: the flow is its field "nodes".
std::string_view without_nodes(std::string_view path) {
  constexpr std::string_view kNodes = "nodes";
  return path.starts_with(kNodes) ? path.substr(kNodes.size()) : std::string_view();
}

}  // namespace

Result<std::optional<Record>> active_version(Core& core, const Id& tenant, const Id& flow) {
  const Table& table = schema::table_of<IvrFlowVersion>();
  std::optional<Record> found;
  const std::vector<store::Filter> filters = {equals(table, "flow_id", flow),
                                              equals(table, "is_active", true)};
  auto done = for_each_row(core, table, tenant, filters, [&](Record& row) -> Result<void> {
    found = std::move(row);
    return {};
  });
  if (!done) return done.take_error();
  return found;
}

Result<int64_t> next_flow_version(Core& core, const Id& tenant, const Id& flow) {
  const Table& table = schema::table_of<IvrFlowVersion>();
  store::Query query;
  query.filters = {equals(table, "flow_id", flow)};
  query.order = {{field_of(table, "flow_version"), true}};
  query.limit = 1;
  auto page = core.find(table, tenant, query);
  if (!page) return page.take_error();
  if (page->rows.empty()) return int64_t{1};
  return page->rows.front().as<IvrFlowVersion>().flow_version + 1;
}

Result<Plan> Planner::plan(const Document& document, bool is_pruning) {
  Plan out;
  for (const Row& row : document.objects) {
    auto step = plan_row(row);
    if (!step) return step.take_error();
    out.steps.push_back(std::move(*step));
  }
  for (const Listing& listing : document.listings) {
    for (const Row& row : listing.rows) {
      auto step = plan_row(row);
      if (!step) return step.take_error();
      out.steps.push_back(std::move(*step));
    }
  }
  if (!is_pruning) return out;
  if (auto done = plan_removals(document, out); !done) return done.take_error();
  return out;
}

Result<std::optional<Record>> Planner::stored_row(const Row& row) {
  std::optional<Id> id;
  if (row.resource == &kTenants || row.resource == &kConfigurations) {
    if (!tenant.is_nil()) id = tenant;
  } else {
    auto map = names.of(*row.resource);
    if (!map) return map.take_error();
    const auto found = (*map)->ids.find(row.key);
    if (found != (*map)->ids.end()) id = found->second;
  }
  if (!id) return std::optional<Record>();
  auto stored = core.get(row.resource->table(), tenant, *id);
  if (!stored) return stored.take_error();
  return std::optional<Record>(std::move(*stored));
}

Result<Step> Planner::plan_row(const Row& row) {
  Step step;
  step.row = &row;
  auto stored = stored_row(row);
  if (!stored) return stored.take_error();
  if (*stored) step.id = document::id_of(**stored);
  // A tenant's settings are there from its first moment.
  const bool is_settings = row.resource == &kConfigurations;
  if (is_settings && !*stored) *stored = Record(row.resource->table());
  if (auto done = compare(row, *stored, step); !done) return done.take_error();
  if (!*stored) step.change = Change::kCreate;
  else if (!step.fields.empty()) step.change = Change::kUpdate;
  if (auto done = plan_flow(row, step); !done) return done.take_error();
  return step;
}

Result<void> Planner::compare(const Row& row, const std::optional<Record>& stored, Step& step) {
  const Record* before = stored ? &*stored : nullptr;
  const auto fields = row.record.table().fields;
  for (size_t i = kStandardFields; i < fields.size(); ++i) {
    if (const Reference* reference = row.reference(i)) {
      if (auto done = compare_reference(*reference, before, step); !done) return done;
    } else if (row.record.is_given(i)) {
      if (auto done = compare_field(row, before, i, step); !done) return done;
    }
  }
  return {};
}

Result<void> Planner::compare_field(const Row& row, const Record* stored, size_t field,
                                    Step& step) {
  const schema::Field& described = row.record.table().fields[field];
  const schema::Value to = row.record.get(field);
  schema::Value from;
  if (stored != nullptr) {
    from = stored->get(field);
    bool is_unchanged = is_same(described, from, to);
    const bool is_open = !schema::is_null(from) && !schema::is_null(to);
    if (described.is_secret && is_open && !document::id_of(*stored).is_nil()) {
      auto same = is_same_secret(*stored, field, std::get<std::string_view>(to));
      if (!same) return same.take_error();
      is_unchanged = *same;
    }
    if (is_unchanged) return {};
  }
  step.fields.push_back(field);
  note(step, described.name, json_of(described, from), json_of(described, to));
  return {};
}

Result<void> Planner::compare_reference(const Reference& reference, const Record* stored,
                                        Step& step) {
  const schema::Field& field = step.row->record.table().fields[reference.field];
  std::optional<std::string> from;
  if (stored != nullptr) {
    const schema::Value value = stored->get(reference.field);
    if (const auto* id = std::get_if<Id>(&value)) {
      auto key = names.key_of(target_of(*stored, reference.field), *id);
      if (!key) return key.take_error();
      from = std::move(*key);
    }
    if (from == reference.key) return {};
  }
  step.fields.push_back(reference.field);
  note(step, alias_of(field), name_json(from), name_json(reference.key));
  return {};
}

Result<void> Planner::plan_flow(const Row& row, Step& step) {
  if (row.flow == nullptr) return {};
  auto change = flow_change(row, step.id);
  if (!change) return change.take_error();
  if (!*change) return {};
  step.flow = std::move(**change);
  note(step, "flow_version", number_json(step.flow->from), number_json(step.flow->to));
  if (step.change == Change::kNone) step.change = Change::kUpdate;
  return {};
}

Result<std::optional<FlowChange>> Planner::flow_change(const Row& row, const Id& flow) {
  using None = std::optional<FlowChange>;
  std::optional<Record> active;
  if (!flow.is_nil()) {
    auto found = active_version(core, tenant, flow);
    if (!found) return found.take_error();
    active = std::move(*found);
  }
  std::optional<int64_t> from;
  if (active) from = active->as<IvrFlowVersion>().flow_version;
  if (row.flow->is_null()) {
    if (!active) return None();
    return None(FlowChange{from, std::nullopt, std::move(*active)});
  }
  Record version(schema::table_of<IvrFlowVersion>());
  const size_t nodes = field_of(version.table(), "nodes");
  if (auto done = version.set_json(nodes, *row.flow); !done) {
    Error error = done.take_error();
    error.path = row.path() + '.' + flow_path(without_nodes(error.path));
    return error;
  }
  const schema::Field& field = version.table().fields[nodes];
  if (active && is_same(field, active->get(nodes), version.get(nodes))) return None();
  auto next = flow.is_nil() ? Result<int64_t>(1) : next_flow_version(core, tenant, flow);
  if (!next) return next.take_error();
  return None(FlowChange{from, *next, std::move(version)});
}

// Those who refer come before what they refer to.
Result<void> Planner::plan_removals(const Document& document, Plan& plan) {
  for (size_t i = document.listings.size(); i-- > 0;) {
    const Listing& listing = document.listings[i];
    if (!listing.is_listed) continue;
    auto map = names.of(*listing.resource);
    if (!map) return map.take_error();
    std::vector<Going> going;
    for (const auto& [id, key] : (*map)->keys) {
      if (!listing.by_key.contains(key)) going.push_back({listing.resource, key, id});
    }
    std::stable_sort(going.begin(), going.end(),
                     [](const Going& a, const Going& b) { return a.key < b.key; });
    for (Going& row : going) plan.going.push_back(std::move(row));
  }
  return {};
}

Result<void> Writer::publish(Step& step) {
  if (!step.flow) return {};
  const bool is_new = step.flow->to.has_value();
  Record version(schema::table_of<IvrFlowVersion>());
  if (is_new) version = step.flow->version;
  auto& row = version.as<IvrFlowVersion>();
  const Table& table = version.table();
  set_id(version, 1, tenant_);
  row.is_active = is_new;
  version.mark_given(field_of(table, "is_active"));
  if (is_new) {
    set_id(version, field_of(table, "flow_id"), step.id);
    row.flow_version = *step.flow->to;
    version.mark_given(field_of(table, "flow_version"));
  } else {
    set_id(version, 0, document::id_of(step.flow->version));
  }
  auto done = is_new ? core_.create(version, now_) : core_.update(version, now_);
  if (done) return done;
  Error error = done.take_error();
  error.path = step.row->path() + '.' + flow_path(without_nodes(error.path));
  return error;
}

}  // namespace sivo::core::document
