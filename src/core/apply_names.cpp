#include "core/apply.hpp"

namespace sivo::core::document {
namespace {

// One part of a row's name.
std::string part_of(const schema::Field& field, const schema::Value& value) {
  if (field.type == schema::Type::kEnum) {
    return std::string(field.enumeration->values[static_cast<size_t>(std::get<int64_t>(value))]);
  }
  return std::string(std::get<std::string_view>(value));
}

}  // namespace

Result<void> for_each_row(Core& core, const Table& table, const Id& tenant,
                          const std::vector<store::Filter>& filters,
                          const std::function<Result<void>(Record&)>& visit) {
  store::Query query;
  query.filters = filters;
  query.limit = store::kQueryLimitMax;
  for (;;) {
    auto page = core.find(table, tenant, query);
    if (!page) return page.take_error();
    for (Record& row : page->rows) {
      if (auto done = visit(row); !done) return done;
    }
    if (page->next_cursor.empty()) return {};
    query.cursor = std::move(page->next_cursor);
  }
}

Result<std::optional<Record>> find_one(Core& core, const Table& table, const Id& tenant,
                                       store::Filter filter) {
  store::Query query;
  query.filters.push_back(std::move(filter));
  query.limit = 1;
  auto page = core.find(table, tenant, query);
  if (!page) return page.take_error();
  if (page->rows.empty()) return std::optional<Record>();
  return std::optional<Record>(std::move(page->rows.front()));
}

Result<Names::Map*> Names::of(const Resource& resource) {
  const auto [found, is_new] = maps_.try_emplace(resource.kind);
  Map* map = &found->second;
  if (!is_new || tenant_.is_nil()) return map;
  const auto keep = [&](Record& row) -> Result<void> {
    auto key = key_of(resource, row);
    if (!key) return key.take_error();
    const Id id = document::id_of(row);
    // What has no name cannot be named: it is found by nobody and pruned.
    const std::string name = *key ? **key : kKeySeparator + to_text(id);
    map->ids.emplace(name, id);
    map->keys.emplace(id, name);
    return {};
  };
  auto done = for_each_row(core_, resource.table(), tenant_, {}, keep);
  if (!done) return done.take_error();
  return map;
}

Result<std::optional<std::string>> Names::key_of(const Resource& resource, const Record& row) {
  std::string out;
  for (const std::string_view name : resource.key) {
    if (name != resource.key.front()) out += kKeySeparator;
    const size_t index = field_of(row.table(), name);
    const schema::Field& field = row.table().fields[index];
    if (!is_reference(field)) {
      out += part_of(field, row.get(index));
      continue;
    }
    const schema::Value value = row.get(index);
    if (schema::is_null(value)) continue;
    auto key = key_of(target_of(row, index), std::get<Id>(value));
    if (!key || !*key) return key;
    out += **key;
  }
  return std::optional<std::string>(std::move(out));
}

Result<std::optional<std::string>> Names::key_of(Kind kind, const Id& id) {
  const Resource* resource = resource_of(kind);
  if (resource == nullptr) return std::optional<std::string>();
  auto map = of(*resource);
  if (!map) return map.take_error();
  const auto found = (*map)->keys.find(id);
  if (found == (*map)->keys.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

Result<std::optional<Id>> Names::id_of(Kind kind, std::string_view key) {
  const Resource* resource = resource_of(kind);
  if (resource == nullptr) return std::optional<Id>();
  auto map = of(*resource);
  if (!map) return map.take_error();
  const auto found = (*map)->ids.find(key);
  if (found == (*map)->ids.end()) return std::optional<Id>();
  return std::optional<Id>(found->second);
}

Result<void> Names::add(const Resource& resource, const std::string& key, const Id& id) {
  auto map = of(resource);
  if (!map) return map.take_error();
  (*map)->ids.emplace(key, id);
  (*map)->keys.emplace(id, key);
  return {};
}

}  // namespace sivo::core::document
