#include "core/apply.hpp"
#include "schema/check.hpp"
#include "schema/configuration.hpp"
#include "schema/tenant.hpp"
#include "schema/walk.hpp"

namespace sivo::core::document {
namespace {

constexpr std::string_view kFlow = "flow";
constexpr size_t kKeyShownMax = 64;  // bytes of an unknown key that a path repeats

bool takes_flow(const Row& row) { return row.record.kind() == Kind::kIvrFlow; }

Error unknown_key(const Row& row, const std::string& key) {
  return invalid(row.path() + '.' + key.substr(0, kKeyShownMax),
                 "expected a field of " + std::string(row.record.table().name) +
                     " that a document may give, got another key");
}

// The field a key names, by its own name, its alias, or without _id; -1 for none.
int field_at(const Table& table, std::string_view key) {
  for (size_t i = kStandardFields; i < table.fields.size(); ++i) {
    const schema::Field& field = table.fields[i];
    const bool is_own = key == field.name || (!field.alias.empty() && key == field.alias);
    if (is_own || (is_reference(field) && key == alias_of(field))) return static_cast<int>(i);
  }
  return -1;
}

Result<void> read_reference(Row& row, size_t index, std::string_view key, const Json& value) {
  const schema::Field& field = row.record.table().fields[index];
  const std::string path = row.path() + '.' + std::string(key);
  if (row.reference(index)) return invalid(path, "expected one of the two spellings, got both");
  Reference reference;
  reference.field = index;
  reference.target = target_of(row.record, index);
  reference.spelling = key;
  if (value.is_null()) {
    if (!field.is_nullable) return invalid(path, "expected a name, got null");
    row.references.push_back(std::move(reference));
    return {};
  }
  const Resource* target = resource_of(reference.target);
  if (target == nullptr) return invalid(path, "expected null for scope global, got a value");
  if (!value.is_string()) return invalid(path, "expected a name or null, got another type");
  if (key == field.name) {
    reference.id = parse_id(value.as_string());
    if (!reference.id) return invalid(path, "expected a UUID, got another text");
  } else {
    const schema::Field& name = target->table().fields[field_of(target->table(), target->key[0])];
    // What cannot be a name is kept as it is, and found to name nothing.
    reference.key = canonical_key(name, value.as_string()).value_or(value.as_string());
  }
  row.references.push_back(std::move(reference));
  return {};
}

Result<void> check_writable_fields(const Row& row) {
  const auto fields = row.record.table().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!row.record.is_given(i) || is_writable(fields[i], i)) continue;
    return row.located(invalid(std::string(fields[i].name),
                               "expected no value for a field that only the library writes"));
  }
  return {};
}

Result<void> read_fields(Row& row) {
  const Table& table = row.record.table();
  Json plain = Json::object();
  std::vector<std::pair<size_t, const Json::Member*>> references;
  for (const Json::Member& member : row.object->members()) {
    if (takes_flow(row) && member.first == kFlow) {
      row.flow = &member.second;
      continue;
    }
    const int index = field_at(table, member.first);
    if (index < 0) return unknown_key(row, member.first);
    if (is_reference(table.fields[static_cast<size_t>(index)])) {
      references.emplace_back(static_cast<size_t>(index), &member);
    } else {
      plain.append(member.first, member.second);
    }
  }
  if (auto done = schema::read_into(row.record, plain); !done)
    return row.located(done.take_error());
  // After the other fields: what a policy is about depends on its scope.
  for (const auto& [index, member] : references) {
    if (auto done = read_reference(row, index, member->first, member->second); !done) return done;
  }
  return check_writable_fields(row);
}

Result<Row> read_row(const Resource& resource, std::optional<size_t> index, const Json& json) {
  Row row{&resource, index, &json, Record(resource.table()), {}, nullptr, {}};
  if (!json.is_object()) return invalid(row.path(), "expected a JSON object");
  if (auto done = read_fields(row); !done) return done.take_error();
  return row;
}

Result<void> read_listing(Listing& listing, const Json& json) {
  const std::string path(listing.resource->name);
  if (!json.is_array()) return invalid(path, "expected an array of rows");
  if (json.items().size() > kRowsMax) {
    return invalid(path, "expected at most " + std::to_string(kRowsMax) + " rows, got " +
                             std::to_string(json.items().size()));
  }
  listing.is_listed = true;
  listing.rows.reserve(json.items().size());
  for (size_t i = 0; i < json.items().size(); ++i) {
    auto row = read_row(*listing.resource, i, json.items()[i]);
    if (!row) return row.take_error();
    listing.rows.push_back(std::move(*row));
  }
  return {};
}

Result<void> read_objects(Document& document) {
  const Json* tenant = document.json->find(kTenants.name);
  if (tenant == nullptr) return invalid("tenant", "expected the tenant with its slug, got none");
  auto row = read_row(kTenants, std::nullopt, *tenant);
  if (!row) return row.take_error();
  if (!row->record.is_given(field_of(row->record.table(), kTenants.key[0]))) {
    return invalid("tenant.slug", "expected a value, got none");
  }
  row->key = row->record.as<Tenant>().slug;
  document.objects.push_back(std::move(*row));
  const Json* configuration = document.json->find(kConfigurations.name);
  if (configuration == nullptr) return {};
  auto settings = read_row(kConfigurations, std::nullopt, *configuration);
  if (!settings) return settings.take_error();
  settings->key = document.tenant().key;
  document.objects.push_back(std::move(*settings));
  return {};
}

Listing* listing_named(Document& document, std::string_view name) {
  for (Listing& listing : document.listings) {
    if (listing.resource->name == name) return &listing;
  }
  return nullptr;
}

// What goes on in the path after a field: its end, or a place inside the value.
bool is_path_of(std::string_view path, std::string_view field) {
  if (!path.starts_with(field)) return false;
  return path.size() == field.size() || path[field.size()] == '.' || path[field.size()] == '[' ||
         path[field.size()] == '/';
}

// The key that the document uses for a field, or would use.
std::string_view spelling_of(const Row& row, const schema::Field& field) {
  if (row.object->find(field.name)) return field.name;
  if (!field.alias.empty() && row.object->find(field.alias)) return field.alias;
  return is_reference(field) ? alias_of(field) : field.name;
}

}  // namespace

Error Row::located(Error error) const {
  const schema::Field* found = nullptr;
  for (const schema::Field& field : record.table().fields) {
    const bool is_longer = found == nullptr || field.name.size() > found->name.size();
    if (is_longer && is_path_of(error.path, field.name)) found = &field;
  }
  std::string place = path();
  if (found != nullptr) {
    place.append(".").append(spelling_of(*this, *found)).append(error.path, found->name.size());
  } else if (!error.path.empty()) {
    place.append(".").append(error.path);
  }
  error.path = std::move(place);
  return error;
}

std::optional<std::string> canonical_key(const schema::Field& field, std::string_view text) {
  std::string storage;
  auto value = schema::check_value(field, schema::Value(text), storage);
  if (!value) return std::nullopt;
  return std::string(std::get<std::string_view>(*value));
}

Result<Document> read_document(std::string_view json) {
  auto parsed = Json::parse(json);
  if (!parsed) return parsed.take_error();
  if (!parsed->is_object()) return invalid({}, "expected a JSON object that describes a tenant");
  Document document;
  document.json = std::make_unique<Json>(std::move(*parsed));
  for (const Resource& resource : resources())
    document.listings.push_back({&resource, false, {}, {}});
  if (auto done = read_objects(document); !done) return done.take_error();
  for (const auto& [key, value] : document.json->members()) {
    if (key == kTenants.name || key == kConfigurations.name) continue;
    Listing* listing = listing_named(document, key);
    if (listing == nullptr) {
      return invalid(key.substr(0, kKeyShownMax),
                     "expected tenant, configuration or a list of rows, got another key");
    }
    if (auto done = read_listing(*listing, value); !done) return done.take_error();
  }
  return document;
}

}  // namespace sivo::core::document
